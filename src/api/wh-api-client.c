/* wh-api-client.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-client-private.h"

#include "wh-api-proxy-resolver.h"
#include "wh-api-request-private.h"
#include "wh-api-send-private.h"
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

enum
{
  SENT,
  UNAUTHORIZED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WhApiClient, wh_api_client, G_TYPE_OBJECT)

static void
wipe (char **secret)
{
  if (*secret == NULL)
    return;

  explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
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
                                                 "max-conns", WH_API_N_HOSTS * CONNECTIONS_PER_HOST,
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

  for (guint i = 0; i < WH_API_N_HOSTS; i++)
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

  g_return_if_fail (WH_IS_API_CLIENT (self));

  keep_alive = g_object_ref (self);
  wh_api_send_abort_all (self);
  soup_session_abort (self->session);
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

  wh_api_send_start (self, request, task, url);
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
 * wh_api_client_report:
 * @self: a client
 * @request: a request that reached the network
 * @response: (nullable): the last answer
 * @error: (nullable): or what went wrong instead
 *
 * Private to the layer. Tells everybody how a request ended.
 */
void
wh_api_client_report (WhApiClient   *self,
                      WhApiRequest  *request,
                      WhApiResponse *response,
                      const GError  *error)
{
  g_return_if_fail (WH_IS_API_CLIENT (self));

  g_signal_emit (self, signals[SENT], 0, request, response, error);
  if (response != NULL && wh_api_response_get_status (response) == SOUP_STATUS_UNAUTHORIZED)
    g_signal_emit (self, signals[UNAUTHORIZED], 0, wh_api_request_get_token (request));
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
