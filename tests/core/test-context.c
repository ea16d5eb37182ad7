/* test-context.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-context.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "wh-fake-clock.h"
#include "wh-test-util.h"

typedef struct
{
  char *folder; /* that holds the context's */
  char *data_dir;
  char *connections;
  WhTokenStore *tokens;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->data_dir = g_build_filename (fixture->folder, "data", NULL);
  fixture->connections = g_build_filename (fixture->data_dir, "connections.conf", NULL);
  fixture->tokens = wh_memory_token_store_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->data_dir, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->data_dir, name, NULL);

      g_remove (path);
    }
  g_remove (fixture->data_dir);
  g_rmdir (fixture->folder);
  g_object_unref (fixture->tokens);
  g_free (fixture->folder);
  g_free (fixture->data_dir);
  g_free (fixture->connections);
}

static WhContext *
open_context (Fixture  *fixture,
              GError  **error)
{
  WhContext *context = wh_context_new (fixture->data_dir, fixture->tokens, NULL);

  wh_context_load (context, error);

  return context;
}

static void
close_context (WhContext *context)
{
  g_object_add_weak_pointer (G_OBJECT (context), (gpointer *) &context);
  g_object_unref (context);
  wh_test_iterate ();
  g_assert_null (context);
}

static void
set_value (WhContext *context,
           GVariant  *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wh_local_store_set_async (wh_context_get_local_store (context), "one", "name", value, NULL,
                            wh_test_store_result, &result);
  wh_test_await (&result);
  wh_local_store_set_finish (wh_context_get_local_store (context), result, &error);
  g_assert_no_error (error);
}

static GVariant *
get_value (WhContext  *context,
           GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_local_store_get_async (wh_context_get_local_store (context), "one", "name", NULL,
                            wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_local_store_get_finish (wh_context_get_local_store (context), result, error);
}

/* The first start: a private folder, nothing in it that counts, and no error. */
static void
test_first_start (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhContext *context = open_context (fixture, &error);
  struct stat info;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (wh_context_get_connections (context))),
                    ==, 0);
  g_assert_true (WH_IS_CLOCK (wh_context_get_clock (context)));
  g_assert_cmpint (g_stat (fixture->data_dir, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
  close_context (context);
}

static void
test_clock (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (WhFakeClock) clock = wh_fake_clock_new ();
  WhContext *context = wh_context_new (NULL, fixture->tokens, WH_CLOCK (clock));

  g_assert_true (wh_context_get_clock (context) == WH_CLOCK (clock));
  close_context (context);
}

/* What one run kept the next one finds. */
static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  WhContext *context = open_context (fixture, &error);
  WhConnection *connection;

  set_value (context, g_variant_new_uint32 (7));
  close_context (context);
  g_assert_true (g_file_set_contents (fixture->connections,
                                      "[wellhead]\nversion=1\n"
                                      "[0b3e2a9c-5c0a-4a53-9a57-1f0f5f2d3c11]\n"
                                      "name=Acme\nserver=https://api.profitwell.com\n"
                                      "color=red\n", -1, NULL));

  context = open_context (fixture, &error);
  g_assert_no_error (error);
  connection = wh_connections_find (wh_context_get_connections (context),
                                    "0b3e2a9c-5c0a-4a53-9a57-1f0f5f2d3c11");
  g_assert_nonnull (connection);
  g_assert_cmpstr (wh_connection_get_name (connection), ==, "Acme");
  value = get_value (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_get_uint32 (value), ==, 7);
  close_context (context);
}

/* HAZARDS D7: it says what it could not read, keeps it, and works all the same. */
static void
test_corrupt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *bad = g_strconcat (fixture->connections, ".bad", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (GVariant) value = NULL;
  WhContext *context;

  g_assert_cmpint (g_mkdir (fixture->data_dir, 0755), ==, 0);
  g_assert_true (g_file_set_contents (fixture->connections, "\001\002 no key file", -1, NULL));
  context = open_context (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (g_file_test (bad, G_FILE_TEST_EXISTS));
  set_value (context, g_variant_new_string ("works"));
  value = get_value (context, NULL);
  g_assert_cmpstr (g_variant_get_string (value, NULL), ==, "works");
  close_context (context);

  /* Said once. */
  context = open_context (fixture, &second);
  g_assert_no_error (second);
  close_context (context);
}

/* A file in the place of the folder: nothing can be kept, and that is said. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhContext *context;

  g_assert_true (g_file_set_contents (fixture->data_dir, "in the way", -1, NULL));
  context = open_context (fixture, &error);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  close_context (context);
}

/* Nothing on the disk where nothing is wanted there. */
static void
test_no_disk (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhContext *context = wh_context_new (NULL, fixture->tokens, NULL);

  g_assert_true (wh_context_load (context, &error));
  g_assert_no_error (error);
  close_context (context);
  g_assert_false (g_file_test (fixture->data_dir, G_FILE_TEST_EXISTS));
}

/* One for all windows, as long as the connection is there. */
static void
test_context_directory (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  WhContext *context = open_context (fixture, &error);
  WhConnections *connections = wh_context_get_connections (context);
  WhConnection *one, *two;
  WhDirectory *directory, *kept;

  g_assert_no_error (error);
  one = wh_connections_add_demo (connections, "One", "http://127.0.0.1:9", "token", NULL, &error);
  g_assert_no_error (error);
  directory = wh_context_get_directory (context, one);
  g_assert_true (wh_context_get_directory (context, one) == directory);
  g_assert_true (wh_directory_get_connection (directory) == one);
  g_object_add_weak_pointer (G_OBJECT (directory), (gpointer *) &directory);

  wh_connections_forget (connections, one, &error);
  g_assert_no_error (error);
  wh_test_iterate ();
  g_assert_null (directory);

  two = wh_connections_add_demo (connections, "Two", "http://127.0.0.1:9", "token", NULL, &error);
  g_assert_no_error (error);
  kept = wh_context_get_directory (context, two);
  g_object_add_weak_pointer (G_OBJECT (kept), (gpointer *) &kept);
  close_context (context);
  g_assert_null (kept);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/context/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("first-start", test_first_start);
  ADD ("clock", test_clock);
  ADD ("load", test_load);
  ADD ("corrupt", test_corrupt);
  ADD ("no-folder", test_no_folder);
  ADD ("no-disk", test_no_disk);
  ADD ("directory", test_context_directory);

  return g_test_run ();
}
