/* test-history.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-history.h"

#include <string.h>

#define US(seconds) ((gint64) (seconds) * G_USEC_PER_SEC)

/* One subscription after another: "id status value interval date[ currency]", "-" for null. */
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

      g_string_append_printf (json, "%s{\"user_id\":\"pwu_1\",\"subscription_id\":\"%s\","
                              "\"subscription_alias\":\"alias of %s\",\"status\":\"%s\","
                              "\"plan_interval\":\"%s\",\"plan_currency\":\"%s\",\"meta\":{}",
                              i > 0 ? ", " : "", words[0], words[0], words[1], words[3],
                              g_strv_length (words) > 5 ? words[5] : "usd");
      if (strcmp (words[2], "-") != 0)
        g_string_append_printf (json, ",\"value\":%s", words[2]);
      if (strcmp (words[4], "-") != 0)
        g_string_append_printf (json, ",\"effective_date\":%s", words[4]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');

  bytes = g_bytes_new (json->str, json->len);
  history = wh_history_new_from_json (bytes, &error);
  g_assert_no_error (error);

  return history;
}

/* "date:status" of each event. */
static char *
describe (WhHistory *history,
          guint      subscription)
{
  GString *text = g_string_new (NULL);
  int status = wh_resource_find_field (wh_resources_find ("subscription"), "status");

  for (guint i = 0; i < wh_history_get_n_events (history, subscription); i++)
    {
      WhRecord *event = wh_history_get_event (history, subscription, i);
      gint64 date;

      if (i > 0)
        g_string_append_c (text, ' ');
      if (wh_history_get_date (history, subscription, i, &date))
        g_string_append_printf (text, "%d", (int) (date / G_USEC_PER_SEC));
      else
        g_string_append_c (text, '-');
      g_string_append_printf (text, ":%s", wh_record_get_text (event, status));
    }

  return g_string_free (text, FALSE);
}

