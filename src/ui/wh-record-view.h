/* wh-record-view.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-directory.h"
#include "wh-pane.h"
#include "wh-record.h"

G_BEGIN_DECLS

/* The detail of a record, made from the resource's table of fields. */

#define WH_TYPE_RECORD_VIEW (wh_record_view_get_type ())
G_DECLARE_FINAL_TYPE (WhRecordView, wh_record_view, WH, RECORD_VIEW, WhPane)

GtkWidget *wh_record_view_new           (const WhResource *resource);
/* For what is shown beside the fields, see wh-record-sections.h. */
void       wh_record_view_set_context   (WhRecordView     *self,
                                         WhConnection     *connection,
                                         WhDirectory      *directory);
void       wh_record_view_set_records   (WhRecordView     *self,
                                         GPtrArray        *records);
WhRecord  *wh_record_view_get_record    (WhRecordView     *self);
void       wh_record_view_set_format    (WhRecordView     *self,
                                         WhFormat         *format);
void       wh_record_view_set_loading   (WhRecordView     *self,
                                         gboolean          loading);
void       wh_record_view_set_error     (WhRecordView     *self,
                                         const GError     *error);
void       wh_record_view_set_choice    (WhRecordView     *self,
                                         gboolean          has_choice);
void       wh_record_view_focus_content (WhRecordView     *self);

G_END_DECLS
