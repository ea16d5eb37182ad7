/* wh-sidebar.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-switcher.h"
#include "wh-resources.h"
#include "wh-sidebar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _WhSidebar
{
  GtkWidget             parent_instance;

  GtkWidget            *content;
  WhConnectionSwitcher *switcher;
  GtkListBox           *list;
  const char           *page; /* the id of a resource */
  gboolean              folded;
};

G_DEFINE_FINAL_TYPE (WhSidebar, wh_sidebar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CONNECTION_CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The resources that have a page. A page joins the sidebar when it works. */
static const char *const pages[] = { "customer", "user", "subscription", "plan" };

static void
add_page (WhSidebar  *self,
          const char *id)
{
  const WhResource *resource = wh_resources_find (id);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (resource->icon_name);
  GtkWidget *label = gtk_label_new (_(resource->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(resource->title), -1);
  g_object_set_data (G_OBJECT (row), "page", (gpointer) resource->id);
  gtk_list_box_append (self->list, row);
}

static void
on_row_activated_cb (WhSidebar     *self,
                     GtkListBoxRow *row)
{
  self->page = g_object_get_data (G_OBJECT (row), "page");
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, self->page);
}

static void
on_connection_chosen_cb (WhSidebar    *self,
                         WhConnection *connection)
{
  g_signal_emit (self, signals[SIGNAL_CONNECTION_CHOSEN], 0, connection);
}

static void
wh_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WH_TYPE_SIDEBAR);

  G_OBJECT_CLASS (wh_sidebar_parent_class)->dispose (object);
}

static void
wh_sidebar_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  WhSidebar *self = WH_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_sidebar_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  WhSidebar *self = WH_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      if (self->folded != g_value_get_boolean (value))
        {
          self->folded = !self->folded;
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_sidebar_class_init (WhSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_sidebar_dispose;
  object_class->get_property = wh_sidebar_get_property;
  object_class->set_property = wh_sidebar_set_property;

  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CONNECTION_CHOSEN] =
    g_signal_new ("connection-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, WH_TYPE_CONNECTION);

  g_type_ensure (WH_TYPE_CONNECTION_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, WhSidebar, content);
  gtk_widget_class_bind_template_child (widget_class, WhSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, WhSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_connection_chosen_cb);
}

static void
wh_sidebar_init (WhSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    add_page (self, pages[i]);
  wh_sidebar_set_page (self, pages[0]);
}

/**
 * wh_sidebar_set_connections:
 * @self: a sidebar
 * @connections: what the switcher offers
 */
void
wh_sidebar_set_connections (WhSidebar     *self,
                            WhConnections *connections)
{
  g_return_if_fail (WH_IS_SIDEBAR (self));

  wh_connection_switcher_set_connections (self->switcher, connections);
}

/**
 * wh_sidebar_set_connection:
 * @self: a sidebar
 * @connection: (nullable): the one in use
 */
void
wh_sidebar_set_connection (WhSidebar    *self,
                           WhConnection *connection)
{
  g_return_if_fail (WH_IS_SIDEBAR (self));

  wh_connection_switcher_set_connection (self->switcher, connection);
}

/**
 * wh_sidebar_get_page:
 * @self: a sidebar
 *
 * Returns: (transfer none): the id of the page that was chosen last
 */
const char *
wh_sidebar_get_page (WhSidebar *self)
{
  g_return_val_if_fail (WH_IS_SIDEBAR (self), NULL);

  return self->page;
}

/**
 * wh_sidebar_set_page:
 * @self: a sidebar
 * @page: (nullable): the id of a page; the first one where there is none of that id
 *
 * Selects the row of a page, or none for a page that is reached from another one.
 */
void
wh_sidebar_set_page (WhSidebar  *self,
                     const char *page)
{
  const WhResource *resource = wh_resources_find (page);
  GtkListBoxRow *row = NULL;

  g_return_if_fail (WH_IS_SIDEBAR (self));

  self->page = resource != NULL ? resource->id : pages[0];
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i], self->page))
      row = gtk_list_box_get_row_at_index (self->list, (int) i);

  gtk_list_box_select_row (self->list, row);
}

/**
 * wh_sidebar_popup_switcher:
 * @self: a sidebar
 *
 * Opens the list of connections, for the keyboard.
 */
void
wh_sidebar_popup_switcher (WhSidebar *self)
{
  g_return_if_fail (WH_IS_SIDEBAR (self));

  wh_connection_switcher_popup (self->switcher);
}
