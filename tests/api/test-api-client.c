/* test-api-client.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-test-util.h"
#include "wh-url.h"

#include <string.h>

#define SECOND G_TIME_SPAN_SECOND

typedef WhClientFixture Fixture;

static void
test_request_on_the_wire (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/subscriptions/");
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"value\": 1.10}", 15);
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *authorization = NULL;
  g_autofree char *agent = NULL;
  g_autofree char *accept = NULL;
  g_autofree char *encoding = NULL;
  g_autofree char *type = NULL;
  g_autofree char *own = NULL;

  wh_api_request_add_query (request, "q", "a b&c=é");
  wh_api_request_add_header (request, "X-Own", "yes");
  wh_api_request_set_body (request, body, NULL);
  wh_raw_server_push_json (fixture->server, 201, "X-Thing: one\r\n", "{}");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 201);
  g_assert_cmpstr (wh_api_response_get_header (response, "x-thing"), ==, "one");
  g_assert_cmpuint (wh_api_response_get_n_tries (response), ==, 1);
  g_assert_null (wh_api_response_get_damage (response));

  g_assert_true (g_str_has_prefix (wh_raw_server_get_request (fixture->server, 0),
                                   "POST /v2/subscriptions/?q=a%20b%26c%3D%C3%A9 HTTP/1.1\r\n"));
  g_assert_cmpstr (wh_raw_server_get_request_body (fixture->server, 0), ==, "{\"value\": 1.10}");
  authorization = wh_raw_server_dup_request_header (fixture->server, 0, "Authorization");
  g_assert_cmpstr (authorization, ==, WH_TEST_TOKEN);
  agent = wh_raw_server_dup_request_header (fixture->server, 0, "User-Agent");
  g_assert_cmpstr (agent, ==, "Wellhead/" WH_VERSION);
  accept = wh_raw_server_dup_request_header (fixture->server, 0, "Accept");
  g_assert_cmpstr (accept, ==, "application/json");
  encoding = wh_raw_server_dup_request_header (fixture->server, 0, "Accept-Encoding");
  g_assert_cmpstr (encoding, ==, "gzip");
  type = wh_raw_server_dup_request_header (fixture->server, 0, "Content-Type");
  g_assert_cmpstr (type, ==, "application/json");
  own = wh_raw_server_dup_request_header (fixture->server, 0, "X-Own");
  g_assert_cmpstr (own, ==, "yes");
  g_assert_null (wh_raw_server_dup_request_header (fixture->server, 0, "Cookie"));
  g_assert_cmpuint (fixture->n_sent, ==, 1);
}

static void
test_token_choice (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WhRawServer) events = wh_raw_server_new (NULL);
  g_autoptr(WhApiClient) client = NULL;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/customer/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *authorization = NULL;

  client = wh_api_client_new (wh_raw_server_get_url (fixture->server),
                              wh_raw_server_get_url (events), WH_CLOCK (fixture->clock), &error);
  g_assert_no_error (error);
  wh_api_client_set_token (client, WH_API_TOKEN_PUBLIC, "  " WH_TEST_PUBLIC_TOKEN "\n");
  g_assert_false (wh_api_client_has_token (client, WH_API_TOKEN_PRIVATE));
  g_assert_true (wh_api_client_has_token (client, WH_API_TOKEN_PUBLIC));

  wh_api_request_set_host (request, WH_API_HOST_EVENTS);
  wh_api_request_set_token (request, WH_API_TOKEN_PUBLIC);
  wh_raw_server_push_json (events, 200, NULL, "{}");
  wh_api_client_send_async (client, request, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (client, result, &error);
  g_assert_no_error (error);

  authorization = wh_raw_server_dup_request_header (events, 0, "Authorization");
  g_assert_cmpstr (authorization, ==, WH_TEST_PUBLIC_TOKEN);
  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_no_token (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  /* The private token is no stand-in for the public one. */
  wh_api_request_set_token (request, WH_API_TOKEN_PUBLIC);
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_null (response);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NO_TOKEN);
  g_clear_error (&error);

  wh_api_request_set_token (request, WH_API_TOKEN_PRIVATE);
  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PRIVATE, NULL);
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NO_TOKEN);
  g_clear_error (&error);

  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PRIVATE, "a\r\nX-Injected: b");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST);
  g_assert_null (strstr (error->message, "Injected"));
  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), ==, 0);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
}

