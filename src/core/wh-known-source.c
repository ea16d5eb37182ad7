/* wh-known-source.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-known-source.h"

#include "wh-api-error.h"
#include "wh-directory-private.h"
#include "wh-plan-source.h"

#include <string.h>

/* The API is asked again for what was read longer ago; whoever asks for the list a second time
 * wants to see what has changed meanwhile. */
#define FIRST_MAX_AGE_US G_TIME_SPAN_HOUR
#define NEXT_MAX_AGE_US G_TIME_SPAN_MINUTE

/* Users that need no request come in such portions. */
#define USERS_PER_PAGE 250

struct _WhKnownSource
{
  WhPageSource parent_instance;

  WhDirectory *directory;
  gboolean subscriptions; /* or users */
  char *only;             /* (nullable): ID or alias of the one that is asked for */

  GPtrArray *queue;       /* IDs of users to hand out, in order; NULL until it is made */
  guint position;
  guint n_next;           /* of the queue, in the page that was made last */
  GHashTable *handed_out; /* ID of a user -> GPtrArray of keys */
  gboolean rewound;
  gint64 max_age;
};

G_DEFINE_FINAL_TYPE (WhKnownSource, wh_known_source, WH_TYPE_PAGE_SOURCE)

static GPtrArray *
dup_rows (WhKnownSource *self,
          const char    *id)
{
  GPtrArray *rows;
  WhRecord *row;

  if (self->subscriptions)
    return wh_directory_dup_subscription_rows (self->directory, id);

  rows = g_ptr_array_new_with_free_func (g_object_unref);
  row = wh_directory_dup_user_row (self->directory, id);
  if (row != NULL)
    g_ptr_array_add (rows, row);

  return rows;
}

static void
note_keys (WhKnownSource *self,
           const char    *id,
           GPtrArray     *rows)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (keys, g_strdup (wh_record_get_key (g_ptr_array_index (rows, i))));
  g_hash_table_replace (self->handed_out, g_strdup (id), keys);
}

static gboolean
has_key (GPtrArray  *rows,
         const char *key)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (strcmp (wh_record_get_key (g_ptr_array_index (rows, i)), key) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_waiting (WhKnownSource *self,
            const char    *id)
{
  for (guint i = self->position; self->queue != NULL && i < self->queue->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->queue, i), id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A user whose turn is still to come is left to that; somebody new comes last. */
static void
update_user (WhKnownSource *self,
             const char    *id,
             gboolean       forgotten)
{
  GPtrArray *old = g_hash_table_lookup (self->handed_out, id);
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;

  if (self->queue == NULL || is_waiting (self, id) || (old == NULL && self->only != NULL))
    return;

  if (old == NULL && self->position < self->queue->len)
    {
      g_ptr_array_add (self->queue, g_strdup (id));
      return;
    }

  rows = forgotten ? g_ptr_array_new_with_free_func (g_object_unref) : dup_rows (self, id);
  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      const char *key = g_ptr_array_index (old, i);

      if (!has_key (rows, key))
        g_ptr_array_add (removed, g_strdup (key));
    }
  note_keys (self, id, rows);
  wh_page_source_emit_changed (WH_PAGE_SOURCE (self), rows, removed);
}

static void
on_user_changed_cb (WhKnownSource *self,
                    const char    *id)
{
  update_user (self, id, FALSE);
}

static void
on_user_forgotten_cb (WhKnownSource *self,
                      const char    *id)
{
  update_user (self, id, TRUE);
}

static void
wh_known_source_rewind (WhPageSource *source,
                        GHashTable   *fields)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (source);
  const char *only = g_hash_table_lookup (fields, "user_id");

  g_free (self->only);
  self->only = g_strdup (only);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  self->position = 0;
  g_hash_table_remove_all (self->handed_out);
  self->max_age = self->rewound ? NEXT_MAX_AGE_US : FIRST_MAX_AGE_US;
  self->rewound = TRUE;
}

static gboolean
wh_known_source_is_at_end (WhPageSource *source)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (source);

  return self->queue != NULL && self->position >= self->queue->len;
}

static void
wh_known_source_accept (WhPageSource *source)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (source);

  self->position += self->n_next;
  self->n_next = 0;
}

