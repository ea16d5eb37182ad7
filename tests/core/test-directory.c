/* test-directory.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-fixture.h"
#include "wh-test-util.h"

#include <string.h>

#define TEAM "team", "month", "usd", "5000"

static void
assert_row (WhDirectoryFixture *fixture,
            const char         *id,
            const char         *known,
            const char         *n_subscriptions,
            const char         *mrr,
            const char         *currency)
{
  g_autoptr (WhRecord) row = wh_directory_dup_user_row (fixture->directory, id);

  g_assert_nonnull (row);
  g_assert_cmpstr (wh_record_get_key (row), ==, id);
  g_assert_cmpstr (wh_directory_fixture_text (row, "known"), ==, known);
  g_assert_cmpstr (wh_directory_fixture_text (row, "n_subscriptions"), ==, n_subscriptions);
  g_assert_cmpstr (wh_directory_fixture_text (row, "mrr"), ==, mrr);
  g_assert_cmpstr (wh_directory_fixture_text (row, "currency"), ==, currency);
}

static void
must_read (WhDirectoryFixture *fixture,
           const char         *id_or_alias,
           gint64              max_age)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WhHistory) history = NULL;

  history = wh_directory_fixture_read (fixture, id_or_alias, max_age, &error);
  g_assert_no_error (error);
  g_assert_nonnull (history);
}

/* By an alias and by the ID; sparing with requests. */
static void
test_directory_look_up (WhDirectoryFixture *fixture,
                        gconstpointer       unused)
{
  static const char *const aliases[] = {
    "acme", "a@b.example", "a b", "a%b", "a%2Fb", "a+b", "?a&b=c#d", "Ü",
  };

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      g_autofree char *id = NULL;
      g_autofree char *alias = g_strdup_printf ("%s main", aliases[i]);
      guint n_requests;
      gint64 read_at;

      id = wh_directory_fixture_subscribe (fixture, aliases[i], alias, TEAM);
      g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_UNKNOWN);
      g_assert_null (wh_directory_dup_user_row (fixture->directory, id));
      g_assert_null (wh_directory_find_user (fixture->directory, aliases[i]));

      must_read (fixture, aliases[i], 0);
      n_requests = wh_directory_fixture_count (fixture);
      g_assert_cmpstr (wh_directory_find_user (fixture->directory, aliases[i]), ==, id);
      g_assert_cmpstr (wh_directory_find_user (fixture->directory, id), ==, id);
      g_assert_cmpstr (wh_directory_find_owner (fixture->directory, alias), ==, id);
      g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_FOUND);
      g_assert_nonnull (wh_directory_get_history (fixture->directory, id, &read_at));
      g_assert_cmpint (read_at, ==, wh_directory_get_now (fixture->directory));
      assert_row (fixture, id, "found", "1", "5000", "usd");

      must_read (fixture, aliases[i], G_USEC_PER_SEC);
      must_read (fixture, id, WH_DIRECTORY_ANY_AGE);
      g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests);
      wh_fake_clock_advance (fixture->clock, G_USEC_PER_SEC);
      must_read (fixture, id, G_USEC_PER_SEC);
      g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests + 1);
    }
}

static void
test_directory_revenue (WhDirectoryFixture *fixture,
                        gconstpointer       unused)
{
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u", "s1", TEAM);
  g_autofree char *other = wh_directory_fixture_subscribe (fixture, "v", "t1", TEAM);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 2; i <= 8; i++)
    {
      g_autofree char *alias = g_strdup_printf ("s%u", i);
      g_autofree char *same = wh_directory_fixture_subscribe (fixture, "u", alias, "pro", "year",
                                                              "usd", "100");

      g_assert_cmpstr (same, ==, id);
    }
  must_read (fixture, "u", 0);
  assert_row (fixture, id, "found", "8", "5058", "usd"); /* 5000 + 7 × 8⅓, rounded once */
  rows = wh_directory_dup_subscription_rows (fixture->directory, id);
  g_assert_cmpuint (rows->len, ==, 8);
  g_assert_cmpuint (wh_directory_count_uses (fixture->directory, "pro"), ==, 7);
  g_assert_cmpuint (wh_directory_count_uses (fixture->directory, "team"), ==, 1);
  g_assert_cmpuint (wh_directory_count_uses (fixture->directory, "nothing"), ==, 0);

  /* Two currencies have no sum. */
  g_free (wh_directory_fixture_subscribe (fixture, "v", "t2", "pro", "month", "eur", "700"));
  must_read (fixture, "v", 0);
  assert_row (fixture, other, "found", "2", NULL, NULL);
}