static const struct
{
  const char *method;
  const char *path;
  const char *header;
  const char *value;
} unsendable[] = {
  { "GET / HTTP/1.1\r\nX: y\r\n\r\nGET", "/v2/", NULL, NULL },
  { "get", "/v2/", NULL, NULL },
  { "CONNECT", "/v2/", NULL, NULL },
  { "TRACE", "/v2/", NULL, NULL },
  { "", "/v2/", NULL, NULL },
  { "GET", "http://127.0.0.1:1/v2/", NULL, NULL },
  { "GET", "//127.0.0.1:1/v2/", NULL, NULL },
  { "GET", "/v2/\r\nX-Injected: y", NULL, NULL },
  { "GET", "/v2/", "X-Injected\r\nX", "y" },
  { "GET", "/v2/", "X-Injected", "y\r\nZ: z" },
  { "GET", "/v2/", "X-Injected:", "y" },
  { "GET", "/v2/", "X Injected", "y" },
  { "GET", "/v2/", "", "y" },
  { "GET", "/v2/", "X-Injected", "\x01" },
  { "GET", "/v2/", "X-Injected", "é" },
  { "GET", "/v2/", "Host", "other" },
  { "GET", "/v2/", "authorization", "other" },
  { "GET", "/v2/", "Content-Length", "5" },
  { "GET", "/v2/", "Transfer-Encoding", "chunked" },
  { "GET", "/v2/", "Connection", "close" },
  { "GET", "/v2/", "Cookie", "a=b" },
  { "GET", "/v2/", "Proxy-Anything", "b" },
};

static void
test_unsendable (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (unsendable); i++)
    {
      g_autoptr(WhApiRequest) request = wh_api_request_new (unsendable[i].method,
                                                            unsendable[i].path);
      g_autoptr(WhApiResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      if (unsendable[i].header != NULL)
        wh_api_request_add_header (request, unsendable[i].header, unsendable[i].value);
      response = wh_client_fixture_send (fixture, request, &error);
      g_assert_null (response);
      g_assert_error (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST);
    }

  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_servers (void)
{
  g_autoptr(WhApiClient) client = NULL;
  g_autoptr(GError) error = NULL;

  client = wh_api_client_new (NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wh_api_client_get_server (client), ==, WH_API_DEFAULT_SERVER);
  g_clear_object (&client);

  client = wh_api_client_new ("http://example.com", NULL, NULL, &error);
  g_assert_null (client);
  g_assert_error (error, WH_URL_ERROR, WH_URL_ERROR_INSECURE);
  g_clear_error (&error);

  client = wh_api_client_new (NULL, "https://user:secret@example.com", NULL, &error);
  g_assert_null (client);
  g_assert_error (error, WH_URL_ERROR, WH_URL_ERROR_CREDENTIALS);
  g_assert_null (strstr (error->message, "secret"));
}

/* N10: a refusal is an answer; it is not asked again, and the client says whose token it was. */
static void
test_unauthorized (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push_json (fixture->server, 401, "WWW-Authenticate: Basic realm=\"x\"\r\n",
                           "{\"detail\": \"Invalid token.\"}");
  response = wh_client_fixture_get (fixture, "/v2/metrics/monthly/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 401);
  g_assert_cmpuint (fixture->n_unauthorized, ==, 1);
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 1);
  g_assert_true (wh_api_client_has_token (fixture->client, WH_API_TOKEN_PRIVATE));
}

static void
test_cookies_are_not_kept (Fixture       *fixture,
                           gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WhApiResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      wh_raw_server_push_json (fixture->server, 200, "Set-Cookie: a=b; Path=/\r\n", "{}");
      response = wh_client_fixture_get (fixture, "/v2/x/", &error);
      g_assert_no_error (error);
      g_assert_null (wh_raw_server_dup_request_header (fixture->server, i, "Cookie"));
    }

  /* And the connection was used again. */
  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), ==, 1);
}

static void
test_phases (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhTestNotify) notify = wh_test_notify_new (request, "phase");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  const WhApiTiming *timing;

  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_NEW);
  wh_raw_server_push_json (fixture->server, 200, NULL, "[1]");
  wh_raw_server_set_hold (fixture->server, TRUE);
  wh_client_fixture_start (fixture, request, NULL);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_WAITING);
  wh_client_fixture_await_requests (fixture, 1);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_SENDING);
  wh_raw_server_set_hold (fixture->server, FALSE);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_DONE);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 4);

  timing = wh_api_response_get_timing (response);
  g_assert_cmpint (timing->wait, ==, 0);
  g_assert_cmpint (timing->connect, >=, 0);
  g_assert_cmpint (timing->tls, ==, -1);
  g_assert_cmpint (timing->first_byte, >=, 0);
  g_assert_cmpint (timing->body, >=, 0);
  g_assert_cmpint (timing->total, >=, 0);
  g_assert_cmpuint (wh_api_response_get_wire_size (response), ==, 3);
}

