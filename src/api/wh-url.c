/* wh-url.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-url.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_SERVER_BYTES 2048
#define MAX_URL_BYTES (64 * 1024)

/* Percent-encoding is ours: GUri must not undo it. */
#define PARSE_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD)

/* What RFC 3986 lets stand in a path and in a query beside letters and digits. */
#define UNRESERVED "-._~"
#define PATH_CHARACTERS UNRESERVED "!$&'()*+,;=:@/"
#define QUERY_CHARACTERS PATH_CHARACTERS "?"

/* Everything below this is versioned and wants a slash at its end (§1.3). */
#define VERSIONED_PREFIX "/v2/"

G_DEFINE_QUARK (wh-url-error-quark, wh_url_error)

static void
append_encoded (GString *url,
                guchar   byte)
{
  g_string_append_printf (url, "%%%02X", byte);
}

static void
append_escaped (GString    *url,
                const char *text,
                const char *allowed)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || strchr (allowed, *p) != NULL)
        g_string_append_c (url, *p);
      else
        append_encoded (url, *p);
    }
}

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;
  const guint8 *bytes;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  /* Only the plain spellings: what other programs make of 127.1 or 0x7f000001 differs. */
  address = g_inet_address_new_from_string (host);
  if (address == NULL)
    return FALSE;

  bytes = g_inet_address_to_bytes (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return bytes[0] == 127;

  return g_inet_address_get_is_loopback (address);
}

static gboolean
is_plain_host (const char *host)
{
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return FALSE;

  return host[0] != '.' && strstr (host, "..") == NULL;
}

static int
get_default_port (const char *scheme)
{
  return strcmp (scheme, "https") == 0 ? 443 : 80;
}

static int
get_effective_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port != -1 ? port : get_default_port (g_uri_get_scheme (uri));
}

/* The value of a percent-encoded byte at @p, -1 if there is none. */
static int
decode_byte (const char *p)
{
  if (p[0] != '%' || !g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
    return -1;

  return g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]);
}

static gboolean
refuse (const char  *text,
        const char  *at,
        const char  *where,
        const char  *what,
        GError     **error)
{
  g_set_error (error, WH_URL_ERROR, WH_URL_ERROR_PATH, "The %s holds %s at character %ld",
               where, what, g_utf8_strlen (text, at - text) + 1);

  return FALSE;
}

/* Nothing that another program between here and the server may read as something else. */
static gboolean
check_characters (const char  *text,
                  const char  *where,
                  GError     **error)
{
  const char *end;

  if (!g_utf8_validate (text, -1, &end))
    return refuse (text, end, where, "a byte that is not UTF-8", error);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return refuse (text, p, where, "a control character", error);
      if (*p == '\\')
        return refuse (text, p, where, "a backslash", error);
      if (*p == '#')
        return refuse (text, p, where, "a fragment (#)", error);
      if (*p != '%')
        continue;
      if (decode_byte (p) < 0)
        return refuse (text, p, where, "a percent sign without two hexadecimal digits", error);
      if (decode_byte (p) < 0x20 || decode_byte (p) == 0x7f)
        return refuse (text, p, where, "an encoded control character", error);
    }

  return TRUE;
}

/* `.` and `..` in any spelling but the one that wh_url_encode_segment() gives to an id that is
 * just that. */
static gboolean
is_dot_segment (const char *segment,
                gsize       length)
{
  guint n_dots = 0;
  gboolean plain = FALSE, lower = FALSE;

  for (gsize i = 0; i < length; n_dots++)
    {
      if (segment[i] == '.')
        {
          plain = TRUE;
          i++;
        }
      else if (i + 3 <= length && decode_byte (segment + i) == '.')
        {
          lower |= segment[i + 2] == 'e';
          i += 3;
        }
      else
        return FALSE;
    }

  return (n_dots == 1 || n_dots == 2) && (plain || lower);
}

