/* wh-resource-page-find.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-known-source.h"
#include "wh-resource-page-private.h"
#include "wh-window.h"

#include <glib/gi18n.h>

/* The API does not list who was added by hand, but their IDs stand out among the customers (§0.2):
 * whoever wants to see all of them has all customers looked through. The directory listens, so
 * that each appears as soon as it was found. */

static void
say_result (WhResourcePage    *self,
            WhCollectionState  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  WhFormat *format = wh_connection_get_format (self->connection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->finder));
  g_autofree char *count = wh_resource_dup_count (wh_resources_find ("customer"), format, n);
  g_autofree char *text = NULL;

  if (state == WH_COLLECTION_FAILED)
    {
      g_autofree char *title = wh_error_dup_title (wh_collection_get_error (self->finder));

      /* Translators: the first %s is “2,500 customers”, the second what went wrong */
      text = g_strdup_printf (_("Only %s were looked through: %s"), count, title);
    }
  else
    {
      /* Translators: %s is “2,500 customers” */
      text = g_strdup_printf (_("%s were looked through"), count);
    }
  if (WH_IS_WINDOW (root))
    wh_window_show_toast (WH_WINDOW (root), text);
}

static void
on_finder_changed_cb (WhResourcePage *self)
{
  WhCollectionState state;

  if (self->finder == NULL)
    return;

  state = wh_collection_get_state (self->finder);
  if (wh_collection_is_loading (self->finder))
    {
      WhFormat *format = wh_connection_get_format (self->connection);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->finder));
      g_autofree char *count = wh_resource_dup_count (wh_resources_find ("customer"), format, n);
      g_autofree char *text = NULL;

      /* Translators: %s is “2,500 customers” */
      text = g_strdup_printf (_("%s looked through so far…"), count);
      wh_list_view_set_finding (self->list_view, text);
      return;
    }

  say_result (self, state);
  g_clear_object (&self->finder);
  wh_list_view_set_finding (self->list_view, NULL);
  /* Who was found has not been read yet. */
  wh_collection_load (self->collection);
}

/* Begins, or stops what was begun. */
void
wh_resource_page_find (WhResourcePage *self)
{
  if (self->finder != NULL)
    {
      wh_collection_stop (self->finder);
      return;
    }

  self->finder = wh_directory_new_collection (self->directory, wh_resources_find ("customer"));
  wh_collection_set_limit (self->finder, WH_COLLECTION_NO_LIMIT);
  g_signal_connect_object (self->finder, "notify::state", G_CALLBACK (on_finder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "items-changed", G_CALLBACK (on_finder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  wh_collection_load (self->finder);
}
