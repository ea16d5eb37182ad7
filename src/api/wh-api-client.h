/* wh-api-client.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-error.h"
#include "wh-api-request.h"
#include "wh-api-response.h"
#include "wh-rate-limiter.h"

G_BEGIN_DECLS

#define WH_API_DEFAULT_SERVER "https://api.profitwell.com"
#define WH_API_DEFAULT_EVENTS_SERVER "https://api.profitwell-events.com"

#define WH_API_DEFAULT_DEADLINE_MS 30000
#define WH_API_DEFAULT_MAX_BYTES (16 * 1024 * 1024)
#define WH_API_CALL_MAX_BYTES (256 * 1024 * 1024)

#define WH_TYPE_API_CLIENT (wh_api_client_get_type ())
G_DECLARE_FINAL_TYPE (WhApiClient, wh_api_client, WH, API_CLIENT, GObject)

/* Signals:
 * "sent" (WhApiRequest, WhApiResponse nullable, GError nullable): after every request that
 *   reached the network, whatever came of it; the activity listens.
 * "unauthorized" (WhApiToken): the server answered 401 to that token. */

WhApiClient   *wh_api_client_new          (const char           *server,
                                           const char           *events_server,
                                           WhClock              *clock,
                                           GError              **error);
const char    *wh_api_client_get_server   (WhApiClient          *self);
WhRateLimiter *wh_api_client_get_limiter  (WhApiClient          *self);
void           wh_api_client_set_token    (WhApiClient          *self,
                                           WhApiToken            which,
                                           const char           *token);
gboolean       wh_api_client_has_token    (WhApiClient          *self,
                                           WhApiToken            which);
void           wh_api_client_set_deadline (WhApiClient          *self,
                                           guint                 deadline_ms);
void           wh_api_client_set_tls_database (WhApiClient      *self,
                                           GTlsDatabase         *database);
void           wh_api_client_abort        (WhApiClient          *self);
void           wh_api_client_send_async   (WhApiClient          *self,
                                           WhApiRequest         *request,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
WhApiResponse *wh_api_client_send_finish  (WhApiClient          *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* First thing in main(), before any thread and any TLS: HTTP/1.1 only, TLS 1.2 or newer
 * (HAZARDS §1.1, §2.1), no core dumps with a token in them. */
void           wh_api_prepare_process     (void);

G_END_DECLS
