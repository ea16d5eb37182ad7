/* wh-demo-main.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-server.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define EXIT_USAGE 2
#define MAX_CUSTOMERS 1000000

typedef struct
{
  int port;
  char *token;
  char *public_token;
  int customers;
  int seed;
  char *today;
  int latency;
  gboolean no_limits;
  char *fault;
  gboolean version;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->token);
  g_free (arguments->public_token);
  g_free (arguments->today);
  g_free (arguments->fault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse (Arguments   *arguments,
       int         *argc,
       char      ***argv,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port, "Loopback port (any that is free)", "N" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &arguments->token, "Private token (made up)", "T" },
    { "public-token", 0, 0, G_OPTION_ARG_STRING, &arguments->public_token,
      "Public token, for customer events (made up)", "T" },
    { "customers", 0, 0, G_OPTION_ARG_INT, &arguments->customers,
      "How many customers there are (2500)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &arguments->seed,
      "The same seed and date make the same data (1)", "N" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &arguments->today,
      "Day on which the data end, YYYY-MM-DD (today)", "DATE" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &arguments->latency,
      "Milliseconds to wait before each answer (0)", "MS" },
    { "no-limits", 0, 0, G_OPTION_ARG_NONE, &arguments->no_limits, "Never answer 429", NULL },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &arguments->fault,
      "Go wrong: slow, stall, reset, short, garbage, html500, throttle, redirect, huge, deep",
      "KIND" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Print the version", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "A pretend ProfitWell on 127.0.0.1, to try a client on.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Unexpected argument “%s”",
               (*argv)[1]);
  return FALSE;
}

static gboolean
check_range (const char  *name,
             int          value,
             int          min,
             int          max,
             GError     **error)
{
  if (value >= min && value <= max)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s must be from %d to %d", name,
               min, max);
  return FALSE;
}

static gboolean
make_options (const Arguments  *arguments,
              WhDemoOptions    *options,
              GError          **error)
{
  if (!check_range ("port", arguments->port, 0, G_MAXUINT16, error)
      || !check_range ("customers", arguments->customers, 0, MAX_CUSTOMERS, error)
      || !check_range ("seed", arguments->seed, 0, G_MAXINT, error)
      || !check_range ("latency", arguments->latency, 0, 3600 * 1000, error))
    return FALSE;

  if (arguments->fault != NULL && !wh_demo_fault_from_name (arguments->fault, &options->fault))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no fault “%s”",
                   arguments->fault);
      return FALSE;
    }

  options->port = (guint16) arguments->port;
  options->token = arguments->token;
  options->public_token = arguments->public_token;
  options->n_customers = (guint) arguments->customers;
  options->seed = (guint) arguments->seed;
  options->today = arguments->today;
  options->latency_ms = (guint) arguments->latency;
  options->limits = !arguments->no_limits;
  return TRUE;
}

static gboolean
on_signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* The tokens are what this program is asked for, not something that it logs. */
static void
announce (WhDemoServer    *server,
          const Arguments *arguments)
{
  if (arguments->token == NULL)
    printf ("private token: %s\n", wh_demo_server_get_token (server));
  if (arguments->public_token == NULL)
    printf ("public token: %s\n", wh_demo_server_get_public_token (server));
  printf ("listening on %s\n", wh_demo_server_get_url (server));
  fflush (stdout);
}

static int
fail (GError *error,
      int     status)
{
  g_printerr ("wellhead-demo-server: %s\n", error->message);
  return status;
}

int
main (int    argc,
      char **argv)
{
  g_auto(Arguments) arguments = { .customers = 2500, .seed = 1 };
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr(WhDemoServer) server = NULL;
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(GError) error = NULL;
  guint interrupted, terminated;

  setlocale (LC_ALL, "");
  if (!parse (&arguments, &argc, &argv, &error))
    return fail (error, EXIT_USAGE);
  if (arguments.version)
    {
      g_print ("wellhead-demo-server %s\n", WH_VERSION);
      return EXIT_SUCCESS;
    }
  if (!make_options (&arguments, &options, &error))
    return fail (error, EXIT_USAGE);

  loop = g_main_loop_new (NULL, FALSE);
  interrupted = g_unix_signal_add (SIGINT, on_signal_cb, loop);
  terminated = g_unix_signal_add (SIGTERM, on_signal_cb, loop);

  server = wh_demo_server_new (&options);
  if (!wh_demo_server_start (server, &error))
    return fail (error, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT)
                            ? EXIT_USAGE
                            : EXIT_FAILURE);

  announce (server, &arguments);
  g_main_loop_run (loop);

  wh_demo_server_stop (server);
  g_source_remove (interrupted);
  g_source_remove (terminated);
  return EXIT_SUCCESS;
}
