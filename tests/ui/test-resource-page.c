/* test-resource-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-resource-page.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/resource-page/" name, WhPageFixture, NULL, set_up, func, tear_down)

typedef struct
{
  WhUiFixture     ui;
  GtkWindow      *window;
  WhResourcePage *page;
  WhListView     *list;
  WhRecordView   *detail;
  WhRecord       *before; /* what the detail showed before something was done */
} WhPageFixture;

static void
close_page (WhPageFixture *self)
{
  wh_ui_destroy (g_steal_pointer (&self->window), GTK_WIDGET (g_steal_pointer (&self->page)));
}

static void
set_up (WhPageFixture *self,
        gconstpointer  unused)
{
  wh_ui_fixture_set_up (&self->ui, unused);
  self->page = WH_RESOURCE_PAGE (
    wh_resource_page_new (wh_context_get_directory (self->ui.context, self->ui.connection),
                          wh_resources_find ("customer")));
  self->list = wh_resource_page_get_list_view (self->page);
  self->detail = wh_resource_page_get_record_view (self->page);
  self->window = wh_ui_present (GTK_WIDGET (self->page), 1000, 600);
}

static void
tear_down (WhPageFixture *self,
           gconstpointer  unused)
{
  if (self->window != NULL)
    close_page (self);
  wh_ui_fixture_tear_down (&self->ui, unused);
}

static WhSplit *
get_split (WhPageFixture *self)
{
  return WH_SPLIT (wh_ui_find (self->page, WH_TYPE_SPLIT, NULL));
}

static GtkWidget *
get_detail_child (WhPageFixture *self,
                  const char    *name)
{
  return wh_ui_child (self->detail, WH_TYPE_RECORD_VIEW, name);
}

static GtkWidget *
get_list_child (WhPageFixture *self,
                const char    *name)
{
  return wh_ui_child (self->list, WH_TYPE_LIST_VIEW, name);
}

static void
load (WhPageFixture *self)
{
  wh_resource_page_ensure_loaded (self->page);
  wh_ui_await_state (wh_list_view_get_collection (self->list), WH_COLLECTION_LIMITED);
}

static const char *
get_key (WhPageFixture *self,
         guint          position)
{
  g_autoptr (WhRecord) record = NULL;

  record = g_list_model_get_item (wh_list_view_get_shown (self->list), position);

  return g_intern_string (wh_record_get_key (record));
}

static void
select_row (WhPageFixture *self,
            guint          position)
{
  g_assert_true (wh_list_view_select_key (self->list, get_key (self, position), FALSE));
  self->before = wh_record_view_get_record (self->detail);
}

static void
assert_selected (WhPageFixture *self,
                 const char    *key)
{
  g_autoptr (GPtrArray) selected = wh_list_view_dup_selected (self->list);

  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpstr (wh_record_get_key (g_ptr_array_index (selected, 0)), ==, key);
}

static gboolean
is_another_object (gpointer user_data)
{
  WhPageFixture *self = user_data;

  return wh_record_view_get_record (self->detail) != self->before;
}

static void
test_resource_page_new (WhPageFixture *self,
                        gconstpointer  unused)
{
  g_assert_true (wh_resource_page_get_connection (self->page) == self->ui.connection);
  g_assert_false (wh_resource_page_has_records (self->page));
  g_assert_null (wh_record_view_get_record (self->detail));
}

static void
test_resource_page_load (WhPageFixture *self,
                         gconstpointer  unused)
{
  guint n_requests;

  g_assert_null (adw_status_page_get_icon_name (
    ADW_STATUS_PAGE (get_detail_child (self, "none_page"))));
  load (self);
  g_assert_true (wh_resource_page_has_records (self->page));
  g_assert_nonnull (adw_status_page_get_icon_name (
    ADW_STATUS_PAGE (get_detail_child (self, "none_page"))));

  /* Once is enough. */
  n_requests = wh_demo_server_get_n_requests (self->ui.server);
  wh_resource_page_ensure_loaded (self->page);
  g_assert_cmpint (wh_collection_get_state (wh_list_view_get_collection (self->list)), ==,
                   WH_COLLECTION_LIMITED);
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);
}

