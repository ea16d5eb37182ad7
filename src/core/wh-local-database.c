/* wh-local-database.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-local-database.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wh-private-file.h"

#define BUSY_TIMEOUT_MS 2000

static const char *const statements_sql[WH_LOCAL_N_STATEMENTS] = {
  [WH_LOCAL_STATEMENT_SET] = "INSERT INTO state (connection, name, type, value) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (connection, name) "
                    "DO UPDATE SET type = excluded.type, value = excluded.value",
  [WH_LOCAL_STATEMENT_GET] = "SELECT type, value FROM state WHERE connection = ?1 AND name = ?2",
  [WH_LOCAL_STATEMENT_LIST] = "SELECT type, value, name FROM state "
                     "WHERE connection = ?1 AND substr (name, 1, length (?2)) = ?2",
  [WH_LOCAL_STATEMENT_REMOVE] = "DELETE FROM state WHERE connection = ?1 AND name = ?2",
  [WH_LOCAL_STATEMENT_FORGET] = "DELETE FROM state WHERE connection = ?1",
};

/* What makes a file of version n one of version n + 1. Rows are added, never changed. */
static const char *const migrations[] = {
  "CREATE TABLE state ("
  "  connection TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  value BLOB NOT NULL,"
  "  PRIMARY KEY (connection, name)"
  ") WITHOUT ROWID",
};

void
wh_local_request_free (WhLocalRequest *request)
{
  g_free (request->connection_id);
  g_free (request->name);
  g_clear_pointer (&request->value, g_variant_unref);
  g_free (request);
}

static void
set_sqlite_error (GError  **error,
                  sqlite3  *db,
                  int       result)
{
  GIOErrorEnum code = G_IO_ERROR_FAILED;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      code = G_IO_ERROR_NO_SPACE;
      break;
    case SQLITE_READONLY:
      code = G_IO_ERROR_READ_ONLY;
      break;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      code = G_IO_ERROR_PERMISSION_DENIED;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      code = G_IO_ERROR_BUSY;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      code = G_IO_ERROR_INVALID_DATA;
      break;
    default:
      break;
    }

  g_set_error (error, G_IO_ERROR, (gint) code, "Local store: %s",
               db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (result));
}

static gboolean
execute (sqlite3     *db,
         const char  *sql,
         GError     **error)
{
  int result = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    set_sqlite_error (error, db, result);

  return result == SQLITE_OK;
}

/* The first column of the first row. */
static gboolean
query_text (sqlite3     *db,
            const char  *sql,
            char       **text,
            GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int result;

  result = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else
    set_sqlite_error (error, db, result);
  sqlite3_finalize (statement);

  return result == SQLITE_ROW;
}

void
wh_local_database_close (WhLocalDatabase *database)
{
  for (guint i = 0; i < WH_LOCAL_N_STATEMENTS; i++)
    g_clear_pointer (&database->statements[i], sqlite3_finalize);
  g_clear_pointer (&database->db, sqlite3_close);
}

