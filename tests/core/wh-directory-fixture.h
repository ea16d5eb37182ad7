/* wh-directory-fixture.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connections.h"
#include "wh-demo-server.h"
#include "wh-directory.h"
#include "wh-fake-clock.h"

G_BEGIN_DECLS

/* A pretend account, a clock that a test moves, and what is known of the account. */
typedef struct
{
  WhDemoServer *server;
  WhFakeClock *clock;
  WhConnections *connections;
  WhConnection *connection;
  WhLocalStore *local;
  WhDirectory *directory;
  guint n_changed;   /* emissions of the directory's signals */
  guint n_forgotten;
} WhDirectoryFixture;

void       wh_directory_fixture_set_up    (WhDirectoryFixture *self,
                                           gconstpointer       unused);
void       wh_directory_fixture_tear_down (WhDirectoryFixture *self,
                                           gconstpointer       unused);
/* As a restart of the program does. */
void       wh_directory_fixture_restart   (WhDirectoryFixture *self);
guint      wh_directory_fixture_count     (WhDirectoryFixture *self);
/* Runs an operation with name and value pairs, up to NULL; returns its record, if it has one. */
WhRecord  *wh_directory_fixture_run       (WhDirectoryFixture *self,
                                           const char         *operation,
                                           ...) G_GNUC_NULL_TERMINATED;
/* Returns the ID of the user that it belongs to. */
char      *wh_directory_fixture_subscribe (WhDirectoryFixture *self,
                                           const char         *user_alias,
                                           const char         *alias,
                                           const char         *plan,
                                           const char         *interval,
                                           const char         *currency,
                                           const char         *value);
WhHistory *wh_directory_fixture_read      (WhDirectoryFixture *self,
                                           const char         *id_or_alias,
                                           gint64              max_age,
                                           GError            **error);
const char *wh_directory_fixture_text     (WhRecord           *record,
                                           const char         *field);

G_END_DECLS
