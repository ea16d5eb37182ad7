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
  GError *folder_error; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WhContext, wh_context, G_TYPE_OBJECT)

static void
on_connections_changed_cb (GListModel *connections,
                           guint       position,
                           guint       n_removed,
                           guint       n_added,
                           WhContext  *self)
{
  if (n_removed > 0 && self->undo != NULL)
    wh_undo_forget_others (self->undo, connections);
}

/* The connections first: what they know last still goes into the store. */
static void
wh_context_dispose (GObject *object)
{
  WhContext *self = WH_CONTEXT (object);

  if (self->connections != NULL)
    wh_connections_close (self->connections);
  g_clear_object (&self->undo);
  g_clear_object (&self->connections);
  if (self->local != NULL)
    wh_local_store_close (self->local);
  g_clear_object (&self->local);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (wh_context_parent_class)->dispose (object);
}

static void
wh_context_finalize (GObject *object)
{
  WhContext *self = WH_CONTEXT (object);

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
