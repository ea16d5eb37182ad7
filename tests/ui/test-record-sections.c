/* test-record-sections.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-record-sections.h"
#include "wh-service.h"
#include "wh-subscription-rows.h"
#include "wh-timeline.h"
#include "wh-traits-section.h"
#include "wh-ui-test.h"
#include "wh-value-chart.h"

#include <string.h>

#define ADD(name, resource, func) \
  g_test_add ("/wellhead/ui/record-sections/" name, Fixture, resource, set_up, func, tear_down)

/* The sections of some resource in a window of their own, and a user with one subscription. */
typedef struct
{
  WhUiFixture  ui;
  WhDirectory *directory;
  WhFormat    *format;
  GtkWidget   *sections;
  GtkWidget   *box;
  GtkWindow   *window;
  WhRecord    *subscription;
} Fixture;

static WhRecord *
create_subscription (Fixture    *self,
                     const char *alias,
                     const char *plan)
{
  WhApiClient *client = wh_connection_get_client (self->ui.connection);
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find ("create-subscription"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  wh_draft_set_text (draft, "user_alias", "somebody");
  wh_draft_set_text (draft, "subscription_alias", alias);
  wh_draft_set_text (draft, "email", "somebody@customer.example");
  wh_draft_set_text (draft, "plan_id", plan);
  wh_draft_set_text (draft, "plan_interval", "month");
  wh_draft_set_text (draft, "value", "4900");
  wh_draft_set_text (draft, "effective_date", "1700000000");
  wh_service_run_async (client, draft, WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result,
                        &result);
  wh_test_await (&result);
  response = wh_service_run_finish (client, result, &error);
  g_assert_no_error (error);
  document = wh_api_response_parse (response, &error);
  g_assert_no_error (error);
  record = wh_record_new (wh_resources_find ("subscription"),
                          wh_json_document_get_root (document), &error);
  g_assert_no_error (error);

  return record;
}

static void
set_up (Fixture       *self,
        gconstpointer  resource)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  wh_ui_fixture_set_up (&self->ui, NULL);
  self->directory = wh_context_get_directory (self->ui.context, self->ui.connection);
  self->format = wh_format_new ("usd", zone);
  self->subscription = create_subscription (self, "main", "team");
  self->sections = wh_record_sections_new (wh_resources_find (resource));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->sections);
  self->window = wh_ui_present (self->box, 400, 600);
}

static void
tear_down (Fixture       *self,
           gconstpointer  resource)
{
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->box));
  g_clear_object (&self->subscription);
  /* What was given up says so once more. */
  wh_test_iterate ();
  g_assert_finalize_object (g_steal_pointer (&self->format));
  wh_ui_fixture_tear_down (&self->ui, NULL);
}

static const char *
get_text (WhRecord   *record,
          const char *field)
{
  return wh_record_get_text (record, wh_ui_field (wh_record_get_resource (record), field));
}

static void
set_context (Fixture *self)
{
  wh_record_sections_set_context (WH_RECORD_SECTIONS (self->sections), self->ui.connection,
                                  self->directory);
}

static void
show (Fixture  *self,
      WhRecord *record)
{
  wh_record_sections_set_record (WH_RECORD_SECTIONS (self->sections), record, self->format);
}

/* @format: JSON of an object with the user's ID for %s. */
static void
show_user (Fixture    *self,
           const char *resource,
           const char *field)
{
  g_autofree char *json = g_strdup_printf ("{\"%s\":\"%s\"}", field,
                                           get_text (self->subscription, "user_id"));
  g_autoptr (WhRecord) record = wh_ui_new_record (resource, json);

  show (self, record);
}

typedef struct
{
  GtkWidget *section;
  guint n_rows;
} Expected;

static gboolean
has_rows (gpointer user_data)
{
  Expected *expected = user_data;

  return wh_ui_count (expected->section, WH_TYPE_DETAIL_ROW) == expected->n_rows;
}

static void
await_rows (Fixture *self,
            GType    type,
            guint    n_rows)
{
  Expected expected = { wh_ui_find (self->sections, type, NULL), n_rows };

  g_assert_nonnull (expected.section);
  wh_test_wait_until (has_rows, &expected);
}

static GtkWidget *
get_section_child (Fixture    *self,
                   GType       type,
                   const char *name)
{
  return wh_ui_child (wh_ui_find (self->sections, type, NULL), WH_TYPE_DETAIL_SECTION, name);
}

static void
test_record_sections_context (Fixture       *self,
                              gconstpointer  resource)
{
  guint n_requests = wh_demo_server_get_n_requests (self->ui.server);

  show (self, self->subscription);
  g_assert_false (gtk_widget_get_visible (self->sections));
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);

  set_context (self);
  g_assert_true (gtk_widget_get_visible (self->sections));
  await_rows (self, WH_TYPE_TIMELINE, 1);

  wh_record_sections_set_context (WH_RECORD_SECTIONS (self->sections), NULL, NULL);
  g_assert_false (gtk_widget_get_visible (self->sections));
}

static void
test_record_sections_subscription (Fixture       *self,
                                   gconstpointer  resource)
{
  GtkWidget *chart = wh_ui_find (self->sections, WH_TYPE_VALUE_CHART, NULL);

  set_context (self);
  show (self, self->subscription);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (
                     GTK_STACK (get_section_child (self, WH_TYPE_TIMELINE, "stack"))), ==,
                   "loading");
  await_rows (self, WH_TYPE_TIMELINE, 1);
  g_assert_nonnull (wh_ui_find (self->sections, GTK_TYPE_LABEL, "Started with team"));
  wh_ui_await_mapped (chart);
  g_assert_true (wh_value_chart_has_steps (WH_VALUE_CHART (chart)));

  show (self, NULL);
  show (self, self->subscription);
  /* It is remembered. */
  g_assert_cmpuint (wh_ui_count (self->sections, WH_TYPE_DETAIL_ROW), ==, 1);
}

