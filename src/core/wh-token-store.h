/* wh-token-store.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-api-types.h"

G_BEGIN_DECLS

typedef enum
{
  WH_TOKEN_ERROR_ABSENT,      /* the keyring answered: there is none */
  WH_TOKEN_ERROR_LOCKED,      /* locked, and nobody was asked to unlock it */
  WH_TOKEN_ERROR_REFUSED,     /* the prompt was dismissed or could not be shown */
  WH_TOKEN_ERROR_UNAVAILABLE, /* no keyring service, or no session bus */
  WH_TOKEN_ERROR_LOST,        /* the service went away, or did not answer in time */
  WH_TOKEN_ERROR_NOT_REMOVED, /* it is still there after removing it */
  WH_TOKEN_ERROR_INVALID,     /* not a token: empty, too long, not visible ASCII */
  WH_TOKEN_ERROR_FAILED,      /* anything else that the service said */
} WhTokenErrorCode;

#define WH_TOKEN_ERROR (wh_token_error_quark ())
GQuark wh_token_error_quark (void);

/* Where tokens are kept: the system keyring, or, in tests and for one session, memory. A store
 * answers with a GTask of its own, which returns the token or a boolean. */

#define WH_TYPE_TOKEN_STORE (wh_token_store_get_type ())
G_DECLARE_INTERFACE (WhTokenStore, wh_token_store, WH, TOKEN_STORE, GObject)

struct _WhTokenStoreInterface
{
  GTypeInterface parent;

  void   (*lookup_async)  (WhTokenStore *self, const char *connection_id, WhApiToken which,
                           gboolean may_prompt, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
  void   (*store_async)   (WhTokenStore *self, const char *connection_id, WhApiToken which,
                           const char *label, const char *token, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
  void   (*remove_async)  (WhTokenStore *self, const char *connection_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
  /* May be %NULL where tokens have no labels. */
  void   (*relabel)       (WhTokenStore *self, const char *connection_id, WhApiToken which,
                           const char *label);
};

void      wh_token_store_lookup_async  (WhTokenStore *self, const char *connection_id,
                                        WhApiToken which, gboolean may_prompt,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* Free with wh_token_free(). */
char     *wh_token_store_lookup_finish (WhTokenStore *self, GAsyncResult *result, GError **error);
void      wh_token_store_store_async   (WhTokenStore *self, const char *connection_id,
                                        WhApiToken which, const char *label, const char *token,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean  wh_token_store_store_finish  (WhTokenStore *self, GAsyncResult *result, GError **error);
/* Both tokens of the connection, verified to be gone. */
void      wh_token_store_remove_async  (WhTokenStore *self, const char *connection_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean  wh_token_store_remove_finish (WhTokenStore *self, GAsyncResult *result, GError **error);

/* In the background; never asks anybody, and does nothing where it would have to. */
void      wh_token_store_relabel       (WhTokenStore *self, const char *connection_id,
                                        WhApiToken which, const char *label);

/* What somebody typed or pasted, without the blanks around it; %NULL and a sentence where it
 * cannot be a token. Free with wh_token_free(). */
char     *wh_token_check               (const char *typed, GError **error);
void      wh_token_free                (char *token);

WhTokenStore *wh_keyring_token_store_new (void);
WhTokenStore *wh_memory_token_store_new  (void);

G_END_DECLS
