/* wh-context.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-context.h"

#include "wh-private-file.h"

#define CONNECTIONS_FILE "connections.conf"
#define LOCAL_STORE_FILE "local.db"

struct _WhContext
{
  GObject parent_instance;

  WhClock *clock;
  WhConnections *connections;
  WhLocalStore *local;
  WhUndo *undo;
  GHashTable *directories; /* WhConnection -> WhDirectory */
  GError *folder_error; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WhContext, wh_context, G_TYPE_OBJECT)

static gboolean
is_removed (gpointer connection,
            gpointer directory,
            gpointer connections)
{
  const char *id = wh_connection_get_id (connection);

  if (wh_connections_find (connections, id) == connection)
    return FALSE;
  wh_directory_close (directory, TRUE);

  return TRUE;
}

static void
on_connections_changed_cb (GListModel *connections,
                           guint       position,
                           guint       n_removed,
                           guint       n_added,
                           WhContext  *self)
{
  if (n_removed == 0)
    return;

  if (self->undo != NULL)
    wh_undo_forget_others (self->undo, connections);
  g_hash_table_foreach_remove (self->directories, is_removed, connections);
}

static void
close_directories (WhContext *self)
{
  GHashTableIter iter;
  gpointer directory;

  g_hash_table_iter_init (&iter, self->directories);
  while (g_hash_table_iter_next (&iter, NULL, &directory))
    wh_directory_close (directory, FALSE);
  g_hash_table_remove_all (self->directories);
}

/* The directories and the connections first: what they know last still goes into the store. */
static void
wh_context_dispose (GObject *object)
{
  WhContext *self = WH_CONTEXT (object);

  close_directories (self);
  wh_context_close (self);
  g_clear_object (&self->undo);
  g_clear_object (&self->connections);
  g_clear_object (&self->local);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (wh_context_parent_class)->dispose (object);
}

static void
wh_context_finalize (GObject *object)
{
  WhContext *self = WH_CONTEXT (object);

  g_clear_pointer (&self->directories, g_hash_table_unref);
  g_clear_error (&self->folder_error);

  G_OBJECT_CLASS (wh_context_parent_class)->finalize (object);
}

static void
wh_context_class_init (WhContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_context_dispose;
  object_class->finalize = wh_context_finalize;
}

static void
wh_context_init (WhContext *self)
{
  self->directories = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

/**
 * wh_context_new:
 * @data_dir: (nullable) (type filename): a folder of Wellhead's own, made private (0700); %NULL
 *   to keep nothing on the disk
 * @tokens: where tokens are kept
 * @clock: (nullable): where time comes from, %NULL for the system's
 *
 * Returns: (transfer full): a context that has read nothing yet
 */
WhContext *
wh_context_new (const char   *data_dir,
                WhTokenStore *tokens,
                WhClock      *clock)
{
  WhContext *self;
  g_autofree char *connections = NULL;
  g_autofree char *local = NULL;

  g_return_val_if_fail (WH_IS_TOKEN_STORE (tokens), NULL);

  self = g_object_new (WH_TYPE_CONTEXT, NULL);
  if (data_dir != NULL)
    {
      wh_private_folder_make (data_dir, &self->folder_error);
      connections = g_build_filename (data_dir, CONNECTIONS_FILE, NULL);
      local = g_build_filename (data_dir, LOCAL_STORE_FILE, NULL);
    }

  self->clock = clock != NULL ? g_object_ref (clock) : wh_clock_new_system ();
  self->local = wh_local_store_new (local);
  self->connections = wh_connections_new (connections, tokens, self->clock);
  wh_connections_set_local_store (self->connections, self->local);
  self->undo = wh_undo_new ();
  g_signal_connect_object (self->connections, "items-changed",
                           G_CALLBACK (on_connections_changed_cb), self, 0);

  return self;
}

/**
 * wh_context_load:
 * @self: a context
 * @error: return location for a %G_IO_ERROR
 *
 * Reads what is on the disk, once.
 *
 * Returns: whether all of it could be read; the context works in any case
 */
gboolean
wh_context_load (WhContext  *self,
                 GError    **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (WH_IS_CONTEXT (self), FALSE);

  if (wh_connections_load (self->connections, &local_error) && self->folder_error == NULL)
    return TRUE;

  g_propagate_error (error, self->folder_error != NULL ? g_error_copy (self->folder_error)
                                                       : g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * wh_context_close:
 * @self: a context
 *
 * Waits until everything is on the disk; at the end of the program only.
 */
void
wh_context_close (WhContext *self)
{
  g_return_if_fail (WH_IS_CONTEXT (self));

  /* The connections first: what they know last still goes into the store. */
  if (self->connections != NULL)
    wh_connections_close (self->connections);
  if (self->local != NULL)
    wh_local_store_close (self->local);
}

/**
 * wh_context_get_connections:
 * @self: a context
 *
 * Returns: (transfer none): the connections
 */
WhConnections *
wh_context_get_connections (WhContext *self)
{
  g_return_val_if_fail (WH_IS_CONTEXT (self), NULL);

  return self->connections;
}

/**
 * wh_context_get_local_store:
 * @self: a context
 *
 * Returns: (transfer none): what is kept on this computer beside connections
 */
WhLocalStore *
wh_context_get_local_store (WhContext *self)
{
  g_return_val_if_fail (WH_IS_CONTEXT (self), NULL);

  return self->local;
}

/**
 * wh_context_get_clock:
 * @self: a context
 *
 * Returns: (transfer none): where time comes from
 */
WhClock *
wh_context_get_clock (WhContext *self)
{
  g_return_val_if_fail (WH_IS_CONTEXT (self), NULL);

  return self->clock;
}

/**
 * wh_context_get_undo:
 * @self: a context
 *
 * Returns: (transfer none): what was done and can be taken back
 */
WhUndo *
wh_context_get_undo (WhContext *self)
{
  g_return_val_if_fail (WH_IS_CONTEXT (self), NULL);

  return self->undo;
}

/**
 * wh_context_get_directory:
 * @self: a context
 * @connection: one of its connections
 *
 * What is known of the demo's account is kept as long as the program runs.
 *
 * Returns: (transfer none): what is known of the account, the same for all windows
 */
WhDirectory *
wh_context_get_directory (WhContext    *self,
                          WhConnection *connection)
{
  WhDirectory *directory;

  g_return_val_if_fail (WH_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (WH_IS_CONNECTION (connection), NULL);

  directory = g_hash_table_lookup (self->directories, connection);
  if (directory == NULL)
    {
      directory = wh_directory_new (connection,
                                    wh_connection_is_demo (connection) ? NULL : self->local,
                                    self->clock);
      g_hash_table_insert (self->directories, g_object_ref (connection), directory);
    }

  return directory;
}
