/* test-demo-fault.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

#define HUGE_BYTES (50 * 1000 * 1000)

static void
test_names (void)
{
  static const char * const names[] = {
    "slow", "stall", "reset", "short", "garbage", "html500", "throttle", "redirect", "huge", "deep",
  };
  WhDemoFault fault = WH_DEMO_FAULT_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (wh_demo_fault_from_name (names[i], &fault));
      g_assert_cmpuint (fault, ==, WH_DEMO_FAULT_SLOW + i);
    }
  g_assert_false (wh_demo_fault_from_name ("", &fault));
  g_assert_false (wh_demo_fault_from_name ("Slow", &fault));
  g_assert_false (wh_demo_fault_from_name ("flood", &fault));
}

/* Those that are answers of their own */
static void
test_answers (void)
{
  static const struct
  {
    WhDemoFault fault;
    guint status;
    const char *text;
    const char *header;
    const char *value;
  } cases[] = {
    { WH_DEMO_FAULT_GARBAGE, 200, "<oops>", "Content-Type", "application/json" },
    { WH_DEMO_FAULT_HTML500, 500, "<h1>Server Error (500)</h1>", "Content-Type", "text/html" },
    { WH_DEMO_FAULT_THROTTLE, 429, "Request was throttled.", "Retry-After", "1" },
    { WH_DEMO_FAULT_REDIRECT, 302, "", "Location", "http://elsewhere.example/" },
    { WH_DEMO_FAULT_SLOW, 200, "{\"status\":\"ok\"}", "Content-Type", "application/json" },
    { WH_DEMO_FAULT_NONE, 200, "{\"status\":\"ok\"}", "Content-Type", "application/json" },
  };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      wh_demo_server_set_fault (test->server, cases[i].fault);
      wh_demo_test_send (test, "GET", "/v2/api-status/", NULL);
      g_assert_no_error (test->error);
      g_assert_cmpuint (test->status, ==, cases[i].status);
      wh_demo_test_assert_text (test, cases[i].text);
      g_assert_cmpstr (soup_message_headers_get_one (test->headers, cases[i].header), ==,
                       cases[i].value);
      g_assert_cmpint (test->root != NULL, ==, cases[i].text[0] == '{' && i > 0
                                               ? TRUE : cases[i].status == 429);
    }
}

/* libsoup 3.2.3 takes a reset for an error, but not an early end of the body. */
static void
assert_cut (WhDemoTest *test)
{
  goffset announced = soup_message_headers_get_content_length (test->headers);

  g_assert_cmpint (announced, >, 1);
  g_assert_cmpint ((goffset) g_bytes_get_size (test->body), <, announced);
}

/* Those whose body breaks off: fewer bytes arrive than were announced */
static void
test_broken (void)
{
  static const WhDemoFault faults[] = { WH_DEMO_FAULT_RESET, WH_DEMO_FAULT_SHORT };
  static const char * const paths[] = { "/v2/customers/", "/v2/api-status/" };
  g_autoptr(WhDemoTest) test = wh_demo_test_new (50, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (paths); j++)
      {
        wh_demo_server_set_fault (test->server, faults[i]);
        g_assert_cmpuint (wh_demo_test_send (test, "GET", paths[j], NULL), ==, 200);
        g_assert_true (test->error != NULL || faults[i] == WH_DEMO_FAULT_SHORT);
        assert_cut (test);
      }

  /* An empty answer is cut too. */
  wh_demo_server_set_fault (test->server, WH_DEMO_FAULT_SHORT);
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/api-status", NULL), ==, 301);
  assert_cut (test);

  wh_demo_server_set_fault (test->server, WH_DEMO_FAULT_NONE);
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/customers/", NULL), ==, 200);
  g_assert_no_error (test->error);
}

static void
test_huge (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);
  const char *data;
  gsize length;

  wh_demo_server_set_fault (test->server, WH_DEMO_FAULT_HUGE);
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/customers/", NULL), ==, 200);
  g_assert_no_error (test->error);
  data = g_bytes_get_data (test->body, &length);
  g_assert_cmpuint (length, ==, HUGE_BYTES);
  g_assert_true (strncmp (data, "[ 7,7,", 6) == 0);
  g_assert_true (strncmp (data + length - 6, "7,7,7]", 6) == 0);
  for (gsize i = 2; i < length - 1; i += 2)
    if (data[i] != '7')
      g_assert_not_reached ();
}

