/* wh-record-actions.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-record.h"

G_BEGIN_DECLS

/* The changes that a record offers: those most wanted as buttons, all of them for a menu. Each
 * activates "win.run-operation" with an operation, a resource and a key. */

#define WH_TYPE_RECORD_ACTIONS (wh_record_actions_get_type ())
G_DECLARE_FINAL_TYPE (WhRecordActions, wh_record_actions, WH, RECORD_ACTIONS, GtkWidget)

GtkWidget *wh_record_actions_new        (void);
void       wh_record_actions_set_record (WhRecordActions *self,
                                         WhRecord        *record);
/* @dangers gets what cannot be taken back. */
void       wh_record_fill_menus         (WhRecord        *record,
                                         GMenu           *changes,
                                         GMenu           *dangers);

G_END_DECLS
