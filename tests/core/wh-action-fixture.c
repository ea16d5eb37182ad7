/* wh-action-fixture.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"

#include "wh-api-error.h"
#include "wh-service.h"
#include "wh-test-util.h"

static void
on_record_changed_cb (WhConnection    *connection,
                      const char      *resource,
                      const char      *key,
                      gboolean         removed,
                      WhActionFixture *self)
{
  g_string_append_printf (self->changes, "%s%s %s;", removed ? "-" : "", resource,
                          key != NULL ? key : "*");
}

void
wh_action_fixture_set_up (WhActionFixture *self,
                          gconstpointer    unused)
{
  WhDemoOptions options = WH_DEMO_OPTIONS_INIT;
  g_autoptr (WhTokenStore) tokens = wh_memory_token_store_new ();
  g_autoptr (GError) error = NULL;

  options.n_customers = 120;
  options.today = "2026-01-15";
  options.limits = FALSE;
  self->server = wh_demo_server_new (&options);
  wh_demo_server_start (self->server, &error);
  g_assert_no_error (error);

  self->clock = wh_fake_clock_new ();
  self->connections = wh_connections_new (NULL, tokens, WH_CLOCK (self->clock));
  self->connection = wh_connections_add_demo (self->connections, "Demo",
                                              wh_demo_server_get_url (self->server),
                                              wh_demo_server_get_token (self->server),
                                              wh_demo_server_get_public_token (self->server),
                                              &error);
  g_assert_no_error (error);
  g_object_ref (self->connection);
  wh_rate_limiter_set_enabled (
    wh_api_client_get_limiter (wh_connection_get_client (self->connection)), FALSE);
  self->changes = g_string_new (NULL);
  g_signal_connect (self->connection, "record-changed", G_CALLBACK (on_record_changed_cb), self);
}

/* Fails if an action, or anything else, still holds the connection. */
void
wh_action_fixture_tear_down (WhActionFixture *self,
                             gconstpointer    unused)
{
  wh_connections_close (self->connections);
  g_clear_object (&self->connections);
  wh_demo_server_set_fault (self->server, WH_DEMO_FAULT_NONE);
  wh_test_iterate ();
  g_assert_finalize_object (self->connection);
  wh_demo_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_string_free (self->changes, TRUE);
}

static WhAction *
make_valist (WhActionFixture *self,
             const char      *operation,
             WhRecord        *record,
             va_list          args)
{
  WhAction *action = wh_action_new (self->connection, wh_operations_find (operation), record);
  const char *field;

  while ((field = va_arg (args, const char *)) != NULL)
    wh_draft_set_text (wh_action_get_draft (action), field, va_arg (args, const char *));

  return action;
}

/* An action with name and value pairs set, up to %NULL. */
WhAction *
wh_action_fixture_make (WhActionFixture *self,
                        const char      *operation,
                        WhRecord        *record,
                        ...)
{
  WhAction *action;
  va_list args;

  va_start (args, record);
  action = make_valist (self, operation, record, args);
  va_end (args);

  return action;
}

