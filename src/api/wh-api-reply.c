/* wh-api-reply.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-reply-private.h"

#include "wh-api-redact.h"

#include <string.h>

/* An error is a sentence or a few; whatever is longer is not read. */
#define MAX_READ_BYTES (64 * 1024)
#define MAX_TEXT_CHARS 1000
#define MAX_SECRET_CHARS 512
#define MAX_FIELDS 64
#define MAX_DEPTH 32

/* Cut to what can be shown, on a character. Takes @text. */
static char *
shorten (char *text)
{
  if (g_utf8_strlen (text, -1) > MAX_TEXT_CHARS)
    {
      g_autofree char *head = g_utf8_substring (text, 0, MAX_TEXT_CHARS);

      g_free (text);
      return g_strconcat (head, "…", NULL);
    }

  return text;
}

/* Words with one space between them, nothing that does not print, and no secret. This is before
 * anything is shortened, which could leave a part of a secret that is not recognised. */
static char *
squeeze (const char        *text,
         const char *const *secrets)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          space = TRUE;
          continue;
        }
      if (space && words->len > 0)
        g_string_append_c (words, ' ');
      space = FALSE;
      g_string_append_unichar (words, character);
    }

  return wh_api_redact (words->str, secrets);
}

static void
append_line (GString    *text,
             const char *line)
{
  if (line == NULL || line[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Appends what a value says: a string its words, an array or object those of what is in it, any
 * other value its text. Depth is bounded by that of the document. */
static void
append_words (GString           *text,
              WhJsonValue        value,
              const char *const *secrets)
{
  WhJsonType type = wh_json_value_get_type (value);
  g_autofree char *words = NULL;
  WhJsonIter iter;
  WhJsonValue item;
  gsize length;

  if (type >= WH_JSON_ARRAY)
    {
      wh_json_iter_init (&iter, value);
      while (text->len < MAX_TEXT_CHARS && wh_json_iter_next (&iter, NULL, &item))
        append_words (text, item, secrets);
      return;
    }
  if (type == WH_JSON_NULL)
    return;

  if (type == WH_JSON_STRING)
    {
      g_autofree char *string = wh_json_value_dup_string (value);

      words = squeeze (string, secrets);
    }
  else
    {
      const char *raw = wh_json_value_peek_text (value, &length);
      g_autofree char *number = g_strndup (raw, length);

      words = squeeze (number, secrets);
    }

  append_line (text, words);
}

/* Members that speak of the request as a whole. */
static gboolean
is_general (const char *name)
{
  static const char *const names[] = { "non_field_errors", "detail", "error", "errors", "message" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
read_member (WhApiReply        *self,
             GString           *text,
             WhJsonValue        name_value,
             WhJsonValue        value,
             const char *const *secrets)
{
  g_autofree char *name = wh_json_value_dup_string (name_value);
  g_auto (GStrv) lines = NULL;
  GString *words = g_string_new (NULL);
  g_autofree char *message = NULL;

  append_words (words, value, secrets);
  message = shorten (g_string_free (words, FALSE));
  if (message[0] == '\0')
    return;

  if (is_general (name) || name[0] == '\0')
    {
      append_line (text, message);
      return;
    }

  if (self->fields->len / 2 >= MAX_FIELDS)
    return;

  lines = g_strsplit (message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *field = shorten (squeeze (name, secrets));
      g_autofree char *line = g_strconcat (field, ": ", lines[i], NULL);

      append_line (text, line);
      g_ptr_array_add (self->fields, g_steal_pointer (&field));
      g_ptr_array_add (self->fields, g_strdup (lines[i]));
    }
}

static void
read_json (WhApiReply        *self,
           GString           *text,
           WhJsonDocument    *document,
           const char *const *secrets)
{
  WhJsonValue root = wh_json_document_get_root (document), name = root, value;
  WhJsonIter iter;

  if (wh_json_value_get_type (root) != WH_JSON_OBJECT)
    {
      append_words (text, root, secrets);
      return;
    }

  wh_json_iter_init (&iter, root);
  while (text->len < MAX_TEXT_CHARS && wh_json_iter_next (&iter, &name, &value))
    read_member (self, text, name, value, secrets);
}

/* The end of an element whose text nobody is meant to read, or NULL. */
static const char *
skip_element (const char *p,
              const char *name)
{
  gsize length = strlen (name);
  g_autofree char *closing = g_strconcat ("</", name, NULL);
  const char *end;

  if (g_ascii_strncasecmp (p + 1, name, length) != 0 || g_ascii_isalnum (p[1 + length]))
    return NULL;

  end = strcasestr (p, closing);

  return end != NULL ? end : p + strlen (p);
}

static const char *
skip_tag (const char *p)
{
  static const char *const unread[] = { "script", "style", "head" };
  const char *end = NULL;

  if (g_str_has_prefix (p, "<!--"))
    {
      end = strstr (p, "-->");
      return end != NULL ? end + 3 : p + strlen (p);
    }

  for (guint i = 0; end == NULL && i < G_N_ELEMENTS (unread); i++)
    end = skip_element (p, unread[i]);

  end = strchr (end != NULL ? end : p, '>');

  return end != NULL ? end + 1 : p + strlen (p);
}

static void
append_entity (GString     *text,
               const char **p)
{
  const struct { const char *name, *character; } entities[] = {
    { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&#x27;", "'" },
    { "&apos;", "'" }, { "&nbsp;", " " }, { "&amp;", "&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (*p, entities[i].name))
      {
        g_string_append (text, entities[i].character);
        *p += strlen (entities[i].name);
        return;
      }

  g_string_append_c (text, '&');
  *p += 1;
}

/* The words of a page, for a person who reads an error: no parser of HTML, and what comes out is
 * only ever shown as plain text. */
static char *
strip_tags (const char        *html,
            const char *const *secrets)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = html;

  while (*p != '\0')
    {
      if (*p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?'))
        {
          p = skip_tag (p);
          g_string_append_c (text, ' ');
        }
      else if (*p == '&')
        append_entity (text, &p);
      else
        g_string_append_c (text, *p++);
    }

  return squeeze (text->str, secrets);
}

/**
 * wh_api_reply_looks_like_html:
 * @body: a body
 *
 * Returns: whether it begins as a page does, whatever its content type says
 */
gboolean
wh_api_reply_looks_like_html (GBytes *body)
{
  gsize length;
  const char *p = g_bytes_get_data (body, &length);
  const char *end = p + length;

  if (length >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p + 1 < end && p[0] == '<' && (g_ascii_isalpha (p[1]) || p[1] == '!' || p[1] == '?');
}

/* What is no JSON. A word that was cut in half says nothing, and might be half a secret. */
static char *
read_text (GBytes            *head,
           gboolean           is_cut,
           const char        *content_type,
           const char *const *secrets)
{
  g_autofree char *valid = g_utf8_make_valid (g_bytes_get_data (head, NULL),
                                              g_bytes_get_size (head));
  gsize length = strlen (valid);

  for (guint n = 0; is_cut && n < MAX_SECRET_CHARS && length > 0; n++)
    {
      if (!g_ascii_isgraph (valid[length - 1]))
        break;
      valid[--length] = '\0';
    }

  if (wh_api_reply_looks_like_html (head) || g_strcmp0 (content_type, "text/html") == 0)
    return strip_tags (valid, secrets);

  return squeeze (valid, secrets);
}

/**
 * wh_api_reply_read:
 * @body: the body of an error reply
 * @content_type: (nullable): its media type in lower case
 * @secrets: (nullable) (array zero-terminated=1): what must not be in the outcome
 *
 * Reads the four shapes of §1.6 and whatever else there may be: an object of arrays or of
 * strings, `detail`, `non_field_errors`, an array, a page, or any text. Nothing in it can make this
 * fail; only its first 64 KiB are looked at.
 *
 * Returns: (transfer full): what it says
 */
WhApiReply *
wh_api_reply_read (GBytes            *body,
                   const char        *content_type,
                   const char *const *secrets)
{
  WhApiReply *self = g_new0 (WhApiReply, 1);
  gsize size = g_bytes_get_size (body);
  g_autoptr (GBytes) head = g_bytes_new_from_bytes (body, 0, MIN (size, MAX_READ_BYTES));
  g_autoptr (WhJsonDocument) document = NULL;
  GString *text = g_string_new (NULL);

  self->fields = g_ptr_array_new_with_free_func (g_free);

  if (size <= MAX_READ_BYTES)
    document = wh_json_document_parse (head, MAX_DEPTH, NULL);
  if (document != NULL)
    read_json (self, text, document, secrets);
  else if (size > 0)
    {
      g_autofree char *words = read_text (head, size > MAX_READ_BYTES, content_type, secrets);

      g_string_append (text, words);
    }

  self->text = shorten (g_string_free (text, FALSE));
  if (self->text[0] == '\0')
    g_clear_pointer (&self->text, g_free);

  return self;
}

/**
 * wh_api_reply_free:
 * @self: a reply
 */
void
wh_api_reply_free (WhApiReply *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}
