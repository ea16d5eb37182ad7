/* test-fake-clock.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-fake-clock.h"
#include "wh-test-util.h"

typedef struct
{
  WhFakeClock *clock;
  GString *log;
  char name;
  gint64 again; /* adds another timeout when it fires */
  gboolean repeat;
} Timer;

static gboolean
on_timer_cb (gpointer user_data)
{
  Timer *timer = user_data;
  gint64 now = wh_clock_get_monotonic (WH_CLOCK (timer->clock));

  g_string_append_printf (timer->log, "%c@%" G_GINT64_FORMAT " ", timer->name, now / 1000 - 1000000);
  if (timer->again > 0)
    {
      g_autoptr (GSource) source = NULL;
      gint64 delay = timer->again;

      timer->again = 0;
      source = wh_clock_add_timeout (WH_CLOCK (timer->clock), delay, on_timer_cb, timer);
    }

  return timer->repeat ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_order (void)
{
  g_autoptr (WhFakeClock) clock = wh_fake_clock_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  Timer a = { clock, log, 'a' }, b = { clock, log, 'b' }, c = { clock, log, 'c', 5000 };
  g_autoptr (GSource) late = wh_clock_add_timeout (WH_CLOCK (clock), 30000, on_timer_cb, &a);
  g_autoptr (GSource) early = wh_clock_add_timeout (WH_CLOCK (clock), 10000, on_timer_cb, &b);
  g_autoptr (GSource) same = wh_clock_add_timeout (WH_CLOCK (clock), 10000, on_timer_cb, &c);

  g_assert_cmpuint (wh_fake_clock_get_n_pending (clock), ==, 3);
  g_assert_cmpint (wh_fake_clock_get_next (clock), ==, 10000);
  wh_test_iterate ();
  g_assert_cmpstr (log->str, ==, "");

  wh_fake_clock_advance (clock, 9999);
  g_assert_cmpstr (log->str, ==, "");
  wh_fake_clock_advance (clock, 20000);
  g_assert_cmpstr (log->str, ==, "b@10 c@10 c@15 ");
  wh_fake_clock_advance (clock, 1);
  g_assert_cmpstr (log->str, ==, "b@10 c@10 c@15 a@30 ");
  g_assert_cmpint (wh_fake_clock_get_next (clock), ==, -1);
  g_assert_cmpuint (wh_fake_clock_get_n_pending (clock), ==, 0);
}

static void
test_called_off (void)
{
  g_autoptr (WhFakeClock) clock = wh_fake_clock_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  Timer a = { clock, log, 'a' }, r = { clock, log, 'r', 0, TRUE };
  g_autoptr (GSource) source = wh_clock_add_timeout (WH_CLOCK (clock), 10000, on_timer_cb, &a);
  g_autoptr (GSource) repeated = wh_clock_add_timeout (WH_CLOCK (clock), 10000, on_timer_cb, &r);

  g_source_destroy (source);
  wh_fake_clock_advance (clock, 25000);
  g_assert_cmpstr (log->str, ==, "r@10 r@20 ");
  g_source_destroy (repeated);
  wh_fake_clock_advance (clock, 25000);
  g_assert_cmpstr (log->str, ==, "r@10 r@20 ");
}

static void
test_no_delay (void)
{
  g_autoptr (WhFakeClock) clock = wh_fake_clock_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  Timer a = { clock, log, 'a' };
  g_autoptr (GSource) source = wh_clock_add_timeout (WH_CLOCK (clock), 0, on_timer_cb, &a);

  wh_test_iterate ();
  g_assert_cmpstr (log->str, ==, "a@0 ");
}

static void
test_real (void)
{
  g_autoptr (WhFakeClock) clock = wh_fake_clock_new ();
  gint64 monotonic = wh_clock_get_monotonic (WH_CLOCK (clock));
  gint64 real = wh_clock_get_real (WH_CLOCK (clock));

  wh_fake_clock_advance (clock, 7);
  g_assert_cmpint (wh_clock_get_monotonic (WH_CLOCK (clock)), ==, monotonic + 7);
  g_assert_cmpint (wh_clock_get_real (WH_CLOCK (clock)), ==, real + 7);
  wh_fake_clock_set_real (clock, 5);
  g_assert_cmpint (wh_clock_get_real (WH_CLOCK (clock)), ==, 5);
  g_assert_cmpint (wh_clock_get_monotonic (WH_CLOCK (clock)), ==, monotonic + 7);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/support/fake-clock/order", test_order);
  g_test_add_func ("/wellhead/support/fake-clock/called-off", test_called_off);
  g_test_add_func ("/wellhead/support/fake-clock/no-delay", test_no_delay);
  g_test_add_func ("/wellhead/support/fake-clock/real", test_real);

  return g_test_run ();
}
