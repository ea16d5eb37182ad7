/* wh-local-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-local-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "wh-private-file.h"
#include "wh-worker.h"

#define BUSY_TIMEOUT_MS 2000

typedef enum
{
  STATEMENT_SET,
  STATEMENT_GET,
  STATEMENT_FORGET,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_SET] = "INSERT INTO state (connection, name, type, value) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (connection, name) "
                    "DO UPDATE SET type = excluded.type, value = excluded.value",
  [STATEMENT_GET] = "SELECT type, value FROM state WHERE connection = ?1 AND name = ?2",
  [STATEMENT_FORGET] = "DELETE FROM state WHERE connection = ?1",
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

/* What the worker's thread works on; nobody else touches it while that thread runs. */
typedef struct
{
  char *path; /* ":memory:" where nothing is kept */
  sqlite3 *db; /* (nullable): NULL as long as it could not be opened */
  sqlite3_stmt *statements[N_STATEMENTS];
} Database;

struct _WhLocalStore
{
  GObject parent_instance;

  Database database;
  WhWorker *worker;
  char *set_aside; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WhLocalStore, wh_local_store, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SET_ASIDE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  Database *database;
  StatementId statement;
  char *connection_id;
  char *name;      /* (nullable) */
  GVariant *value; /* (nullable) */
} Request;

static void
request_free (Request *request)
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

static void
database_close (Database *database)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&database->statements[i], sqlite3_finalize);
  g_clear_pointer (&database->db, sqlite3_close);
}

