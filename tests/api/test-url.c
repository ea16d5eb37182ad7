/* test-url.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-test-util.h"
#include "wh-url.h"

#include <string.h>

#define N_MUTATIONS 20000
#define SERVER "https://api.example.com"
#define OK -1

/* What is no UTF-8 has no place in a test's output. */
static void
print_escaped (const char *text)
{
  g_autofree char *escaped = g_strescape (text != NULL ? text : "", NULL);

  g_test_message ("%s", escaped);
}

typedef struct
{
  const char *text;
  const char *expected;
  int code;
} ServerCase;

static const ServerCase server_cases[] = {
  { "https://api.profitwell.com", "https://api.profitwell.com", OK },
  { "  https://api.profitwell.com/ \n", "https://api.profitwell.com", OK },
  { "HTTPS://API.ProfitWell.COM", "https://api.profitwell.com", OK },
  { "https://api.profitwell.com:443/", "https://api.profitwell.com", OK },
  { "https://api.profitwell.com:8443//", "https://api.profitwell.com:8443", OK },
  { "https://gateway.example/pw/api/", "https://gateway.example/pw/api", OK },
  { "https://gateway.example/a%20b", "https://gateway.example/a%20b", OK },
  { "https://203.0.113.7:444", "https://203.0.113.7:444", OK },
  { "https://[2001:db8::7]:444/x", "https://[2001:db8::7]:444/x", OK },
  { "http://127.0.0.1:8080", "http://127.0.0.1:8080", OK },
  { "http://127.255.3.4", "http://127.255.3.4", OK },
  { "http://localhost:80/", "http://localhost", OK },
  { "http://LOCALHOST:81", "http://localhost:81", OK },
  { "http://[::1]:9", "http://[::1]:9", OK },
  { "https://b\xc3\xbc" "cher.example", "https://xn--bcher-kva.example", OK },
  { "http://api.profitwell.com", NULL, WH_URL_ERROR_INSECURE },
  { "http://127.0.0.1.evil.example", NULL, WH_URL_ERROR_INSECURE },
  { "http://localhost.evil.example", NULL, WH_URL_ERROR_INSECURE },
  { "http://127.1", NULL, WH_URL_ERROR_INSECURE },
  { "http://0x7f000001", NULL, WH_URL_ERROR_INSECURE },
  { "http://2130706433", NULL, WH_URL_ERROR_INSECURE },
  { "http://0.0.0.0", NULL, WH_URL_ERROR_INSECURE },
  { "http://10.0.0.1", NULL, WH_URL_ERROR_INSECURE },
  { "http://[::ffff:127.0.0.1]", NULL, WH_URL_ERROR_INSECURE },
  { "https://me@api.example.com", NULL, WH_URL_ERROR_CREDENTIALS },
  { "https://me:secret@api.example.com", NULL, WH_URL_ERROR_CREDENTIALS },
  { "https://@api.example.com", NULL, WH_URL_ERROR_CREDENTIALS },
  { "http://127.0.0.1@evil.example", NULL, WH_URL_ERROR_CREDENTIALS },
  { "", NULL, WH_URL_ERROR_INVALID },
  { "api.profitwell.com", NULL, WH_URL_ERROR_INVALID },
  { "https:api.profitwell.com", NULL, WH_URL_ERROR_INVALID },
  { "https:/api.profitwell.com", NULL, WH_URL_ERROR_INVALID },
  { "://api.profitwell.com", NULL, WH_URL_ERROR_INVALID },
  { "https://", NULL, WH_URL_ERROR_INVALID },
  { "https:///v2", NULL, WH_URL_ERROR_INVALID },
  { "https://:443", NULL, WH_URL_ERROR_INVALID },
  { "https://host:0", NULL, WH_URL_ERROR_INVALID },
  { "https://host:65536", NULL, WH_URL_ERROR_INVALID },
  { "https://host:port", NULL, WH_URL_ERROR_INVALID },
  { "https://ho st", NULL, WH_URL_ERROR_INVALID },
  { "https://host\\evil", NULL, WH_URL_ERROR_INVALID },
  { "https://host%0aX-Injected:1", NULL, WH_URL_ERROR_INVALID },
  { "https://ho%73t", NULL, WH_URL_ERROR_INVALID },
  { "https://[fe80::1%25eth0]", NULL, WH_URL_ERROR_INVALID },
  { "https://ho\nst", NULL, WH_URL_ERROR_INVALID },
  { "https://ho\x7fst", NULL, WH_URL_ERROR_INVALID },
  { "https://host?q", NULL, WH_URL_ERROR_INVALID },
  { "https://host/#f", NULL, WH_URL_ERROR_INVALID },
  { "https://ho<s>t", NULL, WH_URL_ERROR_INVALID },
  { "https://a..b", NULL, WH_URL_ERROR_INVALID },
  { "https://host/a//b", NULL, WH_URL_ERROR_INVALID },
  { "https://host/\xff", NULL, WH_URL_ERROR_INVALID },
  { "ftp://host", NULL, WH_URL_ERROR_INVALID },
  { "file:///etc/passwd", NULL, WH_URL_ERROR_INVALID },
  { "javascript://host", NULL, WH_URL_ERROR_INVALID },
  { "https://host/../x", NULL, WH_URL_ERROR_PATH },
  { "https://host/%00", NULL, WH_URL_ERROR_PATH },
};

