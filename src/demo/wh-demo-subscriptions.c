/* wh-demo-subscriptions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"
#include "wh-demo-traits.h"

#include <string.h>

#define MAX_ALIAS 36

/* No limit is known; this one keeps a hundred thousand of them from overflowing a sum. */
#define MAX_VALUE (G_GINT64_CONSTANT (1000000000000))

/* Milliseconds are a classic mistake that the service lets pass as a far future (§1.7). */
#define MAX_DATE (G_GINT64_CONSTANT (99999999999999))

/* Of one subscription; nobody changes his mind that often. */
#define MAX_EVENTS 1000

static const char * const intervals[] = { "month", "year", NULL };
static const char * const statuses[] = { "active", "trialing", NULL };
static const char * const churn_types[] = { "voluntary", "delinquent", NULL };

/* §11.3 */
static const char currencies[] =
  " aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btc btn"
  " bwp bzd cad cdf chf clf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp"
  " gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr iqd irr isk jep jmd jod jpy"
  " kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mro"
  " mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd"
  " rub rwf sar sbd scr sdg sek sgd shp sll sos srd std svc syp szl thb tjs tmt tnd top try ttd"
  " twd tzs uah ugx usd uyu uzs vef vnd vuv wst xaf xag xau xcd xdr xof xpf yer zar zmw zwl ";

/* §3.1; a churn is a row of value 0 that says how (§4.1). */
static void
write_event (WhDemoStore              *store,
             const WhDemoSubscription *subscription,
             const WhDemoEvent        *event,
             GString                  *out)
{
  g_string_append_c (out, '{');
  wh_demo_json_key (out, "user_id");
  wh_demo_json_string (out, subscription->owner->id);
  wh_demo_json_key (out, "subscription_id");
  wh_demo_json_string (out, subscription->id);
  wh_demo_json_key (out, "user_alias");
  wh_demo_json_string (out, subscription->owner->alias);
  wh_demo_json_key (out, "subscription_alias");
  wh_demo_json_string (out, subscription->alias);
  wh_demo_json_key (out, "email");
  wh_demo_json_string (out, subscription->owner->email);
  wh_demo_json_key (out, "plan_id");
  wh_demo_json_string (out, wh_demo_store_get_plan (store, event->plan)->id);
  wh_demo_json_key (out, "plan_interval");
  wh_demo_json_string (out, intervals[event->interval]);
  wh_demo_json_key (out, "plan_currency");
  wh_demo_json_string (out, subscription->currency);
  wh_demo_json_key (out, "status");
  wh_demo_json_string (out, wh_demo_status_name (event->status));
  wh_demo_json_key (out, "value");
  wh_demo_json_int (out, event->value);
  wh_demo_json_key (out, "effective_date");
  wh_demo_json_int (out, event->at);
  wh_demo_json_key (out, "meta");
  g_string_append_c (out, '{');
  if (wh_demo_event_is_churn (event))
    {
      wh_demo_json_key (out, "churn_type");
      wh_demo_json_string (out, churn_types[event->status - WH_DEMO_CHURNED_VOLUNTARY]);
    }
  if (subscription->provider_user_id != NULL)
    {
      wh_demo_json_key (out, "data_provider_user_id");
      wh_demo_json_string (out, subscription->provider_user_id);
    }
  g_string_append (out, "}}");
}

/* What create and update have in common. A plan need not exist before it is used (§3.2). */
static gboolean
read_terms (WhDemoStore         *store,
            const WhDemoRequest *request,
            WhDemoReply         *reply,
            char               **plan_id,
            WhDemoEvent         *event)
{
  int interval, status;

  *plan_id = wh_demo_request_take_text (request, reply, "plan_id", TRUE, 0);
  interval = wh_demo_request_take_choice (request, reply, "plan_interval", intervals, -1);
  status = wh_demo_request_take_choice (request, reply, "status", statuses, WH_DEMO_ACTIVE);
  wh_demo_request_take_int (request, reply, "value", MAX_VALUE, &event->value);
  wh_demo_request_take_int (request, reply, "effective_date", MAX_DATE, &event->at);
  if (*plan_id != NULL && store->plans->len >= G_MAXUINT16
      && wh_demo_store_find_plan (store, *plan_id) == NULL)
    wh_demo_reply_field (reply, "plan_id", "There are too many plans.");

  event->interval = (guint8) MAX (interval, 0);
  event->status = (guint8) MAX (status, 0);
  return reply->errors == NULL;
}

