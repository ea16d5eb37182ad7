/* wh-arrangement.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-arrangement.h"

#include <stdlib.h>
#include <string.h>

/* What is compared of a record, made once. */
typedef struct
{
  WhRecord *record;
  guint64   key;      /* the number, or how the text's key begins, so that order is unsigned */
  guint     position : 31; /* in the source: what decides between equals */
  guint     is_null  : 1;
} Entry;

struct _WhArrangement
{
  GObject           parent_instance;

  GListModel       *records;
  const WhResource *resource;
  GArray           *entries; /* of Entry: what is shown, in order */
  GStrv             words;
  GStrv            *filters; /* by field; %NULL: any value */
  int               sort_field;
  gboolean          descending;
  gboolean          sorts_text;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhArrangement, wh_arrangement, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
clear_entry (Entry *entry)
{
  g_object_unref (entry->record);
}

static GArray *
new_entries (guint size)
{
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), size);

  g_array_set_clear_func (entries, (GDestroyNotify) clear_entry);

  return entries;
}

/* Sorting */

/* The first bytes of a text's key, so that most texts are told apart without looking at them. */
static guint64
get_beginning (const char *text)
{
  guint64 beginning = 0;
  guint i;

  for (i = 0; i < sizeof beginning && text[i] != '\0'; i++)
    beginning = beginning << 8 | (guint8) text[i];

  return i == 0 ? 0 : beginning << 8 * (sizeof beginning - i);
}

static void
make_key (WhArrangement *self,
          Entry         *entry)
{
  guint field = (guint) self->sort_field;
  gint64 number;

  entry->key = 0;
  entry->is_null = FALSE;
  if (self->sort_field < 0)
    return;

  entry->is_null = wh_record_is_null (entry->record, field);
  if (entry->is_null)
    return;

  if (self->sorts_text)
    entry->key = get_beginning (wh_record_get_sort_key (entry->record, field));
  else if (wh_record_get_number (entry->record, field, &number))
    entry->key = (guint64) number ^ G_GUINT64_CONSTANT (0x8000000000000000);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  WhArrangement *self = user_data;
  const Entry *first = a;
  const Entry *second = b;
  int order = (first->key > second->key) - (first->key < second->key);

  /* One without a value goes last, whichever way the list is turned. */
  if (first->is_null != second->is_null)
    return (int) first->is_null - (int) second->is_null;

  if (order == 0 && self->sorts_text && !first->is_null)
    order = strcmp (wh_record_get_sort_key (first->record, (guint) self->sort_field),
                    wh_record_get_sort_key (second->record, (guint) self->sort_field));

  if (order != 0)
    return self->descending ? -order : order;

  return (first->position > second->position) - (first->position < second->position);
}

static void
sort (WhArrangement *self,
      GArray        *entries)
{
  if (self->sort_field >= 0)
    g_array_sort_with_data (entries, compare, self);
}

/* Filtering */

static gboolean
passes (WhArrangement *self,
        WhRecord      *record,
        guint          field)
{
  GStrv values = self->filters[field];

  if (values == NULL)
    return TRUE;

  for (guint i = 0; values[i] != NULL; i++)
    if (wh_record_has_item (record, field, values[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_shown (WhArrangement *self,
          WhRecord      *record)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    if (!passes (self, record, i))
      return FALSE;

  return self->words[0] == NULL || wh_record_matches (record, (const char *const *) self->words);
}

/* Takes the records from @start on that are shown, sorted. */
static GArray *
collect (WhArrangement *self,
         guint          start,
         guint          n)
{
  GArray *entries = new_entries (n);

  for (guint i = start; i < start + n; i++)
    {
      Entry entry = { .record = g_list_model_get_item (self->records, i),
                      .position = i & G_MAXINT };

      if (!is_shown (self, entry.record))
        {
          g_object_unref (entry.record);
          continue;
        }
      make_key (self, &entry);
      g_array_append_val (entries, entry);
    }
  sort (self, entries);

  return entries;
}

/* Changes */

/* Takes over @entries and tells of no more than what differs: what stays where it is keeps its
 * selection and its place on the screen. */
static void
replace (WhArrangement *self,
         GArray        *entries)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->entries);
  guint shorter = MIN (old->len, entries->len);
  guint before = 0;
  guint after = 0;

  self->entries = entries;

  while (before < shorter && g_array_index (old, Entry, before).record ==
                               g_array_index (entries, Entry, before).record)
    before++;
  while (after < shorter - before &&
         g_array_index (old, Entry, old->len - 1 - after).record ==
           g_array_index (entries, Entry, entries->len - 1 - after).record)
    after++;

  if (old->len != before + after || entries->len != before + after)
    g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after,
                                entries->len - before - after);
}

