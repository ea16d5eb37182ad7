/* wh-sidebar.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-connections.h"

G_BEGIN_DECLS

/* The connection on top, the pages below. Only pages that work are listed. */

#define WH_TYPE_SIDEBAR (wh_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (WhSidebar, wh_sidebar, WH, SIDEBAR, GtkWidget)

void        wh_sidebar_set_connections (WhSidebar     *self,
                                        WhConnections *connections);
void        wh_sidebar_set_connection  (WhSidebar     *self,
                                        WhConnection  *connection);
const char *wh_sidebar_get_page        (WhSidebar     *self);
void        wh_sidebar_set_page        (WhSidebar     *self,
                                        const char    *page);
void        wh_sidebar_popup_switcher  (WhSidebar     *self);

G_END_DECLS
