/* wh-column-layout.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-resources.h"

G_BEGIN_DECLS

/* How the columns of a table share its width. Each column carries the index of its field in its
 * data "field", and whether somebody hid it in its data "unwanted". */

gboolean wh_column_is_wanted     (GtkColumnViewColumn *column);
void     wh_column_set_wanted    (GtkColumnViewColumn *column,
                                  gboolean             wanted);
void     wh_column_layout_update (GtkColumnView       *view,
                                  const WhResource    *resource,
                                  gboolean             narrow);

G_END_DECLS
