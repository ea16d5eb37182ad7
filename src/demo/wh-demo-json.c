/* wh-demo-json.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-json.h"

#include "wh-demo-time.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 32

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static WhDemoValue *parse_value (Cursor *cursor,
                                 int     depth);

static void
append_padded (GString *out,
               guint    number,
               int      width)
{
  char digits[8];

  for (int i = width - 1; i >= 0; i--)
    {
      digits[i] = (char) ('0' + number % 10);
      number /= 10;
    }
  g_string_append_len (out, digits, width);
}

static void
append_instant (GString *out,
                gint64   seconds)
{
  gint64 days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400;
  guint of_day = (guint) (seconds - days * 86400);
  int year, month, day;

  wh_demo_time_civil (days, &year, &month, &day);
  append_padded (out, (guint) CLAMP (year, 0, 9999), 4);
  g_string_append_c (out, '-');
  append_padded (out, (guint) month, 2);
  g_string_append_c (out, '-');
  append_padded (out, (guint) day, 2);
  g_string_append_c (out, 'T');
  append_padded (out, of_day / 3600, 2);
  g_string_append_c (out, ':');
  append_padded (out, of_day / 60 % 60, 2);
  g_string_append_c (out, ':');
  append_padded (out, of_day % 60, 2);
}

/**
 * wh_demo_json_string:
 * @out: where to
 * @text: (nullable): valid UTF-8, %NULL for null
 */
void
wh_demo_json_string (GString    *out,
                     const char *text)
{
  const char *start = text;

  if (text == NULL)
    {
      g_string_append_len (out, "null", 4);
      return;
    }

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (G_LIKELY (c >= 0x20 && c != '"' && c != '\\'))
        continue;

      g_string_append_len (out, start, text - start);
      start = text + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char) c);
        }
      else
        {
          g_string_append_printf (out, "\\u%04x", c);
        }
    }
  g_string_append_len (out, start, text - start);
  g_string_append_c (out, '"');
}

/**
 * wh_demo_json_key:
 * @out: where to
 * @key: the name of a member, written with its comma where one is due and its colon
 */
void
wh_demo_json_key (GString    *out,
                  const char *key)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  wh_demo_json_string (out, key);
  g_string_append_c (out, ':');
}

/**
 * wh_demo_json_int:
 * @out: where to
 * @number: a number
 */
void
wh_demo_json_int (GString *out,
                  gint64   number)
{
  char digits[24];
  int at = sizeof digits;
  guint64 left = number < 0 ? -(guint64) number : (guint64) number;

  do
    {
      digits[--at] = (char) ('0' + left % 10);
      left /= 10;
    }
  while (left > 0);
  if (number < 0)
    digits[--at] = '-';

  g_string_append_len (out, digits + at, (gssize) sizeof digits - at);
}

/**
 * wh_demo_json_cents:
 * @out: where to
 * @cents: minor units, written in major units as metrics are (§6.4), exactly
 */
void
wh_demo_json_cents (GString *out,
                    gint64   cents)
{
  guint64 size = cents < 0 ? -(guint64) cents : (guint64) cents;

  if (cents < 0)
    g_string_append_c (out, '-');
  wh_demo_json_int (out, (gint64) (size / 100));
  g_string_append_c (out, '.');
  append_padded (out, (guint) (size % 100), 2);
}

/**
 * wh_demo_json_decimal:
 * @out: where to
 * @number: a rate, or NAN for null: "cannot be computed" (§6.4)
 */
void
wh_demo_json_decimal (GString *out,
                      double   number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    g_string_append (out, "null");
  else
    g_string_append (out, g_ascii_formatd (text, sizeof text, "%.4f", number));
}

/**
 * wh_demo_json_time:
 * @out: where to
 * @seconds: an instant
 */
void
wh_demo_json_time (GString *out,
                   gint64   seconds)
{
  g_string_append_c (out, '"');
  append_instant (out, seconds);
  g_string_append_len (out, "Z\"", 2);
}

/**
 * wh_demo_json_time_micro:
 * @out: where to
 * @microseconds: an instant, written with its microseconds as updated_on is (§1.7)
 */
