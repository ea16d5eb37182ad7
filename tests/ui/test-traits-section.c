/* test-traits-section.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-service.h"
#include "wh-traits-section.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/traits-section/" name, Fixture, NULL, set_up, func, tear_down)

typedef struct
{
  WhUiFixture         ui;
  GtkWidget          *section;
  GtkWindow          *window;
  GSimpleActionGroup *actions;
  char               *run;      /* what the last action was told */
  GPtrArray          *customers; /* IDs of two, whose traits are known to the test */
} Fixture;

static void
on_run_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Fixture *self = user_data;

  g_free (self->run);
  self->run = g_variant_print (parameter, FALSE);
}

static void
run (Fixture *self,
     WhDraft *draft)
{
  WhApiClient *client = wh_connection_get_client (self->ui.connection);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  wh_service_run_async (client, draft, WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result,
                        &result);
  wh_test_await (&result);
  response = wh_service_run_finish (client, result, &error);
  g_assert_no_error (error);
}

static void
change_trait (Fixture    *self,
              const char *operation,
              guint       customer,
              const char *category,
              const char *trait)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find (operation));

  wh_draft_set_text (draft, "customer_id", g_ptr_array_index (self->customers, customer));
  wh_draft_set_text (draft, "category", category);
  wh_draft_set_text (draft, "trait", trait);
  run (self, draft);
}

/* The first has two traits, the second one that ProfitWell filled in. */
static void
find_customers (Fixture *self)
{
  g_autoptr (WhCollection) collection =
    wh_collection_new (wh_connection_get_client (self->ui.connection),
                       wh_resources_find ("customer"));

  self->customers = g_ptr_array_new_with_free_func (g_free);
  wh_collection_load (collection);
  wh_ui_await_state (collection, WH_COLLECTION_COMPLETE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (G_LIST_MODEL (collection), i);

      g_ptr_array_add (self->customers, g_strdup (wh_record_get_key (record)));
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  const GActionEntry entries[] = {
    { "run-operation", on_run_cb, "(sss)", NULL, NULL },
    { "run-operation-with", on_run_cb, "(sssa{ss})", NULL, NULL },
  };

  wh_ui_fixture_set_up (&self->ui, NULL);
  find_customers (self);
  change_trait (self, "put-trait", 0, "Payment provider", "Pay_Pro");
  change_trait (self, "put-trait", 0, "Team_size", "9 <b>&");

  self->section = wh_traits_section_new ();
  wh_traits_section_set_connection (WH_TRAITS_SECTION (self->section), self->ui.connection);
  self->window = wh_ui_present (self->section, 400, 600);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win",
                                  G_ACTION_GROUP (self->actions));
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->section));
  g_clear_object (&self->actions);
  g_clear_pointer (&self->customers, g_ptr_array_unref);
  g_clear_pointer (&self->run, g_free);
  wh_ui_fixture_tear_down (&self->ui, NULL);
}

static void
show (Fixture *self,
      guint    customer)
{
  wh_traits_section_set_customer (WH_TRAITS_SECTION (self->section),
                                  g_ptr_array_index (self->customers, customer));
}

static GtkWidget *
get_child (Fixture    *self,
           const char *name)
{
  return wh_ui_child (self->section, WH_TYPE_DETAIL_SECTION, name);
}

static const char *
get_page (Fixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_child (self, "stack")));
}

static GtkWidget *
find_row (Fixture    *self,
          const char *category,
          const char *trait)
{
  GtkWidget *list = get_child (self, "list_box");
  g_autofree char *title = g_strdup_printf ("%s: %s", category, trait);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
        return row;
    }

  return NULL;
}

static void
test_traits_section_rows (Fixture       *self,
                          gconstpointer  unused)
{
  guint n_requests = wh_demo_server_get_n_requests (self->ui.server);

  show (self, 0);
  g_assert_cmpstr (get_page (self), ==, "loading");
  /* Not before it has been looked at for a moment. */
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);
  wh_ui_await_child (get_child (self, "stack"), "rows");
  g_assert_nonnull (find_row (self, "Payment provider", "Pay_Pro"));
  g_assert_nonnull (find_row (self, "Team_size", "9 <b>&"));

  /* Going there and back asks nobody. */
  n_requests = wh_demo_server_get_n_requests (self->ui.server);
  show (self, 1);
  g_assert_null (find_row (self, "Payment provider", "Pay_Pro"));
  show (self, 0);
  g_assert_cmpstr (get_page (self), ==, "rows");
  g_assert_nonnull (find_row (self, "Payment provider", "Pay_Pro"));
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);

  wh_traits_section_set_customer (WH_TRAITS_SECTION (self->section), NULL);
  g_assert_null (find_row (self, "Payment provider", "Pay_Pro"));
}

