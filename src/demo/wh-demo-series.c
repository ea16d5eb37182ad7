/* wh-demo-series.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"
#include "wh-demo-time.h"

#include <math.h>
#include <string.h>

#define MAX_PLAN_IDS 150
#define DAY_SECONDS 86400.0

/* How a number is made of a period's fields a and b */
typedef enum
{
  MONEY,        /* a */
  COUNT,        /* a */
  RATE,         /* |a| / b in percent: the scale is not known (§6.4) */
  SIGNED_RATE,  /* a / b in percent */
  KEPT_COUNT,   /* (b - a) / b in percent */
  KEPT_REVENUE, /* what neither churned nor was downgraded, of b, in percent */
  GROWTH,       /* (a - b) / b in percent */
  MEAN,         /* a / b as money */
  LIFETIME,     /* mean revenue / churn rate, as money */
  QUICK_RATIO,
  TRIAL_DAYS,
  RUNNING_NET,  /* the sum of all changes since the start of the series */
  RUNNING,      /* the sum of a since the start of the series */
} Formula;

typedef struct
{
  const char *name;
  Formula formula;
  gsize a;
  gsize b;
  gboolean plan_only;
  gboolean trials;  /* absent for a plan that has no trials (§6.4) */
} Metric;

#define F(field) G_STRUCT_OFFSET (WhDemoPeriod, field)

/* §6.5; a `converted` customer is one of the new ones, told apart. */
static const Metric monthly[] = {
  { "recurring_revenue", MONEY, F (mrr) },
  { "existing_recurring_revenue", MONEY, F (existing_mrr) },
  { "new_recurring_revenue", MONEY, F (new_mrr) },
  { "reactivated_recurring_revenue", MONEY, F (reactivated_mrr) },
  { "upgraded_recurring_revenue", MONEY, F (upgraded_mrr) },
  { "downgraded_recurring_revenue", MONEY, F (downgraded_mrr) },
  { "churned_recurring_revenue", MONEY, F (churned_mrr) },
  { "churned_recurring_revenue_cancellations", MONEY, F (cancelled_mrr) },
  { "churned_recurring_revenue_delinquent", MONEY, F (delinquent_mrr) },
  { "converted_recurring_revenue", MONEY, F (converted_mrr), 0, FALSE, TRUE },
  { "plan_changed_recurring_revenue", MONEY, F (plan_changed_mrr), 0, TRUE },
  { "average_revenue_per_user", MEAN, F (mrr), F (active) },
  { "lifetime_value", LIFETIME },
  { "active_customers", COUNT, F (active) },
  { "existing_customers", COUNT, F (existing) },
  { "new_customers", COUNT, F (new) },
  { "reactivated_customers", COUNT, F (reactivated) },
  { "upgraded_customers", COUNT, F (upgraded) },
  { "downgraded_customers", COUNT, F (downgraded) },
  { "churned_customers", COUNT, F (churned) },
  { "churned_customers_cancellations", COUNT, F (cancelled) },
  { "churned_customers_delinquent", COUNT, F (delinquent) },
  { "converted_customers", COUNT, F (converted), 0, FALSE, TRUE },
  { "active_trialing_customers", COUNT, F (trialing), 0, FALSE, TRUE },
  { "existing_trialing_customers", COUNT, F (existing_trialing), 0, FALSE, TRUE },
  { "new_trialing_customers", COUNT, F (new_trialing), 0, FALSE, TRUE },
  { "churned_trialing_customers", COUNT, F (churned_trialing), 0, FALSE, TRUE },
  { "customers_churn_rate", RATE, F (churned), F (existing) },
  { "customers_churn_cancellations_rate", RATE, F (cancelled), F (existing) },
  { "customers_churn_delinquent_rate", RATE, F (delinquent), F (existing) },
  { "customers_retention_rate", KEPT_COUNT, F (churned), F (existing) },
  { "customer_conversion_rate", RATE, F (converted), F (any_trialing), FALSE, TRUE },
  { "revenue_churn_rate", RATE, F (churned_mrr), F (existing_mrr) },
  { "revenue_churn_cancellations_rate", RATE, F (cancelled_mrr), F (existing_mrr) },
  { "revenue_churn_delinquent_rate", RATE, F (delinquent_mrr), F (existing_mrr) },
  { "revenue_retention_rate", KEPT_REVENUE, 0, F (existing_mrr) },
  { "upgrade_rate", RATE, F (upgraded_mrr), F (existing_mrr) },
  { "downgrade_rate", RATE, F (downgraded_mrr), F (existing_mrr) },
  { "plan_change_rate", SIGNED_RATE, F (plan_changed_mrr), F (existing_mrr), TRUE },
  { "growth_rate", GROWTH, F (mrr), F (existing_mrr) },
  { "saas_quick_ratio", QUICK_RATIO },
  { "trial_conversion_time", TRIAL_DAYS, F (conversion_seconds), F (converted), FALSE, TRUE },
};

