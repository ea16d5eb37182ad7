/* wh-directory.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-collection.h"
#include "wh-connection.h"
#include "wh-history.h"
#include "wh-local-store.h"

G_BEGIN_DECLS

/* What Wellhead knows of an account beyond what its API lists (§0.2): the users that were added
 * by hand, and the histories of their subscriptions. Users become known as customers whose ID
 * begins with pwu_, by being looked up, and by being created; they are remembered in the local
 * store, and forgotten when they or the connection are deleted.
 *
 * Listens to the connection's "record-changed", and reads again what changed.
 *
 * Signals: "user-changed" (const char *user_id): it became known, or something else is known of
 * it; "user-forgotten" (const char *user_id). */

#define WH_TYPE_DIRECTORY (wh_directory_get_type ())
G_DECLARE_FINAL_TYPE (WhDirectory, wh_directory, WH, DIRECTORY, GObject)

#define WH_DIRECTORY_ANY_AGE G_MAXINT64

typedef enum
{
  WH_USER_UNKNOWN,
  WH_USER_UNREAD, /* not read yet, as far as is remembered */
  WH_USER_FOUND,
  WH_USER_GONE,   /* the API answered 404; somebody else may have deleted it */
} WhUserState;

WhDirectory  *wh_directory_new            (WhConnection         *connection,
                                           WhLocalStore         *local,
                                           WhClock              *clock);
WhConnection *wh_directory_get_connection (WhDirectory          *self);
/* Microseconds since the epoch; the moment that rows are made for. */
gint64        wh_directory_get_now        (WhDirectory          *self);
/* Waits until what is remembered is there; it is being read from the beginning. */
void          wh_directory_load_async     (WhDirectory          *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean      wh_directory_load_finish    (WhDirectory          *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* In the order in which they became known. */
char        **wh_directory_dup_users      (WhDirectory          *self);
/* The ID of a known user; %NULL where none has that ID or alias. */
const char   *wh_directory_find_user      (WhDirectory          *self,
                                           const char           *id_or_alias);
/* The ID of the user whose subscription it is, where that is known. */
const char   *wh_directory_find_owner     (WhDirectory          *self,
                                           const char           *subscription);
WhUserState   wh_directory_get_state      (WhDirectory          *self,
                                           const char           *user_id);
/* As it was read last, at @read_at (microseconds since the epoch). */
WhHistory    *wh_directory_get_history    (WhDirectory          *self,
                                           const char           *user_id,
                                           gint64               *read_at);
WhRecord     *wh_directory_dup_user_row   (WhDirectory          *self,
                                           const char           *user_id);
/* Rows of the subscriptions of one user, or none. */
GPtrArray    *wh_directory_dup_subscription_rows (WhDirectory   *self,
                                           const char           *user_id);
/* (nullable): a known user, or a subscription of one. */
WhRecord     *wh_directory_dup_row        (WhDirectory          *self,
                                           const WhResource     *resource,
                                           const char           *key);
/* How many of the known subscriptions are on a plan and have not churned. */
guint         wh_directory_count_uses     (WhDirectory          *self,
                                           const char           *plan_id);

/* A list of customers that loads tells who is among them. */
void          wh_directory_watch          (WhDirectory          *self,
                                           GListModel           *customers);
/* Looks a user up. Nothing is sent where it was read in the last @max_age microseconds. A 404
 * (%WH_API_ERROR_NOT_FOUND) marks a known user as gone. */
void          wh_directory_read_async     (WhDirectory          *self,
                                           const char           *id_or_alias,
                                           gint64                max_age,
                                           WhApiPriority         priority,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
WhHistory    *wh_directory_read_finish    (WhDirectory          *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void          wh_directory_forget         (WhDirectory          *self,
                                           const char           *user_id);
/* The plans of the account for whoever offers a choice: loaded when first asked for. */
WhCollection *wh_directory_get_plans      (WhDirectory          *self);
/* At the end of the program, or with @forget when the connection is removed. */
void          wh_directory_close          (WhDirectory          *self,
                                           gboolean              forget);

G_END_DECLS
