/* test-window.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-banner.h"
#include "wh-connection-dialog.h"
#include "wh-connections-window.h"
#include "wh-resource-page.h"
#include "wh-sidebar.h"
#include "wh-token-page.h"
#include "wh-ui-test.h"
#include "wh-window.h"

#define ADD(name, set_up, func) \
  g_test_add ("/wellhead/ui/window/" name, WhUiFixture, NULL, set_up, func, \
              wh_ui_fixture_tear_down)

static WhWindow *
open_window (WhUiFixture *self)
{
  WhWindow *window = wh_window_new (wh_ui_fixture_get_application (self));

  gtk_window_present (GTK_WINDOW (window));
  wh_ui_await_mapped (GTK_WIDGET (window));

  return window;
}

static GtkWidget *
get (WhWindow   *window,
     const char *name)
{
  return wh_ui_child (window, WH_TYPE_WINDOW, name);
}

static void
assert_root (WhWindow   *window,
             const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get (window, "root_stack"))), ==,
                   name);
}

static void
assert_banners (WhWindow *window,
                gboolean  token,
                gboolean  session,
                gboolean  demo)
{
  gboolean revealed[3];

  g_object_get (get (window, "token_banner"), "revealed", &revealed[0], NULL);
  g_object_get (get (window, "session_banner"), "revealed", &revealed[1], NULL);
  g_object_get (get (window, "demo_banner"), "revealed", &revealed[2], NULL);
  g_assert_true (revealed[0] == token);
  g_assert_true (revealed[1] == session);
  g_assert_true (revealed[2] == demo);
}

static GtkWidget *
get_content (WhWindow *window)
{
  return gtk_stack_get_visible_child (GTK_STACK (get (window, "content_stack")));
}

static gboolean
shows_page (gpointer user_data)
{
  return WH_IS_RESOURCE_PAGE (get_content (user_data));
}

/* The page that is shown, once it has been loaded. */
static WhResourcePage *
await_page (WhWindow *window)
{
  WhResourcePage *page;

  wh_test_wait_until (shows_page, window);
  page = WH_RESOURCE_PAGE (get_content (window));
  wh_ui_await_state (
    wh_list_view_get_collection (wh_resource_page_get_list_view (page)), WH_COLLECTION_LIMITED);

  return page;
}

static GListModel *
get_rows (WhResourcePage *page)
{
  return wh_list_view_get_shown (wh_resource_page_get_list_view (page));
}

static gboolean
action_is_enabled (WhWindow   *window,
                   const char *name)
{
  GtkWidget *button = wh_ui_find_action (window, name);

  g_assert_nonnull (button);

  return gtk_widget_is_sensitive (button);
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

static void
test_window_welcome (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  GtkWidget *welcome = gtk_stack_get_visible_child (GTK_STACK (get (window, "root_stack")));

  assert_root (window, "welcome");
  assert_banners (window, FALSE, FALSE, FALSE);
  g_assert_null (wh_window_get_connection (window));
  g_assert_true (action_is_enabled (window, "win.add-connection"));
  g_assert_nonnull (wh_ui_find_action (welcome, "win.add-connection"));
  g_assert_nonnull (wh_ui_find_action (welcome, "app.try-demo"));
  wh_ui_picture (GTK_WIDGET (window), "window-welcome");

  wh_ui_click (wh_ui_find_action (welcome, "app.try-demo"));
  g_assert_true (wh_connection_is_demo (wh_window_get_connection (window)));
  assert_root (window, "main");
  assert_banners (window, FALSE, FALSE, TRUE);
  await_page (window);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_demo (WhUiFixture   *self,
                  gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  WhResourcePage *page = await_page (window);

  assert_root (window, "main");
  assert_banners (window, FALSE, FALSE, TRUE);
  g_assert_true (wh_window_get_connection (window) == self->connection);
  g_assert_true (wh_resource_page_get_connection (page) == self->connection);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 10);
  g_assert_true (action_is_enabled (window, "win.refresh"));
  wh_ui_picture (GTK_WIDGET (window), "window");
  wh_ui_destroy (GTK_WINDOW (window), GTK_WIDGET (page));
}

static GHashTable *
collect_keys (WhResourcePage *page)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *rows = get_rows (page);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (rows, i);

      g_hash_table_add (keys, g_strdup (wh_record_get_key (record)));
    }

  return keys;
}

