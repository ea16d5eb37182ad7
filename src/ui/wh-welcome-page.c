/* wh-welcome-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-welcome-page.h"

#include <adwaita.h>

struct _WhWelcomePage
{
  GtkWidget      parent_instance;

  GtkWidget     *content;
  AdwStatusPage *status_page;
  GtkWidget     *add_button;
};

G_DEFINE_FINAL_TYPE (WhWelcomePage, wh_welcome_page, GTK_TYPE_WIDGET)

static gboolean
wh_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (WH_WELCOME_PAGE (widget)->add_button);
}

static void
wh_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WH_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (wh_welcome_page_parent_class)->dispose (object);
}

static void
wh_welcome_page_class_init (WhWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_welcome_page_dispose;
  widget_class->grab_focus = wh_welcome_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WhWelcomePage, content);
  gtk_widget_class_bind_template_child (widget_class, WhWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, WhWelcomePage, add_button);
}

static void
wh_welcome_page_init (WhWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_status_page_set_icon_name (self->status_page, WH_APPLICATION_ID);
}
