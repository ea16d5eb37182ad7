/* wh-day.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days between a person's keyboard and the wire, where a day is the second in which it begins in
 * the company's time zone (§1.7). Years are from 1 to 9999. */

/* How a language writes days. */
typedef struct
{
  const char *order;         /* of day, month and year in numbers: "mdy", "dmy" or "ymd" */
  const char *const *months; /* names from January to December as often as wanted, then %NULL */
} WhDayStyle;

gboolean wh_day_parse         (const char        *typed,
                               GTimeZone         *zone,
                               gint64            *seconds,
                               GError           **error);
gboolean wh_day_parse_styled  (const char        *typed,
                               GTimeZone         *zone,
                               const WhDayStyle  *style,
                               gint64            *seconds,
                               GError           **error);
gint64   wh_day_to_seconds    (int                year,
                               int                month,
                               int                day,
                               GTimeZone         *zone);
gboolean wh_day_from_seconds  (gint64             seconds,
                               GTimeZone         *zone,
                               int               *year,
                               int               *month,
                               int               *day);
/* "2026-03-01" */
char    *wh_day_dup_text      (gint64             seconds,
                               GTimeZone         *zone);
/* Translated: "Midnight in US/Pacific, 1 Mar 2026, 08:00 UTC" */
char    *wh_day_dup_resulting (gint64             seconds,
                               GTimeZone         *zone);

G_END_DECLS
