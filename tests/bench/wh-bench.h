/* wh-bench.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Watches the main loop: how long it was away at the most, and how often for too long. Absences
 * are counted twice: by the clock, and in the time that the thread had a processor, which is what
 * the program is to blame for where others work on the machine, too. */
typedef struct
{
  gint64 threshold_us;
  gint64 last;
  gint64 longest;
  guint  n_stalls;
  gint64 last_cpu;
  gint64 longest_cpu;
  guint  n_cpu_stalls;
  guint  source_id;
} WhBenchStalls;

void   wh_bench_stalls_start (WhBenchStalls *self,
                              gint64         threshold_us);
void   wh_bench_stalls_stop  (WhBenchStalls *self);
double wh_bench_get_rss_mb   (void);
gint64 wh_bench_get_thread_cpu (void);
gint64 wh_bench_get_process_cpu (GPid pid);
gint64 wh_bench_get_ended_cpu (void);
gint64 wh_bench_median       (gint64        *values,
                              guint          n);

G_END_DECLS