static void
test_normalize_server (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (server_cases); i++)
    {
      const ServerCase *item = &server_cases[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *server = wh_url_normalize_server (item->text, &error);

      print_escaped (item->text);
      g_assert_cmpstr (server, ==, item->expected);
      if (item->code == OK)
        g_assert_no_error (error);
      else
        g_assert_error (error, WH_URL_ERROR, item->code);
    }
}

static void
test_server_again (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (server_cases); i++)
    {
      g_autofree char *again = NULL;

      if (server_cases[i].expected == NULL)
        continue;
      again = wh_url_normalize_server (server_cases[i].expected, NULL);
      g_assert_cmpstr (again, ==, server_cases[i].expected);
    }
}

static void
test_server_length (void)
{
  g_autofree char *many = g_strnfill (3000, 'a');
  g_autofree char *text = g_strconcat ("https://host/", many, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (wh_url_normalize_server (text, &error));
  g_assert_error (error, WH_URL_ERROR, WH_URL_ERROR_INVALID);
  g_assert_null (strstr (error->message, "aaaa"));
}

static void
test_loopback (void)
{
  g_assert_true (wh_url_is_loopback ("http://127.0.0.1:80/v2/"));
  g_assert_true (wh_url_is_loopback ("http://localhost"));
  g_assert_true (wh_url_is_loopback ("https://[::1]/"));
  g_assert_false (wh_url_is_loopback ("http://127.0.0.1@evil.example/"));
  g_assert_false (wh_url_is_loopback ("http://127.0.0.1.evil.example/"));
  g_assert_false (wh_url_is_loopback ("http://128.0.0.1/"));
  g_assert_false (wh_url_is_loopback ("/v2/"));
  g_assert_false (wh_url_is_loopback (""));
}

static void
test_encode_segment (void)
{
  const struct { const char *text, *expected; } cases[] = {
    { "", "" },
    { "pwu_Q1w2-E3.r4~", "pwu_Q1w2-E3.r4~" },
    { "a b+c", "a%20b%2Bc" },
    { "a/b\\c", "a%2Fb%5Cc" },
    { "me@x.example", "me%40x.example" },
    { "?#[]!$&'()*,;=:%", "%3F%23%5B%5D%21%24%26%27%28%29%2A%2C%3B%3D%3A%25" },
    { "%2F", "%252F" },
    { "\xc3\xa9\xf0\x9f\x92\xa9", "%C3%A9%F0%9F%92%A9" },
    { "\r\n\t\x7f", "%0D%0A%09%7F" },
    { ".", "%2E" },
    { "..", "%2E%2E" },
    { "...", "..." },
    { ".a", ".a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *segment = wh_url_encode_segment (cases[i].text);

      g_assert_cmpstr (segment, ==, cases[i].expected);
    }
}

/* Whatever an id is, it comes back whole, and out of one segment. */
static void
test_encode_every_byte (void)
{
  for (guint byte = 1; byte < 256; byte++)
    {
      char text[] = { 'x', byte, 'y', '\0' };
      g_autofree char *segment = wh_url_encode_segment (text);
      g_autoptr (GBytes) back = g_uri_unescape_bytes (segment, -1, NULL, NULL);

      g_assert_null (strpbrk (segment, "/?#@:\\ "));
      g_assert_true (g_str_is_ascii (segment));
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), text, 3);
    }
}

