/* wh-choice-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-choice-control.h"

#include <glib/gi18n.h>

struct _WhChoiceControl
{
  WhFieldControl  parent_instance;

  GtkWidget      *drop_down;
  const WhChoice *choices;
  const char     *default_value; /* (nullable) */
  gboolean        left_out;  /* the server's default holds, which is shown */
};

G_DEFINE_FINAL_TYPE (WhChoiceControl, wh_choice_control, WH_TYPE_FIELD_CONTROL)

/* Where no default is known, the first item says that nothing was chosen: a form must not choose
 * between a month and a year by itself. */
static guint
get_first (WhChoiceControl *self)
{
  return self->default_value == NULL ? 1 : 0;
}

static void
on_selected_cb (WhChoiceControl *self)
{
  self->left_out = FALSE;
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static guint
find_choice (WhChoiceControl *self,
             const char      *value)
{
  for (guint i = 0; self->choices[i].value != NULL; i++)
    {
      if (g_strcmp0 (self->choices[i].value, value) == 0)
        return get_first (self) + i;
    }

  return self->default_value == NULL ? 0 : GTK_INVALID_LIST_POSITION;
}

static void
wh_choice_control_set_text (WhFieldControl *control,
                            const char     *text)
{
  WhChoiceControl *self = WH_CHOICE_CONTROL (control);
  const char *shown = text != NULL ? text : self->default_value;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), find_choice (self, shown));
  self->left_out = text == NULL;
}

static char *
wh_choice_control_dup_text (WhFieldControl  *control,
                            GError         **error)
{
  WhChoiceControl *self = WH_CHOICE_CONTROL (control);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  if (self->left_out || selected == GTK_INVALID_LIST_POSITION || selected < get_first (self))
    return NULL;

  return g_strdup (self->choices[selected - get_first (self)].value);
}

static void
wh_choice_control_class_init (WhChoiceControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  control_class->set_text = wh_choice_control_set_text;
  control_class->dup_text = wh_choice_control_dup_text;
}

static void
wh_choice_control_init (WhChoiceControl *self)
{
  self->left_out = TRUE;
}

/**
 * wh_choice_control_new:
 * @field: what is chosen
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_choice_control_new (const WhOperationField *field)
{
  WhChoiceControl *self = g_object_new (WH_TYPE_CHOICE_CONTROL, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->choices = field->choices;
  self->default_value = field->default_value;
  if (self->default_value == NULL)
    gtk_string_list_append (names,
                            field->flags & WH_FIELD_REQUIRED
                              /* Translators: in the place of a choice that nobody has made */
                              ? _("Choose…")
                              /* Translators: in the place of a choice that need not be made */
                              : _("Not set"));
  for (guint i = 0; self->choices[i].value != NULL; i++)
    gtk_string_list_append (names, _(self->choices[i].label));

  self->drop_down = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL);
  gtk_widget_set_valign (self->drop_down, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->drop_down);
  wh_field_control_set_text (WH_FIELD_CONTROL (self), NULL);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_selected_cb),
                           self, G_CONNECT_SWAPPED);

  return WH_FIELD_CONTROL (self);
}