/* §6.6; whether returns belong to cumulative_net_new_mrr is not said, but only with them is
 * it the change of MRR since the month began. What will go is given as it is, not negative:
 * it is not lost yet. */
static const Metric daily[] = {
  { "recurring_revenue", MONEY, F (mrr) },
  { "new_recurring_revenue", MONEY, F (new_mrr) },
  { "reactivated_recurring_revenue", MONEY, F (reactivated_mrr) },
  { "upgraded_recurring_revenue", MONEY, F (upgraded_mrr) },
  { "downgraded_recurring_revenue", MONEY, F (downgraded_mrr) },
  { "churned_recurring_revenue", MONEY, F (churned_mrr) },
  { "cumulative_net_new_mrr", RUNNING_NET },
  { "future_churn_mrr", MONEY, F (future_churn_mrr) },
  { "active_customers", COUNT, F (active) },
  { "new_customers", COUNT, F (new) },
  { "reactivated_customers", COUNT, F (reactivated) },
  { "upgraded_customers", COUNT, F (upgraded) },
  { "downgraded_customers", COUNT, F (downgraded) },
  { "churned_customers", COUNT, F (churned) },
  { "cumulative_new_trialing_customers", RUNNING, F (new_trialing), 0, FALSE, TRUE },
};

static gint64
field (const WhDemoPeriod *period,
       gsize               offset)
{
  return G_STRUCT_MEMBER (gint64, period, offset);
}

static double
divide (double a,
        double b)
{
  return b > 0 ? a / b : NAN;
}

static double
get_quick_ratio (const WhDemoPeriod *period)
{
  return divide ((double) (period->new_mrr + period->reactivated_mrr + period->upgraded_mrr),
                 (double) -(period->churned_mrr + period->downgraded_mrr));
}

/* In cents. ARPU / (1 - retention), §6.4; nobody ever leaves if nobody did this month. */
static double
get_lifetime (const WhDemoPeriod *period)
{
  double mean = divide ((double) period->mrr, (double) period->active);

  return divide (mean, divide ((double) period->churned, (double) period->existing));
}

static double
get_rate (const WhDemoPeriod *period,
          const Metric       *metric)
{
  double a = (double) field (period, metric->a);
  double b = (double) field (period, metric->b);

  switch (metric->formula)
    {
    case RATE:
      return divide (100 * fabs (a), b);

    case SIGNED_RATE:
      return divide (100 * a, b);

    case KEPT_COUNT:
      return divide (100 * (b - a), b);

    case KEPT_REVENUE:
      return divide (100 * (b + (double) (period->churned_mrr + period->downgraded_mrr)), b);

    case GROWTH:
      return divide (100 * (a - b), b);

    case QUICK_RATIO:
      return get_quick_ratio (period);

    case TRIAL_DAYS:
      return divide (a / DAY_SECONDS, b);

    case MONEY:
    case COUNT:
    case MEAN:
    case LIFETIME:
    case RUNNING_NET:
    case RUNNING:
    default:
      return NAN;
    }
}

static void
write_mean_money (GString *out,
                  double   cents)
{
  if (isfinite (cents))
    wh_demo_json_cents (out, llround (cents));
  else
    g_string_append (out, "null");
}

static void
write_value (const WhDemoSeries *series,
             guint               index,
             const Metric       *metric,
             gint64             *running,
             GString            *out)
{
  const WhDemoPeriod *period = &g_array_index (series->periods, WhDemoPeriod, index);

  switch (metric->formula)
    {
    case MONEY:
      wh_demo_json_cents (out, field (period, metric->a));
      break;

    case COUNT:
      wh_demo_json_int (out, field (period, metric->a));
      break;

    case MEAN:
      write_mean_money (out, divide ((double) field (period, metric->a),
                                     (double) field (period, metric->b)));
      break;

    case LIFETIME:
      write_mean_money (out, get_lifetime (period));
      break;

    case RUNNING_NET:
      *running += period->mrr - period->existing_mrr;
      wh_demo_json_cents (out, *running);
      break;

    case RUNNING:
      *running += field (period, metric->a);
      wh_demo_json_int (out, *running);
      break;

    case RATE:
    case SIGNED_RATE:
    case KEPT_COUNT:
    case KEPT_REVENUE:
    case GROWTH:
    case QUICK_RATIO:
    case TRIAL_DAYS:
    default:
      wh_demo_json_decimal (out, get_rate (period, metric));
      break;
    }
}

