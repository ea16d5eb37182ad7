/* wh-choice-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* One of a few values. */

#define WH_TYPE_CHOICE_CONTROL (wh_choice_control_get_type ())
G_DECLARE_FINAL_TYPE (WhChoiceControl, wh_choice_control, WH, CHOICE_CONTROL, WhFieldControl)

WhFieldControl *wh_choice_control_new (const WhOperationField *field);

G_END_DECLS
