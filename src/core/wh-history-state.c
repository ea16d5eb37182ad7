/* wh-history-state.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-history-private.h"
#include "wh-mrr.h"

#include <string.h>

static gboolean
is_churn (const WhHistoryEvent *event)
{
  return wh_status_is_churned (wh_history_get_text (event->record, "status"));
}

/**
 * wh_history_find_state:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 *
 * Returns: index of the event in effect, or %WH_HISTORY_NONE before the first
 */
int
wh_history_find_state (WhHistory *self,
                       guint      subscription,
                       gint64     at)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);

  g_return_val_if_fail (group != NULL, WH_HISTORY_NONE);

  if (!wh_history_group_get (group, 0)->has_date)
    return (int) group->events->len - 1;

  for (guint i = group->events->len; i > 0; i--)
    {
      const WhHistoryEvent *event = wh_history_group_get (group, i - 1);

      if (event->has_date && event->date <= at)
        return (int) i - 1;
    }

  return WH_HISTORY_NONE;
}

static const WhHistoryEvent *
get_state (WhHistory *self,
           guint      subscription,
           gint64     at)
{
  int state = wh_history_find_state (self, subscription, at);

  if (state < 0)
    return NULL;

  return wh_history_group_get (wh_history_get_group (self, subscription), state);
}

/**
 * wh_history_is_churned:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 *
 * Returns: whether it has ended then
 */
gboolean
wh_history_is_churned (WhHistory *self,
                       guint      subscription,
                       gint64     at)
{
  const WhHistoryEvent *state = get_state (self, subscription, at);

  return state != NULL && is_churn (state);
}

/**
 * wh_history_get_scheduled:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 * @event: (out) (optional): index of the event that is meant
 *
 * A churn that nothing follows is what counts, also behind other changes; otherwise what comes
 * first.
 *
 * Returns: what is going to happen to it after @at
 */
WhScheduled
wh_history_get_scheduled (WhHistory *self,
                          guint      subscription,
                          gint64     at,
                          int       *event)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);
  int state = wh_history_find_state (self, subscription, at);
  int next = state + 1;
  int last = WH_HISTORY_NONE;

  g_return_val_if_fail (group != NULL, WH_SCHEDULED_NOTHING);

  for (guint i = (guint) next; i < group->events->len; i++)
    {
      if (wh_history_group_get (group, i)->has_date)
        last = (int) i;
    }
  if (event != NULL)
    *event = last >= 0 ? next : WH_HISTORY_NONE;

  if (last < 0)
    return WH_SCHEDULED_NOTHING;
  if (state < 0 || (is_churn (wh_history_group_get (group, state)) &&
                    !is_churn (wh_history_group_get (group, next))))
    return WH_SCHEDULED_START;
  if (!is_churn (wh_history_group_get (group, last)))
    return WH_SCHEDULED_CHANGE;

  if (event != NULL)
    *event = last;

  return WH_SCHEDULED_CHURN;
}

/**
 * wh_history_get_value:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 * @value: (out): minor units of its currency for a billing interval
 *
 * Returns: whether that is known
 */
gboolean
wh_history_get_value (WhHistory *self,
                      guint      subscription,
                      gint64     at,
                      gint64    *value)
{
  const WhHistoryEvent *state = get_state (self, subscription, at);

  g_return_val_if_fail (value != NULL, FALSE);

  *value = 0;
  if (state == NULL || is_churn (state))
    return TRUE;

  return wh_record_get_number (state->record, wh_history_find_field ("value"), value);
}

/**
 * wh_history_get_mrr:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 * @mrr: (out): minor units of its currency a month
 *
 * Returns: whether that is known
 */
gboolean
wh_history_get_mrr (WhHistory *self,
                    guint      subscription,
                    gint64     at,
                    gint64    *mrr)
{
  const WhHistoryEvent *state = get_state (self, subscription, at);
  WhMrr sum = { 0 };
  gboolean known = state == NULL || wh_mrr_add_event (&sum, state->record);

  g_return_val_if_fail (mrr != NULL, FALSE);

  *mrr = wh_mrr_round (&sum);

  return known;
}

/**
 * wh_history_get_event_mrr:
 * @self: a history
 * @subscription: index of a subscription
 * @event: index of an event
 * @mrr: (out): minor units of its currency a month, from that event on
 *
 * Returns: whether that is known
 */
gboolean
wh_history_get_event_mrr (WhHistory *self,
                          guint      subscription,
                          guint      event,
                          gint64    *mrr)
{
  WhRecord *record = wh_history_get_event (self, subscription, event);
  WhMrr sum = { 0 };
  gboolean known = record != NULL && wh_mrr_add_event (&sum, record);

  g_return_val_if_fail (mrr != NULL, FALSE);

  *mrr = wh_mrr_round (&sum);

  return known;
}

/**
 * wh_history_get_total_mrr:
 * @self: a history
 * @currency: (nullable): of the subscriptions that count, %NULL for all of them
 * @at: microseconds since the epoch
 * @mrr: (out): minor units a month, rounded once
 *
 * Returns: whether it is known of each of them
 */
