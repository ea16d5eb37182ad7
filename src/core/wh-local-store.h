/* wh-local-store.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What Wellhead keeps on this computer beside connections, in one SQLite file that only its
 * owner can read: the uses of the API's daily limits, known users and their histories; later
 * activity and saved calls. All work is done in one thread of its own, in order; nothing here
 * blocks. Never a token.
 *
 * Property "set-aside", notified: see wh_local_store_get_set_aside(). */

#define WH_TYPE_LOCAL_STORE (wh_local_store_get_type ())
G_DECLARE_FINAL_TYPE (WhLocalStore, wh_local_store, WH, LOCAL_STORE, GObject)

/* @path: (nullable): the file, or %NULL to keep nothing beyond the process. */
WhLocalStore *wh_local_store_new         (const char           *path);
void          wh_local_store_set_async   (WhLocalStore         *self,
                                          const char           *connection_id,
                                          const char           *name,
                                          GVariant             *value,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      wh_local_store_set_finish  (WhLocalStore         *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void          wh_local_store_get_async   (WhLocalStore         *self,
                                          const char           *connection_id,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GVariant     *wh_local_store_get_finish  (WhLocalStore         *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* All values of a connection under names with a beginning, "history/", as an a{sv}. */
void          wh_local_store_list_async  (WhLocalStore         *self,
                                          const char           *connection_id,
                                          const char           *prefix,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GVariant     *wh_local_store_list_finish (WhLocalStore         *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void          wh_local_store_remove_async (WhLocalStore        *self,
                                          const char           *connection_id,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      wh_local_store_remove_finish (WhLocalStore       *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void          wh_local_store_forget_async (WhLocalStore        *self,
                                          const char           *connection_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      wh_local_store_forget_finish (WhLocalStore       *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Where the file was unreadable and had to be set aside: its new name; %NULL otherwise. */
const char   *wh_local_store_get_set_aside (WhLocalStore       *self);
/* Waits until everything asked for so far is on the disk; at the end of the program only. */
void          wh_local_store_close       (WhLocalStore         *self);

G_END_DECLS
