/* wh-clock.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where time comes from, so that a test can turn the hands: the limiter, the retries
 * and the deadlines never ask the system themselves. */

#define WH_TYPE_CLOCK (wh_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (WhClock, wh_clock, WH, CLOCK, GObject)

struct _WhClockClass
{
  GObjectClass parent_class;

  gint64    (*get_monotonic) (WhClock *self);
  gint64    (*get_real)      (WhClock *self);
  GSource * (*new_timeout)   (WhClock *self,
                              gint64   delay_us);
};

WhClock *wh_clock_new_system    (void);
gint64   wh_clock_get_monotonic (WhClock     *self);
gint64   wh_clock_get_real      (WhClock     *self);
GSource *wh_clock_add_timeout   (WhClock     *self,
                                 gint64       delay_us,
                                 GSourceFunc  func,
                                 gpointer     user_data);

G_END_DECLS
