/* wh-directory-reader.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-directory-private.h"
#include "wh-service.h"

#include <string.h>

static const char *const state_names[] = {
  [WH_USER_UNREAD] = "unread",
  [WH_USER_FOUND] = "found",
  [WH_USER_GONE] = "gone",
};

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_string_append_printf (json, "%s\"%s\":", json->len > 1 ? "," : "", name);
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (json, "\\%c", *p);
      else if ((guchar) *p < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

/* The API has no object for a user (§0.3), so a row is written as one. */
static WhJsonDocument *
write_user (WhDirectoryUser *user)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GBytes) bytes = NULL;

  append_member (json, "user_id", user->id);
  append_member (json, "user_alias", user->alias);
  append_member (json, "email", user->email);
  g_string_append_c (json, '}');
  bytes = g_bytes_new (json->str, json->len);

  return wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, NULL);
}

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* Amounts in different currencies have no sum. */
static void
set_revenue (WhDirectoryUser *user,
             gint64           now,
             char           **texts,
             const WhResource *resource)
{
  g_auto (GStrv) currencies = NULL;
  gint64 mrr;

  if (user->history == NULL)
    return;

  texts[wh_resource_find_field (resource, "n_subscriptions")] =
    dup_number (wh_history_get_n_subscriptions (user->history));
  currencies = wh_history_dup_currencies (user->history);
  if (g_strv_length (currencies) > 1 ||
      !wh_history_get_total_mrr (user->history, NULL, now, &mrr))
    return;

  texts[wh_resource_find_field (resource, "mrr")] = dup_number (mrr);
  texts[wh_resource_find_field (resource, "currency")] = g_strdup (currencies[0]);
}

/**
 * wh_directory_dup_user_row:
 * @self: a directory
 * @user_id: ID of a user
 *
 * MRR and currency are those of now, where all subscriptions have the same currency.
 *
 * Returns: (transfer full) (nullable): what is known of the user; %NULL where it is not
 */
WhRecord *
wh_directory_dup_user_row (WhDirectory *self,
                           const char  *user_id)
{
  const WhResource *resource = wh_resources_find ("user");
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhDirectoryUser *user;
  WhRecord *row;
  char **texts;

  g_return_val_if_fail (WH_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  user = wh_directory_lookup (self, user_id);
  document = user != NULL ? write_user (user) : NULL;
  if (document == NULL)
    return NULL;

  texts = g_new0 (char *, resource->n_fields);
  texts[wh_resource_find_field (resource, "known")] = g_strdup (state_names[user->state]);
  if (user->read_at > 0)
    texts[wh_resource_find_field (resource, "read_on")] =
      dup_number (user->read_at / G_USEC_PER_SEC);
  set_revenue (user, wh_directory_get_now (self), texts, resource);

  row = wh_record_new_with_texts (resource, wh_json_document_get_root (document),
                                  (const char *const *) texts, &error);
  for (guint i = 0; i < resource->n_fields; i++)
    g_free (texts[i]);
  g_free (texts);

  return row;
}

static void
set_text (char       **place,
          const char  *text)
{
  if (text == NULL || g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
}

/* Returns whose history it is. */
static const char *
take_history (WhDirectory *self,
              const char  *asked,
              WhHistory   *history)
{
  const char *id = wh_history_get_user_id (history);
  WhDirectoryUser *user;

  /* An answer without events does not say who it is about. */
  if (id == NULL)
    id = wh_directory_find_user (self, asked);
  if (id == NULL)
    id = asked;

  user = wh_directory_ensure (self, id);
  g_set_object (&user->history, history);
  set_text (&user->alias, wh_history_get_user_alias (history));
  set_text (&user->email, wh_history_get_email (history));
  user->state = WH_USER_FOUND;
  user->read_at = wh_directory_get_now (self);
  wh_directory_save_history (self, user);
  wh_directory_save_later (self);
  wh_directory_user_changed (self, user);

  return id;
}

static void
mark_gone (WhDirectory *self,
           const char  *asked)
{
  const char *id = wh_directory_find_user (self, asked);
  WhDirectoryUser *user = id != NULL ? wh_directory_lookup (self, id) : NULL;

  if (user == NULL)
    return;

  user->state = WH_USER_GONE;
  user->read_at = wh_directory_get_now (self);
  g_clear_object (&user->history);
  wh_directory_drop_history (self, user->id);
  wh_directory_save_later (self);
  wh_directory_user_changed (self, user);
}

static void
on_events_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhDirectory *self = g_task_get_source_object (task);
  const char *asked = g_task_get_task_data (task);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (WhHistory) history = NULL;
  GError *error = NULL;

  events = wh_service_list_finish (WH_API_CLIENT (source), result, &error);
  if (events == NULL)
    {
      if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND))
        mark_gone (self, asked);
      g_task_return_error (task, error);
      return;
    }

  history = wh_history_new (events);
  take_history (self, asked, history);
  g_task_return_pointer (task, g_steal_pointer (&history), g_object_unref);
}

static gboolean
is_fresh (WhDirectory     *self,
          WhDirectoryUser *user,
          gint64           max_age)
{
  gint64 age;

  if (user == NULL || user->history == NULL)
    return FALSE;
  if (max_age == WH_DIRECTORY_ANY_AGE)
    return TRUE;

  /* The clock may have been set back. */
  age = wh_directory_get_now (self) - user->read_at;

  return user->read_at > 0 && age >= 0 && age < max_age;
}

