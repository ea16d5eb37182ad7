/* wh-collection-source.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-collection-private.h"
#include "wh-service.h"

#include <string.h>

/* A page that was asked for. Nobody who waits for it keeps the list alive. */
typedef struct
{
  GWeakRef collection;
  guint generation;
} Asking;

static void
asking_free (Asking *self)
{
  g_weak_ref_clear (&self->collection);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

/* What the loading comes to after a page: more of it, or an end. */
void
wh_collection_end_of_page (WhCollection *self)
{
  guint generation = self->generation;
  gboolean at_end = wh_page_source_is_at_end (self->source);

  if (self->surplus->len == 0 && at_end)
    {
      wh_collection_end (self, WH_COLLECTION_COMPLETE);
      return;
    }

  if (self->surplus->len > 0 || wh_collection_count_left (self) == 0)
    {
      wh_collection_end (self, WH_COLLECTION_LIMITED);
      return;
    }

  if (self->cancellable == NULL)
    {
      wh_collection_begin (self);
      return;
    }

  if (!self->replacing)
    wh_collection_set_state (self, WH_COLLECTION_MORE);
  if (generation != self->generation)
    return;
  wh_collection_flush_later (self);
  wh_collection_ask_source (self);
}

static void
on_page_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (WhCollection) self = g_weak_ref_get (&asking->collection);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  rows = wh_page_source_next_finish (WH_PAGE_SOURCE (object), result, &error);
  if (self == NULL || asking->generation != self->generation)
    return;

  if (rows == NULL)
    {
      wh_collection_fail (self, error);
      return;
    }

  wh_collection_take (self, rows);
  /* A user without subscriptions is no reason to show an empty list for a moment. */
  if (self->replacing && (rows->len > 0 || wh_page_source_is_at_end (self->source)))
    wh_collection_replace_rows (self);
  if (asking->generation == self->generation)
    wh_collection_set_n_pages (self, self->n_pages + 1);
  if (asking->generation == self->generation)
    wh_collection_end_of_page (self);
}

/* Asks for the next page; somebody looks at an empty list until the first one is there. */
void
wh_collection_ask_source (WhCollection *self)
{
  Asking *asking = g_new0 (Asking, 1);

  g_weak_ref_init (&asking->collection, self);
  asking->generation = self->generation;
  wh_page_source_next_async (self->source,
                             self->n_pages == 0 ? WH_API_PRIORITY_INTERACTIVE
                                                : WH_API_PRIORITY_BACKGROUND,
                             self->cancellable, on_page_cb, asking);
}

static void
on_request_changed_cb (WhCollection *self)
{
  if (wh_collection_is_loading (self))
    wh_collection_set_request (self, wh_page_source_get_request (self->source));
}

