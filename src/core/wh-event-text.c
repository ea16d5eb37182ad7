/* wh-event-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-event-text.h"

#include "wh-history-private.h"
#include "wh-mrr.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a kind of event is called: when it has happened and when it is still to come, with the
 * plan for %s where it has one. */
typedef struct
{
  const char *past;
  const char *future;
  WhTone tone;
} Words;

static const Words all_words[] = {
  /* Translators: %s is the ID of a plan, here and below */
  [WH_EVENT_STARTED] = { N_("Started with %s"), N_("Will start with %s"), WH_TONE_GOOD },
  [WH_EVENT_TRIAL_STARTED] = { N_("Trial of %s started"), N_("Trial of %s will start"),
                               WH_TONE_CAUTION },
  [WH_EVENT_CONVERTED] = { N_("Trial became paid: %s"), N_("Trial will become paid: %s"),
                           WH_TONE_GOOD },
  [WH_EVENT_UPGRADED] = { N_("Upgraded to %s"), N_("Will be upgraded to %s"), WH_TONE_GOOD },
  [WH_EVENT_DOWNGRADED] = { N_("Downgraded to %s"), N_("Will be downgraded to %s"),
                            WH_TONE_CAUTION },
  [WH_EVENT_CHANGED] = { N_("Changed to %s"), N_("Will be changed to %s"), WH_TONE_NEUTRAL },
  [WH_EVENT_CONFIRMED] = { N_("Recorded again with %s"), N_("Will go on with %s"),
                           WH_TONE_NEUTRAL },
  [WH_EVENT_REACTIVATED] = { N_("Reactivated with %s"), N_("Will be reactivated with %s"),
                             WH_TONE_GOOD },
};

/* Where the plan is the same, naming it would say that it is not. */
static const Words same_plan_words[] = {
  [WH_EVENT_UPGRADED] = { N_("Upgraded"), N_("Will be upgraded"), WH_TONE_GOOD },
  [WH_EVENT_DOWNGRADED] = { N_("Downgraded"), N_("Will be downgraded"), WH_TONE_CAUTION },
  [WH_EVENT_CHANGED] = { N_("Changed"), N_("Will be changed"), WH_TONE_NEUTRAL },
  [WH_EVENT_CONFIRMED] = { N_("Recorded again"), N_("Will go on"), WH_TONE_NEUTRAL },
};

static const Words no_plan_words[] = {
  [WH_EVENT_STARTED] = { N_("Started"), N_("Will start"), WH_TONE_GOOD },
  [WH_EVENT_TRIAL_STARTED] = { N_("Trial started"), N_("Trial will start"), WH_TONE_CAUTION },
  [WH_EVENT_CONVERTED] = { N_("Trial became paid"), N_("Trial will become paid"), WH_TONE_GOOD },
  [WH_EVENT_REACTIVATED] = { N_("Reactivated"), N_("Will be reactivated"), WH_TONE_GOOD },
};

static const struct
{
  const char *status;
  const char *past;
  const char *future;
} churn_words[] = {
  { "churned_voluntary", N_("Churned (voluntary)"), N_("Will churn (voluntary)") },
  { "churned_delinquent", N_("Churned (delinquent)"), N_("Will churn (delinquent)") },
};

static gboolean
is_status (WhRecord   *event,
           const char *status)
{
  return g_strcmp0 (wh_history_get_text (event, "status"), status) == 0;
}

static gboolean
is_churn (WhRecord *event)
{
  return wh_status_is_churned (wh_history_get_text (event, "status"));
}

static gboolean
is_same (WhRecord   *a,
         WhRecord   *b,
         const char *field)
{
  return g_strcmp0 (wh_history_get_text (a, field), wh_history_get_text (b, field)) == 0;
}

static WhEventKind
compare_events (WhHistory *self,
                guint      subscription,
                guint      event)
{
  WhRecord *record = wh_history_get_event (self, subscription, event);
  WhRecord *before = wh_history_get_event (self, subscription, event - 1);
  gint64 mrr, mrr_before;

  if (wh_history_get_event_mrr (self, subscription, event, &mrr) &&
      wh_history_get_event_mrr (self, subscription, event - 1, &mrr_before) && mrr != mrr_before)
    return mrr > mrr_before ? WH_EVENT_UPGRADED : WH_EVENT_DOWNGRADED;

  if (is_same (record, before, "plan_id") && is_same (record, before, "plan_interval") &&
      is_same (record, before, "status") && is_same (record, before, "value"))
    return WH_EVENT_CONFIRMED;

  return WH_EVENT_CHANGED;
}

