/* wh-api-response.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-response-private.h"

#include "wh-api-error-private.h"
#include "wh-api-redact.h"
#include "wh-api-reply-private.h"
#include "wh-api-retry.h"

typedef struct
{
  char *name;
  char *value;
} Header;

struct _WhApiResponse
{
  GObject parent_instance;

  guint status;
  char *reason;
  char *method;
  char *url;
  GArray *headers; /* of Header, in the server's order */
  char *content_type;
  gint64 retry_after; /* microseconds from when it came, -1: not said */
  GBytes *body;
  WhApiReply *reply; /* (nullable): what an error says, without secrets */
  gsize wire_size;
  WhApiTiming timing;
  guint n_tries;
  char *damage;
};

G_DEFINE_FINAL_TYPE (WhApiResponse, wh_api_response, G_TYPE_OBJECT)

static void
header_clear (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

static char *
dup_valid (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static char *
dup_redacted (const char        *text,
              const char *const *secrets)
{
  g_autofree char *valid = dup_valid (text);

  return wh_api_redact (valid, secrets);
}

static char *
dup_media_type (const char        *content_type,
                const char *const *secrets)
{
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return NULL;

  type = g_ascii_strdown (content_type, strcspn (content_type, ";,"));
  g_strstrip (type);

  return type[0] != '\0' ? wh_api_redact (type, secrets) : NULL;
}

static GArray *
copy_headers (SoupMessageHeaders *headers)
{
  GArray *copies = g_array_new (FALSE, FALSE, sizeof (Header));
  SoupMessageHeadersIter iter;
  const char *name, *value;

  g_array_set_clear_func (copies, header_clear);
  if (headers == NULL)
    return copies;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      Header copy = { dup_valid (name), dup_valid (value) };

      g_array_append_val (copies, copy);
    }

  return copies;
}

/* The path of the URL, for messages: never the host, never the query, which may hold what a
 * person searched for. */
static char *
dup_path (WhApiResponse *self)
{
  const char *path = strstr (self->url, "://");

  path = path != NULL ? strchr (path + 3, '/') : strchr (self->url, '/');

  return path != NULL ? g_strndup (path, strcspn (path, "?#")) : g_strdup ("/");
}

static gboolean
is_success (WhApiResponse *self)
{
  return self->status >= 200 && self->status < 300;
}

static WhApiErrorCode
get_error_code (guint status)
{
  switch (status)
    {
    case 401:
      return WH_API_ERROR_UNAUTHORIZED;

    case 403:
      return WH_API_ERROR_FORBIDDEN;

    case 404:
    case 405:
      return WH_API_ERROR_NOT_FOUND;

    case 409:
      return WH_API_ERROR_CONFLICT;

    case 429:
      return WH_API_ERROR_RATE_LIMITED;

    default:
      break;
    }

  if (status >= 300 && status < 400)
    return WH_API_ERROR_REDIRECTED;
  if (status >= 400 && status < 500)
    return WH_API_ERROR_INVALID;
  if (status >= 500 && status < 600)
    return WH_API_ERROR_SERVER;

  /* 1xx as a last word, 0, 999: nothing that an API answers. */
  return WH_API_ERROR_NOT_API;
}

static GError *
new_error (WhApiResponse  *self,
           WhApiErrorCode  code,
           const char     *text)
{
  g_autofree char *path = dup_path (self);

  return text != NULL
           ? g_error_new (WH_API_ERROR, code, "%s %s: %u: %s", self->method, path, self->status, text)
           : g_error_new (WH_API_ERROR, code, "%s %s: %u", self->method, path, self->status);
}

static void
set_error (WhApiResponse   *self,
           GError         **error,
           WhApiErrorCode   code,
           const char      *text)
{
  GError *local = new_error (self, code, text);

  wh_api_error_set_reply (local, self->status, -1, NULL);
  g_propagate_error (error, local);
}

/* Nothing said is taken for JSON: what is not will show when it is read. */
static gboolean
is_json_type (const char *type)
{
  return type == NULL || strcmp (type, "application/json") == 0 || strcmp (type, "text/json") == 0 ||
         (g_str_has_prefix (type, "application/") && g_str_has_suffix (type, "+json"));
}

static void
wh_api_response_finalize (GObject *object)
{
  WhApiResponse *self = WH_API_RESPONSE (object);

  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, g_array_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->reply, wh_api_reply_free);
  g_clear_pointer (&self->damage, g_free);

  G_OBJECT_CLASS (wh_api_response_parent_class)->finalize (object);
}

