/* wh-private-file.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-private-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SET_ASIDE 1000

static gboolean
fail_with_errno (GError     **error,
                 int          code,
                 const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               "%s: %s", name, g_strerror (code));

  return FALSE;
}

/* The six random characters that g_file_set_contents_full() appends. A word that a person wrote
 * has no digit and no capital inside; one temporary name in two hundred has none either and
 * stays, which costs a few bytes. */
static gboolean
is_temporary_suffix (const char *suffix)
{
  gboolean random = FALSE;

  if (strlen (suffix) != 6)
    return FALSE;
  for (const char *p = suffix; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
      random |= !g_ascii_islower (*p);
    }

  return random;
}

/*
 * wh_private_folder_make:
 * @path: a folder of Wellhead's own, made with its parents where it is missing
 * @error: return location
 *
 * Whatever the umask, and whoever made it before, it is 0700 afterwards.
 *
 * Returns: whether it is there and private
 */
gboolean
wh_private_folder_make (const char  *path,
                        GError     **error)
{
  struct stat info;

  if (g_mkdir_with_parents (path, 0700) != 0)
    return fail_with_errno (error, errno, path);
  if (g_stat (path, &info) != 0)
    return fail_with_errno (error, errno, path);
  if ((info.st_mode & 0777) != 0700 && g_chmod (path, 0700) != 0)
    return fail_with_errno (error, errno, path);

  return TRUE;
}

/*
 * wh_private_file_make:
 * @path: a file, made empty where it is missing
 * @error: return location
 *
 * Returns: whether it is there and 0600
 */
gboolean
wh_private_file_make (const char  *path,
                      GError     **error)
{
  struct stat info;
  int fd;
  int code = 0;

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_with_errno (error, errno, path);

  if (fstat (fd, &info) != 0 || ((info.st_mode & 0777) != 0600 && fchmod (fd, 0600) != 0))
    code = errno;
  g_close (fd, NULL);

  return code == 0 || fail_with_errno (error, code, path);
}

/*
 * wh_private_file_write:
 * @path: a file
 * @text: its new contents
 * @error: return location
 *
 * Whatever happens, the file has its old or its new contents.
 *
 * Returns: whether the new contents are on the disk
 */
gboolean
wh_private_file_write (const char  *path,
                       const char  *text,
                       GError     **error)
{
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/*
 * wh_private_file_set_aside:
 * @path: a file that cannot be read
 * @error: return location
 *
 * Renames it to the first name that is free of @path.bad, @path.bad-2, and so on.
 *
 * Returns: (transfer full) (nullable): the new name
 */
char *
wh_private_file_set_aside (const char  *path,
                           GError     **error)
{
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);

  for (guint i = 2; g_file_test (bad, G_FILE_TEST_EXISTS) && i < MAX_SET_ASIDE; i++)
    {
      g_free (bad);
      bad = g_strdup_printf ("%s.bad-%u", path, i);
    }

  if (g_rename (path, bad) != 0)
    {
      fail_with_errno (error, errno, path);
      return NULL;
    }
  g_chmod (bad, 0600);

  return g_steal_pointer (&bad);
}

/*
 * wh_private_file_sweep:
 * @path: a file that wh_private_file_write() writes
 *
 * Deletes what a program that was killed while it wrote left beside it.
 *
 * Returns: how many were deleted
 */
guint
wh_private_file_sweep (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (base, ".", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_deleted = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, prefix) && is_temporary_suffix (name + strlen (prefix)) &&
          g_unlink (full) == 0)
        n_deleted++;
    }

  return n_deleted;
}
