/* test-connection-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-dialog.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/connection-dialog/" name, WhUiFixture, NULL, \
              wh_ui_fixture_set_up_empty, func, wh_ui_fixture_tear_down)

/* What "done" brought. */
static WhConnection *done_connection;

static void
on_done_cb (GtkWindow    *dialog,
            WhConnection *connection)
{
  g_assert_null (done_connection);
  done_connection = connection;
}

static GtkWindow *
open_dialog (WhUiFixture  *self,
             WhConnection *renew)
{
  GtkWindow *dialog;

  dialog = wh_connection_dialog_new (self->connections, renew, WH_TOKEN_KEPT_IN_KEYRING);
  done_connection = NULL;
  g_signal_connect (dialog, "done", G_CALLBACK (on_done_cb), NULL);
  gtk_window_present (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));

  return dialog;
}

static GtkWidget *
get (GtkWindow  *dialog,
     const char *name)
{
  return wh_ui_child (dialog, WH_TYPE_CONNECTION_DIALOG, name);
}

static const char *
get_typed (GtkWindow  *dialog,
           const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (get (dialog, name)));
}

static gboolean
shows_problem (GtkWindow *dialog)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (get (dialog, "problem_revealer")));
}

static guint
count (WhUiFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->connections));
}

static void
fill (GtkWindow   *dialog,
      WhUiFixture *self,
      const char  *name,
      const char  *token)
{
  wh_ui_type (get (dialog, "name_row"), name);
  wh_ui_type (get (dialog, "server_row"), wh_demo_server_get_url (self->server));
  wh_ui_type (get (dialog, "private_row"), token);
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

static void
await_closed (GtkWindow *dialog)
{
  gpointer pointer = dialog;

  g_object_add_weak_pointer (pointer, &pointer);
  wh_test_wait_until (is_gone, &pointer);
}

static void
test_connection_dialog_new (WhUiFixture   *self,
                            gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);

  g_assert_false (wh_connection_dialog_is_renewal (WH_CONNECTION_DIALOG (dialog)));
  g_assert_cmpstr (get_typed (dialog, "server_row"), ==, WH_API_DEFAULT_SERVER);
  g_assert_false (shows_problem (dialog));
  g_assert_true (gtk_window_get_default_widget (dialog) == get (dialog, "submit_button"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         get (dialog, "name_row")));
  wh_ui_picture (GTK_WIDGET (dialog), "connection-dialog");
  wh_ui_destroy (dialog, NULL);
}

/* What is typed, and the field that is wrong. NULL: the server of the test. */
typedef struct
{
  const char *name;
  const char *server;
  const char *private_token;
  const char *public_token;
  const char *row;
  const char *title; /* (nullable): any */
} WhMistake;

static const WhMistake mistakes[] = {
  { "", NULL, WH_UI_TOKEN, "", "name_row", "Enter a Name" },
  { "   ", NULL, WH_UI_TOKEN, "", "name_row" },
  { "Taken", NULL, WH_UI_TOKEN, "", "name_row" },
  { "New", "", WH_UI_TOKEN, "", "server_row" },
  { "New", "http://api.profitwell.example", WH_UI_TOKEN, "", "server_row" },
  { "New", "https://someone@api.profitwell.example", WH_UI_TOKEN, "", "server_row" },
  { "New", NULL, "", "", "private_row", "Enter the Private Token" },
  { "New", NULL, "two words", "", "private_row" },
  { "New", NULL, WH_UI_TOKEN, "two words", "public_row" },
};

