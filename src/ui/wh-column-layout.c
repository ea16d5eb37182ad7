/* wh-column-layout.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-column-layout.h"

#include "wh-accessible.h"

#include <glib/gi18n.h>

/* What is left of a table where there is no room. */
#define MIN_COLUMNS 2

static const WhResourceField *
get_field (GtkColumnViewColumn *column,
           const WhResource    *resource)
{
  return &resource->fields[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "field"))];
}

static gboolean
is_number (const WhResourceField *field)
{
  return field->kind == WH_FIELD_MONEY || field->kind == WH_FIELD_INTEGER;
}

static gboolean
is_text (const WhResourceField *field)
{
  return !is_number (field) && field->kind != WH_FIELD_INSTANT && field->kind != WH_FIELD_DATE &&
         field->choices == NULL;
}

/* What says most about a record: what it is called, how it stands, what it is worth. */
static gboolean
is_essential (const WhResourceField *field)
{
  return field->choices != NULL || (field->flags & WH_RESOURCE_FIELD_TOTAL) != 0;
}

static guint
count_essential (GListModel       *columns,
                 const WhResource *resource)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      n += wh_column_is_wanted (column) && is_essential (get_field (column, resource));
    }

  return n;
}

static void
update_visible (GListModel       *columns,
                const WhResource *resource,
                gboolean          narrow)
{
  guint n_essential = count_essential (columns, resource);
  guint n_others = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      gboolean wanted = wh_column_is_wanted (column);
      gboolean fits = !narrow || is_essential (get_field (column, resource)) ||
                      n_others == 0 || n_others + n_essential < MIN_COLUMNS;

      n_others += wanted && !is_essential (get_field (column, resource));
      gtk_column_view_column_set_visible (column, wanted && fits);
    }
}

/* Addresses are what is longest; where there are none, all texts share what is left. */
static void
update_expand (GListModel       *columns,
               const WhResource *resource)
{
  gboolean has_email = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      has_email |= gtk_column_view_column_get_visible (column) &&
                   get_field (column, resource)->kind == WH_FIELD_EMAIL;
    }

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const WhResourceField *field = get_field (column, resource);

      gtk_column_view_column_set_expand (column, has_email ? field->kind == WH_FIELD_EMAIL
                                                           : is_text (field));
    }
}

static gboolean
names_number (const char       *title,
              const WhResource *resource)
{
  for (guint i = 0; i < resource->n_fields; i++)
    if (is_number (&resource->fields[i]) && g_strcmp0 (_(resource->fields[i].label), title) == 0)
      return TRUE;

  return FALSE;
}

/* The title of a column of figures belongs above them. GTK has no word for that: the widgets of
 * the header are made anew whenever a column is shown. */
static void
align_titles (GtkColumnView    *view,
              const WhResource *resource)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = wh_accessible_find (title, GTK_TYPE_LABEL);

      if (label == NULL || !names_number (gtk_label_get_label (GTK_LABEL (label)), resource))
        continue;

      /* The arrow of the order takes its room before the text instead of behind it. */
      gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
      gtk_widget_insert_before (label, gtk_widget_get_parent (label), NULL);
    }
}

/**
 * wh_column_is_wanted:
 * @column: a column
 *
 * Returns: whether it is shown where there is room for it
 */
gboolean
wh_column_is_wanted (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "unwanted") == NULL;
}

/**
 * wh_column_set_wanted:
 * @column: a column
 * @wanted: whether it is to be shown where there is room; wh_column_layout_update() shows it
 */
void
wh_column_set_wanted (GtkColumnViewColumn *column,
                      gboolean             wanted)
{
  g_object_set_data (G_OBJECT (column), "unwanted", GINT_TO_POINTER (!wanted));
}

/**
 * wh_column_layout_update:
 * @view: a table
 * @resource: whose fields its columns show
 * @narrow: whether there is only room for the most important ones
 *
 * Shows the columns that are wanted and fit, and gives them their share of the width.
 */
void
wh_column_layout_update (GtkColumnView    *view,
                         const WhResource *resource,
                         gboolean          narrow)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  update_visible (columns, resource, narrow);
  update_expand (columns, resource);
  align_titles (view, resource);
}
