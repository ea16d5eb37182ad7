/* wh-api-client.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-client.h"

#include "wh-api-exchange.h"
#include "wh-api-proxy-resolver.h"
#include "wh-api-request-private.h"
#include "wh-api-response-private.h"
#include "wh-api-retry.h"
#include "wh-url.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/resource.h>

#define CONNECTIONS_PER_HOST 6

/* A connection that idles longer may be half-closed by the server just when a POST, which must
 * not be sent twice, goes out on it. */
#define IDLE_TIMEOUT_S 20

/* The socket's own time-out is only a net below the deadline. */
#define SOCKET_TIMEOUT_EXTRA_S 15

/* How often somebody who waits is told how long it will still be. */
#define WAIT_TICK_US G_TIME_SPAN_SECOND

#define N_HOSTS 2

struct _WhApiClient
{
  GObject parent_instance;

  char *servers[N_HOSTS];
  char *tokens[WH_API_N_TOKENS]; /* the only place; wiped before it is freed */
  WhClock *clock;
  WhRateLimiter *limiter;
  SoupSession *session;
  gint64 deadline;
  GQueue sends; /* Send, unowned: each is owned by its task */
};

enum
{
  SENT,
  UNAUTHORIZED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WhApiClient, wh_api_client, G_TYPE_OBJECT)

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

static void
wipe (char **secret)
{
  if (*secret == NULL)
    return;

  explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
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
    g_signal_emit (client, signals[SENT], 0, request, response, error);

  if (response != NULL)
    {
      if (wh_api_response_get_status (response) == SOUP_STATUS_UNAUTHORIZED)
        g_signal_emit (client, signals[UNAUTHORIZED], 0, wh_api_request_get_token (request));
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
  if (!wh_api_request_is_repeatable (send->request))
    return -1;

  return wh_retry_get_pause (reason, send->n_tries,
                             wh_api_request_get_priority (send->request));
}

static WhApiResponse *
make_response (Send       *send,
               WhApiReceived *reply)
{
  gint64 now = wh_clock_get_monotonic (send->client->clock);
  WhApiResponseParts parts = {
    .method = wh_api_request_get_method (send->request),
    .url = send->url,
    .status = soup_message_get_status (send->message),
    .reason = soup_message_get_reason_phrase (send->message),
    .headers = soup_message_get_response_headers (send->message),
    .body = reply->body,
    .wire_size = reply->wire_size,
    .timing = reply->timing,
    .n_tries = send->n_tries,
    .damage = reply->damage,
  };

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
handle_reply (Send       *send,
              WhApiReceived *reply)
{
  g_autoptr(WhApiResponse) response = make_response (send, reply);
  WhRetryReason reason = { .status = wh_api_response_get_status (response) };
  gint64 pause;

  reason.retry_after =
    wh_retry_parse_after (wh_api_response_get_header (response, "Retry-After"),
                          wh_clock_get_real (send->client->clock));
  hold_limiter (send, &reason);

  pause = get_retry_pause (send, &reason);
  if (pause < 0)
    {
      finish (send, response, NULL);
      return;
    }

  release_message (send);
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

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
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

static gboolean
is_sendable_token (const char *token)
{
  for (; *token != '\0'; token++)
    {
      if (!g_ascii_isgraph (*token))
        return FALSE;
    }

  return TRUE;
}

/* Everything that can be known to be wrong before the first byte is sent. */
static char *
check_request (WhApiClient   *self,
               WhApiRequest  *request,
               GError       **error)
{
  const char *token = self->tokens[wh_api_request_get_token (request)];
  g_autoptr(GError) url_error = NULL;
  g_autofree char *url = NULL;

  if (!wh_api_request_validate (request, error))
    return NULL;

  url = wh_url_join (self->servers[wh_api_request_get_host (request)],
                     wh_api_request_get_path (request),
                     wh_api_request_get_query (request), &url_error);
  if (url == NULL)
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST, url_error->message);
      return NULL;
    }

  if (token == NULL)
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_NO_TOKEN, "No token is set");
      return NULL;
    }

  if (!is_sendable_token (token))
    {
      g_set_error_literal (error, WH_API_ERROR, WH_API_ERROR_BAD_REQUEST,
                           "The token has a character that cannot be sent");
      return NULL;
    }

  return g_steal_pointer (&url);
}

