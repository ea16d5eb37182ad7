/* wh-record.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define NO_VALUE "–"

G_DEFINE_FINAL_TYPE (WhRecord, wh_record, G_TYPE_OBJECT)

static void
wh_record_finalize (GObject *object)
{
  WhRecord *self = WH_RECORD (object);

  g_clear_pointer (&self->shape, wh_record_shape_release);
  g_clear_pointer (&self->block, g_free);
  g_free (self->sort_key);

  G_OBJECT_CLASS (wh_record_parent_class)->finalize (object);
}

static void
wh_record_class_init (WhRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_record_finalize;
}

static void
wh_record_init (WhRecord *self)
{
}

/**
 * wh_record_get_resource:
 * @self: a record
 *
 * Returns: (transfer none): what it is one of
 */
const WhResource *
wh_record_get_resource (WhRecord *self)
{
  g_return_val_if_fail (WH_IS_RECORD (self), NULL);

  return self->resource;
}

/**
 * wh_record_get_key:
 * @self: a record
 *
 * Returns: (transfer none): what identifies it, never empty
 */
const char *
wh_record_get_key (WhRecord *self)
{
  g_return_val_if_fail (WH_IS_RECORD (self), NULL);

  return wh_record_get_text (self, wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_KEY));
}

/**
 * wh_record_is_null:
 * @self: a record
 * @field: index of a field
 *
 * Returns: whether the API sent nothing for the field, or nothing that it can hold
 */
gboolean
wh_record_is_null (WhRecord *self,
                   guint     field)
{
  return wh_record_get_text (self, field) == NULL;
}

/**
 * wh_record_get_text:
 * @self: a record
 * @field: index of a field
 *
 * Returns: (transfer none) (nullable): the text as it came, of a list its items with ", "
 *   between; %NULL where there is none
 */
const char *
wh_record_get_text (WhRecord *self,
                    guint     field)
{
  guint32 offset;

  g_return_val_if_fail (WH_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < self->resource->n_fields, NULL);

  offset = wh_record_block_get_offset (self->block, field);

  return offset != 0 ? (const char *) self->block + offset : NULL;
}

/**
 * wh_record_get_number:
 * @self: a record
 * @field: index of a field
 * @number: (out): minor units of money, an integer, or a moment in microseconds
 *
 * Returns: whether there is one
 */
gboolean
wh_record_get_number (WhRecord *self,
                      guint     field,
                      gint64   *number)
{
  const char *text;

  g_return_val_if_fail (number != NULL, FALSE);

  text = wh_record_get_text (self, field);
  if (text == NULL || !wh_record_kind_has_number (self->resource->fields[field].kind))
    return FALSE;

  memcpy (number, text - NUMBER_SIZE, NUMBER_SIZE);

  return TRUE;
}

/**
 * wh_record_get_item:
 * @self: a record
 * @field: index of a field
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): an item of a list, or %NULL behind the last; any other
 *   field is a list of one
 */
const char *
wh_record_get_item (WhRecord *self,
                    guint     field,
                    guint     index)
{
  const char *text = wh_record_get_text (self, field);
  gint64 n_items;

  if (text == NULL)
    return NULL;
  if (!wh_record_kind_is_list (self->resource->fields[field].kind))
    return index == 0 ? text : NULL;

  memcpy (&n_items, text - NUMBER_SIZE, NUMBER_SIZE);
  if (index >= n_items)
    return NULL;
  if (n_items == 1)
    return text;

  for (guint i = 0; i <= index; i++)
    text += strlen (text) + 1;

  return text;
}

/**
 * wh_record_has_item:
 * @self: a record
 * @field: index of a field
 * @item: a text
 *
 * Returns: whether @item is one of the list's items, or is the field's text
 */
