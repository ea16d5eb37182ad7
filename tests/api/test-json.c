/* test-json.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-json.h"
#include "wh-test-util.h"

#include <math.h>
#include <string.h>

#define OK -1

typedef struct
{
  const char *text;
  int code;
  gsize length; /* 0: up to the first NUL */
} Case;

#define LENGTH(text) (sizeof (text) - 1)

static const Case cases[] = {
  /* Values alone. */
  { "null", OK }, { "true", OK }, { "false", OK }, { "0", OK }, { "\"\"", OK }, { "[]", OK }, { "{}", OK },
  { " \t\r\n1 \t\r\n", OK }, { "\xef\xbb\xbf[1]", OK }, { "\xef\xbb\xbf \"x\"", OK },
  /* Nothing, or nothing that counts. */
  { "", WH_JSON_ERROR_EMPTY }, { " ", WH_JSON_ERROR_EMPTY }, { "\n\r\t ", WH_JSON_ERROR_EMPTY },
  { "\xef\xbb\xbf", WH_JSON_ERROR_EMPTY }, { "\xef\xbb\xbf\n", WH_JSON_ERROR_EMPTY },
  /* Containers. */
  { "[1,2,3]", OK }, { "[ 1 , [ ] , { } ]", OK }, { "[[[[]]]]", OK }, { "[null,true,false]", OK },
  { "{\"a\":1}", OK }, { "{ \"a\" : { \"b\" : [ ] } , \"a\" : 2 }", OK }, { "{\"\":0}", OK },
  { "[1,]", WH_JSON_ERROR_SYNTAX }, { "[,1]", WH_JSON_ERROR_SYNTAX }, { "[1,,2]", WH_JSON_ERROR_SYNTAX },
  { "[1 2]", WH_JSON_ERROR_SYNTAX }, { "[1:2]", WH_JSON_ERROR_SYNTAX }, { "[}", WH_JSON_ERROR_SYNTAX },
  { "[1}", WH_JSON_ERROR_SYNTAX }, { "{\"a\":1]", WH_JSON_ERROR_SYNTAX }, { "{]", WH_JSON_ERROR_SYNTAX },
  { "{\"a\"}", WH_JSON_ERROR_SYNTAX }, { "{\"a\":}", WH_JSON_ERROR_SYNTAX },
  { "{\"a\":1,}", WH_JSON_ERROR_SYNTAX }, { "{,\"a\":1}", WH_JSON_ERROR_SYNTAX },
  { "{\"a\" 1}", WH_JSON_ERROR_SYNTAX }, { "{\"a\":1 \"b\":2}", WH_JSON_ERROR_SYNTAX },
  { "{\"a\"::1}", WH_JSON_ERROR_SYNTAX }, { "{\"a\",1}", WH_JSON_ERROR_SYNTAX },
  { "{a:1}", WH_JSON_ERROR_SYNTAX }, { "{'a':1}", WH_JSON_ERROR_SYNTAX }, { "{1:1}", WH_JSON_ERROR_SYNTAX },
  { "{null:1}", WH_JSON_ERROR_SYNTAX }, { "{[]:1}", WH_JSON_ERROR_SYNTAX }, { "]", WH_JSON_ERROR_SYNTAX },
  { "}", WH_JSON_ERROR_SYNTAX }, { ",", WH_JSON_ERROR_SYNTAX }, { ":", WH_JSON_ERROR_SYNTAX },
  { "(1)", WH_JSON_ERROR_SYNTAX }, { "<html></html>", WH_JSON_ERROR_SYNTAX },
  /* Cut short. */
  { "[", WH_JSON_ERROR_TRUNCATED }, { "{", WH_JSON_ERROR_TRUNCATED }, { "[1", WH_JSON_ERROR_TRUNCATED },
  { "[1,", WH_JSON_ERROR_TRUNCATED }, { "[[]", WH_JSON_ERROR_TRUNCATED }, { "{\"a", WH_JSON_ERROR_TRUNCATED },
  { "{\"a\"", WH_JSON_ERROR_TRUNCATED }, { "{\"a\":", WH_JSON_ERROR_TRUNCATED },
  { "{\"a\":1", WH_JSON_ERROR_TRUNCATED }, { "{\"a\":1,", WH_JSON_ERROR_TRUNCATED },
  { "\"", WH_JSON_ERROR_TRUNCATED }, { "\"abc", WH_JSON_ERROR_TRUNCATED }, { "\"\\", WH_JSON_ERROR_TRUNCATED },
  { "\"\\u", WH_JSON_ERROR_TRUNCATED }, { "\"\\u12", WH_JSON_ERROR_TRUNCATED },
  { "\"\\\"", WH_JSON_ERROR_TRUNCATED }, { "tru", WH_JSON_ERROR_TRUNCATED }, { "n", WH_JSON_ERROR_TRUNCATED },
  { "fals", WH_JSON_ERROR_TRUNCATED }, { "-", WH_JSON_ERROR_TRUNCATED }, { "1.", WH_JSON_ERROR_TRUNCATED },
  { "1e", WH_JSON_ERROR_TRUNCATED }, { "1e+", WH_JSON_ERROR_TRUNCATED }, { "[[{\"a\":[", WH_JSON_ERROR_TRUNCATED },
  { "\"\xe2\x82", WH_JSON_ERROR_TRUNCATED }, { "\"\xf0\x9f\x92", WH_JSON_ERROR_TRUNCATED },
  /* More than one. */
  { "1 2", WH_JSON_ERROR_TRAILING }, { "{}{}", WH_JSON_ERROR_TRAILING }, { "[],", WH_JSON_ERROR_TRAILING },
  { "[]]", WH_JSON_ERROR_TRAILING }, { "null x", WH_JSON_ERROR_TRAILING }, { "\"a\"\"b\"", WH_JSON_ERROR_TRAILING },
  { "[] // end", WH_JSON_ERROR_TRAILING }, { "truex", WH_JSON_ERROR_TRAILING }, { "1;", WH_JSON_ERROR_TRAILING },
  { "1\0", WH_JSON_ERROR_TRAILING, 2 }, { "[1]\xef\xbb\xbf", WH_JSON_ERROR_TRAILING },
  /* Words. */
  { "True", WH_JSON_ERROR_SYNTAX }, { "NULL", WH_JSON_ERROR_SYNTAX }, { "nul ", WH_JSON_ERROR_SYNTAX },
  { "[nul]", WH_JSON_ERROR_SYNTAX }, { "undefined", WH_JSON_ERROR_SYNTAX }, { "NaN", WH_JSON_ERROR_SYNTAX },
  { "nan", WH_JSON_ERROR_SYNTAX }, { "Infinity", WH_JSON_ERROR_SYNTAX }, { "var x = {}", WH_JSON_ERROR_SYNTAX },
  { "/* c */ 1", WH_JSON_ERROR_SYNTAX }, { "// c\n1", WH_JSON_ERROR_SYNTAX }, { "# c\n1", WH_JSON_ERROR_SYNTAX },
  { "'a'", WH_JSON_ERROR_SYNTAX }, { "`a`", WH_JSON_ERROR_SYNTAX },
  /* Numbers. */
  { "-0", OK }, { "-1", OK }, { "10", OK }, { "0.0", OK }, { "-0.5e-7", OK }, { "1E+2", OK }, { "1e007", OK },
  { "1e400", OK }, { "123456789012345678901234567890", OK }, { "0e0", OK }, { "[0,-0,0.10]", OK },
  { "00", WH_JSON_ERROR_SYNTAX }, { "01", WH_JSON_ERROR_SYNTAX }, { "-01", WH_JSON_ERROR_SYNTAX },
  { "010", WH_JSON_ERROR_SYNTAX }, { "+1", WH_JSON_ERROR_SYNTAX }, { ".5", WH_JSON_ERROR_SYNTAX },
  { "-.5", WH_JSON_ERROR_SYNTAX }, { "[1.]", WH_JSON_ERROR_SYNTAX }, { "[1.e1]", WH_JSON_ERROR_SYNTAX },
  { "[1e]", WH_JSON_ERROR_SYNTAX }, { "[1e+]", WH_JSON_ERROR_SYNTAX }, { "[-]", WH_JSON_ERROR_SYNTAX },
  { "- 1", WH_JSON_ERROR_SYNTAX }, { "--1", WH_JSON_ERROR_SYNTAX }, { "-Infinity", WH_JSON_ERROR_SYNTAX },
  { "0x1F", WH_JSON_ERROR_TRAILING }, { "1.2.3", WH_JSON_ERROR_TRAILING }, { "1e1.5", WH_JSON_ERROR_TRAILING },
  { "1_000", WH_JSON_ERROR_TRAILING }, { "[1 000]", WH_JSON_ERROR_SYNTAX }, { "1,5", WH_JSON_ERROR_TRAILING },
  { "1+1", WH_JSON_ERROR_TRAILING }, { "[1a]", WH_JSON_ERROR_SYNTAX }, { "1\xef\xbc\x91", WH_JSON_ERROR_TRAILING },
  { "\xef\xbc\x91", WH_JSON_ERROR_SYNTAX },
  /* Strings. */
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", OK }, { "\"\\u0041\\u00e9\\uD83D\\ude00\"", OK }, { "\"\\u0000\"", OK },
  { "\"\\ud800\"", OK }, { "\"\\udc00\\ud800\"", OK }, { "\"\\ud800x\"", OK }, { "\"\\uffff\\ufffe\"", OK },
  { "\"\x7f\"", OK }, { "\"\xe2\x80\xa8\"", OK }, { "\"\xf4\x8f\xbf\xbf\"", OK }, { "\"/\"", OK },
  { "\"a\nb\"", WH_JSON_ERROR_SYNTAX }, { "\"a\tb\"", WH_JSON_ERROR_SYNTAX }, { "\"\x01\"", WH_JSON_ERROR_SYNTAX },
  { "\"\x1f\"", WH_JSON_ERROR_SYNTAX }, { "\"a\0b\"", WH_JSON_ERROR_SYNTAX, 5 },
  { "\"\\a\"", WH_JSON_ERROR_SYNTAX }, { "\"\\x41\"", WH_JSON_ERROR_SYNTAX }, { "\"\\'\"", WH_JSON_ERROR_SYNTAX },
  { "\"\\U0041\"", WH_JSON_ERROR_SYNTAX }, { "\"\\u00g0\"", WH_JSON_ERROR_SYNTAX }, { "\"\\u\"", WH_JSON_ERROR_SYNTAX },
  { "\"\\u12\"", WH_JSON_ERROR_SYNTAX }, { "\"\\\0\"", WH_JSON_ERROR_SYNTAX, 4 }, { "\"\\ \"", WH_JSON_ERROR_SYNTAX },
  { "\"\\\xc3\xa9\"", WH_JSON_ERROR_SYNTAX }, { "\"\\u 041\"", WH_JSON_ERROR_SYNTAX },
  { "[\"a\",\"\\u-123\"]", WH_JSON_ERROR_SYNTAX },
  /* Between the tokens. */
  { "\f1", WH_JSON_ERROR_SYNTAX }, { "\v1", WH_JSON_ERROR_SYNTAX }, { "\xc2\xa0" "1", WH_JSON_ERROR_SYNTAX },
  { "[1\xe2\x80\x83]", WH_JSON_ERROR_SYNTAX }, { "\0", WH_JSON_ERROR_SYNTAX, 1 },
  { "[\0]", WH_JSON_ERROR_SYNTAX, 3 }, { "[\x7f]", WH_JSON_ERROR_SYNTAX }, { "[\\n]", WH_JSON_ERROR_SYNTAX },
  { "\xef\xbb\xbf\xef\xbb\xbf" "1", WH_JSON_ERROR_SYNTAX }, { "[\xef\xbb\xbf" "1]", WH_JSON_ERROR_SYNTAX },
  /* Not UTF-8. */
  { "\"\x80\"", WH_JSON_ERROR_ENCODING }, { "\"\xff\"", WH_JSON_ERROR_ENCODING },
  { "\"\xc0\xaf\"", WH_JSON_ERROR_ENCODING }, { "\"\xc1\xbf\"", WH_JSON_ERROR_ENCODING },
  { "\"\xe0\x80\xaf\"", WH_JSON_ERROR_ENCODING }, { "\"\xe9\"", WH_JSON_ERROR_ENCODING },
  { "\"\xed\xa0\x80\"", WH_JSON_ERROR_ENCODING }, { "\"\xed\xbf\xbf\"", WH_JSON_ERROR_ENCODING },
  { "\"\xf0\x80\x80\xaf\"", WH_JSON_ERROR_ENCODING }, { "\"\xf4\x90\x80\x80\"", WH_JSON_ERROR_ENCODING },
  { "\"\xf5\x80\x80\x80\"", WH_JSON_ERROR_ENCODING }, { "\"\xe2\x82\"", WH_JSON_ERROR_ENCODING },
  { "[\xff]", WH_JSON_ERROR_ENCODING }, { "\xff\xfe[\0]\0", WH_JSON_ERROR_ENCODING, 6 },
  { "1\xff", WH_JSON_ERROR_ENCODING }, { "{\"\xe9\":1}", WH_JSON_ERROR_ENCODING },
  { "[1\xff]", WH_JSON_ERROR_ENCODING }, { "[\0]\0", WH_JSON_ERROR_SYNTAX, 4 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (cases) >= 120);

