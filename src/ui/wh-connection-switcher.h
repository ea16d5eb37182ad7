/* wh-connection-switcher.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-connections.h"

G_BEGIN_DECLS

/* The button on top of the sidebar that names the connection and opens the list of them. */

#define WH_TYPE_CONNECTION_SWITCHER (wh_connection_switcher_get_type ())
G_DECLARE_FINAL_TYPE (WhConnectionSwitcher, wh_connection_switcher, WH, CONNECTION_SWITCHER,
                      GtkWidget)

void wh_connection_switcher_set_connections (WhConnectionSwitcher *self,
                                             WhConnections        *connections);
void wh_connection_switcher_set_connection  (WhConnectionSwitcher *self,
                                             WhConnection         *connection);
void wh_connection_switcher_popup           (WhConnectionSwitcher *self);

G_END_DECLS
