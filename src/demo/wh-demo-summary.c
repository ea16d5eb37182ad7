/* wh-demo-summary.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-store.h"

#include <string.h>

#define MONTH_SECONDS (G_GINT64_CONSTANT (2629746))

static gint64
count_spend (const WhDemoSubscription *subscription,
             gint64                    until)
{
  gint64 spend = 0;

  for (guint i = 0; i < subscription->n_events; i++)
    {
      const WhDemoEvent *event = &subscription->events[i];
      gint64 period = event->interval == WH_DEMO_YEAR ? 12 * MONTH_SECONDS : MONTH_SECONDS;
      gint64 end = i + 1 < subscription->n_events ? event[1].at : until;
      gint64 payments;

      end = MIN (end, until);
      if (event->status != WH_DEMO_ACTIVE || event->at >= end || event->value == 0)
        continue;

      /* Absurd values are legal (§3.2 knows no limit), overflow is not. */
      payments = (end - 1 - event->at) / period + 1;
      if (event->value > (G_MAXINT64 / 4 - spend) / payments)
        return G_MAXINT64 / 4;
      spend += payments * event->value;
    }

  return spend;
}

static void
add_plan (WhDemoSummary *summary,
          guint16        plan)
{
  for (guint i = 0; i < summary->n_plans; i++)
    if (summary->plans[i] == plan)
      return;

  summary->plans[summary->n_plans++] = plan;
}

/* What one subscription adds; returns the latest churn event up to now. */
static const WhDemoEvent *
summarize_subscription (const WhDemoSubscription *subscription,
                        gint64                    now,
                        WhDemoSummary            *summary)
{
  const WhDemoEvent *churn = NULL;

  for (guint i = 0; i < subscription->n_events; i++)
    {
      const WhDemoEvent *event = &subscription->events[i];

      if (event->at > now)
        break;
      if (event->status == WH_DEMO_ACTIVE && event->value > 0
          && (summary->activated == 0 || event->at < summary->activated))
        summary->activated = event->at;
      if (wh_demo_event_is_churn (event))
        churn = event;
    }

  return churn;
}

/**
 * wh_demo_customer_summarize:
 * @self: a customer
 * @now: the instant in seconds for which everything else holds
 * @spend_until: the instant in seconds up to which payments count
 * @summary: (out): what a customer record shows
 *
 * Status as in §11.2: cancelled is paid for but will churn; no_history never subscribed.
 */
void
wh_demo_customer_summarize (const WhDemoCustomer *self,
                            gint64                now,
                            gint64                spend_until,
                            WhDemoSummary        *summary)
{
  const WhDemoEvent *last_churn = NULL;
  gboolean running = FALSE, staying = FALSE, trialing = FALSE;

  memset (summary, 0, sizeof *summary);
  summary->spend = self->extra_spend;
  for (guint i = 0; i < self->n_subscriptions; i++)
    {
      const WhDemoSubscription *subscription = self->subscriptions[i];
      const WhDemoEvent *current = wh_demo_subscription_get_event (subscription, now);
      const WhDemoEvent *last = &subscription->events[subscription->n_events - 1];
      const WhDemoEvent *churn = summarize_subscription (subscription, now, summary);

      summary->spend += count_spend (subscription, spend_until);
      if (churn != NULL && (last_churn == NULL || churn->at > last_churn->at))
        last_churn = churn;
      if (current == NULL || wh_demo_event_is_churn (current))
        continue;

      add_plan (summary, current->plan);
      summary->mrr += wh_demo_event_get_mrr (current);
      trialing |= current->status == WH_DEMO_TRIALING;
      running |= current->status == WH_DEMO_ACTIVE;
      staying |= current->status == WH_DEMO_ACTIVE && !wh_demo_event_is_churn (last);
    }

  summary->churned = last_churn != NULL ? last_churn->at : 0;
  if (running)
    summary->status = staying ? "active" : "cancelled";
  else if (trialing)
    summary->status = "trialing";
  else if (last_churn == NULL)
    summary->status = "no_history";
  else if (summary->activated == 0)
    summary->status = "churned_trial";
  else
    summary->status = wh_demo_status_name (last_churn->status);
}
