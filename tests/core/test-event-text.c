/* test-event-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-event-text.h"

#include <string.h>

#define DAY ((gint64) 24 * 60 * 60)

/* One subscription: "status value interval day plan[ currency]", "-" for what is not there. Days
 * are counted from the epoch. */
static WhHistory *
make_history (const char *const *lines)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WhHistory *history;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      g_string_append_printf (json, "%s{\"subscription_id\":\"s\",\"status\":\"%s\","
                              "\"plan_interval\":\"%s\"", i > 0 ? "," : "", words[0], words[2]);
      if (strcmp (words[1], "-") != 0)
        g_string_append_printf (json, ",\"value\":%s", words[1]);
      if (strcmp (words[3], "-") != 0)
        g_string_append_printf (json, ",\"effective_date\":%" G_GINT64_FORMAT,
                                DAY * g_ascii_strtoll (words[3], NULL, 10));
      if (strcmp (words[4], "-") != 0)
        g_string_append_printf (json, ",\"plan_id\":\"%s\"", words[4]);
      if (words[5] != NULL)
        g_string_append_printf (json, ",\"plan_currency\":\"%s\"", words[5]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');

  bytes = g_bytes_new (json->str, json->len);
  history = wh_history_new_from_json (bytes, &error);
  g_assert_no_error (error);

  return history;
}

static WhFormat *
make_format (void)
{
  const WhNumberStyle style = { .decimal = ".", .separator = "," };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return wh_format_new_styled ("usd", zone, &style);
}

