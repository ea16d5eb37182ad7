/* wh-api-send.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-send-private.h"

#include "wh-api-client-private.h"
#include "wh-api-exchange.h"
#include "wh-api-request-private.h"
#include "wh-api-response-private.h"
#include "wh-api-retry.h"

#include <libsoup/soup.h>

/* How often somebody who waits is told how long it will still be. */
#define WAIT_TICK_US G_TIME_SPAN_SECOND

/* The tokens that the client has, and the one that was sent. */
#define N_SECRETS (WH_API_N_TOKENS + 1)

/* One call of wh_api_client_send_async(), over all its tries. It ends at once when it is told
 * to, without waiting for what it has started: callbacks that come later find it done. */
typedef struct
{
  gatomicrefcount references;
  WhApiClient *client;   /* unowned while the task lives, which holds it */
  WhApiRequest *request;
  GTask *task;           /* %NULL once it is done */
  GCancellable *stop;
  GSource *cancel_source;
  GSource *deadline_source;
  GSource *pause_source;
  GSource *tick_source;
  SoupMessage *message;  /* of the current try */
  char *url;
  guint n_tries;
  gint64 started;
  gint64 wait_started;
  gint64 waited;
  gint64 pause_end;
  gint64 stamp;
  gboolean reached_network;
} Send;

static void start_try (Send *send);

static Send *
send_ref (Send *send)
{
  g_atomic_ref_count_inc (&send->references);

  return send;
}

static void
send_unref (Send *send)
{
  if (!g_atomic_ref_count_dec (&send->references))
    return;

  g_clear_object (&send->request);
  g_clear_object (&send->stop);
  g_clear_object (&send->message);
  g_free (send->url);
  g_free (send);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Send, send_unref)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Takes the token off the message: whoever looks at it afterwards finds none. */
static void
release_message (Send *send)
{
  if (send->message == NULL)
    return;

  g_signal_handlers_disconnect_by_data (send->message, send);
  soup_message_headers_remove (soup_message_get_request_headers (send->message),
                               "Authorization");
  g_clear_object (&send->message);
}

static void
stop_waiting (Send *send)
{
  clear_source (&send->tick_source);
  if (send->wait_started < 0)
    return;

  send->waited += wh_clock_get_monotonic (send->client->clock) - send->wait_started;
  send->wait_started = -1;
}

/* Whatever would call back is called off; only the task is left to be returned. */
static GTask *
wind_up (Send *send)
{
  clear_source (&send->cancel_source);
  clear_source (&send->deadline_source);
  clear_source (&send->pause_source);
  stop_waiting (send);
  release_message (send);
  g_queue_remove (&send->client->sends, send);

  return g_steal_pointer (&send->task);
}

static void
finish (Send          *send,
        WhApiResponse *response,
        GError        *error)
{
  g_autoptr(WhApiClient) client = g_object_ref (send->client);
  g_autoptr(WhApiRequest) request = g_object_ref (send->request);
  gboolean reached_network = send->reached_network;
  g_autoptr(GTask) task = wind_up (send);

  g_debug ("%s %s: %s after %u tries", wh_api_request_get_method (request),
           wh_api_request_get_operation (request) ?: "call",
           response != NULL ? "answered" : "failed", send->n_tries);

  wh_api_request_set_phase (request, WH_API_PHASE_DONE);
  if (reached_network)
    wh_api_client_report (client, request, response, error);

  if (response != NULL)
    {
      g_task_return_pointer (task, g_object_ref (response), g_object_unref);
    }
  else
    {
      g_cancellable_cancel (send->stop);
      g_task_return_error (task, g_error_copy (error));
    }
}

static void
finish_with_error (Send   *send,
                   GError *error)
{
  g_autoptr(GError) owned = error;

  finish (send, NULL, owned);
}

static gboolean
on_cancelled_cb (GCancellable *cancellable,
                 gpointer      user_data)
{
  g_autoptr(Send) send = send_ref (user_data);
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  finish_with_error (send, error);

  return G_SOURCE_REMOVE;
}

