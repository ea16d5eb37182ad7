/* wh-context.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connections.h"
#include "wh-directory.h"
#include "wh-local-store.h"
#include "wh-undo.h"

G_BEGIN_DECLS

/* What the program is made of: made once by the application and handed to windows and pages,
 * instead of singletons. */

#define WH_TYPE_CONTEXT (wh_context_get_type ())
G_DECLARE_FINAL_TYPE (WhContext, wh_context, WH, CONTEXT, GObject)

/* @data_dir: folder for connections and the local store, made with 0700 where it is missing. */
WhContext     *wh_context_new             (const char   *data_dir,
                                           WhTokenStore *tokens,
                                           WhClock      *clock);
/* Reads what is on the disk. What could not be read was set aside; @error then says so, and the
 * context works all the same. */
gboolean       wh_context_load            (WhContext    *self,
                                           GError      **error);
/* At the end of the program only: waits until everything is on the disk. */
void           wh_context_close           (WhContext     *self);
WhConnections *wh_context_get_connections (WhContext    *self);
WhLocalStore  *wh_context_get_local_store (WhContext    *self);
WhClock       *wh_context_get_clock       (WhContext    *self);
/* What was done and can be taken back, of all connections that there are. */
WhUndo        *wh_context_get_undo        (WhContext    *self);
/* What is known of an account beyond what its API lists: one for all windows. */
WhDirectory   *wh_context_get_directory   (WhContext    *self,
                                           WhConnection *connection);

G_END_DECLS
