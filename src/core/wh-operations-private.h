/* wh-operations-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-operations.h"

G_BEGIN_DECLS

/* The fields of the operations, by group; the rows themselves are one table, in
 * wh-operations.c. The sizes are here so that a row can count its fields. */

/* wh-operations-subscriptions.c */
extern const WhOperationField wh_fields_create_subscription[11];
extern const WhOperationField wh_fields_update_subscription[6];
extern const WhOperationField wh_fields_churn_subscription[3];
extern const WhOperationField wh_fields_unchurn_subscription[1];
extern const WhOperationField wh_fields_get_user[1];
extern const WhOperationField wh_fields_update_user[2];
extern const WhOperationField wh_fields_create_plan[2];
extern const WhOperationField wh_fields_get_plan[1];
extern const WhOperationField wh_fields_update_plan[2];

extern const WhKnownRefusal wh_refusals_create_subscription[];
extern const WhKnownRefusal wh_refusals_churn_subscription[];
extern const WhKnownRefusal wh_refusals_unchurn_subscription[];
extern const WhKnownRefusal wh_refusals_create_plan[];
extern const WhKnownRefusal wh_refusals_get_plan[];

gboolean wh_check_trial (WhDraft  *draft,
                         GError  **error);

/* wh-operations-changes.c */
extern const WhChange wh_change_create_subscription;
extern const WhChange wh_change_update_subscription;
extern const WhChange wh_change_churn_subscription;
extern const WhChange wh_change_unchurn_subscription;
extern const WhChange wh_change_update_user;
extern const WhChange wh_change_delete_user;
extern const WhChange wh_change_create_plan;
extern const WhChange wh_change_update_plan;
extern const WhChange wh_change_exclude_customer;
extern const WhChange wh_change_put_trait;
extern const WhChange wh_change_delete_trait;
extern const WhChange wh_change_delete_trait_category;
extern const WhChange wh_change_anonymize_customer;
extern const WhChange wh_change_anonymize_email;
extern const WhChange wh_change_stop_retain;
extern const WhChange wh_change_send_event;

/* wh-operations-metrics.c */
extern const WhOperationField wh_fields_monthly_metrics[2];
extern const WhOperationField wh_fields_daily_metrics[3];
extern const WhOperationField wh_fields_plan_ids[1];

/* wh-operations-customers.c */
extern const WhOperationField wh_fields_customer_id[1];
extern const WhOperationField wh_fields_list_customers[7];
extern const WhOperationField wh_fields_trait[4];
extern const WhOperationField wh_fields_delete_category[1];
extern const WhOperationField wh_fields_anonymize_email[1];
extern const WhOperationField wh_fields_list_unsubscribed[5];
extern const WhOperationField wh_fields_stop_retain[3];
extern const WhOperationField wh_fields_send_event[1];

extern const WhKnownRefusal wh_refusals_put_trait[];
extern const WhKnownRefusal wh_refusals_send_event[];

G_END_DECLS
