/* wh-detail-section.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A titled list in the detail, which may have to be loaded: its rows, as many as can be looked at
 * and more when asked for, or why there are none.
 *
 * Signal: "retry" (): somebody wants what failed to be tried again. */

#define WH_TYPE_DETAIL_SECTION (wh_detail_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (WhDetailSection, wh_detail_section, WH, DETAIL_SECTION,
                          AdwPreferencesGroup)

struct _WhDetailSectionClass
{
  AdwPreferencesGroupClass parent_class;
};

/* How many rows there are before somebody asks for more, and how many come with each asking. */
#define WH_DETAIL_SECTION_FIRST 20
#define WH_DETAIL_SECTION_MORE 100

void wh_detail_section_bind        (WhDetailSection            *self,
                                    GListModel                 *model,
                                    GtkListBoxCreateWidgetFunc  create,
                                    gpointer                    user_data);
void wh_detail_section_set_empty   (WhDetailSection            *self,
                                    const char                 *text);
void wh_detail_section_set_loading (WhDetailSection            *self,
                                    gboolean                    loading);
void wh_detail_section_set_error   (WhDetailSection            *self,
                                    const GError               *error);
/* Shows the first few rows again, for another record. */
void wh_detail_section_reset       (WhDetailSection            *self);

G_END_DECLS
