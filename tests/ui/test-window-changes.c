/* test-window-changes.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-action-form.h"
#include "wh-batch-dialog.h"
#include "wh-window-steps.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/window-changes/" name, WhUiFixture, NULL, wh_ui_fixture_set_up, func, \
              wh_ui_fixture_tear_down)

static WhActionForm *
get_form (GtkWindow *dialog)
{
  return WH_ACTION_FORM (
    adw_bin_get_child (ADW_BIN (wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "form_bin"))));
}

static void
assert_input (GtkWindow  *dialog,
              const char *field,
              const char *expected)
{
  WhFieldRow *row = wh_action_form_find_row (get_form (dialog), field);
  GtkWidget *input;

  g_assert_nonnull (row);
  input = wh_field_control_get_input (wh_field_row_get_control (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (input)), ==, expected);
}

/* What a button knows beforehand stands in the form. */
static void
test_window_changes_run_with (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  GVariantBuilder values;
  GtkWindow *dialog;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "category", "Team size");
  g_variant_builder_add (&values, "{ss}", "trait", "9 <b>&");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation-with",
                                             "(sssa{ss})", "put-trait", "customer", "", &values));

  dialog = wh_ui_find_window (WH_TYPE_ACTION_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (window));
  assert_input (dialog, "category", "Team size");
  assert_input (dialog, "trait", "9 <b>&");
  gtk_window_destroy (dialog);
  wh_steps_close_window (window);
}

