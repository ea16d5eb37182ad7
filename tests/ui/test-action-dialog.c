/* test-action-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-action-form.h"
#include "wh-connection-dialog.h"
#include "wh-request-preview.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/action-dialog/" name, WhUiFixture, NULL, wh_ui_fixture_set_up, func, \
              wh_ui_fixture_tear_down)

#define SUBSCRIPTION \
  "{\"user_id\":\"pwu_1\",\"subscription_id\":\"pws_1\",\"user_alias\":\"acct\"," \
  "\"subscription_alias\":\"acct-main\",\"email\":\"billing@customer.example\"," \
  "\"plan_id\":\"team\",\"plan_interval\":\"year\",\"plan_currency\":\"eur\"," \
  "\"status\":\"active\",\"value\":120000,\"effective_date\":1514764800,\"meta\":{}}"
#define CUSTOMER \
  "{\"customer_id\":\"cus_1\",\"email\":\"ada@customer.example\",\"status\":\"active\"}"
#define PLAN "{\"id\":\"team\",\"name\":\"Team plan\"}"

/* The dialog of the test, %NULL once it is gone. */
static gpointer opened;
static guint n_done;
static WhActionOutcome done_outcome;

static void
on_done_cb (GtkWindow *dialog,
            WhAction  *action)
{
  n_done++;
  done_outcome = wh_action_get_outcome (action);
}

static GtkWindow *
open_action (WhUiFixture *self,
             WhAction    *action)
{
  GtkWindow *dialog = wh_action_dialog_new (action, self->connections, NULL);

  n_done = 0;
  opened = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &opened);
  g_signal_connect (dialog, "done", G_CALLBACK (on_done_cb), NULL);
  gtk_window_present (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));

  return dialog;
}

static GtkWindow *
open_dialog (WhUiFixture *self,
             const char  *operation,
             const char  *resource,
             const char  *json)
{
  g_autoptr (WhRecord) record = resource != NULL ? wh_ui_new_record (resource, json) : NULL;
  g_autoptr (WhAction) action = wh_action_new (self->connection, wh_operations_find (operation),
                                               record);

  return open_action (self, action);
}

static GtkWidget *
get (GtkWindow  *dialog,
     const char *name)
{
  return wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, name);
}

static WhActionForm *
get_form (GtkWindow *dialog)
{
  return WH_ACTION_FORM (adw_bin_get_child (ADW_BIN (get (dialog, "form_bin"))));
}

static WhFieldRow *
get_row (GtkWindow  *dialog,
         const char *field)
{
  WhFieldRow *row = wh_action_form_find_row (get_form (dialog), field);

  if (row == NULL)
    g_error ("There is no row for %s", field);

  return row;
}

static GtkWidget *
get_input (GtkWindow  *dialog,
           const char *field)
{
  return wh_field_control_get_input (wh_field_row_get_control (get_row (dialog, field)));
}

static void
fill (GtkWindow  *dialog,
      const char *field,
      const char *text)
{
  wh_ui_type (get_input (dialog, field), text);
}

static void
submit (GtkWindow *dialog)
{
  wh_ui_click (get (dialog, "submit_button"));
}

static gboolean
shows_problem (GtkWindow *dialog)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (get (dialog, "problem_revealer")));
}

static const char *
get_problem (GtkWindow *dialog)
{
  return wh_ui_get_text (get (dialog, "problem_text"), "label");
}

static gboolean
is_idle (gpointer dialog)
{
  return !gtk_spinner_get_spinning (GTK_SPINNER (get (dialog, "spinner")));
}

static gboolean
is_gone (gpointer user_data)
{
  gpointer *pointer = user_data;

  return *pointer == NULL;
}

/* It closes by itself, or was closed. */
static void
await_closed (void)
{
  wh_test_wait_until (is_gone, &opened);
}

/* What each operation that changes something is usually done to. */
typedef struct
{
  const char *operation;
  const char *resource; /* (nullable) */
  const char *json;
  const char *fixed;    /* (nullable): the field that is shown only */
  const char *needless; /* (nullable): a field that is not there then */
} Opening;

