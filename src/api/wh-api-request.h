/* wh-api-request.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-api-types.h"

G_BEGIN_DECLS

/* How far a request is, for whoever shows it. */
typedef enum
{
  WH_API_PHASE_NEW,
  WH_API_PHASE_WAITING,   /* for the limiter, or between two tries */
  WH_API_PHASE_SENDING,
  WH_API_PHASE_RECEIVING,
  WH_API_PHASE_DONE,
} WhApiPhase;

#define WH_TYPE_API_PHASE (wh_api_phase_get_type ())
GType wh_api_phase_get_type (void);

#define WH_TYPE_API_REQUEST (wh_api_request_get_type ())
G_DECLARE_FINAL_TYPE (WhApiRequest, wh_api_request, WH, API_REQUEST, GObject)

/* Read-only properties: "phase" (WhApiPhase) and "wait" (gint64, microseconds). */

WhApiRequest  *wh_api_request_new            (const char    *method,
                                              const char    *path);
const char    *wh_api_request_get_method     (WhApiRequest  *self);
const char    *wh_api_request_get_path       (WhApiRequest  *self);

void           wh_api_request_add_query      (WhApiRequest  *self,
                                              const char    *name,
                                              const char    *value);
const char    *wh_api_request_get_query      (WhApiRequest  *self);
void           wh_api_request_add_header     (WhApiRequest  *self,
                                              const char    *name,
                                              const char    *value);
void           wh_api_request_foreach_header (WhApiRequest  *self,
                                              WhApiHeaderFunc func,
                                              gpointer       user_data);
void           wh_api_request_set_body       (WhApiRequest  *self,
                                              GBytes        *body,
                                              const char    *content_type);
GBytes        *wh_api_request_get_body       (WhApiRequest  *self);
const char    *wh_api_request_get_content_type (WhApiRequest *self);

void           wh_api_request_set_host       (WhApiRequest  *self,
                                              WhApiHost      host);
WhApiHost      wh_api_request_get_host       (WhApiRequest  *self);
void           wh_api_request_set_token      (WhApiRequest  *self,
                                              WhApiToken     token);
WhApiToken     wh_api_request_get_token      (WhApiRequest  *self);
void           wh_api_request_set_bucket     (WhApiRequest  *self,
                                              WhRateBucket   bucket);
WhRateBucket   wh_api_request_get_bucket     (WhApiRequest  *self);
void           wh_api_request_set_priority   (WhApiRequest  *self,
                                              WhApiPriority  priority);
WhApiPriority  wh_api_request_get_priority   (WhApiRequest  *self);
gboolean       wh_api_request_is_repeatable  (WhApiRequest  *self);
void           wh_api_request_set_max_bytes  (WhApiRequest  *self,
                                              gsize          max_bytes);
gsize          wh_api_request_get_max_bytes  (WhApiRequest  *self);
void           wh_api_request_set_operation  (WhApiRequest  *self,
                                              const char    *operation_id);
const char    *wh_api_request_get_operation  (WhApiRequest  *self);

WhApiPhase     wh_api_request_get_phase      (WhApiRequest  *self);
gint64         wh_api_request_get_wait       (WhApiRequest  *self);
gboolean       wh_api_request_is_recovering  (WhApiRequest  *self);

G_END_DECLS
