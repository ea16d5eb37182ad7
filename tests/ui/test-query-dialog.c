/* test-query-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-day.h"
#include "wh-field-row.h"
#include "wh-query.h"
#include "wh-query-dialog.h"
#include "wh-window-steps.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/query-dialog/" name, WhUiFixture, NULL, wh_ui_fixture_set_up, func, \
              wh_ui_fixture_tear_down)

static GtkWindow *
open_dialog (WhResourcePage *page)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (wh_resource_page_get_list_view (page)),
                              "records.query", NULL);
  dialog = wh_ui_find_window (WH_TYPE_QUERY_DIALOG);
  g_assert_nonnull (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));

  return dialog;
}

static WhFieldRow *
find_row (gpointer    root,
          const char *field)
{
  if (WH_IS_FIELD_ROW (root) && g_str_equal (wh_field_row_get_field (root)->id, field))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WhFieldRow *row = find_row (child, field);

      if (row != NULL)
        return row;
    }

  return NULL;
}

static GtkWidget *
get_input (GtkWindow  *dialog,
           const char *field)
{
  WhFieldRow *row = find_row (dialog, field);

  g_assert_nonnull (row);

  return wh_field_control_get_input (wh_field_row_get_control (row));
}

static void
fill (GtkWindow  *dialog,
      const char *field,
      const char *text)
{
  wh_ui_type (get_input (dialog, field), text);
}

static void
load (GtkWindow *dialog)
{
  wh_ui_click (wh_ui_child (dialog, WH_TYPE_QUERY_DIALOG, "load_button"));
}

static gboolean
is_gone (gpointer user_data)
{
  return wh_ui_find_window (WH_TYPE_QUERY_DIALOG) == NULL;
}

static GtkWidget *
get_child (WhResourcePage *page,
           const char     *name)
{
  return wh_ui_child (wh_resource_page_get_list_view (page), WH_TYPE_LIST_VIEW, name);
}

static gboolean
is_revealed (WhResourcePage *page)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (get_child (page, "scope_revealer")));
}

/* When the customer was last updated, in seconds. */
static gint64
get_instant (WhResourcePage *page,
             guint           index)
{
  GListModel *rows = G_LIST_MODEL (wh_steps_get_collection (page));
  g_autoptr (WhRecord) record = g_list_model_get_item (rows, index);
  guint field = wh_ui_field (wh_resource_page_get_resource (page), "updated_on");
  gint64 instant;

  g_assert_true (wh_parse_instant (wh_record_get_text (record, field), &instant));

  return instant / G_USEC_PER_SEC;
}

static void
test_query_dialog_dates (WhUiFixture   *self,
                         gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_await_page (window, "customer");
  WhCollection *collection = wh_steps_get_collection (page);
  GTimeZone *zone = wh_format_get_zone (wh_connection_get_format (self->connection));
  gint64 newest = get_instant (page, 0);
  g_autofree char *day = wh_day_dup_text (newest, zone);
  gint64 bound;
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  g_assert_false (is_revealed (page));
  dialog = open_dialog (page);
  g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (window));
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Customers");
  wh_ui_picture (GTK_WIDGET (dialog), "query-dialog");

  /* The day is not among them: the last that come are older than it. */
  fill (dialog, "end_date", day);
  load (dialog);
  wh_test_wait_until (is_gone, NULL);
  wh_steps_await_page (window, "customer");
  wh_day_parse (day, zone, &bound, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (collection)), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (collection)); i++)
    g_assert_cmpint (get_instant (page, i), <, bound);
  g_assert_true (is_revealed (page));
  g_assert_nonnull (strstr (wh_ui_get_text (get_child (page, "scope_label"), "label"), ":"));

  /* It is still there for whoever wants to change it, and gone when everything is wanted. */
  dialog = open_dialog (page);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "end_date"))), ==, day);
  gtk_window_close (dialog);
  wh_test_wait_until (is_gone, NULL);
  wh_ui_click (get_child (page, "scope_button"));
  g_assert_null (wh_collection_get_field (collection, "end_date"));
  wh_steps_await_page (window, "customer");
  g_assert_cmpint (get_instant (page, 0), ==, newest);
  g_assert_false (is_revealed (page));
  wh_steps_close_window (window);
}

/* What cannot be understood stays as it was typed, and nothing is asked for. */
static void
test_query_dialog_wrong (WhUiFixture   *self,
                         gconstpointer  unused)
{
  static const char *const wrong[] = { "2026-02-30", "yesterday-ish", "12/2026/1", "<b>" };
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_await_page (window, "customer");
  guint n_requests = wh_demo_server_get_n_requests (self->server);
  GtkWindow *dialog = open_dialog (page);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      fill (dialog, "start_date", wrong[i]);
      load (dialog);
      g_assert_true (wh_ui_find_window (WH_TYPE_QUERY_DIALOG) == dialog);
      g_assert_nonnull (wh_field_row_get_complaint (find_row (dialog, "start_date")));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "start_date"))),
                       ==, wrong[i]);
      g_assert_null (wh_collection_get_field (wh_steps_get_collection (page), "start_date"));
    }
  wh_ui_picture (GTK_WIDGET (dialog), "query-dialog-wrong");
  wh_test_iterate ();
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->server), ==, n_requests);

  /* Put right, it is as if it had been right at once. */
  fill (dialog, "start_date", "2020-01-01");
  g_assert_null (wh_field_row_get_complaint (find_row (dialog, "start_date")));
  load (dialog);
  wh_test_wait_until (is_gone, NULL);
  g_assert_nonnull (wh_collection_get_field (wh_steps_get_collection (page), "start_date"));
  wh_steps_await_page (window, "customer");
  wh_steps_close_window (window);
}

/* A kind has to be chosen always; leaving the rest out is possible, and so is to change it. */
static void
test_query_dialog_required (WhUiFixture   *self,
                            gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_go_to_page (window, "unsubscribed");
  WhCollection *collection = wh_steps_get_collection (page);
  const WhOperationField *field;
  GtkWindow *dialog;

  field = wh_operation_find_field (wh_operations_find ("list-unsubscribed"), "intervention_type");
  g_assert_cmpstr (wh_collection_get_field (collection, field->id), ==, field->choices[0].value);
  g_assert_false (wh_query_is_narrowed (collection));

  /* The way to another kind is beside the one that is shown. */
  g_assert_true (is_revealed (page));
  g_assert_nonnull (strstr (wh_ui_get_text (get_child (page, "scope_label"), "label"),
                            field->choices[0].label));
  wh_ui_click (get_child (page, "scope_button"));
  dialog = wh_ui_find_window (WH_TYPE_QUERY_DIALOG);
  g_assert_nonnull (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));
  /* The first says that none is chosen. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_input (dialog, field->id)), 2);
  fill (dialog, "start_date", "2020-01-01");
  load (dialog);
  wh_test_wait_until (is_gone, NULL);
  wh_steps_await_page (window, "unsubscribed");
  g_assert_cmpstr (wh_collection_get_field (collection, field->id), ==, field->choices[1].value);
  g_assert_true (wh_query_is_narrowed (collection));

  wh_ui_click (get_child (page, "scope_button"));
  wh_steps_await_page (window, "unsubscribed");
  g_assert_null (wh_collection_get_field (collection, "start_date"));
  g_assert_cmpstr (wh_collection_get_field (collection, field->id), ==, field->choices[1].value);
  wh_steps_close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("dates", test_query_dialog_dates);
  ADD ("wrong", test_query_dialog_wrong);
  ADD ("required", test_query_dialog_required);

  return g_test_run ();
}
