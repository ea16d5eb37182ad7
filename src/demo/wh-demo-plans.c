/* wh-demo-plans.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"

/* §5: a plan is its id and its name, nothing else. */
static void
write_plan (const WhDemoPlan *plan,
            GString          *out)
{
  g_string_append_c (out, '{');
  wh_demo_json_key (out, "id");
  wh_demo_json_string (out, plan->id);
  wh_demo_json_key (out, "name");
  wh_demo_json_string (out, plan->name);
  g_string_append_c (out, '}');
}

/* One that was added by hand; the others are not reachable (§0.3). 400, not 404 (§1.6). */
static WhDemoPlan *
find_manual_plan (WhDemoContext       *context,
                  const WhDemoRequest *request,
                  WhDemoReply         *reply)
{
  WhDemoPlan *plan = wh_demo_store_find_plan (context->store, request->params[0]);

  if (plan != NULL && plan->manual)
    return plan;

  wh_demo_reply_rule (reply, "There is no plan with this ID");
  return NULL;
}

/**
 * wh_demo_list_plans:
 * @context: what there is
 * @request: `GET /v2/plans/`
 * @reply: an array of records
 */
void
wh_demo_list_plans (WhDemoContext       *context,
                    const WhDemoRequest *request,
                    WhDemoReply         *reply)
{
  gboolean first = TRUE;

  g_string_append_c (reply->body, '[');
  for (guint i = 0; i < context->store->plans->len; i++)
    {
      const WhDemoPlan *plan = wh_demo_store_get_plan (context->store, i);

      if (!plan->manual)
        continue;
      if (!first)
        g_string_append_c (reply->body, ',');
      first = FALSE;
      write_plan (plan, reply->body);
    }
  g_string_append_c (reply->body, ']');
}

/**
 * wh_demo_create_plan:
 * @context: what there is
 * @request: `POST /v2/plans/`
 * @reply: 201 and a record
 */
void
wh_demo_create_plan (WhDemoContext       *context,
                     const WhDemoRequest *request,
                     WhDemoReply         *reply)
{
  g_autofree char *id = wh_demo_request_take_text (request, reply, "id", TRUE, 0);
  g_autofree char *name = wh_demo_request_take_text (request, reply, "name", TRUE, 0);
  guint16 index;

  if (wh_demo_reply_has_errors (reply))
    return;
  if (wh_demo_store_find_plan (context->store, id) != NULL)
    {
      wh_demo_reply_rule (reply, "A plan with this ID already exists");
      return;
    }
  if (context->store->plans->len >= G_MAXUINT16)
    {
      wh_demo_reply_rule (reply, "There are too many plans.");
      return;
    }

  index = wh_demo_store_add_plan (context->store, id, name, TRUE);
  reply->status = 201;
  write_plan (wh_demo_store_get_plan (context->store, index), reply->body);
}

/**
 * wh_demo_get_plan:
 * @context: what there is
 * @request: `GET /v2/plans/{id}/`
 * @reply: a record
 */
void
wh_demo_get_plan (WhDemoContext       *context,
                  const WhDemoRequest *request,
                  WhDemoReply         *reply)
{
  const WhDemoPlan *plan = find_manual_plan (context, request, reply);

  if (plan != NULL)
    write_plan (plan, reply->body);
}

/**
 * wh_demo_rename_plan:
 * @context: what there is
 * @request: `PUT /v2/plans/{id}/`
 * @reply: 200 and a record
 */
void
wh_demo_rename_plan (WhDemoContext       *context,
                     const WhDemoRequest *request,
                     WhDemoReply         *reply)
{
  WhDemoPlan *plan = find_manual_plan (context, request, reply);
  g_autofree char *name = NULL;

  if (plan == NULL)
    return;
  name = wh_demo_request_take_text (request, reply, "name", TRUE, 0);
  if (wh_demo_reply_has_errors (reply))
    return;

  plan->name = wh_demo_store_string (context->store, name);
  write_plan (plan, reply->body);
}
