/* wh-error-text.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person can do about an error. */
typedef enum
{
  WH_REMEDY_NONE,
  WH_REMEDY_RETRY,
  WH_REMEDY_RENEW_TOKEN,
  WH_REMEDY_UNLOCK,
} WhRemedy;

/* The one place where errors of every domain become sentences. Translated. */
char     *wh_error_dup_title  (const GError *error);
char     *wh_error_dup_text   (const GError *error);
WhRemedy  wh_error_get_remedy (const GError *error);

G_END_DECLS