static void
test_resource_page_load_after_failure (WhPageFixture *self,
                                       gconstpointer  unused)
{
  WhCollection *collection = wh_list_view_get_collection (self->list);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  wh_resource_page_ensure_loaded (self->page);
  wh_ui_await_state (collection, WH_COLLECTION_FAILED);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  load (self);
}

static void
test_resource_page_select (WhPageFixture *self,
                           gconstpointer  unused)
{
  guint n_requests;
  const char *key;

  load (self);
  key = get_key (self, 2);
  n_requests = wh_demo_server_get_n_requests (self->ui.server);
  select_row (self, 2);
  g_assert_cmpstr (wh_record_get_key (self->before), ==, key);
  g_object_ref (self->before);

  /* It is read again, and takes the place of the row. */
  wh_test_wait_until (is_another_object, self);
  g_object_unref (self->before);
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests + 1);
  g_assert_cmpstr (wh_record_get_key (wh_record_view_get_record (self->detail)), ==, key);
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (get_detail_child (self, "spinner"))));
  assert_selected (self, key);
  wh_ui_picture (GTK_WIDGET (self->window), "resource-page");
}

static void
test_resource_page_reread_failed (WhPageFixture *self,
                                  gconstpointer  unused)
{
  load (self);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  select_row (self, 1);
  wh_ui_await_boolean (get_detail_child (self, "error_revealer"), "reveal-child", TRUE);
  g_assert_true (wh_record_view_get_record (self->detail) == self->before);
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (get_detail_child (self, "spinner"))));

  /* The next one has no such problem yet. */
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  select_row (self, 2);
  g_assert_false (
    gtk_revealer_get_reveal_child (GTK_REVEALER (get_detail_child (self, "error_revealer"))));
}

static gboolean
is_rejected (gpointer user_data)
{
  WhPageFixture *self = user_data;

  return wh_connection_get_token_state (self->ui.connection) == WH_TOKEN_STATE_REJECTED;
}

/* The window says it, once. */
static void
test_resource_page_reread_refused (WhPageFixture *self,
                                   gconstpointer  unused)
{
  guint n_requests;

  load (self);
  wh_api_client_set_token (wh_connection_get_client (self->ui.connection), WH_API_TOKEN_PRIVATE,
                           "not-the-token-of-this-server");
  select_row (self, 1);
  wh_test_wait_until (is_rejected, self);
  wh_ui_await_boolean (get_detail_child (self, "spinner"), "spinning", FALSE);
  g_assert_false (
    gtk_revealer_get_reveal_child (GTK_REVEALER (get_detail_child (self, "error_revealer"))));

  n_requests = wh_demo_server_get_n_requests (self->ui.server);
  gtk_widget_activate_action (GTK_WIDGET (self->detail), "record.refresh", NULL);
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (get_detail_child (self, "spinner"))));
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);
}

static gboolean
is_reading (gpointer user_data)
{
  WhPageFixture *self = user_data;

  return gtk_spinner_get_spinning (GTK_SPINNER (get_detail_child (self, "spinner")));
}

/* A late answer about one customer must not appear under another. */
static void
test_resource_page_reread_late (WhPageFixture *self,
                                gconstpointer  unused)
{
  const char *key;

  load (self);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  select_row (self, 0);
  wh_test_wait_until (is_reading, self);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  key = get_key (self, 3);
  select_row (self, 3);
  g_object_ref (self->before);
  wh_test_wait_until (is_another_object, self);
  g_object_unref (self->before);
  g_assert_cmpstr (wh_record_get_key (wh_record_view_get_record (self->detail)), ==, key);
  assert_selected (self, key);
}

static void
test_resource_page_refresh (WhPageFixture *self,
                            gconstpointer  unused)
{
  WhCollection *collection = wh_list_view_get_collection (self->list);
  const char *key;

  load (self);
  key = get_key (self, 4);
  select_row (self, 4);
  g_object_ref (self->before);
  wh_test_wait_until (is_another_object, self);
  g_object_unref (self->before);

  wh_resource_page_refresh (self->page);
  g_assert_true (wh_collection_is_loading (collection));
  g_assert_true (wh_resource_page_has_records (self->page));
  wh_ui_await_state (collection, WH_COLLECTION_LIMITED);
  assert_selected (self, key);
  g_assert_cmpstr (wh_record_get_key (wh_record_view_get_record (self->detail)), ==, key);
}

