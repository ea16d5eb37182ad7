/* wh-api-retry.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-api-types.h"

G_BEGIN_DECLS

/* The rules of when to try again and how long to wait (§13, HAZARDS N11), without the doing.
 * Private to the layer. */

#define WH_STATUS_TOO_MANY_REQUESTS 429

/* How a try ended. */
typedef struct
{
  guint status;        /* 0 if there was no answer */
  const GError *error; /* (nullable): then this says why */
  gint64 retry_after;  /* microseconds, -1 if the server did not say */
} WhRetryReason;

gint64   wh_retry_parse_after       (const char          *text,
                                     gint64               real_now);
gint64   wh_retry_get_pause         (const WhRetryReason *reason,
                                     guint                n_tries,
                                     WhApiPriority        priority);
gint64   wh_retry_get_hold          (const WhRetryReason *reason,
                                     guint                n_tries);
gboolean wh_retry_means_base_limit  (const WhRetryReason *reason);

G_END_DECLS
