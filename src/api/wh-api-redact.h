/* wh-api-redact.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Strikes tokens out of what a server says: some echo the request in their errors, and an error
 * is shown, logged and sent to others. Private to the layer. */

#define WH_API_REDACTED "••••"

char *wh_api_redact (const char        *text,
                     const char *const *secrets);

G_END_DECLS
