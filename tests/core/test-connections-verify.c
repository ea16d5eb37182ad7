/* test-connections-verify.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connections.h"

#include "token-store-suite.h"
#include "wh-api-error.h"
#include "wh-fake-clock.h"
#include "wh-raw-server.h"
#include "wh-test-token-store.h"
#include "wh-test-util.h"

#define COMPANY "{\"id\":\"a\",\"name\":\"Acme\",\"timezone\":\"UTC\",\"currency\":\"eur\"}"

/* What happens to a connection while its tokens are on their way into the keyring. */
typedef struct
{
  WhRawServer *server;
  WhFakeClock *clock;
  WhTestTokenStore *tokens;
  WhConnections *connections;
  GCancellable *cancellable;
  GAsyncResult *result; /* of the addition or the renewal */
  guint wanted;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = wh_raw_server_new (NULL);
  fixture->clock = wh_fake_clock_new ();
  fixture->tokens = wh_test_token_store_new ();
  fixture->cancellable = g_cancellable_new ();
  fixture->connections = wh_connections_new (NULL, WH_TOKEN_STORE (fixture->tokens),
                                             WH_CLOCK (fixture->clock));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  wh_connections_close (fixture->connections);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  wh_test_iterate ();
  g_assert_finalize_object (fixture->connections);
  g_clear_object (&fixture->tokens);
  wh_raw_server_stop (fixture->server);
  wh_test_iterate ();
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->clock);
}

static void
start_adding (Fixture *fixture)
{
  WhConnectionDetails details = {
    .name = "Acme",
    .server = wh_raw_server_get_url (fixture->server),
    .private_token = "canary-old",
    .kept = WH_TOKEN_KEPT_IN_KEYRING,
  };

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_raw_server_push_json (fixture->server, 200, NULL, COMPANY);
  wh_connections_add_async (fixture->connections, &details, fixture->cancellable,
                            wh_test_store_result, &fixture->result);
}

static gboolean
knows_company (gpointer user_data)
{
  return wh_connection_get_company_name (user_data) != NULL;
}

static WhConnection *
add (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WhConnection *connection;

  start_adding (fixture);
  wh_test_await (&fixture->result);
  connection = wh_connections_add_finish (fixture->connections, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  wh_test_wait_until (knows_company, connection);

  return connection;
}

static void
start_renewing (Fixture      *fixture,
                WhConnection *connection,
                const char   *private_token,
                const char   *public_token)
{
  WhConnectionDetails details = {
    .private_token = private_token,
    .public_token = public_token,
    .kept = WH_TOKEN_KEPT_IN_KEYRING,
  };

  wh_connections_renew_async (fixture->connections, connection, &details, fixture->cancellable,
                              wh_test_store_result, &fixture->result);
}

static void
assert_renewal_fails (Fixture *fixture,
                      GQuark   domain,
                      int      code)
{
  g_autoptr (GError) error = NULL;

  wh_test_await (&fixture->result);
  g_assert_false (wh_connections_renew_finish (fixture->connections, fixture->result, &error));
  g_assert_error (error, domain, code);
}

static gboolean
has_requests (gpointer user_data)
{
  Fixture *fixture = user_data;

  return wh_raw_server_get_n_requests (fixture->server) >= fixture->wanted;
}

/* Who was told that the token is no longer in the keyring must not find the new one there. */
static void
test_removed_while_verified (Fixture       *fixture,
                             gconstpointer  data)
{
  WhConnection *connection = add (fixture);
  g_autofree char *id = g_strdup (wh_connection_get_id (connection));
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_raw_server_set_hold (fixture->server, TRUE);
  start_renewing (fixture, connection, "canary-new", NULL);
  fixture->wanted = 3;
  wh_test_wait_until (has_requests, fixture);

  wh_connections_remove_async (fixture->connections, connection, NULL,
                               wh_test_store_result, &removed);
  wh_test_await (&removed);
  g_assert_true (wh_connections_remove_finish (fixture->connections, removed, &error));
  g_assert_no_error (error);

  wh_raw_server_set_hold (fixture->server, FALSE);
  assert_renewal_fails (fixture, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (wh_test_token_store_get_n_stored (fixture->tokens), ==, 1);
  token_store_assert_token (WH_TOKEN_STORE (fixture->tokens), id, WH_API_TOKEN_PRIVATE, NULL);
}

/* Too late to stop the keyring: it is told to forget what it was just given. */
static void
test_removed_while_stored (Fixture       *fixture,
                           gconstpointer  data)
{
  WhConnection *connection = add (fixture);
  g_autofree char *id = g_strdup (wh_connection_get_id (connection));

  start_renewing (fixture, connection, NULL, "canary-public");
  g_assert_true (wh_connections_forget (fixture->connections, connection, NULL));
  assert_renewal_fails (fixture, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  token_store_assert_token (WH_TOKEN_STORE (fixture->tokens), id, WH_API_TOKEN_PUBLIC, NULL);
  token_store_assert_token (WH_TOKEN_STORE (fixture->tokens), id, WH_API_TOKEN_PRIVATE, NULL);
}

static void
on_stored_cb (WhTestTokenStore *tokens)
{
  wh_test_token_store_set_store_error (tokens, WH_TOKEN_ERROR_LOST);
}

/* The keyring took one token of two. The program goes on with what the keyring has. */
static void
test_half_stored (Fixture       *fixture,
                  gconstpointer  data)
{
  WhConnection *connection = add (fixture);
  const char *id = wh_connection_get_id (connection);
  g_autofree char *sent = NULL;

  wh_raw_server_push_json (fixture->server, 200, NULL, "{}");
  wh_raw_server_push_json (fixture->server, 200, NULL, COMPANY);
  g_signal_connect (fixture->tokens, "stored", G_CALLBACK (on_stored_cb), NULL);
  start_renewing (fixture, connection, "canary-new", "canary-public");
  assert_renewal_fails (fixture, WH_TOKEN_ERROR, WH_TOKEN_ERROR_LOST);
  token_store_assert_token (WH_TOKEN_STORE (fixture->tokens), id, WH_API_TOKEN_PRIVATE,
                            "canary-new");

  fixture->wanted = 4;
  wh_test_wait_until (has_requests, fixture);
  sent = wh_raw_server_dup_request_header (fixture->server, 3, "Authorization");
  g_assert_cmpstr (sent, ==, "canary-new");
}

/* Nobody is told that a connection was added that is gone again. */
static void
test_removed_before_finish (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (WhConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  start_adding (fixture);
  wh_test_await (&fixture->result);
  connection = g_list_model_get_item (G_LIST_MODEL (fixture->connections), 0);
  g_assert_nonnull (connection);
  g_assert_true (wh_connections_forget (fixture->connections, connection, NULL));
  g_assert_null (wh_connections_add_finish (fixture->connections, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Given up when it was done: it is done. */
static void
test_cancelled_too_late (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (fixture->connections, "items-changed",
                            G_CALLBACK (g_cancellable_cancel), fixture->cancellable);
  start_adding (fixture);
  wh_test_await (&fixture->result);
  g_assert_true (g_cancellable_is_cancelled (fixture->cancellable));
  g_assert_nonnull (wh_connections_add_finish (fixture->connections, fixture->result, &error));
  g_assert_no_error (error);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/connections-verify/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  ADD ("removed-while-verified", test_removed_while_verified);
  ADD ("removed-while-stored", test_removed_while_stored);
  ADD ("half-stored", test_half_stored);
  ADD ("removed-before-finish", test_removed_before_finish);
  ADD ("cancelled-too-late", test_cancelled_too_late);

  return g_test_run ();
}
