/* wh-picker-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* An entry with a list below it of what it can hold, which gets shorter as somebody types: the
 * currencies, and the plans that are known. */

#define WH_TYPE_PICKER_CONTROL (wh_picker_control_get_type ())
G_DECLARE_FINAL_TYPE (WhPickerControl, wh_picker_control, WH, PICKER_CONTROL, WhFieldControl)

WhFieldControl *wh_picker_control_new       (const WhOperationField *field);
void            wh_picker_control_set_plans (WhPickerControl        *self,
                                             GListModel             *plans);

G_END_DECLS
