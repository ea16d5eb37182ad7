/* test-demo-metrics.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

#include <math.h>

#define JUN_2 G_GINT64_CONSTANT (1780383600) /* 2026-06-02, midnight in US Pacific */
#define MAY_2 G_GINT64_CONSTANT (1777705200)

/* The value of a metric n points from the end; NAN for null. */
static double
get_value (JsonObject *data,
           const char *name,
           guint       from_end)
{
  JsonArray *points = json_object_get_array_member (data, name);
  JsonObject *point;

  g_assert_nonnull (points);
  point = json_array_get_object_element (points, json_array_get_length (points) - 1 - from_end);
  if (json_object_get_null_member (point, "value"))
    return NAN;

  return json_object_get_double_member (point, "value");
}

static JsonObject *
get_data (WhDemoTest *test,
          const char *path)
{
  g_assert_cmpuint (wh_demo_test_send (test, "GET", path, NULL), ==, 200);

  return json_object_get_object_member (wh_demo_test_object (test), "data");
}

static gint64
get_mrr (WhDemoTest *test)
{
  return llround (100 * get_value (get_data (test, "/v2/metrics/monthly/"
                                                   "?metrics=recurring_revenue"),
                                   "recurring_revenue", 0));
}

/* §6.4: what is said adds up, for the company and for each plan, in every month */
static void
test_identity (void)
{
  static const char * const paths[] = {
    "/v2/metrics/monthly/", "/v2/metrics/monthly/?plan_id=team",
    "/v2/metrics/monthly/?plan_id=Scale%20Up", "/v2/metrics/monthly/?plan_id=legacy-2019",
  };
  static const char * const parts[] = {
    "existing_recurring_revenue", "new_recurring_revenue", "reactivated_recurring_revenue",
    "upgraded_recurring_revenue", "downgraded_recurring_revenue", "churned_recurring_revenue",
    "plan_changed_recurring_revenue",
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (1500, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      JsonObject *data = get_data (test, paths[i]);

      for (guint month = 0; month < 24; month++)
        {
          double sum = 0;

          for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
            if (json_object_has_member (data, parts[j]))
              sum += get_value (data, parts[j], month);
          g_assert_cmpint (llround (100 * sum), ==,
                           llround (100 * get_value (data, "recurring_revenue", month)));
          g_assert_cmpfloat (get_value (data, "churned_recurring_revenue", month), <=, 0);
          g_assert_cmpfloat (get_value (data, "downgraded_recurring_revenue", month), <=, 0);
          g_assert_cmpfloat (get_value (data, "existing_recurring_revenue", month), ==,
                             get_value (data, "recurring_revenue", month + 1));
        }
    }
}

/* The customers' MRR and that of the month are the same money */
static void
test_totals (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (1500, FALSE);
  g_autofree char *largest = NULL;
  gint64 most = 0, sum = 0, n_paying = 0;
  JsonObject *data;

  for (int page = 1; page <= 6; page++)
    {
      JsonArray *customers;

      g_assert_cmpuint (wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/?page=%d", page), ==,
                        200);
      customers = wh_demo_test_array (test);
      for (guint i = 0; i < json_array_get_length (customers); i++)
        {
          JsonObject *customer = json_array_get_object_element (customers, i);
          gint64 mrr = json_object_get_int_member (customer, "mrr_cents");

          sum += mrr;
          n_paying += mrr > 0;
          if (mrr <= most)
            continue;
          most = mrr;
          g_free (largest);
          largest = g_strdup (json_object_get_string_member (customer, "customer_id"));
        }
    }

  data = get_data (test, "/v2/metrics/monthly/");
  g_assert_cmpint (llround (100 * get_value (data, "recurring_revenue", 0)), ==, sum);
  g_assert_cmpfloat (get_value (data, "active_customers", 0), ==, (double) n_paying);

  /* §6.7: whom one leaves out is out of everything. */
  wh_demo_test_sendf (test, "POST", NULL, "/v2/metrics/exclude_customer/%s/", largest);
  g_assert_cmpuint (test->status, ==, 200);
  g_assert_cmpint (get_mrr (test), ==, sum - most);
  g_assert_cmpuint (wh_demo_test_send (test, "POST", "/v2/metrics/exclude_customer/none/", NULL),
                    ==, 404);
}

/* What is changed is visible at once */
static void
test_changes (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (200, FALSE);
  gint64 before = get_mrr (test);
  g_autofree char *user = wh_demo_test_user (test, "acct", "sub", 123456, JUN_2);
  JsonObject *data;

  g_assert_cmpint (get_mrr (test), ==, before + 123456);
  wh_demo_test_send (test, "PUT", "/v2/subscriptions/sub/",
                     "{\"plan_id\": \"team\", \"plan_interval\": \"year\", \"value\": 1200,"
                     " \"effective_date\": 1780383601}");
  g_assert_cmpuint (test->status, ==, 200);
  g_assert_cmpint (get_mrr (test), ==, before + 100);
  wh_demo_test_send (test, "DELETE", "/v2/subscriptions/sub/?effective_date=1780383602", NULL);
  g_assert_cmpint (get_mrr (test), ==, before);

  /* §6.4: who came and went in one month was never there. */
  data = get_data (test, "/v2/metrics/monthly/?plan_id=team");
  g_assert_cmpfloat (get_value (data, "churned_customers", 0), >=, 0);
  g_assert_cmpuint (wh_demo_test_send (test, "PUT", "/v2/unchurn/sub/", NULL), ==, 204);
  g_assert_cmpint (get_mrr (test), ==, before + 100);
  g_assert_cmpuint (wh_demo_test_send (test, "DELETE", "/v2/users/acct/", NULL), ==, 204);
  g_assert_cmpint (get_mrr (test), ==, before);
}

/* An empty company, where every number can be told by hand */
static void
test_by_hand (void)
{
  static const struct { const char *name; double before; double now; } cases[] = {
    { "recurring_revenue", 300.00, 250.00 },
    { "existing_recurring_revenue", 0, 300.00 },
    { "new_recurring_revenue", 300.00, 0 },
    { "churned_recurring_revenue", 0, -100.00 },
    { "churned_recurring_revenue_delinquent", 0, -100.00 },
    { "churned_recurring_revenue_cancellations", 0, 0 },
    { "upgraded_recurring_revenue", 0, 50.00 },
    { "active_customers", 2, 1 },
    { "churned_customers", 0, 1 },
    { "customers_churn_rate", NAN, 50 },
    { "customers_retention_rate", NAN, 50 },
    { "revenue_churn_rate", NAN, 33.3333 },
    { "revenue_retention_rate", NAN, 66.6667 },
    { "growth_rate", NAN, -16.6667 },
    { "average_revenue_per_user", 150.00, 250.00 },
    { "lifetime_value", NAN, 500.00 },
    { "saas_quick_ratio", NAN, 0.5 },
    { "customer_conversion_rate", NAN, NAN },
    { "trial_conversion_time", NAN, NAN },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *first = wh_demo_test_user (test, "a", "a", 10000, MAY_2);
  g_autofree char *second = wh_demo_test_user (test, "b", "b", 20000, MAY_2);
  JsonObject *data;

  wh_demo_test_send (test, "DELETE",
                     "/v2/subscriptions/a/?effective_date=1780383600&churn_type=delinquent", NULL);
  g_assert_cmpuint (test->status, ==, 200);
  wh_demo_test_send (test, "PUT", "/v2/subscriptions/b/",
                     "{\"plan_id\": \"team\", \"plan_interval\": \"month\", \"value\": 25000,"
                     " \"effective_date\": 1780383600}");
  g_assert_cmpuint (test->status, ==, 200);

  data = get_data (test, "/v2/metrics/monthly/");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double before = get_value (data, cases[i].name, 1);
      double now = get_value (data, cases[i].name, 0);

      g_test_message ("%s: %g %g", cases[i].name, before, now);
      g_assert_cmpint (isnan (before), ==, isnan (cases[i].before));
      g_assert_cmpint (isnan (now), ==, isnan (cases[i].now));
      g_assert_true (isnan (before) || fabs (before - cases[i].before) < 1e-9);
      g_assert_true (isnan (now) || fabs (now - cases[i].now) < 1e-9);
    }
}

/* §6.1, §6.2, §6.5, §6.6: which keys, and how many points */
static void
test_shape (void)
{
  static const struct { const char *path; guint n_keys; guint n_points; const char *last; }
  cases[] = {
    { "/v2/metrics/monthly/", 40, 25, "2026-06" },
    { "/v2/metrics/monthly/?metrics=", 40, 25, "2026-06" },
    { "/v2/metrics/monthly/?metrics=growth_rate,recurring_revenue,growth_rate", 2, 25, "2026-06" },
    { "/v2/metrics/monthly/?plan_id=starter", 42, 25, "2026-06" },
    { "/v2/metrics/monthly/?plan_id=nobody-knows-it", 34, 25, "2026-06" },
    { "/v2/metrics/daily/?month=2026-06", 15, 30, "2026-06-30" },
    { "/v2/metrics/daily/?month=2026-05", 15, 31, "2026-05-31" },
    { "/v2/metrics/daily/?month=2026-06&metrics=future_churn_mrr", 1, 30, "2026-06-30" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (1000, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      JsonObject *data = get_data (test, cases[i].path);
      g_autoptr(GList) names = json_object_get_members (data);

      g_test_message ("%s", cases[i].path);
      g_assert_cmpuint (g_list_length (names), ==, cases[i].n_keys);
      for (GList *l = names; l != NULL; l = l->next)
        {
          JsonArray *points = json_object_get_array_member (data, l->data);
          JsonObject *last;

          g_assert_cmpuint (json_array_get_length (points), ==, cases[i].n_points);
          last = json_array_get_object_element (points, cases[i].n_points - 1);
          g_assert_cmpstr (json_object_get_string_member (last, "date"), ==, cases[i].last);
        }
    }
}

/* The month's end and the day's are the same instant */
static void
test_daily (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (1000, FALSE);
  JsonObject *data = get_data (test, "/v2/metrics/monthly/");
  double may = get_value (data, "recurring_revenue", 1);
  double june = get_value (data, "recurring_revenue", 0);

  data = get_data (test, "/v2/metrics/daily/?month=2026-05");
  g_assert_cmpfloat (get_value (data, "recurring_revenue", 0), ==, may);

  /* The 15th is today; later days know only who will leave. */
  data = get_data (test, "/v2/metrics/daily/?month=2026-06");
  g_assert_cmpfloat (get_value (data, "recurring_revenue", 15), ==, june);
  g_assert_cmpfloat (get_value (data, "recurring_revenue", 0), <, june);
  g_assert_cmpfloat (get_value (data, "future_churn_mrr", 15), >, 0);
  g_assert_cmpint (llround (100 * get_value (data, "recurring_revenue", 0)), ==,
                   llround (100 * (june - get_value (data, "future_churn_mrr", 15)
                                   + get_value (data, "future_churn_mrr", 0))));
  g_assert_cmpint (llround (100 * get_value (data, "cumulative_net_new_mrr", 15)), ==,
                   llround (100 * (june - may)));
}

/* §6.3, §6.4: what is refused */
static void
test_errors (void)
{
  static const struct { const char *path; guint status; const char *field; } cases[] = {
    { "/v2/metrics/monthly/?metrics=mrr", 400, "metrics" },
    { "/v2/metrics/monthly/?metrics=future_churn_mrr", 400, "metrics" },
    { "/v2/metrics/monthly/?month=2026-06", 400, "month" },
    { "/v2/metrics/monthly/?_=123", 400, "_" },
    { "/v2/metrics/daily/", 400, "month" },
    { "/v2/metrics/daily/?month=", 400, "month" },
    { "/v2/metrics/daily/?month=2026-6", 400, "month" },
    { "/v2/metrics/daily/?month=2026-13", 400, "month" },
    { "/v2/metrics/daily/?month=June", 400, "month" },
    { "/v2/metrics/daily/?month=2026-04", 400, "month" },
    { "/v2/metrics/daily/?month=2026-07", 400, "month" },
    { "/v2/metrics/daily/?month=2026-06&metrics=growth_rate", 400, "metrics" },
    { "/v2/metrics/plans/?limit=0", 400, "limit" },
    { "/v2/metrics/plans/?limit=151", 400, "limit" },
    { "/v2/metrics/plans/?limit=many", 400, "limit" },
    { "/v2/metrics/plans/?page=1", 400, "page" },
    { "/v2/metrics/plans/?limit=%FF", 400, "detail" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (10, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].path);
      wh_demo_test_send (test, "GET", cases[i].path, NULL);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      g_assert_true (json_object_has_member (wh_demo_test_object (test), cases[i].field));
    }
}

/* §6.3: by MRR, and only those that earn */
static void
test_plan_ids (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (0, FALSE);
  g_autofree char *first = wh_demo_test_user (test, "a", "a", 10000, MAY_2);

  wh_demo_test_send (test, "POST", "/v2/subscriptions/",
                     "{\"email\": \"b\", \"plan_id\": \"Größer\", \"plan_interval\": \"month\","
                     " \"value\": 20000, \"effective_date\": 1777705200}");
  g_assert_cmpuint (test->status, ==, 201);
  wh_demo_test_send (test, "GET", "/v2/metrics/plans/", NULL);
  g_assert_cmpstr (wh_demo_test_text (test), ==, "{\"plan_ids\":[\"Größer\",\"team\"]}");
  wh_demo_test_send (test, "GET", "/v2/metrics/plans/?limit=1", NULL);
  g_assert_cmpstr (wh_demo_test_text (test), ==, "{\"plan_ids\":[\"Größer\"]}");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/metrics/identity", test_identity);
  g_test_add_func ("/wellhead/demo/metrics/totals", test_totals);
  g_test_add_func ("/wellhead/demo/metrics/changes", test_changes);
  g_test_add_func ("/wellhead/demo/metrics/by-hand", test_by_hand);
  g_test_add_func ("/wellhead/demo/metrics/shape", test_shape);
  g_test_add_func ("/wellhead/demo/metrics/daily", test_daily);
  g_test_add_func ("/wellhead/demo/metrics/errors", test_errors);
  g_test_add_func ("/wellhead/demo/metrics/plan-ids", test_plan_ids);

  return g_test_run ();
}
