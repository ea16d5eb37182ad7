/* test-worker.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-worker.h"

#include "wh-test-util.h"

#define N_JOBS 100

/* What one job adds to. Only the worker's thread touches it until the worker was stopped. */
typedef struct
{
  GArray *order; /* of guint */
  GThread *thread;
} Log;

typedef struct
{
  Log *log;
  guint number;
} Note;

static int n_notes; /* that were not freed */

static Note *
note_new (Log   *log,
          guint  number)
{
  Note *note = g_new0 (Note, 1);

  note->log = log;
  note->number = number;
  g_atomic_int_inc (&n_notes);

  return note;
}

static void
note_free (gpointer data)
{
  g_atomic_int_add (&n_notes, -1);
  g_free (data);
}

static gpointer
write_down (gpointer   data,
            GError   **error)
{
  Note *note = data;

  g_assert_true (note->log->thread == NULL || note->log->thread == g_thread_self ());
  note->log->thread = g_thread_self ();
  g_array_append_val (note->log->order, note->number);

  return g_strdup_printf ("%u", note->number);
}

static gpointer
fail (gpointer   data,
      GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  return NULL;
}

/* One after another, in one thread that is not this one, whether somebody waits or not. */
static void
test_order (void)
{
  g_autoptr (WhWorker) worker = wh_worker_new ("test");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  Log log = { .order = order };
  GAsyncResult *results[N_JOBS] = { NULL, };

  for (guint i = 0; i < N_JOBS; i++)
    {
      GTask *task = i % 3 == 0 ? NULL : g_task_new (NULL, NULL, wh_test_store_result, &results[i]);

      wh_worker_push (worker, task, write_down, note_new (&log, i), note_free, g_free);
    }
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *expected = g_strdup_printf ("%u", i);
      g_autoptr (GError) error = NULL;

      if (i % 3 == 0)
        continue;
      wh_test_await (&results[i]);
      text = g_task_propagate_pointer (G_TASK (results[i]), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, expected);
      g_clear_object (&results[i]);
    }

  wh_worker_stop (worker);
  g_assert_true (log.thread != g_thread_self ());
  g_assert_cmpuint (order->len, ==, N_JOBS);
  for (guint i = 0; i < N_JOBS; i++)
    g_assert_cmpuint (g_array_index (order, guint, i), ==, i);
  g_assert_cmpint (g_atomic_int_get (&n_notes), ==, 0);
}

static void
test_failure (void)
{
  g_autoptr (WhWorker) worker = wh_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_worker_push (worker, g_task_new (NULL, NULL, wh_test_store_result, &result), fail,
                  NULL, NULL, NULL);
  wh_test_await (&result);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* Stopping waits for all that was asked for; afterwards nothing runs. */
static void
test_stop (void)
{
  g_autoptr (WhWorker) worker = wh_worker_new ("test");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Log log = { .order = order };

  for (guint i = 0; i < N_JOBS; i++)
    wh_worker_push (worker, NULL, write_down, note_new (&log, i), note_free, g_free);
  wh_worker_push (worker, g_task_new (NULL, NULL, wh_test_store_result, &before), write_down,
                  note_new (&log, N_JOBS), note_free, g_free);
  wh_worker_stop (worker);
  g_assert_cmpuint (order->len, ==, N_JOBS + 1);
  wh_test_await (&before);
  text = g_task_propagate_pointer (G_TASK (before), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "100");

  wh_worker_push (worker, g_task_new (NULL, NULL, wh_test_store_result, &after), write_down,
                  note_new (&log, 0), note_free, g_free);
  wh_worker_push (worker, NULL, write_down, note_new (&log, 0), note_free, g_free);
  wh_test_await (&after);
  g_assert_null (g_task_propagate_pointer (G_TASK (after), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (order->len, ==, N_JOBS + 1);
  g_assert_cmpint (g_atomic_int_get (&n_notes), ==, 0);
  wh_worker_stop (worker);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/worker/order", test_order);
  g_test_add_func ("/wellhead/core/worker/failure", test_failure);
  g_test_add_func ("/wellhead/core/worker/stop", test_stop);

  return g_test_run ();
}
