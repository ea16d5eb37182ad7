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

/* What the fields of several operations have in common; what differs is their argument, with the
 * N_() around the words where they stand. */

#define OWN_ID_IN_PATH(name, its_label) \
  { \
    .id = name, \
    .label = its_label, \
    .help = N_("The ID that ProfitWell made, or the alias that you gave."), \
    .kind = WH_FIELD_ID, \
    .place = WH_FIELD_IN_PATH, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define SUBSCRIPTION_IN_PATH \
  OWN_ID_IN_PATH ("subscription_id", N_("Subscription ID or Alias"))

#define USER_IN_PATH \
  OWN_ID_IN_PATH ("user_id", N_("User ID or Alias"))

#define PLAN_IN_PATH \
  { \
    .id = "id", \
    .label = N_("Plan ID"), \
    .help = N_("The ID of a plan that was added by hand."), \
    .kind = WH_FIELD_PLAN, \
    .place = WH_FIELD_IN_PATH, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define EMAIL(its_label, its_help) \
  { \
    .id = "email", \
    .label = its_label, \
    .help = its_help, \
    .kind = WH_FIELD_EMAIL, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define PLAN(its_help) \
  { \
    .id = "plan_id", \
    .label = N_("Plan"), \
    .help = its_help, \
    .kind = WH_FIELD_PLAN, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define PLAN_INTERVAL \
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

#define PLAN_NAME(its_label, its_help) \
  { \
    .id = "name", \
    .label = its_label, \
    .help = its_help, \
    .kind = WH_FIELD_TEXT, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define AMOUNT(its_help) \
  { \
    .id = "value", \
    .label = N_("Amount"), \
    .help = its_help, \
    .kind = WH_FIELD_MONEY, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_REQUIRED, \
    .minimum = 0, \
    .maximum = G_MAXINT64, \
  }

#define EFFECTIVE_DATE(its_place, its_label, its_help) \
  { \
    .id = "effective_date", \
    .label = its_label, \
    .help = its_help, \
    .kind = WH_FIELD_DATE, \
    .place = its_place, \
    .flags = WH_FIELD_REQUIRED, \
  }

#define STATUS(its_flags, its_help) \
  { \
    .id = "status", \
    .label = N_("Status"), \
    .help = its_help, \
    .kind = WH_FIELD_CHOICE, \
    .place = WH_FIELD_IN_BODY, \
    .flags = its_flags, \
    .choices = wh_choices_new_status, \
    .default_value = "active", \
  }

#define ALIAS(name, its_label, its_help) \
  { \
    .id = name, \
    .label = its_label, \
    .help = its_help, \
    .kind = WH_FIELD_TEXT, \
    .place = WH_FIELD_IN_BODY, \
    .max_length = 36, \
  }

#define FOREIGN_ID(name, its_label, its_help) \
  { \
    .id = name, \
    .label = its_label, \
    .help = its_help, \
    .kind = WH_FIELD_ID, \
    .place = WH_FIELD_IN_BODY, \
    .flags = WH_FIELD_ADVANCED, \
  }

const WhOperationField wh_fields_create_subscription[] = {
  EMAIL (N_("Email"),
         N_("Shown in the list of customers; any text is allowed, and it does not identify the "
            "user.")),
  PLAN (N_("Use the same ID for the same plan with every customer; a new ID makes a new plan.")),
  PLAN_INTERVAL,
  {
    .id = "plan_currency",
    .label = N_("Currency"),
    .help = N_("Cannot be changed later; US dollars where it is left out."),
    .kind = WH_FIELD_CURRENCY,
    .place = WH_FIELD_IN_BODY,
    .default_value = "usd",
  },
  AMOUNT (N_("What is paid per billing interval; the amount of a year is not divided by twelve.")),
  EFFECTIVE_DATE (WH_FIELD_IN_BODY, N_("Start Date"),
                  N_("The day on which the subscription starts; it may be in the past.")),
  STATUS (0, N_("A trial has an amount of zero; active where it is left out.")),
  ALIAS ("subscription_alias", N_("Subscription Alias"),
         N_("A name of yours to find it by, unique in the company, at most 36 characters.")),
  ALIAS ("user_alias", N_("User Alias"),
         N_("A name of yours for the user, at most 36 characters; that of an existing user "
            "adds the subscription to that user.")),
  FOREIGN_ID ("user_id", N_("User ID"),
              N_("Only to give an existing user a further subscription, of which there can be "
                 "eight.")),
  FOREIGN_ID ("data_provider_user_id", N_("Data Provider’s User ID"),
              N_("Ties the user to a customer of another data source; documented as not used "
                 "yet.")),
};

const WhOperationField wh_fields_update_subscription[] = {
  SUBSCRIPTION_IN_PATH,
  PLAN (N_("The plan from then on; the same one where only the amount changes.")),
  PLAN_INTERVAL,
  AMOUNT (N_("The full new amount per billing interval, never a prorated one.")),
  EFFECTIVE_DATE (WH_FIELD_IN_BODY, N_("Change Date"),
                  N_("The day on which the change takes effect.")),
  STATUS (WH_FIELD_ADVANCED,
          N_("Active where it is left out; what a change to trialing does is not documented.")),
};

const WhOperationField wh_fields_churn_subscription[] = {
  SUBSCRIPTION_IN_PATH,
  EFFECTIVE_DATE (WH_FIELD_IN_QUERY, N_("Churn Date"),
                  N_("The day on which the subscription ends; it may be in the future.")),
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
  EMAIL (N_("New Email"), N_("Any text is allowed; ProfitWell keeps it in lower case.")),
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
  PLAN_NAME (N_("Name"), N_("What people call the plan.")),
};

const WhOperationField wh_fields_get_plan[] = {
  PLAN_IN_PATH,
};

const WhOperationField wh_fields_update_plan[] = {
  PLAN_IN_PATH,
  PLAN_NAME (N_("New Name"), N_("What people will call the plan; its ID stays.")),
};

const WhKnownRefusal wh_refusals_create_subscription[] = {
  {
    "already exists",
    TRUE,
    N_("There is a subscription with this alias already, maybe from an earlier try."),
    /* Translators: the name of a subscription. */
    N_("An earlier try had created %s already"),
    TRUE,
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
    /* Translators: the name of a subscription. */
    N_("%s was already scheduled to churn"),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_unchurn_subscription[] = {
  {
    "was not churned",
    TRUE,
    N_("This subscription has not churned, so there is nothing to take back."),
    /* Translators: the name of a subscription. */
    N_("%s had not churned"),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_create_plan[] = {
  {
    "plan with this id already exists",
    TRUE,
    N_("There is a plan with this ID already. Choose another ID, or rename that plan."),
    /* Translators: the name of a plan. */
    N_("An earlier try had created %s already"),
    TRUE,
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
