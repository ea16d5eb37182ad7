/* wh-demo-metrics.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-metrics.h"

#include "wh-demo-time.h"

/* Somebody may back-fill the year 1970; twenty years are enough for any chart. */
#define MAX_MONTHS 240

struct _WhDemoMetrics
{
  WhDemoStore *store;   /* not owned: the server has both */
  GHashTable *cache;    /* key → WhDemoSeries */
  guint version;        /* of the store, for which the cache holds */
  gint64 valid_until;   /* seconds: then something that was scheduled happens */
};

/* One walk over all customers */
typedef struct
{
  GArray *bounds;       /* seconds; n + 1 of them */
  WhDemoPeriod *periods;
  guint n;
  int plan;
  gint64 now;
  gboolean has_trials;
} Walk;

/* How a customer stands at one instant */
typedef struct
{
  gint64 all;           /* MRR of everything */
  gint64 mrr;           /* MRR of the plan, or of everything */
  gboolean trialing;
  gboolean on_hold;     /* runs for nothing */
} Standing;

static void
series_free (WhDemoSeries *series)
{
  g_array_unref (series->periods);
  g_free (series);
}

/**
 * wh_demo_metrics_new:
 * @store: outlives the result
 *
 * Returns: (transfer full): metrics that are computed when they are asked for
 */
WhDemoMetrics *
wh_demo_metrics_new (WhDemoStore *store)
{
  WhDemoMetrics *self = g_new0 (WhDemoMetrics, 1);

  self->store = store;
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) series_free);

  return self;
}

/**
 * wh_demo_metrics_free:
 * @self: (transfer full): metrics
 */
void
wh_demo_metrics_free (WhDemoMetrics *self)
{
  g_hash_table_unref (self->cache);
  g_free (self);
}

static gboolean
is_counted (const Walk        *walk,
            const WhDemoEvent *event)
{
  return walk->plan == WH_DEMO_ALL_PLANS || walk->plan == event->plan;
}

static void
get_standing (const Walk           *walk,
              const WhDemoCustomer *customer,
              gint64                at,
              Standing             *standing)
{
  *standing = (Standing) { 0 };
  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      const WhDemoEvent *event = wh_demo_subscription_get_event (customer->subscriptions[i], at);
      gint64 mrr = wh_demo_event_get_mrr (event);

      if (event == NULL)
        continue;
      standing->all += mrr;
      if (!is_counted (walk, event))
        continue;
      standing->mrr += mrr;
      standing->trialing |= event->status == WH_DEMO_TRIALING;
      standing->on_hold |= event->status == WH_DEMO_ACTIVE && mrr == 0;
    }

  /* Who pays for one thing does not count as trying another. */
  standing->trialing = standing->trialing && standing->all == 0;
}

static gint64
get_first_payment (const WhDemoCustomer *customer)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      const WhDemoSubscription *subscription = customer->subscriptions[i];

      for (guint j = 0; j < subscription->n_events; j++)
        if (wh_demo_event_get_mrr (&subscription->events[j]) > 0)
          first = MIN (first, subscription->events[j].at);
    }

  return first;
}

static gboolean
left_by_failed_payment (const WhDemoCustomer *customer,
                        gint64                before)
{
  const WhDemoEvent *latest = NULL;

  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      const WhDemoEvent *event;

      event = wh_demo_subscription_get_event (customer->subscriptions[i], before - 1);
      if (wh_demo_event_is_churn (event) && (latest == NULL || event->at >= latest->at))
        latest = event;
    }

  return latest != NULL && latest->status == WH_DEMO_CHURNED_DELINQUENT;
}

static void
count_loss (const WhDemoCustomer *customer,
            WhDemoPeriod         *period,
            gint64                end,
            gint64                lost)
{
  gboolean delinquent = left_by_failed_payment (customer, end);

  period->churned++;
  period->churned_mrr -= lost;
  if (delinquent)
    {
      period->delinquent++;
      period->delinquent_mrr -= lost;
    }
  else
    {
      period->cancelled++;
      period->cancelled_mrr -= lost;
    }
}

/* Who began and ended within the period was never there (§6.4): only its two ends are
 * compared. Every change falls under exactly one head, so that they add up. */
static void
count_change (const WhDemoCustomer *customer,
              WhDemoPeriod         *period,
              const Standing       *before,
              const Standing       *after,
              gint64                start,
              gint64                end,
              gint64                first_payment)
{
  gint64 change = after->mrr - before->mrr;

  if (before->mrr == 0 && after->mrr > 0 && before->all > 0)
    {
      period->plan_changed_mrr += change;
    }
  else if (before->mrr == 0 && after->mrr > 0 && first_payment >= start)
    {
      period->new++;
      period->new_mrr += change;
    }
  else if (before->mrr == 0 && after->mrr > 0)
    {
      period->reactivated++;
      period->reactivated_mrr += change;
    }
  else if (before->mrr > 0 && after->mrr == 0 && after->all > 0)
    {
      period->plan_changed_mrr += change;
    }
  else if (before->mrr > 0 && after->mrr == 0 && !after->on_hold)
    {
      count_loss (customer, period, end, before->mrr);
    }
  else if (change > 0)
    {
      period->upgraded++;
      period->upgraded_mrr += change;
    }
  else if (change < 0)
    {
      period->downgraded++;
      period->downgraded_mrr += change;
    }
}

