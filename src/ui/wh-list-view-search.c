/* wh-list-view-search.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-filter-button.h"
#include "wh-list-view-private.h"

#include <glib/gi18n.h>

static guint
get_field (WhFilterButton *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "field"));
}

static void
save_filters (WhListView *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  for (guint i = 0; i < self->filter_buttons->len; i++)
    {
      WhFilterButton *button = g_ptr_array_index (self->filter_buttons, i);

      g_variant_builder_add (&builder, "{s^as}", self->resource->fields[get_field (button)].id,
                             wh_filter_button_get_values (button));
    }

  g_settings_set_value (self->settings, "filters", g_variant_builder_end (&builder));
}

static void
apply_filter (WhListView     *self,
              WhFilterButton *button)
{
  wh_arrangement_set_filter (self->arrangement, get_field (button),
                             wh_filter_button_get_values (button));
}

static void
on_values_changed_cb (WhListView     *self,
                      GParamSpec     *pspec,
                      WhFilterButton *button)
{
  save_filters (self);
  apply_filter (self, button);
  wh_list_view_scroll_to_top (self);
  wh_list_view_update_scope (self);
  wh_list_view_update_title (self);
}

static void
add_filter (WhListView *self,
            guint       field,
            GVariant   *saved)
{
  const WhResourceField *description = &self->resource->fields[field];
  GtkWidget *button = wh_filter_button_new (_(description->label), _(description->any),
                                            description->choices);
  g_auto (GStrv) values = NULL;

  g_object_set_data (G_OBJECT (button), "field", GUINT_TO_POINTER (field));
  if (g_variant_lookup (saved, description->id, "^as", &values))
    wh_filter_button_set_values (WH_FILTER_BUTTON (button), (const char *const *) values);
  apply_filter (self, WH_FILTER_BUTTON (button));
  g_signal_connect_object (button, "notify::values", G_CALLBACK (on_values_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->filter_box, button);
  g_ptr_array_add (self->filter_buttons, button);
}

/* What the search entry says. */
const char *
wh_list_view_get_typed (WhListView *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/* Whether the API can be asked for that. */
gboolean
wh_list_view_can_search_all (WhListView *self)
{
  return wh_resource_can_search (self->resource, wh_list_view_get_typed (self));
}

/**
 * wh_list_view_init_search:
 * @self: a list that is being made
 *
 * Says in the search entry what it looks at.
 */
void
wh_list_view_init_search (WhListView *self)
{
  g_autoptr (GString) placeholder = g_string_new (NULL);

  self->filter_buttons = g_ptr_array_new ();

  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->resource->fields[i].flags & WH_RESOURCE_FIELD_SEARCHED)
      g_string_append_printf (placeholder, "%s%s", placeholder->len > 0 ? ", " : "",
                              _(self->resource->fields[i].label));
  g_object_set (self->search_entry, "placeholder-text", placeholder->str, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
}

/**
 * wh_list_view_add_filters:
 * @self: a list that is being made
 *
 * Adds a button for every field that the resource offers as a filter, as it was left.
 */
void
wh_list_view_add_filters (WhListView *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "filters");

  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->resource->fields[i].flags & WH_RESOURCE_FIELD_FILTER)
      add_filter (self, i, saved);
}

/**
 * wh_list_view_offer_values:
 * @self: a list
 *
 * Has the filter buttons offer what the loaded records have.
 */
void
wh_list_view_offer_values (WhListView *self)
{
  for (guint i = 0; i < self->filter_buttons->len; i++)
    {
      WhFilterButton *button = g_ptr_array_index (self->filter_buttons, i);
      g_auto (GStrv) values = NULL;

      values = wh_collection_dup_values (self->collection, get_field (button));
      wh_filter_button_set_offered (button, (const char *const *) values);
    }
}

/**
 * wh_list_view_clear_search:
 * @self: a list
 *
 * Takes search and filters away, so that everything that is loaded is shown.
 */
void
wh_list_view_clear_search (WhListView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  for (guint i = 0; i < self->filter_buttons->len; i++)
    wh_filter_button_set_values (g_ptr_array_index (self->filter_buttons, i), NULL);
}

/**
 * wh_list_view_load_anew:
 * @self: a list
 *
 * Loads the answer to another question. The rows that come are other ones, so that nothing of the
 * old stays selected or looked at.
 */
void
wh_list_view_load_anew (WhListView *self)
{
  wh_collection_stop (self->collection);
  wh_list_view_unselect (self);
  g_signal_emit_by_name (self, "selection-changed");
  wh_collection_load (self->collection);
  wh_list_view_update_scope (self);
}

static void
load_field (WhListView *self,
            const char *text)
{
  wh_collection_set_field (self->collection, self->resource->search_field, text);
  wh_list_view_load_anew (self);
}

/**
 * wh_list_view_show_all:
 * @self: a list
 *
 * Goes back from the answer to a search through the API to the whole list.
 *
 * Returns: whether it was one
 */
gboolean
wh_list_view_show_all (WhListView *self)
{
  if (wh_list_view_get_searched (self) == NULL)
    return FALSE;

  load_field (self, NULL);
  wh_list_view_update_scope (self);

  return TRUE;
}

/**
 * wh_list_view_search_all:
 * @self: a list
 *
 * What the line below the search offers: asks the API for the address that was typed, or goes
 * back from its answer to the whole list.
 */
void
wh_list_view_search_all (WhListView *self)
{
  if (wh_list_view_can_search_all (self))
    {
      g_autofree char *typed = g_strdup (wh_list_view_get_typed (self));

      wh_list_view_clear_search (self);
      load_field (self, typed);
    }
  else
    wh_list_view_show_all (self);
  wh_list_view_update_scope (self);
}

/**
 * wh_list_view_get_searched:
 * @self: a list
 *
 * Returns: (nullable): the address that the API was asked for, %NULL where it lists everything
 */
const char *
wh_list_view_get_searched (WhListView *self)
{
  if (self->resource->search_field == NULL)
    return NULL;

  return wh_collection_get_field (self->collection, self->resource->search_field);
}
