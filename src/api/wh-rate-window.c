/* wh-rate-window.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-rate-window.h"

/* A sliding window: each use keeps its slot for one whole period, so that no stretch of time as
 * long as the period ever holds more uses than the limit, wherever the server begins to count. */

/* What a window is longer than the server's, against jitter on the way: 0.5 %. */
#define MARGIN_DIVISOR 200

/* Saved uses are counted by the minute, rounded up. */
#define SAVE_QUANTUM_US G_TIME_SPAN_MINUTE

static gint64
get_use (WhRateWindow *self,
         guint         position)
{
  return g_array_index (self->uses, gint64, position);
}

/**
 * wh_rate_window_init:
 * @self: a window
 * @capacity: how many uses fit into it
 * @period: microseconds in which they do
 */
void
wh_rate_window_init (WhRateWindow *self,
                     guint         capacity,
                     gint64        period)
{
  self->capacity = capacity;
  self->length = period + period / MARGIN_DIVISOR;
  self->uses = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->held_until = G_MININT64;
}

/**
 * wh_rate_window_clear:
 * @self: a window
 */
void
wh_rate_window_clear (WhRateWindow *self)
{
  g_clear_pointer (&self->uses, g_array_unref);
}

/**
 * wh_rate_window_prune:
 * @self: a window
 * @now: the time
 *
 * Forgets the uses that have left the window.
 */
void
wh_rate_window_prune (WhRateWindow *self,
                      gint64        now)
{
  guint n_old = 0;

  while (n_old < self->uses->len && get_use (self, n_old) + self->length <= now)
    n_old++;

  if (n_old > 0)
    g_array_remove_range (self->uses, 0, n_old);
}

/**
 * wh_rate_window_get_n_uses:
 * @self: a window
 *
 * Returns: how many uses were in it when it was pruned last
 */
guint
wh_rate_window_get_n_uses (WhRateWindow *self)
{
  return self->uses->len;
}

/**
 * wh_rate_window_add:
 * @self: a window
 * @stamp: when the use was
 */
void
wh_rate_window_add (WhRateWindow *self,
                    gint64        stamp)
{
  guint position = self->uses->len;

  while (position > 0 && get_use (self, position - 1) > stamp)
    position--;

  g_array_insert_val (self->uses, position, stamp);
}

/**
 * wh_rate_window_move:
 * @self: a window
 * @stamp: when a use was thought to be
 * @new_stamp: when it was
 *
 * A use that has left the window meanwhile comes back.
 */
void
wh_rate_window_move (WhRateWindow *self,
                     gint64        stamp,
                     gint64        new_stamp)
{
  for (guint i = 0; i < self->uses->len; i++)
    {
      if (get_use (self, i) == stamp)
        {
          g_array_remove_index (self->uses, i);
          break;
        }
    }

  wh_rate_window_add (self, new_stamp);
}

/**
 * wh_rate_window_hold:
 * @self: a window
 * @until: before when nothing is ready; an earlier time never ends a later one
 */
void
wh_rate_window_hold (WhRateWindow *self,
                     gint64        until)
{
  self->held_until = MAX (self->held_until, until);
}

/**
 * wh_rate_window_get_next_leave:
 * @self: a window with a use in it
 *
 * Returns: when the oldest use leaves it
 */
gint64
wh_rate_window_get_next_leave (WhRateWindow *self)
{
  g_return_val_if_fail (self->uses->len > 0, 0);

  return get_use (self, 0) + self->length;
}

/**
 * wh_rate_window_get_ready_time:
 * @self: a window that was pruned
 * @n: which use from now on, 1 for the next
 * @now: the time
 *
 * Returns: when it fits into the window
 */
gint64
wh_rate_window_get_ready_time (WhRateWindow *self,
                               guint         n,
                               gint64        now)
{
  gint64 ready = MAX (now, self->held_until);
  guint n_uses = self->uses->len;
  guint before = n_uses + n;
  guint turns;

  if (before <= self->capacity)
    return ready;

  /* The use that makes room, if all before it have made room; beyond those that are known,
   * each turn of the whole window makes room for as many again. */
  before -= self->capacity + 1;
  turns = 1;
  if (n_uses == 0)
    return ready + self->length * (1 + before / self->capacity);
  if (before >= n_uses)
    {
      turns += before / self->capacity;
      before = MIN (before % self->capacity, n_uses - 1);
    }

  return MAX (ready, get_use (self, before) + self->length * turns);
}

static gint64
get_quantum (WhRateWindow *self,
             guint         position,
             gint64        now,
             gint64        real_now)
{
  gint64 real = real_now - (now - get_use (self, position));

  return (real + SAVE_QUANTUM_US - 1) / SAVE_QUANTUM_US;
}

/**
 * wh_rate_window_save:
 * @self: a window
 * @now: the time
 * @real_now: the same by the wall clock
 *
 * Returns: (transfer floating): its uses as `a(uu)`: minutes by the wall clock, and how many
 */
GVariant *
wh_rate_window_save (WhRateWindow *self,
                     gint64        now,
                     gint64        real_now)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uu)"));
  guint i = 0;

  wh_rate_window_prune (self, now);
  while (i < self->uses->len)
    {
      gint64 quantum = get_quantum (self, i, now, real_now);
      guint count = 0;

      for (; i < self->uses->len && get_quantum (self, i, now, real_now) == quantum; i++)
        count++;
      g_variant_builder_add (&builder, "(uu)", (guint) CLAMP (quantum, 0, G_MAXUINT32), count);
    }

  return g_variant_builder_end (&builder);
}

/**
 * wh_rate_window_restore:
 * @self: a window
 * @entries: what wh_rate_window_save() returned in an earlier run
 * @now: the time
 * @real_now: the same by the wall clock
 *
 * Has these uses in the place of those that it had.
 */
void
wh_rate_window_restore (WhRateWindow *self,
                        GVariant     *entries,
                        gint64        now,
                        gint64        real_now)
{
  guint room = self->capacity;
  GVariantIter iter;
  guint minute;
  guint count;

  g_array_set_size (self->uses, 0);
  g_variant_iter_init (&iter, entries);
  while (room > 0 && g_variant_iter_next (&iter, "(uu)", &minute, &count))
    {
      /* A stamp that lies ahead means that the clock was set back (or the rounding up): as of
       * now is the latest that it can have been. */
      gint64 age = MAX (0, real_now - minute * SAVE_QUANTUM_US);

      if (age >= self->length)
        continue;

      count = MIN (count, room);
      room -= count;
      while (count-- > 0)
        wh_rate_window_add (self, now - age);
    }
}
