/* wh-operations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-operations-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIELDS(array) .fields = (array), .n_fields = G_N_ELEMENTS (array)

/* Everything that the API can do, in the order of §0.2. */
static const WhOperation operations[] = {
  {
    .id = "api-status",
    .title = N_("Check the Connection"),
    .explanation = N_("Asks whether the API is up and the token is good."),
    .method = "GET",
    .path = "/v2/api-status/",
  },
  {
    .id = "create-subscription",
    .title = N_("Create Subscription"),
    .explanation = N_("Adds a subscription, and its user where no existing one is named. "
                      "Several for one user must be sent one after the other."),
    .method = "POST",
    .path = "/v2/subscriptions/",
    .returns = WH_RETURNS_RECORD,
    .resource = "subscription",
    FIELDS (wh_fields_create_subscription),
    .refusals = wh_refusals_create_subscription,
    .check = wh_check_trial,
    .change = &wh_change_create_subscription,
  },
  {
    .id = "update-subscription",
    .title = N_("Update Subscription"),
    .explanation = N_("Upgrades or downgrades from a day on. The history keeps what was before."),
    .method = "PUT",
    .path = "/v2/subscriptions/{subscription_id}/",
    .returns = WH_RETURNS_RECORD,
    .resource = "subscription",
    FIELDS (wh_fields_update_subscription),
    .change = &wh_change_update_subscription,
  },
  {
    .id = "churn-subscription",
    .title = N_("Churn Subscription"),
    .explanation = N_("Ends a subscription at a day that may be in the future. Nothing is "
                      "deleted; the history shows the churn."),
    .method = "DELETE",
    .path = "/v2/subscriptions/{subscription_id}/",
    .danger = WH_DANGER_CONFIRM,
    .undo = "unchurn-subscription",
    .returns = WH_RETURNS_RECORD,
    .resource = "subscription",
    FIELDS (wh_fields_churn_subscription),
    .refusals = wh_refusals_churn_subscription,
    .change = &wh_change_churn_subscription,
  },
  {
    .id = "unchurn-subscription",
    .title = N_("Un-churn Subscription"),
    .explanation = N_("Takes a churn out of the history as though it had never happened. For "
                      "somebody who really came back, update the subscription instead."),
    .method = "PUT",
    .path = "/v2/unchurn/{subscription_id}/",
    .danger = WH_DANGER_CONFIRM,
    .undo = "churn-subscription",
    FIELDS (wh_fields_unchurn_subscription),
    .refusals = wh_refusals_unchurn_subscription,
    .change = &wh_change_unchurn_subscription,
  },
  {
    .id = "get-user",
    .title = N_("Get Subscription History"),
    .explanation = N_("Every event of every subscription of a user who was added by hand."),
    .method = "GET",
    .path = "/v2/users/{user_id}/",
    .returns = WH_RETURNS_LIST,
    .resource = "subscription",
    FIELDS (wh_fields_get_user),
  },
  {
    .id = "update-user",
    .title = N_("Change Email"),
    .explanation = N_("Changes the e-mail address, or whatever text is shown in its place, of a "
                      "user who was added by hand."),
    .method = "PUT",
    .path = "/v2/users/{user_id}/",
    .undo = "update-user",
    FIELDS (wh_fields_update_user),
    .change = &wh_change_update_user,
  },
  {
    .id = "delete-user",
    .title = N_("Delete User"),
    .explanation = N_("Erases a user and the whole subscription history. Metrics of the past "
                      "change, and nothing brings them back."),
    .method = "DELETE",
    .path = "/v2/users/{user_id}/",
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_get_user),
    .change = &wh_change_delete_user,
  },
  {
    .id = "list-plans",
    .title = N_("List Plans"),
    .explanation = N_("The plans that were added by hand."),
    .method = "GET",
    .path = "/v2/plans/",
    .bucket = WH_RATE_BUCKET_PLANS,
    .returns = WH_RETURNS_LIST,
    .resource = "plan",
  },
  {
    .id = "create-plan",
    .title = N_("Create Plan"),
    .explanation = N_("Adds a plan, which is an ID and a name; the amounts are with the "
                      "subscriptions."),
    .method = "POST",
    .path = "/v2/plans/",
    .bucket = WH_RATE_BUCKET_PLANS,
    .returns = WH_RETURNS_RECORD,
    .resource = "plan",
    FIELDS (wh_fields_create_plan),
    .refusals = wh_refusals_create_plan,
    .change = &wh_change_create_plan,
  },
  {
    .id = "get-plan",
    .title = N_("Get Plan"),
    .explanation = N_("One plan that was added by hand."),
    .method = "GET",
    .path = "/v2/plans/{id}/",
    .bucket = WH_RATE_BUCKET_PLANS,
    .returns = WH_RETURNS_RECORD,
    .resource = "plan",
    FIELDS (wh_fields_get_plan),
    .refusals = wh_refusals_get_plan,
  },
  {
    .id = "update-plan",
    .title = N_("Rename Plan"),
    .explanation = N_("Gives a plan another name. Its ID stays."),
    .method = "PUT",
    .path = "/v2/plans/{id}/",
    .bucket = WH_RATE_BUCKET_PLANS,
    .undo = "update-plan",
    .returns = WH_RETURNS_RECORD,
    .resource = "plan",
    FIELDS (wh_fields_update_plan),
    .refusals = wh_refusals_get_plan,
    .change = &wh_change_update_plan,
  },
  {
    .id = "get-monthly-metrics",
    .title = N_("Get Monthly Metrics"),
    .explanation = N_("One number a month for each metric, over the whole history."),
    .method = "GET",
    .path = "/v2/metrics/monthly/",
    .bucket = WH_RATE_BUCKET_METRICS,
    .returns = WH_RETURNS_SERIES,
    FIELDS (wh_fields_monthly_metrics),
  },
  {
    .id = "get-daily-metrics",
    .title = N_("Get Daily Metrics"),
    .explanation = N_("One number a day for each metric, of this month or the last."),
    .method = "GET",
    .path = "/v2/metrics/daily/",
    .bucket = WH_RATE_BUCKET_METRICS,
    .returns = WH_RETURNS_SERIES,
    FIELDS (wh_fields_daily_metrics),
  },
  {
    .id = "get-plan-ids",
    .title = N_("Get Plan IDs"),
    .explanation = N_("The IDs of the plans that have active customers, those with the most "
                      "revenue first, whatever they came from."),
    .method = "GET",
    .path = "/v2/metrics/plans/",
    .bucket = WH_RATE_BUCKET_METRICS,
    .returns = WH_RETURNS_OBJECT,
    FIELDS (wh_fields_plan_ids),
  },
  {
    .id = "exclude-customer",
    .title = N_("Exclude from Metrics"),
    .explanation = N_("Takes a customer out of every metric, those of the past included. Only "
                      "ProfitWell’s web page can bring the customer back."),
    .method = "POST",
    .path = "/v2/metrics/exclude_customer/{customer_id}/",
    .bucket = WH_RATE_BUCKET_EXCLUDE,
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_customer_id),
    .change = &wh_change_exclude_customer,
  },
  {
    .id = "get-company-settings",
    .title = N_("Get Company Settings"),
    .explanation = N_("Name, time zone and currency of the company."),
    .method = "GET",
    .path = "/v2/company/settings/",
    .bucket = WH_RATE_BUCKET_METRICS,
    .returns = WH_RETURNS_OBJECT,
  },
  {
    .id = "list-customers",
    .title = N_("List Customers"),
    .explanation = N_("All customers whatever they came from, in the order of their last "
                      "change."),
    .method = "GET",
    .path = "/v2/customers/",
    .returns = WH_RETURNS_LIST,
    .resource = "customer",
    .paged = TRUE,
    FIELDS (wh_fields_list_customers),
  },
  {
    .id = "get-customer",
    .title = N_("Get Customer"),
    .explanation = N_("One customer by ID."),
    .method = "GET",
    .path = "/v2/customers/{customer_id}/",
    .returns = WH_RETURNS_RECORD,
    .resource = "customer",
    FIELDS (wh_fields_customer_id),
  },
  {
    .id = "get-traits",
    .title = N_("Get Traits"),
    .explanation = N_("The traits of a customer, such as a payment provider."),
    .method = "GET",
    .path = "/v2/customer_traits/customer/{customer_id}/",
    .bucket = WH_RATE_BUCKET_TRAITS,
    .returns = WH_RETURNS_OBJECT,
    FIELDS (wh_fields_customer_id),
  },
  {
    .id = "put-trait",
    .title = N_("Add Trait"),
    .explanation = N_("Adds a trait to a customer, or changes the one in its category. It shows "
                      "after two to three hours."),
    .method = "PUT",
    .path = "/v2/customer_traits/trait/",
    .bucket = WH_RATE_BUCKET_TRAITS,
    .undo = "delete-trait",
    FIELDS (wh_fields_trait),
    .refusals = wh_refusals_put_trait,
    .change = &wh_change_put_trait,
  },
  {
    .id = "delete-trait",
    .title = N_("Remove Trait"),
    .explanation = N_("Takes a trait from a customer. By e-mail address, from every customer "
                      "who has it."),
    .method = "DELETE",
    .path = "/v2/customer_traits/trait/",
    .bucket = WH_RATE_BUCKET_TRAITS,
    .undo = "put-trait",
    FIELDS (wh_fields_trait),
    .change = &wh_change_delete_trait,
  },
  {
    .id = "delete-trait-category",
    .title = N_("Remove Trait Category"),
    .explanation = N_("Takes a whole category of traits from every customer. Nothing brings "
                      "them back."),
    .method = "DELETE",
    .path = "/v2/customer_traits/category/",
    .bucket = WH_RATE_BUCKET_TRAITS,
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_delete_category),
    .change = &wh_change_delete_trait_category,
  },
  {
    .id = "anonymize-customer",
    .title = N_("Anonymise Customer"),
    .explanation = N_("Removes what identifies a customer; the numbers stay in the metrics. "
                      "Nothing brings it back."),
    .method = "POST",
    .path = "/v2/gdpr/anonymize_by_customer_id/{customer_id}/",
    .bucket = WH_RATE_BUCKET_ANONYMIZE,
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_customer_id),
    .change = &wh_change_anonymize_customer,
  },
  {
    .id = "anonymize-email",
    .title = N_("Anonymise by Email"),
    .explanation = N_("Removes what identifies every customer with an e-mail address; the "
                      "numbers stay in the metrics. Nothing brings it back."),
    .method = "POST",
    .path = "/v2/gdpr/anonymize_by_email/{email}/",
    .bucket = WH_RATE_BUCKET_ANONYMIZE,
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_anonymize_email),
    .change = &wh_change_anonymize_email,
  },
  {
    .id = "list-unsubscribed",
    .title = N_("List Unsubscribed Customers"),
    .explanation = N_("Who opted out of the mails that Paddle Retain sends."),
    .method = "GET",
    .path = "/v2/retain/unsubscribed_customers/{intervention_type}/",
    .returns = WH_RETURNS_LIST,
    .resource = "unsubscribed",
    .paged = TRUE,
    FIELDS (wh_fields_list_unsubscribed),
  },
  {
    .id = "stop-retain",
    .title = N_("Stop Retain"),
    .explanation = N_("Ends what Paddle Retain does for a customer. The API cannot start it "
                      "again."),
    .method = "POST",
    .path = "/v2/retain/stop/",
    .danger = WH_DANGER_TYPE,
    FIELDS (wh_fields_stop_retain),
    .change = &wh_change_stop_retain,
  },
  {
    .id = "send-event",
    .title = N_("Record Activity"),
    .explanation = N_("Says that a customer was active just now, which feeds engagement and "
                      "Retain. Needs the public token."),
    .method = "POST",
    .path = "/dotjs/v1/customer/event",
    .host = WH_API_HOST_EVENTS,
    .token = WH_API_TOKEN_PUBLIC,
    FIELDS (wh_fields_send_event),
    .refusals = wh_refusals_send_event,
    .change = &wh_change_send_event,
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (operations) == WH_N_OPERATIONS);

