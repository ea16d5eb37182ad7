/* wh-connection-token.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-private.h"

/* Where the private token of a connection comes from, and what becomes of it. */

/* One call of wh_connection_open_async(). */
typedef struct
{
  gboolean may_prompt;
  guint generation;
  char *private_token;
} Opening;

static void
opening_free (Opening *opening)
{
  wh_token_free (opening->private_token);
  g_free (opening);
}

static WhTokenState
state_for_error (const GError *error)
{
  if (error->domain != WH_TOKEN_ERROR)
    return WH_TOKEN_STATE_UNAVAILABLE;

  switch ((WhTokenErrorCode) error->code)
    {
    case WH_TOKEN_ERROR_ABSENT:
    case WH_TOKEN_ERROR_INVALID:
      return WH_TOKEN_STATE_ABSENT;
    case WH_TOKEN_ERROR_LOCKED:
      return WH_TOKEN_STATE_LOCKED;
    case WH_TOKEN_ERROR_REFUSED:
      return WH_TOKEN_STATE_REFUSED;
    case WH_TOKEN_ERROR_UNAVAILABLE:
    case WH_TOKEN_ERROR_LOST:
    case WH_TOKEN_ERROR_NOT_REMOVED:
    case WH_TOKEN_ERROR_FAILED:
    default:
      return WH_TOKEN_STATE_UNAVAILABLE;
    }
}

static GError *
new_rejected_error (void)
{
  return g_error_new_literal (WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED,
                              "The server refused the private token");
}

/* Says whether two tokens are the same without keeping another copy of one. */
static char *
dup_fingerprint (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

static gboolean
is_token_in_use (WhConnection *self,
                 const char   *token)
{
  g_autofree char *fingerprint = dup_fingerprint (token);

  return g_strcmp0 (self->fingerprint, fingerprint) == 0;
}

static void
use_private_token (WhConnection *self,
                   const char   *token)
{
  if (self->fingerprint != NULL && !is_token_in_use (self, token))
    wh_connection_distrust_company (self);

  self->unproven = self->fingerprint != NULL;
  g_free (self->fingerprint);
  self->fingerprint = dup_fingerprint (token);
  self->generation++;
  wh_api_client_set_token (self->client, WH_API_TOKEN_PRIVATE, token);
}

static void
become_ready (WhConnection *self)
{
  wh_connection_set_token_state (self, WH_TOKEN_STATE_READY, NULL);
  wh_connection_ask_company (self);
}

/* What a 401 means (HAZARDS K16): the token may have been changed in the keyring by another
 * program, or the request may still have carried one that was replaced since. */

static void
reject (WhConnection *self)
{
  g_autoptr (GError) error = new_rejected_error ();

  wh_connection_set_token_state (self, WH_TOKEN_STATE_REJECTED, error);
}

static void
on_proved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhConnection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good;

  self->questioning = FALSE;
  good = wh_company_check_finish (WH_API_CLIENT (source), result, &error);

  /* The answer is about a token that was replaced meanwhile, and says nothing of this one. */
  if (self->proving != self->generation || self->token_state != WH_TOKEN_STATE_READY)
    return;

  if (good)
    {
      self->unproven = FALSE;
      wh_connection_ask_company (self);
    }
  else if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED))
    reject (self);
}

static void
prove_or_reject (WhConnection *self)
{
  if (!self->unproven)
    {
      reject (self);
      return;
    }

  self->questioning = TRUE;
  self->proving = self->generation;
  wh_company_check_async (self->client, self->cancellable, on_proved_cb, g_object_ref (self));
}

static void
on_read_again_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (WhConnection) self = user_data;
  g_autoptr (GError) error = NULL;
  char *token;

  self->questioning = FALSE;
  token = wh_token_store_lookup_finish (WH_TOKEN_STORE (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      self->token_state == WH_TOKEN_STATE_READY)
    {
      if (token != NULL && !is_token_in_use (self, token))
        {
          use_private_token (self, token);
          become_ready (self);
        }
      else
        prove_or_reject (self);
    }
  wh_token_free (token);
}

/*
 * wh_connection_question_token:
 * @self: a connection
 *
 * The server answered 401 to the private token.
 */
void
wh_connection_question_token (WhConnection *self)
{
  if (self->token_state != WH_TOKEN_STATE_READY || self->questioning)
    return;

  if (self->token_kept != WH_TOKEN_KEPT_IN_KEYRING)
    {
      prove_or_reject (self);
      return;
    }

  self->questioning = TRUE;
  wh_token_store_lookup_async (self->tokens, self->id, WH_API_TOKEN_PRIVATE, FALSE,
                               self->cancellable, on_read_again_cb, g_object_ref (self));
}

/* Opening: the limits of earlier runs, the private token, the public one. */

