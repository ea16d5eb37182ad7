/* wh-money.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-format.h"

G_BEGIN_DECLS

/* Amounts between a person's keyboard and the wire: text and minor units, never a floating-point
 * number. Errors are %WH_DRAFT_ERROR with a translated sentence to show at the field. */

gboolean wh_money_parse         (const char           *typed,
                                 const char           *currency,
                                 gint64               *minor,
                                 GError              **error);
gboolean wh_money_parse_styled  (const char           *typed,
                                 const char           *currency,
                                 const WhNumberStyle  *style,
                                 gint64               *minor,
                                 GError              **error);
/* The same everywhere, "1234.50": for files. */
char    *wh_money_dup_text      (gint64                minor,
                                 const char           *currency);
/* With the decimal mark of the language, "1234,50": what an entry begins with. What it gives is
 * always understood by wh_money_parse(), which the other is not where a point stands between
 * thousands and the currency has three decimals. */
char    *wh_money_dup_typed     (gint64                minor,
                                 const char           *currency);

G_END_DECLS
