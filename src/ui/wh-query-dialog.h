/* wh-query-dialog.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-collection.h"

G_BEGIN_DECLS

/* Asks which of the records the API is to list: the fields of the list operation that are neither
 * for paging nor for the search.
 *
 * Signal "done": the collection has the fields now, and nothing is loaded yet. */

#define WH_TYPE_QUERY_DIALOG (wh_query_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WhQueryDialog, wh_query_dialog, WH, QUERY_DIALOG, AdwWindow)

GtkWindow *wh_query_dialog_new       (WhCollection     *collection,
                                      GTimeZone        *zone);

G_END_DECLS
