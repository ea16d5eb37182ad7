/* test-window-navigation.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-known-source.h"
#include "wh-window-steps.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/window-navigation/" name, WhUiFixture, NULL, wh_ui_fixture_set_up, \
              func, wh_ui_fixture_tear_down)

static gboolean
is_enabled (WhWindow   *window,
            const char *action)
{
  GtkWidget *button = wh_ui_find_action (wh_steps_get_page (window), action);

  g_assert_nonnull (button);

  return gtk_widget_is_sensitive (button);
}

static void
assert_ways (WhWindow *window,
             gboolean  back,
             gboolean  forward)
{
  g_assert_true (is_enabled (window, "win.go-back") == back);
  g_assert_true (is_enabled (window, "win.go-forward") == forward);
}

static void
go (WhWindow   *window,
    const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static void
assert_key (WhUiFixture *self,
            const char  *action,
            const char  *expected)
{
  GtkApplication *application = GTK_APPLICATION (wh_ui_fixture_get_application (self));
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, action);

  g_assert_true (g_strv_contains ((const char *const *) keys, expected));
}

static char *
dup_key (WhResourcePage *page,
         guint           index)
{
  GListModel *shown = wh_list_view_get_shown (wh_resource_page_get_list_view (page));
  g_autoptr (WhRecord) record = g_list_model_get_item (shown, index);

  g_assert_nonnull (record);

  return g_strdup (wh_record_get_key (record));
}

static void
test_window_navigation_pages (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);

  assert_key (self, "win.go-back", "<Alt>Left");
  assert_key (self, "win.go-forward", "<Alt>Right");
  wh_steps_await_page (window, "customer");
  assert_ways (window, FALSE, FALSE);
  go (window, "win.go-back");
  wh_steps_await_page (window, "customer");

  wh_steps_go_to_page (window, "plan");
  wh_steps_go_to_page (window, "user");
  assert_ways (window, TRUE, FALSE);
  go (window, "win.go-back");
  wh_steps_await_page (window, "plan");
  assert_ways (window, TRUE, TRUE);
  go (window, "win.go-back");
  wh_steps_await_page (window, "customer");
  assert_ways (window, FALSE, TRUE);
  go (window, "win.go-forward");
  wh_steps_await_page (window, "plan");

  /* Another way forward takes the place of the one that was. */
  wh_steps_go_to_page (window, "subscription");
  assert_ways (window, TRUE, FALSE);
  go (window, "win.go-back");
  wh_steps_await_page (window, "plan");
  wh_steps_close_window (window);
}

/* Somebody who looks something up elsewhere finds everything as it was left. */
static void
test_window_navigation_state (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_await_page (window, "customer");
  GListModel *shown = wh_list_view_get_shown (wh_resource_page_get_list_view (page));
  g_autofree char *key = dup_key (page, 4);
  GtkWidget *search = wh_ui_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  guint n_requests;

  wh_ui_type (search, key);
  wh_ui_await_n_items (shown, 1);
  wh_steps_select (page, key);
  wh_steps_go_to_page (window, "plan");
  n_requests = wh_demo_server_get_n_requests (self->server);

  go (window, "win.go-back");
  g_assert_true (wh_steps_await_page (window, "customer") == page);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, key);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  wh_steps_await_detail (page, key);
  g_assert_cmpstr (wh_resource_page_get_key (page), ==, key);

  /* Nor is the list loaded again; at most the one that is looked at is read. */
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->server), <=, n_requests + 2);
  wh_steps_close_window (window);
}

/* A customer that the ten of the list are not. */
static char *
dup_unlisted_key (WhUiFixture    *self,
                  WhResourcePage *page)
{
  WhDirectory *directory = wh_context_get_directory (self->context, self->connection);
  g_autoptr (WhCollection) all =
    wh_directory_new_collection (directory, wh_resources_find ("customer"));
  char *key = NULL;

  wh_collection_set_limit (all, WH_COLLECTION_NO_LIMIT);
  wh_collection_load (all);
  wh_ui_await_state (all, WH_COLLECTION_COMPLETE);
  for (guint i = 0; key == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (G_LIST_MODEL (all), i);

      if (wh_collection_find (wh_steps_get_collection (page), wh_record_get_key (record)) == NULL)
        key = g_strdup (wh_record_get_key (record));
    }
  g_assert_nonnull (key);

  return key;
}

static void
test_window_navigation_record (WhUiFixture   *self,
                               gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_await_page (window, "customer");
  g_autofree char *listed = dup_key (page, 2);
  g_autofree char *unlisted = dup_unlisted_key (self, page);
  g_autoptr (GPtrArray) selected = NULL;

  wh_steps_select (page, listed);
  wh_steps_go_to_page (window, "plan");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(ss)", "customer",
                              unlisted);
  g_assert_true (wh_steps_await_page (window, "customer") == page);
  wh_steps_await_detail (page, unlisted);
  g_assert_null (wh_collection_find (wh_steps_get_collection (page), unlisted));
  selected = wh_list_view_dup_selected (wh_resource_page_get_list_view (page));
  g_assert_cmpuint (selected->len, ==, 0);

  /* Back over the plans to the one that was looked at before, and forward again. */
  go (window, "win.go-back");
  wh_steps_await_page (window, "plan");
  go (window, "win.go-back");
  wh_steps_await_page (window, "customer");
  wh_steps_await_detail (page, listed);
  go (window, "win.go-forward");
  go (window, "win.go-forward");
  wh_steps_await_detail (page, unlisted);
  assert_ways (window, TRUE, FALSE);
  wh_steps_close_window (window);
}

static void
test_window_navigation_missing (WhUiFixture   *self,
                                gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page;

  /* The link is older than what it leads to. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(ss)", "plan", "no/such plan");
  page = wh_steps_await_page (window, "plan");
  wh_steps_await_detail (page, NULL);
  g_assert_cmpstr (wh_resource_page_get_key (page), ==, "no/such plan");
  go (window, "win.go-back");
  wh_steps_await_page (window, "customer");
  wh_steps_close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("pages", test_window_navigation_pages);
  ADD ("state", test_window_navigation_state);
  ADD ("record", test_window_navigation_record);
  ADD ("missing", test_window_navigation_missing);

  return g_test_run ();
}