static int
find_period (const Walk *walk,
             gint64      at)
{
  const gint64 *bounds = (const gint64 *) (gpointer) walk->bounds->data;
  guint low = 0, high = walk->n;

  if (at < bounds[0] || at >= bounds[walk->n])
    return -1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (bounds[middle] <= at)
        low = middle;
      else
        high = middle;
    }

  return (int) low;
}

/* Trials last days, and would be missed by looking at the ends of months. */
static void
count_trials (Walk                     *walk,
              const WhDemoSubscription *subscription)
{
  for (guint i = 0; i < subscription->n_events; i++)
    {
      const WhDemoEvent *event = &subscription->events[i];
      const WhDemoEvent *trial = i > 0 && event[-1].status == WH_DEMO_TRIALING ? event - 1 : NULL;
      int k = find_period (walk, event->at);

      if (event->status == WH_DEMO_TRIALING && is_counted (walk, event))
        walk->has_trials = TRUE;
      if (k < 0)
        continue;

      if (event->status == WH_DEMO_TRIALING)
        {
          walk->periods[k].new_trialing += trial == NULL && is_counted (walk, event);
        }
      else if (trial != NULL && is_counted (walk, trial) && wh_demo_event_is_churn (event))
        {
          walk->periods[k].churned_trialing++;
        }
      else if (trial != NULL && is_counted (walk, event) && wh_demo_event_get_mrr (event) > 0)
        {
          walk->periods[k].converted++;
          walk->periods[k].converted_mrr += wh_demo_event_get_mrr (event);
          walk->periods[k].conversion_seconds += event->at - trial->at;
        }
    }
}

/* What is known by now to go after each day. */
static void
count_future_churn (Walk                     *walk,
                    const WhDemoSubscription *subscription)
{
  const WhDemoEvent *last = &subscription->events[subscription->n_events - 1];

  if (!wh_demo_event_is_churn (last) || last->at <= walk->now)
    return;

  for (guint k = 0; k < walk->n; k++)
    {
      gint64 end = g_array_index (walk->bounds, gint64, k + 1);
      const WhDemoEvent *event;

      if (end > last->at)
        break;
      event = wh_demo_subscription_get_event (subscription, end - 1);
      if (event != NULL && is_counted (walk, event))
        walk->periods[k].future_churn_mrr += wh_demo_event_get_mrr (event);
    }
}

static void
walk_customer (Walk                 *walk,
               const WhDemoCustomer *customer)
{
  gint64 first_payment = get_first_payment (customer);
  gint64 start = g_array_index (walk->bounds, gint64, 0);
  Standing before, after;

  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      count_trials (walk, customer->subscriptions[i]);
      count_future_churn (walk, customer->subscriptions[i]);
    }

  get_standing (walk, customer, start - 1, &before);
  for (guint k = 0; k < walk->n; k++)
    {
      WhDemoPeriod *period = &walk->periods[k];
      gint64 end = g_array_index (walk->bounds, gint64, k + 1);

      get_standing (walk, customer, end - 1, &after);
      period->existing_mrr += before.mrr;
      period->mrr += after.mrr;
      period->existing += before.mrr > 0;
      period->active += after.mrr > 0;
      period->existing_trialing += before.trialing;
      period->trialing += after.trialing;
      count_change (customer, period, &before, &after, start, end, first_payment);
      before = after;
      start = end;
    }
}

static WhDemoSeries *
compute (WhDemoMetrics *self,
         GArray        *bounds,
         int            plan,
         int            year,
         int            month)
{
  WhDemoSeries *series = g_new0 (WhDemoSeries, 1);
  Walk walk = { .bounds = bounds, .n = bounds->len - 1, .plan = plan };

  series->year = year;
  series->month = month;
  series->periods = g_array_sized_new (FALSE, TRUE, sizeof (WhDemoPeriod), walk.n);
  g_array_set_size (series->periods, walk.n);
  walk.periods = (WhDemoPeriod *) (gpointer) series->periods->data;
  walk.now = wh_demo_store_get_now (self->store) / G_USEC_PER_SEC;

  for (guint i = 0; i < self->store->customers->len; i++)
    {
      const WhDemoCustomer *customer = g_ptr_array_index (self->store->customers, i);

      if (!customer->excluded && customer->n_subscriptions > 0)
        walk_customer (&walk, customer);
    }
  for (guint k = 0; k < walk.n; k++)
    walk.periods[k].any_trialing = walk.periods[k].existing_trialing
                                   + walk.periods[k].new_trialing;
  series->has_trials = walk.has_trials;

  return series;
}

