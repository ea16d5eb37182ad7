/* test-connections.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-context.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "token-store-suite.h"
#include "wh-demo-server.h"
#include "wh-raw-server.h"
#include "wh-test-util.h"

#define TOKEN "canary-private-7261"
#define PUBLIC_TOKEN "canary-public-9173"

typedef struct
{
  char *folder;
  WhDemoServer *server;
  WhTokenStore *tokens; /* outlives the context, as the keyring outlives the program */
  WhContext *context;
  WhConnections *connections;
} Fixture;

static void
start_program (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->context = wh_context_new (fixture->folder, fixture->tokens, NULL);
  fixture->connections = wh_context_get_connections (fixture->context);
  wh_context_load (fixture->context, &error);
  g_assert_no_error (error);
}

static void
end_program (Fixture *fixture)
{
  fixture->connections = NULL;
  wh_context_close (fixture->context);
  g_clear_object (&fixture->context);
  wh_test_iterate ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.n_customers = 5;
  options.token = TOKEN;
  options.public_token = PUBLIC_TOKEN;
  fixture->server = wh_demo_server_new (&options);
  wh_demo_server_start (fixture->server, &error);
  g_assert_no_error (error);
  fixture->folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->tokens = wh_memory_token_store_new ();
  start_program (fixture);
}

/* No token is ever in a file, whatever a test did. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  end_program (fixture);
  g_clear_object (&fixture->tokens);
  wh_demo_server_stop (fixture->server);
  g_clear_object (&fixture->server);

  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_null (memmem (contents, length, "canary", strlen ("canary")));
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static WhConnection *
add (Fixture                    *fixture,
     const WhConnectionDetails  *details,
     GError                    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_connections_add_async (fixture->connections, details, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_connections_add_finish (fixture->connections, result, error);
}

static WhConnection *
add_one (Fixture     *fixture,
         const char  *name,
         WhTokenKept  kept)
{
  g_autoptr (GError) error = NULL;
  WhConnectionDetails details = {
    .name = name,
    .server = wh_demo_server_get_url (fixture->server),
    .private_token = "  " TOKEN "\n",
    .public_token = PUBLIC_TOKEN,
    .kept = kept,
  };
  WhConnection *connection = add (fixture, &details, &error);

  g_assert_no_error (error);

  return connection;
}

static gboolean
open_connection (WhConnection  *connection,
                 GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_connection_open_async (connection, FALSE, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_connection_open_finish (connection, result, error);
}

static gboolean
knows_company (gpointer user_data)
{
  return wh_connection_get_company_name (user_data) != NULL;
}

static gboolean
is_rejected (gpointer user_data)
{
  return wh_connection_get_token_state (user_data) == WH_TOKEN_STATE_REJECTED;
}

static guint
get_length (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->connections));
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  WhConnection *connection = add_one (fixture, " Acme ", WH_TOKEN_KEPT_IN_KEYRING);
  g_autofree char *path = g_build_filename (fixture->folder, "connections.conf", NULL);
  g_autofree char *id = g_strdup (wh_connection_get_id (connection));
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_cmpstr (wh_connection_get_name (connection), ==, "Acme");
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  g_assert_cmpint (wh_connection_get_token_kept (connection), ==, WH_TOKEN_KEPT_IN_KEYRING);
  wh_test_wait_until (knows_company, connection);

  end_program (fixture);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);

  start_program (fixture);
  g_assert_cmpuint (get_length (fixture), ==, 1);
  connection = wh_connections_find (fixture->connections, id);
  g_assert_cmpstr (wh_connection_get_name (connection), ==, "Acme");
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_UNKNOWN);
  g_assert_true (open_connection (connection, &error));
  g_assert_no_error (error);
  g_assert_true (wh_api_client_has_token (wh_connection_get_client (connection),
                                          WH_API_TOKEN_PUBLIC));
  wh_test_wait_until (knows_company, connection);
}

static void
test_add_refused (Fixture       *fixture,
                  gconstpointer  data)
{
  const struct
  {
    const char *name;
    const char *server; /* NULL: that of the demo */
    const char *token;
    GQuark domain;
    int code;
  } cases[] = {
    { "", NULL, TOKEN, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT },
    { "ACME", NULL, TOKEN, G_IO_ERROR, G_IO_ERROR_EXISTS },
    { "New", NULL, "", WH_TOKEN_ERROR, WH_TOKEN_ERROR_INVALID },
    { "New", NULL, "canary wrong", WH_TOKEN_ERROR, WH_TOKEN_ERROR_INVALID },
    { "New", NULL, "canary-wrong", WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED },
    { "New", "http://127.0.0.1:1", TOKEN, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED },
  };

  add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      WhConnectionDetails details = {
        .name = cases[i].name,
        .server = cases[i].server != NULL ? cases[i].server
                                          : wh_demo_server_get_url (fixture->server),
        .private_token = cases[i].token,
      };

      g_assert_null (add (fixture, &details, &error));
      g_assert_error (error, cases[i].domain, cases[i].code);
      g_assert_cmpuint (get_length (fixture), ==, 1);
    }
}

