/* wh-record-sorting.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-sorting.h"

#include <glib/gi18n.h>

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

static GtkColumnViewColumn *
find_column (GtkColumnView *view,
             const char    *id)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (g_object_get_data (G_OBJECT (column), "id"), id) == 0)
        return column; /* the view keeps it alive */
    }

  return NULL;
}

static const char *
find_id (GtkColumnView *view,
         int            field)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "field")) == field)
        return g_object_get_data (G_OBJECT (column), "id");
    }

  return "";
}

static void
on_sort_by_cb (GSimpleAction *action,
               GVariant      *value,
               GtkColumnView *view)
{
  WhSorting sorting = wh_sorting_from_view (view);
  GtkColumnViewColumn *column = find_column (view, g_variant_get_string (value, NULL));

  if (column != NULL)
    gtk_column_view_sort_by_column (view, column, sorting.descending ? GTK_SORT_DESCENDING
                                                                     : GTK_SORT_ASCENDING);
}

static void
on_descending_cb (GSimpleAction *action,
                  GVariant      *value,
                  GtkColumnView *view)
{
  WhSorting sorting = wh_sorting_from_view (view);
  GtkColumnViewColumn *column = find_column (view, find_id (view, sorting.field));

  if (column != NULL)
    gtk_column_view_sort_by_column (view, column, g_variant_get_boolean (value)
                                                    ? GTK_SORT_DESCENDING
                                                    : GTK_SORT_ASCENDING);
}

/* @action belongs to the columns, which the view outlives. */
static void
update_action (GSimpleAction *action)
{
  GtkColumnView *view = g_object_get_data (G_OBJECT (action), "view");
  WhSorting sorting = wh_sorting_from_view (view);

  if (g_variant_type_equal (g_action_get_state_type (G_ACTION (action)), G_VARIANT_TYPE_STRING))
    g_simple_action_set_state (action, g_variant_new_string (find_id (view, sorting.field)));
  else
    g_simple_action_set_state (action, g_variant_new_boolean (sorting.descending));
}

static void
add_action (GActionMap    *actions,
            GSimpleAction *action,
            GCallback      change,
            GtkColumnView *view)
{
  g_object_set_data (G_OBJECT (action), "view", view);
  g_signal_connect_object (action, "change-state", change, view, 0);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (update_action), action, G_CONNECT_SWAPPED);
  g_action_map_add_action (actions, G_ACTION (action));
  update_action (action);
}

/**
 * wh_sorting_add_actions:
 * @actions: gets "sort-by" and "sort-descending"
 * @menu: gets their items, for a group that is inserted as "columns"
 * @view: a column view whose columns carry probes, and the id of their field in their data "id"
 */
void
wh_sorting_add_actions (GActionMap    *actions,
                        GMenu         *menu,
                        GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GSimpleAction) sort_by = NULL;
  g_autoptr (GSimpleAction) descending = NULL;
  g_autoptr (GMenu) fields = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();

  sort_by = g_simple_action_new_stateful ("sort-by", G_VARIANT_TYPE_STRING,
                                          g_variant_new_string (""));
  descending = g_simple_action_new_stateful ("sort-descending", NULL,
                                             g_variant_new_boolean (FALSE));
  add_action (actions, sort_by, G_CALLBACK (on_sort_by_cb), view);
  add_action (actions, descending, G_CALLBACK (on_descending_cb), view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr (GMenuItem) item = NULL;

      item = g_menu_item_new (gtk_column_view_column_get_title (column), NULL);
      g_menu_item_set_action_and_target (item, "columns.sort-by", "s",
                                         g_object_get_data (G_OBJECT (column), "id"));
      g_menu_append_item (fields, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (fields));
  g_menu_append (order, _("_Descending"), "columns.sort-descending");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
}
