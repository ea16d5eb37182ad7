/* test-rate-limiter.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-fake-clock.h"
#include "wh-rate-limiter.h"
#include "wh-test-util.h"

#include <string.h>

#define MS G_TIME_SPAN_MILLISECOND
#define SECOND G_TIME_SPAN_SECOND
#define BASE_PERIOD (5 * SECOND)
#define BASE_WINDOW (BASE_PERIOD + BASE_PERIOD / 200)

typedef struct
{
  WhFakeClock *clock;
  WhRateLimiter *limiter;
  GArray *grants; /* gint64, in the order of the turns */
  GString *order; /* one letter for each turn */
  guint n_cancelled;
} Fixture;

typedef struct
{
  Fixture *fixture;
  char letter;
} Caller;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->clock = wh_fake_clock_new ();
  fixture->limiter = wh_rate_limiter_new (WH_CLOCK (fixture->clock));
  fixture->grants = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->order = g_string_new (NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->limiter);
  g_assert_finalize_object (fixture->clock);
  g_array_unref (fixture->grants);
  g_string_free (fixture->order, TRUE);
}

static gint64
now (Fixture *fixture)
{
  return wh_clock_get_monotonic (WH_CLOCK (fixture->clock));
}

static void
on_turn_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Caller *caller = user_data;
  g_autoptr(GError) error = NULL;
  Fixture *fixture = caller->fixture;

  if (wh_rate_limiter_acquire_finish (WH_RATE_LIMITER (source), result, &error))
    {
      gint64 time = now (fixture);

      g_assert_no_error (error);
      g_array_append_val (fixture->grants, time);
      g_string_append_c (fixture->order, caller->letter);
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      fixture->n_cancelled++;
    }
}

static void
ask (Fixture       *fixture,
     WhRateBucket   bucket,
     WhApiPriority  priority,
     GCancellable  *cancellable,
     char           letter)
{
  Caller *caller = g_new0 (Caller, 1);

  caller->fixture = fixture;
  caller->letter = letter;
  wh_rate_limiter_acquire_async (fixture->limiter, bucket, priority, cancellable, on_turn_cb,
                                 caller);
}

static void
ask_many (Fixture       *fixture,
          WhRateBucket   bucket,
          WhApiPriority  priority,
          guint          n)
{
  for (guint i = 0; i < n; i++)
    ask (fixture, bucket, priority, NULL, '.');
}

static void
run_for (Fixture *fixture,
         gint64   duration)
{
  wh_test_iterate ();
  wh_fake_clock_advance (fixture->clock, duration);
  wh_test_iterate ();
}

static void
assert_never_more_than (Fixture *fixture,
                        guint    limit,
                        gint64   period)
{
  for (guint i = limit; i < fixture->grants->len; i++)
    {
      gint64 first = g_array_index (fixture->grants, gint64, i - limit);
      gint64 last = g_array_index (fixture->grants, gint64, i);

      g_assert_cmpint (last - first, >, period);
    }
}

static const struct
{
  WhRateBucket bucket;
  guint limit;
  gint64 period;
} limits[] = {
  { WH_RATE_BUCKET_BASE, 25, BASE_PERIOD },
  { WH_RATE_BUCKET_PLANS, 1000, G_TIME_SPAN_DAY },
  { WH_RATE_BUCKET_METRICS, 3000, G_TIME_SPAN_DAY },
  { WH_RATE_BUCKET_EXCLUDE, 10, G_TIME_SPAN_MINUTE },
  { WH_RATE_BUCKET_ANONYMIZE, 20, G_TIME_SPAN_MINUTE },
  { WH_RATE_BUCKET_TRAITS, 20, G_TIME_SPAN_MINUTE },
};

/* Every bucket, every priority: more callers than two periods can serve. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  WhApiPriority priority = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      gint64 start = now (fixture);
      guint wanted = limits[i].limit * 2 + limits[i].limit / 2;
      gint64 span;

      g_array_set_size (fixture->grants, 0);
      ask_many (fixture, limits[i].bucket, priority, wanted);
      run_for (fixture, 3 * limits[i].period);

      g_assert_cmpuint (fixture->grants->len, ==, wanted);
      assert_never_more_than (fixture, 25, BASE_PERIOD);
      assert_never_more_than (fixture, limits[i].limit, limits[i].period);

      span = g_array_index (fixture->grants, gint64, wanted - 1) - start;
      g_assert_cmpint (span, <=, (gint64) (2.5 * (double) limits[i].period));
    }
}

/* A long queue that nobody waits for keeps 99 % of the rate, burst and all. */
static void
test_rate (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_periods = 100;
  guint n_granted;

  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_BACKGROUND, 25 * (n_periods + 10));
  run_for (fixture, n_periods * BASE_PERIOD);
  n_granted = fixture->grants->len;

  assert_never_more_than (fixture, 25, BASE_PERIOD);
  g_assert_cmpuint (n_granted, >=, 25 * n_periods * 99 / 100);
  run_for (fixture, 12 * BASE_PERIOD);
}