static void
test_traits_section_actions (Fixture       *self,
                             gconstpointer  unused)
{
  const char *id = g_ptr_array_index (self->customers, 0);
  g_autofree char *add = g_strdup_printf ("('put-trait', 'customer', '%s')", id);
  g_autofree char *removal =
    g_strdup_printf ("('delete-trait', 'customer', '%s', {'category': 'Team_size', 'trait': "
                     "'9 <b>&'})", id);
  g_autofree char *category =
    g_strdup_printf ("('delete-trait-category', 'customer', '%s', {'category': 'Team_size'})",
                     id);
  GtkWidget *row;
  GMenuModel *menu;
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  show (self, 0);
  wh_ui_click (wh_ui_find (self->section, GTK_TYPE_BUTTON, "Add Trait…"));
  g_assert_cmpstr (self->run, ==, add);

  wh_ui_await_child (get_child (self, "stack"), "rows");
  row = find_row (self, "Team_size", "9 <b>&");
  wh_ui_await_mapped (row);
  wh_ui_click (wh_ui_find (row, GTK_TYPE_BUTTON, "Remove Trait “9 <b>&”"));
  g_assert_cmpstr (self->run, ==, removal);

  menu = gtk_menu_button_get_menu_model (
    GTK_MENU_BUTTON (wh_ui_find (row, GTK_TYPE_MENU_BUTTON, "Trait Options")));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, "label", "s", &label));
  g_assert_cmpstr (label, ==, "Remove Category “Team__size” from All Customers…");
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, "action", "s", &action));
  target = g_menu_model_get_item_attribute_value (menu, 0, "target", NULL);
  gtk_widget_activate_action_variant (row, action, target);
  g_assert_cmpstr (self->run, ==, category);
}

static gboolean
is_removed (gpointer user_data)
{
  return find_row (user_data, "Team_size", "9 <b>&") == NULL;
}

static gboolean
is_added (gpointer user_data)
{
  return find_row (user_data, "Team_size", "10") != NULL;
}

static void
test_traits_section_changed (Fixture       *self,
                             gconstpointer  unused)
{
  GtkWidget *stack = get_child (self, "stack");
  const char *id = g_ptr_array_index (self->customers, 0);
  guint n_requests;

  show (self, 0);
  wh_ui_await_child (stack, "rows");
  change_trait (self, "delete-trait", 0, "Payment provider", "Pay_Pro");
  change_trait (self, "delete-trait", 0, "Team_size", "9 <b>&");

  /* Of somebody else, or of something else. */
  n_requests = wh_demo_server_get_n_requests (self->ui.server);
  wh_connection_report_change (self->ui.connection, "trait", "somebody else", FALSE);
  wh_connection_report_change (self->ui.connection, "customer", id, FALSE);
  g_assert_cmpuint (wh_demo_server_get_n_requests (self->ui.server), ==, n_requests);
  g_assert_nonnull (find_row (self, "Team_size", "9 <b>&"));

  wh_connection_report_change (self->ui.connection, "trait", id, FALSE);
  wh_test_wait_until (is_removed, self);

  /* A whole category: anybody may have lost one. */
  change_trait (self, "put-trait", 0, "Team_size", "10");
  wh_connection_report_change (self->ui.connection, "trait", NULL, FALSE);
  wh_test_wait_until (is_added, self);
}

static void
test_traits_section_error (Fixture       *self,
                           gconstpointer  unused)
{
  GtkWidget *error_box = get_child (self, "error_box");

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_HTML500);
  show (self, 0);
  wh_ui_await_boolean (error_box, "visible", TRUE);
  g_assert_false (gtk_widget_get_visible (get_child (self, "stack")));

  wh_demo_server_set_fault (self->ui.server, WH_DEMO_FAULT_NONE);
  wh_ui_await_mapped (error_box);
  wh_ui_click (wh_ui_find (error_box, GTK_TYPE_BUTTON, "Try Again"));
  g_assert_false (gtk_widget_get_visible (error_box));
  wh_ui_await_child (get_child (self, "stack"), "rows");
}

static void
test_traits_section_unknown (Fixture       *self,
                             gconstpointer  unused)
{
  wh_traits_section_set_customer (WH_TRAITS_SECTION (self->section), "nobody / %2F");
  wh_ui_await_child (get_child (self, "stack"), "empty");
  g_assert_false (gtk_widget_get_visible (get_child (self, "error_box")));
  g_assert_true (g_str_has_prefix (wh_ui_get_text (get_child (self, "empty_label"), "label"),
                                   "ProfitWell knows no traits for this customer."));
}

/* Nothing comes back to a section that is gone. */
static void
test_traits_section_gone (Fixture       *self,
                          gconstpointer  unused)
{
  show (self, 0);
  wh_traits_section_reload (WH_TRAITS_SECTION (self->section));
  show (self, 1);
  wh_traits_section_reload (WH_TRAITS_SECTION (self->section));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("rows", test_traits_section_rows);
  ADD ("actions", test_traits_section_actions);
  ADD ("changed", test_traits_section_changed);
  ADD ("error", test_traits_section_error);
  ADD ("unknown", test_traits_section_unknown);
  ADD ("gone", test_traits_section_gone);

  return g_test_run ();
}
