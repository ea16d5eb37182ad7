/* bench-customers.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-bench.h"
#include "wh-list-view-private.h"

#include <stdio.h>
#include <stdlib.h>

/* 100 000 customers through the real list in a real window, against curl that fetches the same
 * pages from the same server one after another. The server is a process of its own. */

#define N_CUSTOMERS "100000"
#define N_PAGES "400"
#define TOKEN "bench"
#define STALL_US 33000
#define QUIET_US 300000

typedef struct
{
  GSubprocess *server;
  char        *url;
  WhListView  *list;
} Bench;

static void
fail (const char   *what,
      const GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "?");
  exit (EXIT_FAILURE);
}

static void
start_server (Bench      *bench,
              const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;

  bench->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                    "--customers", N_CUSTOMERS, "--no-limits", "--token", TOKEN,
                                    "--public-token", TOKEN, NULL);
  if (bench->server == NULL)
    fail ("The server did not start", error);

  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->server));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
  if (line == NULL || !g_str_has_prefix (line, "listening on "))
    fail ("The server does not listen", error);
  bench->url = g_strdup (line + strlen ("listening on "));
}

static double
measure_curl (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) curl = NULL;
  g_autofree char *pages = NULL;
  gint64 start = g_get_monotonic_time ();

  pages = g_strdup_printf ("%s/v2/customers/?per_page=250&direction=asc&page=[1-" N_PAGES "]",
                           bench->url);
  curl = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "curl", "--silent",
                           "--fail", "--noproxy", "*", "--header", "Authorization: " TOKEN,
                           pages, NULL);
  if (curl == NULL || !g_subprocess_wait_check (curl, NULL, &error))
    fail ("curl", error);

  return (double) (g_get_monotonic_time () - start) / 1e6;
}

/* From the change until the frame that shows it, in milliseconds. */
static void
measure_change (Bench      *bench,
                const char *what,
                void      (*change) (Bench *bench))
{
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->list));
  gint64 start = g_get_monotonic_time ();
  gint64 start_cpu = wh_bench_get_thread_cpu ();
  gint64 work;
  gint64 counter;

  change (bench);
  work = wh_bench_get_thread_cpu () - start_cpu;
  counter = gdk_frame_clock_get_frame_counter (frame_clock);
  gtk_widget_queue_draw (GTK_WIDGET (bench->list));
  while (gdk_frame_clock_get_frame_counter (frame_clock) < counter + 2)
    g_main_context_iteration (NULL, TRUE);

  g_print ("%s: CPU of the main thread %.0f ms in one go, with the frames that show it %.0f ms; "
           "by the clock %.0f ms (goal 100)\n",
           what, (double) work / 1e3, (double) (wh_bench_get_thread_cpu () - start_cpu) / 1e3,
           (double) (g_get_monotonic_time () - start) / 1e3);
}

static void
open_list (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WhClock) clock = wh_clock_new_system ();
  g_autoptr (WhApiClient) client = wh_api_client_new (bench->url, bench->url, clock, &error);
  g_autoptr (WhCollection) collection = NULL;
  GtkWidget *window = gtk_window_new ();

  if (client == NULL)
    fail ("The client", error);
  wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE, TOKEN);
  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (client), FALSE);

  collection = wh_collection_new (client, wh_resources_find ("customer"));
  bench->list = WH_LIST_VIEW (wh_list_view_new (collection));
  wh_collection_set_limit (collection, WH_COLLECTION_NO_LIMIT);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench->list));
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* Who had a processor for how long, in microseconds. */
typedef struct
{
  gint64 thread;
  gint64 program;
  gint64 server;
} Cpu;

static Cpu
get_cpu (Bench *bench)
{
  return (Cpu) { wh_bench_get_thread_cpu (), wh_bench_get_process_cpu (0),
                 wh_bench_get_process_cpu (atoi (g_subprocess_get_identifier (bench->server))) };
}

static void
report_cpu (const Cpu *before,
            const Cpu *after,
            gint64     curl)
{
  gint64 program = after->program - before->program;

  g_print ("CPU: main thread %.0f ms, whole program %.0f ms, server %.0f ms, curl %.0f ms; "
           "program / curl %.2f\n",
           (double) (after->thread - before->thread) / 1e3, (double) program / 1e3,
           (double) (after->server - before->server) / 1e3, (double) curl / 1e3,
           (double) program / (double) MAX (curl, 1));
}

