/* test-demo-throttle.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-throttle.h"

#define SECOND G_USEC_PER_SEC

/* The base limit is a window that slides, on a clock of the test's own */
static void
test_sliding (void)
{
  g_autoptr(WhDemoThrottle) throttle = wh_demo_throttle_new ();
  gint64 now = 1000 * SECOND;

  for (int i = 0; i < 25; i++)
    g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now + i * SECOND / 10),
                      ==, 0);
  g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now + 3 * SECOND), ==, 2);
  g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now + 5 * SECOND - 1), ==,
                    1);
  g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now + 5 * SECOND), ==, 0);
  g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now + 5 * SECOND), ==, 1);
}

/* §1.4: requests at an even pace, and after how many the bucket is empty */
static void
test_buckets (void)
{
  static const struct { WhDemoBucket bucket; guint n; guint wait; } cases[] = {
    { WH_DEMO_BUCKET_PLANS, 1000, 86400 - 250 },
    { WH_DEMO_BUCKET_METRICS, 3000, 86400 - 750 },
    { WH_DEMO_BUCKET_EXCLUDE, 10, 58 },
    { WH_DEMO_BUCKET_ANONYMIZE, 20, 55 },
    { WH_DEMO_BUCKET_TRAITS, 20, 55 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WhDemoThrottle) throttle = wh_demo_throttle_new ();
      gint64 now = 1000 * SECOND;

      for (guint j = 0; j < cases[i].n; j++)
        {
          g_assert_cmpuint (wh_demo_throttle_take (throttle, cases[i].bucket, now), ==, 0);
          now += SECOND / 4;
        }
      g_assert_cmpuint (wh_demo_throttle_take (throttle, cases[i].bucket, now), ==, cases[i].wait);

      /* The others are not touched by it. */
      g_assert_cmpuint (wh_demo_throttle_take (throttle, WH_DEMO_BUCKET_BASE, now), ==, 0);
      now += (gint64) cases[i].wait * SECOND;
      g_assert_cmpuint (wh_demo_throttle_take (throttle, cases[i].bucket, now), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wellhead/demo/throttle/sliding", test_sliding);
  g_test_add_func ("/wellhead/demo/throttle/buckets", test_buckets);

  return g_test_run ();
}
