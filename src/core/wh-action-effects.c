/* wh-action-effects.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"
#include "wh-connection-private.h"
#include "wh-mrr.h"

#include <glib/gi18n.h>
#include <string.h>

/* What will happen, in sentences. What is not known, or not filled in yet, is left out: a sentence
 * is true or not there. */

G_GNUC_PRINTF (2, 3)
static void
add (GStrvBuilder *effects,
     const char   *format,
     ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  g_strv_builder_add (effects, sentence);
}

static gboolean
get_draft_number (WhAction   *self,
                  const char *field,
                  gint64     *number)
{
  const char *text = wh_action_get_text (self, field);

  return text != NULL &&
         g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static char *
dup_money (WhAction   *self,
           const char *currency,
           gint64      minor)
{
  return wh_format_dup_money_in (wh_connection_get_format (self->connection), currency, minor);
}

static char *
dup_day (WhAction *self,
         gint64    seconds)
{
  return wh_format_dup_long_day (wh_connection_get_format (self->connection),
                                 seconds * G_USEC_PER_SEC);
}

static gboolean
get_draft_date (WhAction *self,
                gint64   *seconds)
{
  return wh_action_get_text (self, "effective_date") != NULL &&
         wh_draft_check_field (self->draft, "effective_date", NULL) &&
         get_draft_number (self, "effective_date", seconds);
}

static gboolean
is_past (WhAction *self,
         gint64    seconds)
{
  return seconds < wh_clock_get_real (self->connection->clock) / G_USEC_PER_SEC;
}

/* When it counts, and that the past is changed where it is. */
static void
add_date (WhAction     *self,
          GStrvBuilder *effects)
{
  g_autofree char *day = NULL;
  gint64 seconds;

  if (!get_draft_date (self, &seconds))
    return;

  day = dup_day (self, seconds);
  if (is_past (self, seconds))
    /* Translators: a day in words. */
    add (effects, _("The metrics since %s change."), day);
  else
    /* Translators: a day in words. */
    add (effects, _("It takes effect on %s."), day);
}

/* The monthly share of what the draft has. */
static gboolean
get_draft_mrr (WhAction *self,
               gint64   *mrr)
{
  const char *interval = wh_action_get_text (self, "plan_interval");
  WhMrr sum = { 0, 0 };
  gint64 value;

  if (interval == NULL || !get_draft_number (self, "value", &value))
    return FALSE;

  if (g_strcmp0 (wh_action_get_text (self, "status"), "trialing") == 0)
    value = 0;
  wh_mrr_add (&sum, value, strcmp (interval, "year") == 0);
  *mrr = wh_mrr_round (&sum);

  return TRUE;
}

/* The monthly share of what the record has. */
static gboolean
get_record_mrr (WhAction *self,
                gint64   *mrr)
{
  WhRecord *record = wh_action_peek_record (self);
  WhMrr sum = { 0, 0 };

  if (record == NULL || !wh_mrr_add_event (&sum, record))
    return FALSE;

  *mrr = wh_mrr_round (&sum);

  return TRUE;
}

static gboolean
is_yearly (const char *interval)
{
  return g_strcmp0 (interval, "year") == 0;
}

void
wh_describe_create_subscription (WhAction     *self,
                                 GStrvBuilder *effects)
{
  const char *currency = wh_action_get_text (self, "plan_currency");
  const char *user = wh_action_get_text (self, "user_id");
  const char *alias = wh_action_get_text (self, "user_alias");
  gint64 mrr;

  if (get_draft_mrr (self, &mrr))
    {
      g_autofree char *money = dup_money (self, currency != NULL ? currency : "usd", mrr);

      if (mrr == 0)
        add (effects, _("MRR stays as it is."));
      else
        /* Translators: an amount of money. */
        add (effects, _("MRR grows by %s."), money);
      if (mrr != 0 && is_yearly (wh_action_get_text (self, "plan_interval")))
        add (effects, _("A yearly amount counts for a twelfth of it each month."));
    }

  add_date (self, effects);
  if (user != NULL)
    add (effects, _("The user %s gets a further subscription; there can be eight."), user);
  else if (alias != NULL)
    add (effects, _("The user with the alias %s gets it; a new one is made where there is none."),
         alias);
  else
    add (effects, _("A new user is made, too."));

  if (self->doubtful != NULL && wh_action_get_text (self, "subscription_alias") == NULL)
    add (effects, _("The last try got no answer. It may have worked all the same; then another "
                    "try makes a second subscription, because there is no alias to tell by."));
}

void
wh_describe_update_subscription (WhAction     *self,
                                 GStrvBuilder *effects)
{
  const char *currency = wh_action_get_member (self, "plan_currency");
  const char *old_plan = wh_action_get_member (self, "plan_id");
  const char *new_plan = wh_action_get_text (self, "plan_id");
  gint64 before, after;

  if (get_record_mrr (self, &before) && get_draft_mrr (self, &after))
    {
      g_autofree char *old_money = dup_money (self, currency, before);
      g_autofree char *new_money = dup_money (self, currency, after);

      if (before == after)
        /* Translators: an amount of money. */
        add (effects, _("MRR stays at %s."), new_money);
      else
        /* Translators: two amounts of money. */
        add (effects, _("MRR goes from %s to %s."), old_money, new_money);
      if (is_yearly (wh_action_get_text (self, "plan_interval")) ||
          is_yearly (wh_action_get_member (self, "plan_interval")))
        add (effects, _("A yearly amount counts for a twelfth of it each month."));
    }

  if (old_plan != NULL && new_plan != NULL && strcmp (old_plan, new_plan) != 0)
    /* Translators: the IDs of two plans. */
    add (effects, _("The plan changes from %s to %s."), old_plan, new_plan);
  if (wh_status_is_churned (wh_action_get_member (self, "status")))
    add (effects, _("The subscription has churned; this counts as a return."));
  add_date (self, effects);
  add (effects, _("The history keeps what was before."));
}

void
wh_describe_churn_subscription (WhAction     *self,
                                GStrvBuilder *effects)
{
  const char *currency = wh_action_get_member (self, "plan_currency");
  const char *type = wh_action_get_text (self, "churn_type");
  gint64 seconds, mrr;

  if (get_record_mrr (self, &mrr) && mrr != 0)
    {
      g_autofree char *old_money = dup_money (self, currency, mrr);
      g_autofree char *new_money = dup_money (self, currency, 0);

      /* Translators: two amounts of money. */
      add (effects, _("MRR goes from %s to %s."), old_money, new_money);
    }

  if (get_draft_date (self, &seconds))
    {
      g_autofree char *day = dup_day (self, seconds);

      if (is_past (self, seconds))
        /* Translators: a day in words. */
        add (effects, _("The metrics since %s change."), day);
      else
        /* Translators: a day in words. */
        add (effects, _("The subscription goes on until %s."), day);
    }

  if (g_strcmp0 (type, "delinquent") == 0)
    add (effects, _("It counts among those lost by failed payments."));
  else
    add (effects, _("It counts among those lost by cancelling."));
  add (effects, _("Nothing is deleted; the history shows the churn."));
}

void
wh_describe_unchurn_subscription (WhAction     *self,
                                  GStrvBuilder *effects)
{
  gint64 instant;

  if (wh_status_is_churned (wh_action_get_member (self, "status")) &&
      wh_action_get_number (self, "effective_date", &instant))
    {
      g_autofree char *day = dup_day (self, instant / G_USEC_PER_SEC);

      /* Translators: a day in words. */
      add (effects, _("The history is rewritten as though the churn of %s had never happened."),
           day);
    }
  else
    {
      add (effects, _("The history is rewritten as though the churn had never happened."));
    }
  add (effects, _("No metric shows a return. For somebody who really came back, update the "
                  "subscription instead."));
}

void
wh_describe_update_user (WhAction     *self,
                         GStrvBuilder *effects)
{
  const char *before = wh_action_get_member (self, "email");
  const char *after = wh_action_get_text (self, "email");
  g_autofree char *lower = after != NULL && g_utf8_validate (after, -1, NULL)
                             ? g_utf8_strdown (after, -1) : NULL;

  if (lower == NULL)
    return;

  if (before != NULL && strcmp (before, lower) == 0)
    add (effects, _("The email stays as it is."));
  else if (before != NULL)
    /* Translators: two e-mail addresses. */
    add (effects, _("%s becomes %s."), before, lower);
  if (strcmp (lower, after) != 0)
    add (effects, _("ProfitWell keeps it in lower case."));
  add (effects, _("All subscriptions of the user show it; ID and alias stay."));
}

void
wh_describe_delete_user (WhAction     *self,
                         GStrvBuilder *effects)
{
  add (effects, _("The user and the whole subscription history are erased."));
  add (effects, _("Metrics of the past change."));
}

void
wh_describe_create_plan (WhAction     *self,
                         GStrvBuilder *effects)
{
  const char *id = wh_action_get_text (self, "id");

  if (id != NULL)
    /* Translators: the ID of a plan. */
    add (effects, _("The ID %s cannot be changed later, and a plan cannot be deleted."), id);
  add (effects, _("No amount changes: amounts are with the subscriptions."));
}

void
wh_describe_update_plan (WhAction     *self,
                         GStrvBuilder *effects)
{
  const char *before = wh_action_get_member (self, "name");
  const char *after = wh_action_get_text (self, "name");

  if (before != NULL && after != NULL)
    /* Translators: two names of a plan. */
    add (effects, _("“%s” becomes “%s”."), before, after);
  add (effects, _("The ID stays, and so do all subscriptions."));
}

void
wh_describe_exclude_customer (WhAction     *self,
                              GStrvBuilder *effects)
{
  gint64 mrr;

  if (wh_action_get_number (self, "mrr_cents", &mrr) && mrr != 0)
    {
      g_autofree char *money = dup_money (self, NULL, mrr);

      /* Translators: an amount of money. */
      add (effects, _("MRR falls by %s."), money);
    }
  add (effects, _("The customer disappears from every metric, those of the past included."));
  add (effects, _("Only ProfitWell’s web page can bring the customer back."));
}

void
wh_describe_put_trait (WhAction     *self,
                       GStrvBuilder *effects)
{
  const char *email = wh_action_get_text (self, "email");

  if (email != NULL)
    /* Translators: an e-mail address. */
    add (effects, _("Every customer with the address %s gets the trait."), email);
  add (effects, _("It takes the place of another trait of the same category."));
  add (effects, _("It shows after two to three hours."));
}

void
wh_describe_delete_trait (WhAction     *self,
                          GStrvBuilder *effects)
{
  const char *email = wh_action_get_text (self, "email");

  if (email != NULL)
    /* Translators: an e-mail address. */
    add (effects, _("Every customer with the address %s loses the trait."), email);
  add (effects, _("It shows after two to three hours."));
}

void
wh_describe_delete_trait_category (WhAction     *self,
                                   GStrvBuilder *effects)
{
  const char *category = wh_action_get_text (self, "category");

  if (category != NULL)
    /* Translators: the name of a category of traits. */
    add (effects, _("Every customer loses the traits of the category “%s”."), category);
}

void
wh_describe_anonymize_customer (WhAction     *self,
                                GStrvBuilder *effects)
{
  add (effects, _("What identifies the customer is removed; the numbers stay in the metrics."));
}

void
wh_describe_anonymize_email (WhAction     *self,
                             GStrvBuilder *effects)
{
  const char *email = wh_action_get_text (self, "email");

  if (email != NULL)
    /* Translators: an e-mail address. */
    add (effects, _("What identifies every customer with the address %s is removed; the numbers "
                    "stay in the metrics."), email);
}

void
wh_describe_stop_retain (WhAction     *self,
                         GStrvBuilder *effects)
{
  const WhOperationField *field = wh_operation_find_field (self->operation,
                                                           "intervention_types");
  const char *types = wh_action_get_text (self, field->id);
  g_auto (GStrv) values = g_strsplit (types != NULL ? types : "", "\n", -1);

  for (guint i = 0; values[i] != NULL; i++)
    {
      const WhChoice *choice = wh_choice_find (field->choices, values[i]);

      if (choice != NULL)
        /* Translators: a kind of campaign of Paddle Retain. */
        add (effects, _("Running campaigns of this kind stop for the customer: %s."),
             _(choice->label));
    }
  if (g_strcmp0 (wh_action_get_text (self, "forever"), "true") == 0)
    add (effects, _("Campaigns that start later leave the customer alone, too."));
  add (effects, _("The API cannot start Retain again."));
}

void
wh_describe_send_event (WhAction     *self,
                        GStrvBuilder *effects)
{
  add (effects, _("ProfitWell counts the customer as active now."));
}

/**
 * wh_action_dup_effects:
 * @self: an action
 *
 * Returns: (transfer full): translated sentences on what will happen with the draft as it is, the
 *   last of them on whether it can be taken back
 */
char **
wh_action_dup_effects (WhAction *self)
{
  g_autoptr (GStrvBuilder) effects = g_strv_builder_new ();

  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  self->operation->change->describe (self, effects);

  if (self->operation->danger == WH_DANGER_TYPE)
    g_strv_builder_add (effects, _("This cannot be undone."));
  else if (wh_action_is_undoable (self))
    g_strv_builder_add (effects, _("You can undo this afterwards."));
  else
    g_strv_builder_add (effects, _("Wellhead cannot undo this."));

  return g_strv_builder_end (effects);
}
