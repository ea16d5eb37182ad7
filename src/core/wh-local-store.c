/* wh-local-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-local-store.h"

#include "wh-local-database.h"
#include "wh-worker.h"

struct _WhLocalStore
{
  GObject parent_instance;

  WhLocalDatabase database;
  WhWorker *worker;
  char *set_aside; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WhLocalStore, wh_local_store, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SET_ASIDE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
push (WhLocalStore        *self,
      WhLocalStatement          statement,
      const char          *connection_id,
      const char          *name,
      GVariant            *value,
      GCancellable        *cancellable,
      gpointer             source_tag,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  WhLocalRequest *request = g_new0 (WhLocalRequest, 1);

  g_task_set_source_tag (task, source_tag);
  request->database = &self->database;
  request->statement = statement;
  request->connection_id = g_strdup (connection_id);
  request->name = g_strdup (name);
  request->value = value != NULL ? g_variant_ref_sink (value) : NULL;

  wh_worker_push (self->worker, task, wh_local_database_run, request,
                  (GDestroyNotify) wh_local_request_free, (GDestroyNotify) g_variant_unref);
}

static gboolean
finish_change (WhLocalStore  *self,
               GAsyncResult  *result,
               GError       **error)
{
  g_autoptr (GVariant) done = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_pointer (G_TASK (result), error);

  return done != NULL;
}

static void
on_opened_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  WhLocalStore *self = WH_LOCAL_STORE (source);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  set_aside = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    g_message ("%s", error->message);
  if (set_aside == NULL || *set_aside == '\0')
    return;

  g_message ("The local store was unreadable and is now %s", set_aside);
  self->set_aside = g_steal_pointer (&set_aside);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET_ASIDE]);
}

static void
wh_local_store_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  WhLocalStore *self = WH_LOCAL_STORE (object);

  switch (prop_id)
    {
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_local_store_finalize (GObject *object)
{
  WhLocalStore *self = WH_LOCAL_STORE (object);

  wh_local_store_close (self);
  g_clear_pointer (&self->worker, wh_worker_free);
  g_free (self->database.path);
  g_free (self->set_aside);

  G_OBJECT_CLASS (wh_local_store_parent_class)->finalize (object);
}

static void
wh_local_store_class_init (WhLocalStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_local_store_finalize;
  object_class->get_property = wh_local_store_get_property;

  properties[PROP_SET_ASIDE] =
    g_param_spec_string ("set-aside", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_local_store_init (WhLocalStore *self)
{
}

/**
 * wh_local_store_new:
 * @path: (nullable) (type filename): the file, or %NULL to keep nothing beyond the process; its
 *   folder must exist
 *
 * Opens the file in the store's own thread. A file that is damaged, or that a newer Wellhead
 * wrote, is set aside; a file that cannot be opened is tried again at every use.
 *
 * Returns: (transfer full): a store
 */
WhLocalStore *
wh_local_store_new (const char *path)
{
  WhLocalStore *self = g_object_new (WH_TYPE_LOCAL_STORE, NULL);

  self->database.path = g_strdup (path != NULL ? path : ":memory:");
  self->worker = wh_worker_new ("local-store");
  wh_worker_push (self->worker, g_task_new (self, NULL, on_opened_cb, NULL), wh_local_database_open,
                  &self->database, NULL, g_free);

  return self;
}

/**
 * wh_local_store_set_async:
 * @self: a store
 * @connection_id: which connection the value belongs to
 * @name: of the value
 * @value: (transfer floating): the value; never a secret
 * @cancellable: (nullable): gives up waiting; the value is written all the same
 * @callback: (nullable): called when the value is on the disk
 * @user_data: for @callback
 */
void
wh_local_store_set_async (WhLocalStore        *self,
                          const char          *connection_id,
                          const char          *name,
                          GVariant            *value,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  push (self, WH_LOCAL_STATEMENT_SET, connection_id, name, value, cancellable,
        wh_local_store_set_async, callback, user_data);
}

