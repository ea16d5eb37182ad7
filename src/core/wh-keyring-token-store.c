/* wh-keyring-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-keyring-token-store-private.h"

#include <libsecret/secret.h>

#include "wh-keyring-error.h"
#include "wh-keyring-watch.h"

/* Tokens in the Secret Service. What libsecret 0.20.5 and gnome-keyring 42 do is in HAZARDS §3.3;
 * three things follow for the form of this file:
 *
 * - No GCancellable reaches libsecret, because cancelling while a prompt is open aborts the
 *   daemon. Whoever gives up is answered at once, and libsecret's callback finds nobody later.
 * - A callback may never come (the daemon died), so an operation also ends when the service is
 *   lost (WhKeyringWatch).
 * - Operations run one after another, so that many askers see one prompt. */

#define ATTRIBUTE_APPLICATION "application"
#define ATTRIBUTE_CONNECTION "connection"
#define ATTRIBUTE_WHICH "which"

/* The name is not matched: with a schema that is, a keyring that was never unlocked in this
 * session is not even searched (HAZARDS §1.6). */
static const SecretSchema token_schema = {
  WH_APPLICATION_ID ".Token",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { ATTRIBUTE_APPLICATION, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_CONNECTION, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_WHICH, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static const char *const which_names[WH_API_N_TOKENS] = {
  [WH_API_TOKEN_PRIVATE] = "private",
  [WH_API_TOKEN_PUBLIC] = "public",
};

typedef enum
{
  OPERATION_LOOKUP,
  OPERATION_STORE,
  OPERATION_REMOVE,
  OPERATION_RELABEL,
} OperationKind;

/* One call of somebody's; waits in the queue, then is the store's current one until it ends. */
typedef struct
{
  grefcount ref_count;
  WhKeyringTokenStore *store; /* (owned) (nullable): NULL once it has ended */
  GTask *task;                /* (owned) (nullable): NULL once it was answered */
  OperationKind kind;
  char *connection_id;
  WhApiToken which;
  gboolean may_prompt;
  gboolean was_refused; /* a prompt that also served this one was refused */
  gboolean checking;    /* the change was made and is being looked at */
  char *label;
  char *token;
  GList *items; /* (element-type SecretRetrievable), locked ones among them */
  GSource *cancelled_source;
} Operation;

struct _WhKeyringTokenStore
{
  GObject parent_instance;

  GQueue waiting;     /* of Operation */
  Operation *current; /* (owned) (nullable) */
  WhKeyringWatch *watch;
};

static void wh_keyring_token_store_iface_init (WhTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhKeyringTokenStore, wh_keyring_token_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WH_TYPE_TOKEN_STORE,
                                                      wh_keyring_token_store_iface_init))

static void store_run_next (WhKeyringTokenStore *self);
static void operation_search (Operation *op);

static Operation *
operation_ref (Operation *op)
{
  g_ref_count_inc (&op->ref_count);

  return op;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
operation_unref (Operation *op)
{
  if (!g_ref_count_dec (&op->ref_count))
    return;

  clear_source (&op->cancelled_source);
  g_clear_object (&op->task);
  g_clear_object (&op->store);
  g_list_free_full (op->items, g_object_unref);
  g_clear_pointer (&op->token, wh_token_free);
  g_free (op->connection_id);
  g_free (op->label);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Operation, operation_unref)

/* Takes the task away, so that it is answered once; the caller gives the answer. */
static GTask *
operation_steal_task (Operation *op)
{
  clear_source (&op->cancelled_source);
  g_clear_pointer (&op->token, wh_token_free);

  return g_steal_pointer (&op->task);
}

/* Makes room for the next one. */
static void
operation_end (Operation *op)
{
  g_autoptr (WhKeyringTokenStore) store = g_steal_pointer (&op->store);

  g_list_free_full (g_steal_pointer (&op->items), g_object_unref);
  if (store != NULL && store->current == op)
    {
      wh_keyring_watch_end (store->watch);
      g_clear_pointer (&store->current, operation_unref);
      store_run_next (store);
    }
}

static void
operation_fail (Operation *op,
                GError    *error)
{
  g_autoptr (Operation) self = operation_ref (op);
  g_autoptr (GTask) task = operation_steal_task (self);

  operation_end (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

static void
operation_fail_with (Operation        *op,
                     WhTokenErrorCode  code,
                     const char       *message)
{
  operation_fail (op, g_error_new_literal (WH_TOKEN_ERROR, code, message));
}

static void
operation_succeed (Operation *op)
{
  g_autoptr (Operation) self = operation_ref (op);
  g_autoptr (GTask) task = operation_steal_task (self);

  operation_end (self);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

/* Whoever refused a prompt is not asked again by what was waiting behind it, whether that looks a
 * token up, stores or removes one: it came of the same action, or of one before the answer. It
 * still succeeds where no prompt is needed. What is begun later was asked for by somebody who knows
 * of the refusal, and asks again. */
static void
operation_fail_refused (Operation *op)
{
  for (GList *l = op->store->waiting.head; l != NULL; l = l->next)
    ((Operation *) l->data)->was_refused = TRUE;

  operation_fail_with (op, WH_TOKEN_ERROR_REFUSED,
                       "The prompt to unlock the keyring was dismissed or could not be shown");
}

/* Every callback of libsecret's asks this first, after it has taken the result: whether
 * somebody still wants to know, and the last step worked. Otherwise all is done here. */
static gboolean
operation_goes_on (Operation    *op,
                   const GError *error)
{
  if (op->store == NULL)
    return FALSE;

  wh_keyring_watch_rest (op->store->watch);
  if (op->task == NULL)
    {
      operation_end (op);
      return FALSE;
    }
  if (error != NULL)
    {
      operation_fail (op, wh_keyring_error_new (error));
      return FALSE;
    }

  return TRUE;
}

static GHashTable *
operation_dup_attributes (Operation *op)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_APPLICATION,
                       (gpointer) WH_APPLICATION_ID);
  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_CONNECTION, op->connection_id);
  if (op->kind != OPERATION_REMOVE)
    g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_WHICH,
                         (gpointer) which_names[op->which]);

  return attributes;
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

/* The same token may lie in two keyrings, when the default one was changed: the newest counts. */
static SecretRetrievable *
find_newest (GList *items)
{
  SecretRetrievable *newest = NULL;

  for (GList *l = items; l != NULL; l = l->next)
    if (newest == NULL ||
        secret_retrievable_get_modified (l->data) > secret_retrievable_get_modified (newest))
      newest = l->data;

  return newest;
}

static void
operation_answer_lookup (Operation  *op,
                         const char *token)
{
  g_autoptr (Operation) self = operation_ref (op);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  char *checked;

  /* Somebody may have edited it in another program. */
  checked = wh_token_check (token, &error);
  if (checked == NULL)
    {
      operation_fail (self, g_steal_pointer (&error));
      return;
    }

  task = operation_steal_task (self);
  operation_end (self);
  g_task_return_pointer (task, checked, (GDestroyNotify) wh_token_free);
}

static void
on_retrieved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  if (!operation_goes_on (op, error))
    return;

  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (op->kind == OPERATION_LOOKUP && text != NULL)
    operation_answer_lookup (op, text);
  else if (op->kind == OPERATION_STORE && g_strcmp0 (text, op->token) == 0)
    operation_succeed (op);
  else
    operation_fail_with (op, WH_TOKEN_ERROR_FAILED,
                         "The keyring did not give back what it was given");
}

static void
operation_retrieve (Operation *op)
{
  wh_keyring_watch_expect_answer (op->store->watch);
  secret_retrievable_retrieve_secret (find_newest (op->items), NULL,
                                      on_retrieved_cb, operation_ref (op));
}

static void
on_cleared_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (GError) error = NULL;

  /* What it returns says little (HAZARDS K12): search again. */
  secret_password_clear_finish (result, &error);
  if (!operation_goes_on (op, error))
    return;

  op->checking = TRUE;
  operation_search (op);
}

