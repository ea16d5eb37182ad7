/* wh-record-columns.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-format.h"
#include "wh-record-sorting.h"
#include "wh-resources.h"

G_BEGIN_DECLS

/* The columns of a table of records: made from the resource's fields, shown, hidden, moved and
 * resized by whoever looks at them, remembered in the list's settings.
 *
 * Signals: "sorting-changed"; "cell-setup" (GtkWidget cell, GtkListItem), for gestures. */

#define WH_TYPE_RECORD_COLUMNS (wh_record_columns_get_type ())
G_DECLARE_FINAL_TYPE (WhRecordColumns, wh_record_columns, WH, RECORD_COLUMNS, GObject)

#define WH_RECORD_COLUMNS_MAX 8

WhRecordColumns *wh_record_columns_new            (GtkColumnView    *view,
                                                   const WhResource *resource,
                                                   GSettings        *settings);
void             wh_record_columns_set_format     (WhRecordColumns  *self,
                                                   WhFormat         *format);
void             wh_record_columns_set_narrow  (WhRecordColumns  *self,
                                                gboolean          narrow);
WhSorting        wh_record_columns_get_sorting    (WhRecordColumns  *self);
/* One stateful action a column, named by the field's id; and the menu of them. */
GActionGroup    *wh_record_columns_get_actions    (WhRecordColumns  *self);
GMenuModel      *wh_record_columns_get_menu       (WhRecordColumns  *self);
GMenuModel      *wh_record_columns_get_sort_menu       (WhRecordColumns  *self);
/* The fields shown now, in their order. */
GArray          *wh_record_columns_dup_fields     (WhRecordColumns  *self);

G_END_DECLS
