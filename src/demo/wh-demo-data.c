/* wh-demo-data.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-data.h"

#include "wh-demo-people.h"
#include "wh-demo-time.h"
#include "wh-demo-traits.h"

#include <math.h>

#define DAY (G_GINT64_CONSTANT (86400))
#define HISTORY_MONTHS 24
#define TRIAL_DAYS 14

/* All chances are per thousand, those of a running subscription per month. */
#define OPENING_CHANCE 90      /* was there in the first month already */
#define NO_HISTORY_CHANCE 12
#define MANUAL_CHANCE 60
#define TRIAL_CHANCE 380
#define CONVERSION_CHANCE 620
#define YEARLY_CHANCE 140
#define UPGRADE_CHANCE 26
#define DOWNGRADE_CHANCE 9
#define REACTIVATION_CHANCE 14
#define DELINQUENT_CHANCE 280
#define NAMELESS_CHANCE 40
#define NO_EMAIL_CHANCE 20
#define TRAITS_CHANCE 220

typedef struct
{
  const char *id;
  const char *name;
  gint64 price; /* a seat and month, in cents */
  guint weight; /* of those who begin with it */
  guint churn;  /* chance a month */
  gboolean manual;
} PlanSpec;

/* One has a blank in its id, as real ones do (§1.3); the old one came with an import and
 * cannot be seen among the manually added plans. */
static const PlanSpec plan_specs[] = {
  { "starter",     "Starter",     1900, 46, 46, TRUE },
  { "team",        "Team",        4900, 28, 30, TRUE },
  { "business",    "Business",    9900, 13, 21, TRUE },
  { "Scale Up",    "Scale Up",   24900,  5, 15, TRUE },
  { "enterprise",  "Enterprise", 79900,  2,  9, TRUE },
  { "legacy-2019", "Classic",     2900,  6, 34, FALSE },
};
#define LAST_UPGRADE 4

typedef struct
{
  WhDemoStore *store;
  gint64 window_start; /* seconds */
  gint64 end;          /* seconds: nothing but scheduled churn is later */
  guint16 plans[G_N_ELEMENTS (plan_specs)];
} Maker;

static gboolean
chance (Maker *maker,
        guint  per_thousand)
{
  return wh_demo_store_random (maker->store) % 1000 < per_thousand;
}

static gint64
between (Maker  *maker,
         gint64  low,
         gint64  high)
{
  return high <= low ? low
                     : low + (gint64) (wh_demo_store_random (maker->store)
                                       % (guint64) (high - low));
}

static guint
pick_plan (Maker    *maker,
           gboolean  manual)
{
  guint left = (guint) (wh_demo_store_random (maker->store) % 100);

  for (guint i = 0; i < G_N_ELEMENTS (plan_specs); i++)
    {
      if (left < plan_specs[i].weight)
        return manual && !plan_specs[i].manual ? 0 : i;
      left -= plan_specs[i].weight;
    }

  return 0;
}

/* Growth: more sign-ups in later months, and a stock to begin with. */
static gint64
pick_start (Maker *maker)
{
  gint64 span = maker->end - maker->window_start;
  double at = (double) (wh_demo_store_random (maker->store) >> 11) / (double) (1ULL << 53);

  if (chance (maker, OPENING_CHANCE))
    return maker->window_start + (gint64) (at * 28 * DAY);

  /* The inverse of the distribution whose density rises from 0.5 to 1.5. */
  return maker->window_start + (gint64) ((double) span * (sqrt (0.25 + 2 * at) - 0.5));
}

typedef struct
{
  WhDemoSubscription *subscription;
  WhDemoEvent state;
  guint plan;
  gint64 seats;
  gint64 next; /* when the next period is paid */
} Life;

static void
record (Maker        *maker,
        Life         *life,
        WhDemoStatus  status,
        gint64        at)
{
  const PlanSpec *spec = &plan_specs[life->plan];
  gint64 price = spec->price * life->seats;

  /* A year costs ten months. */
  if (life->state.interval == WH_DEMO_YEAR)
    price *= 10;
  life->state.at = at;
  life->state.status = (guint8) status;
  life->state.value = status == WH_DEMO_ACTIVE ? price : 0;
  life->state.plan = maker->plans[life->plan];
  wh_demo_subscription_add_event (life->subscription, life->state);
}

static WhDemoStatus
pick_churn (Maker *maker)
{
  return chance (maker, DELINQUENT_CHANCE) ? WH_DEMO_CHURNED_DELINQUENT : WH_DEMO_CHURNED_VOLUNTARY;
}