/* As wh_directory_read_async(). Returns what is being sent, or %NULL where nothing is. */
WhApiRequest *
wh_directory_start_reading (WhDirectory         *self,
                            const char          *id_or_alias,
                            gint64               max_age,
                            WhApiPriority        priority,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (WhDraft) draft = NULL;
  g_autoptr (WhApiRequest) request = NULL;
  GError *error = NULL;
  const char *id;

  g_task_set_source_tag (task, wh_directory_read_async);
  g_task_set_task_data (task, g_strdup (id_or_alias), g_free);
  if (g_task_return_error_if_cancelled (task))
    return NULL;

  id = wh_directory_find_user (self, id_or_alias);
  if (id != NULL && is_fresh (self, wh_directory_lookup (self, id), max_age))
    {
      g_task_return_pointer (task, g_object_ref (wh_directory_lookup (self, id)->history),
                             g_object_unref);
      return NULL;
    }

  draft = wh_draft_new (wh_operations_find ("get-user"));
  wh_draft_set_text (draft, "user_id", id_or_alias);
  request = wh_draft_to_request (draft, &error);
  if (request == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }

  wh_api_request_set_priority (request, priority);
  wh_service_list_async (wh_connection_get_client (self->connection), request,
                         wh_resources_find ("subscription"), cancellable, on_events_cb,
                         g_steal_pointer (&task));

  return g_steal_pointer (&request);
}

/**
 * wh_directory_read_async:
 * @self: a directory
 * @id_or_alias: of a user, known or not
 * @max_age: microseconds; what was read not longer ago will do. 0 to ask in any case
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Who is found becomes known.
 */
void
wh_directory_read_async (WhDirectory         *self,
                         const char          *id_or_alias,
                         gint64               max_age,
                         WhApiPriority        priority,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (WhApiRequest) request = NULL;

  g_return_if_fail (WH_IS_DIRECTORY (self));
  g_return_if_fail (id_or_alias != NULL);

  request = wh_directory_start_reading (self, id_or_alias, max_age, priority, cancellable,
                                        callback, user_data);
}

/**
 * wh_directory_read_finish:
 * @self: a directory
 * @result: what the callback got
 * @error: return location; %WH_API_ERROR_NOT_FOUND where there is no such user
 *
 * Returns: (transfer full) (nullable): the user's history, or %NULL with @error set
 */
WhHistory *
wh_directory_read_finish (WhDirectory   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_directory_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_reread_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  history = wh_directory_read_finish (WH_DIRECTORY (source), result, &error);
  if (history == NULL)
    g_debug ("Could not read a user again after a change: %s", error->message);
}

/* A person who has changed something looks at it. */
static gboolean
on_rereading_due_cb (gpointer user_data)
{
  WhDirectory *self = user_data;
  g_autoptr (GHashTable) due = g_steal_pointer (&self->due);
  GHashTableIter iter;
  gpointer id;

  self->due_id = 0;
  self->due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, due);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    wh_directory_read_async (self, id, 0, WH_API_PRIORITY_LIST, self->cancellable, on_reread_cb,
                             NULL);

  return G_SOURCE_REMOVE;
}

/* One change is often said of a subscription and of its user, who is read once. */
static void
reread_soon (WhDirectory *self,
             const char  *id)
{
  WhDirectoryUser *user = wh_directory_lookup (self, id);

  if (user != NULL)
    user->read_at = 0;
  g_hash_table_add (self->due, g_strdup (id));
  if (self->due_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->due_id = g_idle_add (on_rereading_due_cb, self);
}

static void
on_user_changed (WhDirectory *self,
                 const char  *key,
                 gboolean     removed)
{
  const char *id = wh_directory_find_user (self, key);

  if (id != NULL && removed)
    wh_directory_forget (self, id);
  else if (id != NULL)
    reread_soon (self, id);
  else if (!removed && g_str_has_prefix (key, WH_USER_PREFIX))
    reread_soon (self, key);
}

static void
expire_all (WhDirectory *self)
{
  for (guint i = 0; i < self->users->len; i++)
    ((WhDirectoryUser *) g_ptr_array_index (self->users, i))->read_at = 0;
  wh_directory_save_later (self);
}

static void
on_record_changed_cb (WhDirectory *self,
                      const char  *resource,
                      const char  *key,
                      gboolean     removed)
{
  gboolean is_user = strcmp (resource, "user") == 0;
  gboolean is_subscription = strcmp (resource, "subscription") == 0;
  const char *owner;

  if (strcmp (resource, "plan") == 0 && self->plans != NULL)
    wh_collection_load (self->plans);
  else if ((is_user || is_subscription) && key == NULL)
    expire_all (self);
  else if (is_user)
    on_user_changed (self, key, removed);
  else if (is_subscription && (owner = wh_directory_find_owner (self, key)) != NULL)
    reread_soon (self, owner);
}

/* Reads again what was changed through the connection. */
void
wh_directory_follow (WhDirectory *self)
{
  g_signal_connect_object (self->connection, "record-changed", G_CALLBACK (on_record_changed_cb),
                           self, G_CONNECT_SWAPPED);
}
