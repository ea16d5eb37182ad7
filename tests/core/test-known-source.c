/* test-known-source.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-fixture.h"
#include "wh-known-source.h"
#include "wh-test-util.h"

#include <string.h>

#define TEAM "team", "month", "usd", "5000"

static gboolean
is_idle (gpointer collection)
{
  return !wh_collection_is_loading (collection);
}

static void
await (WhCollection      *collection,
       WhCollectionState  state,
       guint              n_rows)
{
  wh_test_wait_until (is_idle, collection);
  g_assert_cmpint (wh_collection_get_state (collection), ==, state);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (collection)), ==, n_rows);
}

static WhCollection *
new_list (WhDirectoryFixture *fixture,
          const char         *resource)
{
  return wh_directory_new_collection (fixture->directory, wh_resources_find (resource));
}

/* The text of a field of the row with a key; "absent" where there is no such row. */
static char *
dup_text (WhCollection *collection,
          const char   *key,
          const char   *field)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (collection)); i++)
    {
      g_autoptr (WhRecord) row = g_list_model_get_item (G_LIST_MODEL (collection), i);

      if (strcmp (wh_record_get_key (row), key) == 0)
        return g_strdup (wh_directory_fixture_text (row, field));
    }

  return g_strdup ("absent");
}

static void
assert_text (WhCollection *collection,
             const char   *key,
             const char   *field,
             const char   *expected)
{
  g_autofree char *text = dup_text (collection, key, field);

  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  WhCollection *collection;
  const char *key;
  const char *field;
  const char *expected;
} Expectation;

static gboolean
is_met (gpointer data)
{
  Expectation *expectation = data;
  g_autofree char *text = dup_text (expectation->collection, expectation->key,
                                    expectation->field);

  return g_strcmp0 (text, expectation->expected) == 0;
}

static void
await_text (WhCollection *collection,
            const char   *key,
            const char   *field,
            const char   *expected)
{
  Expectation expectation = { collection, key, field, expected };

  wh_test_wait_until (is_met, &expectation);
}

static char *
know (WhDirectoryFixture *fixture,
      const char         *user_alias,
      const char         *alias)
{
  g_autoptr (WhHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  char *id = wh_directory_fixture_subscribe (fixture, user_alias, alias, TEAM);

  history = wh_directory_fixture_read (fixture, id, 0, &error);
  g_assert_no_error (error);

  return id;
}

static char *
dup_key (WhDirectoryFixture *fixture,
         const char         *id,
         guint               subscription)
{
  WhHistory *history = wh_directory_get_history (fixture->directory, id, NULL);

  return g_strdup (wh_history_get_subscription_id (history, subscription));
}

/* One user a page: what was read lately is not asked for again, a second load asks. */
static void
test_known_subscriptions (WhDirectoryFixture *fixture,
                          gconstpointer       unused)
{
  g_autofree char *one = know (fixture, "one", "one a");
  g_autofree char *two = know (fixture, "two", "two a");
  g_autofree char *gone = know (fixture, "gone", "gone a");
  g_autofree char *more = wh_directory_fixture_subscribe (fixture, "one", "one b", TEAM);
  g_autoptr (WhCollection) list = new_list (fixture, "subscription");
  guint n_requests = wh_directory_fixture_count (fixture);

  g_assert_cmpstr (more, ==, one);
  wh_collection_load (list);
  await (list, WH_COLLECTION_COMPLETE, 3);
  g_assert_cmpuint (wh_collection_get_n_pages (list), ==, 3);
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests);

  wh_directory_fixture_run (fixture, "delete-user", "user_id", gone, NULL);
  wh_fake_clock_advance (fixture->clock, 2 * G_TIME_SPAN_MINUTE);
  wh_collection_load (list);
  await (list, WH_COLLECTION_COMPLETE, 3);
  g_assert_cmpuint (wh_directory_fixture_count (fixture), ==, n_requests + 4);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, gone), ==, WH_USER_GONE);
}

