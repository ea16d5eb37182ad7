/* wh-undo.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-action.h"

G_BEGIN_DECLS

/* The inverses of what was done, newest first, until somebody takes them back. Each belongs to a
 * connection: a window undoes what was done to the account that it shows.
 *
 * Property, notified whenever something comes or goes: "n-items". */

#define WH_TYPE_UNDO (wh_undo_get_type ())
G_DECLARE_FINAL_TYPE (WhUndo, wh_undo, WH, UNDO, GObject)

WhUndo   *wh_undo_new         (void);
guint     wh_undo_get_n_items (WhUndo       *self);
void      wh_undo_push        (WhUndo       *self,
                               WhAction     *inverse);
WhAction *wh_undo_peek        (WhUndo       *self,
                               WhConnection *connection);
WhAction *wh_undo_pop         (WhUndo       *self,
                               WhConnection *connection);
gboolean  wh_undo_remove      (WhUndo       *self,
                               WhAction     *inverse);
void      wh_undo_forget      (WhUndo       *self,
                               WhConnection *connection);
void      wh_undo_forget_others (WhUndo     *self,
                               GListModel   *connections);

G_END_DECLS
