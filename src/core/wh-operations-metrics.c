/* wh-operations-metrics.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-operations-private.h"

#include <glib/gi18n.h>

/* The names of §6.5, in its order. The API may send others: they are shown, but asking for a
 * name that it does not know is a 400. */
const WhChoice wh_choices_monthly_metrics[] = {
  { "recurring_revenue", N_("MRR") },
  { "existing_recurring_revenue", N_("Existing MRR") },
  { "new_recurring_revenue", N_("New MRR") },
  { "reactivated_recurring_revenue", N_("Reactivated MRR") },
  { "upgraded_recurring_revenue", N_("Upgraded MRR") },
  { "downgraded_recurring_revenue", N_("Downgraded MRR") },
  { "churned_recurring_revenue", N_("Churned MRR") },
  { "churned_recurring_revenue_cancellations", N_("Churned MRR, Cancellations") },
  { "churned_recurring_revenue_delinquent", N_("Churned MRR, Delinquent") },
  { "converted_recurring_revenue", N_("Converted MRR") },
  { "plan_changed_recurring_revenue", N_("Plan Changes in MRR") },
  { "average_revenue_per_user", N_("Average Revenue per User") },
  { "lifetime_value", N_("Lifetime Value") },
  { "active_customers", N_("Active Customers") },
  { "existing_customers", N_("Existing Customers") },
  { "new_customers", N_("New Customers") },
  { "reactivated_customers", N_("Reactivated Customers") },
  { "upgraded_customers", N_("Upgraded Customers") },
  { "downgraded_customers", N_("Downgraded Customers") },
  { "churned_customers", N_("Churned Customers") },
  { "churned_customers_cancellations", N_("Churned Customers, Cancellations") },
  { "churned_customers_delinquent", N_("Churned Customers, Delinquent") },
  { "converted_customers", N_("Converted Customers") },
  { "active_trialing_customers", N_("Active Trials") },
  { "existing_trialing_customers", N_("Existing Trials") },
  { "new_trialing_customers", N_("New Trials") },
  { "churned_trialing_customers", N_("Churned Trials") },
  { "customers_churn_rate", N_("Customer Churn Rate") },
  { "customers_churn_cancellations_rate", N_("Customer Churn Rate, Cancellations") },
  { "customers_churn_delinquent_rate", N_("Customer Churn Rate, Delinquent") },
  { "customers_retention_rate", N_("Customer Retention Rate") },
  { "customer_conversion_rate", N_("Trial Conversion Rate") },
  { "revenue_churn_rate", N_("Revenue Churn Rate") },
  { "revenue_churn_cancellations_rate", N_("Revenue Churn Rate, Cancellations") },
  { "revenue_churn_delinquent_rate", N_("Revenue Churn Rate, Delinquent") },
  { "revenue_retention_rate", N_("Revenue Retention Rate") },
  { "upgrade_rate", N_("Upgrade Rate") },
  { "downgrade_rate", N_("Downgrade Rate") },
  { "plan_change_rate", N_("Plan Change Rate") },
  { "growth_rate", N_("Growth Rate") },
  { "saas_quick_ratio", N_("SaaS Quick Ratio") },
  { "trial_conversion_time", N_("Trial Conversion Time") },
  { NULL },
};

/* The names of §6.6. */
const WhChoice wh_choices_daily_metrics[] = {
  { "recurring_revenue", N_("MRR") },
  { "new_recurring_revenue", N_("New MRR") },
  { "reactivated_recurring_revenue", N_("Reactivated MRR") },
  { "upgraded_recurring_revenue", N_("Upgraded MRR") },
  { "downgraded_recurring_revenue", N_("Downgraded MRR") },
  { "churned_recurring_revenue", N_("Churned MRR") },
  { "cumulative_net_new_mrr", N_("Net New MRR, Month to Date") },
  { "future_churn_mrr", N_("Future Churn") },
  { "active_customers", N_("Active Customers") },
  { "new_customers", N_("New Customers") },
  { "reactivated_customers", N_("Reactivated Customers") },
  { "upgraded_customers", N_("Upgraded Customers") },
  { "downgraded_customers", N_("Downgraded Customers") },
  { "churned_customers", N_("Churned Customers") },
  { "cumulative_new_trialing_customers", N_("New Trials, Month to Date") },
  { NULL },
};

#define PLAN_IN_QUERY \
  { \
    .id = "plan_id", \
    .label = N_("Plan"), \
    .help = N_("Only the numbers of this plan; of all plans where it is left out."), \
    .kind = WH_FIELD_PLAN, \
    .place = WH_FIELD_IN_QUERY, \
  }

const WhOperationField wh_fields_monthly_metrics[] = {
  PLAN_IN_QUERY,
  {
    .id = "metrics",
    .label = N_("Metrics"),
    .help = N_("Only these; all of them where it is left out."),
    .kind = WH_FIELD_CHOICES,
    .place = WH_FIELD_IN_QUERY,
    .choices = wh_choices_monthly_metrics,
  },
};

const WhOperationField wh_fields_daily_metrics[] = {
  {
    .id = "month",
    .label = N_("Month"),
    .help = N_("This month or the last one; the API keeps no earlier days."),
    .kind = WH_FIELD_MONTH,
    .place = WH_FIELD_IN_QUERY,
    .flags = WH_FIELD_REQUIRED,
  },
  PLAN_IN_QUERY,
  {
    .id = "metrics",
    .label = N_("Metrics"),
    .help = N_("Only these; all of them where it is left out."),
    .kind = WH_FIELD_CHOICES,
    .place = WH_FIELD_IN_QUERY,
    .choices = wh_choices_daily_metrics,
  },
};

const WhOperationField wh_fields_plan_ids[] = {
  {
    .id = "limit",
    .label = N_("Limit"),
    .help = N_("At most 150, which is also what comes where it is left out."),
    .kind = WH_FIELD_INTEGER,
    .place = WH_FIELD_IN_QUERY,
    .minimum = 1,
    .maximum = 150,
    .default_value = "150",
  },
};
