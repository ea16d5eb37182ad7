/* wh-directory.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-private.h"

#include <string.h>

enum
{
  SIGNAL_USER_CHANGED,
  SIGNAL_USER_FORGOTTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WhDirectory, wh_directory, G_TYPE_OBJECT)

static void
user_free (gpointer data)
{
  WhDirectoryUser *user = data;

  g_free (user->id);
  g_free (user->alias);
  g_free (user->email);
  g_clear_object (&user->history);
  g_free (user);
}

static void
wh_directory_dispose (GObject *object)
{
  WhDirectory *self = WH_DIRECTORY (object);

  wh_directory_close (self, FALSE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plans);
  g_clear_object (&self->local);
  g_clear_object (&self->clock);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (wh_directory_parent_class)->dispose (object);
}

static void
wh_directory_finalize (GObject *object)
{
  WhDirectory *self = WH_DIRECTORY (object);

  g_clear_pointer (&self->due, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_directory_parent_class)->finalize (object);
}

static void
wh_directory_class_init (WhDirectoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_directory_dispose;
  object_class->finalize = wh_directory_finalize;

  signals[SIGNAL_USER_CHANGED] =
    g_signal_new ("user-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_USER_FORGOTTEN] =
    g_signal_new ("user-forgotten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wh_directory_init (WhDirectory *self)
{
  self->cancellable = g_cancellable_new ();
  self->users = g_ptr_array_new_with_free_func (user_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

WhDirectoryUser *
wh_directory_lookup (WhDirectory *self,
                     const char  *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/* Somebody who may have become known just now; nobody is told yet. */
WhDirectoryUser *
wh_directory_ensure (WhDirectory *self,
                     const char  *id)
{
  WhDirectoryUser *user = wh_directory_lookup (self, id);

  if (user != NULL)
    return user;

  user = g_new0 (WhDirectoryUser, 1);
  user->id = g_strdup (id);
  user->state = WH_USER_UNREAD;
  g_ptr_array_add (self->users, user);
  g_hash_table_insert (self->by_id, user->id, user);

  return user;
}

void
wh_directory_user_changed (WhDirectory     *self,
                           WhDirectoryUser *user)
{
  /* Handlers may forget the user. */
  g_autofree char *id = g_strdup (user->id);

  g_signal_emit (self, signals[SIGNAL_USER_CHANGED], 0, id);
}

/* A customer says whose address it is, and whether something happened since it was read. */
static void
add_customer (WhDirectory *self,
              WhRecord    *customer,
              int          email_field,
              int          updated_field)
{
  const char *id = wh_record_get_key (customer);
  const char *email = wh_record_get_text (customer, email_field);
  WhDirectoryUser *user = wh_directory_lookup (self, id);
  gboolean changed = user == NULL;
  gint64 updated;

  user = wh_directory_ensure (self, id);
  if (user->history == NULL && email != NULL && g_strcmp0 (user->email, email) != 0)
    {
      g_free (user->email);
      user->email = g_strdup (email);
      changed = TRUE;
    }
  if (user->read_at != 0 && wh_record_get_number (customer, updated_field, &updated) &&
      updated > user->read_at)
    {
      user->read_at = 0;
      changed = TRUE;
    }
  if (!changed)
    return;

  wh_directory_save_later (self);
  wh_directory_user_changed (self, user);
}

static void
on_customers_changed_cb (WhDirectory *self,
                         guint        position,
                         guint        n_removed,
                         guint        n_added,
                         GListModel  *customers)
{
  const WhResource *resource = wh_resources_find ("customer");
  int email_field = wh_resource_find_field (resource, "email");
  int updated_field = wh_resource_find_field (resource, "updated_on");

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (WhRecord) customer = g_list_model_get_item (customers, i);

      if (customer != NULL && g_str_has_prefix (wh_record_get_key (customer), WH_USER_PREFIX))
        add_customer (self, customer, email_field, updated_field);
    }
}

/**
 * wh_directory_new:
 * @connection: an account
 * @local: (nullable): where it is remembered; %NULL for as long as the program runs
 * @clock: where time comes from
 *
 * Begins to read what is remembered.
 *
 * Returns: (transfer full): what is known of the account
 */
WhDirectory *
wh_directory_new (WhConnection *connection,
                  WhLocalStore *local,
                  WhClock      *clock)
{
  WhDirectory *self;

  g_return_val_if_fail (WH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (WH_IS_CLOCK (clock), NULL);

  self = g_object_new (WH_TYPE_DIRECTORY, NULL);
  self->connection = g_object_ref (connection);
  g_set_object (&self->local, local);
  self->clock = g_object_ref (clock);
  wh_directory_restore (self);
  wh_directory_follow (self);

  return self;
}

/**
 * wh_directory_get_connection:
 * @self: a directory
 *
 * Returns: (transfer none): the account that it is of
 */
WhConnection *
wh_directory_get_connection (WhDirectory *self)
{
  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);

  return self->connection;
}

