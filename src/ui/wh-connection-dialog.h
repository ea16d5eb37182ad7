/* wh-connection-dialog.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-connections.h"

G_BEGIN_DECLS

/* Adds a connection, or takes new tokens for one.
 *
 * Signal "done" (WhConnection): it worked; the dialog closes itself afterwards. */

#define WH_TYPE_CONNECTION_DIALOG (wh_connection_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WhConnectionDialog, wh_connection_dialog, WH, CONNECTION_DIALOG, AdwWindow)

GtkWindow *wh_connection_dialog_new        (WhConnections      *connections,
                                            WhConnection       *renew,
                                            WhTokenKept         kept);
gboolean   wh_connection_dialog_is_renewal (WhConnectionDialog *self);

G_END_DECLS
