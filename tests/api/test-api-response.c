/* test-api-response.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-api-reply-private.h"
#include "wh-api-response-private.h"
#include "wh-test-util.h"

#include <string.h>

#define URL "https://api.example.com/v2/users/u1/?email=canary%40x.example"
#define PREFIX "GET /v2/users/u1/: "

static WhApiResponse *
make_full (guint       status,
           const char *content_type,
           const void *body,
           gsize       length,
           const char *damage)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  WhApiResponseParts parts = {
    .method = "GET", .url = URL, .status = status, .reason = "Reason", .headers = headers,
    .body = bytes, .wire_size = length, .n_tries = 1, .damage = damage,
  };

  if (content_type != NULL)
    soup_message_headers_append (headers, "Content-Type", content_type);

  return wh_api_response_new (&parts);
}

static WhApiResponse *
make (guint       status,
      const char *content_type,
      const char *body)
{
  return make_full (status, content_type, body, strlen (body), NULL);
}

static void
collect_header (const char *name,
                const char *value,
                gpointer    user_data)
{
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_utf8_validate (value, -1, NULL));
  g_string_append_printf (user_data, "%s=%s;", name, value);
}

static void
test_parts (void)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GString) all = g_string_new (NULL);
  WhApiResponseParts parts = {
    .method = "GET", .url = URL, .status = 200, .reason = "OK", .headers = headers, .body = body,
    .wire_size = 22, .timing = { .wait = 1, .dns = -1, .total = 9 }, .n_tries = 3, .damage = "cut",
  };
  WhApiResponse *response;

  soup_message_headers_append (headers, "Content-Type", "Application/JSON; charset=utf-8");
  soup_message_headers_append (headers, "X-Two", "1");
  soup_message_headers_append (headers, "x-two", "2");
  response = wh_api_response_new (&parts);
  soup_message_headers_clear (headers);

  g_assert_cmpuint (wh_api_response_get_status (response), ==, 200);
  g_assert_cmpstr (wh_api_response_get_reason (response), ==, "OK");
  g_assert_cmpstr (wh_api_response_get_method (response), ==, "GET");
  g_assert_cmpstr (wh_api_response_get_url (response), ==, URL);
  g_assert_true (wh_api_response_get_body (response) == body);
  g_assert_cmpuint (wh_api_response_get_wire_size (response), ==, 22);
  g_assert_cmpstr (wh_api_response_get_content_type (response), ==, "application/json");
  g_assert_cmpstr (wh_api_response_get_header (response, "X-TWO"), ==, "1");
  g_assert_null (wh_api_response_get_header (response, "X-Three"));
  g_assert_cmpint (wh_api_response_get_timing (response)->total, ==, 9);
  g_assert_cmpint (wh_api_response_get_timing (response)->dns, ==, -1);
  g_assert_cmpuint (wh_api_response_get_n_tries (response), ==, 3);
  g_assert_cmpstr (wh_api_response_get_damage (response), ==, "cut");

  wh_api_response_foreach_header (response, collect_header, all);
  g_assert_cmpstr (all->str, ==, "Content-Type=Application/JSON; charset=utf-8;X-Two=1;x-two=2;");
  g_assert_finalize_object (response);
}

static void
test_nothing (void)
{
  WhApiResponseParts parts = { .method = "HEAD", .url = "https://h" };
  g_autoptr (WhApiResponse) response = wh_api_response_new (&parts);
  g_autoptr (GError) error = NULL;

  g_assert_null (wh_api_response_get_reason (response));
  g_assert_null (wh_api_response_get_content_type (response));
  g_assert_null (wh_api_response_get_damage (response));
  g_assert_cmpuint (g_bytes_get_size (wh_api_response_get_body (response)), ==, 0);
  g_assert_false (wh_api_response_check (response, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_NOT_API);
  g_assert_cmpstr (error->message, ==, "HEAD /: 0");
}

static void
count_header (const char *name,
              const char *value,
              gpointer    user_data)
{
  guint *count = user_data;

  g_assert_true (g_utf8_validate (value, -1, NULL));
  *count += 1;
}

static void
test_hostile_headers (void)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  WhApiResponseParts parts = { .method = "GET", .url = URL, .status = 200, .headers = headers,
                               .reason = "\xe9t\xe9" };
  g_autoptr (WhApiResponse) response = NULL;
  guint count = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("X-%u", i);

      soup_message_headers_append (headers, name, "\xff\xfe caf\xe9");
    }
  soup_message_headers_append (headers, "Content-Type", " ; charset=x");

  response = wh_api_response_new (&parts);
  wh_api_response_foreach_header (response, count_header, &count);
  g_assert_cmpuint (count, ==, 5001);
  g_assert_true (g_utf8_validate (wh_api_response_get_header (response, "x-4999"), -1, NULL));
  g_assert_true (g_utf8_validate (wh_api_response_get_reason (response), -1, NULL));
  g_assert_null (wh_api_response_get_content_type (response));
}

static void
test_codes (void)
{
  const struct { guint status; int code; } statuses[] = {
    { 0, WH_API_ERROR_NOT_API }, { 100, WH_API_ERROR_NOT_API }, { 301, WH_API_ERROR_REDIRECTED },
    { 304, WH_API_ERROR_REDIRECTED }, { 307, WH_API_ERROR_REDIRECTED }, { 400, WH_API_ERROR_INVALID },
    { 401, WH_API_ERROR_UNAUTHORIZED }, { 402, WH_API_ERROR_INVALID }, { 403, WH_API_ERROR_FORBIDDEN },
    { 404, WH_API_ERROR_NOT_FOUND }, { 405, WH_API_ERROR_NOT_FOUND }, { 409, WH_API_ERROR_CONFLICT },
    { 415, WH_API_ERROR_INVALID }, { 422, WH_API_ERROR_INVALID }, { 429, WH_API_ERROR_RATE_LIMITED },
    { 499, WH_API_ERROR_INVALID }, { 500, WH_API_ERROR_SERVER }, { 502, WH_API_ERROR_SERVER },
    { 599, WH_API_ERROR_SERVER }, { 600, WH_API_ERROR_NOT_API }, { 999, WH_API_ERROR_NOT_API },
  };
  const guint fine[] = { 200, 201, 202, 204, 206, 299 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (WhApiResponse) response = make (statuses[i].status, "application/json", "");
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strdup_printf (PREFIX "%u: Reason", statuses[i].status);

      g_assert_false (wh_api_response_check (response, &error));
      g_assert_error (error, WH_API_ERROR, statuses[i].code);
      g_assert_cmpuint (wh_api_error_get_status (error), ==, statuses[i].status);
      g_assert_cmpstr (error->message, ==, message);
      g_assert_null (wh_api_error_get_server_text (error));
      g_assert_cmpint (wh_api_error_get_retry_after (error), ==, -1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (WhApiResponse) response = make (fine[i], NULL, "{\"detail\": \"not an error\"}");
      g_autoptr (GError) error = NULL;

      g_assert_true (wh_api_response_check (response, &error));
      g_assert_no_error (error);
    }
}

typedef struct
{
  const char *type;
  const char *body;
  const char *text;
  const char *fields; /* name=message, joined by | */
} ReplyCase;

