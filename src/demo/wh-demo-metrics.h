/* wh-demo-metrics.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-store.h"

G_BEGIN_DECLS

/* What happened in a month or on a day. Everything is a gint64, so that a table can point
 * into it; money in minor units, losses negative (§6.4). */
typedef struct
{
  gint64 existing_mrr;
  gint64 mrr;
  gint64 new_mrr;
  gint64 reactivated_mrr;
  gint64 upgraded_mrr;
  gint64 downgraded_mrr;
  gint64 churned_mrr;
  gint64 cancelled_mrr;
  gint64 delinquent_mrr;
  gint64 converted_mrr;
  gint64 plan_changed_mrr;
  gint64 future_churn_mrr;
  gint64 existing;
  gint64 active;
  gint64 new;
  gint64 reactivated;
  gint64 upgraded;
  gint64 downgraded;
  gint64 churned;
  gint64 cancelled;
  gint64 delinquent;
  gint64 converted;
  gint64 trialing;
  gint64 existing_trialing;
  gint64 new_trialing;
  gint64 churned_trialing;
  gint64 any_trialing;      /* who could have converted */
  gint64 conversion_seconds;
} WhDemoPeriod;

typedef struct
{
  int year;   /* of the first period */
  int month;
  GArray *periods;
  gboolean has_trials;
} WhDemoSeries;

#define WH_DEMO_ALL_PLANS (-1)
#define WH_DEMO_NO_PLAN (-2)

typedef struct _WhDemoMetrics WhDemoMetrics;

WhDemoMetrics      *wh_demo_metrics_new         (WhDemoStore   *store);
void                wh_demo_metrics_free        (WhDemoMetrics *self);
const WhDemoSeries *wh_demo_metrics_get_monthly (WhDemoMetrics *self,
                                                 int            plan);
const WhDemoSeries *wh_demo_metrics_get_daily   (WhDemoMetrics *self,
                                                 int            year,
                                                 int            month,
                                                 int            plan);

G_END_DECLS
