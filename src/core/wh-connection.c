/* wh-connection.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-private.h"

#define SAVE_INTERVAL_US G_USEC_PER_SEC
#define DEFAULT_CURRENCY "usd" /* of a company that does not say */

const char *const wh_connection_colors[] = {
  "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple", "slate", NULL,
};

G_DEFINE_FINAL_TYPE (WhConnection, wh_connection, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_SERVER,
  PROP_COLOR,
  PROP_DEMO,
  PROP_TOKEN_STATE,
  PROP_TOKEN_KEPT,
  PROP_FORMAT,
  PROP_COMPANY_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  COMPANY_CHANGED,
  RECORD_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (WhTokenState, wh_token_state,
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_UNAVAILABLE, "unavailable"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_STATE_REJECTED, "rejected"))

G_DEFINE_ENUM_TYPE (WhTokenKept, wh_token_kept,
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_KEPT_NOWHERE, "nowhere"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_KEPT_IN_KEYRING, "in-keyring"),
                    G_DEFINE_ENUM_VALUE (WH_TOKEN_KEPT_FOR_SESSION, "for-session"))

/* The uses of the daily limits (§1.4), written at most once a second. */

static void
on_limits_saved_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* A count that is too low costs a 429, which is waited for. */
  if (!wh_local_store_set_finish (WH_LOCAL_STORE (source), result, &error))
    g_debug ("Could not save the uses of the limits: %s", error->message);
}

static void
save_limits (WhConnection *self)
{
  g_autoptr (GVariant) limits = NULL;

  if (self->local == NULL)
    return;

  limits = wh_rate_limiter_save (wh_api_client_get_limiter (self->client));
  if (self->limits_saved != NULL && g_variant_equal (limits, self->limits_saved))
    return;

  wh_local_store_set_async (self->local, self->id, WH_CONNECTION_LIMITS_NAME, limits, NULL,
                            on_limits_saved_cb, NULL);
  g_clear_pointer (&self->limits_saved, g_variant_unref);
  self->limits_saved = g_steal_pointer (&limits);
}

static void
clear_save_source (WhConnection *self)
{
  if (self->save_source == NULL)
    return;

  g_source_destroy (self->save_source);
  g_clear_pointer (&self->save_source, g_source_unref);
}

static gboolean
on_save_due_cb (gpointer user_data)
{
  WhConnection *self = user_data;

  g_clear_pointer (&self->save_source, g_source_unref);
  save_limits (self);

  return G_SOURCE_REMOVE;
}

static void
on_limits_changed_cb (WhRateLimiter *limiter,
                      WhConnection  *self)
{
  if (self->local != NULL && self->save_source == NULL)
    self->save_source = wh_clock_add_timeout (self->clock, SAVE_INTERVAL_US,
                                              on_save_due_cb, self);
}

static void
on_sent_cb (WhApiClient   *client,
            WhApiRequest  *request,
            WhApiResponse *response,
            const GError  *error,
            WhConnection  *self)
{
  if (response != NULL)
    wh_connection_heard_of_server (self);
}

static void
on_unauthorized_cb (WhApiClient  *client,
                    guint         which,
                    WhConnection *self)
{
  if (which == WH_API_TOKEN_PRIVATE)
    wh_connection_question_token (self);
}