static void
test_deep (void)
{
  g_autoptr(WhDemoTest) test = wh_demo_test_new (5, FALSE);
  const char *text;

  wh_demo_server_set_fault (test->server, WH_DEMO_FAULT_DEEP);
  g_assert_cmpuint (wh_demo_test_send (test, "GET", "/v2/customers/", NULL), ==, 200);
  text = wh_demo_test_text (test);
  g_assert_cmpuint (strspn (text, "["), ==, 100000);
  g_assert_cmpuint (strspn (text + 100000, "]"), ==, 100000);
  g_assert_cmpuint (strlen (text), ==, 200000);
}

typedef struct
{
  gboolean done;
  goffset n_bytes;
  GError *error;
} Reply;

static void
on_read_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Reply *reply = user_data;
  g_autoptr(GBytes) bytes = NULL;

  bytes = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &reply->error);
  reply->n_bytes = bytes != NULL ? (goffset) g_bytes_get_size (bytes) : 0;
  reply->done = TRUE;
}

static gboolean
on_tick_cb (gpointer user_data)
{
  guint *ticks = user_data;

  *ticks += 1;
  return G_SOURCE_CONTINUE;
}

/* Waits for a condition that is sure to come, or fails the test. */
#define wait_for(condition) \
  G_STMT_START { \
    guint ticks = 0; \
    guint ticker = g_timeout_add (10, on_tick_cb, &ticks); \
    while (!(condition)) \
      { \
        g_assert_cmpuint (ticks, <, 6000); \
        g_main_context_iteration (NULL, TRUE); \
      } \
    g_source_remove (ticker); \
  } G_STMT_END

/* Who waits is let go when the server stops, whether it stalls, trickles or is slow to begin */
static void
test_stop (void)
{
  static const struct { WhDemoFault fault; guint latency_ms; } cases[] = {
    { WH_DEMO_FAULT_STALL, 0 }, { WH_DEMO_FAULT_SLOW, 0 }, { WH_DEMO_FAULT_NONE, 3600 * 1000 },
    { WH_DEMO_FAULT_HUGE, 0 }, { WH_DEMO_FAULT_STALL, 3600 * 1000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
      g_autoptr(SoupSession) session = soup_session_new ();
      g_autoptr(SoupMessage) message = NULL;
      g_autoptr(WhDemoServer) server = NULL;
      g_autofree char *url = NULL;
      Reply reply = { FALSE };

      options.n_customers = 500;
      options.fault = cases[i].fault;
      options.latency_ms = cases[i].latency_ms;
      server = wh_demo_server_new (&options);
      g_assert_true (wh_demo_server_start (server, NULL));
      url = g_strconcat (wh_demo_server_get_url (server), "/v2/customers/", NULL);
      message = soup_message_new ("POST", url);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_read_cb,
                                        &reply);
      wait_for (wh_demo_server_get_n_requests (server) == 1);
      for (int j = 0; j < 20; j++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_false (reply.done);

      wh_demo_server_stop (server);
      wait_for (reply.done);
      g_assert_true (reply.error != NULL
                     || reply.n_bytes < soup_message_headers_get_content_length (
                                            soup_message_get_response_headers (message)));
      g_clear_error (&reply.error);
      g_assert_finalize_object (g_steal_pointer (&server));
    }
}

static guint
count_open_files (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* A connection that is never answered must not stay open once nobody waits for it. */
static void
test_stall_given_up (void)
{
  static const char text[] = "GET /v2/customers/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(WhDemoServer) server = NULL;
  guint n_before;

  if (!g_file_test ("/proc/self/fd", G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("The open files of a process cannot be counted here");
      return;
    }

  options.fault = WH_DEMO_FAULT_STALL;
  server = wh_demo_server_new (&options);
  g_assert_true (wh_demo_server_start (server, NULL));
  n_before = count_open_files ();
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr(GSocketConnection) connection = NULL;
      GOutputStream *output;

      connection = g_socket_client_connect_to_uri (client, wh_demo_server_get_url (server), 80,
                                                   NULL, NULL);
      g_assert_nonnull (connection);
      output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
      g_assert_true (g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL));
      wait_for (wh_demo_server_get_n_requests (server) == i);
      g_assert_cmpuint (count_open_files (), >, n_before);
      g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
    }
  wait_for (count_open_files () <= n_before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/fault/names", test_names);
  g_test_add_func ("/wellhead/demo/fault/answers", test_answers);
  g_test_add_func ("/wellhead/demo/fault/broken", test_broken);
  g_test_add_func ("/wellhead/demo/fault/huge", test_huge);
  g_test_add_func ("/wellhead/demo/fault/deep", test_deep);
  g_test_add_func ("/wellhead/demo/fault/stop", test_stop);

  g_test_add_func ("/wellhead/demo/fault/stall-given-up", test_stall_given_up);

  return g_test_run ();
}
