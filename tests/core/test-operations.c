/* test-operations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-operations.h"
#include "wh-resources.h"
#include "wh-test-util.h"

#include <string.h>

/* §0.2 as it is written there, so that a slip in the table is not repeated by its test. */
typedef struct
{
  const char *id;
  const char *method;
  const char *path;
  WhRateBucket bucket;
} Row;

static const Row rows[] = {
  { "api-status", "GET", "/v2/api-status/", WH_RATE_BUCKET_BASE },
  { "create-subscription", "POST", "/v2/subscriptions/", WH_RATE_BUCKET_BASE },
  { "update-subscription", "PUT", "/v2/subscriptions/{subscription_id}/", WH_RATE_BUCKET_BASE },
  { "churn-subscription", "DELETE", "/v2/subscriptions/{subscription_id}/", WH_RATE_BUCKET_BASE },
  { "unchurn-subscription", "PUT", "/v2/unchurn/{subscription_id}/", WH_RATE_BUCKET_BASE },
  { "get-user", "GET", "/v2/users/{user_id}/", WH_RATE_BUCKET_BASE },
  { "update-user", "PUT", "/v2/users/{user_id}/", WH_RATE_BUCKET_BASE },
  { "delete-user", "DELETE", "/v2/users/{user_id}/", WH_RATE_BUCKET_BASE },
  { "list-plans", "GET", "/v2/plans/", WH_RATE_BUCKET_PLANS },
  { "create-plan", "POST", "/v2/plans/", WH_RATE_BUCKET_PLANS },
  { "get-plan", "GET", "/v2/plans/{id}/", WH_RATE_BUCKET_PLANS },
  { "update-plan", "PUT", "/v2/plans/{id}/", WH_RATE_BUCKET_PLANS },
  { "get-monthly-metrics", "GET", "/v2/metrics/monthly/", WH_RATE_BUCKET_METRICS },
  { "get-daily-metrics", "GET", "/v2/metrics/daily/", WH_RATE_BUCKET_METRICS },
  { "get-plan-ids", "GET", "/v2/metrics/plans/", WH_RATE_BUCKET_METRICS },
  { "exclude-customer", "POST", "/v2/metrics/exclude_customer/{customer_id}/",
    WH_RATE_BUCKET_EXCLUDE },
  { "get-company-settings", "GET", "/v2/company/settings/", WH_RATE_BUCKET_METRICS },
  { "list-customers", "GET", "/v2/customers/", WH_RATE_BUCKET_BASE },
  { "get-customer", "GET", "/v2/customers/{customer_id}/", WH_RATE_BUCKET_BASE },
  { "get-traits", "GET", "/v2/customer_traits/customer/{customer_id}/", WH_RATE_BUCKET_TRAITS },
  { "put-trait", "PUT", "/v2/customer_traits/trait/", WH_RATE_BUCKET_TRAITS },
  { "delete-trait", "DELETE", "/v2/customer_traits/trait/", WH_RATE_BUCKET_TRAITS },
  { "delete-trait-category", "DELETE", "/v2/customer_traits/category/", WH_RATE_BUCKET_TRAITS },
  { "anonymize-customer", "POST", "/v2/gdpr/anonymize_by_customer_id/{customer_id}/",
    WH_RATE_BUCKET_ANONYMIZE },
  { "anonymize-email", "POST", "/v2/gdpr/anonymize_by_email/{email}/",
    WH_RATE_BUCKET_ANONYMIZE },
  { "list-unsubscribed", "GET", "/v2/retain/unsubscribed_customers/{intervention_type}/",
    WH_RATE_BUCKET_BASE },
  { "stop-retain", "POST", "/v2/retain/stop/", WH_RATE_BUCKET_BASE },
  { "send-event", "POST", "/dotjs/v1/customer/event", WH_RATE_BUCKET_BASE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == WH_N_OPERATIONS);

static gboolean
is_sentence (const char *text)
{
  return text != NULL && strlen (text) > 5 && g_ascii_isupper (text[0]) &&
         g_str_has_suffix (text, ".") && strstr (text, "  ") == NULL;
}

static gboolean
is_label (const char *text)
{
  return text != NULL && g_ascii_isupper (text[0]) && !g_str_has_suffix (text, ".") &&
         !g_str_has_suffix (text, ":");
}

static void
check_field (const WhOperation      *operation,
             const WhOperationField *field)
{
  gboolean has_choices = field->kind == WH_FIELD_CHOICE || field->kind == WH_FIELD_CHOICES;

  g_assert_true (is_label (field->label));
  g_assert_true (is_sentence (field->help));
  g_assert_true (has_choices == (field->choices != NULL));
  if (has_choices)
    g_assert_nonnull (field->choices[0].value);
  if (field->choices != NULL && field->default_value != NULL)
    g_assert_nonnull (wh_choice_find (field->choices, field->default_value));

  /* A path cannot leave something out, and what must be given has no default. */
  if (field->place == WH_FIELD_IN_PATH)
    g_assert_true (field->flags & WH_FIELD_REQUIRED);
  if (field->flags & WH_FIELD_REQUIRED)
    {
      g_assert_null (field->default_value);
      g_assert_false (field->flags & (WH_FIELD_ADVANCED | WH_FIELD_ONE_OF));
    }
  g_assert_true (field->minimum <= field->maximum);
  if (strcmp (operation->method, "GET") == 0)
    g_assert_cmpint (field->place, !=, WH_FIELD_IN_BODY);
  g_assert_true (wh_operation_find_field (operation, field->id) == field);
}

static void
check_path (const WhOperation *operation)
{
  guint n_in_path = 0, n_placeholders = 0;

  for (guint i = 0; i < operation->n_fields; i++)
    {
      g_autofree char *placeholder = g_strdup_printf ("{%s}", operation->fields[i].id);

      if (operation->fields[i].place != WH_FIELD_IN_PATH)
        continue;
      n_in_path++;
      g_assert_nonnull (strstr (operation->path, placeholder));
    }
  for (const char *p = operation->path; *p != '\0'; p++)
    n_placeholders += *p == '{';

  g_assert_cmpuint (n_in_path, ==, n_placeholders);
  g_assert_true (g_str_has_prefix (operation->path, "/"));
  /* §1.3; the events server is another program with other rules (§9.4). */
  g_assert_true (g_str_has_suffix (operation->path, "/") ==
                 (operation->host == WH_API_HOST_MAIN));
}

static void
check_refusals (const WhOperation *operation)
{
  const WhKnownRefusal *refusal = operation->refusals;

  for (; refusal != NULL && refusal->contains != NULL; refusal++)
    {
      g_autofree char *lower = g_ascii_strdown (refusal->contains, -1);

      g_assert_cmpstr (refusal->contains, ==, lower);
      g_assert_true (is_sentence (refusal->explanation));
    }
}

static void
test_operations_row (gconstpointer data)
{
  const Row *row = data;
  const WhOperation *operation = wh_operations_get (row - rows);
  guint n_one_of = 0;

  g_assert_cmpstr (operation->id, ==, row->id);
  g_assert_cmpstr (operation->method, ==, row->method);
  g_assert_cmpstr (operation->path, ==, row->path);
  g_assert_cmpint (operation->bucket, ==, row->bucket);
  g_assert_true (wh_operations_find (row->id) == operation);

  g_assert_true (is_label (operation->title));
  g_assert_true (is_sentence (operation->explanation));
  g_assert_true (wh_operation_is_change (operation) == (strcmp (row->method, "GET") != 0));
  g_assert_true ((operation->token == WH_API_TOKEN_PUBLIC) ==
                 (operation->host == WH_API_HOST_EVENTS));

  if (operation->undo != NULL)
    {
      g_assert_nonnull (wh_operations_find (operation->undo));
      g_assert_true (wh_operation_is_change (operation));
      g_assert_cmpint (operation->danger, !=, WH_DANGER_TYPE);
    }
  if (operation->returns == WH_RETURNS_RECORD || operation->returns == WH_RETURNS_LIST)
    g_assert_nonnull (wh_resources_find (operation->resource));
  if (operation->resource != NULL)
    g_assert_nonnull (wh_resources_find (operation->resource));
  if (operation->paged)
    {
      g_assert_nonnull (wh_operation_find_field (operation, "page"));
      g_assert_nonnull (wh_operation_find_field (operation, "per_page"));
    }

  for (guint i = 0; i < operation->n_fields; i++)
    {
      check_field (operation, &operation->fields[i]);
      n_one_of += (operation->fields[i].flags & WH_FIELD_ONE_OF) != 0;
    }
  g_assert_cmpuint (n_one_of, !=, 1);
  check_path (operation);
  check_refusals (operation);
}

static void
test_operations_unique (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    {
      const WhOperation *operation = wh_operations_get (i);
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_true (g_hash_table_add (ids, (gpointer) operation->id));
      g_assert_true (g_hash_table_add (ids, (gpointer) operation->title));
      for (guint j = 0; j < operation->n_fields; j++)
        g_assert_true (g_hash_table_add (fields, (gpointer) operation->fields[j].id));
    }

  g_assert_null (wh_operations_find ("no-such-operation"));
  g_assert_null (wh_operations_find (NULL));
  g_assert_null (wh_operation_find_field (wh_operations_get (1), "no_such_field"));
  g_assert_null (wh_operation_find_field (wh_operations_get (1), NULL));
}

/* What cannot be taken back has to be typed (§13), and what is typed is one identifier. */
static void
test_operations_dangers (void)
{
  static const struct
  {
    const char *id;
    WhDanger danger;
    const char *undo;
  } cases[] = {
    { "delete-user", WH_DANGER_TYPE, NULL },
    { "exclude-customer", WH_DANGER_TYPE, NULL },
    { "anonymize-customer", WH_DANGER_TYPE, NULL },
    { "anonymize-email", WH_DANGER_TYPE, NULL },
    { "delete-trait-category", WH_DANGER_TYPE, NULL },
    { "stop-retain", WH_DANGER_TYPE, NULL },
    { "churn-subscription", WH_DANGER_CONFIRM, "unchurn-subscription" },
    { "unchurn-subscription", WH_DANGER_CONFIRM, "churn-subscription" },
    { "put-trait", WH_DANGER_NONE, "delete-trait" },
    { "delete-trait", WH_DANGER_NONE, "put-trait" },
    { "update-user", WH_DANGER_NONE, "update-user" },
    { "update-plan", WH_DANGER_NONE, "update-plan" },
  };
  guint n_dangerous = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WhOperation *operation = wh_operations_find (cases[i].id);

      g_assert_nonnull (operation);
      g_assert_cmpint (operation->danger, ==, cases[i].danger);
      g_assert_cmpstr (operation->undo, ==, cases[i].undo);
      if (cases[i].danger == WH_DANGER_TYPE)
        g_assert_true (operation->fields[0].flags & WH_FIELD_REQUIRED);
    }

  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    n_dangerous += wh_operations_get (i)->danger != WH_DANGER_NONE;
  g_assert_cmpuint (n_dangerous, ==, 8);
}

