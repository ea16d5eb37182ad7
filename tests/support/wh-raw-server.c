/* wh-raw-server.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-raw-server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define READ_SIZE 4096

typedef struct
{
  GBytes *bytes;
  WhRawEnding ending;
} Reply;

struct _WhRawServer
{
  GObject parent_instance;

  GSocketService *service;
  GTlsCertificate *certificate;
  char *url;
  guint16 port;
  GQueue replies;         /* Reply */
  GBytes *tail;           /* what %WH_RAW_ENDLESS repeats, if not the reply */
  GPtrArray *requests;    /* char *, as they came */
  GPtrArray *connections; /* Connection, those that are open */
  guint n_connections;
  guint64 n_sent;
  char *protocol;
  gboolean hold;
};

G_DEFINE_FINAL_TYPE (WhRawServer, wh_raw_server, G_TYPE_OBJECT)

typedef struct
{
  gatomicrefcount references;
  WhRawServer *server; /* unowned, %NULL once the server is gone or this is closed */
  GSocketConnection *socket;
  GIOStream *stream;
  GCancellable *cancellable;
  GString *input;
  Reply *reply;
  char buffer[READ_SIZE];
} Connection;

static void read_more (Connection *connection);
static void answer_next (Connection *connection);

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_bytes_unref (reply->bytes);
  g_free (reply);
}

static Connection *
connection_ref (Connection *connection)
{
  g_atomic_ref_count_inc (&connection->references);

  return connection;
}

static void
connection_unref (Connection *connection)
{
  if (!g_atomic_ref_count_dec (&connection->references))
    return;

  g_clear_pointer (&connection->reply, reply_free);
  g_object_unref (connection->stream);
  g_object_unref (connection->socket);
  g_object_unref (connection->cancellable);
  g_string_free (connection->input, TRUE);
  g_free (connection);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Connection, connection_unref)

/* Drops the server's reference: use the connection no more unless another one is held. */
static void
connection_close (Connection *connection,
                  gboolean    reset)
{
  WhRawServer *server = g_steal_pointer (&connection->server);

  if (server == NULL)
    return;

  if (reset)
    {
      const struct linger linger = { .l_onoff = 1, .l_linger = 0 };
      GSocket *socket = g_socket_connection_get_socket (connection->socket);

      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof (linger));
      g_io_stream_close (G_IO_STREAM (connection->socket), NULL, NULL);
    }
  else
    {
      g_io_stream_close_async (connection->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
    }

  g_cancellable_cancel (connection->cancellable);
  g_ptr_array_remove (server->connections, connection);
}

static void
write_reply (Connection *connection);

static void
on_written_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Connection) connection = user_data;
  WhRawEnding ending;
  gsize n_written = 0;
  gboolean written;

  written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, &n_written, NULL);
  if (connection->server == NULL)
    return;

  connection->server->n_sent += n_written;
  ending = connection->reply->ending;
  if (!written)
    connection_close (connection, FALSE);
  else if (ending == WH_RAW_ENDLESS)
    write_reply (connection);
  else if (ending == WH_RAW_CLOSE || ending == WH_RAW_RESET)
    connection_close (connection, ending == WH_RAW_RESET);
  else if (ending == WH_RAW_KEEP)
    {
      g_clear_pointer (&connection->reply, reply_free);
      answer_next (connection);
    }
}

static void
write_reply (Connection *connection)
{
  GOutputStream *output = g_io_stream_get_output_stream (connection->stream);
  gsize length;
  gconstpointer data = g_bytes_get_data (connection->reply->bytes, &length);

  g_output_stream_write_all_async (output, data, length, G_PRIORITY_DEFAULT,
                                   connection->cancellable, on_written_cb,
                                   connection_ref (connection));
  if (connection->reply->ending == WH_RAW_ENDLESS && connection->server->tail != NULL)
    {
      /* The stream holds the bytes no longer than the array that owns them. */
      GBytes *tail = g_bytes_ref (connection->server->tail);

      g_object_set_data_full (G_OBJECT (connection->stream), "wh-raw-head",
                              g_steal_pointer (&connection->reply->bytes),
                              (GDestroyNotify) g_bytes_unref);
      connection->reply->bytes = tail;
    }
}

/* Returns: how long the first request in the input is, 0 if it is not complete */
static gsize
find_request_end (GString *input)
{
  const char *head_end = strstr (input->str, "\r\n\r\n");
  const char *length;
  gsize end;

  if (head_end == NULL)
    return 0;

  end = (gsize) (head_end - input->str) + 4;
  length = strcasestr (input->str, "\r\nContent-Length:");
  if (length != NULL && length < head_end)
    end += (gsize) strtoul (length + strlen ("\r\nContent-Length:"), NULL, 10);

  return end <= input->len ? end : 0;
}

