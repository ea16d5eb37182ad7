/* wh-connection-row.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-color-chooser.h"
#include "wh-connection-dot.h"
#include "wh-connection-row.h"
#include "wh-error-text.h"

#include <glib/gi18n.h>

struct _WhConnectionRow
{
  AdwExpanderRow   parent_instance;

  WhConnectionDot *dot;
  AdwEntryRow     *name_row;
  WhColorChooser  *color_chooser;
  AdwActionRow    *token_row;

  WhConnections   *connections;
  WhConnection    *connection;
};

G_DEFINE_FINAL_TYPE (WhConnectionRow, wh_connection_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_RENEW,
  SIGNAL_REMOVE,
  SIGNAL_PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
describe_token (WhConnection *connection)
{
  switch (wh_connection_get_token_state (connection))
    {
    case WH_TOKEN_STATE_READY:
      return wh_connection_get_token_kept (connection) == WH_TOKEN_KEPT_FOR_SESSION
               ? _("Kept for this session only")
               : _("In the keyring");
    case WH_TOKEN_STATE_ABSENT:
      return _("None");
    case WH_TOKEN_STATE_REJECTED:
      return _("Refused by ProfitWell");
    case WH_TOKEN_STATE_LOCKED:
    case WH_TOKEN_STATE_REFUSED:
      return _("In the keyring, which is locked");
    case WH_TOKEN_STATE_UNAVAILABLE:
      return _("The keyring does not answer");
    case WH_TOKEN_STATE_UNKNOWN:
    case WH_TOKEN_STATE_LOADING:
    default:
      return _("Not read yet");
    }
}

static void
on_token_state_changed_cb (WhConnectionRow *self)
{
  adw_action_row_set_subtitle (self->token_row, describe_token (self->connection));
}

static void
on_title_changed_cb (WhConnectionRow *self)
{
  wh_accessible_set_label (GTK_WIDGET (self),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
emit_problem (WhConnectionRow *self,
              const GError    *error)
{
  g_autofree char *text = wh_error_dup_text (error);

  g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, text);
}

static void
on_name_applied_cb (WhConnectionRow *self)
{
  g_autoptr (GError) error = NULL;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));

  if (wh_connections_rename (self->connections, self->connection, name, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
  emit_problem (self, error);
}

static void
on_color_chosen_cb (WhConnectionRow *self)
{
  g_autoptr (GError) error = NULL;
  const char *color = wh_color_chooser_get_color (self->color_chooser);

  /* Also the echo of the colour that the connection has. */
  if (self->connection == NULL ||
      g_strcmp0 (wh_connection_get_color (self->connection), color) == 0)
    return;

  if (!wh_connections_set_color (self->connections, self->connection, color, &error))
    emit_problem (self, error);
}

static void
on_renew_clicked_cb (WhConnectionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RENEW], 0, self->connection);
}

static void
on_remove_clicked_cb (WhConnectionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, self->connection);
}

static void
wh_connection_row_dispose (GObject *object)
{
  WhConnectionRow *self = WH_CONNECTION_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_CONNECTION_ROW);
  g_clear_object (&self->connection);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (wh_connection_row_parent_class)->dispose (object);
}

static void
wh_connection_row_class_init (WhConnectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_connection_row_dispose;

  signals[SIGNAL_RENEW] =
    g_signal_new ("renew", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_CONNECTION);
  signals[SIGNAL_REMOVE] =
    g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_CONNECTION);
  signals[SIGNAL_PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (WH_TYPE_COLOR_CHOOSER);
  g_type_ensure (WH_TYPE_CONNECTION_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-connection-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WhConnectionRow, dot);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionRow, color_chooser);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionRow, token_row);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_color_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_renew_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
}

static void
wh_connection_row_init (WhConnectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wh_accessible_name_buttons (GTK_WIDGET (self->name_row));
  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_changed_cb), NULL);
}

/**
 * wh_connection_row_new:
 * @connections: where the connection belongs
 * @connection: the connection
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
wh_connection_row_new (WhConnections *connections,
                       WhConnection  *connection)
{
  WhConnectionRow *self = g_object_new (WH_TYPE_CONNECTION_ROW, NULL);

  self->connections = g_object_ref (connections);
  self->connection = g_object_ref (connection);

  g_object_bind_property (connection, "name", self, "title", G_BINDING_SYNC_CREATE);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), wh_connection_get_server (connection));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), wh_connection_get_name (connection));
  wh_connection_dot_set_connection (self->dot, connection);
  wh_color_chooser_set_color (self->color_chooser, wh_connection_get_color (connection));
  g_signal_connect_object (connection, "notify::token-state",
                           G_CALLBACK (on_token_state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::token-kept",
                           G_CALLBACK (on_token_state_changed_cb), self, G_CONNECT_SWAPPED);
  on_token_state_changed_cb (self);

  return GTK_WIDGET (self);
}
