/* test-day.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-day.h"
#include "wh-draft.h"

/* Midnights that an independent calendar (Python's zoneinfo) gave. */
typedef struct
{
  const char *zone;
  int year;
  int month;
  int day;
  gint64 seconds;
  const char *resulting;
} DayCase;

static const DayCase day_cases[] = {
  { "UTC", 2018, 1, 1, 1514764800, "Midnight in UTC, 1 Jan 2018, 00:00 UTC" },
  { "UTC", 1970, 1, 1, 0, "Midnight in UTC, 1 Jan 1970, 00:00 UTC" },
  { "UTC", 1969, 12, 31, -86400, "Midnight in UTC, 31 Dec 1969, 00:00 UTC" },
  { "UTC", 1, 1, 1, G_GINT64_CONSTANT (-62135596800), "Midnight in UTC, 1 Jan 1, 00:00 UTC" },
  { "UTC", 9999, 12, 31, G_GINT64_CONSTANT (253402214400),
    "Midnight in UTC, 31 Dec 9999, 00:00 UTC" },
  { "UTC", 2024, 2, 29, 1709164800, "Midnight in UTC, 29 Feb 2024, 00:00 UTC" },
  /* §1.7 */
  { "US/Pacific", 2016, 11, 1, 1477983600, "Midnight in US/Pacific, 1 Nov 2016, 07:00 UTC" },
  { "US/Pacific", 2017, 2, 28, 1488268800, "Midnight in US/Pacific, 28 Feb 2017, 08:00 UTC" },
  /* both changes of 2026, the day before, the day itself, the day after */
  { "US/Pacific", 2026, 3, 7, 1772870400, "Midnight in US/Pacific, 7 Mar 2026, 08:00 UTC" },
  { "US/Pacific", 2026, 3, 8, 1772956800, "Midnight in US/Pacific, 8 Mar 2026, 08:00 UTC" },
  { "US/Pacific", 2026, 3, 9, 1773039600, "Midnight in US/Pacific, 9 Mar 2026, 07:00 UTC" },
  { "US/Pacific", 2026, 10, 31, 1793430000, "Midnight in US/Pacific, 31 Oct 2026, 07:00 UTC" },
  { "US/Pacific", 2026, 11, 1, 1793516400, "Midnight in US/Pacific, 1 Nov 2026, 07:00 UTC" },
  { "US/Pacific", 2026, 11, 2, 1793606400, "Midnight in US/Pacific, 2 Nov 2026, 08:00 UTC" },
  { "Asia/Kolkata", 2026, 3, 1, 1772303400, "Midnight in Asia/Kolkata, 28 Feb 2026, 18:30 UTC" },
  { "Pacific/Tongatapu", 2026, 3, 1, 1772276400,
    "Midnight in Pacific/Tongatapu, 28 Feb 2026, 11:00 UTC" },
  { "Pacific/Kiritimati", 2026, 3, 1, 1772272800,
    "Midnight in Pacific/Kiritimati, 28 Feb 2026, 10:00 UTC" },
  { "Asia/Kathmandu", 2026, 3, 1, 1772302500,
    "Midnight in Asia/Kathmandu, 28 Feb 2026, 18:15 UTC" },
  /* midnight does not exist: clocks go from 23:59:59 to 01:00 */
  { "America/Sao_Paulo", 2018, 11, 4, 1541300400,
    "01:00 in America/Sao_Paulo, 4 Nov 2018, 03:00 UTC" },
  { "America/Sao_Paulo", 2018, 11, 3, 1541214000,
    "Midnight in America/Sao_Paulo, 3 Nov 2018, 03:00 UTC" },
  { "America/Sao_Paulo", 2018, 11, 5, 1541383200,
    "Midnight in America/Sao_Paulo, 5 Nov 2018, 02:00 UTC" },
  /* and in autumn 23:00 comes twice, midnight once */
  { "America/Sao_Paulo", 2018, 2, 18, 1518922800,
    "Midnight in America/Sao_Paulo, 18 Feb 2018, 03:00 UTC" },
  { "Asia/Beirut", 2024, 3, 31, 1711836000, "01:00 in Asia/Beirut, 30 Mar 2024, 22:00 UTC" },
  /* midnight comes twice: the first */
  { "America/Havana", 2025, 11, 2, 1762056000,
    "Midnight in America/Havana, 2 Nov 2025, 04:00 UTC" },
  /* a day that was left out: the moment after it */
  { "Pacific/Apia", 2011, 12, 30, 1325239200,
    "Midnight in Pacific/Apia, 30 Dec 2011, 10:00 UTC" },
};