static void
answer_next (Connection *connection)
{
  WhRawServer *self = connection->server;
  gsize end = find_request_end (connection->input);

  if (end == 0 || connection->reply != NULL)
    return;

  g_ptr_array_add (self->requests, g_strndup (connection->input->str, end));
  g_string_erase (connection->input, 0, (gssize) end);
  connection->reply = g_queue_pop_head (&self->replies);
  if (connection->reply == NULL)
    {
      connection->reply = g_new0 (Reply, 1);
      connection->reply->bytes = g_bytes_new_static ("", 0);
      connection->reply->ending = WH_RAW_STALL;
    }

  if (!self->hold)
    write_reply (connection);
}

static void
on_read_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Connection) connection = user_data;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (connection->server == NULL)
    return;

  if (n_read <= 0)
    {
      connection_close (connection, FALSE);
      return;
    }

  if (G_IS_TLS_CONNECTION (connection->stream))
    {
      g_free (connection->server->protocol);
      connection->server->protocol = g_strdup (
        g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (connection->stream)));
    }

  g_string_append_len (connection->input, connection->buffer, n_read);
  read_more (connection);
  answer_next (connection);
}

static void
read_more (Connection *connection)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (connection->stream),
                             connection->buffer, sizeof (connection->buffer), G_PRIORITY_DEFAULT,
                             connection->cancellable, on_read_cb, connection_ref (connection));
}

static gboolean
on_incoming_cb (GSocketService    *service,
                GSocketConnection *socket,
                GObject           *source,
                gpointer           user_data)
{
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  WhRawServer *self = user_data;
  Connection *connection = g_new0 (Connection, 1);

  g_atomic_ref_count_init (&connection->references);
  connection->server = self;
  connection->socket = g_object_ref (socket);
  connection->cancellable = g_cancellable_new ();
  connection->input = g_string_new (NULL);
  if (self->certificate != NULL)
    {
      connection->stream = g_tls_server_connection_new (G_IO_STREAM (socket), self->certificate,
                                                        NULL);
      g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection->stream),
                                                 protocols);
    }
  else
    {
      connection->stream = g_object_ref (G_IO_STREAM (socket));
    }

  self->n_connections++;
  g_ptr_array_add (self->connections, connection);
  read_more (connection);

  return TRUE;
}

static void
wh_raw_server_dispose (GObject *object)
{
  WhRawServer *self = WH_RAW_SERVER (object);

  wh_raw_server_stop (self);
  g_clear_object (&self->service);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (wh_raw_server_parent_class)->dispose (object);
}

static void
wh_raw_server_finalize (GObject *object)
{
  WhRawServer *self = WH_RAW_SERVER (object);

  g_queue_clear_full (&self->replies, reply_free);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->connections);
  g_clear_pointer (&self->tail, g_bytes_unref);
  g_free (self->url);
  g_free (self->protocol);

  G_OBJECT_CLASS (wh_raw_server_parent_class)->finalize (object);
}

static void
wh_raw_server_class_init (WhRawServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_raw_server_dispose;
  object_class->finalize = wh_raw_server_finalize;
}

static void
wh_raw_server_init (WhRawServer *self)
{
  g_queue_init (&self->replies);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) connection_unref);
}

/**
 * wh_raw_server_new:
 * @certificate: (nullable): speak TLS with this; offers h2 and http/1.1
 *
 * Returns: (transfer full): a server that listens on a free loopback port
 */
WhRawServer *
wh_raw_server_new (GTlsCertificate *certificate)
{
  WhRawServer *self = g_object_new (WH_TYPE_RAW_SERVER, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(GError) error = NULL;

  g_set_object (&self->certificate, certificate);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (on_incoming_cb), self,
                           G_CONNECT_DEFAULT);

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http",
                               self->port);

  return self;
}

/**
 * wh_raw_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): where it is
 */
const char *
wh_raw_server_get_url (WhRawServer *self)
{
  return self->url;
}

/**
 * wh_raw_server_get_port:
 * @self: a server
 *
 * Returns: its port
 */
guint16
wh_raw_server_get_port (WhRawServer *self)
{
  return self->port;
}

/**
 * wh_raw_server_stop:
 * @self: a server
 *
 * Closes every connection and listens no more: from now on it refuses.
 */
