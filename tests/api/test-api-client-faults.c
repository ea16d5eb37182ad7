/* test-api-client-faults.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-test-util.h"

#include <string.h>

/* HAZARDS §3.1: what a server, or something in its place, can do to a reply. */

#define SECOND G_TIME_SPAN_SECOND
#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

typedef WhClientFixture Fixture;

static GBytes *
compress (const char *text,
          gsize       length)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GInputStream) source = g_memory_input_stream_new_from_data (text, (gssize) length,
                                                                        NULL);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (source,
                                                                 G_CONVERTER (compressor));
  g_autoptr(GOutputStream) target = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (target, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

static void
push_encoded (Fixture    *fixture,
              const char *encoding,
              gconstpointer body,
              gsize       length)
{
  GByteArray *reply = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf (OK_HEAD "Content-Encoding: %s\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           encoding, length);
  g_autoptr(GBytes) bytes = NULL;

  g_byte_array_append (reply, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (reply, body, (guint) length);
  bytes = g_byte_array_free_to_bytes (reply);
  wh_raw_server_push_bytes (fixture->server, bytes, WH_RAW_CLOSE);
}

static void
assert_body (WhApiResponse *response,
             const char    *expected)
{
  GBytes *body = wh_api_response_get_body (response);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected,
                   strlen (expected));
}

/* N2. What each case must come to: an error, or a response that says that it is damaged, or one
 * whose body is not a complete JSON value, so that reading it fails. */
static const struct
{
  const char *name;
  const char *reply;
  WhRawEnding ending;
  gboolean damage_is_known; /* else libsoup hides it, and only the JSON shows it */
} cut_short[] = {
  { "empty", OK_HEAD "Content-Length: 0\r\n\r\n", WH_RAW_KEEP, FALSE },
  { "short", OK_HEAD "Content-Length: 10\r\n\r\n[1, 2", WH_RAW_CLOSE, TRUE },
  { "short-but-json", OK_HEAD "Content-Length: 10\r\n\r\n[1, 2]", WH_RAW_CLOSE, TRUE },
  { "nothing-of-it", OK_HEAD "Content-Length: 10\r\n\r\n", WH_RAW_CLOSE, TRUE },
  { "close-delimited", OK_HEAD "\r\n[1, 2", WH_RAW_CLOSE, FALSE },
  { "bad-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\nxyz\r\n[1, 2]\r\n0\r\n\r\n",
    WH_RAW_CLOSE, FALSE },
  { "negative-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n-5\r\n[1, 2]\r\n0\r\n\r\n",
    WH_RAW_CLOSE, FALSE },
  { "huge-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n[1",
    WH_RAW_CLOSE, FALSE },
  { "last-chunk-missing", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n", WH_RAW_CLOSE,
    FALSE },
  { "chunk-cut", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n9\r\n[1,", WH_RAW_CLOSE, FALSE },
  { "length-is-no-number", OK_HEAD "Content-Length: ten\r\n\r\n[1, 2]", WH_RAW_CLOSE, TRUE },
  { "lengths-differ", OK_HEAD "Content-Length: 6\r\nContent-Length: 4\r\n\r\n[1, 2]",
    WH_RAW_CLOSE, TRUE },
};

static void
test_cut_short (Fixture       *fixture,
                gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(WhJsonDocument) document = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, cut_short[i].reply, cut_short[i].ending);
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  if (response == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  if (cut_short[i].damage_is_known)
    g_assert_nonnull (wh_api_response_get_damage (response));

  document = wh_api_response_parse (response, &error);
  g_assert_null (document);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED);
}

/* A negative length makes libsoup 3.2 warn about its own property; that is all it may do. */
static void
test_negative_length (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR);

  wh_raw_server_push (fixture->server, OK_HEAD "Content-Length: -5\r\n\r\n[1, 2]", WH_RAW_CLOSE);
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_log_set_always_fatal (fatal);
  if (response != NULL)
    g_assert_nonnull (wh_api_response_get_damage (response));
  else
    g_assert_nonnull (error);
}

/* What is left of a damaged reply must not become the answer to the next request. */
static void
test_no_leftovers (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server,
                      OK_HEAD "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"
                      "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\"evil\"", WH_RAW_KEEP);
  response = wh_client_fixture_get (fixture, "/v2/x/", NULL);
  g_clear_object (&response);

  wh_raw_server_push_json (fixture->server, 200, NULL, "\"good\"");
  response = wh_client_fixture_get (fixture, "/v2/y/", &error);
  g_assert_no_error (error);
  assert_body (response, "\"good\"");
}

/* N4: the cap counts decoded bytes, and the connection is closed when it is reached. */
static gboolean
all_closed (gpointer user_data)
{
  return wh_raw_server_get_n_open (user_data) == 0;
}

static void
assert_too_large (Fixture    *fixture,
                  const char *size)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_api_request_set_max_bytes (request, 1024 * 1024);
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_null (response);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, size));
  wh_test_wait_until (all_closed, fixture->server);
}