static const Opening openings[] = {
  { "create-subscription", NULL, NULL, NULL, NULL },
  { "create-subscription", "customer", CUSTOMER, NULL, NULL },
  { "update-subscription", "subscription", SUBSCRIPTION, "subscription_id", NULL },
  { "update-subscription", NULL, NULL, NULL, NULL },
  { "churn-subscription", "subscription", SUBSCRIPTION, "subscription_id", NULL },
  { "unchurn-subscription", "subscription", SUBSCRIPTION, "subscription_id", NULL },
  { "update-user", "subscription", SUBSCRIPTION, "user_id", NULL },
  { "delete-user", "subscription", SUBSCRIPTION, "user_id", NULL },
  { "create-plan", NULL, NULL, NULL, NULL },
  { "update-plan", "plan", PLAN, "id", NULL },
  { "exclude-customer", "customer", CUSTOMER, "customer_id", NULL },
  { "put-trait", "customer", CUSTOMER, "customer_id", "email" },
  { "put-trait", NULL, NULL, NULL, NULL },
  { "delete-trait", "customer", CUSTOMER, "customer_id", "email" },
  { "delete-trait-category", NULL, NULL, NULL, NULL },
  { "anonymize-customer", "customer", CUSTOMER, "customer_id", NULL },
  { "anonymize-email", "customer", CUSTOMER, "email", NULL },
  { "stop-retain", "customer", CUSTOMER, "customer_id", NULL },
  { "send-event", "customer", CUSTOMER, "user_id", NULL },
};

static void
assert_rows (GtkWindow     *dialog,
             const Opening *opening)
{
  const WhOperation *operation = wh_operations_find (opening->operation);
  WhActionForm *form = get_form (dialog);
  guint n_rows = 0;

  for (guint i = 0; i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];

      if (g_strcmp0 (field->id, opening->fixed) == 0)
        {
          g_assert_null (wh_action_form_find_row (form, field->id));
          g_assert_nonnull (wh_ui_find (form, ADW_TYPE_PREFERENCES_ROW, field->label));
        }
      else if (g_strcmp0 (field->id, opening->needless) == 0)
        {
          g_assert_null (wh_action_form_find_row (form, field->id));
          g_assert_null (wh_ui_find (form, ADW_TYPE_PREFERENCES_ROW, field->label));
        }
      else
        {
          WhFieldRow *row = wh_action_form_get_row (form, n_rows++);

          g_assert_true (wh_field_row_get_field (row) == field);
          g_assert_null (wh_field_row_get_complaint (row));
          g_assert_true ((gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_EXPANDER_ROW) !=
                          NULL) == ((field->flags & WH_FIELD_ADVANCED) != 0));
        }
    }
  g_assert_cmpuint (wh_action_form_get_n_rows (form), ==, n_rows);
}

static void
assert_dangers (GtkWindow         *dialog,
                const WhOperation *operation)
{
  GtkWidget *button = get (dialog, "submit_button");

  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, operation->title);
  g_assert_true (gtk_widget_has_css_class (button, "destructive-action") ==
                 (operation->danger != WH_DANGER_NONE));
  g_assert_true (gtk_widget_get_visible (get (dialog, "confirm_group")) ==
                 (operation->danger == WH_DANGER_TYPE));
  g_assert_true (gtk_widget_is_sensitive (button) == (operation->danger != WH_DANGER_TYPE));
  g_assert_true (gtk_window_get_default_widget (dialog) == button);
  g_assert_cmpstr (wh_ui_get_text (get (dialog, "explanation_label"), "label"), ==,
                   operation->explanation);
  g_assert_nonnull (strstr (wh_ui_get_text (get (dialog, "connection_label"), "label"),
                            "Demo Account"));
}

/* Nothing is cut off where a window is as narrow as a telephone. */
static void
assert_narrow (GtkWindow *dialog)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* Every change that there is opens, has the rows of the table, and closes without a question. */
static void
test_action_dialog_operations (WhUiFixture   *self,
                               gconstpointer  unused)
{
  gboolean seen[WH_N_OPERATIONS] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      const WhOperation *operation = wh_operations_find (openings[i].operation);
      GtkWindow *dialog;
      g_autofree char *name = NULL;

      g_test_message ("%s of %s", operation->id, openings[i].resource);
      dialog = open_dialog (self, operation->id, openings[i].resource, openings[i].json);
      assert_rows (dialog, &openings[i]);
      assert_dangers (dialog, operation);
      assert_narrow (dialog);
      g_assert_false (shows_problem (dialog));
      name = g_strdup_printf ("action-dialog-%u-%s", i, operation->id);
      wh_ui_picture (GTK_WIDGET (dialog), name);

      gtk_window_close (dialog);
      await_closed ();
      seen[operation - wh_operations_get (0)] = TRUE;
    }

  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    g_assert_true (seen[i] == wh_operation_is_change (wh_operations_get (i)));
  g_assert_cmpuint (n_done, ==, 0);
}

