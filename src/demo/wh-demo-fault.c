/* wh-demo-fault.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-fault.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#define TRICKLE_BYTES 8
#define TRICKLE_MS 100
#define HUGE_BYTES ((gsize) 50 * 1000 * 1000)
#define HUGE_CHUNK (64 * 1024)
#define DEEP_LEVELS 100000

struct _WhDemoRaw
{
  WhDemoFault fault;
  GIOStream *stream;
  GSocket *socket;
  GSource *source;   /* waits to go on */
  GBytes *head;      /* sent first, then chunks over and over, then the tail */
  GBytes *chunk;     /* nullable */
  const char *tail;
  gsize written;
  gsize length;      /* of everything that is sent */
  WhDemoRawDone done;
  gpointer user_data;
};

static const char * const names[] = {
  [WH_DEMO_FAULT_NONE]     = "none",
  [WH_DEMO_FAULT_SLOW]     = "slow",
  [WH_DEMO_FAULT_STALL]    = "stall",
  [WH_DEMO_FAULT_RESET]    = "reset",
  [WH_DEMO_FAULT_SHORT]    = "short",
  [WH_DEMO_FAULT_GARBAGE]  = "garbage",
  [WH_DEMO_FAULT_HTML500]  = "html500",
  [WH_DEMO_FAULT_THROTTLE] = "throttle",
  [WH_DEMO_FAULT_REDIRECT] = "redirect",
  [WH_DEMO_FAULT_HUGE]     = "huge",
  [WH_DEMO_FAULT_DEEP]     = "deep",
};

/**
 * wh_demo_fault_from_name:
 * @name: as `--fault` takes it
 * @fault: (out): which it is
 *
 * Returns: whether there is such a fault
 */
gboolean
wh_demo_fault_from_name (const char  *name,
                         WhDemoFault *fault)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], name) != 0)
        continue;
      *fault = (WhDemoFault) i;
      return TRUE;
    }

  return FALSE;
}

/**
 * wh_demo_fault_is_raw:
 * @fault: a fault
 *
 * Returns: whether it takes bytes that no HTTP server would send by itself
 */
gboolean
wh_demo_fault_is_raw (WhDemoFault fault)
{
  switch (fault)
    {
    case WH_DEMO_FAULT_SLOW:
    case WH_DEMO_FAULT_STALL:
    case WH_DEMO_FAULT_RESET:
    case WH_DEMO_FAULT_SHORT:
    case WH_DEMO_FAULT_HUGE:
      return TRUE;

    case WH_DEMO_FAULT_NONE:
    case WH_DEMO_FAULT_GARBAGE:
    case WH_DEMO_FAULT_HTML500:
    case WH_DEMO_FAULT_THROTTLE:
    case WH_DEMO_FAULT_REDIRECT:
    case WH_DEMO_FAULT_DEEP:
    default:
      return FALSE;
    }
}

static void
set_body (WhDemoReply *reply,
          guint        status,
          const char  *type,
          const char  *text)
{
  wh_demo_reply_clear (reply);
  wh_demo_reply_init (reply);
  reply->status = status;
  reply->type = type;
  g_string_assign (reply->body, text);
}

/**
 * wh_demo_fault_apply:
 * @fault: one that is not raw
 * @reply: what would have been answered, and becomes what is answered
 */