static gboolean
check_segments (const char  *path,
                GError     **error)
{
  const char *segment = path;

  for (;;)
    {
      gsize length = strcspn (segment, "/");

      if (is_dot_segment (segment, length))
        return refuse (path, segment, "path", "a segment of dots", error);
      if (segment[length] == '\0')
        return TRUE;
      segment += length + 1;
    }
}

static gboolean
check_beginning (const char  *path,
                 GError     **error)
{
  g_autofree char *head = NULL;

  if (g_str_has_prefix (path, "//"))
    {
      g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_FOREIGN,
                           "A path that begins with // leads to another server");
      return FALSE;
    }
  if (path[0] == '/')
    return TRUE;

  head = g_strndup (path, strcspn (path, "/?#"));
  if (strchr (head, ':') != NULL)
    g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_FOREIGN,
                         "This is a whole URL; only a path of the connection's server can be called");
  else if (strchr (head, '@') != NULL)
    g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_CREDENTIALS,
                         "A path cannot hold a user name before its first slash");
  else
    g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_PATH, "A path begins with a slash");

  return FALSE;
}

static GUri *
parse_server (const char  *text,
              GError     **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) parse_error = NULL;
  const char *host;

  uri = g_uri_parse (text, PARSE_FLAGS, &parse_error);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || host[0] == '\0' || !is_plain_host (host) || g_uri_get_port (uri) == 0)
    {
      g_set_error (error, WH_URL_ERROR, WH_URL_ERROR_INVALID,
                   "“%s” is not the URL of a server", text);
      return NULL;
    }

  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return g_steal_pointer (&uri);

  if (strcmp (g_uri_get_scheme (uri), "http") != 0)
    {
      g_set_error (error, WH_URL_ERROR, WH_URL_ERROR_INVALID,
                   "The URL of a server begins with https://, not with %s:", g_uri_get_scheme (uri));
      return NULL;
    }
  if (!is_loopback_host (host))
    {
      g_set_error (error, WH_URL_ERROR, WH_URL_ERROR_INSECURE,
                   "http:// would show the token to everybody on the way to %s; use https://", host);
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/* What GUri would tidy up, or what must not be in front of the path. */
static gboolean
check_server_text (const char  *text,
                   GError     **error)
{
  const char *authority = strstr (text, "://");
  const char *problem = NULL;
  g_autofree char *host = NULL;

  if (strlen (text) > MAX_SERVER_BYTES)
    problem = "is too long";
  else if (!g_utf8_validate (text, -1, NULL))
    problem = "is not UTF-8";
  else if (authority == NULL || authority == text)
    problem = "must begin with https://";
  else if (strpbrk (text, "\\ \t") != NULL)
    problem = "must not hold spaces or backslashes";
  else if (strpbrk (text, "?#") != NULL)
    problem = "must not have a query or a fragment";

  for (const char *p = text; problem == NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      problem = "must not hold control characters";

  if (problem == NULL)
    {
      host = g_strndup (authority + 3, strcspn (authority + 3, "/"));
      if (strchr (host, '%') != NULL)
        problem = "must not have a percent sign in its host";
    }

  if (problem == NULL && strchr (host, '@') != NULL)
    {
      g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_CREDENTIALS,
                           "The URL of a server must not hold a user name or a password");
      return FALSE;
    }
  if (problem != NULL)
    g_set_error (error, WH_URL_ERROR, WH_URL_ERROR_INVALID, "The URL of a server %s", problem);

  return problem == NULL;
}

static gboolean
is_same_server (GUri *uri,
                GUri *server)
{
  return strcmp (g_uri_get_scheme (uri), g_uri_get_scheme (server)) == 0 &&
         g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (server)) == 0 &&
         get_effective_port (uri) == get_effective_port (server) &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         g_str_has_prefix (g_uri_get_path (uri), g_uri_get_path (server));
}

static const char *
look_up_value (const char *name,
               gpointer    user_data)
{
  return g_hash_table_lookup (user_data, name);
}

