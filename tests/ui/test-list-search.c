/* test-list-search.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-filter-button.h"
#include "wh-list-fixture.h"

#include <string.h>

/* What of the loaded records a list shows, and what leaves it over the clipboard. */

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/list-search/" name, WhListFixture, NULL, wh_list_fixture_set_up, \
              func, wh_list_fixture_tear_down)

static void
search (WhListFixture *self,
        const char    *text)
{
  wh_ui_type (wh_list_fixture_child (self, "search_entry"), text);
}

static const char *
get_subtitle (WhListFixture *self)
{
  return wh_ui_get_text (wh_list_fixture_child (self, "title"), "subtitle");
}

/* NULL: it says nothing. */
static const char *
get_scope (WhListFixture *self)
{
  GtkWidget *revealer = wh_list_fixture_child (self, "scope_revealer");

  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)))
    return NULL;

  return wh_ui_get_text (wh_list_fixture_child (self, "scope_label"), "label");
}

static WhFilterButton *
get_filter (WhListFixture *self,
            guint          index)
{
  GtkWidget *child = gtk_widget_get_first_child (wh_list_fixture_child (self, "filter_box"));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (WH_IS_FILTER_BUTTON (child) && index-- == 0)
      return WH_FILTER_BUTTON (child);

  return NULL;
}

/* A customer whose email nobody else has. */
static WhRecord *
find_unique (WhListFixture *self)
{
  guint email = wh_ui_field (wh_resources_find ("customer"), "email");

  for (guint i = 0; i < wh_list_fixture_count (self); i++)
    {
      WhRecord *record = wh_list_fixture_get_shown (self, i);
      const char *text = wh_record_get_text (record, email);
      guint n = 0;

      for (guint j = 0; text != NULL && j < wh_list_fixture_count (self); j++)
        n += g_strcmp0 (text, wh_record_get_text (wh_list_fixture_get_shown (self, j), email)) == 0;
      if (n == 1)
        return record;
    }

  g_assert_not_reached ();
}

static gboolean
says_all_three (gpointer user_data)
{
  const char *scope = get_scope (user_data);

  return scope != NULL &&
         g_str_has_prefix (scope, "Search, filters and sorting cover what is loaded.");
}

static void
test_list_search_typed (WhListFixture *self,
                        gconstpointer  unused)
{
  guint field = wh_ui_field (wh_resources_find ("customer"), "customer_id");
  g_autofree char *upper = NULL;
  WhRecord *record;

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  record = wh_list_fixture_get_shown (self, 7);
  upper = g_ascii_strup (wh_record_get_text (record, field), -1);
  search (self, upper);
  wh_ui_await_n_items (wh_list_view_get_shown (self->view), 1);
  g_assert_true (wh_list_fixture_get_shown (self, 0) == record);
  g_assert_true (g_str_has_prefix (get_subtitle (self), "1 of 60 loaded · "));
  g_assert_null (get_scope (self));

  /* The entry's own Escape. */
  g_signal_emit_by_name (wh_list_fixture_child (self, "search_entry"), "stop-search");
  wh_ui_await_n_items (wh_list_view_get_shown (self->view), WH_UI_N_CUSTOMERS);
}

static void
test_list_search_no_match (WhListFixture *self,
                           gconstpointer  unused)
{
  GtkWidget *page = wh_list_fixture_child (self, "no_match_page");

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  search (self, "nobody is called this");
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "no-match");
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 0);
  g_assert_cmpstr (wh_ui_get_text (page, "title"), ==, "No Results Found");
  g_assert_cmpstr (wh_ui_get_text (page, "description"), ==,
                   "None of the 60 loaded customers matches.");
  g_assert_false (gtk_widget_get_visible (wh_list_fixture_child (self, "no_match_search_button")));
  g_assert_false (gtk_widget_get_visible (wh_list_fixture_child (self, "no_match_more_button")));

  wh_ui_click (wh_ui_find (page, GTK_TYPE_BUTTON, "Clear Search and Filters"));
  wh_ui_await_n_items (wh_list_view_get_shown (self->view), WH_UI_N_CUSTOMERS);
  g_assert_cmpstr (gtk_editable_get_text (
                     GTK_EDITABLE (wh_list_fixture_child (self, "search_entry"))), ==, "");
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "list");
}

/* What is not loaded may match. */
static void
test_list_search_no_match_yet (WhListFixture *self,
                               gconstpointer  unused)
{
  GtkWidget *more = wh_list_fixture_child (self, "no_match_more_button");
  GtkWidget *button = wh_list_fixture_child (self, "no_match_search_button");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  search (self, "nobody@nowhere.example");
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "no-match");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Search _All Customers");
  wh_ui_await_mapped (more);
  wh_ui_picture (GTK_WIDGET (self->window), "list-no-match");
  wh_ui_click (more);
  wh_ui_await_n_items (self->collection, 50);

  wh_ui_await_mapped (button);
  wh_ui_click (button);
  g_assert_cmpstr (wh_collection_get_field (self->collection, "email"), ==,
                   "nobody@nowhere.example");
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  wh_ui_await_child (wh_list_fixture_child (self, "stack"), "empty");
  /* That there are no customers at all would be another matter. */
  g_assert_cmpstr (wh_ui_get_text (wh_list_fixture_child (self, "empty_page"), "description"), ==,
                   "");
}

