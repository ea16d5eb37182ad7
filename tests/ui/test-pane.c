/* test-pane.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-token-page.h"
#include "wh-ui-test.h"

static void
count (guint *n)
{
  (*n)++;
}

static void
assert_hidden (WhPane   *pane,
               gboolean  sidebar,
               gboolean  list,
               gboolean  detail)
{
  g_assert_cmpint (wh_pane_is_hidden (pane, WH_PANE_SIDEBAR), ==, sidebar);
  g_assert_cmpint (wh_pane_is_hidden (pane, WH_PANE_LIST), ==, list);
  g_assert_cmpint (wh_pane_is_hidden (pane, WH_PANE_DETAIL), ==, detail);
}

/* Each property is one part, and is notified of where it changes. */
static void
test_pane_parts (void)
{
  static const char *const names[] = { "sidebar-hidden", "list-hidden", "detail-hidden" };
  GtkWidget *widget = g_object_ref_sink (g_object_new (WH_TYPE_TOKEN_PAGE, NULL));
  WhPane *pane = WH_PANE (widget);
  gboolean hidden;

  assert_hidden (pane, FALSE, FALSE, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strdup_printf ("notify::%s", names[i]);
      guint n = 0;
      gulong id = g_signal_connect_swapped (pane, signal, G_CALLBACK (count), &n);

      g_object_set (pane, names[i], TRUE, NULL);
      g_object_get (pane, names[i], &hidden, NULL);
      g_assert_true (hidden);
      assert_hidden (pane, i == WH_PANE_SIDEBAR, i == WH_PANE_LIST, i == WH_PANE_DETAIL);
      g_assert_cmpuint (n, ==, 1);
      g_object_set (pane, names[i], TRUE, NULL);
      g_assert_cmpuint (n, ==, 1);
      g_object_set (pane, names[i], FALSE, NULL);
      g_assert_cmpuint (n, ==, 2);
      assert_hidden (pane, FALSE, FALSE, FALSE);
      g_signal_handler_disconnect (pane, id);
    }

  g_assert_finalize_object (widget);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/pane/parts", test_pane_parts);

  return g_test_run ();
}
