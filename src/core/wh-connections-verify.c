/* wh-connections-verify.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connections-private.h"

#include "wh-connection-private.h"

/* Adding and renewing: the same steps with the same data. */
typedef struct
{
  WhConnection *connection; /* new, or the one to renew */
  WhApiClient *client;      /* that the token is verified with */
  char *private_token;      /* (nullable) */
  char *public_token;       /* (nullable) */
  WhTokenKept kept;
  gboolean is_new;
  gboolean storing; /* something may be in the keyring already */
  gboolean stored_private;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->connection);
  g_clear_object (&change->client);
  wh_token_free (change->private_token);
  wh_token_free (change->public_token);
  g_free (change);
}

static gboolean
is_listed (WhConnections *self,
           Change        *change)
{
  return g_ptr_array_find (self->items, change->connection, NULL);
}

/* A connection that is not there, because it is not added yet or was removed meanwhile, leaves no
 * token behind; and no connection goes on with another token than the keyring has. */
static void
fail_change (GTask  *task,
             GError *error)
{
  WhConnections *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (change->storing && !is_listed (self, change))
    {
      wh_token_store_remove_async (self->tokens, wh_connection_get_id (change->connection),
                                   NULL, NULL, NULL);
    }
  else if (change->stored_private)
    {
      wh_connection_adopt (change->connection, change->private_token, NULL, change->kept);
      wh_connections_save (self);
    }
  g_task_return_error (task, error);
}

/* Others may have been added, this one removed, or all of it given up since it began. */
static gboolean
can_go_on (GTask   *task,
           GError **error)
{
  WhConnections *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), error))
    return FALSE;
  if (change->is_new)
    return wh_connections_check_name (self, wh_connection_get_name (change->connection), NULL,
                                      error);
  if (is_listed (self, change))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The connection was removed");

  return FALSE;
}

static void
finish_change (GTask *task)
{
  WhConnections *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!can_go_on (task, &error))
    {
      fail_change (task, error);
      return;
    }

  /* From here on it is done, and whoever gives up is told so. */
  g_task_set_check_cancellable (task, FALSE);
  if (change->is_new)
    wh_connections_append (self, change->connection);
  wh_connection_adopt (change->connection, change->private_token, change->public_token,
                       change->kept);
  wh_connections_save (self);
  g_task_return_pointer (task, g_object_ref (change->connection), g_object_unref);
}

static void store_token (GTask *task, WhApiToken which);

static void
on_private_stored_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Change *change = g_task_get_task_data (task);

  if (!wh_token_store_store_finish (WH_TOKEN_STORE (source), result, &error))
    {
      fail_change (task, g_steal_pointer (&error));
      return;
    }

  change->stored_private = TRUE;
  store_token (task, WH_API_TOKEN_PUBLIC);
}

static void
on_public_stored_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!wh_token_store_store_finish (WH_TOKEN_STORE (source), result, &error))
    fail_change (task, g_steal_pointer (&error));
  else
    finish_change (task);
}

static void
store_token (GTask      *task,
             WhApiToken  which)
{
  WhConnections *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  const char *name = wh_connection_get_name (change->connection);
  g_autofree char *label = NULL;

  if (which == WH_API_TOKEN_PRIVATE && change->private_token == NULL)
    which = WH_API_TOKEN_PUBLIC;
  if (which == WH_API_TOKEN_PUBLIC && change->public_token == NULL)
    {
      finish_change (task);
      return;
    }

  change->storing = TRUE;
  label = wh_connections_dup_label (name, which);
  wh_token_store_store_async (self->tokens, wh_connection_get_id (change->connection), which,
                              label,
                              which == WH_API_TOKEN_PRIVATE ? change->private_token
                                                            : change->public_token,
                              g_task_get_cancellable (task),
                              which == WH_API_TOKEN_PRIVATE ? on_private_stored_cb
                                                            : on_public_stored_cb,
                              g_object_ref (task));
}

static void
keep_tokens (GTask *task)
{
  Change *change = g_task_get_task_data (task);

  if (change->kept == WH_TOKEN_KEPT_FOR_SESSION)
    finish_change (task);
  else
    store_token (task, WH_API_TOKEN_PRIVATE);
}

static void
on_verified_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!wh_company_check_finish (WH_API_CLIENT (source), result, &error) ||
      !can_go_on (task, &error))
    fail_change (task, g_steal_pointer (&error));
  else
    keep_tokens (task);
}

static void
verify (GTask *task)
{
  Change *change = g_task_get_task_data (task);

  wh_api_client_set_token (change->client, WH_API_TOKEN_PRIVATE, change->private_token);
  wh_company_check_async (change->client, g_task_get_cancellable (task),
                          on_verified_cb, g_object_ref (task));
}