static gboolean
database_check (Database  *database,
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
database_migrate (Database  *database,
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
database_open_once (Database  *database,
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

  for (guint i = 0; i < N_STATEMENTS; i++)
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
database_set_aside (Database  *database,
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
database_open (Database  *database,
               char     **set_aside,
               GError   **error)
{
  g_autoptr (GError) local_error = NULL;

  if (database->db != NULL)
    return TRUE;
  if (database_open_once (database, &local_error))
    return TRUE;

  database_close (database);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      *set_aside = database_set_aside (database, error);
      if (*set_aside != NULL && database_open_once (database, error))
        return TRUE;

      database_close (database);
      return FALSE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gpointer
open_in_thread (gpointer   data,
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
              Request      *request)
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

/* Returns the value that was asked for, or some value that says that it was done. */
static gpointer
run_in_thread (gpointer   data,
               GError   **error)
{
  Request *request = data;
  Database *database = request->database;
  g_autofree char *set_aside = NULL;
  sqlite3_stmt *statement;
  GVariant *value = NULL;
  int result;

  if (!database_open (database, &set_aside, error))
    return NULL;

  statement = database->statements[request->statement];
  bind_request (statement, request);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    value = read_value (statement);
  else if (result != SQLITE_DONE)
    set_sqlite_error (error, database->db, result);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  if (value == NULL && request->statement == STATEMENT_GET && (result == SQLITE_ROW || result == SQLITE_DONE))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such value");
  if (value == NULL && request->statement != STATEMENT_GET && result == SQLITE_DONE)
    value = g_variant_ref_sink (g_variant_new_boolean (TRUE));

  return value;
}

static void
push (WhLocalStore        *self,
      StatementId          statement,
      const char          *connection_id,
      const char          *name,
      GVariant            *value,
      GCancellable        *cancellable,
      gpointer             source_tag,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, source_tag);
  request->database = &self->database;
  request->statement = statement;
  request->connection_id = g_strdup (connection_id);
  request->name = g_strdup (name);
  request->value = value != NULL ? g_variant_ref_sink (value) : NULL;

  wh_worker_push (self->worker, task, run_in_thread, request,
                  (GDestroyNotify) request_free, (GDestroyNotify) g_variant_unref);
}

static gboolean
finish_change (WhLocalStore  *self,
               GAsyncResult  *result,
               GError       **error)
{
  g_autoptr (GVariant) done = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_pointer (G_TASK (result), error);

  return done != NULL;
}

static void
on_opened_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  WhLocalStore *self = WH_LOCAL_STORE (source);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  set_aside = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    g_message ("%s", error->message);
  if (set_aside == NULL || *set_aside == '\0')
    return;

  g_message ("The local store was unreadable and is now %s", set_aside);
  self->set_aside = g_steal_pointer (&set_aside);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET_ASIDE]);
}

static void
wh_local_store_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  WhLocalStore *self = WH_LOCAL_STORE (object);

  switch (prop_id)
    {
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_local_store_finalize (GObject *object)
{
  WhLocalStore *self = WH_LOCAL_STORE (object);

  wh_local_store_close (self);
  g_clear_pointer (&self->worker, wh_worker_free);
  g_free (self->database.path);
  g_free (self->set_aside);

  G_OBJECT_CLASS (wh_local_store_parent_class)->finalize (object);
}

static void
wh_local_store_class_init (WhLocalStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_local_store_finalize;
  object_class->get_property = wh_local_store_get_property;

  properties[PROP_SET_ASIDE] =
    g_param_spec_string ("set-aside", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_local_store_init (WhLocalStore *self)
{
}

/**
 * wh_local_store_new:
 * @path: (nullable) (type filename): the file, or %NULL to keep nothing beyond the process; its
 *   folder must exist
 *
 * Opens the file in the store's own thread. A file that is damaged, or that a newer Wellhead
 * wrote, is set aside; a file that cannot be opened is tried again at every use.
 *
 * Returns: (transfer full): a store
 */
WhLocalStore *
wh_local_store_new (const char *path)
{
  WhLocalStore *self = g_object_new (WH_TYPE_LOCAL_STORE, NULL);

  self->database.path = g_strdup (path != NULL ? path : ":memory:");
  self->worker = wh_worker_new ("local-store");
  wh_worker_push (self->worker, g_task_new (self, NULL, on_opened_cb, NULL), open_in_thread,
                  &self->database, NULL, g_free);

  return self;
}

/**
 * wh_local_store_set_async:
 * @self: a store
 * @connection_id: which connection the value belongs to
 * @name: of the value
 * @value: (transfer floating): the value; never a secret
 * @cancellable: (nullable): gives up waiting; the value is written all the same
 * @callback: (nullable): called when the value is on the disk
 * @user_data: for @callback
 */
void
wh_local_store_set_async (WhLocalStore        *self,
                          const char          *connection_id,
                          const char          *name,
                          GVariant            *value,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  push (self, STATEMENT_SET, connection_id, name, value, cancellable,
        wh_local_store_set_async, callback, user_data);
}

/**
 * wh_local_store_set_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a %G_IO_ERROR: no space, read only, permission denied…
 *
 * Returns: whether the value is on the disk
 */
gboolean
wh_local_store_set_finish (WhLocalStore  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return finish_change (self, result, error);
}

/**
 * wh_local_store_get_async:
 * @self: a store
 * @connection_id: which connection the value belongs to
 * @name: of the value
 * @cancellable: (nullable): gives up waiting
 * @callback: called with the value
 * @user_data: for @callback
 */
void
wh_local_store_get_async (WhLocalStore        *self,
                          const char          *connection_id,
                          const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);
  g_return_if_fail (name != NULL);

  push (self, STATEMENT_GET, connection_id, name, NULL, cancellable,
        wh_local_store_get_async, callback, user_data);
}

/**
 * wh_local_store_get_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %G_IO_ERROR_NOT_FOUND where there is no such value
 *
 * Returns: (transfer full) (nullable): the value, in normal form
 */
GVariant *
wh_local_store_get_finish (WhLocalStore  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_local_store_forget_async:
 * @self: a store
 * @connection_id: whose values are deleted
 * @cancellable: (nullable): gives up waiting
 * @callback: (nullable): called when they are gone from the disk
 * @user_data: for @callback
 */
void
wh_local_store_forget_async (WhLocalStore        *self,
                             const char          *connection_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));
  g_return_if_fail (connection_id != NULL);

  push (self, STATEMENT_FORGET, connection_id, NULL, NULL, cancellable,
        wh_local_store_forget_async, callback, user_data);
}

/**
 * wh_local_store_forget_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the connection's values are gone
 */
gboolean
wh_local_store_forget_finish (WhLocalStore  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return finish_change (self, result, error);
}

/**
 * wh_local_store_get_set_aside:
 * @self: a store
 *
 * Known once the file was opened; "set-aside" is notified then.
 *
 * Returns: (nullable): the new name of a file that was unreadable
 */
const char *
wh_local_store_get_set_aside (WhLocalStore *self)
{
  g_return_val_if_fail (WH_IS_LOCAL_STORE (self), NULL);

  return self->set_aside;
}

/**
 * wh_local_store_close:
 * @self: a store
 *
 * Waits until everything asked for so far is on the disk. What is asked for later fails with
 * %G_IO_ERROR_CLOSED.
 */
void
wh_local_store_close (WhLocalStore *self)
{
  g_return_if_fail (WH_IS_LOCAL_STORE (self));

  if (self->worker != NULL)
    wh_worker_stop (self->worker);
  database_close (&self->database);
}
