/* wh-api-request.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-request-private.h"

#include "wh-api-client.h"
#include "wh-url.h"

#include <string.h>

typedef struct
{
  char *name;
  char *value;
} Header;

struct _WhApiRequest
{
  GObject parent_instance;

  char *method;
  char *path;
  GString *query; /* encoded */
  GArray *headers; /* of Header */
  GBytes *body;
  char *content_type;
  char *operation;
  gsize max_bytes;
  WhApiHost host;
  WhApiToken token;
  WhRateBucket bucket;
  WhApiPriority priority;

  WhApiPhase phase;
  gint64 wait;
  gboolean recovering;
};

G_DEFINE_FINAL_TYPE (WhApiRequest, wh_api_request, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (WhApiPhase, wh_api_phase,
                    G_DEFINE_ENUM_VALUE (WH_API_PHASE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (WH_API_PHASE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (WH_API_PHASE_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (WH_API_PHASE_RECEIVING, "receiving"),
                    G_DEFINE_ENUM_VALUE (WH_API_PHASE_DONE, "done"))

enum
{
  PROP_0,
  PROP_PHASE,
  PROP_WAIT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
header_clear (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
wh_api_request_finalize (GObject *object)
{
  WhApiRequest *self = WH_API_REQUEST (object);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_string_free (self->query, TRUE);
  g_clear_pointer (&self->headers, g_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->operation, g_free);

  G_OBJECT_CLASS (wh_api_request_parent_class)->finalize (object);
}

static void
wh_api_request_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  WhApiRequest *self = WH_API_REQUEST (object);

  switch (property_id)
    {
    case PROP_PHASE:
      g_value_set_enum (value, self->phase);
      break;

    case PROP_WAIT:
      g_value_set_int64 (value, self->wait);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
wh_api_request_class_init (WhApiRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_api_request_finalize;
  object_class->get_property = wh_api_request_get_property;

  properties[PROP_PHASE] =
    g_param_spec_enum ("phase", NULL, NULL,
                       WH_TYPE_API_PHASE, WH_API_PHASE_NEW,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAIT] =
    g_param_spec_int64 ("wait", NULL, NULL,
                        0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_api_request_init (WhApiRequest *self)
{
  self->query = g_string_new (NULL);
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, header_clear);
  self->max_bytes = WH_API_DEFAULT_MAX_BYTES;
}

/**
 * wh_api_request_new:
 * @method: GET, HEAD, POST, PUT, PATCH or DELETE
 * @path: the path below the server, already percent-encoded (see wh_url_expand_path()), without
 *   a query
 *
 * Creates a request that is not sent yet. Whether the method and the path can be sent at all is
 * found out when it is sent.
 *
 * Returns: (transfer full): a new request
 */
WhApiRequest *
wh_api_request_new (const char *method,
                    const char *path)
{
  WhApiRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (WH_TYPE_API_REQUEST, NULL);
  self->method = g_strdup (method);
  self->path = g_strdup (path);

  return self;
}

/**
 * wh_api_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): the HTTP method
 */
const char *
wh_api_request_get_method (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  return self->method;
}

/**
 * wh_api_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): the percent-encoded path, without the query
 */
const char *
wh_api_request_get_path (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  return self->path;
}

/**
 * wh_api_request_add_query:
 * @self: a request
 * @name: the parameter, not encoded
 * @value: its value, not encoded
 *
 * Adds a parameter behind those that are there; the same name may occur twice.
 */
void
wh_api_request_add_query (WhApiRequest *self,
                          const char   *name,
                          const char   *value)
{
  g_autofree char *pair = NULL;

  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail (name != NULL && value != NULL);

  pair = wh_url_encode_query (name, value);
  if (self->query->len > 0)
    g_string_append_c (self->query, '&');
  g_string_append (self->query, pair);
}

/**
 * wh_api_request_get_query:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the encoded query without the question mark, %NULL if
 *   there is none
 */
const char *
wh_api_request_get_query (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  return self->query->len > 0 ? self->query->str : NULL;
}

/**
 * wh_api_request_add_header:
 * @self: a request
 * @name: a header's name
 * @value: its value
 *
 * Adds a header. One that cannot be sent, or that is not the caller's to write (Authorization,
 * say), makes the request fail with %WH_API_ERROR_BAD_REQUEST when it is sent.
 */
void
wh_api_request_add_header (WhApiRequest *self,
                           const char   *name,
                           const char   *value)
{
  Header header;

  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail (name != NULL && value != NULL);

  header.name = g_strdup (name);
  header.value = g_strdup (value);
  g_array_append_val (self->headers, header);
}

/**
 * wh_api_request_foreach_header:
 * @self: a request
 * @func: (scope call): called for each header that was added, in order
 * @user_data: for @func
 *
 * Goes through the headers of wh_api_request_add_header(); the token is never among them.
 */
void
wh_api_request_foreach_header (WhApiRequest    *self,
                               WhApiHeaderFunc  func,
                               gpointer         user_data)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail (func != NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = &g_array_index (self->headers, Header, i);

      func (header->name, header->value, user_data);
    }
}

/**
 * wh_api_request_set_body:
 * @self: a request
 * @body: (nullable): what to send, byte for byte
 * @content_type: (nullable): its type, %NULL for application/json (§1.2)
 */
void
wh_api_request_set_body (WhApiRequest *self,
                         GBytes       *body,
                         const char   *content_type)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  if (body != NULL)
    g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
}

/**
 * wh_api_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what is sent
 */
GBytes *
wh_api_request_get_body (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  return self->body;
}

/**
 * wh_api_request_get_content_type:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the type of the body, %NULL if there is no body
 */
const char *
wh_api_request_get_content_type (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  if (self->body == NULL)
    return NULL;

  return self->content_type != NULL ? self->content_type : "application/json";
}

/**
 * wh_api_request_set_host:
 * @self: a request
 * @host: which of the two servers it goes to (§9.4)
 */
void
wh_api_request_set_host (WhApiRequest *self,
                         WhApiHost     host)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  self->host = host;
}

/**
 * wh_api_request_get_host:
 * @self: a request
 *
 * Returns: which of the two servers it goes to
 */
WhApiHost
wh_api_request_get_host (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), WH_API_HOST_MAIN);

  return self->host;
}

/**
 * wh_api_request_set_token:
 * @self: a request
 * @token: which of the two tokens it carries (§1.1); the private one if this is never called
 */
void
wh_api_request_set_token (WhApiRequest *self,
                          WhApiToken    token)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail ((guint) token < WH_API_N_TOKENS);

  self->token = token;
}

/**
 * wh_api_request_get_token:
 * @self: a request
 *
 * Returns: which of the two tokens it carries
 */
WhApiToken
wh_api_request_get_token (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), WH_API_TOKEN_PRIVATE);

  return self->token;
}

