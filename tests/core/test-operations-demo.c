/* test-operations-demo.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-demo-server.h"
#include "wh-error-text.h"
#include "wh-rate-limiter.h"
#include "wh-service.h"
#include "wh-test-util.h"

#include <string.h>

/* Each of the 28 operations, from the table to an answer: the demo server has its own reading of
 * the reference, so that what both agree on is not one person's slip. */

typedef struct
{
  WhDemoServer *server;
  WhApiClient *client;
  GHashTable *done;   /* "operation" and "operation.field" that were sent */
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr (WhClock) clock = wh_clock_new_system ();
  g_autoptr (GError) error = NULL;
  const char *url;

  options.n_customers = 40;
  options.today = "2026-01-15";
  options.limits = FALSE;
  fixture->server = wh_demo_server_new (&options);
  wh_demo_server_start (fixture->server, &error);
  g_assert_no_error (error);

  url = wh_demo_server_get_url (fixture->server);
  fixture->client = wh_api_client_new (url, url, clock, &error);
  g_assert_no_error (error);
  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PRIVATE,
                           wh_demo_server_get_token (fixture->server));
  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PUBLIC,
                           wh_demo_server_get_public_token (fixture->server));
  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (fixture->client), FALSE);
  fixture->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->client);
  wh_demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_hash_table_unref (fixture->done);
}

/* Sends an operation with name and value pairs, up to %NULL. */
static WhApiResponse *
run_valist (Fixture     *fixture,
            const char  *id,
            va_list      args,
            GError     **error)
{
  const WhOperation *operation = wh_operations_find (id);
  g_autoptr (WhDraft) draft = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const char *name;

  g_assert_nonnull (operation);
  draft = wh_draft_new (operation);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      wh_draft_set_text (draft, name, va_arg (args, const char *));
      g_hash_table_add (fixture->done, g_strdup_printf ("%s.%s", id, name));
    }
  g_hash_table_add (fixture->done, g_strdup (id));

  wh_service_run_async (fixture->client, draft, WH_API_PRIORITY_INTERACTIVE, NULL,
                        wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_service_run_finish (fixture->client, result, error);
}

G_GNUC_NULL_TERMINATED
static WhApiResponse *
run (Fixture    *fixture,
     const char *id,
     ...)
{
  g_autoptr (GError) error = NULL;
  WhApiResponse *response;
  va_list args;

  va_start (args, id);
  response = run_valist (fixture, id, args, &error);
  va_end (args);
  if (error != NULL)
    g_error ("%s: %s", id, error->message);
  g_assert_nonnull (response);

  return response;
}

G_GNUC_NULL_TERMINATED
static void
ok (Fixture    *fixture,
    const char *id,
    ...)
{
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, id);
  response = run_valist (fixture, id, args, &error);
  va_end (args);
  if (error != NULL)
    g_error ("%s: %s", id, error->message);
}

/* Expects one of the refusals of §1.6: known by its words, and shown with them. */
G_GNUC_NULL_TERMINATED
static void
refused (Fixture    *fixture,
         const char *id,
         const char *words,
         ...)
{
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *shown_lower = NULL;
  const WhKnownRefusal *refusal;
  va_list args;

  va_start (args, words);
  response = run_valist (fixture, id, args, &error);
  va_end (args);

  g_assert_null (response);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
  g_assert_cmpuint (wh_api_error_get_status (error), ==, 400);
  refusal = wh_operation_find_refusal (wh_operations_find (id),
                                       wh_api_error_get_server_text (error));
  if (refusal == NULL)
    g_error ("%s: not known: %s", id, wh_api_error_get_server_text (error));
  g_assert_cmpstr (refusal->contains, ==, words);

  shown = wh_error_dup_text (error);
  shown_lower = g_ascii_strdown (shown, -1);
  g_assert_nonnull (strstr (shown_lower, words));
}

static char *
dup_member (WhApiResponse *response,
            const char    *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WhJsonDocument) document = wh_api_response_parse (response, &error);
  WhJsonValue value, member;

  g_assert_no_error (error);
  value = wh_json_document_get_root (document);
  if (wh_json_value_get_type (value) == WH_JSON_ARRAY)
    {
      WhJsonIter iter;

      wh_json_iter_init (&iter, value);
      g_assert_true (wh_json_iter_next (&iter, NULL, &value));
    }
  g_assert_true (wh_json_value_get_member (value, name, &member));

  return wh_json_value_dup_string (member);
}

