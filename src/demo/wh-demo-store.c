/* wh-demo-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-store.h"

#include "wh-demo-time.h"

#include <string.h>

/* A noon in the middle: with a fixed date the clock starts there, and what is then changed
 * by hand gets times later than everything that was made up. */
#define NOON (12 * 3600)

static void
subscription_free (WhDemoSubscription *self)
{
  g_free (self->events);
  g_free (self);
}

static void
customer_free (WhDemoCustomer *self)
{
  for (guint i = 0; i < self->n_subscriptions; i++)
    subscription_free (self->subscriptions[i]);
  g_clear_pointer (&self->traits, g_array_unref);
  g_free (self);
}

static void
set_today (WhDemoStore *self,
           const char  *today)
{
  int year, month, day;

  self->epoch_monotonic = g_get_monotonic_time ();
  self->real_time = today == NULL || !wh_demo_time_parse_date (today, &year, &month, &day);
  if (self->real_time)
    {
      self->today = wh_demo_time_day_of (self->zone, g_get_real_time () / G_USEC_PER_SEC);
      wh_demo_time_civil (self->today, &year, &month, &day);
    }
  else
    {
      self->today = wh_demo_time_days (year, month, day);
    }

  self->today_start = wh_demo_time_local_start (self->zone, year, month, day);
  self->epoch = (self->today_start + NOON) * G_USEC_PER_SEC;
}

/* How far splitmix64 goes each time. All seeds go round the same circle, so they begin at places
 * that are mixed, too: at those that are multiples of the step, the numbers of a seed would be those
 * of the one before it, one later. */
#define STEP G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/**
 * wh_demo_store_new:
 * @today: (nullable): the day on which the data end, %NULL for the real today
 * @seed: decides ids that are made later
 *
 * Returns: (transfer full): an empty company
 */
WhDemoStore *
wh_demo_store_new (const char *today,
                   guint       seed)
{
  WhDemoStore *self = g_new0 (WhDemoStore, 1);

  self->zone = wh_demo_time_company_zone ();
  set_today (self, today);
  self->random = mix (seed);
  self->strings = g_string_chunk_new (64 * 1024);
  self->plans = g_array_new (FALSE, TRUE, sizeof (WhDemoPlan));
  self->plans_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->customers = g_ptr_array_new_with_free_func ((GDestroyNotify) customer_free);
  self->customers_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->customers_by_alias = g_hash_table_new (g_str_hash, g_str_equal);
  self->subscriptions_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->subscriptions_by_alias = g_hash_table_new (g_str_hash, g_str_equal);
  self->trait_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_hash_table_unref);
  self->company_id = wh_demo_store_make_id (self, "", 24);
  self->company_name = "Wellspring Software";

  return self;
}

/**
 * wh_demo_store_free:
 * @self: (transfer full): a store
 */
void
wh_demo_store_free (WhDemoStore *self)
{
  g_hash_table_unref (self->trait_counts);
  g_hash_table_unref (self->subscriptions_by_alias);
  g_hash_table_unref (self->subscriptions_by_id);
  g_hash_table_unref (self->customers_by_alias);
  g_hash_table_unref (self->customers_by_id);
  g_ptr_array_unref (self->customers);
  g_hash_table_unref (self->plans_by_id);
  g_array_unref (self->plans);
  g_string_chunk_free (self->strings);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * wh_demo_store_get_now:
 * @self: a store
 *
 * Returns: microseconds since 1970: the real time or, where a date was given, one that
 *   runs on from noon of that day
 */
gint64
wh_demo_store_get_now (WhDemoStore *self)
{
  if (self->real_time)
    return g_get_real_time ();

  return self->epoch + g_get_monotonic_time () - self->epoch_monotonic;
}

/**
 * wh_demo_store_random:
 * @self: a store
 *
 * Returns: the next number of a sequence (splitmix64) that only the seed decides
 */
guint64
wh_demo_store_random (WhDemoStore *self)
{
  self->random += STEP;

  return mix (self->random);
}

/**
 * wh_demo_store_make_id:
 * @self: a store
 * @prefix: "pwu_", "pws_" or "cus_"
 * @n_letters: how many letters and digits follow, at most 24
 *
 * Returns: (transfer none): a new id
 */
const char *
wh_demo_store_make_id (WhDemoStore *self,
                       const char  *prefix,
                       guint        n_letters)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  char id[32];
  gsize length = strlen (prefix);
  guint64 random = 0;

  g_return_val_if_fail (length + n_letters < sizeof id, NULL);

  memcpy (id, prefix, length);
  for (guint i = 0; i < n_letters; i++)
    {
      if (i % 8 == 0)
        random = wh_demo_store_random (self);
      id[length++] = alphabet[(random & 0xff) % (sizeof alphabet - 1)];
      random >>= 8;
    }
  id[length] = '\0';

  return g_string_chunk_insert_len (self->strings, id, (gssize) length);
}

