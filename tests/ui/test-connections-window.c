/* test-connections-window.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-color-chooser.h"
#include "wh-connection-dialog.h"
#include "wh-connection-row.h"
#include "wh-connections-window.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/connections-window/" name, WhWindowFixture, NULL, set_up, func, \
              tear_down)

typedef struct
{
  WhUiFixture   ui;
  WhConnection *first;
  WhConnection *second;
  GtkWindow    *window;
} WhWindowFixture;

static void
set_up (WhWindowFixture *self,
        gconstpointer    unused)
{
  wh_ui_fixture_set_up (&self->ui, unused);
  self->first = wh_ui_fixture_add_connection (&self->ui, "First", self->ui.server);
  self->second = wh_ui_fixture_add_connection (&self->ui, "Second", self->ui.server);
  self->window = wh_connections_window_new (self->ui.connections);
  gtk_window_present (self->window);
  wh_ui_await_mapped (GTK_WIDGET (self->window));
}

static void
tear_down (WhWindowFixture *self,
           gconstpointer    unused)
{
  if (self->window != NULL)
    wh_ui_destroy (self->window, NULL);
  wh_ui_fixture_tear_down (&self->ui, unused);
}

static GtkWidget *
open_row (WhWindowFixture *self,
          const char      *name)
{
  GtkWidget *row = wh_ui_find (self->window, WH_TYPE_CONNECTION_ROW, name);

  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return row;
}

static void
click (gpointer    root,
       const char *label)
{
  GtkWidget *button = wh_ui_find (root, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  wh_ui_await_mapped (button);
  wh_ui_click (button);
}

static guint
count_rows (WhWindowFixture *self)
{
  return wh_ui_count (self->window, WH_TYPE_CONNECTION_ROW);
}

static gboolean
asks (gpointer user_data)
{
  const char *heading = user_data;
  GtkWindow *window = wh_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);

  return window != NULL &&
         g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading);
}

static void
answer (const char *heading,
        const char *label)
{
  wh_test_wait_until (asks, (gpointer) heading);
  click (wh_ui_find_window (ADW_TYPE_MESSAGE_DIALOG), label);
}

static gboolean
has_one_row (gpointer user_data)
{
  return count_rows (user_data) == 1;
}

static void
test_connections_window_list (WhWindowFixture *self,
                              gconstpointer    unused)
{
  /* There is nothing to manage about the demo. */
  g_assert_cmpuint (count_rows (self), ==, 2);
  g_assert_null (wh_ui_find (self->window, WH_TYPE_CONNECTION_ROW, "Demo Account"));
  wh_ui_picture (GTK_WIDGET (self->window), "connections");
}

static void
test_connections_window_rename (WhWindowFixture *self,
                                gconstpointer    unused)
{
  GtkWidget *row = open_row (self, "First");
  GtkWidget *entry = wh_ui_child (row, WH_TYPE_CONNECTION_ROW, "name_row");

  wh_ui_type (entry, "Second");
  g_signal_emit_by_name (entry, "apply");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (wh_connection_get_name (self->first), ==, "First");

  wh_ui_type (entry, "Third & <last>");
  g_signal_emit_by_name (entry, "apply");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (wh_connection_get_name (self->first), ==, "Third & <last>");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Third & <last>");
}

static void
test_connections_window_color (WhWindowFixture *self,
                               gconstpointer    unused)
{
  GtkWidget *row = open_row (self, "Second");
  GtkWidget *chooser = wh_ui_child (row, WH_TYPE_CONNECTION_ROW, "color_chooser");

  g_assert_cmpstr (wh_color_chooser_get_color (WH_COLOR_CHOOSER (chooser)), ==,
                   wh_connection_get_color (self->second));
  wh_color_chooser_set_color (WH_COLOR_CHOOSER (chooser), "slate");
  g_assert_cmpstr (wh_connection_get_color (self->second), ==, "slate");
  g_assert_cmpstr (wh_connection_get_color (self->first), !=, "slate");
}

static void
test_connections_window_remove (WhWindowFixture *self,
                                gconstpointer    unused)
{
  g_autofree char *id = g_strdup (wh_connection_get_id (self->first));

  click (open_row (self, "First"), "Remove…");
  answer ("Remove “First”?", "Cancel");
  g_assert_cmpuint (count_rows (self), ==, 2);

  click (open_row (self, "First"), "Remove…");
  answer ("Remove “First”?", "Remove");
  wh_test_wait_until (has_one_row, self);
  g_assert_null (wh_connections_find (self->ui.connections, id));
  g_assert_nonnull (wh_connections_find (self->ui.connections,
                                         wh_connection_get_id (self->second)));

  click (open_row (self, "Second"), "Remove…");
  answer ("Remove “Second”?", "Remove");
  wh_ui_await_child (wh_ui_child (self->window, WH_TYPE_CONNECTIONS_WINDOW, "stack"), "empty");
}

static void
test_connections_window_forget (WhWindowFixture *self,
                                gconstpointer    unused)
{
  wh_test_token_store_set_remove_error (self->ui.tokens, WH_TOKEN_ERROR_NOT_REMOVED);
  click (open_row (self, "First"), "Remove…");
  answer ("Remove “First”?", "Remove");

  /* Its token is still there: that is said before anything is forgotten. */
  answer ("The Token Is Still in the Keyring", "Cancel");
  g_assert_cmpuint (count_rows (self), ==, 2);

  click (open_row (self, "First"), "Remove…");
  answer ("Remove “First”?", "Remove");
  answer ("The Token Is Still in the Keyring", "Remove from List");
  wh_test_wait_until (has_one_row, self);
}

static void
test_connections_window_renew (WhWindowFixture *self,
                               gconstpointer    unused)
{
  GtkWindow *dialog;

  click (open_row (self, "Second"), "New Token…");
  dialog = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (wh_connection_dialog_is_renewal (WH_CONNECTION_DIALOG (dialog)));
  wh_ui_destroy (dialog, NULL);

  click (self->window, "Add Connection…");
  dialog = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_false (wh_connection_dialog_is_renewal (WH_CONNECTION_DIALOG (dialog)));
  wh_ui_destroy (dialog, NULL);
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

static void
test_connections_window_escape (WhWindowFixture *self,
                                gconstpointer    unused)
{
  gpointer pointer = g_steal_pointer (&self->window);

  g_object_add_weak_pointer (pointer, &pointer);
  g_assert_true (wh_ui_press (pointer, GDK_KEY_Escape, 0));
  wh_test_wait_until (is_gone, &pointer);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("list", test_connections_window_list);
  ADD ("rename", test_connections_window_rename);
  ADD ("color", test_connections_window_color);
  ADD ("remove", test_connections_window_remove);
  ADD ("forget", test_connections_window_forget);
  ADD ("renew", test_connections_window_renew);
  ADD ("escape", test_connections_window_escape);

  return g_test_run ();
}
