/* test-action-errors.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-action-private.h"
#include "wh-api-error.h"
#include "wh-test-util.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/core/action-errors/" name, WhActionFixture, NULL, \
              wh_action_fixture_set_up, func, wh_action_fixture_tear_down)

/* Nothing that is not right is sent, and what was typed is there for another try. */
static void
test_action_errors_first (WhActionFixture *fixture,
                          gconstpointer    data)
{
  g_autoptr (WhAction) action = NULL;
  g_autoptr (GError) incomplete = NULL;
  g_autoptr (GError) throttled = NULL;
  g_autoptr (GError) damaged = NULL;
  guint n_requests = wh_demo_server_get_n_requests (fixture->server);

  action = wh_action_fixture_make (fixture, "create-plan", NULL, "id", "p", NULL);
  incomplete = wh_action_fixture_fail (fixture, action);
  g_assert_error (incomplete, WH_DRAFT_ERROR, WH_DRAFT_ERROR_MISSING);
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), ==, n_requests);

  wh_draft_set_text (wh_action_get_draft (action), "name", "P");
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_REDIRECT);
  throttled = wh_action_fixture_fail (fixture, action);
  g_assert_error (throttled, WH_API_ERROR, WH_API_ERROR_REDIRECTED);

  /* A success whose record is cut short proves nothing, but a later refusal does. */
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_GARBAGE);
  damaged = wh_action_fixture_fail (fixture, action);
  g_assert_error (damaged, WH_API_ERROR, WH_API_ERROR_MALFORMED);
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  wh_action_fixture_run (fixture, action, WH_ACTION_ALREADY);
  wh_assert_done (action, "An earlier try had created P already");
}

static void
test_action_errors_unauthorized (WhActionFixture *fixture,
                                 gconstpointer    data)
{
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) event = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_token = NULL;
  guint n_requests;

  /* The question that comes first is refused already; the change is not sent. */
  action = wh_action_fixture_make (fixture, "put-trait", NULL, "customer_id", "c",
                                   "category", "a", "trait", "b", NULL);
  wh_api_client_set_token (wh_connection_get_client (fixture->connection), WH_API_TOKEN_PRIVATE,
                           "wrong");
  n_requests = wh_demo_server_get_n_requests (fixture->server);
  error = wh_action_fixture_fail (fixture, action);
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (wh_demo_server_get_n_requests (fixture->server), <=, n_requests + 2);

  event = wh_action_fixture_make (fixture, "send-event", NULL, "user_id", "c", NULL);
  wh_api_client_set_token (wh_connection_get_client (fixture->connection), WH_API_TOKEN_PUBLIC,
                           NULL);
  no_token = wh_action_fixture_fail (fixture, event);
  g_assert_error (no_token, WH_API_ERROR, WH_API_ERROR_NO_TOKEN);
}

/* Cancelled before, during the question, and during the change. */
static void
test_action_errors_cancel (WhActionFixture *fixture,
                           gconstpointer    data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WhAction) action = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_STALL);
      action = wh_action_fixture_make (fixture, i < 2 ? "put-trait" : "delete-trait", NULL,
                                       "customer_id", "c", "category", "a", "trait", "b", NULL);
      if (i == 0)
        g_cancellable_cancel (cancellable);
      wh_action_run_async (action, cancellable, wh_test_store_result, &result);
      if (i == 1)
        g_assert_true (wh_action_is_waiting (action));
      wh_test_iterate ();
      g_cancellable_cancel (cancellable);
      wh_test_await (&result);
      g_assert_false (wh_action_run_finish (action, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (wh_action_is_running (action));
      g_assert_false (wh_action_is_waiting (action));
      wh_action_fixture_assert_changes (fixture, "");
      /* What was never on its way is in no doubt. */
      if (i < 2)
        g_assert_null (action->doubtful);
    }
}

static void
test_action_errors_doubt (void)
{
  static const struct
  {
    int code;
    gboolean doubtful;
  } api[] = {
    { WH_API_ERROR_UNAUTHORIZED, FALSE },
    { WH_API_ERROR_NOT_FOUND, FALSE },
    { WH_API_ERROR_INVALID, FALSE },
    { WH_API_ERROR_RATE_LIMITED, FALSE },
    { WH_API_ERROR_REDIRECTED, FALSE },
    { WH_API_ERROR_NO_TOKEN, FALSE },
    { WH_API_ERROR_BAD_REQUEST, FALSE },
    { WH_API_ERROR_SERVER, TRUE },
    { WH_API_ERROR_MALFORMED, TRUE },
    { WH_API_ERROR_NOT_API, TRUE },
    { WH_API_ERROR_TOO_LARGE, TRUE },
    { WH_API_ERROR_TIMED_OUT, TRUE },
  }, io[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, FALSE },
    { G_IO_ERROR_HOST_NOT_FOUND, FALSE },
    { G_IO_ERROR_NETWORK_UNREACHABLE, FALSE },
    { G_IO_ERROR_PROXY_FAILED, FALSE },
    { G_IO_ERROR_CONNECTION_CLOSED, TRUE },
    { G_IO_ERROR_PARTIAL_INPUT, TRUE },
    { G_IO_ERROR_TIMED_OUT, TRUE },
    { G_IO_ERROR_CANCELLED, TRUE },
    { G_IO_ERROR_FAILED, TRUE },
  };
  g_autoptr (GError) draft = g_error_new_literal (WH_DRAFT_ERROR, WH_DRAFT_ERROR_MISSING, "");
  g_autoptr (GError) tls = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "");

  for (guint i = 0; i < G_N_ELEMENTS (api); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (WH_API_ERROR, api[i].code, "");

      g_assert_true (wh_action_is_doubtful (error) == api[i].doubtful);
    }
  for (guint i = 0; i < G_N_ELEMENTS (io); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, io[i].code, "");

      g_assert_true (wh_action_is_doubtful (error) == io[i].doubtful);
    }
  g_assert_false (wh_action_is_doubtful (draft));
  g_assert_false (wh_action_is_doubtful (tls));
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/action-errors/doubt", test_action_errors_doubt);
  ADD ("first", test_action_errors_first);
  ADD ("unauthorized", test_action_errors_unauthorized);
  ADD ("cancel", test_action_errors_cancel);

  return g_test_run ();
}
