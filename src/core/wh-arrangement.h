/* wh-arrangement.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

/* Which of some records are shown, and in what order (#GListModel of #WhRecord).
 *
 * GtkFilterListModel and GtkSortListModel do the same for any object, at the price of a call
 * through a closure for each comparison: 100 000 records took seconds. Here filters and keys
 * are those of records, everything that was sorted stays so, and what is appended is merged. It
 * needs no display, so that the rules of searching and sorting are tested without one. */

#define WH_TYPE_ARRANGEMENT (wh_arrangement_get_type ())
G_DECLARE_FINAL_TYPE (WhArrangement, wh_arrangement, WH, ARRANGEMENT, GObject)

WhArrangement     *wh_arrangement_new         (GListModel        *records,
                                               const WhResource  *resource);
void               wh_arrangement_set_search  (WhArrangement     *self,
                                               const char        *typed);
void               wh_arrangement_set_filter  (WhArrangement     *self,
                                               guint              field,
                                               const char *const *values);
const char *const *wh_arrangement_get_filter  (WhArrangement     *self,
                                               guint              field);
gboolean           wh_arrangement_is_filtered (WhArrangement     *self);
void               wh_arrangement_set_sorting (WhArrangement     *self,
                                               int                field,
                                               gboolean           descending);

G_END_DECLS