static void
operation_clear (Operation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_prompt (op->store->watch);
  secret_password_clearv (&token_schema, attributes, NULL, on_cleared_cb, operation_ref (op));
}

static void
on_unlocked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (GError) error = NULL;
  int n_unlocked;

  n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);
  if (!operation_goes_on (op, error))
    return;

  if (n_unlocked <= 0)
    operation_fail_refused (op);
  else if (op->kind == OPERATION_REMOVE)
    operation_clear (op);
  else
    operation_retrieve (op);
}

static void
on_service_ready_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GList) locked = NULL;
  g_autoptr (GError) error = NULL;

  service = secret_service_get_finish (result, &error);
  if (!operation_goes_on (op, error))
    return;

  for (GList *l = op->items; l != NULL; l = l->next)
    if (is_locked (l->data))
      locked = g_list_prepend (locked, l->data);

  wh_keyring_watch_expect_prompt (op->store->watch);
  secret_service_unlock (service, locked, NULL, on_unlocked_cb, operation_ref (op));
}

static void
operation_unlock (Operation *op)
{
  if (!op->may_prompt)
    {
      operation_fail_with (op, WH_TOKEN_ERROR_LOCKED, "The keyring is locked");
      return;
    }
  if (op->was_refused)
    {
      operation_fail_refused (op);
      return;
    }

  wh_keyring_watch_expect_answer (op->store->watch);
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, on_service_ready_cb, operation_ref (op));
}

