/* wh-query-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-field-row.h"
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

static const WhOperation *
get_operation (const WhResource *resource)
{
  return wh_operations_find (resource->list_operation);
}

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
  const WhOperation *operation = get_operation (resource);

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

  g_return_val_if_fail (WH_IS_COLLECTION (collection), NULL);

  self = g_object_new (WH_TYPE_QUERY_DIALOG, NULL);
  self->collection = g_object_ref (collection);
  self->draft = wh_draft_new (get_operation (wh_collection_get_resource (collection)));
  add_rows (self, zone);
  gtk_window_set_title (GTK_WINDOW (self), _(wh_collection_get_resource (collection)->title));

  return GTK_WINDOW (self);
}

/**
 * wh_query_has_field:
 * @resource: what is listed; with a list operation
 * @index: of a field of that operation
 *
 * Returns: whether somebody is asked for it
 */
gboolean
wh_query_has_field (const WhResource *resource,
                    guint             index)
{
  const WhOperationField *field = &get_operation (resource)->fields[index];

  return !(field->flags & WH_FIELD_ADVANCED) && g_strcmp0 (field->id, resource->search_field) != 0;
}

/**
 * wh_query_has_fields:
 * @resource: what is listed
 *
 * Returns: whether there is anything to ask somebody for
 */
gboolean
wh_query_has_fields (const WhResource *resource)
{
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (wh_query_has_field (resource, i))
      return TRUE;

  return FALSE;
}

static gboolean
is_optional (const WhResource *resource,
             guint             index)
{
  return wh_query_has_field (resource, index) &&
         !(get_operation (resource)->fields[index].flags & WH_FIELD_REQUIRED);
}

static char *
dup_value (const WhOperationField *field,
           const char             *text,
           WhFormat               *format)
{
  const WhChoice *choice = wh_choice_find (field->choices, text);
  gint64 instant;

  if (choice != NULL)
    return g_strdup (_(choice->label));
  if (field->kind == WH_FIELD_INSTANT && wh_parse_instant (text, &instant))
    return wh_format_dup_day (format, instant);

  return g_strdup (text);
}

/**
 * wh_query_dup_text:
 * @collection: what is loaded
 * @format: how values are shown
 *
 * Returns: (transfer full) (nullable): what was asked for in words, “Updated From: 2026-03-01”, or
 *   %NULL where that is nothing
 */
char *
wh_query_dup_text (WhCollection *collection,
                   WhFormat     *format)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];
      const char *text = wh_collection_get_field (collection, field->id);
      g_autofree char *value = NULL;

      if (text == NULL || !wh_query_has_field (resource, i))
        continue;

      value = dup_value (field, text, format);
      if (words->len > 0)
        g_string_append (words, " · ");
      /* Translators: the name of a field and its value */
      g_string_append_printf (words, _("%s: %s"), _(field->label), value);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/**
 * wh_query_is_narrowed:
 * @collection: what is loaded
 *
 * Returns: whether something was asked for that can be left out
 */
gboolean
wh_query_is_narrowed (WhCollection *collection)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (is_optional (resource, i) &&
        wh_collection_get_field (collection, operation->fields[i].id) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * wh_query_clear:
 * @collection: what is loaded
 *
 * Asks for everything from the next load on; what cannot be left out stays.
 */
void
wh_query_clear (WhCollection *collection)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (is_optional (resource, i))
      wh_collection_set_field (collection, operation->fields[i].id, NULL);
}