static gboolean
find_key (GPtrArray  *records,
          const char *key,
          guint      *index)
{
  for (guint i = 0; i < records->len; i++)
    {
      if (strcmp (wh_record_get_key (g_ptr_array_index (records, i)), key) == 0)
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
replace_in (GPtrArray *records,
            WhRecord  *row)
{
  guint index;

  if (!find_key (records, wh_record_get_key (row), &index))
    return FALSE;

  g_object_unref (g_ptr_array_index (records, index));
  g_ptr_array_index (records, index) = g_object_ref (row);

  return TRUE;
}

/* A row that was taken out may come again. */
static void
forget_key (WhCollection *self,
            WhRecord     *row)
{
  if (g_hash_table_lookup (self->known, row) == row)
    g_hash_table_remove (self->known, row);
}

/**
 * wh_collection_find:
 * @self: a collection
 * @key: of a record
 *
 * Returns: (transfer none) (nullable): the row with the key
 */
WhRecord *
wh_collection_find (WhCollection *self,
                    const char   *key)
{
  guint index;

  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return find_key (self->records, key, &index) ? g_ptr_array_index (self->records, index) : NULL;
}

/**
 * wh_collection_remove:
 * @self: a collection
 * @key: of a record that is no more
 *
 * Takes the row with a key out, and what was loaded of it and is not shown yet.
 *
 * Returns: whether there was such a row
 */
gboolean
wh_collection_remove (WhCollection *self,
                      const char   *key)
{
  guint index;

  g_return_val_if_fail (WH_IS_COLLECTION (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (find_key (self->surplus, key, &index))
    g_ptr_array_remove_index (self->surplus, index);
  if (find_key (self->staged, key, &index))
    g_ptr_array_remove_index (self->staged, index);
  if (!find_key (self->records, key, &index))
    return FALSE;

  forget_key (self, g_ptr_array_index (self->records, index));
  g_ptr_array_remove_index (self->records, index);
  wh_collection_note_rows (self, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);

  return TRUE;
}

/* Rows that nobody has shown yet stay behind the limit. */
static void
on_rows_changed_cb (WhCollection       *self,
                    GPtrArray          *rows,
                    const char *const  *removed)
{
  for (guint i = 0; removed[i] != NULL; i++)
    wh_collection_remove (self, removed[i]);

  for (guint i = 0; i < rows->len; i++)
    {
      WhRecord *row = g_ptr_array_index (rows, i);

      if (replace_in (self->surplus, row) || replace_in (self->staged, row) ||
          wh_collection_replace (self, row))
        continue;
      if (self->state == WH_COLLECTION_LIMITED)
        g_ptr_array_add (self->surplus, g_object_ref (row));
      else
        g_ptr_array_add (self->staged, g_object_ref (row));
    }
  if (!self->replacing)
    wh_collection_flush (self);
}

/**
 * wh_collection_new_for_source:
 * @client: who asks the API
 * @source: where pages come from; nobody else's
 *
 * Returns: (transfer full): an empty list; wh_collection_load() fills it
 */
WhCollection *
wh_collection_new_for_source (WhApiClient  *client,
                              WhPageSource *source)
{
  const WhResource *resource;
  WhCollection *self;

  g_return_val_if_fail (WH_IS_API_CLIENT (client), NULL);
  g_return_val_if_fail (WH_IS_PAGE_SOURCE (source), NULL);

  resource = wh_page_source_get_resource (source);
  self = g_object_new (WH_TYPE_COLLECTION, NULL);
  self->client = g_object_ref (client);
  self->resource = resource;
  self->values = wh_values_new (resource);
  self->operation = wh_operations_find (resource->list_operation != NULL ? resource->list_operation
                                                                         : resource->get_operation);
  self->source = g_object_ref (source);
  g_signal_connect_object (source, "request-changed", G_CALLBACK (on_request_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "rows-changed", G_CALLBACK (on_rows_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
return_read (GTask    *task,
             WhRecord *record,
             GError   *error)
{
  WhCollection *self = g_task_get_source_object (task);

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    wh_collection_replace (self, record);
  g_task_return_pointer (task, record, g_object_unref);
}

static void
on_row_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  WhRecord *record = wh_page_source_read_finish (WH_PAGE_SOURCE (object), result, &error);

  return_read (task, record, error);
}

static void
on_record_read_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  WhRecord *record = wh_service_get_finish (WH_API_CLIENT (object), result, &error);

  return_read (task, record, error);
}

/**
 * wh_collection_follows_changes:
 * @self: a collection
 *
 * Returns: whether rows whose records were changed are read again without anybody's doing
 */
gboolean
wh_collection_follows_changes (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), FALSE);

  return self->source != NULL;
}

/**
 * wh_collection_can_read:
 * @self: a collection
 *
 * Returns: whether one record of it can be read again
 */
gboolean
wh_collection_can_read (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), FALSE);

  return self->source != NULL || self->resource->get_operation != NULL;
}

/**
 * wh_collection_read_async:
 * @self: a collection
 * @key: of a record
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads one record again and puts it in the place of the row with its key, if there is one.
 */
void
wh_collection_read_async (WhCollection        *self,
                          const char          *key,
                          WhApiPriority        priority,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (WH_IS_COLLECTION (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (self->source != NULL || self->resource->get_operation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_collection_read_async);
  if (self->source != NULL)
    wh_page_source_read_async (self->source, key, priority, cancellable, on_row_read_cb, task);
  else
    wh_service_get_async (self->client, self->resource, key, priority, cancellable,
                          on_record_read_cb, task);
}

/**
 * wh_collection_read_finish:
 * @self: a collection
 * @result: what the callback got
 * @error: return location; %WH_API_ERROR_NOT_FOUND where there is no such record any more
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
WhRecord *
wh_collection_read_finish (WhCollection  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_collection_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
