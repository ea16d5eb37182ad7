/* wh-switch-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* Yes or no. */

#define WH_TYPE_SWITCH_CONTROL (wh_switch_control_get_type ())
G_DECLARE_FINAL_TYPE (WhSwitchControl, wh_switch_control, WH, SWITCH_CONTROL, WhFieldControl)

WhFieldControl *wh_switch_control_new (const WhOperationField *field);

G_END_DECLS
