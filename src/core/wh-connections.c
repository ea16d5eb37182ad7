/* wh-connections.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connections-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "wh-connection-file.h"
#include "wh-connection-private.h"

#define DEMO_ID "demo"
#define MAX_NAME_LENGTH 80

static void wh_connections_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhConnections, wh_connections, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      wh_connections_list_model_init))

enum
{
  SAVE_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_saved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  WhConnections *self = WH_CONNECTIONS (source);
  g_autoptr (GError) error = NULL;

  g_free (g_task_propagate_pointer (G_TASK (result), &error));
  if (error != NULL)
    g_signal_emit (self, signals[SAVE_FAILED], 0, error);
}

static gboolean
take_out (WhConnections *self,
          WhConnection  *connection)
{
  guint position;

  if (!g_ptr_array_find (self->items, connection, &position))
    return FALSE;

  if (self->local != NULL && !wh_connection_is_demo (connection))
    wh_local_store_forget_async (self->local, wh_connection_get_id (connection), NULL, NULL, NULL);
  wh_connection_close (connection, TRUE);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

  return TRUE;
}

static void
on_removed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WhConnections *self = g_task_get_source_object (task);

  if (!wh_token_store_remove_finish (WH_TOKEN_STORE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (take_out (self, g_task_get_task_data (task)))
    wh_connections_save (self);
  g_task_return_boolean (task, TRUE);
}

static GType
wh_connections_get_item_type (GListModel *model)
{
  return WH_TYPE_CONNECTION;
}

static guint
wh_connections_get_n_items (GListModel *model)
{
  return WH_CONNECTIONS (model)->items->len;
}

static gpointer
wh_connections_get_item (GListModel *model,
                         guint       position)
{
  WhConnections *self = WH_CONNECTIONS (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
wh_connections_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = wh_connections_get_item_type;
  iface->get_n_items = wh_connections_get_n_items;
  iface->get_item = wh_connections_get_item;
}

static void
wh_connections_dispose (GObject *object)
{
  WhConnections *self = WH_CONNECTIONS (object);

  wh_connections_close (self);
  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->local);
  g_clear_object (&self->tokens);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (wh_connections_parent_class)->dispose (object);
}

static void
wh_connections_finalize (GObject *object)
{
  WhConnections *self = WH_CONNECTIONS (object);

  g_clear_pointer (&self->writer, wh_worker_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_error (&self->unreadable);
  g_free (self->path);

  G_OBJECT_CLASS (wh_connections_parent_class)->finalize (object);
}

static void
wh_connections_class_init (WhConnectionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_connections_dispose;
  object_class->finalize = wh_connections_finalize;

  /**
   * WhConnections::save-failed:
   * @self: the connections
   * @error: why
   *
   * What was changed is not on the disk; the file is as it was. The next change writes all.
   */
  signals[SAVE_FAILED] = g_signal_new ("save-failed",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
wh_connections_init (WhConnections *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->writer = wh_worker_new ("connections");
}

/*
 * wh_connections_save:
 * @self: the connections
 *
 * Writes the file in the background; "save-failed" tells if it could not be written.
 */
void
wh_connections_save (WhConnections *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->path == NULL)
    return;

  task = g_task_new (self, NULL, on_saved_cb, NULL);
  g_task_set_source_tag (task, wh_connections_save);
  if (self->unreadable != NULL)
    g_task_return_error (task, g_error_copy (self->unreadable));
  else
    wh_connection_file_write (self->path, self->items, self->writer, g_steal_pointer (&task));
}

/*
 * wh_connections_append:
 * @self: the connections
 * @connection: a new one
 *
 * Puts it behind the others; the file is not written.
 */
void
wh_connections_append (WhConnections *self,
                       WhConnection  *connection)
{
  wh_connection_set_local_store (connection, self->local);
  g_ptr_array_add (self->items, g_object_ref (connection));
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
}

/*
 * wh_connections_check_color:
 * @color: (nullable): what may be a colour
 *
 * Returns: (nullable): @color if it is one of wh_connection_colors
 */
const char *
wh_connections_check_color (const char *color)
{
  if (color != NULL && g_strv_contains (wh_connection_colors, color))
    return color;

  return NULL;
}

/*
 * wh_connections_choose_color:
 * @self: the connections
 *
 * Returns: the first colour that fewest connections have
 */
const char *
wh_connections_choose_color (WhConnections *self)
{
  const char *best = wh_connection_colors[0];
  guint best_uses = G_MAXUINT;

  for (const char *const *color = wh_connection_colors; *color != NULL; color++)
    {
      guint uses = 0;

      for (guint i = 0; i < self->items->len; i++)
        uses += g_strcmp0 (wh_connection_get_color (self->items->pdata[i]), *color) == 0;
      if (uses < best_uses)
        {
          best = *color;
          best_uses = uses;
        }
    }

  return best;
}

/*
 * wh_connections_dup_trimmed:
 * @text: (nullable): as it was typed
 *
 * Returns: (transfer full): without the white space around it
 */