static void
on_relabelled_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (GError) error = NULL;

  secret_item_set_label_finish (SECRET_ITEM (source), result, &error);
  if (operation_goes_on (op, error))
    operation_succeed (op);
}

static void
operation_relabel (Operation *op)
{
  wh_keyring_watch_expect_answer (op->store->watch);
  secret_item_set_label (SECRET_ITEM (find_newest (op->items)), op->label, NULL,
                         on_relabelled_cb, operation_ref (op));
}

static void
operation_found_nothing (Operation *op)
{
  if (op->kind == OPERATION_LOOKUP || op->kind == OPERATION_RELABEL)
    operation_fail_with (op, WH_TOKEN_ERROR_ABSENT, "The keyring has no token for this connection");
  else if (op->kind == OPERATION_REMOVE)
    operation_succeed (op);
  else
    operation_fail_with (op, WH_TOKEN_ERROR_FAILED, "The keyring did not keep the token");
}

static void
on_searched_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (GError) error = NULL;
  GList *items;
  gboolean any_locked = FALSE;

  items = secret_password_search_finish (result, &error);
  if (op->store != NULL)
    {
      g_list_free_full (op->items, g_object_unref);
      op->items = items;
    }
  else
    g_list_free_full (items, g_object_unref);
  if (!operation_goes_on (op, error))
    return;

  for (GList *l = op->items; l != NULL; l = l->next)
    any_locked |= is_locked (l->data) &&
                  (op->kind == OPERATION_REMOVE || l->data == find_newest (op->items));

  if (op->items == NULL)
    operation_found_nothing (op);
  else if (op->kind == OPERATION_REMOVE && op->checking)
    operation_fail_with (op, WH_TOKEN_ERROR_NOT_REMOVED, "The token is still in the keyring");
  else if (any_locked)
    operation_unlock (op);
  else if (op->kind == OPERATION_REMOVE)
    operation_clear (op);
  else if (op->kind == OPERATION_RELABEL)
    operation_relabel (op);
  else
    operation_retrieve (op);
}

static void
operation_search (Operation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_answer (op->store->watch);
  secret_password_searchv (&token_schema, attributes, SECRET_SEARCH_ALL, NULL,
                           on_searched_cb, operation_ref (op));
}

static void
on_stored_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored;

  stored = secret_password_store_finish (result, &error);
  /* The two ways in which a dismissed prompt, to unlock a keyring or to make the first one, is
   * told (HAZARDS K4, K14). */
  if (op->store != NULL && op->task != NULL &&
      (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
       g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
       (!stored && error == NULL)))
    {
      operation_fail_refused (op);
      return;
    }
  if (!operation_goes_on (op, error))
    return;

  op->checking = TRUE;
  operation_search (op);
}

static void
operation_store (Operation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_prompt (op->store->watch);
  secret_password_storev (&token_schema, attributes, SECRET_COLLECTION_DEFAULT, op->label,
                          op->token, NULL, on_stored_cb, operation_ref (op));
}