/**
 * wh_history_get_event_kind:
 * @self: a history
 * @subscription: index of a subscription
 * @event: index of an event
 *
 * Returns: what happened, seen from the event before it
 */
WhEventKind
wh_history_get_event_kind (WhHistory *self,
                           guint      subscription,
                           guint      event)
{
  WhRecord *record = wh_history_get_event (self, subscription, event);
  WhRecord *before;

  g_return_val_if_fail (record != NULL, WH_EVENT_CONFIRMED);

  if (is_churn (record))
    return WH_EVENT_CHURNED;

  before = event > 0 ? wh_history_get_event (self, subscription, event - 1) : NULL;
  if (before != NULL && is_churn (before))
    return WH_EVENT_REACTIVATED;
  if (is_status (record, "trialing") && (before == NULL || !is_status (before, "trialing")))
    return WH_EVENT_TRIAL_STARTED;
  if (before == NULL)
    return WH_EVENT_STARTED;
  if (is_status (before, "trialing") && !is_status (record, "trialing"))
    return WH_EVENT_CONVERTED;

  return compare_events (self, subscription, event);
}

/**
 * wh_history_get_currency:
 * @self: a history
 * @subscription: index of a subscription
 *
 * It cannot change (§3.3), and not every event need say it.
 *
 * Returns: (nullable): the currency of its amounts; %NULL where the API did not say
 */
const char *
wh_history_get_currency (WhHistory *self,
                         guint      subscription)
{
  for (guint i = wh_history_get_n_events (self, subscription); i > 0; i--)
    {
      const char *currency = wh_history_get_text (wh_history_get_event (self, subscription, i - 1),
                                                  "plan_currency");

      if (currency != NULL)
        return currency;
    }

  return NULL;
}

/**
 * wh_history_dup_steps:
 * @self: a history
 * @subscription: index of a subscription
 *
 * Events whose date cannot be read are left out; of several at one moment the last counts.
 *
 * Returns: (transfer full) (element-type WhHistoryStep): what it paid, the oldest first
 */
GArray *
wh_history_dup_steps (WhHistory *self,
                      guint      subscription)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (WhHistoryStep));

  for (guint i = 0; i < wh_history_get_n_events (self, subscription); i++)
    {
      WhHistoryStep step = { .event = i };

      if (!wh_history_get_date (self, subscription, i, &step.at))
        continue;
      step.known = wh_history_get_event_mrr (self, subscription, i, &step.mrr);
      if (steps->len > 0 && g_array_index (steps, WhHistoryStep, steps->len - 1).at == step.at)
        g_array_set_size (steps, steps->len - 1);
      g_array_append_val (steps, step);
    }

  return steps;
}

static char *
dup_churn_title (WhRecord *event,
                 gboolean  scheduled)
{
  for (guint i = 0; i < G_N_ELEMENTS (churn_words); i++)
    {
      if (is_status (event, churn_words[i].status))
        return g_strdup (scheduled ? _(churn_words[i].future) : _(churn_words[i].past));
    }

  return g_strdup (scheduled ? _("Will churn") : _("Churned"));
}

static const Words *
find_words (WhEventKind  kind,
            const char  *plan,
            gboolean     same_plan)
{
  if (kind < G_N_ELEMENTS (same_plan_words) && same_plan_words[kind].past != NULL &&
      (plan == NULL || same_plan))
    return &same_plan_words[kind];
  if (plan == NULL)
    return &no_plan_words[kind];

  return &all_words[kind];
}

static void
set_title (WhEventText *self,
           WhHistory   *history,
           guint        subscription,
           guint        event)
{
  WhRecord *record = wh_history_get_event (history, subscription, event);
  WhRecord *before = event > 0 ? wh_history_get_event (history, subscription, event - 1) : NULL;
  const char *plan = wh_history_get_text (record, "plan_id");
  const Words *words;

  self->kind = wh_history_get_event_kind (history, subscription, event);
  if (self->kind == WH_EVENT_CHURNED)
    {
      self->tone = WH_TONE_BAD;
      self->title = dup_churn_title (record, self->scheduled);
      return;
    }

  words = find_words (self->kind, plan, before != NULL && is_same (record, before, "plan_id"));
  self->tone = words->tone;
  self->title = wh_resource_dup_phrase (self->scheduled ? words->future : words->past,
                                        plan != NULL ? plan : "");
}

static char *
dup_money (WhFormat   *format,
           const char *currency,
           gint64      minor)
{
  if (currency == NULL)
    return wh_format_dup_money (format, minor);

  return wh_format_dup_money_in (format, currency, minor);
}

