/* wh-connection-dot.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-connection.h"

G_BEGIN_DECLS

/* The accent colour of a connection, as a dot that follows it. */

#define WH_TYPE_CONNECTION_DOT (wh_connection_dot_get_type ())
G_DECLARE_FINAL_TYPE (WhConnectionDot, wh_connection_dot, WH, CONNECTION_DOT, GtkWidget)

GtkWidget *wh_connection_dot_new            (WhConnection    *connection);
void       wh_connection_dot_set_connection (WhConnectionDot *self,
                                             WhConnection    *connection);
void       wh_connection_dot_set_color      (WhConnectionDot *self,
                                             const char      *color);

G_END_DECLS