static void
assert_mistake (WhUiFixture     *self,
                GtkWindow       *dialog,
                const WhMistake *mistake)
{
  static const char *const rows[] = { "name_row", "server_row", "private_row", "public_row" };
  guint n_requests = wh_demo_server_get_n_requests (self->server);

  fill (dialog, self, mistake->name, mistake->private_token);
  if (mistake->server != NULL)
    wh_ui_type (get (dialog, "server_row"), mistake->server);
  wh_ui_type (get (dialog, "public_row"), mistake->public_token);
  wh_ui_click (get (dialog, "submit_button"));

  g_assert_true (shows_problem (dialog));
  g_assert_cmpstr (wh_ui_get_text (get (dialog, "problem_title"), "label"), !=, "");
  if (mistake->title != NULL)
    g_assert_cmpstr (wh_ui_get_text (get (dialog, "problem_title"), "label"), ==,
                     mistake->title);
  g_assert_false (gtk_widget_get_visible (get (dialog, "session_button")));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (gtk_widget_has_css_class (get (dialog, rows[i]), "error") ==
                   g_str_equal (rows[i], mistake->row));

  /* Mending it takes the mark away. */
  wh_ui_type (get (dialog, mistake->row), "something else");
  g_assert_false (gtk_widget_has_css_class (get (dialog, mistake->row), "error"));
  g_assert_false (shows_problem (dialog));
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->server), ==, n_requests);
}

static void
test_connection_dialog_mistakes (WhUiFixture   *self,
                                 gconstpointer  unused)
{
  wh_ui_fixture_add_connection (self, "Taken", self->server);

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      GtkWindow *dialog = open_dialog (self, NULL);

      assert_mistake (self, dialog, &mistakes[i]);
      wh_ui_destroy (dialog, NULL);
    }
  g_assert_cmpuint (count (self), ==, 1);
}

static void
test_connection_dialog_success (WhUiFixture   *self,
                                gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);

  fill (dialog, self, "Acme", WH_UI_TOKEN);
  wh_ui_type (get (dialog, "public_row"), "0123456789abcdef");
  wh_ui_click (get (dialog, "submit_button"));

  /* Nobody who looks over the accessibility bus finds them any more. */
  g_assert_cmpstr (get_typed (dialog, "private_row"), ==, "");
  g_assert_cmpstr (get_typed (dialog, "public_row"), ==, "");
  g_assert_false (gtk_widget_is_sensitive (get (dialog, "submit_button")));

  await_closed (dialog);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_nonnull (done_connection);
  g_assert_true (wh_connections_find (self->connections,
                                      wh_connection_get_id (done_connection)) ==
                 done_connection);
  g_assert_cmpstr (wh_connection_get_name (done_connection), ==, "Acme");
  g_assert_cmpint (wh_connection_get_token_kept (done_connection), ==, WH_TOKEN_KEPT_IN_KEYRING);
  g_assert_cmpuint (wh_test_token_store_get_n_stored (self->tokens), ==, 2);
}

static void
test_connection_dialog_wrong_token (WhUiFixture   *self,
                                    gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);
  GtkWidget *revealer = get (dialog, "problem_revealer");

  fill (dialog, self, "Acme", "fedcba9876543210fedcba9876543210");
  wh_ui_click (get (dialog, "submit_button"));
  wh_ui_await_boolean (revealer, "reveal-child", TRUE);

  g_assert_true (gtk_widget_has_css_class (get (dialog, "private_row"), "error"));
  g_assert_cmpstr (get_typed (dialog, "private_row"), ==, "");
  g_assert_cmpstr (get_typed (dialog, "name_row"), ==, "Acme");
  g_assert_cmpstr (get_typed (dialog, "server_row"), ==, wh_demo_server_get_url (self->server));
  g_assert_false (gtk_widget_get_visible (get (dialog, "session_button")));
  g_assert_true (gtk_widget_is_sensitive (get (dialog, "submit_button")));
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_null (done_connection);
  g_assert_nonnull (strstr (wh_ui_get_text (get (dialog, "problem_text"), "label"),
                            "Check that it is the private one"));
  wh_ui_picture (GTK_WIDGET (dialog), "connection-dialog-refused");

  wh_ui_type (get (dialog, "private_row"), WH_UI_TOKEN);
  wh_ui_click (get (dialog, "submit_button"));
  await_closed (dialog);
  g_assert_nonnull (done_connection);
}

/* What was typed once need not be typed again because the network failed. */
static void
test_connection_dialog_retry (WhUiFixture   *self,
                              gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);

  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_HTML500);
  fill (dialog, self, "Acme", WH_UI_TOKEN);
  wh_ui_click (get (dialog, "submit_button"));
  wh_ui_await_boolean (get (dialog, "problem_revealer"), "reveal-child", TRUE);
  g_assert_cmpstr (get_typed (dialog, "private_row"), ==, "");

  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_NONE);
  wh_ui_click (get (dialog, "submit_button"));
  await_closed (dialog);
  g_assert_nonnull (done_connection);
}

