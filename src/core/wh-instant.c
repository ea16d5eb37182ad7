/* wh-instant.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-format.h"

#include <string.h>

/* Moments are read here and not by g_date_time_new_from_iso8601(), which makes an object for
 * each, knows nothing of UNIX seconds and is asked 500 000 times for 100 000 customers. */

#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800)
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

/* Reads exactly @n_digits and moves on. */
static gboolean
take_digits (const char **text,
             guint        n_digits,
             int         *number)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      value = value * 10 + g_ascii_digit_value ((*text)[i]);
    }

  *text += n_digits;
  *number = value;

  return TRUE;
}

static gboolean
take_char (const char **text,
           char         wanted)
{
  if (**text != wanted)
    return FALSE;

  (*text)++;

  return TRUE;
}

/* Days from 1970-01-01 in the Gregorian calendar: years are counted from March, so that the day
 * that comes and goes is a year's last. */
static gint64
count_days (int year,
            int month,
            int day)
{
  int shifted_year = month <= 2 ? year - 1 : year;
  int shifted_month = (month + 9) % 12;
  int era = shifted_year / 400; /* years are positive here */
  int year_of_era = shifted_year - era * 400;
  int day_of_year = (153 * shifted_month + 2) / 5 + day - 1;

  return (gint64) era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
         day_of_year - 719468;
}

/* "+02:00", "-0700", "Z"; none at all means UTC, as in "2020-05-20 12:00:00" (§8.2). */
static gboolean
take_offset (const char **text,
             gint64      *seconds)
{
  int hours, minutes = 0;
  int sign;

  *seconds = 0;
  if (**text == '\0' || take_char (text, 'Z') || take_char (text, 'z'))
    return TRUE;

  if (take_char (text, '+'))
    sign = 1;
  else if (take_char (text, '-'))
    sign = -1;
  else
    return FALSE;

  if (!take_digits (text, 2, &hours))
    return FALSE;
  take_char (text, ':');
  if (**text != '\0' && !take_digits (text, 2, &minutes))
    return FALSE;
  if (hours > 23 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

/* What follows the T: time, fraction, offset. */
static gboolean
take_time (const char **text,
           gint64      *seconds,
           gint64      *fraction_us)
{
  int hour, minute, second = 0;
  gint64 offset;

  *fraction_us = 0;
  if (!take_digits (text, 2, &hour) || !take_char (text, ':') || !take_digits (text, 2, &minute))
    return FALSE;
  if (take_char (text, ':') && !take_digits (text, 2, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 59)
    return FALSE;

  if (take_char (text, '.'))
    {
      gint64 unit = G_USEC_PER_SEC / 10;

      if (!g_ascii_isdigit (**text))
        return FALSE;
      /* Digits beyond microseconds are dropped. */
      for (; g_ascii_isdigit (**text); (*text)++, unit /= 10)
        *fraction_us += unit * g_ascii_digit_value (**text);
    }

  if (!take_offset (text, &offset))
    return FALSE;
  *seconds = hour * 3600 + minute * 60 + second - offset;

  return TRUE;
}

static gboolean
parse_calendar (const char *text,
                gint64     *instant_us)
{
  int year, month, day = 1;
  gint64 seconds = 0, fraction_us = 0;

  if (!take_digits (&text, 4, &year) || !take_char (&text, '-') ||
      !take_digits (&text, 2, &month))
    return FALSE;
  if (year < 1 || month < 1 || month > 12)
    return FALSE;

  if (*text != '\0')
    {
      if (!take_char (&text, '-') || !take_digits (&text, 2, &day))
        return FALSE;
      if (!g_date_valid_dmy (day, month, year))
        return FALSE;
    }
  if (*text != '\0')
    {
      if (!take_char (&text, 'T') && !take_char (&text, 't') && !take_char (&text, ' '))
        return FALSE;
      if (!take_time (&text, &seconds, &fraction_us) || *text != '\0')
        return FALSE;
    }

  seconds += count_days (year, month, day) * 86400;
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    return FALSE;
  *instant_us = seconds * G_USEC_PER_SEC + fraction_us;

  return TRUE;
}

/**
 * wh_parse_instant:
 * @text: (nullable): a moment in a form that the API writes or takes (§1.7, §8.2)
 * @instant_us: (out): microseconds since the epoch
 *
 * Takes ISO 8601 with or without a fraction and an offset, a day, a month (their first moment in
 * UTC), and UNIX seconds. Refuses what is no date, such as February 30th, and years before 1 or
 * after 9999; milliseconds taken for seconds, a classic mistake, are usually among these.
 *
 * Returns: whether it is one
 */
gboolean
wh_parse_instant (const char *text,
                  gint64     *instant_us)
{
  gint64 seconds;

  g_return_val_if_fail (instant_us != NULL, FALSE);

  if (text == NULL || *text == '\0')
    return FALSE;

  if (strlen (text) > 4 && text[4] == '-')
    return parse_calendar (text, instant_us);

  if (!g_ascii_string_to_signed (text, 10, FIRST_SECOND, LAST_SECOND, &seconds, NULL))
    return FALSE;
  *instant_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}