static void
test_day_seconds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (day_cases); i++)
    {
      const DayCase *test = &day_cases[i];
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (test->zone);
      g_autofree char *resulting = NULL;
      g_autofree char *text = NULL;
      g_autofree char *typed = g_strdup_printf ("%04d-%02d-%02d", test->year, test->month,
                                                test->day);
      g_autoptr (GError) error = NULL;
      int year, month, day;
      gint64 seconds;

      g_assert_nonnull (zone);
      seconds = wh_day_to_seconds (test->year, test->month, test->day, zone);
      if (seconds != test->seconds)
        g_error ("%s in %s is %" G_GINT64_FORMAT, typed, test->zone, seconds);

      g_assert_true (wh_day_parse (typed, zone, &seconds, &error));
      g_assert_no_error (error);
      g_assert_cmpint (seconds, ==, test->seconds);

      resulting = wh_day_dup_resulting (seconds, zone);
      g_assert_cmpstr (resulting, ==, test->resulting);

      if (g_str_equal (test->zone, "Pacific/Apia"))
        continue;
      g_assert_true (wh_day_from_seconds (seconds, zone, &year, &month, &day));
      g_assert_cmpint (year, ==, test->year);
      g_assert_cmpint (month, ==, test->month);
      g_assert_cmpint (day, ==, test->day);
      text = wh_day_dup_text (seconds, zone);
      g_assert_cmpstr (text, ==, typed);
    }
}

/* Every day of ten years begins with a second of its own day, and the second before is not. */
static void
test_day_every_day (void)
{
  static const char *const zones[] = {
    "UTC", "US/Pacific", "Asia/Kolkata", "Pacific/Tongatapu", "America/Sao_Paulo",
    "Asia/Beirut", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca",
    "Europe/Dublin", "Antarctica/Troll",
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      GDate date;

      g_assert_nonnull (zone);
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, 1, 1, 2015);
      for (guint j = 0; j < 3653; j++, g_date_add_days (&date, 1))
        {
          int year, month, day;
          gint64 seconds = wh_day_to_seconds (g_date_get_year (&date), g_date_get_month (&date),
                                              g_date_get_day (&date), zone);

          g_assert_true (wh_day_from_seconds (seconds, zone, &year, &month, &day));
          g_assert_cmpint (day, ==, g_date_get_day (&date));
          g_assert_cmpint (month, ==, (int) g_date_get_month (&date));
          g_assert_cmpint (year, ==, g_date_get_year (&date));
          g_assert_true (wh_day_from_seconds (seconds - 1, zone, &year, &month, &day));
          g_assert_cmpint (day, !=, g_date_get_day (&date));
        }
    }
}

static const char *const german_months[] = {
  "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
  "November", "Dezember", "Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sep.",
  "Okt.", "Nov.", "Dez.", NULL,
};

static const char *const french_months[] = {
  "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
  "octobre", "novembre", "décembre", NULL,
};

static const char *const no_months[] = { NULL };

static const WhDayStyle american = { "mdy", no_months };
static const WhDayStyle german = { "dmy", german_months };
static const WhDayStyle french = { "dmy", french_months };
static const WhDayStyle swedish = { "ymd", no_months };

