/* wh-record-builder.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-record-private.h"

/* What making many records needs over and over. */
typedef struct
{
  const WhResource *resource;
  GString *shape;
  GByteArray *block;
  GString *text;
  WhJsonValue *values; /* by field: what becomes a text behind the slots */
  gboolean *has_value;
  WhRecordShape *last_shape; /* (nullable): most likely the next one's too */
} Builder;

/* Not a GRefString: with GLib 2.74, interning one that another thread lets go of takes
 * hold of what is being freed. */
static GMutex shapes_lock;
static GHashTable *shapes; /* text -> WhRecordShape */

static WhRecordShape *
shape_acquire (const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shapes_lock);
  WhRecordShape *self;

  if (shapes == NULL)
    shapes = g_hash_table_new (g_str_hash, g_str_equal);

  self = g_hash_table_lookup (shapes, text);
  if (self == NULL)
    {
      gsize size = strlen (text) + 1;

      self = g_malloc (sizeof *self + size);
      self->n_records = 0;
      memcpy (self->text, text, size);
      g_hash_table_insert (shapes, self->text, self);
    }
  self->n_records++;

  return self;
}

void
wh_record_shape_release (WhRecordShape *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shapes_lock);

  if (--self->n_records > 0)
    return;

  g_hash_table_remove (shapes, self->text);
  g_free (self);
}

/* Most objects of an answer are alike: looking at the last one's shape saves hashing. */
static WhRecordShape *
builder_acquire_shape (Builder *self)
{
  WhRecordShape *last = self->last_shape;

  if (last != NULL && strcmp (last->text, self->shape->str) == 0)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shapes_lock);

      last->n_records++;

      return last;
    }

  /* The builder holds it like a record does, so that it lasts when the record does not. */
  g_clear_pointer (&self->last_shape, wh_record_shape_release);
  self->last_shape = shape_acquire (self->shape->str);

  return shape_acquire (self->shape->str);
}

static void
builder_init (Builder          *self,
              const WhResource *resource)
{
  self->resource = resource;
  self->shape = g_string_new (NULL);
  self->block = g_byte_array_new ();
  self->text = g_string_new (NULL);
  self->values = g_new0 (WhJsonValue, resource->n_fields);
  self->has_value = g_new0 (gboolean, resource->n_fields);
  self->last_shape = NULL;
}

