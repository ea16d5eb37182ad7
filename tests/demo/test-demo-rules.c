/* test-demo-rules.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *text;
} Step;

static void
run_steps (WhDemoTest *test,
           const Step *steps,
           gsize       n_steps)
{
  for (gsize i = 0; i < n_steps; i++)
    {
      g_test_message ("%s %s %s", steps[i].method, steps[i].path,
                      steps[i].body != NULL ? steps[i].body : "");
      wh_demo_test_send (test, steps[i].method, steps[i].path, steps[i].body);
      g_assert_cmpuint (test->status, ==, steps[i].status);
      wh_demo_test_assert_text (test, steps[i].text);
    }
}

/* §5 */
static void
test_plans (void)
{
  static const Step steps[] = {
    { "GET", "/v2/plans/", NULL, 200, "{\"id\":\"team\",\"name\":\"Team\"}" },
    { "GET", "/v2/plans/team/", NULL, 200, "{\"id\":\"team\",\"name\":\"Team\"}" },
    { "GET", "/v2/plans/Scale%20Up/", NULL, 200, "\"Scale Up\"" },
    { "GET", "/v2/plans/none/", NULL, 400, "There is no plan with this ID" },
    { "GET", "/v2/plans/legacy-2019/", NULL, 400, "There is no plan with this ID" },
    { "POST", "/v2/plans/", "{}", 400, "\"name\":[\"This field is required.\"]" },
    { "POST", "/v2/plans/", "{\"id\": \"x\"}", 400, "{\"name\":[\"This field is required.\"]}" },
    { "POST", "/v2/plans/", "{\"id\": \"a b\", \"name\": \"A \\\"B\\\" é\"}", 201,
      "{\"id\":\"a b\",\"name\":\"A \\\"B\\\" é\"}" },
    { "POST", "/v2/plans/", "{\"id\": \"a b\", \"name\": \"Again\"}", 400,
      "{\"non_field_errors\":[\"A plan with this ID already exists\"]}" },
    { "PUT", "/v2/plans/a%20b/", "{\"name\": \"Renamed\"}", 200,
      "{\"id\":\"a b\",\"name\":\"Renamed\"}" },
    { "PUT", "/v2/plans/a%20b/", "{}", 400, "{\"name\":[\"This field is required.\"]}" },
    { "PUT", "/v2/plans/none/", "{\"name\": \"x\"}", 400, "There is no plan with this ID" },
    { "GET", "/v2/plans/", NULL, 200, "{\"id\":\"a b\",\"name\":\"Renamed\"}" },
    { "DELETE", "/v2/plans/team/", NULL, 405, "detail" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);

  run_steps (test, steps, G_N_ELEMENTS (steps));
}

#define PUT_X(category, trait) \
  "PUT", "/v2/customer_traits/trait/", \
  "{\"email\": \"SOMEBODY@customer.example\", \"category\": \"" category "\", \"trait\": \"" trait "\"}"
#define DELETE_X(category, trait) \
  "DELETE", "/v2/customer_traits/trait/", \
  "{\"email\": \"SOMEBODY@customer.example\", \"category\": \"" category "\", \"trait\": \"" trait "\"}"

/* §9.1: by e-mail, two customers are hit */
static void
test_traits (void)
{
  static const Step steps[] = {
    { PUT_X ("Color", "Red"), 200, "\"trait\":\"Red\"" },
    { PUT_X ("Color", "Red"), 400, "Customer already has trait" },
    { PUT_X ("COLOR", "red"), 400, "Customer already has trait" },
    { PUT_X ("Color", "Blue"), 200, "\"trait\":\"Blue\"" },
    { PUT_X ("country", "Peru"), 400, "\"category\":[" },
    { PUT_X ("MRR Quartile", "1"), 400, "\"category\":[" },
    { "PUT", "/v2/customer_traits/trait/", "{\"category\": \"a\", \"trait\": \"b\"}", 400,
      "non_field_errors" },
    { "PUT", "/v2/customer_traits/trait/", "{\"customer_id\": \"x\"}", 400, "\"trait\":[" },
    { "PUT", "/v2/customer_traits/trait/",
      "{\"customer_id\": \"x\", \"category\": \"a\", \"trait\": \"b\"}", 404, "detail" },
    { "GET", "/v2/customer_traits/customer/none/", NULL, 404, "detail" },
    { DELETE_X ("Color", "Red"), 404, "detail" },
    { DELETE_X ("color", "BLUE"), 204, "" },
    { DELETE_X ("Color", "Blue"), 404, "detail" },
    { PUT_X ("Color", "Green"), 200, "" },
    { "DELETE", "/v2/customer_traits/category/", "{}", 400, "\"category\":[" },
    { "DELETE", "/v2/customer_traits/category/", "{\"category\": \"gender\"}", 400, "category" },
    { "DELETE", "/v2/customer_traits/category/", "{\"category\": \"cOLOR\"}", 204, "" },
    { "DELETE", "/v2/customer_traits/category/", "{\"category\": \"Color\"}", 404, "detail" },
    { PUT_X ("Size", "L"), 200, "" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);
  g_autofree char *first = wh_demo_test_user (test, "a", "a", 100, 1767254400);
  g_autofree char *second = wh_demo_test_user (test, "b", "b", 100, 1767254400);

  run_steps (test, steps, G_N_ELEMENTS (steps));
  wh_demo_test_sendf (test, "GET", NULL, "/v2/customer_traits/customer/%s/", first);
  g_assert_cmpstr (wh_demo_test_text (test), ==, "[{\"category\":\"Size\",\"trait\":\"L\"}]");
  wh_demo_test_sendf (test, "GET", NULL, "/v2/customer_traits/customer/%s/", second);
  g_assert_cmpstr (wh_demo_test_text (test), ==, "[{\"category\":\"Size\",\"trait\":\"L\"}]");
}

/* §9.1: a hundred different ones in a category */
static void
test_trait_limit (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);

  for (int i = 0; i <= 100; i++)
    {
      g_autofree char *alias = g_strdup_printf ("user-%d", i);
      g_autofree char *user = wh_demo_test_user (test, alias, alias, 100, 1767254400);
      g_autofree char *body = NULL;

      body = g_strdup_printf ("{\"customer_id\": \"%s\", \"category\": \"%s\", \"trait\": \"%d\"}",
                              user, i % 2 == 0 ? "N" : "n", i);
      wh_demo_test_send (test, "PUT", "/v2/customer_traits/trait/", body);
      g_assert_cmpuint (test->status, ==, i < 100 ? 200 : 400);
      if (i < 100)
        continue;

      wh_demo_test_assert_text (test, "hit trait limit");
      g_free (body);
      body = g_strdup_printf ("{\"customer_id\": \"%s\", \"category\": \"N\", \"trait\": \"7\"}",
                              user);
      g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/customer_traits/trait/", body), ==,
                        200);
    }
}