/* The rows of the next @n_users. */
static void
return_page (WhKnownSource *self,
             GTask         *task,
             guint          n_users)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);

  self->n_next = MIN (n_users, self->queue->len - self->position);
  for (guint i = 0; i < self->n_next; i++)
    {
      const char *id = g_ptr_array_index (self->queue, self->position + i);
      g_autoptr (GPtrArray) rows = dup_rows (self, id);

      note_keys (self, id, rows);
      g_ptr_array_extend (page, rows, (GCopyFunc) g_object_ref, NULL);
    }
  g_task_return_pointer (task, page, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_read_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhKnownSource *self = g_task_get_source_object (task);
  g_autoptr (WhHistory) history = NULL;
  GError *error = NULL;

  history = wh_directory_read_finish (WH_DIRECTORY (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_error (&error);
      return;
    }

  wh_page_source_set_request (WH_PAGE_SOURCE (self), NULL);
  /* That one of many is gone is told by its row; of one who is looked up it is the answer. */
  if (history == NULL &&
      (self->only != NULL || !g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND)))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  if (self->only != NULL)
    {
      const char *id = wh_directory_find_user (self->directory, self->only);

      g_ptr_array_set_size (self->queue, 0);
      if (id != NULL)
        g_ptr_array_add (self->queue, g_strdup (id));
    }
  return_page (self, task, 1);
}

static void
read_user (WhKnownSource *self,
           GTask         *task,
           const char    *id)
{
  WhApiPriority priority = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (WhApiRequest) request = NULL;

  request = wh_directory_start_reading (self->directory, id, self->only != NULL ? 0 : self->max_age,
                                        priority, g_task_get_cancellable (task), on_read_cb,
                                        g_object_ref (task));
  wh_page_source_set_request (WH_PAGE_SOURCE (self), request);
}

static void
on_directory_loaded_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhKnownSource *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!wh_directory_load_finish (WH_DIRECTORY (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->queue == NULL)
    {
      g_auto (GStrv) users = wh_directory_dup_users (self->directory);

      self->queue = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; self->only == NULL && users[i] != NULL; i++)
        g_ptr_array_add (self->queue, g_strdup (users[i]));
      if (self->only != NULL)
        g_ptr_array_add (self->queue, g_strdup (self->only));
    }

  if (self->position >= self->queue->len || (self->only == NULL && !self->subscriptions))
    return_page (self, task, USERS_PER_PAGE);
  else
    read_user (self, task, g_ptr_array_index (self->queue, self->position));
}

static void
wh_known_source_next (WhPageSource *source,
                      GTask        *task)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (source);

  self->n_next = 0;
  wh_directory_load_async (self->directory, g_task_get_cancellable (task), on_directory_loaded_cb,
                           g_object_ref (task));
}

/* Which row was asked for. */
typedef struct
{
  GTask *task;
  char *key;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->task);
  g_free (reading->key);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static WhRecord *
dup_row (WhKnownSource *self,
         const char    *key)
{
  g_autoptr (GPtrArray) rows = NULL;
  const char *id;

  id = self->subscriptions ? wh_directory_find_owner (self->directory, key)
                           : wh_directory_find_user (self->directory, key);
  if (id == NULL)
    return NULL;

  rows = dup_rows (self, id);
  for (guint i = 0; i < rows->len; i++)
    {
      WhRecord *row = g_ptr_array_index (rows, i);

      if (strcmp (wh_record_get_key (row), key) == 0)
        return g_object_ref (row);
    }

  return NULL;
}

static void
on_row_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Reading) reading = user_data;
  WhKnownSource *self = g_task_get_source_object (reading->task);
  g_autoptr (WhHistory) history = NULL;
  WhRecord *row;
  GError *error = NULL;

  history = wh_directory_read_finish (WH_DIRECTORY (object), result, &error);
  row = history != NULL ? dup_row (self, reading->key) : NULL;
  if (row != NULL)
    g_task_return_pointer (reading->task, row, g_object_unref);
  else if (error != NULL)
    g_task_return_error (reading->task, error);
  else
    g_task_return_new_error (reading->task, WH_API_ERROR, WH_API_ERROR_NOT_FOUND,
                             "“%s” is no more", reading->key);
}

