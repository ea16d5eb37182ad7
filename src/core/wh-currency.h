/* wh-currency.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One of the currencies that the API takes (§11.3). */
typedef struct
{
  const char *code;   /* on the wire, lower case */
  const char *name;   /* N_() */
  const char *symbol; /* (nullable): where one means this currency and no other */
  guint digits;       /* of the minor unit; ask wh_currency_get_digits() */
} WhCurrency;

#define WH_N_CURRENCIES 160

/* What ISO 4217 has where there is none: it is in no table, and shown as "¤". */
#define WH_CURRENCY_UNKNOWN "xxx"

const WhCurrency *wh_currency_get        (guint       index);
const WhCurrency *wh_currency_find       (const char *code);
guint             wh_currency_get_digits (const char *code);

G_END_DECLS
