/* wh-accessible.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names, for screen readers, of what GTK 4.8 and libadwaita 1.2 make inside their widgets and
 * leave without one. */

GtkWidget *wh_accessible_find           (GtkWidget   *widget,
                                         GType        type);
void       wh_accessible_set_label      (GtkWidget   *widget,
                                         const char  *label);
void       wh_accessible_name_buttons   (GtkWidget   *widget);
void       wh_accessible_name_drop_down (GtkDropDown *drop_down,
                                         const char  *label);

G_END_DECLS
