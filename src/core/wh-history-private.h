/* wh-history-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-history.h"

G_BEGIN_DECLS

/* What the events are is in wh-history.c, what follows from them at a moment in
 * wh-history-state.c. */

typedef struct
{
  WhRecord *record; /* of the history's */
  gint64 date;
  gboolean has_date;
  guint position;
} WhHistoryEvent;

/* The events of one subscription by date. */
typedef struct
{
  const char *id; /* of the first event's record */
  GArray *events;
} WhHistoryGroup;

struct _WhHistory
{
  GObject parent_instance;

  GPtrArray *records; /* in the order of the API */
  GPtrArray *groups;  /* in the order in which they began */
};

const WhHistoryGroup *wh_history_get_group  (WhHistory            *self,
                                             guint                 subscription);
const WhHistoryEvent *wh_history_group_get  (const WhHistoryGroup *group,
                                             guint                 event);
guint                 wh_history_find_field (const char           *id);
/* %NULL where there is none, or an empty one. */
const char           *wh_history_get_text   (WhRecord             *record,
                                             const char           *id);

G_END_DECLS
