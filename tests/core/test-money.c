/* test-money.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-draft.h"
#include "wh-money.h"

#include <string.h>

#define NBSP "\302\240"
#define NNBSP "\342\200\257"
#define RLM "\342\200\217"

static const WhNumberStyle english = { ".", ",", { 3, 3, 0 }, FALSE };
static const WhNumberStyle german = { ",", ".", { 3, 3, 0 }, TRUE };
static const WhNumberStyle french = { ",", NNBSP, { 3, 3, 0 }, TRUE };
static const WhNumberStyle swiss = { ".", "\342\200\231", { 3, 3, 0 }, FALSE };

typedef struct
{
  const char *typed;
  const char *currency;
  const WhNumberStyle *style;
  gint64 minor;
} GoodCase;

static const GoodCase good_cases[] = {
  { "0", "usd", &english, 0 },
  { "-0", "usd", &english, 0 },
  { "0.01", "usd", &english, 1 },
  { ".5", "usd", &english, 50 },
  { "5.", "usd", &english, 500 },
  { "007", "usd", &english, 700 },
  { "49", NULL, &english, 4900 },
  { "49", "", &english, 4900 },
  { "$49", "usd", &english, 4900 },
  { " $ 49.5 ", "USD", &english, 4950 },
  { "49 usd", "usd", &english, 4900 },
  { "Usd" NBSP "49", "usd", &english, 4900 },
  { "-5", "usd", &english, -500 },
  { "-$5", "usd", &english, -500 },
  { "$-5", "usd", &english, -500 },
  { "\342\210\2225", "usd", &english, -500 },
  { "+5", "usd", &english, 500 },
  { RLM "49", "usd", &english, 4900 },
  { "A$12", "aud", &english, 1200 },
  { "R 12", "zar", &english, 1200 },
  { "1,234.50", "usd", &english, 123450 },
  { "1.234,50", "usd", &english, 123450 },
  { "1 234,50", "usd", &english, 123450 },
  { "1" NBSP "234,50", "usd", &english, 123450 },
  { "1,234.50", "eur", &german, 123450 },
  { "1.234,50 €", "eur", &german, 123450 },
  { "1" NNBSP "234,50" NBSP "€", "eur", &french, 123450 },
  { "1’234.50", "chf", &swiss, 123450 },
  { "1'234'567.50", "chf", &swiss, 123456750 },
  { "1,234", "usd", &english, 123400 },
  { "1.234", "eur", &german, 123400 },
  { "1 234", "eur", &french, 123400 },
  { "1.234.567", "usd", &english, 123456700 },
  { "1,234,567", "eur", &german, 123456700 },
  { "12,34,567.89", "inr", &english, 123456789 },
  { "1234,5", "usd", &english, 123450 },
  { "1234.5", "eur", &german, 123450 },
  { "12,34", "usd", &english, 1234 },
  { "90,071,992,547,409.93", "usd", &english, G_GINT64_CONSTANT (9007199254740993) },
  { "90071992547409.93", "usd", &english, G_GINT64_CONSTANT (9007199254740993) },
  { "92233720368547758.07", "usd", &english, G_MAXINT64 },
  { "-92233720368547758.08", "usd", &english, G_MININT64 },
  { "00000000000000000000000000000000000001", "usd", &english, 100 },
  { "4900", "jpy", &english, 4900 },
  { "¥4,900", "jpy", &english, 4900 },
  { "4.900", "jpy", &german, 4900 },
  { "9223372036854775807", "jpy", &english, G_MAXINT64 },
  { "-9223372036854775808", "jpy", &english, G_MININT64 },
  { "1.234", "kwd", &english, 1234 },
  { "1,234", "kwd", &german, 1234 },
  { "1,234", "kwd", &french, 1234 },
  { "0.001", "kwd", &english, 1 },
  { "0,001", "kwd", &english, 1 },
  { "1,234.567", "kwd", &english, 1234567 },
  { "1.234,567", "kwd", &english, 1234567 },
  { "9223372036854775.807 KWD", "kwd", &english, G_MAXINT64 },
  { "\331\241\331\242\331\253\331\245", "usd", &english, 1250 },
  { "12", "xyz", &english, 1200 },
};

static void
test_money_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      const GoodCase *test = &good_cases[i];
      g_autoptr (GError) error = NULL;
      gint64 minor = 42;

      if (!wh_money_parse_styled (test->typed, test->currency, test->style, &minor, &error))
        g_error ("“%s”: %s", test->typed, error->message);
      g_assert_no_error (error);
      if (minor != test->minor)
        g_error ("“%s” is %" G_GINT64_FORMAT, test->typed, minor);
    }
}

typedef struct
{
  const char *typed;
  const char *currency;
  const WhNumberStyle *style;
  const char *message;
  WhDraftError code;
} BadCase;

#define NOT_AMOUNT "This is not an amount, such as 1234.50."
#define TOO_LARGE "This amount is too large."

static const BadCase bad_cases[] = {
  { NULL, "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "  ", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "-", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { ".", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "$", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "abc", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "\377", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1e3", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "0x10", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "5-", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "--5", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "$5$", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1,23.50", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1.2.3", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1 2", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1,234,56", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "123,45,678", "inr", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1.234,567.89", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1 234.567,89", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "1.5 0", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "5 to 6", "usd", &english, NOT_AMOUNT, WH_DRAFT_ERROR_INVALID },
  { "x", "jpy", &english, "This is not an amount, such as 1234.", WH_DRAFT_ERROR_INVALID },
  { "x", "eur", &german, "This is not an amount, such as 1234,50.", WH_DRAFT_ERROR_INVALID },
  { "x", "kwd", &english, "This is not an amount, such as 1234.500.", WH_DRAFT_ERROR_INVALID },
  { "0.001", "usd", &english, "An amount in US Dollar has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "0.010", "usd", &english, "An amount in US Dollar has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  /* The thousands of another language, or decimals that are too many: not ours to choose. */
  { "1.234", "usd", &english, "An amount in US Dollar has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "1,234", "eur", &german, "An amount in Euro has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "1.234", "eur", &french, "An amount in Euro has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "247.00000000000003", "usd", &english, "An amount in US Dollar has at most 2 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "49.00", "jpy", &english, "An amount in Japanese Yen has no decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "0.0001", "kwd", &english, "An amount in Kuwaiti Dinar has at most 3 decimals.",
    WH_DRAFT_ERROR_INVALID },
  { "1,234", "kwd", &english,
    "This can mean 1234.000 or 1.234. Write it without a mark between thousands.",
    WH_DRAFT_ERROR_INVALID },
  { "1.234", "kwd", &german,
    "This can mean 1234,000 or 1,234. Write it without a mark between thousands.",
    WH_DRAFT_ERROR_INVALID },
  { "€49", "usd", &english, "“€” is Euro, but this amount is in US Dollar.",
    WH_DRAFT_ERROR_INVALID },
  { "$49", "aud", &english, "“$” is US Dollar, but this amount is in Australian Dollar.",
    WH_DRAFT_ERROR_INVALID },
  { "49 gbp", "eur", &german, "“gbp” is British Pound, but this amount is in Euro.",
    WH_DRAFT_ERROR_INVALID },
  { "92233720368547758.08", "usd", &english, TOO_LARGE, WH_DRAFT_ERROR_RANGE },
  { "-92233720368547758.09", "usd", &english, TOO_LARGE, WH_DRAFT_ERROR_RANGE },
  { "9223372036854775808", "jpy", &english, TOO_LARGE, WH_DRAFT_ERROR_RANGE },
  { "99999999999999999999999999999999", "usd", &english, TOO_LARGE, WH_DRAFT_ERROR_RANGE },
};

