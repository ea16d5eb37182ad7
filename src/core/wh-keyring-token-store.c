/* wh-keyring-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-keyring-operation.h"

/* Tokens in the Secret Service. What libsecret 0.20.5 and gnome-keyring 42 do is in HAZARDS §3.3;
 * three things follow for the form of this file:
 *
 * - No GCancellable reaches libsecret, because cancelling while a prompt is open aborts the
 *   daemon. Whoever gives up is answered at once, and libsecret's callback finds nobody later.
 * - A callback may never come (the daemon died), so an operation also ends when the service is
 *   lost (WhKeyringWatch).
 * - Operations run one after another, so that many askers see one prompt. */

static void wh_keyring_token_store_iface_init (WhTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhKeyringTokenStore, wh_keyring_token_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WH_TYPE_TOKEN_STORE,
                                                      wh_keyring_token_store_iface_init))

static void
on_lost_cb (const char *message,
            gpointer    user_data)
{
  WhKeyringTokenStore *self = user_data;

  wh_keyring_operation_fail_with (self->current, WH_TOKEN_ERROR_LOST, message);
}

/* The answer is given at once; an operation that has begun goes on to the end of its step, which
 * nothing may cut short. */
static gboolean
on_cancelled_cb (GCancellable *cancellable,
                 gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = wh_keyring_operation_ref (user_data);
  g_autoptr (GTask) task = wh_keyring_operation_steal_task (op);

  if (op->store->current != op)
    {
      g_queue_remove (&op->store->waiting, op);
      g_clear_object (&op->store);
      wh_keyring_operation_unref (op);
    }
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static WhKeyringOperation *
store_begin (WhKeyringTokenStore    *self,
             WhKeyringOperationKind  kind,
             const char             *connection_id,
             GCancellable           *cancellable,
             gpointer                source_tag,
             GAsyncReadyCallback     callback,
             gpointer                user_data)
{
  WhKeyringOperation *op = g_new0 (WhKeyringOperation, 1);

  g_ref_count_init (&op->ref_count);
  op->store = g_object_ref (self);
  op->kind = kind;
  op->connection_id = g_strdup (connection_id);
  op->may_prompt = TRUE;
  op->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (op->task, source_tag);

  if (cancellable != NULL)
    {
      op->cancelled_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (op->cancelled_source, G_SOURCE_FUNC (on_cancelled_cb), op, NULL);
      g_source_attach (op->cancelled_source, g_main_context_get_thread_default ());
    }

  return op;
}

static void
store_enqueue (WhKeyringTokenStore *self,
               WhKeyringOperation  *op)
{
  if (g_task_return_error_if_cancelled (op->task))
    {
      wh_keyring_operation_unref (op);
      return;
    }

  g_queue_push_tail (&self->waiting, op);
  wh_keyring_token_store_run_next (self);
}

static void
wh_keyring_token_store_lookup_async (WhTokenStore        *store,
                                     const char          *connection_id,
                                     WhApiToken           which,
                                     gboolean             may_prompt,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (store);
  WhKeyringOperation *op;

  op = store_begin (self, WH_KEYRING_LOOKUP, connection_id, cancellable,
                    wh_keyring_token_store_lookup_async, callback, user_data);
  op->which = which;
  op->may_prompt = may_prompt;
  store_enqueue (self, op);
}

static void
wh_keyring_token_store_store_async (WhTokenStore        *store,
                                    const char          *connection_id,
                                    WhApiToken           which,
                                    const char          *label,
                                    const char          *token,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (store);
  g_autoptr (GError) error = NULL;
  WhKeyringOperation *op;

  op = store_begin (self, WH_KEYRING_STORE, connection_id, cancellable,
                    wh_keyring_token_store_store_async, callback, user_data);
  op->which = which;
  op->label = g_strdup (label);
  op->token = wh_token_check (token, &error);
  if (op->token == NULL)
    {
      g_task_return_error (op->task, g_steal_pointer (&error));
      wh_keyring_operation_unref (op);
      return;
    }
  store_enqueue (self, op);
}

static void
wh_keyring_token_store_remove_async (WhTokenStore        *store,
                                     const char          *connection_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (store);

  store_enqueue (self, store_begin (self, WH_KEYRING_REMOVE, connection_id, cancellable,
                                    wh_keyring_token_store_remove_async, callback, user_data));
}

static void
wh_keyring_token_store_relabel (WhTokenStore *store,
                                const char   *connection_id,
                                WhApiToken    which,
                                const char   *label)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (store);
  WhKeyringOperation *op;

  op = store_begin (self, WH_KEYRING_RELABEL, connection_id, NULL,
                    wh_keyring_token_store_relabel, NULL, NULL);
  op->which = which;
  op->may_prompt = FALSE;
  op->label = g_strdup (label);
  store_enqueue (self, op);
}

static void
wh_keyring_token_store_iface_init (WhTokenStoreInterface *iface)
{
  iface->lookup_async = wh_keyring_token_store_lookup_async;
  iface->store_async = wh_keyring_token_store_store_async;
  iface->remove_async = wh_keyring_token_store_remove_async;
  iface->relabel = wh_keyring_token_store_relabel;
}

/* No operation is left by now: each holds a reference until it ends. */
static void
wh_keyring_token_store_dispose (GObject *object)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (object);

  g_clear_pointer (&self->watch, wh_keyring_watch_free);

  G_OBJECT_CLASS (wh_keyring_token_store_parent_class)->dispose (object);
}

static void
wh_keyring_token_store_class_init (WhKeyringTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wh_keyring_token_store_dispose;
}

static void
wh_keyring_token_store_init (WhKeyringTokenStore *self)
{
  g_queue_init (&self->waiting);
  self->watch = wh_keyring_watch_new (on_lost_cb, self);
}

/**
 * wh_keyring_token_store_new:
 *
 * Returns: (transfer full): the store that keeps tokens in the system's keyring
 */
WhTokenStore *
wh_keyring_token_store_new (void)
{
  return g_object_new (WH_TYPE_KEYRING_TOKEN_STORE, NULL);
}

/*
 * wh_keyring_token_store_set_patience:
 * @self: a store
 * @patience_ms: how long the service may say nothing before it counts as lost
 */
void
wh_keyring_token_store_set_patience (WhKeyringTokenStore *self,
                                     guint                patience_ms)
{
  g_return_if_fail (WH_IS_KEYRING_TOKEN_STORE (self));

  wh_keyring_watch_set_patience (self->watch, patience_ms);
}

/*
 * wh_keyring_token_store_run_next:
 * @self: a store
 *
 * Begins the operation that has waited longest, unless one is under way.
 */
void
wh_keyring_token_store_run_next (WhKeyringTokenStore *self)
{
  if (self->current != NULL)
    return;

  self->current = g_queue_pop_head (&self->waiting);
  if (self->current == NULL)
    return;

  wh_keyring_watch_begin (self->watch);
  wh_keyring_operation_run (self->current);
}
