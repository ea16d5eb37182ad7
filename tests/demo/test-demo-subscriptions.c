/* test-demo-subscriptions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

#define JAN_1 G_GINT64_CONSTANT (1767254400) /* 2026-01-01, midnight in US Pacific */
#define FEB_1 G_GINT64_CONSTANT (1769932800)

static JsonObject *
get_customer (WhDemoTest *test,
              const char *id)
{
  g_assert_cmpuint (wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/%s/", id), ==, 200);

  return wh_demo_test_object (test);
}

/* §3.1, §3.2 */
static void
test_create (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "acct", "acct-main", 5000, JAN_1);
  JsonObject *record = wh_demo_test_object (test);
  g_autofree char *again = NULL;

  g_assert_true (g_str_has_prefix (user, "pwu_"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (record, "subscription_id"),
                                   "pws_"));
  g_assert_cmpstr (json_object_get_string_member (record, "user_alias"), ==, "acct");
  g_assert_cmpstr (json_object_get_string_member (record, "subscription_alias"), ==, "acct-main");
  g_assert_cmpstr (json_object_get_string_member (record, "email"), ==,
                   "somebody@customer.example");
  g_assert_cmpstr (json_object_get_string_member (record, "plan_id"), ==, "team");
  g_assert_cmpstr (json_object_get_string_member (record, "plan_interval"), ==, "month");
  g_assert_cmpstr (json_object_get_string_member (record, "plan_currency"), ==, "usd");
  g_assert_cmpstr (json_object_get_string_member (record, "status"), ==, "active");
  g_assert_cmpint (json_object_get_int_member (record, "value"), ==, 5000);
  g_assert_cmpint (json_object_get_int_member (record, "effective_date"), ==, JAN_1);
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (record, "meta")), ==, 0);

  /* The same alias means the same user. */
  again = wh_demo_test_user (test, "acct", "acct-second", 700, JAN_1);
  g_assert_cmpstr (again, ==, user);
  g_assert_cmpint (json_object_get_int_member (get_customer (test, user), "mrr_cents"), ==, 5700);
}

#define BASE "\"email\": \"e\", \"plan_id\": \"p\", \"plan_interval\": \"month\", " \
             "\"effective_date\": 1767254400"

