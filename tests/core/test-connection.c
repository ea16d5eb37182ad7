/* test-connection.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-private.h"

#include "wh-connections.h"
#include "wh-fake-clock.h"
#include "wh-raw-server.h"
#include "wh-test-util.h"

#define SECOND G_TIME_SPAN_SECOND

#define ACME "{\"id\":\"a\",\"name\":\"Acme\",\"timezone\":\"UTC\",\"currency\":\"eur\"}"
#define OTHER "{\"id\":\"b\",\"name\":\"Other\",\"timezone\":\"UTC\",\"currency\":\"jpy\"}"

/* A connection to a server that says what the test tells it to. */
typedef struct
{
  WhRawServer *server;
  WhFakeClock *clock;
  WhTokenStore *tokens;
  WhConnections *connections;
  WhConnection *connection;
  guint n_changed; /* emissions of "company-changed" */
  guint wanted;
} Fixture;

static void
on_company_changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = wh_raw_server_new (NULL);
  fixture->clock = wh_fake_clock_new ();
  fixture->tokens = wh_memory_token_store_new ();
  fixture->connections = wh_connections_new (NULL, fixture->tokens, WH_CLOCK (fixture->clock));
}

/* Gives the connection its first token, with which it asks for the settings. */
static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->connection = wh_connections_add_demo (fixture->connections, "Demo",
                                                 wh_raw_server_get_url (fixture->server),
                                                 "canary-one", NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->connection, "company-changed",
                            G_CALLBACK (on_company_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  wh_connections_close (fixture->connections);
  g_clear_object (&fixture->connections);
  g_clear_object (&fixture->tokens);
  wh_raw_server_stop (fixture->server);
  wh_test_iterate ();
  g_clear_object (&fixture->server);
  g_assert_finalize_object (fixture->clock);
}

static gboolean
has_requests (gpointer user_data)
{
  Fixture *fixture = user_data;

  return wh_raw_server_get_n_requests (fixture->server) >= fixture->wanted;
}

static void
await_requests (Fixture *fixture,
                guint    n_requests)
{
  fixture->wanted = n_requests;
  wh_test_wait_until (has_requests, fixture);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, n_requests);
}

static gboolean
knows_company (gpointer user_data)
{
  return wh_connection_get_company_name (user_data) != NULL;
}

static gboolean
is_asking_later (gpointer user_data)
{
  return ((WhConnection *) user_data)->company_source != NULL;
}

static void
assert_amount (Fixture    *fixture,
               const char *expected)
{
  WhFormat *format = wh_connection_get_format (fixture->connection);
  g_autofree char *amount = wh_format_dup_money (format, 4900);

  g_assert_cmpstr (amount, ==, expected);
}

/* As long as nobody knows the currency no amount is in dollars, and it is found out later. */
static void
test_asks_again (Fixture       *fixture,
                 gconstpointer  data)
{
  wh_raw_server_push_json (fixture->server, 500, NULL, "{}");
  wh_raw_server_push_json (fixture->server, 500, NULL, "{}");
  start (fixture);
  wh_test_wait_until (is_asking_later, fixture->connection);
  await_requests (fixture, 1);
  assert_amount (fixture, "¤49.00");

  wh_fake_clock_advance (fixture->clock, 5 * SECOND);
  await_requests (fixture, 2);
  wh_test_wait_until (is_asking_later, fixture->connection);

  /* Ever more seldom. */
  wh_fake_clock_advance (fixture->clock, 5 * SECOND);
  await_requests (fixture, 2);
  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  wh_fake_clock_advance (fixture->clock, 5 * SECOND);
  wh_test_wait_until (knows_company, fixture->connection);
  assert_amount (fixture, "€49.00");

  wh_fake_clock_advance (fixture->clock, 3600 * SECOND);
  await_requests (fixture, 3);
}

