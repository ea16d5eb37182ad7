/* wh-fake-clock.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-fake-clock.h"

#define START_MONOTONIC (G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC)
#define START_REAL (G_GINT64_CONSTANT (1768478400) * G_USEC_PER_SEC)

struct _WhFakeClock
{
  WhClock parent_instance;

  gint64 now;
  gint64 real_offset;
  GPtrArray *timeouts; /* of FakeTimeout in the order of their making, not owned */
};

G_DEFINE_FINAL_TYPE (WhFakeClock, wh_fake_clock, WH_TYPE_CLOCK)

typedef struct
{
  GSource source;

  WhFakeClock *clock;
  gint64 delay;
  gint64 due;
  guint n_fired;
} FakeTimeout;

static gboolean
fake_timeout_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  FakeTimeout *timeout = (FakeTimeout *) source;

  g_source_set_ready_time (source, -1);
  timeout->n_fired++;
  timeout->due = timeout->clock->now + MAX (1, timeout->delay);

  return callback != NULL ? callback (user_data) : G_SOURCE_REMOVE;
}

static void
fake_timeout_finalize (GSource *source)
{
  FakeTimeout *timeout = (FakeTimeout *) source;

  g_ptr_array_remove (timeout->clock->timeouts, timeout);
  g_clear_object (&timeout->clock);
}

static GSourceFuncs fake_timeout_funcs = {
  .dispatch = fake_timeout_dispatch,
  .finalize = fake_timeout_finalize,
};

/* The first of those that are due next: equal times fire in the order of their making. */
static FakeTimeout *
find_next (WhFakeClock *self)
{
  FakeTimeout *next = NULL;

  for (guint i = 0; i < self->timeouts->len; i++)
    {
      FakeTimeout *timeout = g_ptr_array_index (self->timeouts, i);

      if (g_source_is_destroyed (&timeout->source) ||
          g_source_get_context (&timeout->source) == NULL)
        continue;
      if (next == NULL || timeout->due < next->due)
        next = timeout;
    }

  return next;
}

static void
fire (FakeTimeout *timeout)
{
  g_autoptr (GSource) source = g_source_ref (&timeout->source);
  GMainContext *context = g_source_get_context (source);
  guint n_fired = timeout->n_fired;

  g_source_set_ready_time (source, 0);
  while (timeout->n_fired == n_fired && !g_source_is_destroyed (source))
    g_main_context_iteration (context, FALSE);
}

static gint64
wh_fake_clock_get_monotonic (WhClock *clock)
{
  return WH_FAKE_CLOCK (clock)->now;
}

static gint64
wh_fake_clock_get_real (WhClock *clock)
{
  WhFakeClock *self = WH_FAKE_CLOCK (clock);

  return self->now + self->real_offset;
}

static GSource *
wh_fake_clock_new_timeout (WhClock *clock,
                           gint64   delay_us)
{
  WhFakeClock *self = WH_FAKE_CLOCK (clock);
  GSource *source = g_source_new (&fake_timeout_funcs, sizeof (FakeTimeout));
  FakeTimeout *timeout = (FakeTimeout *) source;

  timeout->clock = g_object_ref (self);
  timeout->delay = MAX (0, delay_us);
  timeout->due = self->now + timeout->delay;
  g_source_set_static_name (source, "WhFakeClock timeout");
  /* No delay is no matter of time: any turn of the main context fires it. */
  g_source_set_ready_time (source, timeout->delay == 0 ? 0 : -1);
  g_ptr_array_add (self->timeouts, timeout);

  return source;
}

static void
wh_fake_clock_finalize (GObject *object)
{
  WhFakeClock *self = WH_FAKE_CLOCK (object);

  g_clear_pointer (&self->timeouts, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_fake_clock_parent_class)->finalize (object);
}

static void
wh_fake_clock_class_init (WhFakeClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  WhClockClass *clock_class = WH_CLOCK_CLASS (klass);

  object_class->finalize = wh_fake_clock_finalize;
  clock_class->get_monotonic = wh_fake_clock_get_monotonic;
  clock_class->get_real = wh_fake_clock_get_real;
  clock_class->new_timeout = wh_fake_clock_new_timeout;
}

static void
wh_fake_clock_init (WhFakeClock *self)
{
  self->now = START_MONOTONIC;
  self->real_offset = START_REAL - START_MONOTONIC;
  self->timeouts = g_ptr_array_new ();
}

/**
 * wh_fake_clock_new:
 *
 * Returns: (transfer full): a clock that stands still
 */
WhFakeClock *
wh_fake_clock_new (void)
{
  return g_object_new (WH_TYPE_FAKE_CLOCK, NULL);
}

/**
 * wh_fake_clock_advance:
 * @self: a clock
 * @duration_us: microseconds, not negative
 *
 * Moves the clock on. Timeouts that become due on the way fire in their order, each at its own
 * time, and those that they add too; other sources of their main context may be dispatched in
 * between. To be called in the thread that runs that context, not from within a timeout.
 */
void
wh_fake_clock_advance (WhFakeClock *self,
                       gint64       duration_us)
{
  FakeTimeout *next;
  gint64 target;

  g_return_if_fail (WH_IS_FAKE_CLOCK (self));
  g_return_if_fail (duration_us >= 0);

  target = self->now + duration_us;
  while ((next = find_next (self)) != NULL && next->due <= target)
    {
      self->now = MAX (self->now, next->due);
      fire (next);
    }

  self->now = target;
}

/**
 * wh_fake_clock_set_real:
 * @self: a clock
 * @real_us: microseconds since the epoch
 *
 * What happens when a person or a time server sets the clock: monotonic time does not notice.
 */
void
wh_fake_clock_set_real (WhFakeClock *self,
                        gint64       real_us)
{
  g_return_if_fail (WH_IS_FAKE_CLOCK (self));

  self->real_offset = real_us - self->now;
}

/**
 * wh_fake_clock_get_n_pending:
 * @self: a clock
 *
 * Returns: how many timeouts wait
 */
guint
wh_fake_clock_get_n_pending (WhFakeClock *self)
{
  guint n_pending = 0;

  g_return_val_if_fail (WH_IS_FAKE_CLOCK (self), 0);

  for (guint i = 0; i < self->timeouts->len; i++)
    {
      FakeTimeout *timeout = g_ptr_array_index (self->timeouts, i);

      if (!g_source_is_destroyed (&timeout->source))
        n_pending++;
    }

  return n_pending;
}

/**
 * wh_fake_clock_get_next:
 * @self: a clock
 *
 * Returns: microseconds until the next timeout is due, -1 if none waits
 */
gint64
wh_fake_clock_get_next (WhFakeClock *self)
{
  FakeTimeout *next;

  g_return_val_if_fail (WH_IS_FAKE_CLOCK (self), -1);

  next = find_next (self);

  return next != NULL ? MAX (0, next->due - self->now) : -1;
}
