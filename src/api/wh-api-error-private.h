/* wh-api-error-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-error.h"

G_BEGIN_DECLS

/* For whoever makes errors of the domain: what the getters of wh-api-error.h give back. */
void wh_api_error_set_reply (GError     *error,
                             guint       status,
                             gint64      retry_after,
                             const char *server_text);
void wh_api_error_add_field (GError     *error,
                             const char *field,
                             const char *message);

G_END_DECLS
