/* wh-connection.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"
#include "wh-format.h"

G_BEGIN_DECLS

/* What is known of a connection's private token (DESIGN §7). */
typedef enum
{
  WH_TOKEN_STATE_UNKNOWN,     /* nobody has asked yet */
  WH_TOKEN_STATE_LOADING,     /* the keyring was asked, or a prompt is open */
  WH_TOKEN_STATE_READY,       /* found: requests can be sent */
  WH_TOKEN_STATE_ABSENT,      /* signed out */
  WH_TOKEN_STATE_LOCKED,      /* the keyring is locked */
  WH_TOKEN_STATE_REFUSED,     /* the prompt was refused */
  WH_TOKEN_STATE_UNAVAILABLE, /* no keyring service (or it went away) */
  WH_TOKEN_STATE_REJECTED,    /* the server answered 401 to it */
} WhTokenState;

#define WH_TYPE_TOKEN_STATE (wh_token_state_get_type ())
GType wh_token_state_get_type (void) G_GNUC_CONST;

/* Where the private token is kept. */
typedef enum
{
  WH_TOKEN_KEPT_NOWHERE,
  WH_TOKEN_KEPT_IN_KEYRING,
  WH_TOKEN_KEPT_FOR_SESSION, /* by explicit choice: gone when the program ends */
} WhTokenKept;

#define WH_TYPE_TOKEN_KEPT (wh_token_kept_get_type ())
GType wh_token_kept_get_type (void) G_GNUC_CONST;

/* A named ProfitWell account.
 *
 * Properties, notified: "id", "name", "server", "color", "demo", "token-state", "token-kept",
 * "format" (never %NULL: no currency and the local zone as long as the company's settings are not
 * known), "company-name" (nullable).
 *
 * Signal: "company-changed": the token is now that of another company than before, as far as
 *   anybody can tell; what was read with the old one must not be shown any longer.
 *
 * Signal: "record-changed" (const char *resource, const char *key nullable, gboolean removed):
 *   something was changed through this connection and has to be read again: one record by its
 *   key, which may be an alias, or any of them where @key is %NULL. @resource is the id of a
 *   resource, or "trait" with the customer's key. A change of a user concerns that user's
 *   subscriptions too. */

#define WH_TYPE_CONNECTION (wh_connection_get_type ())
G_DECLARE_FINAL_TYPE (WhConnection, wh_connection, WH, CONNECTION, GObject)

/* The accent colours that a connection can have, %NULL-terminated: "blue", "green", … */
extern const char *const wh_connection_colors[];

const char   *wh_connection_get_id           (WhConnection *self);
const char   *wh_connection_get_name         (WhConnection *self);
const char   *wh_connection_get_server       (WhConnection *self);
const char   *wh_connection_get_color        (WhConnection *self);
gboolean      wh_connection_is_demo          (WhConnection *self);
WhTokenState  wh_connection_get_token_state  (WhConnection *self);
WhTokenKept   wh_connection_get_token_kept   (WhConnection *self);
/* Why the state is what it is, for a sentence; %NULL in the good states. */
const GError *wh_connection_get_token_error  (WhConnection *self);
WhApiClient  *wh_connection_get_client       (WhConnection *self);
WhFormat     *wh_connection_get_format       (WhConnection *self);
const char   *wh_connection_get_unknown_zone (WhConnection *self);
const char   *wh_connection_get_company_name (WhConnection *self);

/* Emits "record-changed". */
void          wh_connection_report_change    (WhConnection *self,
                                              const char   *resource,
                                              const char   *key,
                                              gboolean      removed);

/* Asks the keyring for the tokens, with a prompt to unlock it where @may_prompt, and gives them
 * to the client; then reads the company's settings in the background. Does nothing but report
 * success where the token is there already. Errors: %WH_TOKEN_ERROR; the state says the same. */
void          wh_connection_open_async       (WhConnection         *self,
                                              gboolean              may_prompt,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      wh_connection_open_finish      (WhConnection         *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
