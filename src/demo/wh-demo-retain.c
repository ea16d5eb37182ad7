/* wh-demo-retain.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"
#include "wh-demo-time.h"

#include <string.h>

#define MAX_PER_PAGE 250
#define MAX_ROWS 100000

#define DAY (G_GINT64_CONSTANT (86400))

/* In the order of the bits of WhDemoRetain */
static const char * const interventions[] = {
  "term_optimization", "reactivation", "retain", NULL,
};

static int
compare_unsubscribed (gconstpointer a,
                      gconstpointer b)
{
  const WhDemoCustomer *left = *(WhDemoCustomer * const *) a;
  const WhDemoCustomer *right = *(WhDemoCustomer * const *) b;

  if (left->unsubscribed != right->unsubscribed)
    return left->unsubscribed < right->unsubscribed ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* Both ends are days and belong to the range, unlike those of customers (§9.3). */
static GPtrArray *
list_unsubscribed (WhDemoStore *store,
                   guint        retain,
                   gint64       first_day,
                   gint64       last_day)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < store->customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (store->customers, i);
      gint64 day = customer->unsubscribed / DAY;

      if ((customer->retain_off & retain) != 0 && day >= first_day && day <= last_day)
        g_ptr_array_add (found, customer);
    }
  g_ptr_array_sort (found, compare_unsubscribed);

  return found;
}

/**
 * wh_demo_list_unsubscribed:
 * @context: what there is
 * @request: `GET /v2/retain/unsubscribed_customers/{intervention_type}/`
 * @reply: an array; the shape of its records is our guess (§14)
 */
void
wh_demo_list_unsubscribed (WhDemoContext       *context,
                           const WhDemoRequest *request,
                           WhDemoReply         *reply)
{
  g_autoptr(GPtrArray) found = NULL;
  int type = wh_demo_choice_index (interventions, request->params[0]);
  gint64 start = 0, end = G_MAXINT64;
  gint64 page = 1, per_page = MAX_PER_PAGE;

  /* §11.4: this list knows two of the three. */
  if (type < 0 || type > 1)
    {
      wh_demo_reply_not_found (reply);
      return;
    }
  wh_demo_request_query_int (request, reply, "per_page", 1, MAX_PER_PAGE, &per_page);
  wh_demo_request_query_int (request, reply, "page", 1, MAX_ROWS / per_page, &page);
  wh_demo_request_query_time (request, reply, "start_date", &start);
  wh_demo_request_query_time (request, reply, "end_date", &end);
  if (wh_demo_reply_has_errors (reply))
    return;

  found = list_unsubscribed (context->store, 1u << type, start / (DAY * G_USEC_PER_SEC),
                             end / (DAY * G_USEC_PER_SEC));
  g_string_append_c (reply->body, '[');
  for (gint64 i = (page - 1) * per_page; i < MIN (page * per_page, (gint64) found->len); i++)
    {
      const WhDemoCustomer *customer = g_ptr_array_index (found, (guint) i);

      g_string_append (reply->body, i > (page - 1) * per_page ? ",{" : "{");
      wh_demo_json_key (reply->body, "customer_id");
      wh_demo_json_string (reply->body, customer->id);
      wh_demo_json_key (reply->body, "email");
      wh_demo_json_string (reply->body, customer->email);
      wh_demo_json_key (reply->body, "unsubscribed_on");
      wh_demo_json_time (reply->body, customer->unsubscribed);
      g_string_append_c (reply->body, '}');
    }
  g_string_append_c (reply->body, ']');
}

/* The key may be spelt as in a form (§9.3), so either is taken. */
static guint
read_interventions (const WhDemoRequest *request,
                    WhDemoReply         *reply)
{
  static const char * const keys[] = { "intervention_types", "intervention_types[]" };
  const WhDemoValue *list = NULL;
  guint chosen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys) && list == NULL; i++)
    list = wh_demo_value_get_member (request->body, keys[i]);
  if (list == NULL)
    wh_demo_reply_field (reply, keys[0], "This field is required.");
  else if (list->kind != WH_DEMO_VALUE_ARRAY)
    wh_demo_reply_field (reply, keys[0], "Expected a list of items.");
  else if (list->items->len == 0)
    wh_demo_reply_field (reply, keys[0], "This list may not be empty.");
  else
    for (guint i = 0; i < list->items->len; i++)
      {
        const WhDemoValue *item = g_ptr_array_index (list->items, i);
        int type = -1;

        if (item->kind == WH_DEMO_VALUE_STRING)
          type = wh_demo_choice_index (interventions, item->text);
        if (type < 0)
          {
            wh_demo_reply_field (reply, keys[0], "Not a valid choice.");
            break;
          }
        chosen |= 1u << type;
      }

  return chosen;
}

/**
 * wh_demo_stop_retain:
 * @context: what there is
 * @request: `POST /v2/retain/stop/`
 * @reply: 200; its body is our guess (§9.3)
 *
 * Who is stopped for ever is on the list of the unsubscribed from then on.
 */
void
wh_demo_stop_retain (WhDemoContext       *context,
                     const WhDemoRequest *request,
                     WhDemoReply         *reply)
{
  g_autofree char *id = wh_demo_request_take_text (request, reply, "customer_id", TRUE, 0);
  guint chosen = read_interventions (request, reply);
  const WhDemoValue *forever = wh_demo_value_get_member (request->body, "forever");
  WhDemoCustomer *customer;

  if (forever != NULL && forever->kind != WH_DEMO_VALUE_BOOLEAN)
    wh_demo_reply_field (reply, "forever", "Must be a valid boolean.");
  if (wh_demo_reply_has_errors (reply))
    return;

  customer = wh_demo_store_find_customer (context->store, id);
  if (customer == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  if (forever != NULL && forever->truth)
    {
      customer->retain_off |= (guint8) chosen;
      customer->unsubscribed = wh_demo_store_get_now (context->store) / G_USEC_PER_SEC;
    }
  wh_demo_reply_detail (reply, 200, "Retain was stopped for this customer.");
}

/**
 * wh_demo_record_event:
 * @context: what there is
 * @request: `POST /dotjs/v1/customer/event`, with the public token
 * @reply: 200; its body is our guess (§9.4)
 *
 * Anybody's activity is taken: the browser script reports people before they are customers.
 */
void
wh_demo_record_event (WhDemoContext       *context,
                      const WhDemoRequest *request,
                      WhDemoReply         *reply)
{
  g_autofree char *id = wh_demo_request_take_text (request, reply, "user_id", FALSE, 0);
  g_autofree char *email = wh_demo_request_take_text (request, reply, "user_email", FALSE, 0);

  if (wh_demo_reply_has_errors (reply))
    return;
  if (id == NULL && email == NULL)
    wh_demo_reply_detail (reply, 400, "Customer email or user ID not provided!");
  else
    g_string_assign (reply->body, "{\"status\":\"ok\"}");
}