static void
assert_disjoint (GHashTable *a,
                 GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_false (g_hash_table_contains (b, key));
}

/* HAZARDS N15: never the rows of one account under the name of another. */
static void
test_window_switch (WhUiFixture   *self,
                    gconstpointer  unused)
{
  g_autoptr (WhDemoServer) server = wh_ui_start_server (WH_UI_N_CUSTOMERS, 1000000007);
  WhConnection *first = wh_ui_fixture_add_connection (self, "First", self->server);
  WhConnection *second = wh_ui_fixture_add_connection (self, "Second", server);
  WhWindow *window = open_window (self);
  g_autoptr (GHashTable) first_keys = NULL;
  g_autoptr (GHashTable) second_keys = NULL;
  WhResourcePage *page;

  wh_window_set_connection (window, first);
  page = await_page (window);
  first_keys = collect_keys (page);

  /* The first answers late: the other is looked at by then. */
  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_SLOW);
  wh_demo_server_set_fault (server, WH_DEMO_FAULT_STALL);
  wh_resource_page_refresh (page);
  wh_window_set_connection (window, second);
  wh_test_wait_until (shows_page, window);
  page = WH_RESOURCE_PAGE (get_content (window));
  g_assert_true (wh_resource_page_get_connection (page) == second);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 0);

  wh_demo_server_set_fault (server, WH_DEMO_FAULT_NONE);
  wh_resource_page_refresh (page);
  page = await_page (window);
  second_keys = collect_keys (page);
  g_assert_cmpuint (g_hash_table_size (second_keys), ==, 10);
  assert_disjoint (first_keys, second_keys);

  /* Back, and everything is as it was. */
  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_NONE);
  wh_window_set_connection (window, first);
  page = WH_RESOURCE_PAGE (get_content (window));
  g_assert_true (wh_resource_page_get_connection (page) == first);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 10);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
  wh_demo_server_stop (server);
}