/**
 * wh_url_normalize_server:
 * @text: what somebody typed
 * @error: return location of a #GError of %WH_URL_ERROR
 *
 * The one spelling of a server's URL: https (http only to this machine), the host in lower case
 * and ASCII, no default port, no slash at the end. A path in front of the API's own may be there.
 *
 * Returns: (transfer full) (nullable): the URL, to be given to wh_url_join()
 */
char *
wh_url_normalize_server (const char  *text,
                         GError     **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GString) url = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *path;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  stripped = g_strdup (text);
  g_strstrip (stripped);
  if (!check_server_text (stripped, error))
    return NULL;

  uri = parse_server (stripped, error);
  if (uri == NULL)
    return NULL;

  /* As it was typed: GUri resolves dots. */
  path = strstr (stripped, "://") + 3;
  path += strcspn (path, "/");
  if (strstr (path, "//") != NULL && path[strspn (path, "/")] != '\0')
    {
      g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_INVALID,
                           "The URL of a server must not have an empty segment in its path");
      return NULL;
    }
  if (!check_characters (path, "path", error) || !check_segments (path, error))
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  url = g_string_new (g_uri_get_scheme (uri));
  g_string_append_printf (url, strchr (host, ':') != NULL ? "://[%s]" : "://%s", host);
  if (get_effective_port (uri) != get_default_port (g_uri_get_scheme (uri)))
    g_string_append_printf (url, ":%d", g_uri_get_port (uri));
  append_escaped (url, path, PATH_CHARACTERS "%");
  while (url->str[url->len - 1] == '/')
    g_string_truncate (url, url->len - 1);

  return g_strdup (url->str);
}

/**
 * wh_url_expand_path:
 * @path_template: a path such as `/v2/users/{id}/`
 * @...: the name of a placeholder, its value, further pairs, then %NULL
 *
 * Values are data: whatever is in them, a slash included, stays within its segment. A path of
 * the versioned API ends in a slash afterwards, whether @path_template does or not (§1.3); others
 * stay as they are, because the endpoint of customer events has none.
 *
 * Returns: (transfer full) (nullable): the path, %NULL if a placeholder has no value or an empty
 *   one: an empty segment would make it the path of something else
 */
char *
wh_url_expand_path (const char *path_template,
                    ...)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;
  va_list args;

  va_start (args, path_template);
  while ((name = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, (gpointer) va_arg (args, const char *));
  va_end (args);

  return wh_url_expand_path_full (path_template, look_up_value, values);
}

/**
 * wh_url_expand_path_full:
 * @path_template: a path such as `/v2/users/{id}/`
 * @lookup: (scope call): gives the value of a placeholder
 * @user_data: for @lookup
 *
 * wh_url_expand_path() for whoever has the values in a table.
 *
 * Returns: (transfer full) (nullable): as wh_url_expand_path() does
 */
