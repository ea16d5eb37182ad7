/* wh-client-fixture.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"
#include "wh-fake-clock.h"
#include "wh-raw-server.h"

G_BEGIN_DECLS

/* Long enough that no accident produces it. */
#define WH_TEST_TOKEN "CANARY0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define WH_TEST_PUBLIC_TOKEN "CANARYpublic00112233445566778899aabb"

/* A client with a clock that a test moves, and the server it talks to. */
typedef struct
{
  WhRawServer *server;
  WhFakeClock *clock;
  WhApiClient *client;
  GAsyncResult *result; /* (nullable): of the request that was started last */
  guint n_sent;         /* emissions of "sent" */
  guint n_unauthorized;
} WhClientFixture;

void           wh_client_fixture_set_up         (WhClientFixture  *self,
                                                 gconstpointer     unused);
void           wh_client_fixture_set_up_tls     (WhClientFixture  *self,
                                                 GTlsCertificate  *certificate);
void           wh_client_fixture_tear_down      (WhClientFixture  *self,
                                                 gconstpointer     unused);
void           wh_client_fixture_start          (WhClientFixture  *self,
                                                 WhApiRequest     *request,
                                                 GCancellable     *cancellable);
WhApiResponse *wh_client_fixture_finish         (WhClientFixture  *self,
                                                 GError          **error);
WhApiResponse *wh_client_fixture_send           (WhClientFixture  *self,
                                                 WhApiRequest     *request,
                                                 GError          **error);
WhApiResponse *wh_client_fixture_get            (WhClientFixture  *self,
                                                 const char       *path,
                                                 GError          **error);
void           wh_client_fixture_await_requests (WhClientFixture  *self,
                                                 guint             n_requests);
void           wh_client_fixture_await_phase    (WhApiRequest     *request,
                                                 WhApiPhase        phase);

G_END_DECLS
