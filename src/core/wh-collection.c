/* wh-collection.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-collection-private.h"

#include <string.h>

/* The first page is shown at once, what comes behind it in portions: whoever sorts or filters the
 * list does it a few times for 100 000 rows and not 400 times, and a table has the time to make
 * its rows. */
#define FLUSH_MS 400

/* More than this many records are let go of in a thread: each is two blocks of memory. */
#define MANY_RECORDS 2000

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_PAGES,
  PROP_REQUEST,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void wh_collection_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhCollection, wh_collection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      wh_collection_list_model_init))

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static gpointer
free_records_thread (gpointer records)
{
  g_ptr_array_unref (records);

  return NULL;
}

static void
free_records (GPtrArray *records)
{
  if (records->len > MANY_RECORDS)
    g_thread_unref (g_thread_new ("wh-free-records", free_records_thread, records));
  else
    g_ptr_array_unref (records);
}

static void
update_sum (WhCollection *self,
            guint         start)
{
  int field = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TOTAL);

  if (start == 0)
    self->sum = (WhSum) { 0 };
  for (guint i = start; field >= 0 && i < self->records->len; i++)
    wh_sum_add (&self->sum, g_ptr_array_index (self->records, i), (guint) field);
}

void
wh_collection_note_rows (WhCollection *self,
                         guint         start)
{
  update_sum (self, start);
  if (start == 0)
    wh_values_clear (self->values);
  for (guint i = start; i < self->records->len; i++)
    wh_values_add (self->values, g_ptr_array_index (self->records, i));
}

static void
on_flush_cb (gpointer user_data)
{
  WhCollection *self = user_data;

  self->flush_id = 0;
  wh_collection_flush (self);
}

static GType
wh_collection_get_item_type (GListModel *model)
{
  return WH_TYPE_RECORD;
}

static guint
wh_collection_get_n_items (GListModel *model)
{
  return WH_COLLECTION (model)->records->len;
}

static gpointer
wh_collection_get_item (GListModel *model,
                        guint       position)
{
  WhCollection *self = WH_COLLECTION (model);

  if (position >= self->records->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->records, position));
}

static void
wh_collection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = wh_collection_get_item_type;
  iface->get_n_items = wh_collection_get_n_items;
  iface->get_item = wh_collection_get_item;
}

static void
wh_collection_dispose (GObject *object)
{
  WhCollection *self = WH_COLLECTION (object);

  self->generation++;
  g_queue_clear_full (&self->pages, (GDestroyNotify) wh_collection_page_unref);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_object (&self->request);
  g_clear_object (&self->draft);
  g_clear_object (&self->source);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (wh_collection_parent_class)->dispose (object);
}

static void
wh_collection_finalize (GObject *object)
{
  WhCollection *self = WH_COLLECTION (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->values, wh_values_free);
  g_clear_pointer (&self->staged, g_ptr_array_unref);
  g_clear_pointer (&self->surplus, g_ptr_array_unref);
  g_clear_pointer (&self->records, free_records);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->used_fields, g_hash_table_unref);
  g_clear_pointer (&self->window, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (wh_collection_parent_class)->finalize (object);
}

static void
wh_collection_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WhCollection *self = WH_COLLECTION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;

    case PROP_N_PAGES:
      g_value_set_uint (value, self->n_pages);
      break;

    case PROP_REQUEST:
      g_value_set_object (value, self->request);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_collection_class_init (WhCollectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_collection_dispose;
  object_class->finalize = wh_collection_finalize;
  object_class->get_property = wh_collection_get_property;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL,
                      WH_COLLECTION_IDLE, WH_COLLECTION_COMPLETE, WH_COLLECTION_IDLE,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_PAGES] =
    g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REQUEST] =
    g_param_spec_object ("request", NULL, NULL, WH_TYPE_API_REQUEST,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_collection_init (WhCollection *self)
{
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->used_fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->records = new_records ();
  self->staged = new_records ();
  self->surplus = new_records ();
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
}

void
wh_collection_set_state (WhCollection      *self,
                         WhCollectionState  state)
{
  if (state == self->state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
wh_collection_set_n_pages (WhCollection *self,
                           guint         n_pages)
{
  if (n_pages == self->n_pages)
    return;

  self->n_pages = n_pages;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAGES]);
}

void
wh_collection_set_request (WhCollection *self,
                           WhApiRequest *request)
{
  if (g_set_object (&self->request, request))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REQUEST]);
}