/* Up is another plan for most, more seats for the rest. */
static void
change_plan (Maker  *maker,
             Life   *life,
             gint64  at)
{
  gboolean up = chance (maker, 1000 * UPGRADE_CHANCE / (UPGRADE_CHANCE + DOWNGRADE_CHANCE));

  if (up && life->plan < LAST_UPGRADE && chance (maker, 500))
    life->plan++;
  else if (up)
    life->seats += 1 + life->seats / 4;
  else if (life->seats > 1)
    life->seats -= 1 + life->seats / 4;
  else if (life->plan > 0 && life->plan <= LAST_UPGRADE)
    life->plan--;
  else
    return;

  record (maker, life, WH_DEMO_ACTIVE, at);
}

static gint64
period_of (const Life *life)
{
  return (life->state.interval == WH_DEMO_YEAR ? 365 : 30) * DAY;
}

/* Month by month from the first payment to the end of the data. */
static void
live (Maker  *maker,
      Life   *life,
      gint64  at)
{
  gboolean running = TRUE;

  life->next = at + period_of (life);
  for (at += 30 * DAY + between (maker, 0, DAY); at < maker->end; at += 30 * DAY)
    {
      if (!running)
        {
          running = chance (maker, REACTIVATION_CHANCE);
          if (running)
            {
              record (maker, life, WH_DEMO_ACTIVE, at);
              life->next = at + period_of (life);
            }
          continue;
        }

      while (life->next < at)
        life->next += period_of (life);
      if (chance (maker, plan_specs[life->plan].churn))
        {
          /* A paid period is used up first: until then, cancelled (§6.4, §11.2). */
          if (life->next >= maker->end)
            {
              record (maker, life, WH_DEMO_CHURNED_VOLUNTARY,
                      MAX (life->next, maker->end + 2 * DAY));
              return;
            }
          record (maker, life, pick_churn (maker), life->next);
          at = life->next;
          running = FALSE;
        }
      else if (chance (maker, UPGRADE_CHANCE + DOWNGRADE_CHANCE))
        {
          change_plan (maker, life, at);
        }
    }
}

static void
make_subscription (Maker          *maker,
                   WhDemoCustomer *customer,
                   gint64          start)
{
  Life life = { NULL };
  const char *id = NULL;
  g_autofree char *alias = NULL;

  if (customer->manual)
    {
      id = wh_demo_store_make_id (maker->store, "pws_", 12);
      if (customer->alias != NULL)
        alias = g_strdup_printf ("%s-%s", customer->alias,
                                 customer->n_subscriptions == 0 ? "main" : id + 10);
    }

  life.subscription = wh_demo_store_add_subscription (maker->store, customer, id, alias, "usd");
  life.plan = pick_plan (maker, customer->manual);
  life.seats = chance (maker, 600) ? 1 : between (maker, 2, 12);
  life.state.interval = chance (maker, YEARLY_CHANCE) ? WH_DEMO_YEAR : WH_DEMO_MONTH;
  if (chance (maker, TRIAL_CHANCE))
    {
      gint64 over = start + TRIAL_DAYS * DAY;

      record (maker, &life, WH_DEMO_TRIALING, start);
      if (over >= maker->end)
        return;
      if (!chance (maker, CONVERSION_CHANCE))
        {
          record (maker, &life, WH_DEMO_CHURNED_VOLUNTARY, over);
          return;
        }
      start = between (maker, start + 2 * DAY, over);
    }

  record (maker, &life, WH_DEMO_ACTIVE, start);
  live (maker, &life, start);
}

static void
make_identity (Maker          *maker,
               WhDemoCustomer *customer)
{
  WhDemoStore *store = maker->store;
  guint64 random = wh_demo_store_random (store);
  const WhDemoRegion *region = wh_demo_people_pick_region (random);
  const WhDemoName *given = &region->given[(random >> 16) % WH_DEMO_NAMES_PER_REGION];
  const WhDemoName *family = &region->family[(random >> 24) % WH_DEMO_NAMES_PER_REGION];
  const char *domain = wh_demo_people_pick_domain (random >> 32);
  char email[128];

  if (!chance (maker, NAMELESS_CHANCE))
    {
      customer->first_name = given->text;
      customer->last_name = family->text;
    }
  if (chance (maker, NO_EMAIL_CHANCE) && !customer->manual)
    return;

  if (chance (maker, 60))
    g_snprintf (email, sizeof email, "billing@%s", domain);
  else if ((random >> 40) % 4 == 0)
    g_snprintf (email, sizeof email, "%s@%s", given->ascii, domain);
  else
    g_snprintf (email, sizeof email, "%s.%s%u@%s", given->ascii, family->ascii,
                (guint) ((random >> 44) % 90 + 10), domain);
  customer->email = wh_demo_store_string (store, email);
}

