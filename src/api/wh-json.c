/* wh-json.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-json.h"

#include <math.h>
#include <string.h>

/* Offsets are 32 bits and counts 29: a gibibyte is four times what any request may fetch. */
#define MAX_BYTES (1024 * 1024 * 1024 - 1)
#define NO_TOKEN G_MAXUINT32
#define REPLACEMENT 0xfffd

/* One value, or one name of a member; a container is followed by what is in it, names and
 * values in turn for an object. 16 bytes, because a body of 16 MiB may have millions. */
typedef struct
{
  guint32 offset;
  guint32 end;       /* of its text */
  guint32 next;      /* the token behind it and all that is in it; while it is open: its parent */
  guint32 type : 3;
  guint32 count : 29; /* items or members of a container; of a string: 1 if it has escapes */
} Token;

G_STATIC_ASSERT (sizeof (Token) == 16);

struct _WhJsonDocument
{
  GBytes *bytes;
  const guchar *text;
  Token *tokens;
  guint n_tokens;
};

/* What may come next. */
typedef enum
{
  STATE_VALUE,
  STATE_FIRST_ITEM, /* or the end of the array */
  STATE_FIRST_NAME, /* or the end of the object */
  STATE_NAME,
  STATE_BEHIND,     /* a comma or the end of what is open */
  STATE_DONE,
  STATE_FAILED,
} State;

typedef struct
{
  const guchar *start;
  const guchar *p;
  const guchar *end;
  Token *tokens;
  gsize n_tokens;
  gsize n_allocated;
  guint32 open; /* the innermost container that is not closed, or NO_TOKEN */
  guint depth;
  guint max_depth;
  GError **error;
} Parser;

G_DEFINE_QUARK (wh-json-error-quark, wh_json_error)

/* How long the character at @p is: 0 if it is not UTF-8, -1 if the text ends inside it. */
static int
measure_utf8 (const guchar *p,
              const guchar *end)
{
  guchar low = 0x80, high = 0xbf;
  int length;

  if (*p < 0x80)
    return 1;
  if (*p < 0xc2 || *p > 0xf4)
    return 0;

  length = *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;
  /* No overlong forms, no surrogates, nothing above U+10FFFF. */
  if (*p == 0xe0)
    low = 0xa0;
  else if (*p == 0xed)
    high = 0x9f;
  else if (*p == 0xf0)
    low = 0x90;
  else if (*p == 0xf4)
    high = 0x8f;

  for (int i = 1; i < length; i++)
    {
      if (p + i == end)
        return -1;
      if (p[i] < low || p[i] > high)
        return 0;
      low = 0x80;
      high = 0xbf;
    }

  return length;
}

static gboolean
has_bom (const guchar *text,
         gsize         length)
{
  return length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0;
}

static State G_GNUC_PRINTF (4, 5)
fail (Parser       *self,
      const guchar *at,
      WhJsonError   code,
      const char   *format,
      ...)
{
  g_autofree char *what = NULL;
  const guchar *p = self->start;
  guint line = 1, column = 1;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  if (has_bom (p, self->end - p) && at >= p + 3)
    p += 3;
  for (; p < at; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if ((*p & 0xc0) != 0x80)
        column++;
    }

  g_set_error (self->error, WH_JSON_ERROR, code,
               "Line %u, column %u (byte %" G_GSIZE_FORMAT "): %s",
               line, column, (gsize) (at - self->start), what);

  return STATE_FAILED;
}

/* What stands at the position is not what may stand there. */
static State
fail_unexpected (Parser     *self,
                 const char *expected)
{
  int length;

  if (self->p == self->end)
    return fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends where %s should be", expected);

  length = measure_utf8 (self->p, self->end);
  if (length < 0)
    return fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a character");
  if (length == 0)
    return fail (self, self->p, WH_JSON_ERROR_ENCODING, "This byte (0x%02X) is not UTF-8", *self->p);
  if (*self->p < 0x20 || *self->p == 0x7f)
    return fail (self, self->p, WH_JSON_ERROR_SYNTAX, "A control character (U+%04X) where %s should be",
                 *self->p, expected);

  return fail (self, self->p, WH_JSON_ERROR_SYNTAX, "“%.*s” where %s should be",
               length, (const char *) self->p, expected);
}

static inline void
skip_space (Parser *self)
{
  while (self->p < self->end &&
         (*self->p == ' ' || *self->p == '\n' || *self->p == '\r' || *self->p == '\t'))
    self->p++;
}

static inline Token *
add_token (Parser       *self,
           WhJsonType    type,
           const guchar *from)
{
  Token *token;

  if (G_UNLIKELY (self->n_tokens == self->n_allocated))
    {
      self->n_allocated += self->n_allocated / 2 + 16;
      self->tokens = g_renew (Token, self->tokens, self->n_allocated);
    }

  token = &self->tokens[self->n_tokens++];
  token->offset = from - self->start;
  token->end = self->p - self->start;
  token->next = self->n_tokens;
  token->type = type;
  token->count = 0;

  return token;
}

