/* wh-window-steps.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-action-form.h"
#include "wh-window-steps.h"

WhWindow *
wh_steps_open_window (WhUiFixture *fixture)
{
  WhWindow *window = wh_window_new (wh_ui_fixture_get_application (fixture));

  gtk_window_present (GTK_WINDOW (window));
  wh_ui_await_mapped (GTK_WIDGET (window));

  return window;
}

void
wh_steps_close_window (WhWindow *window)
{
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

/* %NULL while there is no token. */
WhResourcePage *
wh_steps_get_page (WhWindow *window)
{
  GtkStack *stack = GTK_STACK (wh_ui_child (window, WH_TYPE_WINDOW, "content_stack"));
  GtkWidget *child = gtk_stack_get_visible_child (stack);

  return WH_IS_RESOURCE_PAGE (child) ? WH_RESOURCE_PAGE (child) : NULL;
}

WhCollection *
wh_steps_get_collection (WhResourcePage *page)
{
  return wh_list_view_get_collection (wh_resource_page_get_list_view (page));
}

/* Waiting */

typedef struct
{
  gpointer    object;
  const char *key;
  const char *field;
  const char *text;
} Expected;

static gboolean
shows_page (gpointer user_data)
{
  Expected *expected = user_data;
  WhResourcePage *page = wh_steps_get_page (expected->object);
  WhCollectionState state;

  if (page == NULL || !g_str_equal (wh_resource_page_get_resource (page)->id, expected->text) ||
      wh_resource_page_get_connection (page) != wh_window_get_connection (expected->object))
    return FALSE;

  state = wh_collection_get_state (wh_steps_get_collection (page));

  return state == WH_COLLECTION_LIMITED || state == WH_COLLECTION_COMPLETE;
}

WhResourcePage *
wh_steps_await_page (WhWindow   *window,
                     const char *resource)
{
  Expected expected = { .object = window, .text = resource };

  wh_test_wait_until (shows_page, &expected);

  return wh_steps_get_page (window);
}

WhResourcePage *
wh_steps_go_to_page (WhWindow   *window,
                     const char *resource)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-page", "s", resource);

  return wh_steps_await_page (window, resource);
}

static gboolean
has_record (gpointer user_data)
{
  Expected *expected = user_data;

  return wh_collection_find (wh_steps_get_collection (expected->object), expected->key) != NULL;
}

void
wh_steps_await_record (WhResourcePage *page,
                       const char     *key)
{
  Expected expected = { .object = page, .key = key };

  wh_test_wait_until (has_record, &expected);
}

static gboolean
lacks_record (gpointer user_data)
{
  return !has_record (user_data);
}

void
wh_steps_await_no_record (WhResourcePage *page,
                          const char     *key)
{
  Expected expected = { .object = page, .key = key };

  wh_test_wait_until (lacks_record, &expected);
}

static gboolean
has_value (gpointer user_data)
{
  Expected *expected = user_data;
  WhRecord *record = wh_collection_find (wh_steps_get_collection (expected->object),
                                         expected->key);
  guint field = wh_ui_field (wh_resource_page_get_resource (expected->object), expected->field);

  return record != NULL && g_strcmp0 (wh_record_get_text (record, field), expected->text) == 0;
}

void
wh_steps_await_value (WhResourcePage *page,
                      const char     *key,
                      const char     *field,
                      const char     *text)
{
  Expected expected = { .object = page, .key = key, .field = field, .text = text };

  wh_test_wait_until (has_value, &expected);
}

static gboolean
shows_detail (gpointer user_data)
{
  Expected *expected = user_data;
  WhRecord *record =
    wh_record_view_get_record (wh_resource_page_get_record_view (expected->object));

  return g_strcmp0 (record != NULL ? wh_record_get_key (record) : NULL, expected->key) == 0;
}

