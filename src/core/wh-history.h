/* wh-history.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

/* The events of one user's subscriptions (§4.1), immutable: grouped by subscription in the order
 * in which they began, the events of each by date. Moments are microseconds since the epoch.
 *
 * A subscription's *state* at a moment is the last event that is in effect then. Events whose
 * date cannot be read are behind the others and never in effect, unless none can be read. */

#define WH_TYPE_HISTORY (wh_history_get_type ())
G_DECLARE_FINAL_TYPE (WhHistory, wh_history, WH, HISTORY, GObject)

/* What is going to happen to a subscription next. */
typedef enum
{
  WH_SCHEDULED_NOTHING,
  WH_SCHEDULED_START,  /* it has not begun yet */
  WH_SCHEDULED_CHANGE, /* another plan, amount or interval */
  WH_SCHEDULED_CHURN,  /* it ends, whatever else changes before */
} WhScheduled;

#define WH_HISTORY_NONE -1

WhHistory   *wh_history_new                (GPtrArray   *events);
WhHistory   *wh_history_new_from_json      (GBytes      *json,
                                            GError     **error);
/* The events as the API sent them, in its order. */
GBytes      *wh_history_to_json            (WhHistory   *self);

const char  *wh_history_get_user_id        (WhHistory   *self);
const char  *wh_history_get_user_alias     (WhHistory   *self);
const char  *wh_history_get_email          (WhHistory   *self);
/* Distinct, in lower case, sorted. */
char       **wh_history_dup_currencies     (WhHistory   *self);

guint        wh_history_get_n_subscriptions (WhHistory  *self);
const char  *wh_history_get_subscription_id (WhHistory  *self,
                                            guint        subscription);
/* By its ID or its alias; %WH_HISTORY_NONE where there is none. */
int          wh_history_find_subscription  (WhHistory   *self,
                                            const char  *id_or_alias);
guint        wh_history_get_n_events       (WhHistory   *self,
                                            guint        subscription);
WhRecord    *wh_history_get_event          (WhHistory   *self,
                                            guint        subscription,
                                            guint        event);
gboolean     wh_history_get_date           (WhHistory   *self,
                                            guint        subscription,
                                            guint        event,
                                            gint64      *date);

/* The event in effect at @at, or %WH_HISTORY_NONE before the first. */
int          wh_history_find_state         (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at);
gboolean     wh_history_is_churned         (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at);
WhScheduled  wh_history_get_scheduled      (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at,
                                            int         *event);
/* Minor units of the subscription's currency per billing interval; 0 before it began and once it
 * has churned. FALSE where the API did not say. */
gboolean     wh_history_get_value          (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at,
                                            gint64      *value);
/* The same by the month; see wh-mrr.h for the rounding. */
gboolean     wh_history_get_mrr            (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at,
                                            gint64      *mrr);
gboolean     wh_history_get_event_mrr      (WhHistory   *self,
                                            guint        subscription,
                                            guint        event,
                                            gint64      *mrr);
/* The sum over the subscriptions in one currency, or in any where it is %NULL, rounded once. */
gboolean     wh_history_get_total_mrr      (WhHistory   *self,
                                            const char  *currency,
                                            gint64       at,
                                            gint64      *mrr);
/* The distinct moments at which anything happens to any of them, for a chart. */
GArray      *wh_history_dup_dates          (WhHistory   *self);
/* When it began, and when it ended last if it has at @at. FALSE where there is no such moment. */
gboolean     wh_history_get_started        (WhHistory   *self,
                                            guint        subscription,
                                            gint64      *started);
gboolean     wh_history_get_ended          (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at,
                                            gint64      *ended);
/* The subscription as a row of a list: its state at @at, and what is scheduled then. */
WhRecord    *wh_history_dup_row            (WhHistory   *self,
                                            guint        subscription,
                                            gint64       at);

G_END_DECLS
