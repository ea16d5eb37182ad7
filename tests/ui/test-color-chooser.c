/* test-color-chooser.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-color-chooser.h"
#include "wh-connection-dot.h"
#include "wh-ui-test.h"

static guint
count_active (GtkWidget *chooser)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (chooser); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_check_button_get_active (GTK_CHECK_BUTTON (child));

  return n;
}

static void
test_color_chooser_choose (void)
{
  GtkWidget *widget = g_object_new (WH_TYPE_COLOR_CHOOSER, NULL);
  WhColorChooser *chooser = WH_COLOR_CHOOSER (widget);
  GtkWindow *window = wh_ui_present (widget, 400, 100);
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (widget, "color");
  guint n = 0;

  g_assert_cmpstr (wh_color_chooser_get_color (chooser), ==, wh_connection_colors[0]);
  g_assert_cmpuint (count_active (widget), ==, 1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
      g_assert_cmpstr (wh_color_chooser_get_color (chooser), ==, wh_connection_colors[n]);
      g_assert_cmpuint (wh_test_notify_get_count (notify), ==, n > 0);
      g_assert_cmpuint (count_active (widget), ==, 1);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (child), !=, wh_connection_colors[n]);
      n++;
    }
  g_assert_null (wh_connection_colors[n]);

  wh_color_chooser_set_color (chooser, "no such colour");
  wh_color_chooser_set_color (chooser, NULL);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 0);
  g_object_set (widget, "color", wh_connection_colors[1], NULL);
  g_assert_cmpstr (wh_color_chooser_get_color (chooser), ==, wh_connection_colors[1]);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);

  g_clear_pointer (&notify, wh_test_notify_free);
  wh_ui_destroy (window, widget);
}

static void
test_color_chooser_dot (WhUiFixture   *self,
                        gconstpointer  unused)
{
  WhConnection *connection = wh_ui_fixture_add_connection (self, "Acme", self->server);
  GtkWidget *dot = wh_connection_dot_new (connection);
  GtkWindow *window = wh_ui_present (dot, 100, 100);
  g_autoptr (GError) error = NULL;

  g_assert_true (gtk_widget_has_css_class (dot, wh_connection_get_color (connection)));
  wh_connections_set_color (self->connections, connection, "purple", &error);
  g_assert_no_error (error);
  g_assert_true (gtk_widget_has_css_class (dot, "purple"));
  wh_connection_dot_set_connection (WH_CONNECTION_DOT (dot), NULL);
  wh_connections_set_color (self->connections, connection, "red", &error);
  g_assert_no_error (error);
  g_assert_false (gtk_widget_has_css_class (dot, "red"));
  wh_ui_destroy (window, dot);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/color-chooser/choose", test_color_chooser_choose);
  g_test_add ("/wellhead/ui/color-chooser/dot", WhUiFixture, NULL, wh_ui_fixture_set_up_empty,
              test_color_chooser_dot, wh_ui_fixture_tear_down);

  return g_test_run ();
}