static void
wh_api_client_constructed (GObject *object)
{
  WhApiClient *self = WH_API_CLIENT (object);
  g_autoptr(GProxyResolver) proxies = NULL;

  G_OBJECT_CLASS (wh_api_client_parent_class)->constructed (object);

  proxies = wh_api_proxy_resolver_new (g_proxy_resolver_get_default ());
  self->session = soup_session_new_with_options ("user-agent", "Wellhead/" WH_VERSION,
                                                 "max-conns-per-host", CONNECTIONS_PER_HOST,
                                                 "max-conns", N_HOSTS * CONNECTIONS_PER_HOST,
                                                 "idle-timeout", IDLE_TIMEOUT_S,
                                                 "proxy-resolver", proxies,
                                                 NULL);

  /* The body is decoded here, where damage shows (HAZARDS §1.2), and nobody but us answers a
   * 401. Cookies, cache, HSTS and sniffer are not there unless they are added. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  wh_api_client_set_deadline (self, WH_API_DEFAULT_DEADLINE_MS);
}

static void
wh_api_client_dispose (GObject *object)
{
  WhApiClient *self = WH_API_CLIENT (object);

  if (self->session != NULL)
    wh_api_client_abort (self);
  g_clear_object (&self->session);
  g_clear_object (&self->limiter);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (wh_api_client_parent_class)->dispose (object);
}

static void
wh_api_client_finalize (GObject *object)
{
  WhApiClient *self = WH_API_CLIENT (object);

  for (guint i = 0; i < N_HOSTS; i++)
    g_clear_pointer (&self->servers[i], g_free);
  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    wipe (&self->tokens[i]);

  G_OBJECT_CLASS (wh_api_client_parent_class)->finalize (object);
}

static void
wh_api_client_class_init (WhApiClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = wh_api_client_constructed;
  object_class->dispose = wh_api_client_dispose;
  object_class->finalize = wh_api_client_finalize;

  /**
   * WhApiClient::sent:
   * @self: the client
   * @request: what was sent
   * @response: (nullable): the last answer
   * @error: (nullable): or what went wrong instead
   *
   * A request that reached the network has come to its end, whichever.
   */
  signals[SENT] = g_signal_new ("sent",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3,
                                WH_TYPE_API_REQUEST, WH_TYPE_API_RESPONSE, G_TYPE_ERROR);

  /**
   * WhApiClient::unauthorized:
   * @self: the client
   * @token: the #WhApiToken that the server refused, as a guint
   *
   * The server answered 401.
   */
  signals[UNAUTHORIZED] = g_signal_new ("unauthorized",
                                        G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
wh_api_client_init (WhApiClient *self)
{
  g_queue_init (&self->sends);
}

/**
 * wh_api_client_new:
 * @server: (nullable): the server, %NULL for ProfitWell's
 * @events_server: (nullable): the server of customer events (§9.4), %NULL for ProfitWell's if
 *   @server is ProfitWell's too, and else for @server
 * @clock: (nullable): where time comes from, %NULL for the system's
 * @error: (out): a %WH_URL_ERROR about one of the servers
 *
 * Creates a client for one connection. It has no token yet.
 *
 * Returns: (transfer full) (nullable): a new client
 */
WhApiClient *
wh_api_client_new (const char  *server,
                   const char  *events_server,
                   WhClock     *clock,
                   GError     **error)
{
  g_autofree char *main_url = NULL;
  g_autofree char *events_url = NULL;
  WhApiClient *self;

  g_return_val_if_fail (clock == NULL || WH_IS_CLOCK (clock), NULL);

  main_url = wh_url_normalize_server (server != NULL ? server : WH_API_DEFAULT_SERVER, error);
  if (main_url == NULL)
    return NULL;

  if (events_server == NULL)
    events_server = strcmp (main_url, WH_API_DEFAULT_SERVER) == 0 ? WH_API_DEFAULT_EVENTS_SERVER
                                                                  : main_url;
  events_url = wh_url_normalize_server (events_server, error);
  if (events_url == NULL)
    return NULL;

  self = g_object_new (WH_TYPE_API_CLIENT, NULL);
  self->servers[WH_API_HOST_MAIN] = g_steal_pointer (&main_url);
  self->servers[WH_API_HOST_EVENTS] = g_steal_pointer (&events_url);
  self->clock = clock != NULL ? g_object_ref (clock) : wh_clock_new_system ();
  self->limiter = wh_rate_limiter_new (self->clock);

  return self;
}

/**
 * wh_api_client_get_server:
 * @self: a client
 *
 * Returns: (transfer none): the server, in its normal form
 */
const char *
wh_api_client_get_server (WhApiClient *self)
{
  g_return_val_if_fail (WH_IS_API_CLIENT (self), NULL);

  return self->servers[WH_API_HOST_MAIN];
}

/**
 * wh_api_client_get_limiter:
 * @self: a client
 *
 * Returns: (transfer none): what makes requests wait for their turn
 */
WhRateLimiter *
wh_api_client_get_limiter (WhApiClient *self)
{
  g_return_val_if_fail (WH_IS_API_CLIENT (self), NULL);

  return self->limiter;
}

/**
 * wh_api_client_set_token:
 * @self: a client
 * @which: which of the two tokens
 * @token: (nullable): the token, %NULL to forget it; white space around it is not part of it
 *
 * The client's copy is wiped when it is replaced and when the client goes.
 */
void
wh_api_client_set_token (WhApiClient *self,
                         WhApiToken   which,
                         const char  *token)
{
  gsize length;

  g_return_if_fail (WH_IS_API_CLIENT (self));
  g_return_if_fail ((guint) which < WH_API_N_TOKENS);

  wipe (&self->tokens[which]);
  if (token == NULL)
    return;

  while (g_ascii_isspace (*token))
    token++;
  length = strlen (token);
  while (length > 0 && g_ascii_isspace (token[length - 1]))
    length--;

  if (length > 0)
    self->tokens[which] = g_strndup (token, length);
}

/**
 * wh_api_client_has_token:
 * @self: a client
 * @which: which of the two tokens
 *
 * Returns: whether it is set
 */
gboolean
wh_api_client_has_token (WhApiClient *self,
                         WhApiToken   which)
{
  g_return_val_if_fail (WH_IS_API_CLIENT (self), FALSE);
  g_return_val_if_fail ((guint) which < WH_API_N_TOKENS, FALSE);

  return self->tokens[which] != NULL;
}

/**
 * wh_api_client_set_deadline:
 * @self: a client
 * @deadline_ms: milliseconds that one try may take, from its turn to its last byte
 */
void
wh_api_client_set_deadline (WhApiClient *self,
                            guint        deadline_ms)
{
  g_return_if_fail (WH_IS_API_CLIENT (self));
  g_return_if_fail (deadline_ms > 0);

  self->deadline = (gint64) deadline_ms * G_TIME_SPAN_MILLISECOND;
  soup_session_set_timeout (self->session, deadline_ms / 1000 + SOCKET_TIMEOUT_EXTRA_S);
}

/**
 * wh_api_client_set_tls_database:
 * @self: a client
 * @database: (nullable): the authorities to trust instead of the system's, for a private one
 *   and for tests; %NULL for the system's
 */
void
wh_api_client_set_tls_database (WhApiClient  *self,
                                GTlsDatabase *database)
{
  g_autoptr(GTlsDatabase) system = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (self));

  /* Without any database libsoup would trust nobody at all. */
  if (database == NULL)
    {
      system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
      database = system;
    }

  soup_session_set_tls_database (self->session, database);
}

/**
 * wh_api_client_abort:
 * @self: a client
 *
 * Ends everything that is waiting or under way with %G_IO_ERROR_CANCELLED, and closes all
 * connections: after the machine slept, or when another connection is chosen.
 */
void
wh_api_client_abort (WhApiClient *self)
{
  g_autoptr(WhApiClient) keep_alive = NULL;
  g_autoptr(GPtrArray) sends = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (self));

  /* What a callback sends from here on is new, and stays. */
  keep_alive = g_object_ref (self);
  sends = g_ptr_array_new_with_free_func ((GDestroyNotify) send_unref);
  for (GList *l = self->sends.head; l != NULL; l = l->next)
    g_ptr_array_add (sends, send_ref (l->data));

  for (guint i = 0; i < sends->len; i++)
    {
      Send *send = sends->pdata[i];

      if (send->task != NULL)
        finish_with_error (send, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                      "The connection was given up"));
    }

  soup_session_abort (self->session);
}