/**
 * wh_local_store_set_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a %G_IO_ERROR: no space, read only, permission denied…
 *
 * Returns: whether the value is on the disk
 */
gboolean
wh_local_store_set_finish (WhLocalStore  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return finish_change (self, result, error);
}

/**
 * wh_local_store_get_async:
 * @self: a store
 * @connection_id: which connection the value belongs to
 * @name: of the value
 * @cancellable: (nullable): gives up waiting
 * @callback: called with the value
 * @user_data: for @callback
 */
void
wh_local_store_get_async (WhLocalStore        *self,
                          const char          *connection_id,
                          const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (name != NULL);

  push (self, WH_LOCAL_STATEMENT_GET, connection_id, name, NULL, cancellable,
        wh_local_store_get_async, callback, user_data);
}

/**
 * wh_local_store_get_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %G_IO_ERROR_NOT_FOUND where there is no such value
 *
 * Returns: (transfer full) (nullable): the value, in normal form
 */
GVariant *
wh_local_store_get_finish (WhLocalStore  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_local_store_list_async:
 * @self: a store
 * @connection_id: which connection the values belong to
 * @prefix: what their names begin with
 * @cancellable: (nullable): gives up waiting
 * @callback: called with the values
 * @user_data: for @callback
 */
void
wh_local_store_list_async (WhLocalStore        *self,
                           const char          *connection_id,
                           const char          *prefix,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (prefix != NULL);

  push (self, WH_LOCAL_STATEMENT_LIST, connection_id, prefix, NULL, cancellable,
        wh_local_store_list_async, callback, user_data);
}

/**
 * wh_local_store_list_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an `a{sv}` of all values under such names, maybe none
 */
GVariant *
wh_local_store_list_finish (WhLocalStore  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_local_store_remove_async:
 * @self: a store
 * @connection_id: which connection the value belongs to
 * @name: of the value
 * @cancellable: (nullable): gives up waiting; the value is deleted all the same
 * @callback: (nullable): called when it is gone from the disk
 * @user_data: for @callback
 */
void
wh_local_store_remove_async (WhLocalStore        *self,
                             const char          *connection_id,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (name != NULL);

  push (self, WH_LOCAL_STATEMENT_REMOVE, connection_id, name, NULL, cancellable,
        wh_local_store_remove_async, callback, user_data);
}

/**
 * wh_local_store_remove_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether there is no such value any more; that there was none is no error
 */
gboolean
wh_local_store_remove_finish (WhLocalStore  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return finish_change (self, result, error);
}

/**
 * wh_local_store_forget_async:
 * @self: a store
 * @connection_id: whose values are deleted
 * @cancellable: (nullable): gives up waiting
 * @callback: (nullable): called when they are gone from the disk
 * @user_data: for @callback
 */
void
wh_local_store_forget_async (WhLocalStore        *self,
                             const char          *connection_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);

  push (self, WH_LOCAL_STATEMENT_FORGET, connection_id, NULL, NULL, cancellable,
        wh_local_store_forget_async, callback, user_data);
}

/**
 * wh_local_store_forget_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the connection's values are gone
 */
gboolean
wh_local_store_forget_finish (WhLocalStore  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return finish_change (self, result, error);
}

/**
 * wh_local_store_get_set_aside:
 * @self: a store
 *
 * Known once the file was opened; "set-aside" is notified then.
 *
 * Returns: (nullable): the new name of a file that was unreadable
 */
const char *
wh_local_store_get_set_aside (WhLocalStore *self)
{
  g_return_val_if_fail (WH_IS_LOCAL_STORE (self), NULL);

  return self->set_aside;
}

/**
 * wh_local_store_close:
 * @self: a store
 *
 * Waits until everything asked for so far is on the disk. What is asked for later fails with
 * %G_IO_ERROR_CLOSED.
 */
void
wh_local_store_close (WhLocalStore *self)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));

  if (self->worker != NULL)
    wh_worker_stop (self->worker);
  wh_local_database_close (&self->database);
}
