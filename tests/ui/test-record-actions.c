/* test-record-actions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-actions.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/record-actions/" name, Fixture, NULL, set_up, func, tear_down)

typedef struct
{
  GtkWidget          *box;
  GtkWidget          *actions;
  GtkWindow          *window;
  GSimpleActionGroup *group;
  char               *run; /* what the window was told last */
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
set_up (Fixture       *self,
        gconstpointer  unused)
{
  const GActionEntry entries[] = { { "run-operation", on_run_cb, "(sss)", NULL, NULL } };

  self->actions = wh_record_actions_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->actions);
  self->window = wh_ui_present (self->box, 360, 200);
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, 1, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win",
                                  G_ACTION_GROUP (self->group));
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->box));
  g_clear_object (&self->group);
  g_clear_pointer (&self->run, g_free);
}

static void
show (Fixture    *self,
      const char *resource,
      const char *json)
{
  g_autoptr (WhRecord) record = wh_ui_new_record (resource, json);

  wh_record_actions_set_record (WH_RECORD_ACTIONS (self->actions), record);
}

static void
click (Fixture    *self,
       const char *label)
{
  GtkWidget *button = wh_ui_find (self->actions, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  wh_ui_await_mapped (button);
  wh_ui_click (button);
}

static void
test_record_actions_buttons (Fixture       *self,
                             gconstpointer  unused)
{
  g_assert_false (gtk_widget_get_visible (self->actions));

  show (self, "subscription", "{\"subscription_id\":\"a b/%2F\",\"status\":\"active\"}");
  g_assert_true (gtk_widget_get_visible (self->actions));
  g_assert_cmpuint (wh_ui_count (self->actions, GTK_TYPE_BUTTON), ==, 2);
  click (self, "Churn Subscription…");
  g_assert_cmpstr (self->run, ==, "('churn-subscription', 'subscription', 'a b/%2F')");

  show (self, "subscription", "{\"subscription_id\":\"s\",\"status\":\"churned_voluntary\"}");
  g_assert_null (wh_ui_find (self->actions, GTK_TYPE_BUTTON, "Churn Subscription…"));
  click (self, "Un-churn Subscription…");
  g_assert_cmpstr (self->run, ==, "('unchurn-subscription', 'subscription', 's')");

  wh_record_actions_set_record (WH_RECORD_ACTIONS (self->actions), NULL);
  g_assert_false (gtk_widget_get_visible (self->actions));
}

/* The same buttons serve the next record, so that the keyboard stays where it is. */
static void
test_record_actions_kept (Fixture       *self,
                          gconstpointer  unused)
{
  GtkWidget *button;

  show (self, "plan", "{\"id\":\"team\"}");
  button = wh_ui_find (self->actions, GTK_TYPE_BUTTON, "Rename Plan…");
  wh_ui_await_mapped (button);
  g_assert_true (gtk_widget_grab_focus (button));
  show (self, "plan", "{\"id\":\"pro\"}");
  g_assert_true (gtk_window_get_focus (self->window) == button);
  wh_ui_click (button);
  g_assert_cmpstr (self->run, ==, "('update-plan', 'plan', 'pro')");
}

static char *
describe (GMenu *menu)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *target_text = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (g_menu_model_get_item_attribute (G_MENU_MODEL (menu), i, "label", "s",
                                                      &label));
      target = g_menu_model_get_item_attribute_value (G_MENU_MODEL (menu), i, "target", NULL);
      target_text = g_variant_print (target, FALSE);
      g_string_append_printf (text, "%s %s\n", label, target_text);
    }

  return g_string_free (text, FALSE);
}

static void
test_record_actions_menus (Fixture       *self,
                           gconstpointer  unused)
{
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenu) dangers = g_menu_new ();
  g_autoptr (WhRecord) user = wh_ui_new_record ("user", "{\"user_id\":\"pwu_1\"}");
  g_autofree char *changes_text = NULL;
  g_autofree char *dangers_text = NULL;

  wh_record_fill_menus (user, changes, dangers);
  /* Again: nothing is there twice. */
  wh_record_fill_menus (user, changes, dangers);
  changes_text = describe (changes);
  dangers_text = describe (dangers);
  g_assert_cmpstr (changes_text, ==,
                   "Create Subscription… ('create-subscription', 'user', 'pwu_1')\n"
                   "Change Email… ('update-user', 'user', 'pwu_1')\n");
  g_assert_cmpstr (dangers_text, ==, "Delete User… ('delete-user', 'user', 'pwu_1')\n");

  wh_record_fill_menus (NULL, changes, dangers);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (changes)), ==, 0);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (dangers)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("buttons", test_record_actions_buttons);
  ADD ("kept", test_record_actions_kept);
  ADD ("menus", test_record_actions_menus);

  return g_test_run ();
}
