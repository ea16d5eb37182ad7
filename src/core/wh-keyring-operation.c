/* wh-keyring-operation.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-keyring-operation.h"

#include <libsecret/secret.h>

#include "wh-keyring-error.h"

/* The steps of one operation, each begun by the callback of the one before. */

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

static void operation_search (WhKeyringOperation *op);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Makes room for the next one. */
static void
operation_end (WhKeyringOperation *op)
{
  g_autoptr (WhKeyringTokenStore) store = g_steal_pointer (&op->store);

  g_list_free_full (g_steal_pointer (&op->items), g_object_unref);
  if (store != NULL && store->current == op)
    {
      wh_keyring_watch_end (store->watch);
      g_clear_pointer (&store->current, wh_keyring_operation_unref);
      wh_keyring_token_store_run_next (store);
    }
}

static void
operation_fail (WhKeyringOperation *op,
                GError             *error)
{
  g_autoptr (WhKeyringOperation) self = wh_keyring_operation_ref (op);
  g_autoptr (GTask) task = wh_keyring_operation_steal_task (self);

  operation_end (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

static void
operation_succeed (WhKeyringOperation *op)
{
  g_autoptr (WhKeyringOperation) self = wh_keyring_operation_ref (op);
  g_autoptr (GTask) task = wh_keyring_operation_steal_task (self);

  operation_end (self);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

/* Whoever refused a prompt is not asked again by what was waiting behind it, whether that looks a
 * token up, stores or removes one: it came of the same action, or of one before the answer. It
 * still succeeds where no prompt is needed. What is begun later was asked for by somebody who knows
 * of the refusal, and asks again. */
static void
operation_fail_refused (WhKeyringOperation *op)
{
  for (GList *l = op->store->waiting.head; l != NULL; l = l->next)
    ((WhKeyringOperation *) l->data)->was_refused = TRUE;

  wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_REFUSED,
                                  "The prompt to unlock the keyring was dismissed or could not be "
                                  "shown");
}

/* Every callback of libsecret's asks this first, after it has taken the result: whether
 * somebody still wants to know, and the last step worked. Otherwise all is done here. */
static gboolean
operation_goes_on (WhKeyringOperation *op,
                   const GError       *error)
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
operation_dup_attributes (WhKeyringOperation *op)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_APPLICATION,
                       (gpointer) WH_APPLICATION_ID);
  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_CONNECTION, op->connection_id);
  if (op->kind != WH_KEYRING_REMOVE)
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
operation_answer_lookup (WhKeyringOperation *op,
                         const char         *token)
{
  g_autoptr (WhKeyringOperation) self = wh_keyring_operation_ref (op);
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

  task = wh_keyring_operation_steal_task (self);
  operation_end (self);
  g_task_return_pointer (task, checked, (GDestroyNotify) wh_token_free);
}

static void
on_retrieved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  if (!operation_goes_on (op, error))
    return;

  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (op->kind == WH_KEYRING_LOOKUP && text != NULL)
    operation_answer_lookup (op, text);
  else if (op->kind == WH_KEYRING_STORE && g_strcmp0 (text, op->token) == 0)
    operation_succeed (op);
  else
    wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_FAILED,
                                    "The keyring did not give back what it was given");
}

static void
operation_retrieve (WhKeyringOperation *op)
{
  wh_keyring_watch_expect_answer (op->store->watch);
  secret_retrievable_retrieve_secret (find_newest (op->items), NULL,
                                      on_retrieved_cb, wh_keyring_operation_ref (op));
}

static void
on_cleared_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
  g_autoptr (GError) error = NULL;

  /* What it returns says little (HAZARDS K12): search again. */
  secret_password_clear_finish (result, &error);
  if (!operation_goes_on (op, error))
    return;

  op->checking = TRUE;
  operation_search (op);
}

static void
operation_clear (WhKeyringOperation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_prompt (op->store->watch);
  secret_password_clearv (&token_schema, attributes, NULL, on_cleared_cb,
                          wh_keyring_operation_ref (op));
}

static void
on_unlocked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
  g_autoptr (GError) error = NULL;
  int n_unlocked;

  n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);
  if (!operation_goes_on (op, error))
    return;

  if (n_unlocked <= 0)
    operation_fail_refused (op);
  else if (op->kind == WH_KEYRING_REMOVE)
    operation_clear (op);
  else
    operation_retrieve (op);
}

static void
on_service_ready_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
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
  secret_service_unlock (service, locked, NULL, on_unlocked_cb, wh_keyring_operation_ref (op));
}

static void
operation_unlock (WhKeyringOperation *op)
{
  if (!op->may_prompt)
    {
      wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_LOCKED, "The keyring is locked");
      return;
    }
  if (op->was_refused)
    {
      operation_fail_refused (op);
      return;
    }

  wh_keyring_watch_expect_answer (op->store->watch);
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, NULL, on_service_ready_cb,
                      wh_keyring_operation_ref (op));
}

