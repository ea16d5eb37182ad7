/* wh-demo-routes.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"

#include "wh-demo-time.h"

#include <string.h>

#define MAX_BODY (1024 * 1024)

typedef struct
{
  const char *method;
  const char *path; /* {} stands for one segment */
  WhDemoHandler handler;
  WhDemoBucket bucket;
  gboolean public;  /* wants the public token */
} Route;

static void
get_api_status (WhDemoContext       *context,
                const WhDemoRequest *request,
                WhDemoReply         *reply)
{
  /* §2: the body is not documented, and nobody looks at it. */
  g_string_assign (reply->body, "{\"status\":\"ok\"}");
}

static void
get_company_settings (WhDemoContext       *context,
                      const WhDemoRequest *request,
                      WhDemoReply         *reply)
{
  GString *out = reply->body;

  g_string_append_c (out, '{');
  wh_demo_json_key (out, "id");
  wh_demo_json_string (out, context->store->company_id);
  wh_demo_json_key (out, "name");
  wh_demo_json_string (out, context->store->company_name);
  wh_demo_json_key (out, "timezone");
  wh_demo_json_string (out, WH_DEMO_TIMEZONE_NAME);
  wh_demo_json_key (out, "currency");
  wh_demo_json_string (out, "usd");
  g_string_append_c (out, '}');
}

/* §0.2, in its order */
static const Route routes[] = {
  { "GET", "/v2/api-status/", get_api_status, WH_DEMO_BUCKET_BASE, FALSE },
  { "POST", "/v2/subscriptions/", wh_demo_create_subscription, WH_DEMO_BUCKET_BASE, FALSE },
  { "PUT", "/v2/subscriptions/{}/", wh_demo_update_subscription, WH_DEMO_BUCKET_BASE, FALSE },
  { "DELETE", "/v2/subscriptions/{}/", wh_demo_churn_subscription, WH_DEMO_BUCKET_BASE, FALSE },
  { "PUT", "/v2/unchurn/{}/", wh_demo_unchurn_subscription, WH_DEMO_BUCKET_BASE, FALSE },
  { "GET", "/v2/users/{}/", wh_demo_get_user, WH_DEMO_BUCKET_BASE, FALSE },
  { "PUT", "/v2/users/{}/", wh_demo_update_user, WH_DEMO_BUCKET_BASE, FALSE },
  { "DELETE", "/v2/users/{}/", wh_demo_delete_user, WH_DEMO_BUCKET_BASE, FALSE },
  { "GET", "/v2/plans/", wh_demo_list_plans, WH_DEMO_BUCKET_PLANS, FALSE },
  { "POST", "/v2/plans/", wh_demo_create_plan, WH_DEMO_BUCKET_PLANS, FALSE },
  { "GET", "/v2/plans/{}/", wh_demo_get_plan, WH_DEMO_BUCKET_PLANS, FALSE },
  { "PUT", "/v2/plans/{}/", wh_demo_rename_plan, WH_DEMO_BUCKET_PLANS, FALSE },
  { "GET", "/v2/metrics/monthly/", wh_demo_get_monthly_metrics, WH_DEMO_BUCKET_METRICS, FALSE },
  { "GET", "/v2/metrics/daily/", wh_demo_get_daily_metrics, WH_DEMO_BUCKET_METRICS, FALSE },
  { "GET", "/v2/metrics/plans/", wh_demo_get_plan_ids, WH_DEMO_BUCKET_METRICS, FALSE },
  { "POST", "/v2/metrics/exclude_customer/{}/", wh_demo_exclude_customer,
    WH_DEMO_BUCKET_EXCLUDE, FALSE },
  { "GET", "/v2/company/settings/", get_company_settings, WH_DEMO_BUCKET_METRICS, FALSE },
  { "GET", "/v2/customers/", wh_demo_list_customers, WH_DEMO_BUCKET_BASE, FALSE },
  { "GET", "/v2/customers/{}/", wh_demo_get_customer, WH_DEMO_BUCKET_BASE, FALSE },
  { "GET", "/v2/customer_traits/customer/{}/", wh_demo_get_traits, WH_DEMO_BUCKET_TRAITS, FALSE },
  { "PUT", "/v2/customer_traits/trait/", wh_demo_put_trait, WH_DEMO_BUCKET_TRAITS, FALSE },
  { "DELETE", "/v2/customer_traits/trait/", wh_demo_delete_trait, WH_DEMO_BUCKET_TRAITS, FALSE },
  { "DELETE", "/v2/customer_traits/category/", wh_demo_delete_category,
    WH_DEMO_BUCKET_TRAITS, FALSE },
  { "POST", "/v2/gdpr/anonymize_by_customer_id/{}/", wh_demo_anonymize_by_id,
    WH_DEMO_BUCKET_ANONYMIZE, FALSE },
  { "POST", "/v2/gdpr/anonymize_by_email/{}/", wh_demo_anonymize_by_email,
    WH_DEMO_BUCKET_ANONYMIZE, FALSE },
  { "GET", "/v2/retain/unsubscribed_customers/{}/", wh_demo_list_unsubscribed,
    WH_DEMO_BUCKET_BASE, FALSE },
  { "POST", "/v2/retain/stop/", wh_demo_stop_retain, WH_DEMO_BUCKET_BASE, FALSE },
  { "POST", "/dotjs/v1/customer/event", wh_demo_record_event, WH_DEMO_BUCKET_BASE, TRUE },
};

