/* test-list-focus.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-fixture.h"

/* Where a list puts the keyboard. */

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/list-focus/" name, WhListFixture, NULL, wh_list_fixture_set_up, func, \
              wh_list_fixture_tear_down)

static void
assert_focus (WhListFixture *self,
              const char    *name)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, wh_list_fixture_child (self, name)));
}

static gboolean
is_among_rows (gpointer user_data)
{
  WhListFixture *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, wh_list_fixture_child (self, "view"));
}

static void
test_list_focus_waits (WhListFixture *self,
                       gconstpointer  unused)
{
  wh_list_view_take_focus (self->view);
  assert_focus (self, "search_entry");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_test_wait_until (is_among_rows, self);
  g_assert_true (gtk_widget_get_focusable (gtk_window_get_focus (self->window)));

  /* Only once: what comes later finds the keyboard where somebody has put it. */
  wh_list_view_start_search (self->view);
  wh_list_fixture_load (self, WH_LIST_LIMIT_50, WH_COLLECTION_LIMITED);
  assert_focus (self, "search_entry");
}

static void
test_list_focus_at_once (WhListFixture *self,
                         gconstpointer  unused)
{
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");

  wh_list_view_take_focus (self->view);
  assert_focus (self, "view");
}

static void
test_list_focus_typed (WhListFixture *self,
                       gconstpointer  unused)
{
  wh_list_view_take_focus (self->view);
  gtk_editable_set_text (GTK_EDITABLE (wh_list_fixture_child (self, "search_entry")), "a");

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");
  assert_focus (self, "search_entry");
}

static void
test_list_focus_elsewhere (WhListFixture *self,
                           gconstpointer  unused)
{
  wh_list_view_take_focus (self->view);
  gtk_widget_child_focus (wh_list_fixture_child (self, "limit_drop_down"), GTK_DIR_TAB_FORWARD);
  assert_focus (self, "limit_drop_down");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");
  assert_focus (self, "limit_drop_down");
}

static void
test_list_focus_format (WhListFixture *self,
                        gconstpointer  unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) euro = wh_format_new ("eur", zone);
  g_autoptr (WhFormat) yen = wh_format_new ("jpy", zone);

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");
  wh_list_view_take_focus (self->view);
  wh_list_view_set_format (self->view, euro);
  assert_focus (self, "view");

  wh_list_view_start_search (self->view);
  wh_list_view_set_format (self->view, yen);
  assert_focus (self, "search_entry");
}

static void
test_list_focus_titles (WhListFixture *self,
                        gconstpointer  unused)
{
  GtkWidget *view = wh_list_fixture_child (self, "view");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");

  /* They could do nothing with it. */
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window),
                                         gtk_widget_get_last_child (view)));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("waits", test_list_focus_waits);
  ADD ("at-once", test_list_focus_at_once);
  ADD ("typed", test_list_focus_typed);
  ADD ("elsewhere", test_list_focus_elsewhere);
  ADD ("format", test_list_focus_format);
  ADD ("titles", test_list_focus_titles);

  return g_test_run ();
}
