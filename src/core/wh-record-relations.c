/* wh-record-relations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-relations.h"

/**
 * wh_record_get_link:
 * @self: a record
 * @field: index of one of its fields
 *
 * Returns: (transfer none) (nullable): the resource whose record with this key is meant by the
 *   field's value; %NULL where the value means none
 */
const WhResource *
wh_record_get_link (WhRecord *self,
                    guint     field)
{
  const WhResourceField *row;
  const char *text;

  g_return_val_if_fail (WH_IS_RECORD (self), NULL);

  row = &wh_record_get_resource (self)->fields[field];
  text = wh_record_get_text (self, field);
  if (row->links_to == NULL || text == NULL || *text == '\0')
    return NULL;
  if (row->link_prefix != NULL && !g_str_has_prefix (text, row->link_prefix))
    return NULL;

  return wh_resources_find (row->links_to);
}

/**
 * wh_record_offers:
 * @self: a record
 * @operation: id of an operation among the changes of its resource
 *
 * Returns: whether the change makes sense for the record in its state
 */
gboolean
wh_record_offers (WhRecord   *self,
                  const char *operation)
{
  const WhResource *resource;

  g_return_val_if_fail (WH_IS_RECORD (self), FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);

  resource = wh_record_get_resource (self);

  return resource->offers == NULL || resource->offers (self, operation);
}

/**
 * wh_record_list_changes:
 * @self: a record
 * @prominent: whether only those that have a button of their own
 *
 * Returns: (transfer container) (element-type WhOperation): the changes that it offers
 */
GPtrArray *
wh_record_list_changes (WhRecord *self,
                        gboolean  prominent)
{
  GPtrArray *changes = g_ptr_array_new ();
  const WhResource *resource;

  g_return_val_if_fail (WH_IS_RECORD (self), changes);

  resource = wh_record_get_resource (self);
  for (guint i = 0; resource->changes[i] != NULL; i++)
    {
      if (prominent && i >= resource->n_prominent)
        break;
      if (wh_record_offers (self, resource->changes[i]))
        g_ptr_array_add (changes, (gpointer) wh_operations_find (resource->changes[i]));
    }

  return changes;
}