gboolean
wh_history_get_total_mrr (WhHistory  *self,
                          const char *currency,
                          gint64      at,
                          gint64     *mrr)
{
  WhMrr sum = { 0 };
  gboolean known = TRUE;

  g_return_val_if_fail (WH_IS_HISTORY (self), FALSE);
  g_return_val_if_fail (mrr != NULL, FALSE);

  for (guint i = 0; i < self->groups->len; i++)
    {
      const WhHistoryEvent *state = get_state (self, i, at);
      const char *text;

      if (state == NULL)
        continue;
      text = wh_history_get_text (state->record, "plan_currency");
      if (currency != NULL && (text == NULL || g_ascii_strcasecmp (text, currency) != 0))
        continue;
      known &= wh_mrr_add_event (&sum, state->record);
    }
  *mrr = wh_mrr_round (&sum);

  return known;
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/**
 * wh_history_dup_dates:
 * @self: a history
 *
 * Returns: (transfer full) (element-type gint64): the distinct moments of all events, the oldest
 *   first, in microseconds since the epoch
 */
GArray *
wh_history_dup_dates (WhHistory *self)
{
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint date = wh_history_find_field ("effective_date");
  guint n_distinct = 0;
  gint64 *data;
  gint64 number;

  g_return_val_if_fail (WH_IS_HISTORY (self), dates);

  for (guint i = 0; i < self->records->len; i++)
    {
      if (wh_record_get_number (g_ptr_array_index (self->records, i), date, &number))
        g_array_append_val (dates, number);
    }
  g_array_sort (dates, compare_dates);

  data = (gint64 *) dates->data;
  for (guint i = 0; i < dates->len; i++)
    {
      if (i == 0 || data[i] != data[n_distinct - 1])
        data[n_distinct++] = data[i];
    }
  g_array_set_size (dates, n_distinct);

  return dates;
}

/**
 * wh_history_get_started:
 * @self: a history
 * @subscription: index of a subscription
 * @started: (out): microseconds since the epoch
 *
 * Returns: whether it is known when it began or will begin
 */
gboolean
wh_history_get_started (WhHistory *self,
                        guint      subscription,
                        gint64    *started)
{
  return wh_history_get_date (self, subscription, 0, started);
}

/**
 * wh_history_get_ended:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 * @ended: (out): microseconds since the epoch
 *
 * Returns: whether it has ended at @at and it is known when
 */
gboolean
wh_history_get_ended (WhHistory *self,
                      guint      subscription,
                      gint64     at,
                      gint64    *ended)
{
  const WhHistoryEvent *state = get_state (self, subscription, at);

  g_return_val_if_fail (ended != NULL, FALSE);

  *ended = state != NULL ? state->date : 0;

  return state != NULL && state->has_date && is_churn (state);
}

static void
set_scheduled (WhHistory   *self,
               guint        subscription,
               gint64       at,
               const char **texts)
{
  static const char *const names[] = {
    [WH_SCHEDULED_START] = "start",
    [WH_SCHEDULED_CHANGE] = "change",
    [WH_SCHEDULED_CHURN] = "churn",
  };
  int event;
  WhScheduled scheduled = wh_history_get_scheduled (self, subscription, at, &event);

  if (scheduled == WH_SCHEDULED_NOTHING)
    return;

  texts[wh_history_find_field ("scheduled")] = names[scheduled];
  texts[wh_history_find_field ("scheduled_on")] =
    wh_history_get_text (wh_history_get_event (self, subscription, event), "effective_date");
}

/**
 * wh_history_dup_row:
 * @self: a history
 * @subscription: index of a subscription
 * @at: microseconds since the epoch
 *
 * Returns: (transfer full): the event that is in effect at @at, or the first where it has not
 *   begun yet, with what the list says of a subscription beside: MRR, what is scheduled, when it
 *   began
 */
WhRecord *
wh_history_dup_row (WhHistory *self,
                    guint      subscription,
                    gint64     at)
{
  const WhResource *resource = wh_resources_find ("subscription");
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);
  g_autofree const char **texts = g_new0 (const char *, resource->n_fields);
  int state = wh_history_find_state (self, subscription, at);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autofree char *mrr_text = NULL;
  char *json;
  gint64 mrr;

  g_return_val_if_fail (group != NULL, NULL);

  json = wh_record_dup_json (wh_history_group_get (group, MAX (state, 0))->record);
  bytes = g_bytes_new_take (json, strlen (json));
  /* It was a document already, so it is one again. */
  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  if (wh_history_get_mrr (self, subscription, at, &mrr))
    mrr_text = g_strdup_printf ("%" G_GINT64_FORMAT, mrr);
  texts[wh_history_find_field ("mrr")] = mrr_text;
  texts[wh_history_find_field ("started_on")] =
    wh_history_get_text (wh_history_group_get (group, 0)->record, "effective_date");
  set_scheduled (self, subscription, at, texts);

  return wh_record_new_with_texts (resource, wh_json_document_get_root (document), texts, NULL);
}
