/* wh-mrr.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

/* Monthly recurring revenue as an exact sum: minor units, and the twelfths that years leave over.
 * Zero it to begin with. */
typedef struct
{
  gint64 units;
  gint64 twelfths;
} WhMrr;

void     wh_mrr_add       (WhMrr      *self,
                           gint64      value,
                           gboolean    yearly);
gboolean wh_mrr_add_event (WhMrr      *self,
                           WhRecord   *event);
gint64   wh_mrr_round     (const WhMrr *self);

/* Whether a subscription's status (§11.1) means that it ended. */
gboolean wh_status_is_churned (const char *status);

G_END_DECLS
