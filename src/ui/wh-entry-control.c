/* wh-entry-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-entry-control.h"

struct _WhEntryControl
{
  WhFieldControl parent_instance;

  GtkWidget     *entry;
};

G_DEFINE_FINAL_TYPE (WhEntryControl, wh_entry_control, WH_TYPE_FIELD_CONTROL)

static GtkInputPurpose
get_purpose (WhFieldKind kind)
{
  switch (kind)
    {
    case WH_FIELD_EMAIL:
      return GTK_INPUT_PURPOSE_EMAIL;

    case WH_FIELD_INTEGER:
      return GTK_INPUT_PURPOSE_NUMBER;

    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

static void
wh_entry_control_set_text (WhFieldControl *control,
                           const char     *text)
{
  WhEntryControl *self = WH_ENTRY_CONTROL (control);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

/* Blanks around it came along with what was pasted. */
static char *
wh_entry_control_dup_text (WhFieldControl  *control,
                           GError         **error)
{
  WhEntryControl *self = WH_ENTRY_CONTROL (control);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
wh_entry_control_class_init (WhEntryControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  control_class->set_text = wh_entry_control_set_text;
  control_class->dup_text = wh_entry_control_dup_text;
}

static void
wh_entry_control_init (WhEntryControl *self)
{
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (wh_field_control_changed), self,
                           G_CONNECT_SWAPPED);
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->entry);
}

/**
 * wh_entry_control_new:
 * @field: what is typed
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_entry_control_new (const WhOperationField *field)
{
  WhEntryControl *self = g_object_new (WH_TYPE_ENTRY_CONTROL, NULL);

  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), get_purpose (field->kind));
  if (field->kind == WH_FIELD_ID || field->kind == WH_FIELD_EMAIL)
    gtk_entry_set_input_hints (GTK_ENTRY (self->entry),
                               GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_LOWERCASE);
  if (field->default_value != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->default_value);

  return WH_FIELD_CONTROL (self);
}
