/* test-api-body.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-body.h"

#include "wh-test-util.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)
#define N_MUTATIONS 3000

static SoupMessageHeaders *
make_headers (const char *encoding,
              gssize      length)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  if (encoding != NULL)
    soup_message_headers_append (headers, "Content-Encoding", encoding);
  if (length >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GSSIZE_FORMAT, length);

      soup_message_headers_append (headers, "Content-Length", text);
    }

  return headers;
}

static GBytes *
compress (const char *data,
          gsize       length)
{
  g_autoptr(GZlibCompressor) compressor =
    g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream =
    g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (stream, data, length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A list as the API writes one, with some variety that compresses badly. */
static char *
make_text (GRand *rand)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "{\"customer_id\":\"pwc_%08x\",\"value\":%u},",
                            g_rand_int (rand), i);
  g_string_append (text, "null]");

  return g_string_free (text, FALSE);
}

/* Feeds it in pieces of at most @piece bytes. Returns how much came out of it. */
static GBytes *
decode (const guint8  *data,
        gsize          length,
        gsize          piece,
        char         **damage,
        gboolean      *too_large)
{
  g_autoptr(SoupMessageHeaders) headers = make_headers ("gzip", -1);
  g_autoptr(WhApiBody) body = wh_api_body_new (headers, TRUE, MAX_BYTES);
  g_autoptr(GBytes) bytes = NULL;

  for (gsize at = 0; at < length; at += piece)
    {
      if (!wh_api_body_feed (body, data + at, MIN (piece, length - at)))
        break;
    }
  bytes = wh_api_body_end (body, FALSE);
  *damage = g_strdup (wh_api_body_get_damage (body));
  *too_large = wh_api_body_is_too_large (body);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, MAX_BYTES);

  return g_steal_pointer (&bytes);
}

/* However the bytes are cut into pieces, the same comes out. */
static void
test_gzip_pieces (void)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 100, 1000, 1000000 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260115);
  g_autofree char *text = make_text (rand);
  g_autoptr(GBytes) gzip = compress (text, strlen (text));

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *damage = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gboolean too_large;

      bytes = decode (g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip), pieces[i],
                      &damage, &too_large);
      g_assert_cmpstr (damage, ==, NULL);
      g_assert_false (too_large);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       text, strlen (text));
    }
}

/* Cut off anywhere, it is damaged, and what is left is the beginning. */
static void
test_gzip_cut (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *text = make_text (rand);
  g_autoptr(GBytes) gzip = compress (text, strlen (text));

  for (gsize length = 1; length < g_bytes_get_size (gzip); length += 13)
    {
      g_autofree char *damage = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gboolean too_large;

      bytes = decode (g_bytes_get_data (gzip, NULL), length, 64, &damage, &too_large);
      g_assert_nonnull (damage);
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, strlen (text));
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       text, g_bytes_get_size (bytes));
    }
}

static void
mutate (GRand      *rand,
        GByteArray *bytes)
{
  for (int n = g_rand_int_range (rand, 1, 5); n > 0 && bytes->len > 1; n--)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
          break;
        case 1:
          bytes->data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 2:
          g_byte_array_remove_index (bytes, at);
          break;
        default:
          g_byte_array_set_size (bytes, at + 1);
          break;
        }
    }
}

/* Whatever a server sends as gzip: it ends, it stays below the cap, and what is not told to be
 * damaged is what was compressed (a checksum stands at the end of it). */
static void
test_gzip_mutations (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260115);
  g_autofree char *text = make_text (rand);
  g_autoptr(GBytes) gzip = compress (text, strlen (text));
  guint n_damaged = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr(GByteArray) copy = g_byte_array_new ();
      g_autofree char *damage = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gboolean too_large;

      g_byte_array_append (copy, g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip));
      mutate (rand, copy);
      bytes = decode (copy->data, copy->len, (gsize) g_rand_int_range (rand, 1, 5000),
                      &damage, &too_large);
      n_damaged += damage != NULL;
      if (damage == NULL && !too_large)
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         text, strlen (text));
    }

  /* It did something: nearly all of them are damaged, but not those in the file's date, say. */
  g_assert_cmpuint (n_damaged, >, N_MUTATIONS * 9 / 10);
  g_assert_cmpuint (n_damaged, <=, N_MUTATIONS);
}

/* HAZARDS N4: a bomb ends at the cap, however it is cut. */
static void
test_gzip_bomb (void)
{
  g_autofree char *zeros = g_malloc0 (4 * 1024 * 1024);
  g_autoptr(GBytes) gzip = compress (zeros, 4 * 1024 * 1024);

  for (gsize piece = 1; piece < 100000; piece *= 10)
    {
      g_autofree char *damage = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gboolean too_large;

      bytes = decode (g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip), piece,
                      &damage, &too_large);
      g_assert_true (too_large);
    }
}

/* HAZARDS §1.2: what was announced, and what came. */
static void
test_lengths (void)
{
  static const struct { gssize announced; gsize came; gboolean cut; gboolean damaged; } cases[] = {
    { -1, 10, FALSE, FALSE }, { 10, 10, FALSE, FALSE }, { 0, 0, FALSE, FALSE },
    { 10, 9, FALSE, TRUE }, { 10, 11, FALSE, TRUE }, { 10, 0, FALSE, TRUE }, { -1, 10, TRUE, TRUE },
  };
  static const guint8 data[16] = "0123456789abcde";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessageHeaders) headers = make_headers (NULL, cases[i].announced);
      g_autoptr(WhApiBody) body = wh_api_body_new (headers, TRUE, MAX_BYTES);
      g_autoptr(GBytes) bytes = NULL;

      g_assert_true (wh_api_body_feed (body, data, cases[i].came));
      bytes = wh_api_body_end (body, cases[i].cut);
      g_assert_true ((wh_api_body_get_damage (body) != NULL) == cases[i].damaged);
      g_assert_cmpuint (wh_api_body_get_wire_size (body), ==, cases[i].came);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       data, cases[i].came);
    }
}

/* HAZARDS N5: an encoding that was not asked for. */
static void
test_encodings (void)
{
  static const struct { const char *encoding; gboolean damaged; } cases[] = {
    { NULL, FALSE }, { "identity", FALSE }, { "", FALSE }, { "br", TRUE }, { "deflate", TRUE },
    { "gzip, gzip", TRUE }, { "utf-8", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessageHeaders) headers = make_headers (cases[i].encoding, -1);
      g_autoptr(WhApiBody) body = wh_api_body_new (headers, TRUE, MAX_BYTES);
      g_autoptr(GBytes) bytes = NULL;

      g_assert_true (wh_api_body_feed (body, (const guint8 *) "{}", 2));
      bytes = wh_api_body_end (body, FALSE);
      g_assert_true ((wh_api_body_get_damage (body) != NULL) == cases[i].damaged);
    }
}

#define ADD(name, func) g_test_add_func ("/wellhead/api/api-body/" name, func)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("lengths", test_lengths);
  ADD ("encodings", test_encodings);
  ADD ("gzip/pieces", test_gzip_pieces);
  ADD ("gzip/cut", test_gzip_cut);
  ADD ("gzip/mutations", test_gzip_mutations);
  ADD ("gzip/bomb", test_gzip_bomb);

  return g_test_run ();
}
