/* test-draft.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-draft.h"
#include "wh-test-util.h"

#include <string.h>

#define LONG_36 "123456789012345678901234567890123456"
#define UMLAUTS_36 "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü"

#define FINE -1

typedef struct
{
  const char *operation;
  const char *field;
  const char *text;
  int code; /* of WH_DRAFT_ERROR, or FINE */
} FieldCase;

static const FieldCase field_cases[] = {
  { "create-subscription", "email", NULL, WH_DRAFT_ERROR_MISSING },
  { "create-subscription", "email", "", WH_DRAFT_ERROR_MISSING },
  { "create-subscription", "email", " \t\302\240", WH_DRAFT_ERROR_MISSING },
  { "create-subscription", "email", "any text <b>", FINE },
  { "create-subscription", "email", "a\nb", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "a\rb", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "a\177b", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "a\302\205b", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "a\342\200\250b", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "\303", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "email", "a\377b", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "subscription_alias", NULL, FINE },
  { "create-subscription", "subscription_alias", LONG_36, FINE },
  { "create-subscription", "subscription_alias", UMLAUTS_36, FINE },
  { "create-subscription", "subscription_alias", LONG_36 "7", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "subscription_alias", UMLAUTS_36 "ä", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "value", "0", FINE },
  { "create-subscription", "value", "9223372036854775807", FINE },
  { "create-subscription", "value", "9223372036854775808", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "value", "-1", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "value", "-99999999999999999999", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "value", "49.00", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "value", "1e3", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "value", " 5", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "value", "٣", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "plan_interval", "month", FINE },
  { "create-subscription", "plan_interval", "Month", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "plan_interval", "quarter", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "plan_currency", "eur", FINE },
  { "create-subscription", "plan_currency", "EUR", FINE },
  { "create-subscription", "plan_currency", "byn", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "status", "churned_voluntary", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "effective_date", "1514764800", FINE },
  { "create-subscription", "effective_date", "-1", FINE },
  { "create-subscription", "effective_date", "1514764800000", WH_DRAFT_ERROR_RANGE },
  { "create-subscription", "effective_date", "2018-01-01", WH_DRAFT_ERROR_INVALID },
  { "create-subscription", "effective_date", "soon", WH_DRAFT_ERROR_INVALID },
  { "list-customers", "start_date", "2020-05-20T18:45:22Z", FINE },
  { "list-customers", "start_date", "2020-05-20 12:00:00", FINE },
  { "list-customers", "start_date", "1589976000", FINE },
  { "list-customers", "start_date", "20 May", WH_DRAFT_ERROR_INVALID },
  { "list-customers", "per_page", "1", FINE },
  { "list-customers", "per_page", "250", FINE },
  { "list-customers", "per_page", "251", WH_DRAFT_ERROR_RANGE },
  { "list-customers", "per_page", "0", WH_DRAFT_ERROR_RANGE },
  { "list-customers", "per_page", "ten", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "month", "2026-01", FINE },
  { "get-daily-metrics", "month", "2026-13", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "month", "2026-1", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "month", "2026-01-01", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "month", "0000-01", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "month", "1514764", WH_DRAFT_ERROR_INVALID },
  { "get-daily-metrics", "metrics", "recurring_revenue\n\nnew_customers\n", FINE },
  { "get-daily-metrics", "metrics", "lifetime_value", WH_DRAFT_ERROR_INVALID },
  { "stop-retain", "intervention_types", "\n \n", WH_DRAFT_ERROR_MISSING },
  { "stop-retain", "intervention_types", "retain", FINE },
  { "stop-retain", "intervention_types", "retain\nspam", WH_DRAFT_ERROR_INVALID },
  { "stop-retain", "forever", "true", FINE },
  { "stop-retain", "forever", "yes", WH_DRAFT_ERROR_INVALID },
  { "get-user", "user_id", "a/b@c +%", FINE },
  { "get-user", "user_id", ".", WH_DRAFT_ERROR_INVALID },
  { "get-user", "user_id", "..", WH_DRAFT_ERROR_INVALID },
  { "get-user", "user_id", "...", FINE },
};