static void
test_list_search_part (WhListFixture *self,
                       gconstpointer  unused)
{
  GtkWidget *button = wh_list_fixture_child (self, "scope_button");

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  g_assert_null (get_scope (self));
  search (self, "example");
  wh_ui_await_boolean (wh_list_fixture_child (self, "scope_revealer"), "reveal-child", TRUE);
  g_assert_nonnull (strstr (get_scope (self), "cover what is loaded"));

  /* With everything loaded there is no more to say. */
  wh_ui_await_mapped (button);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Load _All");
  wh_ui_click (button);
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_null (get_scope (self));
}

/* The first of ten are not the first of all. */
static void
test_list_search_sorted (WhListFixture *self,
                         gconstpointer  unused)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (wh_list_fixture_child (self, "view"));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  column = g_list_model_get_item (gtk_column_view_get_columns (table), 0);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  gtk_column_view_sort_by_column (table, column, GTK_SORT_ASCENDING);
  g_assert_cmpstr (get_scope (self), ==, "Only what is loaded is sorted.");
  search (self, "example");
  wh_test_wait_until (says_all_three, self);

  wh_ui_await_mapped (wh_list_fixture_child (self, "scope_button"));
  wh_ui_click (wh_list_fixture_child (self, "scope_button"));
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_null (get_scope (self));
}

static void
test_list_search_all (WhListFixture *self,
                      gconstpointer  unused)
{
  guint field = wh_ui_field (wh_resources_find ("customer"), "email");
  GtkWidget *button = wh_list_fixture_child (self, "scope_button");
  g_autofree char *address = NULL;
  g_autofree char *expected = NULL;

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  address = g_strdup (wh_record_get_text (find_unique (self), field));
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);

  search (self, address);
  wh_ui_await_text (button, "label", "Search _All Customers");
  g_assert_nonnull (strstr (get_scope (self), address));
  wh_ui_await_mapped (button);
  wh_ui_click (button);
  g_assert_cmpstr (wh_collection_get_field (self->collection, "email"), ==, address);
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, 1);
  g_assert_cmpstr (wh_record_get_text (wh_list_fixture_get_shown (self, 0), field), ==, address);

  expected = g_strdup_printf ("Customers whose email is “%s”", address);
  wh_ui_await_text (wh_list_fixture_child (self, "scope_label"), "label", expected);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Show _All");
  g_signal_emit_by_name (wh_list_fixture_child (self, "search_entry"), "stop-search");
  g_assert_null (wh_collection_get_field (self->collection, "email"));
  wh_ui_await_n_items (wh_list_view_get_shown (self->view), 10);
  g_assert_null (get_scope (self));
  search (self, address);
  wh_ui_await_text (button, "label", "Search _All Customers");
  wh_ui_await_mapped (button);
  wh_ui_click (button);
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  wh_ui_picture (GTK_WIDGET (self->window), "list-email");

  wh_ui_click (button);
  g_assert_null (wh_collection_get_field (self->collection, "email"));
  wh_ui_await_n_items (wh_list_view_get_shown (self->view), 10);
  g_assert_null (get_scope (self));
}

static void
test_list_search_filters (WhListFixture *self,
                          gconstpointer  unused)
{
  const char *const active[] = { "active", NULL };
  guint status = wh_ui_field (wh_resources_find ("customer"), "status");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("usd", zone);
  g_autofree char *total = NULL;
  gint64 amount = 0;
  g_autofree char *expected = NULL;
  guint n_active = 0;

  wh_list_fixture_load (self, WH_LIST_LIMIT_250, WH_COLLECTION_COMPLETE);
  for (guint i = 0; i < WH_UI_N_CUSTOMERS; i++)
    {
      WhRecord *record = wh_list_fixture_get_shown (self, i);
      gint64 cents = 0;

      if (!wh_record_has_item (record, status, "active"))
        continue;
      n_active++;
      if (wh_record_get_number (record, wh_ui_field (wh_resources_find ("customer"), "mrr_cents"),
                                &cents))
        amount += cents;
    }
  g_assert_cmpuint (n_active, >, 0);
  g_assert_cmpuint (n_active, <, WH_UI_N_CUSTOMERS);

  wh_filter_button_set_values (get_filter (self, 0), active);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, n_active);
  total = wh_format_dup_money (format, amount);
  expected = g_strdup_printf ("%u of 60 loaded · %s MRR", n_active, total);
  g_assert_cmpstr (get_subtitle (self), ==, expected);

  /* As it was left. */
  wh_list_fixture_close (self);
  wh_list_fixture_show (self, self->ui.connection, "customer");
  g_assert_true (g_strv_equal (wh_filter_button_get_values (get_filter (self, 0)), active));
  g_assert_null (wh_filter_button_get_values (get_filter (self, 1))[0]);
  wh_collection_load (self->collection);
  wh_ui_await_state (self->collection, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, n_active);

  wh_filter_button_set_values (get_filter (self, 0), NULL);
  g_assert_cmpuint (wh_list_fixture_count (self), ==, WH_UI_N_CUSTOMERS);
}