/* Segment by segment, so that an encoded slash inside an id cannot become a boundary; that
 * such an id is nowhere found is the guess of §1.3. */
static gboolean
match_path (const char *pattern,
            const char *path,
            char       *params[WH_DEMO_MAX_PARAMS])
{
  g_auto(GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) got = g_strsplit (path, "/", -1);
  guint n_params = 0;
  guint i;

  for (i = 0; i < WH_DEMO_MAX_PARAMS; i++)
    g_clear_pointer (&params[i], g_free);

  for (i = 0; wanted[i] != NULL && got[i] != NULL; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (got[i], "/");

      if (segment == NULL || !g_utf8_validate (segment, -1, NULL))
        return FALSE;
      if (strcmp (wanted[i], "{}") != 0 && strcmp (wanted[i], segment) != 0)
        return FALSE;
      if (strcmp (wanted[i], "{}") != 0)
        continue;
      if (*segment == '\0' || n_params == WH_DEMO_MAX_PARAMS)
        return FALSE;
      params[n_params++] = g_steal_pointer (&segment);
    }

  return wanted[i] == NULL && got[i] == NULL;
}

/* Collects the methods that a path has; returns the route if @method is one of them. */
static const Route *
find_route (const char *method,
            const char *path,
            GString    *methods,
            char       *params[WH_DEMO_MAX_PARAMS])
{
  const Route *found = NULL;
  char *scratch[WH_DEMO_MAX_PARAMS] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      gboolean wanted = strcmp (routes[i].method, method) == 0;

      if (!match_path (routes[i].path, path, wanted && found == NULL ? params : scratch))
        continue;
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", routes[i].method);
      if (!wanted)
        continue;
      found = &routes[i];
      break;
    }

  for (guint i = 0; i < WH_DEMO_MAX_PARAMS; i++)
    g_free (scratch[i]);
  return found;
}

static gboolean
is_routed (const char *path)
{
  g_autoptr(GString) methods = g_string_new (NULL);
  char *params[WH_DEMO_MAX_PARAMS] = { NULL };

  find_route ("", path, methods, params);
  for (guint i = 0; i < WH_DEMO_MAX_PARAMS; i++)
    g_free (params[i]);

  return methods->len > 0;
}

/* No such path, or one that only lacks its slash (§1.3). The target is relative to the
 * host, as Django's is. */
static void
answer_unrouted (const char  *path,
                 const char  *query,
                 WhDemoReply *reply)
{
  g_autofree char *slashed = g_strconcat (path, "/", NULL);

  if (!is_routed (slashed))
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  reply->status = 301;
  reply->type = "text/html; charset=utf-8";
  reply->location = query != NULL ? g_strconcat (slashed, "?", query, NULL)
                                  : g_steal_pointer (&slashed);
}

