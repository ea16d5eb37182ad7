/* test-sidebar.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-switcher.h"
#include "wh-sidebar.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/sidebar/" name, Fixture, NULL, set_up, func, tear_down)

/* A sidebar in a window of its own, with the demo and one connection more. */
typedef struct
{
  WhUiFixture   ui;
  WhConnection *acme;
  GtkWidget    *sidebar;
  GtkWidget    *switcher;
  GtkWindow    *window;
  const char   *page;   /* of the last "activated" */
  WhConnection *chosen; /* by the last "connection-chosen" */
  guint         n_chosen;
} Fixture;

static void
on_activated_cb (Fixture    *self,
                 const char *page)
{
  self->page = g_intern_string (page);
}

static void
on_connection_chosen_cb (Fixture      *self,
                         WhConnection *connection)
{
  self->chosen = connection;
  self->n_chosen++;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  wh_ui_fixture_set_up (&self->ui, unused);
  self->acme = wh_ui_fixture_add_connection (&self->ui, "Acme", self->ui.server);
  self->sidebar = g_object_new (WH_TYPE_SIDEBAR, NULL);
  self->switcher = wh_ui_child (self->sidebar, WH_TYPE_SIDEBAR, "switcher");
  g_signal_connect_swapped (self->sidebar, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->sidebar, "connection-chosen",
                            G_CALLBACK (on_connection_chosen_cb), self);
  wh_sidebar_set_connections (WH_SIDEBAR (self->sidebar), self->ui.connections);
  self->window = wh_ui_present (self->sidebar, 260, 500);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gpointer switcher = self->switcher;

  g_object_add_weak_pointer (switcher, &switcher);
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->sidebar));
  g_assert_null (switcher);
  wh_ui_fixture_tear_down (&self->ui, unused);
}

static GtkListBox *
get_pages (Fixture *self)
{
  return GTK_LIST_BOX (wh_ui_child (self->sidebar, WH_TYPE_SIDEBAR, "list"));
}

static GtkListBox *
get_connections (Fixture *self)
{
  return GTK_LIST_BOX (wh_ui_child (self->switcher, WH_TYPE_CONNECTION_SWITCHER, "list"));
}

static const char *
get_button_label (Fixture *self)
{
  return gtk_label_get_label (
    GTK_LABEL (wh_ui_child (self->switcher, WH_TYPE_CONNECTION_SWITCHER, "label")));
}

/* The names as they are listed and as they are read aloud, with "*" at those that have the check
 * mark. */
static void
assert_connections (Fixture    *self,
                    const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (get_connections (self), i)) != NULL; i++)
    {
      GtkLabel *label = GTK_LABEL (wh_ui_find (row, GTK_TYPE_LABEL, NULL));
      gboolean marked = wh_ui_count (row, GTK_TYPE_IMAGE) > 0;

      g_string_append_printf (names, "%s%s%s", i > 0 ? ", " : "", gtk_label_get_label (label),
                              marked ? "*" : "");
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           gtk_label_get_label (label));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (row)), ==,
                       wh_demo_server_get_url (self->ui.server));
    }

  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_sidebar_pages (Fixture       *self,
                    gconstpointer  unused)
{
  const WhResource *customers = wh_resources_find ("customer");
  GtkListBox *list = get_pages (self);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, 0);
  GtkImage *image = GTK_IMAGE (wh_ui_find (row, GTK_TYPE_IMAGE, NULL));

  g_assert_nonnull (wh_ui_find (row, GTK_TYPE_LABEL, customers->title));
  g_assert_cmpstr (gtk_image_get_icon_name (image), ==, customers->icon_name);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      self->page = NULL;
      g_signal_emit_by_name (list, "row-activated", row);
      g_assert_nonnull (wh_resources_find (self->page));
      g_assert_nonnull (
        wh_ui_find (row, GTK_TYPE_LABEL, wh_resources_find (self->page)->title));

      wh_sidebar_set_page (WH_SIDEBAR (self->sidebar), self->page);
      g_assert_cmpstr (wh_sidebar_get_page (WH_SIDEBAR (self->sidebar)), ==, self->page);
      g_assert_true (gtk_list_box_get_selected_row (list) == row);
    }
}

static void
test_sidebar_unknown_page (Fixture       *self,
                           gconstpointer  unused)
{
  static const char *const ids[] = { "no-such-page", "", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      gtk_list_box_unselect_all (get_pages (self));
      wh_sidebar_set_page (WH_SIDEBAR (self->sidebar), ids[i]);
      g_assert_cmpstr (wh_sidebar_get_page (WH_SIDEBAR (self->sidebar)), ==, "customer");
      g_assert_true (gtk_list_box_get_selected_row (get_pages (self)) ==
                     gtk_list_box_get_row_at_index (get_pages (self), 0));
    }
}

