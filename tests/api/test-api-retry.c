/* test-api-retry.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-api-retry.h"
#include "wh-client-fixture.h"
#include "wh-test-util.h"

#define SECOND G_TIME_SPAN_SECOND

typedef WhClientFixture Fixture;

/* 2026-01-15 12:00:00 UTC */
#define NOW (G_GINT64_CONSTANT (1768478400) * SECOND)
#define TEN_YEARS (G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60)

static const struct
{
  const char *text;
  gint64 expected; /* seconds, -1: nothing that makes sense */
} afters[] = {
  { NULL, -1 },
  { "", -1 },
  { " ", -1 },
  { "0", 0 },
  { "5", 5 },
  { " 7 ", 7 },
  { "007", 7 },
  { "86400", 86400 },
  { "1.5", 2 },
  { "3.0", 3 },
  { "2.", 2 },
  { "1.x", -1 },
  { ".5", -1 },
  { "-5", -1 },
  { "+5", -1 },
  { "5s", -1 },
  { "5, 6", -1 },
  { "0x10", -1 },
  { "1e3", -1 },
  { "99999999999999999999", TEN_YEARS },
  { "18446744073709551615", TEN_YEARS },
  { "soon", -1 },
  { "\xef\xbf\xbd", -1 },
  { "Thu, 15 Jan 2026 12:00:30 GMT", 30 },
  { "Thu, 15 Jan 2026 12:00:00 GMT", 0 },
  { "Thu, 15 Jan 2026 11:00:00 GMT", 0 },
  { "Thursday, 15-Jan-26 12:01:00 GMT", 60 },
  { "Thu, 15 Jan 9999 12:00:00 GMT", TEN_YEARS },
  { "Thu, 99 Jan 2026 11:00:00 GMT", -1 },
  { "Thu, 99 Jan 2026", -1 },
  { "Thu, ", -1 },
};

static void
test_parse_after (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (afters); i++)
    {
      gint64 expected = afters[i].expected < 0 ? -1 : afters[i].expected * SECOND;

      g_assert_cmpint (wh_retry_parse_after (afters[i].text, NOW), ==, expected);
    }
}

static const struct
{
  guint status;
  gint64 after; /* seconds */
  guint n_tries;
  gint64 expected; /* seconds, -1: no more */
} pauses[] = {
  { 200, -1, 1, -1 },
  { 400, -1, 1, -1 },
  { 401, -1, 1, -1 },
  { 500, -1, 1, -1 },
  { 501, -1, 1, -1 },
  { 502, -1, 1, 1 },
  { 503, -1, 1, 1 },
  { 504, -1, 1, 1 },
  { 502, -1, 2, 3 },
  { 502, -1, 3, -1 },
  { 503, 10, 1, 10 },
  { 503, 0, 2, 3 },
  { 503, 60, 1, 60 },
  { 503, 61, 1, -1 },
  { 429, 7, 1, 7 },
  { 429, -1, 1, 5 },
  { 429, -1, 2, 10 },
  { 429, -1, 3, -1 },
  { 429, 0, 1, 5 },
  { 429, 3600, 1, -1 },
};

static void
test_pauses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      WhRetryReason reason = { .status = pauses[i].status, .retry_after = -1 };
      gint64 expected = pauses[i].expected < 0 ? -1 : pauses[i].expected * SECOND;

      if (pauses[i].after >= 0)
        reason.retry_after = pauses[i].after * SECOND;
      g_assert_cmpint (wh_retry_get_pause (&reason, pauses[i].n_tries,
                                           WH_API_PRIORITY_INTERACTIVE), ==, expected);
    }
}

static void
test_errors (void)
{
  const struct
  {
    GQuark domain;
    int code;
    gboolean again;
    gboolean again_in_background;
  } errors[] = {
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, TRUE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, TRUE, TRUE },
    { WH_API_ERROR, WH_API_ERROR_TIMED_OUT, FALSE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, FALSE, TRUE },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, FALSE, FALSE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, FALSE, FALSE },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, FALSE, FALSE },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, FALSE, FALSE },
    { WH_API_ERROR, WH_API_ERROR_TOO_LARGE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (errors[i].domain, errors[i].code, "x");
      WhRetryReason reason = { .error = error, .retry_after = -1 };

      g_assert_cmpint (wh_retry_get_pause (&reason, 1, WH_API_PRIORITY_INTERACTIVE), ==,
                       errors[i].again ? SECOND : -1);
      g_assert_cmpint (wh_retry_get_pause (&reason, 1, WH_API_PRIORITY_BACKGROUND), ==,
                       errors[i].again_in_background ? SECOND : -1);
    }
}