/* Shows what has come, in one go. Handlers may do anything, also load anew. */
void
wh_collection_flush (WhCollection *self)
{
  guint start = self->records->len;
  guint n_added = self->staged->len;

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (n_added == 0)
    return;

  g_ptr_array_extend_and_steal (self->records, g_steal_pointer (&self->staged));
  self->staged = new_records ();
  wh_collection_note_rows (self, start);
  g_list_model_items_changed (G_LIST_MODEL (self), start, 0, n_added);
}

/* The first page of a load takes the place of everything that was there. */
void
wh_collection_replace_rows (WhCollection *self)
{
  GPtrArray *old = g_steal_pointer (&self->records);
  guint n_removed = old->len;

  self->replacing = FALSE;
  self->records = g_steal_pointer (&self->staged);
  self->staged = new_records ();
  g_clear_handle_id (&self->flush_id, g_source_remove);
  wh_collection_note_rows (self, 0);
  if (n_removed > 0 || self->records->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, self->records->len);
  free_records (old);
}

void
wh_collection_flush_later (WhCollection *self)
{
  if (self->flush_id == 0 && self->staged->len > 0)
    self->flush_id = g_timeout_add_once (FLUSH_MS, on_flush_cb, self);
}

/**
 * wh_collection_new:
 * @client: who asks the API
 * @resource: what the list is of; one with a list operation
 *
 * Returns: (transfer full): an empty list; wh_collection_load() fills it
 */
WhCollection *
wh_collection_new (WhApiClient      *client,
                   const WhResource *resource)
{
  WhCollection *self;

  g_return_val_if_fail (WH_IS_API_CLIENT (client), NULL);
  g_return_val_if_fail (resource != NULL && resource->list_operation != NULL, NULL);

  self = g_object_new (WH_TYPE_COLLECTION, NULL);
  self->client = g_object_ref (client);
  self->resource = resource;
  self->values = wh_values_new (resource);
  self->operation = wh_operations_find (resource->list_operation);

  return self;
}

/**
 * wh_collection_new_unlimited:
 * @other: a collection
 *
 * Returns: (transfer full): an empty list that asks what @other asks, without a limit
 */
WhCollection *
wh_collection_new_unlimited (WhCollection *other)
{
  WhCollection *self;
  GHashTableIter iter;
  gpointer field, text;

  g_return_val_if_fail (WH_IS_COLLECTION (other), NULL);

  if (other->source != NULL)
    {
      g_autoptr (WhPageSource) source = wh_page_source_dup (other->source);

      self = wh_collection_new_for_source (other->client, source);
    }
  else
    {
      self = wh_collection_new (other->client, other->resource);
    }
  g_hash_table_iter_init (&iter, other->fields);
  while (g_hash_table_iter_next (&iter, &field, &text))
    wh_collection_set_field (self, field, text);

  return self;
}

/**
 * wh_collection_get_resource:
 * @self: a collection
 *
 * Returns: (transfer none): what it is a list of
 */
const WhResource *
wh_collection_get_resource (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);

  return self->resource;
}

/**
 * wh_collection_set_limit:
 * @self: a collection
 * @limit: records to load at the most, or %WH_COLLECTION_NO_LIMIT
 *
 * Where the loading ended because of the limit, a higher one lets it go on. A lower one keeps
 * what is there until the next load.
 */