static void
test_day_typed (void)
{
  static const struct
  {
    const char *typed;
    const WhDayStyle *style;
    const char *day;
  } cases[] = {
    { "2026-03-01", &american, "2026-03-01" },
    { " 2026-3-1 ", &american, "2026-03-01" },
    { "2026/03/01", &german, "2026-03-01" },
    { "2026.03.01", &german, "2026-03-01" },
    { "3/1/2026", &american, "2026-03-01" },
    { "03/01/2026", &american, "2026-03-01" },
    { "1.3.2026", &german, "2026-03-01" },
    { "1. 3. 2026", &german, "2026-03-01" },
    { "01/03/2026", &french, "2026-03-01" },
    { "1 March 2026", &american, "2026-03-01" },
    { "March 1, 2026", &american, "2026-03-01" },
    { "1st of march 2026", &american, "2026-03-01" },
    { "Mar 1 2026", &german, "2026-03-01" },
    { "1. März 2026", &german, "2026-03-01" },
    { "1. MÄRZ 2026", &german, "2026-03-01" },
    { "1. Mär. 2026", &german, "2026-03-01" },
    { "24. Dez 2026", &german, "2026-12-24" },
    { "3 Sept 2026", &american, "2026-09-03" },
    { "1 août 2026", &french, "2026-08-01" },
    { "14 juillet 2026", &french, "2026-07-14" },
    { "2026 March 1", &american, "2026-03-01" },
    { "1 Mar 0001", &american, "0001-03-01" },
    { "2026年3月1日", &swedish, "2026-03-01" },
    { "\331\242\331\240\331\242\331\246-\331\240\331\243-\331\240\331\241", &swedish,
      "2026-03-01" },
    { "\342\200\2171/3/2026", &french, "2026-03-01" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Kolkata");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *day = NULL;
      gint64 seconds;

      if (!wh_day_parse_styled (cases[i].typed, zone, cases[i].style, &seconds, &error))
        g_error ("“%s”: %s", cases[i].typed, error->message);
      g_assert_no_error (error);
      day = wh_day_dup_text (seconds, zone);
      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

#define NOT_DATE "This is not a date, such as 2026-03-01."
#define NUMBER "Write a date such as 2026-03-01, not a number of seconds or milliseconds."
#define YEAR "Write the year with four digits, such as 2026-03-01."
#define NO_DAY "There is no such day."

static void
test_day_refused (void)
{
  static const struct
  {
    const char *typed;
    const WhDayStyle *style;
    WhDraftError code;
    const char *message;
  } cases[] = {
    { NULL, &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "\377", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "soon", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "2026", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "2026-03", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "2026-03-01-05", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "2026-03-01T10:00:00Z", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "-2026-03-01", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "March 2026", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "March April 2026", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "1 jui 2026", &french, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "1 M 2026", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "2026-123-01", &american, WH_DRAFT_ERROR_INVALID, NOT_DATE },
    { "1514764800", &american, WH_DRAFT_ERROR_INVALID, NUMBER },
    { "1514764800000", &american, WH_DRAFT_ERROR_INVALID, NUMBER },
    { "20260301", &american, WH_DRAFT_ERROR_INVALID, NUMBER },
    { "99999999999999999999999999", &american, WH_DRAFT_ERROR_INVALID, NUMBER },
    { "3/1/26", &american, WH_DRAFT_ERROR_INVALID, YEAR },
    { "1 March 26", &american, WH_DRAFT_ERROR_INVALID, YEAR },
    { "1/3/2026", &swedish, WH_DRAFT_ERROR_INVALID, YEAR },
    { "13/1/2026", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    { "2026-02-29", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    { "2026-02-30", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    { "2026-00-10", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    { "2026-10-00", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    { "0000-01-01", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
    /* 18:30 of the day before is in no year that the API knows */
    { "0001-01-01", &american, WH_DRAFT_ERROR_RANGE, NO_DAY },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Kolkata");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seconds = 42;

      if (wh_day_parse_styled (cases[i].typed, zone, cases[i].style, &seconds, &error))
        g_error ("“%s” was taken", cases[i].typed);
      g_assert_error (error, WH_DRAFT_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpint (seconds, ==, 42);
    }
}

/* The tests run in the locale C: months come first, and in English. */
static void
test_day_locale (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 numbers, name, short_name;

  g_assert_true (wh_day_parse ("3/1/2026", zone, &numbers, NULL));
  g_assert_true (wh_day_parse ("1 March 2026", zone, &name, NULL));
  g_assert_true (wh_day_parse ("1 Mar 2026", zone, &short_name, NULL));
  g_assert_cmpint (numbers, ==, 1772323200);
  g_assert_cmpint (name, ==, numbers);
  g_assert_cmpint (short_name, ==, numbers);
}

static void
test_day_out_of_range (void)
{
  static const gint64 cases[] = {
    G_MININT64,
    G_MAXINT64,
    G_GINT64_CONSTANT (1514764800000),
    G_GINT64_CONSTANT (253402300800),
    G_GINT64_CONSTANT (-62135596801),
    /* still the year 0 on the clocks of California */
    G_GINT64_CONSTANT (-62135596800),
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("US/Pacific");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wh_day_dup_text (cases[i], zone);
      g_autofree char *resulting = wh_day_dup_resulting (cases[i], zone);
      int year, month, day;

      g_assert_false (wh_day_from_seconds (cases[i], zone, &year, &month, &day));
      g_assert_cmpstr (text, ==, "");
      g_assert_cmpstr (resulting, ==, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/day/seconds", test_day_seconds);
  g_test_add_func ("/wellhead/core/day/every-day", test_day_every_day);
  g_test_add_func ("/wellhead/core/day/typed", test_day_typed);
  g_test_add_func ("/wellhead/core/day/refused", test_day_refused);
  g_test_add_func ("/wellhead/core/day/locale", test_day_locale);
  g_test_add_func ("/wellhead/core/day/out-of-range", test_day_out_of_range);

  return g_test_run ();
}