static void
fill_subscription (GtkWindow *dialog)
{
  fill (dialog, "email", "new@customer.example");
  fill (dialog, "plan_id", "team");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_input (dialog, "plan_interval")), 2);
  fill (dialog, "plan_currency", "EUR");
  fill (dialog, "value", "1200.00");
  fill (dialog, "effective_date", "2026-01-10");
  fill (dialog, "subscription_alias", "a/b @+ %2F");
}

static char *
dup_preview (GtkWindow *dialog)
{
  GtkWidget *preview = wh_ui_find (get (dialog, "request_row"), WH_TYPE_REQUEST_PREVIEW, NULL);
  GtkWidget *view = wh_ui_child (preview, WH_TYPE_REQUEST_PREVIEW, "view");
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);

  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end,
                                   TRUE);
}

/* A subscription from the form to the server and back, and what is said of it meanwhile. */
static void
test_action_dialog_create (WhUiFixture   *self,
                           gconstpointer  unused)
{
  g_autoptr (WhAction) action = wh_action_new (self->connection,
                                               wh_operations_find ("create-subscription"), NULL);
  GtkWindow *dialog = open_action (self, action);
  g_autofree char *preview = NULL;

  fill_subscription (dialog);
  g_assert_cmpuint (wh_ui_count (get (dialog, "effects_box"), GTK_TYPE_BOX), >, 1);
  g_assert_nonnull (wh_ui_find (dialog, GTK_TYPE_LABEL, "€1,200.00"));
  preview = dup_preview (dialog);
  g_assert_nonnull (strstr (preview, "\"value\": 120000"));
  g_assert_nonnull (strstr (preview, "\"plan_currency\": \"eur\""));
  g_assert_null (strstr (preview, "status"));

  submit (dialog);
  g_assert_false (gtk_widget_is_sensitive (get (dialog, "submit_button")));
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpint (done_outcome, ==, WH_ACTION_DONE);
  g_assert_cmpstr (wh_record_get_text (wh_action_get_result (action),
                                       wh_ui_field (wh_resources_find ("subscription"),
                                                    "subscription_alias")),
                   ==, "a/b @+ %2F");
}

/* Nothing is sent while something is missing; the keyboard goes there. */
static void
test_action_dialog_missing (WhUiFixture   *self,
                            gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "create-subscription", NULL, NULL);
  guint n_requests = wh_demo_server_get_n_requests (self->server);

  fill_subscription (dialog);
  fill (dialog, "plan_id", "");
  fill (dialog, "value", "");
  submit (dialog);
  g_assert_nonnull (wh_field_row_get_complaint (get_row (dialog, "plan_id")));
  g_assert_nonnull (wh_field_row_get_complaint (get_row (dialog, "value")));
  g_assert_null (wh_field_row_get_complaint (get_row (dialog, "email")));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         GTK_WIDGET (get_row (dialog, "plan_id"))));
  g_assert_false (shows_problem (dialog));

  /* What is about no single field is said above them, until something changes. */
  fill (dialog, "plan_id", "team");
  fill (dialog, "value", "5");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_input (dialog, "status")), 1);
  submit (dialog);
  g_assert_true (shows_problem (dialog));
  fill (dialog, "value", "0");
  g_assert_false (shows_problem (dialog));
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->server), ==, n_requests);

  submit (dialog);
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
}

/* What the API says of a field lands there, and everything typed stays. */
static void
test_action_dialog_field_error (WhUiFixture   *self,
                                gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "put-trait", "customer", CUSTOMER);

  fill (dialog, "category", "Country");
  fill (dialog, "trait", "France");
  submit (dialog);
  wh_test_wait_until (is_idle, dialog);
  g_assert_nonnull (wh_field_row_get_complaint (get_row (dialog, "category")));
  g_assert_null (wh_field_row_get_complaint (get_row (dialog, "trait")));
  g_assert_false (shows_problem (dialog));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "trait"))), ==,
                   "France");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         GTK_WIDGET (get_row (dialog, "category"))));

  fill (dialog, "category", "Region");
  g_assert_null (wh_field_row_get_complaint (get_row (dialog, "category")));
  wh_ui_destroy (dialog, NULL);
}