char *
wh_connections_dup_trimmed (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

/*
 * wh_connections_dup_label:
 * @name: the name of a connection
 * @which: one of its tokens
 *
 * Returns: (transfer full): what the keyring program shows for the token
 */
char *
wh_connections_dup_label (const char *name,
                          WhApiToken  which)
{
  /* Translators: what the keyring program shows for a token; %s is the name of a connection. */
  return g_strdup_printf (which == WH_API_TOKEN_PRIVATE ? _("Wellhead: %s (private token)")
                                                        : _("Wellhead: %s (public token)"),
                          name);
}

/* So that who looks into the keyring still knows what is whose. */
static void
relabel_tokens (WhConnections *self,
                WhConnection  *connection)
{
  if (!wh_connection_uses_keyring (connection))
    return;

  for (guint which = 0; which < WH_API_N_TOKENS; which++)
    {
      g_autofree char *label =
        wh_connections_dup_label (wh_connection_get_name (connection), which);

      wh_token_store_relabel (self->tokens, wh_connection_get_id (connection), which, label);
    }
}

/**
 * wh_connections_new:
 * @path: (nullable) (type filename): the key file, or %NULL to keep nothing on the disk
 * @tokens: where tokens are kept
 * @clock: where time comes from
 *
 * Returns: (transfer full): no connections yet; wh_connections_load() reads them
 */
WhConnections *
wh_connections_new (const char   *path,
                    WhTokenStore *tokens,
                    WhClock      *clock)
{
  WhConnections *self;

  g_return_val_if_fail (WH_IS_TOKEN_STORE (tokens), NULL);
  g_return_val_if_fail (WH_IS_CLOCK (clock), NULL);

  self = g_object_new (WH_TYPE_CONNECTIONS, NULL);
  self->path = g_strdup (path);
  self->tokens = g_object_ref (tokens);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * wh_connections_set_local_store:
 * @self: the connections
 * @store: where the connections keep the uses of their daily limits
 *
 * To be called before wh_connections_load().
 */
void
wh_connections_set_local_store (WhConnections *self,
                                WhLocalStore  *store)
{
  g_return_if_fail (WH_IS_CONNECTIONS (self));

  g_set_object (&self->local, store);
}

/**
 * wh_connections_load:
 * @self: the connections
 * @error: return location for a %G_IO_ERROR
 *
 * Reads the file, once. A file that is damaged, or that a newer Wellhead wrote, is set aside as
 * `.bad`, and what could be read of it is kept. A file that cannot be read at all is never written over.
 *
 * Returns: whether everything was read; also where there is no file yet
 */
gboolean
wh_connections_load (WhConnections  *self,
                     GError        **error)
{
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (WH_IS_CONNECTIONS (self), FALSE);
  g_return_val_if_fail (self->items->len == 0, FALSE);

  if (self->path == NULL)
    return TRUE;

  loaded = wh_connection_file_read (self->path, self->tokens, self->clock, &local_error);
  for (guint i = 0; i < loaded->len; i++)
    wh_connections_append (self, loaded->pdata[i]);
  if (local_error == NULL)
    return TRUE;

  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    self->unreadable = g_error_copy (local_error);
  else if (loaded->len > 0)
    wh_connections_save (self);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * wh_connections_find:
 * @self: the connections
 * @id: (nullable): what wh_connection_get_id() returns
 *
 * Returns: (transfer none) (nullable): the connection
 */
WhConnection *
wh_connections_find (WhConnections *self,
                     const char    *id)
{
  g_return_val_if_fail (WH_IS_CONNECTIONS (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (wh_connection_get_id (self->items->pdata[i]), id) == 0)
      return self->items->pdata[i];

  return NULL;
}

/**
 * wh_connections_check_name:
 * @self: the connections
 * @name: (nullable): as it was typed
 * @except: (nullable): the connection that shall have the name and may have it already
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT or %G_IO_ERROR_EXISTS, with a
 *   sentence that can be shown
 *
 * Returns: whether a connection can have this name
 */
gboolean
wh_connections_check_name (WhConnections  *self,
                           const char     *name,
                           WhConnection   *except,
                           GError        **error)
{
  g_autofree char *trimmed = wh_connections_dup_trimmed (name);
  g_autofree char *folded = NULL;
  const char *problem = NULL;

  g_return_val_if_fail (WH_IS_CONNECTIONS (self), FALSE);

  if (*trimmed == '\0')
    problem = _("A connection needs a name.");
  else if (!g_utf8_validate (trimmed, -1, NULL) || strpbrk (trimmed, "\n\r\t") != NULL)
    problem = _("This cannot be a name.");
  else if (g_utf8_strlen (trimmed, -1) > MAX_NAME_LENGTH)
    problem = _("This name is too long.");
  if (problem != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
      return FALSE;
    }

  folded = g_utf8_casefold (trimmed, -1);
  for (guint i = 0; i < self->items->len; i++)
    {
      WhConnection *other = self->items->pdata[i];
      g_autofree char *taken = g_utf8_casefold (wh_connection_get_name (other), -1);

      if (other != except && g_str_equal (taken, folded))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                               _("Another connection has this name."));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * wh_connections_rename:
 * @self: the connections
 * @connection: one of them
 * @name: its new name
 * @error: return location, as of wh_connections_check_name()
 *
 * Returns: whether it has the name now
 */
gboolean
wh_connections_rename (WhConnections  *self,
                       WhConnection   *connection,
                       const char     *name,
                       GError        **error)
{
  g_autofree char *trimmed = wh_connections_dup_trimmed (name);

  g_return_val_if_fail (WH_IS_CONNECTION (connection), FALSE);

  if (!wh_connections_check_name (self, trimmed, connection, error))
    return FALSE;

  wh_connection_set_name (connection, trimmed);
  relabel_tokens (self, connection);
  wh_connections_save (self);

  return TRUE;
}

/**
 * wh_connections_set_color:
 * @self: the connections
 * @connection: one of them
 * @color: one of wh_connection_colors
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether it has the colour now
 */
gboolean
wh_connections_set_color (WhConnections  *self,
                          WhConnection   *connection,
                          const char     *color,
                          GError        **error)
{
  g_return_val_if_fail (WH_IS_CONNECTIONS (self), FALSE);
  g_return_val_if_fail (WH_IS_CONNECTION (connection), FALSE);

  if (wh_connections_check_color (color) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "There is no such colour");
      return FALSE;
    }

  wh_connection_set_color (connection, color);
  wh_connections_save (self);

  return TRUE;
}

/**
 * wh_connections_remove_async:
 * @self: the connections
 * @connection: one of them
 * @cancellable: (nullable): gives up waiting for the keyring
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Forgets the connection once its tokens are known to have left the keyring.
 */
void
wh_connections_remove_async (WhConnections       *self,
                             WhConnection        *connection,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_CONNECTIONS (self));
  g_return_if_fail (WH_IS_CONNECTION (connection));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_connections_remove_async);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* What never was in a keyring need not be looked for in one that may not even exist. */
  if (!wh_connection_uses_keyring (connection))
    {
      wh_connections_forget (self, connection, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }

  wh_token_store_remove_async (self->tokens, wh_connection_get_id (connection), cancellable,
                               on_removed_cb, g_object_ref (task));
}

/**
 * wh_connections_remove_finish:
 * @self: the connections
 * @result: what the callback got
 * @error: return location for a %WH_TOKEN_ERROR; the connection is still there then
 *
 * Returns: whether connection and tokens are gone
 */
gboolean
wh_connections_remove_finish (WhConnections  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * wh_connections_forget:
 * @self: the connections
 * @connection: one of them
 * @error: return location for %G_IO_ERROR_NOT_FOUND
 *
 * Forgets the connection although its tokens may still be in a keyring that cannot be reached.
 *
 * Returns: whether it was one of them
 */
gboolean
wh_connections_forget (WhConnections  *self,
                       WhConnection   *connection,
                       GError        **error)
{
  g_autoptr (WhConnection) owned = NULL;

  g_return_val_if_fail (WH_IS_CONNECTIONS (self), FALSE);
  g_return_val_if_fail (WH_IS_CONNECTION (connection), FALSE);

  owned = g_object_ref (connection);
  if (!take_out (self, connection))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           "There is no such connection");
      return FALSE;
    }
  if (!wh_connection_is_demo (connection))
    wh_connections_save (self);

  return TRUE;
}

/**
 * wh_connections_add_demo:
 * @self: the connections
 * @name: as people read it
 * @server: URL of the pretend ProfitWell
 * @private_token: its token
 * @public_token: (nullable): its public token
 * @error: return location for a %WH_URL_ERROR
 *
 * There is one demo; adding it again replaces it.
 *
 * Returns: (transfer none) (nullable): the connection, ready for requests
 */
WhConnection *
wh_connections_add_demo (WhConnections  *self,
                         const char     *name,
                         const char     *server,
                         const char     *private_token,
                         const char     *public_token,
                         GError        **error)
{
  g_autoptr (WhConnection) connection = NULL;
  WhConnection *old;

  g_return_val_if_fail (WH_IS_CONNECTIONS (self), NULL);
  g_return_val_if_fail (name != NULL && server != NULL && private_token != NULL, NULL);

  connection = wh_connection_new (DEMO_ID, name, server, wh_connections_choose_color (self), TRUE, NULL,
                                  self->clock, error);
  if (connection == NULL)
    return NULL;

  old = wh_connections_find (self, DEMO_ID);
  if (old != NULL)
    wh_connections_forget (self, old, NULL);

  wh_connections_append (self, connection);
  wh_connection_set_local_store (connection, NULL);
  wh_connection_adopt (connection, private_token, public_token, WH_TOKEN_KEPT_FOR_SESSION);

  return connection;
}

/**
 * wh_connections_close:
 * @self: the connections
 *
 * Ends what goes on in the background and waits until the file is on the disk; at the end of the
 * program only.
 */
void
wh_connections_close (WhConnections *self)
{
  g_return_if_fail (WH_IS_CONNECTIONS (self));

  for (guint i = 0; i < self->items->len; i++)
    wh_connection_close (self->items->pdata[i], FALSE);
  wh_worker_stop (self->writer);
}
