/* wh-record-sections.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-directory.h"

G_BEGIN_DECLS

/* What the detail of a record shows beside its own fields: the history of a subscription, the
 * subscriptions of a user or of a plan, the traits of a customer. Hidden until it has a
 * connection. */

#define WH_TYPE_RECORD_SECTIONS (wh_record_sections_get_type ())
G_DECLARE_FINAL_TYPE (WhRecordSections, wh_record_sections, WH, RECORD_SECTIONS, GtkWidget)

GtkWidget *wh_record_sections_new         (const WhResource *resource);
void       wh_record_sections_set_context (WhRecordSections *self,
                                           WhConnection     *connection,
                                           WhDirectory      *directory);
void       wh_record_sections_set_record  (WhRecordSections *self,
                                           WhRecord         *record,
                                           WhFormat         *format);
void       wh_record_sections_reload      (WhRecordSections *self);

G_END_DECLS