static void
builder_clear (Builder *self)
{
  if (self->shape != NULL)
    g_string_free (self->shape, TRUE);
  g_clear_pointer (&self->block, g_byte_array_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->has_value, g_free);
  g_clear_pointer (&self->last_shape, wh_record_shape_release);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

static gboolean
kind_is_number (WhFieldKind kind)
{
  return kind == WH_FIELD_MONEY || kind == WH_FIELD_INTEGER;
}

static gboolean
kind_is_moment (WhFieldKind kind)
{
  return kind == WH_FIELD_DATE || kind == WH_FIELD_INSTANT || kind == WH_FIELD_MONTH;
}

gboolean
wh_record_kind_is_list (WhFieldKind kind)
{
  return kind == WH_FIELD_LIST || kind == WH_FIELD_CHOICES;
}

gboolean
wh_record_kind_has_number (WhFieldKind kind)
{
  return kind_is_number (kind) || kind_is_moment (kind);
}

static void
builder_set_offset (Builder *self,
                    guint    index,
                    guint32  offset)
{
  memcpy (self->block->data + index * sizeof offset, &offset, sizeof offset);
}

static void
builder_append_number (Builder *self,
                       gint64   number)
{
  g_byte_array_append (self->block, (const guint8 *) &number, NUMBER_SIZE);
}

/* Returns where the text begins. */
static guint32
builder_append_text (Builder    *self,
                     const char *text,
                     gsize       length)
{
  guint32 offset = self->block->len;

  g_byte_array_append (self->block, (const guint8 *) text, length);
  g_byte_array_append (self->block, (const guint8 *) "", 1);

  return offset;
}

/* Whether a value of @type can be what a field of @kind holds. A number for a text and a text
 * for a number pass, because this API is lenient about them (§1.2). */
static gboolean
kind_takes (WhFieldKind kind,
            WhJsonType  type)
{
  if (wh_record_kind_is_list (kind))
    return type == WH_JSON_ARRAY;
  if (kind == WH_FIELD_BOOLEAN)
    return type == WH_JSON_TRUE || type == WH_JSON_FALSE;

  return type == WH_JSON_STRING || type == WH_JSON_NUMBER;
}

/* The text of a string or a number, or %NULL. */
static char *
dup_scalar (WhJsonValue value)
{
  const char *text;
  gsize length;

  if (wh_json_value_get_type (value) == WH_JSON_STRING)
    return wh_json_value_dup_string (value);
  if (wh_json_value_get_type (value) != WH_JSON_NUMBER)
    return NULL;

  text = wh_json_value_peek_text (value, &length);

  return g_strndup (text, length);
}

static gboolean
read_number_text (WhFieldKind  kind,
                  const char  *text,
                  gint64      *number)
{
  if (kind_is_moment (kind))
    return wh_parse_instant (text, number);

  return text != NULL &&
         g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static gboolean
read_number (WhFieldKind  kind,
             WhJsonValue  value,
             gint64      *number)
{
  g_autofree char *text = NULL;

  if (kind_is_number (kind) && wh_json_value_get_type (value) == WH_JSON_NUMBER)
    return wh_json_value_get_int64 (value, number);

  text = dup_scalar (value);

  return read_number_text (kind, text, number);
}

/* The field that a member is, or -1. Names are compared as they came; one with escapes, which
 * no server writes, is read first. */
static int
find_member_field (const WhResource *resource,
                   WhJsonValue       name)
{
  g_autofree char *decoded = NULL;
  const char *text;
  gsize length;

  text = wh_json_value_peek_text (name, &length);
  text++;
  length -= 2;
  if (memchr (text, '\\', length) != NULL)
    {
      decoded = wh_json_value_dup_string (name);
      text = decoded;
      length = strlen (decoded);
    }

  for (guint i = 0; i < resource->n_fields; i++)
    {
      const WhResourceField *field = &resource->fields[i];

      if (field->id[0] == *text && field->derive == NULL &&
          strncmp (field->id, text, length) == 0 && field->id[length] == '\0')
        return (int) i;
    }

  return -1;
}

static void
builder_append_slot (Builder     *self,
                     int          field,
                     WhJsonValue  value)
{
  WhFieldKind kind = field >= 0 ? self->resource->fields[field].kind : WH_FIELD_TEXT;
  WhJsonType type = wh_json_value_get_type (value);
  gboolean is_string = type == WH_JSON_STRING;
  gboolean usable = field >= 0 && kind_takes (kind, type);
  gboolean as_it_came, has_number;
  gint64 number = 0;
  const char *text;
  gsize length;
  guint32 offset;
  char slot;

  text = wh_json_value_peek_text (value, &length);
  if (is_string)
    {
      text++;
      length -= 2;
    }

  as_it_came = usable && !wh_record_kind_is_list (kind) &&
               !(is_string && memchr (text, '\\', length) != NULL);
  has_number = as_it_came && wh_record_kind_has_number (kind);
  if (has_number && !read_number (kind, value, &number))
    as_it_came = has_number = usable = FALSE;

  if (is_string)
    slot = has_number ? SLOT_STRING_NUMBER : SLOT_STRING;
  else
    slot = has_number ? SLOT_RAW_NUMBER : SLOT_RAW;
  g_byte_array_append (self->block, (const guint8 *) &slot, 1);
  if (has_number)
    builder_append_number (self, number);
  offset = builder_append_text (self, text, length);

  if (field >= 0)
    {
      /* Of a name that comes twice the last one counts. */
      builder_set_offset (self, field, as_it_came ? offset : 0);
      self->has_value[field] = usable && !as_it_came;
      self->values[field] = value;
    }
}

static void
builder_append_slots (Builder     *self,
                      WhJsonValue  object)
{
  WhJsonValue name, value;
  WhJsonIter iter;
  const char *start, *text;
  gsize length, value_length;

  start = wh_json_value_peek_text (object, &length);
  text = start;

  wh_json_iter_init (&iter, object);
  while (wh_json_iter_next (&iter, &name, &value))
    {
      const char *value_text = wh_json_value_peek_text (value, &value_length);

      g_string_append_len (self->shape, text, value_text - text);
      g_string_append_c (self->shape, SLOT_MARK);
      text = value_text + value_length;
      builder_append_slot (self, find_member_field (self->resource, name), value);
    }

  g_string_append_len (self->shape, text, start + length - text);
}

/* The item of a list as a text of its own, behind the ones before it. */
static gboolean
append_item (GString     *items,
             WhJsonValue  value)
{
  WhJsonType type = wh_json_value_get_type (value);
  g_autofree char *decoded = NULL;
  const char *text;
  gsize length;

  if (type != WH_JSON_STRING && type != WH_JSON_NUMBER)
    return FALSE;

  text = wh_json_value_peek_text (value, &length);
  if (type == WH_JSON_STRING)
    {
      text++;
      length -= 2;
    }
  if (type == WH_JSON_STRING && memchr (text, '\\', length) != NULL)
    {
      decoded = wh_json_value_dup_string (value);
      text = decoded;
      length = strlen (decoded);
    }

  g_string_append_len (items, text, length);
  g_string_append_c (items, '\0');

  return TRUE;
}

static guint32
builder_append_list (Builder     *self,
                     WhJsonValue  array)
{
  gint64 n_items = 0;
  WhJsonValue value;
  WhJsonIter iter;
  guint32 offset;

  g_string_truncate (self->text, 0);
  wh_json_iter_init (&iter, array);
  while (wh_json_iter_next (&iter, NULL, &value))
    n_items += append_item (self->text, value);

  builder_append_number (self, n_items);
  offset = self->block->len;
  for (gsize i = 0; i + 1 < self->text->len; i++)
    {
      if (self->text->str[i] != '\0')
        g_byte_array_append (self->block, (const guint8 *) &self->text->str[i], 1);
      else
        g_byte_array_append (self->block, (const guint8 *) ", ", 2);
    }
  g_byte_array_append (self->block, (const guint8 *) "", 1);
  if (n_items > 1)
    g_byte_array_append (self->block, (const guint8 *) self->text->str, self->text->len);

  return offset;
}

/* The fields that are not in a slot as they came: lists and strings with escapes. */
static void
builder_append_decoded (Builder *self)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      WhFieldKind kind = self->resource->fields[i].kind;
      g_autofree char *text = NULL;
      gint64 number;
      guint32 offset;

      if (!self->has_value[i])
        continue;

      if (wh_record_kind_is_list (kind))
        {
          offset = builder_append_list (self, self->values[i]);
        }
      else
        {
          if (wh_record_kind_has_number (kind))
            {
              if (!read_number (kind, self->values[i], &number))
                continue;
              builder_append_number (self, number);
            }
          text = wh_json_value_dup_string (self->values[i]);
          offset = builder_append_text (self, text, strlen (text));
        }
      builder_set_offset (self, i, offset);
    }
}

