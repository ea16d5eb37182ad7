/* wh-demo-time.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The company lives in US Pacific; its days and months begin at local midnight (§1.7). */

#define WH_DEMO_TIMEZONE_NAME "US/Pacific"

GTimeZone *wh_demo_time_company_zone  (void);
gint64     wh_demo_time_local_start   (GTimeZone  *zone,
                                       int         year,
                                       int         month,
                                       int         day);
gint64     wh_demo_time_day_of        (GTimeZone  *zone,
                                       gint64      seconds);
void       wh_demo_time_civil         (gint64      days,
                                       int        *year,
                                       int        *month,
                                       int        *day);
gint64     wh_demo_time_days          (int         year,
                                       int         month,
                                       int         day);
int        wh_demo_time_month_length  (int         year,
                                       int         month);
gboolean   wh_demo_time_parse         (const char *text,
                                       gint64     *microseconds);
gboolean   wh_demo_time_parse_date    (const char *text,
                                       int        *year,
                                       int        *month,
                                       int        *day);

G_END_DECLS