/* §1.2, §3.2: what is refused and what is bent into shape */
static void
test_create_bodies (void)
{
  static const struct { const char *body; guint status; const char *field; const char *text; }
  cases[] = {
    { "{}", 400, "email", "This field is required." },
    { "{}", 400, "plan_id", "This field is required." },
    { "{}", 400, "plan_interval", "This field is required." },
    { "{}", 400, "value", "This field is required." },
    { "{}", 400, "effective_date", "This field is required." },
    { "{" BASE ", \"value\": 247.00000000000003}", 400, "value", "A valid integer is required." },
    { "{" BASE ", \"value\": 247.0}", 400, "value", "A valid integer is required." },
    { "{" BASE ", \"value\": -1}", 400, "value", "greater than or equal to 0" },
    { "{" BASE ", \"value\": 99999999999999999999}", 400, "value", "less than or equal to" },
    { "{" BASE ", \"value\": null}", 400, "value", "may not be null" },
    { "{" BASE ", \"value\": true}", 400, "value", "A valid integer is required." },
    { "{" BASE ", \"value\": 1, \"plan_interval\": \"week\"}", 400, "plan_interval",
      "\"week\" is not a valid choice." },
    { "{" BASE ", \"value\": 1, \"status\": \"churned_voluntary\"}", 400, "status",
      "is not a valid choice." },
    { "{" BASE ", \"value\": 1, \"plan_currency\": \"zzz\"}", 400, "plan_currency",
      "\"zzz\" is not a valid choice." },
    { "{" BASE ", \"value\": 1, \"email\": \" \"}", 400, "email", "may not be blank" },
    { "{" BASE ", \"value\": 1, \"email\": []}", 400, "email", "Not a valid string." },
    { "{" BASE ", \"value\": 1, \"user_alias\": \"0123456789012345678901234567890123456\"}", 400,
      "user_alias", "no more than 36 characters" },
    { "{" BASE ", \"value\": 1, \"subscription_alias\": \"0123456789012345678901234567890123456\"}",
      400, "subscription_alias", "no more than 36 characters" },
    { "{" BASE ", \"value\": 1, \"status\": \"trialing\"}", 400, "non_field_errors",
      "must be 0" },
    { "{" BASE ", \"value\": 1, \"user_id\": \"pwu_nobody\"}", 400, "non_field_errors",
      "no user with this ID" },
    { "{" BASE ", \"value\": 0, \"status\": \"trialing\"}", 201, NULL, "\"trialing\"" },
    { "{" BASE ", \"value\": \"23\"}", 201, NULL, "\"value\":23" },
    { "{" BASE ", \"value\": 1, \"plan_id\": 42}", 201, NULL, "\"plan_id\":\"42\"" },
    { "{" BASE ", \"value\": 1, \"plan_interval\": \"Year\"}", 201, NULL, "\"year\"" },
    { "{" BASE ", \"value\": 1, \"plan_currency\": \"EUR\"}", 201, NULL, "\"eur\"" },
    { "{" BASE ", \"value\": 1, \"user_alias\": \"012345678901234567890123456789012345\"}", 201,
      NULL, "012345678901234567890123456789012345" },
    { "{" BASE ", \"value\": 1, \"data_provider_user_id\": \"cus_1\"}", 201, NULL, "\"cus_1\"" },
    { "{" BASE ", \"value\": 1, \"user_id\": null}", 201, NULL, "pwu_" },
    { "{" BASE ", \"value\": 1, \"email\": \"ÄÖ \\u00dc\\ud83d\\ude00\"}", 201, NULL, "äö ü😀" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].body);
      wh_demo_test_send (test, "POST", "/v2/subscriptions/", cases[i].body);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      wh_demo_test_assert_text (test, cases[i].field == NULL ? cases[i].text : "[\"");
      if (cases[i].field != NULL)
        {
          JsonArray *errors;

          errors = json_object_get_array_member (wh_demo_test_object (test), cases[i].field);
          g_assert_nonnull (errors);
          g_assert_nonnull (strstr (json_array_get_string_element (errors, 0), cases[i].text));
        }
    }
}

/* §1.2, §1.6: bodies that are not JSON objects at all */
static void
test_not_json (void)
{
  static const struct { const char *type; const char *body; guint status; const char *text; }
  cases[] = {
    { "application/json", "{", 400, "detail" },
    { "application/json", "{\"a\": 1}{}", 400, "detail" },
    { "application/json", "{'a': 1}", 400, "detail" },
    { "application/json", "{\"a\": 01}", 400, "detail" },
    { "application/json", "{\"a\": \"\\u0000\"}", 400, "detail" },
    { "application/json", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]", 400, "detail" },
    { "application/json", "\xff", 400, "detail" },
    { "application/json", "[]", 400, "non_field_errors" },
    { "text/plain", "{}", 415, "detail" },
    { "application/x-www-form-urlencoded", "a=b", 415, "detail" },
    { "application/jsonp", "{}", 415, "detail" },
    { "application/json; charset=utf-8", "{}", 400, "email" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      test->content_type = cases[i].type;
      wh_demo_test_send (test, "POST", "/v2/subscriptions/", cases[i].body);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      g_assert_true (json_object_has_member (wh_demo_test_object (test), cases[i].text));
    }
}

/* §1.6, §3.2: aliases are unique, and eight are enough */
static void
test_limits (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *alias = g_strdup_printf ("sub-%d", i);
      g_autofree char *user = wh_demo_test_user (test, "acct", alias, 100, JAN_1);

      g_assert_nonnull (user);
    }

  wh_demo_test_send (test, "POST", "/v2/subscriptions/",
                     "{" BASE ", \"value\": 1, \"user_alias\": \"acct\"}");
  g_assert_cmpuint (test->status, ==, 400);
  wh_demo_test_assert_text (test, "Subscription limit of 8 reached for this user."
                                  " Cannot create more.");

  wh_demo_test_send (test, "POST", "/v2/subscriptions/",
                     "{" BASE ", \"value\": 1, \"user_alias\": \"other\","
                     " \"subscription_alias\": \"sub-3\"}");
  g_assert_cmpuint (test->status, ==, 400);
  wh_demo_test_assert_text (test, "already exists");
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/users/other/", NULL), ==, 404);
}

