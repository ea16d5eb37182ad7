/* wh-private-file.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that only their owner can read and that are never half written (HAZARDS §3.4, §6).
 * Private to core. All of it blocks. */

gboolean  wh_private_folder_make    (const char  *path,
                                     GError     **error);
gboolean  wh_private_file_make      (const char  *path,
                                     GError     **error);
gboolean  wh_private_file_write     (const char  *path,
                                     const char  *text,
                                     GError     **error);
char     *wh_private_file_set_aside (const char  *path,
                                     GError     **error);
guint     wh_private_file_sweep     (const char  *path);

G_END_DECLS
