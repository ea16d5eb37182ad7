/* test-batch.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-api-error.h"
#include "wh-batch.h"
#include "wh-demo-throttle.h"
#include "wh-test-util.h"

static gboolean
has_ended (gpointer user_data)
{
  return !wh_batch_is_running (user_data);
}

static gboolean
is_busy (gpointer user_data)
{
  WhBatch *batch = user_data;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (batch)); i++)
    {
      g_autoptr (WhBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);

      if (wh_batch_item_get_state (item) == WH_BATCH_ITEM_RUNNING &&
          !wh_action_is_waiting (wh_batch_item_get_action (item)))
        return TRUE;
    }

  return FALSE;
}

/* Either it has ended, or nothing happens until the clock moves. */
static gboolean
has_come_to_rest (gpointer user_data)
{
  return has_ended (user_data) || !is_busy (user_data);
}

static void
run (WhBatch *batch)
{
  wh_batch_start (batch);
  wh_test_wait_until (has_ended, batch);
}

static GPtrArray *
list_customers (WhActionFixture *fixture)
{
  return wh_action_fixture_list (fixture, "list-customers", NULL, NULL);
}

/* A batch that puts a trait to the first customers. */
static WhBatch *
make_traits (WhActionFixture *fixture,
             guint            n)
{
  WhBatch *batch = wh_batch_new (fixture->connection, wh_operations_find ("put-trait"));
  g_autoptr (GPtrArray) customers = list_customers (fixture);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WhAction) action = NULL;

      action = wh_action_fixture_make (fixture, "put-trait", g_ptr_array_index (customers, i),
                                       "category", "Team", "trait", "Blue", NULL);
      wh_batch_add (batch, action);
    }

  return batch;
}

static void
assert_states (WhBatch    *batch,
               const char *expected)
{
  static const char letters[] = "w.+=!-";
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (batch)); i++)
    {
      g_autoptr (WhBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);
      WhBatchItemState state = wh_batch_item_get_state (item);

      g_string_append_c (states, letters[state]);
      g_assert_true ((wh_batch_item_get_error (item) != NULL) ==
                     (state == WH_BATCH_ITEM_FAILED));
    }

  g_assert_cmpstr (states->str, ==, expected);
}

static void
create_subscriptions (WhActionFixture *fixture,
                      guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *alias = g_strdup_printf ("s%u", i);
      g_autofree char *user = g_strdup_printf ("u%u", i / 8);
      g_autoptr (WhAction) action = NULL;

      action = wh_action_fixture_do (fixture, "create-subscription", NULL, "email", user,
                                     "plan_id", "p", "plan_interval", "month", "value", "100",
                                     "effective_date", "1735718400",
                                     "subscription_alias", alias, "user_alias", user, NULL);
    }
}

static WhBatch *
make_churns (WhActionFixture *fixture,
             guint            n)
{
  WhBatch *batch = wh_batch_new (fixture->connection,
                                 wh_operations_find ("churn-subscription"));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *alias = g_strdup_printf ("s%u", i);
      g_autoptr (WhAction) action = NULL;

      action = wh_action_fixture_make (fixture, "churn-subscription", NULL,
                                       "subscription_id", alias,
                                       "effective_date", "1740816000", NULL);
      wh_batch_add (batch, action);
    }

  return batch;
}

