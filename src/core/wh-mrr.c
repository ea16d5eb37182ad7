/* wh-mrr.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-mrr.h"

#define MONTHS 12

static gint64
add_saturating (gint64 a,
                gint64 b)
{
  gint64 sum;

  if (!__builtin_add_overflow (a, b, &sum))
    return sum;

  return a < 0 ? G_MININT64 : G_MAXINT64;
}

static const char *
find_text (WhRecord   *record,
           const char *id)
{
  int field = wh_resource_find_field (wh_record_get_resource (record), id);

  return field >= 0 ? wh_record_get_text (record, field) : NULL;
}

/**
 * wh_status_is_churned:
 * @status: (nullable): a subscription's status; there may be more than are known (§11.1)
 *
 * Returns: whether it means that the subscription ended
 */
gboolean
wh_status_is_churned (const char *status)
{
  return status != NULL && g_str_has_prefix (status, "churned");
}

/**
 * wh_mrr_add:
 * @self: a sum
 * @value: minor units for a whole billing interval (§3.1)
 * @yearly: whether that is a year instead of a month
 *
 * Adds what a subscription pays in a month. What would not fit becomes the number next to it
 * that does.
 */
void
wh_mrr_add (WhMrr    *self,
            gint64    value,
            gboolean  yearly)
{
  g_return_if_fail (self != NULL);

  self->units = add_saturating (self->units, yearly ? value / MONTHS : value);
  if (yearly)
    self->twelfths += value % MONTHS;
}

/**
 * wh_mrr_add_event:
 * @self: a sum
 * @event: an event of a subscription (§3.1)
 *
 * Adds what the subscription pays in a month from then on: nothing as a trial or once it has
 * churned (§6.4), whatever amount such an event carries.
 *
 * Returns: whether that is known
 */
gboolean
wh_mrr_add_event (WhMrr    *self,
                  WhRecord *event)
{
  const WhResource *resource;
  const char *status, *interval;
  gboolean yearly;
  gint64 value;
  int field;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (WH_IS_RECORD (event), FALSE);

  resource = wh_record_get_resource (event);
  status = find_text (event, "status");
  if (wh_status_is_churned (status) || g_strcmp0 (status, "trialing") == 0)
    return TRUE;

  field = wh_resource_find_field (resource, "value");
  interval = find_text (event, "plan_interval");
  if (field < 0 || interval == NULL || !wh_record_get_number (event, field, &value))
    return FALSE;

  /* Older scripts write "Year" (§3.2). */
  yearly = g_ascii_strcasecmp (interval, "year") == 0;
  if (!yearly && g_ascii_strcasecmp (interval, "month") != 0)
    return FALSE;
  wh_mrr_add (self, value, yearly);

  return TRUE;
}

/**
 * wh_mrr_round:
 * @self: a sum
 *
 * Rounds once, however many years were added: to the nearest minor unit, half a unit away from
 * zero.
 *
 * Returns: minor units
 */
gint64
wh_mrr_round (const WhMrr *self)
{
  gint64 half = MONTHS / 2;

  g_return_val_if_fail (self != NULL, 0);

  return add_saturating (self->units,
                         (self->twelfths + (self->twelfths < 0 ? -half : half)) / MONTHS);
}