static void
test_expand_path (void)
{
  g_autofree char *plain = wh_url_expand_path ("/v2/plans/", NULL);
  g_autofree char *slashless = wh_url_expand_path ("/v2/api-status", NULL);
  g_autofree char *event = wh_url_expand_path ("/dotjs/v1/customer/event", NULL);
  g_autofree char *one = wh_url_expand_path ("/v2/users/{id}/", "id", "a/../b c", NULL);
  g_autofree char *end = wh_url_expand_path ("/v2/users/{id}", "id", "x", NULL);
  g_autofree char *dots = wh_url_expand_path ("/v2/users/{id}/", "id", "..", NULL);
  g_autofree char *two = wh_url_expand_path ("/v2/{a}/{b}/", "b", "2", "a", "{b}", NULL);

  g_assert_cmpstr (plain, ==, "/v2/plans/");
  g_assert_cmpstr (slashless, ==, "/v2/api-status/");
  g_assert_cmpstr (event, ==, "/dotjs/v1/customer/event");
  g_assert_cmpstr (one, ==, "/v2/users/a%2F..%2Fb%20c/");
  g_assert_cmpstr (end, ==, "/v2/users/x/");
  g_assert_cmpstr (dots, ==, "/v2/users/%2E%2E/");
  g_assert_cmpstr (two, ==, "/v2/%7Bb%7D/2/");

  g_assert_null (wh_url_expand_path ("/v2/users/{id}/", NULL));
  g_assert_null (wh_url_expand_path ("/v2/users/{id}/", "id", "", NULL));
  g_assert_null (wh_url_expand_path ("/v2/users/{id}/", "id", NULL, NULL));
  g_assert_null (wh_url_expand_path ("/v2/users/{id}/", "other", "1", NULL));
}

