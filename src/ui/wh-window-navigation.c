/* wh-window-navigation.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-window-private.h"

/* The buttons at the side of a mouse, which GDK has no names for. */
#define BUTTON_BACK 8
#define BUTTON_FORWARD 9

static void
go_to (WhWindow      *self,
       const WhPlace *place)
{
  WhConnections *connections = wh_context_get_connections (self->context);
  WhConnection *connection;
  WhResourcePage *page;

  if (place == NULL)
    return;

  connection = wh_connections_find (connections, place->connection_id);
  if (connection == NULL)
    return;

  self->going = TRUE;
  wh_sidebar_set_page (self->sidebar, place->page);
  wh_window_set_connection (self, connection);
  wh_window_show_current_page (self);
  page = wh_window_get_page (self);
  if (page != NULL && place->key != NULL)
    wh_resource_page_open_key (page, place->key);
  self->going = FALSE;
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_stack));
}

static void
go_action (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  if (g_str_equal (action_name, "win.go-back"))
    go_to (self, wh_navigation_go_back (self->navigation));
  else
    go_to (self, wh_navigation_go_forward (self->navigation));
}

static void
open_record_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  const char *resource, *key;

  g_variant_get (parameter, "(&s&s)", &resource, &key);
  wh_window_open_record (WH_WINDOW (widget), resource, key);
}

static void
open_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WhWindow *self = WH_WINDOW (widget);

  wh_sidebar_set_page (self->sidebar, g_variant_get_string (parameter, NULL));
  wh_window_show_current_page (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content_stack));
}

static void
update_actions (WhWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.go-back",
                                 wh_navigation_can_go_back (self->navigation));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.go-forward",
                                 wh_navigation_can_go_forward (self->navigation));
}

static void
on_button_pressed_cb (GtkGestureClick *gesture,
                      int              n_press,
                      double           x,
                      double           y,
                      WhWindow        *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button != BUTTON_BACK && button != BUTTON_FORWARD)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self),
                              button == BUTTON_BACK ? "win.go-back" : "win.go-forward", NULL);
}

static void
on_place_changed_cb (WhWindow       *self,
                     const char     *key,
                     WhResourcePage *page)
{
  if (!self->going && page == wh_window_get_page (self))
    wh_navigation_replace (self->navigation, key);
}

/* Says that the page that is shown is where the window is now. */
void
wh_window_visit_page (WhWindow *self)
{
  WhResourcePage *page = wh_window_get_page (self);

  if (page == NULL || self->going)
    return;

  wh_navigation_visit (self->navigation,
                       wh_connection_get_id (wh_resource_page_get_connection (page)),
                       wh_resource_page_get_resource (page)->id,
                       wh_resource_page_get_key (page));
}

/* What was seen of a connection goes with it, also where another one is looked at. */
void
wh_window_remove_lost_pages (WhWindow *self)
{
  WhConnections *connections = wh_context_get_connections (self->context);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->content_stack));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (WH_IS_RESOURCE_PAGE (child))
        {
          WhConnection *connection =
            wh_resource_page_get_connection (WH_RESOURCE_PAGE (child));
          g_autofree char *id = g_strdup (wh_connection_get_id (connection));

          if (wh_connections_find (connections, id) == NULL)
            {
              gtk_stack_remove (self->content_stack, child);
              wh_navigation_forget (self->navigation, id);
            }
        }

      child = next;
    }
}

void
wh_window_follow_page (WhWindow       *self,
                       WhResourcePage *page)
{
  g_signal_connect_object (page, "place-changed", G_CALLBACK (on_place_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
wh_window_install_navigation (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go-back", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "win.go-forward", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "win.open-page", "s", open_page_action);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_action);
}

void
wh_window_init_navigation (WhWindow *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->navigation = wh_navigation_new ();
  g_signal_connect_object (self->navigation, "notify", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);

  /* Before whatever is under the pointer takes it for an ordinary click. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (on_button_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * wh_window_open_record:
 * @self: a window with a connection
 * @resource: the id of a resource that has a page
 * @key: which record
 *
 * Shows a record on its page, whether it is in the list there or not.
 */
void
wh_window_open_record (WhWindow   *self,
                       const char *resource,
                       const char *key)
{
  g_return_if_fail (WH_IS_WINDOW (self));
  g_return_if_fail (wh_resources_find (resource) != NULL && key != NULL);

  if (self->connection == NULL)
    return;

  wh_navigation_visit (self->navigation, wh_connection_get_id (self->connection), resource, key);
  go_to (self, wh_navigation_get_current (self->navigation));
}
