/* wh-request-preview.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-api-request.h"

G_BEGIN_DECLS

/* What is going to be sent, word for word but for the token, with a way to take it to a terminal.
 *
 * Signal "copied": it is on the clipboard. */

#define WH_TYPE_REQUEST_PREVIEW (wh_request_preview_get_type ())
G_DECLARE_FINAL_TYPE (WhRequestPreview, wh_request_preview, WH, REQUEST_PREVIEW, GtkWidget)

GtkWidget *wh_request_preview_new         (const char       *server);
void       wh_request_preview_set_request (WhRequestPreview *self,
                                           WhApiRequest     *request);

G_END_DECLS