static void
test_batch_outcomes (WhActionFixture *fixture,
                     gconstpointer    data)
{
  g_autoptr (WhBatch) batch = NULL;
  g_autoptr (WhTestNotify) n_done = NULL;
  g_autoptr (WhTestNotify) n_failed = NULL;
  g_autoptr (WhTestNotify) running = NULL;
  g_autoptr (GPtrArray) inverses = NULL;
  g_autoptr (WhAction) churned = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  create_subscriptions (fixture, 3);
  churned = wh_action_fixture_do (fixture, "churn-subscription", NULL, "subscription_id", "s1",
                                  "effective_date", "1740816000", NULL);
  before = wh_action_fixture_read (fixture, "get-user", "user_id", "u0");

  batch = make_churns (fixture, 4);
  n_done = wh_test_notify_new (batch, "n-done");
  n_failed = wh_test_notify_new (batch, "n-failed");
  running = wh_test_notify_new (batch, "running");
  assert_states (batch, "wwww");
  g_assert_cmpuint (wh_batch_get_n_waiting (batch), ==, 4);
  run (batch);
  assert_states (batch, "+=+!");
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 1);
  g_assert_cmpuint (wh_batch_get_n_waiting (batch), ==, 0);
  g_assert_cmpuint (wh_test_notify_get_count (n_done), ==, 3);
  g_assert_cmpuint (wh_test_notify_get_count (n_failed), ==, 1);
  g_assert_cmpuint (wh_test_notify_get_count (running), ==, 2);
  g_assert_null (wh_batch_get_error (batch));

  /* Two were changed by it, and two are taken back, in a batch again. */
  inverses = wh_batch_dup_inverses (batch);
  g_assert_cmpuint (inverses->len, ==, 2);
  g_clear_object (&batch);
  batch = wh_batch_new (fixture->connection,
                        wh_action_get_operation (g_ptr_array_index (inverses, 0)));
  for (guint i = 0; i < inverses->len; i++)
    wh_batch_add (batch, g_ptr_array_index (inverses, i));
  run (batch);
  assert_states (batch, "++");
  after = wh_action_fixture_read (fixture, "get-user", "user_id", "u0");
  g_assert_cmpstr (before, ==, after);
}

/* An empty one ends as soon as it begins, and what cannot be sent fails by itself. */
static void
test_batch_edges (WhActionFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (WhBatch) empty = wh_batch_new (fixture->connection,
                                            wh_operations_find ("put-trait"));
  g_autoptr (WhBatch) batch = make_traits (fixture, 2);
  g_autoptr (WhAction) incomplete = NULL;

  wh_batch_stop (empty);
  run (empty);
  g_assert_cmpuint (wh_batch_get_n_done (empty), ==, 0);
  wh_batch_retry_failed (empty);
  g_assert_false (wh_batch_is_running (empty));

  incomplete = wh_action_fixture_make (fixture, "put-trait", NULL, "customer_id", "c", NULL);
  wh_batch_add (batch, incomplete);
  run (batch);
  assert_states (batch, "++!");
  wh_draft_set_text (wh_action_get_draft (incomplete), "category", "a");
  wh_draft_set_text (wh_action_get_draft (incomplete), "trait", "b");
  wh_batch_retry_failed (batch);
  wh_test_wait_until (has_ended, batch);
  assert_states (batch, "++!");
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 1);
}

static void
test_batch_retry_failed (WhActionFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (WhBatch) batch = make_traits (fixture, 3);

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_HTML500);
  run (batch);
  assert_states (batch, "!!!");
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 3);
  wh_action_fixture_assert_changes (fixture, "");

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  wh_batch_retry_failed (batch);
  g_assert_true (wh_batch_is_running (batch));
  wh_test_wait_until (has_ended, batch);
  /* They were done although an answer said otherwise. */
  assert_states (batch, "===");
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 0);
}

/* A few are reported one by one, many by their kind; in any case when all is over. */
static void
test_batch_reports (WhActionFixture *fixture,
                    gconstpointer    data)
{
  g_autoptr (WhBatch) few = make_traits (fixture, 2);
  g_autoptr (WhBatch) many = make_traits (fixture, 13);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GPtrArray) customers = list_customers (fixture);

  for (guint i = 0; i < 2; i++)
    {
      const char *id = wh_record_get_key (g_ptr_array_index (customers, i));

      g_string_append_printf (expected, "trait %s;customer %s;", id, id);
    }

  wh_batch_start (few);
  wh_action_fixture_assert_changes (fixture, "");
  wh_test_wait_until (has_ended, few);
  wh_action_fixture_assert_changes (fixture, expected->str);

  g_string_set_size (fixture->changes, 0);
  run (many);
  assert_states (many, "==+++++++++++");
  wh_action_fixture_assert_changes (fixture, "trait *;customer *;");
}

/* A customer who is there twice is anonymised once. */
static void
test_batch_repetition (WhActionFixture *fixture,
                       gconstpointer    data)
{
  g_autoptr (WhBatch) batch = wh_batch_new (fixture->connection,
                                            wh_operations_find ("exclude-customer"));
  g_autoptr (GPtrArray) customers = list_customers (fixture);
  guint n_requests;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (WhAction) action = NULL;

      action = wh_action_fixture_make (fixture, "exclude-customer",
                                       g_ptr_array_index (customers, i % 2), NULL);
      wh_batch_add (batch, action);
    }
  n_requests = wh_demo_server_get_n_requests (fixture->server);
  run (batch);
  assert_states (batch, "++--");
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), ==, n_requests + 2);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 4);
}