static void
test_window_changes_run (WhUiFixture   *self,
                         gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  GtkWindow *dialog;

  /* Of a version of the table that is not this one's. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation", "(sss)",
                                             "no-such-operation", "plan", ""));
  g_assert_null (wh_ui_find_window (WH_TYPE_ACTION_DIALOG));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation", "(sss)",
                                             "create-plan", "plan", ""));
  dialog = wh_ui_find_window (WH_TYPE_ACTION_DIALOG);
  g_assert_nonnull (dialog);
  assert_input (dialog, "name", "");
  gtk_window_destroy (dialog);
  wh_steps_close_window (window);
}

static gboolean
offers_undo (gpointer window)
{
  return wh_steps_find_undo (window) != NULL;
}

static gboolean
offers_no_undo (gpointer window)
{
  return wh_steps_find_undo (window) == NULL;
}

/* A plan as somebody adds it, on the page of plans. */
static void
create_plan (WhResourcePage *page,
             const char     *id,
             const char     *name)
{
  GtkWindow *dialog = wh_steps_open_create (page);

  wh_steps_fill (dialog, "id", id);
  wh_steps_fill (dialog, "name", name);
  wh_steps_submit (dialog);
  wh_steps_await_record (page, id);
}

static void
rename_plan (WhResourcePage *page,
             const char     *id,
             const char     *name)
{
  GtkWindow *dialog;

  wh_steps_select (page, id);
  dialog = wh_steps_open_change (page, "update-plan");
  wh_steps_fill (dialog, "name", name);
  wh_steps_submit (dialog);
}

static void
test_window_changes_plan (WhUiFixture   *self,
                          gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_go_to_page (window, "plan");

  create_plan (page, "p1 @+", "First <name> & so on");
  wh_steps_await_value (page, "p1 @+", "name", "First <name> & so on");
  /* What was created cannot be taken away: plans are for ever. */
  g_assert_null (wh_steps_find_undo (window));
  wh_steps_undo (window);
  wh_steps_await_said (window, "There is nothing to undo");

  rename_plan (page, "p1 @+", "Second name");
  wh_steps_await_value (page, "p1 @+", "name", "Second name");
  wh_steps_await_detail (page, "p1 @+");
  wh_test_wait_until (offers_undo, window);
  wh_ui_click (wh_steps_find_undo (window));
  wh_steps_await_value (page, "p1 @+", "name", "First <name> & so on");
  wh_test_wait_until (offers_no_undo, window);
  wh_steps_close_window (window);
}

/* The last one first, and each only once, however it is asked for. */
static void
test_window_changes_keyboard (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_go_to_page (window, "plan");

  create_plan (page, "p", "One");
  rename_plan (page, "p", "Two");
  wh_steps_await_value (page, "p", "name", "Two");
  rename_plan (page, "p", "Three");
  wh_steps_await_value (page, "p", "name", "Three");

  wh_steps_undo (window);
  wh_steps_await_value (page, "p", "name", "Two");
  wh_steps_undo (window);
  wh_steps_await_value (page, "p", "name", "One");
  wh_test_wait_until (offers_no_undo, window);
  wh_steps_undo (window);
  wh_steps_await_said (window, "There is nothing to undo");
  wh_steps_close_window (window);
}

static void
create_subscription (WhResourcePage *page,
                     const char     *alias)
{
  GtkWindow *dialog = wh_steps_open_create (page);

  wh_steps_fill (dialog, "email", "new@customer.example");
  wh_steps_fill (dialog, "plan_id", "team");
  wh_steps_choose (dialog, "plan_interval", 2);
  wh_steps_fill (dialog, "plan_currency", "EUR");
  wh_steps_fill (dialog, "value", "1200.00");
  wh_steps_fill (dialog, "effective_date", "2026-01-10");
  wh_steps_fill (dialog, "subscription_alias", alias);
  wh_steps_submit (dialog);
}

typedef struct
{
  WhResourcePage *page;
  const char     *field;
  const char     *text;
  char           *key;
} Search;

static gboolean
finds (gpointer user_data)
{
  Search *search = user_data;
  GListModel *rows = G_LIST_MODEL (wh_steps_get_collection (search->page));
  guint field = wh_ui_field (wh_resource_page_get_resource (search->page), search->field);

  for (guint i = 0; search->key == NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (rows, i);

      if (g_strcmp0 (wh_record_get_text (record, field), search->text) == 0)
        search->key = g_strdup (wh_record_get_key (record));
    }

  return search->key != NULL;
}

/* The ID that the server gave to a record that the test knows otherwise. */
static char *
await_key (WhResourcePage *page,
           const char     *field,
           const char     *text)
{
  Search search = { .page = page, .field = field, .text = text };

  wh_test_wait_until (finds, &search);

  return search.key;
}

static void
test_window_changes_subscription (WhUiFixture   *self,
                                  gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_go_to_page (window, "subscription");
  g_autofree char *key = NULL;
  GtkWindow *dialog;

  create_subscription (page, "acme-main");
  key = await_key (page, "subscription_alias", "acme-main");
  wh_steps_await_value (page, key, "status", "active");
  wh_steps_await_value (page, key, "value", "120000");

  wh_steps_select (page, key);
  /* What has not churned cannot be un-churned, in the list as in the detail. */
  gtk_widget_activate_action (GTK_WIDGET (wh_resource_page_get_list_view (page)),
                              "change.unchurn-subscription", NULL);
  g_assert_null (wh_ui_find_window (WH_TYPE_ACTION_DIALOG));
  dialog = wh_steps_open_change (page, "churn-subscription");
  wh_steps_fill (dialog, "effective_date", "2026-01-12");
  wh_steps_submit (dialog);
  wh_steps_await_value (page, key, "status", "churned_voluntary");
  wh_test_wait_until (offers_undo, window);
  wh_ui_click (wh_steps_find_undo (window));
  wh_steps_await_value (page, key, "status", "active");
  wh_steps_await_detail (page, key);
  wh_steps_close_window (window);
}

/* What one window does the other shows. */
static void
test_window_changes_elsewhere (WhUiFixture   *self,
                               gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhWindow *other = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_go_to_page (window, "plan");
  WhResourcePage *other_page = wh_steps_go_to_page (other, "plan");

  create_plan (page, "p", "One");
  wh_steps_await_record (other_page, "p");
  wh_steps_select (other_page, "p");
  rename_plan (page, "p", "Two");
  wh_steps_await_value (other_page, "p", "name", "Two");
  wh_steps_await_detail (other_page, "p");

  /* It can be taken back in any of them. */
  g_assert_null (wh_steps_find_undo (other));
  wh_steps_undo (other);
  wh_steps_await_value (page, "p", "name", "One");
  wh_steps_await_value (other_page, "p", "name", "One");
  wh_steps_close_window (other);
  wh_steps_close_window (window);
}

/* HAZARDS N15: the form belongs to the account that it was opened for. */
static void
test_window_changes_bound (WhUiFixture   *self,
                           gconstpointer  unused)
{
  g_autoptr (WhDemoServer) server = wh_ui_start_server (WH_UI_N_CUSTOMERS, 1000000007);
  WhConnection *first = wh_ui_fixture_add_connection (self, "First", self->server);
  WhConnection *second = wh_ui_fixture_add_connection (self, "Second", server);
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page;
  GtkWindow *dialog;
  const char *account;

  wh_window_set_connection (window, second);
  create_plan (wh_steps_go_to_page (window, "plan"), "p", "Other");
  wh_window_set_connection (window, first);
  page = wh_steps_await_page (window, "plan");
  create_plan (page, "p", "One");
  wh_steps_select (page, "p");
  dialog = wh_steps_open_change (page, "update-plan");
  wh_steps_fill (dialog, "name", "Two");

  wh_window_set_connection (window, second);
  page = wh_steps_await_page (window, "plan");
  account = wh_ui_get_text (wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "connection_label"),
                            "label");
  g_assert_nonnull (strstr (account, "First"));
  wh_steps_submit (dialog);

  /* What was done to the first account is not taken back while the second is looked at. */
  wh_steps_undo (window);
  wh_steps_await_said (window, "There is nothing to undo");
  g_assert_cmpuint (wh_undo_get_n_items (wh_context_get_undo (self->context)), ==, 1);
  wh_steps_await_value (page, "p", "name", "Other");
  wh_window_set_connection (window, first);
  page = wh_steps_await_page (window, "plan");
  wh_steps_await_value (page, "p", "name", "Two");
  wh_steps_undo (window);
  wh_steps_await_value (page, "p", "name", "One");
  wh_steps_close_window (window);
  wh_demo_server_stop (server);
}