static void
test_window_refused (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  WhResourcePage *page = await_page (window);

  wh_api_client_set_token (wh_connection_get_client (self->connection), WH_API_TOKEN_PRIVATE,
                           "fedcba9876543210fedcba9876543210");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.refresh", NULL);
  wh_ui_await_boolean (get (window, "token_banner"), "revealed", TRUE);

  /* What has come is still there to be read. */
  g_assert_true (get_content (window) == GTK_WIDGET (page));
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 10);
  g_assert_cmpstr (wh_ui_get_text (get (window, "token_banner"), "text"), ==,
                   "ProfitWell refused the token of “Demo Account”.");
  g_assert_cmpint (wh_connection_get_token_state (self->connection), ==,
                   WH_TOKEN_STATE_REJECTED);
  g_assert_false (action_is_enabled (window, "win.refresh"));
  wh_ui_picture (GTK_WIDGET (window), "window-refused");
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static WhConnection *
add_for_session (WhUiFixture *self)
{
  const WhConnectionDetails details = {
    .name = "Session",
    .server = wh_demo_server_get_url (self->server),
    .private_token = WH_UI_TOKEN,
    .kept = WH_TOKEN_KEPT_FOR_SESSION,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhConnection *connection;

  wh_connections_add_async (self->connections, &details, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  connection = wh_connections_add_finish (self->connections, result, &error);
  g_assert_no_error (error);

  return connection;
}

static void
test_window_session (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhConnection *connection = add_for_session (self);
  WhWindow *window = open_window (self);

  g_assert_true (wh_window_get_connection (window) == connection);
  await_page (window);
  assert_banners (window, FALSE, TRUE, FALSE);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_removed (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhConnection *first = wh_ui_fixture_add_connection (self, "First", self->server);
  WhConnection *second = wh_ui_fixture_add_connection (self, "Second", self->server);
  WhWindow *window = open_window (self);
  g_autoptr (GError) error = NULL;
  gpointer page;

  wh_window_set_connection (window, first);
  page = await_page (window);
  g_object_add_weak_pointer (page, &page);

  wh_connections_forget (self->connections, first, &error);
  g_assert_no_error (error);
  g_assert_true (wh_window_get_connection (window) == second);
  assert_root (window, "main");
  wh_test_wait_until (is_gone, &page);
  await_page (window);

  wh_connections_forget (self->connections, second, &error);
  g_assert_no_error (error);
  g_assert_null (wh_window_get_connection (window));
  assert_root (window, "welcome");
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

/* Nobody looks at the pages of a connection that is not the current one; they go all the same. */
static void
test_window_removed_elsewhere (WhUiFixture   *self,
                               gconstpointer  unused)
{
  WhConnection *first = wh_ui_fixture_add_connection (self, "First", self->server);
  WhConnection *second = wh_ui_fixture_add_connection (self, "Second", self->server);
  WhWindow *window = open_window (self);
  g_autoptr (GError) error = NULL;
  gpointer page;

  wh_window_set_connection (window, first);
  page = await_page (window);
  g_object_add_weak_pointer (page, &page);
  wh_window_set_connection (window, second);
  await_page (window);
  g_assert_nonnull (page);

  wh_connections_forget (self->connections, first, &error);
  g_assert_no_error (error);
  g_assert_true (wh_window_get_connection (window) == second);
  wh_test_wait_until (is_gone, &page);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_keyring (WhUiFixture   *self,
                     gconstpointer  unused)
{
  GtkWidget *token_page;
  WhWindow *window;

  wh_ui_fixture_add_connection (self, "Acme", self->server);
  wh_ui_fixture_restart (self);
  wh_test_token_store_set_hold (self->tokens, TRUE);
  window = open_window (self);
  token_page = get (window, "token_page");
  g_assert_true (get_content (window) == token_page);

  wh_test_token_store_set_lookup_error (self->tokens, WH_TOKEN_ERROR_REFUSED);
  wh_test_token_store_set_hold (self->tokens, FALSE);
  wh_ui_await_child (wh_ui_child (token_page, WH_TYPE_TOKEN_PAGE, "stack"), "problem");
  g_assert_true (get_content (window) == token_page);
  wh_ui_picture (GTK_WIDGET (window), "window-keyring");

  wh_test_token_store_set_lookup_error (self->tokens, WH_TEST_TOKEN_STORE_WORKS);
  wh_ui_click (wh_ui_child (token_page, WH_TYPE_TOKEN_PAGE, "main_button"));
  await_page (window);
  g_assert_true (action_is_enabled (window, "win.refresh"));
  assert_banners (window, FALSE, FALSE, FALSE);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_closed_while_asking (WhUiFixture   *self,
                                 gconstpointer  unused)
{
  WhWindow *window;

  wh_ui_fixture_add_connection (self, "Acme", self->server);
  wh_ui_fixture_restart (self);
  wh_test_token_store_set_hold (self->tokens, TRUE);
  window = open_window (self);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
  wh_test_token_store_set_hold (self->tokens, FALSE);
}

static void
test_window_dialogs (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  gpointer dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.add-connection", NULL);
  dialog = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (window));
  wh_ui_destroy (dialog, NULL);

  /* The demo's token is nobody's to change. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.renew-token", NULL);
  g_assert_null (wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.manage-connections", NULL);
  dialog = wh_ui_find_window (WH_TYPE_CONNECTIONS_WINDOW);
  g_assert_nonnull (dialog);
  g_object_add_weak_pointer (dialog, &dialog);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
  wh_test_wait_until (is_gone, &dialog);
}

static void
test_window_renewed (WhUiFixture   *self,
                     gconstpointer  unused)
{
  WhConnection *connection = wh_ui_fixture_add_connection (self, "Acme", self->server);
  WhWindow *window = open_window (self);
  GtkWindow *dialog;
  gpointer pointer;

  await_page (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.renew-token", NULL);
  dialog = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_true (wh_connection_dialog_is_renewal (WH_CONNECTION_DIALOG (dialog)));
  pointer = dialog;
  g_object_add_weak_pointer (pointer, &pointer);
  wh_ui_type (wh_ui_child (dialog, WH_TYPE_CONNECTION_DIALOG, "private_row"), WH_UI_TOKEN);
  wh_ui_await_mapped (wh_ui_child (dialog, WH_TYPE_CONNECTION_DIALOG, "submit_button"));
  wh_ui_click (wh_ui_child (dialog, WH_TYPE_CONNECTION_DIALOG, "submit_button"));
  wh_test_wait_until (is_gone, &pointer);
  g_assert_true (wh_window_get_connection (window) == connection);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_narrow (WhUiFixture   *self,
                    gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  AdwLeaflet *leaflet = ADW_LEAFLET (get (window, "leaflet"));
  int minimum;

  await_page (window);
  g_assert_false (adw_leaflet_get_folded (leaflet));
  gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  wh_ui_resize (GTK_WINDOW (window), 370);
  wh_ui_await_boolean (leaflet, "folded", TRUE);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == get (window, "content_stack"));
  wh_ui_await_boolean (wh_ui_find (window, WH_TYPE_SPLIT, NULL), "folded", TRUE);
  wh_ui_picture (GTK_WIDGET (window), "window-narrow");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == get (window, "sidebar"));
  wh_ui_picture (GTK_WIDGET (window), "window-narrow-sidebar");

  g_signal_emit_by_name (get (window, "sidebar"), "activated", "customer");
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == get (window, "content_stack"));
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_remembers (WhUiFixture   *self,
                       gconstpointer  unused)
{
  WhConnection *second;
  WhWindow *window;

  wh_ui_fixture_add_connection (self, "First", self->server);
  second = wh_ui_fixture_add_connection (self, "Second", self->server);
  window = open_window (self);
  wh_window_set_connection (window, second);
  wh_ui_destroy (GTK_WINDOW (window), NULL);

  window = open_window (self);
  g_assert_true (wh_window_get_connection (window) == second);
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_toast (WhUiFixture   *self,
                   gconstpointer  unused)
{
  WhWindow *window = open_window (self);

  /* Text of a server is no markup: a warning would end the test. */
  wh_window_show_toast (window, "<b>5 & 6");
  wh_ui_await_mapped (wh_ui_find (window, GTK_TYPE_LABEL, "&lt;b&gt;5 &amp; 6"));
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static void
test_window_not_saved (WhUiFixture   *self,
                       gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space");

  g_signal_emit_by_name (wh_context_get_connections (wh_window_get_context (window)),
                         "save-failed", error);
  wh_ui_await_mapped (wh_ui_find (window, GTK_TYPE_LABEL,
                                  "The list of connections was not saved: The Disk Is Full"));
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("welcome", wh_ui_fixture_set_up_empty, test_window_welcome);
  ADD ("demo", wh_ui_fixture_set_up, test_window_demo);
  ADD ("switch", wh_ui_fixture_set_up_empty, test_window_switch);
  ADD ("refused", wh_ui_fixture_set_up, test_window_refused);
  ADD ("session", wh_ui_fixture_set_up_empty, test_window_session);
  ADD ("removed", wh_ui_fixture_set_up_empty, test_window_removed);
  ADD ("removed-elsewhere", wh_ui_fixture_set_up_empty, test_window_removed_elsewhere);
  ADD ("keyring", wh_ui_fixture_set_up_empty, test_window_keyring);
  ADD ("closed-while-asking", wh_ui_fixture_set_up_empty, test_window_closed_while_asking);
  ADD ("dialogs", wh_ui_fixture_set_up, test_window_dialogs);
  ADD ("renewed", wh_ui_fixture_set_up_empty, test_window_renewed);
  ADD ("narrow", wh_ui_fixture_set_up, test_window_narrow);
  ADD ("remembers", wh_ui_fixture_set_up_empty, test_window_remembers);
  ADD ("toast", wh_ui_fixture_set_up, test_window_toast);
  ADD ("not-saved", wh_ui_fixture_set_up, test_window_not_saved);

  return g_test_run ();
}
