/* wh-demo-routes.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-exchange.h"
#include "wh-demo-store.h"
#include "wh-demo-throttle.h"

G_BEGIN_DECLS

/* What an operation works on */
typedef struct
{
  WhDemoStore *store;
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

G_END_DECLS