static void
wh_connection_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WhConnection *self = WH_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SERVER:
      g_value_set_string (value, wh_connection_get_server (self));
      break;
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    case PROP_TOKEN_STATE:
      g_value_set_enum (value, (gint) self->token_state);
      break;
    case PROP_TOKEN_KEPT:
      g_value_set_enum (value, (gint) self->token_kept);
      break;
    case PROP_FORMAT:
      g_value_set_object (value, self->format);
      break;
    case PROP_COMPANY_NAME:
      g_value_set_string (value, self->company_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_connection_dispose (GObject *object)
{
  WhConnection *self = WH_CONNECTION (object);

  if (self->client != NULL)
    wh_connection_close (self, FALSE);
  g_clear_object (&self->client);
  g_clear_object (&self->tokens);
  g_clear_object (&self->local);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (wh_connection_parent_class)->dispose (object);
}

static void
wh_connection_finalize (GObject *object)
{
  WhConnection *self = WH_CONNECTION (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->color);
  g_free (self->fingerprint);
  g_free (self->company_id);
  g_free (self->company_name);
  g_free (self->unknown_zone);
  g_clear_error (&self->token_error);
  g_clear_pointer (&self->limits_saved, g_variant_unref);

  G_OBJECT_CLASS (wh_connection_parent_class)->finalize (object);
}

static void
wh_connection_class_init (WhConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wh_connection_dispose;
  object_class->finalize = wh_connection_finalize;
  object_class->get_property = wh_connection_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL, flags);
  properties[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, flags);
  properties[PROP_TOKEN_STATE] =
    g_param_spec_enum ("token-state", NULL, NULL, WH_TYPE_TOKEN_STATE,
                       WH_TOKEN_STATE_UNKNOWN, flags);
  properties[PROP_TOKEN_KEPT] =
    g_param_spec_enum ("token-kept", NULL, NULL, WH_TYPE_TOKEN_KEPT,
                       WH_TOKEN_KEPT_NOWHERE, flags);
  properties[PROP_FORMAT] = g_param_spec_object ("format", NULL, NULL, WH_TYPE_FORMAT, flags);
  properties[PROP_COMPANY_NAME] = g_param_spec_string ("company-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * WhConnection::company-changed:
   * @self: a connection
   *
   * The token is now that of another company than before, as far as anybody can tell.
   */
  signals[COMPANY_CHANGED] = g_signal_new ("company-changed",
                                           G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  /**
   * WhConnection::record-changed:
   * @self: a connection
   * @resource: id of a resource, or "trait"
   * @key: (nullable): of the record that was changed; %NULL for any of them
   * @removed: whether there is no such record any more
   */
  signals[RECORD_CHANGED] = g_signal_new ("record-changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3,
                                          G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
wh_connection_init (WhConnection *self)
{
  self->cancellable = g_cancellable_new ();
  self->format = wh_format_new (WH_CURRENCY_UNKNOWN, NULL);
}

/*
 * wh_connection_new:
 * @id: random, never shown
 * @name: as people call it
 * @server: (nullable): %NULL for the real API
 * @color: one of wh_connection_colors
 * @demo: whether the server is a pretend ProfitWell inside the program
 * @tokens: (nullable): where its tokens are kept; %NULL for the demo
 * @clock: where time comes from
 * @error: return location for a %WH_URL_ERROR
 *
 * Returns: (transfer full) (nullable): a connection without tokens
 */
WhConnection *
wh_connection_new (const char    *id,
                   const char    *name,
                   const char    *server,
                   const char    *color,
                   gboolean       demo,
                   WhTokenStore  *tokens,
                   WhClock       *clock,
                   GError       **error)
{
  g_autoptr (WhApiClient) client = NULL;
  WhConnection *self;

  client = wh_api_client_new (server, NULL, clock, error);
  if (client == NULL)
    return NULL;

  self = g_object_new (WH_TYPE_CONNECTION, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->color = g_strdup (color);
  self->demo = demo;
  g_set_object (&self->tokens, tokens);
  g_set_object (&self->clock, clock);
  self->client = g_steal_pointer (&client);
  g_signal_connect_object (self->client, "sent",
                           G_CALLBACK (on_sent_cb), self, 0);
  g_signal_connect_object (self->client, "unauthorized",
                           G_CALLBACK (on_unauthorized_cb), self, 0);
  g_signal_connect_object (wh_api_client_get_limiter (self->client), "changed",
                           G_CALLBACK (on_limits_changed_cb), self, 0);

  return self;
}

/*
 * wh_connection_set_local_store:
 * @self: a connection that was not opened yet
 * @store: (nullable): where the uses of the daily limits are kept
 */
void
wh_connection_set_local_store (WhConnection *self,
                               WhLocalStore *store)
{
  g_set_object (&self->local, store);
}

void
wh_connection_set_name (WhConnection *self,
                        const char   *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

void
wh_connection_set_color (WhConnection *self,
                         const char   *color)
{
  if (g_strcmp0 (self->color, color) == 0)
    return;

  g_free (self->color);
  self->color = g_strdup (color);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

/*
 * wh_connection_uses_keyring:
 * @self: a connection
 *
 * Returns: whether a token of it was ever put into the keyring; what was not, is not looked for
 */
gboolean
wh_connection_uses_keyring (WhConnection *self)
{
  return self->uses_keyring;
}

void
wh_connection_set_uses_keyring (WhConnection *self,
                                gboolean      uses_keyring)
{
  self->uses_keyring = uses_keyring;
}

void
wh_connection_set_token_state (WhConnection *self,
                               WhTokenState  state,
                               const GError *error)
{
  g_clear_error (&self->token_error);
  if (error != NULL)
    self->token_error = g_error_copy (error);

  if (self->token_state == state)
    return;

  self->token_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN_STATE]);
}

void
wh_connection_set_token_kept (WhConnection *self,
                              WhTokenKept   kept)
{
  if (self->token_kept == kept)
    return;

  self->token_kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN_KEPT]);
}

static WhFormat *
new_format (const WhCompany *company)
{
  if (company == NULL)
    return wh_format_new (WH_CURRENCY_UNKNOWN, NULL);

  return wh_format_new (company->currency != NULL ? company->currency : DEFAULT_CURRENCY,
                        company->zone);
}

/* A server that does not say which company it is about may mean any. */
static gboolean
is_other_company (WhConnection    *self,
                  const WhCompany *company)
{
  return self->company_id == NULL || g_strcmp0 (self->company_id, company->id) != 0;
}

/*
 * wh_connection_set_company:
 * @self: a connection
 * @company: (nullable): its settings, %NULL where they are not known any longer
 *
 * Shows values by these settings from now on.
 */
void
wh_connection_set_company (WhConnection    *self,
                           const WhCompany *company)
{
  gboolean changed = FALSE;

  g_object_unref (self->format);
  self->format = new_format (company);
  g_free (self->company_name);
  self->company_name = g_strdup (company != NULL ? company->name : NULL);
  g_free (self->unknown_zone);
  self->unknown_zone = g_strdup (company != NULL ? company->unknown_zone : NULL);

  if (company != NULL)
    {
      changed = self->company_doubted && is_other_company (self, company);
      self->company_doubted = FALSE;
      g_free (self->company_id);
      self->company_id = g_strdup (company->id);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORMAT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPANY_NAME]);
  if (changed)
    g_signal_emit (self, signals[COMPANY_CHANGED], 0);
}

/*
 * wh_connection_close:
 * @self: a connection
 * @forget: whether it was removed, and leaves nothing behind
 *
 * Ends what goes on in the background.
 */
void
wh_connection_close (WhConnection *self,
                     gboolean      forget)
{
  gboolean save = self->save_source != NULL && !forget;

  g_cancellable_cancel (self->cancellable);
  wh_connection_stop_asking (self);
  clear_save_source (self);
  if (save)
    save_limits (self);
  if (!forget)
    return;

  g_clear_object (&self->local);
  wh_api_client_abort (self->client);
  for (guint i = 0; i < WH_API_N_TOKENS; i++)
    wh_api_client_set_token (self->client, i, NULL);
  g_clear_pointer (&self->fingerprint, g_free);
  self->generation++;
  wh_connection_set_token_kept (self, WH_TOKEN_KEPT_NOWHERE);
  wh_connection_set_token_state (self, WH_TOKEN_STATE_ABSENT, NULL);
}

/**
 * wh_connection_get_id:
 * @self: a connection
 *
 * Returns: (transfer none): what it is called in files and in the keyring
 */
const char *
wh_connection_get_id (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->id;
}

/**
 * wh_connection_get_name:
 * @self: a connection
 *
 * Returns: (transfer none): what people call it
 */
const char *
wh_connection_get_name (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->name;
}

/**
 * wh_connection_get_server:
 * @self: a connection
 *
 * Returns: (transfer none): the URL of its server, in its normal form
 */
const char *
wh_connection_get_server (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return wh_api_client_get_server (self->client);
}

/**
 * wh_connection_get_color:
 * @self: a connection
 *
 * Returns: (transfer none): one of wh_connection_colors
 */
const char *
wh_connection_get_color (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->color;
}

/**
 * wh_connection_is_demo:
 * @self: a connection
 *
 * Returns: whether its server only pretends
 */
gboolean
wh_connection_is_demo (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), FALSE);

  return self->demo;
}