/* The tokens that somebody typed; an empty public one is none. */
static gboolean
take_tokens (Change                     *change,
             const WhConnectionDetails  *details,
             GError                    **error)
{
  change->kept = details->kept == WH_TOKEN_KEPT_FOR_SESSION ? WH_TOKEN_KEPT_FOR_SESSION
                                                            : WH_TOKEN_KEPT_IN_KEYRING;
  if (details->private_token != NULL || change->is_new)
    {
      change->private_token = wh_token_check (details->private_token, error);
      if (change->private_token == NULL)
        return FALSE;
    }
  if (details->public_token != NULL && *details->public_token != '\0')
    {
      change->public_token = wh_token_check (details->public_token, error);
      if (change->public_token == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare_new (WhConnections              *self,
             Change                     *change,
             const WhConnectionDetails  *details,
             GError                    **error)
{
  g_autofree char *name = wh_connections_dup_trimmed (details->name);
  g_autofree char *server = wh_connections_dup_trimmed (details->server);
  g_autofree char *id = g_uuid_string_random ();
  const char *color = wh_connections_check_color (details->color);

  change->is_new = TRUE;
  if (!wh_connections_check_name (self, name, NULL, error) || !take_tokens (change, details, error))
    return FALSE;

  change->connection = wh_connection_new (id, name, *server != '\0' ? server : NULL,
                                          color != NULL ? color : wh_connections_choose_color (self),
                                          FALSE, self->tokens, self->clock, error);
  if (change->connection == NULL)
    return FALSE;

  change->client = g_object_ref (wh_connection_get_client (change->connection));
  return TRUE;
}

/**
 * wh_connections_add_async:
 * @self: the connections
 * @details: what was typed; read before this returns
 * @cancellable: (nullable): ends it; no token stays in the keyring. Once the connection is there it
 *   is too late.
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Verifies the private token with the server, puts the tokens where they shall be kept, and only
 * then adds the connection.
 */
void
wh_connections_add_async (WhConnections             *self,
                          const WhConnectionDetails *details,
                          GCancellable              *cancellable,
                          GAsyncReadyCallback        callback,
                          gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Change *change;

  g_return_if_fail (WH_IS_CONNECTIONS (self));
  g_return_if_fail (details != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_connections_add_async);
  change = g_new0 (Change, 1);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  if (prepare_new (self, change, details, &error))
    verify (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * wh_connections_add_finish:
 * @self: the connections
 * @result: what the callback got
 * @error: return location: of the name (%G_IO_ERROR), the tokens (%WH_TOKEN_ERROR), the server's URL
 *   (%WH_URL_ERROR), the server's answer (%WH_API_ERROR), or the way there; %G_IO_ERROR_NOT_FOUND
 *   where it was removed again before this
 *
 * Returns: (transfer none) (nullable): the connection, ready for requests
 */
WhConnection *
wh_connections_add_finish (WhConnections  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_autoptr (WhConnection) connection = NULL;
  WhConnection *found;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  connection = g_task_propagate_pointer (G_TASK (result), error);
  if (connection == NULL)
    return NULL;

  found = wh_connections_find (self, wh_connection_get_id (connection));
  if (found == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The connection was removed");

  return found;
}

/**
 * wh_connections_renew_async:
 * @self: the connections
 * @connection: one of them
 * @details: only the tokens and where they shall be kept; read before this returns
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Verifies a new private token with the server and only then replaces the old one. A token that
 * is %NULL stays as it is.
 */
void
wh_connections_renew_async (WhConnections             *self,
                            WhConnection              *connection,
                            const WhConnectionDetails *details,
                            GCancellable              *cancellable,
                            GAsyncReadyCallback        callback,
                            gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Change *change;

  g_return_if_fail (WH_IS_CONNECTIONS (self));
  g_return_if_fail (WH_IS_CONNECTION (connection) && !wh_connection_is_demo (connection));
  g_return_if_fail (details != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_connections_renew_async);
  change = g_new0 (Change, 1);
  change->connection = g_object_ref (connection);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  if (take_tokens (change, details, &error) && change->private_token != NULL)
    change->client = wh_api_client_new (wh_connection_get_server (connection), NULL,
                                        self->clock, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->client != NULL)
    verify (task);
  else
    keep_tokens (task);
}

/**
 * wh_connections_renew_finish:
 * @self: the connections
 * @result: what the callback got
 * @error: return location, as of wh_connections_add_finish()
 *
 * Returns: whether the new tokens are in use
 */
gboolean
wh_connections_renew_finish (WhConnections  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_autoptr (WhConnection) connection = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  connection = g_task_propagate_pointer (G_TASK (result), error);

  return connection != NULL;
}
