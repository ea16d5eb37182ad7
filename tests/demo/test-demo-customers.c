/* test-demo-customers.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

static char *
dup_member (WhDemoTest *test,
            guint       index,
            const char *name)
{
  JsonObject *customer = json_array_get_object_element (wh_demo_test_array (test), index);

  return g_strdup (json_object_get_string_member (customer, name));
}

/* §8.1: every field is there, with its type, and says what the others say */
static void
check_record (JsonObject *customer)
{
  static const char * const names[] = {
    "customer_id", "email", "first_name", "last_name", "status", "mrr_cents", "plans",
    "total_spend_cents", "created_on", "activated_on", "churned_on", "updated_on", NULL,
  };
  static const char * const statuses[] = {
    "active", "trialing", "cancelled", "churned_trial", "churned_voluntary",
    "churned_delinquent", "no_history", NULL,
  };
  const char *status = json_object_get_string_member (customer, "status");
  const char *updated = json_object_get_string_member (customer, "updated_on");
  gboolean pays = g_str_equal (status, "active") || g_str_equal (status, "cancelled");

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_true (json_object_has_member (customer, names[i]));
  g_assert_true (g_strv_contains (statuses, status));
  g_assert_cmpint (json_object_get_int_member (customer, "mrr_cents") > 0, ==, pays);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (customer, "plans")) > 0,
                   ==, pays || g_str_equal (status, "trialing"));
  g_assert_true (!pays || !json_object_get_null_member (customer, "activated_on"));
  g_assert_true (!g_str_has_prefix (status, "churned")
                 || !json_object_get_null_member (customer, "churned_on"));
  g_assert_cmpuint (strlen (updated), ==, strlen ("2024-05-24T11:08:09.123456Z"));
  g_assert_cmpstr (updated, <, WH_DEMO_TEST_TODAY "T07:00:00");
  g_assert_cmpstr (json_object_get_string_member (customer, "created_on"), <=, updated);
}

static void
check_email (JsonObject *customer,
             guint      *n_null)
{
  const char *email;

  if (json_object_get_null_member (customer, "email"))
    {
      *n_null += 1;
      return;
    }

  email = json_object_get_string_member (customer, "email");
  g_assert_true (g_str_has_suffix (email, ".example") || g_str_has_suffix (email, "@example.com")
                 || g_str_has_suffix (email, "@example.org")
                 || g_str_has_suffix (email, "@example.net"));
}

static void
test_records (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (2000, FALSE);
  g_autoptr(GHashTable) statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *previous = g_strdup ("");
  guint n_without_email = 0, n_without_name = 0, n_users = 0;

  for (int page = 1; page <= 8; page++)
    {
      g_assert_cmpuint (wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/?page=%d", page), ==,
                        200);
      g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, 250);
      for (guint i = 0; i < 250; i++)
        {
          JsonObject *customer = json_array_get_object_element (wh_demo_test_array (test), i);
          g_autofree char *updated = dup_member (test, i, "updated_on");

          check_record (customer);
          check_email (customer, &n_without_email);
          g_assert_cmpstr (updated, >, previous);
          g_free (previous);
          previous = g_steal_pointer (&updated);
          n_without_name += json_object_get_null_member (customer, "last_name");
          n_users += g_str_has_prefix (json_object_get_string_member (customer, "customer_id"),
                                       "pwu_");
          g_hash_table_add (statuses, dup_member (test, i, "status"));
          g_assert_true (g_hash_table_add (ids, dup_member (test, i, "customer_id")));
        }
    }

  g_assert_cmpuint (g_hash_table_size (statuses), ==, 7);
  g_assert_cmpuint (n_without_email, >, 0);
  g_assert_cmpuint (n_without_name, >, 0);
  g_assert_cmpuint (n_users, >, 20);
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/customers/?page=9", NULL), ==, 200);
  g_assert_cmpstr (wh_demo_test_text (test), ==, "[]");
}

/* §8.2: what is asked and how many come, or which field is wrong */
static void
test_parameters (void)
{
  static const struct { const char *query; guint status; guint n; const char *field; } cases[] = {
    { "", 200, 250, NULL },
    { "?per_page=7", 200, 7, NULL },
    { "?per_page=250&page=2", 200, 50, NULL },
    { "?page=400", 200, 0, NULL },
    { "?per_page=1&page=100000", 200, 0, NULL },
    { "?status=active", 200, 250, NULL },
    { "?date_field=updated_on&direction=desc&per_page=3", 200, 3, NULL },
    { "?start_date=2100-01-01", 200, 0, NULL },
    { "?end_date=2000-01-01%2000:00:00", 200, 0, NULL },
    { "?start_date=2000-01-01T00:00:00Z&per_page=2", 200, 2, NULL },
    { "?start_date=2000-01-01+00:00:00&per_page=2", 200, 2, NULL },
    { "?start_date=946684800&per_page=2", 200, 2, NULL },
    { "?end_date=2026-06-15T06:59:59.999999-08:00", 200, 250, NULL },
    { "?email=nobody@nowhere.example", 200, 0, NULL },
    { "?per_page=251", 400, 0, "per_page" },
    { "?per_page=0", 400, 0, "per_page" },
    { "?per_page=ten", 400, 0, "per_page" },
    { "?page=0", 400, 0, "page" },
    { "?page=-1", 400, 0, "page" },
    { "?page=401", 400, 0, "page" },
    { "?per_page=200&page=501", 400, 0, "page" },
    { "?start_date=yesterday", 400, 0, "start_date" },
    { "?end_date=2026-02-30T00:00:00Z", 400, 0, "end_date" },
    { "?direction=up", 400, 0, "direction" },
    { "?date_field=created_on", 400, 0, "date_field" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (300, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].query);
      wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/%s", cases[i].query);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, cases[i].n);
      else
        g_assert_true (json_object_has_member (wh_demo_test_object (test), cases[i].field));
    }
}