static WhJsonDocument *
parse_length (const char  *text,
              gsize        length,
              guint        max_depth,
              GError     **error)
{
  /* A copy of its own size, so that a byte read too far is seen by the sanitizer. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return wh_json_document_parse (bytes, max_depth, error);
}

static WhJsonDocument *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  WhJsonDocument *document = parse_length (text, strlen (text), WH_JSON_DEFAULT_DEPTH, &error);

  g_assert_no_error (error);

  return document;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = cases[i].length != 0 ? cases[i].length : strlen (cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (WhJsonDocument) document = NULL;
      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%u: %s", i, shown);
      document = parse_length (cases[i].text, length, WH_JSON_DEFAULT_DEPTH, &error);
      if (cases[i].code == OK)
        {
          g_assert_no_error (error);
          g_assert_nonnull (document);
        }
      else
        {
          g_assert_null (document);
          g_assert_error (error, WH_JSON_ERROR, cases[i].code);
          g_assert_true (g_str_has_prefix (error->message, "Line "));
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

/* A text that is right is cut at every place: never a document, never a wrong reason. */
static void
test_every_prefix (void)
{
  const char text[] = " {\"a\\u00e9\" : [1.5e+7, -0, \"x\xf0\x9f\x92\xa9\\n\", true,false,null, {}, []]}";

  for (gsize length = 2; length < LENGTH (text); length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_length (text, length, 0, &error));
      g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_TRUNCATED);
    }
}