/* What is read in the main loop is not as long as a list can be. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *blanks = g_strnfill (64 * 1024, ' ');
  g_autofree char *body = g_strconcat (ACME, blanks, NULL);

  wh_raw_server_push_json (fixture->server, 200, NULL, body);
  start (fixture);
  wh_test_wait_until (is_asking_later, fixture->connection);
  g_assert_null (wh_connection_get_company_name (fixture->connection));
}

static void
open_again (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_connection_open_async (fixture->connection, FALSE, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_connection_open_finish (fixture->connection, result, &error));
  g_assert_no_error (error);
}

static void
test_asks_when_opened (Fixture       *fixture,
                       gconstpointer  data)
{
  wh_raw_server_push_json (fixture->server, 500, NULL, "{}");
  start (fixture);
  wh_test_wait_until (is_asking_later, fixture->connection);

  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  open_again (fixture);
  wh_test_wait_until (knows_company, fixture->connection);
  open_again (fixture);
  wh_test_iterate ();
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 2);
}

/* Another zone is another day, so nobody may take the local one for it. */
static void
test_unknown_zone (Fixture       *fixture,
                   gconstpointer  data)
{
  wh_raw_server_push_json (fixture->server, 200, NULL,
                           "{\"id\":\"a\",\"name\":\"Acme\",\"timezone\":\"Moon/Tycho\","
                           "\"currency\":\"eur\"}");
  start (fixture);
  wh_test_wait_until (knows_company, fixture->connection);
  g_assert_cmpstr (wh_connection_get_unknown_zone (fixture->connection), ==, "Moon/Tycho");

  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  wh_connection_adopt (fixture->connection, "canary-two", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  g_assert_null (wh_connection_get_unknown_zone (fixture->connection));
  wh_test_wait_until (knows_company, fixture->connection);
  g_assert_null (wh_connection_get_unknown_zone (fixture->connection));
}

static WhApiResponse *
send (Fixture    *fixture,
      const char *path)
{
  g_autoptr (WhApiRequest) request = wh_api_request_new ("POST", path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhApiClient *client = wh_connection_get_client (fixture->connection);
  WhApiResponse *response;

  wh_api_client_send_async (client, request, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (client, result, &error);
  g_assert_no_error (error);

  return response;
}

/* The network was away at the start: the first answer to anything tells that it is back. */
static void
test_asks_when_reached (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (WhApiResponse) response = NULL;

  for (guint i = 0; i < 3; i++)
    wh_raw_server_push (fixture->server, "", WH_RAW_RESET);
  start (fixture);
  for (guint i = 1; i <= 3; i++)
    {
      await_requests (fixture, i);
      if (i < 3)
        wh_fake_clock_advance (fixture->clock, 3 * SECOND);
    }
  wh_test_wait_until (is_asking_later, fixture->connection);

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  response = send (fixture, "/v2/x/");
  wh_test_wait_until (knows_company, fixture->connection);
  assert_amount (fixture, "€49.00");
}

/* HAZARDS N15: another token may be that of another company. */
static void
test_other_company (Fixture       *fixture,
                    gconstpointer  data)
{
  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  start (fixture);
  wh_test_wait_until (knows_company, fixture->connection);
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  wh_connection_adopt (fixture->connection, "canary-one", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  assert_amount (fixture, "€49.00");

  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  wh_connection_adopt (fixture->connection, "canary-two", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  assert_amount (fixture, "¤49.00");
  wh_test_wait_until (knows_company, fixture->connection);
  assert_amount (fixture, "€49.00");
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  wh_raw_server_push_json (fixture->server, 200, NULL, OTHER);
  wh_connection_adopt (fixture->connection, "canary-three", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  wh_test_wait_until (knows_company, fixture->connection);
  assert_amount (fixture, "¥4,900");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 3);
}

/* A check of the token before says nothing of the one that came meanwhile. */
static void
test_late_proof (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (WhApiResponse) response = NULL;

  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  start (fixture);
  wh_test_wait_until (knows_company, fixture->connection);
  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  wh_connection_adopt (fixture->connection, "canary-two", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  wh_test_wait_until (knows_company, fixture->connection);

  /* It may have been the old token that was refused, so the new one is checked. */
  wh_raw_server_push_json (fixture->server, 401, NULL, "{}");
  response = send (fixture, "/v2/x/");
  wh_raw_server_push_json (fixture->server, 401, NULL, "{}");
  wh_raw_server_set_hold (fixture->server, TRUE);
  await_requests (fixture, 4);

  wh_raw_server_push_json (fixture->server, 200, NULL, ACME);
  wh_connection_adopt (fixture->connection, "canary-three", NULL, WH_TOKEN_KEPT_FOR_SESSION);
  await_requests (fixture, 5);
  wh_raw_server_set_hold (fixture->server, FALSE);
  wh_test_wait_until (knows_company, fixture->connection);
  wh_test_iterate ();
  g_assert_false (fixture->connection->questioning);
  g_assert_cmpint (wh_connection_get_token_state (fixture->connection), ==,
                   WH_TOKEN_STATE_READY);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/connection/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  ADD ("asks-again", test_asks_again);
  ADD ("asks-when-opened", test_asks_when_opened);
  ADD ("asks-when-reached", test_asks_when_reached);
  ADD ("other-company", test_other_company);
  ADD ("too-large", test_too_large);
  ADD ("unknown-zone", test_unknown_zone);
  ADD ("late-proof", test_late_proof);

  return g_test_run ();
}
