/* test-api-request.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-request-private.h"

#include "wh-api-client.h"
#include "wh-test-util.h"

#include <string.h>

static void
test_defaults (void)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");

  g_assert_cmpstr (wh_api_request_get_method (request), ==, "GET");
  g_assert_cmpstr (wh_api_request_get_path (request), ==, "/v2/x/");
  g_assert_null (wh_api_request_get_query (request));
  g_assert_null (wh_api_request_get_body (request));
  g_assert_null (wh_api_request_get_content_type (request));
  g_assert_null (wh_api_request_get_operation (request));
  g_assert_cmpint (wh_api_request_get_host (request), ==, WH_API_HOST_MAIN);
  g_assert_cmpint (wh_api_request_get_token (request), ==, WH_API_TOKEN_PRIVATE);
  g_assert_cmpint (wh_api_request_get_bucket (request), ==, WH_RATE_BUCKET_BASE);
  g_assert_cmpint (wh_api_request_get_priority (request), ==, WH_API_PRIORITY_INTERACTIVE);
  g_assert_cmpuint (wh_api_request_get_max_bytes (request), ==, WH_API_DEFAULT_MAX_BYTES);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_NEW);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, 0);
}

static void
test_set_and_get (void)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("PUT", "/v2/x/");

  wh_api_request_set_host (request, WH_API_HOST_EVENTS);
  wh_api_request_set_token (request, WH_API_TOKEN_PUBLIC);
  wh_api_request_set_bucket (request, WH_RATE_BUCKET_TRAITS);
  wh_api_request_set_priority (request, WH_API_PRIORITY_BACKGROUND);
  wh_api_request_set_max_bytes (request, 7);
  wh_api_request_set_operation (request, "user.update");
  wh_api_request_set_operation (request, wh_api_request_get_operation (request));
  g_assert_cmpint (wh_api_request_get_host (request), ==, WH_API_HOST_EVENTS);
  g_assert_cmpint (wh_api_request_get_token (request), ==, WH_API_TOKEN_PUBLIC);
  g_assert_cmpint (wh_api_request_get_bucket (request), ==, WH_RATE_BUCKET_TRAITS);
  g_assert_cmpint (wh_api_request_get_priority (request), ==, WH_API_PRIORITY_BACKGROUND);
  g_assert_cmpuint (wh_api_request_get_max_bytes (request), ==, 7);
  g_assert_cmpstr (wh_api_request_get_operation (request), ==, "user.update");
}

/* What was typed is shown decoded, and encoded once on the wire. */
static void
test_query (void)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");

  wh_api_request_add_query (request, "email", "a+b&c=d@example.com");
  g_assert_cmpstr (wh_api_request_get_query (request), ==, "email=a%2Bb%26c%3Dd%40example.com");
  wh_api_request_add_query (request, "email", "100% é");
  wh_api_request_add_query (request, "", "");
  g_assert_cmpstr (wh_api_request_get_query (request), ==,
                   "email=a%2Bb%26c%3Dd%40example.com&email=100%25%20%C3%A9&=");
}

static void
test_body (void)
{
  static const char text[] = "{\"value\": 1.00}";
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/x/");
  g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));

  wh_api_request_set_body (request, body, NULL);
  g_assert_true (wh_api_request_get_body (request) == body);
  g_assert_cmpstr (wh_api_request_get_content_type (request), ==, "application/json");
  wh_api_request_set_body (request, wh_api_request_get_body (request), "text/csv");
  g_assert_true (wh_api_request_get_body (request) == body);
  g_assert_cmpstr (wh_api_request_get_content_type (request), ==, "text/csv");
  wh_api_request_set_body (request, NULL, NULL);
  g_assert_null (wh_api_request_get_body (request));
  g_assert_null (wh_api_request_get_content_type (request));
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  g_string_append_printf (user_data, "%s=%s;", name, value);
}

static void
test_headers (void)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(GString) all = g_string_new (NULL);

  wh_api_request_add_header (request, "X-B", "2");
  wh_api_request_add_header (request, "X-A", "1");
  wh_api_request_add_header (request, "X-B", "");
  wh_api_request_foreach_header (request, append_header, all);
  g_assert_cmpstr (all->str, ==, "X-B=2;X-A=1;X-B=;");
}

static void
test_repeatable (void)
{
  static const struct { const char *method; gboolean repeatable; } cases[] = {
    { "GET", TRUE }, { "HEAD", TRUE }, { "PUT", FALSE }, { "PATCH", FALSE }, { "DELETE", FALSE },
    { "POST", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WhApiRequest) request = wh_api_request_new (cases[i].method, "/v2/x/");

      g_test_message ("%s", cases[i].method);
      g_assert_true (wh_api_request_is_repeatable (request) == cases[i].repeatable);
    }
}

