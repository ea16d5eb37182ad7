/* wh-batch-dialog.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-batch.h"

G_BEGIN_DECLS

/* Does one thing to several records: asks once, then goes on by itself, shows what comes of each,
 * and can be stopped.
 *
 * Signal "done" (WhBatch): it was closed after something was done. */

#define WH_TYPE_BATCH_DIALOG (wh_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WhBatchDialog, wh_batch_dialog, WH, BATCH_DIALOG, AdwWindow)

GtkWindow *wh_batch_dialog_new       (WhConnection      *connection,
                                      const WhOperation *operation,
                                      GPtrArray         *records,
                                      GListModel        *plans);
WhBatch   *wh_batch_dialog_get_batch (WhBatchDialog     *self);

G_END_DECLS
