/* bench-startup.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-client.h"
#include "wh-application.h"
#include "wh-bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Start to first frame, of Wellhead and of the barest window that libadwaita can show, in turn.
 * Each start is a process of its own that ends itself after its first frame. */

#define N_STARTS 9

static void
on_after_paint_cb (GdkFrameClock *frame_clock,
                   gpointer       user_data)
{
  /* The parent measures until here: nothing of the teardown belongs to it. */
  if (write (STDOUT_FILENO, "!", 1) == 1)
    _exit (EXIT_SUCCESS);
}

static void
on_window_realize_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (on_after_paint_cb), NULL);
}

static void
on_window_added_cb (GtkApplication *application,
                    GtkWindow      *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (on_window_realize_cb), NULL);
}

static void
on_bare_activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 780);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_child (gboolean bare)
{
  g_autoptr (GApplication) application = NULL;
  char *arguments[] = { (char *) "bench", NULL };

  if (bare)
    {
      application = G_APPLICATION (adw_application_new ("io.github.wellhead.Bare",
                                                        G_APPLICATION_NON_UNIQUE));
      g_signal_connect (application, "activate", G_CALLBACK (on_bare_activate_cb), NULL);
    }
  else
    {
      wh_api_prepare_process ();
      application = G_APPLICATION (wh_application_new ());
      g_application_set_flags (application, g_application_get_flags (application) |
                                              G_APPLICATION_NON_UNIQUE);
    }
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added_cb), NULL);

  return g_application_run (application, 1, arguments);
}

static gint64
measure (const char *program,
         const char *which)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  char byte;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, which, NULL);
  if (process == NULL ||
      g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, &error) != 1)
    {
      g_printerr ("%s did not start: %s\n", which, error != NULL ? error->message : "no frame");
      exit (EXIT_FAILURE);
    }
  start = g_get_monotonic_time () - start;
  g_subprocess_wait (process, NULL, NULL);

  return start;
}

int
main (int   argc,
      char *argv[])
{
  gint64 bare[N_STARTS];
  gint64 wellhead[N_STARTS];

  if (argc > 1)
    return run_child (strcmp (argv[1], "--bare") == 0);

  measure (argv[0], "--bare");
  measure (argv[0], "--wellhead");
  for (guint i = 0; i < N_STARTS; i++)
    {
      bare[i] = measure (argv[0], "--bare");
      wellhead[i] = measure (argv[0], "--wellhead");
    }

  g_print ("start to first frame, median of %d: bare window %.0f ms, Wellhead %.0f ms\n"
           "ratio %.2f (goal 1.5)\n",
           N_STARTS, (double) wh_bench_median (bare, N_STARTS) / 1e3,
           (double) wh_bench_median (wellhead, N_STARTS) / 1e3,
           (double) wh_bench_median (wellhead, N_STARTS) /
             (double) wh_bench_median (bare, N_STARTS));

  return EXIT_SUCCESS;
}