/* Somebody changed something through this connection: in another window, in a dialog. */
static void
test_record_sections_changed (Fixture       *self,
                              gconstpointer  resource)
{
  WhApiClient *client = wh_connection_get_client (self->ui.connection);
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find ("churn-subscription"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  set_context (self);
  show (self, self->subscription);
  await_rows (self, WH_TYPE_TIMELINE, 1);

  wh_draft_set_text (draft, "subscription_id", wh_record_get_key (self->subscription));
  wh_draft_set_text (draft, "effective_date", "1710000000");
  wh_service_run_async (client, draft, WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result,
                        &result);
  wh_test_await (&result);
  response = wh_service_run_finish (client, result, &error);
  g_assert_no_error (error);

  wh_connection_report_change (self->ui.connection, "subscription",
                               wh_record_get_key (self->subscription), FALSE);
  await_rows (self, WH_TYPE_TIMELINE, 2);
  g_assert_nonnull (wh_ui_find (self->sections, GTK_TYPE_LABEL, "Churned (voluntary)"));
}

static void
test_record_sections_user (Fixture       *self,
                           gconstpointer  resource)
{
  set_context (self);
  show_user (self, resource, "user_id");
  await_rows (self, WH_TYPE_SUBSCRIPTION_ROWS, 1);
  g_assert_nonnull (wh_ui_find (self->sections, WH_TYPE_DETAIL_ROW,
                                "main, team · Monthly, Active, $49.00"));
}

static void
test_record_sections_customer (Fixture       *self,
                               gconstpointer  resource)
{
  g_autoptr (WhRecord) other = wh_ui_new_record ("customer", "{\"customer_id\":\"cus_1\"}");
  GtkWidget *rows = wh_ui_find (self->sections, WH_TYPE_SUBSCRIPTION_ROWS, NULL);

  set_context (self);
  show_user (self, resource, "customer_id");
  await_rows (self, WH_TYPE_SUBSCRIPTION_ROWS, 1);
  g_assert_true (gtk_widget_get_visible (rows));
  g_assert_nonnull (wh_ui_find (self->sections, WH_TYPE_TRAITS_SECTION, NULL));

  /* Who comes from elsewhere has none that could be asked for (§0.3). */
  show (self, other);
  g_assert_false (gtk_widget_get_visible (rows));
}

static void
test_record_sections_plan (Fixture       *self,
                           gconstpointer  resource)
{
  g_autoptr (WhRecord) team = wh_ui_new_record ("plan", "{\"id\":\"team\"}");
  g_autoptr (WhRecord) other = wh_ui_new_record ("plan", "{\"id\":\"nobody's\"}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  set_context (self);
  show (self, team);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (
                     GTK_STACK (get_section_child (self, WH_TYPE_SUBSCRIPTION_ROWS, "stack"))),
                   ==, "empty");

  /* It becomes known. */
  wh_directory_read_async (self->directory, "somebody", 0, WH_API_PRIORITY_INTERACTIVE, NULL,
                           wh_test_store_result, &result);
  wh_test_await (&result);
  history = wh_directory_read_finish (self->directory, result, &error);
  g_assert_no_error (error);
  await_rows (self, WH_TYPE_SUBSCRIPTION_ROWS, 1);
  g_assert_nonnull (wh_ui_find (self->sections, WH_TYPE_DETAIL_ROW,
                                "somebody@customer.example, main · Monthly, Active, $49.00"));

  show (self, other);
  g_assert_cmpuint (wh_ui_count (self->sections, WH_TYPE_DETAIL_ROW), ==, 0);
}

static void
test_record_sections_error (Fixture       *self,
                            gconstpointer  resource)
{
  GtkWidget *error_box = get_section_child (self, WH_TYPE_TIMELINE, "error_box");

  set_context (self);
  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_HTML500);
  show (self, self->subscription);
  wh_ui_await_boolean (error_box, "visible", TRUE);

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_ui_await_mapped (error_box);
  wh_ui_click (wh_ui_find (error_box, GTK_TYPE_BUTTON, "Try Again"));
  await_rows (self, WH_TYPE_TIMELINE, 1);
  g_assert_false (gtk_widget_get_visible (error_box));
}

/* A list of its own kind has nothing beside its fields. */
static void
test_record_sections_none (Fixture       *self,
                           gconstpointer  resource)
{
  g_autoptr (WhRecord) record = wh_ui_new_bare_record (wh_resources_find (resource));

  set_context (self);
  show (self, record);
  wh_record_sections_reload (WH_RECORD_SECTIONS (self->sections));
  g_assert_false (gtk_widget_get_visible (self->sections));
}

/* Nothing comes back to sections that are gone. */
static void
test_record_sections_gone (Fixture       *self,
                           gconstpointer  resource)
{
  set_context (self);
  show_user (self, resource, "customer_id");
  wh_record_sections_reload (WH_RECORD_SECTIONS (self->sections));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("context", "subscription", test_record_sections_context);
  ADD ("subscription", "subscription", test_record_sections_subscription);
  ADD ("changed", "subscription", test_record_sections_changed);
  ADD ("user", "user", test_record_sections_user);
  ADD ("customer", "customer", test_record_sections_customer);
  ADD ("plan", "plan", test_record_sections_plan);
  ADD ("error", "subscription", test_record_sections_error);
  ADD ("none", "unsubscribed", test_record_sections_none);
  ADD ("gone", "customer", test_record_sections_gone);

  return g_test_run ();
}
