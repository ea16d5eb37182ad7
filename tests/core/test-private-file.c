/* test-private-file.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-private-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "wh-test-util.h"

typedef struct
{
  char *folder;
  char *path;
  mode_t umask;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "file.conf", NULL);
  fixture->umask = umask (GPOINTER_TO_UINT (data));
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      remove_tree (full);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  umask (fixture->umask);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_mode (const char *path,
             guint       mode)
{
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

/* HAZARDS D8, for each umask. */
static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *parent = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *folder = g_build_filename (parent, "b", NULL);
  g_autofree char *file = g_build_filename (folder, "c", NULL);
  g_autofree char *made = g_build_filename (folder, "d", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (wh_private_folder_make (folder, &error));
  g_assert_no_error (error);
  assert_mode (folder, 0700);
  g_assert_true (wh_private_file_write (file, "text", &error));
  g_assert_no_error (error);
  assert_mode (file, 0600);
  g_assert_true (wh_private_file_make (made, &error));
  g_assert_no_error (error);
  assert_mode (made, 0600);

  /* And where somebody was careless before. */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  g_assert_cmpint (g_chmod (made, 0666), ==, 0);
  g_assert_true (wh_private_folder_make (folder, &error));
  g_assert_true (wh_private_file_write (file, "more", &error));
  g_assert_true (wh_private_file_make (made, &error));
  g_assert_no_error (error);
  assert_mode (folder, 0700);
  assert_mode (file, 0600);
  assert_mode (made, 0600);
  assert_contents (file, "more");
}

static void
test_make_keeps (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wh_private_file_write (fixture->path, "text", &error));
  g_assert_true (wh_private_file_make (fixture->path, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "text");
}

/* HAZARDS D5: another file takes the place of the old one, which whoever has it open still
 * reads to its end. */
static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  char old[4] = "";
  struct stat before;
  struct stat after;
  FILE *reader;

  g_assert_true (wh_private_file_write (fixture->path, "old", &error));
  g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
  reader = g_fopen (fixture->path, "r");
  g_assert_true (wh_private_file_write (fixture->path, "a longer text", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, !=, after.st_ino);
  g_assert_cmpuint (fread (old, 1, 3, reader), ==, 3);
  g_assert_cmpstr (old, ==, "old");
  fclose (reader);
  assert_contents (fixture->path, "a longer text");
}

/* HAZARDS D6: what cannot be written leaves what there is alone, and nothing beside it. */
static void
test_cannot_write (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *inside = g_build_filename (fixture->path, "inside", NULL);
  g_autofree char *below = g_build_filename (inside, "below", NULL);
  g_autoptr (GError) error = NULL;

  /* A file where a folder should be. */
  g_assert_true (wh_private_file_write (fixture->path, "text", &error));
  g_assert_false (wh_private_file_write (inside, "more", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (wh_private_folder_make (inside, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_clear_error (&error);
  g_assert_false (wh_private_file_make (inside, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_clear_error (&error);
  assert_contents (fixture->path, "text");

  /* A folder where a file should be. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_false (wh_private_file_write (fixture->path, "more", &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (below, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (wh_private_file_sweep (fixture->path), ==, 0);
}

static void
test_set_aside (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const endings[] = { ".bad", ".bad-2", ".bad-3" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *expected = g_strconcat (fixture->path, endings[i], NULL);
      g_autofree char *bad = NULL;

      g_assert_true (g_file_set_contents (fixture->path, endings[i], -1, &error));
      bad = wh_private_file_set_aside (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (bad, ==, expected);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      assert_contents (bad, endings[i]);
      assert_mode (bad, 0600);
    }

  g_assert_null (wh_private_file_set_aside (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_sweep (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *name; gboolean stale; } files[] = {
    { "file.conf", FALSE },
    { "file.conf.A1B2C3", TRUE },
    { "file.conf.abcde9", TRUE },
    { "file.conf.Abcdef", TRUE },
    { "file.conf.backup", FALSE },
    { "file.conf.A1B2C", FALSE },
    { "file.conf.A1B2C3D", FALSE },
    { "file.conf.A1-2C3", FALSE },
    { "file.conf.bad", FALSE },
    { "file.conf.bad-2", FALSE },
    { "other.conf.A1B2C3", FALSE },
    { "fileXconf.A1B2C3", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i].name, NULL);

      g_assert_true (g_file_set_contents (path, "half", -1, NULL));
    }
  g_assert_cmpuint (wh_private_file_sweep (fixture->path), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i].name, NULL);

      g_test_message ("%s", files[i].name);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == !files[i].stale);
    }
  g_assert_cmpuint (wh_private_file_sweep ("/nonexistent/folder/file"), ==, 0);
}

#define ADD(name, mask, func) \
  g_test_add ("/wellhead/core/private-file/" name, Fixture, GUINT_TO_POINTER (mask), \
              set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("modes/umask-000", 0000, test_modes);
  ADD ("modes/umask-022", 0022, test_modes);
  ADD ("modes/umask-077", 0077, test_modes);
  ADD ("make-keeps", 0022, test_make_keeps);
  ADD ("replace", 0022, test_replace);
  ADD ("cannot-write", 0022, test_cannot_write);
  ADD ("set-aside", 0000, test_set_aside);
  ADD ("sweep", 0022, test_sweep);

  return g_test_run ();
}