/**
 * wh_directory_get_now:
 * @self: a directory
 *
 * Returns: microseconds since the epoch: the moment that rows are made for
 */
gint64
wh_directory_get_now (WhDirectory *self)
{
  g_return_val_if_fail (WH_IS_DIRECTORY (self), 0);

  return wh_clock_get_real (self->clock);
}

/**
 * wh_directory_load_async:
 * @self: a directory
 * @cancellable: (nullable): gives up waiting
 * @callback: called when what is remembered is there
 * @user_data: for @callback
 */
void
wh_directory_load_async (WhDirectory         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_DIRECTORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_directory_load_async);
  if (self->waiting != NULL)
    g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * wh_directory_load_finish:
 * @self: a directory
 * @result: what the callback got
 * @error: return location; only %G_IO_ERROR_CANCELLED: what cannot be read is not remembered
 *
 * Returns: whether it is there
 */
gboolean
wh_directory_load_finish (WhDirectory   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * wh_directory_dup_users:
 * @self: a directory
 *
 * Returns: (transfer full): the IDs of all known users, in the order in which they became known
 */
char **
wh_directory_dup_users (WhDirectory *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);

  for (guint i = 0; i < self->users->len; i++)
    {
      WhDirectoryUser *user = g_ptr_array_index (self->users, i);

      g_strv_builder_add (ids, user->id);
    }

  return g_strv_builder_end (ids);
}

/**
 * wh_directory_find_user:
 * @self: a directory
 * @id_or_alias: of a user
 *
 * Returns: (transfer none) (nullable): the ID of the user that is known by it
 */
const char *
wh_directory_find_user (WhDirectory *self,
                        const char  *id_or_alias)
{
  WhDirectoryUser *user;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id_or_alias != NULL, NULL);

  user = wh_directory_lookup (self, id_or_alias);
  for (guint i = 0; user == NULL && i < self->users->len; i++)
    {
      WhDirectoryUser *other = g_ptr_array_index (self->users, i);

      if (g_strcmp0 (other->alias, id_or_alias) == 0)
        user = other;
    }

  return user != NULL ? user->id : NULL;
}

/**
 * wh_directory_find_owner:
 * @self: a directory
 * @subscription: ID or alias of a subscription
 *
 * Returns: (transfer none) (nullable): the ID of the user in whose history it is
 */
const char *
wh_directory_find_owner (WhDirectory *self,
                         const char  *subscription)
{
  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (subscription != NULL, NULL);

  for (guint i = 0; i < self->users->len; i++)
    {
      WhDirectoryUser *user = g_ptr_array_index (self->users, i);

      if (user->history != NULL &&
          wh_history_find_subscription (user->history, subscription) != WH_HISTORY_NONE)
        return user->id;
    }

  return NULL;
}

/**
 * wh_directory_get_state:
 * @self: a directory
 * @user_id: ID of a user
 *
 * Returns: whether the user is known, and what the API said last
 */
WhUserState
wh_directory_get_state (WhDirectory *self,
                        const char  *user_id)
{
  WhDirectoryUser *user;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), WH_USER_UNKNOWN);
  g_return_val_if_fail (user_id != NULL, WH_USER_UNKNOWN);

  user = wh_directory_lookup (self, user_id);

  return user != NULL ? user->state : WH_USER_UNKNOWN;
}

/**
 * wh_directory_get_history:
 * @self: a directory
 * @user_id: ID of a user
 * @read_at: (out) (optional): microseconds since the epoch; 0 where it is out of date
 *
 * Returns: (transfer none) (nullable): the history as it was read last
 */
WhHistory *
wh_directory_get_history (WhDirectory *self,
                          const char  *user_id,
                          gint64      *read_at)
{
  WhDirectoryUser *user;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  user = wh_directory_lookup (self, user_id);
  if (read_at != NULL)
    *read_at = user != NULL ? user->read_at : 0;

  return user != NULL ? user->history : NULL;
}

/**
 * wh_directory_dup_subscription_rows:
 * @self: a directory
 * @user_id: ID of a user
 *
 * Returns: (transfer full) (element-type WhRecord): one row for each of the user's subscriptions
 *   as it is now; none where the user is gone or was not read
 */
GPtrArray *
wh_directory_dup_subscription_rows (WhDirectory *self,
                                    const char  *user_id)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  WhDirectoryUser *user;
  gint64 now;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), rows);
  g_return_val_if_fail (user_id != NULL, rows);

  user = wh_directory_lookup (self, user_id);
  if (user == NULL || user->history == NULL || user->state == WH_USER_GONE)
    return rows;

  now = wh_directory_get_now (self);
  for (guint i = 0; i < wh_history_get_n_subscriptions (user->history); i++)
    g_ptr_array_add (rows, wh_history_dup_row (user->history, i, now));

  return rows;
}

