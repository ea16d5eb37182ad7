/* test-undo.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-context.h"
#include "wh-test-util.h"
#include "wh-undo.h"

static WhAction *
make (WhConnection *connection)
{
  return wh_action_new (connection, wh_operations_find ("unchurn-subscription"), NULL);
}

static WhConnection *
add_demo (WhConnections *connections)
{
  g_autoptr (GError) error = NULL;
  WhConnection *connection;

  connection = wh_connections_add_demo (connections, "Demo", "http://127.0.0.1:9", "t", NULL,
                                        &error);
  g_assert_no_error (error);

  return connection;
}

static void
test_undo_order (WhActionFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (WhUndo) undo = wh_undo_new ();
  g_autoptr (WhConnections) others = NULL;
  g_autoptr (WhTokenStore) tokens = wh_memory_token_store_new ();
  g_autoptr (WhConnection) other = NULL;
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (undo, "n-items");
  g_autoptr (WhAction) first = make (fixture->connection);
  g_autoptr (WhAction) second = make (fixture->connection);
  g_autoptr (WhAction) foreign = NULL;
  g_autoptr (WhAction) popped = NULL;

  others = wh_connections_new (NULL, tokens, WH_CLOCK (fixture->clock));
  other = g_object_ref (add_demo (others));
  foreign = make (other);

  g_assert_null (wh_undo_peek (undo, NULL));
  g_assert_null (wh_undo_pop (undo, fixture->connection));
  wh_undo_push (undo, first);
  wh_undo_push (undo, second);
  wh_undo_push (undo, foreign);
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 3);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 3);

  g_assert_true (wh_undo_peek (undo, NULL) == foreign);
  g_assert_true (wh_undo_peek (undo, fixture->connection) == second);
  popped = wh_undo_pop (undo, fixture->connection);
  g_assert_true (popped == second);
  g_assert_true (wh_undo_peek (undo, fixture->connection) == first);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);

  /* A toast and Ctrl+Z never run the same. */
  g_assert_false (wh_undo_remove (undo, second));
  g_assert_true (wh_undo_remove (undo, first));
  g_assert_null (wh_undo_peek (undo, fixture->connection));
  g_assert_true (wh_undo_peek (undo, other) == foreign);
  wh_undo_forget (undo, other);
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 0);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 2);
}

static void
test_undo_limit (WhActionFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (WhUndo) undo = wh_undo_new ();
  g_autoptr (WhAction) oldest = make (fixture->connection);
  g_autoptr (WhAction) next = make (fixture->connection);

  wh_undo_push (undo, oldest);
  wh_undo_push (undo, next);
  for (guint i = 0; i < 99; i++)
    {
      g_autoptr (WhAction) action = make (fixture->connection);

      wh_undo_push (undo, action);
    }
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 100);
  g_assert_false (wh_undo_remove (undo, oldest));
  g_assert_true (wh_undo_remove (undo, next));
}

/* What was done to an account is forgotten with its connection, and holds it no longer. */
static void
test_undo_connection_removed (void)
{
  g_autoptr (WhTokenStore) tokens = wh_memory_token_store_new ();
  WhContext *context = wh_context_new (NULL, tokens, NULL);
  WhConnections *connections = wh_context_get_connections (context);
  WhUndo *undo = wh_context_get_undo (context);
  WhConnection *connection = g_object_ref (add_demo (connections));
  WhAction *action = make (connection);
  g_autoptr (GError) error = NULL;

  wh_undo_push (undo, action);
  g_object_unref (action);
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 1);
  g_assert_true (wh_connections_forget (connections, connection, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wh_undo_get_n_items (undo), ==, 0);
  wh_test_iterate ();
  g_assert_finalize_object (connection);

  connection = g_object_ref (add_demo (connections));
  action = make (connection);
  wh_undo_push (undo, action);
  g_object_unref (action);
  g_assert_finalize_object (context);
  wh_test_iterate ();
  g_assert_finalize_object (connection);
}

/* The real thing: churned, taken back with what is on top. */
static void
test_undo_run (WhActionFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (WhUndo) undo = wh_undo_new ();
  g_autoptr (WhAction) created = NULL;
  g_autoptr (WhAction) churn = NULL;
  g_autoptr (WhAction) inverse = NULL;
  g_autoptr (WhAction) popped = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  created = wh_action_fixture_do (fixture, "create-subscription", NULL, "email", "a",
                                  "plan_id", "p", "plan_interval", "month", "value", "100",
                                  "effective_date", "1735718400", "subscription_alias", "s",
                                  "user_alias", "u", NULL);
  before = wh_action_fixture_read (fixture, "get-user", "user_id", "u");
  churn = wh_action_fixture_do (fixture, "churn-subscription", NULL, "subscription_id", "s",
                                "effective_date", "1740816000", NULL);
  inverse = wh_action_dup_inverse (churn);
  wh_undo_push (undo, inverse);
  popped = wh_undo_pop (undo, fixture->connection);
  wh_action_fixture_run (fixture, popped, WH_ACTION_DONE);
  after = wh_action_fixture_read (fixture, "get-user", "user_id", "u");
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/undo/" name, WhActionFixture, NULL, wh_action_fixture_set_up, \
              func, wh_action_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("order", test_undo_order);
  ADD ("limit", test_undo_limit);
  g_test_add_func ("/wellhead/core/undo/connection-removed", test_undo_connection_removed);
  ADD ("run", test_undo_run);

  return g_test_run ();
}
