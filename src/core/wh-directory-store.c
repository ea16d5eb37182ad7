/* wh-directory-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-private.h"

#include <string.h>

/* In the local store: one value with everybody who is known, written at most once a second, and
 * one for each history. */
#define USERS_NAME "users"
#define USERS_TYPE "a(sssux)" /* id, alias, email, state, read at */
#define HISTORY_PREFIX "history/"
#define HISTORY_TYPE "(xs)" /* read at, JSON */
#define SAVE_INTERVAL_US G_USEC_PER_SEC

/* Older than this, a history says little about an account. */
#define MAX_HISTORY_AGE_US (30 * G_TIME_SPAN_DAY)

/* Nobody who waits for the store keeps the directory alive. */
static GWeakRef *
weak_new (WhDirectory *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);

  return weak;
}

static WhDirectory *
weak_take (gpointer weak)
{
  WhDirectory *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return self;
}

static char *
dup_history_name (const char *id)
{
  return g_strconcat (HISTORY_PREFIX, id, NULL);
}

static char *
dup_or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

static void
on_saved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* What could not be kept is found again through customers and look-ups. */
  if (!wh_local_store_set_finish (WH_LOCAL_STORE (source), result, &error))
    g_debug ("Could not save what is known: %s", error->message);
}

static void
save (WhDirectory *self)
{
  GVariantBuilder builder;

  if (self->local == NULL || !self->changed || self->waiting != NULL)
    return;

  self->changed = FALSE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (USERS_TYPE));
  for (guint i = 0; i < self->users->len; i++)
    {
      WhDirectoryUser *user = g_ptr_array_index (self->users, i);

      g_variant_builder_add (&builder, "(sssux)", user->id,
                             user->alias != NULL ? user->alias : "",
                             user->email != NULL ? user->email : "",
                             (guint32) user->state, user->read_at);
    }
  wh_local_store_set_async (self->local, wh_connection_get_id (self->connection), USERS_NAME,
                            g_variant_builder_end (&builder), NULL, on_saved_cb, NULL);
}

static gboolean
on_save_due_cb (gpointer user_data)
{
  WhDirectory *self = user_data;

  g_clear_pointer (&self->save_source, g_source_unref);
  save (self);

  return G_SOURCE_REMOVE;
}

void
wh_directory_save_later (WhDirectory *self)
{
  self->changed = TRUE;
  if (self->local != NULL && self->save_source == NULL)
    self->save_source = wh_clock_add_timeout (self->clock, SAVE_INTERVAL_US, on_save_due_cb,
                                              self);
}

void
wh_directory_save_history (WhDirectory     *self,
                           WhDirectoryUser *user)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (self->local == NULL)
    return;

  name = dup_history_name (user->id);
  json = wh_history_to_json (user->history);
  text = g_strndup (g_bytes_get_data (json, &size), g_bytes_get_size (json));
  wh_local_store_set_async (self->local, wh_connection_get_id (self->connection), name,
                            g_variant_new (HISTORY_TYPE, user->read_at, text), NULL,
                            on_saved_cb, NULL);
}

void
wh_directory_drop_history (WhDirectory *self,
                           const char  *id)
{
  g_autofree char *name = dup_history_name (id);

  if (self->local != NULL)
    wh_local_store_remove_async (self->local, wh_connection_get_id (self->connection), name, NULL,
                                 NULL, NULL);
}

/* Writes what has changed at once. */
void
wh_directory_stop_saving (WhDirectory *self)
{
  if (self->save_source != NULL)
    g_source_destroy (self->save_source);
  g_clear_pointer (&self->save_source, g_source_unref);
  save (self);
}

/* What is remembered is there. */
void
wh_directory_end_waiting (WhDirectory *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  if (waiting == NULL)
    return;

  if (self->changed)
    wh_directory_save_later (self);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);
}

static void
restore_history (WhDirectory *self,
                 const char  *name,
                 GVariant    *value)
{
  const char *id = name + strlen (HISTORY_PREFIX);
  WhDirectoryUser *user = wh_directory_lookup (self, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *json;
  gint64 read_at, age;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (HISTORY_TYPE)))
    return;
  g_variant_get (value, "(x&s)", &read_at, &json);
  age = wh_directory_get_now (self) - read_at;
  if (user == NULL || age > MAX_HISTORY_AGE_US || age < -MAX_HISTORY_AGE_US)
    {
      wh_directory_drop_history (self, id);
      return;
    }
  if (user->history != NULL)
    return;

  bytes = g_bytes_new (json, strlen (json));
  user->history = wh_history_new_from_json (bytes, &error);
  if (user->history == NULL)
    g_debug ("A history that was kept could not be read: %s", error->message);
  else
    wh_directory_user_changed (self, user);
}

static void
on_histories_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (WhDirectory) self = weak_take (user_data);
  g_autoptr (GVariant) values = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  values = wh_local_store_list_finish (WH_LOCAL_STORE (source), result, NULL);
  if (self == NULL || self->waiting == NULL)
    return;

  if (values != NULL)
    {
      g_variant_iter_init (&iter, values);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        restore_history (self, name, value);
    }
  wh_directory_end_waiting (self);
}

static void
restore_users (WhDirectory *self,
               GVariant    *values)
{
  GVariantIter iter;
  const char *id, *alias, *email;
  guint32 state;
  gint64 read_at;

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "(&s&s&sux)", &id, &alias, &email, &state, &read_at))
    {
      WhDirectoryUser *user;

      /* Who became known meanwhile is known better. */
      if (*id == '\0' || wh_directory_lookup (self, id) != NULL)
        continue;

      user = wh_directory_ensure (self, id);
      user->alias = dup_or_null (alias);
      user->email = dup_or_null (email);
      user->state = state > WH_USER_UNKNOWN && state <= WH_USER_GONE ? (WhUserState) state
                                                                     : WH_USER_UNREAD;
      user->read_at = read_at;
      wh_directory_user_changed (self, user);
    }
}

static void
on_users_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (WhDirectory) self = weak_take (user_data);
  g_autoptr (GVariant) values = NULL;

  values = wh_local_store_get_finish (WH_LOCAL_STORE (source), result, NULL);
  if (self == NULL || self->waiting == NULL)
    return;

  if (values != NULL && g_variant_is_of_type (values, G_VARIANT_TYPE (USERS_TYPE)))
    restore_users (self, values);
  wh_local_store_list_async (self->local, wh_connection_get_id (self->connection),
                             HISTORY_PREFIX, NULL, on_histories_cb, weak_new (self));
}

/* Reads what is remembered; who waits for it is told in any case. */
void
wh_directory_restore (WhDirectory *self)
{
  if (self->local == NULL)
    return;

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  wh_local_store_get_async (self->local, wh_connection_get_id (self->connection), USERS_NAME,
                            NULL, on_users_cb, weak_new (self));
}