static void
on_relabelled_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
  g_autoptr (GError) error = NULL;

  secret_item_set_label_finish (SECRET_ITEM (source), result, &error);
  if (operation_goes_on (op, error))
    operation_succeed (op);
}

static void
operation_relabel (WhKeyringOperation *op)
{
  gpointer item = find_newest (op->items);

  /* In Flatpak and Snap the keyring is a file, whose items have the label that they were made
   * with for good. */
  if (!SECRET_IS_ITEM (item))
    {
      operation_succeed (op);
      return;
    }

  wh_keyring_watch_expect_answer (op->store->watch);
  secret_item_set_label (item, op->label, NULL, on_relabelled_cb, wh_keyring_operation_ref (op));
}

static void
operation_found_nothing (WhKeyringOperation *op)
{
  if (op->kind == WH_KEYRING_LOOKUP || op->kind == WH_KEYRING_RELABEL)
    wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_ABSENT,
                                    "The keyring has no token for this connection");
  else if (op->kind == WH_KEYRING_REMOVE)
    operation_succeed (op);
  else
    wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_FAILED,
                                    "The keyring did not keep the token");
}

static void
on_searched_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
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
                  (op->kind == WH_KEYRING_REMOVE || l->data == find_newest (op->items));

  if (op->items == NULL)
    operation_found_nothing (op);
  else if (op->kind == WH_KEYRING_REMOVE && op->checking)
    wh_keyring_operation_fail_with (op, WH_TOKEN_ERROR_NOT_REMOVED,
                                    "The token is still in the keyring");
  else if (any_locked)
    operation_unlock (op);
  else if (op->kind == WH_KEYRING_REMOVE)
    operation_clear (op);
  else if (op->kind == WH_KEYRING_RELABEL)
    operation_relabel (op);
  else
    operation_retrieve (op);
}

static void
operation_search (WhKeyringOperation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_answer (op->store->watch);
  secret_password_searchv (&token_schema, attributes, SECRET_SEARCH_ALL, NULL,
                           on_searched_cb, wh_keyring_operation_ref (op));
}

static void
on_stored_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
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
operation_store (WhKeyringOperation *op)
{
  g_autoptr (GHashTable) attributes = operation_dup_attributes (op);

  wh_keyring_watch_expect_prompt (op->store->watch);
  secret_password_storev (&token_schema, attributes, SECRET_COLLECTION_DEFAULT, op->label,
                          op->token, NULL, on_stored_cb, wh_keyring_operation_ref (op));
}

static void
on_default_keyring_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (WhKeyringOperation) op = user_data;
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
operation_store_without_prompt (WhKeyringOperation *op)
{
  wh_keyring_watch_expect_answer (op->store->watch);
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               on_default_keyring_cb, wh_keyring_operation_ref (op));
}

/*
 * wh_keyring_operation_ref:
 * @op: an operation
 *
 * Returns: (transfer full): @op
 */
WhKeyringOperation *
wh_keyring_operation_ref (WhKeyringOperation *op)
{
  g_ref_count_inc (&op->ref_count);

  return op;
}

/*
 * wh_keyring_operation_unref:
 * @op: (transfer full): an operation
 */
void
wh_keyring_operation_unref (WhKeyringOperation *op)
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

/*
 * wh_keyring_operation_steal_task:
 * @op: an operation
 *
 * Takes the task away, so that it is answered once; the caller gives the answer.
 *
 * Returns: (transfer full) (nullable): the task, %NULL where it was answered before
 */
GTask *
wh_keyring_operation_steal_task (WhKeyringOperation *op)
{
  clear_source (&op->cancelled_source);
  g_clear_pointer (&op->token, wh_token_free);

  return g_steal_pointer (&op->task);
}

/*
 * wh_keyring_operation_fail_with:
 * @op: an operation that has begun
 * @code: what went wrong
 * @message: the same for logs; nothing secret
 *
 * Answers whoever still waits, and ends the operation.
 */
void
wh_keyring_operation_fail_with (WhKeyringOperation *op,
                                WhTokenErrorCode    code,
                                const char         *message)
{
  operation_fail (op, g_error_new_literal (WH_TOKEN_ERROR, code, message));
}

/*
 * wh_keyring_operation_run:
 * @op: the store's current operation
 *
 * Begins its first step.
 */
void
wh_keyring_operation_run (WhKeyringOperation *op)
{
  if (op->kind == WH_KEYRING_STORE && op->was_refused)
    operation_store_without_prompt (op);
  else if (op->kind == WH_KEYRING_STORE)
    operation_store (op);
  else
    operation_search (op);
}
