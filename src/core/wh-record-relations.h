/* wh-record-relations.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-operations.h"
#include "wh-record.h"

G_BEGIN_DECLS

/* What a record leads to, and what can be done to it: both from the table of resources. */

const WhResource *wh_record_get_link   (WhRecord   *self,
                                        guint       field);
gboolean          wh_record_offers     (WhRecord   *self,
                                        const char *operation);
/* (element-type WhOperation): in the order of the resource. */
GPtrArray        *wh_record_list_changes (WhRecord *self,
                                          gboolean  prominent);

G_END_DECLS
