/* wh-rate-window.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic of one limit, without clock and without callers: times are monotonic, in
 * microseconds, and handed in. Private to the layer. */

typedef struct
{
  guint capacity;
  gint64 length;     /* of the window: the period, and a little more */
  GArray *uses;      /* gint64, ascending */
  gint64 held_until;
} WhRateWindow;

void      wh_rate_window_init           (WhRateWindow *self,
                                         guint         capacity,
                                         gint64        period);
void      wh_rate_window_clear          (WhRateWindow *self);
void      wh_rate_window_prune          (WhRateWindow *self,
                                         gint64        now);
guint     wh_rate_window_get_n_uses     (WhRateWindow *self);
void      wh_rate_window_add            (WhRateWindow *self,
                                         gint64        stamp);
void      wh_rate_window_move           (WhRateWindow *self,
                                         gint64        stamp,
                                         gint64        new_stamp);
void      wh_rate_window_hold           (WhRateWindow *self,
                                         gint64        until);
gint64    wh_rate_window_get_next_leave (WhRateWindow *self);
gint64    wh_rate_window_get_ready_time (WhRateWindow *self,
                                         guint         n,
                                         gint64        now);
GVariant *wh_rate_window_save           (WhRateWindow *self,
                                         gint64        now,
                                         gint64        real_now);
void      wh_rate_window_restore        (WhRateWindow *self,
                                         GVariant     *entries,
                                         gint64        now,
                                         gint64        real_now);

G_END_DECLS