/**
 * wh_demo_store_string:
 * @self: a store
 * @text: (nullable): any text
 *
 * Returns: (transfer none) (nullable): a copy that lives as long as @self
 */
const char *
wh_demo_store_string (WhDemoStore *self,
                      const char  *text)
{
  return text != NULL ? g_string_chunk_insert (self->strings, text) : NULL;
}

/**
 * wh_demo_store_add_plan:
 * @self: a store
 * @id: an id; a plan that has it already is returned as it is
 * @name: its name
 * @manual: whether it was added by hand
 *
 * Returns: the plan's index
 */
guint16
wh_demo_store_add_plan (WhDemoStore *self,
                        const char  *id,
                        const char  *name,
                        gboolean     manual)
{
  WhDemoPlan plan;
  gpointer found;

  if (g_hash_table_lookup_extended (self->plans_by_id, id, NULL, &found))
    return (guint16) GPOINTER_TO_UINT (found);

  plan.id = wh_demo_store_string (self, id);
  plan.name = wh_demo_store_string (self, name);
  plan.manual = manual;
  g_array_append_val (self->plans, plan);
  g_hash_table_insert (self->plans_by_id, (gpointer) plan.id,
                       GUINT_TO_POINTER (self->plans->len - 1));

  return (guint16) (self->plans->len - 1);
}

/**
 * wh_demo_store_get_plan:
 * @self: a store
 * @index: as an event holds it
 *
 * Returns: (transfer none): the plan, until one is added
 */
WhDemoPlan *
wh_demo_store_get_plan (WhDemoStore *self,
                        guint        index)
{
  return &g_array_index (self->plans, WhDemoPlan, index);
}

/**
 * wh_demo_store_find_plan:
 * @self: a store
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the plan with that id
 */
WhDemoPlan *
wh_demo_store_find_plan (WhDemoStore *self,
                         const char  *id)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->plans_by_id, id, NULL, &found))
    return NULL;

  return wh_demo_store_get_plan (self, GPOINTER_TO_UINT (found));
}

/**
 * wh_demo_store_add_customer:
 * @self: a store
 * @id: an id that is in the store already
 * @alias: (nullable): the handle that somebody gave
 * @manual: whether the customer was added by hand, and so is a "user" (§0.3)
 *
 * Returns: (transfer none): a customer at the end of the list, not yet touched
 */
WhDemoCustomer *
wh_demo_store_add_customer (WhDemoStore *self,
                            const char  *id,
                            const char  *alias,
                            gboolean     manual)
{
  WhDemoCustomer *customer = g_new0 (WhDemoCustomer, 1);

  customer->id = id;
  customer->manual = manual != FALSE;
  g_ptr_array_add (self->customers, customer);
  g_hash_table_insert (self->customers_by_id, (gpointer) id, customer);
  if (alias != NULL)
    wh_demo_store_set_alias (self, customer, alias);

  return customer;
}

/**
 * wh_demo_store_set_alias:
 * @self: a store
 * @customer: a user without an alias
 * @alias: an alias that nobody has
 */
void
wh_demo_store_set_alias (WhDemoStore    *self,
                         WhDemoCustomer *customer,
                         const char     *alias)
{
  customer->alias = wh_demo_store_string (self, alias);
  g_hash_table_insert (self->customers_by_alias, (gpointer) customer->alias, customer);
}

/**
 * wh_demo_store_remove_customer:
 * @self: a store
 * @customer: forgotten with all subscriptions (§4.3), and invalid afterwards
 */
