/* test-token-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-token-page.h"
#include "wh-ui-test.h"

typedef struct
{
  WhUiFixture   ui;
  WhConnection *connection; /* nobody has asked for its token yet */
  GtkWindow    *window;
  GtkWidget    *page;
} WhTokenFixture;

static void
set_up (WhTokenFixture *self,
        gconstpointer   unused)
{
  g_autoptr (WhConnection) connection = NULL;

  wh_ui_fixture_set_up_empty (&self->ui, unused);
  wh_ui_fixture_add_connection (&self->ui, "Acme", self->ui.server);
  wh_ui_fixture_restart (&self->ui);
  connection = g_list_model_get_item (G_LIST_MODEL (self->ui.connections), 0);
  self->connection = connection;
  self->page = g_object_new (WH_TYPE_TOKEN_PAGE, NULL);
  wh_token_page_set_connection (WH_TOKEN_PAGE (self->page), self->connection);
  self->window = wh_ui_present (self->page, 500, 500);
}

static void
tear_down (WhTokenFixture *self,
           gconstpointer   unused)
{
  wh_ui_destroy (self->window, self->page);
  wh_ui_fixture_tear_down (&self->ui, unused);
}

static GtkWidget *
get (WhTokenFixture *self,
     const char     *name)
{
  return wh_ui_child (self->page, WH_TYPE_TOKEN_PAGE, name);
}

static void
open_connection (WhTokenFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_connection_open_async (self->connection, TRUE, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  wh_connection_open_finish (self->connection, result, &error);
}

/* What the keyring says, and what the page then does. */
typedef struct
{
  int         code;
  const char *title;
  const char *button;
  const char *action;
  gboolean    offers_session;
} WhTokenCase;

static const WhTokenCase cases[] = {
  { WH_TOKEN_ERROR_ABSENT, "Signed Out", "_Enter Token…", "win.renew-token", FALSE },
  { WH_TOKEN_ERROR_LOCKED, "The Keyring Is Locked", "_Unlock…", "win.open-connection", TRUE },
  { WH_TOKEN_ERROR_REFUSED, "Your Keyring Is Locked", "_Unlock…", "win.open-connection", TRUE },
  { WH_TOKEN_ERROR_UNAVAILABLE, "No Keyring Service Is Running", "_Try Again",
    "win.open-connection", TRUE },
  { WH_TOKEN_ERROR_LOST, "The Keyring Service Does Not Answer", "_Try Again",
    "win.open-connection", TRUE },
  { WH_TOKEN_ERROR_FAILED, "The Keyring Service Has a Problem", "_Try Again",
    "win.open-connection", TRUE },
};

static void
assert_problem (WhTokenFixture    *self,
                const WhTokenCase *expected)
{
  GtkWidget *button = get (self, "main_button");

  wh_ui_await_child (get (self, "stack"), "problem");
  g_assert_cmpstr (wh_ui_get_text (get (self, "problem_page"), "title"), ==, expected->title);
  g_assert_cmpstr (wh_ui_get_text (get (self, "problem_page"), "description"), !=, "");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, expected->button);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==,
                   expected->action);
  g_assert_true (gtk_widget_get_visible (get (self, "second_button")) ==
                 expected->offers_session);
  g_assert_cmpstr (
    gtk_actionable_get_action_name (GTK_ACTIONABLE (get (self, "second_button"))), ==,
    "win.session-token");
}

static void
test_token_page_states (WhTokenFixture *self,
                        gconstpointer   unused)
{
  g_assert_cmpstr (wh_ui_get_text (get (self, "title"), "title"), ==, "Acme");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      wh_test_token_store_set_lookup_error (self->ui.tokens, cases[i].code);
      open_connection (self);
      assert_problem (self, &cases[i]);
    }
}

static void
test_token_page_rejected (WhTokenFixture *self,
                          gconstpointer   unused)
{
  const WhTokenCase expected = { 0, "ProfitWell Refused the Token", "_New Token…",
                                 "win.renew-token", FALSE };
  WhConnection *demo;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhApiRequest) request = NULL;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  demo = wh_connections_add_demo (self->ui.connections, "Demo",
                                  wh_demo_server_get_url (self->ui.server),
                                  "fedcba9876543210fedcba9876543210", NULL, &error);
  g_assert_no_error (error);
  wh_token_page_set_connection (WH_TOKEN_PAGE (self->page), demo);

  request = wh_api_request_new ("GET", "/v2/api-status/");
  wh_api_client_send_async (wh_connection_get_client (demo), request, NULL, wh_test_store_result,
                            &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (wh_connection_get_client (demo), result, &error);
  g_assert_no_error (error);
  assert_problem (self, &expected);
}

static void
test_token_page_waiting (WhTokenFixture *self,
                         gconstpointer   unused)
{
  GtkWidget *button = get (self, "waiting_session_button");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_test_token_store_set_hold (self->ui.tokens, TRUE);
  wh_connection_open_async (self->connection, TRUE, NULL, wh_test_store_result, &result);
  wh_ui_await_child (get (self, "stack"), "waiting");
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (get (self, "spinner"))));
  g_assert_false (gtk_widget_get_visible (button));

  /* After ten seconds it says that this is slow, and offers to go on without (K8). */
  wh_ui_await_boolean (button, "visible", TRUE);
  g_assert_cmpstr (wh_ui_get_text (get (self, "waiting_page"), "description"), !=, "");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==,
                   "win.session-token");

  wh_test_token_store_set_hold (self->ui.tokens, FALSE);
  wh_test_await (&result);
  g_assert_true (wh_connection_open_finish (self->connection, result, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add ("/wellhead/ui/token-page/states", WhTokenFixture, NULL, set_up,
              test_token_page_states, tear_down);
  g_test_add ("/wellhead/ui/token-page/rejected", WhTokenFixture, NULL, set_up,
              test_token_page_rejected, tear_down);
  g_test_add ("/wellhead/ui/token-page/waiting", WhTokenFixture, NULL, set_up,
              test_token_page_waiting, tear_down);

  return g_test_run ();
}
