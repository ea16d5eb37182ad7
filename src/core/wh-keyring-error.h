/* wh-keyring-error.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an error on the way to the keyring means for a token. Private to core. */
GError *wh_keyring_error_new (const GError *error);

G_END_DECLS