static void
make_traits (Maker          *maker,
             WhDemoCustomer *customer)
{
  static const char * const payment[] = { "Stripe", "PayPal", "PayPro", "Wire transfer" };
  static const char * const referral[] = {
    "Search", "Friend", "Conference", "Podcast", "Newsletter", "N/A",
  };
  guint64 random = wh_demo_store_random (maker->store);

  wh_demo_traits_put (maker->store, customer, "Payment provider",
                      payment[random % G_N_ELEMENTS (payment)]);
  if ((random >> 8) % 3 != 0)
    wh_demo_traits_put (maker->store, customer, "Referral source",
                        referral[(random >> 16) % G_N_ELEMENTS (referral)]);
}

/* Changed last when its last event happened, or some hours after it. */
static void
set_updated (Maker          *maker,
             WhDemoCustomer *customer)
{
  gint64 latest = customer->created;

  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      const WhDemoSubscription *subscription = customer->subscriptions[i];

      for (guint j = 0; j < subscription->n_events; j++)
        if (subscription->events[j].at < maker->end)
          latest = MAX (latest, subscription->events[j].at);
    }

  latest = between (maker, latest, latest + 6 * 3600);
  customer->updated = MIN (latest, maker->end - 1) * G_USEC_PER_SEC + between (maker, 1, G_USEC_PER_SEC - 1);
}

static void
make_customer (Maker *maker,
               guint  number)
{
  WhDemoStore *store = maker->store;
  gboolean manual = chance (maker, MANUAL_CHANCE);
  gint64 start = pick_start (maker);
  WhDemoCustomer *customer;
  char alias[32];

  start = MIN (start, maker->end - 2 * 3600);
  g_snprintf (alias, sizeof alias, "acct-%u", 1000 + number);
  customer = wh_demo_store_add_customer (store,
                                         manual ? wh_demo_store_make_id (store, "pwu_", 12)
                                                : wh_demo_store_make_id (store, "cus_", 14),
                                         manual && chance (maker, 800) ? alias : NULL, manual);
  customer->created = start;
  make_identity (maker, customer);
  if (!chance (maker, NO_HISTORY_CHANCE))
    make_subscription (maker, customer, start + between (maker, 0, 3600));
  while (manual && customer->n_subscriptions > 0 && customer->n_subscriptions < 4
         && chance (maker, 250))
    make_subscription (maker, customer, between (maker, start + 3600, maker->end - 1));

  if (chance (maker, 50))
    customer->extra_spend = between (maker, 5, 120) * 500;
  if (chance (maker, TRAITS_CHANCE))
    make_traits (maker, customer);
  if (chance (maker, 30))
    {
      customer->retain_off = chance (maker, 500) ? WH_DEMO_RETAIN_TERM_OPTIMIZATION
                                                 : WH_DEMO_RETAIN_REACTIVATION;
      customer->unsubscribed = between (maker, start, maker->end);
    }
  set_updated (maker, customer);
}

/**
 * wh_demo_data_fill:
 * @store: an empty company
 * @n_customers: how many to make up
 *
 * Makes plausible people, plans and two years of growth, trials, changes, churn and returns. Nothing
 * is dated on the store's today, so that what happens on that day is what the caller does.
 */
void
wh_demo_data_fill (WhDemoStore *store,
                   guint        n_customers)
{
  Maker maker = { .store = store, .end = store->today_start };
  int year, month, day;

  wh_demo_time_civil (store->today, &year, &month, &day);
  month -= HISTORY_MONTHS % 12;
  year -= HISTORY_MONTHS / 12;
  maker.window_start = wh_demo_time_local_start (store->zone, MAX (year, 1), month, 1);

  for (guint i = 0; i < G_N_ELEMENTS (plan_specs); i++)
    maker.plans[i] = wh_demo_store_add_plan (store, plan_specs[i].id, plan_specs[i].name,
                                             plan_specs[i].manual);
  for (guint i = 0; i < n_customers; i++)
    make_customer (&maker, i);

  wh_demo_store_sort (store);
}

G_STATIC_ASSERT (HISTORY_MONTHS % 12 == 0);