static void
run (WhAction  *action,
     GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean success;

  wh_action_run_async (action, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_false (wh_action_is_running (action));
  success = wh_action_run_finish (action, result, error);
  g_assert_true (success == (*error == NULL));
}

/* Runs it, and it must be a success. */
void
wh_action_fixture_run (WhActionFixture *self,
                       WhAction        *action,
                       WhActionOutcome  outcome)
{
  g_autoptr (GError) error = NULL;

  g_string_set_size (self->changes, 0);
  run (action, &error);
  if (error != NULL)
    g_error ("%s: %s", wh_action_get_operation (action)->id, error->message);
  g_assert_cmpint (wh_action_get_outcome (action), ==, outcome);
}

/* Runs it, and it must fail and change nothing that windows show. */
GError *
wh_action_fixture_fail (WhActionFixture *self,
                        WhAction        *action)
{
  g_autoptr (WhAction) inverse = NULL;
  GError *error = NULL;

  g_string_set_size (self->changes, 0);
  run (action, &error);
  g_assert_nonnull (error);
  g_assert_cmpint (wh_action_get_outcome (action), ==, WH_ACTION_FAILED);
  g_assert_cmpstr (self->changes->str, ==, "");
  inverse = wh_action_dup_inverse (action);
  g_assert_null (inverse);

  return error;
}

/* Makes and runs one that must be done. */
WhAction *
wh_action_fixture_do (WhActionFixture *self,
                      const char      *operation,
                      WhRecord        *record,
                      ...)
{
  WhAction *action;
  va_list args;

  va_start (args, record);
  action = make_valist (self, operation, record, args);
  va_end (args);
  wh_action_fixture_run (self, action, WH_ACTION_DONE);

  return action;
}

static WhApiResponse *
ask (WhActionFixture *self,
     const char      *operation,
     const char      *field,
     const char      *key)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find (operation));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WhApiClient *client = wh_connection_get_client (self->connection);
  WhApiResponse *response;

  if (field != NULL)
    wh_draft_set_text (draft, field, key);
  wh_service_run_async (client, draft, WH_API_PRIORITY_INTERACTIVE, NULL, wh_test_store_result,
                        &result);
  wh_test_await (&result);
  response = wh_service_run_finish (client, result, &error);
  g_assert_no_error (error);

  return response;
}

/* What the server has, byte for byte: to be compared. */
char *
wh_action_fixture_read (WhActionFixture *self,
                        const char      *operation,
                        const char      *field,
                        const char      *key)
{
  g_autoptr (WhApiResponse) response = ask (self, operation, field, key);
  gsize length;
  const char *data = g_bytes_get_data (wh_api_response_get_body (response), &length);

  return g_strndup (data, length);
}

/* The records of a list. */
GPtrArray *
wh_action_fixture_list (WhActionFixture *self,
                        const char      *operation,
                        const char      *field,
                        const char      *key)
{
  const WhResource *resource = wh_resources_find (wh_operations_find (operation)->resource);
  g_autoptr (WhApiResponse) response = ask (self, operation, field, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (WhJsonDocument) document = wh_api_response_parse (response, &error);
  GPtrArray *records;

  g_assert_no_error (error);
  records = wh_records_new_from_array (resource, wh_json_document_get_root (document), &error);
  g_assert_no_error (error);

  return records;
}

void
wh_action_fixture_assert_changes (WhActionFixture *self,
                                  const char      *changes)
{
  g_assert_cmpstr (self->changes->str, ==, changes);
}

gboolean
wh_action_fixture_has_effect (WhAction   *action,
                              const char *sentence)
{
  g_auto (GStrv) effects = wh_action_dup_effects (action);

  return g_strv_contains ((const char *const *) effects, sentence);
}

void
wh_assert_done (WhAction   *action,
                const char *expected)
{
  g_autofree char *done = wh_action_dup_done (action);

  g_assert_cmpstr (done, ==, expected);
}

void
wh_assert_subject (WhAction   *action,
                   const char *expected)
{
  g_autofree char *subject = wh_action_dup_subject (action);

  g_assert_cmpstr (subject, ==, expected);
}

void
wh_assert_effect (WhAction   *action,
                  const char *sentence)
{
  g_auto (GStrv) effects = wh_action_dup_effects (action);
  g_autofree char *joined = g_strjoinv ("\n", effects);

  if (!wh_action_fixture_has_effect (action, sentence))
    g_error ("“%s” is not among:\n%s", sentence, joined);
}

void
wh_assert_no_inverse (WhAction *action)
{
  g_autoptr (WhAction) inverse = wh_action_dup_inverse (action);

  g_assert_null (inverse);
}

/* Expects one of the refusals that are no success, and a sentence for it. */
void
wh_assert_refused (WhActionFixture *fixture,
                   WhAction        *action,
                   const char      *words)
{
  g_autoptr (GError) error = wh_action_fixture_fail (fixture, action);

  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
  g_assert_nonnull (wh_action_get_refusal (action));
  g_assert_cmpstr (wh_action_get_refusal (action)->contains, ==, words);
}
