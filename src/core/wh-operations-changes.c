/* wh-operations-changes.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"
#include "wh-operations-private.h"

#include <glib/gi18n.h>

/* What there is to know of each operation that changes something, beside its request.
 *
 * A change of a user concerns that user's subscriptions as well; whoever lists them listens to
 * both. "trait" is no resource with a list: its key is the customer who has the traits. */

/* A user's ID from whatever names one: customers who were added by hand have it for theirs
 * (§0.3). */
#define USER_FROM_RECORDS \
  { "user_id", "user", "user_id", TRUE }, \
  { "user_id", "user", "user_alias", TRUE }, \
  { "user_id", "customer", "customer_id", TRUE }, \
  { "user_id", "subscription", "user_id", TRUE }

#define EMAIL_FROM_RECORDS(identifies) \
  { "email", "user", "email", (identifies) }, \
  { "email", "customer", "email", (identifies) }, \
  { "email", "subscription", "email", (identifies) }

#define CUSTOMER_FROM_RECORDS(field) \
  { (field), "customer", "customer_id", TRUE }, \
  { (field), "user", "user_id", TRUE }, \
  { (field), "subscription", "user_id", TRUE }

#define SUBSCRIPTION_FROM_RECORDS \
  { "subscription_id", "subscription", "subscription_id", TRUE }, \
  { "subscription_id", "subscription", "subscription_alias", TRUE }

#define OWNER_AFFECTED \
  { "user", "user_id" }, \
  { "customer", "user_id", .exact = TRUE }

static const WhFill fill_new_subscription[] = {
  { "user_id", "user", "user_id" },
  { "user_id", "customer", "customer_id" },
  { "user_id", "subscription", "user_id" },
  EMAIL_FROM_RECORDS (FALSE),
  { "plan_id", "plan", "id" },
  { "plan_currency", "subscription", "plan_currency" },
  { NULL },
};

static const WhFill fill_subscription_terms[] = {
  SUBSCRIPTION_FROM_RECORDS,
  { "plan_id", "subscription", "plan_id" },
  { "plan_interval", "subscription", "plan_interval" },
  { "value", "subscription", "value" },
  { NULL },
};

static const WhFill fill_subscription[] = {
  SUBSCRIPTION_FROM_RECORDS,
  { NULL },
};

static const WhFill fill_user_email[] = {
  USER_FROM_RECORDS,
  EMAIL_FROM_RECORDS (FALSE),
  { NULL },
};

static const WhFill fill_user[] = {
  USER_FROM_RECORDS,
  { NULL },
};

static const WhFill fill_plan[] = {
  { "id", "plan", "id", TRUE },
  { "name", "plan", "name" },
  { NULL },
};

static const WhFill fill_customer[] = {
  CUSTOMER_FROM_RECORDS ("customer_id"),
  { NULL },
};

static const WhFill fill_event[] = {
  CUSTOMER_FROM_RECORDS ("user_id"),
  { NULL },
};

static const WhFill fill_email[] = {
  EMAIL_FROM_RECORDS (TRUE),
  { NULL },
};

static const WhFill fill_nothing[] = {
  { NULL },
};

/* A plan need not exist before it is used (§3.2). */
static const WhAffected affects_subscription_and_plan[] = {
  { "subscription", "subscription_id" },
  OWNER_AFFECTED,
  { "plan", "plan_id", .exact = TRUE },
  { NULL },
};

static const WhAffected affects_subscription[] = {
  { "subscription", "subscription_id" },
  OWNER_AFFECTED,
  { NULL },
};

static const WhAffected affects_user[] = {
  OWNER_AFFECTED,
  { NULL },
};

static const WhAffected removes_user[] = {
  { "user", "user_id", .removed = TRUE },
  { "customer", "user_id", .removed = TRUE, .exact = TRUE },
  { NULL },
};

static const WhAffected affects_plan[] = {
  { "plan", "id" },
  { NULL },
};

static const WhAffected affects_customer[] = {
  { "customer", "customer_id" },
  { NULL },
};

static const WhAffected affects_active_customer[] = {
  { "customer", "user_id" },
  { NULL },
};

static const WhAffected affects_identity[] = {
  { "customer", "customer_id" },
  { "user", "customer_id" },
  { NULL },
};

static const WhAffected affects_all_identities[] = {
  { "customer", NULL },
  { "user", NULL },
  { NULL },
};

static const WhAffected affects_traits[] = {
  { "trait", "customer_id" },
  { "customer", "customer_id", .exact = TRUE },
  { NULL },
};

static const WhAffected affects_all_traits[] = {
  { "trait", NULL },
  { NULL },
};

const WhChange wh_change_create_subscription = {
  /* Translators: the name of a subscription. */
  .done = N_("Created %s"),
  .fill = fill_new_subscription,
  .affects = affects_subscription_and_plan,
  .describe = wh_describe_create_subscription,
};