static gboolean
validates (const char *method,
           const char *name,
           const char *value,
           const char *content_type)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new (method, "/v2/x/");
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr(GError) error = NULL;
  gboolean valid;

  wh_api_request_add_header (request, "X-First", "fine");
  if (name != NULL)
    wh_api_request_add_header (request, name, value);
  wh_api_request_add_header (request, "X-Last", "fine");
  wh_api_request_set_body (request, body, content_type);
  valid = wh_api_request_validate (request, &error);
  if (valid)
    g_assert_no_error (error);
  else
    g_assert_error (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST);

  return valid;
}

/* HAZARDS R1: nothing but a method that there is. */
static void
test_methods (void)
{
  static const char *const good[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };
  static const char *const bad[] = {
    "", "get", "Get", "GET ", " GET", "GET\r\nX: y", "GET\n", "TRACE", "CONNECT", "OPTIONS", "GÉT",
    "GET /v2/ HTTP/1.1\r\nHost: other\r\n\r\nGET",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (validates (good[i], NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (validates (bad[i], NULL, NULL, NULL));
}

/* HAZARDS R3. */
static void
test_bad_headers (void)
{
  static const struct { const char *name, *value; gboolean valid; } cases[] = {
    { "X-Own", "value", TRUE }, { "X-Own", "", TRUE }, { "X-Own", "a\tb c", TRUE },
    { "Accept", "text/csv", TRUE }, { "if-match", "\"x\"", TRUE }, { "!#$%&'*+-.^_`|~09", "x", TRUE },
    { "", "x", FALSE }, { "X Own", "x", FALSE }, { "X:", "x", FALSE }, { "X\r\nY", "x", FALSE },
    { "Xé", "x", FALSE }, { "X-Own", "a\r\nB: c", FALSE }, { "X-Own", "a\n", FALSE },
    { "X-Own", "a\r", FALSE }, { "X-Own", "\001", FALSE }, { "X-Own", "\177", FALSE },
    { "X-Own", "é", FALSE },
    { "Authorization", "x", FALSE }, { "authorization", "x", FALSE }, { "HOST", "x", FALSE },
    { "Content-Length", "0", FALSE }, { "Transfer-Encoding", "chunked", FALSE },
    { "Connection", "close", FALSE }, { "Cookie", "a=b", FALSE }, { "Cookie2", "a", FALSE },
    { "Proxy-Authorization", "x", FALSE }, { "proxy-anything", "x", FALSE }, { "TE", "x", FALSE },
    { "Upgrade", "h2c", FALSE }, { "Expect", "100-continue", FALSE }, { "Trailer", "x", FALSE },
    { "Keep-Alive", "x", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = g_strescape (cases[i].name, NULL);

      g_test_message ("%s", shown);
      g_assert_true (validates ("GET", cases[i].name, cases[i].value, NULL) == cases[i].valid);
    }
}

static void
test_content_types (void)
{
  g_assert_true (validates ("POST", NULL, NULL, "application/json; charset=utf-8"));
  g_assert_false (validates ("POST", NULL, NULL, "text/csv\r\nX: y"));
  g_assert_false (validates ("POST", NULL, NULL, "text/é"));
}

/* Both notify when they change and only then, and nobody waits who is not waiting. */
static void
test_phase_and_wait (void)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhTestNotify) phase = wh_test_notify_new (request, "phase");
  g_autoptr(WhTestNotify) wait = wh_test_notify_new (request, "wait");
  WhApiPhase read_phase;
  gint64 read_wait;

  wh_api_request_set_phase (request, WH_API_PHASE_WAITING);
  wh_api_request_set_wait (request, 5);
  wh_api_request_set_wait (request, 5);
  wh_api_request_set_phase (request, WH_API_PHASE_WAITING);
  g_object_get (request, "phase", &read_phase, "wait", &read_wait, NULL);
  g_assert_cmpint (read_phase, ==, WH_API_PHASE_WAITING);
  g_assert_cmpint (read_wait, ==, 5);
  g_assert_cmpuint (wh_test_notify_get_count (phase), ==, 1);
  g_assert_cmpuint (wh_test_notify_get_count (wait), ==, 1);

  wh_api_request_set_phase (request, WH_API_PHASE_SENDING);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, 0);
  wh_api_request_set_phase (request, WH_API_PHASE_DONE);
  g_assert_cmpuint (wh_test_notify_get_count (phase), ==, 2);
  g_assert_cmpuint (wh_test_notify_get_count (wait), ==, 1);
}

#define ADD(name, func) g_test_add_func ("/wellhead/api/api-request/" name, func)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("defaults", test_defaults);
  ADD ("set-and-get", test_set_and_get);
  ADD ("query", test_query);
  ADD ("body", test_body);
  ADD ("headers", test_headers);
  ADD ("repeatable", test_repeatable);
  ADD ("methods", test_methods);
  ADD ("bad-headers", test_bad_headers);
  ADD ("content-types", test_content_types);
  ADD ("phase-and-wait", test_phase_and_wait);

  return g_test_run ();
}
