/* wh-query-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-field-row.h"
#include "wh-query.h"
#include "wh-query-dialog.h"

#include <glib/gi18n.h>

struct _WhQueryDialog
{
  AdwWindow            parent_instance;

  GtkWidget           *load_button;
  AdwPreferencesGroup *group;

  WhCollection        *collection;
  WhDraft             *draft;
  GPtrArray           *rows; /* of #WhFieldRow */
};

G_DEFINE_FINAL_TYPE (WhQueryDialog, wh_query_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
load_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhQueryDialog *self = WH_QUERY_DIALOG (widget);

  for (guint i = 0; i < self->rows->len; i++)
    {
      WhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (wh_field_row_check (row, NULL))
        continue;

      wh_field_row_complain (row);
      gtk_widget_grab_focus (wh_field_control_get_input (wh_field_row_get_control (row)));
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *field = wh_field_row_get_field (g_ptr_array_index (self->rows, i))->id;

      wh_collection_set_field (self->collection, field, wh_draft_get_text (self->draft, field));
    }

  g_signal_emit (self, signals[SIGNAL_DONE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
wh_query_dialog_dispose (GObject *object)
{
  WhQueryDialog *self = WH_QUERY_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->draft);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (wh_query_dialog_parent_class)->dispose (object);
}

static void
wh_query_dialog_class_init (WhQueryDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_query_dialog_dispose;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-query-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WhQueryDialog, load_button);
  gtk_widget_class_bind_template_child (widget_class, WhQueryDialog, group);

  gtk_widget_class_install_action (widget_class, "query.load", NULL, load_action);
}

static void
wh_query_dialog_init (WhQueryDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_rows (WhQueryDialog *self,
          GTimeZone     *zone)
{
  const WhResource *resource = wh_collection_get_resource (self->collection);
  const WhOperation *operation = wh_operations_find (resource->list_operation);

  for (guint i = 0; i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];
      GtkWidget *row;

      if (!wh_query_has_field (resource, i))
        continue;

      wh_draft_set_text (self->draft, field->id,
                         wh_collection_get_field (self->collection, field->id));
      row = wh_field_row_new (self->draft, field);
      wh_field_row_set_zone (WH_FIELD_ROW (row), zone);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * wh_query_dialog_new:
 * @collection: what is loaded; its resource has fields to ask for
 * @zone: the company's time zone
 *
 * Returns: (transfer full): a dialog that owns itself, like every window
 */
GtkWindow *
wh_query_dialog_new (WhCollection *collection,
                     GTimeZone    *zone)
{
  WhQueryDialog *self;
  const WhResource *resource;

  g_return_val_if_fail (WH_IS_COLLECTION (collection), NULL);

  resource = wh_collection_get_resource (collection);
  self = g_object_new (WH_TYPE_QUERY_DIALOG, NULL);
  self->collection = g_object_ref (collection);
  self->draft = wh_draft_new (wh_operations_find (resource->list_operation));
  add_rows (self, zone);
  gtk_window_set_title (GTK_WINDOW (self), _(resource->title));

  return GTK_WINDOW (self);
}
