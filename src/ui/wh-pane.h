/* wh-pane.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A part of the window beside which others are shown where there is room for them. It knows which
 * of them are not, to show what they have: the window's buttons, a way back.
 *
 * Properties: "sidebar-hidden", "list-hidden", "detail-hidden". */

typedef enum
{
  WH_PANE_SIDEBAR,
  WH_PANE_LIST,
  WH_PANE_DETAIL,
} WhPanePart;

#define WH_TYPE_PANE (wh_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (WhPane, wh_pane, WH, PANE, GtkWidget)

struct _WhPaneClass
{
  GtkWidgetClass parent_class;
};

gboolean wh_pane_is_hidden (WhPane     *self,
                            WhPanePart  part);

G_END_DECLS