/* A value of our own, which no member of the object is. */
static void
builder_append_own (Builder    *self,
                    guint       field,
                    const char *text)
{
  WhFieldKind kind = self->resource->fields[field].kind;
  gint64 number;
  guint32 offset;

  g_return_if_fail (!wh_record_kind_is_list (kind));

  if (wh_record_kind_has_number (kind))
    {
      if (!read_number_text (kind, text, &number))
        return;
      builder_append_number (self, number);
    }
  offset = builder_append_text (self, text, strlen (text));
  builder_set_offset (self, field, offset);
}

static void
builder_append_texts (Builder           *self,
                      const char *const *texts)
{
  for (guint i = 0; texts != NULL && i < self->resource->n_fields; i++)
    {
      if (texts[i] != NULL)
        builder_append_own (self, i, texts[i]);
    }
}

static void
builder_append_derived (Builder  *self,
                        WhRecord *record)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (self->resource->fields[i].derive == NULL ||
          wh_record_block_get_offset (self->block->data, i) != 0)
        continue;

      /* The block may have moved; the record only borrows it until it is whole. */
      record->block = self->block->data;
      text = self->resource->fields[i].derive (record);
      if (text != NULL)
        builder_append_own (self, i, text);
    }
  record->block = NULL;
}

/* Appends what is left of a text when case, accents and widths don't count. */
void
wh_record_append_folded (GString    *folded,
                         const char *text)
{
  g_autofree char *normal = NULL;
  g_autofree char *without_case = NULL;

  if (g_str_is_ascii (text))
    {
      for (const char *p = text; *p != '\0'; p++)
        g_string_append_c (folded, g_ascii_tolower (*p));
      return;
    }

  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  if (normal == NULL)
    return;

  without_case = g_utf8_casefold (normal, -1);
  for (const char *p = without_case; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_ismark (g_utf8_get_char (p)))
        g_string_append_len (folded, p, g_utf8_next_char (p) - p);
    }
}

static void
builder_append_search_text (Builder *self)
{
  guint32 offset;

  g_string_truncate (self->text, 0);
  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      offset = wh_record_block_get_offset (self->block->data, i);
      if (offset == 0 || !(self->resource->fields[i].flags & WH_RESOURCE_FIELD_SEARCHED))
        continue;

      wh_record_append_folded (self->text, (const char *) self->block->data + offset);
      /* No word contains a line break, so none is found across two fields. */
      g_string_append_c (self->text, '\n');
    }

  offset = builder_append_text (self, self->text->str, self->text->len);
  builder_set_offset (self, self->resource->n_fields, offset);
}

