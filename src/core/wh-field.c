/* wh-field.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-field.h"

#include <glib/gi18n.h>
#include <string.h>

const WhChoice wh_choices_plan_interval[] = {
  { "month", N_("Monthly") },
  { "year", N_("Yearly") },
  { NULL },
};

const WhChoice wh_choices_churn_type[] = {
  { "voluntary", N_("Voluntary") },
  { "delinquent", N_("Delinquent") },
  { NULL },
};

const WhChoice wh_choices_subscription_status[] = {
  { "active", N_("Active"), WH_TONE_GOOD },
  { "trialing", N_("Trialing"), WH_TONE_CAUTION },
  { "churned_voluntary", N_("Churned voluntary"), WH_TONE_BAD },
  { "churned_delinquent", N_("Churned delinquent"), WH_TONE_BAD },
  { NULL },
};

const WhChoice wh_choices_new_status[] = {
  { "active", N_("Active"), WH_TONE_GOOD },
  { "trialing", N_("Trialing"), WH_TONE_CAUTION },
  { NULL },
};

const WhChoice wh_choices_customer_status[] = {
  { "active", N_("Active"), WH_TONE_GOOD },
  { "trialing", N_("Trialing"), WH_TONE_CAUTION },
  { "cancelled", N_("Cancelled"), WH_TONE_CAUTION },
  { "churned_voluntary", N_("Churned voluntary"), WH_TONE_BAD },
  { "churned_delinquent", N_("Churned delinquent"), WH_TONE_BAD },
  { "churned_trial", N_("Churned trial"), WH_TONE_BAD },
  { "no_history", N_("No history"), WH_TONE_NEUTRAL },
  { NULL },
};

const WhChoice wh_choices_scheduled[] = {
  { "start", N_("Will start"), WH_TONE_CAUTION },
  { "change", N_("Will change"), WH_TONE_CAUTION },
  { "churn", N_("Will churn"), WH_TONE_BAD },
  { NULL },
};

const WhChoice wh_choices_known[] = {
  { "unread", N_("Not read yet"), WH_TONE_NEUTRAL },
  { "found", N_("Found"), WH_TONE_GOOD },
  { "gone", N_("Not found"), WH_TONE_BAD },
  { NULL },
};

const WhChoice wh_choices_direction[] = {
  { "asc", N_("Oldest change first") },
  { "desc", N_("Newest change first") },
  { NULL },
};

const WhChoice wh_choices_date_field[] = {
  { "updated_on", N_("Updated") },
  { NULL },
};

const WhChoice wh_choices_intervention_type[] = {
  { "term_optimization", N_("Term optimization") },
  { "reactivation", N_("Reactivation") },
  { NULL },
};

const WhChoice wh_choices_intervention_types[] = {
  { "reactivation", N_("Reactivation") },
  { "retain", N_("Retain") },
  { "term_optimization", N_("Term optimization") },
  { NULL },
};

/**
 * wh_choice_find:
 * @choices: (nullable): a list that ends with a %NULL value
 * @value: (nullable): a value as it is on the wire
 *
 * Returns: (nullable): the choice, or %NULL: what the API adds later is shown as it came (§11.1)
 */
const WhChoice *
wh_choice_find (const WhChoice *choices,
                const char     *value)
{
  if (choices == NULL || value == NULL)
    return NULL;

  for (const WhChoice *choice = choices; choice->value != NULL; choice++)
    {
      if (strcmp (choice->value, value) == 0)
        return choice;
    }

  return NULL;
}

/**
 * wh_choices_have_tone:
 * @choices: (nullable): the values that a field can have
 *
 * Returns: whether any of them is more than neutral
 */
gboolean
wh_choices_have_tone (const WhChoice *choices)
{
  for (guint i = 0; choices != NULL && choices[i].value != NULL; i++)
    if (choices[i].tone != WH_TONE_NEUTRAL)
      return TRUE;

  return FALSE;
}