/* §3.3, §4.1: a change adds to the history */
static void
test_update (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "acct", "sub", 5000, JAN_1);
  JsonArray *history;
  static const char up[] = "{\"plan_id\": \"business\", \"plan_interval\": \"year\","
                           " \"value\": 120000, \"effective_date\": 1769932800}";

  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/", up), ==, 200);
  g_assert_cmpint (json_object_get_int_member (wh_demo_test_object (test), "value"), ==, 120000);
  g_assert_cmpint (json_object_get_int_member (get_customer (test, user), "mrr_cents"), ==, 10000);
  wh_demo_test_assert_text (test, "\"plans\":[\"Business\"]");

  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/users/acct/", NULL), ==, 200);
  history = wh_demo_test_array (test);
  g_assert_cmpuint (json_array_get_length (history), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (history, 0), "value"),
                   ==, 5000);

  wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/",
                     "{\"plan_id\": \"team\", \"plan_interval\": \"month\", \"value\": 1,"
                     " \"effective_date\": 1}");
  g_assert_cmpuint (test->status, ==, 400);
  wh_demo_test_assert_text (test, "non_field_errors");
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/", "{}"), ==, 400);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/none/", up), ==, 404);
}

/* §3.4, §3.5: each step's status and text, and the customer's status after it */
static void
test_churn (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint status;
    const char *text;
    const char *customer_status;
  } cases[] = {
    { "DELETE", "/v2/subscriptions/sub/", 400, "This field is required.", "active" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=soon", 400, "valid integer", "active" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1772352000&churn_type=sad", 400,
      "is not a valid choice.", "active" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1", 400, "non_field_errors", "active" },
    { "DELETE", "/v2/subscriptions/none/?effective_date=1772352000", 404, "detail", "active" },
    { "PUT", "/v2/unchurn/sub/", 400, "was not churned in the first place", "active" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1900000000", 200,
      "\"status\":\"churned_voluntary\"", "cancelled" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1900000000", 400,
      "already scheduled to churn", "cancelled" },
    { "PUT", "/v2/unchurn/sub/", 204, "", "active" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1772352000&churn_type=delinquent", 200,
      "\"meta\":{\"churn_type\":\"delinquent\"}", "churned_delinquent" },
    { "DELETE", "/v2/subscriptions/sub/?effective_date=1772352000", 400,
      "already scheduled to churn", "churned_delinquent" },
    { "PUT", "/v2/unchurn/sub/", 204, "", "active" },
    { "PUT", "/v2/unchurn/none/", 404, "detail", "active" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "acct", "sub", 5000, JAN_1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].method, cases[i].path);
      wh_demo_test_send (test, cases[i].method, cases[i].path, NULL);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      wh_demo_test_assert_text (test, cases[i].text);
      g_assert_cmpstr (json_object_get_string_member (get_customer (test, user), "status"), ==,
                       cases[i].customer_status);
    }
}

/* §3.3: an update after a churn is a return, and the churn stays in the history */
static void
test_return (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "acct", "sub", 5000, JAN_1);

  wh_demo_test_send (test, "DELETE", "/v2/subscriptions/sub/?effective_date=1769932800", NULL);
  g_assert_cmpuint (test->status, ==, 200);
  wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/",
                     "{\"plan_id\": \"team\", \"plan_interval\": \"month\", \"value\": 6000,"
                     " \"effective_date\": 1772352000}");
  g_assert_cmpuint (test->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (get_customer (test, user), "status"), ==,
                   "active");
  g_assert_cmpint (json_object_get_int_member (wh_demo_test_object (test), "mrr_cents"), ==, 6000);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/unchurn/sub/", NULL), ==, 400);
  wh_demo_test_send (test, "GET", "/v2/users/acct/", NULL);
  g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, 3);
}