static void
create_plan (GtkWindow  *dialog,
             const char *id,
             const char *name)
{
  fill (dialog, "id", id);
  fill (dialog, "name", name);
  submit (dialog);
}

/* A refusal is explained, with the server's words beside it. */
static void
test_action_dialog_refusal (WhUiFixture   *self,
                            gconstpointer  unused)
{
  const WhOperation *operation = wh_operations_find ("create-plan");
  GtkWindow *dialog = open_dialog (self, "create-plan", NULL, NULL);

  create_plan (dialog, "brand-new", "Brand new");
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);

  dialog = open_dialog (self, "create-plan", NULL, NULL);
  create_plan (dialog, "brand-new", "Another");
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));
  g_assert_nonnull (strstr (get_problem (dialog), operation->refusals[0].explanation));
  g_assert_nonnull (strstr (get_problem (dialog), "A plan with this ID already exists"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "name"))), ==,
                   "Another");
  g_assert_cmpuint (n_done, ==, 0);

  create_plan (dialog, "newer", "Another");
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
}

/* What cannot be taken back waits until its identifier was typed. */
static void
test_action_dialog_type (WhUiFixture   *self,
                         gconstpointer  unused)
{
  static const char *const wrong[] = { "", "cus", "CUS_1", "cus_1x", "x cus_1" };
  GtkWindow *dialog = open_dialog (self, "anonymize-customer", "customer", CUSTOMER);
  GtkWidget *entry = get (dialog, "confirm_entry");
  GtkWidget *button = get (dialog, "submit_button");

  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog), entry));
  g_assert_nonnull (strstr (wh_ui_get_text (get (dialog, "confirm_label"), "label"), "cus_1"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      wh_ui_type (entry, wrong[i]);
      g_assert_false (gtk_widget_is_sensitive (button));
    }
  wh_ui_type (entry, " cus_1 ");
  g_assert_true (gtk_widget_is_sensitive (button));
  /* Nothing was filled in that would be lost. */
  gtk_window_close (dialog);
  await_closed ();

  /* Without a record, what is filled in is what has to be typed. */
  dialog = open_dialog (self, "anonymize-email", NULL, NULL);
  entry = get (dialog, "confirm_entry");
  g_assert_false (gtk_widget_is_sensitive (entry));
  fill (dialog, "email", "ada@customer.example");
  wh_ui_type (entry, "ada@customer.example");
  g_assert_true (gtk_widget_is_sensitive (get (dialog, "submit_button")));
  fill (dialog, "email", "bob@customer.example");
  g_assert_false (gtk_widget_is_sensitive (get (dialog, "submit_button")));
  wh_ui_destroy (dialog, NULL);
}

static WhRecord *
make_subscription (WhUiFixture *self,
                   const char  *alias)
{
  g_autoptr (WhAction) action = wh_action_new (self->connection,
                                               wh_operations_find ("create-subscription"), NULL);
  GtkWindow *dialog = open_action (self, action);

  fill_subscription (dialog);
  fill (dialog, "subscription_alias", alias);
  submit (dialog);
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);

  return g_object_ref (wh_action_get_result (action));
}

static void
run_dialog (WhUiFixture     *self,
            const char      *operation,
            WhRecord        *record,
            const char      *field,
            const char      *text,
            WhActionOutcome  outcome)
{
  g_autoptr (WhAction) action = wh_action_new (self->connection, wh_operations_find (operation),
                                               record);
  GtkWindow *dialog = open_action (self, action);

  if (field != NULL)
    fill (dialog, field, text);
  if (wh_action_get_operation (action)->danger == WH_DANGER_TYPE)
    {
      g_autofree char *identifier = wh_action_dup_identifier (action);

      wh_ui_type (get (dialog, "confirm_entry"), identifier);
    }
  submit (dialog);
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpint (done_outcome, ==, outcome);
}

