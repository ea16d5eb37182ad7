/* test-demo-transport.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

/* §1.1: what is let in with which token */
static void
test_authentication (void)
{
  static const struct { const char *path; const char *method; const char *token; guint status; }
  cases[] = {
    { "/v2/api-status/", "GET", WH_DEMO_TEST_TOKEN, 200 },
    { "/v2/api-status/", "GET", NULL, 401 },
    { "/v2/api-status/", "GET", "nonsense", 401 },
    { "/v2/api-status/", "GET", "Bearer " WH_DEMO_TEST_TOKEN, 401 },
    { "/v2/api-status/", "GET", "Token " WH_DEMO_TEST_TOKEN, 401 },
    { "/v2/api-status/", "GET", WH_DEMO_TEST_PUBLIC_TOKEN, 401 },
    { "/v2/customers/", "GET", NULL, 401 },
    { "/v2/customers/", "PATCH", NULL, 401 },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (10, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      test->token = cases[i].token;
      wh_demo_test_send (test, cases[i].method, cases[i].path, NULL);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      if (test->status == 401)
        g_assert_true (json_object_has_member (wh_demo_test_object (test), "detail"));
    }
  g_assert_cmpuint (wh_demo_server_get_n_requests (test->server), ==, G_N_ELEMENTS (cases));
}

/* §1.3, §1.6: where a path leads */
static void
test_routing (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint status;
    const char *header;
    const char *value;
  } cases[] = {
    { "GET", "/v2/api-status", 301, "Location", "/v2/api-status/" },
    { "GET", "/v2/customers?page=2", 301, "Location", "/v2/customers/?page=2" },
    { "GET", "/v2/customers/cus_x", 301, "Location", "/v2/customers/cus_x/" },
    { "PUT", "/v2/customers/", 405, "Allow", "GET" },
    { "DELETE", "/v2/api-status/", 405, "Allow", "GET" },
    { "GET", "/v2/metrics/mrr/", 404, NULL, NULL },
    { "GET", "/v2/company/", 404, NULL, NULL },
    { "GET", "/v2/", 404, NULL, NULL },
    { "GET", "/", 404, NULL, NULL },
    { "GET", "/v1/transactions/", 404, NULL, NULL },
    { "GET", "/v2/customers//", 404, NULL, NULL },
    { "GET", "/v2/customers/a%2Fb/", 404, NULL, NULL },
    { "GET", "/v2/customers/nobody/", 404, NULL, NULL },
    { "GET", "/v2/customers/%FF/", 404, NULL, NULL },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (10, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].method, cases[i].path);
      wh_demo_test_send (test, cases[i].method, cases[i].path, NULL);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      if (cases[i].header != NULL)
        g_assert_cmpstr (soup_message_headers_get_one (test->headers, cases[i].header), ==,
                         cases[i].value);
      if (test->status >= 400)
        g_assert_true (json_object_has_member (wh_demo_test_object (test), "detail"));
    }
}

static void
test_company (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (10, FALSE);
  JsonObject *company;

  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/company/settings/", NULL), ==, 200);
  company = wh_demo_test_object (test);
  g_assert_cmpstr (json_object_get_string_member (company, "timezone"), ==, "US/Pacific");
  g_assert_cmpstr (json_object_get_string_member (company, "currency"), ==, "usd");
  g_assert_cmpstr (json_object_get_string_member (company, "name"), !=, "");
  g_assert_cmpstr (json_object_get_string_member (company, "id"), !=, "");
}

static void
test_start (void)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(WhDemoServer) server = NULL;
  g_autoptr(WhDemoServer) second = NULL;

  options.today = "2026-02-30";
  options.n_customers = 1;
  server = wh_demo_server_new (&options);
  g_assert_false (wh_demo_server_start (server, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (wh_demo_server_get_url (server));
  g_clear_object (&server);

  options.today = NULL;
  server = wh_demo_server_new (&options);
  g_assert_true (wh_demo_server_start (server, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (wh_demo_server_get_url (server), "http://127.0.0.1:"));
  g_assert_cmpuint (strlen (wh_demo_server_get_token (server)), ==, 32);
  g_assert_cmpstr (wh_demo_server_get_token (server), !=, wh_demo_server_get_public_token (server));

  options.port = (guint16) g_ascii_strtoull (strrchr (wh_demo_server_get_url (server), ':') + 1,
                                             NULL, 10);
  second = wh_demo_server_new (&options);
  g_assert_false (wh_demo_server_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);

  wh_demo_server_stop (server);
  wh_demo_server_stop (server);
  g_assert_null (wh_demo_server_get_url (server));
  g_assert_true (wh_demo_server_start (second, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/transport/authentication", test_authentication);
  g_test_add_func ("/wellhead/demo/transport/routing", test_routing);
  g_test_add_func ("/wellhead/demo/transport/company", test_company);
  g_test_add_func ("/wellhead/demo/transport/start", test_start);

  return g_test_run ();
}