static void
finish_opening (GTask  *task,
                GError *error)
{
  WhConnection *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  gboolean replaced = opening->generation != self->generation;

  self->n_openings--;
  if (replaced)
    {
      /* Somebody gave it a token meanwhile, or removed it: what the keyring says is no news. */
      g_clear_error (&error);
      if (self->token_state != WH_TOKEN_STATE_READY)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The token was replaced");
    }
  else if (error == NULL)
    {
      use_private_token (self, opening->private_token);
      wh_connection_set_token_kept (self, WH_TOKEN_KEPT_IN_KEYRING);
      become_ready (self);
    }
  else if (error != NULL && self->n_openings == 0)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wh_connection_set_token_state (self, self->state_before, NULL);
      else if (error->domain == WH_API_ERROR)
        wh_connection_set_token_state (self, WH_TOKEN_STATE_REJECTED, error);
      else
        wh_connection_set_token_state (self, state_for_error (error), error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_public_token_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WhConnection *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  char *token;

  token = wh_token_store_lookup_finish (WH_TOKEN_STORE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      finish_opening (task, g_steal_pointer (&error));
      return;
    }

  /* Most connections have none, and all but events works without. */
  if (token != NULL && opening->generation == self->generation)
    wh_api_client_set_token (self->client, WH_API_TOKEN_PUBLIC, token);
  wh_token_free (token);
  finish_opening (task, NULL);
}

static void
on_private_token_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WhConnection *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);

  opening->private_token = wh_token_store_lookup_finish (WH_TOKEN_STORE (source), result, &error);
  if (opening->private_token == NULL)
    finish_opening (task, g_steal_pointer (&error));
  else if (self->state_before == WH_TOKEN_STATE_REJECTED &&
           is_token_in_use (self, opening->private_token))
    finish_opening (task, new_rejected_error ());
  else
    wh_token_store_lookup_async (self->tokens, self->id, WH_API_TOKEN_PUBLIC,
                                 opening->may_prompt, g_task_get_cancellable (task),
                                 on_public_token_cb, g_object_ref (task));
}

static void
look_up_private_token (GTask *task)
{
  WhConnection *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);

  wh_token_store_lookup_async (self->tokens, self->id, WH_API_TOKEN_PRIVATE,
                               opening->may_prompt, g_task_get_cancellable (task),
                               on_private_token_cb, g_object_ref (task));
}

static void
on_limits_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) limits = NULL;
  WhConnection *self = g_task_get_source_object (task);

  limits = wh_local_store_get_finish (WH_LOCAL_STORE (source), result, &error);
  if (limits == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_debug ("Could not read the uses of the limits: %s", error->message);
  if (limits != NULL && !self->limits_restored)
    wh_rate_limiter_restore (wh_api_client_get_limiter (self->client), limits);
  self->limits_restored = TRUE;

  look_up_private_token (task);
}

/*
 * wh_connection_adopt:
 * @self: a connection
 * @private_token: (nullable): verified; %NULL leaves what there is
 * @public_token: (nullable): %NULL leaves what there is
 * @kept: where the private token was put
 *
 * Uses the tokens from now on.
 */
void
wh_connection_adopt (WhConnection *self,
                     const char   *private_token,
                     const char   *public_token,
                     WhTokenKept   kept)
{
  if (kept == WH_TOKEN_KEPT_IN_KEYRING)
    self->uses_keyring = TRUE;
  if (public_token != NULL)
    wh_api_client_set_token (self->client, WH_API_TOKEN_PUBLIC, public_token);
  if (private_token == NULL)
    return;

  self->limits_restored = TRUE;
  use_private_token (self, private_token);
  wh_connection_set_token_kept (self, kept);
  become_ready (self);
}

/* What is known without asking anybody. */
static gboolean
open_at_once (WhConnection *self,
              GTask        *task)
{
  g_autoptr (GError) error = NULL;

  if (self->token_state == WH_TOKEN_STATE_READY)
    {
      wh_connection_ask_company (self);
      g_task_return_boolean (task, TRUE);
      return TRUE;
    }
  if (self->uses_keyring && self->tokens != NULL)
    return FALSE;

  if (self->token_state == WH_TOKEN_STATE_REJECTED)
    error = new_rejected_error ();
  else
    error = g_error_new_literal (WH_TOKEN_ERROR, WH_TOKEN_ERROR_ABSENT,
                                 "The token was for one session only");
  if (self->token_state != WH_TOKEN_STATE_REJECTED)
    wh_connection_set_token_state (self, WH_TOKEN_STATE_ABSENT, error);
  g_task_return_error (task, g_steal_pointer (&error));

  return TRUE;
}

/**
 * wh_connection_open_async:
 * @self: a connection
 * @may_prompt: whether a locked keyring may ask the person to unlock it
 * @cancellable: (nullable): gives up waiting; the state is then what it was before
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the keyring for the tokens, gives them to the client, and reads the company's settings in
 * the background. Where the token is there already, it only asks for those settings that could not
 * be read before. A token that the server rejected is only tried again where the keyring has
 * another one by now.
 */
void
wh_connection_open_async (WhConnection        *self,
                          gboolean             may_prompt,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (WH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_connection_open_async);
  if (g_task_return_error_if_cancelled (task) || open_at_once (self, task))
    return;

  opening = g_new0 (Opening, 1);
  opening->may_prompt = may_prompt;
  opening->generation = self->generation;
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  if (self->n_openings++ == 0)
    self->state_before = self->token_state;
  wh_connection_set_token_state (self, WH_TOKEN_STATE_LOADING, NULL);
  if (self->local != NULL && !self->limits_restored)
    wh_local_store_get_async (self->local, self->id, WH_CONNECTION_LIMITS_NAME, NULL,
                              on_limits_read_cb, g_object_ref (task));
  else
    look_up_private_token (task);
}

/**
 * wh_connection_open_finish:
 * @self: a connection
 * @result: what the callback got
 * @error: return location for a %WH_TOKEN_ERROR, or %WH_API_ERROR_UNAUTHORIZED where the server
 *   has rejected the only token there is
 *
 * Returns: whether requests can be sent
 */
gboolean
wh_connection_open_finish (WhConnection  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
