/* wh-json.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-json-private.h"

#include <math.h>
#include <string.h>

#define REPLACEMENT 0xfffd

struct _WhJsonDocument
{
  GBytes *bytes;
  const guchar *text;
  WhJsonToken *tokens;
};

G_DEFINE_QUARK (wh-json-error-quark, wh_json_error)

static void
document_clear (gpointer data)
{
  WhJsonDocument *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->tokens, g_free);
}

static inline const WhJsonToken *
get_token (WhJsonValue value)
{
  return &value.document->tokens[value.index];
}

static guint
read_hex4 (const char *digits)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit * 16 + g_ascii_xdigit_value (digits[i]);

  return unit;
}

/* @p stands behind `\u` of a text that was checked. Returns what is behind the character. */
static const char *
append_unicode_escape (GString    *string,
                       const char *p,
                       const char *end)
{
  gunichar unit = read_hex4 (p);

  p += 4;
  if (unit >= 0xd800 && unit < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u')
    {
      guint low = read_hex4 (p + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
    }

  /* Half a pair is no character, and U+0000 would cut a C string. */
  if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
    unit = REPLACEMENT;
  g_string_append_unichar (string, unit);

  return p;
}

static char *
unescape (const char *p,
          gsize       length)
{
  GString *string = g_string_sized_new (length);
  const char *end = p + length;

  while (p < end)
    {
      const char *slash = memchr (p, '\\', end - p);

      if (slash == NULL)
        slash = end;
      g_string_append_len (string, p, slash - p);
      if (slash == end)
        break;

      p = slash + 2;
      switch (slash[1])
        {
        case 'b':
          g_string_append_c (string, '\b');
          break;

        case 'f':
          g_string_append_c (string, '\f');
          break;

        case 'n':
          g_string_append_c (string, '\n');
          break;

        case 'r':
          g_string_append_c (string, '\r');
          break;

        case 't':
          g_string_append_c (string, '\t');
          break;

        case 'u':
          p = append_unicode_escape (string, p, end);
          break;

        default: /* a quote or a slash stands for itself */
          g_string_append_c (string, slash[1]);
        }
    }

  return g_string_free (string, FALSE);
}

static gboolean
is_named (WhJsonValue  name,
          const char  *expected,
          gsize        expected_length)
{
  const WhJsonToken *token = get_token (name);
  g_autofree char *text = NULL;

  if (token->count == 0)
    return token->end - token->offset - 2 == expected_length &&
           memcmp (name.document->text + token->offset + 1, expected, expected_length) == 0;

  text = wh_json_value_dup_string (name);

  return g_strcmp0 (text, expected) == 0;
}

/* Multiplies and adds within 64 bits. */
static gboolean
append_digit (guint64 *number,
              guint    digit)
{
  return g_uint64_checked_mul (number, *number, 10) && g_uint64_checked_add (number, *number, digit);
}

/* A checked number as ±@digits × 10^@scale, where @digits does not end in 0. FALSE if that
 * does not fit, and then no integer of 64 bits equals it. */
static gboolean
split_number (const char *p,
              const char *end,
              guint64    *digits,
              gint64     *scale)
{
  gint64 n_zeros = 0, n_fraction = 0, exponent = 0;
  gboolean in_fraction = FALSE, negative = FALSE;

  *digits = 0;
  for (; p < end && (*p | 0x20) != 'e'; p++)
    {
      if (*p == '.')
        in_fraction = TRUE;
      if (!g_ascii_isdigit (*p))
        continue;

      n_fraction += in_fraction;
      if (*p == '0')
        {
          n_zeros += *digits != 0;
          continue;
        }
      for (; n_zeros > 0; n_zeros--)
        if (!append_digit (digits, 0))
          return FALSE;
      if (!append_digit (digits, g_ascii_digit_value (*p)))
        return FALSE;
    }

  for (; p < end; p++)
    {
      if (*p == '-')
        negative = TRUE;
      /* Beyond this nothing changes: no text that we read has as many digits. */
      else if (g_ascii_isdigit (*p) && exponent < G_GINT64_CONSTANT (1) << 40)
        exponent = exponent * 10 + g_ascii_digit_value (*p);
    }

  *scale = (negative ? -exponent : exponent) - n_fraction + n_zeros;

  return TRUE;
}

/**
 * wh_json_document_parse:
 * @bytes: a text; a reference is kept, nothing is copied
 * @max_depth: how many arrays and objects may be open at once, 0 for any number
 * @error: return location of a #GError of %WH_JSON_ERROR
 *
 * Reads one JSON value, strictly as RFC 8259 has it, from a text that is valid UTF-8; a byte
 * order mark in front is tolerated. Safe in any thread. The error says line, column and byte in
 * plain words; a text that is right as far as it goes is told from one that is wrong.
 *
 * Returns: (transfer full) (nullable): the document, never changed afterwards
 */
WhJsonDocument *
wh_json_document_parse (GBytes  *bytes,
                        guint    max_depth,
                        GError **error)
{
  g_autofree WhJsonToken *tokens = NULL;
  WhJsonDocument *self;
  const guchar *text;
  guint n_tokens;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  tokens = wh_json_read (text, length, max_depth, &n_tokens, error);
  if (tokens == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (WhJsonDocument);
  self->bytes = g_bytes_ref (bytes);
  self->text = text;
  self->tokens = g_steal_pointer (&tokens);

  return self;
}

/**
 * wh_json_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self; from any thread
 */
WhJsonDocument *
wh_json_document_ref (WhJsonDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * wh_json_document_unref:
 * @self: (transfer full): a document; from any thread
 */
void
wh_json_document_unref (WhJsonDocument *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, document_clear);
}

/**
 * wh_json_document_get_bytes:
 * @self: a document
 *
 * Returns: (transfer none): the text as it came
 */
GBytes *
wh_json_document_get_bytes (WhJsonDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * wh_json_document_get_root:
 * @self: a document
 *
 * Returns: its one value; there always is one
 */
WhJsonValue
wh_json_document_get_root (WhJsonDocument *self)
{
  return (WhJsonValue) { self, 0 };
}

/**
 * wh_json_value_get_type:
 * @value: a value
 *
 * Returns: what it is
 */
WhJsonType
wh_json_value_get_type (WhJsonValue value)
{
  return get_token (value)->type;
}

/**
 * wh_json_value_get_length:
 * @value: a value
 *
 * Returns: how many items an array or members an object has, duplicates counted; 0 for all else
 */
guint
wh_json_value_get_length (WhJsonValue value)
{
  const WhJsonToken *token = get_token (value);

  return token->type >= WH_JSON_ARRAY ? token->count : 0;
}

/**
 * wh_json_value_peek_text:
 * @value: a value
 * @length: (out): bytes
 *
 * Returns: (transfer none): the text of the value exactly as it came, the quotes of a string
 *   included; not terminated by a NUL
 */
const char *
wh_json_value_peek_text (WhJsonValue  value,
                         gsize       *length)
{
  const WhJsonToken *token = get_token (value);

  g_return_val_if_fail (length != NULL, NULL);

  *length = token->end - token->offset;

  return (const char *) value.document->text + token->offset;
}

/**
 * wh_json_value_get_int64:
 * @value: a value
 * @number: (out): the integer, untouched if there is none
 *
 * Exact or not at all: `12`, but also `12.0` and `1.2e1`, which are the same number. No string
 * is taken for a number.
 *
 * Returns: %FALSE if @value is not a number, not an integer, or does not fit
 */
gboolean
wh_json_value_get_int64 (WhJsonValue  value,
                         gint64      *number)
{
  const char *text;
  guint64 magnitude, limit;
  gint64 scale;
  gsize length;

  g_return_val_if_fail (number != NULL, FALSE);

  if (wh_json_value_get_type (value) != WH_JSON_NUMBER)
    return FALSE;

  text = wh_json_value_peek_text (value, &length);
  if (!split_number (text, text + length, &magnitude, &scale))
    return FALSE;

  if (magnitude == 0)
    scale = 0;
  if (scale < 0)
    return FALSE;
  for (; scale > 0; scale--)
    if (!append_digit (&magnitude, 0))
      return FALSE;

  limit = (guint64) G_MAXINT64 + (text[0] == '-');
  if (magnitude > limit)
    return FALSE;

  *number = text[0] == '-' ? (gint64) (0 - magnitude) : (gint64) magnitude;

  return TRUE;
}

/**
 * wh_json_value_get_double:
 * @value: a value
 * @number: (out): the nearest double, untouched if there is none
 *
 * For what is drawn, never for what is shown or sent as digits.
 *
 * Returns: %FALSE if @value is not a number or beyond what a double can hold
 */
gboolean
wh_json_value_get_double (WhJsonValue  value,
                          double      *number)
{
  g_autofree char *copy = NULL;
  const char *text;
  gsize length;
  double parsed;

  g_return_val_if_fail (number != NULL, FALSE);

  if (wh_json_value_get_type (value) != WH_JSON_NUMBER)
    return FALSE;

  text = wh_json_value_peek_text (value, &length);
  copy = g_strndup (text, length);
  parsed = g_ascii_strtod (copy, NULL);
  if (!isfinite (parsed))
    return FALSE;

  *number = parsed;

  return TRUE;
}

/**
 * wh_json_value_dup_string:
 * @value: a value
 *
 * What cannot be in a C string that is valid UTF-8 (half a surrogate pair, U+0000) becomes
 * U+FFFD.
 *
 * Returns: (transfer full) (nullable): the characters of a string; %NULL if @value is not one
 */
char *
wh_json_value_dup_string (WhJsonValue value)
{
  const WhJsonToken *token = get_token (value);
  const char *text;

  if (token->type != WH_JSON_STRING)
    return NULL;

  text = (const char *) value.document->text + token->offset + 1;

  return token->count == 0 ? g_strndup (text, token->end - token->offset - 2)
                           : unescape (text, token->end - token->offset - 2);
}

/**
 * wh_json_value_get_member:
 * @value: a value
 * @name: the name of a member, as it is without escapes
 * @member: (out) (optional): its value, untouched if there is none
 *
 * Returns: %FALSE if @value is not an object or has no such member; if it has several, the last
 *   is given
 */
gboolean
wh_json_value_get_member (WhJsonValue  value,
                          const char  *name,
                          WhJsonValue *member)
{
  WhJsonValue member_name = value, member_value = value;
  gboolean found = FALSE;
  gsize name_length;
  WhJsonIter iter;

  g_return_val_if_fail (name != NULL, FALSE);

  if (wh_json_value_get_type (value) != WH_JSON_OBJECT)
    return FALSE;

  name_length = strlen (name);
  wh_json_iter_init (&iter, value);
  while (wh_json_iter_next (&iter, &member_name, &member_value))
    {
      if (!is_named (member_name, name, name_length))
        continue;
      if (member != NULL)
        *member = member_value;
      found = TRUE;
    }

  return found;
}

/**
 * wh_json_iter_init:
 * @iter: (out caller-allocates): an iterator, valid as long as the document
 * @container: a value; what is neither an array nor an object has nothing in it
 */
void
wh_json_iter_init (WhJsonIter  *iter,
                   WhJsonValue  container)
{
  const WhJsonToken *token = get_token (container);

  g_return_if_fail (iter != NULL);

  iter->value = container;
  iter->next = container.index + 1;
  iter->end = token->next;
}

/**
 * wh_json_iter_next:
 * @iter: an iterator
 * @name: (out) (optional): the name of the member, a string; untouched in an array
 * @value: (out) (optional): the member or item
 *
 * Members come in the order of the text, duplicates included.
 *
 * Returns: %FALSE behind the last
 */
gboolean
wh_json_iter_next (WhJsonIter  *iter,
                   WhJsonValue *name,
                   WhJsonValue *value)
{
  const WhJsonDocument *document = iter->value.document;

  if (iter->next >= iter->end)
    return FALSE;

  if (get_token (iter->value)->type == WH_JSON_OBJECT)
    {
      if (name != NULL)
        *name = (WhJsonValue) { document, iter->next };
      iter->next++;
    }

  if (value != NULL)
    *value = (WhJsonValue) { document, iter->next };
  iter->next = document->tokens[iter->next].next;

  return TRUE;
}
