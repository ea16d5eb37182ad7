/* wh-values.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-values.h"

#include <string.h>

struct _WhValues
{
  const WhResource *resource;
  GHashTable **seen; /* by field: set of texts; %NULL where it is no filter */
};

/**
 * wh_values_new:
 * @resource: what the records are
 *
 * Returns: (transfer full): no values yet
 */
WhValues *
wh_values_new (const WhResource *resource)
{
  WhValues *self;

  g_return_val_if_fail (resource != NULL, NULL);

  self = g_new0 (WhValues, 1);
  self->resource = resource;
  self->seen = g_new0 (GHashTable *, resource->n_fields);
  for (guint i = 0; i < resource->n_fields; i++)
    if (resource->fields[i].flags & WH_RESOURCE_FIELD_FILTER)
      self->seen[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * wh_values_free:
 * @self: (transfer full): values
 */
void
wh_values_free (WhValues *self)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    g_clear_pointer (&self->seen[i], g_hash_table_unref);
  g_free (self->seen);
  g_free (self);
}

/**
 * wh_values_add:
 * @self: values
 * @record: one more record
 */
void
wh_values_add (WhValues *self,
               WhRecord *record)
{
  const char *item;

  g_return_if_fail (WH_IS_RECORD (record));

  for (guint i = 0; i < self->resource->n_fields; i++)
    for (guint j = 0;
         self->seen[i] != NULL && (item = wh_record_get_item (record, i, j)) != NULL; j++)
      if (!g_hash_table_contains (self->seen[i], item))
        g_hash_table_add (self->seen[i], g_strdup (item));
}

/**
 * wh_values_clear:
 * @self: values
 *
 * Forgets them.
 */
void
wh_values_clear (WhValues *self)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->seen[i] != NULL)
      g_hash_table_remove_all (self->seen[i]);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  int order = g_utf8_collate (first, second);

  return order != 0 ? order : strcmp (first, second);
}

/**
 * wh_values_dup:
 * @self: values
 * @field: index of a field that is offered as a filter
 *
 * Returns: (transfer full): the distinct values, a list's items one by one, sorted for a reader
 */
char **
wh_values_dup (WhValues *self,
               guint     field)
{
  GPtrArray *values;
  GHashTableIter iter;
  gpointer text;

  g_return_val_if_fail (field < self->resource->n_fields, NULL);
  g_return_val_if_fail (self->seen[field] != NULL, NULL);

  values = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->seen[field]);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_ptr_array_add (values, g_strdup (text));
  g_ptr_array_sort (values, compare_texts);
  g_ptr_array_add (values, NULL);

  return (char **) g_ptr_array_free (values, FALSE);
}
