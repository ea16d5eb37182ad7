/* wh-connections-window.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-connections.h"

G_BEGIN_DECLS

/* The connections, to rename, colour, give new tokens and remove. */

#define WH_TYPE_CONNECTIONS_WINDOW (wh_connections_window_get_type ())
G_DECLARE_FINAL_TYPE (WhConnectionsWindow, wh_connections_window, WH, CONNECTIONS_WINDOW,
                      AdwWindow)

GtkWindow *wh_connections_window_new (WhConnections *connections);

G_END_DECLS
