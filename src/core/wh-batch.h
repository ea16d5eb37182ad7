/* wh-batch.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-action.h"

G_BEGIN_DECLS

typedef enum
{
  WH_BATCH_ITEM_WAITING,
  WH_BATCH_ITEM_RUNNING,
  WH_BATCH_ITEM_DONE,
  WH_BATCH_ITEM_ALREADY, /* it was so already */
  WH_BATCH_ITEM_FAILED,
  WH_BATCH_ITEM_SKIPPED, /* another item has done just the same, which cannot be done twice */
} WhBatchItemState;

#define WH_TYPE_BATCH_ITEM_STATE (wh_batch_item_state_get_type ())
GType wh_batch_item_state_get_type (void) G_GNUC_CONST;

/* One action of a batch. Property, notified: "state". */

#define WH_TYPE_BATCH_ITEM (wh_batch_item_get_type ())
G_DECLARE_FINAL_TYPE (WhBatchItem, wh_batch_item, WH, BATCH_ITEM, GObject)

WhAction         *wh_batch_item_get_action (WhBatchItem       *self);
WhBatchItemState  wh_batch_item_get_state  (WhBatchItem       *self);
const GError     *wh_batch_item_get_error  (WhBatchItem       *self);

/* One operation, done to many: a GListModel of WhBatchItem that are run one after another, as fast
 * as the API allows and after whatever a person waits for.
 *
 * Properties, notified: "n-done" (those that were so already included), "n-failed", "running". */

#define WH_TYPE_BATCH (wh_batch_get_type ())
G_DECLARE_FINAL_TYPE (WhBatch, wh_batch, WH, BATCH, GObject)

WhBatch           *wh_batch_new           (WhConnection      *connection,
                                           const WhOperation *operation);
WhBatchItem       *wh_batch_add           (WhBatch           *self,
                                           WhAction          *action);
void               wh_batch_start         (WhBatch           *self);
void               wh_batch_stop          (WhBatch           *self);
void               wh_batch_retry_failed  (WhBatch           *self);
gboolean           wh_batch_is_running    (WhBatch           *self);
guint              wh_batch_get_n_done    (WhBatch           *self);
guint              wh_batch_get_n_failed  (WhBatch           *self);
guint              wh_batch_get_n_waiting (WhBatch           *self);
/* Why it stopped by itself, with the rest waiting. */
const GError      *wh_batch_get_error     (WhBatch           *self);
GPtrArray         *wh_batch_dup_inverses  (WhBatch           *self);

G_END_DECLS
