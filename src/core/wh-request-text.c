/* wh-request-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-client.h"
#include "wh-request-text.h"
#include "wh-url.h"

#include <string.h>

#define INDENT 2
#define HIDDEN "••••••••"
#define NEXT_ARGUMENT " \\\n  "

static const char *const token_variables[] = {
  [WH_API_TOKEN_PRIVATE] = "PROFITWELL_TOKEN",
  [WH_API_TOKEN_PUBLIC] = "PROFITWELL_PUBLIC_TOKEN",
};

G_STATIC_ASSERT (G_N_ELEMENTS (token_variables) == WH_API_N_TOKENS);

/* Events have a server of their own, but for whoever has another server for everything. */
static char *
dup_url (WhApiRequest *request,
         const char   *server)
{
  g_autofree char *normal = wh_url_normalize_server (server, NULL);
  const char *path = wh_api_request_get_path (request);
  const char *query = wh_api_request_get_query (request);
  char *url;

  if (wh_api_request_get_host (request) == WH_API_HOST_EVENTS &&
      g_strcmp0 (normal, WH_API_DEFAULT_SERVER) == 0)
    server = WH_API_DEFAULT_EVENTS_SERVER;

  url = wh_url_join (server, path, query, NULL);
  if (url != NULL)
    return url;

  /* It will not be sent, but it can be shown. */
  return g_strconcat (server, path, query != NULL ? "?" : "", query, NULL);
}

static void
append_line (GString *text,
             guint    depth)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < depth * INDENT; i++)
    g_string_append_c (text, ' ');
}

static gboolean
is_empty_container (const char *p)
{
  char closing = *p == '{' ? '}' : ']';

  return p[1 + strspn (p + 1, " \t\r\n")] == closing;
}

/* Puts line breaks and blanks between the parts of JSON; what is in the parts stays as it is.
 * What is no JSON comes out with some line breaks, and harmed in no other way. */
static char *
dup_indented (const char *json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean in_string = FALSE, tight = FALSE;
  guint depth = 0;

  for (const char *p = json; *p != '\0'; p++)
    {
      if (in_string)
        {
          g_string_append_c (text, *p);
          if (*p == '\\' && p[1] != '\0')
            g_string_append_c (text, *++p);
          else if (*p == '"')
            in_string = FALSE;
        }
      else if (*p == '{' || *p == '[')
        {
          g_string_append_c (text, *p);
          depth++;
          tight = is_empty_container (p);
          if (!tight)
            append_line (text, depth);
        }
      else if (*p == '}' || *p == ']')
        {
          depth -= depth > 0;
          if (!tight)
            append_line (text, depth);
          g_string_append_c (text, *p);
          tight = FALSE;
        }
      else if (*p == ',')
        {
          g_string_append_c (text, *p);
          append_line (text, depth);
        }
      else if (*p == ':')
        {
          g_string_append (text, ": ");
        }
      else if (strchr (" \t\r\n", *p) == NULL)
        {
          g_string_append_c (text, *p);
          in_string = *p == '"';
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_body (WhApiRequest *request)
{
  GBytes *body = wh_api_request_get_body (request);
  gsize length;
  const char *data;

  if (body == NULL)
    return NULL;

  data = g_bytes_get_data (body, &length);

  return g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
}

static gboolean
is_json (WhApiRequest *request)
{
  const char *type = wh_api_request_get_content_type (request);

  return type != NULL && g_ascii_strncasecmp (type, "application/json", 16) == 0;
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

static void
append_argument (GString    *text,
                 const char *option,
                 const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (text, NEXT_ARGUMENT "%s %s", option, quoted);
}

static void
append_header_argument (const char *name,
                        const char *value,
                        gpointer    user_data)
{
  g_autofree char *header = g_strdup_printf ("%s: %s", name, value);

  append_argument (user_data, "--header", header);
}

/**
 * wh_request_dup_preview:
 * @request: what will be sent
 * @server: URL of the connection's server
 *
 * Returns: (transfer full): method and URL, the headers that matter with dots for the token, and
 *   after an empty line the body, JSON indented
 */
char *
wh_request_dup_preview (WhApiRequest *request,
                        const char   *server)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *url = NULL;
  g_autofree char *body = NULL;
  g_autofree char *indented = NULL;

  g_return_val_if_fail (WH_IS_API_REQUEST (request), NULL);
  g_return_val_if_fail (server != NULL, NULL);

  url = dup_url (request, server);
  g_string_append_printf (text, "%s %s\n", wh_api_request_get_method (request), url);
  append_header ("Authorization", HIDDEN, text);
  append_header ("Accept", "application/json", text);
  wh_api_request_foreach_header (request, append_header, text);

  body = dup_body (request);
  if (body == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);

  append_header ("Content-Type", wh_api_request_get_content_type (request), text);
  indented = is_json (request) ? dup_indented (body) : g_steal_pointer (&body);
  g_string_append_printf (text, "\n%s\n", indented);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wh_request_dup_curl:
 * @request: what would be sent
 * @server: URL of the connection's server
 *
 * Returns: (transfer full): a command for a POSIX shell, an argument a line, that sends the same
 *   with curl. The token is a variable that the shell fills in
 */
char *
wh_request_dup_curl (WhApiRequest *request,
                     const char   *server)
{
  g_autoptr (GString) text = g_string_new ("curl");
  g_autofree char *url = NULL;
  g_autofree char *body = NULL;

  g_return_val_if_fail (WH_IS_API_REQUEST (request), NULL);
  g_return_val_if_fail (server != NULL, NULL);

  url = dup_url (request, server);
  /* Brackets would mean several URLs to curl, and dots steps. */
  g_string_append (text, " --globoff --path-as-is");
  append_argument (text, "--request", wh_api_request_get_method (request));
  append_argument (text, "--url", url);
  g_string_append_printf (text, NEXT_ARGUMENT "--header \"Authorization: $%s\"",
                          token_variables[wh_api_request_get_token (request)]);
  append_header_argument ("Accept", "application/json", text);
  wh_api_request_foreach_header (request, append_header_argument, text);

  body = dup_body (request);
  if (body != NULL)
    {
      append_header_argument ("Content-Type", wh_api_request_get_content_type (request), text);
      append_argument (text, "--data-raw", body);
    }
  g_string_append_c (text, '\n');

  return g_string_free (g_steal_pointer (&text), FALSE);
}