static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  const char *head = data;
  g_autofree char *filler = g_strnfill (64 * 1024, ' ');
  g_autofree char *chunk = g_strdup_printf ("10000\r\n%s\r\n", filler);
  const char *repeated = strstr (head, "chunked") != NULL ? chunk : filler;
  g_autoptr(GBytes) tail = g_bytes_new (repeated, strlen (repeated));

  wh_raw_server_set_tail (fixture->server, tail);
  wh_raw_server_push (fixture->server, head, WH_RAW_ENDLESS);
  assert_too_large (fixture, "1 MiB");

  /* The sockets' buffers hold a few megabytes more than what was read. */
  g_assert_cmpuint (wh_raw_server_get_n_sent (fixture->server), <, 64 * 1024 * 1024);
}

static void
test_bomb (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *zeros = g_malloc0 (32 * 1024 * 1024);
  g_autoptr(GBytes) bomb = compress (zeros, 32 * 1024 * 1024);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1024 * 1024);
  push_encoded (fixture, "gzip", g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  assert_too_large (fixture, "1 MiB");
}

static void
test_exactly_at_the_cap (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_api_request_set_max_bytes (request, 6);
  wh_raw_server_push_json (fixture->server, 200, NULL, "[1, 2]");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_no_error (error);
  assert_body (response, "[1, 2]");

  g_clear_object (&response);
  wh_raw_server_push_json (fixture->server, 200, NULL, "[1, 22]");
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_TOO_LARGE);
}

/* N5 */
static void
test_gzip (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = g_strnfill (300 * 1024, '1');
  g_autoptr(GBytes) packed = compress (text, strlen (text));
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  push_encoded (fixture, "gzip", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_assert_no_error (error);
  g_assert_null (wh_api_response_get_damage (response));
  assert_body (response, text);
  g_assert_cmpuint (wh_api_response_get_wire_size (response), ==, g_bytes_get_size (packed));
}

typedef enum
{
  GZIP_GARBAGE,
  GZIP_CUT,
  GZIP_CHECKSUM,
  GZIP_TRAILER,
  GZIP_NOT_ASKED_FOR,
} GzipFault;

static void
test_bad_gzip (Fixture       *fixture,
               gconstpointer  data)
{
  GzipFault fault = GPOINTER_TO_UINT (data);
  g_autoptr(GBytes) packed = compress ("[1, 2, 3, 4, 5, 6, 7, 8]", 24);
  gsize length;
  const guint8 *source = g_bytes_get_data (packed, &length);
  g_autofree guint8 *bytes = g_malloc0 (length + 4);
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(WhJsonDocument) document = NULL;
  g_autoptr(GError) error = NULL;

  memcpy (bytes, source, length);
  if (fault == GZIP_GARBAGE)
    memset (bytes, 'x', length);
  if (fault == GZIP_CUT)
    length -= 3;
  if (fault == GZIP_CHECKSUM)
    bytes[length - 6] ^= 1;
  if (fault == GZIP_TRAILER)
    length += 4;

  push_encoded (fixture, fault == GZIP_NOT_ASKED_FOR ? "br" : "gzip", bytes, length);
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_assert_no_error (error);
  g_assert_nonnull (wh_api_response_get_damage (response));
  document = wh_api_response_parse (response, &error);
  g_assert_null (document);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED);
}