static char *
dup_amount (WhHistory *history,
            guint      subscription,
            WhRecord  *event,
            WhFormat  *format)
{
  const char *currency = wh_history_get_currency (history, subscription);
  const char *interval = wh_history_get_text (event, "plan_interval");
  g_autofree char *money = NULL;
  gint64 value;

  if (is_churn (event) ||
      !wh_record_get_number (event, wh_history_find_field ("value"), &value))
    return NULL;

  money = dup_money (format, currency, value);
  if (g_strcmp0 (interval, "month") == 0)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_("%s a month"), money);
  if (g_strcmp0 (interval, "year") == 0)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_("%s a year"), money);

  return g_steal_pointer (&money);
}

/**
 * wh_history_dup_mrr_text:
 * @self: a history
 * @subscription: index of a subscription
 * @event: index of an event
 * @format: how amounts are written
 *
 * Returns: (transfer full): what it pays in a month from that event on, with what is paid where
 *   that is something else; "–" where it is not known
 */
char *
wh_history_dup_mrr_text (WhHistory *self,
                         guint      subscription,
                         guint      event,
                         WhFormat  *format)
{
  WhRecord *record = wh_history_get_event (self, subscription, event);
  g_autofree char *money = NULL;
  g_autofree char *amount = NULL;
  gint64 mrr;

  g_return_val_if_fail (record != NULL, NULL);

  if (!wh_history_get_event_mrr (self, subscription, event, &mrr))
    return g_strdup ("–");

  money = dup_money (format, wh_history_get_currency (self, subscription), mrr);
  if (g_strcmp0 (wh_history_get_text (record, "plan_interval"), "year") == 0)
    amount = dup_amount (self, subscription, record, format);
  if (amount != NULL)
    /* Translators: an amount for each month, and what is really paid, such as “$588.00 a year” */
    return g_strdup_printf (_("%s MRR (%s)"), money, amount);

  /* Translators: %s is an amount of money, the monthly recurring revenue */
  return g_strdup_printf (_("%s MRR"), money);
}

static char *
dup_change (WhHistory *history,
            guint      subscription,
            guint      event,
            WhFormat  *format)
{
  const char *currency = wh_history_get_currency (history, subscription);
  g_autofree char *money = NULL;
  gint64 mrr, before = 0, change;

  if (!wh_history_get_event_mrr (history, subscription, event, &mrr) ||
      (event > 0 && !wh_history_get_event_mrr (history, subscription, event - 1, &before)) ||
      __builtin_sub_overflow (mrr, before, &change) || change == 0)
    return NULL;

  money = dup_money (format, currency, change);

  /* Translators: %s is an amount of money, by which the monthly recurring revenue grew */
  return g_strdup_printf (change > 0 ? _("+%s MRR") :
                          /* Translators: %s is a negative amount of money */
                          _("%s MRR"), money);
}

static char *
dup_sentence (WhEventText *self)
{
  g_autoptr (GString) text = g_string_new (self->day);
  const char *parts[] = { self->title, self->amount, self->change };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (text, ", %s", parts[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wh_event_text_new:
 * @history: a history
 * @subscription: index of a subscription
 * @event: index of an event
 * @at: the present, in microseconds since the epoch
 * @format: how amounts and days are written
 *
 * The change is between monthly amounts that were rounded each, so that it is the difference of
 * what is shown.
 *
 * Returns: (transfer full): what happened, in words
 */
WhEventText *
wh_event_text_new (WhHistory *history,
                   guint      subscription,
                   guint      event,
                   gint64     at,
                   WhFormat  *format)
{
  WhEventText *self = g_new0 (WhEventText, 1);
  gint64 date;
  gboolean has_date = wh_history_get_date (history, subscription, event, &date);

  self->scheduled = has_date && date > at;
  self->current = wh_history_find_state (history, subscription, at) == (int) event;
  set_title (self, history, subscription, event);
  self->day = has_date ? wh_format_dup_long_day (format, date) : g_strdup ("–");
  self->amount = dup_amount (history, subscription,
                             wh_history_get_event (history, subscription, event), format);
  self->change = dup_change (history, subscription, event, format);
  self->sentence = dup_sentence (self);

  return self;
}

/**
 * wh_event_text_free:
 * @self: (nullable) (transfer full): a text
 */
void
wh_event_text_free (WhEventText *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->day);
  g_free (self->amount);
  g_free (self->change);
  g_free (self->sentence);
  g_free (self);
}