static void
test_known_limit (WhDirectoryFixture *fixture,
                  gconstpointer       unused)
{
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autoptr (WhCollection) list = new_list (fixture, "subscription");

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *alias = g_strdup_printf ("s%u", i);

      g_free (wh_directory_fixture_subscribe (fixture, "eight", alias, TEAM));
    }
  id = wh_directory_fixture_subscribe (fixture, "eight too", "t", TEAM);
  g_object_unref (wh_directory_fixture_read (fixture, "eight", 0, NULL));
  g_object_unref (wh_directory_fixture_read (fixture, id, 0, NULL));
  other = know (fixture, "last", "u");

  wh_collection_set_limit (list, 3);
  wh_collection_load (list);
  await (list, WH_COLLECTION_LIMITED, 3);
  g_assert_cmpuint (wh_collection_get_n_pages (list), ==, 1);
  wh_collection_set_limit (list, 8);
  await (list, WH_COLLECTION_LIMITED, 8);
  wh_collection_set_limit (list, 9);
  await (list, WH_COLLECTION_LIMITED, 9);
  wh_collection_set_limit (list, WH_COLLECTION_NO_LIMIT);
  await (list, WH_COLLECTION_COMPLETE, 10);
}

static void
test_known_stop (WhDirectoryFixture *fixture,
                 gconstpointer       unused)
{
  g_autoptr (WhCollection) list = new_list (fixture, "subscription");

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *alias = g_strdup_printf ("s%u", i);

      g_free (know (fixture, alias, alias));
    }
  wh_collection_load (list);
  g_assert_cmpint (wh_collection_get_state (list), ==, WH_COLLECTION_LOADING);
  wh_collection_stop (list);
  g_assert_cmpint (wh_collection_get_state (list), ==, WH_COLLECTION_STOPPED);
  wh_test_iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  wh_collection_resume (list);
  await (list, WH_COLLECTION_COMPLETE, 4);
}

/* A failure keeps what has come, and is gone on from. */
static void
test_known_failure (WhDirectoryFixture *fixture,
                    gconstpointer       unused)
{
  g_autofree char *one = know (fixture, "one", "a");
  g_autofree char *two = know (fixture, "two", "b");
  g_autoptr (WhCollection) list = new_list (fixture, "subscription");

  wh_connection_report_change (fixture->connection, "subscription", NULL, FALSE);
  g_object_unref (wh_directory_fixture_read (fixture, one, 0, NULL));
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_HTML500);
  wh_collection_load (list);
  await (list, WH_COLLECTION_FAILED, 1);
  g_assert_true (g_error_matches (wh_collection_get_error (list), WH_API_ERROR,
                                  WH_API_ERROR_SERVER));
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  wh_collection_resume (list);
  await (list, WH_COLLECTION_COMPLETE, 2);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, two), ==, WH_USER_FOUND);
}

/* One who is looked up; who is not there is an answer of its own. */
static void
test_known_look_up (WhDirectoryFixture *fixture,
                    gconstpointer       resource)
{
  g_autofree char *one = know (fixture, "one", "a");
  g_autofree char *other = wh_directory_fixture_subscribe (fixture, "o @%2F", "b", TEAM);
  g_autoptr (WhCollection) list = new_list (fixture, resource);

  wh_collection_set_field (list, "user_id", "o @%2F");
  wh_collection_load (list);
  await (list, WH_COLLECTION_COMPLETE, 1);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, other), ==, WH_USER_FOUND);

  wh_collection_set_field (list, "user_id", "nobody");
  wh_collection_load (list);
  await (list, WH_COLLECTION_FAILED, 1);
  g_assert_true (g_error_matches (wh_collection_get_error (list), WH_API_ERROR,
                                  WH_API_ERROR_NOT_FOUND));

  wh_collection_set_field (list, "user_id", NULL);
  wh_collection_load (list);
  await (list, WH_COLLECTION_COMPLETE, 2);
}