static void
assert_clipboard (WhListFixture *self,
                  const char    *expected)
{
  g_autofree char *text = wh_ui_dup_clipboard (GTK_WIDGET (self->view));

  g_assert_cmpstr (text, ==, expected);
}

static void
select_two (WhListFixture *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view));

  gtk_selection_model_select_item (selection, 1, TRUE);
  gtk_selection_model_select_item (selection, 4, FALSE);
}

static void
append_row (GString  *text,
            WhRecord *record,
            WhFormat *format)
{
  static const char *const shown[] = { "name", "email", "status", "plans", "mrr_cents",
                                       "activated_on" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      guint field = wh_ui_field (wh_resources_find ("customer"), shown[i]);
      g_autofree char *cell = wh_record_dup_display (record, field, format);

      g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "\n", cell);
    }
}

static void
on_copied_cb (guint *n_copied,
              guint  n_records)
{
  *n_copied = n_records;
}

static void
test_list_search_copy (WhListFixture *self,
                       gconstpointer  unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("usd", zone);
  g_autoptr (GString) expected = g_string_new ("Name\tEmail\tStatus\tPlan\tMRR\tActivated");
  guint n_copied = 0;
  g_autofree char *keys = NULL;

  wh_list_view_set_format (self->view, format);
  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  select_two (self);
  append_row (expected, wh_list_fixture_get_shown (self, 1), format);
  append_row (expected, wh_list_fixture_get_shown (self, 4), format);

  g_signal_connect_swapped (self->view, "copied", G_CALLBACK (on_copied_cb), &n_copied);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.copy", NULL);
  assert_clipboard (self, expected->str);
  g_assert_cmpuint (n_copied, ==, 2);

  keys = g_strdup_printf ("%s\n%s", wh_record_get_key (wh_list_fixture_get_shown (self, 1)),
                          wh_record_get_key (wh_list_fixture_get_shown (self, 4)));
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.copy-field", "s", "customer_id");
  assert_clipboard (self, keys);

  /* The keys of it. */
  g_assert_true (wh_ui_press (wh_list_fixture_child (self, "view"), GDK_KEY_c,
                              GDK_CONTROL_MASK));
  assert_clipboard (self, expected->str);
}

static void
test_list_search_copy_json (WhListFixture *self,
                            gconstpointer  unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *both = NULL;

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  select_two (self);
  first = wh_record_dup_json (wh_list_fixture_get_shown (self, 1));
  second = wh_record_dup_json (wh_list_fixture_get_shown (self, 4));
  both = g_strdup_printf ("[%s,\n%s]", first, second);

  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.copy-json", NULL);
  assert_clipboard (self, both);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view)), 1,
                                   TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.copy-json", NULL);
  assert_clipboard (self, first);

  /* Nothing is selected: what is on the clipboard stays. */
  gtk_selection_model_unselect_all (
    GTK_SELECTION_MODEL (wh_list_view_get_shown (self->view)));
  gtk_widget_activate_action (GTK_WIDGET (self->view), "records.copy", NULL);
  assert_clipboard (self, first);
}

static gboolean
has_focus_in_table (gpointer user_data)
{
  WhListFixture *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL &&
         gtk_widget_is_ancestor (focus, wh_list_fixture_child (self, "view"));
}

static GtkWidget *
find_context_menu (WhListFixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      return child;

  return NULL;
}

static void
test_list_search_menu (WhListFixture *self,
                       gconstpointer  unused)
{
  GtkWidget *menu = find_context_menu (self);

  wh_list_fixture_load (self, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  g_assert_nonnull (menu);
  g_assert_false (gtk_widget_get_visible (menu));

  gtk_widget_grab_focus (wh_list_fixture_child (self, "view"));
  wh_test_wait_until (has_focus_in_table, self);
  g_assert_true (wh_ui_press (gtk_window_get_focus (self->window), GDK_KEY_F10,
                              GDK_SHIFT_MASK));
  g_assert_true (gtk_widget_get_visible (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("typed", test_list_search_typed);
  ADD ("no-match", test_list_search_no_match);
  ADD ("no-match-yet", test_list_search_no_match_yet);
  ADD ("sorted", test_list_search_sorted);
  ADD ("part", test_list_search_part);
  ADD ("all", test_list_search_all);
  ADD ("filters", test_list_search_filters);
  ADD ("copy", test_list_search_copy);
  ADD ("copy-json", test_list_search_copy_json);
  ADD ("menu", test_list_search_menu);

  return g_test_run ();
}
