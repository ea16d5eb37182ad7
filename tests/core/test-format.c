/* test-format.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-format.h"

#include <limits.h>
#include <string.h>

#define NBSP "\302\240"

static const WhNumberStyle plain = { ".", ",", "", FALSE };
static const WhNumberStyle german = { ",", ".", { 3, 3, 0 }, TRUE };
static const WhNumberStyle indian = { ".", ",", { 3, 2, 0 }, FALSE };
static const WhNumberStyle once = { ".", ",", { 3, CHAR_MAX, 0 }, FALSE };

typedef struct
{
  const char *currency;
  const WhNumberStyle *style;
  gint64 minor;
  const char *money;
  const char *total;
} MoneyCase;

static const MoneyCase money_cases[] = {
  { "usd", &plain, 0, "$0.00", "$0" },
  { "usd", &plain, 4900, "$49.00", "$49" },
  { "USD", &plain, 18422000, "$184,220.00", "$184,220" },
  { "usd", &plain, 123450, "$1,234.50", "$1,234.50" },
  { "usd", &plain, 5, "$0.05", "$0.05" },
  { "usd", &plain, 99, "$0.99", "$0.99" },
  { "usd", &plain, 100, "$1.00", "$1" },
  { "usd", &plain, 99999, "$999.99", "$999.99" },
  { "usd", &plain, 100000, "$1,000.00", "$1,000" },
  { "usd", &plain, -5, "-$0.05", "-$0.05" },
  { "usd", &plain, -123456789, "-$1,234,567.89", "-$1,234,567.89" },
  { "usd", &plain, G_MAXINT64, "$92,233,720,368,547,758.07", "$92,233,720,368,547,758.07" },
  { "usd", &plain, G_MININT64, "-$92,233,720,368,547,758.08", "-$92,233,720,368,547,758.08" },
  /* Not to be had from a double: it has 53 bits. */
  { "usd", &plain, G_GINT64_CONSTANT (9007199254740993), "$90,071,992,547,409.93",
    "$90,071,992,547,409.93" },
  { "eur", &plain, 4900, "€49.00", "€49" },
  { "gbp", &plain, 4900, "£49.00", "£49" },
  { "jpy", &plain, 4900, "¥4,900", "¥4,900" },
  { "jpy", &plain, G_MININT64, "-¥9,223,372,036,854,775,808", "-¥9,223,372,036,854,775,808" },
  { "krw", &plain, 0, "₩0", "₩0" },
  { "kwd", &plain, 1234567, "KWD" NBSP "1,234.567", "KWD" NBSP "1,234.567" },
  { "kwd", &plain, 1000, "KWD" NBSP "1.000", "KWD" NBSP "1" },
  { "chf", &plain, 4900, "CHF" NBSP "49.00", "CHF" NBSP "49" },
  { "xyz", &plain, 4900, "XYZ" NBSP "49.00", "XYZ" NBSP "49" },
  { NULL, &plain, 4900, "$49.00", "$49" },
  { "eur", &german, 123456789, "1.234.567,89" NBSP "€", "1.234.567,89" NBSP "€" },
  { "eur", &german, -100, "-1,00" NBSP "€", "-1" NBSP "€" },
  { "chf", &german, 4900, "49,00" NBSP "CHF", "49" NBSP "CHF" },
  { "inr", &indian, 123456789012, "₹1,23,45,67,890.12", "₹1,23,45,67,890.12" },
  { "usd", &once, 123456789012, "$1234567,890.12", "$1234567,890.12" },
};

static void
test_format_money (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (money_cases); i++)
    {
      const MoneyCase *test = &money_cases[i];
      g_autoptr (WhFormat) format = wh_format_new_styled (test->currency, NULL, test->style);
      g_autofree char *money = wh_format_dup_money (format, test->minor);
      g_autofree char *total = wh_format_dup_total (format, test->minor);

      g_assert_cmpstr (money, ==, test->money);
      g_assert_cmpstr (total, ==, test->total);
    }
}

static void
test_format_money_in (void)
{
  g_autoptr (WhFormat) format = wh_format_new ("USD", NULL);
  g_autofree char *other = wh_format_dup_money_in (format, "jpy", 4900);
  g_autofree char *none = wh_format_dup_money_in (format, NULL, 4900);
  g_autofree char *empty = wh_format_dup_money_in (format, "", 4900);

  g_assert_cmpstr (wh_format_get_currency (format), ==, "usd");
  g_assert_cmpstr (other, ==, "¥4,900");
  g_assert_cmpstr (none, ==, "$49.00");
  g_assert_cmpstr (empty, ==, "$49.00");
}