static Send *
send_new (WhApiClient  *self,
          WhApiRequest *request,
          GTask        *task,
          char         *url)
{
  Send *send = g_new0 (Send, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_atomic_ref_count_init (&send->references);
  send->client = self;
  send->request = g_object_ref (request);
  send->task = g_object_ref (task);
  send->stop = g_cancellable_new ();
  send->url = url;
  send->started = wh_clock_get_monotonic (self->clock);
  send->wait_started = -1;
  g_task_set_task_data (task, send, (GDestroyNotify) send_unref);
  g_queue_push_tail (&self->sends, send);

  if (cancellable != NULL)
    {
      send->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (send->cancel_source, G_SOURCE_FUNC (on_cancelled_cb), send, NULL);
      g_source_attach (send->cancel_source, g_main_context_get_thread_default ());
    }

  return send;
}

/**
 * wh_api_client_send_async:
 * @self: a client
 * @request: what to send; it must not change until the callback
 * @cancellable: (nullable): gives up at once, whatever is going on
 * @callback: called when there is an answer, or none
 * @user_data: for @callback
 *
 * Waits for the limiter, sends, and reads the answer. A request that may be repeated is sent up
 * to three times when it fails in a way that may pass (§13, HAZARDS N11).
 */
void
wh_api_client_send_async (WhApiClient         *self,
                          WhApiRequest        *request,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  char *url;

  g_return_if_fail (WH_IS_API_CLIENT (self));
  g_return_if_fail (WH_IS_API_REQUEST (request));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_api_client_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  url = check_request (self, request, &error);
  if (url == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  start_try (send_new (self, request, task, url));
}

/**
 * wh_api_client_send_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out): a transport error in its own domain, %G_IO_ERROR_CANCELLED, or of
 *   %WH_API_ERROR: TIMED_OUT, TOO_LARGE, NO_TOKEN, BAD_REQUEST
 *
 * Returns: (transfer full) (nullable): the answer, with whatever status
 */
WhApiResponse *
wh_api_client_send_finish (WhApiClient   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_api_client_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_api_prepare_process:
 *
 * Sets what libsoup and GnuTLS read from the environment, and switches core dumps off. To be
 * called first in main(), while there is one thread.
 */
void
wh_api_prepare_process (void)
{
  const struct rlimit no_core = { 0, 0 };

  /* HAZARDS §1.1: HTTP/2 of libsoup 3.2 never ends by itself when the server misbehaves. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);

  /* HAZARDS §2.1: TLS 1.0 and 1.1 would be accepted. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:%COMPAT", TRUE);

  setrlimit (RLIMIT_CORE, &no_core);
}
