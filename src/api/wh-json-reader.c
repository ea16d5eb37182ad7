/* wh-json-reader.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-json-private.h"

#include <string.h>

/* Offsets are 32 bits and counts 29: a gibibyte is four times what any request may fetch. */
#define MAX_BYTES (1024 * 1024 * 1024 - 1)
#define NO_TOKEN G_MAXUINT32

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
  WhJsonToken *tokens;
  gsize n_tokens;
  gsize n_allocated;
  guint32 open; /* the innermost container that is not closed, or NO_TOKEN */
  guint depth;
  guint max_depth;
  GError **error;
} Parser;

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

static inline WhJsonToken *
add_token (Parser       *self,
           WhJsonType    type,
           const guchar *from)
{
  WhJsonToken *token;

  if (G_UNLIKELY (self->n_tokens == self->n_allocated))
    {
      self->n_allocated += self->n_allocated / 2 + 16;
      self->tokens = g_renew (WhJsonToken, self->tokens, self->n_allocated);
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
  WhJsonToken *token;

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
  WhJsonToken *token = &self->tokens[self->open];

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

/**
 * wh_json_read:
 * @text: (array length=length): a text
 * @length: bytes
 * @max_depth: how many arrays and objects may be open at once, 0 for any number
 * @n_tokens: (out): how many tokens there are, at least one
 * @error: return location of a #GError of %WH_JSON_ERROR
 *
 * The grammar behind wh_json_document_parse(). What is open is chained through the tokens
 * themselves, so there is neither recursion nor a stack beside them. Private to the layer.
 *
 * Returns: (transfer full) (nullable): the index of @text, to be freed with g_free()
 */
WhJsonToken *
wh_json_read (const guchar  *text,
              gsize          length,
              guint          max_depth,
              guint         *n_tokens,
              GError       **error)
{
  Parser parser = {
    .start = text, .p = text, .end = text + length,
    .open = NO_TOKEN, .max_depth = max_depth, .error = error,
  };

  if (length > MAX_BYTES)
    {
      fail (&parser, text, WH_JSON_ERROR_SYNTAX, "The text is larger than 1 GiB");
      return NULL;
    }

  parser.n_allocated = length / 16 + 16;
  parser.tokens = g_new (WhJsonToken, parser.n_allocated);
  if (!read_document (&parser))
    {
      g_free (parser.tokens);
      return NULL;
    }

  *n_tokens = parser.n_tokens;

  return g_renew (WhJsonToken, parser.tokens, parser.n_tokens);
}
