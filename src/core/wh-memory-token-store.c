/* wh-memory-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-token-store.h"

/* Tokens that are forgotten when the program ends. */

#define WH_TYPE_MEMORY_TOKEN_STORE (wh_memory_token_store_get_type ())
G_DECLARE_FINAL_TYPE (WhMemoryTokenStore, wh_memory_token_store, WH, MEMORY_TOKEN_STORE, GObject)

struct _WhMemoryTokenStore
{
  GObject parent_instance;

  GHashTable *tokens[WH_API_N_TOKENS]; /* connection id → token */
};

static void wh_memory_token_store_iface_init (WhTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhMemoryTokenStore, wh_memory_token_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WH_TYPE_TOKEN_STORE,
                                                      wh_memory_token_store_iface_init))

static void
wh_memory_token_store_lookup_async (WhTokenStore        *store,
                                    const char          *connection_id,
                                    WhApiToken           which,
                                    gboolean             may_prompt,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  WhMemoryTokenStore *self = WH_MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  const char *token;
  char *copy;

  g_task_set_source_tag (task, wh_memory_token_store_lookup_async);
  token = g_hash_table_lookup (self->tokens[which], connection_id);
  if (token == NULL)
    g_task_return_new_error (task, WH_TOKEN_ERROR, WH_TOKEN_ERROR_ABSENT, "There is no token");
  else if ((copy = wh_token_check (token, &error)) != NULL)
    g_task_return_pointer (task, copy, (GDestroyNotify) wh_token_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
wh_memory_token_store_store_async (WhTokenStore        *store,
                                   const char          *connection_id,
                                   WhApiToken           which,
                                   const char          *label,
                                   const char          *token,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  WhMemoryTokenStore *self = WH_MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  char *copy;

  g_task_set_source_tag (task, wh_memory_token_store_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  copy = wh_token_check (token, &error);
  if (copy == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_hash_table_insert (self->tokens[which], g_strdup (connection_id), copy);
  g_task_return_boolean (task, TRUE);
}

static void
wh_memory_token_store_remove_async (WhTokenStore        *store,
                                    const char          *connection_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  WhMemoryTokenStore *self = WH_MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, wh_memory_token_store_remove_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    g_hash_table_remove (self->tokens[i], connection_id);
  g_task_return_boolean (task, TRUE);
}

static void
wh_memory_token_store_iface_init (WhTokenStoreInterface *iface)
{
  iface->lookup_async = wh_memory_token_store_lookup_async;
  iface->store_async = wh_memory_token_store_store_async;
  iface->remove_async = wh_memory_token_store_remove_async;
}

static void
wh_memory_token_store_finalize (GObject *object)
{
  WhMemoryTokenStore *self = WH_MEMORY_TOKEN_STORE (object);

  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    g_clear_pointer (&self->tokens[i], g_hash_table_unref);

  G_OBJECT_CLASS (wh_memory_token_store_parent_class)->finalize (object);
}

static void
wh_memory_token_store_class_init (WhMemoryTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wh_memory_token_store_finalize;
}

static void
wh_memory_token_store_init (WhMemoryTokenStore *self)
{
  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    self->tokens[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) wh_token_free);
}

/**
 * wh_memory_token_store_new:
 *
 * Returns: (transfer full): a store that forgets everything with the program
 */
WhTokenStore *
wh_memory_token_store_new (void)
{
  return g_object_new (WH_TYPE_MEMORY_TOKEN_STORE, NULL);
}
