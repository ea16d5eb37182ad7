/* test-action-customers.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-action-private.h"
#include "wh-test-util.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/core/action-customers/" name, WhActionFixture, NULL, \
              wh_action_fixture_set_up, func, wh_action_fixture_tear_down)

static char *
read_traits (WhActionFixture *fixture,
             const char      *customer)
{
  return wh_action_fixture_read (fixture, "get-traits", "customer_id", customer);
}

static WhRecord *
get_customer (WhActionFixture *fixture)
{
  g_autoptr (GPtrArray) customers = wh_action_fixture_list (fixture, "list-customers", NULL,
                                                            NULL);

  for (guint i = 0; i < customers->len; i++)
    {
      WhRecord *customer = g_ptr_array_index (customers, i);
      gint64 mrr;

      if (wh_record_get_member_text (customer, "email") != NULL &&
          wh_record_get_number (customer,
                                (guint) wh_resource_find_field (
                                  wh_record_get_resource (customer), "mrr_cents"), &mrr) &&
          mrr > 0)
        return g_object_ref (customer);
    }

  g_assert_not_reached ();
}

/* A trait that is new, and one that takes another's place. */
static void
test_action_customers_put_trait (WhActionFixture *fixture,
                                 gconstpointer    data)
{
  static const char *const traits[] = { "PayPro", "pay “Pro” 2" };
  g_autoptr (WhRecord) customer = get_customer (fixture);
  const char *id = wh_record_get_key (customer);
  g_autofree char *changes = g_strdup_printf ("trait %s;customer %s;", id, id);

  for (guint i = 0; i < G_N_ELEMENTS (traits); i++)
    {
      g_autoptr (WhAction) action = NULL;
      g_autoptr (WhAction) inverse = NULL;
      g_autoptr (WhAction) redo = NULL;
      g_autoptr (WhAction) twice = NULL;
      g_autofree char *before = read_traits (fixture, id);
      g_autofree char *put = NULL;
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;

      action = wh_action_fixture_make (fixture, "put-trait", customer,
                                       "category", "Payment provider", "trait", traits[i], NULL);
      wh_assert_effect (action, "It takes the place of another trait of the same category.");
      wh_assert_effect (action, WH_ACTION_CAN_UNDO);
      wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      wh_action_fixture_assert_changes (fixture, changes);
      put = read_traits (fixture, id);
      g_assert_cmpstr (before, !=, put);

      inverse = wh_action_dup_inverse (action);
      g_assert_cmpstr (wh_action_get_operation (inverse)->id, ==,
                       i == 0 ? "delete-trait" : "put-trait");
      wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
      after = read_traits (fixture, id);
      g_assert_cmpstr (before, ==, after);

      redo = wh_action_dup_inverse (inverse);
      wh_action_fixture_run (fixture, redo, WH_ACTION_DONE);
      again = read_traits (fixture, id);
      g_assert_cmpstr (put, ==, again);

      twice = wh_action_fixture_make (fixture, "put-trait", customer,
                                      "category", "PAYMENT PROVIDER", "trait", traits[i], NULL);
      wh_action_fixture_run (fixture, twice, WH_ACTION_ALREADY);
      wh_assert_no_inverse (twice);
    }
}

static void
test_action_customers_put_trait_without_inverse (WhActionFixture *fixture,
                                                 gconstpointer    data)
{
  g_autoptr (WhRecord) customer = get_customer (fixture);
  const char *email = wh_record_get_member_text (customer, "email");
  g_autofree char *sentence = g_strdup_printf ("Every customer with the address %s gets the "
                                               "trait.", email);
  g_autoptr (WhAction) by_email = NULL;
  g_autoptr (WhAction) quick = NULL;
  guint n_requests;

  by_email = wh_action_fixture_make (fixture, "put-trait", NULL, "email", email,
                                     "category", "Team", "trait", "Blue", NULL);
  wh_assert_effect (by_email, sentence);
  wh_assert_effect (by_email, WH_ACTION_CANNOT_UNDO);
  wh_action_fixture_run (fixture, by_email, WH_ACTION_DONE);
  wh_action_fixture_assert_changes (fixture, "trait *;");
  wh_assert_no_inverse (by_email);

  quick = wh_action_fixture_make (fixture, "put-trait", customer, "category", "Team",
                                  "trait", "Red", NULL);
  wh_action_set_reads_before (quick, FALSE);
  wh_assert_effect (quick, WH_ACTION_CANNOT_UNDO);
  n_requests = wh_demo_server_get_n_requests (fixture->server);
  wh_action_fixture_run (fixture, quick, WH_ACTION_DONE);
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), ==, n_requests + 1);
  wh_assert_no_inverse (quick);
}

