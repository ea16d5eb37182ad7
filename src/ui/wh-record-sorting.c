/* wh-record-sorting.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-sorting.h"

/* GTK 4.8 does not say by which column a column view is sorted, and its own sorter is many
 * times slower than WhArrangement. So the columns carry probes: a probe compares nothing, it
 * only notes that it was the first to be asked. */

static guint probed_field;
static gboolean was_probed;

static int
probe (gconstpointer a,
       gconstpointer b,
       gpointer      user_data)
{
  if (!was_probed)
    {
      probed_field = GPOINTER_TO_UINT (user_data);
      was_probed = TRUE;
    }

  return -1;
}

/**
 * wh_sorting_new_probe:
 * @field: the field of the column that gets it
 *
 * Returns: (transfer full): a sorter that makes a column's header clickable and is told apart
 *   by wh_sorting_from_view()
 */
GtkSorter *
wh_sorting_new_probe (guint field)
{
  return GTK_SORTER (gtk_custom_sorter_new (probe, GUINT_TO_POINTER (field), NULL));
}

/**
 * wh_sorting_from_view:
 * @view: a column view whose columns carry probes
 *
 * Returns: what its headers say that it is sorted by
 */
WhSorting
wh_sorting_from_view (GtkColumnView *view)
{
  WhSorting sorting = { .field = -1 };
  GtkSorter *sorter;
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), sorting);

  sorter = gtk_column_view_get_sorter (view);
  was_probed = FALSE;
  /* The items are never looked at, but they must differ: one is equal to itself unasked. */
  ordering = gtk_sorter_compare (sorter, view, sorter);
  if (was_probed)
    {
      sorting.field = (int) probed_field;
      sorting.descending = ordering == GTK_ORDERING_LARGER;
    }

  return sorting;
}
