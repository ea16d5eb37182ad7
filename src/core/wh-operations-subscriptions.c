/* wh-operations-subscriptions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-draft.h"
#include "wh-operations-private.h"

#include <glib/gi18n.h>

/* Of users (§4), subscriptions (§3) and plans (§5) that were added by hand. */

#define SUBSCRIPTION_IN_PATH \
  { \
    .id = "subscription_id", \
    .label = N_("Subscription ID or Alias"), \
    .help = N_("The ID that ProfitWell made, or the alias that you gave."), \
    .kind = WH_FIELD_ID, \
    .place = WH_FIELD_IN_PATH, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define USER_IN_PATH \
  { \
    .id = "user_id", \
    .label = N_("User ID or Alias"), \
    .help = N_("The ID that ProfitWell made, or the alias that you gave."), \
    .kind = WH_FIELD_ID, \
    .place = WH_FIELD_IN_PATH, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define PLAN_IN_PATH \
  { \
    .id = "id", \
    .label = N_("Plan ID"), \
    .help = N_("The ID of a plan that was added by hand."), \
    .kind = WH_FIELD_PLAN, \
    .place = WH_FIELD_IN_PATH, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define PLAN_INTERVAL_IN_BODY \
  { \
    .id = "plan_interval", \
    .label = N_("Billing Interval"), \
    .help = N_("Only monthly and yearly exist; enter a quarter as a month with a third of the " \
               "amount."), \
    .kind = WH_FIELD_CHOICE, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_REQUIRED, \
    .choices = wh_choices_plan_interval, \
  }

const WhOperationField wh_fields_create_subscription[] = {
  {
    .id = "email",
    .label = N_("Email"),
    .help = N_("Shown in the list of customers; any text is allowed, and it does not identify "
               "the user."),
    .kind = WH_FIELD_EMAIL,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "plan_id",
    .label = N_("Plan"),
    .help = N_("Use the same ID for the same plan with every customer; a new ID makes a new "
               "plan."),
    .kind = WH_FIELD_PLAN,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  PLAN_INTERVAL_IN_BODY,
  {
    .id = "plan_currency",
    .label = N_("Currency"),
    .help = N_("Cannot be changed later; US dollars where it is left out."),
    .kind = WH_FIELD_CURRENCY,
    .place = WH_FIELD_IN_BODY,
    .default_value = "usd",
  },
  {
    .id = "value",
    .label = N_("Amount"),
    .help = N_("What is paid per billing interval; the amount of a year is not divided by "
               "twelve."),
    .kind = WH_FIELD_MONEY,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
    .minimum = 0,
    .maximum = G_MAXINT64,
  },
  {
    .id = "effective_date",
    .label = N_("Start Date"),
    .help = N_("The day on which the subscription starts; it may be in the past."),
    .kind = WH_FIELD_DATE,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "status",
    .label = N_("Status"),
    .help = N_("A trial has an amount of zero; active where it is left out."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_BODY,
    .choices = wh_choices_new_status,
    .default_value = "active",
  },
  {
    .id = "subscription_alias",
    .label = N_("Subscription Alias"),
    .help = N_("A name of yours to find it by, unique in the company, at most 36 characters."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .max_length = 36,
  },
  {
    .id = "user_alias",
    .label = N_("User Alias"),
    .help = N_("A name of yours for the user, at most 36 characters; that of an existing user "
               "adds the subscription to that user."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .max_length = 36,
  },
  {
    .id = "user_id",
    .label = N_("User ID"),
    .help = N_("Only to give an existing user a further subscription, of which there can be "
               "eight."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_ADVANCED,
  },
  {
    .id = "data_provider_user_id",
    .label = N_("Data Provider’s User ID"),
    .help = N_("Ties the user to a customer of another data source; documented as not used "
               "yet."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_ADVANCED,
  },
};

const WhOperationField wh_fields_update_subscription[] = {
  SUBSCRIPTION_IN_PATH,
  {
    .id = "plan_id",
    .label = N_("Plan"),
    .help = N_("The plan from then on; the same one where only the amount changes."),
    .kind = WH_FIELD_PLAN,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  PLAN_INTERVAL_IN_BODY,
  {
    .id = "value",
    .label = N_("Amount"),
    .help = N_("The full new amount per billing interval, never a prorated one."),
    .kind = WH_FIELD_MONEY,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
    .minimum = 0,
    .maximum = G_MAXINT64,
  },
  {
    .id = "effective_date",
    .label = N_("Change Date"),
    .help = N_("The day on which the change takes effect."),
    .kind = WH_FIELD_DATE,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "status",
    .label = N_("Status"),
    .help = N_("Active where it is left out; what a change to trialing does is not documented."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_ADVANCED,
    .choices = wh_choices_new_status,
    .default_value = "active",
  },
};

const WhOperationField wh_fields_churn_subscription[] = {
  SUBSCRIPTION_IN_PATH,
  {
    .id = "effective_date",
    .label = N_("Churn Date"),
    .help = N_("The day on which the subscription ends; it may be in the future."),
    .kind = WH_FIELD_DATE,
    .place = WH_FIELD_IN_QUERY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "churn_type",
    .label = N_("Reason"),
    .help = N_("Voluntary when the customer cancelled, delinquent when the payment failed."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_QUERY,
    .choices = wh_choices_churn_type,
    .default_value = "voluntary",
  },
};

const WhOperationField wh_fields_unchurn_subscription[] = {
  SUBSCRIPTION_IN_PATH,
};

const WhOperationField wh_fields_get_user[] = {
  USER_IN_PATH,
};

const WhOperationField wh_fields_update_user[] = {
  USER_IN_PATH,
  {
    .id = "email",
    .label = N_("New Email"),
    .help = N_("Any text is allowed; ProfitWell keeps it in lower case."),
    .kind = WH_FIELD_EMAIL,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_create_plan[] = {
  {
    .id = "id",
    .label = N_("Plan ID"),
    .help = N_("What subscriptions name the plan by; it cannot be changed later."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "name",
    .label = N_("Name"),
    .help = N_("What people call the plan."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_get_plan[] = {
  PLAN_IN_PATH,
};

const WhOperationField wh_fields_update_plan[] = {
  PLAN_IN_PATH,
  {
    .id = "name",
    .label = N_("New Name"),
    .help = N_("What people will call the plan; its ID stays."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhKnownRefusal wh_refusals_create_subscription[] = {
  {
    "already exists",
    TRUE,
    N_("There is a subscription with this alias already, maybe from an earlier try."),
  },
  {
    "subscription limit of",
    FALSE,
    N_("A user can have eight subscriptions, churned ones included. Use another user for the "
       "next one."),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_churn_subscription[] = {
  {
    "already scheduled to churn",
    TRUE,
    N_("This subscription has churned already, or will at a date that was set before. Un-churn "
       "it first to set another date."),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_unchurn_subscription[] = {
  {
    "was not churned",
    TRUE,
    N_("This subscription has not churned, so there is nothing to take back."),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_create_plan[] = {
  {
    "plan with this id already exists",
    TRUE,
    N_("There is a plan with this ID already. Choose another ID, or rename that plan."),
  },
  { NULL },
};

/* The API answers 400 here where others answer 404. */
const WhKnownRefusal wh_refusals_get_plan[] = {
  {
    "no plan with this id",
    FALSE,
    N_("No plan with this ID was added by hand. Plans from Stripe and other sources cannot be "
       "read or changed here."),
  },
  { NULL },
};

/* A trial has no amount (§3.2). */
gboolean
wh_check_trial (WhDraft  *draft,
                GError  **error)
{
  const char *value = wh_draft_get_text (draft, "value");

  if (g_strcmp0 (wh_draft_get_text (draft, "status"), "trialing") != 0 ||
      g_ascii_strtoll (value, NULL, 10) == 0)
    return TRUE;

  g_set_error_literal (error, WH_DRAFT_ERROR, WH_DRAFT_ERROR_INVALID,
                       _("A trial has an amount of zero."));

  return FALSE;
}
