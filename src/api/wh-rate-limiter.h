/* wh-rate-limiter.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-types.h"
#include "wh-clock.h"

G_BEGIN_DECLS

#define WH_TYPE_RATE_LIMITER (wh_rate_limiter_get_type ())
G_DECLARE_FINAL_TYPE (WhRateLimiter, wh_rate_limiter, WH, RATE_LIMITER, GObject)

WhRateLimiter *wh_rate_limiter_new            (WhClock              *clock);
void           wh_rate_limiter_set_enabled    (WhRateLimiter        *self,
                                               gboolean              enabled);
void           wh_rate_limiter_acquire_async  (WhRateLimiter        *self,
                                               WhRateBucket          bucket,
                                               WhApiPriority         priority,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       wh_rate_limiter_acquire_finish (WhRateLimiter        *self,
                                               GAsyncResult         *result,
                                               GError              **error);
gint64         wh_rate_limiter_acquire_stamp_finish (WhRateLimiter  *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void           wh_rate_limiter_mark_sent      (WhRateLimiter        *self,
                                               WhRateBucket          bucket,
                                               gint64                stamp);
void           wh_rate_limiter_hold           (WhRateLimiter        *self,
                                               WhRateBucket          bucket,
                                               gint64                duration_us);
gint64         wh_rate_limiter_get_wait       (WhRateLimiter        *self,
                                               WhRateBucket          bucket);
guint          wh_rate_limiter_get_capacity   (WhRateLimiter        *self,
                                               WhRateBucket          bucket);
guint          wh_rate_limiter_get_remaining  (WhRateLimiter        *self,
                                               WhRateBucket          bucket);

/* The uses that must outlive the program: those of the daily buckets. */
GVariant      *wh_rate_limiter_save           (WhRateLimiter        *self);
void           wh_rate_limiter_restore        (WhRateLimiter        *self,
                                               GVariant             *state);

G_END_DECLS