static void
run_plans (Fixture *fixture)
{
  ok (fixture, "api-status", NULL);
  ok (fixture, "create-plan", "id", "Scale / Up +1%", "name", "Scale “Up” \\ <b>", NULL);
  refused (fixture, "create-plan", "plan with this id already exists",
           "id", "Scale / Up +1%", "name", "x", NULL);
  ok (fixture, "create-plan", "id", "scale up", "name", "Scale", NULL);
  ok (fixture, "list-plans", NULL);
  ok (fixture, "get-plan", "id", "scale up", NULL);
  ok (fixture, "update-plan", "id", "scale up", "name", "Größer", NULL);
  refused (fixture, "get-plan", "no plan with this id", "id", "none", NULL);
  refused (fixture, "update-plan", "no plan with this id", "id", "none", "name", "x", NULL);
}

static void
run_subscriptions (Fixture *fixture)
{
  g_autoptr (WhApiResponse) created = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *subscription_id = NULL;

  created = run (fixture, "create-subscription",
                 "email", "billing@customer.example", "plan_id", "scale up",
                 "plan_interval", "month", "plan_currency", "USD", "value", "5000",
                 "effective_date", "1735689600", "status", "active",
                 "subscription_alias", "acct 1@main", "user_alias", "acct+1",
                 "data_provider_user_id", "cus_1", NULL);
  user_id = dup_member (created, "user_id");
  subscription_id = dup_member (created, "subscription_id");
  g_assert_true (g_str_has_prefix (user_id, "pwu_"));

  refused (fixture, "create-subscription", "already exists",
           "email", "billing@customer.example", "plan_id", "scale up",
           "plan_interval", "month", "value", "5000", "effective_date", "1735689600",
           "subscription_alias", "acct 1@main", NULL);
  for (guint i = 0; i < 7; i++)
    ok (fixture, "create-subscription", "user_id", user_id, "email", "b@customer.example",
        "plan_id", "scale up", "plan_interval", "year", "value", "0", "status", "trialing",
        "effective_date", "1735689600", NULL);
  refused (fixture, "create-subscription", "subscription limit of",
           "user_id", user_id, "email", "b@customer.example", "plan_id", "scale up",
           "plan_interval", "year", "value", "1", "effective_date", "1735689600", NULL);

  ok (fixture, "update-subscription", "subscription_id", "acct 1@main", "plan_id", "other",
      "plan_interval", "year", "value", "120000", "effective_date", "1738368000",
      "status", "active", NULL);
  ok (fixture, "churn-subscription", "subscription_id", subscription_id,
      "effective_date", "1740787200", "churn_type", "delinquent", NULL);
  refused (fixture, "churn-subscription", "already scheduled to churn",
           "subscription_id", subscription_id, "effective_date", "1740787200", NULL);
  ok (fixture, "unchurn-subscription", "subscription_id", "acct 1@main", NULL);
  refused (fixture, "unchurn-subscription", "was not churned",
           "subscription_id", "acct 1@main", NULL);

  ok (fixture, "get-user", "user_id", "acct+1", NULL);
  ok (fixture, "update-user", "user_id", user_id, "email", "New Text", NULL);
  ok (fixture, "delete-user", "user_id", user_id, NULL);
}

static void
run_metrics (Fixture *fixture)
{
  ok (fixture, "get-monthly-metrics", NULL);
  ok (fixture, "get-monthly-metrics", "plan_id", "scale up",
      "metrics", "recurring_revenue\nactive_customers", NULL);
  ok (fixture, "get-daily-metrics", "month", "2026-01", "plan_id", "scale up",
      "metrics", "recurring_revenue", NULL);
  ok (fixture, "get-plan-ids", "limit", "3", NULL);
  ok (fixture, "get-company-settings", NULL);
}