/* N11 on the wire: how many requests each method makes of a server that never recovers. */
static const struct
{
  const char *method;
  guint status;
  const char *after;
  guint n_requests;
} storms[] = {
  { "GET", 503, NULL, 3 },
  { "GET", 429, "Retry-After: 2\r\n", 3 },
  { "GET", 429, "Retry-After: -2\r\n", 3 },
  { "GET", 429, "Retry-After: 3600\r\n", 1 },
  { "GET", 429, "Retry-After: 99999999999999999999\r\n", 1 },
  /* By the client's clock, which stands at noon of that day. */
  { "GET", 429, "Retry-After: Thu, 15 Jan 2026 13:00:00 GMT\r\n", 1 },
  { "GET", 429, "Retry-After: Thu, 15 Jan 2026 12:00:20 GMT\r\n", 3 },
  { "GET", 500, NULL, 1 },
  /* Nothing but a 429 says that nothing was done. */
  { "PUT", 503, NULL, 1 },
  { "PUT", 504, NULL, 1 },
  { "PUT", 429, NULL, 3 },
  { "PATCH", 502, NULL, 1 },
  { "DELETE", 502, NULL, 1 },
  { "DELETE", 429, NULL, 3 },
  { "DELETE", 429, "Retry-After: 3600\r\n", 1 },
  { "POST", 503, NULL, 1 },
  { "POST", 429, NULL, 3 },
};

static void
test_storm (Fixture       *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(WhApiRequest) request = wh_api_request_new (storms[i].method, "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  for (guint n = 0; n < 5; n++)
    wh_raw_server_push_json (fixture->server, storms[i].status, storms[i].after, "{}");

  wh_client_fixture_start (fixture, request, NULL);
  for (guint n = 1; n <= storms[i].n_requests; n++)
    {
      wh_client_fixture_await_requests (fixture, n);
      wh_client_fixture_await_phase (request, n < storms[i].n_requests ? WH_API_PHASE_WAITING
                                                                       : WH_API_PHASE_DONE);
      wh_test_iterate ();
      g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, n);
      if (n < storms[i].n_requests)
        {
          g_assert_cmpint (wh_api_request_get_wait (request), >, 0);
          wh_fake_clock_advance (fixture->clock, wh_api_request_get_wait (request));
        }
    }

  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, storms[i].status);
  g_assert_cmpuint (wh_api_response_get_n_tries (response), ==, storms[i].n_requests);
  wh_fake_clock_advance (fixture->clock, 200 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, storms[i].n_requests);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
}

/* It comes right: the person sees the answer, and the wait in the timing. */
static void
test_recovers (Fixture       *fixture,
               gconstpointer  data)
{
  const char *first = data;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, first, WH_RAW_RESET);
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  wh_client_fixture_await_phase (request, WH_API_PHASE_WAITING);
  g_assert_cmpint (wh_api_request_get_wait (request), ==, SECOND);

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_fake_clock_advance (fixture->clock, SECOND);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 200);
  g_assert_cmpuint (wh_api_response_get_n_tries (response), ==, 2);
  g_assert_cmpint (wh_api_response_get_timing (response)->wait, ==, SECOND);
}

/* Nobody waits for it: a time-out is tried again, and what comes too late is nobody's. */
static void
test_background_time_out (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_api_request_set_priority (request, WH_API_PRIORITY_BACKGROUND);
  wh_client_fixture_start (fixture, request, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  wh_fake_clock_advance (fixture->clock, 30 * SECOND);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_WAITING);
  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_fake_clock_advance (fixture->clock, SECOND);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_n_tries (response), ==, 2);
}

/* After a 429 everybody waits, not only who was told. */
static void
test_throttled_holds_others (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(WhApiRequest) put = wh_api_request_new ("PUT", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  WhRateLimiter *limiter = wh_api_client_get_limiter (fixture->client);

  wh_raw_server_push_json (fixture->server, 429, "Retry-After: 4\r\n", "{}");
  wh_client_fixture_start (fixture, put, NULL);
  wh_client_fixture_await_requests (fixture, 1);
  wh_client_fixture_await_phase (put, WH_API_PHASE_WAITING);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==, 4 * SECOND);
  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_fake_clock_advance (fixture->clock, 4 * SECOND);
  response = wh_client_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_clear_object (&response);

  /* A wait that the base limit cannot mean is about the request's own bucket. */
  wh_fake_clock_advance (fixture->clock, 10 * SECOND);
  wh_api_request_set_bucket (put, WH_RATE_BUCKET_TRAITS);
  wh_raw_server_push_json (fixture->server, 429, "Retry-After: 3600\r\n", "{}");
  response = wh_client_fixture_send (fixture, put, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==, 0);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_TRAITS), ==, 60 * SECOND);
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/api/api-retry/" name, Fixture, data, wh_client_fixture_set_up, func, \
              wh_client_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-retry/parse-after", test_parse_after);
  g_test_add_func ("/wellhead/api/api-retry/pauses", test_pauses);
  g_test_add_func ("/wellhead/api/api-retry/errors", test_errors);
  for (guint i = 0; i < G_N_ELEMENTS (storms); i++)
    {
      g_autofree char *name = g_strdup_printf ("/wellhead/api/api-retry/storm/%s-%u-%u",
                                               storms[i].method, storms[i].status, i);

      g_test_add (name, Fixture, GUINT_TO_POINTER (i), wh_client_fixture_set_up, test_storm,
                  wh_client_fixture_tear_down);
    }
  ADD ("recovers/reset", "", test_recovers);
  ADD ("recovers/reset-in-headers", "HTTP/1.1 200 OK\r\nX-", test_recovers);
  ADD ("background-time-out", NULL, test_background_time_out);
  ADD ("throttled-holds-others", NULL, test_throttled_holds_others);

  return g_test_run ();
}