static void
test_history_order (void)
{
  static const struct
  {
    const char *lines[6];
    const char *expected;
  } cases[] = {
    { { "a active 1 month 1", "a churned_voluntary 0 month 2" }, "1:active 2:churned_voluntary" },
    { { "a churned_voluntary 0 month 2", "a active 1 month 1" }, "1:active 2:churned_voluntary" },
    { { "a x 1 month 3", "a y 1 month 1", "a z 1 month 2" }, "1:y 2:z 3:x" },
    /* One date: the order of the API, whichever way it writes. */
    { { "a x 1 month 5", "a y 1 month 5" }, "5:x 5:y" },
    { { "a x 1 month 5", "a y 1 month 5", "a z 1 month 6" }, "5:x 5:y 6:z" },
    { { "a z 1 month 6", "a y 1 month 5", "a x 1 month 5" }, "5:x 5:y 6:z" },
    { { "b z 1 month 6", "a y 1 month 5", "a x 1 month 5", "b w 1 month 4" }, "4:w 6:z" },
    { { "a z 1 month 6", "a y 1 month 5", "a x 1 month 5", "a w 1 month 9" }, "5:y 5:x 6:z 9:w" },
    /* No date, or milliseconds where seconds belong: the end. */
    { { "a x 1 month -", "a y 1 month 5" }, "5:y -:x" },
    { { "a x 1 month 1514764800000", "a y 1 month 5" }, "5:y -:x" },
    { { "a x 1 month -", "a y 1 month -" }, "-:x -:y" },
    { { "a x 1 month -5", "a y 1 month 0" }, "-5:x 0:y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhHistory) history = make_history (cases[i].lines);
      g_autofree char *text = describe (history, 0);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Subscriptions in the order in which they began, eight of them. */
static void
test_history_groups (void)
{
  static const char *const lines[] = {
    "s8 active 8 month 80", "s1 active 1 month 10", "s2 active 2 month 20",
    "s3 active 3 month 30", "s1 churned_delinquent 0 month 90", "s4 active 4 month 40",
    "s5 active 5 month 50", "s6 active 6 month 60", "s7 active 7 month 70",
    "s2 active 22 month 95", NULL,
  };
  g_autoptr (WhHistory) history = make_history (lines);

  g_assert_cmpuint (wh_history_get_n_subscriptions (history), ==, 8);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i + 1);
      g_autofree char *alias = g_strdup_printf ("alias of s%u", i + 1);

      g_assert_cmpstr (wh_history_get_subscription_id (history, i), ==, id);
      g_assert_cmpint (wh_history_find_subscription (history, id), ==, i);
      g_assert_cmpint (wh_history_find_subscription (history, alias), ==, i);
      g_assert_cmpuint (wh_history_get_n_events (history, i), ==, i < 2 ? 2 : 1);
    }
  g_assert_cmpint (wh_history_find_subscription (history, "s9"), ==, WH_HISTORY_NONE);
}

/* A trial, its conversion, a change, a year, a churn that is to come. */
static const char *const life[] = {
  "a active 1900 month 200", "a trialing 0 month 100", "a active 24006 year 400",
  "a active 2900 month 300", "a churned_voluntary 24006 year 500", NULL,
};

static void
test_history_state (void)
{
  static const struct
  {
    int at;
    int state;
    int value;
    int mrr;
    WhScheduled scheduled;
    int event;
    gboolean churned;
  } cases[] = {
    { 99, WH_HISTORY_NONE, 0, 0, WH_SCHEDULED_START, 0 },
    { 100, 0, 0, 0, WH_SCHEDULED_CHURN, 4 },
    { 199, 0, 0, 0, WH_SCHEDULED_CHURN, 4 },
    { 200, 1, 1900, 1900, WH_SCHEDULED_CHURN, 4 },
    { 300, 2, 2900, 2900, WH_SCHEDULED_CHURN, 4 },
    { 400, 3, 24006, 2001, WH_SCHEDULED_CHURN, 4 },
    { 499, 3, 24006, 2001, WH_SCHEDULED_CHURN, 4 },
    { 500, 4, 0, 0, WH_SCHEDULED_NOTHING, WH_HISTORY_NONE, TRUE },
    { 100000, 4, 0, 0, WH_SCHEDULED_NOTHING, WH_HISTORY_NONE, TRUE },
  };
  g_autoptr (WhHistory) history = make_history (life);
  gint64 value, mrr, date;
  int event;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = US (cases[i].at);

      g_assert_cmpint (wh_history_find_state (history, 0, at), ==, cases[i].state);
      g_assert_true (wh_history_get_value (history, 0, at, &value));
      g_assert_cmpint (value, ==, cases[i].value);
      g_assert_true (wh_history_get_mrr (history, 0, at, &mrr));
      g_assert_cmpint (mrr, ==, cases[i].mrr);
      g_assert_cmpint (wh_history_get_scheduled (history, 0, at, &event), ==, cases[i].scheduled);
      g_assert_cmpint (event, ==, cases[i].event);
      g_assert_cmpint (wh_history_is_churned (history, 0, at), ==, cases[i].churned);
      g_assert_cmpint (wh_history_get_ended (history, 0, at, &date), ==, cases[i].churned);
      if (cases[i].churned)
        g_assert_cmpint (date, ==, US (500));
    }
  g_assert_true (wh_history_get_started (history, 0, &date));
  g_assert_cmpint (date, ==, US (100));
  g_assert_true (wh_history_get_event_mrr (history, 0, 3, &mrr));
  g_assert_cmpint (mrr, ==, 2001);
}