/**
 * wh_operations_get:
 * @index: less than %WH_N_OPERATIONS
 *
 * Returns: (transfer none): the operation, in the order of §0.2
 */
const WhOperation *
wh_operations_get (guint index)
{
  g_return_val_if_fail (index < WH_N_OPERATIONS, NULL);

  return &operations[index];
}

/**
 * wh_operations_find:
 * @id: (nullable): an operation's id
 *
 * Returns: (transfer none) (nullable): the operation, or %NULL where there is none
 */
const WhOperation *
wh_operations_find (const char *id)
{
  if (id == NULL)
    return NULL;

  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    {
      if (strcmp (operations[i].id, id) == 0)
        return &operations[i];
    }

  return NULL;
}

/**
 * wh_operation_find_field:
 * @self: an operation
 * @id: (nullable): a field's id
 *
 * Returns: (transfer none) (nullable): the field, or %NULL where it has none of that name
 */
const WhOperationField *
wh_operation_find_field (const WhOperation *self,
                         const char        *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (id == NULL)
    return NULL;

  for (guint i = 0; i < self->n_fields; i++)
    {
      if (strcmp (self->fields[i].id, id) == 0)
        return &self->fields[i];
    }

  return NULL;
}

/**
 * wh_operation_dup_label:
 * @self: an operation
 *
 * Returns: (transfer full): what a button or a menu calls it that asks more before it does it
 */
char *
wh_operation_dup_label (const WhOperation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: %s is what a button does after asking more, such as “Churn Subscription” */
  return g_strdup_printf (_("%s…"), _(self->title));
}

/**
 * wh_operation_is_change:
 * @self: an operation
 *
 * Returns: whether it changes something in the account
 */
gboolean
wh_operation_is_change (const WhOperation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return strcmp (self->method, "GET") != 0;
}

/**
 * wh_operation_find_refusal:
 * @self: an operation
 * @server_text: (nullable): what the server said
 *
 * Finds out which of the refusals that belong to normal use an answer is. The API tells them
 * apart by their words only (§12.6), so the words are looked for without case and anywhere.
 *
 * Returns: (transfer none) (nullable): the refusal, or %NULL where it is none of them
 */
const WhKnownRefusal *
wh_operation_find_refusal (const WhOperation *self,
                           const char        *server_text)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->refusals == NULL || server_text == NULL)
    return NULL;

  text = g_ascii_strdown (server_text, -1);
  for (const WhKnownRefusal *refusal = self->refusals; refusal->contains != NULL; refusal++)
    {
      if (strstr (text, refusal->contains) != NULL)
        return refusal;
    }

  return NULL;
}
