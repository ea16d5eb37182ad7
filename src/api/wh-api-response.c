/* wh-api-response.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-response-private.h"

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
  GBytes *body;
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
dup_media_type (const char *content_type)
{
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return NULL;

  type = g_ascii_strdown (content_type, strcspn (content_type, ";,"));
  g_strstrip (type);

  return type[0] != '\0' ? g_steal_pointer (&type) : NULL;
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
 * nobody behind needs to think of it; the body stays as it is.
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
  self->reason = dup_valid (parts->reason);
  self->method = g_strdup (parts->method);
  self->url = dup_valid (parts->url);
  self->headers = copy_headers (parts->headers);
  self->content_type = dup_media_type (wh_api_response_get_header (self, "Content-Type"));
  self->body = parts->body != NULL ? g_bytes_ref (parts->body) : g_bytes_new (NULL, 0);
  self->wire_size = parts->wire_size;
  self->timing = parts->timing;
  self->n_tries = parts->n_tries;
  self->damage = dup_valid (parts->damage);

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
