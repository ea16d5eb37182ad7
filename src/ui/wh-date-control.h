/* wh-date-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* A day, typed or chosen from a calendar; its midnight in a time zone is what is sent. */

#define WH_TYPE_DATE_CONTROL (wh_date_control_get_type ())
G_DECLARE_FINAL_TYPE (WhDateControl, wh_date_control, WH, DATE_CONTROL, WhFieldControl)

WhFieldControl *wh_date_control_new      (const WhOperationField *field);
void            wh_date_control_set_zone (WhDateControl          *self,
                                          GTimeZone              *zone);
void            wh_date_control_set_unknown_zone (WhDateControl  *self,
                                          const char             *name);

G_END_DECLS
