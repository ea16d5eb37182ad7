/* wh-choices-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-choices-control.h"

#include <glib/gi18n.h>

/* More than so many scroll, in so many pixels: a row of a list is as high as it must be and no
 * higher. */
#define MANY 8
#define MANY_HEIGHT 240

struct _WhChoicesControl
{
  WhFieldControl  parent_instance;

  const WhChoice *choices;
  GPtrArray      *buttons; /* of GtkCheckButton, one a choice */
};

G_DEFINE_FINAL_TYPE (WhChoicesControl, wh_choices_control, WH_TYPE_FIELD_CONTROL)

static void
wh_choices_control_set_text (WhFieldControl *control,
                             const char     *text)
{
  WhChoicesControl *self = WH_CHOICES_CONTROL (control);
  g_auto (GStrv) values = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->buttons, i),
                                 g_strv_contains ((const char *const *) values,
                                                  self->choices[i].value));
}

static char *
wh_choices_control_dup_text (WhFieldControl  *control,
                             GError         **error)
{
  WhChoicesControl *self = WH_CHOICES_CONTROL (control);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      if (!gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
        continue;

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, self->choices[i].value);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
wh_choices_control_finalize (GObject *object)
{
  WhChoicesControl *self = WH_CHOICES_CONTROL (object);

  g_ptr_array_unref (self->buttons);

  G_OBJECT_CLASS (wh_choices_control_parent_class)->finalize (object);
}

static void
wh_choices_control_class_init (WhChoicesControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wh_choices_control_finalize;
  control_class->set_text = wh_choices_control_set_text;
  control_class->dup_text = wh_choices_control_dup_text;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wh_choices_control_init (WhChoicesControl *self)
{
  self->buttons = g_ptr_array_new_with_free_func (g_object_unref);
}

static GtkWidget *
create_button (WhChoicesControl *self,
               const WhChoice   *choice)
{
  GtkWidget *button = gtk_check_button_new_with_label (_(choice->label));

  g_signal_connect_object (button, "toggled", G_CALLBACK (wh_field_control_changed), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, g_object_ref (button));

  return button;
}

/**
 * wh_choices_control_new:
 * @field: what is chosen
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_choices_control_new (const WhOperationField *field)
{
  WhChoicesControl *self = g_object_new (WH_TYPE_CHOICES_CONTROL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *child = box;

  self->choices = field->choices;
  for (guint i = 0; self->choices[i].value != NULL; i++)
    gtk_box_append (GTK_BOX (box), create_button (self, &self->choices[i]));

  if (self->buttons->len > MANY)
    {
      child = gtk_scrolled_window_new ();
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (child), GTK_POLICY_NEVER,
                                      GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (child), MANY_HEIGHT);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (child), box);
    }
  gtk_widget_set_hexpand (child, TRUE);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  wh_field_control_set_input (WH_FIELD_CONTROL (self), GTK_WIDGET (self));

  return WH_FIELD_CONTROL (self);
}
