/* wh-choices-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* Any number of a few values. */

#define WH_TYPE_CHOICES_CONTROL (wh_choices_control_get_type ())
G_DECLARE_FINAL_TYPE (WhChoicesControl, wh_choices_control, WH, CHOICES_CONTROL, WhFieldControl)

WhFieldControl *wh_choices_control_new (const WhOperationField *field);

G_END_DECLS
