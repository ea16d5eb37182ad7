/* wh-subscription-rows.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-detail-section.h"
#include "wh-record.h"

G_BEGIN_DECLS

/* Subscriptions in the detail of something else, each leading to its own detail. */

#define WH_TYPE_SUBSCRIPTION_ROWS (wh_subscription_rows_get_type ())
G_DECLARE_FINAL_TYPE (WhSubscriptionRows, wh_subscription_rows, WH, SUBSCRIPTION_ROWS,
                      WhDetailSection)

/* What all of them have in common, and need not say. */
typedef enum
{
  WH_SUBSCRIPTIONS_OF_USER,
  WH_SUBSCRIPTIONS_OF_PLAN,
} WhSubscriptionsOf;

GtkWidget *wh_subscription_rows_new        (WhSubscriptionsOf   of);
void       wh_subscription_rows_set_rows   (WhSubscriptionRows *self,
                                            GPtrArray          *subscriptions,
                                            WhFormat           *format);

G_END_DECLS
