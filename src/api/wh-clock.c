/* wh-clock.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-clock.h"

G_DEFINE_TYPE (WhClock, wh_clock, G_TYPE_OBJECT)

static gint64
wh_clock_real_get_monotonic (WhClock *self)
{
  return g_get_monotonic_time ();
}

static gint64
wh_clock_real_get_real (WhClock *self)
{
  return g_get_real_time ();
}

static GSource *
wh_clock_real_new_timeout (WhClock *self,
                           gint64   delay_us)
{
  return g_timeout_source_new (MAX (0, (delay_us + 999) / 1000));
}

static void
wh_clock_class_init (WhClockClass *klass)
{
  klass->get_monotonic = wh_clock_real_get_monotonic;
  klass->get_real = wh_clock_real_get_real;
  klass->new_timeout = wh_clock_real_new_timeout;
}

static void
wh_clock_init (WhClock *self)
{
}

/**
 * wh_clock_new_system:
 *
 * Returns: (transfer full): the clock that everybody uses but tests
 */
WhClock *
wh_clock_new_system (void)
{
  return g_object_new (WH_TYPE_CLOCK, NULL);
}

/**
 * wh_clock_get_monotonic:
 * @self: a clock
 *
 * Returns: microseconds that never go backwards, for durations
 */
gint64
wh_clock_get_monotonic (WhClock *self)
{
  g_return_val_if_fail (WH_IS_CLOCK (self), 0);

  return WH_CLOCK_GET_CLASS (self)->get_monotonic (self);
}

/**
 * wh_clock_get_real:
 * @self: a clock
 *
 * Returns: microseconds since the epoch, for what is kept over restarts
 */
gint64
wh_clock_get_real (WhClock *self)
{
  g_return_val_if_fail (WH_IS_CLOCK (self), 0);

  return WH_CLOCK_GET_CLASS (self)->get_real (self);
}

/**
 * wh_clock_add_timeout:
 * @self: a clock
 * @delay_us: microseconds from now, never early
 * @func: called then, in the thread-default main context of now
 * @user_data: for @func
 *
 * Returns: (transfer full): the attached source; g_source_destroy() it to call it off
 */
GSource *
wh_clock_add_timeout (WhClock     *self,
                      gint64       delay_us,
                      GSourceFunc  func,
                      gpointer     user_data)
{
  GSource *source;

  g_return_val_if_fail (WH_IS_CLOCK (self), NULL);

  source = WH_CLOCK_GET_CLASS (self)->new_timeout (self, delay_us);
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}
