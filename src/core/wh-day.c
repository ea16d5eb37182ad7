/* wh-day.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-day.h"
#include "wh-draft.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

/* What the API takes, and a calendar shows. */
#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800)
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

#define SECONDS_A_DAY 86400

/* No zone is further from UTC, and none changes its offset by more. */
#define REACH (36 * 3600)

#define N_MONTHS 12
#define MIN_PREFIX 3

static const char *const english_months[] = {
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
  NULL,
};

/* Words that stand between the parts of a date and say nothing. */
static const char *const particles[] = {
  "of", "de", "del", "st", "nd", "rd", "th", "年", "月", "日", "년", "월", "일", NULL,
};

typedef struct
{
  int value;
  guint n_digits;
} Number;

typedef struct
{
  Number numbers[3];
  guint n_numbers;
  int month; /* that was named, 0: none */
} Parts;

G_GNUC_PRINTF (3, 4)
static gboolean
fail (GError       **error,
      WhDraftError   code,
      const char    *format,
      ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (WH_DRAFT_ERROR, code, format, args);
  va_end (args);

  return FALSE;
}

static gboolean
fail_not_date (GError **error)
{
  return fail (error, WH_DRAFT_ERROR_INVALID, _("This is not a date, such as 2026-03-01."));
}

/* The month that a word means by itself or by its beginning; 0 for none, -1 for several. */
static int
find_month (const char        *folded,
            const char *const *names)
{
  int found = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      int month = (int) (i % N_MONTHS) + 1;
      g_autofree char *name = g_utf8_casefold (names[i], -1);
      gsize length = strlen (name);

      /* Abbreviations have a point in some languages, which was taken for a separator. */
      if (length > 1 && name[length - 1] == '.')
        name[length - 1] = '\0';
      if (strcmp (name, folded) == 0)
        return month;
      if (g_utf8_strlen (folded, -1) >= MIN_PREFIX && g_str_has_prefix (name, folded) &&
          found != month)
        found = found == 0 ? month : -1;
    }

  return found;
}

static gboolean
read_word (Parts             *parts,
           const char        *word,
           gsize              length,
           const WhDayStyle  *style,
           GError           **error)
{
  g_autofree char *folded = g_utf8_casefold (word, (gssize) length);
  int month;

  if (parts->n_numbers > 0 && g_strv_contains (particles, folded))
    return TRUE;

  month = find_month (folded, style->months);
  if (month == 0)
    month = find_month (folded, english_months);
  if (month <= 0 || parts->month != 0)
    return fail_not_date (error);

  parts->month = month;

  return TRUE;
}

static gboolean
read_number (Parts       *parts,
             const char **text,
             GError     **error)
{
  Number number = { 0, 0 };

  for (; g_unichar_digit_value (g_utf8_get_char (*text)) >= 0; *text = g_utf8_next_char (*text))
    {
      if (number.n_digits < 5)
        number.value = number.value * 10 + g_unichar_digit_value (g_utf8_get_char (*text));
      number.n_digits++;
    }

  if (number.n_digits > 4)
    return fail (error, WH_DRAFT_ERROR_INVALID,
                 _("Write a date such as 2026-03-01, not a number of seconds or milliseconds."));
  if (parts->n_numbers == G_N_ELEMENTS (parts->numbers))
    return fail_not_date (error);

  parts->numbers[parts->n_numbers++] = number;

  return TRUE;
}

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x202f || c == '-' || c == '/' || c == '.' || c == ',' ||
         c == 0x200e || c == 0x200f || c == 0x061c;
}

static gboolean
split (Parts             *parts,
       const char        *typed,
       const WhDayStyle  *style,
       GError           **error)
{
  const char *p = typed;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      const char *start = p;

      if (g_unichar_digit_value (c) >= 0)
        {
          if (!read_number (parts, &p, error))
            return FALSE;
          continue;
        }
      if (is_separator (c))
        {
          /* A sign is none, and a date does not begin with a stroke. */
          if (parts->n_numbers == 0 && parts->month == 0 && g_unichar_ispunct (c))
            return fail_not_date (error);
          p = g_utf8_next_char (p);
          continue;
        }

      while (g_unichar_isalpha (c) || g_unichar_ismark (c))
        {
          p = g_utf8_next_char (p);
          c = g_utf8_get_char (p);
        }
      if (p == start)
        return fail_not_date (error);
      if (!read_word (parts, start, (gsize) (p - start), style, error))
        return FALSE;
    }

  return TRUE;
}

/* Which number is what. The year is written with four digits: whether 03-01-26 begins or ends
 * with it cannot be known. */