static gboolean
database_check (WhLocalDatabase  *database,
                GError   **error)
{
  g_autofree char *answer = NULL;
  g_autofree char *version = NULL;

  if (!query_text (database->db, "PRAGMA quick_check(1)", &answer, error) ||
      !query_text (database->db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (g_strcmp0 (answer, "ok") != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Local store: %s", answer);
      return FALSE;
    }
  if (g_ascii_strtoll (version, NULL, 10) < 0 ||
      g_ascii_strtoll (version, NULL, 10) > (gint64) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "Local store: written by a newer Wellhead (version %s)", version);
      return FALSE;
    }

  return TRUE;
}

static gboolean
database_migrate (WhLocalDatabase  *database,
                  GError   **error)
{
  g_autofree char *version = NULL;

  if (!query_text (database->db, "PRAGMA user_version", &version, error))
    return FALSE;

  for (gint64 i = g_ascii_strtoll (version, NULL, 10); i < (gint64) G_N_ELEMENTS (migrations); i++)
    {
      g_autofree char *sql = NULL;

      sql = g_strdup_printf ("BEGIN IMMEDIATE; %s; PRAGMA user_version = %d; COMMIT",
                             migrations[i], (int) i + 1);
      if (!execute (database->db, sql, error))
        {
          sqlite3_exec (database->db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
database_open_once (WhLocalDatabase  *database,
                    GError   **error)
{
  int result;

  /* SQLite makes its files with the umask's mode; the side files take that of this one. */
  if (strcmp (database->path, ":memory:") != 0 && !wh_private_file_make (database->path, error))
    return FALSE;

  result = sqlite3_open_v2 (database->path, &database->db,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      set_sqlite_error (error, database->db, result);
      return FALSE;
    }
  sqlite3_extended_result_codes (database->db, 1);
  sqlite3_busy_timeout (database->db, BUSY_TIMEOUT_MS);

  if (!database_check (database, error) ||
      !execute (database->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", error) ||
      !database_migrate (database, error))
    return FALSE;

  for (guint i = 0; i < WH_LOCAL_N_STATEMENTS; i++)
    {
      result = sqlite3_prepare_v3 (database->db, statements_sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                                   &database->statements[i], NULL);
      if (result != SQLITE_OK)
        {
          set_sqlite_error (error, database->db, result);
          return FALSE;
        }
    }

  return TRUE;
}

/* With the journal that belongs to it, so that it can still be repaired by hand. */
static char *
database_set_aside (WhLocalDatabase  *database,
                    GError   **error)
{
  g_autofree char *log = g_strconcat (database->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (database->path, "-shm", NULL);
  g_autofree char *bad_log = NULL;
  char *bad;

  bad = wh_private_file_set_aside (database->path, error);
  if (bad == NULL)
    return NULL;

  bad_log = g_strconcat (bad, "-wal", NULL);
  g_rename (log, bad_log);
  g_unlink (index);

  return bad;
}

/* Returns where an unreadable file went in @set_aside. */
static gboolean
database_open (WhLocalDatabase  *database,
               char     **set_aside,
               GError   **error)
{
  g_autoptr (GError) local_error = NULL;

  if (database->db != NULL)
    return TRUE;
  if (database_open_once (database, &local_error))
    return TRUE;

  wh_local_database_close (database);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      *set_aside = database_set_aside (database, error);
      if (*set_aside != NULL && database_open_once (database, error))
        return TRUE;

      wh_local_database_close (database);
      return FALSE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gpointer
wh_local_database_open (gpointer   data,
                GError   **error)
{
  char *set_aside = NULL;

  if (!database_open (data, &set_aside, error) && set_aside == NULL)
    return NULL;

  g_clear_error (error);
  return set_aside != NULL ? set_aside : g_strdup ("");
}

/* A value that is not what was written counts as none. */
static GVariant *
read_value (sqlite3_stmt *statement)
{
  const char *type = (const char *) sqlite3_column_text (statement, 0);
  gconstpointer data = sqlite3_column_blob (statement, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, 1));
  g_autoptr (GVariant) value = NULL;

  if (type == NULL || !g_variant_type_string_is_valid (type) ||
      !g_variant_type_is_definite (G_VARIANT_TYPE (type)))
    return NULL;

  value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));
  if (!g_variant_is_normal_form (value))
    return NULL;

  return g_steal_pointer (&value);
}

static void
bind_request (sqlite3_stmt *statement,
              WhLocalRequest      *request)
{
  sqlite3_bind_text (statement, 1, request->connection_id, -1, SQLITE_STATIC);
  if (request->name != NULL)
    sqlite3_bind_text (statement, 2, request->name, -1, SQLITE_STATIC);
  if (request->value != NULL)
    {
      gconstpointer data = g_variant_get_data (request->value);

      sqlite3_bind_text (statement, 3, g_variant_get_type_string (request->value), -1,
                         SQLITE_STATIC);
      /* A NULL pointer would bind SQL's NULL. */
      sqlite3_bind_blob64 (statement, 4, data != NULL ? data : "",
                           g_variant_get_size (request->value), SQLITE_STATIC);
    }
}

/* What there is under names with a beginning, as a{sv}. */
static GVariant *
read_values (sqlite3_stmt *statement,
             int          *result)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  while ((*result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (GVariant) value = read_value (statement);
      const char *name = (const char *) sqlite3_column_text (statement, 2);

      if (value != NULL && name != NULL && g_utf8_validate (name, -1, NULL))
        g_variant_builder_add (&builder, "{sv}", name, value);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Returns the value that was asked for, or some value that says that it was done. */
gpointer
wh_local_database_run (gpointer   data,
               GError   **error)
{
  WhLocalRequest *request = data;
  WhLocalDatabase *database = request->database;
  g_autofree char *set_aside = NULL;
  sqlite3_stmt *statement;
  GVariant *value = NULL;
  int result;

  if (!database_open (database, &set_aside, error))
    return NULL;

  statement = database->statements[request->statement];
  bind_request (statement, request);
  if (request->statement == WH_LOCAL_STATEMENT_LIST)
    value = read_values (statement, &result);
  else
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    value = read_value (statement);
  else if (result != SQLITE_DONE)
    {
      set_sqlite_error (error, database->db, result);
      g_clear_pointer (&value, g_variant_unref);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  if (value == NULL && request->statement == WH_LOCAL_STATEMENT_GET &&
      (result == SQLITE_ROW || result == SQLITE_DONE))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such value");
  if (value == NULL && request->statement != WH_LOCAL_STATEMENT_GET && result == SQLITE_DONE)
    value = g_variant_ref_sink (g_variant_new_boolean (TRUE));

  return value;
}