static void
test_format_integer (void)
{
  static const struct
  {
    gint64 number;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 7, "7" },
    { 999, "999" },
    { 12806, "12,806" },
    { -1000, "-1,000" },
    { G_MAXINT64, "9,223,372,036,854,775,807" },
    { G_MININT64, "-9,223,372,036,854,775,808" },
  };
  g_autoptr (WhFormat) format = wh_format_new ("usd", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wh_format_dup_integer (format, cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The tests run in the locale C, which groups nothing: a comma it is. */
static void
test_format_style_of_locale (void)
{
  WhNumberStyle style;

  wh_number_style_init (&style);
  g_assert_cmpstr (style.decimal, ==, ".");
  g_assert_cmpstr (style.separator, ==, ",");
  g_assert_false (style.symbol_after);
}

static void
test_format_days (void)
{
  static const struct
  {
    const char *zone;
    const char *instant;
    const char *day;
    const char *long_day;
    const char *moment;
  } cases[] = {
    { "UTC", "2024-02-24T09:15:30Z", "2024-02-24", "24 February 2024",
      "24 February 2024, 09:15:30 UTC" },
    { "UTC", "2024-12-03T00:00:00Z", "2024-12-03", "3 December 2024",
      "3 December 2024, 00:00:00 UTC" },
    /* §1.7: local midnight in US Pacific, with and without daylight saving */
    { "America/Los_Angeles", "2016-11-01T07:00:00Z", "2016-11-01", "1 November 2016",
      "1 November 2016, 00:00:00 PDT" },
    { "America/Los_Angeles", "2017-02-28T08:00:00Z", "2017-02-28", "28 February 2017",
      "28 February 2017, 00:00:00 PST" },
    { "America/Los_Angeles", "2017-02-28T07:59:59.999999Z", "2017-02-27", "27 February 2017",
      "27 February 2017, 23:59:59 PST" },
    { "Asia/Tokyo", "2024-02-29T15:00:00Z", "2024-03-01", "1 March 2024",
      "1 March 2024, 00:00:00 JST" },
    { "UTC", "1969-12-31T23:59:59.5Z", "1969-12-31", "31 December 1969",
      "31 December 1969, 23:59:59 UTC" },
    { "UTC", "0001-01-01T00:00:00Z", "0001-01-01", NULL, NULL },
    { "UTC", "9999-12-31T23:59:59Z", "9999-12-31", "31 December 9999", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (WhFormat) format = NULL;
      g_autofree char *day = NULL;
      g_autofree char *long_day = NULL;
      g_autofree char *moment = NULL;
      gint64 instant;

      g_assert_nonnull (zone);
      format = wh_format_new ("usd", zone);
      g_assert_true (wh_format_get_zone (format) == zone);
      g_assert_true (wh_parse_instant (cases[i].instant, &instant));
      day = wh_format_dup_day (format, instant);
      long_day = wh_format_dup_long_day (format, instant);
      moment = wh_format_dup_instant (format, instant);
      g_assert_cmpstr (day, ==, cases[i].day);
      if (cases[i].long_day != NULL)
        g_assert_cmpstr (long_day, ==, cases[i].long_day);
      if (cases[i].moment != NULL)
        g_assert_cmpstr (moment, ==, cases[i].moment);
    }
}

static void
test_format_day_out_of_range (void)
{
  static const gint64 cases[] = {
    G_MININT64,
    G_MAXINT64,
    (G_GINT64_CONSTANT (253402300799) + 1) * G_USEC_PER_SEC,
    G_GINT64_CONSTANT (-62135596800) * G_USEC_PER_SEC - 1,
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Pacific/Kiritimati");
  g_autoptr (WhFormat) format = wh_format_new ("usd", zone);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = wh_format_dup_day (format, cases[i]);
      g_autofree char *long_day = wh_format_dup_long_day (format, cases[i]);
      g_autofree char *moment = wh_format_dup_instant (format, cases[i]);

      g_assert_cmpstr (day, ==, "–");
      g_assert_cmpstr (long_day, ==, "–");
      g_assert_cmpstr (moment, ==, "–");
    }
}

static void
test_format_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 instant;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2018-01-01T00:00:00Z", G_GINT64_CONSTANT (1514764800000000) },
    { "1514764800", G_GINT64_CONSTANT (1514764800000000) },
    { "0", 0 },
    { "-1", -1000000 },
    { "2018-01-01", G_GINT64_CONSTANT (1514764800000000) },
    { "2018-01", G_GINT64_CONSTANT (1514764800000000) },
    { "2024-05-21T07:08:09.123456Z", G_GINT64_CONSTANT (1716275289123456) },
    { "2024-05-21T07:08:09.1Z", G_GINT64_CONSTANT (1716275289100000) },
    { "2024-05-21T07:08:09.123456789Z", G_GINT64_CONSTANT (1716275289123456) },
    { "2024-05-21T09:08:09+02:00", G_GINT64_CONSTANT (1716275289000000) },
    { "2024-05-21T00:08:09-0700", G_GINT64_CONSTANT (1716275289000000) },
    { "2024-05-21T09:08:09+02", G_GINT64_CONSTANT (1716275289000000) },
    { "2024-05-21 07:08:09", G_GINT64_CONSTANT (1716275289000000) },
    { "2024-05-21T07:08Z", G_GINT64_CONSTANT (1716275280000000) },
    { "2024-02-29", G_GINT64_CONSTANT (1709164800000000) },
    { "2000-02-29", G_GINT64_CONSTANT (951782400000000) },
    { "1969-12-31T23:59:59.999999Z", -1 },
    { "0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800000000) },
    { "9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = 42;

      g_assert_true (wh_parse_instant (cases[i].text, &instant));
      g_assert_cmpint (instant, ==, cases[i].instant);
    }
}

/* Every day of four centuries and a bit, against GLib's calendar. */
static void
test_format_parse_every_day (void)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, 1, 1599);
  for (guint i = 0; i < 146097 + 1000; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (g_date_get_year (&date),
                                                       g_date_get_month (&date),
                                                       g_date_get_day (&date), 0, 0, 0);
      char text[16];
      gint64 instant;

      g_snprintf (text, sizeof text, "%04d-%02d-%02d", g_date_get_year (&date),
                  g_date_get_month (&date), g_date_get_day (&date));
      if (!wh_parse_instant (text, &instant) ||
          instant != g_date_time_difference (day, epoch))
        g_error ("%s", text);
      g_date_add_days (&date, 1);
    }
}

static void
test_format_parse_garbage (void)
{
  static const char *const cases[] = {
    "", " ", "–", "yesterday", "null", "NaN", "1e9", "1.5", " 1514764800", "1514764800 ",
    "1514764800000", "99999999999999999999", "-99999999999999999999", "0x10",
    "2024", "20240224T091530Z ", "2024-", "2024-2", "2024-2-4", "2024-00", "2024-13",
    "2024-00-10", "2024-02-00", "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31",
    "2024-02-24T", "2024-02-24T09", "2024-02-24T09:", "2024-02-24T24:00:00Z",
    "2024-02-24T09:60:00Z", "2024-02-24T09:15:60Z", "2024-02-24T09:15:30.Z",
    "2024-02-24T09:15:30ZZ", "2024-02-24T09:15:30Z ", "2024-02-24T09:15:30+",
    "2024-02-24T09:15:30+2", "2024-02-24T09:15:30+24:00", "2024-02-24T09:15:30+02:60",
    "2024-02-24T09:15:30 UTC", "2024-02-24x09:15:30Z", "0000-01-01", "0000-01-01T00:00:00Z",
    "10000-01-01", "-001-01-01", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "２０２４-02-24",
  };
  gint64 instant = 42;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Four digits and nothing else are UNIX seconds. */
      gboolean expected = strcmp (cases[i], "2024") == 0;

      if (wh_parse_instant (cases[i], &instant) != expected)
        g_error ("“%s”", cases[i]);
      if (!expected)
        g_assert_true (instant == 42 || instant == 2024 * G_USEC_PER_SEC);
    }
  g_assert_false (wh_parse_instant (NULL, &instant));
}