static gboolean
check_trial (const WhDemoEvent *event,
             WhDemoReply       *reply)
{
  if (event->status != WH_DEMO_TRIALING || event->value == 0)
    return TRUE;

  wh_demo_reply_rule (reply, "The value of a trialing subscription must be 0.");
  return FALSE;
}

typedef struct
{
  char *user_id;
  char *user_alias;
  char *subscription_alias;
  char *email;
  char *plan_id;
  char *currency;
  char *provider_user_id;
  WhDemoEvent event;
} Creation;

static void
creation_clear (Creation *creation)
{
  g_free (creation->user_id);
  g_free (creation->user_alias);
  g_free (creation->subscription_alias);
  g_free (creation->email);
  g_free (creation->plan_id);
  g_free (creation->currency);
  g_free (creation->provider_user_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Creation, creation_clear)

static gboolean
read_creation (WhDemoStore         *store,
               const WhDemoRequest *request,
               WhDemoReply         *reply,
               Creation            *creation)
{
  g_autofree char *email = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *padded = NULL;

  creation->user_id = wh_demo_request_take_text (request, reply, "user_id", FALSE, 0);
  creation->user_alias = wh_demo_request_take_text (request, reply, "user_alias", FALSE, MAX_ALIAS);
  creation->subscription_alias = wh_demo_request_take_text (request, reply, "subscription_alias",
                                                            FALSE, MAX_ALIAS);
  email = wh_demo_request_take_text (request, reply, "email", TRUE, 0);
  if (email != NULL)
    creation->email = g_utf8_strdown (email, -1);
  currency = wh_demo_request_take_text (request, reply, "plan_currency", FALSE, 0);
  creation->currency = g_ascii_strdown (currency != NULL ? currency : "usd", -1);
  padded = g_strdup_printf (" %s ", creation->currency);
  if (strlen (creation->currency) != 3 || strstr (currencies, padded) == NULL)
    wh_demo_reply_choice (reply, "plan_currency", creation->currency);
  creation->provider_user_id = wh_demo_request_take_text (request, reply, "data_provider_user_id",
                                                          FALSE, 0);
  read_terms (store, request, reply, &creation->plan_id, &creation->event);

  return !wh_demo_reply_has_errors (reply) && check_trial (&creation->event, reply);
}

/* Finds the user that is meant, if there is one; FALSE if the request cannot be right. */
static gboolean
find_owner (WhDemoStore     *store,
            const Creation  *creation,
            WhDemoCustomer **owner,
            WhDemoReply     *reply)
{
  WhDemoCustomer *namesake = NULL;

  *owner = NULL;
  if (creation->user_alias != NULL)
    namesake = g_hash_table_lookup (store->customers_by_alias, creation->user_alias);
  if (creation->user_id == NULL)
    {
      *owner = namesake;
    }
  else
    {
      /* Which status an unknown id earns here is not known. */
      *owner = wh_demo_store_find_customer (store, creation->user_id);
      if (*owner == NULL || !(*owner)->manual)
        {
          wh_demo_reply_rule (reply, "There is no user with this ID.");
          return FALSE;
        }
      if (namesake != NULL && namesake != *owner)
        {
          wh_demo_reply_rule (reply, "User with this alias already exists.");
          return FALSE;
        }
    }

  if (*owner != NULL && (*owner)->n_subscriptions == WH_DEMO_MAX_SUBSCRIPTIONS)
    {
      wh_demo_reply_rule (reply,
                          "Subscription limit of 8 reached for this user. Cannot create more.");
      return FALSE;
    }

  return TRUE;
}

/**
 * wh_demo_create_subscription:
 * @context: what there is
 * @request: `POST /v2/subscriptions/`
 * @reply: 201 and a record (§3.2)
 *
 * The e-mail address of a user that exists already is kept: it does not identify anybody.
 */
void
wh_demo_create_subscription (WhDemoContext       *context,
                             const WhDemoRequest *request,
                             WhDemoReply         *reply)
{
  WhDemoStore *store = context->store;
  g_auto(Creation) creation = { NULL };
  WhDemoSubscription *subscription;
  WhDemoCustomer *owner;
  WhDemoEvent *event;

  if (!read_creation (store, request, reply, &creation))
    return;
  if (creation.subscription_alias != NULL
      && wh_demo_store_find_subscription (store, creation.subscription_alias) != NULL)
    {
      wh_demo_reply_rule (reply, "Subscription with this alias already exists.");
      return;
    }
  if (!find_owner (store, &creation, &owner, reply))
    return;

  if (owner == NULL)
    {
      owner = wh_demo_store_add_customer (store, wh_demo_store_make_id (store, "pwu_", 12),
                                          creation.user_alias, TRUE);
      owner->created = wh_demo_store_get_now (store) / G_USEC_PER_SEC;
      owner->email = wh_demo_store_string (store, creation.email);
    }
  else if (owner->alias == NULL && creation.user_alias != NULL)
    {
      wh_demo_store_set_alias (store, owner, creation.user_alias);
    }

  subscription = wh_demo_store_add_subscription (store, owner,
                                                 wh_demo_store_make_id (store, "pws_", 12),
                                                 creation.subscription_alias, creation.currency);
  subscription->provider_user_id = wh_demo_store_string (store, creation.provider_user_id);
  creation.event.plan = wh_demo_store_add_plan (store, creation.plan_id, creation.plan_id, TRUE);
  event = wh_demo_subscription_add_event (subscription, creation.event);

  /* Back-filled history comes before the day it was entered (§8.1: first seen). */
  owner->created = MIN (owner->created, event->at);
  wh_demo_store_touch (store, owner);
  reply->status = 201;
  write_event (store, subscription, event, reply->body);
}

/* A script that goes round in circles must not use up the memory of the program that the server
 * runs in. */
static gboolean
check_room (const WhDemoSubscription *subscription,
            WhDemoReply              *reply)
{
  if (subscription->n_events < MAX_EVENTS)
    return TRUE;

  wh_demo_reply_rule (reply, "This subscription was changed too often.");

  return FALSE;
}

/**
 * wh_demo_update_subscription:
 * @context: what there is
 * @request: `PUT /v2/subscriptions/{subscription_id or alias}/`
 * @reply: 200 and a record (§3.3)
 *
 * Adds an event to the history; on one that churned, it is a return. An update from before the
 * subscription is refused, which the reference leaves open. A currency is ignored.
 */
void
wh_demo_update_subscription (WhDemoContext       *context,
                             const WhDemoRequest *request,
                             WhDemoReply         *reply)
{
  WhDemoStore *store = context->store;
  WhDemoSubscription *subscription = wh_demo_store_find_subscription (store, request->params[0]);
  g_autofree char *plan_id = NULL;
  WhDemoEvent event = { 0 };
  WhDemoEvent *added;

  if (subscription == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }
  read_terms (store, request, reply, &plan_id, &event);
  if (wh_demo_reply_has_errors (reply) || !check_trial (&event, reply))
    return;
  if (event.at < subscription->events[0].at)
    {
      wh_demo_reply_rule (reply, "The effective date is before the start of the subscription.");
      return;
    }
  if (!check_room (subscription, reply))
    return;

  event.plan = wh_demo_store_add_plan (store, plan_id, plan_id, TRUE);
  added = wh_demo_subscription_add_event (subscription, event);
  wh_demo_store_touch (store, subscription->owner);
  write_event (store, subscription, added, reply->body);
}

/**
 * wh_demo_churn_subscription:
 * @context: what there is
 * @request: `DELETE /v2/subscriptions/{subscription_id or alias}/`, with a query
 * @reply: 200 and a record (§3.4)
 *
 * A churn from before the last event is refused, which the reference leaves open.
 */
void
wh_demo_churn_subscription (WhDemoContext       *context,
                            const WhDemoRequest *request,
                            WhDemoReply         *reply)
{
  WhDemoStore *store = context->store;
  WhDemoSubscription *subscription = wh_demo_store_find_subscription (store, request->params[0]);
  const char *type = wh_demo_request_get_query (request, "churn_type");
  const WhDemoEvent *last;
  WhDemoEvent event = { 0 };
  int kind = type != NULL ? wh_demo_choice_index (churn_types, type) : 0;

  if (subscription == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }
  if (wh_demo_request_get_query (request, "effective_date") == NULL)
    wh_demo_reply_field (reply, "effective_date", "This field is required.");
  wh_demo_request_query_int (request, reply, "effective_date", 0, MAX_DATE, &event.at);
  if (kind < 0)
    wh_demo_reply_choice (reply, "churn_type", type);
  if (wh_demo_reply_has_errors (reply))
    return;

  last = &subscription->events[subscription->n_events - 1];
  if (wh_demo_event_is_churn (last))
    {
      wh_demo_reply_rule (reply, "This subscription is already scheduled to churn.");
      return;
    }
  if (event.at < last->at)
    {
      wh_demo_reply_rule (reply, "The effective date is before the last change.");
      return;
    }

  if (!check_room (subscription, reply))
    return;

  event.plan = last->plan;
  event.interval = last->interval;
  event.status = (guint8) (WH_DEMO_CHURNED_VOLUNTARY + kind);
  last = wh_demo_subscription_add_event (subscription, event);
  wh_demo_store_touch (store, subscription->owner);
  write_event (store, subscription, last, reply->body);
}

/**
 * wh_demo_unchurn_subscription:
 * @context: what there is
 * @request: `PUT /v2/unchurn/{subscription_id or alias}/`
 * @reply: 204: history is as though the churn had never been (§3.5)
 */
void
wh_demo_unchurn_subscription (WhDemoContext       *context,
                              const WhDemoRequest *request,
                              WhDemoReply         *reply)
{
  WhDemoSubscription *subscription;

  subscription = wh_demo_store_find_subscription (context->store, request->params[0]);
  if (subscription == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }
  if (!wh_demo_event_is_churn (&subscription->events[subscription->n_events - 1]))
    {
      wh_demo_reply_rule (reply, "This subscription was not churned in the first place.");
      return;
    }

  subscription->n_events--;
  wh_demo_store_touch (context->store, subscription->owner);
  reply->status = 204;
}

typedef struct
{
  const WhDemoSubscription *subscription;
  const WhDemoEvent *event;
} HistoryRow;

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const HistoryRow *left = a;
  const HistoryRow *right = b;

  if (left->event->at != right->event->at)
    return left->event->at < right->event->at ? -1 : 1;
  if (left->subscription != right->subscription)
    return strcmp (left->subscription->id, right->subscription->id);
  return left->event < right->event ? -1 : 1;
}