static void
test_window_changes_deleted (WhUiFixture   *self,
                             gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *subscriptions = wh_steps_go_to_page (window, "subscription");
  WhResourcePage *users;
  g_autofree char *subscription = NULL;
  g_autofree char *key = NULL;
  GtkWindow *dialog;

  create_subscription (subscriptions, "acme-main");
  subscription = await_key (subscriptions, "subscription_alias", "acme-main");
  users = wh_steps_go_to_page (window, "user");
  key = await_key (users, "email", "new@customer.example");
  wh_steps_select (users, key);

  dialog = wh_steps_open_change (users, "delete-user");
  wh_ui_type (wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "confirm_entry"), key);
  wh_steps_submit (dialog);
  wh_steps_await_no_record (users, key);
  wh_steps_await_detail (users, NULL);
  g_assert_null (wh_resource_page_get_key (users));
  g_assert_null (wh_steps_find_undo (window));

  /* With everything that was the user's. */
  wh_steps_await_no_record (subscriptions, subscription);
  wh_steps_close_window (window);
}

static gboolean
is_over (gpointer data)
{
  WhBatch *batch = wh_batch_dialog_get_batch (WH_BATCH_DIALOG (data));

  return batch != NULL && !wh_batch_is_running (batch);
}

static void
fill_batch (GtkWindow  *dialog,
            const char *field,
            const char *text)
{
  WhActionForm *form = WH_ACTION_FORM (wh_ui_find (dialog, WH_TYPE_ACTION_FORM, NULL));
  WhFieldRow *row = wh_action_form_find_row (form, field);

  g_assert_nonnull (row);
  wh_ui_type (wh_field_control_get_input (wh_field_row_get_control (row)), text);
}

/* What is chosen for several that are selected is done to each of them. */
static void
test_window_changes_several (WhUiFixture   *self,
                             gconstpointer  unused)
{
  WhWindow *window = wh_steps_open_window (self);
  WhResourcePage *page = wh_steps_await_page (window, "customer");
  WhUndo *undo = wh_context_get_undo (self->context);
  GtkWindow *dialog;

  wh_steps_select_first (page, 3);
  gtk_widget_activate_action (GTK_WIDGET (wh_resource_page_get_list_view (page)),
                              "change.put-trait", NULL);
  dialog = wh_ui_find_window (WH_TYPE_BATCH_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_null (wh_ui_find_window (WH_TYPE_ACTION_DIALOG));
  g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (window));
  wh_ui_await_mapped (GTK_WIDGET (dialog));

  fill_batch (dialog, "category", "Segment");
  fill_batch (dialog, "trait", "Enterprise");
  wh_ui_click (wh_ui_child (dialog, WH_TYPE_BATCH_DIALOG, "run_button"));
  wh_test_wait_until (is_over, dialog);
  g_assert_cmpuint (wh_batch_get_n_done (wh_batch_dialog_get_batch (WH_BATCH_DIALOG (dialog))), ==,
                    3);
  wh_ui_click (wh_ui_child (dialog, WH_TYPE_BATCH_DIALOG, "close_button"));

  /* Whether they had the trait before was not asked of so many. */
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 0);
  wh_steps_undo (window);
  wh_steps_await_said (window, "There is nothing to undo");
  wh_steps_close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("run", test_window_changes_run);
  ADD ("run-with", test_window_changes_run_with);
  ADD ("plan", test_window_changes_plan);
  ADD ("keyboard", test_window_changes_keyboard);
  ADD ("subscription", test_window_changes_subscription);
  ADD ("elsewhere", test_window_changes_elsewhere);
  ADD ("bound", test_window_changes_bound);
  ADD ("deleted", test_window_changes_deleted);
  ADD ("several", test_window_changes_several);

  return g_test_run ();
}