static void
test_priority (Fixture       *fixture,
               gconstpointer  data)
{
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 25);
  run_for (fixture, SECOND);
  g_string_truncate (fixture->order, 0);

  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_BACKGROUND, NULL, 'x');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_LIST, NULL, 'l');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, NULL, 'a');
  ask (fixture, WH_RATE_BUCKET_TRAITS, WH_API_PRIORITY_INTERACTIVE, NULL, 'b');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, NULL, 'c');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_LIST, NULL, 'm');
  run_for (fixture, BASE_WINDOW);

  g_assert_cmpstr (fixture->order->str, ==, "abclmx");
}

/* Whoever waits for a full bucket stands in nobody's way who does not need it. */
static void
test_no_blocking (Fixture       *fixture,
                  gconstpointer  data)
{
  ask_many (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_INTERACTIVE, 10);
  run_for (fixture, 0);
  g_string_truncate (fixture->order, 0);

  ask (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_INTERACTIVE, NULL, 'e');
  ask (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_BACKGROUND, NULL, 'f');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_BACKGROUND, NULL, 'b');
  ask (fixture, WH_RATE_BUCKET_TRAITS, WH_API_PRIORITY_LIST, NULL, 't');
  run_for (fixture, 0);
  g_assert_cmpstr (fixture->order->str, ==, "bt");

  run_for (fixture, G_TIME_SPAN_MINUTE + SECOND);
  g_assert_cmpstr (fixture->order->str, ==, "btef");
}

/* While a long queue drains, somebody who is waited for has a turn almost at once. */
static void
test_interactive_is_quick (Fixture       *fixture,
                           gconstpointer  data)
{
  WhApiPriority priority = GPOINTER_TO_UINT (data);

  ask_many (fixture, WH_RATE_BUCKET_BASE, priority, 500);
  for (guint i = 0; i < 40; i++)
    {
      g_string_truncate (fixture->order, 0);
      ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, NULL, 'i');
      run_for (fixture, SECOND);
      g_assert_nonnull (strchr (fixture->order->str, 'i'));
      run_for (fixture, i * 37 * MS);
    }
  assert_never_more_than (fixture, 25, BASE_PERIOD);
  run_for (fixture, 200 * SECOND);
  g_assert_cmpuint (fixture->grants->len, ==, 540);
}

static void
test_shared_burst (Fixture       *fixture,
                   gconstpointer  data)
{
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_LIST, 25);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->grants->len, ==, 15);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_BASE), ==, 10);

  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 10);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->grants->len, ==, 25);
  run_for (fixture, 3 * BASE_WINDOW);
  g_assert_cmpuint (fixture->grants->len, ==, 35);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) first = g_cancellable_new ();
  g_autoptr(GCancellable) second = g_cancellable_new ();

  g_cancellable_cancel (first);
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, first, 'x');
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->n_cancelled, ==, 1);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_BASE), ==, 25);

  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 25);
  run_for (fixture, 0);
  g_string_truncate (fixture->order, 0);
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, second, 'x');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, NULL, 'y');
  run_for (fixture, 0);
  g_assert_cmpint (wh_rate_limiter_get_wait (fixture->limiter, WH_RATE_BUCKET_BASE), >, 0);

  g_cancellable_cancel (second);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->n_cancelled, ==, 2);
  g_assert_cmpstr (fixture->order->str, ==, "");

  run_for (fixture, BASE_WINDOW);
  g_assert_cmpstr (fixture->order->str, ==, "y");

  /* A cancellation after the turn changes nothing. */
  g_clear_object (&first);
  first = g_cancellable_new ();
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, first, 'z');
  run_for (fixture, 0);
  g_cancellable_cancel (first);
  run_for (fixture, 0);
  g_assert_cmpstr (fixture->order->str, ==, "yz");
  g_assert_cmpuint (fixture->n_cancelled, ==, 2);
}

static void
test_wait (Fixture       *fixture,
           gconstpointer  data)
{
  WhRateLimiter *limiter = fixture->limiter;

  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==, 0);
  ask_many (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_INTERACTIVE, 10);
  run_for (fixture, SECOND);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==, 0);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_EXCLUDE), ==,
                   60 * SECOND + 300 * MS - SECOND);

  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 15);
  run_for (fixture, SECOND);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==,
                   BASE_WINDOW - 2 * SECOND);

  /* Ten that wait already take the ten slots that are free first. */
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 10);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==,
                   BASE_WINDOW - SECOND);
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 25);
  g_assert_cmpint (wh_rate_limiter_get_wait (limiter, WH_RATE_BUCKET_BASE), ==,
                   2 * BASE_WINDOW - SECOND);
  run_for (fixture, 4 * BASE_WINDOW);
}

