/* wh-timeline.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-detail-section.h"
#include "wh-history.h"

G_BEGIN_DECLS

/* What happened to one subscription and what is scheduled, the newest first. */

#define WH_TYPE_TIMELINE (wh_timeline_get_type ())
G_DECLARE_FINAL_TYPE (WhTimeline, wh_timeline, WH, TIMELINE, WhDetailSection)

GtkWidget *wh_timeline_new         (void);
void       wh_timeline_set_history (WhTimeline *self,
                                    WhHistory  *history,
                                    guint       subscription,
                                    gint64      at,
                                    WhFormat   *format);

G_END_DECLS
