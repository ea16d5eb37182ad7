/* wh-resource-page-record.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-resource-page-private.h"

/* How long a record stays selected before it is read again, so that walking through the list
 * with the arrow keys does not ask for each one on the way. */
#define REREAD_DELAY_MS 400

void
wh_resource_page_cancel_reread (WhResourcePage *self)
{
  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_cancellable_cancel (self->reread);
  g_clear_object (&self->reread);
  wh_record_view_set_loading (self->record_view, FALSE);
}

static void
set_key (WhResourcePage *self,
         const char     *key)
{
  if (g_strcmp0 (self->key, key) == 0)
    return;

  g_free (self->key);
  self->key = g_strdup (key);
  g_signal_emit_by_name (self, "place-changed", key);
}

static void
show_records (WhResourcePage *self,
              GPtrArray      *records)
{
  WhRecord *record = records->len == 1 ? g_ptr_array_index (records, 0) : NULL;

  wh_record_view_set_records (self->record_view, records);
  wh_record_view_set_error (self->record_view, NULL);
  set_key (self, record != NULL ? wh_record_get_key (record) : NULL);
}

static void
show_record (WhResourcePage *self,
             WhRecord       *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, record);
  show_records (self, records);
}

/* Nothing is looked at any more. */
void
wh_resource_page_forget_record (WhResourcePage *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  wh_resource_page_cancel_reread (self);
  show_records (self, none);
}

static void
reselect (WhResourcePage *self,
          gboolean        reveal)
{
  g_clear_handle_id (&self->reselect_id, g_source_remove);
  if (self->key == NULL)
    return;

  self->updating = TRUE;
  wh_list_view_select_key (self->list_view, self->key, reveal);
  self->updating = FALSE;
}

static void
on_reselect_cb (gpointer user_data)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (user_data);

  self->reselect_id = 0;
  reselect (self, FALSE);
}

static void
on_record_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (WhResourcePage) self = user_data;
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  record = wh_collection_read_finish (WH_COLLECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  wh_record_view_set_loading (self->record_view, FALSE);
  /* A refused token is said once, by the window. */
  if (!g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED))
    wh_record_view_set_error (self->record_view, error);
  if (record == NULL)
    return;

  show_record (self, record);
  /* Replacing a row took it out of the selection; it is still the one that is looked at. */
  reselect (self, FALSE);
}

void
wh_resource_page_reread (WhResourcePage *self)
{
  wh_resource_page_cancel_reread (self);
  if (self->key == NULL || !wh_collection_can_read (self->collection) ||
      wh_connection_get_token_state (self->connection) == WH_TOKEN_STATE_REJECTED)
    return;

  self->reread = g_cancellable_new ();
  wh_record_view_set_loading (self->record_view, TRUE);
  wh_collection_read_async (self->collection, self->key, WH_API_PRIORITY_INTERACTIVE,
                            self->reread, on_record_read_cb, g_object_ref (self));
}

static gboolean
on_reread_due (gpointer user_data)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (user_data);

  self->reread_id = 0;
  wh_resource_page_reread (self);

  return G_SOURCE_REMOVE;
}

/* A row that was read again is another object, which takes it out of the selection; it is still
 * the one that is looked at. It cannot be selected while the model says what changed. */
static gboolean
follow_replaced (WhResourcePage *self)
{
  WhRecord *shown = wh_record_view_get_record (self->record_view);
  WhRecord *record = self->key != NULL ? wh_collection_find (self->collection, self->key) : NULL;

  if (shown == NULL || record == NULL || record == shown)
    return FALSE;

  show_record (self, record);
  if (self->reselect_id == 0)
    self->reselect_id = g_idle_add_once (on_reselect_cb, self);

  return TRUE;
}

static void
on_selection_changed_cb (WhResourcePage *self)
{
  g_autoptr (GPtrArray) records = NULL;

  if (self->updating)
    return;

  records = wh_list_view_dup_selected (self->list_view);
  if (records->len == 0 && follow_replaced (self))
    return;

  /* A row that a refresh took away stays in the detail until another one is chosen. */
  if (records->len == 0 && wh_record_view_get_record (self->record_view) != NULL &&
      wh_collection_is_loading (self->collection))
    return;

  wh_resource_page_cancel_reread (self);
  show_records (self, records);
  if (records->len == 1)
    self->reread_id = g_timeout_add (REREAD_DELAY_MS, on_reread_due, self);
}

static void
on_record_activated_cb (WhResourcePage *self,
                        WhRecord       *record)
{
  if (wh_record_view_get_record (self->record_view) != record)
    {
      /* What is under way is about another record. */
      wh_resource_page_cancel_reread (self);
      show_record (self, record);
    }

  wh_split_set_show_end (self->split, TRUE);
  wh_record_view_focus_content (self->record_view);
}