static void
test_hold (Fixture       *fixture,
           gconstpointer  data)
{
  wh_rate_limiter_hold (fixture->limiter, WH_RATE_BUCKET_TRAITS, 30 * SECOND);
  wh_rate_limiter_hold (fixture->limiter, WH_RATE_BUCKET_TRAITS, SECOND);
  ask (fixture, WH_RATE_BUCKET_TRAITS, WH_API_PRIORITY_INTERACTIVE, NULL, 't');
  ask (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, NULL, 'b');
  run_for (fixture, 30 * SECOND - 1);
  g_assert_cmpstr (fixture->order->str, ==, "b");
  run_for (fixture, 1);
  g_assert_cmpstr (fixture->order->str, ==, "bt");

  wh_rate_limiter_hold (fixture->limiter, WH_RATE_BUCKET_BASE, 10 * SECOND);
  g_assert_cmpint (wh_rate_limiter_get_wait (fixture->limiter, WH_RATE_BUCKET_PLANS), ==,
                   10 * SECOND);
  ask (fixture, WH_RATE_BUCKET_PLANS, WH_API_PRIORITY_INTERACTIVE, NULL, 'p');
  run_for (fixture, 10 * SECOND - 1);
  g_assert_cmpstr (fixture->order->str, ==, "bt");
  run_for (fixture, 1);
  g_assert_cmpstr (fixture->order->str, ==, "btp");
}

static void
test_disabled (Fixture       *fixture,
               gconstpointer  data)
{
  ask_many (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_BACKGROUND, 100);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->grants->len, ==, 10);

  wh_rate_limiter_set_enabled (fixture->limiter, FALSE);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->grants->len, ==, 100);
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 100);
  run_for (fixture, 0);
  g_assert_cmpuint (fixture->grants->len, ==, 200);
  g_assert_cmpint (wh_rate_limiter_get_wait (fixture->limiter, WH_RATE_BUCKET_EXCLUDE), ==, 0);

  wh_rate_limiter_set_enabled (fixture->limiter, TRUE);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_EXCLUDE),
                    ==, 0);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_BASE), ==, 15);
}

/* What counts is when the request went out: a slow handshake makes the slot busy for longer. */
static void
test_mark_sent (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 stamp = now (fixture);

  ask_many (fixture, WH_RATE_BUCKET_EXCLUDE, WH_API_PRIORITY_INTERACTIVE, 10);
  ask_many (fixture, WH_RATE_BUCKET_BASE, WH_API_PRIORITY_INTERACTIVE, 15);
  run_for (fixture, SECOND);
  for (guint i = 0; i < 10; i++)
    wh_rate_limiter_mark_sent (fixture->limiter, WH_RATE_BUCKET_EXCLUDE, stamp);
  for (guint i = 0; i < 15; i++)
    wh_rate_limiter_mark_sent (fixture->limiter, WH_RATE_BUCKET_BASE, stamp);

  g_assert_cmpint (wh_rate_limiter_get_wait (fixture->limiter, WH_RATE_BUCKET_BASE), ==,
                   BASE_WINDOW);
  g_assert_cmpint (wh_rate_limiter_get_wait (fixture->limiter, WH_RATE_BUCKET_EXCLUDE), ==,
                   60 * SECOND + 300 * MS);
}

static void
on_changed_cb (WhRateLimiter *limiter,
               gpointer       user_data)
{
  guint *n_changed = user_data;

  (*n_changed)++;
}

static WhRateLimiter *
restore_at (WhFakeClock *clock,
            GVariant    *state)
{
  WhRateLimiter *limiter = wh_rate_limiter_new (WH_CLOCK (clock));

  wh_rate_limiter_restore (limiter, state);

  return limiter;
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(WhFakeClock) clock = wh_fake_clock_new ();
  gint64 real = wh_clock_get_real (WH_CLOCK (fixture->clock));
  g_autoptr(WhRateLimiter) restored = NULL;
  g_autoptr(GVariant) state = NULL;
  guint n_changed = 0;

  g_signal_connect (fixture->limiter, "changed", G_CALLBACK (on_changed_cb), &n_changed);
  ask_many (fixture, WH_RATE_BUCKET_METRICS, WH_API_PRIORITY_INTERACTIVE, 20);
  run_for (fixture, 2 * G_TIME_SPAN_HOUR);
  ask_many (fixture, WH_RATE_BUCKET_METRICS, WH_API_PRIORITY_INTERACTIVE, 4);
  ask_many (fixture, WH_RATE_BUCKET_PLANS, WH_API_PRIORITY_INTERACTIVE, 3);
  ask_many (fixture, WH_RATE_BUCKET_TRAITS, WH_API_PRIORITY_INTERACTIVE, 5);
  run_for (fixture, 10 * SECOND);
  g_assert_cmpuint (n_changed, ==, 27);
  state = wh_rate_limiter_save (fixture->limiter);
  g_assert_false (g_variant_is_floating (state));
  g_assert_cmpuint (g_variant_get_size (state), <, 200);

  /* The next start is 21 hours later: all are still inside the day. */
  wh_fake_clock_set_real (clock, real + 23 * G_TIME_SPAN_HOUR);
  restored = restore_at (clock, state);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_METRICS), ==, 2976);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_PLANS), ==, 997);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_TRAITS), ==, 20);

  /* And they leave it one after the other. */
  wh_fake_clock_advance (clock, G_TIME_SPAN_HOUR + 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_METRICS), ==, 2996);
  wh_fake_clock_advance (clock, 2 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_METRICS), ==, 3000);
}