/* A network that asks for a log-in first answers 200 to everything (HAZARDS N12). */
static void
test_captive_portal (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (WhRawServer) portal = wh_raw_server_new (NULL);
  g_autoptr (GError) error = NULL;
  WhConnectionDetails details = {
    .name = "Acme",
    .server = wh_raw_server_get_url (portal),
    .private_token = TOKEN,
  };

  wh_raw_server_push (portal,
                      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n"
                      "<p>Log in</p>",
                      WH_RAW_CLOSE);
  g_assert_null (add (fixture, &details, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NOT_API);
  g_assert_cmpuint (get_length (fixture), ==, 0);
  wh_raw_server_stop (portal);
}

static void
test_session_only (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_FOR_SESSION);

  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  end_program (fixture);
  start_program (fixture);
  connection = g_list_model_get_item (G_LIST_MODEL (fixture->connections), 0);
  g_object_unref (connection);
  g_assert_false (open_connection (connection, &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_ABSENT);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_ABSENT);
}

static void
test_rename_and_remove (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) lookup = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);

  add_one (fixture, "Other", WH_TOKEN_KEPT_IN_KEYRING);
  id = g_strdup (wh_connection_get_id (connection));
  g_assert_false (wh_connections_rename (fixture->connections, connection, "other", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (wh_connections_rename (fixture->connections, connection, "acme", &error));
  g_assert_true (wh_connections_set_color (fixture->connections, connection, "red", &error));
  g_assert_false (wh_connections_set_color (fixture->connections, connection, "plaid", NULL));

  end_program (fixture);
  start_program (fixture);
  connection = wh_connections_find (fixture->connections, id);
  g_assert_cmpstr (wh_connection_get_name (connection), ==, "acme");
  g_assert_cmpstr (wh_connection_get_color (connection), ==, "red");

  wh_connections_remove_async (fixture->connections, connection, NULL,
                               wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_connections_remove_finish (fixture->connections, result, &error));
  g_assert_no_error (error);
  g_assert_null (wh_connections_find (fixture->connections, id));
  wh_token_store_lookup_async (fixture->tokens, id, WH_API_TOKEN_PRIVATE, FALSE, NULL,
                               wh_test_store_result, &lookup);
  wh_test_await (&lookup);
  g_assert_null (wh_token_store_lookup_finish (fixture->tokens, lookup, &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_ABSENT);

  end_program (fixture);
  start_program (fixture);
  g_assert_cmpuint (get_length (fixture), ==, 1);
}

/* HAZARDS K16, N10: the keyring holds a token that the server does not know; then a good one. */
static void
test_rejected_and_renewed (Fixture       *fixture,
                           gconstpointer  data)
{
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  g_autofree char *id = g_strdup (wh_connection_get_id (connection));
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) renewed = NULL;
  g_autoptr (GError) error = NULL;
  WhConnectionDetails details = { .private_token = "canary-wrong" };

  end_program (fixture);
  wh_token_store_store_async (fixture->tokens, id, WH_API_TOKEN_PRIVATE, "x", "canary-old", NULL,
                              wh_test_store_result, &stored);
  wh_test_await (&stored);
  start_program (fixture);
  connection = wh_connections_find (fixture->connections, id);
  g_assert_true (open_connection (connection, &error));
  wh_test_wait_until (is_rejected, connection);
  g_assert_error (wh_connection_get_token_error (connection), WH_API_ERROR,
                  WH_API_ERROR_UNAUTHORIZED);

  wh_connections_renew_async (fixture->connections, connection, &details, NULL,
                              wh_test_store_result, &renewed);
  wh_test_await (&renewed);
  g_assert_false (wh_connections_renew_finish (fixture->connections, renewed, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_clear_object (&renewed);

  details.private_token = TOKEN;
  wh_connections_renew_async (fixture->connections, connection, &details, NULL,
                              wh_test_store_result, &renewed);
  wh_test_await (&renewed);
  g_assert_true (wh_connections_renew_finish (fixture->connections, renewed, &error));
  g_assert_no_error (error);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  g_assert_null (wh_connection_get_token_error (connection));
  wh_test_wait_until (knows_company, connection);
}

static void
test_damaged_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "connections.conf", NULL);
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);
  g_autofree char *stale = g_strconcat (path, ".A1B2C3", NULL);
  g_autoptr (GError) error = NULL;

  end_program (fixture);
  g_assert_true (g_file_set_contents (path, data, -1, NULL));
  g_assert_true (g_file_set_contents (stale, "half", -1, NULL));
  fixture->context = wh_context_new (fixture->folder, fixture->tokens, NULL);
  fixture->connections = wh_context_get_connections (fixture->context);
  g_assert_false (wh_context_load (fixture->context, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (g_file_test (bad, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (get_length (fixture), ==, 0);
  add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhConnection *demo = NULL;

  for (guint i = 0; i < 2; i++)
    {
      demo = wh_connections_add_demo (fixture->connections, "Demo",
                                      wh_demo_server_get_url (fixture->server), TOKEN,
                                      PUBLIC_TOKEN, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (get_length (fixture), ==, 1);
  g_assert_true (wh_connection_is_demo (demo));
  g_assert_true (open_connection (demo, &error));
  end_program (fixture);
  start_program (fixture);
  g_assert_cmpuint (get_length (fixture), ==, 0);
}

static WhConnection *
get_first (Fixture *fixture)
{
  g_autoptr (WhConnection) connection =
    g_list_model_get_item (G_LIST_MODEL (fixture->connections), 0);

  g_assert_nonnull (connection);

  return connection; /* the list holds it */
}

static void
renew (Fixture                   *fixture,
       WhConnection              *connection,
       const WhConnectionDetails *details)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_connections_renew_async (fixture->connections, connection, details, NULL,
                              wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_connections_renew_finish (fixture->connections, result, &error));
  g_assert_no_error (error);
}

static guint
send (WhConnection *connection,
      const char   *path,
      WhRateBucket  bucket)
{
  g_autoptr (WhApiRequest) request = wh_api_request_new ("GET", path);
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhApiClient *client = wh_connection_get_client (connection);

  wh_api_request_set_bucket (request, bucket);
  wh_api_client_send_async (client, request, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (client, result, &error);
  g_assert_no_error (error);

  return wh_api_response_get_status (response);
}

/* Forgotten although its token may stay in a keyring that cannot be reached. */
static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (WhConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = g_object_ref (add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING));
  g_assert_true (wh_connections_forget (fixture->connections, connection, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_length (fixture), ==, 0);
  token_store_assert_token (fixture->tokens, wh_connection_get_id (connection),
                            WH_API_TOKEN_PRIVATE, TOKEN);
  g_assert_false (wh_connections_forget (fixture->connections, connection, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  /* Nothing can be sent through it any more. */
  g_assert_false (wh_api_client_has_token (wh_connection_get_client (connection),
                                           WH_API_TOKEN_PRIVATE));

  end_program (fixture);
  start_program (fixture);
  g_assert_cmpuint (get_length (fixture), ==, 0);
}

static gboolean
was_asked (gpointer user_data)
{
  return wh_demo_server_get_n_requests (user_data) > 0;
}

/* Given up while the server thinks about the token: nothing was added, and the name is free. */
static void
test_cancel_add (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhConnectionDetails details = {
    .name = "Acme",
    .server = wh_demo_server_get_url (fixture->server),
    .private_token = TOKEN,
    .kept = WH_TOKEN_KEPT_IN_KEYRING,
  };

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_STALL);
  wh_connections_add_async (fixture->connections, &details, cancellable,
                            wh_test_store_result, &result);
  wh_test_wait_until (was_asked, fixture->server);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  wh_test_await (&result);
  g_assert_null (wh_connections_add_finish (fixture->connections, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (get_length (fixture), ==, 0);

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  g_assert_nonnull (add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING));
}

/* The status call (§2) takes the private token only, so nothing can verify a public one. */
static void
test_renew_public (Fixture       *fixture,
                   gconstpointer  data)
{
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  const char *id = wh_connection_get_id (connection);
  WhConnectionDetails details = { .public_token = " canary-public-new\n" };
  guint n_before;

  wh_test_wait_until (knows_company, connection);
  n_before = wh_demo_server_get_n_requests (fixture->server);
  renew (fixture, connection, &details);
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), ==, n_before);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  token_store_assert_token (fixture->tokens, id, WH_API_TOKEN_PUBLIC, "canary-public-new");
  token_store_assert_token (fixture->tokens, id, WH_API_TOKEN_PRIVATE, TOKEN);
  g_assert_cmpuint (send (connection, "/v2/company/settings/", WH_RATE_BUCKET_BASE), ==, 200);
}

/* The same server from now on knows another token. */
static void
change_server_token (Fixture    *fixture,
                     const char *token)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  const char *port = strrchr (wh_demo_server_get_url (fixture->server), ':') + 1;

  options.n_customers = 5;
  options.token = token;
  options.port = (guint16) g_ascii_strtoull (port, NULL, 10);
  wh_demo_server_stop (fixture->server);
  wh_test_iterate ();
  g_clear_object (&fixture->server);
  fixture->server = wh_demo_server_new (&options);
  wh_demo_server_start (fixture->server, &error);
  g_assert_no_error (error);
}

static gboolean
has_no_more_401 (gpointer user_data)
{
  return send (user_data, "/v2/company/settings/", WH_RATE_BUCKET_BASE) == 200;
}

static void
on_rejected_cb (WhConnection *connection,
                GParamSpec   *pspec,
                gpointer      user_data)
{
  guint *n_rejected = user_data;

  *n_rejected += wh_connection_get_token_state (connection) == WH_TOKEN_STATE_REJECTED;
}

/* HAZARDS K16: another program put the new token into the keyring. The first 401 makes Wellhead
 * look there, and nobody is bothered. */
static void
test_changed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  g_autoptr (GError) error = NULL;
  guint n_rejected = 0;

  wh_test_wait_until (knows_company, connection);
  g_signal_connect (connection, "notify::token-state", G_CALLBACK (on_rejected_cb), &n_rejected);
  change_server_token (fixture, "canary-changed");
  g_assert_true (token_store_store (fixture->tokens, wh_connection_get_id (connection),
                                    WH_API_TOKEN_PRIVATE, "canary-changed", &error));
  g_assert_no_error (error);

  g_assert_cmpuint (send (connection, "/v2/company/settings/", WH_RATE_BUCKET_BASE), ==, 401);
  wh_test_wait_until (has_no_more_401, connection);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);

  /* A 401 that was still on its way with the old token is no news about the new one. */
  g_signal_emit_by_name (wh_connection_get_client (connection), "unauthorized",
                         WH_API_TOKEN_PRIVATE);
  g_assert_cmpuint (send (connection, "/v2/company/settings/", WH_RATE_BUCKET_BASE), ==, 200);
  wh_test_iterate ();
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  g_assert_cmpuint (n_rejected, ==, 0);

  /* Once the new one is refused too, it is. */
  change_server_token (fixture, "canary-changed-again");
  g_assert_cmpuint (send (connection, "/v2/company/settings/", WH_RATE_BUCKET_BASE), ==, 401);
  wh_test_wait_until (is_rejected, connection);
  g_assert_cmpuint (n_rejected, ==, 1);
}

static void
on_save_failed_cb (WhConnections *connections,
                   const GError  *error,
                   gpointer       user_data)
{
  guint *n_failed = user_data;

  g_assert_nonnull (error);
  *n_failed += 1;
}

static gboolean
has_failed (gpointer user_data)
{
  return *(guint *) user_data > 0;
}

/* HAZARDS D6. A folder in its place is what stops the writing here, for it also stops root. */
static void
test_save_failed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "connections.conf", NULL);
  WhConnection *connection;
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_signal_connect (fixture->connections, "save-failed", G_CALLBACK (on_save_failed_cb),
                    &n_failed);
  connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  wh_test_wait_until (has_failed, &n_failed);
  g_assert_cmpint (wh_connection_get_token_state (connection), ==, WH_TOKEN_STATE_READY);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));

  /* The next change writes all of it. */
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_true (wh_connections_rename (fixture->connections, connection, "Again", &error));
  end_program (fixture);
  g_assert_cmpuint (n_failed, ==, 1);
  start_program (fixture);
  g_assert_cmpstr (wh_connection_get_name (get_first (fixture)), ==, "Again");
}

