/* wh-connection-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-company.h"
#include "wh-connection.h"
#include "wh-currency.h"
#include "wh-local-store.h"
#include "wh-token-store.h"

G_BEGIN_DECLS

#define WH_CONNECTION_LIMITS_NAME "limits" /* of the value in the local store */

struct _WhConnection
{
  GObject parent_instance;

  char *id;
  char *name;
  char *color;
  gboolean demo;
  WhTokenStore *tokens; /* (nullable): %NULL for the demo */
  WhLocalStore *local;  /* (nullable) */
  WhClock *clock;
  WhApiClient *client;
  GCancellable *cancellable; /* of everything that nobody in particular asked for */

  WhTokenState token_state;
  WhTokenState state_before; /* what it was when the first of the openings began */
  WhTokenKept token_kept;
  GError *token_error;
  char *fingerprint;     /* of the private token in use, to tell it from another */
  guint generation;      /* counts the changes of the private token */
  guint n_openings;
  gboolean uses_keyring; /* a token of this connection was put there at some time */
  gboolean questioning;  /* whether a 401 means that the token is bad */
  gboolean unproven;     /* it replaced one that requests on their way may still carry */
  guint proving;         /* the generation that the server is asked about */

  gboolean limits_restored;
  GVariant *limits_saved; /* (nullable) */
  GSource *save_source;   /* (nullable) */

  gboolean company_known;
  gboolean company_doubted;     /* the token is another one than that which showed the rows */
  gboolean company_unreachable; /* nobody answered when it was asked for last */
  GCancellable *company_cancellable; /* (nullable): while it is asked for */
  GSource *company_source;      /* (nullable): while it is to be asked for again */
  gint64 company_pause;         /* microseconds, the last one before asking again */
  char *company_id;             /* (nullable): of the last one that was known */
  char *company_name;
  char *unknown_zone; /* (nullable): the company's, where this computer does not know it */
  WhFormat *format;
};

/* What WhConnections does to its connections. */

WhConnection *wh_connection_new             (const char    *id,
                                             const char    *name,
                                             const char    *server,
                                             const char    *color,
                                             gboolean       demo,
                                             WhTokenStore  *tokens,
                                             WhClock       *clock,
                                             GError       **error);
void          wh_connection_set_local_store (WhConnection  *self,
                                             WhLocalStore  *store);
void          wh_connection_set_name        (WhConnection  *self,
                                             const char    *name);
void          wh_connection_set_color       (WhConnection  *self,
                                             const char    *color);
gboolean      wh_connection_uses_keyring    (WhConnection  *self);
void          wh_connection_set_uses_keyring (WhConnection *self,
                                             gboolean       uses_keyring);
void          wh_connection_adopt           (WhConnection  *self,
                                             const char    *private_token,
                                             const char    *public_token,
                                             WhTokenKept    kept);
void          wh_connection_close           (WhConnection  *self,
                                             gboolean       forget);

/* Between the files of this class. */

void          wh_connection_set_token_state (WhConnection  *self,
                                             WhTokenState   state,
                                             const GError  *error);
void          wh_connection_set_token_kept  (WhConnection  *self,
                                             WhTokenKept    kept);
void          wh_connection_set_company     (WhConnection  *self,
                                             const WhCompany *company);
void          wh_connection_ask_company     (WhConnection  *self);
void          wh_connection_heard_of_server (WhConnection  *self);
void          wh_connection_stop_asking     (WhConnection  *self);
void          wh_connection_distrust_company (WhConnection *self);
void          wh_connection_question_token  (WhConnection  *self);

G_END_DECLS
