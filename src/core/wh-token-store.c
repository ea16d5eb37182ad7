/* wh-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-token-store.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

/* The API's own tokens have some 32 characters; a paste of something else is usually longer. */
#define MAX_TOKEN_LENGTH 512

G_DEFINE_QUARK (wh-token-error-quark, wh_token_error)
G_DEFINE_INTERFACE (WhTokenStore, wh_token_store, G_TYPE_OBJECT)

static void
wh_token_store_default_init (WhTokenStoreInterface *iface)
{
}

/**
 * wh_token_store_lookup_async:
 * @self: a token store
 * @connection_id: whose token
 * @which: the private or the public one
 * @may_prompt: whether a locked keyring may ask the person to unlock it
 * @cancellable: (nullable): gives up waiting at once; a prompt that is open stays open
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Errors are those of %WH_TOKEN_ERROR and %G_IO_ERROR_CANCELLED.
 */
void
wh_token_store_lookup_async (WhTokenStore        *self,
                             const char          *connection_id,
                             WhApiToken           which,
                             gboolean             may_prompt,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (WH_IS_TOKEN_STORE (self));
  g_return_if_fail (connection_id != NULL);

  WH_TOKEN_STORE_GET_IFACE (self)->lookup_async (self, connection_id, which, may_prompt,
                                                 cancellable, callback, user_data);
}

/**
 * wh_token_store_lookup_finish:
 * @self: a token store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the token; free it with wh_token_free()
 */
char *
wh_token_store_lookup_finish (WhTokenStore  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (WH_IS_TOKEN_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_token_store_store_async:
 * @self: a token store
 * @connection_id: whose token
 * @which: the private or the public one
 * @label: what people read about it in their keyring program; nothing secret
 * @token: replaces the one that was there
 * @cancellable: (nullable): gives up waiting at once
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Success means that the token was read back and is the same.
 */
void
wh_token_store_store_async (WhTokenStore        *self,
                            const char          *connection_id,
                            WhApiToken           which,
                            const char          *label,
                            const char          *token,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (WH_IS_TOKEN_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (token != NULL);

  WH_TOKEN_STORE_GET_IFACE (self)->store_async (self, connection_id, which, label, token,
                                                cancellable, callback, user_data);
}

/**
 * wh_token_store_store_finish:
 * @self: a token store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the token is kept
 */
gboolean
wh_token_store_store_finish (WhTokenStore  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (WH_IS_TOKEN_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * wh_token_store_remove_async:
 * @self: a token store
 * @connection_id: whose tokens
 * @cancellable: (nullable): gives up waiting at once
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Removes both tokens of the connection. Success means that none is left, also where there was
 * none before. May ask the person to unlock the keyring.
 */
void
wh_token_store_remove_async (WhTokenStore        *self,
                             const char          *connection_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (WH_IS_TOKEN_STORE (self));
  g_return_if_fail (connection_id != NULL);

  WH_TOKEN_STORE_GET_IFACE (self)->remove_async (self, connection_id, cancellable,
                                                 callback, user_data);
}

/**
 * wh_token_store_remove_finish:
 * @self: a token store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether no token of the connection is left
 */
gboolean
wh_token_store_remove_finish (WhTokenStore  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (WH_IS_TOKEN_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * wh_token_store_relabel:
 * @self: a token store
 * @connection_id: whose token
 * @which: which of the two
 * @label: what the keyring program shall show for it from now on
 *
 * Changes nothing but the label, in the background. Where the keyring is locked or cannot be
 * reached, or there is no token, the old label stays: it is not worth a question.
 */
void
wh_token_store_relabel (WhTokenStore *self,
                        const char   *connection_id,
                        WhApiToken    which,
                        const char   *label)
{
  g_return_if_fail (WH_IS_TOKEN_STORE (self));
  g_return_if_fail (connection_id != NULL && label != NULL);
  g_return_if_fail ((guint) which < WH_API_N_TOKENS);

  if (WH_TOKEN_STORE_GET_IFACE (self)->relabel != NULL)
    WH_TOKEN_STORE_GET_IFACE (self)->relabel (self, connection_id, which, label);
}

/**
 * wh_token_check:
 * @typed: (nullable): what somebody typed or pasted
 * @error: return location for %WH_TOKEN_ERROR_INVALID, with a sentence that says why
 *
 * A token is visible ASCII and not longer than 512 characters (HAZARDS K18); blanks and line
 * ends around it come from pasting and are dropped.
 *
 * Returns: (transfer full) (nullable): the token; free it with wh_token_free()
 */
char *
wh_token_check (const char  *typed,
                GError     **error)
{
  const char *start = typed != NULL ? typed : "";
  const char *problem = NULL;
  gsize length;

  while (g_ascii_isspace (*start))
    start++;
  length = strlen (start);
  while (length > 0 && g_ascii_isspace (start[length - 1]))
    length--;

  if (length == 0)
    problem = _("The token is empty.");
  else if (length > MAX_TOKEN_LENGTH)
    problem = _("This is too long to be a token.");

  for (gsize i = 0; problem == NULL && i < length; i++)
    {
      if (g_ascii_isspace (start[i]))
        problem = _("A token has no blanks or line breaks inside.");
      else if (!g_ascii_isgraph (start[i]))
        problem = _("A token consists of letters, digits and signs of plain ASCII only.");
    }

  if (problem != NULL)
    {
      g_set_error_literal (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_INVALID, problem);
      return NULL;
    }

  /* Memory that is never swapped to a disk, where the system has some (HAZARDS K19). */
  return secret_value_unref_to_password (secret_value_new (start, (gssize) length, "text/plain"),
                                         NULL);
}

/**
 * wh_token_free:
 * @token: (transfer full) (nullable): a token
 *
 * Wipes it and frees it.
 */
void
wh_token_free (char *token)
{
  secret_password_free (token);
}
