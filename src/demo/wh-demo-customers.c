/* wh-demo-customers.c
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

static void
write_optional_time (GString    *out,
                     const char *key,
                     gint64      seconds)
{
  wh_demo_json_key (out, key);
  if (seconds == 0)
    g_string_append (out, "null");
  else
    wh_demo_json_time (out, seconds);
}

/* §8.1 */
static void
write_customer (WhDemoStore          *store,
                const WhDemoCustomer *customer,
                gint64                now,
                GString              *out)
{
  WhDemoSummary summary;

  /* Payments count by the day, so that two servers of one date say the same. */
  wh_demo_customer_summarize (customer, now, store->today_start + DAY, &summary);

  g_string_append_c (out, '{');
  wh_demo_json_key (out, "customer_id");
  wh_demo_json_string (out, customer->id);
  wh_demo_json_key (out, "email");
  wh_demo_json_string (out, customer->email);
  wh_demo_json_key (out, "first_name");
  wh_demo_json_string (out, customer->first_name);
  wh_demo_json_key (out, "last_name");
  wh_demo_json_string (out, customer->last_name);
  wh_demo_json_key (out, "status");
  wh_demo_json_string (out, summary.status);
  wh_demo_json_key (out, "mrr_cents");
  wh_demo_json_int (out, summary.mrr);
  wh_demo_json_key (out, "plans");
  g_string_append_c (out, '[');
  for (guint i = 0; i < summary.n_plans; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      wh_demo_json_string (out, wh_demo_store_get_plan (store, summary.plans[i])->name);
    }
  g_string_append_c (out, ']');
  wh_demo_json_key (out, "total_spend_cents");
  wh_demo_json_int (out, summary.spend);
  wh_demo_json_key (out, "created_on");
  wh_demo_json_time (out, customer->created);
  write_optional_time (out, "activated_on", summary.activated);
  write_optional_time (out, "churned_on", summary.churned);
  wh_demo_json_key (out, "updated_on");
  wh_demo_json_time_micro (out, customer->updated);
  g_string_append_c (out, '}');
}

typedef struct
{
  gint64 page;
  gint64 per_page;
  guint first; /* of the customers by updated_on */
  guint end;
  gboolean descending;
  const char *email; /* nullable */
} ListOptions;

static gboolean
read_list_options (WhDemoStore         *store,
                   const WhDemoRequest *request,
                   WhDemoReply         *reply,
                   ListOptions         *options)
{
  static const char * const directions[] = { "asc", "desc", NULL };
  const char *direction = wh_demo_request_get_query (request, "direction");
  const char *date_field = wh_demo_request_get_query (request, "date_field");
  gint64 start = G_MININT64;
  gint64 end = G_MAXINT64;

  options->page = 1;
  options->per_page = MAX_PER_PAGE;
  options->email = wh_demo_request_get_query (request, "email");
  wh_demo_request_query_int (request, reply, "per_page", 1, MAX_PER_PAGE, &options->per_page);
  wh_demo_request_query_int (request, reply, "page", 1, MAX_ROWS / options->per_page,
                             &options->page);
  wh_demo_request_query_time (request, reply, "start_date", &start);
  wh_demo_request_query_time (request, reply, "end_date", &end);
  if (date_field != NULL && strcmp (date_field, "updated_on") != 0)
    wh_demo_reply_field (reply, "date_field", "Only \"updated_on\" is a valid choice.");
  if (direction != NULL && wh_demo_choice_index (directions, direction) < 0)
    wh_demo_reply_field (reply, "direction", "Must be \"asc\" or \"desc\".");
  if (wh_demo_reply_has_errors (reply))
    return FALSE;

  options->descending = direction != NULL && wh_demo_choice_index (directions, direction) == 1;
  options->first = wh_demo_store_find_updated (store, start);
  options->end = wh_demo_store_find_updated (store, end);
  return TRUE;
}

/**
 * wh_demo_list_customers:
 * @context: what there is
 * @request: `GET /v2/customers/`
 * @reply: a bare array
 *
 * §8.2. Parameters that are not known are ignored: what the service does is not known.
 */