static void
test_encode_query (void)
{
  const struct { const char *name, *value, *expected; } cases[] = {
    { "page", "1", "page=1" },
    { "q", "a b+c&d=e", "q=a%20b%2Bc%26d%3De" },
    { "e mail", "me@x.example", "e%20mail=me%40x.example" },
    { "flag", NULL, "flag" },
    { "empty", "", "empty=" },
    { "u", "\xc3\xa9?/#", "u=%C3%A9%3F%2F%23" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *query = wh_url_encode_query (cases[i].name, cases[i].value);

      g_assert_cmpstr (query, ==, cases[i].expected);
    }
}

typedef struct
{
  const char *path;
  const char *query;
  const char *expected; /* behind the server; or what the message must hold */
  int code;
} JoinCase;

static const JoinCase join_cases[] = {
  { "/", NULL, "/", OK },
  { "/v2/customers/", NULL, "/v2/customers/", OK },
  { "/v2/customers", "", "/v2/customers", OK },
  { "/v2/customers/", "page=1&q=a%20b", "/v2/customers/?page=1&q=a%20b", OK },
  { "/v2/customers/?page=1", NULL, "/v2/customers/?page=1", OK },
  { "/v2/customers/?page=1", "q=2", "/v2/customers/?page=1&q=2", OK },
  { "/v2/customers/?", "q=2", "/v2/customers/?q=2", OK },
  { "/v2/users/me@x.example/", NULL, "/v2/users/me@x.example/", OK },
  { "/v2/users/a:b/", NULL, "/v2/users/a:b/", OK },
  { "/v2/users/Scale Up/", NULL, "/v2/users/Scale%20Up/", OK },
  { "/v2/users/\xf0\x9f\x92\xa9\xc3\xa9/", NULL, "/v2/users/%F0%9F%92%A9%C3%A9/", OK },
  { "/v2/\"<>^`{|}[]/", NULL, "/v2/%22%3C%3E%5E%60%7B%7C%7D%5B%5D/", OK },
  { "/v2/a%2Fb%25/", NULL, "/v2/a%2Fb%25/", OK },
  { "/v2/users/%2E%2E/", NULL, "/v2/users/%2E%2E/", OK },
  { "/v2/.../.x/x./", NULL, "/v2/.../.x/x./", OK },
  { "/v2//x", NULL, "/v2//x", OK },
  { "/v2/", "a=b?c/d:e@f", "/v2/?a=b?c/d:e@f", OK },
  { "/v2/", "q=a b\xc3\xa9[]", "/v2/?q=a%20b%C3%A9%5B%5D", OK },
  { "/v2/", "next=https://evil.example/..", "/v2/?next=https://evil.example/..", OK },
  { "https://evil.example/", NULL, "whole URL", WH_URL_ERROR_FOREIGN },
  { SERVER "/v2/", NULL, "whole URL", WH_URL_ERROR_FOREIGN },
  { "javascript:x", NULL, "whole URL", WH_URL_ERROR_FOREIGN },
  { ":8443/", NULL, "whole URL", WH_URL_ERROR_FOREIGN },
  { "//evil.example/", NULL, "another server", WH_URL_ERROR_FOREIGN },
  { "///evil.example/", NULL, "another server", WH_URL_ERROR_FOREIGN },
  { "@evil.example/", NULL, "user name", WH_URL_ERROR_CREDENTIALS },
  { "user@evil.example/", NULL, "user name", WH_URL_ERROR_CREDENTIALS },
  { "user:x@evil.example/", NULL, "whole URL", WH_URL_ERROR_FOREIGN },
  { ".evil.example/", NULL, "slash", WH_URL_ERROR_PATH },
  { "v2/customers/", NULL, "slash", WH_URL_ERROR_PATH },
  { "", NULL, "slash", WH_URL_ERROR_PATH },
  { "?q=1", NULL, "slash", WH_URL_ERROR_PATH },
  { " /v2/", NULL, "slash", WH_URL_ERROR_PATH },
  { "/\\evil.example/", NULL, "backslash at character 2", WH_URL_ERROR_PATH },
  { "\\\\evil.example", NULL, "slash", WH_URL_ERROR_PATH },
  { "/v2/\xc3\xa9\\x", NULL, "backslash at character 6", WH_URL_ERROR_PATH },
  { "/v2/..", NULL, "dots at character 5", WH_URL_ERROR_PATH },
  { "/v2/../../x/", NULL, "dots", WH_URL_ERROR_PATH },
  { "/./v2/", NULL, "dots at character 2", WH_URL_ERROR_PATH },
  { "/v2/.%2e/", NULL, "dots", WH_URL_ERROR_PATH },
  { "/v2/%2e%2e/", NULL, "dots", WH_URL_ERROR_PATH },
  { "/v2/%2E./", NULL, "dots", WH_URL_ERROR_PATH },
  { "/v2/%2e/", NULL, "dots", WH_URL_ERROR_PATH },
  { "/v2/x#y", NULL, "fragment (#) at character 6", WH_URL_ERROR_PATH },
  { "/v2/x\r\nX-Injected: 1", NULL, "control character at character 6", WH_URL_ERROR_PATH },
  { "/v2/x%0d%0aX-Injected:1", NULL, "encoded control character at character 6", WH_URL_ERROR_PATH },
  { "/v2/%00/", NULL, "encoded control", WH_URL_ERROR_PATH },
  { "/v2/%7F/", NULL, "encoded control", WH_URL_ERROR_PATH },
  { "/v2/\x7f/", NULL, "control character", WH_URL_ERROR_PATH },
  { "/v2/\xc2\x85/", NULL, "control character", WH_URL_ERROR_PATH },
  { "/v2/%zz/", NULL, "percent sign", WH_URL_ERROR_PATH },
  { "/v2/%2", NULL, "percent sign", WH_URL_ERROR_PATH },
  { "/v2/%", NULL, "percent sign", WH_URL_ERROR_PATH },
  { "/v2/\xff/", NULL, "UTF-8", WH_URL_ERROR_PATH },
  { "/v2/", "a#b", "query holds a fragment", WH_URL_ERROR_PATH },
  { "/v2/", "a\nb", "query holds a control", WH_URL_ERROR_PATH },
  { "/v2/", "a=%0a", "query holds an encoded", WH_URL_ERROR_PATH },
  { "/v2/?a=%00", NULL, "query holds an encoded", WH_URL_ERROR_PATH },
  { "/v2/", "a=100%", "query holds a percent", WH_URL_ERROR_PATH },
};

static void
check_join (const char     *server,
            const JoinCase *item)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = wh_url_join (server, item->path, item->query, &error);

  print_escaped (server);
  print_escaped (item->path);
  print_escaped (item->query);
  if (item->code == OK)
    {
      g_autofree char *expected = g_strconcat (server, item->expected, NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, expected);
    }
  else
    {
      g_assert_null (url);
      g_assert_error (error, WH_URL_ERROR, item->code);
      g_assert_nonnull (strstr (error->message, item->expected));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_join (void)
{
  const char *servers[] = { SERVER, SERVER ":8443", SERVER "/gateway/pw", "http://127.0.0.1:4000",
                            "https://[2001:db8::7]" };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (join_cases); j++)
      check_join (servers[i], &join_cases[j]);
}

static void
test_join_server (void)
{
  const struct { const char *server; int code; } cases[] = {
    { "http://evil.example", WH_URL_ERROR_INSECURE },
    { "https://me@host", WH_URL_ERROR_CREDENTIALS },
    { "https://host?x", WH_URL_ERROR_INVALID },
    { "host", WH_URL_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wh_url_join (cases[i].server, "/", NULL, &error));
      g_assert_error (error, WH_URL_ERROR, cases[i].code);
    }
}

static void
test_join_length (void)
{
  g_autofree char *most = g_strnfill (64 * 1024 - strlen (SERVER), '/');
  g_autofree char *wide = NULL;
  g_autoptr (GString) emoji = g_string_new ("/");
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  memset (most + 1, 'a', strlen (most) - 1);
  url = wh_url_join (SERVER, most, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (url), ==, 64 * 1024);

  wide = g_strconcat (most, "a", NULL);
  g_assert_null (wh_url_join (SERVER, wide, NULL, &error));
  g_assert_error (error, WH_URL_ERROR, WH_URL_ERROR_PATH);
  g_clear_error (&error);

  /* It is the encoded length that counts. */
  for (guint i = 0; i < 6000; i++)
    g_string_append (emoji, "\xf0\x9f\x92\xa9");
  g_assert_null (wh_url_join (SERVER, emoji->str, NULL, &error));
  g_assert_error (error, WH_URL_ERROR, WH_URL_ERROR_PATH);
}

/* Every id that can be sent arrives as itself; those with control characters are refused. */
static void
test_round_trip (void)
{
  const char *ids[] = { "pwu_1", "..", ".", "a/b", "\\", "me@x.example", "a b", "100%", "#1", "?",
                        "%2e%2e", "\xf0\x9f\x92\xa9", "//evil.example", "https://evil.example" };
  g_autofree char *control = wh_url_expand_path ("/v2/users/{id}/", "id", "a\nb", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = wh_url_expand_path ("/v2/users/{id}/", "id", ids[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *url = wh_url_join (SERVER, path, NULL, &error);
      g_autofree char *segment = NULL;

      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (url, SERVER "/v2/users/"));
      g_assert_true (g_str_has_suffix (url, "/"));
      segment = g_strndup (url + strlen (SERVER "/v2/users/"),
                           strlen (url) - strlen (SERVER "/v2/users/") - 1);
      g_assert_null (strchr (segment, '/'));
      {
        g_autofree char *back = g_uri_unescape_string (segment, NULL);

        g_assert_cmpstr (back, ==, ids[i]);
      }
    }

  g_assert_null (wh_url_join (SERVER, control, NULL, NULL));
}

/* One to four bytes changed, put in or left out, never a NUL. */
static char *
mutate (GRand      *rand,
        const char *text)
{
  static const char bytes[] = "/\\:@?#%.[] \r\n\t&=+;a0Zé\x7f\xff";
  GString *copy = g_string_new (text);

  for (int n = g_rand_int_range (rand, 1, 5); n > 0; n--)
    {
      gssize at = g_rand_int_range (rand, 0, (gint32) copy->len + 1);
      char byte = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];

      switch (g_rand_int_range (rand, 0, 3))
        {
        case 0:
          g_string_insert_c (copy, at, byte);
          break;
        case 1:
          if ((gsize) at < copy->len)
            copy->str[at] = byte;
          break;
        default:
          if ((gsize) at < copy->len)
            g_string_erase (copy, at, 1);
          break;
        }
    }

  return g_string_free (copy, FALSE);
}

static void
assert_printable (const char *url)
{
  for (const char *p = url; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
}

/* Whatever is typed as a server: refused, or in a form that stays the same, goes to https or to
 * this machine, and carries no credentials. */
static void
test_mutated_servers (void)
{
  static const char *const seeds[] = {
    "https://api.profitwell.com", "https://api.example.com:8443/gateway/pw",
    "http://127.0.0.1:4000", "http://localhost:1", "https://[2001:db8::7]:443/a",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260115);
  guint n_accepted = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autofree char *text = mutate (rand, seeds[i % G_N_ELEMENTS (seeds)]);
      g_autofree char *server = NULL;
      g_autofree char *again = NULL;
      g_autoptr(GUri) uri = NULL;
      g_autoptr(GError) error = NULL;

      server = wh_url_normalize_server (text, &error);
      if (server == NULL)
        {
          g_assert_cmpuint (error->domain, ==, WH_URL_ERROR);
          continue;
        }

      n_accepted++;
      g_assert_no_error (error);
      assert_printable (server);
      again = wh_url_normalize_server (server, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, server);
      uri = g_uri_parse (server, G_URI_FLAGS_ENCODED, &error);
      g_assert_no_error (error);
      g_assert_null (g_uri_get_userinfo (uri));
      g_assert_null (g_uri_get_query (uri));
      g_assert_null (g_uri_get_fragment (uri));
      g_assert_true (strcmp (g_uri_get_scheme (uri), "https") == 0 || wh_url_is_loopback (server));
    }

  g_assert_cmpuint (n_accepted, >, N_MUTATIONS / 50);
  g_assert_cmpuint (n_accepted, <, N_MUTATIONS);
}

/* HAZARDS R2: whatever is typed as a path or a query, the request goes to the server, below the
 * server's own path. */
static void
test_mutated_paths (void)
{
  static const char *const server = "https://api.example.com:8443/gateway/pw";
  static const char *const paths[] = {
    "/v2/users/", "/v2/users/a%40b/x/", "/v2/../../", "//other.example.com/", "/v2/%2e%2e/x/",
  };
  static const char *const queries[] = { NULL, "email=a%40b", "a=b&c=d", "" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260115);
  guint n_accepted = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      const char *seed = queries[i % G_N_ELEMENTS (queries)];
      g_autofree char *path = mutate (rand, paths[i % G_N_ELEMENTS (paths)]);
      g_autofree char *query = seed != NULL ? mutate (rand, seed) : NULL;
      g_autofree char *url = NULL;
      g_autoptr(GUri) uri = NULL;
      g_autoptr(GError) error = NULL;

      url = wh_url_join (server, path, query, &error);
      if (url == NULL)
        {
          g_assert_cmpuint (error->domain, ==, WH_URL_ERROR);
          continue;
        }

      n_accepted++;
      g_assert_no_error (error);
      assert_printable (url);
      g_assert_true (g_str_has_prefix (url, "https://api.example.com:8443/gateway/pw/"));
      uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
      g_assert_cmpstr (g_uri_get_host (uri), ==, "api.example.com");
      g_assert_cmpint (g_uri_get_port (uri), ==, 8443);
      g_assert_null (g_uri_get_userinfo (uri));
      g_assert_null (g_uri_get_fragment (uri));
      g_assert_null (strstr (g_uri_get_path (uri), "/../"));
    }

  g_assert_cmpuint (n_accepted, >, N_MUTATIONS / 50);
  g_assert_cmpuint (n_accepted, <, N_MUTATIONS);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/url/normalize-server", test_normalize_server);
  g_test_add_func ("/wellhead/api/url/server-again", test_server_again);
  g_test_add_func ("/wellhead/api/url/server-length", test_server_length);
  g_test_add_func ("/wellhead/api/url/loopback", test_loopback);
  g_test_add_func ("/wellhead/api/url/encode-segment", test_encode_segment);
  g_test_add_func ("/wellhead/api/url/encode-every-byte", test_encode_every_byte);
  g_test_add_func ("/wellhead/api/url/expand-path", test_expand_path);
  g_test_add_func ("/wellhead/api/url/encode-query", test_encode_query);
  g_test_add_func ("/wellhead/api/url/join", test_join);
  g_test_add_func ("/wellhead/api/url/join-server", test_join_server);
  g_test_add_func ("/wellhead/api/url/join-length", test_join_length);
  g_test_add_func ("/wellhead/api/url/round-trip", test_round_trip);
  g_test_add_func ("/wellhead/api/url/mutated-servers", test_mutated_servers);
  g_test_add_func ("/wellhead/api/url/mutated-paths", test_mutated_paths);

  return g_test_run ();
}