/**
 * wh_api_request_set_bucket:
 * @self: a request
 * @bucket: the rate limit that it counts against beside the base one (§1.4)
 */
void
wh_api_request_set_bucket (WhApiRequest *self,
                           WhRateBucket  bucket)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail ((guint) bucket < WH_RATE_N_BUCKETS);

  self->bucket = bucket;
}

/**
 * wh_api_request_get_bucket:
 * @self: a request
 *
 * Returns: the rate limit that it counts against beside the base one
 */
WhRateBucket
wh_api_request_get_bucket (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), WH_RATE_BUCKET_BASE);

  return self->bucket;
}

/**
 * wh_api_request_set_priority:
 * @self: a request
 * @priority: whose turn comes first
 */
void
wh_api_request_set_priority (WhApiRequest  *self,
                             WhApiPriority  priority)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));
  g_return_if_fail ((guint) priority < WH_API_N_PRIORITIES);

  self->priority = priority;
}

/**
 * wh_api_request_get_priority:
 * @self: a request
 *
 * Returns: whose turn comes first; interactive unless something else was set
 */
WhApiPriority
wh_api_request_get_priority (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), WH_API_PRIORITY_INTERACTIVE);

  return self->priority;
}

/**
 * wh_api_request_is_repeatable:
 * @self: a request
 *
 * What changes nothing may be sent again by the client itself after a failure that may pass.
 * Nobody can know whether anything else was carried out the first time, and doing it twice is
 * not doing it once, not even for PUT: each update is an event of its own in the history (§3.3).
 *
 * Returns: whether it is GET or HEAD
 */