static inline State
get_state_behind (Parser *self)
{
  return self->open == NO_TOKEN ? STATE_DONE : STATE_BEHIND;
}

/* The first byte at or behind @p that is not plain text of a string, eight at a time. */
static inline const guchar *
skip_plain (const guchar *p,
            const guchar *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = ones << 7;

  while (end - p >= 8)
    {
      guint64 word, quotes, slashes;

      memcpy (&word, p, 8);
      quotes = word ^ (ones * '"');
      slashes = word ^ (ones * '\\');
      if (((word | ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) |
            ((slashes - ones) & ~slashes)) & highs) != 0)
        break;
      p += 8;
    }

  while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\')
    p++;

  return p;
}

/* @self stands on the backslash. */
static gboolean
read_escape (Parser *self)
{
  const guchar *at = self->p++;

  if (self->p == self->end)
    {
      fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a string");
      return FALSE;
    }

  if (*self->p != 'u')
    {
      if (*self->p != '\0' && strchr ("\"\\/bfnrt", *self->p) != NULL)
        {
          self->p++;
          return TRUE;
        }
      fail (self, at, WH_JSON_ERROR_SYNTAX, "A backslash that does not begin an escape");
      return FALSE;
    }

  self->p++;
  for (guint i = 0; i < 4; i++, self->p++)
    {
      if (self->p == self->end)
        {
          fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a string");
          return FALSE;
        }
      if (!g_ascii_isxdigit (*self->p))
        {
          fail (self, at, WH_JSON_ERROR_SYNTAX, "A \\u escape without four hexadecimal digits");
          return FALSE;
        }
    }

  return TRUE;
}

/* Whatever ended the plain text of a string but its closing quote. */
static gboolean
read_special (Parser   *self,
              gboolean *escaped)
{
  int length;

  if (self->p == self->end)
    {
      fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a string");
      return FALSE;
    }

  if (*self->p == '\\')
    {
      *escaped = TRUE;
      return read_escape (self);
    }

  if (*self->p < 0x20)
    {
      fail (self, self->p, WH_JSON_ERROR_SYNTAX,
            "A control character (U+%04X) inside a string must be escaped", *self->p);
      return FALSE;
    }

  length = measure_utf8 (self->p, self->end);
  if (length > 0)
    {
      self->p += length;
      return TRUE;
    }

  if (length < 0)
    fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a character");
  else
    fail (self, self->p, WH_JSON_ERROR_ENCODING, "This byte (0x%02X) is not UTF-8", *self->p);

  return FALSE;
}

/* @self stands on the opening quote. */
static gboolean
read_string (Parser *self)
{
  const guchar *from = self->p++;
  gboolean escaped = FALSE;

  for (;;)
    {
      self->p = skip_plain (self->p, self->end);
      if (self->p < self->end && *self->p == '"')
        break;
      if (!read_special (self, &escaped))
        return FALSE;
    }

  self->p++;
  add_token (self, WH_JSON_STRING, from)->count = escaped;

  return TRUE;
}

static gboolean
read_digits (Parser     *self,
             const char *where)
{
  if (self->p == self->end)
    {
      fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a number");
      return FALSE;
    }

  if (!g_ascii_isdigit (*self->p))
    {
      fail_unexpected (self, where);
      return FALSE;
    }

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;

  return TRUE;
}

static State
read_number (Parser *self)
{
  const guchar *from = self->p;

  if (*self->p == '-')
    self->p++;

  if (self->p < self->end && *self->p == '0')
    {
      self->p++;
      if (self->p < self->end && g_ascii_isdigit (*self->p))
        return fail (self, from, WH_JSON_ERROR_SYNTAX, "A number that begins with 0");
    }
  else if (!read_digits (self, "a digit"))
    return STATE_FAILED;

  if (self->p < self->end && *self->p == '.')
    {
      self->p++;
      if (!read_digits (self, "a digit behind the decimal point"))
        return STATE_FAILED;
    }

  if (self->p < self->end && (*self->p | 0x20) == 'e')
    {
      self->p++;
      if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
        self->p++;
      if (!read_digits (self, "a digit of the exponent"))
        return STATE_FAILED;
    }

  add_token (self, WH_JSON_NUMBER, from);

  return get_state_behind (self);
}

static State
read_word (Parser     *self,
           const char *word,
           WhJsonType  type)
{
  const guchar *from = self->p;

  for (; *word != '\0'; word++, self->p++)
    {
      if (self->p == self->end)
        return fail (self, self->p, WH_JSON_ERROR_TRUNCATED, "The text ends inside a word");
      if (*self->p != (guchar) *word)
        {
          self->p = from;
          return fail_unexpected (self, "a value");
        }
    }

  add_token (self, type, from);

  return get_state_behind (self);
}