static void
rebuild (WhArrangement *self)
{
  if (self->records == NULL)
    return;

  replace (self, collect (self, 0, g_list_model_get_n_items (self->records)));
}

/* Merges @added in from the end, in place: moving what is there neither looks at the records nor
 * needs a second array of the size of the first. Tells of what is between the first and the last
 * of @added. */
static void
merge (WhArrangement *self,
       GArray        *added)
{
  guint n_old = self->entries->len;
  guint i = n_old;
  guint j = added->len;
  guint n_after = 0;
  Entry *entries;

  g_array_set_size (self->entries, n_old + added->len);
  entries = (Entry *) (gpointer) self->entries->data;
  while (j > 0)
    {
      Entry *last = &g_array_index (added, Entry, j - 1);

      if (i > 0 && compare (&entries[i - 1], last, self) > 0)
        {
          entries[i + j - 1] = entries[i - 1];
          i--;
          n_after += j == added->len;
        }
      else
        {
          entries[i + j - 1] = *last;
          j--;
        }
    }

  /* Its references went along. */
  g_array_set_clear_func (added, NULL);
  g_list_model_items_changed (G_LIST_MODEL (self), i, n_old - i - n_after,
                              n_old - i - n_after + added->len);
}

/* Where what was at @position of the source is shown, or the number of rows where it is not. */
static guint
find_entry (WhArrangement *self,
            guint          position)
{
  guint i = 0;

  while (i < self->entries->len && g_array_index (self->entries, Entry, i).position != position)
    i++;

  return i;
}

/* Where @entry belongs among the others. */
static guint
find_place (WhArrangement *self,
            const Entry   *entry)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Entry *other = &g_array_index (self->entries, Entry, middle);
      int order = self->sort_field >= 0 ? compare (other, entry, self)
                                        : (other->position > entry->position) -
                                            (other->position < entry->position);

      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* One record took the place of another, as it does whenever one is read again: the other rows
 * stay in their order. */
static void
replace_one (WhArrangement *self,
             guint          position)
{
  guint before = find_entry (self, position);
  gboolean was_shown = before < self->entries->len;
  g_autoptr (GArray) added = collect (self, position, 1);
  guint after = before;

  if (was_shown)
    g_array_remove_index (self->entries, before);
  if (added->len > 0)
    {
      after = find_place (self, &g_array_index (added, Entry, 0));
      g_array_insert_vals (self->entries, after, added->data, 1);
      /* Its reference went along. */
      g_array_set_clear_func (added, NULL);
    }

  if (was_shown && added->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, after),
                                MAX (before, after) - MIN (before, after) + 1,
                                MAX (before, after) - MIN (before, after) + 1);
  else if (was_shown || added->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), after, was_shown, added->len);
}

static void
on_items_changed_cb (WhArrangement *self,
                     guint          position,
                     guint          n_removed,
                     guint          n_added)
{
  g_autoptr (GArray) added = NULL;

  if (n_removed == 1 && n_added == 1)
    {
      replace_one (self, position);
      return;
    }

  /* What comes page by page is appended; everything else is rare. */
  if (n_removed > 0 || position + n_added < g_list_model_get_n_items (self->records))
    {
      rebuild (self);
      return;
    }

  added = collect (self, position, n_added);
  if (added->len > 0)
    merge (self, added);
}

/* GListModel */

static GType
wh_arrangement_get_item_type (GListModel *model)
{
  return WH_TYPE_RECORD;
}

static guint
wh_arrangement_get_n_items (GListModel *model)
{
  return WH_ARRANGEMENT (model)->entries->len;
}

static gpointer
wh_arrangement_get_item (GListModel *model,
                         guint       position)
{
  WhArrangement *self = WH_ARRANGEMENT (model);

  if (position >= self->entries->len)
    return NULL;

  return g_object_ref (g_array_index (self->entries, Entry, position).record);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = wh_arrangement_get_item_type;
  iface->get_n_items = wh_arrangement_get_n_items;
  iface->get_item = wh_arrangement_get_item;
}

static void
wh_arrangement_dispose (GObject *object)
{
  WhArrangement *self = WH_ARRANGEMENT (object);

  if (self->records != NULL)
    g_signal_handlers_disconnect_by_data (self->records, self);
  g_clear_object (&self->records);
  g_array_set_size (self->entries, 0);

  G_OBJECT_CLASS (wh_arrangement_parent_class)->dispose (object);
}

