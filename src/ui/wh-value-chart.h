/* wh-value-chart.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-history.h"

G_BEGIN_DECLS

/* What one subscription pays in a month, over time, as a line of steps. The pointer and the arrow
 * keys walk along them. */

#define WH_TYPE_VALUE_CHART (wh_value_chart_get_type ())
G_DECLARE_FINAL_TYPE (WhValueChart, wh_value_chart, WH, VALUE_CHART, GtkWidget)

GtkWidget *wh_value_chart_new         (void);
void       wh_value_chart_set_history (WhValueChart *self,
                                       WhHistory    *history,
                                       guint         subscription,
                                       gint64        at,
                                       WhFormat     *format);
/* Whether there is anything to draw. */
gboolean   wh_value_chart_has_steps   (WhValueChart *self);

G_END_DECLS
