/* wh-demo-server.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-server.h"

#include "wh-demo-data.h"
#include "wh-demo-fault.h"
#include "wh-demo-routes.h"
#include "wh-demo-time.h"

#include <libsoup/soup.h>

struct _WhDemoServer
{
  GObject parent_instance;

  WhDemoOptions options;
  char *token;
  char *public_token;
  char *today;
  char *url;
  guint n_requests;

  SoupServer *server;
  WhDemoStore *store;
  WhDemoMetrics *metrics;
  WhDemoThrottle *throttle;
  GPtrArray *pending; /* Pending: answers whose time has not come */
  GPtrArray *raws;    /* WhDemoRaw */
};

/* An answer that waits for --latency to pass */
typedef struct
{
  WhDemoServer *server; /* not owned: stop() takes every one of these along */
  SoupServerMessage *message;
  GSource *source;
} Pending;

G_DEFINE_FINAL_TYPE (WhDemoServer, wh_demo_server, G_TYPE_OBJECT)

static void
pending_free (Pending *pending)
{
  g_source_destroy (pending->source);
  g_source_unref (pending->source);
  g_object_unref (pending->message);
  g_free (pending);
}

static void
make_reply (WhDemoServer      *self,
            SoupServerMessage *message,
            WhDemoReply       *reply)
{
  WhDemoContext context = {
    .store = self->store,
    .metrics = self->metrics,
    .throttle = self->throttle,
    .token = self->token,
    .public_token = self->public_token,
  };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr(GBytes) body = NULL;

  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  wh_demo_routes_answer (&context, soup_server_message_get_method (message), g_uri_get_path (uri),
                         g_uri_get_query (uri),
                         soup_message_headers_get_one (headers, "Authorization"),
                         soup_message_headers_get_one (headers, "Content-Type"), body, reply);
}

static void
send_reply (SoupServerMessage *message,
            WhDemoReply       *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize length = reply->body->len;

  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->location != NULL)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (reply->allow != NULL)
    soup_message_headers_replace (headers, "Allow", reply->allow);
  if (reply->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", reply->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (length > 0)
    soup_server_message_set_response (message, reply->type, SOUP_MEMORY_TAKE,
                                      g_string_free (g_steal_pointer (&reply->body), FALSE),
                                      length);
}

static void
on_raw_done_cb (WhDemoRaw *raw,
                gpointer   user_data)
{
  WhDemoServer *self = user_data;

  g_ptr_array_remove_fast (self->raws, raw);
}