/* §14: how the API answers is not known. */
static void
test_action_customers_trait_shapes (WhActionFixture *fixture,
                                    gconstpointer    data)
{
  static const struct
  {
    const char *answer;
    const char *operation; /* of the inverse */
    const char *trait;
  } cases[] = {
    { "[]", "delete-trait", "Red" },
    { "{}", "delete-trait", "Red" },
    { "{\"traits\": []}", "delete-trait", "Red" },
    { "[{\"category\": \"Size\", \"trait\": \"L\"}]", "delete-trait", "Red" },
    { "[{\"category\": \"team\", \"trait\": \"Blue\"}]", "put-trait", "Blue" },
    { "{\"traits\": [{\"category\": \"Team\", \"trait\": \"Blue\"}]}", "put-trait", "Blue" },
    { "{\"Size\": \"L\", \"Team\": \"Blue\"}", "put-trait", "Blue" },
    { "{\"Team\": [\"Blue\"]}", "put-trait", "Blue" },
    { "{\"traits\": {\"Team\": \"Blue\"}}", "put-trait", "Blue" },
    /* It was there before, whatever the service says. */
    { "{\"Team\": \"red\"}", NULL, NULL },
    { "{\"Team\": [\"Blue\", \"Green\"]}", NULL, NULL },
    { "{\"Team\": null}", NULL, NULL },
    { "[5]", NULL, NULL },
    { "{\"traits\": [5]}", NULL, NULL },
    { "5", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhAction) action = NULL;
      g_autoptr (WhAction) inverse = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].answer, strlen (cases[i].answer));
      g_autoptr (GError) error = NULL;

      action = wh_action_fixture_make (fixture, "put-trait", NULL, "customer_id", "c",
                                       "category", "Team", "trait", "Red", NULL);
      action->before = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
      g_assert_no_error (error);
      inverse = wh_invert_put_trait (action);
      if (cases[i].operation == NULL)
        {
          g_assert_null (inverse);
          continue;
        }
      g_assert_nonnull (inverse);
      g_assert_cmpstr (wh_action_get_operation (inverse)->id, ==, cases[i].operation);
      g_assert_cmpstr (wh_draft_get_text (wh_action_get_draft (inverse), "trait"), ==,
                       cases[i].trait);
    }
}

static void
test_action_customers_delete_trait (WhActionFixture *fixture,
                                    gconstpointer    data)
{
  g_autoptr (WhRecord) customer = get_customer (fixture);
  const char *id = wh_record_get_key (customer);
  const char *email = wh_record_get_member_text (customer, "email");
  g_autoptr (WhAction) put = NULL;
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) inverse = NULL;
  g_autoptr (WhAction) by_email = NULL;
  g_autoptr (WhAction) again = NULL;
  g_autoptr (WhAction) category = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *identifier = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  put = wh_action_fixture_do (fixture, "put-trait", customer, "category", "Team",
                              "trait", "Blue", NULL);
  before = read_traits (fixture, id);
  action = wh_action_fixture_do (fixture, "delete-trait", customer, "category", "team",
                                 "trait", "blue", NULL);
  inverse = wh_action_dup_inverse (action);
  g_assert_cmpstr (wh_action_get_operation (inverse)->id, ==, "put-trait");
  wh_draft_set_text (wh_action_get_draft (inverse), "category", "Team");
  wh_draft_set_text (wh_action_get_draft (inverse), "trait", "Blue");
  wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
  after = read_traits (fixture, id);
  g_assert_cmpstr (before, ==, after);

  by_email = wh_action_fixture_do (fixture, "delete-trait", NULL, "email", email,
                                   "category", "Team", "trait", "Blue", NULL);
  wh_action_fixture_assert_changes (fixture, "trait *;");
  wh_assert_no_inverse (by_email);
  again = wh_action_fixture_make (fixture, "delete-trait", customer, "category", "Team",
                                  "trait", "Blue", NULL);
  error = wh_action_fixture_fail (fixture, again);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);

  g_clear_object (&put);
  put = wh_action_fixture_do (fixture, "put-trait", customer, "category", "Team",
                              "trait", "Blue", NULL);
  category = wh_action_fixture_do (fixture, "delete-trait-category", NULL, "category", "Team",
                                   NULL);
  wh_action_fixture_assert_changes (fixture, "trait *;");
  identifier = wh_action_dup_identifier (category);
  g_assert_cmpstr (identifier, ==, "Team");
  wh_assert_effect (category, "Every customer loses the traits of the category “Team”.");
  wh_assert_effect (category, WH_ACTION_CANNOT_BE_UNDONE);
  wh_assert_done (category, "Removed the category Team");
  wh_assert_no_inverse (category);
}

