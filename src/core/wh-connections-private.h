/* wh-connections-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connections.h"
#include "wh-worker.h"

G_BEGIN_DECLS

/* Between the files of this class. */

struct _WhConnections
{
  GObject parent_instance;

  char *path; /* (nullable) */
  WhTokenStore *tokens;
  WhClock *clock;
  WhLocalStore *local; /* (nullable) */
  GPtrArray *items;
  WhWorker *writer;
  GError *unreadable; /* (nullable): the file is there and must not be written over */
};

void        wh_connections_save         (WhConnections *self);
void        wh_connections_append       (WhConnections *self,
                                         WhConnection  *connection);
const char *wh_connections_check_color  (const char    *color);
const char *wh_connections_choose_color (WhConnections *self);
char       *wh_connections_dup_trimmed  (const char    *text);
char       *wh_connections_dup_label    (const char    *name,
                                         WhApiToken     which);

G_END_DECLS