void
wh_demo_store_remove_customer (WhDemoStore    *self,
                               WhDemoCustomer *customer)
{
  guint index = wh_demo_store_find_updated (self, customer->updated);

  g_return_if_fail (index < self->customers->len
                    && g_ptr_array_index (self->customers, index) == customer);

  for (guint i = 0; i < customer->n_subscriptions; i++)
    {
      WhDemoSubscription *subscription = customer->subscriptions[i];

      if (subscription->id != NULL)
        g_hash_table_remove (self->subscriptions_by_id, subscription->id);
      if (subscription->alias != NULL)
        g_hash_table_remove (self->subscriptions_by_alias, subscription->alias);
    }
  if (customer->alias != NULL)
    g_hash_table_remove (self->customers_by_alias, customer->alias);
  g_hash_table_remove (self->customers_by_id, customer->id);
  g_ptr_array_remove_index (self->customers, index);
  self->version++;
}

/**
 * wh_demo_store_find_customer:
 * @self: a store
 * @id: a customer id
 *
 * Returns: (transfer none) (nullable): the customer, whatever the origin
 */
WhDemoCustomer *
wh_demo_store_find_customer (WhDemoStore *self,
                             const char  *id)
{
  return g_hash_table_lookup (self->customers_by_id, id);
}

/**
 * wh_demo_store_find_user:
 * @self: a store
 * @id_or_alias: a user id or alias
 *
 * Returns: (transfer none) (nullable): the customer, if added by hand (§0.3)
 */
WhDemoCustomer *
wh_demo_store_find_user (WhDemoStore *self,
                         const char  *id_or_alias)
{
  WhDemoCustomer *customer = g_hash_table_lookup (self->customers_by_id, id_or_alias);

  if (customer == NULL || !customer->manual)
    customer = g_hash_table_lookup (self->customers_by_alias, id_or_alias);

  return customer;
}

/**
 * wh_demo_store_list_by_email:
 * @self: a store
 * @email: an address in any case
 *
 * Returns: (transfer container): all customers that have it, by updated_on
 */
GPtrArray *
wh_demo_store_list_by_email (WhDemoStore *self,
                             const char  *email)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *lower = g_utf8_strdown (email, -1);

  for (guint i = 0; i < self->customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (self->customers, i);

      if (customer->email != NULL && strcmp (customer->email, lower) == 0)
        g_ptr_array_add (found, customer);
    }

  return found;
}

/**
 * wh_demo_store_find_updated:
 * @self: a store
 * @microseconds: an instant
 *
 * Returns: the index of the first customer that was updated then or later
 */
