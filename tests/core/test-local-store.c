/* test-local-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-local-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wh-test-util.h"

static gboolean
store_set (WhLocalStore  *store,
           const char    *connection,
           const char    *name,
           GVariant      *value,
           GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_local_store_set_async (store, connection, name, value, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_local_store_set_finish (store, result, error);
}

static GVariant *
store_get (WhLocalStore  *store,
           const char    *connection,
           const char    *name,
           GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_local_store_get_async (store, connection, name, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_local_store_get_finish (store, result, error);
}

static void
assert_value (WhLocalStore *store,
              const char   *connection,
              const char   *name,
              const char   *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = store_get (store, connection, name, &error);
  g_autofree char *text = NULL;

  if (expected == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_null (value);
      return;
    }

  g_assert_no_error (error);
  text = g_variant_print (value, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static char *
make_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);

  g_assert_no_error (error);

  return g_build_filename (folder, "local.db", NULL);
}

static void
remove_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (folder, name, NULL);

      g_unlink (full);
    }
  g_rmdir (folder);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_memory (void)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (NULL);

  assert_value (store, "a", "x", NULL);
  g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (5), NULL));
  assert_value (store, "a", "x", "int64 5");
  g_assert_true (store_set (store, "a", "x", g_variant_new_string ("five"), NULL));
  assert_value (store, "a", "x", "'five'");
  g_assert_null (wh_local_store_get_set_aside (store));

  wh_test_iterate ();
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
assert_list (WhLocalStore *store,
             const char   *connection,
             const char   *prefix,
             const char   *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) values = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  wh_local_store_list_async (store, connection, prefix, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  values = wh_local_store_list_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_is_of_type (values, G_VARIANT_TYPE_VARDICT));
  text = g_variant_print (values, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
remove_value (WhLocalStore *store,
              const char   *connection,
              const char   *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_local_store_remove_async (store, connection, name, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_local_store_remove_finish (store, result, &error));
  g_assert_no_error (error);
}

/* Names begin with what is asked for, letter by letter: no pattern is one here. */
static void
test_list (void)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (NULL);

  assert_list (store, "a", "", "{}");
  g_assert_true (store_set (store, "a", "h/%", g_variant_new_int32 (1), NULL));
  g_assert_true (store_set (store, "a", "h/_ü/@ %2F", g_variant_new_string ("x"), NULL));
  g_assert_true (store_set (store, "a", "H/b", g_variant_new_int32 (2), NULL));
  g_assert_true (store_set (store, "a", "hx", g_variant_new_int32 (3), NULL));
  g_assert_true (store_set (store, "b", "h/c", g_variant_new_int32 (4), NULL));

  assert_list (store, "a", "h/", "{'h/%': <1>, 'h/_ü/@ %2F': <'x'>}");
  assert_list (store, "a", "h/%", "{'h/%': <1>}");
  assert_list (store, "a", "h/_", "{'h/_ü/@ %2F': <'x'>}");
  assert_list (store, "a", "h/_ü/@ %2F and more", "{}");
  assert_list (store, "b", "", "{'h/c': <4>}");

  remove_value (store, "a", "h/%");
  remove_value (store, "a", "h/%");
  assert_value (store, "a", "h/%", NULL);
  assert_list (store, "a", "", "{'H/b': <2>, 'h/_ü/@ %2F': <'x'>, 'hx': <3>}");
}

static void
test_reopen (void)
{
  g_autofree char *path = make_path ();
  WhLocalStore *store = wh_local_store_new (path);

  g_assert_true (store_set (store, "a", "x", g_variant_new_parsed ("{'k': [int64 1, 2]}"), NULL));
  g_assert_true (store_set (store, "a", "empty", g_variant_new_parsed ("@as []"), NULL));
  g_assert_true (store_set (store, "b", "x", g_variant_new_parsed ("(true, 1.5)"), NULL));
  /* Nobody waits for this one: closing does. */
  wh_local_store_set_async (store, "b", "late", g_variant_new_boolean (TRUE), NULL, NULL, NULL);
  wh_local_store_close (store);
  wh_test_iterate ();
  g_assert_finalize_object (store);

  store = wh_local_store_new (path);
  assert_value (store, "a", "x", "{'k': [int64 1, 2]}");
  assert_value (store, "a", "empty", "@as []");
  assert_value (store, "b", "x", "(true, 1.5)");
  assert_value (store, "b", "late", "true");
  g_object_unref (store);

  remove_folder_of (path);
}

