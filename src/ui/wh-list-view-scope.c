/* wh-list-view-scope.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-view-private.h"
#include "wh-operations.h"
#include "wh-query.h"

#include <glib/gi18n.h>

/* How the list can be made to cover more than it does. */
typedef enum
{
  WIDEN_NOT,
  WIDEN_SEARCH,   /* ask the API for what was typed */
  WIDEN_SHOW_ALL, /* leave the answer to that */
  WIDEN_CLEAR,    /* load whatever the API has, not only what was chosen */
  WIDEN_CHANGE,   /* choose something else, where everything is not to be had */
  WIDEN_LOAD_ALL,
} Widen;

/* The last changed records come first where there is a limit (§8.2): sorted like that, what is
 * loaded are the first of everything. */
static gboolean
is_sorted_by_api (WhListView *self,
                  WhSorting   sorting)
{
  const WhResource *resource = self->resource;
  const WhOperation *operation = wh_operations_find (resource->list_operation);

  return operation != NULL && wh_operation_find_field (operation, "direction") != NULL &&
         sorting.field == wh_resource_find_field (resource, resource->default_sort) &&
         sorting.descending == resource->default_descending &&
         wh_collection_get_limit (self->collection) != WH_COLLECTION_NO_LIMIT;
}

static gboolean
is_part (WhListView *self)
{
  return wh_collection_get_state (self->collection) != WH_COLLECTION_COMPLETE;
}

/* While rows come, the order that the list began with needs no comment. */
static gboolean
sorts_part (WhListView *self)
{
  WhSorting sorting = wh_record_columns_get_sorting (self->columns);
  gboolean is_default;

  is_default = sorting.field == wh_resource_find_field (self->resource,
                                                        self->resource->default_sort) &&
               sorting.descending == self->resource->default_descending;

  return sorting.field >= 0 && is_part (self) &&
         g_list_model_get_n_items (G_LIST_MODEL (self->collection)) > 0 &&
         !is_sorted_by_api (self, sorting) &&
         !(is_default && wh_collection_is_loading (self->collection));
}

static gboolean
is_chosen (WhListView *self)
{
  g_autofree char *text = wh_query_dup_text (self->collection, self->format);

  return text != NULL;
}

static Widen
find_widen (WhListView *self)
{
  if (wh_list_view_can_search_all (self))
    return WIDEN_SEARCH;

  if (wh_list_view_get_searched (self) != NULL)
    return WIDEN_SHOW_ALL;

  if (sorts_part (self) || (is_part (self) && wh_arrangement_is_filtered (self->arrangement)))
    return WIDEN_LOAD_ALL;

  if (wh_query_is_narrowed (self->collection))
    return WIDEN_CLEAR;

  return is_chosen (self) ? WIDEN_CHANGE : WIDEN_NOT;
}

static char *
dup_coverage (WhListView *self)
{
  const char *coverage;

  if (!wh_arrangement_is_filtered (self->arrangement))
    return g_strdup (_("Only what is loaded is sorted."));

  coverage = sorts_part (self) ? _("Search, filters and sorting cover what is loaded.")
                               : _("Search and filters cover what is loaded.");
  if (self->resource->search_field == NULL)
    return g_strdup (coverage);

  return g_strdup_printf ("%s %s", coverage, _(self->resource->words.search_hint));
}

static char *
dup_text (WhListView *self,
          Widen       widen)
{
  const WhResourceWords *words = &self->resource->words;

  switch (widen)
    {
    case WIDEN_SEARCH:
      return wh_resource_dup_phrase (words->search_offer, wh_list_view_get_typed (self));
    case WIDEN_SHOW_ALL:
      return wh_resource_dup_phrase (words->search_result, wh_list_view_get_searched (self));
    case WIDEN_LOAD_ALL:
      return dup_coverage (self);
    case WIDEN_CLEAR:
    case WIDEN_CHANGE:
      return wh_query_dup_text (self->collection, self->format);
    case WIDEN_NOT:
    default:
      return NULL;
    }
}

static const char *
get_action (WhListView *self,
            Widen       widen)
{
  switch (widen)
    {
    case WIDEN_SEARCH:
      return _(self->resource->words.search_action);
    case WIDEN_SHOW_ALL:
    case WIDEN_CLEAR:
      return _("Show _All");
    case WIDEN_CHANGE:
      return _("C_hange…");
    case WIDEN_LOAD_ALL:
      return wh_collection_is_loading (self->collection) ? NULL : _("Load _All");
    case WIDEN_NOT:
    default:
      return NULL;
    }
}

/* Where nothing that is loaded matches, asking the API is offered in the middle of the page. */
static void
update_no_match (WhListView *self,
                 Widen       widen)
{
  guint n_loaded = g_list_model_get_n_items (G_LIST_MODEL (self->collection));
  g_autofree char *text = wh_resource_dup_no_match (self->resource, self->format, n_loaded);

  adw_status_page_set_description (self->no_match_page, text);
  gtk_widget_set_visible (GTK_WIDGET (self->no_match_search_button), widen == WIDEN_SEARCH);
  if (widen == WIDEN_SEARCH)
    gtk_button_set_label (self->no_match_search_button, get_action (self, widen));
}

/**
 * wh_list_view_update_scope:
 * @self: a list
 *
 * Says what search, filters and sorting cover, where that is not everything, and offers more.
 */
void
wh_list_view_update_scope (WhListView *self)
{
  Widen widen = find_widen (self);
  g_autofree char *text = dup_text (self, widen);
  const char *action = get_action (self, widen);

  gtk_widget_set_visible (GTK_WIDGET (self->scope_button), action != NULL);
  if (action != NULL)
    gtk_button_set_label (self->scope_button, action);
  if (text != NULL)
    gtk_label_set_label (self->scope_label, text);
  gtk_revealer_set_reveal_child (self->scope_revealer, text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scope_button), text != NULL);
  update_no_match (self, widen);
}

/**
 * wh_list_view_widen:
 * @self: a list
 *
 * Does what the line below the search offers.
 */
void
wh_list_view_widen (WhListView *self)
{
  switch (find_widen (self))
    {
    case WIDEN_LOAD_ALL:
      wh_list_view_load_all (self);
      break;

    case WIDEN_CLEAR:
      wh_query_clear (self->collection);
      wh_list_view_load_anew (self);
      break;

    case WIDEN_CHANGE:
      gtk_widget_activate_action (GTK_WIDGET (self), "records.query", NULL);
      break;

    case WIDEN_SEARCH:
    case WIDEN_SHOW_ALL:
    case WIDEN_NOT:
    default:
      wh_list_view_search_all (self);
      break;
    }
}