/* A clock that was set back must not lock the bucket for longer than its period. */
static void
test_clock_set_back (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(WhFakeClock) clock = wh_fake_clock_new ();
  g_autoptr(WhRateLimiter) restored = NULL;
  g_autoptr(GVariant) state = NULL;

  ask_many (fixture, WH_RATE_BUCKET_PLANS, WH_API_PRIORITY_INTERACTIVE, 25);
  run_for (fixture, 0);
  state = wh_rate_limiter_save (fixture->limiter);

  wh_fake_clock_set_real (clock, wh_clock_get_real (WH_CLOCK (clock)) - 365 * G_TIME_SPAN_DAY);
  restored = restore_at (clock, state);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_PLANS), ==, 975);
  wh_fake_clock_advance (clock, G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (restored, WH_RATE_BUCKET_PLANS), ==, 1000);
}

static void
test_garbage_state (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const states[] = {
    "'text'",
    "@a{sa(uu)} {}",
    "{'metrics': 5}",
    "{'nonsense': [(uint32 29000000, uint32 5)]}",
    "{'base': [(uint32 29475360, uint32 25)]}",
    "{'metrics': [(uint32 0, uint32 4294967295)]}",
    "[(uint32 1, uint32 2)]",
  };

  wh_rate_limiter_restore (fixture->limiter, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr(GVariant) state = g_variant_parse (NULL, states[i], NULL, NULL, NULL);

      g_assert_nonnull (state);
      wh_rate_limiter_restore (fixture->limiter, state);
      for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
        g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, bucket), ==,
                          wh_rate_limiter_get_capacity (fixture->limiter, bucket));
    }
}

/* More uses than the bucket has, or damaged bytes, fill it at most. */
static void
test_absurd_state (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GVariant) huge = g_variant_parse (
    NULL, "{'plans': [(uint32 4294967295, uint32 4294967295), (uint32 4294967295, uint32 7)]}",
    NULL, NULL, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9);
  g_autoptr(GVariant) broken = NULL;

  wh_rate_limiter_restore (fixture->limiter, huge);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_PLANS), ==, 0);

  broken = g_variant_new_from_bytes (G_VARIANT_TYPE ("a{sa(uu)}"), bytes, FALSE);
  g_variant_ref_sink (broken);
  wh_rate_limiter_restore (fixture->limiter, broken);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (fixture->limiter, WH_RATE_BUCKET_METRICS), ==,
                    3000);
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/api/rate-limiter/" name, Fixture, GUINT_TO_POINTER (data), \
              fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("limits/interactive", WH_API_PRIORITY_INTERACTIVE, test_limits);
  ADD ("limits/list", WH_API_PRIORITY_LIST, test_limits);
  ADD ("limits/background", WH_API_PRIORITY_BACKGROUND, test_limits);
  ADD ("rate", 0, test_rate);
  ADD ("priority", 0, test_priority);
  ADD ("no-blocking", 0, test_no_blocking);
  ADD ("interactive-is-quick/list", WH_API_PRIORITY_LIST, test_interactive_is_quick);
  ADD ("interactive-is-quick/background", WH_API_PRIORITY_BACKGROUND, test_interactive_is_quick);
  ADD ("shared-burst", 0, test_shared_burst);
  ADD ("cancel", 0, test_cancel);
  ADD ("wait", 0, test_wait);
  ADD ("hold", 0, test_hold);
  ADD ("disabled", 0, test_disabled);
  ADD ("mark-sent", 0, test_mark_sent);
  ADD ("save", 0, test_save);
  ADD ("clock-set-back", 0, test_clock_set_back);
  ADD ("garbage-state", 0, test_garbage_state);
  ADD ("absurd-state", 0, test_absurd_state);

  return g_test_run ();
}
