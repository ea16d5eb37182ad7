/* wh-sum.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

/* What the amounts of several records come to. Begins with zeros. */
typedef struct
{
  gint64 amount;      /* in minor units; nothing where @is_too_large */
  guint n_amounts;    /* a record without one is none of them, and adds no zero */
  gboolean is_too_large;
} WhSum;

void     wh_sum_add         (WhSum       *self,
                             WhRecord    *record,
                             guint        field);
gboolean wh_sum_get_amount  (const WhSum *self,
                             gint64      *amount);
/* "–" where nothing has an amount, words where the sum is too large. */
char    *wh_sum_dup_display (const WhSum *self,
                             WhFormat    *format);

G_END_DECLS