/* No inverse: the event that it adds cannot be taken out, and another one is no way back. */
const WhChange wh_change_update_subscription = {
  /* Translators: the name of a subscription. */
  .done = N_("Updated %s"),
  .fill = fill_subscription_terms,
  .affects = affects_subscription_and_plan,
  .describe = wh_describe_update_subscription,
};

const WhChange wh_change_churn_subscription = {
  /* Translators: the name of a subscription. */
  .done = N_("Churned %s"),
  .fill = fill_subscription,
  .affects = affects_subscription,
  .describe = wh_describe_churn_subscription,
  .invert = wh_invert_churn,
  .for_many = TRUE,
};

const WhChange wh_change_unchurn_subscription = {
  /* Translators: the name of a subscription. */
  .done = N_("Un-churned %s"),
  .fill = fill_subscription,
  .affects = affects_subscription,
  .before = "get-user",
  .describe = wh_describe_unchurn_subscription,
  .knows_before = wh_knows_churn,
  .can_invert = wh_can_invert_unchurn,
  .invert = wh_invert_unchurn,
  .for_many = TRUE,
};

const WhChange wh_change_update_user = {
  /* Translators: the name of a user. */
  .done = N_("Changed the email of %s"),
  .fill = fill_user_email,
  .affects = affects_user,
  .before = "get-user",
  .describe = wh_describe_update_user,
  .knows_before = wh_knows_email,
  .invert = wh_invert_update_user,
};

const WhChange wh_change_delete_user = {
  /* Translators: the ID of a user. */
  .done = N_("Deleted %s"),
  .fill = fill_user,
  .affects = removes_user,
  .gone_is_done = TRUE,
  .describe = wh_describe_delete_user,
};

const WhChange wh_change_create_plan = {
  /* Translators: the name of a plan. */
  .done = N_("Created %s"),
  .fill = fill_nothing,
  .affects = affects_plan,
  .describe = wh_describe_create_plan,
};

const WhChange wh_change_update_plan = {
  /* Translators: the name that a plan had. */
  .done = N_("Renamed %s"),
  .fill = fill_plan,
  .affects = affects_plan,
  .before = "get-plan",
  .describe = wh_describe_update_plan,
  .knows_before = wh_knows_plan_name,
  .invert = wh_invert_update_plan,
};

const WhChange wh_change_exclude_customer = {
  /* Translators: the ID of a customer. */
  .done = N_("Excluded %s from metrics"),
  .fill = fill_customer,
  .affects = affects_customer,
  .describe = wh_describe_exclude_customer,
  .for_many = TRUE,
};

const WhChange wh_change_put_trait = {
  /* Translators: the name of a customer. */
  .done = N_("Added a trait to %s"),
  .fill = fill_customer,
  .affects = affects_traits,
  .before = "get-traits",
  .describe = wh_describe_put_trait,
  .can_invert = wh_can_invert_trait,
  .invert = wh_invert_put_trait,
  .for_many = TRUE,
};

const WhChange wh_change_delete_trait = {
  /* Translators: the name of a customer. */
  .done = N_("Removed a trait from %s"),
  .fill = fill_customer,
  .affects = affects_traits,
  .gone_is_done = TRUE,
  .describe = wh_describe_delete_trait,
  .can_invert = wh_can_invert_trait,
  .invert = wh_invert_delete_trait,
  .for_many = TRUE,
};

const WhChange wh_change_delete_trait_category = {
  /* Translators: the name of a category of traits. */
  .done = N_("Removed the category %s"),
  .fill = fill_nothing,
  .affects = affects_all_traits,
  .gone_is_done = TRUE,
  .describe = wh_describe_delete_trait_category,
};

const WhChange wh_change_anonymize_customer = {
  /* Translators: the ID of a customer. */
  .done = N_("Anonymised %s"),
  .fill = fill_customer,
  .affects = affects_identity,
  .describe = wh_describe_anonymize_customer,
  .for_many = TRUE,
};

const WhChange wh_change_anonymize_email = {
  /* Translators: an e-mail address. */
  .done = N_("Anonymised everyone with %s"),
  .fill = fill_email,
  .affects = affects_all_identities,
  .describe = wh_describe_anonymize_email,
};

const WhChange wh_change_stop_retain = {
  /* Translators: the ID of a customer. */
  .done = N_("Stopped Retain for %s"),
  .fill = fill_customer,
  .affects = affects_customer,
  .describe = wh_describe_stop_retain,
  .for_many = TRUE,
};

const WhChange wh_change_send_event = {
  /* Translators: the name of a customer. */
  .done = N_("Recorded activity of %s"),
  .fill = fill_event,
  .affects = affects_active_customer,
  .describe = wh_describe_send_event,
};
