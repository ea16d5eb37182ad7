/* wh-api-request-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-request.h"

G_BEGIN_DECLS

/* For the client, which alone knows how far a request is. */
gboolean wh_api_request_validate  (WhApiRequest  *self,
                                   GError       **error);
void     wh_api_request_set_phase (WhApiRequest  *self,
                                   WhApiPhase     phase);
void     wh_api_request_set_wait  (WhApiRequest  *self,
                                   gint64         wait_us);
void     wh_api_request_set_recovering (WhApiRequest *self,
                                   gboolean       recovering);

G_END_DECLS