/* §9.2 */
static void
test_anonymize (void)
{
  static const Step steps[] = {
    { "POST", "/v2/gdpr/anonymize_by_email/Somebody%40customer.example/", NULL, 200, "" },
    { "POST", "/v2/gdpr/anonymize_by_email/somebody%40customer.example/", NULL, 404, "detail" },
    { "POST", "/v2/gdpr/anonymize_by_customer_id/none/", NULL, 404, "detail" },
    { "GET", "/v2/users/a/", NULL, 200, "\"email\":null" },
    { "GET", "/v2/users/b/", NULL, 200, "\"email\":null" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *first = wh_demo_test_user (test, "a", "a", 100, 1767254400);
  g_autofree char *second = wh_demo_test_user (test, "b", "b", 100, 1767254400);

  run_steps (test, steps, G_N_ELEMENTS (steps));
}

/* §9.3 */
static void
test_retain (void)
{
  static const Step steps[] = {
    { "GET", "/v2/retain/unsubscribed_customers/reactivation/", NULL, 200, "[]" },
    { "GET", "/v2/retain/unsubscribed_customers/retain/", NULL, 404, "detail" },
    { "GET", "/v2/retain/unsubscribed_customers/reactivation/?per_page=251", NULL, 400,
      "per_page" },
    { "POST", "/v2/retain/stop/", "{}", 400, "\"intervention_types\":[" },
    { "POST", "/v2/retain/stop/", "{\"customer_id\": \"x\", \"intervention_types\": []}", 400,
      "may not be empty" },
    { "POST", "/v2/retain/stop/", "{\"customer_id\": \"x\", \"intervention_types\": \"retain\"}",
      400, "Expected a list" },
    { "POST", "/v2/retain/stop/", "{\"customer_id\": \"x\", \"intervention_types\": [\"mail\"]}",
      400, "Not a valid choice" },
    { "POST", "/v2/retain/stop/",
      "{\"customer_id\": \"x\", \"intervention_types\": [\"retain\"], \"forever\": \"yes\"}", 400,
      "forever" },
    { "POST", "/v2/retain/stop/", "{\"customer_id\": \"x\", \"intervention_types\": [\"retain\"]}",
      404, "detail" },
  };
  static const struct { const char *query; guint n; } ranges[] = {
    { "", 1 }, { "?start_date=2026-06-15&end_date=2026-06-15", 1 },
    { "?start_date=2026-06-16", 0 }, { "?end_date=2026-06-14", 0 }, { "?page=2", 0 },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *user = wh_demo_test_user (test, "a", "a", 100, 1767254400);
  g_autofree char *body = NULL;

  run_steps (test, steps, G_N_ELEMENTS (steps));
  body = g_strdup_printf ("{\"customer_id\": \"%s\", \"intervention_types[]\": [\"reactivation\"],"
                          " \"forever\": true}", user);
  g_assert_cmpuint (wh_demo_test_send (test, "POST", "/v2/retain/stop/", body), ==, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      wh_demo_test_sendf (test, "GET", NULL, "/v2/retain/unsubscribed_customers/reactivation/%s",
                          ranges[i].query);
      g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, ranges[i].n);
    }
}

/* §9.4: the only call with the public token */
static void
test_event (void)
{
  static const Step steps[] = {
    { "POST", "/dotjs/v1/customer/event", "{\"user_id\": \"cus_1234\"}", 200, "" },
    { "POST", "/dotjs/v1/customer/event", "{}", 400,
      "{\"detail\":\"Customer email or user ID not provided!\"}" },
    { "POST", "/dotjs/v1/customer/event", NULL, 400, "Customer email or user ID not provided!" },
    { "GET", "/dotjs/v1/customer/event", NULL, 405, "detail" },
    { "POST", "/v2/subscriptions/", "{}", 401, "detail" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);

  test->token = WH_DEMO_TEST_PUBLIC_TOKEN;
  run_steps (test, steps, G_N_ELEMENTS (steps));
  test->token = WH_DEMO_TEST_TOKEN;
  wh_demo_test_send (test, "POST", "/dotjs/v1/customer/event", "{\"user_id\": \"cus_1234\"}");
  g_assert_cmpuint (test->status, ==, 401);
}

/* §1.4: how many pass, and how long the next has to wait */
static void
test_throttling (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint n_allowed;
    guint max_wait;
  } cases[] = {
    { "GET", "/v2/api-status/", 25, 5 },
    { "GET", "/v2/nowhere/", 40, 0 },
    { "POST", "/v2/metrics/exclude_customer/none/", 10, 60 },
    { "POST", "/v2/gdpr/anonymize_by_customer_id/none/", 20, 60 },
    { "GET", "/v2/customer_traits/customer/none/", 20, 60 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WhDemoTest) test = wh_demo_test_new (5, TRUE);
      const char *after;
      guint64 wait;

      g_test_message ("%s", cases[i].path);
      for (guint j = 0; j < cases[i].n_allowed; j++)
        g_assert_cmpuint (wh_demo_test_send (test, cases[i].method, cases[i].path, NULL), !=, 429);
      if (cases[i].max_wait == 0)
        continue;

      g_assert_cmpuint (wh_demo_test_send (test, cases[i].method, cases[i].path, NULL), ==, 429);
      wh_demo_test_assert_text (test, "Request was throttled. Expected available in ");
      after = soup_message_headers_get_one (test->headers, "Retry-After");
      g_assert_nonnull (after);
      wait = g_ascii_strtoull (after, NULL, 10);
      g_assert_cmpuint (wait, >=, 1);
      g_assert_cmpuint (wait, <=, cases[i].max_wait);

      /* Who is not let in does not use up anything (§1.1 comes before §1.4). */
      test->token = NULL;
      g_assert_cmpuint (wh_demo_test_send (test, cases[i].method, cases[i].path, NULL), ==, 401);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/rules/plans", test_plans);
  g_test_add_func ("/wellhead/demo/rules/traits", test_traits);
  g_test_add_func ("/wellhead/demo/rules/trait-limit", test_trait_limit);
  g_test_add_func ("/wellhead/demo/rules/anonymize", test_anonymize);
  g_test_add_func ("/wellhead/demo/rules/retain", test_retain);
  g_test_add_func ("/wellhead/demo/rules/event", test_event);
  g_test_add_func ("/wellhead/demo/rules/throttling", test_throttling);

  return g_test_run ();
}