/* Rows come, change and go by themselves. */
static void
test_known_live (WhDirectoryFixture *fixture,
                 gconstpointer       unused)
{
  g_autoptr (WhCollection) users = new_list (fixture, "user");
  g_autoptr (WhCollection) subscriptions = new_list (fixture, "subscription");
  g_autofree char *one = know (fixture, "one", "a");
  g_autofree char *two = NULL;
  g_autofree char *key = dup_key (fixture, one, 0);
  g_autoptr (WhRecord) record = NULL;

  wh_collection_load (users);
  wh_collection_load (subscriptions);
  await (users, WH_COLLECTION_COMPLETE, 1);
  await (subscriptions, WH_COLLECTION_COMPLETE, 1);
  assert_text (users, one, "mrr", "5000");
  assert_text (subscriptions, key, "status", "active");

  two = know (fixture, "two", "b");
  await (users, WH_COLLECTION_COMPLETE, 2);
  await (subscriptions, WH_COLLECTION_COMPLETE, 2);

  record = wh_directory_fixture_run (fixture, "churn-subscription", "subscription_id", key,
                                     "effective_date", "1893456000", NULL);
  wh_connection_report_change (fixture->connection, "subscription", key, FALSE);
  await_text (subscriptions, key, "scheduled", "churn");
  assert_text (subscriptions, key, "scheduled_on", "1893456000");
  assert_text (subscriptions, key, "status", "active");
  assert_text (subscriptions, key, "mrr", "5000");

  wh_directory_fixture_run (fixture, "unchurn-subscription", "subscription_id", key, NULL);
  wh_connection_report_change (fixture->connection, "subscription", key, FALSE);
  await_text (subscriptions, key, "scheduled", NULL);

  wh_connection_report_change (fixture->connection, "user", one, TRUE);
  assert_text (users, one, "mrr", "absent");
  assert_text (subscriptions, key, "mrr", "absent");
  await (users, WH_COLLECTION_COMPLETE, 1);
  await (subscriptions, WH_COLLECTION_COMPLETE, 1);
}

/* Who becomes known behind the limit stays behind it. */
static void
test_known_live_limited (WhDirectoryFixture *fixture,
                         gconstpointer       unused)
{
  g_autoptr (WhCollection) users = new_list (fixture, "user");
  g_autofree char *one = know (fixture, "one", "a");
  g_autofree char *two = know (fixture, "two", "b");
  g_autofree char *three = NULL;

  wh_collection_set_limit (users, 1);
  wh_collection_load (users);
  await (users, WH_COLLECTION_LIMITED, 1);
  three = know (fixture, "three", "c");
  await (users, WH_COLLECTION_LIMITED, 1);
  wh_collection_set_limit (users, WH_COLLECTION_NO_LIMIT);
  await (users, WH_COLLECTION_COMPLETE, 3);
}

static void
test_known_plans (WhDirectoryFixture *fixture,
                  gconstpointer       unused)
{
  g_autoptr (WhCollection) plans = new_list (fixture, "plan");
  g_autoptr (WhRecord) created = NULL;
  g_autofree char *id = NULL;
  guint n_plans;

  created = wh_directory_fixture_run (fixture, "create-plan", "id", "x 1", "name", "X", NULL);
  wh_collection_load (plans);
  wh_test_wait_until (is_idle, plans);
  n_plans = g_list_model_get_n_items (G_LIST_MODEL (plans));
  await (plans, WH_COLLECTION_COMPLETE, n_plans);
  assert_text (plans, "x 1", "n_subscriptions", "0");

  id = wh_directory_fixture_subscribe (fixture, "u", "s", "x 1", "month", "usd", "100");
  g_object_unref (wh_directory_fixture_read (fixture, id, 0, NULL));
  await_text (plans, "x 1", "n_subscriptions", "1");

  g_object_unref (wh_directory_fixture_run (fixture, "update-plan", "id", "x 1", "name", "New",
                                            NULL));
  wh_connection_report_change (fixture->connection, "plan", "x 1", FALSE);
  await_text (plans, "x 1", "name", "New");
  assert_text (plans, "x 1", "n_subscriptions", "1");

  g_object_unref (wh_directory_fixture_run (fixture, "create-plan", "id", "y", "name", "Y", NULL));
  wh_connection_report_change (fixture->connection, "plan", "y", FALSE);
  await_text (plans, "y", "n_subscriptions", "0");
  await (plans, WH_COLLECTION_COMPLETE, n_plans + 1);
}

