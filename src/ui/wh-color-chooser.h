/* wh-color-chooser.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The accent colours that a connection can have, one of them chosen. */

#define WH_TYPE_COLOR_CHOOSER (wh_color_chooser_get_type ())
G_DECLARE_FINAL_TYPE (WhColorChooser, wh_color_chooser, WH, COLOR_CHOOSER, GtkWidget)

const char *wh_color_chooser_get_color (WhColorChooser *self);
void        wh_color_chooser_set_color (WhColorChooser *self,
                                        const char     *color);

G_END_DECLS