static void
test_forget (void)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (1), NULL));
  g_assert_true (store_set (store, "a", "y", g_variant_new_int64 (2), NULL));
  g_assert_true (store_set (store, "b", "x", g_variant_new_int64 (3), NULL));
  wh_local_store_forget_async (store, "a", NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  g_assert_true (wh_local_store_forget_finish (store, result, &error));
  g_assert_no_error (error);

  assert_value (store, "a", "x", NULL);
  assert_value (store, "a", "y", NULL);
  assert_value (store, "b", "x", "int64 3");
}

static void
test_closed (void)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (NULL);
  g_autoptr (GError) error = NULL;

  wh_local_store_close (store);
  wh_local_store_close (store);
  g_assert_false (store_set (store, "a", "x", g_variant_new_int64 (1), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_cancelled (void)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_local_store_get_async (store, "a", "x", cancellable, wh_test_store_result, &result);
  g_cancellable_cancel (cancellable);
  wh_test_await (&result);
  g_assert_null (wh_local_store_get_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
was_set_aside (gpointer user_data)
{
  return wh_local_store_get_set_aside (user_data) != NULL;
}

/* HAZARDS D7: each of these files is set aside and the store begins empty. */
static void
test_set_aside (gconstpointer data)
{
  const char *kind = data;
  g_autofree char *path = make_path ();
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);
  g_autofree char *second = g_strconcat (path, ".bad-2", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'g');
  g_autoptr (WhLocalStore) store = NULL;
  g_autoptr (WhTestNotify) notify = NULL;

  store = wh_local_store_new (path);
  g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (1), NULL));
  wh_local_store_close (store);
  wh_test_iterate ();
  g_clear_object (&store);

  if (g_str_equal (kind, "garbage"))
    g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  else if (g_str_equal (kind, "newer"))
    execute (path, "PRAGMA user_version = 999");
  else
    {
      g_autofree char *contents = NULL;
      gsize length;

      /* The header is fine and a page is not. */
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 4096);
      memset (contents + 4096, 'g', length - 4096);
      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
    }
  g_assert_true (g_file_set_contents (bad, "an earlier one", -1, NULL));

  store = wh_local_store_new (path);
  notify = wh_test_notify_new (store, "set-aside");
  assert_value (store, "a", "x", NULL);
  wh_test_wait_until (was_set_aside, store);
  g_assert_cmpstr (wh_local_store_get_set_aside (store), ==, second);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_REGULAR));
  g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (2), NULL));
  assert_value (store, "a", "x", "int64 2");

  wh_local_store_close (store);
  remove_folder_of (path);
}

static void
assert_mode (const char *path,
             mode_t      mode)
{
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

/* HAZARDS D8. */
static void
test_permissions (void)
{
  const mode_t masks[] = { 0, 022, 077, 0777 };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *path = make_path ();
      g_autofree char *log = g_strconcat (path, "-wal", NULL);
      g_autofree char *index = g_strconcat (path, "-shm", NULL);
      mode_t old = umask (masks[i]);
      g_autoptr (WhLocalStore) store = wh_local_store_new (path);

      g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (1), NULL));
      umask (old);
      assert_mode (path, 0600);
      assert_mode (log, 0600);
      assert_mode (index, 0600);
      wh_local_store_close (store);
      remove_folder_of (path);
    }
}