/* What waits for the limiter says so, and for how long. */
static void
test_wait_is_visible (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhTestNotify) notify = wh_test_notify_new (request, "wait");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_rate_limiter_hold (wh_api_client_get_limiter (fixture->client), WH_RATE_BUCKET_BASE,
                        3 * SECOND);
  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_client_fixture_start (fixture, request, NULL);
  wh_test_iterate ();
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_WAITING);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, 3 * SECOND);
  wh_fake_clock_advance (fixture->clock, SECOND);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, 2 * SECOND);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 2);
  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), ==, 0);

  wh_fake_clock_advance (fixture->clock, 2 * SECOND);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, 0);
  g_assert_cmpint (wh_api_response_get_timing (response)->wait, ==, 3 * SECOND);
  g_assert_cmpint (wh_api_response_get_timing (response)->total, ==, 3 * SECOND);
}

typedef enum
{
  MOMENT_BEFORE,
  MOMENT_LIMITER,
  MOMENT_HEADERS,
  MOMENT_BODY,
  MOMENT_PAUSE,
  N_MOMENTS,
} Moment;

/* Brings a request to a moment; nothing then happens by itself. */
static void
bring_to (Fixture      *fixture,
          WhApiRequest *request,
          GCancellable *cancellable,
          Moment        moment)
{
  if (moment == MOMENT_LIMITER)
    wh_rate_limiter_hold (wh_api_client_get_limiter (fixture->client), WH_RATE_BUCKET_BASE,
                          3 * SECOND);
  if (moment == MOMENT_BODY)
    wh_raw_server_push (fixture->server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2",
                        WH_RAW_STALL);
  if (moment == MOMENT_PAUSE)
    wh_raw_server_push_json (fixture->server, 503, NULL, "{}");
  if (moment == MOMENT_BEFORE)
    g_cancellable_cancel (cancellable);

  wh_client_fixture_start (fixture, request, cancellable);
  if (moment == MOMENT_HEADERS)
    wh_client_fixture_await_requests (fixture, 1);
  if (moment == MOMENT_BODY)
    wh_client_fixture_await_phase (request, WH_API_PHASE_RECEIVING);
  if (moment == MOMENT_PAUSE)
    {
      wh_client_fixture_await_requests (fixture, 1);
      wh_client_fixture_await_phase (request, WH_API_PHASE_WAITING);
    }
  wh_test_iterate ();
}

/* N3: it is over after one turn of the main loop, whatever the server does. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  Moment moment = GPOINTER_TO_UINT (data);
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  gboolean reached_network = moment >= MOMENT_HEADERS;

  bring_to (fixture, request, cancellable, moment);
  g_assert_true (moment == MOMENT_BEFORE || fixture->result == NULL);
  g_assert_true (wh_api_request_is_recovering (request) == (moment == MOMENT_PAUSE));
  g_cancellable_cancel (cancellable);
  wh_test_iterate ();
  g_assert_nonnull (fixture->result);
  g_assert_false (wh_api_request_is_recovering (request));
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_sent, ==, reached_network ? 1 : 0);

  /* Nothing is left that would go off later. */
  wh_fake_clock_advance (fixture->clock, 120 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, reached_network ? 1 : 0);
}

/* N15, N17: after a suspension, or when another connection is chosen. */
static void
test_abort (Fixture       *fixture,
            gconstpointer  data)
{
  Moment moment = GPOINTER_TO_UINT (data);
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiRequest) next = wh_api_request_new ("GET", "/v2/y/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  bring_to (fixture, request, NULL, moment);
  g_assert_null (fixture->result);
  wh_api_client_abort (fixture->client);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* It goes on with a new connection. */
  wh_fake_clock_advance (fixture->clock, 10 * SECOND);
  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  response = wh_client_fixture_send (fixture, next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 200);
  wh_api_client_abort (fixture->client);
}

static void
on_late_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  guint *n_calls = user_data;

  response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*n_calls)++;
}