guint
wh_demo_store_find_updated (WhDemoStore *self,
                            gint64       microseconds)
{
  guint low = 0;
  guint high = self->customers->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      WhDemoCustomer *customer = g_ptr_array_index (self->customers, middle);

      if (customer->updated < microseconds)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * wh_demo_store_touch:
 * @self: a store
 * @customer: one that was changed just now: it becomes the last by updated_on
 */
void
wh_demo_store_touch (WhDemoStore    *self,
                     WhDemoCustomer *customer)
{
  gint64 now = wh_demo_store_get_now (self);
  guint last = self->customers->len - 1;
  WhDemoCustomer *youngest = g_ptr_array_index (self->customers, last);
  guint index = last;

  /* A new one is at the end already, but not yet in order. */
  if (youngest != customer)
    index = wh_demo_store_find_updated (self, customer->updated);
  else if (last > 0)
    youngest = g_ptr_array_index (self->customers, last - 1);

  g_return_if_fail (g_ptr_array_index (self->customers, index) == customer);

  customer->updated = MAX (now, MAX (youngest->updated, customer->updated) + 1);
  memmove (&self->customers->pdata[index], &self->customers->pdata[index + 1],
           (last - index) * sizeof (gpointer));
  self->customers->pdata[last] = customer;
  self->version++;
}

static int
compare_updated (gconstpointer a,
                 gconstpointer b)
{
  const WhDemoCustomer *left = *(WhDemoCustomer * const *) a;
  const WhDemoCustomer *right = *(WhDemoCustomer * const *) b;

  if (left->updated != right->updated)
    return left->updated < right->updated ? -1 : 1;
  return strcmp (left->id, right->id);
}

/**
 * wh_demo_store_sort:
 * @self: a store whose customers were added in any order
 *
 * Puts them in the order of updated_on, and makes those times unique.
 */
void
wh_demo_store_sort (WhDemoStore *self)
{
  gint64 previous = G_MININT64;

  g_ptr_array_sort (self->customers, compare_updated);
  for (guint i = 0; i < self->customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (self->customers, i);

      if (customer->updated <= previous)
        customer->updated = previous + 1;
      previous = customer->updated;
    }
  self->version++;
}

/**
 * wh_demo_store_add_subscription:
 * @self: a store
 * @owner: a customer with fewer than eight
 * @id: (nullable): in the store already, %NULL for imported ones
 * @alias: (nullable): unique in the company
 * @currency: three letters
 *
 * Returns: (transfer none): a subscription without events
 */
WhDemoSubscription *
wh_demo_store_add_subscription (WhDemoStore    *self,
                                WhDemoCustomer *owner,
                                const char     *id,
                                const char     *alias,
                                const char     *currency)
{
  WhDemoSubscription *subscription;

  g_return_val_if_fail (owner->n_subscriptions < WH_DEMO_MAX_SUBSCRIPTIONS, NULL);

  subscription = g_new0 (WhDemoSubscription, 1);
  subscription->owner = owner;
  subscription->id = id;
  subscription->alias = wh_demo_store_string (self, alias);
  g_strlcpy (subscription->currency, currency, sizeof subscription->currency);
  if (id != NULL)
    g_hash_table_insert (self->subscriptions_by_id, (gpointer) id, subscription);
  if (alias != NULL)
    g_hash_table_insert (self->subscriptions_by_alias, (gpointer) subscription->alias,
                         subscription);
  owner->subscriptions[owner->n_subscriptions++] = subscription;

  return subscription;
}

/**
 * wh_demo_store_find_subscription:
 * @self: a store
 * @id_or_alias: a subscription's id or alias
 *
 * Returns: (transfer none) (nullable): the subscription, if added by hand
 */
WhDemoSubscription *
wh_demo_store_find_subscription (WhDemoStore *self,
                                 const char  *id_or_alias)
{
  WhDemoSubscription *found = g_hash_table_lookup (self->subscriptions_by_id, id_or_alias);

  return found != NULL ? found : g_hash_table_lookup (self->subscriptions_by_alias, id_or_alias);
}

/**
 * wh_demo_subscription_add_event:
 * @self: a subscription
 * @event: put in its place by time, after those of the same instant
 *
 * Returns: (transfer none): where it now is, until the next is added
 */
WhDemoEvent *
wh_demo_subscription_add_event (WhDemoSubscription *self,
                                WhDemoEvent         event)
{
  guint at = self->n_events;

  if (self->n_events == self->n_allocated)
    {
      self->n_allocated = (guint16) (self->n_allocated == 0 ? 2 : self->n_allocated * 2);
      self->events = g_renew (WhDemoEvent, self->events, self->n_allocated);
    }
  while (at > 0 && self->events[at - 1].at > event.at)
    {
      self->events[at] = self->events[at - 1];
      at--;
    }
  self->events[at] = event;
  self->n_events++;

  return &self->events[at];
}

/**
 * wh_demo_subscription_get_event:
 * @self: a subscription
 * @at: an instant in seconds
 *
 * Returns: (transfer none) (nullable): the event that holds then
 */
const WhDemoEvent *
wh_demo_subscription_get_event (const WhDemoSubscription *self,
                                gint64                    at)
{
  for (guint i = self->n_events; i > 0; i--)
    if (self->events[i - 1].at <= at)
      return &self->events[i - 1];

  return NULL;
}

/**
 * wh_demo_event_get_mrr:
 * @self: (nullable): an event
 *
 * There is no table of exchange rates: other currencies count one to one.
 *
 * Returns: minor units a month; years are spread, rounded to the nearest (§6.4)
 */
gint64
wh_demo_event_get_mrr (const WhDemoEvent *self)
{
  if (self == NULL || self->status != WH_DEMO_ACTIVE)
    return 0;

  return self->interval == WH_DEMO_YEAR ? (self->value + 6) / 12 : self->value;
}

/**
 * wh_demo_event_is_churn:
 * @self: (nullable): an event
 *
 * Returns: whether it ended something
 */
gboolean
wh_demo_event_is_churn (const WhDemoEvent *self)
{
  return self != NULL && self->status >= WH_DEMO_CHURNED_VOLUNTARY;
}

/**
 * wh_demo_status_name:
 * @status: a subscription's status
 *
 * Returns: (transfer none): as §11.1 spells it
 */
const char *
wh_demo_status_name (WhDemoStatus status)
{
  static const char * const names[] = {
    "active", "trialing", "churned_voluntary", "churned_delinquent",
  };

  return names[status];
}