/* §1.4: what was used of a daily limit counts after a restart of the program too. */
static void
test_limits_outlive (Fixture       *fixture,
                     gconstpointer  data)
{
  WhConnection *connection = add_one (fixture, "Acme", WH_TOKEN_KEPT_IN_KEYRING);
  WhRateLimiter *limiter = wh_api_client_get_limiter (wh_connection_get_client (connection));
  g_autoptr (GError) error = NULL;
  guint remaining;

  wh_test_wait_until (knows_company, connection);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (send (connection, "/v2/plans/", WH_RATE_BUCKET_PLANS), ==, 200);
  remaining = wh_rate_limiter_get_remaining (limiter, WH_RATE_BUCKET_PLANS);
  g_assert_cmpuint (remaining, ==,
                    wh_rate_limiter_get_capacity (limiter, WH_RATE_BUCKET_PLANS) - 3);

  end_program (fixture);
  start_program (fixture);
  connection = get_first (fixture);
  limiter = wh_api_client_get_limiter (wh_connection_get_client (connection));
  g_assert_true (open_connection (connection, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wh_rate_limiter_get_remaining (limiter, WH_RATE_BUCKET_PLANS), ==, remaining);
}

#define ADD(name, data, func) \
  g_test_add ("/wellhead/core/connections/" name, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("add", NULL, test_add);
  ADD ("add-refused", NULL, test_add_refused);
  ADD ("captive-portal", NULL, test_captive_portal);
  ADD ("session-only", NULL, test_session_only);
  ADD ("rename-and-remove", NULL, test_rename_and_remove);
  ADD ("rejected-and-renewed", NULL, test_rejected_and_renewed);
  ADD ("damaged/garbage", "\001\002 this is no key file", test_damaged_file);
  ADD ("damaged/newer", "[wellhead]\nversion=2\n", test_damaged_file);
  ADD ("damaged/group", "[wellhead]\nversion=1\n[x]\nname=a\n", test_damaged_file);
  ADD ("demo", NULL, test_demo);
  ADD ("forget", NULL, test_forget);
  ADD ("cancel-add", NULL, test_cancel_add);
  ADD ("renew-public", NULL, test_renew_public);
  ADD ("changed-elsewhere", NULL, test_changed_elsewhere);
  ADD ("save-failed", NULL, test_save_failed);
  ADD ("limits-outlive", NULL, test_limits_outlive);

  return g_test_run ();
}