gboolean
wh_api_request_is_repeatable (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), FALSE);

  return strcmp (self->method, "GET") == 0 || strcmp (self->method, "HEAD") == 0;
}

/**
 * wh_api_request_set_max_bytes:
 * @self: a request
 * @max_bytes: how many decoded bytes of an answer are read before it is given up
 */
void
wh_api_request_set_max_bytes (WhApiRequest *self,
                              gsize         max_bytes)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  self->max_bytes = max_bytes;
}

/**
 * wh_api_request_get_max_bytes:
 * @self: a request
 *
 * Returns: how many decoded bytes of an answer are read before it is given up
 */
gsize
wh_api_request_get_max_bytes (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), 0);

  return self->max_bytes;
}

/**
 * wh_api_request_set_operation:
 * @self: a request
 * @operation_id: (nullable): the operation that made it, for the activity and the log
 */
void
wh_api_request_set_operation (WhApiRequest *self,
                              const char   *operation_id)
{
  char *copy;

  g_return_if_fail (WH_IS_API_REQUEST (self));

  copy = g_strdup (operation_id);
  g_free (self->operation);
  self->operation = copy;
}

/**
 * wh_api_request_get_operation:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the operation that made it
 */
const char *
wh_api_request_get_operation (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), NULL);

  return self->operation;
}

/**
 * wh_api_request_get_phase:
 * @self: a request
 *
 * Returns: how far it is; the property "phase" notifies
 */
WhApiPhase
wh_api_request_get_phase (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), WH_API_PHASE_NEW);

  return self->phase;
}

/**
 * wh_api_request_get_wait:
 * @self: a request
 *
 * Returns: microseconds that it is going to wait from now on, as far as is known, 0 when it does
 *   not wait; the property "wait" notifies, about once a second
 */
gint64
wh_api_request_get_wait (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), 0);

  return self->wait;
}

/**
 * wh_api_request_is_recovering:
 * @self: a request
 *
 * Returns: whether it waits because a try failed, and not for its turn; a server that says that
 *   there were too many requests has not failed
 */
gboolean
wh_api_request_is_recovering (WhApiRequest *self)
{
  g_return_val_if_fail (WH_IS_API_REQUEST (self), FALSE);

  return self->recovering;
}

/**
 * wh_api_request_set_recovering:
 * @self: a request
 * @recovering: whether what it waits for is that a failure has passed
 *
 * Private to the layer. To be set before the phase, which notifies; another phase than
 * %WH_API_PHASE_WAITING takes it back.
 */
void
wh_api_request_set_recovering (WhApiRequest *self,
                               gboolean      recovering)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  self->recovering = recovering;
}

/**
 * wh_api_request_set_phase:
 * @self: a request
 * @phase: how far it is
 *
 * Private to the layer. Nobody waits in another phase than %WH_API_PHASE_WAITING.
 */
void
wh_api_request_set_phase (WhApiRequest *self,
                          WhApiPhase    phase)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  if (phase != WH_API_PHASE_WAITING)
    {
      self->recovering = FALSE;
      wh_api_request_set_wait (self, 0);
    }

  if (self->phase == phase)
    return;

  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

/**
 * wh_api_request_set_wait:
 * @self: a request
 * @wait_us: microseconds that it is going to wait from now on
 *
 * Private to the layer.
 */
void
wh_api_request_set_wait (WhApiRequest *self,
                         gint64        wait_us)
{
  g_return_if_fail (WH_IS_API_REQUEST (self));

  if (self->wait == wait_us)
    return;

  self->wait = wait_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
}