static gboolean
builder_check_key (Builder  *self,
                   GError  **error)
{
  int key = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_KEY);
  guint32 offset;

  g_return_val_if_fail (key >= 0, FALSE);

  offset = wh_record_block_get_offset (self->block->data, key);
  if (offset != 0 && self->block->data[offset] != '\0')
    return TRUE;

  g_set_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED,
               "The %s has no “%s”", self->resource->id, self->resource->fields[key].id);

  return FALSE;
}

static WhRecord *
builder_build (Builder            *self,
               WhJsonValue         object,
               const char *const  *texts,
               GError            **error)
{
  gsize header = (self->resource->n_fields + 1) * sizeof (guint32);
  g_autoptr (WhRecord) record = NULL;

  if (wh_json_value_get_type (object) != WH_JSON_OBJECT)
    {
      g_set_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED,
                   "The %s is not an object", self->resource->id);
      return NULL;
    }

  g_string_truncate (self->shape, 0);
  g_byte_array_set_size (self->block, header);
  memset (self->block->data, 0, header);
  memset (self->has_value, 0, self->resource->n_fields * sizeof (gboolean));

  builder_append_slots (self, object);
  builder_append_decoded (self);
  builder_append_texts (self, texts);
  if (!builder_check_key (self, error))
    return NULL;

  record = g_object_new (WH_TYPE_RECORD, NULL);
  record->resource = self->resource;
  record->shape = builder_acquire_shape (self);
  builder_append_derived (self, record);
  builder_append_search_text (self);
  record->block = g_memdup2 (self->block->data, self->block->len);

  return g_steal_pointer (&record);
}

/**
 * wh_record_new:
 * @resource: what it is one of; a table that lasts
 * @object: the value that the API sent, which may go away afterwards
 * @error: return location
 *
 * A member of another type than its field, missing or null leaves the field without a value.
 * Only what is no object, or has no key, is refused: %WH_API_ERROR_MALFORMED. From any thread.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
WhRecord *
wh_record_new (const WhResource  *resource,
               WhJsonValue        object,
               GError           **error)
{
  return wh_record_new_with_texts (resource, object, NULL, error);
}

/**
 * wh_record_new_with_texts:
 * @resource: what it is one of; a table that lasts
 * @object: the value that the API sent, which may go away afterwards
 * @texts: (nullable) (array): for each field of @resource a value of our own as the wire would
 *   have it, or %NULL for what @object says; not for lists
 * @error: return location
 *
 * As wh_record_new(). wh_record_dup_json() does not know about @texts: it gives what was sent.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
WhRecord *
wh_record_new_with_texts (const WhResource   *resource,
                          WhJsonValue         object,
                          const char *const  *texts,
                          GError            **error)
{
  g_auto (Builder) builder = { NULL };

  g_return_val_if_fail (resource != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  builder_init (&builder, resource);

  return builder_build (&builder, object, texts, error);
}

/**
 * wh_records_new_from_array:
 * @resource: what they are; a table that lasts
 * @array: the value that the API sent
 * @error: return location
 *
 * All of them or none: an answer with a hole in it would be taken for a whole list. From any
 * thread.
 *
 * Returns: (transfer full) (element-type WhRecord) (nullable): the records in their order, or
 *   %NULL with %WH_API_ERROR_MALFORMED, which names the item, counted from 0, and the field
 */
GPtrArray *
wh_records_new_from_array (const WhResource  *resource,
                           WhJsonValue        array,
                           GError           **error)
{
  g_auto (Builder) builder = { NULL };
  g_autoptr (GPtrArray) records = NULL;
  WhJsonValue value;
  WhJsonIter iter;

  g_return_val_if_fail (resource != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (wh_json_value_get_type (array) != WH_JSON_ARRAY)
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_MALFORMED,
                           "The answer is not a list");
      return NULL;
    }

  builder_init (&builder, resource);
  records = g_ptr_array_new_full (wh_json_value_get_length (array), g_object_unref);
  wh_json_iter_init (&iter, array);
  while (wh_json_iter_next (&iter, NULL, &value))
    {
      WhRecord *record = builder_build (&builder, value, NULL, error);

      if (record == NULL)
        {
          g_prefix_error (error, "Item %u: ", records->len);
          return NULL;
        }
      g_ptr_array_add (records, record);
    }

  return g_steal_pointer (&records);
}
