/* wh-local-database.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The SQLite file of a local store, as its worker thread uses it. Private to it. */

typedef enum
{
  WH_LOCAL_STATEMENT_SET,
  WH_LOCAL_STATEMENT_GET,
  WH_LOCAL_STATEMENT_LIST,
  WH_LOCAL_STATEMENT_REMOVE,
  WH_LOCAL_STATEMENT_FORGET,
  WH_LOCAL_N_STATEMENTS,
} WhLocalStatement;

/* What the worker's thread works on; nobody else touches it while that thread runs. */
typedef struct
{
  char *path; /* ":memory:" where nothing is kept */
  sqlite3 *db; /* (nullable): NULL as long as it could not be opened */
  sqlite3_stmt *statements[WH_LOCAL_N_STATEMENTS];
} WhLocalDatabase;

typedef struct
{
  WhLocalDatabase *database;
  WhLocalStatement statement;
  char *connection_id;
  char *name;      /* (nullable): what it begins with for a list */
  GVariant *value; /* (nullable) */
} WhLocalRequest;

void     wh_local_request_free   (WhLocalRequest   *request);

/* For the worker: what they return is freed with g_free() and g_variant_unref(). */
gpointer wh_local_database_open  (gpointer          data,
                                  GError          **error);
gpointer wh_local_database_run   (gpointer          data,
                                  GError          **error);
void     wh_local_database_close (WhLocalDatabase  *database);

G_END_DECLS