static void
test_money_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      const BadCase *test = &bad_cases[i];
      g_autoptr (GError) error = NULL;
      gint64 minor = 42;

      if (wh_money_parse_styled (test->typed, test->currency, test->style, &minor, &error))
        g_error ("“%s” was taken as %" G_GINT64_FORMAT, test->typed, minor);
      g_assert_error (error, WH_DRAFT_ERROR, (int) test->code);
      g_assert_cmpstr (error->message, ==, test->message);
      g_assert_cmpint (minor, ==, 42);
      g_assert_false (wh_money_parse_styled (test->typed, test->currency, test->style, &minor,
                                             NULL));
    }
}

static void
test_money_text (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency;
    const char *text;
  } cases[] = {
    { 0, "usd", "0.00" },
    { 1, "USD", "0.01" },
    { -1, NULL, "-0.01" },
    { 123450, "usd", "1234.50" },
    { G_GINT64_CONSTANT (9007199254740993), "usd", "90071992547409.93" },
    { G_MAXINT64, "usd", "92233720368547758.07" },
    { G_MININT64, "usd", "-92233720368547758.08" },
    { 4900, "jpy", "4900" },
    { G_MININT64, "jpy", "-9223372036854775808" },
    { 1, "kwd", "0.001" },
    { -1234, "kwd", "-1.234" },
    { 4900, "xyz", "49.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wh_money_dup_text (cases[i].minor, cases[i].currency);
      g_autofree char *typed = wh_money_dup_typed (cases[i].minor, cases[i].currency);

      g_assert_cmpstr (text, ==, cases[i].text);
      /* The tests run in the locale C, which has a point. */
      g_assert_cmpstr (typed, ==, cases[i].text);
    }
}

/* What an entry begins with is understood when nothing was changed, in every currency. */
static void
test_money_round_trip (void)
{
  static const gint64 amounts[] = {
    0, 1, 9, 10, 99, 100, 999, 1000, 1234, 123456, 1234567, -1, -100, -1234,
    G_GINT64_CONSTANT (9007199254740993), G_MAXINT64, G_MAXINT64 - 1, G_MININT64, G_MININT64 + 1,
  };
  static const WhNumberStyle *const styles[] = { &english, &german, &french, &swiss };

  for (guint i = 0; i < WH_N_CURRENCIES; i++)
    {
      const char *code = wh_currency_get (i)->code;

      for (guint j = 0; j < G_N_ELEMENTS (amounts); j++)
        {
          g_autofree char *typed = wh_money_dup_typed (amounts[j], code);
          gint64 minor;

          g_assert_true (wh_money_parse (typed, code, &minor, NULL));
          g_assert_cmpint (minor, ==, amounts[j]);

          for (guint k = 0; k < G_N_ELEMENTS (styles); k++)
            {
              g_autoptr (WhFormat) format = wh_format_new_styled (code, NULL, styles[k]);
              g_autofree char *shown = wh_format_dup_money (format, amounts[j]);

              /* So is what is shown elsewhere, except where it has two meanings. */
              if (wh_money_parse_styled (shown, code, styles[k], &minor, NULL))
                g_assert_cmpint (minor, ==, amounts[j]);
              else
                g_assert_cmpint (wh_currency_get_digits (code), ==, 3);
            }
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/money/good", test_money_good);
  g_test_add_func ("/wellhead/core/money/bad", test_money_bad);
  g_test_add_func ("/wellhead/core/money/text", test_money_text);
  g_test_add_func ("/wellhead/core/money/round-trip", test_money_round_trip);

  return g_test_run ();
}
