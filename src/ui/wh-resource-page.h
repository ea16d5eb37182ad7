/* wh-resource-page.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-directory.h"
#include "wh-list-view.h"
#include "wh-pane.h"
#include "wh-record-view.h"
#include "wh-split.h"

G_BEGIN_DECLS

/* A resource of a connection: its list, and beside it the detail of what is selected.
 *
 * Signal "place-changed" (const char *key, nullable): another record is looked at, or none. */

#define WH_TYPE_RESOURCE_PAGE (wh_resource_page_get_type ())
G_DECLARE_FINAL_TYPE (WhResourcePage, wh_resource_page, WH, RESOURCE_PAGE, WhPane)

GtkWidget    *wh_resource_page_new             (WhDirectory      *directory,
                                                const WhResource *resource);
WhConnection *wh_resource_page_get_connection  (WhResourcePage   *self);
const WhResource *wh_resource_page_get_resource (WhResourcePage  *self);
const char   *wh_resource_page_get_key         (WhResourcePage   *self);
WhRecord     *wh_resource_page_dup_record      (WhResourcePage   *self,
                                                const char       *key);
void          wh_resource_page_open_key        (WhResourcePage   *self,
                                                const char       *key);
WhListView   *wh_resource_page_get_list_view   (WhResourcePage   *self);
WhRecordView *wh_resource_page_get_record_view (WhResourcePage   *self);
gboolean      wh_resource_page_has_records     (WhResourcePage   *self);
void          wh_resource_page_ensure_loaded   (WhResourcePage   *self);
void          wh_resource_page_refresh         (WhResourcePage   *self);
void          wh_resource_page_stop            (WhResourcePage   *self);
void          wh_resource_page_start_search    (WhResourcePage   *self);

G_END_DECLS