static void
test_action_customers_trait_limit (WhActionFixture *fixture,
                                   gconstpointer    data)
{
  g_autoptr (GPtrArray) customers = wh_action_fixture_list (fixture, "list-customers", NULL,
                                                            NULL);
  g_autoptr (WhAction) action = NULL;

  g_assert_cmpuint (customers->len, >, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *trait = g_strdup_printf ("t%u", i);
      g_autoptr (WhAction) put = NULL;

      put = wh_action_fixture_do (fixture, "put-trait", g_ptr_array_index (customers, i),
                                  "category", "Limit", "trait", trait, NULL);
    }

  action = wh_action_fixture_make (fixture, "put-trait", g_ptr_array_index (customers, 100),
                                   "category", "Limit", "trait", "one more", NULL);
  wh_assert_refused (fixture, action, "hit trait limit");
}

/* A category that the service fills itself is refused at its field. */
static void
test_action_customers_trait_reserved (WhActionFixture *fixture,
                                      gconstpointer    data)
{
  g_autoptr (WhRecord) customer = get_customer (fixture);
  g_autoptr (WhAction) action = NULL;
  g_autoptr (GError) error = NULL;

  action = wh_action_fixture_make (fixture, "put-trait", customer, "category", "Country",
                                   "trait", "France", NULL);
  error = wh_action_fixture_fail (fixture, action);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
  g_assert_nonnull (wh_api_error_get_field_error (error, "category"));
  g_assert_null (wh_action_get_refusal (action));
}

/* What cannot be taken back, and what only says something. */
static const struct
{
  const char *operation;
  const char *done;
  const char *effect;
  const char *changes;
} final[] = {
  { "stop-retain", "Stopped Retain for ID",
    "Running campaigns of this kind stop for the customer: Reactivation.", "customer ID;" },
  { "send-event", "Recorded activity of NAME",
    "ProfitWell counts the customer as active now.", "customer ID;" },
  { "exclude-customer", "Excluded ID from metrics",
    "Only ProfitWell’s web page can bring the customer back.", "customer ID;" },
  { "anonymize-customer", "Anonymised ID",
    "What identifies the customer is removed; the numbers stay in the metrics.",
    "customer ID;user ID;" },
  { "anonymize-email", "Anonymised everyone with EMAIL",
    "What identifies every customer with the address EMAIL is removed; the numbers stay in the "
    "metrics.", "customer *;user *;" },
};

static void
test_action_customers_final (WhActionFixture *fixture,
                             gconstpointer    data)
{
  for (guint i = 0; i < G_N_ELEMENTS (final); i++)
    {
      g_autoptr (WhRecord) customer = get_customer (fixture);
      const char *email = wh_record_get_member_text (customer, "email");
      g_autoptr (WhAction) action = NULL;
      g_autofree char *identifier = NULL;
      g_autofree char *subject = wh_record_get_member_text (customer, "name") != NULL
        ? g_strdup_printf ("%s (%s)", wh_record_get_member_text (customer, "name"),
                           wh_record_get_key (customer)) : NULL;
      const char *expected[3];

      action = wh_action_fixture_make (fixture, final[i].operation, customer, NULL);
      if (i == 0)
        {
          wh_draft_set_text (wh_action_get_draft (action), "intervention_types",
                             "reactivation\nretain");
          wh_draft_set_text (wh_action_get_draft (action), "forever", "true");
          wh_assert_effect (action, "Campaigns that start later leave the customer alone, too.");
        }
      wh_assert_subject (action, subject);
      identifier = wh_action_dup_identifier (action);
      if (wh_action_get_operation (action)->danger == WH_DANGER_TYPE)
        wh_assert_effect (action, WH_ACTION_CANNOT_BE_UNDONE);
      else
        g_assert_null (identifier);
      wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      wh_assert_no_inverse (action);

      for (guint j = 0; j < G_N_ELEMENTS (expected); j++)
        {
          const char *const templates[] = { final[i].done, final[i].effect, final[i].changes };
          g_autoptr (GString) text = g_string_new (templates[j]);

          g_string_replace (text, "ID", wh_record_get_key (customer), 0);
          g_string_replace (text, "NAME", wh_record_get_member_text (customer, "name"), 0);
          g_string_replace (text, "EMAIL", email, 0);
          if (j == 0)
            wh_assert_done (action, text->str);
          else if (j == 1)
            wh_assert_effect (action, text->str);
          else
            wh_action_fixture_assert_changes (fixture, text->str);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("put-trait", test_action_customers_put_trait);
  ADD ("put-trait-without-inverse", test_action_customers_put_trait_without_inverse);
  ADD ("trait-shapes", test_action_customers_trait_shapes);
  ADD ("delete-trait", test_action_customers_delete_trait);
  ADD ("trait-limit", test_action_customers_trait_limit);
  ADD ("trait-reserved", test_action_customers_trait_reserved);
  ADD ("final", test_action_customers_final);

  return g_test_run ();
}