void
wh_steps_await_detail (WhResourcePage *page,
                       const char     *key)
{
  Expected expected = { .object = page, .key = key };

  wh_test_wait_until (shows_detail, &expected);
}

/* The list */

static GtkSelectionModel *
get_selection (WhResourcePage *page)
{
  GtkWidget *table = wh_ui_find (wh_resource_page_get_list_view (page), GTK_TYPE_COLUMN_VIEW,
                                 NULL);

  g_assert_nonnull (table);

  return gtk_column_view_get_model (GTK_COLUMN_VIEW (table));
}

void
wh_steps_select (WhResourcePage *page,
                 const char     *key)
{
  GtkSelectionModel *selection = get_selection (page);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (selection)); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (g_str_equal (wh_record_get_key (record), key))
        {
          gtk_selection_model_select_item (selection, i, TRUE);
          wh_steps_await_detail (page, key);
          return;
        }
    }

  g_error ("There is no row “%s”", key);
}

void
wh_steps_select_first (WhResourcePage *page,
                       guint           n_rows)
{
  GtkSelectionModel *selection = get_selection (page);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >=, n_rows);
  gtk_selection_model_select_range (selection, 0, n_rows, TRUE);
}

/* The form */

static GtkWindow *
find_dialog (void)
{
  GtkWindow *dialog = wh_ui_find_window (WH_TYPE_ACTION_DIALOG);

  g_assert_nonnull (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));

  return dialog;
}

GtkWindow *
wh_steps_open_create (WhResourcePage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (wh_resource_page_get_list_view (page)),
                              "records.run", "s",
                              wh_resource_page_get_resource (page)->create_operation);

  return find_dialog ();
}

/* As the menu of the list does. */
GtkWindow *
wh_steps_open_change (WhResourcePage *page,
                      const char     *operation)
{
  g_autofree char *action = g_strdup_printf ("change.%s", operation);

  gtk_widget_activate_action (GTK_WIDGET (wh_resource_page_get_list_view (page)), action, NULL);

  return find_dialog ();
}

static GtkWidget *
get_input (GtkWindow  *dialog,
           const char *field)
{
  GtkWidget *bin = wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "form_bin");
  WhFieldRow *row = wh_action_form_find_row (WH_ACTION_FORM (adw_bin_get_child (ADW_BIN (bin))),
                                             field);

  if (row == NULL)
    g_error ("There is no row for “%s”", field);

  return wh_field_control_get_input (wh_field_row_get_control (row));
}

void
wh_steps_fill (GtkWindow  *dialog,
               const char *field,
               const char *text)
{
  wh_ui_type (get_input (dialog, field), text);
}

void
wh_steps_choose (GtkWindow  *dialog,
                 const char *field,
                 guint       choice)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_input (dialog, field)), choice);
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

void
wh_steps_submit (GtkWindow *dialog)
{
  gpointer pointer = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &pointer);
  wh_ui_click (wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "submit_button"));
  wh_test_wait_until (is_gone, &pointer);
}

/* What the window says */

static GtkWidget *
find_said (WhWindow   *window,
           GType       type,
           const char *label)
{
  GtkWidget *overlay = wh_ui_child (window, WH_TYPE_WINDOW, "toast_overlay");
  GtkWidget *content = adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay));

  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = child != content ? wh_ui_find (child, type, label) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says (gpointer user_data)
{
  Expected *expected = user_data;

  return find_said (expected->object, GTK_TYPE_LABEL, expected->text) != NULL;
}

void
wh_steps_await_said (WhWindow   *window,
                     const char *text)
{
  Expected expected = { .object = window, .text = text };

  wh_test_wait_until (says, &expected);
}

GtkWidget *
wh_steps_find_undo (WhWindow *window)
{
  return find_said (window, GTK_TYPE_BUTTON, "Undo");
}

/* With the keyboard. */
void
wh_steps_undo (WhWindow *window)
{
  g_assert_true (wh_ui_press (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK));
}