/**
 * wh_demo_get_user:
 * @context: what there is
 * @request: `GET /v2/users/{user_id or alias}/`
 * @reply: an array with one record for each event (§4.1), the oldest first
 */
void
wh_demo_get_user (WhDemoContext       *context,
                  const WhDemoRequest *request,
                  WhDemoReply         *reply)
{
  WhDemoCustomer *user = wh_demo_store_find_user (context->store, request->params[0]);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (HistoryRow));

  if (user == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  for (guint i = 0; i < user->n_subscriptions; i++)
    {
      const WhDemoSubscription *subscription = user->subscriptions[i];

      for (guint j = 0; j < subscription->n_events; j++)
        {
          HistoryRow row = { subscription, &subscription->events[j] };

          g_array_append_val (rows, row);
        }
    }
  g_array_sort (rows, compare_rows);

  g_string_append_c (reply->body, '[');
  for (guint i = 0; i < rows->len; i++)
    {
      const HistoryRow *row = &g_array_index (rows, HistoryRow, i);

      if (i > 0)
        g_string_append_c (reply->body, ',');
      write_event (context->store, row->subscription, row->event, reply->body);
    }
  g_string_append_c (reply->body, ']');
}

/**
 * wh_demo_update_user:
 * @context: what there is
 * @request: `PUT /v2/users/{user_id or alias}/`
 * @reply: 200 (§4.2); its body is our guess
 */
