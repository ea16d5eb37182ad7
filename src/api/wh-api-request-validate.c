/* wh-api-request-validate.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-request-private.h"

#include "wh-api-error.h"

#include <string.h>

static const char *const known_methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", NULL };

/* What the client or libsoup writes by itself, or what would change where the reply goes. */
static const char *const reserved_headers[] = {
  "Authorization", "Connection", "Content-Length", "Cookie", "Cookie2", "Expect", "Host",
  "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
  "Upgrade", NULL
};

static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isalnum (*text) && strchr ("!#$%&'*+-.^_`|~", *text) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_header_value (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isprint (*text) && *text != '\t')
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_reserved (const char *name)
{
  for (guint i = 0; reserved_headers[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (reserved_headers[i], name) == 0)
        return TRUE;
    }

  return g_ascii_strncasecmp (name, "Proxy-", strlen ("Proxy-")) == 0;
}

static gboolean
validate_header (const char  *name,
                 const char  *value,
                 GError     **error)
{
  if (!is_token (name))
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                           "A header's name is empty or has a character that a name cannot have");
      return FALSE;
    }

  if (is_reserved (name))
    {
      g_set_error (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                   "The header “%s” cannot be set by hand", name);
      return FALSE;
    }

  if (!is_header_value (value))
    {
      g_set_error (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                   "The value of the header “%s” has a character that cannot be sent", name);
      return FALSE;
    }

  return TRUE;
}

/* Stops at the first header that cannot be sent. */
static void
check_header (const char *name,
              const char *value,
              gpointer    user_data)
{
  GError **error = user_data;

  if (*error == NULL)
    validate_header (name, value, error);
}

/**
 * wh_api_request_validate:
 * @self: a request
 * @error: (out): %WH_API_ERROR_BAD_REQUEST
 *
 * Private to the layer. libsoup puts a line break in a method on the wire and drops a header
 * that has one, with a warning that nobody sees (HAZARDS §1.5): neither gets that far.
 *
 * Returns: whether the method, the headers and the content type can be sent
 */
gboolean
wh_api_request_validate (WhApiRequest  *self,
                         GError       **error)
{
  const char *content_type;
  GError *header_error = NULL;

  g_return_val_if_fail (WH_IS_API_REQUEST (self), FALSE);

  if (!g_strv_contains (known_methods, wh_api_request_get_method (self)))
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                           "The method is none of GET, HEAD, POST, PUT, PATCH and DELETE");
      return FALSE;
    }

  wh_api_request_foreach_header (self, check_header, &header_error);
  if (header_error != NULL)
    {
      g_propagate_error (error, header_error);
      return FALSE;
    }

  content_type = wh_api_request_get_content_type (self);
  if (content_type != NULL && !is_header_value (content_type))
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                           "The content type has a character that cannot be sent");
      return FALSE;
    }

  return TRUE;
}