static void
test_messages (void)
{
  const struct { const char *text, *message; } messages[] = {
    { "", "Line 1, column 1 (byte 0): There is nothing here" },
    { "[1,\n  2,\n  \xc3\xa9x]", "Line 3, column 3 (byte 11): “\xc3\xa9” where a value should be" },
    { "[\"\xc3\xa9\xc3\xa9\" 1]", "Line 1, column 7 (byte 8): “1” where a comma or “]” should be" },
    { "\xef\xbb\xbf[x", "Line 1, column 2 (byte 4): “x” where a value should be" },
    { "{\"a\":1", "Line 1, column 7 (byte 6): The text ends where a comma or “}” should be" },
    { "[\t\x01]", "Line 1, column 3 (byte 2): A control character (U+0001) where a value should be" },
    { "[\"\xff\"]", "Line 1, column 3 (byte 2): This byte (0xFF) is not UTF-8" },
    { "1 2", "Line 1, column 3 (byte 2): There is more text behind the value" },
    { "[\r\n01]", "Line 2, column 1 (byte 3): A number that begins with 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_length (messages[i].text, strlen (messages[i].text), 0, &error));
      g_assert_cmpstr (error->message, ==, messages[i].message);
    }
}

static char *
make_nested (guint n_levels)
{
  char *text = g_malloc (2 * n_levels + 1);

  memset (text, '[', n_levels);
  memset (text + n_levels, ']', n_levels);
  text[2 * n_levels] = '\0';

  return text;
}

static void
test_depth (void)
{
  g_autofree char *most = make_nested (128);
  g_autofree char *more = make_nested (129);
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  document = parse_length (most, strlen (most), 128, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);

  g_assert_null (parse_length (more, strlen (more), 128, &error));
  g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_DEPTH);
  g_assert_nonnull (strstr (error->message, "128 levels"));
  g_clear_error (&error);

  /* Before the end of the text is found missing. */
  g_assert_null (parse_length (more, 129, 128, &error));
  g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_DEPTH);
  g_clear_error (&error);

  g_assert_null (parse_length ("[{\"a\":[]}]", 10, 2, &error));
  g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_DEPTH);
}

