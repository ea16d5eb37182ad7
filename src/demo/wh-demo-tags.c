/* wh-demo-tags.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-routes.h"
#include "wh-demo-traits.h"

/* The trait calls of §9.1. */

static void
write_trait (GString    *out,
             const char *category,
             const char *trait)
{
  wh_demo_json_key (out, "category");
  wh_demo_json_string (out, category);
  wh_demo_json_key (out, "trait");
  wh_demo_json_string (out, trait);
}

/**
 * wh_demo_get_traits:
 * @context: what there is
 * @request: `GET /v2/customer_traits/customer/{customer_id}/`
 * @reply: an array; its shape is our guess, made after the calls that write (§14)
 */
void
wh_demo_get_traits (WhDemoContext       *context,
                    const WhDemoRequest *request,
                    WhDemoReply         *reply)
{
  WhDemoCustomer *customer = wh_demo_store_find_customer (context->store, request->params[0]);

  if (customer == NULL)
    {
      wh_demo_reply_not_found (reply);
      return;
    }

  g_string_append_c (reply->body, '[');
  for (guint i = 0; customer->traits != NULL && i < customer->traits->len; i++)
    {
      const WhDemoTrait *entry = &g_array_index (customer->traits, WhDemoTrait, i);

      g_string_append (reply->body, i > 0 ? ",{" : "{");
      write_trait (reply->body, entry->category, entry->trait);
      g_string_append_c (reply->body, '}');
    }
  g_string_append_c (reply->body, ']');
}

typedef struct
{
  char *customer_id;
  char *email;
  char *category;
  char *trait;
  GPtrArray *customers; /* all that are meant */
} TraitCall;

static void
trait_call_clear (TraitCall *call)
{
  g_free (call->customer_id);
  g_free (call->email);
  g_free (call->category);
  g_free (call->trait);
  g_clear_pointer (&call->customers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TraitCall, trait_call_clear)

static void
refuse_reserved (const char  *category,
                 WhDemoReply *reply)
{
  if (category != NULL && wh_demo_traits_is_reserved (category))
    wh_demo_reply_field (reply, "category", "This category is reserved.");
}

static gboolean
read_call (WhDemoContext       *context,
           const WhDemoRequest *request,
           WhDemoReply         *reply,
           TraitCall           *call)
{
  call->customer_id = wh_demo_request_take_text (request, reply, "customer_id", FALSE, 0);
  call->email = wh_demo_request_take_text (request, reply, "email", FALSE, 0);
  call->category = wh_demo_request_take_text (request, reply, "category", TRUE, 0);
  call->trait = wh_demo_request_take_text (request, reply, "trait", TRUE, 0);
  refuse_reserved (call->category, reply);
  if (wh_demo_reply_has_errors (reply))
    return FALSE;
  if (call->customer_id == NULL && call->email == NULL)
    {
      wh_demo_reply_rule (reply, "Either customer_id or email is required.");
      return FALSE;
    }

  if (call->customer_id != NULL)
    {
      WhDemoCustomer *customer = wh_demo_store_find_customer (context->store, call->customer_id);

      call->customers = g_ptr_array_new ();
      if (customer != NULL)
        g_ptr_array_add (call->customers, customer);
    }
  else
    {
      call->customers = wh_demo_store_list_by_email (context->store, call->email);
    }

  if (call->customers->len > 0)
    return TRUE;

  wh_demo_reply_not_found (reply);
  return FALSE;
}

static gboolean
has_trait (WhDemoCustomer  *customer,
           const TraitCall *call)
{
  const char *trait = wh_demo_traits_find (customer, call->category);

  return trait != NULL && wh_demo_traits_equal (trait, call->trait);
}

/**
 * wh_demo_put_trait:
 * @context: what there is
 * @request: `PUT /v2/customer_traits/trait/`
 * @reply: 200 with what was put
 *
 * One address may belong to many: the call fails only where none of them is changed.
 */
void
wh_demo_put_trait (WhDemoContext       *context,
                   const WhDemoRequest *request,
                   WhDemoReply         *reply)
{
  g_auto(TraitCall) call = { NULL };
  guint n_changed = 0;

  if (!read_call (context, request, reply, &call))
    return;
  if (wh_demo_traits_is_full (context->store, call.category, call.trait))
    {
      wh_demo_reply_rule (reply, "You have hit trait limit for this category.");
      return;
    }

  for (guint i = 0; i < call.customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (call.customers, i);

      if (has_trait (customer, &call))
        continue;
      wh_demo_traits_put (context->store, customer, call.category, call.trait);
      wh_demo_store_touch (context->store, customer);
      n_changed++;
    }

  if (n_changed == 0)
    {
      wh_demo_reply_rule (reply, "Customer already has trait.");
      return;
    }

  g_string_append_c (reply->body, '{');
  wh_demo_json_key (reply->body, call.customer_id != NULL ? "customer_id" : "email");
  wh_demo_json_string (reply->body, call.customer_id != NULL ? call.customer_id : call.email);
  write_trait (reply->body, call.category, call.trait);
  g_string_append_c (reply->body, '}');
}

/**
 * wh_demo_delete_trait:
 * @context: what there is
 * @request: `DELETE /v2/customer_traits/trait/`, with a body
 * @reply: 204, or 404 where nobody had it
 */
void
wh_demo_delete_trait (WhDemoContext       *context,
                      const WhDemoRequest *request,
                      WhDemoReply         *reply)
{
  g_auto(TraitCall) call = { NULL };
  guint n_changed = 0;

  if (!read_call (context, request, reply, &call))
    return;

  for (guint i = 0; i < call.customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (call.customers, i);

      if (!has_trait (customer, &call))
        continue;
      wh_demo_traits_remove (context->store, customer, call.category);
      wh_demo_store_touch (context->store, customer);
      n_changed++;
    }

  if (n_changed == 0)
    wh_demo_reply_not_found (reply);
  else
    reply->status = 204;
}

/**
 * wh_demo_delete_category:
 * @context: what there is
 * @request: `DELETE /v2/customer_traits/category/`, with a body
 * @reply: 204, or 404 where nobody had anything in it
 */
void
wh_demo_delete_category (WhDemoContext       *context,
                         const WhDemoRequest *request,
                         WhDemoReply         *reply)
{
  g_autofree char *category = wh_demo_request_take_text (request, reply, "category", TRUE, 0);
  g_autoptr(GPtrArray) changed = g_ptr_array_new ();

  refuse_reserved (category, reply);
  if (wh_demo_reply_has_errors (reply))
    return;

  for (guint i = 0; i < context->store->customers->len; i++)
    {
      WhDemoCustomer *customer = g_ptr_array_index (context->store->customers, i);

      if (wh_demo_traits_remove (context->store, customer, category))
        g_ptr_array_add (changed, customer);
    }
  for (guint i = 0; i < changed->len; i++)
    wh_demo_store_touch (context->store, g_ptr_array_index (changed, i));

  if (changed->len == 0)
    wh_demo_reply_not_found (reply);
  else
    reply->status = 204;
}