static void
test_connection_dialog_session (WhUiFixture   *self,
                                gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);
  GtkWidget *button = get (dialog, "session_button");

  wh_test_token_store_set_store_error (self->tokens, WH_TOKEN_ERROR_UNAVAILABLE);
  fill (dialog, self, "Acme", WH_UI_TOKEN);
  wh_ui_click (get (dialog, "submit_button"));
  wh_ui_await_boolean (get (dialog, "problem_revealer"), "reveal-child", TRUE);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpuint (count (self), ==, 0);
  wh_ui_picture (GTK_WIDGET (dialog), "connection-dialog-keyring");

  wh_ui_await_mapped (button);
  wh_ui_click (button);
  await_closed (dialog);
  g_assert_nonnull (done_connection);
  g_assert_cmpint (wh_connection_get_token_kept (done_connection), ==,
                   WH_TOKEN_KEPT_FOR_SESSION);
  g_assert_cmpuint (wh_test_token_store_get_n_stored (self->tokens), ==, 0);
}

static void
test_connection_dialog_cancel (WhUiFixture   *self,
                               gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);

  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_STALL);
  fill (dialog, self, "Acme", WH_UI_TOKEN);
  wh_ui_click (get (dialog, "submit_button"));
  g_assert_false (gtk_widget_is_sensitive (get (dialog, "submit_button")));
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (get (dialog, "spinner"))));

  g_assert_true (wh_ui_press (get (dialog, "name_row"), GDK_KEY_Escape, 0));
  await_closed (dialog);
  g_assert_null (done_connection);
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpuint (wh_test_token_store_get_n_stored (self->tokens), ==, 0);
}

static void
test_connection_dialog_renew (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhConnection *connection = wh_ui_fixture_add_connection (self, "Acme", self->server);
  GtkWindow *dialog = open_dialog (self, connection);

  g_assert_true (wh_connection_dialog_is_renewal (WH_CONNECTION_DIALOG (dialog)));
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "New Token for “Acme”");
  g_assert_nonnull (gtk_window_get_focus (dialog));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         get (dialog, "private_row")));
  g_assert_false (gtk_widget_get_visible (get (dialog, "name_group")));
  g_assert_false (gtk_widget_get_visible (get (dialog, "advanced_group")));

  wh_ui_type (get (dialog, "private_row"), "fedcba9876543210fedcba9876543210");
  wh_ui_click (get (dialog, "submit_button"));
  wh_ui_await_boolean (get (dialog, "problem_revealer"), "reveal-child", TRUE);
  g_assert_true (gtk_widget_has_css_class (get (dialog, "private_row"), "error"));

  wh_ui_type (get (dialog, "private_row"), WH_UI_TOKEN);
  wh_ui_click (get (dialog, "submit_button"));
  await_closed (dialog);
  g_assert_true (done_connection == connection);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = user_data;
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return end > 0 && gtk_adjustment_get_value (adjustment) >= end;
}

/* What is unfolded below the edge of the window comes into sight. */
static void
test_connection_dialog_unfold (WhUiFixture   *self,
                               gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, NULL);
  GtkWidget *scrolled = get (dialog, "scrolled");
  GtkAdjustment *adjustment;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_window_set_default_size (dialog, 400, 300);
  wh_ui_await_mapped (scrolled);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get (dialog, "advanced_row")), TRUE);
  wh_test_wait_until (is_at_end, adjustment);

  wh_ui_destroy (dialog, NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("new", test_connection_dialog_new);
  ADD ("mistakes", test_connection_dialog_mistakes);
  ADD ("success", test_connection_dialog_success);
  ADD ("wrong-token", test_connection_dialog_wrong_token);
  ADD ("retry", test_connection_dialog_retry);
  ADD ("session", test_connection_dialog_session);
  ADD ("cancel", test_connection_dialog_cancel);
  ADD ("renew", test_connection_dialog_renew);
  ADD ("unfold", test_connection_dialog_unfold);

  return g_test_run ();
}