static guint
count_in (WhHistory  *history,
          const char *plan_id,
          gint64      now)
{
  int plan = wh_resource_find_field (wh_resources_find ("subscription"), "plan_id");
  guint n_uses = 0;

  for (guint i = 0; i < wh_history_get_n_subscriptions (history); i++)
    {
      int state = wh_history_find_state (history, i, now);
      WhRecord *event = wh_history_get_event (history, i, (guint) MAX (state, 0));

      n_uses += !wh_history_is_churned (history, i, now) &&
                g_strcmp0 (wh_record_get_text (event, plan), plan_id) == 0;
    }

  return n_uses;
}

/**
 * wh_directory_dup_row:
 * @self: what is known of an account
 * @resource: users or subscriptions; of others nothing is known
 * @key: which one
 *
 * Returns: (transfer full) (nullable): its row, as it was read last
 */
WhRecord *
wh_directory_dup_row (WhDirectory      *self,
                      const WhResource *resource,
                      const char       *key)
{
  const char *owner;
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (resource != NULL && key != NULL, NULL);

  if (strcmp (resource->id, "user") == 0)
    return wh_directory_dup_user_row (self, key);

  owner = strcmp (resource->id, "subscription") == 0 ? wh_directory_find_owner (self, key) : NULL;
  if (owner == NULL)
    return NULL;

  rows = wh_directory_dup_subscription_rows (self, owner);
  for (guint i = 0; i < rows->len; i++)
    if (strcmp (wh_record_get_key (g_ptr_array_index (rows, i)), key) == 0)
      return g_object_ref (g_ptr_array_index (rows, i));

  return NULL;
}

/**
 * wh_directory_count_uses:
 * @self: a directory
 * @plan_id: ID of a plan
 *
 * Returns: how many of the known subscriptions are on the plan, or will begin on it, and have not
 *   churned
 */
guint
wh_directory_count_uses (WhDirectory *self,
                         const char  *plan_id)
{
  guint n_uses = 0;
  gint64 now;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), 0);
  g_return_val_if_fail (plan_id != NULL, 0);

  now = wh_directory_get_now (self);
  for (guint i = 0; i < self->users->len; i++)
    {
      WhDirectoryUser *user = g_ptr_array_index (self->users, i);

      if (user->history != NULL && user->state != WH_USER_GONE)
        n_uses += count_in (user->history, plan_id, now);
    }

  return n_uses;
}

/**
 * wh_directory_watch:
 * @self: a directory
 * @customers: (element-type WhRecord): a list of customers that loads
 *
 * Who is in the list, and who comes, becomes known where it is a user that was added by hand.
 */
void
wh_directory_watch (WhDirectory *self,
                    GListModel  *customers)
{
  g_return_if_fail (WH_IS_DIRECTORY (self));
  g_return_if_fail (G_IS_LIST_MODEL (customers));

  g_signal_connect_object (customers, "items-changed", G_CALLBACK (on_customers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_customers_changed_cb (self, 0, 0, g_list_model_get_n_items (customers), customers);
}

/**
 * wh_directory_forget:
 * @self: a directory
 * @user_id: ID of a user that was deleted
 *
 * A reading of that user that is under way makes it known again, if it succeeds.
 */
void
wh_directory_forget (WhDirectory *self,
                     const char  *user_id)
{
  WhDirectoryUser *user;
  g_autofree char *id = NULL;

  g_return_if_fail (WH_IS_DIRECTORY (self));
  g_return_if_fail (user_id != NULL);

  user = wh_directory_lookup (self, user_id);
  if (user == NULL)
    return;

  id = g_strdup (user_id);
  wh_directory_drop_history (self, id);
  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove (self->users, user);
  wh_directory_save_later (self);
  g_signal_emit (self, signals[SIGNAL_USER_FORGOTTEN], 0, id);
}

/**
 * wh_directory_get_plans:
 * @self: a directory
 *
 * Returns: (transfer none): the plans that were added by hand; loaded when they are first asked
 *   for, and after a change
 */
WhCollection *
wh_directory_get_plans (WhDirectory *self)
{
  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);

  if (self->plans == NULL)
    {
      self->plans = wh_collection_new (wh_connection_get_client (self->connection),
                                       wh_resources_find ("plan"));
      wh_collection_load (self->plans);
    }

  return self->plans;
}

/**
 * wh_directory_close:
 * @self: a directory
 * @forget: whether the connection was removed, and nothing of it is to be written any more
 *
 * Writes what has to be remembered, and ends what nobody in particular asked for.
 */
void
wh_directory_close (WhDirectory *self,
                    gboolean     forget)
{
  g_return_if_fail (WH_IS_DIRECTORY (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->due_id, g_source_remove);
  if (forget)
    g_clear_object (&self->local);
  wh_directory_end_waiting (self);
  wh_directory_stop_saving (self);
  if (self->plans != NULL)
    wh_collection_stop (self->plans);
}
