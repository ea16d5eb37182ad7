/* wh-record-style.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-field.h"

G_BEGIN_DECLS

void wh_record_style_set_tone (GtkWidget *widget,
                               WhTone     tone);

G_END_DECLS