void
wh_demo_update_user (WhDemoContext       *context,
                     const WhDemoRequest *request,
                     WhDemoReply         *reply)
{
  WhDemoCustomer *user = wh_demo_store_find_user (context->store, request->params[0]);
  g_autofree char *email = NULL;
  g_autofree char *lower = NULL;

  if (user == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }
  email = wh_demo_request_take_text (request, reply, "email", TRUE, 0);
  if (wh_demo_reply_has_errors (reply))
    return;

  lower = g_utf8_strdown (email, -1);
  user->email = wh_demo_store_string (context->store, lower);
  wh_demo_store_touch (context->store, user);

  g_string_append_c (reply->body, '{');
  wh_demo_json_key (reply->body, "user_id");
  wh_demo_json_string (reply->body, user->id);
  wh_demo_json_key (reply->body, "user_alias");
  wh_demo_json_string (reply->body, user->alias);
  wh_demo_json_key (reply->body, "email");
  wh_demo_json_string (reply->body, user->email);
  g_string_append_c (reply->body, '}');
}

/**
 * wh_demo_delete_user:
 * @context: what there is
 * @request: `DELETE /v2/users/{user_id or alias}/`
 * @reply: 204: past metrics change too (§4.3)
 */
void
wh_demo_delete_user (WhDemoContext       *context,
                     const WhDemoRequest *request,
                     WhDemoReply         *reply)
{
  WhDemoCustomer *user = wh_demo_store_find_user (context->store, request->params[0]);

  if (user == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  while (user->traits != NULL && user->traits->len > 0)
    wh_demo_traits_remove (context->store, user,
                           g_array_index (user->traits, WhDemoTrait, 0).category);
  wh_demo_store_remove_customer (context->store, user);
  reply->status = 204;
}