static gboolean
has_request (gpointer user_data)
{
  return is_busy (user_data);
}

/* The one that is on its way is waited for; those behind it are not sent. */
static void
test_batch_stop (WhActionFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (WhBatch) batch = make_traits (fixture, 4);

  wh_batch_start (batch);
  wh_test_wait_until (has_request, batch);
  wh_batch_stop (batch);
  g_assert_true (wh_batch_is_running (batch));
  wh_test_wait_until (has_ended, batch);
  assert_states (batch, "+www");
  g_assert_cmpuint (wh_batch_get_n_waiting (batch), ==, 3);

  /* Stopped and gone on with before it was felt. */
  wh_batch_start (batch);
  wh_test_wait_until (has_request, batch);
  wh_batch_stop (batch);
  wh_batch_start (batch);
  wh_test_wait_until (has_ended, batch);
  assert_states (batch, "++++");
}

/* Without a token, or with a bad one, the rest would fail in the same way. */
static void
test_batch_token (WhActionFixture *fixture,
                  gconstpointer    data)
{
  static const char *const tokens[] = { "wrong", NULL };
  static const int codes[] = { WH_API_ERROR_UNAUTHORIZED, WH_API_ERROR_NO_TOKEN };
  g_autoptr (WhBatch) batch = make_traits (fixture, 3);
  WhApiClient *client = wh_connection_get_client (fixture->connection);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE, tokens[i]);
      run (batch);
      assert_states (batch, "www");
      g_assert_error (wh_batch_get_error (batch), WH_API_ERROR, codes[i]);
      g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 0);
    }

  wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE,
                           wh_demo_server_get_token (fixture->server));
  run (batch);
  assert_states (batch, "+++");
  g_assert_null (wh_batch_get_error (batch));
}

/* The limits of §1.4 as a server counts them, by the clock that the client goes by. */
typedef struct
{
  WhActionFixture *fixture;
  WhDemoThrottle *throttle;
  WhDemoBucket bucket;
  guint n_sent;
  guint n_refused;
} Watch;

static void
on_sent_cb (WhApiClient   *client,
            WhApiRequest  *request,
            WhApiResponse *response,
            const GError  *error,
            Watch         *watch)
{
  gint64 now = wh_clock_get_monotonic (WH_CLOCK (watch->fixture->clock));

  watch->n_sent++;
  watch->n_refused += wh_demo_throttle_take (watch->throttle, watch->bucket, now) > 0;
}

/* Lets time pass whenever nothing else happens, until it has ended or so many are done, and says
 * how much it was. */
static gint64
run_by_the_clock (WhActionFixture *fixture,
                  WhBatch         *batch,
                  guint            n_done)
{
  gint64 start = wh_clock_get_monotonic (WH_CLOCK (fixture->clock));

  wh_batch_start (batch);
  while (wh_batch_is_running (batch) && wh_batch_get_n_done (batch) < n_done)
    {
      wh_test_wait_until (has_come_to_rest, batch);
      wh_test_iterate ();
      if (wh_batch_is_running (batch) && wh_batch_get_n_done (batch) < n_done &&
          !is_busy (batch) && wh_fake_clock_get_next (fixture->clock) >= 0)
        wh_fake_clock_advance (fixture->clock, wh_fake_clock_get_next (fixture->clock));
    }

  return wh_clock_get_monotonic (WH_CLOCK (fixture->clock)) - start;
}

