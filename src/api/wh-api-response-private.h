/* wh-api-response-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "wh-api-response.h"

G_BEGIN_DECLS

/* What the client saw of an answer. Everything is copied or referenced; whatever is %NULL
 * was not there. */
typedef struct
{
  const char         *method;
  const char         *url;       /* as it was sent, query included, never with user:password@ */
  guint               status;
  const char         *reason;
  SoupMessageHeaders *headers;
  gint64              received;  /* microseconds since the epoch, by the client's clock */
  GBytes             *body;      /* decoded */
  gsize               wire_size; /* bytes of the body before it was decoded */
  WhApiTiming         timing;
  guint               n_tries;
  const char         *damage;    /* a sentence: what was wrong with the body on the wire */
  const char *const  *secrets;   /* what messages must not tell, should the server echo it */
} WhApiResponseParts;

WhApiResponse *wh_api_response_new             (const WhApiResponseParts *parts);
gint64         wh_api_response_get_retry_after (WhApiResponse            *self);

G_END_DECLS
