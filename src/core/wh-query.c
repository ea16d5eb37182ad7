/* wh-query.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-operations.h"
#include "wh-query.h"

#include <glib/gi18n.h>

static const WhOperation *
get_operation (const WhResource *resource)
{
  return wh_operations_find (resource->list_operation);
}

/**
 * wh_query_has_field:
 * @resource: what is listed; with a list operation
 * @index: of a field of that operation
 *
 * Returns: whether somebody is asked for it
 */
gboolean
wh_query_has_field (const WhResource *resource,
                    guint             index)
{
  const WhOperationField *field = &get_operation (resource)->fields[index];

  return !(field->flags & WH_FIELD_ADVANCED) && g_strcmp0 (field->id, resource->search_field) != 0;
}

/**
 * wh_query_has_fields:
 * @resource: what is listed
 *
 * Returns: whether there is anything to ask somebody for
 */
gboolean
wh_query_has_fields (const WhResource *resource)
{
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (wh_query_has_field (resource, i))
      return TRUE;

  return FALSE;
}

static gboolean
is_optional (const WhResource *resource,
             guint             index)
{
  return wh_query_has_field (resource, index) &&
         !(get_operation (resource)->fields[index].flags & WH_FIELD_REQUIRED);
}

static char *
dup_value (const WhOperationField *field,
           const char             *text,
           WhFormat               *format)
{
  const WhChoice *choice = wh_choice_find (field->choices, text);
  gint64 instant;

  if (choice != NULL)
    return g_strdup (_(choice->label));
  if (field->kind == WH_FIELD_INSTANT && wh_parse_instant (text, &instant))
    return wh_format_dup_day (format, instant);

  return g_strdup (text);
}

/**
 * wh_query_dup_text:
 * @collection: what is loaded
 * @format: how values are shown
 *
 * Returns: (transfer full) (nullable): what was asked for in words, “Updated From: 2026-03-01”, or
 *   %NULL where that is nothing
 */
char *
wh_query_dup_text (WhCollection *collection,
                   WhFormat     *format)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];
      const char *text = wh_collection_get_field (collection, field->id);
      g_autofree char *value = NULL;

      if (text == NULL || !wh_query_has_field (resource, i))
        continue;

      value = dup_value (field, text, format);
      if (words->len > 0)
        g_string_append (words, " · ");
      /* Translators: the name of a field and its value */
      g_string_append_printf (words, _("%s: %s"), _(field->label), value);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/**
 * wh_query_is_narrowed:
 * @collection: what is loaded
 *
 * Returns: whether something was asked for that can be left out
 */
gboolean
wh_query_is_narrowed (WhCollection *collection)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (is_optional (resource, i) &&
        wh_collection_get_field (collection, operation->fields[i].id) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * wh_query_clear:
 * @collection: what is loaded
 *
 * Asks for everything from the next load on; what cannot be left out stays.
 */
void
wh_query_clear (WhCollection *collection)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    if (is_optional (resource, i))
      wh_collection_set_field (collection, operation->fields[i].id, NULL);
}

/**
 * wh_query_begin:
 * @collection: a collection that has not loaded anything yet
 *
 * Gives what cannot be left out a value, before somebody chooses another.
 */
void
wh_query_begin (WhCollection *collection)
{
  const WhResource *resource = wh_collection_get_resource (collection);
  const WhOperation *operation = get_operation (resource);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];

      if ((field->flags & WH_FIELD_REQUIRED) && field->choices != NULL)
        wh_collection_set_field (collection, field->id, field->choices[0].value);
    }
}