static void
update_wait (Send *send)
{
  gint64 wait;

  if (send->pause_source != NULL)
    wait = send->pause_end - wh_clock_get_monotonic (send->client->clock);
  else
    wait = wh_rate_limiter_get_wait (send->client->limiter,
                                     wh_api_request_get_bucket (send->request));

  wh_api_request_set_wait (send->request, MAX (0, wait));
}

static gboolean
on_tick_cb (gpointer user_data)
{
  Send *send = user_data;

  g_clear_pointer (&send->tick_source, g_source_unref);
  send->tick_source = wh_clock_add_timeout (send->client->clock, WAIT_TICK_US, on_tick_cb, send);
  update_wait (send);

  return G_SOURCE_REMOVE;
}

static void
start_waiting (Send *send)
{
  if (send->wait_started < 0)
    send->wait_started = wh_clock_get_monotonic (send->client->clock);
  if (send->tick_source == NULL)
    send->tick_source =
      wh_clock_add_timeout (send->client->clock, WAIT_TICK_US, on_tick_cb, send);

  wh_api_request_set_phase (send->request, WH_API_PHASE_WAITING);
  update_wait (send);
}

static gboolean
on_pause_over_cb (gpointer user_data)
{
  Send *send = user_data;

  g_clear_pointer (&send->pause_source, g_source_unref);
  start_try (send);

  return G_SOURCE_REMOVE;
}

static void
pause_before_retry (Send   *send,
                    gint64  pause)
{
  g_debug ("%s: again in %" G_GINT64_FORMAT " ms",
           wh_api_request_get_operation (send->request) ?: "call", pause / 1000);

  send->pause_end = wh_clock_get_monotonic (send->client->clock) + pause;
  send->pause_source =
    wh_clock_add_timeout (send->client->clock, pause, on_pause_over_cb, send);
  start_waiting (send);
}

static gint64
get_retry_pause (Send                *send,
                 const WhRetryReason *reason)
{
  /* What was throttled was not done, whatever it is. */
  if (reason->status != WH_STATUS_TOO_MANY_REQUESTS
      && !wh_api_request_is_repeatable (send->request))
    return -1;

  return wh_retry_get_pause (reason, send->n_tries,
                             wh_api_request_get_priority (send->request));
}

/* What was sent may have been replaced by now; what was not sent may be known all the same. */
static void
collect_secrets (Send        *send,
                 const char **secrets)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (send->message);
  const char *sent = soup_message_headers_get_one (headers, "Authorization");
  guint n = 0;

  if (sent != NULL)
    secrets[n++] = sent;
  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    {
      if (send->client->tokens[i] != NULL)
        secrets[n++] = send->client->tokens[i];
    }
}

static WhApiResponse *
make_response (Send          *send,
               WhApiReceived *reply)
{
  gint64 now = wh_clock_get_monotonic (send->client->clock);
  const char *secrets[N_SECRETS + 1] = { NULL };
  WhApiResponseParts parts = {
    .method = wh_api_request_get_method (send->request),
    .url = send->url,
    .status = soup_message_get_status (send->message),
    .reason = soup_message_get_reason_phrase (send->message),
    .headers = soup_message_get_response_headers (send->message),
    .received = wh_clock_get_real (send->client->clock),
    .body = reply->body,
    .wire_size = reply->wire_size,
    .timing = reply->timing,
    .n_tries = send->n_tries,
    .damage = reply->damage,
  };

  collect_secrets (send, secrets);
  parts.secrets = secrets;
  parts.timing.wait = send->waited;
  parts.timing.total = now - send->started;

  return wh_api_response_new (&parts);
}

