/* wh-keyring-error.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-keyring-error.h"

#include <libsecret/secret.h>

#include "wh-token-store.h"

static WhTokenErrorCode
code_for_dbus_error (const GError *error)
{
  switch (error->code)
    {
    case G_DBUS_ERROR_SERVICE_UNKNOWN:
    case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
    case G_DBUS_ERROR_NO_SERVER:
    case G_DBUS_ERROR_BAD_ADDRESS:
    case G_DBUS_ERROR_AUTH_FAILED:
    case G_DBUS_ERROR_ACCESS_DENIED:
    case G_DBUS_ERROR_SPAWN_EXEC_FAILED:
    case G_DBUS_ERROR_SPAWN_FORK_FAILED:
    case G_DBUS_ERROR_SPAWN_CHILD_EXITED:
    case G_DBUS_ERROR_SPAWN_CHILD_SIGNALED:
    case G_DBUS_ERROR_SPAWN_FAILED:
    case G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND:
      return WH_TOKEN_ERROR_UNAVAILABLE;

    case G_DBUS_ERROR_NO_REPLY:
    case G_DBUS_ERROR_TIMEOUT:
    case G_DBUS_ERROR_TIMED_OUT:
    case G_DBUS_ERROR_DISCONNECTED:
      return WH_TOKEN_ERROR_LOST;

    default:
      return WH_TOKEN_ERROR_FAILED;
    }
}

/*
 * wh_keyring_error_new:
 * @error: what libsecret or D-Bus says
 *
 * Returns: (transfer full): what it means, of %WH_TOKEN_ERROR
 */
GError *
wh_keyring_error_new (const GError *error)
{
  WhTokenErrorCode code = WH_TOKEN_ERROR_FAILED;
  GError *token_error;

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = WH_TOKEN_ERROR_LOCKED;
  else if (error->domain == G_DBUS_ERROR)
    code = code_for_dbus_error (error);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    code = WH_TOKEN_ERROR_LOST;
  else if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR ||
           error->domain == G_SPAWN_ERROR)
    code = WH_TOKEN_ERROR_UNAVAILABLE; /* there is no bus (HAZARDS K7) */

  token_error = g_error_new_literal (WH_TOKEN_ERROR, (gint) code, error->message);
  g_dbus_error_strip_remote_error (token_error);

  return token_error;
}