static void
wh_api_response_class_init (WhApiResponseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_api_response_finalize;
}

static void
wh_api_response_init (WhApiResponse *self)
{
}

/**
 * wh_api_response_new:
 * @parts: what the client saw
 *
 * Private to the layer. Text that came from the wire is made valid UTF-8 here, once, so that
 * nobody behind needs to think of it, and what may become a message loses the secrets that the
 * server put into it. The body and the headers stay as they are.
 *
 * Returns: (transfer full): a response
 */
WhApiResponse *
wh_api_response_new (const WhApiResponseParts *parts)
{
  WhApiResponse *self;

  g_return_val_if_fail (parts != NULL, NULL);
  g_return_val_if_fail (parts->method != NULL && parts->url != NULL, NULL);

  self = g_object_new (WH_TYPE_API_RESPONSE, NULL);
  self->status = parts->status;
  self->reason = dup_redacted (parts->reason, parts->secrets);
  self->method = g_strdup (parts->method);
  self->url = dup_valid (parts->url);
  self->headers = copy_headers (parts->headers);
  self->content_type = dup_media_type (wh_api_response_get_header (self, "Content-Type"),
                                       parts->secrets);
  self->retry_after = wh_retry_parse_after (wh_api_response_get_header (self, "Retry-After"),
                                            parts->received);
  self->body = parts->body != NULL ? g_bytes_ref (parts->body) : g_bytes_new (NULL, 0);
  self->wire_size = parts->wire_size;
  self->timing = parts->timing;
  self->n_tries = parts->n_tries;
  self->damage = dup_redacted (parts->damage, parts->secrets);
  if (!is_success (self))
    self->reply = wh_api_reply_read (self->body, self->content_type, parts->secrets);

  return self;
}

/**
 * wh_api_response_get_status:
 * @self: a response
 *
 * Returns: the HTTP status, whatever number the server made of it
 */
guint
wh_api_response_get_status (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), 0);

  return self->status;
}

/**
 * wh_api_response_get_reason:
 * @self: a response
 *
 * Returns: (transfer none) (nullable): the words behind the status, valid UTF-8
 */
const char *
wh_api_response_get_reason (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->reason;
}

/**
 * wh_api_response_get_method:
 * @self: a response
 *
 * Returns: (transfer none): the method that this answers
 */
const char *
wh_api_response_get_method (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->method;
}

/**
 * wh_api_response_get_url:
 * @self: a response
 *
 * Returns: (transfer none): the URL that was sent, query included
 */
const char *
wh_api_response_get_url (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->url;
}

/**
 * wh_api_response_get_body:
 * @self: a response
 *
 * Returns: (transfer none): the body, decoded, exactly as the server wrote it; may be empty
 */
GBytes *
wh_api_response_get_body (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->body;
}

/**
 * wh_api_response_get_wire_size:
 * @self: a response
 *
 * Returns: how many bytes of body came over the wire, before any content encoding was undone
 */
gsize
wh_api_response_get_wire_size (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), 0);

  return self->wire_size;
}

/**
 * wh_api_response_get_header:
 * @self: a response
 * @name: the name of a header, in any case
 *
 * Returns: (transfer none) (nullable): its value, valid UTF-8; the first if there are several
 */
const char *
wh_api_response_get_header (WhApiResponse *self,
                            const char    *name)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = &g_array_index (self->headers, Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }

  return NULL;
}

/**
 * wh_api_response_get_retry_after:
 * @self: a response
 *
 * Private to the layer.
 *
 * Returns: microseconds, from when the response came, that the server wants us to wait; -1 if it
 *   does not say
 */
gint64
wh_api_response_get_retry_after (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), -1);

  return self->retry_after;
}

/**
 * wh_api_response_foreach_header:
 * @self: a response
 * @func: (scope call): called for each header in the order of the wire, repeated ones included
 * @user_data: for @func
 */
