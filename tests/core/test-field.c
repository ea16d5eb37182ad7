/* test-field.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-field.h"

typedef struct
{
  const char *name;
  const WhChoice *choices;
  const char *values; /* all of §11's, in our order */
} ChoicesCase;

static const ChoicesCase choices_cases[] = {
  { "plan-interval", wh_choices_plan_interval, "month year" },
  { "churn-type", wh_choices_churn_type, "voluntary delinquent" },
  { "subscription-status", wh_choices_subscription_status,
    "active trialing churned_voluntary churned_delinquent" },
  { "new-status", wh_choices_new_status, "active trialing" },
  { "customer-status", wh_choices_customer_status,
    "active trialing cancelled churned_voluntary churned_delinquent churned_trial no_history" },
  { "direction", wh_choices_direction, "asc desc" },
  { "date-field", wh_choices_date_field, "updated_on" },
  { "intervention-type", wh_choices_intervention_type, "term_optimization reactivation" },
  { "intervention-types", wh_choices_intervention_types,
    "reactivation retain term_optimization" },
};

static void
test_field_choices (gconstpointer data)
{
  const ChoicesCase *test = data;
  g_autoptr (GString) values = g_string_new (NULL);

  for (const WhChoice *choice = test->choices; choice->value != NULL; choice++)
    {
      g_assert_cmpstr (choice->value, !=, "");
      g_assert_nonnull (choice->label);
      g_assert_cmpstr (choice->label, !=, "");
      g_assert_true (wh_choice_find (test->choices, choice->value) == choice);
      g_string_append_printf (values, "%s%s", values->len > 0 ? " " : "", choice->value);
    }

  g_assert_cmpstr (values->str, ==, test->values);
}

static void
test_field_unknown_choice (void)
{
  g_assert_null (wh_choice_find (wh_choices_customer_status, "canceled"));
  g_assert_null (wh_choice_find (wh_choices_customer_status, "Active"));
  g_assert_null (wh_choice_find (wh_choices_customer_status, ""));
  g_assert_null (wh_choice_find (wh_choices_customer_status, NULL));
  g_assert_null (wh_choice_find (NULL, "active"));
}

static void
test_field_tones (void)
{
  g_assert_cmpint (wh_choice_find (wh_choices_customer_status, "active")->tone, ==, WH_TONE_GOOD);
  g_assert_cmpint (wh_choice_find (wh_choices_customer_status, "trialing")->tone, ==,
                   WH_TONE_CAUTION);
  g_assert_cmpint (wh_choice_find (wh_choices_customer_status, "churned_trial")->tone, ==,
                   WH_TONE_BAD);
  g_assert_cmpint (wh_choice_find (wh_choices_customer_status, "no_history")->tone, ==,
                   WH_TONE_NEUTRAL);
}

static void
test_field_have_tone (void)
{
  g_assert_true (wh_choices_have_tone (wh_choices_customer_status));
  g_assert_true (wh_choices_have_tone (wh_choices_subscription_status));
  g_assert_false (wh_choices_have_tone (wh_choices_plan_interval));
  g_assert_false (wh_choices_have_tone (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/wellhead/core/field/choices/%s",
                                               choices_cases[i].name);

      g_test_add_data_func (path, &choices_cases[i], test_field_choices);
    }
  g_test_add_func ("/wellhead/core/field/unknown-choice", test_field_unknown_choice);
  g_test_add_func ("/wellhead/core/field/tones", test_field_tones);

  g_test_add_func ("/wellhead/core/field/have-tone", test_field_have_tone);

  return g_test_run ();
}
