/* test-list-view.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-fixture.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/list-view/" name, WhListFixture, NULL, wh_list_fixture_set_up, func, \
              wh_list_fixture_tear_down)

static void
assert_page (WhListFixture *self,
             const char    *name)
{
  g_assert_cmpstr (
    gtk_stack_get_visible_child_name (GTK_STACK (wh_list_fixture_child (self, "stack"))), ==,
    name);
}

static void
assert_status (WhListFixture *self,
               const char    *expected)
{
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "status_label"), "label"), ==,
                   expected);
}

static void
assert_more (WhListFixture *self,
             const char    *label)
{
  GtkWidget *button = wh_list_fixture_child (self, "more_button");

  g_assert_true (gtk_widget_get_visible (button) == (label != NULL));
  if (label != NULL)
    g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, label);
}

static gboolean
is_busy (WhListFixture *self)
{
  gboolean busy = gtk_widget_get_visible (wh_list_fixture_child (self, "stop_button"));

  g_assert_true (gtk_widget_get_visible (wh_list_fixture_child (self, "progress_bar")) == busy);

  return busy;
}

static void
test_list_view_new (WhListFixture *self,
                    gconstpointer  unused)
{
  g_assert_true (wh_list_view_get_collection (self->view) == self->collection);
  assert_page (self, "loading");
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 0);
  g_assert_false (is_busy (self));
  assert_more (self, NULL);
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "title"), "title"), ==,
                   "Customers");
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "title"), "subtitle"), ==, "");
}

static void
test_list_view_load (WhListFixture *self,
                     gconstpointer  unused)
{
  g_autoptr (WhFormat) format = g_object_ref (wh_connection_get_format (self->ui.connection));
  g_autofree char *total = NULL;
  g_autofree char *subtitle = NULL;
  gint64 amount = 0;

  wh_list_view_set_format (self->view, format);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);

  assert_page (self, "list");
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 10);
  g_assert_false (is_busy (self));
  assert_status (self, "10 customers loaded, there may be more");
  assert_more (self, "Load _More");

  g_assert_true (wh_sum_get_amount (wh_collection_get_sum (self->collection), &amount));
  total = wh_format_dup_money (format, amount);
  subtitle = g_strdup_printf ("10 loaded · %s MRR", total);
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "title"), "subtitle"), ==,
                   subtitle);
  wh_ui_picture (GTK_WIDGET (self->window), "list");
}

static void
test_list_view_more (WhListFixture *self,
                     gconstpointer  unused)
{
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);

  wh_ui_click (wh_list_fixture_child (self, "more_button"));
  wh_ui_await_n_items (self->collection, 50);
  wh_ui_await_state (self->collection, WH_COLLECTION_LIMITED);
  assert_status (self, "50 customers loaded, there may be more");

  wh_ui_click (wh_list_fixture_child (self, "more_button"));
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, WH_UI_N_CUSTOMERS);
  assert_status (self, "60 customers, that is all");
  assert_more (self, NULL);
}

static void
test_list_view_limit (WhListFixture *self,
                      gconstpointer  unused)
{
  g_autoptr (GSettings) settings = wh_ui_new_list_settings ("customer");
  GtkDropDown *drop_down;

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (g_settings_get_uint (settings, "limit"), ==, 250);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, WH_UI_N_CUSTOMERS);

  /* Fewer than there are: the list starts again. */
  wh_list_fixture_set_limit (self, WH_LIST_LIMIT_10);
  wh_ui_await_n_items (self->collection, 10);
  wh_ui_await_state (self->collection, WH_COLLECTION_LIMITED);

  /* More: it goes on. */
  wh_list_fixture_set_limit (self, WH_LIST_LIMIT_50);
  wh_ui_await_n_items (self->collection, 50);
  g_assert_cmpuint (g_settings_get_uint (settings, "limit"), ==, 50);

  /* And is remembered. */
  wh_list_fixture_close (self);
  wh_list_fixture_show (self, self->ui.connection, "customer");
  drop_down = GTK_DROP_DOWN (wh_list_fixture_child (self, "limit_drop_down"));
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, WH_LIST_LIMIT_50);
  g_assert_cmpuint (wh_collection_get_limit (self->collection), ==, 50);
}