void
wh_api_response_foreach_header (WhApiResponse   *self,
                                WhApiHeaderFunc  func,
                                gpointer         user_data)
{
  g_return_if_fail (WH_IS_API_RESPONSE (self));
  g_return_if_fail (func != NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = &g_array_index (self->headers, Header, i);

      func (header->name, header->value, user_data);
    }
}

/**
 * wh_api_response_get_content_type:
 * @self: a response
 *
 * Returns: (transfer none) (nullable): the media type in lower case, without its parameters
 */
const char *
wh_api_response_get_content_type (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->content_type;
}

/**
 * wh_api_response_get_timing:
 * @self: a response
 *
 * Returns: (transfer none): where the time went, in microseconds, -1 where a step did not happen
 */
const WhApiTiming *
wh_api_response_get_timing (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return &self->timing;
}

/**
 * wh_api_response_get_n_tries:
 * @self: a response
 *
 * Returns: how often the request was sent until this came
 */
guint
wh_api_response_get_n_tries (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), 0);

  return self->n_tries;
}

/**
 * wh_api_response_get_damage:
 * @self: a response
 *
 * HTTP libraries call a body fine that is not (HAZARDS §1.2), so whoever read it says here what
 * was wrong.
 *
 * Returns: (transfer none) (nullable): a sentence that says what was wrong with the body on the
 *   wire; %NULL if nothing was seen
 */
const char *
wh_api_response_get_damage (WhApiResponse *self)
{
  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);

  return self->damage;
}

/**
 * wh_api_response_check:
 * @self: a response
 * @error: return location of a #GError of %WH_API_ERROR
 *
 * Tells success from the rest, by the status alone. The error has the server's own words, the
 * fields that they are about, and how long the server wants us to wait.
 *
 * Returns: %TRUE for any 2xx, with or without a body (§1.6)
 */
gboolean
wh_api_response_check (WhApiResponse  *self,
                       GError        **error)
{
  WhApiReply *reply;
  GError *local;
  gint64 retry_after;

  g_return_val_if_fail (WH_IS_API_RESPONSE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (is_success (self))
    return TRUE;

  reply = self->reply;
  /* In whole seconds, and never too early. */
  retry_after = self->retry_after < 0
                  ? -1
                  : (self->retry_after + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

  local = new_error (self, get_error_code (self->status),
                     reply->text != NULL ? reply->text : self->reason);
  wh_api_error_set_reply (local, self->status, retry_after, reply->text);
  for (guint i = 0; i + 1 < reply->fields->len; i += 2)
    wh_api_error_add_field (local, g_ptr_array_index (reply->fields, i),
                            g_ptr_array_index (reply->fields, i + 1));
  g_propagate_error (error, local);

  return FALSE;
}

/**
 * wh_api_response_parse:
 * @self: a response
 * @error: return location of a #GError of %WH_API_ERROR
 *
 * The only way from a body to data: it counts when it is one complete JSON value and nothing else
 * (HAZARDS §1.2). Does not look at the status; wh_api_response_check() does. Takes as long as the
 * body is large; safe in any thread.
 *
 * Returns: (transfer full) (nullable): the body, at most %WH_JSON_DEFAULT_DEPTH levels deep
 */
WhJsonDocument *
wh_api_response_parse (WhApiResponse  *self,
                       GError        **error)
{
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) json_error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (WH_IS_API_RESPONSE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->damage != NULL)
    {
      text = g_strdup_printf ("The reply was cut short or damaged: %s", self->damage);
      set_error (self, error, WH_API_ERROR_MALFORMED, text);
      return NULL;
    }
  if (wh_api_reply_looks_like_html (self->body))
    {
      set_error (self, error, WH_API_ERROR_NOT_API, "Not an API reply: this is a web page");
      return NULL;
    }
  if (!is_json_type (self->content_type) && g_bytes_get_size (self->body) > 0)
    {
      text = g_strdup_printf ("Not an API reply: %s instead of JSON", self->content_type);
      set_error (self, error, WH_API_ERROR_NOT_API, text);
      return NULL;
    }

  document = wh_json_document_parse (self->body, WH_JSON_DEFAULT_DEPTH, &json_error);
  if (document == NULL)
    {
      text = g_strdup_printf ("The reply was cut short or damaged: %s", json_error->message);
      set_error (self, error, WH_API_ERROR_MALFORMED, text);
      return NULL;
    }

  return g_steal_pointer (&document);
}
