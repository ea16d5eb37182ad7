/* wh-service.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"
#include "wh-draft.h"
#include "wh-record.h"

G_BEGIN_DECLS

/* Operations with their types: a draft goes in, records come out, and everything that is not a
 * success is a #GError. */

void        wh_service_run_async     (WhApiClient          *client,
                                      WhDraft              *draft,
                                      WhApiPriority         priority,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
WhApiResponse *wh_service_run_finish (WhApiClient          *client,
                                      GAsyncResult         *result,
                                      GError              **error);
/* One record by its key, through the resource's get operation. */
void        wh_service_get_async     (WhApiClient          *client,
                                      const WhResource     *resource,
                                      const char           *key,
                                      WhApiPriority         priority,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
WhRecord   *wh_service_get_finish    (WhApiClient          *client,
                                      GAsyncResult         *result,
                                      GError              **error);
/* An array of records; decoded in a worker thread. */
void        wh_service_list_async    (WhApiClient          *client,
                                      WhApiRequest         *request,
                                      const WhResource     *resource,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GPtrArray  *wh_service_list_finish   (WhApiClient          *client,
                                      GAsyncResult         *result,
                                      GError              **error);
/* The second half of it, for whoever asks for the next page meanwhile. */
void        wh_service_decode_async  (WhApiClient          *client,
                                      WhApiResponse        *response,
                                      const WhResource     *resource,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GPtrArray  *wh_service_decode_finish (WhApiClient          *client,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
