/* wh-record-actions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-actions.h"
#include "wh-record-relations.h"
#include "wh-wrap-layout.h"

#include <glib/gi18n.h>

#define ACTION "win.run-operation"
#define SPACING 6

struct _WhRecordActions
{
  GtkWidget  parent_instance;

  GPtrArray *shown; /* (element-type WhOperation): that there are buttons for */
};

G_DEFINE_FINAL_TYPE (WhRecordActions, wh_record_actions, GTK_TYPE_WIDGET)

static GVariant *
make_target (WhRecord          *record,
             const WhOperation *operation)
{
  return g_variant_new ("(sss)", operation->id, wh_record_get_resource (record)->id,
                        wh_record_get_key (record));
}

static void
add_button (WhRecordActions   *self,
            const WhOperation *operation)
{
  g_autofree char *label = wh_operation_dup_label (operation);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, _(operation->explanation));
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
remove_buttons (WhRecordActions *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/* Buttons that stay keep the keyboard. */
static void
set_shown (WhRecordActions *self,
           GPtrArray       *operations)
{
  gboolean same = operations->len == self->shown->len;

  for (guint i = 0; same && i < operations->len; i++)
    same = g_ptr_array_index (operations, i) == g_ptr_array_index (self->shown, i);
  if (same)
    return;

  g_ptr_array_unref (self->shown);
  self->shown = g_ptr_array_ref (operations);
  remove_buttons (self);
  for (guint i = 0; i < operations->len; i++)
    add_button (self, g_ptr_array_index (operations, i));
}

static void
wh_record_actions_dispose (GObject *object)
{
  WhRecordActions *self = WH_RECORD_ACTIONS (object);

  remove_buttons (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_record_actions_parent_class)->dispose (object);
}

static void
wh_record_actions_class_init (WhRecordActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_record_actions_dispose;
}

static void
wh_record_actions_init (WhRecordActions *self)
{
  self->shown = g_ptr_array_new ();
  gtk_widget_set_layout_manager (GTK_WIDGET (self), wh_wrap_layout_new (SPACING));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * wh_record_actions_new:
 *
 * Returns: (transfer floating): buttons of no record yet
 */
GtkWidget *
wh_record_actions_new (void)
{
  return g_object_new (WH_TYPE_RECORD_ACTIONS, NULL);
}

/**
 * wh_record_actions_set_record:
 * @self: buttons
 * @record: (nullable): what they change
 *
 * Hidden where the record offers nothing.
 */
void
wh_record_actions_set_record (WhRecordActions *self,
                              WhRecord        *record)
{
  g_autoptr (GPtrArray) operations = NULL;
  GtkWidget *button;

  g_return_if_fail (WH_IS_RECORD_ACTIONS (self));

  operations = record != NULL ? wh_record_list_changes (record, TRUE) : g_ptr_array_new ();
  set_shown (self, operations);
  gtk_widget_set_visible (GTK_WIDGET (self), operations->len > 0);

  button = gtk_widget_get_first_child (GTK_WIDGET (self));
  for (guint i = 0; i < operations->len; i++)
    {
      gtk_actionable_set_action_target_value (
        GTK_ACTIONABLE (button), make_target (record, g_ptr_array_index (operations, i)));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), ACTION);
      button = gtk_widget_get_next_sibling (button);
    }
}

/**
 * wh_record_fill_menus:
 * @record: (nullable): what is changed; %NULL leaves the menus empty
 * @changes: gets the changes that it offers, in the place of what was there
 * @dangers: gets those that cannot be taken back
 */
void
wh_record_fill_menus (WhRecord *record,
                      GMenu    *changes,
                      GMenu    *dangers)
{
  g_autoptr (GPtrArray) operations = NULL;

  g_return_if_fail (G_IS_MENU (changes));
  g_return_if_fail (G_IS_MENU (dangers));

  g_menu_remove_all (changes);
  g_menu_remove_all (dangers);
  if (record == NULL)
    return;

  operations = wh_record_list_changes (record, FALSE);
  for (guint i = 0; i < operations->len; i++)
    {
      const WhOperation *operation = g_ptr_array_index (operations, i);
      g_autofree char *label = wh_operation_dup_label (operation);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target_value (item, ACTION, make_target (record, operation));
      g_menu_append_item (operation->danger == WH_DANGER_TYPE ? dangers : changes, item);
    }
}