static gboolean
arrange (const Parts       *parts,
         const WhDayStyle  *style,
         int               *year,
         int               *month,
         int               *day,
         GError           **error)
{
  const Number *numbers = parts->numbers;
  const char *order = style->order;

  if (parts->month != 0)
    order = numbers[0].n_digits == 4 ? "yd" : "dy";
  else if (numbers[0].n_digits == 4)
    order = "ymd";

  if (parts->n_numbers != strlen (order))
    return fail_not_date (error);

  *month = parts->month;
  for (guint i = 0; i < parts->n_numbers; i++)
    {
      if ((order[i] == 'y') != (numbers[i].n_digits == 4))
        return fail (error, WH_DRAFT_ERROR_INVALID,
                     _("Write the year with four digits, such as 2026-03-01."));
      if (numbers[i].n_digits == 3)
        return fail_not_date (error);
      *(order[i] == 'y' ? year : order[i] == 'm' ? month : day) = numbers[i].value;
    }

  if (*year < 1 || *month < 1 || *month > N_MONTHS || *day < 1 ||
      !g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year))
    return fail (error, WH_DRAFT_ERROR_RANGE, _("There is no such day."));

  return TRUE;
}

/* The order of the numbers in a date of the language. */
static const char *
read_order (const char *format)
{
  char order[4] = "";
  gsize n = 0;

  for (const char *p = format; *p != '\0' && n < 3; p++)
    {
      char part = '\0';

      if (*p != '%')
        continue;
      /* %-d, %Ey and the like */
      do
        p++;
      while (*p != '\0' && strchr ("-_0^#EO", *p) != NULL);

      if (*p == '\0')
        break;
      if (*p == 'D')
        return "mdy";
      if (*p == 'F')
        return "ymd";
      if (strchr ("de", *p) != NULL)
        part = 'd';
      else if (strchr ("mbBh", *p) != NULL)
        part = 'm';
      else if (strchr ("yYCG", *p) != NULL)
        part = 'y';
      if (part != '\0' && strchr (order, part) == NULL)
        order[n++] = part;
    }

  if (strcmp (order, "mdy") == 0)
    return "mdy";

  return strcmp (order, "dmy") == 0 ? "dmy" : "ymd";
}

static gint64
get_offset (GTimeZone *zone,
            gint64     seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

/* Seconds of the clock on the wall since 1970-01-01 00:00 on the same clock. */
static gint64
to_local (GTimeZone *zone,
          gint64     seconds)
{
  return seconds + get_offset (zone, seconds);
}

/**
 * wh_day_to_seconds:
 * @year: from 1 to 9999
 * @month: from 1 to 12
 * @day: of the month, one that it has
 * @zone: whose day
 *
 * Returns: UNIX seconds of the first moment of the day: midnight, the first of two, or whenever
 *   the day begins where clocks were put forward over midnight. Of a day that a zone left out,
 *   the first moment after it
 */
gint64
wh_day_to_seconds (int        year,
                   int        month,
                   int        day,
                   GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  gint64 midnight, early, late, first = G_MAXINT64;
  int last_interval;

  g_return_val_if_fail (zone != NULL, 0);

  utc = g_date_time_new_utc (year, month, day, 0, 0, 0);
  g_return_val_if_fail (utc != NULL, 0);

  /* Each offset that holds about then would put midnight somewhere; it is there if the offset
   * holds there, too. */
  midnight = g_date_time_to_unix (utc);
  early = midnight - REACH;
  late = midnight + REACH;
  last_interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, late);
  for (int i = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, early);
       i <= last_interval; i++)
    {
      gint64 seconds = midnight - (i < 0 ? 0 : g_time_zone_get_offset (zone, i));

      if (to_local (zone, seconds) == midnight)
        first = MIN (first, seconds);
    }

  if (first < G_MAXINT64)
    return first;

  /* No clock showed it: the moment at which they were put forward is looked for. */
  while (late - early > 1)
    {
      gint64 middle = early + (late - early) / 2;

      if (to_local (zone, middle) < midnight)
        early = middle;
      else
        late = middle;
    }

  return late;
}

/**
 * wh_day_from_seconds:
 * @seconds: UNIX seconds
 * @zone: whose day
 * @year: (out): from 1 to 9999
 * @month: (out): from 1 to 12
 * @day: (out): of the month
 *
 * Returns: whether a calendar has a day for that moment
 */
gboolean
wh_day_from_seconds (gint64     seconds,
                     GTimeZone *zone,
                     int       *year,
                     int       *month,
                     int       *day)
{
  g_autoptr (GDateTime) local = NULL;
  gint64 local_seconds;

  g_return_val_if_fail (zone != NULL, FALSE);

  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    return FALSE;

  local_seconds = to_local (zone, seconds);
  if (local_seconds < FIRST_SECOND || local_seconds > LAST_SECOND)
    return FALSE;

  local = g_date_time_new_from_unix_utc (local_seconds);
  g_date_time_get_ymd (local, year, month, day);

  return TRUE;
}