/* The customers that were added by hand are users; their addresses are known. */
static void
test_directory_customers (WhDirectoryFixture *fixture,
                          gconstpointer       unused)
{
  static const char *const customers[] = {
    "{\"customer_id\":\"cus_1\",\"email\":\"one@example.com\"}",
    "{\"customer_id\":\"pwu_2\",\"email\":\"two@example.com\"}",
    "{\"customer_id\":\"pwu_/ @%2F\",\"email\":null}",
    "{\"customer_id\":\"xpwu_3\"}",
  };
  g_autoptr (GListStore) list = g_list_store_new (WH_TYPE_RECORD);
  g_auto (GStrv) users = NULL;
  g_autoptr (WhRecord) row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (customers[i], strlen (customers[i]));
      g_autoptr (WhJsonDocument) document = NULL;
      g_autoptr (WhRecord) customer = NULL;

      document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, NULL);
      customer = wh_record_new (wh_resources_find ("customer"),
                                wh_json_document_get_root (document), NULL);
      g_list_store_append (list, customer);
      if (i == 1)
        wh_directory_watch (fixture->directory, G_LIST_MODEL (list));
    }

  users = wh_directory_dup_users (fixture->directory);
  g_assert_cmpuint (g_strv_length (users), ==, 2);
  g_assert_cmpstr (users[0], ==, "pwu_2");
  g_assert_cmpstr (users[1], ==, "pwu_/ @%2F");
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  assert_row (fixture, "pwu_2", "unread", NULL, NULL, NULL);
  row = wh_directory_dup_user_row (fixture->directory, "pwu_2");
  g_assert_cmpstr (wh_directory_fixture_text (row, "email"), ==, "two@example.com");
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, 1);
}

static void
test_directory_gone (WhDirectoryFixture *fixture,
                     gconstpointer       unused)
{
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u", "s", TEAM);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  must_read (fixture, "u", 0);
  wh_directory_fixture_run (fixture, "delete-user", "user_id", id, NULL);
  g_assert_null (wh_directory_fixture_read (fixture, id, 0, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_GONE);
  assert_row (fixture, id, "gone", NULL, NULL, NULL);
  rows = wh_directory_dup_subscription_rows (fixture->directory, id);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_cmpuint (wh_directory_count_uses (fixture->directory, "team"), ==, 0);

  /* Who was never known does not become so. */
  g_assert_null (wh_directory_fixture_read (fixture, "nobody", 0, &unknown));
  g_assert_error (unknown, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, "nobody"), ==, WH_USER_UNKNOWN);
}

static void
test_directory_remembered (WhDirectoryFixture *fixture,
                           gconstpointer       unused)
{
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u @", "s", TEAM);
  g_autofree char *other = wh_directory_fixture_subscribe (fixture, "v", "t", TEAM);
  g_autofree char *gone = wh_directory_fixture_subscribe (fixture, "w", "x", TEAM);
  g_auto (GStrv) users = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  must_read (fixture, "u @", 0);
  must_read (fixture, "v", 0);
  must_read (fixture, "w", 0);
  wh_directory_forget (fixture->directory, other);
  g_assert_cmpuint (fixture->n_forgotten, ==, 1);
  wh_directory_fixture_run (fixture, "delete-user", "user_id", gone, NULL);
  g_assert_null (wh_directory_fixture_read (fixture, gone, 0, &error));
  n_requests = wh_directory_fixture_count (fixture);

  wh_directory_fixture_restart (fixture);
  users = wh_directory_dup_users (fixture->directory);
  g_assert_cmpuint (g_strv_length (users), ==, 2);
  assert_row (fixture, id, "found", "1", "5000", "usd");
  assert_row (fixture, gone, "gone", NULL, NULL, NULL);
  g_assert_cmpstr (wh_directory_find_user (fixture->directory, "u @"), ==, id);
  must_read (fixture, id, G_USEC_PER_SEC);
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests);

  /* After a month a history says little; the user is still known. */
  wh_fake_clock_advance (fixture->clock, 31 * G_TIME_SPAN_DAY);
  wh_directory_fixture_restart (fixture);
  g_assert_null (wh_directory_get_history (fixture->directory, id, NULL));
  assert_row (fixture, id, "found", NULL, NULL, NULL);
}

/* Nothing is written for a connection that is no more. */
static void
test_directory_removed (WhDirectoryFixture *fixture,
                        gconstpointer       unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) values = NULL;
  g_autoptr (GError) error = NULL;

  g_free (wh_directory_fixture_subscribe (fixture, "u", "s", TEAM));
  wh_directory_close (fixture->directory, TRUE);
  must_read (fixture, "u", 0);
  wh_fake_clock_advance (fixture->clock, 10 * G_USEC_PER_SEC);

  wh_local_store_list_async (fixture->local, wh_connection_get_id (fixture->connection), "", NULL,
                             wh_test_store_result, &result);
  wh_test_await (&result);
  values = wh_local_store_list_finish (fixture->local, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (values), ==, 0);
}