/* §11.3 */
static void
test_format_currencies (void)
{
  for (guint i = 0; i < WH_N_CURRENCIES; i++)
    {
      const WhCurrency *currency = wh_currency_get (i);

      g_assert_cmpuint (strlen (currency->code), ==, 3);
      g_assert_cmpuint (strlen (currency->name), >, 3);
      g_assert_true (wh_currency_find (currency->code) == currency);
      g_assert_true (currency->digits == 0 || currency->digits == 2 || currency->digits == 3);
      if (i > 0)
        g_assert_cmpstr (wh_currency_get (i - 1)->code, <, currency->code);
      for (guint j = 0; j < i; j++)
        g_assert_true (currency->symbol == NULL ||
                       g_strcmp0 (wh_currency_get (j)->symbol, currency->symbol) != 0);
    }

  g_assert_cmpuint (wh_currency_get_digits ("usd"), ==, 2);
  g_assert_cmpuint (wh_currency_get_digits ("JPY"), ==, 0);
  g_assert_cmpuint (wh_currency_get_digits ("bhd"), ==, 3);
  g_assert_cmpuint (wh_currency_get_digits ("xyz"), ==, 2);
  g_assert_cmpuint (wh_currency_get_digits (NULL), ==, 2);
  g_assert_nonnull (wh_currency_find ("btc"));
  g_assert_null (wh_currency_find ("byn"));
  g_assert_null (wh_currency_find (""));
  g_assert_null (wh_currency_find (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/format/money", test_format_money);
  g_test_add_func ("/wellhead/core/format/money-in", test_format_money_in);
  g_test_add_func ("/wellhead/core/format/integer", test_format_integer);
  g_test_add_func ("/wellhead/core/format/style-of-locale", test_format_style_of_locale);
  g_test_add_func ("/wellhead/core/format/days", test_format_days);
  g_test_add_func ("/wellhead/core/format/day-out-of-range", test_format_day_out_of_range);
  g_test_add_func ("/wellhead/core/format/parse", test_format_parse);
  g_test_add_func ("/wellhead/core/format/parse-every-day", test_format_parse_every_day);
  g_test_add_func ("/wellhead/core/format/parse-garbage", test_format_parse_garbage);
  g_test_add_func ("/wellhead/core/format/currencies", test_format_currencies);

  return g_test_run ();
}
