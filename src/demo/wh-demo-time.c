/* wh-demo-time.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-time.h"

#include <string.h>

#define SECONDS_PER_DAY (G_GINT64_CONSTANT (86400))

/* Ten digits would do for seconds until the year 2286; more than thirteen is nonsense
 * whatever the unit, and must not overflow on the way to microseconds. */
#define MAX_STAMP_DIGITS 12

/**
 * wh_demo_time_company_zone:
 *
 * Returns: (transfer full): US Pacific, by the name that every time zone database has
 */
GTimeZone *
wh_demo_time_company_zone (void)
{
  GTimeZone *zone;

  zone = g_time_zone_new_identifier ("America/Los_Angeles");
  if (zone == NULL)
    zone = g_time_zone_new_offset (-8 * 3600);

  return zone;
}

/**
 * wh_demo_time_days:
 * @year: a year
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: days since 1970-01-01 in the proleptic Gregorian calendar
 */
gint64
wh_demo_time_days (int year,
                   int month,
                   int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 of_era = y - era * 400;
  gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/**
 * wh_demo_time_civil:
 * @days: days since 1970-01-01
 * @year: (out): the year
 * @month: (out): 1 to 12
 * @day: (out): 1 to 31
 *
 * The inverse of wh_demo_time_days(). A page of customers has a thousand dates in it:
 * this takes nanoseconds where a GDateTime takes a microsecond.
 */
void
wh_demo_time_civil (gint64  days,
                    int    *year,
                    int    *month,
                    int    *day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 of_era = shifted - era * 146097;
  gint64 y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  gint64 of_year = of_era - (365 * y + y / 4 - y / 100);
  gint64 m = (5 * of_year + 2) / 153;

  *day = (int) (of_year - (153 * m + 2) / 5 + 1);
  *month = (int) (m < 10 ? m + 3 : m - 9);
  *year = (int) (y + era * 400 + (*month <= 2 ? 1 : 0));
}

/**
 * wh_demo_time_month_length:
 * @year: a year
 * @month: 1 to 12
 *
 * Returns: 28 to 31
 */
int
wh_demo_time_month_length (int year,
                           int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

/**
 * wh_demo_time_local_start:
 * @zone: the company's
 * @year: a year, 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the instant, in seconds, at which that day begins there
 */
gint64
wh_demo_time_local_start (GTimeZone *zone,
                          int        year,
                          int        month,
                          int        day)
{
  g_autoptr(GDateTime) start = g_date_time_new (zone, year, month, day, 0, 0, 0);

  g_return_val_if_fail (start != NULL, 0);

  return g_date_time_to_unix (start);
}

/**
 * wh_demo_time_day_of:
 * @zone: the company's
 * @seconds: an instant
 *
 * Returns: its calendar day there, as days since 1970-01-01
 */
gint64
wh_demo_time_day_of (GTimeZone *zone,
                     gint64     seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64 local = seconds + (interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0);

  return local >= 0 ? local / SECONDS_PER_DAY : (local - SECONDS_PER_DAY + 1) / SECONDS_PER_DAY;
}

/**
 * wh_demo_time_parse_date:
 * @text: supposedly YYYY-MM-DD and nothing after it
 * @year: (out): the year
 * @month: (out): the month
 * @day: (out): the day
 *
 * Returns: whether it is a day that exists
 */
gboolean
wh_demo_time_parse_date (const char *text,
                         int        *year,
                         int        *month,
                         int        *day)
{
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;

  *year = (int) g_ascii_strtoll (text, NULL, 10);
  *month = (int) g_ascii_strtoll (text + 5, NULL, 10);
  *day = (int) g_ascii_strtoll (text + 8, NULL, 10);

  return *year >= 1 && g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

/**
 * wh_demo_time_parse:
 * @text: UNIX seconds, an ISO 8601 instant, or the same with a blank for the T (§8.2)
 * @microseconds: (out): the instant
 *
 * A date without a zone is read as UTC, because what the API prints is (§1.7).
 *
 * Returns: whether @text is one of the formats
 */
gboolean
wh_demo_time_parse (const char *text,
                    gint64     *microseconds)
{
  g_autoptr(GTimeZone) utc = NULL;
  g_autoptr(GDateTime) instant = NULL;
  g_autofree char *copy = NULL;
  gsize length = strlen (text);
  int year, month, day;

  if (length > 0 && length <= MAX_STAMP_DIGITS && strspn (text, "0123456789") == length)
    {
      *microseconds = g_ascii_strtoll (text, NULL, 10) * G_USEC_PER_SEC;
      return TRUE;
    }

  if (wh_demo_time_parse_date (text, &year, &month, &day))
    {
      *microseconds = wh_demo_time_days (year, month, day) * SECONDS_PER_DAY * G_USEC_PER_SEC;
      return TRUE;
    }

  if (length < 16 || length > 40)
    return FALSE;

  copy = g_strdup (text);
  if (copy[10] == ' ')
    copy[10] = 'T';

  utc = g_time_zone_new_utc ();
  instant = g_date_time_new_from_iso8601 (copy, utc);
  if (instant == NULL)
    return FALSE;

  *microseconds = g_date_time_to_unix (instant) * G_USEC_PER_SEC
                  + g_date_time_get_microsecond (instant);

  return TRUE;
}