void
wh_demo_fault_apply (WhDemoFault  fault,
                     WhDemoReply *reply)
{
  switch (fault)
    {
    case WH_DEMO_FAULT_GARBAGE:
      set_body (reply, 200, "application/json", "{\"data\": [1, 2,, <oops>");
      break;

    case WH_DEMO_FAULT_HTML500:
      set_body (reply, 500, "text/html", "<h1>Server Error (500)</h1>");
      break;

    case WH_DEMO_FAULT_THROTTLE:
      set_body (reply, 429, "application/json",
                "{\"detail\":\"Request was throttled. Expected available in 1 second.\"}");
      reply->retry_after = 1;
      break;

    case WH_DEMO_FAULT_REDIRECT:
      set_body (reply, 302, "text/html", "");
      reply->location = g_strdup ("http://elsewhere.example/");
      break;

    case WH_DEMO_FAULT_DEEP:
      set_body (reply, 200, "application/json", "");
      g_string_set_size (reply->body, 2 * DEEP_LEVELS);
      memset (reply->body->str, '[', DEEP_LEVELS);
      memset (reply->body->str + DEEP_LEVELS, ']', DEEP_LEVELS);
      break;

    case WH_DEMO_FAULT_NONE:
    case WH_DEMO_FAULT_SLOW:
    case WH_DEMO_FAULT_STALL:
    case WH_DEMO_FAULT_RESET:
    case WH_DEMO_FAULT_SHORT:
    case WH_DEMO_FAULT_HUGE:
    default:
      break;
    }
}

static void
raw_finish (WhDemoRaw *self)
{
  /* Whatever is still unsent goes, and the other side gets an RST. */
  if (self->fault == WH_DEMO_FAULT_RESET)
    {
      struct linger linger = { .l_onoff = 1, .l_linger = 0 };

      setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    }
  g_io_stream_close (self->stream, NULL, NULL);
  self->done (self, self->user_data);
}

static const char *
get_span (WhDemoRaw *self,
          gsize     *n)
{
  gsize head_length, chunk_length, offset;
  const char *head = g_bytes_get_data (self->head, &head_length);
  const char *chunk;
  gsize tail_length = strlen (self->tail);

  if (self->written < head_length)
    {
      *n = head_length - self->written;
      return head + self->written;
    }
  if (self->written >= self->length - tail_length)
    {
      *n = self->length - self->written;
      return self->tail + (tail_length - *n);
    }

  chunk = g_bytes_get_data (self->chunk, &chunk_length);
  offset = (self->written - head_length) % chunk_length;
  *n = MIN (chunk_length - offset, self->length - tail_length - self->written);
  return chunk + offset;
}

static void raw_wait (WhDemoRaw *self,
                      guint      delay_ms);

static void
raw_write (WhDemoRaw *self)
{
  g_autoptr(GError) error = NULL;
  gsize n;
  const char *bytes = get_span (self, &n);
  gssize sent;

  if (self->fault == WH_DEMO_FAULT_SLOW)
    n = MIN (n, TRICKLE_BYTES);
  sent = g_socket_send_with_blocking (self->socket, bytes, n, FALSE, NULL, &error);
  if (sent < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      raw_finish (self);
      return;
    }

  self->written += (gsize) MAX (sent, 0);
  if (self->written == self->length)
    raw_finish (self);
  else
    raw_wait (self, self->fault == WH_DEMO_FAULT_SLOW ? TRICKLE_MS : 0);
}

