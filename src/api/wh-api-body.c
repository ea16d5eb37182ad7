/* wh-api-body.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-body.h"

#include <gio/gio.h>
#include <string.h>

#define FIRST_ALLOCATION (16 * 1024)

/* What an announced length may make us set aside before a byte of it has come. */
#define MAX_TRUSTED_LENGTH (4 * 1024 * 1024)

struct _WhApiBody
{
  guint8 *data;
  gsize length;
  gsize allocated;
  gsize max_bytes;

  gsize wire_size;
  goffset announced; /* -1: not announced */
  GConverter *decoder; /* (nullable) */
  GByteArray *undecoded; /* what the decoder could not use yet */
  gboolean decoder_ended;
  gboolean may_have_body;
  gboolean too_large;
  char *damage;
};

static void
set_damage (WhApiBody  *self,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

/* The first thing that was wrong is what is told: the rest follows from it. */
static void
set_damage (WhApiBody  *self,
            const char *format,
            ...)
{
  va_list args;

  if (self->damage != NULL)
    return;

  va_start (args, format);
  self->damage = g_strdup_vprintf (format, args);
  va_end (args);
}

static void
read_encoding (WhApiBody          *self,
               SoupMessageHeaders *headers)
{
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  if (encoding == NULL || !self->may_have_body || g_ascii_strcasecmp (encoding, "identity") == 0
      || *encoding == '\0')
    return;

  if (g_ascii_strcasecmp (encoding, "gzip") == 0 || g_ascii_strcasecmp (encoding, "x-gzip") == 0)
    {
      self->decoder =
        G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      return;
    }

  set_damage (self, "The reply is encoded as “%s”, which was not asked for", encoding);
}

/* The same length said twice is one length; two lengths are none. */
static gboolean
parse_length (const char *text,
              guint64    *length)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 part;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 0, G_MAXINT64, &part, NULL)
          || (i > 0 && part != *length))
        return FALSE;
      *length = part;
    }

  return parts[0] != NULL;
}

static void
read_length (WhApiBody          *self,
             SoupMessageHeaders *headers)
{
  const char *text;
  guint64 length;

  /* Chunks have the last word where both are there. */
  if (!self->may_have_body || soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL)
    return;

  text = soup_message_headers_get_list (headers, "Content-Length");
  if (text == NULL)
    return;

  if (!parse_length (text, &length))
    set_damage (self, "The length that the server announced is not a number of bytes");
  else
    self->announced = (goffset) length;
}

/**
 * wh_api_body_new:
 * @headers: the headers of the answer
 * @may_have_body: %FALSE if the method or the status rule a body out
 * @max_bytes: how many decoded bytes to accept
 *
 * Returns: (transfer full): an empty body
 */
WhApiBody *
wh_api_body_new (SoupMessageHeaders *headers,
                 gboolean            may_have_body,
                 gsize               max_bytes)
{
  WhApiBody *self;

  g_return_val_if_fail (headers != NULL, NULL);

  self = g_new0 (WhApiBody, 1);
  self->max_bytes = max_bytes;
  self->may_have_body = may_have_body;
  self->announced = -1;
  read_encoding (self, headers);
  read_length (self, headers);

  return self;
}

/**
 * wh_api_body_free:
 * @self: a body
 */
void
wh_api_body_free (WhApiBody *self)
{
  g_clear_object (&self->decoder);
  g_clear_pointer (&self->undecoded, g_byte_array_unref);
  g_free (self->data);
  g_free (self->damage);
  g_free (self);
}

static void
reserve (WhApiBody *self,
         gsize      more)
{
  gsize needed = self->length + more;

  if (needed <= self->allocated)
    return;

  if (self->allocated == 0 && self->decoder == NULL && self->announced > 0)
    needed = MAX (needed, (gsize) MIN (self->announced, MAX_TRUSTED_LENGTH));
  else
    needed = MAX (needed, MAX (FIRST_ALLOCATION, self->allocated + self->allocated / 2));

  self->data = g_realloc (self->data, needed);
  self->allocated = needed;
}

static void
append (WhApiBody    *self,
        const guint8 *data,
        gsize         length)
{
  if (length > self->max_bytes - self->length)
    {
      self->too_large = TRUE;
      return;
    }

  /* There may be no memory yet, and memcpy() must not be given none even for nothing. */
  if (length == 0)
    return;

  reserve (self, length);
  memcpy (self->data + self->length, data, length);
  self->length += length;
}

