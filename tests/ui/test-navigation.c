/* test-navigation.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-navigation.h"
#include "wh-test-util.h"

static void
assert_place (const WhPlace *place,
              const char    *page,
              const char    *key)
{
  g_assert_nonnull (place);
  g_assert_cmpstr (place->page, ==, page);
  g_assert_cmpstr (place->key, ==, key);
}

static void
assert_can (WhNavigation *navigation,
            gboolean      back,
            gboolean      forward)
{
  gboolean can_go_back, can_go_forward;

  g_object_get (navigation, "can-go-back", &can_go_back, "can-go-forward", &can_go_forward, NULL);
  g_assert_cmpint (can_go_back, ==, back);
  g_assert_cmpint (can_go_forward, ==, forward);
}

static void
test_navigation_back_and_forward (void)
{
  g_autoptr (WhNavigation) navigation = wh_navigation_new ();

  g_assert_null (wh_navigation_get_current (navigation));
  g_assert_null (wh_navigation_go_back (navigation));
  g_assert_null (wh_navigation_go_forward (navigation));
  assert_can (navigation, FALSE, FALSE);

  wh_navigation_visit (navigation, "a", "customer", NULL);
  wh_navigation_visit (navigation, "a", "customer", "cus_1");
  assert_can (navigation, FALSE, FALSE);
  wh_navigation_visit (navigation, "a", "user", "pwu_1");
  wh_navigation_visit (navigation, "a", "plan", "team");
  assert_can (navigation, TRUE, FALSE);

  assert_place (wh_navigation_go_back (navigation), "user", "pwu_1");
  assert_can (navigation, TRUE, TRUE);
  assert_place (wh_navigation_go_back (navigation), "customer", "cus_1");
  assert_can (navigation, FALSE, TRUE);
  assert_place (wh_navigation_go_forward (navigation), "user", "pwu_1");
  assert_place (wh_navigation_get_current (navigation), "user", "pwu_1");

  /* A new way forward ends the old one. */
  wh_navigation_visit (navigation, "a", "subscription", "pws_1");
  assert_can (navigation, TRUE, FALSE);
  assert_place (wh_navigation_go_back (navigation), "user", "pwu_1");
}

static void
test_navigation_same_place (void)
{
  g_autoptr (WhNavigation) navigation = wh_navigation_new ();

  wh_navigation_visit (navigation, "a", "customer", "cus_1");
  wh_navigation_visit (navigation, "a", "customer", "cus_1");
  wh_navigation_visit (navigation, "a", "customer", NULL);
  assert_can (navigation, FALSE, FALSE);
  assert_place (wh_navigation_get_current (navigation), "customer", "cus_1");

  /* Walking through a list is one place, following a link on the same page is another. */
  wh_navigation_replace (navigation, "cus_2");
  assert_can (navigation, FALSE, FALSE);
  wh_navigation_visit (navigation, "a", "customer", "cus_3");
  assert_place (wh_navigation_go_back (navigation), "customer", "cus_2");

  /* The same page of another account is elsewhere. */
  wh_navigation_visit (navigation, "b", "customer", "cus_2");
  assert_can (navigation, TRUE, FALSE);
}

static void
test_navigation_forget (void)
{
  g_autoptr (WhNavigation) navigation = wh_navigation_new ();

  wh_navigation_visit (navigation, "a", "customer", "1");
  wh_navigation_visit (navigation, "b", "customer", "2");
  wh_navigation_visit (navigation, "a", "user", "3");
  wh_navigation_visit (navigation, "b", "user", "4");
  wh_navigation_go_back (navigation);

  wh_navigation_forget (navigation, "b");
  assert_place (wh_navigation_get_current (navigation), "user", "3");
  assert_can (navigation, TRUE, FALSE);
  assert_place (wh_navigation_go_back (navigation), "customer", "1");

  wh_navigation_forget (navigation, "a");
  g_assert_null (wh_navigation_get_current (navigation));
  assert_can (navigation, FALSE, FALSE);
}

static void
test_navigation_limit (void)
{
  g_autoptr (WhNavigation) navigation = wh_navigation_new ();
  guint n_back = 0;

  for (guint i = 0; i < 2 * WH_NAVIGATION_MAX; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      wh_navigation_visit (navigation, "a", "customer", key);
    }

  while (wh_navigation_go_back (navigation) != NULL)
    n_back++;
  g_assert_cmpuint (n_back, ==, WH_NAVIGATION_MAX - 1);
  assert_place (wh_navigation_get_current (navigation), "customer", "100");
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/ui/navigation/back-and-forward", test_navigation_back_and_forward);
  g_test_add_func ("/wellhead/ui/navigation/same-place", test_navigation_same_place);
  g_test_add_func ("/wellhead/ui/navigation/forget", test_navigation_forget);
  g_test_add_func ("/wellhead/ui/navigation/limit", test_navigation_limit);

  return g_test_run ();
}