static void
write_metric (const WhDemoSeries *series,
              const Metric       *metric,
              gboolean            by_day,
              GString            *out)
{
  gint64 running = 0;

  wh_demo_json_key (out, metric->name);
  g_string_append_c (out, '[');
  for (guint i = 0; i < series->periods->len; i++)
    {
      int month = series->month - 1 + (by_day ? 0 : (int) i);

      g_string_append_printf (out, "%s{\"date\":\"%04d-%02d", i > 0 ? "," : "",
                              series->year + month / 12, month % 12 + 1);
      if (by_day)
        g_string_append_printf (out, "-%02u", i + 1);
      g_string_append (out, "\",\"value\":");
      write_value (series, i, metric, &running, out);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* NULL for all; an empty list means all too (§6.1). */
static GPtrArray *
read_selection (const WhDemoRequest *request,
                const Metric        *metrics,
                gsize                n_metrics,
                WhDemoReply         *reply)
{
  const char *text = wh_demo_request_get_query (request, "metrics");
  g_auto(GStrv) names = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr(GPtrArray) selection = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize j;

      g_strstrip (names[i]);
      if (*names[i] == '\0')
        continue;
      for (j = 0; j < n_metrics && strcmp (metrics[j].name, names[i]) != 0; j++)
        ;
      if (j == n_metrics)
        {
          g_autofree char *complaint = g_strdup_printf ("\"%s\" is not a metric.", names[i]);

          wh_demo_reply_field (reply, "metrics", complaint);
          break;
        }
      if (!g_ptr_array_find (selection, &metrics[j], NULL))
        g_ptr_array_add (selection, (gpointer) &metrics[j]);
    }

  if (selection->len == 0)
    for (gsize j = 0; j < n_metrics; j++)
      g_ptr_array_add (selection, (gpointer) &metrics[j]);
  return g_steal_pointer (&selection);
}

/* Parameters that are not known are an error here (§6.4). */
static void
refuse_unknown (const WhDemoRequest *request,
                const char * const  *known,
                WhDemoReply         *reply)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        wh_demo_reply_field (reply, name, "Unknown query parameter.");
        return;
      }
}

/* A plan that nobody knows earns nothing: the reference does not list it as an error. */
static int
read_plan (WhDemoStore         *store,
           const WhDemoRequest *request)
{
  const char *id = wh_demo_request_get_query (request, "plan_id");
  gpointer found;

  if (id == NULL)
    return WH_DEMO_ALL_PLANS;
  if (!g_hash_table_lookup_extended (store->plans_by_id, id, NULL, &found))
    return WH_DEMO_NO_PLAN;

  return GPOINTER_TO_INT (found);
}

static void
write_series (const WhDemoSeries *series,
              GPtrArray          *selection,
              int                 plan,
              gboolean            by_day,
              GString            *out)
{
  g_string_append (out, "{\"data\":{");
  for (guint i = 0; i < selection->len; i++)
    {
      const Metric *metric = g_ptr_array_index (selection, i);
      gboolean absent = plan == WH_DEMO_ALL_PLANS ? metric->plan_only
                                                  : metric->trials && !series->has_trials;

      if (!absent)
        write_metric (series, metric, by_day, out);
    }
  g_string_append (out, "}}");
}

/**
 * wh_demo_get_monthly_metrics:
 * @context: what there is
 * @request: `GET /v2/metrics/monthly/`
 * @reply: §6.1
 */
void
wh_demo_get_monthly_metrics (WhDemoContext       *context,
                             const WhDemoRequest *request,
                             WhDemoReply         *reply)
{
  static const char * const known[] = { "plan_id", "metrics", NULL };
  g_autoptr(GPtrArray) selection = NULL;
  int plan = read_plan (context->store, request);

  refuse_unknown (request, known, reply);
  selection = read_selection (request, monthly, G_N_ELEMENTS (monthly), reply);
  if (wh_demo_reply_has_errors (reply))
    return;

  write_series (wh_demo_metrics_get_monthly (context->metrics, plan), selection, plan, FALSE,
                reply->body);
}