static void
test_list_view_stop (WhListFixture *self,
                     gconstpointer  unused)
{
  GtkWidget *empty = wh_list_fixture_child (self, "empty_page");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_collection_load (self->collection);
  wh_ui_await_state (self->collection, WH_COLLECTION_LOADING);
  assert_page (self, "loading");
  g_assert_true (is_busy (self));
  assert_status (self, "Loading page 1, 0 so far");

  wh_collection_stop (self->collection);
  g_assert_false (is_busy (self));
  assert_page (self, "empty");
  g_assert_cmpstr (wh_ui_get_text (empty, "title"), ==, "Stopped");
  assert_status (self, "Stopped, 0 customers loaded");
  assert_more (self, "_Continue");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_ui_click (wh_list_fixture_child (self, "more_button"));
  wh_ui_await_state (self->collection, WH_COLLECTION_LIMITED);
  assert_page (self, "list");
}

static gboolean
has_rows (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) > 0;
}

static void
test_list_view_continue (WhListFixture *self,
                         gconstpointer  unused)
{
  g_autoptr (WhDemoServer) server = wh_ui_start_server (1200, 2);
  WhConnection *connection = wh_ui_fixture_add_connection (&self->ui, "Large", server);
  g_autoptr (WhFormat) format = wh_format_new (NULL, NULL);
  g_autofree char *number = NULL;
  g_autofree char *status = NULL;
  guint n_rows;

  wh_list_fixture_close (self);
  wh_list_fixture_show (self, connection, "customer");
  wh_list_fixture_set_limit (self, WH_LIST_NO_LIMIT);
  wh_collection_load (self->collection);
  wh_test_wait_until (has_rows, self->collection);
  wh_collection_stop (self->collection);

  n_rows = wh_list_fixture_count (self);
  g_assert_cmpuint (n_rows, >=, 250);
  g_assert_cmpuint (n_rows, <, 1200);
  g_assert_cmpint (wh_collection_get_state (self->collection), ==, WH_COLLECTION_STOPPED);
  number = wh_format_dup_integer (format, n_rows);
  status = g_strdup_printf ("Stopped, %s customers loaded", number);
  assert_status (self, status);
  assert_more (self, "_Continue");

  wh_ui_click (wh_list_fixture_child (self, "more_button"));
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 1200);
  assert_status (self, "1,200 customers, that is all");

  wh_list_fixture_close (self);
  wh_demo_server_stop (server);
}

static void
test_list_view_empty (WhListFixture *self,
                      gconstpointer  unused)
{
  GtkWidget *empty = wh_list_fixture_child (self, "empty_page");

  wh_collection_set_field (self->collection, "email", "nobody@nowhere.example");
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_COMPLETE);
  assert_page (self, "empty");
  g_assert_cmpstr (wh_ui_get_text (empty, "title"), ==, "No Customer Has This Email");
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "title"), "subtitle"), ==, "");
  assert_status (self, "");
}

/* Another resource has words of its own, and none of customers'. */
static void
test_list_view_plans (WhListFixture *self,
                      gconstpointer  unused)
{
  g_autofree char *count = NULL;
  g_autofree char *expected = NULL;

  wh_list_fixture_close (self);
  wh_list_fixture_show (self, self->ui.connection, "plan");
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "empty_page"), "title"), ==,
                   "No Plans");
  wh_ui_type (wh_list_fixture_child (self, "search_entry"), "somebody@customer.example");
  wh_ui_await_text (wh_list_fixture_child (self, "scope_label"), "label",
                    "Search and filters cover what is loaded.");
  wh_ui_type (wh_list_fixture_child (self, "search_entry"), "");

  wh_list_fixture_load (self, WH_LIST_LIMIT_1000, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (wh_list_fixture_count (self), >, 1);
  count = g_strdup_printf ("%u loaded", wh_list_fixture_count (self));
  expected = g_strdup_printf ("%u plans, that is all", wh_list_fixture_count (self));
  wh_ui_await_text (wh_list_fixture_child (self, "title"), "subtitle", count);
  assert_status (self, expected);
}

static void
test_list_view_failed (WhListFixture *self,
                       gconstpointer  unused)
{
  GtkWidget *button = wh_list_fixture_child (self, "failed_button");
  GtkWidget *page = wh_list_fixture_child (self, "failed_page");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_FAILED);
  assert_page (self, "failed");
  g_assert_cmpstr (wh_ui_get_text (page, "title"), !=, "");
  g_assert_cmpstr (wh_ui_get_text (page, "description"), !=, "");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Try Again");
  wh_ui_click (button);
  g_assert_cmpuint (self->n_refreshed, ==, 1);
  wh_ui_picture (GTK_WIDGET (self->window), "list-failed");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  assert_page (self, "list");
  assert_status (self, "10 customers loaded, there may be more");
}

