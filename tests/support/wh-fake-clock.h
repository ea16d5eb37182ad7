/* wh-fake-clock.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-clock.h"

G_BEGIN_DECLS

#define WH_TYPE_FAKE_CLOCK (wh_fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (WhFakeClock, wh_fake_clock, WH, FAKE_CLOCK, WhClock)

/* A clock that stands still until a test moves it. It starts at 1 000 s of monotonic time, on
 * 2026-01-15 at 12:00:00 UTC. */
WhFakeClock *wh_fake_clock_new           (void);
void         wh_fake_clock_advance       (WhFakeClock *self,
                                          gint64       duration_us);
void         wh_fake_clock_set_real      (WhFakeClock *self,
                                          gint64       real_us);
guint        wh_fake_clock_get_n_pending (WhFakeClock *self);
gint64       wh_fake_clock_get_next      (WhFakeClock *self);

G_END_DECLS