static void
test_depth_unlimited (void)
{
  guint n_levels = 100000;
  g_autofree char *text = make_nested (n_levels);
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GString) objects = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WhJsonValue value;
  gsize length;

  document = parse_length (text, 2 * n_levels, 0, &error);
  g_assert_no_error (error);

  value = wh_json_document_get_root (document);
  for (guint level = 0; level < n_levels; level++)
    {
      WhJsonIter iter;

      wh_json_value_peek_text (value, &length);
      g_assert_cmpuint (length, ==, 2 * (n_levels - level));
      wh_json_iter_init (&iter, value);
      g_assert_true (wh_json_iter_next (&iter, NULL, &value) == (level + 1 < n_levels));
    }

  g_assert_null (parse_length (text, n_levels, 0, &error));
  g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_TRUNCATED);
  g_clear_error (&error);

  for (guint i = 0; i < n_levels; i++)
    g_string_append (objects, "[{\"\":");
  g_assert_null (parse_length (objects->str, objects->len, 0, &error));
  g_assert_error (error, WH_JSON_ERROR, WH_JSON_ERROR_TRUNCATED);
}

typedef struct
{
  const char *text;
  gboolean fits;
  gint64 number;
} IntCase;

static const IntCase int_cases[] = {
  { "0", TRUE, 0 }, { "-0", TRUE, 0 }, { "1", TRUE, 1 }, { "-1", TRUE, -1 }, { "5000", TRUE, 5000 },
  { "9007199254740993", TRUE, G_GINT64_CONSTANT (9007199254740993) },
  { "9223372036854775807", TRUE, G_MAXINT64 }, { "-9223372036854775808", TRUE, G_MININT64 },
  { "9223372036854775808", FALSE }, { "-9223372036854775809", FALSE },
  { "18446744073709551616", FALSE }, { "99999999999999999999999999", FALSE },
  { "1.0", TRUE, 1 }, { "-1.000", TRUE, -1 }, { "1e3", TRUE, 1000 }, { "1E+3", TRUE, 1000 },
  { "12.5e1", TRUE, 125 }, { "1000e-3", TRUE, 1 }, { "1500e-2", TRUE, 15 }, { "0.0", TRUE, 0 },
  { "0e99999999999999999999", TRUE, 0 }, { "-0.000e-99999999999999999999", TRUE, 0 },
  { "9.223372036854775807e18", TRUE, G_MAXINT64 }, { "-922337203685477580.8e1", TRUE, G_MININT64 },
  { "9.223372036854775808e18", FALSE }, { "922337203685477580700e-2", TRUE, G_MAXINT64 },
  { "922337203685477580700000000000000000000000000e-26", TRUE, G_MAXINT64 },
  { "0.00000000000000000000000000001e29", TRUE, 1 },
  { "1.5", FALSE }, { "1e-1", FALSE }, { "247.00000000000003", FALSE }, { "0.1", FALSE },
  { "1e19", FALSE }, { "1e400", FALSE }, { "1e18446744073709551617", FALSE },
  { "1e-18446744073709551617", FALSE }, { "9223372036854775807.5", FALSE },
  { "\"1\"", FALSE }, { "null", FALSE }, { "true", FALSE }, { "[1]", FALSE }, { "{}", FALSE },
};

