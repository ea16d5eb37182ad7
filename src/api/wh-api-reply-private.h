/* wh-api-reply-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-response.h"

G_BEGIN_DECLS

/* What an error reply says, in whichever of its shapes (§1.6). */
typedef struct
{
  char *text;        /* the server's own words; NULL: none */
  GPtrArray *fields; /* names and messages in turn */
} WhApiReply;

WhApiReply *wh_api_reply_read            (GBytes             *body,
                                          const char         *content_type,
                                          const char *const  *secrets);
void        wh_api_reply_free            (WhApiReply         *self);
gboolean    wh_api_reply_looks_like_html (GBytes             *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhApiReply, wh_api_reply_free)

G_END_DECLS