void
wh_raw_server_stop (WhRawServer *self)
{
  if (self->service == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (self->connections->len > 0)
    connection_close (self->connections->pdata[0], FALSE);
}

/**
 * wh_raw_server_push_bytes:
 * @self: a server
 * @reply: what to say to the next request that has no reply yet
 * @ending: what follows it
 *
 * A request that finds no reply is never answered.
 */
void
wh_raw_server_push_bytes (WhRawServer *self,
                          GBytes      *reply,
                          WhRawEnding  ending)
{
  Reply *copy = g_new0 (Reply, 1);

  copy->bytes = g_bytes_ref (reply);
  copy->ending = ending;
  g_queue_push_tail (&self->replies, copy);
}

/**
 * wh_raw_server_push:
 * @self: a server
 * @reply: what to say to the next request that has no reply yet
 * @ending: what follows it
 */
void
wh_raw_server_push (WhRawServer *self,
                    const char  *reply,
                    WhRawEnding  ending)
{
  g_autoptr(GBytes) bytes = g_bytes_new (reply, strlen (reply));

  wh_raw_server_push_bytes (self, bytes, ending);
}

/**
 * wh_raw_server_push_json:
 * @self: a server
 * @status: the status
 * @extra_headers: (nullable): whole lines, each with its line end
 * @body: the body
 *
 * A reply as it should be; the connection stays open.
 */
void
wh_raw_server_push_json (WhRawServer *self,
                         guint        status,
                         const char  *extra_headers,
                         const char  *body)
{
  g_autofree char *reply =
    g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: application/json\r\n"
                     "Content-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n%s",
                     status, strlen (body), extra_headers != NULL ? extra_headers : "", body);

  wh_raw_server_push (self, reply, WH_RAW_KEEP);
}

/**
 * wh_raw_server_set_tail:
 * @self: a server
 * @tail: what %WH_RAW_ENDLESS repeats behind the reply
 */
void
wh_raw_server_set_tail (WhRawServer *self,
                        GBytes      *tail)
{
  g_clear_pointer (&self->tail, g_bytes_unref);
  self->tail = g_bytes_ref (tail);
}

/**
 * wh_raw_server_set_hold:
 * @self: a server
 * @hold: whether to keep replies back; %FALSE lets those go that were kept back
 */
void
wh_raw_server_set_hold (WhRawServer *self,
                        gboolean     hold)
{
  gboolean release = self->hold && !hold;

  self->hold = hold;
  for (guint i = 0; release && i < self->connections->len; i++)
    {
      Connection *connection = self->connections->pdata[i];

      if (connection->reply != NULL)
        write_reply (connection);
    }
}

/**
 * wh_raw_server_get_n_connections:
 * @self: a server
 *
 * Returns: how many connections there ever were
 */
guint
wh_raw_server_get_n_connections (WhRawServer *self)
{
  return self->n_connections;
}

/**
 * wh_raw_server_get_n_open:
 * @self: a server
 *
 * Returns: how many connections are open
 */
guint
wh_raw_server_get_n_open (WhRawServer *self)
{
  return self->connections->len;
}

/**
 * wh_raw_server_get_n_requests:
 * @self: a server
 *
 * Returns: how many complete requests came
 */
guint
wh_raw_server_get_n_requests (WhRawServer *self)
{
  return self->requests->len;
}

/**
 * wh_raw_server_get_request:
 * @self: a server
 * @position: which, from 0
 *
 * Returns: (transfer none): the request as it came, head and body
 */
const char *
wh_raw_server_get_request (WhRawServer *self,
                           guint        position)
{
  g_assert_cmpuint (position, <, self->requests->len);

  return self->requests->pdata[position];
}

/**
 * wh_raw_server_dup_request_header:
 * @self: a server
 * @position: which, from 0
 * @name: a header
 *
 * Returns: (transfer full) (nullable): its value; several are joined by a bar
 */
char *
wh_raw_server_dup_request_header (WhRawServer *self,
                                  guint        position,
                                  const char  *name)
{
  const char *request = wh_raw_server_get_request (self, position);
  g_autofree char *head = g_strndup (request, (gsize) (strstr (request, "\r\n\r\n") - request));
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_autofree char *prefix = g_strconcat (name, ": ", NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new ();

  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], prefix, strlen (prefix)) == 0)
        g_ptr_array_add (values, lines[i] + strlen (prefix));
    }

  if (values->len == 0)
    return NULL;

  g_ptr_array_add (values, NULL);

  return g_strjoinv ("|", (char **) values->pdata);
}

/**
 * wh_raw_server_get_request_body:
 * @self: a server
 * @position: which, from 0
 *
 * Returns: (transfer none): the body as it came
 */
const char *
wh_raw_server_get_request_body (WhRawServer *self,
                                guint        position)
{
  return strstr (wh_raw_server_get_request (self, position), "\r\n\r\n") + 4;
}

/**
 * wh_raw_server_get_protocol:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): what the last connection agreed on by ALPN
 */
const char *
wh_raw_server_get_protocol (WhRawServer *self)
{
  return self->protocol;
}

/**
 * wh_raw_server_get_n_sent:
 * @self: a server
 *
 * Returns: how many bytes of replies were written
 */
guint64
wh_raw_server_get_n_sent (WhRawServer *self)
{
  return self->n_sent;
}