static void
test_int64 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (int_cases); i++)
    {
      g_autoptr (WhJsonDocument) document = parse (int_cases[i].text);
      gint64 number = 42;
      gboolean fits = wh_json_value_get_int64 (wh_json_document_get_root (document), &number);

      g_test_message ("%s", int_cases[i].text);
      g_assert_true (fits == int_cases[i].fits);
      g_assert_cmpint (number, ==, fits ? int_cases[i].number : 42);
    }
}

static void
test_int64_long (void)
{
  g_autoptr (GString) text = g_string_new ("1");
  g_autoptr (WhJsonDocument) document = NULL;
  gint64 number;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, '0');
  g_string_append (text, "e-999999");
  document = parse (text->str);
  g_assert_true (wh_json_value_get_int64 (wh_json_document_get_root (document), &number));
  g_assert_cmpint (number, ==, 10);
}

static void
test_double (void)
{
  const struct { const char *text; gboolean fits; double number; } numbers[] = {
    { "0", TRUE, 0 }, { "0.1", TRUE, 0.1 }, { "-1.5e3", TRUE, -1500 }, { "1e308", TRUE, 1e308 },
    { "1e-400", TRUE, 0 }, { "1e400", FALSE, 0 }, { "-1e400", FALSE, 0 }, { "\"1\"", FALSE, 0 },
    { "null", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (WhJsonDocument) document = parse (numbers[i].text);
      double number = -7;

      g_assert_true (wh_json_value_get_double (wh_json_document_get_root (document), &number) ==
                     numbers[i].fits);
      g_assert_true (number == (numbers[i].fits ? numbers[i].number : -7));
    }
}

static void
test_text (void)
{
  const char text[] = " { \"n\" : 1.10 , \"s\":\"\\u00e9\" , \"a\" : [ 1 , 2 ] } ";
  const struct { const char *name, *expected; } members[] = {
    { "n", "1.10" }, { "s", "\"\\u00e9\"" }, { "a", "[ 1 , 2 ]" },
  };
  g_autoptr (WhJsonDocument) document = parse (text);
  WhJsonValue root = wh_json_document_get_root (document), value;
  const char *raw;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_assert_true (wh_json_value_get_member (root, members[i].name, &value));
      raw = wh_json_value_peek_text (value, &length);
      g_assert_cmpmem (raw, length, members[i].expected, strlen (members[i].expected));
    }

  raw = wh_json_value_peek_text (root, &length);
  g_assert_cmpmem (raw, length, text + 1, LENGTH (text) - 2);
  g_assert_cmpmem (g_bytes_get_data (wh_json_document_get_bytes (document), NULL),
                   g_bytes_get_size (wh_json_document_get_bytes (document)), text, LENGTH (text));
}

