/* wh-row-portions.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for a table that may not make all of its widgets at once (#GtkSelectionModel).
 *
 * GtkColumnView makes some 200 rows of cells for a list that is long, whatever its height: up to
 * 100 ms in one go. Seen through this model, rows that appear are few at first and a few more in
 * each frame, until the view has as many widgets as it wants and everything is there. Selections
 * are those of the model behind it, whole at any time: who counts, selects all or exports asks
 * that one. */

#define WH_TYPE_ROW_PORTIONS (wh_row_portions_get_type ())
G_DECLARE_FINAL_TYPE (WhRowPortions, wh_row_portions, WH, ROW_PORTIONS, GObject)

#define WH_ROW_PORTIONS_FIRST 24
#define WH_ROW_PORTIONS_NEXT 16

WhRowPortions *wh_row_portions_new   (GtkSelectionModel *rows,
                                      GtkWidget         *view);
void           wh_row_portions_reach (WhRowPortions     *self,
                                      guint              position);

G_END_DECLS
