/* wh-connection-file.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "wh-connection-private.h"
#include "wh-private-file.h"

#define VERSION 1
#define MAX_SIZE (1024 * 1024)

#define FILE_GROUP "wellhead"
#define KEY_VERSION "version"
#define KEY_NAME "name"
#define KEY_SERVER "server"
#define KEY_COLOR "color"
#define KEY_KEYRING "keyring"

typedef struct
{
  char *path;
  char *text;
} Writing;

static void
writing_free (Writing *writing)
{
  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
}

static gpointer
write_in_thread (gpointer   data,
                 GError   **error)
{
  Writing *writing = data;
  g_autofree char *folder = g_path_get_dirname (writing->path);
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s", g_strerror (code));
      return NULL;
    }
  if (!wh_private_file_write (writing->path, writing->text, &local_error))
    {
      /* One domain for every trouble with the file. */
      if (local_error->domain == G_FILE_ERROR)
        g_set_error_literal (error, G_IO_ERROR,
                             (gint) g_io_error_from_file_error (local_error->code),
                             local_error->message);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_strdup (writing->path);
}

/* (nullable): %NULL where the group is not a connection. */
static WhConnection *
read_group (GKeyFile     *file,
            const char   *id,
            WhTokenStore *tokens,
            WhClock      *clock)
{
  g_autofree char *name = g_key_file_get_string (file, id, KEY_NAME, NULL);
  g_autofree char *server = g_key_file_get_string (file, id, KEY_SERVER, NULL);
  g_autofree char *color = g_key_file_get_string (file, id, KEY_COLOR, NULL);
  WhConnection *connection;

  if (!g_uuid_string_is_valid (id) || name == NULL || *name == '\0' || server == NULL)
    return NULL;
  if (color == NULL || !g_strv_contains (wh_connection_colors, color))
    {
      g_free (color);
      color = g_strdup (wh_connection_colors[0]);
    }

  connection = wh_connection_new (id, name, server, color, FALSE, tokens, clock, NULL);
  if (connection != NULL)
    wh_connection_set_uses_keyring (connection,
                                    g_key_file_get_boolean (file, id, KEY_KEYRING, NULL));

  return connection;
}

static gboolean
read_text (const char  *path,
           char       **text,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize length;
  GStatBuf info;

  /* Nothing that Wellhead wrote is that large: don't even read it. */
  if (g_stat (path, &info) == 0 && info.st_size > MAX_SIZE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The file is too large");
      return FALSE;
    }
  if (g_file_get_contents (path, text, &length, &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_file_error (local_error->code),
                       local_error->message);
  return FALSE;
}

static gboolean
read_connections (const char    *text,
                  WhTokenStore  *tokens,
                  WhClock       *clock,
                  GPtrArray     *connections,
                  GError       **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  gboolean whole = TRUE;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_integer (file, FILE_GROUP, KEY_VERSION, NULL) != VERSION)
    whole = FALSE;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL && whole; i++)
    if (!g_str_equal (groups[i], FILE_GROUP))
      {
        WhConnection *connection = read_group (file, groups[i], tokens, clock);

        if (connection != NULL)
          g_ptr_array_add (connections, connection);
      }
  /* One group says the version. */
  whole = whole && connections->len + 1 == g_strv_length (groups);

  if (!whole)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The file is damaged, or a newer Wellhead wrote it");
  return whole;
}

/*
 * wh_connection_file_read:
 * @path: the file
 * @tokens: for the connections
 * @clock: for the connections
 * @error: return location; %G_IO_ERROR_INVALID_DATA where the file was damaged, or written by a
 *   newer Wellhead, and was set aside
 *
 * A file that is not there has no connections, and is no error.
 *
 * Returns: (transfer full): those connections that could be read, also with @error set
 */
GPtrArray *
wh_connection_file_read (const char    *path,
                         WhTokenStore  *tokens,
                         WhClock       *clock,
                         GError       **error)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *name = NULL;

  wh_private_file_sweep (path);
  if (!read_text (path, &text, &local_error) ||
      (text != NULL && !read_connections (text, tokens, clock, connections, &local_error)))
    {
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return g_steal_pointer (&connections);
        }

      bad = wh_private_file_set_aside (path, error);
      if (bad == NULL)
        return g_steal_pointer (&connections);

      name = g_filename_display_name (bad);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s. It is now %s", local_error->message, name);
    }

  return g_steal_pointer (&connections);
}

/*
 * wh_connection_file_write:
 * @path: the file
 * @connections: (element-type WhConnection): what it shall say; the demo is left out
 * @worker: in whose thread it is written, after what was asked for before
 * @task: (transfer full): returned, with a string, when the file is on the disk
 */
void
wh_connection_file_write (const char *path,
                          GPtrArray  *connections,
                          WhWorker   *worker,
                          GTask      *task)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Writing *writing = g_new0 (Writing, 1);

  g_key_file_set_integer (file, FILE_GROUP, KEY_VERSION, VERSION);
  for (guint i = 0; i < connections->len; i++)
    {
      WhConnection *connection = connections->pdata[i];
      const char *id = wh_connection_get_id (connection);

      if (wh_connection_is_demo (connection))
        continue;
      g_key_file_set_string (file, id, KEY_NAME, wh_connection_get_name (connection));
      g_key_file_set_string (file, id, KEY_SERVER, wh_connection_get_server (connection));
      g_key_file_set_string (file, id, KEY_COLOR, wh_connection_get_color (connection));
      g_key_file_set_boolean (file, id, KEY_KEYRING, wh_connection_uses_keyring (connection));
    }

  writing->path = g_strdup (path);
  writing->text = g_key_file_to_data (file, NULL, NULL);
  wh_worker_push (worker, task, write_in_thread, writing, (GDestroyNotify) writing_free, g_free);
}
