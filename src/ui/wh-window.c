/* wh-window.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-connection-dialog.h"
#include "wh-connections-window.h"
#include "wh-welcome-page.h"
#include "wh-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WhWindow, wh_window, ADW_TYPE_APPLICATION_WINDOW)

/* %NULL while there is no token. */
WhResourcePage *
wh_window_get_page (WhWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->content_stack);

  return WH_IS_RESOURCE_PAGE (child) ? WH_RESOURCE_PAGE (child) : NULL;
}

static char *
dup_page_name (WhConnection *connection,
               const char   *page)
{
  return g_strdup_printf ("%s/%s", wh_connection_get_id (connection), page);
}

/* %NULL while nobody has been there. */
WhResourcePage *
wh_window_find_page (WhWindow   *self,
                     const char *page)
{
  g_autofree char *name = dup_page_name (self->connection, page);
  GtkWidget *child = gtk_stack_get_child_by_name (self->content_stack, name);

  return child != NULL ? WH_RESOURCE_PAGE (child) : NULL;
}

static WhResourcePage *
ensure_page (WhWindow   *self,
             const char *page)
{
  GtkWidget *child = (GtkWidget *) wh_window_find_page (self, page);

  if (child == NULL)
    {
      g_autofree char *name = dup_page_name (self->connection, page);

      child = wh_resource_page_new (wh_context_get_directory (self->context, self->connection),
                                    wh_resources_find (page));
      g_object_bind_property (self->leaflet, "folded", child, "sidebar-hidden",
                              G_BINDING_SYNC_CREATE);
      g_settings_bind (self->settings, "list-pane-width", child, "list-width",
                       G_SETTINGS_BIND_DEFAULT);
      wh_window_follow_page (self, WH_RESOURCE_PAGE (child));
      gtk_stack_add_named (self->content_stack, child, name);
    }

  return WH_RESOURCE_PAGE (child);
}

static void
show_page (WhWindow   *self,
           const char *page)
{
  WhResourcePage *resource_page = ensure_page (self, page);
  gboolean is_new = wh_window_get_page (self) != resource_page;

  gtk_stack_set_visible_child (self->content_stack, GTK_WIDGET (resource_page));
  wh_resource_page_ensure_loaded (resource_page);
  if (is_new)
    wh_list_view_take_focus (wh_resource_page_get_list_view (resource_page));
  g_settings_set_string (self->settings, "page", page);
  wh_window_visit_page (self);
}

static void
update_banners (WhWindow *self)
{
  WhConnection *connection = self->connection;
  WhTokenState state = WH_TOKEN_STATE_UNKNOWN;
  gboolean rejected = FALSE;
  gboolean session = FALSE;

  if (connection != NULL)
    {
      state = wh_connection_get_token_state (connection);
      /* Without a page behind it, the token page says the same at length. */
      rejected = state == WH_TOKEN_STATE_REJECTED && wh_window_get_page (self) != NULL;
      session = state == WH_TOKEN_STATE_READY && !wh_connection_is_demo (connection) &&
                wh_connection_get_token_kept (connection) == WH_TOKEN_KEPT_FOR_SESSION;
    }

  if (rejected)
    {
      g_autofree char *text = NULL;

      /* Translators: %s is the name of a connection */
      text = g_strdup_printf (_("ProfitWell refused the token of “%s”."),
                              wh_connection_get_name (connection));
      wh_banner_set_text (self->token_banner, text);
    }

  wh_banner_set_revealed (self->token_banner, rejected);
  wh_banner_set_revealed (self->session_banner, session);
  wh_banner_set_revealed (self->demo_banner,
                          connection != NULL && wh_connection_is_demo (connection));
}

/* Whether what a page has loaded is still worth looking at although the token is not good. */
static gboolean
has_something_to_show (WhWindow *self)
{
  WhResourcePage *page = wh_window_get_page (self);

  return page != NULL && wh_resource_page_get_connection (page) == self->connection &&
         wh_resource_page_has_records (page);
}

/* The page that the sidebar says, or what is in its way. */
void
wh_window_show_current_page (WhWindow *self)
{
  WhTokenState state;

  if (self->connection == NULL)
    {
      gtk_stack_set_visible_child_name (self->root_stack, "welcome");
      update_banners (self);
      return;
    }

  state = wh_connection_get_token_state (self->connection);
  gtk_stack_set_visible_child_name (self->root_stack, "main");

  if (state == WH_TOKEN_STATE_READY)
    show_page (self, wh_sidebar_get_page (self->sidebar));
  else if (!has_something_to_show (self))
    gtk_stack_set_visible_child (self->content_stack, GTK_WIDGET (self->token_page));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh",
                                 state == WH_TOKEN_STATE_READY);
  update_banners (self);
}

static void
on_token_state_changed_cb (WhWindow *self)
{
  wh_window_show_current_page (self);
}

static void
on_connection_opened_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The connection's state says what came of it, and the page follows the state. */
  if (!wh_connection_open_finish (WH_CONNECTION (source), result, &error))
    g_debug ("Connection not opened: %s", error->message);
}

