/* test-demo-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-store.h"
#include "wh-demo-test.h"

#define N_SEEDS 16
#define N_NUMBERS 4096

/* What one seed makes is no part of what another does: not even of its neighbour's, a step later. */
static void
test_seeds_apart (void)
{
  g_autoptr (GHashTable) seen = NULL;

  seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      WhDemoStore *store = wh_demo_store_new (WH_DEMO_TEST_TODAY, seed);

      for (guint i = 0; i < N_NUMBERS; i++)
        {
          guint64 number = wh_demo_store_random (store);

          g_assert_true (g_hash_table_add (seen, g_memdup2 (&number, sizeof number)));
        }
      wh_demo_store_free (store);
    }
}

static void
test_seed_again (void)
{
  WhDemoStore *one = wh_demo_store_new (WH_DEMO_TEST_TODAY, 7);
  WhDemoStore *other = wh_demo_store_new (WH_DEMO_TEST_TODAY, 7);

  for (guint i = 0; i < N_NUMBERS; i++)
    g_assert_cmpuint (wh_demo_store_random (one), ==, wh_demo_store_random (other));

  wh_demo_store_free (one);
  wh_demo_store_free (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/demo/store/seeds-apart", test_seeds_apart);
  g_test_add_func ("/wellhead/demo/store/seed-again", test_seed_again);

  return g_test_run ();
}
