/* wh-connection-row.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-connections.h"

G_BEGIN_DECLS

/* One connection among the others, with what can be changed about it.
 *
 * Signals: "renew" and "remove" (WhConnection), "problem" (sentence). */

#define WH_TYPE_CONNECTION_ROW (wh_connection_row_get_type ())
G_DECLARE_FINAL_TYPE (WhConnectionRow, wh_connection_row, WH, CONNECTION_ROW, AdwExpanderRow)

GtkWidget *wh_connection_row_new (WhConnections *connections,
                                  WhConnection  *connection);

G_END_DECLS