/* N6, N7: shown, never followed; the token stays here. */
static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  static const guint statuses[] = { 300, 301, 302, 303, 305, 307, 308 };
  g_autoptr(WhRawServer) target = wh_raw_server_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses) * 2; i++)
    {
      g_autoptr(WhApiRequest) request = wh_api_request_new (i % 2 ? "POST" : "GET", "/v2/x/");
      g_autofree char *location = g_strdup_printf ("Location: %s/v2/y/\r\n",
                                                   wh_raw_server_get_url (target));
      g_autoptr(WhApiResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      wh_fake_clock_advance (fixture->clock, 6 * SECOND);
      wh_raw_server_push_json (fixture->server, statuses[i / 2], location, "");
      response = wh_client_fixture_send (fixture, request, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wh_api_response_get_status (response), ==, statuses[i / 2]);
      g_assert_nonnull (strstr (wh_api_response_get_header (response, "Location"), "/v2/y/"));
      g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, i + 1);
    }

  g_assert_cmpuint (wh_raw_server_get_n_connections (target), ==, 0);
}

/* N9 */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_stop (fixture->server);
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_cmpuint (fixture->n_sent, ==, 1);
}

/* @url: of a server that nobody can be */
static GError *
fail_at (const char *url)
{
  g_autoptr(WhApiClient) client = NULL;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  client = wh_api_client_new (url, NULL, NULL, &error);
  g_assert_no_error (error);
  wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE, WH_TEST_TOKEN);
  wh_api_client_send_async (client, request, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (client, result, &error);
  g_assert_null (response);

  return error;
}

static void
test_unknown_host (void)
{
  g_autoptr(GError) error = fail_at ("https://no-such-host.invalid");

  g_assert_true (error->domain == G_RESOLVER_ERROR);
}

/* Nobody can be connected to by an address that means everybody: the system says so of the one for
 * broadcasts as it does of every other when there is no network, and sends nothing. */
static void
test_unreachable (void)
{
  g_autoptr(GError) error = fail_at ("https://255.255.255.255");

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  const char *reply = data;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, reply, WH_RAW_RESET);
  response = wh_client_fixture_send (fixture, request, &error);
  if (response != NULL)
    {
      g_assert_nonnull (wh_api_response_get_damage (response));
    }
  else
    {
      g_assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
                     || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT));
    }

  wh_fake_clock_advance (fixture->clock, 60 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 1);
}

/* A change that the server took without an answer is not sent a second time, neither by the
 * client nor by libsoup, which would do so on a connection that was good before. */
static void
test_change_is_sent_once (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new (data, "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_assert_no_error (error);
  g_clear_object (&response);

  wh_raw_server_push (fixture->server, "", WH_RAW_CLOSE);
  response = wh_client_fixture_send (fixture, request, &error);
  g_assert_null (response);
  g_assert_nonnull (error);
  wh_fake_clock_advance (fixture->clock, 60 * SECOND);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 2);
}

static char *
repeat (const char *head,
        const char *text,
        guint       n,
        const char *end)
{
  GString *all = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  g_string_append (all, end);

  return g_string_free (all, FALSE);
}

/* N13, N14: a defined error or a plain answer, and never a hang. */
static const struct
{
  const char *name;
  const char *head;
  const char *repeated;
  guint n;
  const char *end;
  guint status; /* 0: an error */
} odd[] = {
  { "big-header", OK_HEAD "X-Big: ", "0123456789", 6400, "\r\nContent-Length: 2\r\n\r\n{}", 200 },
  { "too-big-header", OK_HEAD "X-Big: ", "0123456789", 40000, "\r\n\r\n{}", 0 },
  { "many-headers", OK_HEAD, "X-A: b\r\n", 5000, "Content-Length: 2\r\n\r\n{}", 200 },
  { "not-utf8-header", OK_HEAD "X-A: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}", "", 0, "", 200 },
  { "folded-header", OK_HEAD "X-A: b\r\n  c\r\nContent-Length: 2\r\n\r\n{}", "", 0, "", 200 },
  { "no-headers", "HTTP/1.1 200 OK\r\n\r\n{}", "", 0, "", 200 },
  { "status-999", "HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\n{}", "", 0, "", 999 },
  { "204-with-body", "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n{}", "", 0, "", 204 },
  { "1xx-flood", "", "HTTP/1.1 103 Early\r\nX: y\r\n\r\n", 2000,
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200 },
  { "http-0.9", "{\"a\": 1}", "", 0, "", 0 },
  { "http-3.7", "HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\n{}", "", 0, "", 0 },
  { "nothing", "", "", 0, "", 0 },
  { "ssh", "SSH-2.0-OpenSSH_9.2\r\n", "", 0, "", 0 },
};