void
wh_demo_list_customers (WhDemoContext       *context,
                        const WhDemoRequest *request,
                        WhDemoReply         *reply)
{
  WhDemoStore *store = context->store;
  gint64 now = wh_demo_store_get_now (store) / G_USEC_PER_SEC;
  ListOptions options = { 0 };
  gint64 skip, left;

  if (!read_list_options (store, request, reply, &options))
    return;

  skip = (options.page - 1) * options.per_page;
  left = options.per_page;
  g_string_append_c (reply->body, '[');
  for (guint i = options.first; i < options.end && left > 0; i++)
    {
      guint index = options.descending ? options.end - 1 - (i - options.first) : i;
      const WhDemoCustomer *customer = g_ptr_array_index (store->customers, index);

      /* E-mail addresses are kept in lower case (§3.2), and searched as they are kept. */
      if (options.email != NULL
          && (customer->email == NULL || g_ascii_strcasecmp (customer->email, options.email) != 0))
        continue;
      if (skip-- > 0)
        continue;

      if (left-- < options.per_page)
        g_string_append_c (reply->body, ',');
      write_customer (store, customer, now, reply->body);
    }
  g_string_append_c (reply->body, ']');
}

/**
 * wh_demo_get_customer:
 * @context: what there is
 * @request: `GET /v2/customers/{customer_id}/`
 * @reply: one record (§8.3)
 */
void
wh_demo_get_customer (WhDemoContext       *context,
                      const WhDemoRequest *request,
                      WhDemoReply         *reply)
{
  WhDemoCustomer *customer = wh_demo_store_find_customer (context->store, request->params[0]);

  if (customer == NULL)
    wh_demo_reply_not_found (reply);
  else
    write_customer (context->store, customer,
                    wh_demo_store_get_now (context->store) / G_USEC_PER_SEC, reply->body);
}

/**
 * wh_demo_exclude_customer:
 * @context: what there is
 * @request: `POST /v2/metrics/exclude_customer/{customer_id}/`
 * @reply: 200 (§6.7)
 */
void
wh_demo_exclude_customer (WhDemoContext       *context,
                          const WhDemoRequest *request,
                          WhDemoReply         *reply)
{
  WhDemoCustomer *customer = wh_demo_store_find_customer (context->store, request->params[0]);

  if (customer == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  customer->excluded = TRUE;
  wh_demo_store_touch (context->store, customer);
  wh_demo_reply_detail (reply, 200, "The customer is excluded from all metrics.");
}

/* Identity goes, numbers and the ids that find them stay (§9.2). */
static void
anonymize (WhDemoStore    *store,
           WhDemoCustomer *customer)
{
  customer->email = NULL;
  customer->first_name = NULL;
  customer->last_name = NULL;
  wh_demo_store_touch (store, customer);
}

/**
 * wh_demo_anonymize_by_id:
 * @context: what there is
 * @request: `POST /v2/gdpr/anonymize_by_customer_id/{customer_id}/`
 * @reply: 200 (§9.2)
 */
void
wh_demo_anonymize_by_id (WhDemoContext       *context,
                         const WhDemoRequest *request,
                         WhDemoReply         *reply)
{
  WhDemoCustomer *customer = wh_demo_store_find_customer (context->store, request->params[0]);

  if (customer == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  anonymize (context->store, customer);
  wh_demo_reply_detail (reply, 200, "The customer was anonymized.");
}

/**
 * wh_demo_anonymize_by_email:
 * @context: what there is
 * @request: `POST /v2/gdpr/anonymize_by_email/{email}/`
 * @reply: 200; all customers with the address are hit (§12, 14)
 */
void
wh_demo_anonymize_by_email (WhDemoContext       *context,
                            const WhDemoRequest *request,
                            WhDemoReply         *reply)
{
  g_autoptr(GPtrArray) hit = wh_demo_store_list_by_email (context->store, request->params[0]);

  if (hit->len == 0)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  for (guint i = 0; i < hit->len; i++)
    anonymize (context->store, g_ptr_array_index (hit, i));
  wh_demo_reply_detail (reply, 200, "All customers with this e-mail address were anonymized.");
}
