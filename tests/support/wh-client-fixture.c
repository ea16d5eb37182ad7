/* wh-client-fixture.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"

#include "wh-test-util.h"

typedef struct
{
  gpointer object;
  guint wanted;
} Wanted;

static void
on_sent_cb (WhApiClient     *client,
            WhApiRequest    *request,
            WhApiResponse   *response,
            GError          *error,
            WhClientFixture *self)
{
  g_assert_true ((response != NULL) != (error != NULL));
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_DONE);
  self->n_sent++;
}

static void
on_unauthorized_cb (WhApiClient     *client,
                    WhApiToken       token,
                    WhClientFixture *self)
{
  self->n_unauthorized++;
}

/**
 * wh_client_fixture_set_up_tls:
 * @self: zeroed memory
 * @certificate: (nullable): what the server shows, %NULL for http
 */
void
wh_client_fixture_set_up_tls (WhClientFixture *self,
                              GTlsCertificate *certificate)
{
  g_autoptr(GError) error = NULL;

  self->server = wh_raw_server_new (certificate);
  self->clock = wh_fake_clock_new ();
  self->client = wh_api_client_new (wh_raw_server_get_url (self->server), NULL,
                                    WH_CLOCK (self->clock), &error);
  g_assert_no_error (error);
  wh_api_client_set_token (self->client, WH_API_TOKEN_PRIVATE, WH_TEST_TOKEN);
  g_signal_connect (self->client, "sent", G_CALLBACK (on_sent_cb), self);
  g_signal_connect (self->client, "unauthorized", G_CALLBACK (on_unauthorized_cb), self);
}

/**
 * wh_client_fixture_set_up:
 * @self: zeroed memory
 * @unused: so that it can be the set-up of a test
 */
void
wh_client_fixture_set_up (WhClientFixture *self,
                          gconstpointer    unused)
{
  wh_client_fixture_set_up_tls (self, NULL);
}

/**
 * wh_client_fixture_tear_down:
 * @self: a fixture
 * @unused: so that it can be the tear-down of a test
 *
 * Fails if anything still holds the client.
 */
void
wh_client_fixture_tear_down (WhClientFixture *self,
                             gconstpointer    unused)
{
  g_clear_object (&self->result);
  wh_test_iterate ();
  g_assert_finalize_object (self->client);
  wh_test_iterate ();
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->clock);
  wh_test_iterate ();
}

/**
 * wh_client_fixture_start:
 * @self: a fixture
 * @request: what to send
 * @cancellable: (nullable): gives up
 */
void
wh_client_fixture_start (WhClientFixture *self,
                         WhApiRequest    *request,
                         GCancellable    *cancellable)
{
  g_clear_object (&self->result);
  wh_api_client_send_async (self->client, request, cancellable, wh_test_store_result,
                            &self->result);
}

/**
 * wh_client_fixture_finish:
 * @self: a fixture
 * @error: (out): what went wrong
 *
 * Returns: (transfer full) (nullable): what came of the request that was started last
 */
WhApiResponse *
wh_client_fixture_finish (WhClientFixture  *self,
                          GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  wh_test_await (&self->result);
  result = g_steal_pointer (&self->result);

  return wh_api_client_send_finish (self->client, result, error);
}

/**
 * wh_client_fixture_send:
 * @self: a fixture
 * @request: what to send
 * @error: (out): what went wrong
 *
 * Returns: (transfer full) (nullable): the answer
 */
WhApiResponse *
wh_client_fixture_send (WhClientFixture  *self,
                        WhApiRequest     *request,
                        GError          **error)
{
  wh_client_fixture_start (self, request, NULL);

  return wh_client_fixture_finish (self, error);
}

/**
 * wh_client_fixture_get:
 * @self: a fixture
 * @path: a path
 * @error: (out): what went wrong
 *
 * Returns: (transfer full) (nullable): the answer
 */
WhApiResponse *
wh_client_fixture_get (WhClientFixture  *self,
                       const char       *path,
                       GError          **error)
{
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", path);

  return wh_client_fixture_send (self, request, error);
}

static gboolean
has_requests (gpointer user_data)
{
  Wanted *wanted = user_data;

  return wh_raw_server_get_n_requests (wanted->object) >= wanted->wanted;
}

/**
 * wh_client_fixture_await_requests:
 * @self: a fixture
 * @n_requests: how many requests the server must have seen
 */
void
wh_client_fixture_await_requests (WhClientFixture *self,
                                  guint            n_requests)
{
  Wanted wanted = { self->server, n_requests };

  wh_test_wait_until (has_requests, &wanted);
}

static gboolean
has_phase (gpointer user_data)
{
  Wanted *wanted = user_data;

  return wh_api_request_get_phase (wanted->object) == wanted->wanted;
}

/**
 * wh_client_fixture_await_phase:
 * @request: a request that was started
 * @phase: how far it must have come
 */
void
wh_client_fixture_await_phase (WhApiRequest *request,
                               WhApiPhase    phase)
{
  Wanted wanted = { request, phase };

  wh_test_wait_until (has_phase, &wanted);
}