static State
open_container (Parser     *self,
                WhJsonType  type)
{
  const guchar *from = self->p++;
  Token *token;

  if (self->max_depth > 0 && self->depth == self->max_depth)
    return fail (self, from, WH_JSON_ERROR_DEPTH, "Nested deeper than %u levels", self->max_depth);

  token = add_token (self, type, from);
  token->next = self->open;
  self->open = self->n_tokens - 1;
  self->depth++;

  return type == WH_JSON_OBJECT ? STATE_FIRST_NAME : STATE_FIRST_ITEM;
}

static State
close_container (Parser *self)
{
  Token *token = &self->tokens[self->open];

  self->p++;
  self->open = token->next;
  self->depth--;
  token->end = self->p - self->start;
  token->next = self->n_tokens;

  return get_state_behind (self);
}

static State
read_value (Parser *self)
{
  State state = STATE_FAILED;

  if (self->p == self->end)
    return fail_unexpected (self, "a value");

  if (self->open != NO_TOKEN)
    self->tokens[self->open].count++;

  switch (*self->p)
    {
    case '"':
      if (read_string (self))
        state = get_state_behind (self);
      break;

    case '{':
      state = open_container (self, WH_JSON_OBJECT);
      break;

    case '[':
      state = open_container (self, WH_JSON_ARRAY);
      break;

    case 't':
      state = read_word (self, "true", WH_JSON_TRUE);
      break;

    case 'f':
      state = read_word (self, "false", WH_JSON_FALSE);
      break;

    case 'n':
      state = read_word (self, "null", WH_JSON_NULL);
      break;

    default:
      if (*self->p == '-' || g_ascii_isdigit (*self->p))
        state = read_number (self);
      else
        state = fail_unexpected (self, "a value");
    }

  return state;
}

static State
read_name (Parser *self)
{
  if (self->p == self->end || *self->p != '"')
    return fail_unexpected (self, "the name of a member in quotes");
  if (!read_string (self))
    return STATE_FAILED;

  skip_space (self);
  if (self->p == self->end || *self->p != ':')
    return fail_unexpected (self, "a colon");
  self->p++;

  return STATE_VALUE;
}

static State
read_behind (Parser *self)
{
  gboolean in_object = self->tokens[self->open].type == WH_JSON_OBJECT;

  if (self->p < self->end && *self->p == ',')
    {
      self->p++;
      return in_object ? STATE_NAME : STATE_VALUE;
    }
  if (self->p < self->end && *self->p == (in_object ? '}' : ']'))
    return close_container (self);

  return fail_unexpected (self, in_object ? "a comma or “}”" : "a comma or “]”");
}

static gboolean
read_document (Parser *self)
{
  State state = STATE_VALUE;

  if (has_bom (self->p, self->end - self->p))
    self->p += 3;

  skip_space (self);
  if (self->p == self->end)
    state = fail (self, self->p, WH_JSON_ERROR_EMPTY, "There is nothing here");

  while (state < STATE_DONE)
    {
      skip_space (self);
      if (state == STATE_BEHIND)
        state = read_behind (self);
      else if (state == STATE_NAME)
        state = read_name (self);
      else if (state == STATE_FIRST_NAME)
        state = self->p < self->end && *self->p == '}' ? close_container (self) : read_name (self);
      else if (state == STATE_FIRST_ITEM && self->p < self->end && *self->p == ']')
        state = close_container (self);
      else
        state = read_value (self);
    }

  if (state == STATE_FAILED)
    return FALSE;

  skip_space (self);
  if (self->p == self->end)
    return TRUE;

  if (measure_utf8 (self->p, self->end) == 0)
    fail_unexpected (self, "the end");
  else
    fail (self, self->p, WH_JSON_ERROR_TRAILING, "There is more text behind the value");

  return FALSE;
}

static void
document_clear (gpointer data)
{
  WhJsonDocument *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->tokens, g_free);
}

static inline const Token *
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
  const Token *token = get_token (name);
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
  Parser parser = { .open = NO_TOKEN, .max_depth = max_depth, .error = error };
  WhJsonDocument *self;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  parser.start = parser.p = g_bytes_get_data (bytes, &length);
  parser.end = parser.start + length;
  if (length > MAX_BYTES)
    {
      fail (&parser, parser.start, WH_JSON_ERROR_SYNTAX, "The text is larger than 1 GiB");
      return NULL;
    }

  parser.n_allocated = length / 16 + 16;
  parser.tokens = g_new (Token, parser.n_allocated);
  if (!read_document (&parser))
    {
      g_free (parser.tokens);
      return NULL;
    }

  self = g_atomic_rc_box_new0 (WhJsonDocument);
  self->bytes = g_bytes_ref (bytes);
  self->text = parser.start;
  self->tokens = g_renew (Token, parser.tokens, parser.n_tokens);
  self->n_tokens = parser.n_tokens;

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
  const Token *token = get_token (value);

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
  const Token *token = get_token (value);

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
  const Token *token = get_token (value);
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
  const Token *token = get_token (container);

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
