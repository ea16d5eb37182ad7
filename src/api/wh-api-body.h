/* wh-api-body.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Collects the body of an answer: decodes it, counts it on both sides of the decoding, and
 * finds out what libsoup does not say (HAZARDS §1.2). Private to the layer. */

typedef struct _WhApiBody WhApiBody;

WhApiBody *wh_api_body_new         (SoupMessageHeaders  *headers,
                                    gboolean             may_have_body,
                                    gsize                max_bytes);
void       wh_api_body_free        (WhApiBody           *self);
gboolean   wh_api_body_feed        (WhApiBody           *self,
                                    const guint8        *data,
                                    gsize                length);
gboolean   wh_api_body_is_too_large (WhApiBody          *self);
GBytes    *wh_api_body_end         (WhApiBody           *self,
                                    gboolean             cut_short);
gsize      wh_api_body_get_wire_size (WhApiBody         *self);
const char *wh_api_body_get_damage (WhApiBody           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhApiBody, wh_api_body_free)

G_END_DECLS