#define JSON "application/json"

static const ReplyCase reply_cases[] = {
  { JSON, "{\"non_field_errors\": [\"Limit of 8 reached.\", \"No more.\"]}", "Limit of 8 reached.\nNo more.", "" },
  { JSON, "{\"detail\": \"Invalid token.\"}", "Invalid token.", "" },
  { JSON, "{\"value\": [\"A\", \"B\"], \"email\": [\"C\"]}", "value: A\nvalue: B\nemail: C", "value=A\nB|email=C" },
  { JSON, "{\"email\": \"C\", \"value\": \"A\"}", "email: C\nvalue: A", "email=C|value=A" },
  { JSON, "{\"value\": [\"A\"], \"detail\": \"D\"}", "value: A\nD", "value=A" },
  { JSON, "{\"meta\": {\"a\": [\"X\"], \"b\": \"Y\"}}", "meta: X\nmeta: Y", "meta=X\nY" },
  { JSON, "[\"One\", [\"Two\"], {\"x\": \"Three\"}]", "One\nTwo\nThree", "" },
  { JSON, "\"Just words\"", "Just words", "" },
  { JSON, "{\"code\": 17, \"ok\": false, \"none\": null, \"empty\": []}", "code: 17\nok: false", "code=17|ok=false" },
  { JSON, "{\"errors\": {\"email\": [\"X\"]}}", "X", "" },
  { JSON, "{}", NULL, "" }, { JSON, "[]", NULL, "" }, { JSON, "null", NULL, "" }, { JSON, "", NULL, "" },
  { JSON, "{\"a\": [\"x\"], \"a\": [\"y\"]}", "a: x\na: y", "a=x\ny" },
  { JSON, "{\"\": [\"x\"]}", "x", "" },
  { JSON, "{\"detail\": \"a\\u0000b\\n\\tc\\ud800\"}", "a\xef\xbf\xbd" "b c\xef\xbf\xbd", "" },
  { JSON, "{\"detail\": \"cut", "{\"detail\": \"cut", "" },
  { NULL, "  Service\r\n unavailable ", "Service unavailable", "" },
  { "text/plain", "a <b> c & d", "a <b> c & d", "" },
  { "text/plain", "caf\xe9", "caf\xef\xbf\xbd", "" },
  { "text/html", "<h1>Server Error (500)</h1>", "Server Error (500)", "" },
  { "application/octet-stream", "<html><head><title>T</title></head><body><p>Bad <b>gateway</b></p></body></html>",
    "Bad gateway", "" },
  { "text/html", "<!DOCTYPE html>\n<!-- x > y --><STYLE>p{}</STYLE><p>A &lt;b&gt; &amp; &quot;c&quot;&nbsp;&#39;d&#39; &x</p>",
    "A <b> & \"c\" 'd' &x", "" },
  { "text/html", "<script>alert('</p>')</script>Words", "Words", "" },
  { "text/html", "<script>never closed", NULL, "" }, { "text/html", "<p", NULL, "" }, { "text/html", "1 < 2", "1 < 2", "" },
  { "text/html", "<header>Kept</header>", "Kept", "" },
};