static void
answer (WhDemoServer      *self,
        SoupServerMessage *message)
{
  WhDemoFault fault = self->options.fault;
  WhDemoReply reply;

  wh_demo_reply_init (&reply);
  make_reply (self, message, &reply);
  if (wh_demo_fault_is_raw (fault))
    {
      g_autoptr(GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
      g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

      g_ptr_array_add (self->raws,
                       wh_demo_raw_start (fault, stream, socket, &reply, on_raw_done_cb, self));
    }
  else
    {
      wh_demo_fault_apply (fault, &reply);
      send_reply (message, &reply);
    }

  wh_demo_reply_clear (&reply);
}

static gboolean
on_pending_due_cb (gpointer user_data)
{
  Pending *pending = user_data;
  WhDemoServer *self = pending->server;
  g_autoptr(SoupServerMessage) message = g_object_ref (pending->message);
  gboolean raw = wh_demo_fault_is_raw (self->options.fault);

  g_ptr_array_remove_fast (self->pending, pending);

  /* Somebody who hung up meanwhile gets nothing. */
  if (soup_server_message_get_socket (message) == NULL)
    return G_SOURCE_REMOVE;

  answer (self, message);
  if (!raw)
    soup_server_message_unpause (message);

  return G_SOURCE_REMOVE;
}

static void
on_request_cb (SoupServer        *server,
               SoupServerMessage *message,
               const char        *path,
               GHashTable        *query,
               gpointer           user_data)
{
  WhDemoServer *self = user_data;
  Pending *pending;

  self->n_requests++;
  if (self->options.latency_ms == 0 && !wh_demo_fault_is_raw (self->options.fault))
    {
      answer (self, message);
      return;
    }

  /* A connection cannot be taken from libsoup while it is in here. */
  pending = g_new0 (Pending, 1);
  pending->server = self;
  pending->message = g_object_ref (message);
  pending->source = g_timeout_source_new (self->options.latency_ms);
  g_source_set_callback (pending->source, on_pending_due_cb, pending, NULL);
  g_source_attach (pending->source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->pending, pending);
  soup_server_message_pause (message);
}

static char *
make_token (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  GString *token = g_string_new (NULL);

  for (const char *at = uuid; *at != '\0'; at++)
    if (*at != '-')
      g_string_append_c (token, *at);

  return g_string_free (token, FALSE);
}

static void
wh_demo_server_finalize (GObject *object)
{
  WhDemoServer *self = WH_DEMO_SERVER (object);

  wh_demo_server_stop (self);
  g_ptr_array_unref (self->raws);
  g_ptr_array_unref (self->pending);
  g_free (self->today);
  g_free (self->public_token);
  g_free (self->token);

  G_OBJECT_CLASS (wh_demo_server_parent_class)->finalize (object);
}

static void
wh_demo_server_class_init (WhDemoServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wh_demo_server_finalize;
}

static void
wh_demo_server_init (WhDemoServer *self)
{
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
  self->raws = g_ptr_array_new_with_free_func ((GDestroyNotify) wh_demo_raw_free);
}

/**
 * wh_demo_server_new:
 * @options: copied with all its strings
 *
 * Returns: (transfer full): a pretend ProfitWell that does not listen yet
 */
WhDemoServer *
wh_demo_server_new (const WhDemoOptions *options)
{
  WhDemoServer *self;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (WH_TYPE_DEMO_SERVER, NULL);
  self->options = *options;
  self->token = options->token != NULL ? g_strdup (options->token) : make_token ();
  self->public_token = options->public_token != NULL ? g_strdup (options->public_token)
                                                     : make_token ();
  self->today = g_strdup (options->today);
  self->options.token = self->token;
  self->options.public_token = self->public_token;
  self->options.today = self->today;

  return self;
}

static gboolean
check_today (WhDemoServer  *self,
             GError       **error)
{
  int year, month, day;

  if (self->today == NULL
      || (wh_demo_time_parse_date (self->today, &year, &month, &day) && year >= 1973
          && year <= 9990))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is not a date in the form YYYY-MM-DD, from 1973 on", self->today);
  return FALSE;
}

/**
 * wh_demo_server_start:
 * @self: a server that is not running
 * @error: return location for an error
 *
 * Makes up the data and listens on 127.0.0.1. Everything is answered in the thread-default main
 * context of the caller. After wh_demo_server_stop() it may be started again, with fresh data.
 *
 * Returns: whether it listens; if not, the port is taken or the date is none
 */
gboolean
wh_demo_server_start (WhDemoServer  *self,
                      GError       **error)
{
  g_autoptr(SoupServer) server = NULL;
  GSList *uris;

  g_return_val_if_fail (WH_IS_DEMO_SERVER (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  if (!check_today (self, error))
    return FALSE;

  /* The routes decode what is between two slashes, once: an ID may contain a "%". */
  server = soup_server_new ("server-header", "wellhead-demo-server ", "raw-paths", TRUE, NULL);
  soup_server_add_handler (server, NULL, on_request_cb, self, NULL);
  if (!soup_server_listen_local (server, self->options.port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->store = wh_demo_store_new (self->today, self->options.seed);
  wh_demo_data_fill (self->store, self->options.n_customers);
  self->metrics = wh_demo_metrics_new (self->store);
  self->throttle = self->options.limits ? wh_demo_throttle_new () : NULL;
  self->server = g_steal_pointer (&server);

  return TRUE;
}

/**
 * wh_demo_server_stop:
 * @self: a server
 *
 * Closes every connection, answered or not, and forgets the data. Does nothing if @self is not
 * running.
 */
void
wh_demo_server_stop (WhDemoServer *self)
{
  g_return_if_fail (WH_IS_DEMO_SERVER (self));

  if (self->server == NULL)
    return;

  soup_server_remove_handler (self->server, NULL);
  g_ptr_array_set_size (self->pending, 0);
  g_ptr_array_set_size (self->raws, 0);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->throttle, wh_demo_throttle_free);
  g_clear_pointer (&self->metrics, wh_demo_metrics_free);
  g_clear_pointer (&self->store, wh_demo_store_free);
  g_clear_pointer (&self->url, g_free);
}

/**
 * wh_demo_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): "http://127.0.0.1:PORT" without a slash at the end, %NULL
 *   while it does not run
 */
const char *
wh_demo_server_get_url (WhDemoServer *self)
{
  g_return_val_if_fail (WH_IS_DEMO_SERVER (self), NULL);

  return self->url;
}

/**
 * wh_demo_server_get_token:
 * @self: a server
 *
 * Returns: (transfer none): the private token
 */
const char *
wh_demo_server_get_token (WhDemoServer *self)
{
  g_return_val_if_fail (WH_IS_DEMO_SERVER (self), NULL);

  return self->token;
}

/**
 * wh_demo_server_get_public_token:
 * @self: a server
 *
 * Returns: (transfer none): the public token, for customer events only
 */
const char *
wh_demo_server_get_public_token (WhDemoServer *self)
{
  g_return_val_if_fail (WH_IS_DEMO_SERVER (self), NULL);

  return self->public_token;
}

/**
 * wh_demo_server_set_fault:
 * @self: a server
 * @fault: what goes wrong with every answer from now on
 */
void
wh_demo_server_set_fault (WhDemoServer *self,
                          WhDemoFault   fault)
{
  g_return_if_fail (WH_IS_DEMO_SERVER (self));

  self->options.fault = fault;
}

/**
 * wh_demo_server_get_n_requests:
 * @self: a server
 *
 * Returns: how many requests arrived since it was made, refused ones included
 */
guint
wh_demo_server_get_n_requests (WhDemoServer *self)
{
  g_return_val_if_fail (WH_IS_DEMO_SERVER (self), 0);

  return self->n_requests;
}