static void
test_sidebar_connections (Fixture       *self,
                          gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  assert_connections (self, "Demo Account, Acme");

  wh_connections_rename (self->ui.connections, self->acme, "Umbrella", &error);
  g_assert_no_error (error);
  assert_connections (self, "Demo Account, Umbrella");

  wh_ui_fixture_add_connection (&self->ui, "Initech", self->ui.server);
  assert_connections (self, "Demo Account, Umbrella, Initech");

  wh_connections_forget (self->ui.connections, self->acme, &error);
  g_assert_no_error (error);
  assert_connections (self, "Demo Account, Initech");
}

static void
test_sidebar_current (Fixture       *self,
                      gconstpointer  unused)
{
  WhSidebar *sidebar = WH_SIDEBAR (self->sidebar);
  g_autoptr (GError) error = NULL;

  wh_sidebar_set_connection (sidebar, self->ui.connection);
  assert_connections (self, "Demo Account*, Acme");
  g_assert_cmpstr (get_button_label (self), ==, "Demo Account");

  wh_sidebar_set_connection (sidebar, self->acme);
  assert_connections (self, "Demo Account, Acme*");
  g_assert_cmpstr (get_button_label (self), ==, "Acme");

  wh_connections_rename (self->ui.connections, self->acme, "Umbrella", &error);
  g_assert_no_error (error);
  assert_connections (self, "Demo Account, Umbrella*");
  g_assert_cmpstr (get_button_label (self), ==, "Umbrella");

  /* A name that is no longer shown is no longer followed. */
  wh_sidebar_set_connection (sidebar, self->ui.connection);
  wh_connections_rename (self->ui.connections, self->acme, "Acme", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_button_label (self), ==, "Demo Account");

  wh_sidebar_set_connection (sidebar, NULL);
  assert_connections (self, "Demo Account, Acme");
  g_assert_cmpstr (get_button_label (self), ==, "");
}

static void
test_sidebar_choose (Fixture       *self,
                     gconstpointer  unused)
{
  GtkWidget *popover = wh_ui_child (self->switcher, WH_TYPE_CONNECTION_SWITCHER, "popover");
  WhConnection *expected[] = { self->ui.connection, self->acme };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      wh_sidebar_popup_switcher (WH_SIDEBAR (self->sidebar));
      wh_ui_await_mapped (popover);

      g_signal_emit_by_name (get_connections (self), "row-activated",
                             gtk_list_box_get_row_at_index (get_connections (self), (int) i));
      g_assert_cmpuint (self->n_chosen, ==, i + 1);
      g_assert_true (self->chosen == expected[i]);
      wh_ui_await_boolean (popover, "visible", FALSE);
    }

  /* Whether it is used is the window's decision. */
  assert_connections (self, "Demo Account, Acme");
}

/* While it is open it has the keyboard, and afterwards whoever had it before. */
static void
test_sidebar_give_back (Fixture       *self,
                        gconstpointer  unused)
{
  GtkWidget *popover = wh_ui_child (self->switcher, WH_TYPE_CONNECTION_SWITCHER, "popover");
  GtkWidget *before = wh_ui_find (self->sidebar, GTK_TYPE_LIST_BOX_ROW, NULL);
  struct
  {
    guint keyval; /* 0: what opened it */
    GdkModifierType modifiers;
  } ways[] = { { GDK_KEY_j, GDK_CONTROL_MASK }, { GDK_KEY_Escape, 0 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_assert_true (gtk_widget_grab_focus (before));
      wh_sidebar_popup_switcher (WH_SIDEBAR (self->sidebar));
      wh_ui_await_mapped (popover);
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (get_connections (self)),
                                             GTK_DIR_TAB_FORWARD));

      if (ways[i].keyval == 0)
        wh_sidebar_popup_switcher (WH_SIDEBAR (self->sidebar));
      else
        g_assert_true (wh_ui_press (GTK_WIDGET (get_connections (self)), ways[i].keyval,
                                    ways[i].modifiers));
      wh_ui_await_boolean (popover, "visible", FALSE);
      g_assert_true (gtk_window_get_focus (self->window) == before);
    }
}

static void
test_sidebar_folded (Fixture       *self,
                     gconstpointer  unused)
{
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (self->sidebar, "folded");
  AdwHeaderBar *bar = ADW_HEADER_BAR (wh_ui_find (self->sidebar, ADW_TYPE_HEADER_BAR, NULL));

  g_assert_false (adw_header_bar_get_show_end_title_buttons (bar));
  g_object_set (self->sidebar, "folded", TRUE, NULL);
  g_object_set (self->sidebar, "folded", TRUE, NULL);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  g_assert_true (adw_header_bar_get_show_end_title_buttons (bar));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("pages", test_sidebar_pages);
  ADD ("unknown-page", test_sidebar_unknown_page);
  ADD ("connections", test_sidebar_connections);
  ADD ("current", test_sidebar_current);
  ADD ("choose", test_sidebar_choose);
  ADD ("give-back", test_sidebar_give_back);
  ADD ("folded", test_sidebar_folded);

  return g_test_run ();
}