static void
test_list_view_refused (WhListFixture *self,
                        gconstpointer  unused)
{
  GtkWidget *button = wh_list_fixture_child (self, "failed_button");

  wh_api_client_set_token (wh_connection_get_client (self->ui.connection),
                           WH_API_TOKEN_PRIVATE, "not-the-token-of-this-server");
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_FAILED);
  assert_page (self, "failed");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_New Token…");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==,
                   "win.renew-token");
}

static void
test_list_view_failed_refresh (WhListFixture *self,
                               gconstpointer  unused)
{
  GtkWidget *revealer = wh_list_fixture_child (self, "failure_revealer");
  GtkWidget *label = wh_list_fixture_child (self, "failure_label");
  WhRecord *first;

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  first = wh_list_fixture_get_shown (self, 0);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_FAILED);
  assert_page (self, "list");
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 10);
  g_assert_true (wh_list_fixture_get_shown (self, 0) == first);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_true (g_str_has_prefix (wh_ui_get_text (label, "label"),
                                   "The list could not be refreshed and is that of "));
  assert_status (self, "10 customers loaded");
  assert_more (self, NULL);
  wh_ui_picture (GTK_WIDGET (self->window), "list-failed-refresh");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_ui_await_mapped (wh_list_fixture_child (self, "retry_button"));
  wh_ui_click (wh_list_fixture_child (self, "retry_button"));
  wh_ui_await_state (self->collection, WH_COLLECTION_LIMITED);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 10);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  assert_status (self, "10 customers loaded, there may be more");
}

/* That is for the window to tell, with a way out. */
static void
test_list_view_refused_refresh (WhListFixture *self,
                                gconstpointer  unused)
{
  GtkWidget *revealer = wh_list_fixture_child (self, "failure_revealer");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_api_client_set_token (wh_connection_get_client (self->ui.connection),
                           WH_API_TOKEN_PRIVATE, "not-the-token-of-this-server");
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_FAILED);
  assert_page (self, "list");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  assert_more (self, NULL);
}

static void
test_list_view_failed_part (WhListFixture *self,
                            gconstpointer  unused)
{
  GtkWidget *label = wh_list_fixture_child (self, "failure_label");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  wh_list_fixture_set_limit (self, WH_LIST_NO_LIMIT);
  wh_ui_await_state (self->collection, WH_COLLECTION_FAILED);
  g_assert_true (g_str_has_prefix (wh_ui_get_text (label, "label"),
                                   "Not everything could be loaded. "));
}

/* What is there is no progress of what is being loaded. */
static void
test_list_view_refreshing (WhListFixture *self,
                           gconstpointer  unused)
{
  GtkProgressBar *bar = GTK_PROGRESS_BAR (wh_list_fixture_child (self, "progress_bar"));

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  gtk_progress_bar_set_fraction (bar, 0.0);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_collection_load (self->collection);
  wh_ui_await_text (wh_list_fixture_child (self, "status_label"), "label", "Refreshing…");
  g_assert_true (is_busy (self));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (bar), <, 1.0);
}

/* A pause after a failure is not the rate limit's. */
static void
test_list_view_recovering (WhListFixture *self,
                           gconstpointer  unused)
{
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_RESET);
  wh_collection_load (self->collection);
  wh_ui_await_text (wh_list_fixture_child (self, "status_label"), "label",
                    "That failed. Trying again in 1 second…");
}

static GtkColumnViewColumn *
get_last_column (WhListFixture *self)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (wh_list_fixture_child (self, "view"));
  GListModel *columns = gtk_column_view_get_columns (table);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  column = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);

  return column;
}

static gboolean
is_at_top (gpointer user_data)
{
  return gtk_adjustment_get_value (user_data) <= 0;
}

static gboolean
can_scroll (gpointer user_data)
{
  return gtk_adjustment_get_upper (user_data) > gtk_adjustment_get_page_size (user_data);
}

static gboolean
is_scrolled (gpointer user_data)
{
  return gtk_adjustment_get_value (user_data) > 0;
}