static void
test_history_scheduled (void)
{
  static const struct
  {
    const char *lines[6];
    WhScheduled scheduled; /* at 100 */
    int event;
    gint64 mrr;
  } cases[] = {
    { { "a active 5 month 1" }, WH_SCHEDULED_NOTHING, -1, 5 },
    { { "a active 5 month 1", "a active 7 month 200" }, WH_SCHEDULED_CHANGE, 1, 5 },
    { { "a active 5 month 200" }, WH_SCHEDULED_START, 0, 0 },
    { { "a active 5 month 200", "a churned_voluntary 0 month 300" }, WH_SCHEDULED_START, 0, 0 },
    { { "a active 5 month 1", "a churned_voluntary 0 month 300", "a active 7 month 200" },
      WH_SCHEDULED_CHURN, 2, 5 },
    /* Churns and comes back: nothing ends for good. */
    { { "a active 5 month 1", "a churned_voluntary 0 month 200", "a active 7 month 300" },
      WH_SCHEDULED_CHANGE, 1, 5 },
    /* Churned, back from a later date on. */
    { { "a active 5 month 1", "a churned_delinquent 0 month 50", "a active 7 month 300" },
      WH_SCHEDULED_START, 2, 0 },
    /* Un-churned: the API takes the churn out (§3.5). */
    { { "a active 5 month 1", "a active 6 month 60" }, WH_SCHEDULED_NOTHING, -1, 6 },
    /* Back after a churn. */
    { { "a active 5 month 1", "a churned_voluntary 0 month 20", "a active 6 month 60" },
      WH_SCHEDULED_NOTHING, -1, 6 },
    /* A date that cannot be read is in effect nowhere, but for want of another. */
    { { "a active 5 month 1", "a churned_voluntary 0 month -" }, WH_SCHEDULED_NOTHING, -1, 5 },
    { { "a active 5 month -", "a active 6 month -" }, WH_SCHEDULED_NOTHING, -1, 6 },
    { { "a active 5 month 100", "a churned_voluntary 0 month 100" },
      WH_SCHEDULED_NOTHING, -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhHistory) history = make_history (cases[i].lines);
      gint64 mrr;
      int event;

      g_assert_cmpint (wh_history_get_scheduled (history, 0, US (100), &event), ==,
                       cases[i].scheduled);
      g_assert_cmpint (event, ==, cases[i].event);
      g_assert_true (wh_history_get_mrr (history, 0, US (100), &mrr));
      g_assert_cmpint (mrr, ==, cases[i].mrr);
    }
}

static void
test_history_total (void)
{
  static const char *const lines[] = {
    "a active 100 year 10 usd", "b active 100 year 20 usd", "c active 100 year 30 USD",
    "d active 5000 month 40 eur", "e active 999 month 500 usd", NULL,
  };
  static const char *const unknown[] = { "a active - month 10", "b active 5 month 10", NULL };
  g_autoptr (WhHistory) history = make_history (lines);
  g_autoptr (WhHistory) vague = make_history (unknown);
  g_auto (GStrv) currencies = wh_history_dup_currencies (history);
  g_autoptr (GArray) dates = wh_history_dup_dates (history);
  g_autoptr (GArray) one_date = wh_history_dup_dates (vague);
  gint64 mrr, value;

  g_assert_cmpuint (g_strv_length (currencies), ==, 2);
  g_assert_cmpstr (currencies[0], ==, "eur");
  g_assert_cmpstr (currencies[1], ==, "usd");

  g_assert_true (wh_history_get_total_mrr (history, "usd", US (100), &mrr));
  g_assert_cmpint (mrr, ==, 25); /* 3 × 8⅓ */
  g_assert_true (wh_history_get_total_mrr (history, "usd", US (20), &mrr));
  g_assert_cmpint (mrr, ==, 17); /* 2 × 8⅓ */
  g_assert_true (wh_history_get_total_mrr (history, "eur", US (100), &mrr));
  g_assert_cmpint (mrr, ==, 5000);
  g_assert_true (wh_history_get_total_mrr (history, "gbp", US (100), &mrr));
  g_assert_cmpint (mrr, ==, 0);
  g_assert_true (wh_history_get_total_mrr (history, NULL, US (100), &mrr));
  g_assert_cmpint (mrr, ==, 5025);

  g_assert_false (wh_history_get_total_mrr (vague, "usd", US (100), &mrr));
  g_assert_false (wh_history_get_mrr (vague, 0, US (100), &mrr));
  g_assert_false (wh_history_get_value (vague, 0, US (100), &value));
  g_assert_true (wh_history_get_value (vague, 1, US (100), &value));

  g_assert_cmpuint (dates->len, ==, 5);
  g_assert_cmpint (g_array_index (dates, gint64, 0), ==, US (10));
  g_assert_cmpint (g_array_index (dates, gint64, 4), ==, US (500));
  g_assert_cmpuint (one_date->len, ==, 1);
}

static const char *
get_text (WhRecord   *record,
          const char *id)
{
  return wh_record_get_text (record, wh_resource_find_field (wh_record_get_resource (record), id));
}

