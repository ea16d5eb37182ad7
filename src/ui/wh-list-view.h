/* wh-list-view.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-collection.h"
#include "wh-pane.h"

G_BEGIN_DECLS

/* The list of a resource: table, search, filters, limit, and what the loading is up to.
 *
 * Signals: "selection-changed"; "record-activated" (WhRecord), by Enter, a double click or, where
 * only one pane is shown, a click; "exported" (GFile, uint), a file with so many records is there;
 * "operation-chosen" (const char *operation, GPtrArray of WhRecord), to be done to these records, or
 * to none where it makes one; "find", all customers are to be looked through for those who were
 * added by hand, or no longer. */

#define WH_TYPE_LIST_VIEW (wh_list_view_get_type ())
G_DECLARE_FINAL_TYPE (WhListView, wh_list_view, WH, LIST_VIEW, WhPane)

GtkWidget    *wh_list_view_new            (WhCollection *collection);
WhCollection *wh_list_view_get_collection (WhListView   *self);
void          wh_list_view_set_format     (WhListView   *self,
                                           WhFormat     *format);
GPtrArray    *wh_list_view_dup_selected   (WhListView   *self);
/* (nullable): how far looking through the customers is */
void          wh_list_view_set_finding    (WhListView   *self,
                                           const char   *progress);
GListModel   *wh_list_view_get_shown      (WhListView   *self);
gboolean      wh_list_view_select_key     (WhListView   *self,
                                           const char   *key,
                                           gboolean      reveal);
void          wh_list_view_unselect       (WhListView   *self);
void          wh_list_view_focus_rows     (WhListView   *self);
void          wh_list_view_start_search   (WhListView   *self);
void          wh_list_view_take_focus     (WhListView   *self);

G_END_DECLS
