/* wh-api-error.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors by what the caller can do next. Transport errors keep their own domains (GIO,
 * resolver, TLS), and so does %G_IO_ERROR_CANCELLED. */
typedef enum
{
  WH_API_ERROR_UNAUTHORIZED, /* 401: ask for the token */
  WH_API_ERROR_FORBIDDEN,    /* 403 */
  WH_API_ERROR_NOT_FOUND,    /* 404, 405 */
  WH_API_ERROR_INVALID,      /* 400 and the other 4xx: show at the field */
  WH_API_ERROR_CONFLICT,     /* 409 */
  WH_API_ERROR_RATE_LIMITED, /* 429: wait */
  WH_API_ERROR_SERVER,       /* 5xx: offer to try again */
  WH_API_ERROR_REDIRECTED,   /* 3xx: never followed */
  WH_API_ERROR_MALFORMED,    /* the reply was cut short or damaged */
  WH_API_ERROR_NOT_API,      /* a reply, but not the API's (a captive portal, say) */
  WH_API_ERROR_TOO_LARGE,    /* more bytes than the request allows */
  WH_API_ERROR_TIMED_OUT,    /* the deadline of the whole request */
  WH_API_ERROR_NO_TOKEN,     /* nothing was sent: no token is set */
  WH_API_ERROR_BAD_REQUEST,  /* nothing was sent: the request itself is not sendable */
} WhApiErrorCode;

#define WH_API_ERROR (wh_api_error_quark ())
GQuark wh_api_error_quark (void);

/* What the server said beside the code. All are safe on any #GError: 0 or %NULL where the
 * error is of another domain or carries no such thing. */
guint        wh_api_error_get_status       (const GError        *error);
gint64       wh_api_error_get_retry_after  (const GError        *error); /* seconds, -1: not said */
const char  *wh_api_error_get_server_text  (const GError        *error);
const char  *wh_api_error_get_field_error  (const GError        *error,
                                            const char          *field);
char       **wh_api_error_dup_fields       (const GError        *error);

G_END_DECLS