static void
wh_arrangement_finalize (GObject *object)
{
  WhArrangement *self = WH_ARRANGEMENT (object);

  g_array_unref (self->entries);
  g_strfreev (self->words);
  for (guint i = 0; self->filters != NULL && i < self->resource->n_fields; i++)
    g_strfreev (self->filters[i]);
  g_free (self->filters);

  G_OBJECT_CLASS (wh_arrangement_parent_class)->finalize (object);
}

static void
wh_arrangement_class_init (WhArrangementClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_arrangement_dispose;
  object_class->finalize = wh_arrangement_finalize;
}

static void
wh_arrangement_init (WhArrangement *self)
{
  self->entries = new_entries (0);
  self->words = g_new0 (char *, 1);
  self->sort_field = -1;
}

/**
 * wh_arrangement_new:
 * @records: of @resource
 * @resource: whose fields are searched, filtered and sorted by
 *
 * Returns: (transfer full): all of @records in their own order
 */
WhArrangement *
wh_arrangement_new (GListModel       *records,
                    const WhResource *resource)
{
  WhArrangement *self = g_object_new (WH_TYPE_ARRANGEMENT, NULL);

  self->records = g_object_ref (records);
  self->resource = resource;
  self->filters = g_new0 (GStrv, resource->n_fields);
  g_signal_connect_object (records, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  rebuild (self);

  return self;
}

/**
 * wh_arrangement_set_search:
 * @self: an arrangement
 * @typed: what somebody typed; every word of it must be in one of the searched fields
 */
void
wh_arrangement_set_search (WhArrangement *self,
                           const char    *typed)
{
  g_auto (GStrv) words = NULL;

  g_return_if_fail (WH_IS_ARRANGEMENT (self));

  words = wh_record_fold (typed);
  if (g_strv_equal ((const char *const *) self->words, (const char *const *) words))
    return;

  g_strfreev (self->words);
  self->words = g_steal_pointer (&words);
  rebuild (self);
}

/**
 * wh_arrangement_set_filter:
 * @self: an arrangement
 * @field: an index in the resource's table
 * @values: (nullable): the values that are shown, as the API writes them; %NULL or empty: any
 */
void
wh_arrangement_set_filter (WhArrangement     *self,
                           guint              field,
                           const char *const *values)
{
  g_return_if_fail (WH_IS_ARRANGEMENT (self));
  g_return_if_fail (field < self->resource->n_fields);

  g_strfreev (self->filters[field]);
  self->filters[field] = values != NULL && values[0] != NULL ? g_strdupv ((char **) values) : NULL;
  rebuild (self);
}

/**
 * wh_arrangement_get_filter:
 * @self: an arrangement
 * @field: an index in the resource's table
 *
 * Returns: (nullable): the values that are shown, or %NULL for any
 */
const char *const *
wh_arrangement_get_filter (WhArrangement *self,
                           guint          field)
{
  g_return_val_if_fail (WH_IS_ARRANGEMENT (self), NULL);
  g_return_val_if_fail (field < self->resource->n_fields, NULL);

  return (const char *const *) self->filters[field];
}

/**
 * wh_arrangement_is_filtered:
 * @self: an arrangement
 *
 * Returns: whether search or filters may hide some of the records
 */
gboolean
wh_arrangement_is_filtered (WhArrangement *self)
{
  g_return_val_if_fail (WH_IS_ARRANGEMENT (self), FALSE);

  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->filters[i] != NULL)
      return TRUE;

  return self->words[0] != NULL;
}

static gboolean
is_number (WhFieldKind kind)
{
  return kind == WH_FIELD_MONEY || kind == WH_FIELD_INTEGER || kind == WH_FIELD_DATE ||
         kind == WH_FIELD_INSTANT;
}

/**
 * wh_arrangement_set_sorting:
 * @self: an arrangement
 * @field: an index in the resource's table, or -1 for the order of the records themselves
 * @descending: whether the greatest comes first
 *
 * Numbers and moments are ordered by their value, texts as the reader's language orders them,
 * whatever the case; records without a value always come last.
 */
void
wh_arrangement_set_sorting (WhArrangement *self,
                            int            field,
                            gboolean       descending)
{
  g_return_if_fail (WH_IS_ARRANGEMENT (self));
  g_return_if_fail (field < (int) self->resource->n_fields);

  if (self->sort_field == field && self->descending == !!descending)
    return;

  self->sort_field = field;
  self->descending = !!descending;
  self->sorts_text = field >= 0 && !is_number (self->resource->fields[field].kind);
  rebuild (self);
}