/* After a 429 nobody else must run into the same wall. */
static void
hold_limiter (Send                *send,
              const WhRetryReason *reason)
{
  WhRateBucket bucket = wh_api_request_get_bucket (send->request);
  gint64 duration;

  if (reason->status != WH_STATUS_TOO_MANY_REQUESTS)
    return;

  duration = wh_retry_get_hold (reason, send->n_tries);
  if (!wh_retry_means_base_limit (reason))
    wh_rate_limiter_hold (send->client->limiter, bucket, duration);
  else
    wh_rate_limiter_hold (send->client->limiter, WH_RATE_BUCKET_BASE, duration);
}

static void
handle_reply (Send          *send,
              WhApiReceived *reply)
{
  g_autoptr(WhApiResponse) response = make_response (send, reply);
  WhRetryReason reason = {
    .status = wh_api_response_get_status (response),
    .retry_after = wh_api_response_get_retry_after (response),
  };
  gint64 pause;

  hold_limiter (send, &reason);

  pause = get_retry_pause (send, &reason);
  if (pause < 0)
    {
      finish (send, response, NULL);
      return;
    }

  release_message (send);
  wh_api_request_set_recovering (send->request, reason.status != WH_STATUS_TOO_MANY_REQUESTS);
  pause_before_retry (send, pause);
}

static void
handle_failure (Send   *send,
                GError *error)
{
  WhRetryReason reason = { .error = error, .retry_after = -1 };
  gint64 pause = get_retry_pause (send, &reason);

  if (pause < 0)
    {
      finish_with_error (send, error);
      return;
    }

  g_error_free (error);
  release_message (send);
  wh_api_request_set_recovering (send->request, TRUE);
  pause_before_retry (send, pause);
}

static void
on_exchanged_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Send) send = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WhApiReceived) reply = wh_api_exchange_run_finish (result, &error);

  /* What the deadline ended may come back when the next try is already under way. */
  if (send->task == NULL || send->message != wh_api_exchange_get_message (result))
    return;

  clear_source (&send->deadline_source);
  if (reply != NULL)
    handle_reply (send, reply);
  else
    handle_failure (send, g_steal_pointer (&error));
}

static gboolean
on_deadline_cb (gpointer user_data)
{
  g_autoptr(Send) send = send_ref (user_data);
  g_autoptr(GCancellable) stop = g_steal_pointer (&send->stop);

  g_clear_pointer (&send->deadline_source, g_source_unref);

  /* The exchange that is under way ends; a further try gets a cancellable of its own. */
  release_message (send);
  send->stop = g_cancellable_new ();
  g_cancellable_cancel (stop);
  handle_failure (send, g_error_new (WH_API_ERROR, WH_API_ERROR_TIMED_OUT,
                                     "No complete answer within %g seconds",
                                     (double) send->client->deadline / G_TIME_SPAN_SECOND));

  return G_SOURCE_REMOVE;
}

static void
on_wrote_body_cb (SoupMessage *message,
                  gpointer     user_data)
{
  Send *send = user_data;

  wh_rate_limiter_mark_sent (send->client->limiter, wh_api_request_get_bucket (send->request),
                             send->stamp);
}

static void
on_got_headers_cb (SoupMessage *message,
                   gpointer     user_data)
{
  Send *send = user_data;

  wh_api_request_set_phase (send->request, WH_API_PHASE_RECEIVING);
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  SoupMessageHeaders *headers = user_data;

  if (g_ascii_strcasecmp (name, "Accept") == 0 || g_ascii_strcasecmp (name, "Accept-Encoding") == 0)
    soup_message_headers_replace (headers, name, value);
  else
    soup_message_headers_append (headers, name, value);
}

static SoupMessage *
make_message (Send *send)
{
  g_autoptr(GUri) uri = g_uri_parse (send->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (wh_api_request_get_method (send->request),
                                                    uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GBytes *body = wh_api_request_get_body (send->request);
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS;

  /* On a connection that was used before and turns out to be dead, libsoup sends PUT and DELETE
   * again by itself. */
  if (!wh_api_request_is_repeatable (send->request))
    flags |= SOUP_MESSAGE_NEW_CONNECTION;
  soup_message_set_flags (message, flags);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  wh_api_request_foreach_header (send->request, append_header, headers);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message,
                                              wh_api_request_get_content_type (send->request),
                                              body);

  g_signal_connect (message, "wrote-body", G_CALLBACK (on_wrote_body_cb), send);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers_cb), send);

  return message;
}

