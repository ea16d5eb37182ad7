/* wh-accessible.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"

static void
on_tooltip_changed_cb (GtkWidget *button)
{
  wh_accessible_set_label (button, gtk_widget_get_tooltip_text (button));
}

static void
on_selected_changed_cb (GtkWidget   *button,
                        GParamSpec  *pspec,
                        GtkDropDown *drop_down)
{
  gpointer item = gtk_drop_down_get_selected_item (drop_down);

  if (GTK_IS_STRING_OBJECT (item))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_string_object_get_string (item), -1);
}

/**
 * wh_accessible_find:
 * @widget: a widget
 * @type: the class of what it is made of
 *
 * Returns: (transfer none) (nullable): the first such widget below @widget
 */
GtkWidget *
wh_accessible_find (GtkWidget *widget,
                    GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type)
                           ? child
                           : wh_accessible_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * wh_accessible_set_label:
 * @widget: a widget
 * @label: (nullable): what a screen reader says of it; %NULL changes nothing
 */
void
wh_accessible_set_label (GtkWidget  *widget,
                         const char *label)
{
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
}

/**
 * wh_accessible_name_buttons:
 * @widget: a widget
 *
 * Gives the buttons with nothing but an icon, in and below @widget, their tooltip as a name, also
 * when that changes.
 */
void
wh_accessible_name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
      gtk_widget_get_tooltip_text (widget) != NULL)
    {
      g_signal_connect (widget, "notify::tooltip-text", G_CALLBACK (on_tooltip_changed_cb), NULL);
      on_tooltip_changed_cb (widget);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wh_accessible_name_buttons (child);
}

/**
 * wh_accessible_name_drop_down:
 * @drop_down: a drop-down of strings
 * @label: its name
 *
 * Names the button inside, which is what the keyboard gets to; what is chosen describes it.
 */
void
wh_accessible_name_drop_down (GtkDropDown *drop_down,
                              const char  *label)
{
  GtkWidget *button = wh_accessible_find (GTK_WIDGET (drop_down), GTK_TYPE_TOGGLE_BUTTON);

  if (button == NULL)
    return;

  wh_accessible_set_label (button, label);
  g_signal_connect_object (drop_down, "notify::selected-item",
                           G_CALLBACK (on_selected_changed_cb), button, G_CONNECT_SWAPPED);
  on_selected_changed_cb (button, NULL, drop_down);
}