/* The last event of each is looked at, on day 100. */
static const struct
{
  const char *lines[4];
  WhEventKind kind;
  const char *title;
  const char *amount;
  const char *change;
  WhTone tone;
} words[] = {
  { { "active 4900 month 10 team" },
    WH_EVENT_STARTED, "Started with team", "$49.00 a month", "+$49.00 MRR", WH_TONE_GOOD },
  { { "active 4900 month 110 team" },
    WH_EVENT_STARTED, "Will start with team", "$49.00 a month", "+$49.00 MRR", WH_TONE_GOOD },
  { { "active 4900 month 10 -" },
    WH_EVENT_STARTED, "Started", "$49.00 a month", "+$49.00 MRR", WH_TONE_GOOD },
  { { "trialing 0 month 10 team" },
    WH_EVENT_TRIAL_STARTED, "Trial of team started", "$0.00 a month", NULL, WH_TONE_CAUTION },
  { { "trialing 0 month 10 team", "active 4900 month 40 team" },
    WH_EVENT_CONVERTED, "Trial became paid: team", "$49.00 a month", "+$49.00 MRR",
    WH_TONE_GOOD },
  { { "trialing 0 month 10 team", "active 4900 month 140 team" },
    WH_EVENT_CONVERTED, "Trial will become paid: team", "$49.00 a month", "+$49.00 MRR",
    WH_TONE_GOOD },
  { { "trialing 0 month 10 team", "trialing 0 month 20 pro" },
    WH_EVENT_CHANGED, "Changed to pro", "$0.00 a month", NULL, WH_TONE_NEUTRAL },
  { { "active 4900 month 10 team", "active 9900 month 20 100%s" },
    WH_EVENT_UPGRADED, "Upgraded to 100%s", "$99.00 a month", "+$50.00 MRR", WH_TONE_GOOD },
  { { "active 4900 month 10 team", "active 9900 month 20 team" },
    WH_EVENT_UPGRADED, "Upgraded", "$99.00 a month", "+$50.00 MRR", WH_TONE_GOOD },
  { { "active 4900 month 10 team", "active 9900 month 120 team" },
    WH_EVENT_UPGRADED, "Will be upgraded", "$99.00 a month", "+$50.00 MRR", WH_TONE_GOOD },
  { { "active 4900 month 10 team", "active 9900 month 20 -" },
    WH_EVENT_UPGRADED, "Upgraded", "$99.00 a month", "+$50.00 MRR", WH_TONE_GOOD },
  /* 49 a month is 588 a year: 120 less is 10 less in a month. */
  { { "active 4900 month 10 team", "active 46800 year 20 team" },
    WH_EVENT_DOWNGRADED, "Downgraded", "$468.00 a year", "-$10.00 MRR", WH_TONE_CAUTION },
  { { "active 4900 month 10 team", "active 4800 month 20 basic" },
    WH_EVENT_DOWNGRADED, "Downgraded to basic", "$48.00 a month", "-$1.00 MRR",
    WH_TONE_CAUTION },
  { { "active 4900 month 10 team", "active 58800 year 20 team" },
    WH_EVENT_CHANGED, "Changed", "$588.00 a year", NULL, WH_TONE_NEUTRAL },
  { { "active 4900 month 10 team", "active 4900 month 20 other" },
    WH_EVENT_CHANGED, "Changed to other", "$49.00 a month", NULL, WH_TONE_NEUTRAL },
  { { "active 4900 month 10 team", "active 4900 month 20 team" },
    WH_EVENT_CONFIRMED, "Recorded again", "$49.00 a month", NULL, WH_TONE_NEUTRAL },
  { { "active 4900 month 10 team", "active - month 20 pro" },
    WH_EVENT_CHANGED, "Changed to pro", NULL, NULL, WH_TONE_NEUTRAL },
  { { "active 4900 month 10 team", "churned_voluntary 0 month 20 team" },
    WH_EVENT_CHURNED, "Churned (voluntary)", NULL, "-$49.00 MRR", WH_TONE_BAD },
  { { "active 4900 month 10 team", "churned_delinquent 4900 month 20 team" },
    WH_EVENT_CHURNED, "Churned (delinquent)", NULL, "-$49.00 MRR", WH_TONE_BAD },
  { { "active 4900 month 10 team", "churned_voluntary 0 month 120 team" },
    WH_EVENT_CHURNED, "Will churn (voluntary)", NULL, "-$49.00 MRR", WH_TONE_BAD },
  { { "active 4900 month 10 team", "churned_delinquent 0 month 120 team" },
    WH_EVENT_CHURNED, "Will churn (delinquent)", NULL, "-$49.00 MRR", WH_TONE_BAD },
  { { "active 4900 month 10 team", "churned_bored 0 month 20 team" },
    WH_EVENT_CHURNED, "Churned", NULL, "-$49.00 MRR", WH_TONE_BAD },
  { { "active 1 month 10 team", "churned_voluntary 0 month 20 team", "active 2 month 30 pro" },
    WH_EVENT_REACTIVATED, "Reactivated with pro", "$0.02 a month", "+$0.02 MRR",
    WH_TONE_GOOD },
  { { "active 4900 month 10 team jpy" },
    WH_EVENT_STARTED, "Started with team", "¥4,900 a month", "+¥4,900 MRR", WH_TONE_GOOD },
  { { "active 4900 month 10 team eur", "active 5900 month 20 team" },
    WH_EVENT_UPGRADED, "Upgraded", "€59.00 a month", "+€10.00 MRR", WH_TONE_GOOD },
  { { "active 4900 week 10 team" },
    WH_EVENT_STARTED, "Started with team", "$49.00", NULL, WH_TONE_GOOD },
  { { "active 9007199254740993 month 10 team" },
    WH_EVENT_STARTED, "Started with team", "$90,071,992,547,409.93 a month",
    "+$90,071,992,547,409.93 MRR", WH_TONE_GOOD },
  /* More than fits: no change rather than a wrong one. */
  { { "active -9223372036854775807 month 10 team", "active 9223372036854775807 month 20 team" },
    WH_EVENT_UPGRADED, "Upgraded", "$92,233,720,368,547,758.07 a month", NULL, WH_TONE_GOOD },
};

static void
test_event_text_words (void)
{
  g_autoptr (WhFormat) format = make_format ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (WhHistory) history = make_history (words[i].lines);
      guint last = wh_history_get_n_events (history, 0) - 1;
      g_autoptr (WhEventText) text =
        wh_event_text_new (history, 0, last, 100 * DAY * G_USEC_PER_SEC, format);

      g_test_message ("%s", words[i].title);
      g_assert_cmpint (text->kind, ==, words[i].kind);
      g_assert_cmpstr (text->title, ==, words[i].title);
      g_assert_cmpstr (text->amount, ==, words[i].amount);
      g_assert_cmpstr (text->change, ==, words[i].change);
      g_assert_cmpint (text->tone, ==, words[i].tone);
    }
}

