/* wh-window-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-banner.h"
#include "wh-navigation.h"
#include "wh-resource-page.h"
#include "wh-sidebar.h"
#include "wh-token-page.h"
#include "wh-window.h"

G_BEGIN_DECLS

struct _WhWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toast_overlay;
  GtkStack             *root_stack;
  AdwLeaflet           *leaflet;
  WhSidebar            *sidebar;
  GtkStack             *content_stack;
  WhTokenPage          *token_page;
  WhBanner             *token_banner;
  WhBanner             *session_banner;
  WhBanner             *demo_banner;

  WhContext            *context;
  WhConnection         *connection;
  GSignalGroup         *connection_signals;
  GSettings            *settings;
  GCancellable         *cancellable;
  WhNavigation         *navigation;
  gboolean              going; /* to a place that was visited before */
  AdwToast             *said;  /* (nullable), weak: about the last change */
};

WhResourcePage *wh_window_get_page               (WhWindow       *self);
WhResourcePage *wh_window_find_page              (WhWindow       *self,
                                                  const char     *page);
void            wh_window_show_current_page      (WhWindow       *self);

/* wh-window-navigation.c: where the window has been, and going there again. */
void            wh_window_install_navigation     (GtkWidgetClass *widget_class);
void            wh_window_init_navigation        (WhWindow       *self);
void            wh_window_visit_page             (WhWindow       *self);
void            wh_window_remove_lost_pages      (WhWindow       *self);
void            wh_window_follow_page            (WhWindow       *self,
                                                  WhResourcePage *page);

/* wh-window-toasts.c: what is said in passing. */
AdwToast       *wh_window_create_toast           (const char     *text);
void            wh_window_install_toasts         (GtkWidgetClass *widget_class);
void            wh_window_listen_for_trouble     (WhWindow       *self);

/* wh-window-changes.c: what is done to the account, and taking it back. */
void            wh_window_install_changes        (GtkWidgetClass *widget_class);

G_END_DECLS
