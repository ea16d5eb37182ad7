/* wh-list-view-operations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-view-private.h"
#include "wh-operations.h"
#include "wh-query.h"
#include "wh-query-dialog.h"
#include "wh-record-relations.h"

#include <glib/gi18n.h>

/* What can be done to the account with the records that are selected: the changes of the
 * resource's row, each an action of the group "change". */

static void
on_change_activated_cb (WhListView *self,
                        GVariant   *parameter,
                        GAction    *action)
{
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);

  if (records->len > 0)
    g_signal_emit_by_name (self, "operation-chosen", g_action_get_name (action), records);
}

static void
add_action (WhListView *self,
            const char *operation)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (operation, NULL);

  g_signal_connect_object (action, "activate", G_CALLBACK (on_change_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->changes), G_ACTION (action));
}

static void
append_item (GMenu             *menu,
             const WhOperation *operation)
{
  g_autofree char *label = wh_operation_dup_label (operation);
  g_autofree char *action = g_strdup_printf ("change.%s", operation->id);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  /* What cannot be done to so many is not in the way of what can. */
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/**
 * wh_list_view_append_changes:
 * @self: a list that is being made
 * @menu: the context menu of rows
 *
 * Appends what can be done to records, what nothing brings back in a section of its own.
 */
void
wh_list_view_append_changes (WhListView *self,
                             GMenu      *menu)
{
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenu) dangers = g_menu_new ();

  self->changes = g_simple_action_group_new ();
  for (guint i = 0; self->resource->changes[i] != NULL; i++)
    {
      const WhOperation *operation = wh_operations_find (self->resource->changes[i]);

      add_action (self, operation->id);
      append_item (operation->danger == WH_DANGER_TYPE ? dangers : changes, operation);
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "change", G_ACTION_GROUP (self->changes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (dangers));
}

/**
 * wh_list_view_append_more:
 * @self: a list that is being made
 * @menu: the menu of the list
 *
 * Appends what can be asked of the API, and done, that is about no single record.
 */
void
wh_list_view_append_more (WhListView *self,
                          GMenu      *menu)
{
  g_autoptr (GMenu) query = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  if (wh_query_has_fields (self->resource))
    g_menu_append (query, _("C_hoose What to Load…"), "records.query");
  if (self->resource->found_among_customers)
    g_menu_append (query, _("_Find Among All Customers"), "records.find");
  if (self->resource->related != NULL)
    {
      const WhResource *related = wh_resources_find (self->resource->related);
      g_autoptr (GMenuItem) item = g_menu_item_new (_(related->title), NULL);

      g_menu_item_set_action_and_target (item, "win.open-page", "s", related->id);
      g_menu_append_item (query, item);
    }
  for (guint i = 0; self->resource->more != NULL && self->resource->more[i] != NULL; i++)
    {
      const WhOperation *operation = wh_operations_find (self->resource->more[i]);
      g_autofree char *label = wh_operation_dup_label (operation);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "records.run", "s", operation->id);
      g_menu_append_item (more, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (query));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
}

/**
 * wh_list_view_update_changes:
 * @self: a list
 *
 * Enables what can be done to the record that is selected, or to as many as are.
 */
void
wh_list_view_update_changes (WhListView *self)
{
  g_autoptr (GtkBitset) bitset = NULL;
  g_autoptr (WhRecord) only = NULL;
  guint64 n;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n = gtk_bitset_get_size (bitset);
  if (n == 1)
    only = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (bitset));

  for (guint i = 0; self->resource->changes[i] != NULL; i++)
    {
      const WhOperation *operation = wh_operations_find (self->resource->changes[i]);
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->changes), operation->id);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   only != NULL ? wh_record_offers (only, operation->id)
                                                : n > 1 && operation->change->for_many);
    }
}

static void
on_queried_cb (WhListView *self)
{
  wh_list_view_load_anew (self);
}

static void
query_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  GtkWindow *dialog = wh_query_dialog_new (self->collection, wh_format_get_zone (self->format));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (widget)));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_queried_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_signal_emit_by_name (widget, "operation-chosen", g_variant_get_string (parameter, NULL), none);
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit_by_name (widget, "find");
}

/**
 * wh_list_view_install_operations:
 * @widget_class: the class of lists
 */
void
wh_list_view_install_operations (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "records.query", NULL, query_action);
  gtk_widget_class_install_action (widget_class, "records.run", "s", run_action);
  gtk_widget_class_install_action (widget_class, "records.find", NULL, find_action);
}

/**
 * wh_list_view_set_finding:
 * @self: a list of those who were added by hand
 * @progress: (nullable): how far looking through the customers is, %NULL where nobody looks
 *
 * Says it where the rows will be.
 */
void
wh_list_view_set_finding (WhListView *self,
                          const char *progress)
{
  g_return_if_fail (WH_IS_LIST_VIEW (self));

  g_free (self->finding);
  self->finding = g_strdup (progress);
  gtk_button_set_label (self->find_button,
                        progress != NULL ? _("_Stop") : _("_Find Among All Customers"));
  wh_list_view_update_state (self);
}

/**
 * wh_list_view_describe_create:
 * @self: a list that is being made
 *
 * Says on the button what it makes, or hides it where the API makes nothing of the kind.
 */
void
wh_list_view_describe_create (WhListView *self)
{
  const WhOperation *operation = wh_operations_find (self->resource->create_operation);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->create_button, operation != NULL);
  if (operation == NULL)
    return;

  text = wh_operation_dup_label (operation);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->create_button), "s", operation->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->create_button), "records.run");
  gtk_widget_set_tooltip_text (self->create_button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->create_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