static void
open_connection (WhWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  wh_connection_open_async (self->connection, TRUE, self->cancellable, on_connection_opened_cb,
                            NULL);
}

static void
on_connections_changed_cb (WhWindow *self)
{
  WhConnections *connections = wh_context_get_connections (self->context);
  g_autofree char *gone = NULL;

  if (self->connection != NULL &&
      wh_connections_find (connections, wh_connection_get_id (self->connection)) == NULL)
    {
      g_autoptr (WhConnection) other = NULL;

      gone = g_strdup (wh_connection_get_id (self->connection));
      other = g_list_model_get_item (G_LIST_MODEL (connections), 0);
      wh_window_set_connection (self, other);
      wh_navigation_forget (self->navigation, gone);
    }

  wh_window_remove_lost_pages (self);
}

static void
on_sidebar_activated_cb (WhWindow   *self,
                         const char *page)
{
  wh_window_show_current_page (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_stack));
}

static void
on_connection_chosen_cb (WhWindow     *self,
                         WhConnection *connection)
{
  wh_window_set_connection (self, connection);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_stack));
}

static void
on_dialog_done_cb (WhWindow           *self,
                   WhConnection       *connection,
                   WhConnectionDialog *dialog)
{
  wh_window_set_connection (self, connection);
  wh_window_show_toast (self, wh_connection_dialog_is_renewal (dialog) ? _("Token saved")
                                                                       : _("Connection added"));
}

static void
present_dialog (WhWindow     *self,
                WhConnection *renew,
                WhTokenKept   kept)
{
  GtkWindow *dialog = wh_connection_dialog_new (wh_context_get_connections (self->context),
                                                renew, kept);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_dialog_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
add_connection_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  present_dialog (WH_WINDOW (widget), NULL, WH_TOKEN_KEPT_IN_KEYRING);
}

static void
renew_token_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  if (self->connection != NULL && !wh_connection_is_demo (self->connection))
    present_dialog (self, self->connection, WH_TOKEN_KEPT_IN_KEYRING);
}

static void
session_token_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  if (self->connection != NULL && !wh_connection_is_demo (self->connection))
    present_dialog (self, self->connection, WH_TOKEN_KEPT_FOR_SESSION);
}

static void
manage_connections_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);
  GtkWindow *window = wh_connections_window_new (wh_context_get_connections (self->context));

  gtk_window_set_transient_for (window, GTK_WINDOW (self));
  gtk_window_present (window);
}

static gboolean
on_shortcuts_closed_cb (WhWindow *self)
{
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), NULL);

  return GDK_EVENT_STOP;
}

static void
name_search_of (GtkShortcutsWindow *shortcuts)
{
  GtkWidget *bar = gtk_window_get_titlebar (GTK_WINDOW (shortcuts));
  GtkWidget *button = bar != NULL ? wh_accessible_find (bar, GTK_TYPE_TOGGLE_BUTTON) : NULL;

  if (button == NULL)
    return;

  gtk_widget_set_tooltip_text (button, _("Search Shortcuts"));
  wh_accessible_name_buttons (button);
}

/* Made when it is asked for. GTK would make one with each window and keep it hidden, and GTK 4.8
 * crashes when a screen reader asks for a window that was closed just then and the last of the
 * others is hidden. */
static void
show_shortcuts_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkShortcutsWindow *shortcuts;

  builder = gtk_builder_new_from_resource (WH_RESOURCE_PATH "/wh-shortcuts.ui");
  shortcuts = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts_window"));
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (widget), shortcuts);
  g_signal_connect_object (shortcuts, "close-request", G_CALLBACK (on_shortcuts_closed_cb), widget,
                           G_CONNECT_SWAPPED);
  name_search_of (shortcuts);
  gtk_window_present (GTK_WINDOW (shortcuts));
}

static void
open_connection_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  if (self->connection != NULL)
    open_connection (self);
}

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
}

static void
switch_connection_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  if (self->connection == NULL)
    return;

  /* Where it is shown anyway, this would only take the keyboard from where it is. */
  if (adw_leaflet_get_folded (self->leaflet))
    show_sidebar_action (widget, NULL, NULL);
  wh_sidebar_popup_switcher (self->sidebar);
}

static void
page_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhResourcePage *page = wh_window_get_page (WH_WINDOW (widget));

  if (page == NULL)
    return;

  if (g_str_equal (action_name, "win.refresh"))
    wh_resource_page_refresh (page);
  else if (g_str_equal (action_name, "win.search"))
    wh_resource_page_start_search (page);
  else if (g_str_equal (action_name, "win.stop"))
    wh_resource_page_stop (page);
}