static void
test_string (void)
{
  const struct { const char *text, *expected; } strings[] = {
    { "\"\"", "" }, { "\"abc\"", "abc" }, { "\"\xc3\xa9\"", "\xc3\xa9" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" }, { "\"x\\u0041y\"", "xAy" },
    { "\"\\u00e9\\u20AC\"", "\xc3\xa9\xe2\x82\xac" }, { "\"\\ud83d\\uDCA9\"", "\xf0\x9f\x92\xa9" },
    { "\"\\udbff\\udfff\"", "\xf4\x8f\xbf\xbf" }, { "\"a\\u0000b\"", "a\xef\xbf\xbd" "b" },
    { "\"\\ud800\"", "\xef\xbf\xbd" }, { "\"\\udc00\"", "\xef\xbf\xbd" },
    { "\"\\ud800\\ud800\\udc00\"", "\xef\xbf\xbd\xf0\x90\x80\x80" },
    { "\"\\udc00\\ud800x\"", "\xef\xbf\xbd\xef\xbf\xbdx" }, { "\"\\ud800\\n\"", "\xef\xbf\xbd\n" },
    { "\"\\ud800\\u0041\"", "\xef\xbf\xbd" "A" }, { "\"\\\\u0041\"", "\\u0041" },
    { "1", NULL }, { "null", NULL }, { "[\"a\"]", NULL }, { "{\"a\":\"b\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (WhJsonDocument) document = parse (strings[i].text);
      g_autofree char *string = wh_json_value_dup_string (wh_json_document_get_root (document));

      g_assert_cmpstr (string, ==, strings[i].expected);
    }
}

static void
test_member (void)
{
  g_autoptr (WhJsonDocument) document = NULL;
  WhJsonValue root, value = { NULL, 7 };
  gint64 number;

  document = parse ("{\"a\":1,\"b\":{\"c\":9,\"a\":8},\"\\u0063\":3,\"\":4,\"a\":2,\"\\ud800\":5,\"d\\u0000\":6}");
  root = wh_json_document_get_root (document);

  g_assert_cmpint (wh_json_value_get_type (root), ==, WH_JSON_OBJECT);
  g_assert_cmpuint (wh_json_value_get_length (root), ==, 7);

  /* The last of two; by the name that is meant; not one further inside; not by a part. */
  g_assert_true (wh_json_value_get_member (root, "a", &value));
  g_assert_true (wh_json_value_get_int64 (value, &number));
  g_assert_cmpint (number, ==, 2);
  g_assert_true (wh_json_value_get_member (root, "c", &value));
  g_assert_true (wh_json_value_get_int64 (value, &number));
  g_assert_cmpint (number, ==, 3);
  g_assert_true (wh_json_value_get_member (root, "", NULL));
  g_assert_true (wh_json_value_get_member (root, "b", &value));
  g_assert_cmpuint (wh_json_value_get_length (value), ==, 2);

  value.index = 99;
  g_assert_false (wh_json_value_get_member (root, "aa", &value));
  g_assert_false (wh_json_value_get_member (root, "A", &value));
  g_assert_false (wh_json_value_get_member (root, "\\u0063", &value));
  g_assert_false (wh_json_value_get_member (root, "d", &value));
  g_assert_cmpuint (value.index, ==, 99);

  g_assert_true (wh_json_value_get_member (root, "b", &value));
  g_assert_true (wh_json_value_get_member (value, "a", &value));
  g_assert_false (wh_json_value_get_member (value, "a", NULL));
}

static void
test_iter (void)
{
  g_autoptr (WhJsonDocument) document = parse ("{\"x\":[1,[2,[3]],{\"y\":4}],\"z\":\"end\"}");
  WhJsonType types[] = { WH_JSON_NUMBER, WH_JSON_ARRAY, WH_JSON_OBJECT };
  WhJsonValue name, value, item;
  WhJsonIter iter, items;
  guint n_items = 0;

  wh_json_iter_init (&iter, wh_json_document_get_root (document));
  g_assert_true (wh_json_iter_next (&iter, &name, &value));
  {
    g_autofree char *text = wh_json_value_dup_string (name);

    g_assert_cmpstr (text, ==, "x");
  }
  g_assert_cmpuint (wh_json_value_get_length (value), ==, 3);
  g_assert_cmpuint (wh_json_value_get_length (name), ==, 0);

  wh_json_iter_init (&items, value);
  for (; wh_json_iter_next (&items, NULL, &item); n_items++)
    g_assert_cmpint (wh_json_value_get_type (item), ==, types[n_items]);
  g_assert_cmpuint (n_items, ==, 3);

  g_assert_true (wh_json_iter_next (&iter, &name, &value));
  g_assert_cmpint (wh_json_value_get_type (value), ==, WH_JSON_STRING);
  g_assert_false (wh_json_iter_next (&iter, &name, &value));
  g_assert_false (wh_json_iter_next (&iter, &name, &value));

  /* What holds nothing. */
  wh_json_iter_init (&items, value);
  g_assert_false (wh_json_iter_next (&items, NULL, NULL));
}

static void
test_reference (void)
{
  GBytes *bytes = g_bytes_new ("[1]", 3);
  WhJsonDocument *document = wh_json_document_parse (bytes, 0, NULL);
  WhJsonDocument *other = wh_json_document_ref (document);
  gsize length;

  g_bytes_unref (bytes);
  wh_json_document_unref (document);
  g_assert_cmpmem (wh_json_value_peek_text (wh_json_document_get_root (other), &length), length, "[1]", 3);
  wh_json_document_unref (other);
}

/* Reads everything there is in every way, as a caller that trusts nothing would. */
static guint
walk (WhJsonDocument *document)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WhJsonIter));
  WhJsonValue value = wh_json_document_get_root (document), name;
  guint n_values = 0;
  WhJsonIter iter;

  wh_json_iter_init (&iter, value);
  g_array_append_val (open, iter);
  while (open->len > 0)
    {
      WhJsonIter *top = &g_array_index (open, WhJsonIter, open->len - 1);
      g_autofree char *string = NULL;
      double real;
      gint64 number;

      if (!wh_json_iter_next (top, &name, &value))
        {
          g_array_set_size (open, open->len - 1);
          continue;
        }
      n_values++;
      string = wh_json_value_dup_string (value);
      g_assert_true (string == NULL || g_utf8_validate (string, -1, NULL));
      wh_json_value_get_int64 (value, &number);
      wh_json_value_get_double (value, &real);
      wh_json_value_get_member (value, "a", NULL);
      wh_json_iter_init (&iter, value);
      g_array_append_val (open, iter);
    }

  return n_values;
}