static void
test_history_row (void)
{
  static const struct
  {
    int at;
    const char *status;
    const char *mrr;
    const char *scheduled;
    const char *scheduled_on;
  } cases[] = {
    { 50, "trialing", "0", "start", "100" },
    { 150, "trialing", "0", "churn", "500" },
    { 450, "active", "2001", "churn", "500" },
    { 500, "churned_voluntary", "0", NULL, NULL },
  };
  g_autoptr (WhHistory) history = make_history (life);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhRecord) row = wh_history_dup_row (history, 0, US (cases[i].at));
      g_autofree char *json = wh_record_dup_json (row);

      g_assert_cmpstr (wh_record_get_key (row), ==, "a");
      g_assert_cmpstr (get_text (row, "status"), ==, cases[i].status);
      g_assert_cmpstr (get_text (row, "mrr"), ==, cases[i].mrr);
      g_assert_cmpstr (get_text (row, "scheduled"), ==, cases[i].scheduled);
      g_assert_cmpstr (get_text (row, "scheduled_on"), ==, cases[i].scheduled_on);
      g_assert_cmpstr (get_text (row, "started_on"), ==, "100");
      /* What the API sent, and nothing of ours. */
      g_assert_null (strstr (json, "scheduled"));
      g_assert_null (strstr (json, "mrr"));
    }
}

/* Ids are any text; users change their names; what was read is kept byte for byte. */
static void
test_history_hostile (void)
{
  static const char json[] =
    "[{\"subscription_id\":\"a\\/b c@d%2F\",\"email\":\"old@example.com\",\"effective_date\":1,"
    "\"plan_currency\":null,\"future\":[1.00]},"
    "{\"subscription_id\":\"a/b c@d%2F\",\"email\":\"new@example.com\",\"effective_date\":2,"
    "\"user_id\":\"pwu_/@ %2F\",\"user_alias\":\"\"},"
    "{\"subscription_id\":\"z\",\"email\":null,\"effective_date\":3,\"user_alias\":\"ali as\"}]";
  static const char *const refused[] = {
    "", "{}", "null", "[{}]", "[{\"subscription_id\":\"\"}]", "[{\"subscription_id\":null}]", "[1]",
    "[{\"subscription_id\":\"a\"}",
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (WhHistory) history = wh_history_new_from_json (bytes, &error);
  g_autoptr (GBytes) again = NULL;
  g_auto (GStrv) currencies = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (wh_history_get_n_subscriptions (history), ==, 2);
  g_assert_cmpint (wh_history_find_subscription (history, "a/b c@d%2F"), ==, 0);
  g_assert_cmpuint (wh_history_get_n_events (history, 0), ==, 2);
  g_assert_cmpstr (wh_history_get_email (history), ==, "new@example.com");
  g_assert_cmpstr (wh_history_get_user_id (history), ==, "pwu_/@ %2F");
  g_assert_cmpstr (wh_history_get_user_alias (history), ==, "ali as");
  currencies = wh_history_dup_currencies (history);
  g_assert_null (currencies[0]);
  again = wh_history_to_json (history);
  g_assert_true (g_bytes_equal (bytes, again));

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) wrong = g_bytes_new_static (refused[i], strlen (refused[i]));
      g_autoptr (GError) refusal = NULL;

      g_assert_null (wh_history_new_from_json (wrong, &refusal));
      g_assert_nonnull (refusal);
    }
}

static void
test_history_empty (void)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (WhHistory) history = make_history (nothing);
  g_autoptr (GArray) dates = wh_history_dup_dates (history);
  g_autoptr (GBytes) json = wh_history_to_json (history);
  gint64 mrr = -1;

  g_assert_cmpuint (wh_history_get_n_subscriptions (history), ==, 0);
  g_assert_null (wh_history_get_email (history));
  g_assert_null (wh_history_get_user_id (history));
  g_assert_cmpuint (dates->len, ==, 0);
  g_assert_true (wh_history_get_total_mrr (history, NULL, 0, &mrr));
  g_assert_cmpint (mrr, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), "[]", 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/history/order", test_history_order);
  g_test_add_func ("/wellhead/core/history/groups", test_history_groups);
  g_test_add_func ("/wellhead/core/history/state", test_history_state);
  g_test_add_func ("/wellhead/core/history/scheduled", test_history_scheduled);
  g_test_add_func ("/wellhead/core/history/total", test_history_total);
  g_test_add_func ("/wellhead/core/history/row", test_history_row);
  g_test_add_func ("/wellhead/core/history/hostile", test_history_hostile);
  g_test_add_func ("/wellhead/core/history/empty", test_history_empty);

  return g_test_run ();
}