static gboolean
read_month (WhDemoStore         *store,
            const WhDemoRequest *request,
            WhDemoReply         *reply,
            int                 *year,
            int                 *month)
{
  const char *text = wh_demo_request_get_query (request, "month");
  g_autofree char *date = NULL;
  int day, current_year, current_month, age;

  if (text == NULL)
    {
      wh_demo_reply_field (reply, "month", "This field is required.");
      return FALSE;
    }

  date = g_strconcat (text, "-01", NULL);
  if (!wh_demo_time_parse_date (date, year, month, &day))
    {
      wh_demo_reply_field (reply, "month", "Month must be in the format YYYY-MM.");
      return FALSE;
    }

  wh_demo_time_civil (wh_demo_time_day_of (store->zone,
                                           wh_demo_store_get_now (store) / G_USEC_PER_SEC),
                      &current_year, &current_month, &day);
  age = (current_year - *year) * 12 + current_month - *month;
  if (age == 0 || age == 1)
    return TRUE;

  wh_demo_reply_field (reply, "month", "Month must be the current or the previous month.");
  return FALSE;
}

/**
 * wh_demo_get_daily_metrics:
 * @context: what there is
 * @request: `GET /v2/metrics/daily/`
 * @reply: §6.2
 */
void
wh_demo_get_daily_metrics (WhDemoContext       *context,
                           const WhDemoRequest *request,
                           WhDemoReply         *reply)
{
  static const char * const known[] = { "month", "plan_id", "metrics", NULL };
  g_autoptr(GPtrArray) selection = NULL;
  int plan = read_plan (context->store, request);
  int year = 0, month = 0;

  refuse_unknown (request, known, reply);
  read_month (context->store, request, reply, &year, &month);
  selection = read_selection (request, daily, G_N_ELEMENTS (daily), reply);
  if (wh_demo_reply_has_errors (reply))
    return;

  write_series (wh_demo_metrics_get_daily (context->metrics, year, month, plan), selection, plan,
                TRUE, reply->body);
}

typedef struct
{
  const char *id;
  gint64 mrr;
} PlanTotal;

static int
compare_totals (gconstpointer a,
                gconstpointer b)
{
  const PlanTotal *left = a;
  const PlanTotal *right = b;

  if (left->mrr != right->mrr)
    return left->mrr > right->mrr ? -1 : 1;
  return strcmp (left->id, right->id);
}

/**
 * wh_demo_get_plan_ids:
 * @context: what there is
 * @request: `GET /v2/metrics/plans/`
 * @reply: ids of plans that earn, the one that earns most first (§6.3)
 */
void
wh_demo_get_plan_ids (WhDemoContext       *context,
                      const WhDemoRequest *request,
                      WhDemoReply         *reply)
{
  static const char * const known[] = { "limit", NULL };
  WhDemoStore *store = context->store;
  g_autoptr(GArray) totals = g_array_new (FALSE, TRUE, sizeof (PlanTotal));
  gint64 now = wh_demo_store_get_now (store) / G_USEC_PER_SEC;
  gint64 limit = MAX_PLAN_IDS;

  refuse_unknown (request, known, reply);
  wh_demo_request_query_int (request, reply, "limit", 1, MAX_PLAN_IDS, &limit);
  if (wh_demo_reply_has_errors (reply))
    return;

  g_array_set_size (totals, store->plans->len);
  for (guint i = 0; i < totals->len; i++)
    g_array_index (totals, PlanTotal, i).id = wh_demo_store_get_plan (store, i)->id;
  for (guint i = 0; i < store->customers->len; i++)
    {
      const WhDemoCustomer *customer = g_ptr_array_index (store->customers, i);

      for (guint j = 0; j < customer->n_subscriptions && !customer->excluded; j++)
        {
          const WhDemoEvent *event;

          event = wh_demo_subscription_get_event (customer->subscriptions[j], now);
          if (event != NULL)
            g_array_index (totals, PlanTotal, event->plan).mrr += wh_demo_event_get_mrr (event);
        }
    }
  g_array_sort (totals, compare_totals);

  g_string_append (reply->body, "{\"plan_ids\":[");
  for (guint i = 0; i < MIN (totals->len, (guint) limit); i++)
    {
      const PlanTotal *total = &g_array_index (totals, PlanTotal, i);

      if (total->mrr == 0)
        break;
      if (i > 0)
        g_string_append_c (reply->body, ',');
      wh_demo_json_string (reply->body, total->id);
    }
  g_string_append (reply->body, "]}");
}