gboolean
wh_record_has_item (WhRecord   *self,
                    guint       field,
                    const char *item)
{
  const char *text;

  g_return_val_if_fail (item != NULL, FALSE);

  for (guint i = 0; (text = wh_record_get_item (self, field, i)) != NULL; i++)
    {
      if (strcmp (text, item) == 0)
        return TRUE;
    }

  return FALSE;
}

/* One line, whatever the API sent: what would break or bend a row becomes a blank. */
static char *
dup_one_line (const char *text)
{
  char *line = g_strdup (text);

  for (char *p = line; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        *p = ' ';
    }

  return line;
}

static char *
dup_amount (WhRecord *self,
            gint64    minor,
            WhFormat *format)
{
  const char *currency = NULL;

  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      if (self->resource->fields[i].kind == WH_FIELD_CURRENCY)
        currency = wh_record_get_text (self, i);
    }

  return wh_format_dup_money_in (format, currency, minor);
}

/* More than this of a value is not shown. A label of 200 KB takes half a minute to lay out. */
#define MAX_SHOWN_CHARS 500

/**
 * wh_text_shorten:
 * @text: some text, however long
 *
 * Returns: (transfer full): as much of it as a label can show in no time, with an ellipsis where
 *   that is not all
 */
char *
wh_text_shorten (const char *text)
{
  const char *end = text;

  g_return_val_if_fail (text != NULL, NULL);

  for (guint i = 0; i < MAX_SHOWN_CHARS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return g_strdup (text);

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/**
 * wh_record_dup_short:
 * @self: a record
 * @field: index of a field
 * @format: how the company's values are shown
 *
 * Returns: (transfer full): as wh_record_dup_display(), but no longer than a label can be
 */
char *
wh_record_dup_short (WhRecord *self,
                     guint     field,
                     WhFormat *format)
{
  g_autofree char *text = wh_record_dup_display (self, field, format);

  return text != NULL ? wh_text_shorten (text) : NULL;
}

/**
 * wh_record_dup_display:
 * @self: a record
 * @field: index of a field
 * @format: how the company's values are shown
 *
 * Returns: (transfer full): the value on one line as a person reads it; a dash where there is
 *   none, never a zero that was not sent
 */
char *
wh_record_dup_display (WhRecord *self,
                       guint     field,
                       WhFormat *format)
{
  const WhResourceField *descriptor;
  const WhChoice *choice;
  const char *text;
  gint64 number = 0;

  g_return_val_if_fail (WH_IS_FORMAT (format), NULL);

  text = wh_record_get_text (self, field);
  if (text == NULL || *text == '\0')
    return g_strdup (NO_VALUE);

  descriptor = &self->resource->fields[field];
  wh_record_get_number (self, field, &number);
  switch (descriptor->kind)
    {
    case WH_FIELD_MONEY:
      return dup_amount (self, number, format);

    case WH_FIELD_INTEGER:
      return wh_format_dup_integer (format, number);

    case WH_FIELD_DATE:
    case WH_FIELD_INSTANT:
      return wh_format_dup_day (format, number);

    case WH_FIELD_CHOICE:
      choice = wh_choice_find (descriptor->choices, text);
      return choice != NULL ? g_strdup (_(choice->label)) : dup_one_line (text);

    case WH_FIELD_CURRENCY:
      return g_ascii_strup (text, -1);

    case WH_FIELD_BOOLEAN:
      return g_strdup (*text == 't' ? _("Yes") : _("No"));

    case WH_FIELD_TEXT:
    case WH_FIELD_ID:
    case WH_FIELD_EMAIL:
    case WH_FIELD_MONTH:
    case WH_FIELD_CHOICES:
    case WH_FIELD_PLAN:
    case WH_FIELD_LIST:
    default:
      return dup_one_line (text);
    }
}

/**
 * wh_record_get_tone:
 * @self: a record
 * @field: index of a field
 *
 * Returns: how the value feels; neutral where nothing is known about it
 */
WhTone
wh_record_get_tone (WhRecord *self,
                    guint     field)
{
  const char *text = wh_record_get_text (self, field);
  const WhChoice *choice = wh_choice_find (self->resource->fields[field].choices, text);

  return choice != NULL ? choice->tone : WH_TONE_NEUTRAL;
}

/**
 * wh_record_matches:
 * @self: a record
 * @words: %NULL-terminated, from wh_record_fold()
 *
 * Returns: whether every word is in one of the searched fields; no words are in all of them
 */
gboolean
wh_record_matches (WhRecord          *self,
                   const char *const *words)
{
  const char *text;

  g_return_val_if_fail (WH_IS_RECORD (self), FALSE);
  g_return_val_if_fail (words != NULL, FALSE);

  text = (const char *) self->block;
  text += wh_record_block_get_offset (self->block, self->resource->n_fields);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (text, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * wh_text_fold:
 * @text: some text
 *
 * Returns: (transfer full): it without case and accents, in which the words of wh_record_fold()
 *   can be looked for
 */
char *
wh_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  GString *folded = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  wh_record_append_folded (folded, valid);

  return g_string_free (folded, FALSE);
}

/**
 * wh_record_fold:
 * @typed: (nullable): what somebody typed to search for
 *
 * Returns: (transfer full): its words without case and accents, for wh_record_matches()
 */
char **
wh_record_fold (const char *typed)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (typed != NULL ? typed : "", -1);
  g_autoptr (GString) folded = g_string_new (NULL);
  const char *start = NULL;

  wh_record_append_folded (folded, valid);
  for (const char *p = folded->str;; p = g_utf8_next_char (p))
    {
      gboolean inside = *p != '\0' && !g_unichar_isspace (g_utf8_get_char (p));

      if (inside && start == NULL)
        start = p;
      if (!inside && start != NULL)
        {
          g_autofree char *word = g_strndup (start, p - start);

          g_strv_builder_add (words, word);
          start = NULL;
        }
      if (*p == '\0')
        break;
    }

  return g_strv_builder_end (words);
}

/**
 * wh_record_dup_json:
 * @self: a record
 *
 * Returns: (transfer full): the object byte for byte as the API sent it, members that Wellhead
 *   does not know included
 */
char *
wh_record_dup_json (WhRecord *self)
{
  const char *slot;
  GString *json;

  g_return_val_if_fail (WH_IS_RECORD (self), NULL);

  json = g_string_new (NULL);
  slot = (const char *) self->block + (self->resource->n_fields + 1) * sizeof (guint32);
  for (const char *p = self->shape->text; *p != '\0'; p++)
    {
      gboolean is_string;

      if (*p != SLOT_MARK)
        {
          g_string_append_c (json, *p);
          continue;
        }

      is_string = *slot == SLOT_STRING || *slot == SLOT_STRING_NUMBER;
      slot += *slot == SLOT_STRING_NUMBER || *slot == SLOT_RAW_NUMBER ? 1 + NUMBER_SIZE : 1;
      if (is_string)
        g_string_append_c (json, '"');
      g_string_append (json, slot);
      if (is_string)
        g_string_append_c (json, '"');
      slot += strlen (slot) + 1;
    }

  return g_string_free (json, FALSE);
}

/**
 * wh_record_get_sort_key:
 * @self: a record
 * @field: an index in the resource's table
 *
 * What strcmp() orders records by, as the reader's language orders texts, whatever the case. To
 * be called in the main thread only: the key of the field that was asked for last is kept.
 *
 * Returns: the key, until another field's is asked for; "" where there is no value
 */
const char *
wh_record_get_sort_key (WhRecord *self,
                        guint     field)
{
  if (self->sort_key == NULL || self->sort_field != field)
    {
      const char *text = wh_record_get_text (self, field);
      g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);

      g_free (self->sort_key);
      self->sort_key = g_utf8_collate_key (folded, -1);
      self->sort_field = field;
    }

  return self->sort_key;
}
