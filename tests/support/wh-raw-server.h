/* wh-raw-server.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that says exactly the bytes it is told to, right or wrong, and writes down what it
 * was sent. It lives in the main context of the test. */

/* What follows the bytes of a reply. */
typedef enum
{
  WH_RAW_KEEP,    /* the connection stays, for the next request */
  WH_RAW_CLOSE,   /* it is closed properly */
  WH_RAW_RESET,   /* it is torn down */
  WH_RAW_STALL,   /* nothing, ever */
  WH_RAW_ENDLESS, /* the same bytes again, until the peer closes */
} WhRawEnding;

#define WH_TYPE_RAW_SERVER (wh_raw_server_get_type ())
G_DECLARE_FINAL_TYPE (WhRawServer, wh_raw_server, WH, RAW_SERVER, GObject)

WhRawServer *wh_raw_server_new                (GTlsCertificate  *certificate);
const char  *wh_raw_server_get_url            (WhRawServer      *self);
guint16      wh_raw_server_get_port           (WhRawServer      *self);
void         wh_raw_server_stop               (WhRawServer      *self);

void         wh_raw_server_push               (WhRawServer      *self,
                                               const char       *reply,
                                               WhRawEnding       ending);
void         wh_raw_server_push_bytes         (WhRawServer      *self,
                                               GBytes           *reply,
                                               WhRawEnding       ending);
void         wh_raw_server_push_json          (WhRawServer      *self,
                                               guint             status,
                                               const char       *extra_headers,
                                               const char       *body);
void         wh_raw_server_set_tail           (WhRawServer      *self,
                                               GBytes           *tail);
void         wh_raw_server_set_hold           (WhRawServer      *self,
                                               gboolean          hold);

guint        wh_raw_server_get_n_connections  (WhRawServer      *self);
guint        wh_raw_server_get_n_open         (WhRawServer      *self);
guint        wh_raw_server_get_n_requests     (WhRawServer      *self);
const char  *wh_raw_server_get_request        (WhRawServer      *self,
                                               guint             position);
char        *wh_raw_server_dup_request_header (WhRawServer      *self,
                                               guint             position,
                                               const char       *name);
const char  *wh_raw_server_get_request_body   (WhRawServer      *self,
                                               guint             position);
const char  *wh_raw_server_get_protocol       (WhRawServer      *self);
guint64      wh_raw_server_get_n_sent         (WhRawServer      *self);

G_END_DECLS
