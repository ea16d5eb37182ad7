/* wh-url.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place that knows how a URL of the API is written: percent-encoded segments, the
 * trailing slash, the query behind it (§1.3), https except for loopback. */

typedef enum
{
  WH_URL_ERROR_INVALID,    /* not a URL, or not one that a server can have */
  WH_URL_ERROR_INSECURE,   /* http to something that is not this machine */
  WH_URL_ERROR_CREDENTIALS,/* user:password@ */
  WH_URL_ERROR_FOREIGN,    /* leads to another server than the connection's */
  WH_URL_ERROR_PATH,       /* a path with something in it that must not be sent */
} WhUrlError;

#define WH_URL_ERROR (wh_url_error_quark ())
GQuark wh_url_error_quark (void);

/* The value of a placeholder, NULL if there is none. */
typedef const char *(*WhUrlLookup) (const char *name,
                                    gpointer    user_data);

char     *wh_url_normalize_server (const char  *text,
                                   GError     **error);
char     *wh_url_expand_path      (const char  *path_template,
                                   ...) G_GNUC_NULL_TERMINATED;
char     *wh_url_expand_path_full (const char  *path_template,
                                   WhUrlLookup  lookup,
                                   gpointer     user_data);
char     *wh_url_encode_segment   (const char  *text);
char     *wh_url_encode_query     (const char  *name,
                                   const char  *value);
char     *wh_url_join             (const char  *server,
                                   const char  *path,
                                   const char  *query,
                                   GError     **error);
gboolean  wh_url_is_loopback      (const char  *url);

G_END_DECLS
