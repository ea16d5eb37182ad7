/* wh-color-chooser.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-color-chooser.h"
#include "wh-connection-dot.h"

#include <glib/gi18n.h>

struct _WhColorChooser
{
  GtkWidget   parent_instance;

  const char *color;
  GPtrArray  *buttons;
};

G_DEFINE_FINAL_TYPE (WhColorChooser, wh_color_chooser, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *color;
  const char *label;
} names[] = {
  { "blue", N_("Blue") },     { "teal", N_("Teal") },     { "green", N_("Green") },
  { "yellow", N_("Yellow") }, { "orange", N_("Orange") }, { "red", N_("Red") },
  { "pink", N_("Pink") },     { "purple", N_("Purple") }, { "slate", N_("Slate") },
};

static const char *
get_label (const char *color)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].color, color))
      return _(names[i].label);

  return color;
}

static void
on_toggled_cb (WhColorChooser *self,
               GtkCheckButton *button)
{
  const char *color = g_object_get_data (G_OBJECT (button), "color");

  if (!gtk_check_button_get_active (button) || g_strcmp0 (self->color, color) == 0)
    return;

  self->color = color;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

static void
add_button (WhColorChooser *self,
            const char     *color)
{
  GtkWidget *button = gtk_check_button_new ();

  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  gtk_widget_add_css_class (button, "color");
  gtk_widget_add_css_class (button, color);
  gtk_widget_set_tooltip_text (button, get_label (color));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_label (color), -1);
  g_object_set_data (G_OBJECT (button), "color", (gpointer) color);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_ptr_array_add (self->buttons, button);
}

static void
wh_color_chooser_dispose (GObject *object)
{
  WhColorChooser *self = WH_COLOR_CHOOSER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_color_chooser_parent_class)->dispose (object);
}

static void
wh_color_chooser_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  WhColorChooser *self = WH_COLOR_CHOOSER (object);

  switch (prop_id)
    {
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_color_chooser_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  WhColorChooser *self = WH_COLOR_CHOOSER (object);

  switch (prop_id)
    {
    case PROP_COLOR:
      wh_color_chooser_set_color (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_color_chooser_class_init (WhColorChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_color_chooser_dispose;
  object_class->get_property = wh_color_chooser_get_property;
  object_class->set_property = wh_color_chooser_set_property;

  properties[PROP_COLOR] =
    g_param_spec_string ("color", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "colorchooser");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
wh_color_chooser_init (WhColorChooser *self)
{
  self->buttons = g_ptr_array_new ();
  for (guint i = 0; wh_connection_colors[i] != NULL; i++)
    add_button (self, wh_connection_colors[i]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Accent Color"), -1);
  wh_color_chooser_set_color (self, wh_connection_colors[0]);
}

/**
 * wh_color_chooser_get_color:
 * @self: a chooser
 *
 * Returns: one of wh_connection_colors
 */
const char *
wh_color_chooser_get_color (WhColorChooser *self)
{
  g_return_val_if_fail (WH_IS_COLOR_CHOOSER (self), NULL);

  return self->color;
}

/**
 * wh_color_chooser_set_color:
 * @self: a chooser
 * @color: one of wh_connection_colors; anything else leaves it as it is
 */
void
wh_color_chooser_set_color (WhColorChooser *self,
                            const char     *color)
{
  g_return_if_fail (WH_IS_COLOR_CHOOSER (self));

  for (guint i = 0; wh_connection_colors[i] != NULL; i++)
    if (g_strcmp0 (wh_connection_colors[i], color) == 0)
      gtk_check_button_set_active (g_ptr_array_index (self->buttons, i), TRUE);
}
