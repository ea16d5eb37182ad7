/* wh-api-response.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-api-types.h"
#include "wh-json.h"

G_BEGIN_DECLS

/* Where the time of a request went, in microseconds; -1 where that step did not happen (a
 * connection that was reused has no dns, connect and tls). */
typedef struct
{
  gint64 wait;       /* for the limiter and between tries */
  gint64 dns;
  gint64 connect;
  gint64 tls;
  gint64 first_byte; /* from the last byte sent to the first received */
  gint64 body;
  gint64 total;
} WhApiTiming;

#define WH_TYPE_API_RESPONSE (wh_api_response_get_type ())
G_DECLARE_FINAL_TYPE (WhApiResponse, wh_api_response, WH, API_RESPONSE, GObject)

guint              wh_api_response_get_status       (WhApiResponse      *self);
const char        *wh_api_response_get_reason       (WhApiResponse      *self);
const char        *wh_api_response_get_method       (WhApiResponse      *self);
const char        *wh_api_response_get_url          (WhApiResponse      *self);
GBytes            *wh_api_response_get_body         (WhApiResponse      *self);
gsize              wh_api_response_get_wire_size    (WhApiResponse      *self);
const char        *wh_api_response_get_header       (WhApiResponse      *self,
                                                     const char         *name);
void               wh_api_response_foreach_header   (WhApiResponse      *self,
                                                     WhApiHeaderFunc     func,
                                                     gpointer            user_data);
const char        *wh_api_response_get_content_type (WhApiResponse      *self);
const WhApiTiming *wh_api_response_get_timing       (WhApiResponse      *self);
guint              wh_api_response_get_n_tries      (WhApiResponse      *self);
const char        *wh_api_response_get_damage       (WhApiResponse      *self);

gboolean           wh_api_response_check            (WhApiResponse      *self,
                                                     GError            **error);
WhJsonDocument    *wh_api_response_parse            (WhApiResponse      *self,
                                                     GError            **error);

G_END_DECLS
