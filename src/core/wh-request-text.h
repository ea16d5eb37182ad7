/* wh-request-text.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-request.h"

G_BEGIN_DECLS

/* A request as text, for people to read and to copy. Neither has a token in it. */

char *wh_request_dup_preview (WhApiRequest *request,
                              const char   *server);
char *wh_request_dup_curl    (WhApiRequest *request,
                              const char   *server);

G_END_DECLS