static gboolean
check_token (WhDemoContext *context,
             const Route   *route,
             const char    *authorization,
             WhDemoReply   *reply)
{
  const char *token = route->public ? context->public_token : context->token;

  if (authorization == NULL)
    wh_demo_reply_detail (reply, 401, "Authentication credentials were not provided.");
  else if (strcmp (authorization, token) != 0)
    wh_demo_reply_detail (reply, 401, "Invalid token.");
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_limits (WhDemoContext *context,
              const Route   *route,
              WhDemoReply   *reply)
{
  g_autofree char *text = NULL;
  guint wait;

  if (context->throttle == NULL)
    return TRUE;

  wait = wh_demo_throttle_take (context->throttle, route->bucket, g_get_monotonic_time ());
  if (wait == 0)
    return TRUE;

  text = g_strdup_printf ("Request was throttled. Expected available in %u second%s.", wait,
                          wait == 1 ? "" : "s");
  wh_demo_reply_detail (reply, 429, text);
  reply->retry_after = wait;
  return FALSE;
}

static gboolean
admit (WhDemoContext *context,
       const Route   *route,
       const char    *authorization,
       WhDemoReply   *reply)
{
  return check_token (context, route, authorization, reply) && check_limits (context, route, reply);
}

static void
refuse_method (const char  *method,
               const char  *allowed,
               WhDemoReply *reply)
{
  g_autofree char *text = g_strdup_printf ("Method \"%s\" not allowed.", method);

  wh_demo_reply_detail (reply, 405, text);
  reply->allow = g_strdup (allowed);
}

static gboolean
read_query (WhDemoRequest *request,
            const char    *query,
            WhDemoReply   *reply)
{
  g_autoptr(GError) error = NULL;

  request->query = g_uri_parse_params (query != NULL ? query : "", -1, "&",
                                       G_URI_PARAMS_WWW_FORM, &error);
  if (request->query != NULL)
    return TRUE;

  wh_demo_reply_detail (reply, 400, "The query string could not be decoded.");
  return FALSE;
}

static gboolean
is_json_type (const char *content_type)
{
  gsize length;

  if (content_type == NULL)
    return FALSE;

  length = strcspn (content_type, "; \t");
  return length == strlen ("application/json")
         && g_ascii_strncasecmp (content_type, "application/json", length) == 0;
}

static gboolean
read_body (WhDemoRequest *request,
           const char    *content_type,
           GBytes        *body,
           WhDemoReply   *reply)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  /* §1.2: without a body, the type may be left out. */
  if (length == 0)
    return TRUE;
  if (!is_json_type (content_type))
    {
      g_autofree char *complaint = NULL;

      complaint = g_strdup_printf ("Unsupported media type \"%s\" in request.",
                                   content_type != NULL ? content_type : "");
      wh_demo_reply_detail (reply, 415, complaint);
      return FALSE;
    }
  if (length > MAX_BODY)
    {
      wh_demo_reply_detail (reply, 413, "Request body is too large.");
      return FALSE;
    }

  request->body = wh_demo_value_parse (text, length);
  if (request->body == NULL)
    wh_demo_reply_detail (reply, 400, "JSON parse error - the body is not valid JSON.");
  else if (request->body->kind != WH_DEMO_VALUE_OBJECT)
    wh_demo_reply_rule (reply, "Invalid data. Expected a dictionary.");
  else
    return TRUE;

  return FALSE;
}

/**
 * wh_demo_routes_answer:
 * @context: what there is
 * @method: the HTTP method
 * @path: still encoded
 * @query: (nullable): still encoded
 * @authorization: (nullable): the header
 * @content_type: (nullable): the header
 * @body: what was sent
 * @reply: an initialised reply
 *
 * Answers one request by the rules of §1, in the order in which Django and its REST
 * framework check them: route, token, limits, method, body, and then the operation's own.
 */
void
wh_demo_routes_answer (WhDemoContext *context,
                       const char    *method,
                       const char    *path,
                       const char    *query,
                       const char    *authorization,
                       const char    *content_type,
                       GBytes        *body,
                       WhDemoReply   *reply)
{
  g_autoptr(GString) methods = g_string_new (NULL);
  WhDemoRequest request = { .method = method, .authorization = authorization };
  const Route *route = find_route (method, path, methods, request.params);
  const Route unknown_method = { .public = g_str_has_prefix (path, "/dotjs/") };

  if (methods->len == 0)
    {
      answer_unrouted (path, query, reply);
    }
  else if (admit (context, route != NULL ? route : &unknown_method, authorization, reply))
    {
      if (route == NULL)
        refuse_method (method, methods->str, reply);
      else if (read_query (&request, query, reply)
               && read_body (&request, content_type, body, reply))
        route->handler (context, &request, reply);
    }

  wh_demo_request_clear (&request);
}