void
wh_collection_set_limit (WhCollection *self,
                         guint         limit)
{
  g_return_if_fail (WH_IS_COLLECTION (self));

  self->limit = limit;
  if (self->state == WH_COLLECTION_LIMITED && wh_collection_count_left (self) > 0)
    wh_collection_resume (self);
}

/**
 * wh_collection_get_limit:
 * @self: a collection
 *
 * Returns: records to load at the most, or %WH_COLLECTION_NO_LIMIT
 */
guint
wh_collection_get_limit (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), 0);

  return self->limit;
}

/**
 * wh_collection_set_field:
 * @self: a collection
 * @field: a field of the list operation
 * @text: (nullable): its value, %NULL or empty to leave it out
 *
 * Takes effect at the next load.
 */
void
wh_collection_set_field (WhCollection *self,
                         const char   *field,
                         const char   *text)
{
  g_return_if_fail (WH_IS_COLLECTION (self));
  g_return_if_fail (wh_operation_find_field (self->operation, field) != NULL);

  if (text == NULL || *text == '\0')
    g_hash_table_remove (self->fields, field);
  else
    g_hash_table_insert (self->fields, g_strdup (field), g_strdup (text));
}

/**
 * wh_collection_get_field:
 * @self: a collection
 * @field: a field of the list operation
 *
 * Returns: (transfer none) (nullable): what was set last
 */
const char *
wh_collection_get_field (WhCollection *self,
                         const char   *field)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return g_hash_table_lookup (self->fields, field);
}

/**
 * wh_collection_load:
 * @self: a collection
 *
 * Loads from the beginning, whatever was going on. The rows stay until the first page of the new
 * ones has come.
 */
void
wh_collection_load (WhCollection *self)
{
  GHashTableIter iter;
  gpointer id, text;

  g_return_if_fail (WH_IS_COLLECTION (self));

  wh_collection_abandon (self);
  wh_collection_flush (self);
  g_hash_table_remove_all (self->used_fields);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &id, &text))
    g_hash_table_insert (self->used_fields, g_strdup (id), g_strdup (text));

  self->replacing = TRUE;
  g_ptr_array_set_size (self->surplus, 0);
  wh_collection_set_n_pages (self, 0);
  wh_collection_rewind (self);
  wh_collection_begin (self);
}

/**
 * wh_collection_resume:
 * @self: a collection
 *
 * Goes on from where a stop, a failure or a limit ended the loading.
 */
void
wh_collection_resume (WhCollection *self)
{
  g_return_if_fail (WH_IS_COLLECTION (self));

  if (wh_collection_is_loading (self) || self->state == WH_COLLECTION_COMPLETE)
    return;

  if (self->state == WH_COLLECTION_IDLE)
    {
      wh_collection_load (self);
      return;
    }

  if (self->surplus->len > 0)
    {
      wh_collection_take_surplus (self);
      return;
    }

  if (wh_collection_count_left (self) == 0)
    {
      wh_collection_end (self, WH_COLLECTION_LIMITED);
      return;
    }

  /* The other end of the list comes first now; what is there will be recognised. */
  if (self->source == NULL && wh_collection_wants_descending (self) != self->descending)
    wh_collection_rewind (self);
  wh_collection_begin (self);
}

/**
 * wh_collection_stop:
 * @self: a collection
 *
 * Ends the loading at once, with what has come so far.
 */
void
wh_collection_stop (WhCollection *self)
{
  g_return_if_fail (WH_IS_COLLECTION (self));

  if (wh_collection_is_loading (self))
    wh_collection_end (self, WH_COLLECTION_STOPPED);
}

/**
 * wh_collection_clear:
 * @self: a collection
 *
 * Ends the loading and forgets the rows.
 */
