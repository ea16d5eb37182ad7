/* wh-filter-button.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-field.h"

G_BEGIN_DECLS

/* Offers the values that a field can have, any number of which can be ticked.
 *
 * Property "values" (GStrv): what is ticked; empty: any. Notified when somebody ticks. */

#define WH_TYPE_FILTER_BUTTON (wh_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (WhFilterButton, wh_filter_button, WH, FILTER_BUTTON, GtkWidget)

GtkWidget         *wh_filter_button_new         (const char         *label,
                                                 const char         *any,
                                                 const WhChoice     *choices);
void               wh_filter_button_set_offered (WhFilterButton     *self,
                                                 const char *const  *values);
const char *const *wh_filter_button_get_values  (WhFilterButton     *self);
void               wh_filter_button_set_values  (WhFilterButton     *self,
                                                 const char *const  *values);

G_END_DECLS