/* Whatever happens to a text, reading it ends, and what is accepted can be walked. */
static void
test_mutations (void)
{
  const char text[] =
    "{\"customer_id\":\"cus_1\",\"name\":\"Ren\xc3\xa9 \\ud83d\\ude00\\n\",\"mrr\":[1,2.50,-3e+7,0],"
    "\"a\":{\"b\":[[],[{}],null,true,false]},\"\":\"\\\\\\\"\"}";
  const char bytes[] = "{}[],:\"\\u0eE+-.19tfn \n\x80\xc3\xed\xf4\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260115);
  guint n_accepted = 0;

  for (guint round = 0; round < 60000; round++)
    {
      g_autofree char *copy = g_memdup2 (text, LENGTH (text));
      gsize length = LENGTH (text);
      g_autoptr (WhJsonDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (rand, 1, 5); n > 0 && length > 1; n--)
        {
          guint at = g_rand_int_range (rand, 0, length);
          guint kind = g_rand_int_range (rand, 0, 4);

          if (kind == 0)
            memmove (copy + at, copy + at + 1, --length - at);
          else if (kind == 1)
            copy[at] = g_rand_int_range (rand, 0, 256);
          else if (kind == 2)
            copy[at] = bytes[g_rand_int_range (rand, 0, LENGTH (bytes))];
          else if (n == 1)
            length = at;
        }

      document = parse_length (copy, length, g_rand_int_range (rand, 0, 6), &error);
      g_assert_true ((document == NULL) == (error != NULL));
      if (document == NULL)
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
      else
        n_accepted += walk (document) > 0;
    }

  /* Otherwise the half of the test that matters was not run. */
  g_assert_cmpuint (n_accepted, >, 1000);
}