static void
test_odd (Fixture       *fixture,
          gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *reply = repeat (odd[i].head, odd[i].repeated, odd[i].n, odd[i].end);
  g_autoptr(WhApiRequest) request = wh_api_request_new ("DELETE", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push (fixture->server, reply, WH_RAW_CLOSE);
  response = wh_client_fixture_send (fixture, request, &error);
  if (response != NULL)
    g_assert_cmpuint (wh_api_response_get_status (response), ==, odd[i].status);
  else
    g_assert_nonnull (error);

  if (odd[i].status != 0)
    g_assert_no_error (error);
}

static void
test_nul_in_header (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char reply[] = OK_HEAD "X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (reply, sizeof (reply) - 1);
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  wh_raw_server_push_bytes (fixture->server, bytes, WH_RAW_CLOSE);
  response = wh_client_fixture_get (fixture, "/v2/x/", &error);
  g_assert_true ((response != NULL) != (error != NULL));
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/api/api-client-faults/" name, Fixture, data, wh_client_fixture_set_up, \
              func, wh_client_fixture_tear_down)

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cut_short); i++)
    {
      g_autofree char *name =
        g_strconcat ("/wellhead/api/api-client-faults/cut-short/", cut_short[i].name, NULL);

      g_test_add (name, Fixture, GUINT_TO_POINTER (i), wh_client_fixture_set_up, test_cut_short,
                  wh_client_fixture_tear_down);
    }

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *name =
        g_strconcat ("/wellhead/api/api-client-faults/odd/", odd[i].name, NULL);

      g_test_add (name, Fixture, GUINT_TO_POINTER (i), wh_client_fixture_set_up, test_odd,
                  wh_client_fixture_tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  add_tables ();
  ADD ("negative-length", NULL, test_negative_length);
  ADD ("no-leftovers", NULL, test_no_leftovers);
  ADD ("endless/plain", "HTTP/1.1 200 OK\r\n\r\n", test_endless);
  ADD ("endless/announced", "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
       test_endless);
  ADD ("endless/chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", test_endless);
  ADD ("bomb", NULL, test_bomb);
  ADD ("exactly-at-the-cap", NULL, test_exactly_at_the_cap);
  ADD ("gzip", NULL, test_gzip);
  ADD ("bad-gzip/garbage", GUINT_TO_POINTER (GZIP_GARBAGE), test_bad_gzip);
  ADD ("bad-gzip/cut", GUINT_TO_POINTER (GZIP_CUT), test_bad_gzip);
  ADD ("bad-gzip/checksum", GUINT_TO_POINTER (GZIP_CHECKSUM), test_bad_gzip);
  ADD ("bad-gzip/trailer", GUINT_TO_POINTER (GZIP_TRAILER), test_bad_gzip);
  ADD ("bad-gzip/not-asked-for", GUINT_TO_POINTER (GZIP_NOT_ASKED_FOR), test_bad_gzip);
  ADD ("redirect", NULL, test_redirect);
  ADD ("refused", NULL, test_refused);
  g_test_add_func ("/wellhead/api/api-client-faults/unknown-host", test_unknown_host);
  g_test_add_func ("/wellhead/api/api-client-faults/unreachable", test_unreachable);
  ADD ("dropped/before-headers", "", test_dropped);
  ADD ("dropped/in-headers", "HTTP/1.1 200 OK\r\nX-", test_dropped);
  ADD ("dropped/in-body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1", test_dropped);
  ADD ("change-is-sent-once/post", "POST", test_change_is_sent_once);
  ADD ("change-is-sent-once/put", "PUT", test_change_is_sent_once);
  ADD ("change-is-sent-once/delete", "DELETE", test_change_is_sent_once);
  ADD ("nul-in-header", NULL, test_nul_in_header);

  return g_test_run ();
}
