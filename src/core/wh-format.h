/* wh-format.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-field.h"

G_BEGIN_DECLS

/* How values of one company are shown: its currency (§7), the reader's locale and time zone.
 * Immutable, so that a page can hold one while the connection gets another. */

#define WH_TYPE_FORMAT (wh_format_get_type ())
G_DECLARE_FINAL_TYPE (WhFormat, wh_format, WH, FORMAT, GObject)

/* How a language writes numbers. */
typedef struct
{
  char decimal[8];    /* between units and decimals */
  char separator[8];  /* between groups of digits */
  char grouping[8];   /* sizes from the right as localeconv() gives them, "" for threes */
  gboolean symbol_after; /* "49,00 €" */
} WhNumberStyle;

void        wh_number_style_init   (WhNumberStyle       *self);

WhFormat   *wh_format_new          (const char          *currency,
                                    GTimeZone           *zone);
WhFormat   *wh_format_new_styled   (const char          *currency,
                                    GTimeZone           *zone,
                                    const WhNumberStyle *style);
const char *wh_format_get_currency (WhFormat   *self);
GTimeZone  *wh_format_get_zone     (WhFormat   *self);

/* @minor units with the digits of the currency, "$1,234.50"; exact for every #gint64. */
char       *wh_format_dup_money    (WhFormat   *self,
                                    gint64      minor);
/* In another currency than the company's, as a subscription can be. */
char       *wh_format_dup_money_in (WhFormat   *self,
                                    const char *currency,
                                    gint64      minor);
/* Without decimals where they are zero, for totals. */
char       *wh_format_dup_total    (WhFormat   *self,
                                    gint64      minor);
char       *wh_format_dup_integer  (WhFormat   *self,
                                    gint64      number);
/* A day in few characters that sorts by eye, "2024-02-24". */
char       *wh_format_dup_day      (WhFormat   *self,
                                    gint64      instant_us);
/* The day in words, "24 February 2024". */
char       *wh_format_dup_long_day (WhFormat   *self,
                                    gint64      instant_us);
/* Day and time with the zone, for a tooltip. */
char       *wh_format_dup_instant  (WhFormat   *self,
                                    gint64      instant_us);

/* Microseconds since the epoch from every form that the API writes (§1.7): ISO 8601 with and
 * without a fraction, UNIX seconds, YYYY-MM-DD, YYYY-MM. */
gboolean    wh_parse_instant       (const char *text,
                                    gint64     *instant_us);

G_END_DECLS