static void
on_row_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  /* The row is in its place by now. Where it could not be read, it stays as it was: the next
   * refresh knows. */
  record = wh_collection_read_finish (WH_COLLECTION (source), result, &error);
  if (record == NULL)
    g_debug ("Changed record not read: %s", error->message);
}

/* Something was changed, here or in another window. Only what is loaded is read again. */
static void
on_record_changed_cb (WhResourcePage *self,
                      const char     *resource,
                      const char     *key,
                      gboolean        removed)
{
  if (!g_str_equal (resource, self->resource->id) ||
      wh_collection_get_state (self->collection) == WH_COLLECTION_IDLE)
    return;

  if (removed && key != NULL)
    {
      if (g_strcmp0 (self->key, key) == 0)
        wh_resource_page_forget_record (self);
      wh_collection_remove (self->collection, key);
    }
  else if (wh_collection_follows_changes (self->collection))
    {
      return;
    }
  else if (key == NULL)
    {
      wh_collection_load (self->collection);
      wh_resource_page_reread (self);
    }
  else if (g_strcmp0 (self->key, key) == 0)
    {
      wh_resource_page_reread (self);
    }
  else if (wh_collection_find (self->collection, key) != NULL &&
           wh_collection_can_read (self->collection))
    {
      wh_collection_read_async (self->collection, key, WH_API_PRIORITY_BACKGROUND, NULL,
                                on_row_read_cb, NULL);
    }
}

static gboolean
is_selected (WhResourcePage *self,
             const char     *key)
{
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self->list_view);

  return records->len == 1 &&
         g_str_equal (wh_record_get_key (g_ptr_array_index (records, 0)), key);
}

static void
on_rows_changed_cb (WhResourcePage *self)
{
  wh_record_view_set_choice (self->record_view, wh_resource_page_has_records (self));
}

/* After a refresh the row that is looked at is another object at another place. One that is
 * still selected is left alone, so that the list does not jump back to it. */
static void
on_collection_state_changed_cb (WhResourcePage *self)
{
  WhRecord *record = wh_record_view_get_record (self->record_view);

  if (record == NULL || wh_collection_is_loading (self->collection) ||
      is_selected (self, wh_record_get_key (record)))
    return;

  reselect (self, TRUE);
}

/**
 * wh_resource_page_get_key:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the key of the record that is looked at, if it is exactly
 *   one
 */
const char *
wh_resource_page_get_key (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->key;
}

/**
 * wh_resource_page_dup_record:
 * @self: a page
 * @key: of a record
 *
 * Returns: (transfer full) (nullable): the record, if the page has it
 */
WhRecord *
wh_resource_page_dup_record (WhResourcePage *self,
                             const char     *key)
{
  WhRecord *record;

  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  record = wh_record_view_get_record (self->record_view);
  if (record == NULL || !g_str_equal (wh_record_get_key (record), key))
    record = wh_collection_find (self->collection, key);

  return record != NULL ? g_object_ref (record) : NULL;
}

/**
 * wh_resource_page_open_key:
 * @self: a page
 * @key: of a record
 *
 * Shows a record: the one in the list, or where the list does not show it, one that is read for
 * it. The list stays as it is, with its search and filters.
 */
void
wh_resource_page_open_key (WhResourcePage *self,
                           const char     *key)
{
  g_autofree char *wanted = g_strdup (key);
  g_autoptr (GPtrArray) records = NULL;

  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));
  g_return_if_fail (key != NULL);

  wh_resource_page_cancel_reread (self);
  wh_split_set_show_end (self->split, TRUE);
  if (g_strcmp0 (self->key, wanted) == 0 &&
      wh_record_view_get_record (self->record_view) != NULL)
    return;

  self->updating = TRUE;
  if (wh_list_view_select_key (self->list_view, wanted, TRUE))
    records = wh_list_view_dup_selected (self->list_view);
  else
    wh_list_view_unselect (self->list_view);
  self->updating = FALSE;

  if (records == NULL)
    records = g_ptr_array_new ();
  show_records (self, records);
  set_key (self, wanted);
  wh_resource_page_reread (self);
}

/* Called once, when everything is made. */
void
wh_resource_page_follow_records (WhResourcePage *self)
{
  g_signal_connect_object (self->list_view, "selection-changed",
                           G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "record-activated",
                           G_CALLBACK (on_record_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "record-changed",
                           G_CALLBACK (on_record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "items-changed", G_CALLBACK (on_rows_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "notify::state",
                           G_CALLBACK (on_collection_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_rows_changed_cb (self);
}
