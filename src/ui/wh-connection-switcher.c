/* wh-connection-switcher.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-dot.h"
#include "wh-connection-switcher.h"

#include <glib/gi18n.h>

struct _WhConnectionSwitcher
{
  GtkWidget        parent_instance;

  GtkMenuButton   *button;
  GtkPopover      *popover;
  GtkLabel        *label;
  GtkListBox      *list;
  GtkButton       *add_button;
  GtkButton       *manage_button;
  WhConnectionDot *dot;

  WhConnections   *connections;
  WhConnection    *connection;
  GSignalGroup    *signals;
  GWeakRef         focus; /* where the keyboard was before the list was opened with it */
};

G_DEFINE_FINAL_TYPE (WhConnectionSwitcher, wh_connection_switcher, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signal_ids[N_SIGNALS];

static void
update_row_name (GtkListBoxRow *row,
                 GParamSpec    *pspec,
                 WhConnection  *connection)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  wh_connection_get_name (connection), -1);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  WhConnection *connection = WH_CONNECTION (item);
  WhConnectionSwitcher *self = WH_CONNECTION_SWITCHER (user_data);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  g_object_bind_property (connection, "name", label, "label", G_BINDING_SYNC_CREATE);
  gtk_widget_set_tooltip_text (row, wh_connection_get_server (connection));

  gtk_box_append (GTK_BOX (box), wh_connection_dot_new (connection));
  gtk_box_append (GTK_BOX (box), label);
  if (connection == self->connection)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));

  g_signal_connect_object (connection, "notify::name", G_CALLBACK (update_row_name), row,
                           G_CONNECT_SWAPPED);
  update_row_name (GTK_LIST_BOX_ROW (row), NULL, connection);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "connection", g_object_ref (connection),
                          g_object_unref);

  return row;
}

static void
rebuild (WhConnectionSwitcher *self)
{
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->connections), create_row, self, NULL);
}

static void
on_name_changed_cb (WhConnectionSwitcher *self)
{
  gtk_label_set_label (self->label, wh_connection_get_name (self->connection));
}

/* The keyboard goes back to where it was, if it still can. That comes first: GTK would put it on
 * the button when the widget that has it disappears. */
static void
close_list (WhConnectionSwitcher *self)
{
  g_autoptr (GtkWidget) before = g_weak_ref_get (&self->focus);

  if (before != NULL && gtk_widget_get_mapped (before))
    gtk_widget_grab_focus (before);
  gtk_popover_popdown (self->popover);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  close_list (WH_CONNECTION_SWITCHER (widget));
}

static void
on_row_activated_cb (WhConnectionSwitcher *self,
                     GtkListBoxRow        *row)
{
  WhConnection *connection = g_object_get_data (G_OBJECT (row), "connection");

  close_list (self);
  g_signal_emit (self, signal_ids[SIGNAL_CHOSEN], 0, connection);
}

static void
wh_connection_switcher_dispose (GObject *object)
{
  WhConnectionSwitcher *self = WH_CONNECTION_SWITCHER (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->connection);
  g_clear_object (&self->connections);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_CONNECTION_SWITCHER);

  G_OBJECT_CLASS (wh_connection_switcher_parent_class)->dispose (object);
}

static void
wh_connection_switcher_finalize (GObject *object)
{
  g_weak_ref_clear (&WH_CONNECTION_SWITCHER (object)->focus);

  G_OBJECT_CLASS (wh_connection_switcher_parent_class)->finalize (object);
}

static void
wh_connection_switcher_class_init (WhConnectionSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_connection_switcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = wh_connection_switcher_finalize;

  signal_ids[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_CONNECTION);

  g_type_ensure (WH_TYPE_CONNECTION_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-connection-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, button);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, popover);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, label);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, list);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, add_button);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, manage_button);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionSwitcher, dot);
  gtk_widget_class_bind_template_callback (widget_class, close_list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_install_action (widget_class, "switcher.close", NULL, close_action);
}

static void
wh_connection_switcher_init (WhConnectionSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_weak_ref_init (&self->focus, NULL);

  /* Below the names, which begin at the start, too. */
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (self->add_button)), 0);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (self->manage_button)), 0);

  self->signals = g_signal_group_new (WH_TYPE_CONNECTION);
  g_signal_group_connect_object (self->signals, "notify::name",
                                 G_CALLBACK (on_name_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * wh_connection_switcher_set_connections:
 * @self: a switcher
 * @connections: what to choose from
 */
void
wh_connection_switcher_set_connections (WhConnectionSwitcher *self,
                                        WhConnections        *connections)
{
  g_return_if_fail (WH_IS_CONNECTION_SWITCHER (self));

  if (g_set_object (&self->connections, connections))
    rebuild (self);
}

/**
 * wh_connection_switcher_set_connection:
 * @self: a switcher
 * @connection: (nullable): the one in use
 */
void
wh_connection_switcher_set_connection (WhConnectionSwitcher *self,
                                       WhConnection         *connection)
{
  g_return_if_fail (WH_IS_CONNECTION_SWITCHER (self));

  if (!g_set_object (&self->connection, connection))
    return;

  wh_connection_dot_set_connection (self->dot, connection);
  g_signal_group_set_target (self->signals, connection);
  gtk_label_set_label (self->label,
                       connection != NULL ? wh_connection_get_name (connection) : NULL);
  /* The mark is on another row now. */
  if (self->connections != NULL)
    rebuild (self);
}

/**
 * wh_connection_switcher_popup:
 * @self: a switcher
 *
 * Opens the list, for the keyboard, or closes it where it is open.
 */
void
wh_connection_switcher_popup (WhConnectionSwitcher *self)
{
  GtkRoot *root;

  g_return_if_fail (WH_IS_CONNECTION_SWITCHER (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    {
      close_list (self);
      return;
    }

  root = gtk_widget_get_root (GTK_WIDGET (self));
  g_weak_ref_set (&self->focus, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_menu_button_popup (self->button);
}
