/* wh-record-sorting.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-resources.h"

G_BEGIN_DECLS

/* What a table is sorted by: a field and a direction. */
typedef struct
{
  int      field; /* -1: not sorted */
  gboolean descending;
} WhSorting;

GtkSorter *wh_sorting_new_probe  (guint          field);
WhSorting  wh_sorting_from_view  (GtkColumnView *view);

/* Lets the order be chosen without a header to click: actions for the columns' group and a menu of
 * them. */
void       wh_sorting_add_actions (GActionMap    *actions,
                                   GMenu         *menu,
                                   GtkColumnView *view);

G_END_DECLS
