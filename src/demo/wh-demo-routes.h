/* wh-demo-routes.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-exchange.h"
#include "wh-demo-metrics.h"
#include "wh-demo-store.h"
#include "wh-demo-throttle.h"

G_BEGIN_DECLS

/* What an operation works on */
typedef struct
{
  WhDemoStore *store;
  WhDemoMetrics *metrics;
  WhDemoThrottle *throttle; /* nullable: no limits */
  const char *token;
  const char *public_token;
} WhDemoContext;

typedef void (*WhDemoHandler) (WhDemoContext       *context,
                               const WhDemoRequest *request,
                               WhDemoReply         *reply);

void wh_demo_routes_answer            (WhDemoContext       *context,
                                       const char          *method,
                                       const char          *path,
                                       const char          *query,
                                       const char          *authorization,
                                       const char          *content_type,
                                       GBytes              *body,
                                       WhDemoReply         *reply);

/* wh-demo-customers.c */
void wh_demo_list_customers           (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_get_customer             (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_exclude_customer         (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_anonymize_by_id          (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_anonymize_by_email       (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

/* wh-demo-subscriptions.c */
void wh_demo_create_subscription      (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_update_subscription      (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_churn_subscription       (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_unchurn_subscription     (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_get_user                 (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_update_user              (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_delete_user              (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

/* wh-demo-plans.c */
void wh_demo_list_plans               (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_create_plan              (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_get_plan                 (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_rename_plan              (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

/* wh-demo-series.c */
void wh_demo_get_monthly_metrics      (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_get_daily_metrics        (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_get_plan_ids             (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

/* wh-demo-tags.c */
void wh_demo_get_traits               (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_put_trait                (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_delete_trait             (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_delete_category          (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

/* wh-demo-retain.c */
void wh_demo_list_unsubscribed        (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_stop_retain              (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);
void wh_demo_record_event             (WhDemoContext       *context,
                                       const WhDemoRequest *request,
                                       WhDemoReply         *reply);

G_END_DECLS