static void
test_batch_rate (WhActionFixture *fixture,
                 gconstpointer    data)
{
  static const struct
  {
    const char *operation;
    WhDemoBucket bucket;
    guint n;
    guint limit;
    guint seconds;
  } cases[] = {
    { "churn-subscription", WH_DEMO_BUCKET_BASE, 80, 25, 5 },
    { "put-trait", WH_DEMO_BUCKET_TRAITS, 50, 20, 60 },
    { "exclude-customer", WH_DEMO_BUCKET_EXCLUDE, 35, 10, 60 },
    { "anonymize-customer", WH_DEMO_BUCKET_ANONYMIZE, 45, 20, 60 },
  };
  g_autoptr (GPtrArray) customers = list_customers (fixture);
  WhApiClient *client = wh_connection_get_client (fixture->connection);

  create_subscriptions (fixture, cases[0].n);
  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (client), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Watch watch = { fixture, wh_demo_throttle_new (), cases[i].bucket, 0, 0 };
      g_autoptr (WhBatch) batch = NULL;
      gint64 ideal, elapsed;
      gulong handler;

      /* What was sent before counts no more. */
      wh_fake_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
      if (i == 0)
        batch = make_churns (fixture, cases[i].n);
      else if (i == 1)
        batch = make_traits (fixture, cases[i].n);
      else
        batch = wh_batch_new (fixture->connection, wh_operations_find (cases[i].operation));
      wh_fake_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
      for (guint j = 0; j < cases[i].n && i > 1; j++)
        {
          g_autoptr (WhAction) action = NULL;

          action = wh_action_fixture_make (fixture, cases[i].operation,
                                           g_ptr_array_index (customers, j), NULL);
          wh_batch_add (batch, action);
        }

      handler = g_signal_connect (client, "sent", G_CALLBACK (on_sent_cb), &watch);
      elapsed = run_by_the_clock (fixture, batch, G_MAXUINT);
      g_signal_handler_disconnect (client, handler);

      g_assert_cmpuint (wh_batch_get_n_done (batch), ==, cases[i].n);
      g_assert_cmpuint (watch.n_sent, ==, cases[i].n);
      g_assert_cmpuint (watch.n_refused, ==, 0);
      ideal = (gint64) ((cases[i].n - 1) / cases[i].limit) * cases[i].seconds * G_USEC_PER_SEC;
      g_assert_cmpint (elapsed, >=, ideal);
      /* The limiter spreads the end of the first burst, so that a person finds a turn. */
      g_assert_cmpint (elapsed, <=, ideal + ideal / 100 + G_USEC_PER_SEC);
      wh_demo_throttle_free (watch.throttle);
    }
}

/* One that waits for the limiter is stopped at once, and not sent at all. */
static void
test_batch_stop_waiting (WhActionFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (WhBatch) batch = make_traits (fixture, 25);
  WhApiClient *client = wh_connection_get_client (fixture->connection);
  guint n_requests = wh_demo_server_get_n_requests (fixture->server);

  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (client), TRUE);
  run_by_the_clock (fixture, batch, 20);
  wh_test_wait_until (has_come_to_rest, batch);
  assert_states (batch, "++++++++++++++++++++.wwww");
  wh_batch_stop (batch);
  wh_test_wait_until (has_ended, batch);
  assert_states (batch, "++++++++++++++++++++wwwww");
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), ==, n_requests + 20);

  run_by_the_clock (fixture, batch, G_MAXUINT);
  assert_states (batch, "+++++++++++++++++++++++++");
}

/* Somebody else uses up the limit: what was refused is put off, not failed. */
static void
test_batch_throttled (WhActionFixture *fixture,
                      gconstpointer    data)
{
  g_autoptr (WhBatch) batch = make_traits (fixture, 2);
  guint n_requests = wh_demo_server_get_n_requests (fixture->server);

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_THROTTLE);
  wh_batch_start (batch);
  /* The client itself tries a few times before it gives up, and the batch goes on after that. */
  while (wh_demo_server_get_n_requests (fixture->server) < n_requests + 7)
    {
      wh_test_wait_until (has_come_to_rest, batch);
      wh_test_iterate ();
      if (!is_busy (batch) && wh_fake_clock_get_next (fixture->clock) >= 0)
        wh_fake_clock_advance (fixture->clock, wh_fake_clock_get_next (fixture->clock));
    }
  g_assert_true (wh_batch_is_running (batch));
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 0);

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  run_by_the_clock (fixture, batch, G_MAXUINT);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 2);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/batch/" name, WhActionFixture, NULL, wh_action_fixture_set_up, \
              func, wh_action_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("outcomes", test_batch_outcomes);
  ADD ("edges", test_batch_edges);
  ADD ("retry-failed", test_batch_retry_failed);
  ADD ("reports", test_batch_reports);
  ADD ("repetition", test_batch_repetition);
  ADD ("stop", test_batch_stop);
  ADD ("token", test_batch_token);
  ADD ("rate", test_batch_rate);
  ADD ("stop-waiting", test_batch_stop_waiting);
  ADD ("throttled", test_batch_throttled);

  return g_test_run ();
}
