/* test-api-client-secrets.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-test-util.h"

#include <string.h>

/* The token, the body and the query reach nothing that is written, however much is written. */

#define SECOND G_TIME_SPAN_SECOND
#define BODY_CANARY "CANARYbody"
#define QUERY_CANARY "CANARYquery"
#define HEADER_CANARY "CANARYheader"

typedef WhClientFixture Fixture;

static void
assert_no_canary (const char *text)
{
  if (text != NULL)
    g_assert_null (strstr (text, "CANARY"));
}

static void
on_response_header (const char *name,
                    const char *value,
                    gpointer    user_data)
{
  assert_no_canary (name);
  assert_no_canary (value);
}

static void
look_at (WhApiResponse *response,
         const GError  *error)
{
  if (error != NULL)
    assert_no_canary (error->message);
  if (response == NULL)
    return;

  assert_no_canary (wh_api_response_get_reason (response));
  assert_no_canary (wh_api_response_get_damage (response));
  wh_api_response_foreach_header (response, on_response_header, NULL);
}

static void
on_sent_cb (WhApiClient   *client,
            WhApiRequest  *request,
            WhApiResponse *response,
            const GError  *error,
            gpointer       user_data)
{
  look_at (response, error);
}

static void
send_one (Fixture    *fixture,
          const char *method,
          const char *reply)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new (method, "/v2/users/");
  g_autoptr(GBytes) body = g_bytes_new_static ("\"" BODY_CANARY "\"", strlen (BODY_CANARY) + 2);
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_api_request_add_query (request, "email", QUERY_CANARY);
  wh_api_request_add_header (request, "X-Own", HEADER_CANARY);
  if (strcmp (method, "GET") != 0)
    wh_api_request_set_body (request, body, NULL);
  wh_raw_server_push (fixture->server, reply, WH_RAW_CLOSE);
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  while (fixture->result == NULL)
    {
      wh_fake_clock_advance (fixture->clock, SECOND);
      wh_test_iterate ();
    }
  response = wh_client_fixture_finish (fixture, &error);
  look_at (response, error);
}

static void
run_session (void)
{
  static const char *const replies[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 429 No\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 302 No\r\nLocation: https://example.invalid/\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 503 No\r\nContent-Length: 20\r\n\r\n{}",
    "nonsense",
    "",
  };
  static const char *const methods[] = { "GET", "POST" };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
        {
          Fixture fixture = { NULL };

          wh_client_fixture_set_up (&fixture, NULL);
          g_signal_connect (fixture.client, "sent", G_CALLBACK (on_sent_cb), NULL);
          send_one (&fixture, methods[m], replies[i]);
          /* The proof that there was something to leak. */
          g_assert_nonnull (strstr (wh_raw_server_get_request (fixture.server, 0),
                                    WH_TEST_TOKEN));
          wh_client_fixture_tear_down (&fixture, NULL);
        }
    }
}

static void
test_logs (void)
{
  static const char *const subprocess = "/wellhead/api/api-client-secrets/logs/subprocess/session";

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess (subprocess, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("G_MESSAGES_DEBUG");
  g_test_trap_assert_passed ();

  /* It did log, and none of it is secret. */
  g_test_trap_assert_stdout ("*wh-api-DEBUG*GET call: answered*");
  g_test_trap_assert_stdout_unmatched ("*CANARY*");
  g_test_trap_assert_stderr_unmatched ("*CANARY*");
}

/* What is kept of a request afterwards, for the activity say, has no token in it. */
static void
test_request_keeps_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *body;

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  wh_api_request_foreach_header (request, on_response_header, NULL);
  wh_api_response_foreach_header (response, on_response_header, NULL);
  assert_no_canary (wh_api_response_get_url (response));
  body = wh_api_response_get_body (response);
  g_assert_null (memmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "CANARY", 6));
}

#define ECHO "@" /* where the server echoes the token */

static const struct
{
  const char *name;
  guint status;
  const char *type;
  const char *body;
  const char *text; /* what must be left of it */
} echoes[] = {
  { "object", 400, "application/json", "{\"detail\": \"Bad token @.\"}", "Bad token ••••." },
  { "field", 400, "application/json", "{\"authorization\": [\"@ is unknown\", \"ask\"]}",
    "authorization: •••• is unknown\nauthorization: ask" },
  { "field-name", 400, "application/json", "{\"@\": [\"unknown\"]}", "••••: unknown" },
  { "array", 401, "application/json", "[\"@\", \"@@\"]", "••••\n••••••••" },
  { "string", 401, "application/json", "\"Authorization: @\"", "Authorization: ••••" },
  { "escaped", 401, "application/json", "{\"detail\": \"\\u0043ANARY0f1e2d3c4b5a69788796a5b4c3d2e1f0\"}",
    "••••" },
  { "nested", 403, "application/json", "{\"errors\": {\"a\": [{\"b\": \"@\"}]}}", "••••" },
  { "text", 500, "text/plain", "Traceback: HTTP_AUTHORIZATION=@ in wsgi", "Traceback: HTTP_AUTHORIZATION=•••• in wsgi" },
  { "html", 500, "text/html", "<html><h1>Oops</h1><pre>Authorization: @</pre></html>",
    "Oops Authorization: ••••" },
  { "html-entity", 500, "text/html", "<p>&#67;x &quot;@&quot;</p>", "&#67;x \"••••\"" },
  { "broken-json", 500, "application/json", "{\"detail\": \"@", "{\"detail\": \"••••" },
};