/* Another order begins at its beginning, wherever the list was. */
static void
test_list_view_scroll (WhListFixture *self,
                       gconstpointer  unused)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (wh_list_fixture_child (self, "view"));
  GtkAdjustment *adjustment = NULL;
  g_autofree char *key = NULL;

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (wh_list_fixture_child (self, "scrolled")));
  wh_test_wait_until (can_scroll, adjustment);
  key = g_strdup (wh_record_get_key (wh_list_fixture_get_shown (self, WH_UI_N_CUSTOMERS - 1)));
  g_assert_true (wh_list_view_select_key (self->view, key, TRUE));
  wh_test_wait_until (is_scrolled, adjustment);

  gtk_column_view_sort_by_column (table, get_last_column (self), GTK_SORT_ASCENDING);
  wh_test_wait_until (is_at_top, adjustment);

  g_assert_true (wh_list_view_select_key (self->view, wh_record_get_key (
    wh_list_fixture_get_shown (self, WH_UI_N_CUSTOMERS - 1)), TRUE));
  wh_test_wait_until (is_scrolled, adjustment);
  wh_ui_type (wh_list_fixture_child (self, "search_entry"), "example");
  wh_test_wait_until (is_at_top, adjustment);
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* One row is enough for the key that goes from part to part. */
static void
test_list_view_tab (WhListFixture *self,
                    gconstpointer  unused)
{
  GtkWidget *table = wh_list_fixture_child (self, "view");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_await_mapped (table);
  g_assert_true (gtk_widget_grab_focus (table));
  g_assert_true (has_focus (table));
  g_assert_true (wh_ui_press (gtk_window_get_focus (self->window), GDK_KEY_Tab, 0));
  g_assert_true (has_focus (wh_list_fixture_child (self, "limit_drop_down")));

  g_assert_true (gtk_widget_grab_focus (table));
  g_assert_true (wh_ui_press (gtk_window_get_focus (self->window), GDK_KEY_Tab, GDK_SHIFT_MASK));
  g_assert_true (has_focus (wh_list_fixture_child (self, "filter_box")));
}

/* Told apart from the product's own sorting by being written for two. */
static int
compare (WhRecord *first,
         WhRecord *second,
         guint     field,
         gboolean  descending)
{
  gint64 a = 0, b = 0;
  int order;

  if (wh_record_is_null (first, field) || wh_record_is_null (second, field))
    return wh_record_is_null (first, field) - wh_record_is_null (second, field);

  if (wh_record_get_number (first, field, &a) && wh_record_get_number (second, field, &b))
    order = (a > b) - (a < b);
  else
    {
      g_autofree char *a_text = g_utf8_casefold (wh_record_get_text (first, field), -1);
      g_autofree char *b_text = g_utf8_casefold (wh_record_get_text (second, field), -1);

      order = g_utf8_collate (a_text, b_text);
    }

  return descending ? -order : order;
}

static gboolean
is_sorted (gpointer user_data)
{
  WhListFixture *self = user_data;
  g_autoptr (GSettings) settings = wh_ui_new_list_settings ("customer");
  g_autofree char *id = g_settings_get_string (settings, "sort-column");
  gboolean descending = g_settings_get_boolean (settings, "sort-descending");
  const WhResource *resource = wh_resources_find ("customer");
  guint field = wh_ui_field (resource, *id != '\0' ? id : resource->default_sort);

  if (*id == '\0')
    descending = resource->default_descending;

  for (guint i = 1; i < wh_list_fixture_count (self); i++)
    if (compare (wh_list_fixture_get_shown (self, i - 1),
                 wh_list_fixture_get_shown (self, i), field, descending) > 0)
      return FALSE;

  return TRUE;
}

static void
test_list_view_sort (WhListFixture *self,
                     gconstpointer  unused)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (wh_list_fixture_child (self, "view"));
  GListModel *columns = gtk_column_view_get_columns (table);

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  wh_test_wait_until (is_sorted, self);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_sort_by_column (table, column, GTK_SORT_ASCENDING);
      wh_test_wait_until (is_sorted, self);
      gtk_column_view_sort_by_column (table, column, GTK_SORT_DESCENDING);
      wh_test_wait_until (is_sorted, self);
    }
}

