/* wh-banner.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line at the edge of the window that says something about its state, with one button.
 * (AdwBanner came with libadwaita 1.3.) */

#define WH_TYPE_BANNER (wh_banner_get_type ())
G_DECLARE_FINAL_TYPE (WhBanner, wh_banner, WH, BANNER, GtkWidget)

void wh_banner_set_text     (WhBanner   *self,
                             const char *text);
void wh_banner_set_revealed (WhBanner   *self,
                             gboolean    revealed);

G_END_DECLS
