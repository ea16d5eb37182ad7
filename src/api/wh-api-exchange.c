/* wh-api-exchange.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-exchange.h"

#include "wh-api-body.h"
#include "wh-api-error.h"

#include <string.h>

#define READ_SIZE (64 * 1024)

/* 16 KiB of a gzip bomb are 16 MiB: no read may keep the main loop longer than that. */
#define READ_SIZE_COMPRESSED (16 * 1024)

#define MIB (1024.0 * 1024.0)

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  WhApiBody *body;
  guint8 *buffer;
  gsize buffer_size;
  gsize max_bytes;
  gint64 written;  /* when the last byte of the request was written, g_get_monotonic_time() */
  gulong wrote_body_id;
  GCancellable *stop;   /* everything below listens to this one */
  GCancellable *outer;  /* (nullable): the caller's, which stops it */
  gulong outer_id;
} Exchange;

static void read_more (GTask *task);

static void
on_outer_cancelled_cb (GCancellable *outer,
                       gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
on_wrote_body_cb (SoupMessage *message,
                  gpointer     user_data)
{
  Exchange *exchange = user_data;

  exchange->written = g_get_monotonic_time ();
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_cancellable_disconnect (exchange->outer, exchange->outer_id);
  g_clear_signal_handler (&exchange->wrote_body_id, exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_clear_pointer (&exchange->body, wh_api_body_free);
  g_clear_object (&exchange->outer);
  g_clear_object (&exchange->stop);
  g_free (exchange->buffer);
  g_free (exchange);
}

static const struct
{
  GTlsCertificateFlags flag;
  const char *text;
} certificate_faults[] = {
  { G_TLS_CERTIFICATE_EXPIRED, "it has expired" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is not yet valid" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "it belongs to another server" },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "it is self-signed or its issuer is not known" },
  { G_TLS_CERTIFICATE_REVOKED, "it was revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "its algorithm is not secure" },
};

/* “Unacceptable TLS certificate” helps nobody: the case is kept beside it. */
static GError *
explain_error (Exchange *exchange,
               GError   *error)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (exchange->message);
  g_autoptr(GString) text = NULL;

  if (error->domain != G_TLS_ERROR || flags == 0)
    return error;

  text = g_string_new ("The server's certificate cannot be trusted: ");
  for (guint i = 0; i < G_N_ELEMENTS (certificate_faults); i++)
    {
      if ((flags & certificate_faults[i].flag) == 0)
        continue;
      g_string_append (text, certificate_faults[i].text);
      g_string_append (text, ", ");
      flags &= ~certificate_faults[i].flag;
    }
  if (flags != 0)
    g_string_append (text, "it is not valid, ");
  g_string_truncate (text, text->len - strlen (", "));

  g_free (error->message);
  error->message = g_strdup (text->str);

  return error;
}

static gint64
get_span (guint64 from,
          guint64 to)
{
  return from > 0 && to >= from ? (gint64) (to - from) : -1;
}

static void
fill_timing (Exchange    *exchange,
             WhApiTiming *timing)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (exchange->message);
  guint64 tls = soup_message_metrics_get_tls_start (metrics);
  guint64 connected = soup_message_metrics_get_connect_end (metrics);
  guint64 answered = soup_message_metrics_get_response_start (metrics);

  timing->dns = get_span (soup_message_metrics_get_dns_start (metrics),
                          soup_message_metrics_get_dns_end (metrics));
  timing->connect = get_span (soup_message_metrics_get_connect_start (metrics),
                              tls > 0 ? tls : connected);
  timing->tls = get_span (tls, connected);
  timing->first_byte = get_span ((guint64) exchange->written, answered);
  timing->body = get_span (answered, (guint64) g_get_monotonic_time ());
}

static void
return_reply (GTask    *task,
              gboolean  cut_short)
{
  Exchange *exchange = g_task_get_task_data (task);
  WhApiReceived *reply = g_new0 (WhApiReceived, 1);

  reply->body = wh_api_body_end (exchange->body, cut_short);
  reply->wire_size = wh_api_body_get_wire_size (exchange->body);
  reply->damage = g_strdup (wh_api_body_get_damage (exchange->body));
  fill_timing (exchange, &reply->timing);

  g_task_return_pointer (task, reply, (GDestroyNotify) wh_api_received_free);
}

/* Giving a body up means closing its connection: libsoup would read the rest of it otherwise. */
static void
give_up (GTask  *task,
         GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_cancellable_cancel (exchange->stop);
  if (exchange->stream != NULL)
    g_input_stream_close_async (exchange->stream, G_PRIORITY_DEFAULT, exchange->stop, NULL, NULL);
  g_task_return_error (task, error);
}

static void
give_up_too_large (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  give_up (task, g_error_new (WH_API_ERROR, WH_API_ERROR_TOO_LARGE,
                              "The answer is larger than %g MiB",
                              (double) exchange->max_bytes / MIB));
}

static void
on_read_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  gssize n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (n_read > 0)
    {
      if (wh_api_body_feed (exchange->body, exchange->buffer, (gsize) n_read))
        read_more (g_steal_pointer (&task));
      else
        give_up_too_large (task);
    }
  else if (n_read == 0)
    {
      return_reply (task, FALSE);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
           || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    {
      return_reply (task, TRUE);
    }
  else
    {
      give_up (task, g_steal_pointer (&error));
    }
}

/* Takes over the task. */
static void
read_more (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_async (exchange->stream, exchange->buffer, exchange->buffer_size,
                             G_PRIORITY_DEFAULT, exchange->stop, on_read_cb, task);
}

static gboolean
may_have_body (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  return soup_message_get_method (message) != SOUP_METHOD_HEAD
         && status != SOUP_STATUS_NO_CONTENT && status != SOUP_STATUS_NOT_MODIFIED;
}

static void
on_sent_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      g_task_return_error (task, explain_error (exchange, g_steal_pointer (&error)));
      return;
    }

  headers = soup_message_get_response_headers (exchange->message);
  exchange->body = wh_api_body_new (headers, may_have_body (exchange->message),
                                    exchange->max_bytes);
  if (wh_api_body_is_too_large (exchange->body))
    {
      give_up_too_large (task);
      return;
    }

  exchange->buffer_size = soup_message_headers_get_one (headers, "Content-Encoding") != NULL
                            ? READ_SIZE_COMPRESSED : READ_SIZE;
  exchange->buffer = g_malloc (exchange->buffer_size);
  read_more (g_steal_pointer (&task));
}