static void
test_list_view_selection (WhListFixture *self,
                          gconstpointer  unused)
{
  GtkSelectionModel *selection;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) two = NULL;
  WhRecord *third;

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  selection = GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view));
  none = wh_list_view_dup_selected (self->view);
  g_assert_cmpuint (none->len, ==, 0);

  third = wh_list_fixture_get_shown (self, 2);
  g_assert_true (wh_list_view_select_key (self->view, wh_record_get_key (third), FALSE));
  one = wh_list_view_dup_selected (self->view);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (g_ptr_array_index (one, 0) == third);

  gtk_selection_model_select_item (selection, 5, FALSE);
  two = wh_list_view_dup_selected (self->view);
  g_assert_cmpuint (two->len, ==, 2);

  g_assert_false (wh_list_view_select_key (self->view, "there is no such customer", TRUE));
}

static void
on_activated_cb (WhListView *view,
                 WhRecord   *record,
                 WhRecord  **activated)
{
  *activated = record;
}

static void
test_list_view_activate (WhListFixture *self,
                         gconstpointer  unused)
{
  WhRecord *activated = NULL;
  GtkSelectionModel *selection;

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  selection = GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view));
  g_signal_connect (self->view, "record-activated", G_CALLBACK (on_activated_cb), &activated);

  g_signal_emit_by_name (wh_list_fixture_child (self, "view"), "activate", 3);
  g_assert_true (activated == wh_list_fixture_get_shown (self, 3));
  g_assert_true (gtk_selection_model_is_selected (selection, 3));
  gtk_selection_model_unselect_all (selection);

  /* Which one of several is not known; none at all is nothing to open. */
  activated = NULL;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.open", NULL);
  g_assert_null (activated);
  gtk_selection_model_select_all (selection);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.open", NULL);
  g_assert_null (activated);

  gtk_selection_model_select_item (selection, 1, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.open", NULL);
  g_assert_true (activated == wh_list_fixture_get_shown (self, 1));
}

static void
test_list_view_format (WhListFixture *self,
                       gconstpointer  unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("eur", zone);

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view)), 1,
                                   TRUE);
  wh_list_view_set_format (self->view, format);
  g_assert_nonnull (
    strstr (wh_ui_get_text (wh_list_fixture_child (self, "title"), "subtitle"), "€"));
  g_assert_true (gtk_selection_model_is_selected (
    GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view)), 1));
}

static void
assert_fits (WhListFixture *self)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (self->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_list_view_narrow (WhListFixture *self,
                       gconstpointer  unused)
{
  g_object_set (self->view, "sidebar-hidden", TRUE, "detail-hidden", TRUE, NULL);
  wh_ui_resize (self->window, 360);
  assert_fits (self);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_collection_load (self->collection);
  wh_ui_await_state (self->collection, WH_COLLECTION_LOADING);
  assert_fits (self);
  wh_collection_stop (self->collection);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_GARBAGE);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_FAILED);
  assert_fits (self);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  wh_ui_type (wh_list_fixture_child (self, "search_entry"),
              "somebody.with.a.long.name@subdomain.customer.example");
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "no-match");
  assert_fits (self);
  wh_ui_picture (GTK_WIDGET (self->window), "list-narrow");
}

static void
test_list_view_destroyed (WhListFixture *self,
                          gconstpointer  unused)
{
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_STALL);
  wh_list_fixture_set_limit (self, WH_LIST_NO_LIMIT);
  wh_collection_load (self->collection);
  wh_ui_await_state (self->collection, WH_COLLECTION_LOADING);
  g_assert_true (is_busy (self));
  wh_list_fixture_close (self);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("new", test_list_view_new);
  ADD ("load", test_list_view_load);
  ADD ("more", test_list_view_more);
  ADD ("limit", test_list_view_limit);
  ADD ("stop", test_list_view_stop);
  ADD ("continue", test_list_view_continue);
  ADD ("empty", test_list_view_empty);
  ADD ("plans", test_list_view_plans);
  ADD ("failed", test_list_view_failed);
  ADD ("refused", test_list_view_refused);
  ADD ("failed-refresh", test_list_view_failed_refresh);
  ADD ("refused-refresh", test_list_view_refused_refresh);
  ADD ("failed-part", test_list_view_failed_part);
  ADD ("refreshing", test_list_view_refreshing);
  ADD ("recovering", test_list_view_recovering);
  ADD ("tab", test_list_view_tab);
  ADD ("scroll", test_list_view_scroll);
  ADD ("sort", test_list_view_sort);
  ADD ("selection", test_list_view_selection);
  ADD ("activate", test_list_view_activate);
  ADD ("format", test_list_view_format);
  ADD ("narrow", test_list_view_narrow);
  ADD ("destroyed", test_list_view_destroyed);

  return g_test_run ();
}