static void
on_default_keyring_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (Operation) op = user_data;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) error = NULL;

  collection = secret_collection_for_alias_finish (result, &error);
  if (!operation_goes_on (op, error))
    return;

  /* Without one there would be a prompt to make it. */
  if (collection == NULL || secret_collection_get_locked (collection))
    operation_fail_refused (op);
  else
    operation_store (op);
}

/* Storing prompts by itself, so one has to look before. */
static void
operation_store_without_prompt (Operation *op)
{
  wh_keyring_watch_expect_answer (op->store->watch);
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               on_default_keyring_cb, operation_ref (op));
}

static void
store_run_next (WhKeyringTokenStore *self)
{
  if (self->current != NULL)
    return;

  self->current = g_queue_pop_head (&self->waiting);
  if (self->current == NULL)
    return;

  wh_keyring_watch_begin (self->watch);
  if (self->current->kind == OPERATION_STORE && self->current->was_refused)
    operation_store_without_prompt (self->current);
  else if (self->current->kind == OPERATION_STORE)
    operation_store (self->current);
  else
    operation_search (self->current);
}

static void
on_lost_cb (const char *message,
            gpointer    user_data)
{
  WhKeyringTokenStore *self = user_data;

  operation_fail_with (self->current, WH_TOKEN_ERROR_LOST, message);
}

/* The answer is given at once; an operation that has begun goes on to the end of its step, which
 * nothing may cut short. */
static gboolean
on_cancelled_cb (GCancellable *cancellable,
                 gpointer      user_data)
{
  g_autoptr (Operation) op = operation_ref (user_data);
  g_autoptr (GTask) task = operation_steal_task (op);

  if (op->store->current != op)
    {
      g_queue_remove (&op->store->waiting, op);
      g_clear_object (&op->store);
      operation_unref (op);
    }
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static Operation *
store_begin (WhKeyringTokenStore *self,
             OperationKind        kind,
             const char          *connection_id,
             GCancellable        *cancellable,
             gpointer             source_tag,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  Operation *op = g_new0 (Operation, 1);

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
               Operation           *op)
{
  if (g_task_return_error_if_cancelled (op->task))
    {
      operation_unref (op);
      return;
    }

  g_queue_push_tail (&self->waiting, op);
  store_run_next (self);
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
  Operation *op;

  op = store_begin (self, OPERATION_LOOKUP, connection_id, cancellable,
                    wh_keyring_token_store_lookup_async, callback, user_data);
  op->which = which;
  op->may_prompt = may_prompt;
  store_enqueue (self, op);
}

static char *
wh_keyring_token_store_lookup_finish (WhTokenStore  *store,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
  Operation *op;

  op = store_begin (self, OPERATION_STORE, connection_id, cancellable,
                    wh_keyring_token_store_store_async, callback, user_data);
  op->which = which;
  op->label = g_strdup (label);
  op->token = wh_token_check (token, &error);
  if (op->token == NULL)
    {
      g_task_return_error (op->task, g_steal_pointer (&error));
      operation_unref (op);
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

  store_enqueue (self, store_begin (self, OPERATION_REMOVE, connection_id, cancellable,
                                    wh_keyring_token_store_remove_async, callback, user_data));
}

static void
wh_keyring_token_store_relabel (WhTokenStore *store,
                                const char   *connection_id,
                                WhApiToken    which,
                                const char   *label)
{
  WhKeyringTokenStore *self = WH_KEYRING_TOKEN_STORE (store);
  Operation *op;

  op = store_begin (self, OPERATION_RELABEL, connection_id, NULL,
                    wh_keyring_token_store_relabel, NULL, NULL);
  op->which = which;
  op->may_prompt = FALSE;
  op->label = g_strdup (label);
  store_enqueue (self, op);
}

static gboolean
wh_keyring_token_store_boolean_finish (WhTokenStore  *store,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
wh_keyring_token_store_iface_init (WhTokenStoreInterface *iface)
{
  iface->lookup_async = wh_keyring_token_store_lookup_async;
  iface->lookup_finish = wh_keyring_token_store_lookup_finish;
  iface->store_async = wh_keyring_token_store_store_async;
  iface->store_finish = wh_keyring_token_store_boolean_finish;
  iface->remove_async = wh_keyring_token_store_remove_async;
  iface->remove_finish = wh_keyring_token_store_boolean_finish;
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