static gpointer
parse_and_walk (gpointer data)
{
  g_autoptr (WhJsonDocument) document = wh_json_document_parse (data, 0, NULL);

  return GUINT_TO_POINTER (walk (document));
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  guint n_records = 60000;
  GThread *thread;

  for (guint i = 0; i < n_records; i++)
    g_string_append_printf (text, "%s{\"id\":%u,\"e\":\"u%u@x.example\"}", i > 0 ? ",\n" : "", i, i);
  g_string_append_c (text, ']');
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));

  thread = g_thread_new ("reader", parse_and_walk, bytes);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), ==, 3 * n_records);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/json/cases", test_cases);
  g_test_add_func ("/wellhead/api/json/every-prefix", test_every_prefix);
  g_test_add_func ("/wellhead/api/json/messages", test_messages);
  g_test_add_func ("/wellhead/api/json/depth", test_depth);
  g_test_add_func ("/wellhead/api/json/depth-unlimited", test_depth_unlimited);
  g_test_add_func ("/wellhead/api/json/int64", test_int64);
  g_test_add_func ("/wellhead/api/json/int64-long", test_int64_long);
  g_test_add_func ("/wellhead/api/json/double", test_double);
  g_test_add_func ("/wellhead/api/json/text", test_text);
  g_test_add_func ("/wellhead/api/json/string", test_string);
  g_test_add_func ("/wellhead/api/json/member", test_member);
  g_test_add_func ("/wellhead/api/json/iter", test_iter);
  g_test_add_func ("/wellhead/api/json/reference", test_reference);
  g_test_add_func ("/wellhead/api/json/mutations", test_mutations);
  g_test_add_func ("/wellhead/api/json/large", test_large);

  return g_test_run ();
}
