/* wh-test-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-test-token-store.h"

struct _WhTestTokenStore
{
  GObject       parent_instance;

  WhTokenStore *memory;
  GPtrArray    *held; /* of #GTask: lookups that wait */
  int           lookup_error;
  int           store_error;
  int           remove_error;
  gboolean      hold;
  guint         n_lookups;
  guint         n_stored;
};

static void wh_test_token_store_iface_init (WhTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhTestTokenStore, wh_test_token_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WH_TYPE_TOKEN_STORE,
                                                      wh_test_token_store_iface_init))

enum
{
  SIGNAL_STORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What a lookup is about. */
typedef struct
{
  char       *connection_id;
  WhApiToken  which;
  gboolean    may_prompt;
} WhTestLookup;

static void
wh_test_lookup_free (WhTestLookup *lookup)
{
  g_free (lookup->connection_id);
  g_free (lookup);
}

static void
on_found_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *token = wh_token_store_lookup_finish (WH_TOKEN_STORE (source), result, &error);

  if (token != NULL)
    g_task_return_pointer (task, token, (GDestroyNotify) wh_token_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
look_up (GTask *task)
{
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (g_task_get_source_object (task));
  WhTestLookup *lookup = g_task_get_task_data (task);

  if (self->lookup_error != WH_TEST_TOKEN_STORE_WORKS)
    g_task_return_new_error (task, WH_TOKEN_ERROR, self->lookup_error,
                             "The keyring of this test does not work");
  else
    wh_token_store_lookup_async (self->memory, lookup->connection_id, lookup->which,
                                 lookup->may_prompt, g_task_get_cancellable (task), on_found_cb,
                                 g_object_ref (task));
}

static void
wh_test_token_store_lookup_async (WhTokenStore        *store,
                                  const char          *connection_id,
                                  WhApiToken           which,
                                  gboolean             may_prompt,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  WhTestLookup *lookup = g_new0 (WhTestLookup, 1);

  g_task_set_source_tag (task, wh_test_token_store_lookup_async);
  lookup->connection_id = g_strdup (connection_id);
  lookup->which = which;
  lookup->may_prompt = may_prompt;
  g_task_set_task_data (task, lookup, (GDestroyNotify) wh_test_lookup_free);
  self->n_lookups++;

  if (self->hold)
    g_ptr_array_add (self->held, g_steal_pointer (&task));
  else
    look_up (task);
}

static void
on_stored_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;

  if (wh_token_store_store_finish (WH_TOKEN_STORE (source), result, &error))
    {
      self->n_stored++;
      g_signal_emit (self, signals[SIGNAL_STORED], 0);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
wh_test_token_store_store_async (WhTokenStore        *store,
                                 const char          *connection_id,
                                 WhApiToken           which,
                                 const char          *label,
                                 const char          *token,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, wh_test_token_store_store_async);
  if (self->store_error != WH_TEST_TOKEN_STORE_WORKS)
    g_task_return_new_error (task, WH_TOKEN_ERROR, self->store_error,
                             "The keyring of this test does not work");
  else
    wh_token_store_store_async (self->memory, connection_id, which, label, token, cancellable,
                                on_stored_cb, g_object_ref (task));
}

static void
on_removed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (wh_token_store_remove_finish (WH_TOKEN_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
wh_test_token_store_remove_async (WhTokenStore        *store,
                                  const char          *connection_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, wh_test_token_store_remove_async);
  if (self->remove_error != WH_TEST_TOKEN_STORE_WORKS)
    g_task_return_new_error (task, WH_TOKEN_ERROR, self->remove_error,
                             "The keyring of this test does not work");
  else
    wh_token_store_remove_async (self->memory, connection_id, cancellable, on_removed_cb,
                                 g_object_ref (task));
}

static void
wh_test_token_store_iface_init (WhTokenStoreInterface *iface)
{
  iface->lookup_async = wh_test_token_store_lookup_async;
  iface->store_async = wh_test_token_store_store_async;
  iface->remove_async = wh_test_token_store_remove_async;
}

static void
wh_test_token_store_dispose (GObject *object)
{
  WhTestTokenStore *self = WH_TEST_TOKEN_STORE (object);

  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_object (&self->memory);

  G_OBJECT_CLASS (wh_test_token_store_parent_class)->dispose (object);
}

static void
wh_test_token_store_class_init (WhTestTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wh_test_token_store_dispose;

  signals[SIGNAL_STORED] = g_signal_new ("stored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wh_test_token_store_init (WhTestTokenStore *self)
{
  self->memory = wh_memory_token_store_new ();
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->lookup_error = WH_TEST_TOKEN_STORE_WORKS;
  self->store_error = WH_TEST_TOKEN_STORE_WORKS;
  self->remove_error = WH_TEST_TOKEN_STORE_WORKS;
}

/**
 * wh_test_token_store_new:
 *
 * Returns: (transfer full): a store that works
 */
WhTestTokenStore *
wh_test_token_store_new (void)
{
  return g_object_new (WH_TYPE_TEST_TOKEN_STORE, NULL);
}

/**
 * wh_test_token_store_set_lookup_error:
 * @self: a store
 * @code: how every lookup fails from now on
 */
void
wh_test_token_store_set_lookup_error (WhTestTokenStore *self,
                                      int               code)
{
  self->lookup_error = code;
}

/**
 * wh_test_token_store_set_store_error:
 * @self: a store
 * @code: how storing fails from now on
 */
void
wh_test_token_store_set_store_error (WhTestTokenStore *self,
                                     int               code)
{
  self->store_error = code;
}

/**
 * wh_test_token_store_set_remove_error:
 * @self: a store
 * @code: how removing fails from now on
 */
void
wh_test_token_store_set_remove_error (WhTestTokenStore *self,
                                      int               code)
{
  self->remove_error = code;
}

/**
 * wh_test_token_store_set_hold:
 * @self: a store
 * @hold: whether lookups wait
 */
void
wh_test_token_store_set_hold (WhTestTokenStore *self,
                              gboolean          hold)
{
  self->hold = hold;

  while (!hold && self->held->len > 0)
    {
      g_autoptr (GTask) task = g_ptr_array_steal_index (self->held, 0);

      look_up (task);
    }
}

/**
 * wh_test_token_store_get_n_lookups:
 * @self: a store
 *
 * Returns: how often it was asked for a token
 */
guint
wh_test_token_store_get_n_lookups (WhTestTokenStore *self)
{
  return self->n_lookups;
}

/**
 * wh_test_token_store_get_n_stored:
 * @self: a store
 *
 * Returns: how many tokens it has taken
 */
guint
wh_test_token_store_get_n_stored (WhTestTokenStore *self)
{
  return self->n_stored;
}
