/* wh-connections.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connection.h"
#include "wh-local-store.h"
#include "wh-token-store.h"

G_BEGIN_DECLS

/* All connections (#GListModel of #WhConnection), their metadata in a private key file, their
 * tokens in the token store.
 *
 * Signal "save-failed" (GError): the file could not be written; it is as it was, the program
 * goes on with what it has in memory, and the next change writes all. */

#define WH_TYPE_CONNECTIONS (wh_connections_get_type ())
G_DECLARE_FINAL_TYPE (WhConnections, wh_connections, WH, CONNECTIONS, GObject)

/* What somebody typed to add a connection or to renew its token. */
typedef struct
{
  const char *name;
  const char *server;        /* (nullable): %NULL for the real API */
  const char *color;         /* (nullable) */
  const char *private_token;
  const char *public_token;  /* (nullable) */
  WhTokenKept kept;
} WhConnectionDetails;

WhConnections *wh_connections_new          (const char     *path,
                                            WhTokenStore   *tokens,
                                            WhClock        *clock);
void           wh_connections_set_local_store (WhConnections *self,
                                            WhLocalStore   *store);
gboolean       wh_connections_load         (WhConnections  *self,
                                            GError        **error);
WhConnection  *wh_connections_find         (WhConnections  *self,
                                            const char     *id);
/* Whether a connection can have this name: not empty, not longer than 80 characters, not taken. */
gboolean       wh_connections_check_name   (WhConnections  *self,
                                            const char     *name,
                                            WhConnection   *except,
                                            GError        **error);
/* Verifies the token with the API status call (§2) and only then keeps it. Errors of the API,
 * the transport, the URL, or %WH_TOKEN_ERROR where the keyring did not take it: call again with
 * %WH_TOKEN_KEPT_FOR_SESSION to go on without. */
void           wh_connections_add_async    (WhConnections             *self,
                                            const WhConnectionDetails *details,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
WhConnection  *wh_connections_add_finish   (WhConnections             *self,
                                            GAsyncResult              *result,
                                            GError                   **error);
/* New tokens for a connection, verified first. Only the tokens and @kept of @details count; a
 * %NULL token stays as it is. */
void           wh_connections_renew_async  (WhConnections             *self,
                                            WhConnection              *connection,
                                            const WhConnectionDetails *details,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
gboolean       wh_connections_renew_finish (WhConnections             *self,
                                            GAsyncResult              *result,
                                            GError                   **error);
gboolean       wh_connections_rename       (WhConnections             *self,
                                            WhConnection              *connection,
                                            const char                *name,
                                            GError                   **error);
gboolean       wh_connections_set_color    (WhConnections             *self,
                                            WhConnection              *connection,
                                            const char                *color,
                                            GError                   **error);
/* The tokens leave the keyring, verified; only then the connection is forgotten. */
void           wh_connections_remove_async (WhConnections             *self,
                                            WhConnection              *connection,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
gboolean       wh_connections_remove_finish (WhConnections            *self,
                                            GAsyncResult              *result,
                                            GError                   **error);
/* Forgets it although its token may still be in a keyring that cannot be reached. */
gboolean       wh_connections_forget       (WhConnections             *self,
                                            WhConnection              *connection,
                                            GError                   **error);
/* A connection to a pretend ProfitWell inside the program: never written to a file. */
WhConnection  *wh_connections_add_demo     (WhConnections             *self,
                                            const char                *name,
                                            const char                *server,
                                            const char                *private_token,
                                            const char                *public_token,
                                            GError                   **error);
/* At the end of the program only: waits until the file is on the disk. */
void           wh_connections_close         (WhConnections            *self);

G_END_DECLS