static void
clear_source (WhDemoRaw *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static gboolean
on_delay_cb (gpointer user_data)
{
  WhDemoRaw *self = user_data;

  clear_source (self);
  raw_write (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_writable_cb (GSocket      *socket,
                GIOCondition  condition,
                gpointer      user_data)
{
  return on_delay_cb (user_data);
}

/* Until some time has passed or, if none is asked for, until there is room. */
static void
raw_wait (WhDemoRaw *self,
          guint      delay_ms)
{
  clear_source (self);
  if (delay_ms > 0)
    {
      self->source = g_timeout_source_new (delay_ms);
      g_source_set_callback (self->source, on_delay_cb, self, NULL);
    }
  else
    {
      self->source = g_socket_create_source (self->socket, G_IO_OUT, NULL);
      g_source_set_callback (self->source, G_SOURCE_FUNC (on_writable_cb), self, NULL);
    }
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/* Who has waited long enough goes; what else is sent is not looked at. */
static gboolean
on_readable_cb (GSocket      *socket,
                GIOCondition  condition,
                gpointer      user_data)
{
  WhDemoRaw *self = user_data;
  g_autoptr(GError) error = NULL;
  char buffer[1024];
  gssize n = g_socket_receive_with_blocking (socket, buffer, sizeof buffer, FALSE, NULL, &error);

  if (n > 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  raw_finish (self);

  return G_SOURCE_REMOVE;
}

static void
raw_stall (WhDemoRaw *self)
{
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static GString *
make_head (WhDemoReply *reply,
           gsize        length)
{
  GString *head = g_string_new (NULL);

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %"
                          G_GSIZE_FORMAT "\r\nConnection: close\r\n",
                          reply->status, soup_status_get_phrase (reply->status), reply->type,
                          length);
  if (reply->location != NULL)
    g_string_append_printf (head, "Location: %s\r\n", reply->location);
  if (reply->allow != NULL)
    g_string_append_printf (head, "Allow: %s\r\n", reply->allow);
  if (reply->retry_after > 0)
    g_string_append_printf (head, "Retry-After: %u\r\n", reply->retry_after);
  g_string_append (head, "\r\n");

  return head;
}

/* One valid, if pointless, array of 50 MB, of which 64 KiB exist at a time. */
static void
prepare_huge (WhDemoRaw   *self,
              WhDemoReply *reply)
{
  GString *head;
  GString *chunk = g_string_sized_new (HUGE_CHUNK);

  set_body (reply, 200, "application/json", "");
  head = make_head (reply, HUGE_BYTES);
  self->length = head->len + HUGE_BYTES;
  g_string_append (head, "[ ");
  self->head = g_string_free_to_bytes (head);

  while (chunk->len < HUGE_CHUNK)
    g_string_append (chunk, "7,");
  self->chunk = g_string_free_to_bytes (chunk);
  self->tail = "7]";
}

/* An empty body cannot be cut short: some other is announced in its place. */
static void
prepare_part (WhDemoRaw   *self,
              WhDemoReply *reply)
{
  GString *text;
  gsize n;

  if (reply->body->len < 2 && self->fault != WH_DEMO_FAULT_SLOW)
    set_body (reply, reply->status == 204 ? 200 : reply->status, reply->type, "{\"detail\":\"\"}");

  text = make_head (reply, reply->body->len);
  n = self->fault == WH_DEMO_FAULT_SLOW ? reply->body->len : reply->body->len / 2;
  g_string_append_len (text, reply->body->str, (gssize) n);
  self->length = text->len;
  self->head = g_string_free_to_bytes (text);
  self->tail = "";
}

/**
 * wh_demo_raw_start:
 * @fault: one for which wh_demo_fault_is_raw()
 * @stream: the connection
 * @socket: its socket
 * @reply: what would have been answered; may be changed
 * @done: called from the main loop when it is over; not called once wh_demo_raw_free() was
 * @user_data: for @done
 *
 * Returns: (transfer full): what is happening on the connection
 */
WhDemoRaw *
wh_demo_raw_start (WhDemoFault    fault,
                   GIOStream     *stream,
                   GSocket       *socket,
                   WhDemoReply   *reply,
                   WhDemoRawDone  done,
                   gpointer       user_data)
{
  WhDemoRaw *self = g_new0 (WhDemoRaw, 1);

  self->fault = fault;
  self->stream = g_object_ref (stream);
  self->socket = g_object_ref (socket);
  self->done = done;
  self->user_data = user_data;
  if (fault == WH_DEMO_FAULT_STALL)
    {
      raw_stall (self);
      return self;
    }

  if (fault == WH_DEMO_FAULT_HUGE)
    prepare_huge (self, reply);
  else
    prepare_part (self, reply);
  raw_wait (self, 0);

  return self;
}

/**
 * wh_demo_raw_free:
 * @self: (transfer full): what is happening, and stops
 */
void
wh_demo_raw_free (WhDemoRaw *self)
{
  clear_source (self);
  g_io_stream_close (self->stream, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->chunk, g_bytes_unref);
  g_free (self);
}