static void
test_event_text_time (void)
{
  static const char *const lines[] = {
    "active 100 month 10 team", "active 200 month 20 team", "churned_voluntary 0 month 30 team",
    "active 300 month - team", NULL,
  };
  static const struct
  {
    int day;
    const char *scheduled;
    int current;
  } cases[] = {
    { 5, "111-", -1 }, { 10, "-11-", 0 }, { 25, "--1-", 1 }, { 30, "----", 2 },
  };
  g_autoptr (WhFormat) format = make_format ();
  g_autoptr (WhHistory) history = make_history (lines);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint j = 0; j < 4; j++)
        {
          g_autoptr (WhEventText) text =
            wh_event_text_new (history, 0, j, cases[i].day * DAY * G_USEC_PER_SEC, format);

          g_assert_cmpint (text->scheduled, ==, cases[i].scheduled[j] == '1');
          g_assert_cmpint (text->current, ==, cases[i].current == (int) j);
        }
    }
}

static void
test_event_text_sentence (void)
{
  static const char *const lines[] = {
    "active 100 month 10 team", "churned_voluntary 0 month 31 team", "active - month - -", NULL,
  };
  static const char *const expected[] = {
    "11 January 1970, Started with team, $1.00 a month, +$1.00 MRR",
    "1 February 1970, Will churn (voluntary), -$1.00 MRR",
    "–, Reactivated",
  };
  g_autoptr (WhFormat) format = make_format ();
  g_autoptr (WhHistory) history = make_history (lines);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (WhEventText) text =
        wh_event_text_new (history, 0, i, 20 * DAY * G_USEC_PER_SEC, format);

      g_assert_cmpstr (text->sentence, ==, expected[i]);
    }
}

static void
test_event_text_steps (void)
{
  static const char *const lines[] = {
    "active 1200 year 10 team", "active 300 month 20 team", "active 500 month 20 pro",
    "active - month 30 pro",    "churned_voluntary 0 month 40 pro", "active 700 month - pro", NULL,
  };
  static const WhHistoryStep expected[] = {
    { 10, 100, TRUE, 0 }, { 20, 500, TRUE, 2 }, { 30, 0, FALSE, 3 }, { 40, 0, TRUE, 4 },
  };
  g_autoptr (WhHistory) history = make_history (lines);
  g_autoptr (GArray) steps = wh_history_dup_steps (history, 0);

  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < steps->len; i++)
    {
      const WhHistoryStep *step = &g_array_index (steps, WhHistoryStep, i);

      g_assert_cmpint (step->at, ==, expected[i].at * DAY * G_USEC_PER_SEC);
      g_assert_cmpint (step->mrr, ==, expected[i].mrr);
      g_assert_cmpint (step->known, ==, expected[i].known);
      g_assert_cmpuint (step->event, ==, expected[i].event);
    }
}

static void
test_event_text_mrr (void)
{
  static const char *const lines[] = {
    "active 4900 month 10 team", "active 58800 year 20 team eur", "active - month 30 team",
    "churned_voluntary 0 year 40 team", NULL,
  };
  static const char *const expected[] = {
    "€49.00 MRR", "€49.00 MRR (€588.00 a year)", "–", "€0.00 MRR",
  };
  g_autoptr (WhFormat) format = make_format ();
  g_autoptr (WhHistory) history = make_history (lines);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = wh_history_dup_mrr_text (history, 0, i, format);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/event-text/words", test_event_text_words);
  g_test_add_func ("/wellhead/core/event-text/time", test_event_text_time);
  g_test_add_func ("/wellhead/core/event-text/sentence", test_event_text_sentence);
  g_test_add_func ("/wellhead/core/event-text/steps", test_event_text_steps);

  g_test_add_func ("/wellhead/core/event-text/mrr", test_event_text_mrr);

  return g_test_run ();
}