/* The life of a subscription, each step from its dialog to the server and back. */
static void
test_action_dialog_life (WhUiFixture   *self,
                         gconstpointer  unused)
{
  g_autoptr (WhRecord) record = make_subscription (self, "life");

  run_dialog (self, "churn-subscription", record, "effective_date", "2026-01-12",
              WH_ACTION_DONE);
  run_dialog (self, "unchurn-subscription", record, NULL, NULL, WH_ACTION_DONE);
  /* It was so already: no failure. */
  run_dialog (self, "unchurn-subscription", record, NULL, NULL, WH_ACTION_ALREADY);
  run_dialog (self, "update-subscription", record, "effective_date", "2026-01-13",
              WH_ACTION_DONE);
  run_dialog (self, "update-user", record, "email", "other@customer.example", WH_ACTION_DONE);
  run_dialog (self, "delete-user", record, NULL, NULL, WH_ACTION_DONE);
}

/* Closing asks only where something would be lost. */
static void
test_action_dialog_close (WhUiFixture   *self,
                          gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "update-plan", "plan", PLAN);
  GtkWindow *question;

  /* Back to what it was is not lost. */
  fill (dialog, "name", "Other");
  fill (dialog, "name", "Team plan");
  gtk_window_close (dialog);
  await_closed ();

  dialog = open_dialog (self, "update-plan", "plan", PLAN);
  fill (dialog, "name", "Other");
  g_assert_true (wh_ui_press (get_input (dialog, "name"), GDK_KEY_Escape, 0));
  question = wh_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "keep");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "name"))), ==,
                   "Other");

  gtk_window_close (dialog);
  question = wh_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  await_closed ();
  g_assert_cmpuint (n_done, ==, 0);
}

/* Whether the server was asked something more. */
typedef struct
{
  WhDemoServer *server;
  guint         n_requests;
} Waiting;

static gboolean
is_asked (gpointer user_data)
{
  Waiting *waiting = user_data;

  return wh_demo_server_get_n_requests (waiting->server) > waiting->n_requests;
}

/* Cancel cancels what runs, and says that nobody can know what came of it. */
static void
test_action_dialog_cancel (WhUiFixture   *self,
                           gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "create-plan", NULL, NULL);
  Waiting waiting = { self->server, wh_demo_server_get_n_requests (self->server) };

  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_STALL);
  create_plan (dialog, "stalled", "Stalled");
  g_assert_false (is_idle (dialog));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_form (dialog))));
  wh_test_wait_until (is_asked, &waiting);

  gtk_window_close (dialog);
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "id"))), ==,
                   "stalled");
  g_assert_true (gtk_widget_is_sensitive (get (dialog, "submit_button")));

  /* Closing it for good while it runs calls it off, too. */
  waiting.n_requests = wh_demo_server_get_n_requests (self->server);
  submit (dialog);
  wh_test_wait_until (is_asked, &waiting);
  wh_ui_destroy (dialog, NULL);
  g_assert_cmpuint (n_done, ==, 0);
  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_NONE);
}

/* A server in trouble: said, nothing lost, and the button tries again. */
static void
test_action_dialog_trouble (WhUiFixture   *self,
                            gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "create-plan", NULL, NULL);

  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_HTML500);
  create_plan (dialog, "tried", "Tried again");
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));
  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_NONE);
  wh_ui_click (get (dialog, "remedy_button"));
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
}

/* A token that is refused can be renewed without losing what was typed. */
static void
test_action_dialog_token (WhUiFixture   *self,
                          gconstpointer  unused)
{
  WhConnection *other = wh_ui_fixture_add_connection (self, "Other", self->server);
  g_autoptr (WhAction) action = wh_action_new (other, wh_operations_find ("create-plan"), NULL);
  GtkWindow *dialog;
  gpointer renewal;

  /* Somebody has replaced it at the server. */
  wh_api_client_set_token (wh_connection_get_client (other), WH_API_TOKEN_PRIVATE,
                           "ffffffffffffffffffffffffffffffff");
  dialog = open_action (self, action);
  g_assert_nonnull (strstr (wh_ui_get_text (get (dialog, "connection_label"), "label"), "Other"));
  create_plan (dialog, "kept", "Kept");
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));

  wh_ui_click (get (dialog, "remedy_button"));
  renewal = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_nonnull (renewal);
  g_assert_true (gtk_window_get_transient_for (renewal) == dialog);
  g_object_add_weak_pointer (renewal, &renewal);
  wh_ui_await_mapped (renewal);
  wh_ui_type (wh_ui_child (renewal, WH_TYPE_CONNECTION_DIALOG, "private_row"), WH_UI_TOKEN);
  wh_ui_click (wh_ui_child (renewal, WH_TYPE_CONNECTION_DIALOG, "submit_button"));
  wh_test_wait_until (is_gone, &renewal);
  g_assert_false (shows_problem (dialog));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "id"))), ==, "kept");

  submit (dialog);
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);
}