static void
wh_window_constructed (GObject *object)
{
  WhWindow *self = WH_WINDOW (object);

  G_OBJECT_CLASS (wh_window_parent_class)->constructed (object);

  if (WH_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

static void
wh_window_dispose (GObject *object)
{
  WhWindow *self = WH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection_signals);
  g_clear_object (&self->connection);
  g_clear_weak_pointer (&self->said);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_WINDOW);
  g_clear_object (&self->navigation);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (wh_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-connection", NULL,
                                   add_connection_action);
  gtk_widget_class_install_action (widget_class, "win.manage-connections", NULL,
                                   manage_connections_action);
  gtk_widget_class_install_action (widget_class, "win.open-connection", NULL,
                                   open_connection_action);
  gtk_widget_class_install_action (widget_class, "win.renew-token", NULL, renew_token_action);
  gtk_widget_class_install_action (widget_class, "win.session-token", NULL,
                                   session_token_action);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL,
                                   show_shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.switch-connection", NULL,
                                   switch_connection_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, page_action);
  wh_window_install_toasts (widget_class);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, page_action);
  wh_window_install_changes (widget_class);
  wh_window_install_navigation (widget_class);
}

static void
wh_window_class_init (WhWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = wh_window_constructed;
  object_class->dispose = wh_window_dispose;

  g_type_ensure (WH_TYPE_BANNER);
  g_type_ensure (WH_TYPE_SIDEBAR);
  g_type_ensure (WH_TYPE_TOKEN_PAGE);
  g_type_ensure (WH_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, WH_RESOURCE_PATH "/wh-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WhWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, token_page);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, token_banner);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, session_banner);
  gtk_widget_class_bind_template_child (widget_class, WhWindow, demo_banner);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_connection_chosen_cb);
  install_actions (widget_class);
}

static void
wh_window_init (WhWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  wh_window_init_navigation (self);
  self->settings = g_settings_new (WH_APPLICATION_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);

  self->connection_signals = g_signal_group_new (WH_TYPE_CONNECTION);
  g_signal_group_connect_object (self->connection_signals, "notify::token-state",
                                 G_CALLBACK (on_token_state_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->connection_signals, "notify::token-kept",
                                 G_CALLBACK (update_banners), self, G_CONNECT_SWAPPED);
}

/* The connection that was used last, or any. */
static WhConnection *
find_first_connection (WhWindow *self)
{
  WhConnections *connections = wh_context_get_connections (self->context);
  g_autofree char *id = g_settings_get_string (self->settings, "last-connection");
  WhConnection *connection = wh_connections_find (connections, id);
  g_autoptr (WhConnection) first = NULL;

  if (connection != NULL)
    return connection;

  first = g_list_model_get_item (G_LIST_MODEL (connections), 0);

  /* The list keeps it alive. */
  return first;
}

/**
 * wh_window_new:
 * @application: the application, started
 *
 * Returns: (transfer floating): a main window on the connection that was used last
 */
WhWindow *
wh_window_new (WhApplication *application)
{
  WhWindow *self;
  WhConnections *connections;
  g_autofree char *page = NULL;

  g_return_val_if_fail (WH_IS_APPLICATION (application), NULL);

  self = g_object_new (WH_TYPE_WINDOW, "application", application, NULL);
  self->context = g_object_ref (wh_application_get_context (application));
  connections = wh_context_get_connections (self->context);

  wh_sidebar_set_connections (self->sidebar, connections);
  page = g_settings_get_string (self->settings, "page");
  wh_sidebar_set_page (self->sidebar, page);
  g_signal_connect_object (connections, "items-changed",
                           G_CALLBACK (on_connections_changed_cb), self, G_CONNECT_SWAPPED);
  wh_window_listen_for_trouble (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_stack));

  wh_window_set_connection (self, find_first_connection (self));
  wh_window_show_current_page (self);

  return self;
}

/**
 * wh_window_get_context:
 * @self: a window
 *
 * Returns: (transfer none): what the program is made of
 */
WhContext *
wh_window_get_context (WhWindow *self)
{
  g_return_val_if_fail (WH_IS_WINDOW (self), NULL);

  return self->context;
}

/**
 * wh_window_get_connection:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the connection that the window shows
 */
WhConnection *
wh_window_get_connection (WhWindow *self)
{
  g_return_val_if_fail (WH_IS_WINDOW (self), NULL);

  return self->connection;
}

/**
 * wh_window_set_connection:
 * @self: a window
 * @connection: (nullable): the connection to show, %NULL for the welcome page
 *
 * Shows a connection; its token is asked of the keyring, with a prompt where it is locked.
 */
void
wh_window_set_connection (WhWindow     *self,
                          WhConnection *connection)
{
  g_return_if_fail (WH_IS_WINDOW (self));

  if (!g_set_object (&self->connection, connection))
    return;

  wh_sidebar_set_connection (self->sidebar, connection);
  wh_token_page_set_connection (self->token_page, connection);
  g_signal_group_set_target (self->connection_signals, connection);

  if (connection != NULL)
    {
      if (!wh_connection_is_demo (connection))
        g_settings_set_string (self->settings, "last-connection",
                               wh_connection_get_id (connection));
      open_connection (self);
    }
  wh_window_show_current_page (self);
}
