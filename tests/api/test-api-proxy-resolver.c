/* test-api-proxy-resolver.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-proxy-resolver.h"
#include "wh-client-fixture.h"
#include "wh-test-util.h"

/* N16: a proxy may carry a tunnel, never a token in clear. */

#define DEAD_PROXY "http://127.0.0.1:1"

static const struct
{
  const char *uri;
  const char *expected;
} lookups[] = {
  { "https://api.profitwell.com/v2/", DEAD_PROXY },
  { "HTTPS://api.profitwell.com", DEAD_PROXY },
  { "http://127.0.0.1:8080/v2/", "direct://" },
  { "http://localhost/", "direct://" },
  { "http://[::1]:80/", "direct://" },
  { "https://127.0.0.1:8443/", "direct://" },
  { "http://api.profitwell.com/", "direct://" },
  { "none://api.profitwell.com:443", "direct://" },
};

static void
test_lookup (void)
{
  g_autoptr(GProxyResolver) system = g_simple_proxy_resolver_new (DEAD_PROXY, NULL);
  g_autoptr(GProxyResolver) resolver = wh_api_proxy_resolver_new (system);

  g_assert_true (g_proxy_resolver_is_supported (resolver));
  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) sync = NULL;
      g_auto(GStrv) async = NULL;

      sync = g_proxy_resolver_lookup (resolver, lookups[i].uri, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sync[0], ==, lookups[i].expected);
      g_assert_null (sync[1]);

      g_proxy_resolver_lookup_async (resolver, lookups[i].uri, NULL, wh_test_store_result,
                                     &result);
      wh_test_await (&result);
      async = g_proxy_resolver_lookup_finish (resolver, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstrv (async, sync);
    }
}

static void
run_session (void)
{
  WhClientFixture fixture = { NULL };
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = NULL;

  /* The control: everybody else would go through the proxy. */
  proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), "http://example.com/", NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (proxies[0], ==, DEAD_PROXY);

  wh_client_fixture_set_up (&fixture, NULL);
  wh_raw_server_push_json (fixture.server, 200, NULL, "{}");
  response = wh_client_fixture_get (&fixture, "/v2/x/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture.server), ==, 1);
  wh_client_fixture_tear_down (&fixture, NULL);
}

/* The environment names a proxy that is not there, for everything. */
static void
test_dead_proxy (void)
{
  static const char *const names[] = { "http_proxy", "https_proxy", "all_proxy" };
  GIOExtensionPoint *point;

  /* This loads GIO's modules. */
  g_assert_nonnull (g_proxy_resolver_get_default ());
  point = g_io_extension_point_lookup (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  if (g_io_extension_point_get_extension_by_name (point, "libproxy") == NULL)
    {
      g_test_skip ("This GIO does not know the proxies of the environment");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], DEAD_PROXY, TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "libproxy", TRUE);
  g_unsetenv ("no_proxy");

  g_test_trap_subprocess ("/wellhead/api/api-proxy-resolver/dead/subprocess/session", 0,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-proxy-resolver/lookup", test_lookup);
  g_test_add_func ("/wellhead/api/api-proxy-resolver/dead", test_dead_proxy);
  g_test_add_func ("/wellhead/api/api-proxy-resolver/dead/subprocess/session", run_session);

  return g_test_run ();
}
