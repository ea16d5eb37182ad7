/* wh-directory-fixture.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-fixture.h"

#include "wh-service.h"
#include "wh-test-util.h"

static void
on_user_changed_cb (WhDirectoryFixture *self)
{
  self->n_changed++;
}

static void
on_user_forgotten_cb (WhDirectoryFixture *self)
{
  self->n_forgotten++;
}

static void
start (WhDirectoryFixture *self)
{
  self->directory = wh_directory_new (self->connection, self->local, WH_CLOCK (self->clock));
  g_signal_connect_swapped (self->directory, "user-changed", G_CALLBACK (on_user_changed_cb),
                            self);
  g_signal_connect_swapped (self->directory, "user-forgotten",
                            G_CALLBACK (on_user_forgotten_cb), self);
}

static void
load (WhDirectoryFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_directory_load_async (self->directory, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_directory_load_finish (self->directory, result, &error));
  g_assert_no_error (error);
}

static gboolean
has_asked (gpointer data)
{
  return wh_demo_server_get_n_requests (data) > 0;
}

void
wh_directory_fixture_set_up (WhDirectoryFixture *self,
                             gconstpointer       unused)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  WhApiClient *client;
  g_autoptr (WhTokenStore) tokens = wh_memory_token_store_new ();
  g_autoptr (GError) error = NULL;

  options.n_customers = 60;
  options.today = "2026-01-15";
  options.limits = FALSE;
  self->server = wh_demo_server_new (&options);
  wh_demo_server_start (self->server, &error);
  g_assert_no_error (error);

  self->clock = wh_fake_clock_new ();
  self->local = wh_local_store_new (NULL);
  self->connections = wh_connections_new (NULL, tokens, WH_CLOCK (self->clock));
  self->connection = wh_connections_add_demo (self->connections, "Demo",
                                              wh_demo_server_get_url (self->server),
                                              wh_demo_server_get_token (self->server),
                                              wh_demo_server_get_public_token (self->server),
                                              &error);
  g_assert_no_error (error);
  client = wh_connection_get_client (self->connection);
  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (client), FALSE);
  start (self);
  load (self);
  /* For the company's settings, so that no test counts that request. */
  wh_test_wait_until (has_asked, self->server);
}

static void
stop (WhDirectoryFixture *self)
{
  wh_directory_close (self->directory, FALSE);
  wh_test_iterate ();
  g_assert_finalize_object (g_steal_pointer (&self->directory));
}

void
wh_directory_fixture_tear_down (WhDirectoryFixture *self,
                                gconstpointer       unused)
{
  if (self->directory != NULL)
    stop (self);
  wh_connections_close (self->connections);
  g_clear_object (&self->connections);
  wh_local_store_close (self->local);
  g_clear_object (&self->local);
  wh_demo_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  wh_test_iterate ();
}

void
wh_directory_fixture_restart (WhDirectoryFixture *self)
{
  stop (self);
  start (self);
  load (self);
}

guint
wh_directory_fixture_count (WhDirectoryFixture *self)
{
  return wh_demo_server_get_n_requests (self->server);
}

WhRecord *
wh_directory_fixture_run (WhDirectoryFixture *self,
                          const char         *operation,
                          ...)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find (operation));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const WhResource *resource;
  const char *name;
  va_list args;

  va_start (args, operation);
  while ((name = va_arg (args, const char *)) != NULL)
    wh_draft_set_text (draft, name, va_arg (args, const char *));
  va_end (args);

  wh_service_run_async (wh_connection_get_client (self->connection), draft,
                        WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_service_run_finish (wh_connection_get_client (self->connection), result, &error);
  g_assert_no_error (error);

  resource = wh_resources_find (wh_draft_get_operation (draft)->resource);
  if (resource == NULL || wh_draft_get_operation (draft)->returns != WH_RETURNS_RECORD)
    return NULL;
  document = wh_api_response_parse (response, &error);
  g_assert_no_error (error);

  return wh_record_new (resource, wh_json_document_get_root (document), NULL);
}

char *
wh_directory_fixture_subscribe (WhDirectoryFixture *self,
                                const char         *user_alias,
                                const char         *alias,
                                const char         *plan,
                                const char         *interval,
                                const char         *currency,
                                const char         *value)
{
  g_autoptr (WhRecord) record = NULL;

  record = wh_directory_fixture_run (self, "create-subscription", "user_alias", user_alias,
                                     "subscription_alias", alias, "email", "a@example.com",
                                     "plan_id", plan, "plan_interval", interval,
                                     "plan_currency", currency, "value", value,
                                     "effective_date", "1514764800", NULL);
  g_assert_nonnull (record);

  return g_strdup (wh_directory_fixture_text (record, "user_id"));
}

WhHistory *
wh_directory_fixture_read (WhDirectoryFixture *self,
                           const char         *id_or_alias,
                           gint64              max_age,
                           GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_directory_read_async (self->directory, id_or_alias, max_age, WH_API_PRIORITY_INTERACTIVE,
                           NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_directory_read_finish (self->directory, result, error);
}

const char *
wh_directory_fixture_text (WhRecord   *record,
                           const char *field)
{
  int index = wh_resource_find_field (wh_record_get_resource (record), field);

  g_assert_cmpint (index, >=, 0);

  return wh_record_get_text (record, index);
}
