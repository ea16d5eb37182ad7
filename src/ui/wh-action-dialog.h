/* wh-action-dialog.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-action.h"
#include "wh-connections.h"

G_BEGIN_DECLS

/* Asks for what an action needs, says what it will do, and does it. Stays with the action's
 * connection whatever the window behind it turns to.
 *
 * Signal "done" (WhAction): it is as was wished; the dialog closes itself afterwards. */

#define WH_TYPE_ACTION_DIALOG (wh_action_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WhActionDialog, wh_action_dialog, WH, ACTION_DIALOG, AdwWindow)

/* @connections: where tokens are renewed. @plans: (nullable): #GListModel of #WhRecord. */
GtkWindow *wh_action_dialog_new (WhAction      *action,
                                 WhConnections *connections,
                                 GListModel    *plans);

G_END_DECLS
