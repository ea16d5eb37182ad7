/* wh-money-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-field-control.h"

G_BEGIN_DECLS

/* An amount, typed in major units of a currency. */

#define WH_TYPE_MONEY_CONTROL (wh_money_control_get_type ())
G_DECLARE_FINAL_TYPE (WhMoneyControl, wh_money_control, WH, MONEY_CONTROL, WhFieldControl)

WhFieldControl *wh_money_control_new          (void);
void            wh_money_control_set_currency (WhMoneyControl *self,
                                               const char     *currency);

G_END_DECLS
