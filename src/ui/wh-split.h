/* wh-split.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two panes side by side with a handle between them, or, where there is no room for both, one
 * at a time. AdwLeaflet folds but its panes cannot be resized; GtkPaned is the reverse. */

#define WH_TYPE_SPLIT (wh_split_get_type ())
G_DECLARE_FINAL_TYPE (WhSplit, wh_split, WH, SPLIT, GtkWidget)

gboolean wh_split_is_folded    (WhSplit  *self);
void     wh_split_set_fold_chars (WhSplit *self,
                                int       n_chars);
gboolean wh_split_get_show_end (WhSplit  *self);
void     wh_split_set_show_end (WhSplit  *self,
                                gboolean  show_end);

G_END_DECLS
