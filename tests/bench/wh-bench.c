/* wh-bench.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static gboolean
tick (gpointer user_data)
{
  WhBenchStalls *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 cpu = wh_bench_get_thread_cpu ();
  gint64 away = now - self->last;
  gint64 away_cpu = cpu - self->last_cpu;

  self->last = now;
  self->longest = MAX (self->longest, away);
  self->n_stalls += away > self->threshold_us;
  self->last_cpu = cpu;
  self->longest_cpu = MAX (self->longest_cpu, away_cpu);
  self->n_cpu_stalls += away_cpu > self->threshold_us;

  return G_SOURCE_CONTINUE;
}

/**
 * wh_bench_stalls_start:
 * @self: memory for the counts
 * @threshold_us: an absence of more microseconds is a stall
 *
 * Starts to look every millisecond whether the main loop is there.
 */
void
wh_bench_stalls_start (WhBenchStalls *self,
                       gint64         threshold_us)
{
  *self = (WhBenchStalls) { .threshold_us = threshold_us,
                            .last = g_get_monotonic_time (),
                            .last_cpu = wh_bench_get_thread_cpu () };
  self->source_id = g_timeout_add_full (G_PRIORITY_HIGH, 1, tick, self, NULL);
}

/**
 * wh_bench_stalls_stop:
 * @self: what was started
 */
void
wh_bench_stalls_stop (WhBenchStalls *self)
{
  tick (self);
  g_clear_handle_id (&self->source_id, g_source_remove);
}

/**
 * wh_bench_get_rss_mb:
 *
 * Returns: the resident memory of this process, in MB
 */
double
wh_bench_get_rss_mb (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*s %ld", &pages);

  return (double) pages * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

/**
 * wh_bench_get_thread_cpu:
 *
 * Returns: for how many microseconds this thread has had a processor
 */
gint64
wh_bench_get_thread_cpu (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * wh_bench_get_process_cpu:
 * @pid: a process that runs, 0 for this one
 *
 * Returns: for how many microseconds its threads have had processors, all together
 */
gint64
wh_bench_get_process_cpu (GPid pid)
{
  struct timespec time = { 0 };
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) == 0)
    clock_gettime (clock, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * wh_bench_get_ended_cpu:
 *
 * Returns: for how many microseconds the children that have ended had processors
 */
gint64
wh_bench_get_ended_cpu (void)
{
  struct rusage usage = { 0 };

  getrusage (RUSAGE_CHILDREN, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static int
compare (const void *a,
         const void *b)
{
  const gint64 x = *(const gint64 *) a;
  const gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/**
 * wh_bench_median:
 * @values: (array length=n): what was measured; left sorted
 * @n: how many, more than 0
 *
 * Returns: the one in the middle
 */
gint64
wh_bench_median (gint64 *values,
                 guint   n)
{
  qsort (values, n, sizeof *values, compare);

  return values[n / 2];
}
