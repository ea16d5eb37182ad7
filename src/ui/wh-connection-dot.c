/* wh-connection-dot.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-dot.h"

struct _WhConnectionDot
{
  GtkWidget     parent_instance;

  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (WhConnectionDot, wh_connection_dot, GTK_TYPE_WIDGET)

static void
on_color_changed_cb (WhConnectionDot *self,
                     GParamSpec      *pspec,
                     WhConnection    *connection)
{
  wh_connection_dot_set_color (self, wh_connection_get_color (connection));
}

static void
on_bind_cb (WhConnectionDot *self,
            WhConnection    *connection)
{
  wh_connection_dot_set_color (self, wh_connection_get_color (connection));
}

static void
wh_connection_dot_dispose (GObject *object)
{
  WhConnectionDot *self = WH_CONNECTION_DOT (object);

  g_clear_object (&self->signals);

  G_OBJECT_CLASS (wh_connection_dot_parent_class)->dispose (object);
}

static void
wh_connection_dot_class_init (WhConnectionDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_connection_dot_dispose;

  gtk_widget_class_set_css_name (widget_class, "dot");
  /* The name of the connection always stands beside it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wh_connection_dot_init (WhConnectionDot *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);

  self->signals = g_signal_group_new (WH_TYPE_CONNECTION);
  g_signal_group_connect_object (self->signals, "notify::color",
                                 G_CALLBACK (on_color_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (on_bind_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * wh_connection_dot_new:
 * @connection: (nullable): whose colour to show
 *
 * Returns: (transfer floating): the dot
 */
GtkWidget *
wh_connection_dot_new (WhConnection *connection)
{
  WhConnectionDot *self = g_object_new (WH_TYPE_CONNECTION_DOT, NULL);

  wh_connection_dot_set_connection (self, connection);

  return GTK_WIDGET (self);
}

/**
 * wh_connection_dot_set_connection:
 * @self: a dot
 * @connection: (nullable): whose colour to show
 */
void
wh_connection_dot_set_connection (WhConnectionDot *self,
                                  WhConnection    *connection)
{
  g_return_if_fail (WH_IS_CONNECTION_DOT (self));

  g_signal_group_set_target (self->signals, connection);
}

/**
 * wh_connection_dot_set_color:
 * @self: a dot
 * @color: one of wh_connection_colors
 */
void
wh_connection_dot_set_color (WhConnectionDot *self,
                             const char      *color)
{
  const char *classes[] = { color, NULL };

  g_return_if_fail (WH_IS_CONNECTION_DOT (self));

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}