/**
 * wh_api_received_free:
 * @reply: a reply
 */
void
wh_api_received_free (WhApiReceived *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->damage);
  g_free (reply);
}

/**
 * wh_api_exchange_run_async:
 * @session: the session, without a content decoder
 * @message: the message, ready to go, with metrics collected
 * @max_bytes: how many decoded bytes to accept
 * @cancellable: (nullable): gives up
 * @callback: called when the answer was read
 * @user_data: for @callback
 */
void
wh_api_exchange_run_async (SoupSession         *session,
                           SoupMessage         *message,
                           gsize                max_bytes,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Exchange *exchange;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (SOUP_IS_MESSAGE (message));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_api_exchange_run_async);

  exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->max_bytes = max_bytes;
  exchange->stop = g_cancellable_new ();
  g_task_set_task_data (task, exchange, exchange_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled_cb),
                                                  g_object_ref (exchange->stop), g_object_unref);
    }
  exchange->wrote_body_id = g_signal_connect (message, "wrote-body",
                                              G_CALLBACK (on_wrote_body_cb), exchange);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, exchange->stop, on_sent_cb,
                           g_steal_pointer (&task));
}

/**
 * wh_api_exchange_run_finish:
 * @result: what the callback was given
 * @error: (out): a transport error, or %WH_API_ERROR_TOO_LARGE
 *
 * Returns: (transfer full): the reply, damaged or not; status and headers are the message's
 */
WhApiReceived *
wh_api_exchange_run_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_api_exchange_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_api_exchange_get_message:
 * @result: what the callback was given
 *
 * Returns: (transfer none): the message that the exchange was about
 */
SoupMessage *
wh_api_exchange_get_message (GAsyncResult *result)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (result));

  return exchange->message;
}
