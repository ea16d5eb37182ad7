/* wh-wrap-layout.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lines of widgets that fill the width, as many lines as it takes. Unlike GtkFlowBox it has
 * nothing of its own that takes the keyboard. */

#define WH_TYPE_WRAP_LAYOUT (wh_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (WhWrapLayout, wh_wrap_layout, WH, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *wh_wrap_layout_new (int spacing);

G_END_DECLS