static void
test_operations_limits (void)
{
  static const struct
  {
    const char *operation;
    const char *field;
    guint max_length;
    gint64 maximum;
    const char *default_value;
  } cases[] = {
    { "create-subscription", "subscription_alias", 36, 0, NULL },
    { "create-subscription", "user_alias", 36, 0, NULL },
    { "create-subscription", "plan_currency", 0, 0, "usd" },
    { "create-subscription", "status", 0, 0, "active" },
    { "create-subscription", "value", 0, G_MAXINT64, NULL },
    { "churn-subscription", "churn_type", 0, 0, "voluntary" },
    { "list-customers", "per_page", 0, 250, "250" },
    { "list-customers", "direction", 0, 0, "asc" },
    { "list-unsubscribed", "per_page", 0, 250, "250" },
    { "get-plan-ids", "limit", 0, 150, "150" },
    { "stop-retain", "forever", 0, 0, "false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WhOperation *operation = wh_operations_find (cases[i].operation);
      const WhOperationField *field = wh_operation_find_field (operation, cases[i].field);

      g_assert_nonnull (field);
      g_assert_cmpuint (field->max_length, ==, cases[i].max_length);
      g_assert_cmpint (field->maximum, ==, cases[i].maximum);
      g_assert_cmpstr (field->default_value, ==, cases[i].default_value);
    }
}

static guint
count_choices (const WhChoice *choices)
{
  guint n = 0;

  while (choices[n].value != NULL)
    {
      g_assert_true (is_label (choices[n].label));
      n++;
    }

  return n;
}

/* §6.5 and §6.6 */
static void
test_operations_metric_names (void)
{
  g_assert_cmpuint (count_choices (wh_choices_monthly_metrics), ==, 42);
  g_assert_cmpuint (count_choices (wh_choices_daily_metrics), ==, 15);
}

/* The sentences of §1.6 as a server says them. */
static void
test_operations_refusals (void)
{
  static const struct
  {
    const char *operation;
    const char *server_text;
    gboolean known;
    gboolean success_on_retry;
  } cases[] = {
    { "create-subscription", "A subscription with this alias already exists.", TRUE, TRUE },
    { "create-subscription",
      "Subscription limit of 8 reached for this user. Cannot create more.", TRUE, FALSE },
    { "churn-subscription", "Subscription is ALREADY scheduled to churn", TRUE, TRUE },
    { "unchurn-subscription", "This subscription was not churned in the first place.", TRUE,
      TRUE },
    { "put-trait", "Customer already has trait", TRUE, TRUE },
    { "put-trait", "You have hit trait limit for this category", TRUE, FALSE },
    { "create-plan", "A plan with this ID already exists", TRUE, TRUE },
    { "get-plan", "There is no plan with this ID", TRUE, FALSE },
    { "update-plan", "There is no plan with this ID", TRUE, FALSE },
    { "send-event", "Customer email or user ID not provided!", TRUE, FALSE },
    { "churn-subscription", "already exists", FALSE, FALSE },
    { "delete-user", "already exists", FALSE, FALSE },
    { "create-plan", "", FALSE, FALSE },
    { "create-plan", NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WhOperation *operation = wh_operations_find (cases[i].operation);
      const WhKnownRefusal *refusal;

      refusal = wh_operation_find_refusal (operation, cases[i].server_text);
      g_assert_true ((refusal != NULL) == cases[i].known);
      if (refusal != NULL)
        g_assert_true (refusal->success_on_retry == cases[i].success_on_retry);
    }
}

/* A change may have been made although the answer is a failure (N11): §3.3 would then have two
 * upgrades in the history. */
static void
test_operations_sent_once (WhClientFixture *fixture,
                           gconstpointer    data)
{
  const Row *row = data;
  const WhOperation *operation = wh_operations_find (row->id);
  g_autoptr (WhApiRequest) request = wh_api_request_new (operation->method, "/v2/x/");
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  wh_raw_server_push_json (fixture->server, 504, NULL, "{}");
  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 504);
  wh_fake_clock_advance (fixture->clock, 60 * G_TIME_SPAN_SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/wellhead/core/operations/row/%s", rows[i].id);

      g_test_add_data_func (path, &rows[i], test_operations_row);
      if (strcmp (rows[i].method, "GET") != 0)
        {
          g_autofree char *once = g_strdup_printf ("/wellhead/core/operations/sent-once/%s",
                                                   rows[i].id);

          g_test_add (once, WhClientFixture, &rows[i], wh_client_fixture_set_up,
                      test_operations_sent_once, wh_client_fixture_tear_down);
        }
    }
  g_test_add_func ("/wellhead/core/operations/unique", test_operations_unique);
  g_test_add_func ("/wellhead/core/operations/dangers", test_operations_dangers);
  g_test_add_func ("/wellhead/core/operations/limits", test_operations_limits);
  g_test_add_func ("/wellhead/core/operations/metric-names", test_operations_metric_names);
  g_test_add_func ("/wellhead/core/operations/refusals", test_operations_refusals);

  return g_test_run ();
}
