/* wh-sum.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-sum.h"

#include <glib/gi18n.h>

/**
 * wh_sum_add:
 * @self: a sum
 * @record: what to add
 * @field: index of the field with the amount
 *
 * A sum that has become too large stays so, whatever is added: none rather than a wrong one.
 */
void
wh_sum_add (WhSum    *self,
            WhRecord *record,
            guint     field)
{
  gint64 amount;

  g_return_if_fail (self != NULL);

  if (!wh_record_get_number (record, field, &amount))
    return;

  self->n_amounts++;
  if (self->is_too_large || __builtin_add_overflow (self->amount, amount, &self->amount))
    {
      self->is_too_large = TRUE;
      self->amount = 0;
    }
}

/**
 * wh_sum_get_amount:
 * @self: a sum
 * @amount: (out): the sum in minor units, where there is one
 *
 * Returns: whether anything has an amount and all of them together can be told
 */
gboolean
wh_sum_get_amount (const WhSum *self,
                   gint64      *amount)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_amounts == 0 || self->is_too_large)
    return FALSE;

  *amount = self->amount;

  return TRUE;
}

/**
 * wh_sum_dup_display:
 * @self: a sum
 * @format: how money is shown
 *
 * Returns: (transfer full): the sum, or why there is none
 */
char *
wh_sum_dup_display (const WhSum *self,
                    WhFormat    *format)
{
  gint64 amount;

  g_return_val_if_fail (self != NULL, NULL);

  if (wh_sum_get_amount (self, &amount))
    return wh_format_dup_money (format, amount);

  /* Translators: stands where a sum of money would, after “MRR: ” */
  return g_strdup (self->is_too_large ? _("too large to add up") : "–");
}