static gboolean
has_changed (gpointer data)
{
  return ((WhDirectoryFixture *) data)->n_changed > 0;
}

static void
await_change (WhDirectoryFixture *fixture)
{
  fixture->n_changed = 0;
  wh_test_wait_until (has_changed, fixture);
}

/* What a connection says has changed is read again, once. */
static void
test_directory_changes (WhDirectoryFixture *fixture,
                        gconstpointer       unused)
{
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u", "s", TEAM);
  g_autoptr (WhRecord) record = NULL;
  g_autofree char *created = NULL;
  guint n_requests;

  must_read (fixture, "u", 0);
  record = wh_directory_fixture_run (fixture, "update-subscription", "subscription_id", "s",
                                     "plan_id", "pro", "plan_interval", "month", "value", "700",
                                     "effective_date", "1514851200", NULL);
  n_requests = wh_directory_fixture_count (fixture);
  wh_connection_report_change (fixture->connection, "subscription", "s", FALSE);
  wh_connection_report_change (fixture->connection, "user", id, FALSE);
  wh_connection_report_change (fixture->connection, "user", "u", FALSE);
  await_change (fixture);
  assert_row (fixture, id, "found", "1", "700", "usd");
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests + 1);

  /* Somebody who was created here; a customer of another source. */
  created = wh_directory_fixture_subscribe (fixture, "new", "t", TEAM);
  wh_connection_report_change (fixture->connection, "user", "cus_1", FALSE);
  wh_connection_report_change (fixture->connection, "user", created, FALSE);
  await_change (fixture);
  assert_row (fixture, created, "found", "1", "5000", "usd");

  wh_connection_report_change (fixture->connection, "user", "new", TRUE);
  g_assert_cmpuint (fixture->n_forgotten, ==, 1);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, created), ==, WH_USER_UNKNOWN);

  /* Anybody: what was read is out of date. */
  n_requests = wh_directory_fixture_count (fixture);
  wh_connection_report_change (fixture->connection, "user", NULL, FALSE);
  must_read (fixture, id, G_TIME_SPAN_DAY);
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests + 1);
}

static void
test_directory_cancelled (WhDirectoryFixture *fixture,
                          gconstpointer       before)
{
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u", "s", TEAM);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (before != NULL)
    g_cancellable_cancel (cancellable);
  wh_directory_read_async (fixture->directory, "u", 0, WH_API_PRIORITY_INTERACTIVE, cancellable,
                           wh_test_store_result, &result);
  g_cancellable_cancel (cancellable);
  wh_test_await (&result);
  g_assert_null (wh_directory_read_finish (fixture->directory, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_UNKNOWN);
}

static gboolean
are_plans_there (gpointer data)
{
  return wh_collection_get_state (data) == WH_COLLECTION_COMPLETE;
}

static void
test_directory_plans (WhDirectoryFixture *fixture,
                      gconstpointer       unused)
{
  WhCollection *plans = wh_directory_get_plans (fixture->directory);
  g_autoptr (WhRecord) created = NULL;
  guint n_plans;

  g_assert_true (wh_directory_get_plans (fixture->directory) == plans);
  wh_test_wait_until (are_plans_there, plans);
  n_plans = g_list_model_get_n_items (G_LIST_MODEL (plans));
  g_assert_cmpuint (n_plans, >, 0);

  created = wh_directory_fixture_run (fixture, "create-plan", "id", "x/y", "name", "X", NULL);
  wh_connection_report_change (fixture->connection, "plan", "x/y", FALSE);
  wh_test_wait_until (are_plans_there, plans);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plans)), ==, n_plans + 1);
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/core/directory/" name, WhDirectoryFixture, data, \
              wh_directory_fixture_set_up, func, wh_directory_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("look-up", NULL, test_directory_look_up);
  ADD ("revenue", NULL, test_directory_revenue);
  ADD ("customers", NULL, test_directory_customers);
  ADD ("gone", NULL, test_directory_gone);
  ADD ("remembered", NULL, test_directory_remembered);
  ADD ("removed", NULL, test_directory_removed);
  ADD ("changes", NULL, test_directory_changes);
  ADD ("cancelled/before", "before", test_directory_cancelled);
  ADD ("cancelled/during", NULL, test_directory_cancelled);
  ADD ("plans", NULL, test_directory_plans);

  return g_test_run ();
}