static gboolean
decode_once (WhApiBody    *self,
             const guint8 *data,
             gsize         length,
             gsize        *used)
{
  g_autoptr(GError) error = NULL;
  guint8 buffer[16 * 1024];
  gsize n_written = 0;
  GConverterResult result;

  *used = 0;
  result = g_converter_convert (self->decoder, data, length, buffer, sizeof (buffer),
                                G_CONVERTER_NO_FLAGS, used, &n_written, &error);
  switch (result)
    {
    case G_CONVERTER_CONVERTED:
      append (self, buffer, n_written);
      return TRUE;

    case G_CONVERTER_FINISHED:
      append (self, buffer, n_written);
      self->decoder_ended = TRUE;
      return TRUE;

    case G_CONVERTER_ERROR:
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        set_damage (self, "The compressed reply is damaged");
      return FALSE;

    case G_CONVERTER_FLUSHED:
    default:
      return FALSE;
    }
}

static void
decode (WhApiBody    *self,
        const guint8 *data,
        gsize         length)
{
  gsize used = 0;

  if (self->undecoded != NULL)
    {
      g_byte_array_append (self->undecoded, data, length);
      data = self->undecoded->data;
      length = self->undecoded->len;
    }

  while (length > 0 && self->damage == NULL && !self->too_large)
    {
      if (self->decoder_ended)
        {
          set_damage (self, "The compressed reply goes on behind its end");
          break;
        }
      if (!decode_once (self, data, length, &used))
        break;
      data += used;
      length -= used;
    }

  if (length > 0 && self->damage == NULL)
    {
      GByteArray *rest = g_byte_array_append (g_byte_array_new (), data, length);

      g_clear_pointer (&self->undecoded, g_byte_array_unref);
      self->undecoded = rest;
    }
  else
    {
      g_clear_pointer (&self->undecoded, g_byte_array_unref);
    }
}

/**
 * wh_api_body_feed:
 * @self: a body
 * @data: (array length=length): bytes as they came
 * @length: how many
 *
 * Returns: whether it wants more; %FALSE once it has become too large
 */
gboolean
wh_api_body_feed (WhApiBody    *self,
                  const guint8 *data,
                  gsize         length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->wire_size += length;
  if (self->decoder != NULL)
    {
      if (self->damage == NULL)
        decode (self, data, length);
    }
  else
    {
      append (self, data, length);
    }

  return !self->too_large;
}

/**
 * wh_api_body_is_too_large:
 * @self: a body
 *
 * Returns: whether there was more than what it may hold
 */
gboolean
wh_api_body_is_too_large (WhApiBody *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->too_large
         || (self->decoder == NULL && self->announced >= 0
             && (guint64) self->announced > self->max_bytes);
}

/**
 * wh_api_body_end:
 * @self: a body
 * @cut_short: whether the connection ended before the body did
 *
 * Takes stock when nothing more comes.
 *
 * Returns: (transfer full): what was decoded; look at wh_api_body_get_damage() too
 */
GBytes *
wh_api_body_end (WhApiBody *self,
                 gboolean   cut_short)
{
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->announced >= 0 && (guint64) self->announced != self->wire_size)
    set_damage (self, "The reply ended after %" G_GSIZE_FORMAT " of %" G_GINT64_FORMAT " bytes",
                self->wire_size, (gint64) self->announced);
  else if (cut_short)
    set_damage (self, "The connection ended in the middle of the reply");

  if (self->decoder != NULL && self->wire_size > 0 && !self->decoder_ended)
    set_damage (self, "The compressed reply was cut short");

  length = self->length;
  self->length = self->allocated = 0;
  if (length > 0)
    self->data = g_realloc (self->data, length);

  return g_bytes_new_take (g_steal_pointer (&self->data), length);
}

/**
 * wh_api_body_get_wire_size:
 * @self: a body
 *
 * Returns: how many bytes came, before decoding
 */
gsize
wh_api_body_get_wire_size (WhApiBody *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->wire_size;
}

/**
 * wh_api_body_get_damage:
 * @self: a body that has ended
 *
 * Returns: (transfer none) (nullable): a sentence that says what was wrong with it
 */
const char *
wh_api_body_get_damage (WhApiBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->damage;
}