/* Customers as the API lists them; the users among them become known. */
static void
test_known_customers (WhDirectoryFixture *fixture,
                      gconstpointer       unused)
{
  g_autoptr (WhCollection) customers = new_list (fixture, "customer");
  g_autofree char *id = wh_directory_fixture_subscribe (fixture, "u", "s", TEAM);

  g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_UNKNOWN);
  wh_collection_load (customers);
  wh_test_wait_until (is_idle, customers);
  g_assert_cmpint (wh_collection_get_state (customers), ==, WH_COLLECTION_COMPLETE);
  g_assert_cmpint (wh_directory_get_state (fixture->directory, id), ==, WH_USER_UNREAD);
}

static WhRecord *
read_again (WhCollection  *collection,
            const char    *key,
            GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_collection_read_async (collection, key, WH_API_PRIORITY_INTERACTIVE, NULL,
                            wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_collection_read_finish (collection, result, error);
}

static void
test_known_read (WhDirectoryFixture *fixture,
                 gconstpointer       unused)
{
  g_autofree char *id = know (fixture, "one", "a");
  g_autofree char *key = dup_key (fixture, id, 0);
  const char *const cases[][2] = {
    { "user", id }, { "subscription", key }, { "plan", "starter" }, { "customer", id },
  };

  g_object_unref (wh_directory_fixture_run (fixture, "create-plan", "id", "starter x", "name",
                                            "S", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *wanted = strcmp (cases[i][0], "plan") == 0 ? "starter x" : cases[i][1];
      g_autoptr (WhCollection) list = new_list (fixture, cases[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) refusal = NULL;
      g_autoptr (WhRecord) record = NULL;

      wh_collection_load (list);
      wh_test_wait_until (is_idle, list);
      record = read_again (list, wanted, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (wh_record_get_key (record), ==, wanted);
      if (i < 2)
        g_assert_cmpstr (wh_directory_fixture_text (record, "mrr"), ==, "5000");

      g_assert_null (read_again (list, "nothing like it", &refusal));
      g_assert_nonnull (refusal);
    }
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* Nobody keeps the list alive for good, whatever was under way. */
static void
test_known_gone_meanwhile (WhDirectoryFixture *fixture,
                           gconstpointer       resource)
{
  g_autofree char *id = know (fixture, "one", "a");
  WhCollection *list = new_list (fixture, resource);
  gpointer weak = NULL;

  wh_connection_report_change (fixture->connection, "subscription", NULL, FALSE);
  wh_collection_load (list);
  wh_test_iterate ();
  g_set_weak_pointer (&weak, list);
  g_object_unref (list);
  wh_test_wait_until (is_gone, &weak);
  wh_test_iterate ();
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/core/known-source/" name, WhDirectoryFixture, data, \
              wh_directory_fixture_set_up, func, wh_directory_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("subscriptions", NULL, test_known_subscriptions);
  ADD ("limit", NULL, test_known_limit);
  ADD ("stop", NULL, test_known_stop);
  ADD ("failure", NULL, test_known_failure);
  ADD ("look-up/subscription", "subscription", test_known_look_up);
  ADD ("look-up/user", "user", test_known_look_up);
  ADD ("live", NULL, test_known_live);
  ADD ("live-limited", NULL, test_known_live_limited);
  ADD ("plans", NULL, test_known_plans);
  ADD ("customers", NULL, test_known_customers);
  ADD ("read", NULL, test_known_read);
  ADD ("gone-meanwhile/user", "user", test_known_gone_meanwhile);
  ADD ("gone-meanwhile/subscription", "subscription", test_known_gone_meanwhile);
  ADD ("gone-meanwhile/plan", "plan", test_known_gone_meanwhile);

  return g_test_run ();
}
