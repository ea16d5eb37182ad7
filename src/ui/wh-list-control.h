/* wh-list-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* Any number of texts, one a line. */

#define WH_TYPE_LIST_CONTROL (wh_list_control_get_type ())
G_DECLARE_FINAL_TYPE (WhListControl, wh_list_control, WH, LIST_CONTROL, WhFieldControl)

WhFieldControl *wh_list_control_new (void);

G_END_DECLS