char *
wh_url_expand_path_full (const char  *path_template,
                         WhUrlLookup  lookup,
                         gpointer     user_data)
{
  g_autoptr (GString) path = NULL;
  const char *p = path_template;

  g_return_val_if_fail (path_template != NULL && path_template[0] == '/', NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  path = g_string_new (NULL);
  while (*p != '\0')
    {
      g_autofree char *name = NULL;
      g_autofree char *segment = NULL;
      const char *value, *end;

      if (*p != '{')
        {
          g_string_append_c (path, *p++);
          continue;
        }

      end = strchr (p, '}');
      g_return_val_if_fail (end != NULL, NULL);

      name = g_strndup (p + 1, end - p - 1);
      value = lookup (name, user_data);
      if (value == NULL || value[0] == '\0')
        return NULL;

      segment = wh_url_encode_segment (value);
      g_string_append (path, segment);
      p = end + 1;
    }

  if (g_str_has_prefix (path->str, VERSIONED_PREFIX) && path->str[path->len - 1] != '/')
    g_string_append_c (path, '/');

  return g_strdup (path->str);
}

/**
 * wh_url_encode_segment:
 * @text: an id or an alias
 *
 * Returns: (transfer full): @text as one segment of a path; all but letters, digits and `-._~` is
 *   percent-encoded, and so are the dots if there is nothing else
 */
char *
wh_url_encode_segment (const char *text)
{
  g_autoptr (GString) segment = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  segment = g_string_new (NULL);
  if (strcmp (text, ".") == 0 || strcmp (text, "..") == 0)
    append_escaped (segment, text, "");
  else
    append_escaped (segment, text, UNRESERVED);

  return g_strdup (segment->str);
}

/**
 * wh_url_encode_query:
 * @name: the name of a parameter
 * @value: (nullable): its value
 *
 * Returns: (transfer full): `name=value`, percent-encoded (a space is `%20`, a plus `%2B`); just
 *   the name if there is no @value
 */
char *
wh_url_encode_query (const char *name,
                     const char *value)
{
  g_autoptr (GString) query = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  query = g_string_new (NULL);
  append_escaped (query, name, UNRESERVED);
  if (value != NULL)
    {
      g_string_append_c (query, '=');
      append_escaped (query, value, UNRESERVED);
    }

  return g_strdup (query->str);
}

/**
 * wh_url_join:
 * @server: from wh_url_normalize_server()
 * @path: a path that begins with a slash, encoded as far as its writer cared; may have a query
 * @query: (nullable): a query without its question mark, behind that of @path if both are there
 * @error: return location of a #GError of %WH_URL_ERROR
 *
 * The only way to the URL of a request. Spaces, non-ASCII characters and what else cannot stand in
 * a URL is percent-encoded; what could lead elsewhere or be read in two ways is refused with a
 * sentence that says what it is and where (HAZARDS R2). The outcome is parsed again and must still
 * be the server's.
 *
 * Returns: (transfer full) (nullable): a URL, in ASCII
 */
char *
wh_url_join (const char  *server,
             const char  *path,
             const char  *query,
             GError     **error)
{
  g_autofree char *own_path = NULL;
  g_autoptr (GString) url = NULL;
  g_autoptr (GUri) server_uri = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *own_query;

  g_return_val_if_fail (server != NULL && path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_server_text (server, error) || (server_uri = parse_server (server, error)) == NULL)
    return NULL;

  own_path = g_strndup (path, strcspn (path, "?"));
  own_query = path[strlen (own_path)] == '?' ? path + strlen (own_path) + 1 : NULL;
  if (!check_beginning (path, error) || !check_characters (own_path, "path", error) ||
      !check_segments (own_path, error) ||
      (own_query != NULL && !check_characters (own_query, "query", error)) ||
      (query != NULL && !check_characters (query, "query", error)))
    return NULL;

  url = g_string_new (server);
  while (url->str[url->len - 1] == '/')
    g_string_truncate (url, url->len - 1);
  append_escaped (url, own_path, PATH_CHARACTERS "%");
  for (guint i = 0; i < 2; i++)
    {
      const char *part = i == 0 ? own_query : query;

      if (part == NULL || part[0] == '\0')
        continue;
      g_string_append_c (url, strchr (url->str, '?') == NULL ? '?' : '&');
      append_escaped (url, part, QUERY_CHARACTERS "%");
    }

  if (url->len > MAX_URL_BYTES)
    {
      g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_PATH, "The URL is longer than 64 KiB");
      return NULL;
    }

  uri = g_uri_parse (url->str, PARSE_FLAGS, NULL);
  if (uri == NULL || !is_same_server (uri, server_uri))
    {
      g_set_error_literal (error, WH_URL_ERROR, WH_URL_ERROR_FOREIGN,
                           "The path leads to another server than the connection's");
      return NULL;
    }

  return g_strdup (url->str);
}

/**
 * wh_url_is_loopback:
 * @url: a URL
 *
 * Returns: whether @url stays on this machine: localhost, 127.0.0.0/8 or [::1]
 */
gboolean
wh_url_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, PARSE_FLAGS, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && is_loopback_host (g_uri_get_host (uri));
}