static void
on_turn_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Send) send = user_data;
  WhApiToken which = wh_api_request_get_token (send->request);
  SoupMessageHeaders *headers;

  send->stamp = wh_rate_limiter_acquire_stamp_finish (WH_RATE_LIMITER (source), result, NULL);
  if (send->task == NULL || send->stamp < 0)
    return;

  stop_waiting (send);
  if (send->client->tokens[which] == NULL)
    {
      /* It was taken away while the request waited. */
      finish_with_error (send, g_error_new_literal (WH_API_ERROR, WH_API_ERROR_NO_TOKEN,
                                                    "No token is set"));
      return;
    }

  send->n_tries++;
  send->reached_network = TRUE;
  send->message = make_message (send);
  headers = soup_message_get_request_headers (send->message);
  soup_message_headers_replace (headers, "Authorization", send->client->tokens[which]);
  send->deadline_source = wh_clock_add_timeout (send->client->clock, send->client->deadline,
                                                on_deadline_cb, send);

  wh_api_request_set_phase (send->request, WH_API_PHASE_SENDING);
  if (send->task != NULL)
    wh_api_exchange_run_async (send->client->session, send->message,
                               wh_api_request_get_max_bytes (send->request), send->stop,
                               on_exchanged_cb, send_ref (send));
}

static void
start_try (Send *send)
{
  start_waiting (send);
  wh_rate_limiter_acquire_async (send->client->limiter, wh_api_request_get_bucket (send->request),
                                 wh_api_request_get_priority (send->request), send->stop,
                                 on_turn_cb, send_ref (send));
}

static Send *
send_new (WhApiClient  *client,
          WhApiRequest *request,
          GTask        *task,
          char         *url)
{
  Send *send = g_new0 (Send, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_atomic_ref_count_init (&send->references);
  send->client = client;
  send->request = g_object_ref (request);
  send->task = g_object_ref (task);
  send->stop = g_cancellable_new ();
  send->url = url;
  send->started = wh_clock_get_monotonic (client->clock);
  send->wait_started = -1;
  g_task_set_task_data (task, send, (GDestroyNotify) send_unref);
  g_queue_push_tail (&client->sends, send);

  if (cancellable != NULL)
    {
      send->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (send->cancel_source, G_SOURCE_FUNC (on_cancelled_cb), send, NULL);
      g_source_attach (send->cancel_source, g_main_context_get_thread_default ());
    }

  return send;
}

/**
 * wh_api_send_start:
 * @client: a client
 * @request: what to send, which can be sent
 * @task: (transfer none): what returns the #WhApiResponse in the end
 * @url: (transfer full): where it goes
 *
 * Waits for the limiter, sends, reads, and does it again where that may help.
 */
void
wh_api_send_start (WhApiClient  *client,
                   WhApiRequest *request,
                   GTask        *task,
                   char         *url)
{
  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (WH_IS_API_REQUEST (request));
  g_return_if_fail (url != NULL);

  start_try (send_new (client, request, task, url));
}

/**
 * wh_api_send_abort_all:
 * @client: a client
 *
 * Ends everything that is waiting or under way with %G_IO_ERROR_CANCELLED.
 */
void
wh_api_send_abort_all (WhApiClient *client)
{
  g_autoptr(GPtrArray) sends = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));

  /* What a callback sends from here on is new, and stays. */
  sends = g_ptr_array_new_with_free_func ((GDestroyNotify) send_unref);
  for (GList *l = client->sends.head; l != NULL; l = l->next)
    g_ptr_array_add (sends, send_ref (l->data));

  for (guint i = 0; i < sends->len; i++)
    {
      Send *send = sends->pdata[i];

      if (send->task != NULL)
        finish_with_error (send, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                      "The connection was given up"));
    }
}
