/* wh-record-sorting.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-sorting.h"
#include "wh-record.h"

/* GTK 4.8 does not say by which column a column view is sorted, and its own sorter is twenty
 * times slower than a plain one. So the columns carry probes: a probe compares nothing, it only
 * notes that it was the first to be asked. The real sorting is done by one sorter that is made
 * for the field. */

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

/* What a sorter compares, in its user data: the field, and whether from the top. */
#define PACK(field, descending) GUINT_TO_POINTER ((guint) (field) << 1 | !!(descending))

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  guint packed = GPOINTER_TO_UINT (user_data);

  return wh_record_compare ((WhRecord *) a, (WhRecord *) b, packed >> 1, packed & 1);
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
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), sorting);

  was_probed = FALSE;
  /* The items are never looked at. */
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), view, view);
  if (was_probed)
    {
      sorting.field = (int) probed_field;
      sorting.descending = ordering == GTK_ORDERING_LARGER;
    }

  return sorting;
}

/**
 * wh_sorting_new_sorter:
 * @sorting: what to sort by
 *
 * Returns: (transfer full) (nullable): a sorter of #WhRecord, or %NULL where nothing is to be
 *   sorted
 */
GtkSorter *
wh_sorting_new_sorter (WhSorting sorting)
{
  if (sorting.field < 0)
    return NULL;

  return GTK_SORTER (gtk_custom_sorter_new (compare, PACK (sorting.field, sorting.descending),
                                            NULL));
}