void
wh_demo_json_time_micro (GString *out,
                         gint64   microseconds)
{
  g_string_append_c (out, '"');
  append_instant (out, microseconds / G_USEC_PER_SEC);
  g_string_append_c (out, '.');
  append_padded (out, (guint) (microseconds % G_USEC_PER_SEC), 6);
  g_string_append_len (out, "Z\"", 2);
}

static WhDemoValue *
value_new (WhDemoValueKind kind)
{
  WhDemoValue *self = g_new0 (WhDemoValue, 1);

  self->kind = kind;
  return self;
}

static void
skip_space (Cursor *cursor)
{
  while (cursor->at < cursor->end && strchr (" \t\r\n", *cursor->at) != NULL && *cursor->at != '\0')
    cursor->at++;
}

static gboolean
take (Cursor *cursor,
      char    wanted)
{
  skip_space (cursor);
  if (cursor->at == cursor->end || *cursor->at != wanted)
    return FALSE;
  cursor->at++;
  return TRUE;
}

static int
parse_hex4 (Cursor *cursor)
{
  int code = 0;

  if (cursor->end - cursor->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*cursor->at++);

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
    }
  return code;
}

/* NUL is refused: nothing that the API keeps could hold it. */
static gboolean
parse_unicode_escape (Cursor  *cursor,
                      GString *out)
{
  int code = parse_hex4 (cursor);

  if (code >= 0xd800 && code < 0xdc00)
    {
      int low;

      if (cursor->end - cursor->at < 6 || cursor->at[0] != '\\' || cursor->at[1] != 'u')
        return FALSE;
      cursor->at += 2;
      low = parse_hex4 (cursor);
      if (low < 0xdc00 || low > 0xdfff)
        return FALSE;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (code <= 0 || (code >= 0xdc00 && code <= 0xdfff))
    {
      return FALSE;
    }

  g_string_append_unichar (out, (gunichar) code);
  return TRUE;
}

static gboolean
parse_escape (Cursor  *cursor,
              GString *out)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;
  char c;

  if (cursor->at == cursor->end)
    return FALSE;

  c = *cursor->at++;
  if (c == 'u')
    return parse_unicode_escape (cursor, out);

  found = c == '\0' ? NULL : strchr (from, c);
  if (found == NULL)
    return FALSE;
  g_string_append_c (out, to[found - from]);
  return TRUE;
}

static char *
parse_string (Cursor *cursor)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (!take (cursor, '"'))
    return NULL;

  while (cursor->at < cursor->end)
    {
      char c = *cursor->at++;

      if (c == '"')
        return g_string_free (g_steal_pointer (&out), FALSE);
      if ((guchar) c < 0x20)
        return NULL;
      if (c != '\\')
        g_string_append_c (out, c);
      else if (!parse_escape (cursor, out))
        return NULL;
    }

  return NULL;
}

static gsize
count_digits (Cursor *cursor)
{
  const char *start = cursor->at;

  while (cursor->at < cursor->end && g_ascii_isdigit (*cursor->at))
    cursor->at++;
  return (gsize) (cursor->at - start);
}

static WhDemoValue *
parse_number (Cursor *cursor)
{
  WhDemoValue *value;
  const char *start = cursor->at;

  if (*cursor->at == '-')
    cursor->at++;
  if (cursor->end - cursor->at >= 2 && cursor->at[0] == '0' && g_ascii_isdigit (cursor->at[1]))
    return NULL;
  if (count_digits (cursor) == 0)
    return NULL;
  if (cursor->at < cursor->end && *cursor->at == '.')
    {
      cursor->at++;
      if (count_digits (cursor) == 0)
        return NULL;
    }
  if (cursor->at < cursor->end && (*cursor->at == 'e' || *cursor->at == 'E'))
    {
      cursor->at++;
      if (cursor->at < cursor->end && (*cursor->at == '+' || *cursor->at == '-'))
        cursor->at++;
      if (count_digits (cursor) == 0)
        return NULL;
    }

  value = value_new (WH_DEMO_VALUE_NUMBER);
  value->text = g_strndup (start, (gsize) (cursor->at - start));
  return value;
}