static void
test_draft_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      const FieldCase *test = &field_cases[i];
      g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find (test->operation));
      g_autoptr (GError) error = NULL;
      gboolean fine;

      wh_draft_set_text (draft, test->field, test->text);
      fine = wh_draft_check_field (draft, test->field, &error);
      if (fine != (test->code == FINE))
        g_error ("%s “%s”", test->field, test->text);
      if (!fine)
        {
          g_assert_error (error, WH_DRAFT_ERROR, test->code);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_true (g_str_has_suffix (error->message, "."));
        }
    }
}

static WhDraft *
make_draft (const char *operation,
            const char *pairs)
{
  WhDraft *draft = wh_draft_new (wh_operations_find (operation));
  g_auto (GStrv) parts = g_strsplit (pairs, "|", -1);

  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    wh_draft_set_text (draft, parts[i], parts[i + 1]);

  return draft;
}

#define SUBSCRIPTION "email|e|plan_id|p|plan_interval|month|effective_date|0|"

static void
test_draft_whole (void)
{
  static const struct
  {
    const char *operation;
    const char *pairs;
    int code;
  } cases[] = {
    { "create-subscription", SUBSCRIPTION "value|5", FINE },
    { "create-subscription", SUBSCRIPTION, WH_DRAFT_ERROR_MISSING },
    { "create-subscription", SUBSCRIPTION "value|5|status|active", FINE },
    { "create-subscription", SUBSCRIPTION "value|5|status|trialing", WH_DRAFT_ERROR_INVALID },
    { "create-subscription", SUBSCRIPTION "value|0|status|trialing", FINE },
    { "create-subscription", SUBSCRIPTION "value|00|status|trialing", FINE },
    { "put-trait", "category|c|trait|t", WH_DRAFT_ERROR_MISSING },
    { "put-trait", "category|c|trait|t|email|e|customer_id|c", WH_DRAFT_ERROR_INVALID },
    { "put-trait", "category|c|trait|t|email|e", FINE },
    { "put-trait", "category|c|trait|t|customer_id|c", FINE },
    { "put-trait", "category|c|email|e", WH_DRAFT_ERROR_MISSING },
    { "api-status", "", FINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhDraft) draft = make_draft (cases[i].operation, cases[i].pairs);
      g_autoptr (GError) error = NULL;
      g_autoptr (WhApiRequest) request = wh_draft_to_request (draft, &error);

      if (cases[i].code == FINE)
        g_assert_no_error (error);
      else
        g_assert_error (error, WH_DRAFT_ERROR, cases[i].code);
      g_assert_true ((request != NULL) == (cases[i].code == FINE));
    }
}

typedef struct
{
  const char *operation;
  const char *pairs;
  const char *path;
  const char *query;
  const char *body; /* NULL: none */
} RequestCase;