static void
run_customers (Fixture *fixture)
{
  g_autoptr (WhApiResponse) list = NULL;
  g_autofree char *id = NULL;
  g_autofree char *email = NULL;

  list = run (fixture, "list-customers", "page", "1", "per_page", "1", "direction", "desc",
              "date_field", "updated_on", "start_date", "2001-01-01 12:00:00",
              "end_date", "2100-01-01T00:00:00Z", NULL);
  id = dup_member (list, "customer_id");
  email = dup_member (list, "email");
  g_assert_nonnull (email);

  ok (fixture, "list-customers", "email", email, NULL);
  ok (fixture, "get-customer", "customer_id", id, NULL);
  ok (fixture, "put-trait", "customer_id", id, "category", "Payment provider",
      "trait", "Pay “Pro”\\", NULL);
  refused (fixture, "put-trait", "customer already has trait", "customer_id", id,
           "category", "Payment provider", "trait", "Pay “Pro”\\", NULL);
  ok (fixture, "put-trait", "email", email, "category", "Team", "trait", "Blue", NULL);
  ok (fixture, "get-traits", "customer_id", id, NULL);
  ok (fixture, "delete-trait", "customer_id", id, "category", "Payment provider",
      "trait", "Pay “Pro”\\", NULL);
  ok (fixture, "delete-trait", "email", email, "category", "Team", "trait", "Blue", NULL);
  ok (fixture, "put-trait", "customer_id", id, "category", "Team", "trait", "Red", NULL);
  ok (fixture, "delete-trait-category", "category", "Team", NULL);

  ok (fixture, "list-unsubscribed", "intervention_type", "reactivation",
      "start_date", "2025-01-01", "end_date", "2026-01-01", "page", "1", "per_page", "250",
      NULL);
  ok (fixture, "stop-retain", "customer_id", id,
      "intervention_types", "retain\nreactivation", "forever", "true", NULL);
  ok (fixture, "send-event", "user_id", id, NULL);
  ok (fixture, "exclude-customer", "customer_id", id, NULL);
  ok (fixture, "anonymize-email", "email", email, NULL);
  ok (fixture, "anonymize-customer", "customer_id", id, NULL);
}

static void
test_operations_demo_all (Fixture       *fixture,
                          gconstpointer  data)
{
  run_plans (fixture);
  run_subscriptions (fixture);
  run_metrics (fixture);
  run_customers (fixture);

  /* No row of the table is left that was never run, and no field that was never sent. */
  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    {
      const WhOperation *operation = wh_operations_get (i);

      if (!g_hash_table_contains (fixture->done, operation->id))
        g_error ("%s was not run", operation->id);
      for (guint j = 0; j < operation->n_fields; j++)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", operation->id,
                                                   operation->fields[j].id);

          if (!g_hash_table_contains (fixture->done, name))
            g_error ("%s was not sent", name);
        }
    }
}

static WhRecord *
get_record (Fixture     *fixture,
            const char  *resource,
            const char  *key,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_service_get_async (fixture->client, wh_resources_find (resource), key,
                        WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_service_get_finish (fixture->client, result, error);
}

static void
test_operations_demo_get (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_key = NULL;
  g_autoptr (WhRecord) plan = NULL;
  g_autoptr (WhRecord) user = NULL;
  g_autoptr (WhRecord) nobody = NULL;

  ok (fixture, "create-plan", "id", "a/b c", "name", "AB", NULL);
  plan = get_record (fixture, "plan", "a b", &error);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
  g_assert_null (plan);
  g_clear_error (&error);

  ok (fixture, "create-plan", "id", "a b", "name", "AB", NULL);
  plan = get_record (fixture, "plan", "a b", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wh_record_get_key (plan), ==, "a b");

  /* The history of a user, which is a list, is what there is to know about one. */
  ok (fixture, "create-subscription", "email", "u@customer.example", "plan_id", "a b",
      "plan_interval", "month", "value", "100", "effective_date", "1735689600",
      "user_alias", "somebody", NULL);
  user = get_record (fixture, "user", "somebody", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (wh_record_get_key (user), "pwu_"));

  nobody = get_record (fixture, "customer", "nobody", &error);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);
  g_clear_error (&error);
  nobody = get_record (fixture, "customer", "", &no_key);
  g_assert_error (no_key, WH_DRAFT_ERROR, WH_DRAFT_ERROR_MISSING);
  g_assert_null (nobody);
}

/* Cancelled before, while the server is silent, and after. */
static void
test_operations_demo_cancel (Fixture       *fixture,
                             gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find ("list-plans"));
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (WhApiResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_STALL);
      if (i == 0)
        g_cancellable_cancel (cancellable);
      wh_service_run_async (fixture->client, draft, WH_API_PRIORITY_INTERACTIVE, cancellable,
                            wh_test_store_result, &result);
      wh_test_iterate ();
      g_cancellable_cancel (cancellable);
      wh_test_await (&result);
      response = wh_service_run_finish (fixture->client, result, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (response);
    }
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/operations-demo/" name, Fixture, NULL, fixture_set_up, func, \
              fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("all", test_operations_demo_all);
  ADD ("get", test_operations_demo_get);
  ADD ("cancel", test_operations_demo_cancel);

  return g_test_run ();
}
