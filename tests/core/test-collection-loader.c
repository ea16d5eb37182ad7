/* test-collection-loader.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-collection.h"
#include "wh-test-util.h"

static void
stop_cb (WhCollection *collection)
{
  if (wh_collection_is_loading (collection))
    wh_collection_stop (collection);
}

/* Whoever hears that a load begins may end it there and then: nothing is asked for after that. */
static void
test_stopped_at_once (WhClientFixture *fixture,
                      gconstpointer    data)
{
  g_autoptr (WhCollection) collection = wh_collection_new (fixture->client,
                                                           wh_resources_find ("customer"));

  wh_raw_server_push_json (fixture->server, 200, NULL, "[{\"customer_id\":\"c\"}]");
  g_signal_connect (collection, "notify::state", G_CALLBACK (stop_cb), NULL);
  wh_collection_load (collection);
  for (guint i = 0; i < 10; i++)
    wh_test_iterate ();
  g_assert_cmpint (wh_collection_get_state (collection), ==, WH_COLLECTION_STOPPED);
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 0);

  wh_collection_resume (collection);
  g_assert_cmpint (wh_collection_get_state (collection), ==, WH_COLLECTION_STOPPED);
  g_signal_handlers_disconnect_by_func (collection, stop_cb, NULL);
  wh_collection_resume (collection);
  wh_client_fixture_await_requests (fixture, 1);
}

int
main (int   argc,
      char *argv[])
{
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);

  g_test_add ("/wellhead/core/collection-loader/stopped-at-once", WhClientFixture, NULL,
              wh_client_fixture_set_up, test_stopped_at_once, wh_client_fixture_tear_down);

  return g_test_run ();
}
