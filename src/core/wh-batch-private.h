/* wh-batch-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-batch.h"

G_BEGIN_DECLS

struct _WhBatchItem
{
  GObject parent_instance;

  WhAction *action;
  WhBatchItemState state;
  GError *error;      /* (nullable) */
  guint n_throttled;  /* how often it was put off */
};

WhBatchItem *wh_batch_item_new       (WhAction         *action);
void         wh_batch_item_set_state (WhBatchItem      *self,
                                      WhBatchItemState  state,
                                      const GError     *error);

G_END_DECLS
