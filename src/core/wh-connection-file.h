/* wh-connection-file.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connection.h"
#include "wh-token-store.h"
#include "wh-worker.h"

G_BEGIN_DECLS

/* The key file of the connections: a group for each, nothing secret in it. Private to core. */

GPtrArray *wh_connection_file_read  (const char    *path,
                                     WhTokenStore  *tokens,
                                     WhClock       *clock,
                                     GError       **error);
void       wh_connection_file_write (const char    *path,
                                     GPtrArray     *connections,
                                     WhWorker      *worker,
                                     GTask         *task);

G_END_DECLS