static void
test_action_dialog_public_token (WhUiFixture   *self,
                                 gconstpointer  unused)
{
  WhConnection *other = wh_ui_fixture_add_connection (self, "Other", self->server);
  g_autoptr (WhRecord) record = wh_ui_new_record ("customer", CUSTOMER);
  g_autoptr (WhAction) action = wh_action_new (other, wh_operations_find ("send-event"), record);
  GtkWindow *dialog = open_action (self, action);
  GtkWindow *renewal;

  submit (dialog);
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));
  g_assert_cmpstr (wh_ui_get_text (get (dialog, "problem_title"), "label"), ==,
                   "Public Token Needed");
  wh_ui_click (get (dialog, "remedy_button"));
  renewal = wh_ui_find_window (WH_TYPE_CONNECTION_DIALOG);
  g_assert_nonnull (renewal);
  wh_ui_destroy (renewal, NULL);
  wh_ui_destroy (dialog, NULL);

  /* The demo's tokens are its own. */
  dialog = open_dialog (self, "send-event", "customer", CUSTOMER);
  submit (dialog);
  wh_test_wait_until (is_idle, dialog);
  g_assert_true (shows_problem (dialog));
  g_assert_false (gtk_widget_get_visible (get (dialog, "remedy_button")));
  wh_ui_destroy (dialog, NULL);
}

/* The amount is one in the currency of the form. */
static void
test_action_dialog_currency (WhUiFixture   *self,
                             gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "create-subscription", NULL, NULL);
  g_autofree char *preview = NULL;

  fill_subscription (dialog);
  fill (dialog, "value", "12.50");
  g_assert_null (wh_field_row_get_complaint (get_row (dialog, "value")));
  fill (dialog, "plan_currency", "jpy");
  g_assert_nonnull (wh_field_row_get_complaint (get_row (dialog, "value")));
  fill (dialog, "plan_currency", "kwd");
  g_assert_null (wh_field_row_get_complaint (get_row (dialog, "value")));
  preview = dup_preview (dialog);
  g_assert_nonnull (strstr (preview, "\"value\": 12500"));
  wh_ui_destroy (dialog, NULL);

  /* That of a subscription cannot be changed. */
  dialog = open_dialog (self, "update-subscription", "subscription", SUBSCRIPTION);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (dialog, "value"))), ==,
                   "1200.00");
  g_assert_nonnull (wh_ui_find (get_row (dialog, "value"), GTK_TYPE_LABEL, "EUR"));
  wh_ui_destroy (dialog, NULL);
}

static void
test_action_dialog_keyboard (WhUiFixture   *self,
                             gconstpointer  unused)
{
  GtkWindow *dialog = open_dialog (self, "create-plan", NULL, NULL);

  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         GTK_WIDGET (get_row (dialog, "id"))));
  fill (dialog, "id", "by-keyboard");
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog),
                                         GTK_WIDGET (get_row (dialog, "name"))));
  fill (dialog, "name", "By keyboard");
  g_assert_true (gtk_entry_get_activates_default (GTK_ENTRY (get_input (dialog, "name"))));
  g_assert_true (wh_ui_press (get_input (dialog, "name"), GDK_KEY_Return, 0));
  await_closed ();
  g_assert_cmpuint (n_done, ==, 1);

  dialog = open_dialog (self, "create-plan", NULL, NULL);
  g_assert_true (wh_ui_press (get_input (dialog, "name"), GDK_KEY_Escape, 0));
  await_closed ();
  g_assert_cmpuint (n_done, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("operations", test_action_dialog_operations);
  ADD ("create", test_action_dialog_create);
  ADD ("missing", test_action_dialog_missing);
  ADD ("field-error", test_action_dialog_field_error);
  ADD ("refusal", test_action_dialog_refusal);
  ADD ("type", test_action_dialog_type);
  ADD ("life", test_action_dialog_life);
  ADD ("close", test_action_dialog_close);
  ADD ("cancel", test_action_dialog_cancel);
  ADD ("trouble", test_action_dialog_trouble);
  ADD ("token", test_action_dialog_token);
  ADD ("public-token", test_action_dialog_public_token);
  ADD ("currency", test_action_dialog_currency);
  ADD ("keyboard", test_action_dialog_keyboard);

  return g_test_run ();
}
