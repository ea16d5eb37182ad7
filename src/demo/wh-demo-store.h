/* wh-demo-store.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything that the pretend company has, and nothing about HTTP. Strings live in the
 * store's own chunk until it is freed, so that a hundred thousand customers are cheap. */

#define WH_DEMO_MAX_SUBSCRIPTIONS 8

typedef enum
{
  WH_DEMO_ACTIVE,
  WH_DEMO_TRIALING,
  WH_DEMO_CHURNED_VOLUNTARY,
  WH_DEMO_CHURNED_DELINQUENT,
} WhDemoStatus;

typedef enum
{
  WH_DEMO_MONTH,
  WH_DEMO_YEAR,
} WhDemoInterval;

/* §9.3: what a customer can be opted out of */
typedef enum
{
  WH_DEMO_RETAIN_TERM_OPTIMIZATION = 1 << 0,
  WH_DEMO_RETAIN_REACTIVATION      = 1 << 1,
  WH_DEMO_RETAIN_RETAIN            = 1 << 2,
} WhDemoRetain;

typedef struct
{
  const char *id;
  const char *name;
  gboolean manual; /* whether §5's calls can see it */
} WhDemoPlan;

typedef struct
{
  gint64 at;    /* seconds */
  gint64 value; /* minor units for the whole period */
  guint16 plan;
  guint8 interval;
  guint8 status;
} WhDemoEvent;

typedef struct _WhDemoCustomer WhDemoCustomer;

typedef struct
{
  WhDemoCustomer *owner;
  const char *id;    /* NULL unless added by hand */
  const char *alias; /* nullable */
  const char *provider_user_id; /* nullable */
  WhDemoEvent *events; /* by time */
  guint16 n_events;
  guint16 n_allocated;
  char currency[4];
} WhDemoSubscription;

typedef struct
{
  const char *category;
  const char *trait;
} WhDemoTrait;

struct _WhDemoCustomer
{
  const char *id;
  const char *alias;      /* nullable */
  const char *email;      /* nullable */
  const char *first_name; /* nullable */
  const char *last_name;  /* nullable */
  gint64 created;         /* seconds */
  gint64 updated;         /* microseconds, unique */
  gint64 extra_spend;     /* minor units of one-off payments */
  gint64 unsubscribed;    /* seconds */
  WhDemoSubscription *subscriptions[WH_DEMO_MAX_SUBSCRIPTIONS];
  GArray *traits;         /* nullable */
  guint8 n_subscriptions;
  guint8 manual : 1;
  guint8 excluded : 1;
  guint8 retain_off;      /* WhDemoRetain */
};

/* What follows from a customer's subscriptions at one instant */
typedef struct
{
  const char *status; /* §11.2 */
  gint64 mrr;         /* minor units */
  gint64 spend;
  gint64 activated;   /* seconds, 0 for never */
  gint64 churned;     /* seconds, 0 for never */
  guint16 plans[WH_DEMO_MAX_SUBSCRIPTIONS];
  guint n_plans;
} WhDemoSummary;

typedef struct
{
  GTimeZone *zone;
  gint64 today;       /* days since 1970-01-01 in the company's zone; the data end there */
  gint64 today_start; /* seconds */
  gint64 epoch;       /* microseconds; what the clock showed at @epoch_monotonic */
  gint64 epoch_monotonic;
  gboolean real_time;

  GStringChunk *strings;
  GArray *plans;
  GHashTable *plans_by_id;
  GPtrArray *customers; /* by updated */
  GHashTable *customers_by_id;
  GHashTable *customers_by_alias;
  GHashTable *subscriptions_by_id;
  GHashTable *subscriptions_by_alias;
  GHashTable *trait_counts; /* lower-cased category → lower-cased trait → count */
  const char *company_id;
  const char *company_name;
  guint64 random;
  guint version; /* grows with each change */
} WhDemoStore;

WhDemoStore        *wh_demo_store_new               (const char          *today,
                                                     guint                seed);
void                wh_demo_store_free              (WhDemoStore         *self);
gint64              wh_demo_store_get_now           (WhDemoStore         *self);
guint64             wh_demo_store_random            (WhDemoStore         *self);
const char         *wh_demo_store_make_id           (WhDemoStore         *self,
                                                     const char          *prefix,
                                                     guint                n_letters);
const char         *wh_demo_store_string            (WhDemoStore         *self,
                                                     const char          *text);
guint16             wh_demo_store_add_plan          (WhDemoStore         *self,
                                                     const char          *id,
                                                     const char          *name,
                                                     gboolean             manual);
WhDemoPlan         *wh_demo_store_find_plan         (WhDemoStore         *self,
                                                     const char          *id);
WhDemoPlan         *wh_demo_store_get_plan          (WhDemoStore         *self,
                                                     guint                index);
WhDemoCustomer     *wh_demo_store_add_customer      (WhDemoStore         *self,
                                                     const char          *id,
                                                     const char          *alias,
                                                     gboolean             manual);
void                wh_demo_store_remove_customer   (WhDemoStore         *self,
                                                     WhDemoCustomer      *customer);
WhDemoCustomer     *wh_demo_store_find_customer     (WhDemoStore         *self,
                                                     const char          *id);
WhDemoCustomer     *wh_demo_store_find_user         (WhDemoStore         *self,
                                                     const char          *id_or_alias);
GPtrArray          *wh_demo_store_list_by_email     (WhDemoStore         *self,
                                                     const char          *email);
void                wh_demo_store_set_alias         (WhDemoStore         *self,
                                                     WhDemoCustomer      *customer,
                                                     const char          *alias);
void                wh_demo_store_touch             (WhDemoStore         *self,
                                                     WhDemoCustomer      *customer);
void                wh_demo_store_sort              (WhDemoStore         *self);
guint               wh_demo_store_find_updated      (WhDemoStore         *self,
                                                     gint64               microseconds);
WhDemoSubscription *wh_demo_store_add_subscription  (WhDemoStore         *self,
                                                     WhDemoCustomer      *owner,
                                                     const char          *id,
                                                     const char          *alias,
                                                     const char          *currency);
WhDemoSubscription *wh_demo_store_find_subscription (WhDemoStore         *self,
                                                     const char          *id_or_alias);
WhDemoEvent        *wh_demo_subscription_add_event  (WhDemoSubscription  *self,
                                                     WhDemoEvent          event);
const WhDemoEvent  *wh_demo_subscription_get_event  (const WhDemoSubscription *self,
                                                     gint64               at);
gint64              wh_demo_event_get_mrr           (const WhDemoEvent   *self);
gboolean            wh_demo_event_is_churn          (const WhDemoEvent   *self);
const char         *wh_demo_status_name             (WhDemoStatus         status);
void                wh_demo_customer_summarize      (const WhDemoCustomer *self,
                                                     gint64               now,
                                                     gint64               spend_until,
                                                     WhDemoSummary       *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhDemoStore, wh_demo_store_free)

G_END_DECLS