static void
test_resource_page_several (WhPageFixture *self,
                            gconstpointer  unused)
{
  load (self);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (wh_list_view_get_shown (self->list)));
  g_assert_null (wh_record_view_get_record (self->detail));
  g_assert_cmpstr (
    gtk_stack_get_visible_child_name (GTK_STACK (get_detail_child (self, "stack"))), ==,
    "several");
}

static const char *
get_page (WhPageFixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_detail_child (self, "stack")));
}

static void
search (WhPageFixture *self,
        const char    *text)
{
  wh_ui_type (get_list_child (self, "search_entry"), text);
}

/* What is not in the list any more is not selected either. */
static void
test_resource_page_hidden (WhPageFixture *self,
                           gconstpointer  unused)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (wh_list_view_get_shown (self->list));
  g_autoptr (GPtrArray) selected = NULL;
  const char *key;

  load (self);
  key = get_key (self, 2);
  gtk_selection_model_select_all (model);
  g_assert_cmpstr (get_page (self), ==, "several");

  search (self, key);
  wh_ui_await_n_items (model, 1);
  g_assert_cmpstr (get_page (self), ==, "record");
  g_assert_cmpstr (wh_resource_page_get_key (self->page), ==, key);

  search (self, "nobody is called this");
  wh_ui_await_n_items (model, 0);
  g_assert_cmpstr (get_page (self), ==, "none");
  g_assert_null (wh_resource_page_get_key (self->page));

  search (self, "");
  wh_ui_await_n_items (model, 10);
  selected = wh_list_view_dup_selected (self->list);
  g_assert_cmpuint (selected->len, ==, 0);
  g_assert_cmpstr (get_page (self), ==, "none");
}

static void
test_resource_page_search_all (WhPageFixture *self,
                               gconstpointer  unused)
{
  GtkWidget *button = get_list_child (self, "scope_button");
  WhCollection *collection = wh_list_view_get_collection (self->list);

  load (self);
  select_row (self, 1);
  search (self, "nobody@nowhere.example");
  wh_ui_await_n_items (wh_list_view_get_shown (self->list), 0);
  search (self, "");
  wh_ui_await_n_items (wh_list_view_get_shown (self->list), 10);
  wh_resource_page_open_key (self->page, get_key (self, 1));
  search (self, "nobody@nowhere.example");
  wh_ui_await_text (button, "label", "Search _All Customers");
  wh_ui_await_mapped (button);

  /* The list is of somebody else from now on. */
  wh_ui_click (button);
  g_assert_cmpstr (get_page (self), ==, "none");
  wh_ui_await_state (collection, WH_COLLECTION_COMPLETE);
  g_assert_cmpstr (get_page (self), ==, "none");

  wh_ui_click (button);
  wh_ui_await_state (collection, WH_COLLECTION_LIMITED);
  g_assert_cmpstr (get_page (self), ==, "none");
}

static void
activate_row (WhPageFixture *self,
              guint          position)
{
  g_signal_emit_by_name (get_list_child (self, "view"), "activate", position);
}

/* What is opened is what is selected, and an answer about another record changes nothing. */
static void
test_resource_page_activate (WhPageFixture *self,
                             gconstpointer  unused)
{
  const char *key;

  load (self);
  key = get_key (self, 3);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  select_row (self, 0);
  wh_test_wait_until (is_reading, self);

  activate_row (self, 3);
  assert_selected (self, key);
  g_assert_cmpstr (wh_resource_page_get_key (self->page), ==, key);
  g_assert_cmpstr (wh_record_get_key (wh_record_view_get_record (self->detail)), ==, key);
  g_assert_false (is_reading (self));
}