void
wh_collection_clear (WhCollection *self)
{
  g_return_if_fail (WH_IS_COLLECTION (self));

  wh_collection_abandon (self);
  g_clear_error (&self->error);
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->staged, 0);
  g_ptr_array_set_size (self->surplus, 0);
  wh_collection_replace_rows (self);
  wh_collection_set_n_pages (self, 0);
  wh_collection_set_state (self, WH_COLLECTION_IDLE);
}

/**
 * wh_collection_get_state:
 * @self: a collection
 *
 * Returns: how far the loading is
 */
WhCollectionState
wh_collection_get_state (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), WH_COLLECTION_IDLE);

  return self->state;
}

/**
 * wh_collection_get_error:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): why it failed, where it did
 */
const GError *
wh_collection_get_error (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);

  return self->error;
}

/**
 * wh_collection_is_loading:
 * @self: a collection
 *
 * Returns: whether pages are on their way
 */
gboolean
wh_collection_is_loading (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), FALSE);

  return self->state == WH_COLLECTION_LOADING || self->state == WH_COLLECTION_MORE;
}

/**
 * wh_collection_get_n_pages:
 * @self: a collection
 *
 * Returns: pages that have come since the load began
 */
guint
wh_collection_get_n_pages (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), 0);

  return self->n_pages;
}

/**
 * wh_collection_get_sum:
 * @self: a collection
 *
 * Returns: (transfer none): the sum of the resource's TOTAL field over the rows
 */
const WhSum *
wh_collection_get_sum (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);

  return &self->sum;
}

/**
 * wh_collection_get_request:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): what is being sent or waited for
 */
WhApiRequest *
wh_collection_get_request (WhCollection *self)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);

  return self->request;
}

/**
 * wh_collection_dup_values:
 * @self: a collection
 * @field: index of a field of the resource that is offered as a filter
 *
 * Returns: (transfer full): the distinct values of the field over the rows, a list's items one by
 *   one, sorted for a reader; those of a row that was replaced stay until the next load
 */
char **
wh_collection_dup_values (WhCollection *self,
                          guint         field)
{
  g_return_val_if_fail (WH_IS_COLLECTION (self), NULL);

  return wh_values_dup (self->values, field);
}

/* Most records that are read again have not changed since. */
static gboolean
says_the_same (WhRecord *first,
               WhRecord *second)
{
  const WhResource *resource = wh_record_get_resource (first);
  g_autofree char *first_json = wh_record_dup_json (first);
  g_autofree char *second_json = wh_record_dup_json (second);

  /* A field can also have a text that no member of the object is. */
  for (guint i = 0; i < resource->n_fields; i++)
    if (g_strcmp0 (wh_record_get_text (first, i), wh_record_get_text (second, i)) != 0)
      return FALSE;

  return strcmp (first_json, second_json) == 0;
}

/**
 * wh_collection_replace:
 * @self: a collection
 * @record: a record that was read again
 *
 * Puts @record in the place of the row with its key.
 *
 * Returns: whether there is such a row
 */
gboolean
wh_collection_replace (WhCollection *self,
                       WhRecord     *record)
{
  const char *key;

  g_return_val_if_fail (WH_IS_COLLECTION (self), FALSE);
  g_return_val_if_fail (WH_IS_RECORD (record), FALSE);
  g_return_val_if_fail (wh_record_get_resource (record) == self->resource, FALSE);

  key = wh_record_get_key (record);
  for (guint i = 0; i < self->records->len; i++)
    {
      WhRecord *old = g_ptr_array_index (self->records, i);

      if (strcmp (wh_record_get_key (old), key) != 0)
        continue;

      if (says_the_same (old, record))
        return TRUE;

      /* The set borrows the keys of the rows. */
      if (g_hash_table_remove (self->known, key))
        g_hash_table_add (self->known, (gpointer) key);
      g_ptr_array_index (self->records, i) = g_object_ref (record);
      g_object_unref (old);
      update_sum (self, 0);
      wh_values_add (self->values, record);
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
      return TRUE;
    }

  return FALSE;
}