static void
wh_known_source_read (WhPageSource *source,
                      const char   *key,
                      GTask        *task)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (source);
  WhApiPriority priority = GPOINTER_TO_UINT (g_task_get_task_data (task));
  const char *id = self->subscriptions ? wh_directory_find_owner (self->directory, key) : key;
  Reading *reading;

  if (id == NULL)
    {
      g_task_return_new_error (task, WH_API_ERROR, WH_API_ERROR_NOT_FOUND,
                               "Nobody is known to have “%s”", key);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->task = g_object_ref (task);
  reading->key = g_strdup (key);
  wh_directory_read_async (self->directory, id, 0, priority, g_task_get_cancellable (task),
                           on_row_read_cb, reading);
}

static void
wh_known_source_dispose (GObject *object)
{
  g_clear_object (&WH_KNOWN_SOURCE (object)->directory);

  G_OBJECT_CLASS (wh_known_source_parent_class)->dispose (object);
}

static void
wh_known_source_finalize (GObject *object)
{
  WhKnownSource *self = WH_KNOWN_SOURCE (object);

  g_free (self->only);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_pointer (&self->handed_out, g_hash_table_unref);

  G_OBJECT_CLASS (wh_known_source_parent_class)->finalize (object);
}

static WhPageSource *
wh_known_source_dup (WhPageSource *source)
{
  return wh_known_source_new (WH_KNOWN_SOURCE (source)->directory,
                              wh_page_source_get_resource (source));
}

static void
wh_known_source_class_init (WhKnownSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  WhPageSourceClass *source_class = WH_PAGE_SOURCE_CLASS (klass);

  object_class->dispose = wh_known_source_dispose;
  object_class->finalize = wh_known_source_finalize;
  source_class->dup = wh_known_source_dup;
  source_class->rewind = wh_known_source_rewind;
  source_class->next = wh_known_source_next;
  source_class->accept = wh_known_source_accept;
  source_class->is_at_end = wh_known_source_is_at_end;
  source_class->read = wh_known_source_read;
}

static void
wh_known_source_init (WhKnownSource *self)
{
  self->handed_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) g_ptr_array_unref);
}

/**
 * wh_known_source_new:
 * @directory: what is known of an account
 * @resource: that of users or that of subscriptions
 *
 * Returns: (transfer full): their pages
 */
WhPageSource *
wh_known_source_new (WhDirectory      *directory,
                     const WhResource *resource)
{
  WhKnownSource *self;

  g_return_val_if_fail (WH_IS_DIRECTORY (directory), NULL);
  g_return_val_if_fail (resource != NULL, NULL);

  self = g_object_new (WH_TYPE_KNOWN_SOURCE, NULL);
  self->directory = g_object_ref (directory);
  self->subscriptions = strcmp (resource->id, "subscription") == 0;
  wh_page_source_set_resource (WH_PAGE_SOURCE (self), resource);
  g_signal_connect_object (directory, "user-changed", G_CALLBACK (on_user_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (directory, "user-forgotten", G_CALLBACK (on_user_forgotten_cb), self,
                           G_CONNECT_SWAPPED);

  return WH_PAGE_SOURCE (self);
}

/**
 * wh_directory_new_collection:
 * @directory: what is known of an account
 * @resource: any
 *
 * Returns: (transfer full): an empty list of them; wh_collection_load() fills it
 */
WhCollection *
wh_directory_new_collection (WhDirectory      *directory,
                             const WhResource *resource)
{
  WhApiClient *client;
  g_autoptr (WhPageSource) source = NULL;
  WhCollection *collection;

  g_return_val_if_fail (WH_IS_DIRECTORY (directory), NULL);
  g_return_val_if_fail (resource != NULL, NULL);

  client = wh_connection_get_client (wh_directory_get_connection (directory));
  if (strcmp (resource->id, "plan") == 0)
    source = wh_plan_source_new (directory);
  else if (resource->found_among_customers)
    source = wh_known_source_new (directory, resource);

  if (source == NULL)
    {
      collection = wh_collection_new (client, resource);
      if (strcmp (resource->id, "customer") == 0)
        wh_directory_watch (directory, G_LIST_MODEL (collection));
      return collection;
    }

  return wh_collection_new_for_source (client, source);
}
