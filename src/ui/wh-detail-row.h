/* wh-detail-row.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-field.h"

G_BEGIN_DECLS

/* A row of a list in the detail: what it is about, how it stands, how much. */

#define WH_TYPE_DETAIL_ROW (wh_detail_row_get_type ())
G_DECLARE_FINAL_TYPE (WhDetailRow, wh_detail_row, WH, DETAIL_ROW, AdwPreferencesRow)

GtkWidget *wh_detail_row_new         (const char  *title,
                                      const char  *subtitle);
void       wh_detail_row_set_value   (WhDetailRow *self,
                                      const char  *value,
                                      const char  *below);
void       wh_detail_row_set_badge   (WhDetailRow *self,
                                      const char  *text,
                                      WhTone       tone);
void       wh_detail_row_set_link    (WhDetailRow *self,
                                      const char  *resource,
                                      const char  *key);
void       wh_detail_row_add_suffix  (WhDetailRow *self,
                                      GtkWidget   *widget);
/* What a screen reader says of the row as a whole. */
void       wh_detail_row_set_sentence (WhDetailRow *self,
                                       const char  *sentence);

G_END_DECLS