/* §4.2, §4.3 */
static void
test_user (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (10, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "a b/c@d", "sub", 5000, JAN_1);
  g_autofree char *before = NULL;

  before = g_strdup (json_object_get_string_member (get_customer (test, user), "updated_on"));
  wh_demo_test_sendf (test, "PUT", "{\"email\": \"NEW Text\"}", "/v2/users/%s/", user);
  g_assert_cmpuint (test->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (get_customer (test, user), "email"), ==,
                   "new text");
  g_assert_cmpstr (json_object_get_string_member (wh_demo_test_object (test), "updated_on"), >,
                   before);
  g_assert_cmpuint (wh_demo_test_sendf (test, "PUT", "{}", "/v2/users/%s/", user), ==, 400);
  wh_demo_test_assert_text (test, "{\"email\":[\"This field is required.\"]}");

  g_assert_cmpuint (wh_demo_test_sendf (test, "DELETE", NULL, "/v2/users/%s/", user), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (test->body), ==, 0);
  g_assert_cmpuint (wh_demo_test_sendf (test, "GET", NULL, "/v2/users/%s/", user), ==, 404);
  g_assert_cmpuint (wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/%s/", user), ==, 404);
  g_assert_cmpuint (wh_demo_test_sendf (test, "DELETE", NULL, "/v2/users/%s/", user), ==, 404);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/unchurn/sub/", NULL), ==, 404);

  /* The aliases are free again. */
  g_free (user);
  user = wh_demo_test_user (test, "a b/c@d", "sub", 5000, FEB_1);
  g_assert_nonnull (user);
}

/* §0.3: imported customers are not users */
static void
test_two_worlds (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (100, FALSE);
  JsonArray *customers;
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint n_users = 0;

  wh_demo_test_send (test, "GET", "/v2/customers/", NULL);
  customers = wh_demo_test_array (test);
  for (guint i = 0; i < json_array_get_length (customers); i++)
    g_ptr_array_add (ids, g_strdup (json_object_get_string_member (
                              json_array_get_object_element (customers, i), "customer_id")));

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean is_user = g_str_has_prefix (id, "pwu_");

      wh_demo_test_sendf (test, "GET", NULL, "/v2/users/%s/", id);
      g_assert_cmpuint (test->status, ==, is_user ? 200 : 404);
      n_users += is_user;
    }
  g_assert_cmpuint (n_users, >, 0);
  g_assert_cmpuint (n_users, <, 50);
}

#define UPDATE "{\"plan_id\": \"team\", \"plan_interval\": \"month\", \"value\": 1, " \
               "\"effective_date\": 1769932800}"
#define CHURN "/v2/subscriptions/sub/?effective_date=1769932800"

/* The server runs in the program that it serves, and must not grow for ever. */
static void
test_too_many (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "acct", "sub", 5000, JAN_1);

  for (guint i = 0; i < 998; i++)
    g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/", UPDATE), ==, 200);
  g_assert_cmpuint (wh_demo_test_send (test, "DELETE", CHURN, NULL), ==, 200);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/", UPDATE), ==, 400);
  wh_demo_test_assert_text (test, "changed too often");

  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/unchurn/sub/", NULL), ==, 204);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/", UPDATE), ==, 200);
  g_assert_cmpuint (wh_demo_test_send (test, "DELETE", CHURN, NULL), ==, 400);
  wh_demo_test_assert_text (test, "changed too often");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/subscriptions/create", test_create);
  g_test_add_func ("/wellhead/demo/subscriptions/create-bodies", test_create_bodies);
  g_test_add_func ("/wellhead/demo/subscriptions/not-json", test_not_json);
  g_test_add_func ("/wellhead/demo/subscriptions/limits", test_limits);
  g_test_add_func ("/wellhead/demo/subscriptions/update", test_update);
  g_test_add_func ("/wellhead/demo/subscriptions/churn", test_churn);
  g_test_add_func ("/wellhead/demo/subscriptions/return", test_return);
  g_test_add_func ("/wellhead/demo/subscriptions/user", test_user);
  g_test_add_func ("/wellhead/demo/subscriptions/two-worlds", test_two_worlds);
  g_test_add_func ("/wellhead/demo/subscriptions/too-many", test_too_many);

  return g_test_run ();
}