static char *
join_fields (const GError *error)
{
  g_auto (GStrv) names = wh_api_error_dup_fields (error);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (joined, "%s%s=%s", i > 0 ? "|" : "", names[i],
                            wh_api_error_get_field_error (error, names[i]));

  return g_string_free (joined, FALSE);
}

static void
test_replies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reply_cases); i++)
    {
      const ReplyCase *item = &reply_cases[i];
      g_autoptr (WhApiResponse) response = make (400, item->type, item->body);
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strconcat (PREFIX "400: ", item->text != NULL ? item->text : "Reason", NULL);
      g_autofree char *fields = NULL;

      g_test_message ("case %u", i);
      g_assert_false (wh_api_response_check (response, &error));
      g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
      g_assert_cmpstr (wh_api_error_get_server_text (error), ==, item->text);
      g_assert_cmpstr (error->message, ==, message);
      fields = join_fields (error);
      g_assert_cmpstr (fields, ==, item->fields);
      g_assert_null (strstr (error->message, "canary"));
    }
}

static void
check_capped (const char *body,
              gsize       length)
{
  g_autoptr (WhApiResponse) response = make_full (500, NULL, body, length, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (wh_api_response_check (response, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_SERVER);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (wh_api_error_get_server_text (error), -1), <=, 1001);
}

static void
test_large_replies (void)
{
  gsize length = 2 * 1024 * 1024;
  g_autofree char *letters = g_strnfill (length, 'x');
  g_autofree char *zeros = g_malloc0 (length);
  g_autofree char *brackets = g_strnfill (length, '[');
  g_autofree char *angles = g_strnfill (length, '<');
  g_autoptr (GString) fields = g_string_new ("{");
  g_autoptr (GString) wide = g_string_new ("\"");

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (fields, "%s\"f%u\":[\"w\"]", i > 0 ? "," : "", i);
  g_string_append_c (fields, '}');
  for (guint i = 0; i < 5000; i++)
    g_string_append (wide, "\xf0\x9f\x92\xa9");
  g_string_append_c (wide, '"');

  check_capped (letters, length);
  check_capped (zeros, length);
  check_capped (brackets, length);
  check_capped (brackets, 60000);
  check_capped (angles, length);
  check_capped (fields->str, fields->len);
  check_capped (wide->str, wide->len);
}

static void
test_retry_after_header (void)
{
  const gint64 noon = G_GINT64_CONSTANT (1768478400) * G_TIME_SPAN_SECOND; /* 2026-01-15 */
  const struct { const char *value; gint64 received, seconds; } cases[] = {
    { NULL, 0, -1 },
    { "soon", 0, -1 },
    { "3600", 0, 3600 },
    { "Thu, 15 Jan 2026 12:01:00 GMT", noon, 60 },
    /* The client's clock decides, and a part of a second is waited for. */
    { "Thu, 15 Jan 2026 12:01:00 GMT", noon + 10 * G_TIME_SPAN_SECOND - 1, 51 },
    { "Thu, 15 Jan 2026 12:01:00 GMT", noon + G_TIME_SPAN_HOUR, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessageHeaders) headers =
        soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
      WhApiResponseParts parts = {
        .method = "GET", .url = URL, .status = 429, .headers = headers,
        .received = cases[i].received,
      };
      g_autoptr (WhApiResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      if (cases[i].value != NULL)
        soup_message_headers_append (headers, "Retry-After", cases[i].value);
      response = wh_api_response_new (&parts);
      g_assert_false (wh_api_response_check (response, &error));
      g_assert_error (error, WH_API_ERROR, WH_API_ERROR_RATE_LIMITED);
      g_assert_cmpint (wh_api_error_get_retry_after (error), ==, cases[i].seconds);
    }
}

static void
test_parse (void)
{
  const struct { const char *type, *body, *damage; int code; const char *message; } bodies[] = {
    { JSON, "[]", NULL, -1, NULL },
    { "application/json; charset=utf-8", " {\"a\": 1}\n", NULL, -1, NULL },
    { "application/problem+json", "{}", NULL, -1, NULL },
    { "text/json", "{}", NULL, -1, NULL },
    { NULL, "[1]", NULL, -1, NULL },
    { NULL, "\xef\xbb\xbf[1]", NULL, -1, NULL },
    { JSON, "", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { "text/html", "", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { JSON, " \n", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { JSON, "[1, 2", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { JSON, "[1] [2]", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { JSON, "[\"\xff\"]", NULL, WH_API_ERROR_MALFORMED, "not UTF-8" },
    { JSON, "\x1f\x8b\x08", NULL, WH_API_ERROR_MALFORMED, "cut short or damaged" },
    { JSON, "[]", "The last chunk is missing", WH_API_ERROR_MALFORMED, "The last chunk is missing" },
    { "text/html", "<p>", "The gzip stream is broken", WH_API_ERROR_MALFORMED, "gzip" },
    { "text/html", "<html>Sign in to the network</html>", NULL, WH_API_ERROR_NOT_API, "web page" },
    { JSON, "\n <!DOCTYPE html>", NULL, WH_API_ERROR_NOT_API, "web page" },
    { JSON, "\xef\xbb\xbf<HTML>", NULL, WH_API_ERROR_NOT_API, "web page" },
    { NULL, "<?xml version='1.0'?>", NULL, WH_API_ERROR_NOT_API, "web page" },
    { "text/html", "[]", NULL, WH_API_ERROR_NOT_API, "text/html instead of JSON" },
    { "image/png", "\x89PNG", NULL, WH_API_ERROR_NOT_API, "image/png" },
    { "text/plain", "[]", NULL, WH_API_ERROR_NOT_API, "text/plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (WhApiResponse) response = make_full (200, bodies[i].type, bodies[i].body,
                                                      strlen (bodies[i].body), bodies[i].damage);
      g_autoptr (GError) error = NULL;
      g_autoptr (WhJsonDocument) document = wh_api_response_parse (response, &error);

      g_test_message ("case %u", i);
      if (bodies[i].code == -1)
        {
          g_assert_no_error (error);
          g_assert_nonnull (document);
          continue;
        }
      g_assert_null (document);
      g_assert_error (error, WH_API_ERROR, bodies[i].code);
      g_assert_nonnull (strstr (error->message, bodies[i].message));
      g_assert_true (g_str_has_prefix (error->message, PREFIX "200: "));
      g_assert_cmpuint (wh_api_error_get_status (error), ==, 200);
    }
}

static void
test_parse_depth (void)
{
  g_autofree char *most = g_strnfill (256, '[');
  g_autofree char *more = g_strnfill (258, '[');
  g_autoptr (WhApiResponse) shallow = NULL;
  g_autoptr (WhApiResponse) deep = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  memset (most + 128, ']', 128);
  memset (more + 129, ']', 129);
  shallow = make (200, JSON, most);
  deep = make (200, JSON, more);

  document = wh_api_response_parse (shallow, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_null (wh_api_response_parse (deep, &error));
  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-response/parts", test_parts);
  g_test_add_func ("/wellhead/api/api-response/nothing", test_nothing);
  g_test_add_func ("/wellhead/api/api-response/hostile-headers", test_hostile_headers);
  g_test_add_func ("/wellhead/api/api-response/codes", test_codes);
  g_test_add_func ("/wellhead/api/api-response/replies", test_replies);
  g_test_add_func ("/wellhead/api/api-response/large-replies", test_large_replies);
  g_test_add_func ("/wellhead/api/api-response/retry-after-header", test_retry_after_header);
  g_test_add_func ("/wellhead/api/api-response/parse", test_parse);
  g_test_add_func ("/wellhead/api/api-response/parse-depth", test_parse_depth);

  return g_test_run ();
}
