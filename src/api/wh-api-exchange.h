/* wh-api-exchange.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "wh-api-response.h"

G_BEGIN_DECLS

/* One HTTP exchange: a message goes out, its answer is read to the end or given up. Private to
 * the layer. */

typedef struct
{
  GBytes *body;       /* decoded */
  gsize wire_size;
  char *damage;       /* (nullable): what was wrong with the body */
  WhApiTiming timing; /* all but wait and total */
} WhApiReceived;

void           wh_api_received_free        (WhApiReceived       *reply);

void        wh_api_exchange_run_async  (SoupSession          *session,
                                        SoupMessage          *message,
                                        gsize                 max_bytes,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
WhApiReceived *wh_api_exchange_run_finish (GAsyncResult         *result,
                                        GError              **error);
SoupMessage *wh_api_exchange_get_message (GAsyncResult       *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhApiReceived, wh_api_received_free)

G_END_DECLS