static const RequestCase request_cases[] = {
  { "api-status", "", "/v2/api-status/", NULL, NULL },
  { "create-subscription", SUBSCRIPTION "value|9007199254740993", "/v2/subscriptions/", NULL,
    "{\"email\":\"e\",\"plan_id\":\"p\",\"plan_interval\":\"month\","
    "\"value\":9007199254740993,\"effective_date\":0}" },
  { "create-subscription",
    SUBSCRIPTION "value|007|plan_currency|EUR|subscription_alias|s \"1\"\\|status|active",
    "/v2/subscriptions/", NULL,
    "{\"email\":\"e\",\"plan_id\":\"p\",\"plan_interval\":\"month\",\"plan_currency\":\"eur\","
    "\"value\":7,\"effective_date\":0,\"status\":\"active\","
    "\"subscription_alias\":\"s \\\"1\\\"\\\\\"}" },
  { "create-subscription", SUBSCRIPTION "value|1|user_alias|u", "/v2/subscriptions/", NULL,
    "{\"email\":\"e\",\"plan_id\":\"p\",\"plan_interval\":\"month\",\"value\":1,"
    "\"effective_date\":0,\"user_alias\":\"u\"}" },
  { "churn-subscription", "subscription_id|a/b c|effective_date|1514764800|churn_type|voluntary",
    "/v2/subscriptions/a%2Fb%20c/", "effective_date=1514764800&churn_type=voluntary", NULL },
  { "unchurn-subscription", "subscription_id|pws_1", "/v2/unchurn/pws_1/", NULL, NULL },
  { "update-user", "user_id|pwu_1|email|Zoë", "/v2/users/pwu_1/", NULL, "{\"email\":\"Zoë\"}" },
  { "delete-trait", "email|e|category|c|trait|t", "/v2/customer_traits/trait/", NULL,
    "{\"email\":\"e\",\"category\":\"c\",\"trait\":\"t\"}" },
  { "stop-retain", "customer_id|c|intervention_types|retain\n\nreactivation\n|forever|true",
    "/v2/retain/stop/", NULL,
    "{\"customer_id\":\"c\",\"intervention_types\":[\"retain\",\"reactivation\"],"
    "\"forever\":true}" },
  { "get-monthly-metrics", "metrics|recurring_revenue\nnew_customers", "/v2/metrics/monthly/",
    "metrics=recurring_revenue%2Cnew_customers", NULL },
  { "list-customers", "email|a+b@c.example", "/v2/customers/", "email=a%2Bb%40c.example", NULL },
  { "anonymize-email", "email|a+b@c.example", "/v2/gdpr/anonymize_by_email/a%2Bb%40c.example/",
    NULL, NULL },
  { "send-event", "user_id|cus_1", "/dotjs/v1/customer/event", NULL, "{\"user_id\":\"cus_1\"}" },
};

static void
test_draft_request (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (request_cases); i++)
    {
      const RequestCase *test = &request_cases[i];
      const WhOperation *operation = wh_operations_find (test->operation);
      g_autoptr (WhDraft) draft = make_draft (test->operation, test->pairs);
      g_autoptr (GError) error = NULL;
      g_autoptr (WhApiRequest) request = wh_draft_to_request (draft, &error);
      GBytes *body;

      g_assert_no_error (error);
      g_assert_cmpstr (wh_api_request_get_method (request), ==, operation->method);
      g_assert_cmpstr (wh_api_request_get_path (request), ==, test->path);
      g_assert_cmpstr (wh_api_request_get_query (request), ==, test->query);
      g_assert_cmpstr (wh_api_request_get_operation (request), ==, operation->id);
      g_assert_cmpint (wh_api_request_get_host (request), ==, operation->host);
      g_assert_cmpint (wh_api_request_get_token (request), ==, operation->token);
      g_assert_cmpint (wh_api_request_get_bucket (request), ==, operation->bucket);
      g_test_message ("%s", test->pairs);

      body = wh_api_request_get_body (request);
      g_assert_true ((body != NULL) == (test->body != NULL));
      if (body != NULL)
        {
          g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), test->body,
                           strlen (test->body));
          g_assert_cmpstr (wh_api_request_get_content_type (request), ==, "application/json");
        }
    }
}

static void
test_draft_texts (void)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find ("update-plan"));

  g_assert_cmpstr (wh_draft_get_operation (draft)->id, ==, "update-plan");
  g_assert_null (wh_draft_get_text (draft, "name"));
  wh_draft_set_text (draft, "name", " Team ");
  g_assert_cmpstr (wh_draft_get_text (draft, "name"), ==, " Team ");
  wh_draft_set_text (draft, "name", "");
  g_assert_null (wh_draft_get_text (draft, "name"));
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/draft/field", test_draft_field);
  g_test_add_func ("/wellhead/core/draft/whole", test_draft_whole);
  g_test_add_func ("/wellhead/core/draft/request", test_draft_request);
  g_test_add_func ("/wellhead/core/draft/texts", test_draft_texts);

  return g_test_run ();
}