static char *
put_token (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ECHO, -1);

  return g_strjoinv (WH_TEST_TOKEN, parts);
}

static void
assert_error_tells_nothing (const GError *error)
{
  g_auto(GStrv) fields = wh_api_error_dup_fields (error);

  assert_no_canary (error->message);
  assert_no_canary (wh_api_error_get_server_text (error));
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      assert_no_canary (fields[i]);
      assert_no_canary (wh_api_error_get_field_error (error, fields[i]));
    }
}

/* A server that puts the token into its error does not get it into a message; the body itself
 * stays what it was. */
static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = put_token (echoes[i].body);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Bad " WH_TEST_TOKEN "\r\n"
                                           "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                                           echoes[i].status, echoes[i].type, strlen (body));
  g_autofree char *reply = g_strconcat (head, body, NULL);
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/users/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, reply, WH_RAW_CLOSE);
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  assert_no_canary (wh_api_response_get_reason (response));
  g_assert_cmpmem (g_bytes_get_data (wh_api_response_get_body (response), NULL),
                   g_bytes_get_size (wh_api_response_get_body (response)), body, strlen (body));

  g_assert_false (wh_api_response_check (response, &error));
  assert_error_tells_nothing (error);
  g_assert_cmpstr (wh_api_error_get_server_text (error), ==, echoes[i].text);
}

/* The words that are cut off must not be cut in the middle of a token, before it is found. */
static void
test_echo_at_the_edge (Fixture       *fixture,
                       gconstpointer  data)
{
  static const guint edges[] = { 1000, 64 * 1024 };
  static const char *const openings[] = { "", "\"" };

  for (guint e = 0; e < G_N_ELEMENTS (edges); e++)
    {
      for (guint before = 1; before < strlen (WH_TEST_TOKEN); before += 7)
        {
          const char *opening = openings[before % G_N_ELEMENTS (openings)];
          g_autofree char *spaces = g_strnfill (edges[e] - before - strlen (opening),
                                                edges[e] == 1000 ? '.' : ' ');
          g_autofree char *body = g_strconcat (opening, spaces, WH_TEST_TOKEN, " and more", opening,
                                               NULL);
          g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/users/");
          g_autoptr(WhApiResponse) response = NULL;
          g_autoptr(GError) error = NULL;

          wh_raw_server_push_json (fixture->server, 500, NULL, body);
          response = wh_client_fixture_send (fixture, request, &error);
          g_assert_no_error (error);
          g_assert_false (wh_api_response_check (response, &error));
          g_assert_null (strstr (error->message, "C"));
        }
    }
}

/* The token may have been replaced while the server thought about it. */
static void
test_echo_of_replaced (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/users/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_set_hold (fixture->server, TRUE);
  wh_raw_server_push_json (fixture->server, 401, NULL,
                           "[\"" WH_TEST_TOKEN "\", \"replacement-token\"]");
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PRIVATE, "replacement-token");
  wh_raw_server_set_hold (fixture->server, FALSE);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_false (wh_api_response_check (response, &error));
  g_assert_cmpstr (wh_api_error_get_server_text (error), ==, "••••\n••••");
}

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-client-secrets/logs", test_logs);
  g_test_add_func ("/wellhead/api/api-client-secrets/logs/subprocess/session", run_session);
  g_test_add ("/wellhead/api/api-client-secrets/request", Fixture, NULL,
              wh_client_fixture_set_up, test_request_keeps_nothing, wh_client_fixture_tear_down);

  for (guint i = 0; i < G_N_ELEMENTS (echoes); i++)
    {
      g_autofree char *path =
        g_strconcat ("/wellhead/api/api-client-secrets/echo/", echoes[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i),
                  wh_client_fixture_set_up, test_echo, wh_client_fixture_tear_down);
    }
  g_test_add ("/wellhead/api/api-client-secrets/echo-at-the-edge", Fixture, NULL,
              wh_client_fixture_set_up, test_echo_at_the_edge, wh_client_fixture_tear_down);
  g_test_add ("/wellhead/api/api-client-secrets/echo-of-replaced", Fixture, NULL,
              wh_client_fixture_set_up, test_echo_of_replaced, wh_client_fixture_tear_down);

  return g_test_run ();
}