static WhDemoValue *
parse_array (Cursor *cursor,
             int     depth)
{
  g_autoptr(WhDemoValue) array = value_new (WH_DEMO_VALUE_ARRAY);

  array->items = g_ptr_array_new_with_free_func ((GDestroyNotify) wh_demo_value_free);
  if (take (cursor, ']'))
    return g_steal_pointer (&array);

  do
    {
      WhDemoValue *item = parse_value (cursor, depth);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (array->items, item);
    }
  while (take (cursor, ','));

  return take (cursor, ']') ? g_steal_pointer (&array) : NULL;
}

static WhDemoValue *
parse_object (Cursor *cursor,
              int     depth)
{
  g_autoptr(WhDemoValue) object = value_new (WH_DEMO_VALUE_OBJECT);

  object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) wh_demo_value_free);
  if (take (cursor, '}'))
    return g_steal_pointer (&object);

  do
    {
      g_autofree char *name = parse_string (cursor);
      WhDemoValue *member;

      if (name == NULL || !take (cursor, ':'))
        return NULL;
      member = parse_value (cursor, depth);
      if (member == NULL)
        return NULL;
      g_hash_table_replace (object->members, g_steal_pointer (&name), member);
    }
  while (take (cursor, ','));

  return take (cursor, '}') ? g_steal_pointer (&object) : NULL;
}

static WhDemoValue *
parse_word (Cursor *cursor)
{
  static const struct { const char *word; WhDemoValueKind kind; gboolean truth; } words[] = {
    { "null", WH_DEMO_VALUE_NULL, FALSE },
    { "true", WH_DEMO_VALUE_BOOLEAN, TRUE },
    { "false", WH_DEMO_VALUE_BOOLEAN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);
      WhDemoValue *value;

      if ((gsize) (cursor->end - cursor->at) < length
          || strncmp (cursor->at, words[i].word, length) != 0)
        continue;

      cursor->at += length;
      value = value_new (words[i].kind);
      value->truth = words[i].truth;
      return value;
    }

  return NULL;
}

static WhDemoValue *
parse_value (Cursor *cursor,
             int     depth)
{
  WhDemoValue *value;

  skip_space (cursor);
  if (cursor->at == cursor->end || depth >= MAX_DEPTH)
    return NULL;

  switch (*cursor->at)
    {
    case '{':
      cursor->at++;
      return parse_object (cursor, depth + 1);

    case '[':
      cursor->at++;
      return parse_array (cursor, depth + 1);

    case '"':
      value = value_new (WH_DEMO_VALUE_STRING);
      value->text = parse_string (cursor);
      if (value->text == NULL)
        g_clear_pointer (&value, wh_demo_value_free);
      return value;

    default:
      if (*cursor->at == '-' || g_ascii_isdigit (*cursor->at))
        return parse_number (cursor);
      return parse_word (cursor);
    }
}

/**
 * wh_demo_value_parse:
 * @text: bytes that somebody sent
 * @length: how many
 *
 * Returns: (transfer full) (nullable): the one complete JSON value that they are, or %NULL
 */
WhDemoValue *
wh_demo_value_parse (const char *text,
                     gsize       length)
{
  g_autoptr(WhDemoValue) value = NULL;
  Cursor cursor = { text, text + length };

  if (!g_utf8_validate_len (text, length, NULL))
    return NULL;

  value = parse_value (&cursor, 0);
  skip_space (&cursor);
  if (value == NULL || cursor.at != cursor.end)
    return NULL;

  return g_steal_pointer (&value);
}

/**
 * wh_demo_value_free:
 * @self: (transfer full): a value
 */
void
wh_demo_value_free (WhDemoValue *self)
{
  g_free (self->text);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_free (self);
}

/**
 * wh_demo_value_get_member:
 * @self: (nullable): a value of any kind
 * @name: the name of a member
 *
 * Returns: (transfer none) (nullable): the member, if @self is an object that has it
 */
WhDemoValue *
wh_demo_value_get_member (const WhDemoValue *self,
                          const char        *name)
{
  if (self == NULL || self->kind != WH_DEMO_VALUE_OBJECT)
    return NULL;

  return g_hash_table_lookup (self->members, name);
}