static void
test_resource_page_focus (WhPageFixture *self,
                          gconstpointer  unused)
{
  GtkWidget *focus;

  load (self);
  wh_ui_await_mapped (get_list_child (self, "view"));
  activate_row (self, 3);
  focus = gtk_window_get_focus (self->window);
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, get_detail_child (self, "groups_box")));

  gtk_widget_activate_action (GTK_WIDGET (self->detail), "record.back", NULL);
  focus = gtk_window_get_focus (self->window);
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, get_list_child (self, "view")));
  g_assert_true (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_SELECTED);

  /* Also where another row had the keyboard. */
  select_row (self, 1);
  gtk_widget_activate_action (GTK_WIDGET (self->detail), "record.back", NULL);
  focus = gtk_window_get_focus (self->window);
  g_assert_true (gtk_widget_is_ancestor (focus, get_list_child (self, "view")));
  g_assert_true (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_SELECTED);
}

static void
test_resource_page_folded (WhPageFixture *self,
                           gconstpointer  unused)
{
  WhSplit *split = get_split (self);

  load (self);
  g_assert_false (wh_split_is_folded (split));
  wh_ui_resize (self->window, 400);
  wh_ui_await_boolean (split, "folded", TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->list)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->detail)));

  /* Walking through the list does not leave it. */
  select_row (self, 1);
  g_assert_false (wh_split_get_show_end (split));

  g_signal_emit_by_name (wh_ui_child (self->list, WH_TYPE_LIST_VIEW, "view"), "activate", 2);
  g_assert_true (wh_split_get_show_end (split));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->detail)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->list)));
  g_assert_cmpstr (wh_record_get_key (wh_record_view_get_record (self->detail)), ==,
                   get_key (self, 2));
  wh_ui_picture (GTK_WIDGET (self->window), "resource-page-folded");

  gtk_widget_activate_action (GTK_WIDGET (self->detail), "record.back", NULL);
  g_assert_false (wh_split_get_show_end (split));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->list)));

  wh_resource_page_start_search (self->page);
  wh_ui_resize (self->window, 1000);
  wh_ui_await_boolean (split, "folded", FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->detail)));
}

static void
test_resource_page_stop (WhPageFixture *self,
                         gconstpointer  unused)
{
  WhCollection *collection = wh_list_view_get_collection (self->list);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_resource_page_ensure_loaded (self->page);
  g_assert_true (wh_collection_is_loading (collection));
  wh_resource_page_stop (self->page);
  g_assert_cmpint (wh_collection_get_state (collection), ==, WH_COLLECTION_STOPPED);
}

static void
test_resource_page_destroyed_loading (WhPageFixture *self,
                                      gconstpointer  unused)
{
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_resource_page_ensure_loaded (self->page);
  wh_ui_await_state (wh_list_view_get_collection (self->list), WH_COLLECTION_LOADING);
  close_page (self);
}

static void
test_resource_page_destroyed_reading (WhPageFixture *self,
                                      gconstpointer  unused)
{
  load (self);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  select_row (self, 0);
  wh_test_wait_until (is_reading, self);
  close_page (self);
}

static void
test_resource_page_destroyed_selecting (WhPageFixture *self,
                                        gconstpointer  unused)
{
  load (self);
  select_row (self, 0);
  close_page (self);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("new", test_resource_page_new);
  ADD ("load", test_resource_page_load);
  ADD ("load-after-failure", test_resource_page_load_after_failure);
  ADD ("select", test_resource_page_select);
  ADD ("reread-failed", test_resource_page_reread_failed);
  ADD ("reread-refused", test_resource_page_reread_refused);
  ADD ("reread-late", test_resource_page_reread_late);
  ADD ("refresh", test_resource_page_refresh);
  ADD ("several", test_resource_page_several);
  ADD ("hidden", test_resource_page_hidden);
  ADD ("search-all", test_resource_page_search_all);
  ADD ("activate", test_resource_page_activate);
  ADD ("focus", test_resource_page_focus);
  ADD ("folded", test_resource_page_folded);
  ADD ("stop", test_resource_page_stop);
  ADD ("destroyed-loading", test_resource_page_destroyed_loading);
  ADD ("destroyed-reading", test_resource_page_destroyed_reading);
  ADD ("destroyed-selecting", test_resource_page_destroyed_selecting);

  return g_test_run ();
}