/* The owner lets go while requests are under way at all moments. */
static void
test_dispose_during (Fixture       *fixture,
                     gconstpointer  data)
{
  Moment moment = GPOINTER_TO_UINT (data);
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  guint n_calls = 0;

  if (moment == MOMENT_LIMITER)
    wh_rate_limiter_hold (wh_api_client_get_limiter (fixture->client), WH_RATE_BUCKET_BASE,
                          3 * SECOND);
  wh_api_client_send_async (fixture->client, request, NULL, on_late_cb, &n_calls);
  if (moment == MOMENT_HEADERS)
    wh_client_fixture_await_requests (fixture, 1);
  g_object_run_dispose (G_OBJECT (fixture->client));
  wh_test_iterate ();
  g_assert_cmpuint (n_calls, ==, 1);
  wh_fake_clock_advance (fixture->clock, 120 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (n_calls, ==, 1);
}

/* N3: one deadline, to the tick, whether nothing comes or too little. */
static void
test_deadline (Fixture       *fixture,
               gconstpointer  data)
{
  const char *reply = data;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, reply, WH_RAW_STALL);
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  if (strstr (reply, "\r\n\r\n") != NULL)
    wh_client_fixture_await_phase (request, WH_API_PHASE_RECEIVING);
  wh_fake_clock_advance (fixture->clock, 30 * SECOND - 1);
  wh_test_iterate ();
  g_assert_null (fixture->result);
  wh_fake_clock_advance (fixture->clock, 1);
  wh_test_iterate ();
  g_assert_nonnull (fixture->result);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_null (response);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (error->message, "30 seconds"));

  /* A person who waited is asked, not kept waiting twice more. */
  wh_fake_clock_advance (fixture->clock, 120 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_own_deadline (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_api_client_set_deadline (fixture->client, 500);
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  wh_fake_clock_advance (fixture->clock, 500 * G_TIME_SPAN_MILLISECOND);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_null (response);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_TIMED_OUT);
}

/* N17: more requests than connections: all are answered. */
static void
test_many_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  GAsyncResult *results[60] = { NULL };

  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (fixture->client), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");

      wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
      wh_api_client_send_async (fixture->client, request, NULL, wh_test_store_result,
                                &results[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(WhApiResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      wh_test_await (&results[i]);
      result = results[i];
      response = wh_api_client_send_finish (fixture->client, result, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpuint (wh_raw_server_get_n_connections (fixture->server), <=, 6);
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/api/api-client/" name, Fixture, data, wh_client_fixture_set_up, func, \
              wh_client_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  ADD ("request-on-the-wire", NULL, test_request_on_the_wire);
  ADD ("token-choice", NULL, test_token_choice);
  ADD ("no-token", NULL, test_no_token);
  ADD ("unsendable", NULL, test_unsendable);
  g_test_add_func ("/wellhead/api/api-client/servers", test_servers);
  ADD ("unauthorized", NULL, test_unauthorized);
  ADD ("cookies", NULL, test_cookies_are_not_kept);
  ADD ("phases", NULL, test_phases);
  ADD ("wait-is-visible", NULL, test_wait_is_visible);
  ADD ("cancel/before", GUINT_TO_POINTER (MOMENT_BEFORE), test_cancel);
  ADD ("cancel/limiter", GUINT_TO_POINTER (MOMENT_LIMITER), test_cancel);
  ADD ("cancel/headers", GUINT_TO_POINTER (MOMENT_HEADERS), test_cancel);
  ADD ("cancel/body", GUINT_TO_POINTER (MOMENT_BODY), test_cancel);
  ADD ("cancel/pause", GUINT_TO_POINTER (MOMENT_PAUSE), test_cancel);
  ADD ("abort/limiter", GUINT_TO_POINTER (MOMENT_LIMITER), test_abort);
  ADD ("abort/headers", GUINT_TO_POINTER (MOMENT_HEADERS), test_abort);
  ADD ("abort/body", GUINT_TO_POINTER (MOMENT_BODY), test_abort);
  ADD ("abort/pause", GUINT_TO_POINTER (MOMENT_PAUSE), test_abort);
  ADD ("dispose/limiter", GUINT_TO_POINTER (MOMENT_LIMITER), test_dispose_during);
  ADD ("dispose/headers", GUINT_TO_POINTER (MOMENT_HEADERS), test_dispose_during);
  ADD ("deadline/silence", "", test_deadline);
  ADD ("deadline/status", "HTTP/1.1 200", test_deadline);
  ADD ("deadline/headers", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-", test_deadline);
  ADD ("deadline/body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[1,", test_deadline);
  ADD ("deadline/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,",
       test_deadline);
  ADD ("deadline/own", NULL, test_own_deadline);
  ADD ("many-at-once", NULL, test_many_at_once);

  return g_test_run ();
}