/* The instant at which some number may change by itself: a scheduled event, or midnight. */
static gint64
find_next_change (WhDemoMetrics *self,
                  gint64         now)
{
  int year, month, day;
  gint64 next;

  wh_demo_time_civil (wh_demo_time_day_of (self->store->zone, now) + 1, &year, &month, &day);
  next = wh_demo_time_local_start (self->store->zone, year, month, day);
  for (guint i = 0; i < self->store->customers->len; i++)
    {
      const WhDemoCustomer *customer = g_ptr_array_index (self->store->customers, i);

      for (guint j = 0; j < customer->n_subscriptions; j++)
        {
          const WhDemoSubscription *subscription = customer->subscriptions[j];

          for (guint k = subscription->n_events; k > 0 && subscription->events[k - 1].at > now; k--)
            next = MIN (next, subscription->events[k - 1].at);
        }
    }

  return next;
}

static void
drop_stale (WhDemoMetrics *self)
{
  gint64 now = wh_demo_store_get_now (self->store) / G_USEC_PER_SEC;

  if (self->version == self->store->version && now < self->valid_until)
    return;

  g_hash_table_remove_all (self->cache);
  self->version = self->store->version;
  self->valid_until = find_next_change (self, now);
}

static void
get_month (WhDemoMetrics *self,
           gint64         seconds,
           int           *year,
           int           *month)
{
  int day;

  wh_demo_time_civil (wh_demo_time_day_of (self->store->zone, seconds), year, month, &day);
}

static gint64
find_first_event (WhDemoMetrics *self,
                  gint64         first)
{
  for (guint i = 0; i < self->store->customers->len; i++)
    {
      const WhDemoCustomer *customer = g_ptr_array_index (self->store->customers, i);

      for (guint j = 0; j < customer->n_subscriptions && !customer->excluded; j++)
        first = MIN (first, customer->subscriptions[j]->events[0].at);
    }

  return first;
}

/**
 * wh_demo_metrics_get_monthly:
 * @self: metrics
 * @plan: a plan's index, or %WH_DEMO_ALL_PLANS
 *
 * Returns: (transfer none): the whole history, the running month last and up to now; valid until
 *   the store changes
 */
const WhDemoSeries *
wh_demo_metrics_get_monthly (WhDemoMetrics *self,
                             int            plan)
{
  g_autofree char *key = g_strdup_printf ("months/%d", plan);
  g_autoptr(GArray) bounds = g_array_new (FALSE, FALSE, sizeof (gint64));
  WhDemoSeries *series;
  gint64 now, bound;
  int year, month, first, last;

  drop_stale (self);
  series = g_hash_table_lookup (self->cache, key);
  if (series != NULL)
    return series;

  now = wh_demo_store_get_now (self->store) / G_USEC_PER_SEC;
  get_month (self, now, &year, &month);
  last = year * 12 + month - 1;
  get_month (self, find_first_event (self, now), &year, &month);
  first = MAX (year * 12 + month - 1, last - MAX_MONTHS);
  for (int i = first; i <= last; i++)
    {
      bound = wh_demo_time_local_start (self->store->zone, i / 12, i % 12 + 1, 1);
      g_array_append_val (bounds, bound);
    }
  bound = now + 1;
  g_array_append_val (bounds, bound);

  series = compute (self, bounds, plan, first / 12, first % 12 + 1);
  g_hash_table_insert (self->cache, g_steal_pointer (&key), series);
  return series;
}

/**
 * wh_demo_metrics_get_daily:
 * @self: metrics
 * @year: a year
 * @month: 1 to 12
 * @plan: a plan's index, or %WH_DEMO_ALL_PLANS
 *
 * Returns: (transfer none): every day of the month, those to come as far as they are known
 *   (§6.2); valid until the store changes
 */
const WhDemoSeries *
wh_demo_metrics_get_daily (WhDemoMetrics *self,
                           int            year,
                           int            month,
                           int            plan)
{
  g_autofree char *key = g_strdup_printf ("days/%d/%d/%d", year, month, plan);
  g_autoptr(GArray) bounds = g_array_new (FALSE, FALSE, sizeof (gint64));
  WhDemoSeries *series;
  gint64 first_day;

  drop_stale (self);
  series = g_hash_table_lookup (self->cache, key);
  if (series != NULL)
    return series;

  first_day = wh_demo_time_days (year, month, 1);
  for (int i = 0; i <= wh_demo_time_month_length (year, month); i++)
    {
      int y, m, d;
      gint64 bound;

      wh_demo_time_civil (first_day + i, &y, &m, &d);
      bound = wh_demo_time_local_start (self->store->zone, y, m, d);
      g_array_append_val (bounds, bound);
    }

  series = compute (self, bounds, plan, year, month);
  g_hash_table_insert (self->cache, g_steal_pointer (&key), series);
  return series;
}