/**
 * wh_connection_get_token_state:
 * @self: a connection
 *
 * Returns: what is known of its private token
 */
WhTokenState
wh_connection_get_token_state (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), WH_TOKEN_STATE_UNKNOWN);

  return self->token_state;
}

/**
 * wh_connection_get_token_kept:
 * @self: a connection
 *
 * Returns: where the private token is kept; nowhere as long as there is none
 */
WhTokenKept
wh_connection_get_token_kept (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), WH_TOKEN_KEPT_NOWHERE);

  return self->token_kept;
}

/**
 * wh_connection_get_token_error:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): why the state is what it is
 */
const GError *
wh_connection_get_token_error (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->token_error;
}

/**
 * wh_connection_get_client:
 * @self: a connection
 *
 * Returns: (transfer none): what every request of this connection goes through
 */
WhApiClient *
wh_connection_get_client (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->client;
}

/**
 * wh_connection_get_format:
 * @self: a connection
 *
 * Returns: (transfer none): how its values are shown
 */
WhFormat *
wh_connection_get_format (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->format;
}

/**
 * wh_connection_get_unknown_zone:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the name of the company's time zone where this computer does
 *   not know it; when a day begins there cannot be said then. Changes with "format"
 */
const char *
wh_connection_get_unknown_zone (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->unknown_zone;
}

/**
 * wh_connection_get_company_name:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): as the company calls itself
 */
const char *
wh_connection_get_company_name (WhConnection *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION (self), NULL);

  return self->company_name;
}

/**
 * wh_connection_report_change:
 * @self: a connection
 * @resource: id of a resource, or "trait" for the traits of a customer
 * @key: (nullable): of the record that was changed; %NULL for any of them
 * @removed: whether there is no such record any more
 *
 * Tells every window that shows this connection what to read again.
 */
void
wh_connection_report_change (WhConnection *self,
                             const char   *resource,
                             const char   *key,
                             gboolean      removed)
{
  g_return_if_fail (WH_IS_CONNECTION (self));
  g_return_if_fail (resource != NULL);

  g_signal_emit (self, signals[RECORD_CHANGED], 0, resource, key, removed);
}