/* HAZARDS D6: the error is told, and the same store works when the trouble is over. */
static void
test_no_folder (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (WhLocalStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  store = wh_local_store_new (path);
  g_assert_false (store_set (store, "a", "x", g_variant_new_int64 (1), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (1), NULL));
  assert_value (store, "a", "x", "int64 1");
  wh_local_store_close (store);
  remove_folder_of (path);
}

/* A value that some other program damaged counts as none. */
static void
test_damaged_value (void)
{
  const char *const damage[] = {
    "UPDATE state SET type = 'nonsense'",
    "UPDATE state SET type = '*'",
    "UPDATE state SET value = x'0102'",
    "UPDATE state SET type = 's', value = x'ff'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autofree char *path = make_path ();
      g_autoptr (WhLocalStore) store = wh_local_store_new (path);

      g_assert_true (store_set (store, "a", "x", g_variant_new_int64 (1), NULL));
      wh_local_store_close (store);
      wh_test_iterate ();
      g_clear_object (&store);

      execute (path, damage[i]);
      store = wh_local_store_new (path);
      assert_value (store, "a", "x", NULL);
      wh_local_store_close (store);
      remove_folder_of (path);
    }
}

/* Writes 1, 2, 3… and says on its standard output how far the disk has it, until it is killed. */
static void
run_writer (const char *path)
{
  g_autoptr (WhLocalStore) store = wh_local_store_new (path);

  for (gint64 i = 1; i < G_MAXINT32; i++)
    {
      if (!store_set (store, "a", "x", g_variant_new_int64 (i), NULL) ||
          !store_set (store, "a", "y", g_variant_new_int64 (i), NULL))
        _exit (1);
      g_print ("%" G_GINT64_FORMAT "\n", i);
    }
}

/* HAZARDS D5: what was said to be on the disk is there after a SIGKILL, and nothing is damaged. */
static void
test_killed (void)
{
  g_autofree char *path = make_path ();
  gint64 confirmed = 0;

  for (guint round = 1; round <= 5; round++)
    {
      g_autoptr (GSubprocess) writer = NULL;
      g_autoptr (GDataInputStream) output = NULL;
      g_autoptr (GVariant) x = NULL;
      g_autoptr (GVariant) y = NULL;
      g_autoptr (GError) error = NULL;
      WhLocalStore *store;
      char *line;

      writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                 "/proc/self/exe", "--writer", path, NULL);
      g_assert_no_error (error);
      output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
      for (guint i = 0; i < round; i++)
        {
          line = g_data_input_stream_read_line (output, NULL, NULL, &error);
          g_assert_no_error (error);
          confirmed = g_ascii_strtoll (line, NULL, 10);
          g_free (line);
        }
      g_subprocess_force_exit (writer);
      g_subprocess_wait (writer, NULL, NULL);
      while ((line = g_data_input_stream_read_line (output, NULL, NULL, NULL)) != NULL)
        {
          confirmed = g_ascii_strtoll (line, NULL, 10);
          g_free (line);
        }

      store = wh_local_store_new (path);
      x = store_get (store, "a", "x", &error);
      g_assert_no_error (error);
      y = store_get (store, "a", "y", &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_variant_get_int64 (x), >=, confirmed);
      g_assert_cmpint (g_variant_get_int64 (x), <=, confirmed + 1);
      g_assert_cmpint (g_variant_get_int64 (y), >=, confirmed);
      g_assert_null (wh_local_store_get_set_aside (store));
      wh_local_store_close (store);
      g_object_unref (store);
    }
  remove_folder_of (path);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--writer") == 0)
    {
      run_writer (argv[2]);
      return 0;
    }

  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/local-store/memory", test_memory);
  g_test_add_func ("/wellhead/core/local-store/list", test_list);
  g_test_add_func ("/wellhead/core/local-store/reopen", test_reopen);
  g_test_add_func ("/wellhead/core/local-store/forget", test_forget);
  g_test_add_func ("/wellhead/core/local-store/closed", test_closed);
  g_test_add_func ("/wellhead/core/local-store/cancelled", test_cancelled);
  g_test_add_data_func ("/wellhead/core/local-store/set-aside/garbage", "garbage", test_set_aside);
  g_test_add_data_func ("/wellhead/core/local-store/set-aside/newer", "newer", test_set_aside);
  g_test_add_data_func ("/wellhead/core/local-store/set-aside/page", "page", test_set_aside);
  g_test_add_func ("/wellhead/core/local-store/permissions", test_permissions);
  g_test_add_func ("/wellhead/core/local-store/no-folder", test_no_folder);
  g_test_add_func ("/wellhead/core/local-store/damaged-value", test_damaged_value);
  g_test_add_func ("/wellhead/core/local-store/killed", test_killed);

  return g_test_run ();
}