static void
report_stalls (const WhBenchStalls *stalls)
{
  g_print ("main loop: longest absence %.0f ms (goal 33), %u over that; in CPU %.0f ms, %u over "
           "that\n",
           (double) stalls->longest / 1e3, stalls->n_stalls, (double) stalls->longest_cpu / 1e3,
           stalls->n_cpu_stalls);
}

/* What follows the end of the loading belongs to it: the frames that show it. */
static void
await_quiet (void)
{
  gint64 start = g_get_monotonic_time ();

  while (g_get_monotonic_time () - start < QUIET_US)
    g_main_context_iteration (NULL, TRUE);
}

static void
measure_loading (Bench *bench)
{
  double curl = measure_curl (bench);
  gint64 ended = wh_bench_get_ended_cpu ();
  double curl_again = measure_curl (bench);
  gint64 curl_cpu = wh_bench_get_ended_cpu () - ended;
  double before = wh_bench_get_rss_mb ();
  Cpu cpu_before = get_cpu (bench);
  Cpu cpu_after;
  gint64 start;
  double seconds;
  WhBenchStalls stalls;

  start = g_get_monotonic_time ();
  wh_bench_stalls_start (&stalls, STALL_US);
  wh_collection_load (bench->list->collection);
  while (wh_collection_is_loading (bench->list->collection))
    g_main_context_iteration (NULL, TRUE);
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  cpu_after = get_cpu (bench);
  await_quiet ();
  wh_bench_stalls_stop (&stalls);
  curl = MIN (MIN (curl, curl_again), measure_curl (bench));

  g_print ("%u customers: curl %.2f s, Wellhead %.2f s\nratio %.2f (goal 1.5)\n"
           "memory %+.0f MB (goal 60)\n",
           g_list_model_get_n_items (G_LIST_MODEL (bench->list->collection)), curl, seconds,
           seconds / curl, wh_bench_get_rss_mb () - before);
  report_cpu (&cpu_before, &cpu_after, curl_cpu);
  report_stalls (&stalls);
}

static void
sort_by (Bench      *bench,
         const char *field,
         GtkSortType order)
{
  GListModel *columns = gtk_column_view_get_columns (bench->list->view);
  int wanted = wh_resource_find_field (bench->list->resource, field);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "field")) == wanted)
        gtk_column_view_sort_by_column (bench->list->view, column, order);
    }
}

static void
sort_by_number (Bench *bench)
{
  sort_by (bench, "mrr_cents", GTK_SORT_DESCENDING);
}

static void
sort_by_text (Bench *bench)
{
  sort_by (bench, "email", GTK_SORT_ASCENDING);
}

static void
sort_by_text_descending (Bench *bench)
{
  sort_by (bench, "email", GTK_SORT_DESCENDING);
}

/* The entry waits for the next key before it says so; the work is what is measured. */
static void
type (Bench      *bench,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (bench->list->search_entry), text);
  g_signal_emit_by_name (bench->list->search_entry, "search-changed");
}

static void
search (Bench *bench)
{
  type (bench, "an");
}

static void
search_nothing (Bench *bench)
{
  type (bench, "");
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };

  if (argc != 2)
    {
      g_printerr ("Usage: %s DEMO-SERVER\n", argv[0]);
      return EXIT_FAILURE;
    }

  wh_api_prepare_process ();
  adw_init ();
  start_server (&bench, argv[1]);
  open_list (&bench);
  measure_loading (&bench);

  measure_change (&bench, "sort by a number", sort_by_number);
  measure_change (&bench, "sort by a text, first time", sort_by_text);
  measure_change (&bench, "sort by a text, the other way", sort_by_text_descending);
  measure_change (&bench, "a filter keystroke", search);
  measure_change (&bench, "the filter taken away", search_nothing);

  g_subprocess_send_signal (bench.server, SIGTERM);
  g_subprocess_wait (bench.server, NULL, NULL);

  return EXIT_SUCCESS;
}
