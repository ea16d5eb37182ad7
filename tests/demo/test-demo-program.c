/* test-demo-program.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-test.h"

#include <signal.h>

#define MAX_WAIT_S 60

static GSubprocess *
start (GSubprocessFlags    flags,
       const char * const *arguments)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, (gpointer) g_getenv ("WH_DEMO_SERVER"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char * const *) argv->pdata, flags, &error);
  g_assert_no_error (error);

  return process;
}

/* What it says and with which status it ends, for arguments that do not make it serve */
static void
test_arguments (void)
{
  static const struct { const char *arguments[4]; int status; const char *out; const char *err; }
  cases[] = {
    { { "--version" }, 0, "wellhead-demo-server " WH_VERSION "\n", "" },
    { { "--help" }, 0, "--fault=KIND", "" },
    { { "--nonsense" }, 2, "", "--nonsense" },
    { { "extra" }, 2, "", "Unexpected argument “extra”" },
    { { "--port", "65536" }, 2, "", "--port must be from 0 to 65535" },
    { { "--port", "http" }, 2, "", "http" },
    { { "--customers", "-1" }, 2, "", "--customers must be" },
    { { "--latency=-5" }, 2, "", "--latency must be" },
    { { "--fault", "flood" }, 2, "", "There is no fault “flood”" },
    { { "--today", "tomorrow" }, 2, "", "“tomorrow” is not a date" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSubprocess) process = NULL;
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autoptr(GError) error = NULL;

      process = start (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                       cases[i].arguments);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
      g_assert_no_error (error);
      g_test_message ("%s%s", out, err);
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, cases[i].status);
      g_assert_nonnull (strstr (out, cases[i].out));
      g_assert_nonnull (strstr (err, cases[i].err));
    }
}

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static guint
get_status (const char *url,
            const char *path,
            const char *token)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("timeout", MAX_WAIT_S, NULL);
  g_autofree char *whole = g_strconcat (url, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", whole);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", token);
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

/* It serves until it is asked to end, and then ends well */
static void
test_serves (void)
{
  static const struct { int signal; const char *arguments[8]; } cases[] = {
    { SIGINT, { "--customers", "20", "--token", "t", "--public-token", "p", "--no-limits" } },
    { SIGTERM, { "--customers=20", "--today=2026-06-15", "--seed=7", "--public-token=p" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSubprocess) process = start (G_SUBPROCESS_FLAGS_STDOUT_PIPE, cases[i].arguments);
      g_autoptr(GDataInputStream) out = NULL;
      g_autofree char *token = g_strdup ("t");
      g_autofree char *line = NULL;
      g_autoptr(GError) error = NULL;
      const char *url;

      out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
      line = read_line (out);
      if (i == 1)
        {
          g_assert_true (g_str_has_prefix (line, "private token: "));
          g_free (token);
          token = g_strdup (line + strlen ("private token: "));
          g_free (line);
          line = read_line (out);
        }
      g_assert_true (g_str_has_prefix (line, "listening on http://127.0.0.1:"));
      url = line + strlen ("listening on ");
      g_assert_cmpuint (get_status (url, "/v2/api-status/", token), ==, 200);
      g_assert_cmpuint (get_status (url, "/v2/api-status/", "wrong"), ==, 401);

      g_subprocess_send_signal (process, cases[i].signal);
      g_subprocess_wait (process, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/program/arguments", test_arguments);
  g_test_add_func ("/wellhead/demo/program/serves", test_serves);

  return g_test_run ();
}
