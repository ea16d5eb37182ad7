/* wh-batch-row.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-batch.h"

G_BEGIN_DECLS

/* One item of a batch in a list: what it is about, and what came of it. */

#define WH_TYPE_BATCH_ROW (wh_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (WhBatchRow, wh_batch_row, WH, BATCH_ROW, GtkWidget)

GtkWidget *wh_batch_row_new      (void);
void       wh_batch_row_set_item (WhBatchRow  *self,
                                  WhBatchItem *item);

G_END_DECLS
