/* wh-connections-window.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-dialog.h"
#include "wh-connection-row.h"
#include "wh-connections-window.h"
#include "wh-error-text.h"

#include <glib/gi18n.h>

struct _WhConnectionsWindow
{
  AdwWindow        parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  GtkListBox      *list;

  WhConnections   *connections;
  GListModel      *shown; /* without the demo, which there is nothing to manage about */
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (WhConnectionsWindow, wh_connections_window, ADW_TYPE_WINDOW)

/* A removal that waits for its confirmation, or for the keyring. */
typedef struct
{
  WhConnectionsWindow *self;
  WhConnection        *connection;
} WhRemoval;

static void
wh_removal_free (WhRemoval *removal)
{
  g_object_unref (removal->self);
  g_object_unref (removal->connection);
  g_free (removal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhRemoval, wh_removal_free)

static WhRemoval *
wh_removal_new (WhConnectionsWindow *self,
                WhConnection        *connection)
{
  WhRemoval *removal = g_new0 (WhRemoval, 1);

  removal->self = g_object_ref (self);
  removal->connection = g_object_ref (connection);

  return removal;
}

static void
show_toast (WhConnectionsWindow *self,
            const char          *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (self->toast_overlay != NULL)
    adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

static gboolean
is_not_demo (gpointer item,
             gpointer user_data)
{
  return !wh_connection_is_demo (WH_CONNECTION (item));
}

static void
on_forget_response_cb (AdwMessageDialog *dialog,
                       const char       *response,
                       WhRemoval        *removal)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "forget"))
    return;

  if (!wh_connections_forget (removal->self->connections, removal->connection, &error))
    show_toast (removal->self, error->message);
}

/* The token could not be taken out of the keyring: say so before anything is forgotten. */
static void
ask_to_forget (WhConnectionsWindow *self,
               WhConnection        *connection,
               const GError        *error)
{
  g_autofree char *text = wh_error_dup_text (error);
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Token Is Still in the Keyring"),
                                   NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is a sentence about what went wrong */
                                  _("%s\n\nThe connection can be removed from the list all the "
                                    "same; its token then stays in the keyring."),
                                  text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "forget", _("_Remove from List"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "forget",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_forget_response_cb),
                         wh_removal_new (self, connection),
                         (GClosureNotify) (GCallback) wh_removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_removed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (WhRemoval) removal = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (wh_connections_remove_finish (WH_CONNECTIONS (source), result, &error))
    {
      /* Translators: %s is the name of a connection */
      text = g_strdup_printf (_("“%s” removed"),
                              wh_connection_get_name (removal->connection));
      show_toast (removal->self, text);
      return;
    }

  /* Whoever closed the window meanwhile finds the connection still in the list. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && removal->self->list != NULL)
    ask_to_forget (removal->self, removal->connection, error);
}

static void
on_remove_response_cb (AdwMessageDialog *dialog,
                       const char       *response,
                       WhRemoval        *removal)
{
  WhConnectionsWindow *self = removal->self;

  if (!g_str_equal (response, "remove"))
    return;

  wh_connections_remove_async (self->connections, removal->connection, self->cancellable,
                               on_removed_cb, wh_removal_new (self, removal->connection));
}

static void
on_row_remove_cb (WhConnectionsWindow *self,
                  WhConnection        *connection)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* Translators: %s is the name of a connection */
                                     _("Remove “%s”?"), wh_connection_get_name (connection));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _("The connection is forgotten and its token leaves the keyring. "
                                 "Nothing changes at ProfitWell."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "remove", _("_Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_remove_response_cb),
                         wh_removal_new (self, connection),
                         (GClosureNotify) (GCallback) wh_removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_dialog_done_cb (WhConnectionsWindow *self,
                   WhConnection        *connection,
                   WhConnectionDialog  *dialog)
{
  show_toast (self, wh_connection_dialog_is_renewal (dialog) ? _("Token saved")
                                                             : _("Connection added"));
}

static void
present_dialog (WhConnectionsWindow *self,
                WhConnection        *renew)
{
  GtkWindow *dialog = wh_connection_dialog_new (self->connections, renew,
                                                WH_TOKEN_KEPT_IN_KEYRING);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_dialog_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
on_add_clicked_cb (WhConnectionsWindow *self)
{
  present_dialog (self, NULL);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  WhConnectionsWindow *self = WH_CONNECTIONS_WINDOW (user_data);
  GtkWidget *row = wh_connection_row_new (self->connections, WH_CONNECTION (item));

  g_signal_connect_object (row, "renew", G_CALLBACK (present_dialog), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "problem", G_CALLBACK (show_toast), self, G_CONNECT_SWAPPED);

  return row;
}

static void
update_stack (WhConnectionsWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (self->shown) > 0 ? "list"
                                                                               : "empty");
}

static void
wh_connections_window_dispose (GObject *object)
{
  WhConnectionsWindow *self = WH_CONNECTIONS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_CONNECTIONS_WINDOW);
  g_clear_object (&self->shown);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (wh_connections_window_parent_class)->dispose (object);
}

static void
wh_connections_window_class_init (WhConnectionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_connections_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-connections-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WhConnectionsWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
}

static void
wh_connections_window_init (WhConnectionsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

/**
 * wh_connections_window_new:
 * @connections: the connections
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
wh_connections_window_new (WhConnections *connections)
{
  WhConnectionsWindow *self = g_object_new (WH_TYPE_CONNECTIONS_WINDOW, NULL);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_not_demo, NULL, NULL));

  self->connections = g_object_ref (connections);
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (connections)),
                                                         filter));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, self->shown, create_row, self, NULL);
  update_stack (self);

  return GTK_WINDOW (self);
}
