/* test-service.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-service.h"
#include "wh-test-util.h"

#define N_RECORDS 50000

/* The answer to a request for a list that takes a while to decode. */
static WhApiResponse *
get_long_list (WhClientFixture *fixture)
{
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  WhApiResponse *response;

  for (guint i = 0; i < N_RECORDS; i++)
    g_string_append_printf (body, "%s{\"customer_id\":\"cus_%u\"}", i > 0 ? "," : "", i);
  g_string_append_c (body, ']');
  wh_raw_server_push_json (fixture->server, 200, NULL, body->str);
  response = wh_client_fixture_get (fixture, "/v2/customers/", &error);
  g_assert_no_error (error);

  return response;
}

static void
on_gone_cb (gpointer  data,
            GObject  *client)
{
  *(GThread **) data = g_thread_self ();
}

static gboolean
is_set (gpointer user_data)
{
  return g_atomic_pointer_get ((gpointer *) user_data) != NULL;
}

/* The client lives in the thread that made it, and must not die in the one that decodes. */
static void
test_service_cancelled (WhClientFixture *fixture,
                        gconstpointer    data)
{
  g_autoptr (WhApiResponse) response = get_long_list (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (WhApiClient) client = NULL;
  GThread *thread = NULL;

  client = wh_api_client_new (wh_raw_server_get_url (fixture->server), NULL, NULL, &error);
  g_assert_no_error (error);
  g_object_weak_ref (G_OBJECT (client), on_gone_cb, &thread);
  wh_service_decode_async (client, response, wh_resources_find ("customer"), cancellable,
                           wh_test_store_result, &result);
  g_cancellable_cancel (cancellable);
  wh_test_await (&result);
  records = wh_service_decode_finish (client, result, &error);
  g_assert_null (records);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&result);
  g_clear_object (&client);
  wh_test_wait_until (is_set, &thread);
  g_assert_true (thread == g_thread_self ());
}

static void
test_service_decoded (WhClientFixture *fixture,
                      gconstpointer    data)
{
  g_autoptr (WhApiResponse) response = get_long_list (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  wh_service_decode_async (fixture->client, response, wh_resources_find ("customer"), NULL,
                           wh_test_store_result, &result);
  wh_test_await (&result);
  records = wh_service_decode_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, N_RECORDS);
  g_assert_cmpstr (wh_record_get_key (records->pdata[N_RECORDS - 1]), ==, "cus_49999");
}

#define EVENT(email, date) \
  "{\"user_id\":\"pwu_1\",\"email\":\"" email "\",\"effective_date\":" date "}"

/* §4.1 promises no order. */
static void
test_service_latest_event (WhClientFixture *fixture,
                           gconstpointer    data)
{
  const WhResource *resource = wh_resources_find ("user");
  static const char *const bodies[] = {
    "[" EVENT ("new", "30") "," EVENT ("old", "10") "," EVENT ("middle", "20") "]",
    "[" EVENT ("old", "-30") "," EVENT ("new", "20") "]",
    "[" EVENT ("old", "20") "," EVENT ("new", "20") "]",
    "[" EVENT ("new", "20") "," EVENT ("old", "null") "]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WhRecord) record = NULL;

      wh_raw_server_push_json (fixture->server, 200, NULL, bodies[i]);
      wh_service_get_async (fixture->client, resource, "pwu_1", WH_API_PRIORITY_INTERACTIVE, NULL,
                            wh_test_store_result, &result);
      wh_test_await (&result);
      record = wh_service_get_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (wh_record_get_text (record, wh_resource_find_field (resource, "email")), ==,
                       "new");
    }
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/service/" name, WhClientFixture, NULL, wh_client_fixture_set_up, \
              func, wh_client_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  ADD ("cancelled", test_service_cancelled);
  ADD ("decoded", test_service_decoded);
  ADD ("latest-event", test_service_latest_event);

  return g_test_run ();
}