/* §8.2: start_date belongs to the range, end_date does not */
static void
test_range (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (20, FALSE);
  g_autofree char *third = NULL;
  g_autofree char *fifth = NULL;
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;

  wh_demo_test_send (test, "GET", "/v2/customers/", NULL);
  third = dup_member (test, 2, "updated_on");
  fifth = dup_member (test, 4, "updated_on");
  id = dup_member (test, 2, "customer_id");

  wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/?start_date=%s&end_date=%s", third, fifth);
  g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, 2);
  found = dup_member (test, 0, "customer_id");
  g_assert_cmpstr (found, ==, id);

  wh_demo_test_sendf (test, "GET", NULL,
                      "/v2/customers/?start_date=%s&end_date=%s&direction=desc", third, fifth);
  g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), ==, 2);
  g_free (found);
  found = dup_member (test, 1, "customer_id");
  g_assert_cmpstr (found, ==, id);
}

/* §8.2: a row that is touched moves to the end; §8.3: it is found by its id */
static void
test_order (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (20, FALSE);
  g_autofree char *id = NULL;
  g_autofree char *last = NULL;
  g_autofree char *email = NULL;

  wh_demo_test_send (test, "GET", "/v2/customers/", NULL);
  for (guint i = 0; email == NULL; i++)
    {
      g_free (id);
      id = dup_member (test, i, "customer_id");
      email = dup_member (test, i, "email");
    }

  wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/?email=%s", email);
  g_assert_cmpuint (json_array_get_length (wh_demo_test_array (test)), >=, 1);
  wh_demo_test_sendf (test, "POST", NULL, "/v2/gdpr/anonymize_by_customer_id/%s/", id);
  g_assert_cmpuint (test->status, ==, 200);

  wh_demo_test_send (test, "GET", "/v2/customers/", NULL);
  last = dup_member (test, 19, "customer_id");
  g_assert_cmpstr (last, ==, id);
  wh_demo_test_sendf (test, "GET", NULL, "/v2/customers/%s/", id);
  g_assert_true (json_object_get_null_member (wh_demo_test_object (test), "email"));
  g_assert_true (json_object_get_null_member (wh_demo_test_object (test), "first_name"));
  g_assert_true (json_object_get_null_member (wh_demo_test_object (test), "last_name"));
}

/* Two servers of one seed and date say the same, byte for byte; another seed does not */
static void
test_deterministic (void)
{
  static const char * const paths[] = {
    "/v2/customers/", "/v2/customers/?page=2&direction=desc", "/v2/metrics/monthly/",
    "/v2/metrics/daily/?month=2026-06", "/v2/company/settings/", "/v2/plans/",
    "/v2/retain/unsubscribed_customers/reactivation/",
  };
  g_autoptr(WhDemoTest) first = wh_demo_test_new (600, FALSE);
  g_autoptr(WhDemoTest) second = wh_demo_test_new (600, FALSE);
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_cmpuint (wh_demo_test_send (first, "GET", paths[i], NULL), ==, 200);
      g_assert_cmpuint (wh_demo_test_send (second, "GET", paths[i], NULL), ==, 200);
      g_assert_true (g_bytes_equal (first->body, second->body));
    }

  options.token = WH_DEMO_TEST_TOKEN;
  options.today = WH_DEMO_TEST_TODAY;
  options.n_customers = 600;
  options.seed = 2;
  g_clear_object (&second->server);
  second->server = wh_demo_server_new (&options);
  g_assert_true (wh_demo_server_start (second->server, NULL));
  wh_demo_test_send (first, "GET", paths[0], NULL);
  wh_demo_test_send (second, "GET", paths[0], NULL);
  g_assert_false (g_bytes_equal (first->body, second->body));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/customers/records", test_records);
  g_test_add_func ("/wellhead/demo/customers/parameters", test_parameters);
  g_test_add_func ("/wellhead/demo/customers/range", test_range);
  g_test_add_func ("/wellhead/demo/customers/order", test_order);
  g_test_add_func ("/wellhead/demo/customers/deterministic", test_deterministic);

  return g_test_run ();
}
