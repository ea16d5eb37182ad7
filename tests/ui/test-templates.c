/* test-templates.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-banner.h"
#include "wh-connection-dialog.h"
#include "wh-connection-row.h"
#include "wh-connection-switcher.h"
#include "wh-connections-window.h"
#include "wh-list-view.h"
#include "wh-record-view.h"
#include "wh-request-preview.h"
#include "wh-sidebar.h"
#include "wh-token-page.h"
#include "wh-ui-test.h"
#include "wh-welcome-page.h"
#include "wh-window.h"

/* What all templates have in common. */

typedef GType (*GetType) (void);

static const GetType types[] = {
  wh_action_dialog_get_type,
  wh_banner_get_type,
  wh_connection_dialog_get_type,
  wh_connection_switcher_get_type,
  wh_connections_window_get_type,
  wh_request_preview_get_type,
  wh_sidebar_get_type,
  wh_token_page_get_type,
  wh_welcome_page_get_type,
};

/* An icon alone says nothing to whoever does not know it. */
static void
assert_tooltips (GtkWidget *widget)
{
  const char *icon_name = NULL;

  if (GTK_IS_BUTTON (widget))
    icon_name = gtk_button_get_icon_name (GTK_BUTTON (widget));
  else if (GTK_IS_MENU_BUTTON (widget))
    icon_name = gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget));

  if (icon_name != NULL && gtk_widget_get_tooltip_text (widget) == NULL)
    {
      g_test_message ("The button with the icon “%s” has no tooltip", icon_name);
      g_test_fail ();
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_tooltips (child);
}

static void
check (GtkWidget *widget)
{
  assert_tooltips (widget);

  if (GTK_IS_WINDOW (widget))
    wh_ui_destroy (GTK_WINDOW (widget), NULL);
  else
    {
      g_object_ref_sink (widget);
      g_assert_finalize_object (widget);
    }
}

static void
test_templates_plain (gconstpointer data)
{
  const GetType *get_type = data;

  check (g_object_new ((*get_type) (), NULL));
}

static void
test_templates_record_view (void)
{
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    check (wh_record_view_new (wh_resources_get (i)));
}

static void
test_templates_connection_row (WhUiFixture   *self,
                               gconstpointer  unused)
{
  check (wh_connection_row_new (self->connections, self->connection));
}

static void
test_templates_list_view (WhUiFixture   *self,
                          gconstpointer  unused)
{
  WhCollection *collection = wh_collection_new (wh_connection_get_client (self->connection),
                                                wh_resources_find ("customer"));

  check (wh_list_view_new (collection));
  wh_collection_stop (collection);
  g_assert_finalize_object (collection);
}

static void
test_templates_window (WhUiFixture   *self,
                       gconstpointer  unused)
{
  check (GTK_WIDGET (wh_window_new (wh_ui_fixture_get_application (self))));
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *name = g_strdup_printf ("/wellhead/ui/templates/%s",
                                               g_type_name (types[i] ()));

      g_test_add_data_func (name, &types[i], test_templates_plain);
    }
  g_test_add_func ("/wellhead/ui/templates/WhRecordView", test_templates_record_view);
  g_test_add ("/wellhead/ui/templates/WhConnectionRow", WhUiFixture, NULL, wh_ui_fixture_set_up,
              test_templates_connection_row, wh_ui_fixture_tear_down);
  g_test_add ("/wellhead/ui/templates/WhListView", WhUiFixture, NULL, wh_ui_fixture_set_up,
              test_templates_list_view, wh_ui_fixture_tear_down);
  g_test_add ("/wellhead/ui/templates/WhWindow", WhUiFixture, NULL, wh_ui_fixture_set_up_empty,
              test_templates_window, wh_ui_fixture_tear_down);

  return g_test_run ();
}
