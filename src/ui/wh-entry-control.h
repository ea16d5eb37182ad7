/* wh-entry-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* A field that is typed as it goes on the wire: text, identifiers, addresses, whole numbers. */

#define WH_TYPE_ENTRY_CONTROL (wh_entry_control_get_type ())
G_DECLARE_FINAL_TYPE (WhEntryControl, wh_entry_control, WH, ENTRY_CONTROL, WhFieldControl)

WhFieldControl *wh_entry_control_new (const WhOperationField *field);

G_END_DECLS