/**
 * wh_day_parse:
 * @typed: (nullable): what somebody typed or pasted
 * @zone: the company's time zone
 * @seconds: (out): UNIX seconds of the first moment of the day
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * wh_day_parse_styled() with the dates of the language of the process.
 *
 * Returns: whether it is a day and only one
 */
gboolean
wh_day_parse (const char  *typed,
              GTimeZone   *zone,
              gint64      *seconds,
              GError     **error)
{
  /* Each by itself and in a date, where languages differ, and short. */
  static const nl_item firsts[] = { MON_1, ALTMON_1, ABMON_1 };
  const char *months[G_N_ELEMENTS (firsts) * N_MONTHS + 1] = { NULL };
  WhDayStyle style = { read_order (nl_langinfo (D_FMT)), months };

  for (guint i = 0; i < G_N_ELEMENTS (firsts) * N_MONTHS; i++)
    {
      const char *name = nl_langinfo (firsts[i / N_MONTHS] + (nl_item) (i % N_MONTHS));

      months[i] = g_utf8_validate (name, -1, NULL) ? name : "";
    }

  return wh_day_parse_styled (typed, zone, &style, seconds, error);
}

/**
 * wh_day_parse_styled:
 * @typed: (nullable): what somebody typed or pasted
 * @zone: the company's time zone
 * @style: how the language writes days
 * @seconds: (out): UNIX seconds of the first moment of the day
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Takes "2026-03-01", numbers in the order of the language, and names of months in it and in
 * English. Numbers of seconds or milliseconds are told apart and refused: the latter are a
 * classic mistake (§1.7).
 *
 * Returns: whether it is a day and only one
 */
gboolean
wh_day_parse_styled (const char        *typed,
                     GTimeZone         *zone,
                     const WhDayStyle  *style,
                     gint64            *seconds,
                     GError           **error)
{
  Parts parts = { 0 };
  int year = 0, month = 0, day = 0;
  gint64 found;

  g_return_val_if_fail (zone != NULL, FALSE);
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (seconds != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (typed == NULL || !g_utf8_validate (typed, -1, NULL))
    return fail_not_date (error);

  if (!split (&parts, typed, style, error) ||
      !arrange (&parts, style, &year, &month, &day, error))
    return FALSE;

  /* The very first day begins before the first second that the API knows in the east. */
  found = wh_day_to_seconds (year, month, day, zone);
  if (found < FIRST_SECOND || found > LAST_SECOND)
    return fail (error, WH_DRAFT_ERROR_RANGE, _("There is no such day."));
  *seconds = found;

  return TRUE;
}

/**
 * wh_day_dup_text:
 * @seconds: UNIX seconds
 * @zone: whose day
 *
 * Returns: (transfer full): the day as YYYY-MM-DD, empty where no calendar has one
 */
char *
wh_day_dup_text (gint64     seconds,
                 GTimeZone *zone)
{
  int year, month, day;

  if (!wh_day_from_seconds (seconds, zone, &year, &month, &day))
    return g_strdup ("");

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/**
 * wh_day_dup_resulting:
 * @seconds: UNIX seconds
 * @zone: the company's time zone
 *
 * Returns: (transfer full): translated: which moment that is on the clocks there and in UTC;
 *   empty where no calendar has a day for it
 */
char *
wh_day_dup_resulting (gint64     seconds,
                      GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *clock = NULL;
  gint64 second_of_day;
  int year, month, day;

  if (!wh_day_from_seconds (seconds, zone, &year, &month, &day))
    return g_strdup ("");

  utc = g_date_time_new_from_unix_utc (seconds);
  /* Translators: a moment for g_date_time_format(), such as 1 Mar 2026, 08:00 UTC. */
  moment = g_date_time_format (utc, _("%-d %b %Y, %H:%M UTC"));
  second_of_day = (to_local (zone, seconds) - FIRST_SECOND) % SECONDS_A_DAY;
  if (second_of_day == 0)
    /* Translators: a time zone such as US/Pacific, and a moment such as 1 Mar 2026, 08:00 UTC. */
    return g_strdup_printf (_("Midnight in %s, %s"), g_time_zone_get_identifier (zone), moment);

  clock = g_strdup_printf ("%02d:%02d", (int) (second_of_day / 3600),
                           (int) (second_of_day / 60 % 60));

  /* Translators: a time such as 01:00, a time zone, and a moment such as 1 Mar 2026, 08:00 UTC. */
  return g_strdup_printf (_("%s in %s, %s"), clock, g_time_zone_get_identifier (zone), moment);
}
