/* wh-resources.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-resources.h"

#include "wh-mrr.h"
#include "wh-operations.h"
#include "wh-record.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY WH_RESOURCE_FIELD_KEY
#define COLUMN WH_RESOURCE_FIELD_COLUMN
#define SHOWN (WH_RESOURCE_FIELD_COLUMN | WH_RESOURCE_FIELD_SHOWN)
#define SEARCHED WH_RESOURCE_FIELD_SEARCHED
#define DETAIL WH_RESOURCE_FIELD_DETAIL
#define TITLE WH_RESOURCE_FIELD_TITLE
#define SUBTITLE WH_RESOURCE_FIELD_SUBTITLE
#define FILTER WH_RESOURCE_FIELD_FILTER
#define TOTAL WH_RESOURCE_FIELD_TOTAL

#define FIELDS(array) .fields = (array), .n_fields = G_N_ELEMENTS (array)

static const char *
find_text (WhRecord   *record,
           const char *id)
{
  int field = wh_resource_find_field (wh_record_get_resource (record), id);
  const char *text = field >= 0 ? wh_record_get_text (record, field) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* The first of @ids that the record has something in. */
static char *
dup_first (WhRecord          *record,
           const char *const *ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *text = find_text (record, ids[i]);

      if (text != NULL)
        return g_strdup (text);
    }

  return NULL;
}

/* Names are null more often than not (§8.1). */
static char *
derive_customer_name (WhRecord *record)
{
  static const char *const ids[] = { "first_name", "last_name", "email", "customer_id", NULL };
  const char *first = find_text (record, "first_name");
  const char *last = find_text (record, "last_name");

  if (first != NULL && last != NULL)
    return g_strdup_printf ("%s %s", first, last);

  return dup_first (record, ids);
}

static char *
derive_user_name (WhRecord *record)
{
  static const char *const ids[] = { "email", "user_alias", "user_id", NULL };

  return dup_first (record, ids);
}

static char *
derive_subscription_name (WhRecord *record)
{
  static const char *const ids[] = { "subscription_alias", "subscription_id", NULL };

  return dup_first (record, ids);
}

/* Of a single event; a row of the list says what holds now (see wh-history.c). */
static char *
derive_subscription_mrr (WhRecord *record)
{
  WhMrr mrr = { 0 };

  if (!wh_mrr_add_event (&mrr, record))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT, wh_mrr_round (&mrr));
}

/* A field that only a list can fill (see wh-directory.c): the API does not send it. */
static char *
derive_nothing (WhRecord *record)
{
  return NULL;
}

static char *
derive_unsubscribed_name (WhRecord *record)
{
  static const char *const ids[] = { "email", "customer_id", NULL };

  return dup_first (record, ids);
}

static char *
derive_plan_name (WhRecord *record)
{
  static const char *const ids[] = { "name", "id", NULL };

  return dup_first (record, ids);
}

static const WhResourceField customer_fields[] = {
  { "name", N_("Name"), WH_FIELD_TEXT, SHOWN | SEARCHED | TITLE,
    .width = 16, .derive = derive_customer_name },
  { "customer_id", N_("Customer ID"), WH_FIELD_ID, KEY | COLUMN | SEARCHED | DETAIL,
    .width = 20, .group = N_("Customer"), .links_to = "user", .link_prefix = "pwu_" },
  { "email", N_("Email"), WH_FIELD_EMAIL, SHOWN | SEARCHED | DETAIL | SUBTITLE,
    .width = 26, .group = N_("Customer") },
  { "status", N_("Status"), WH_FIELD_CHOICE, SHOWN | DETAIL | FILTER,
    .any = N_("Any status"), .choices = wh_choices_customer_status, .width = 18, .group = N_("Customer") },
  { "plans", N_("Plan"), WH_FIELD_LIST, SHOWN | DETAIL | FILTER,
    .any = N_("Any plan"), .width = 10, .group = N_("Revenue") },
  { "mrr_cents", N_("MRR"), WH_FIELD_MONEY, SHOWN | DETAIL | TOTAL,
    .width = 11, .group = N_("Revenue") },
  { "total_spend_cents", N_("Total Spend"), WH_FIELD_MONEY, COLUMN | DETAIL,
    .width = 12, .group = N_("Revenue") },
  { "created_on", N_("Created"), WH_FIELD_INSTANT, COLUMN | DETAIL,
    .width = 11, .group = N_("Dates") },
  { "activated_on", N_("Activated"), WH_FIELD_INSTANT, SHOWN | DETAIL,
    .width = 11, .group = N_("Dates") },
  { "churned_on", N_("Churned"), WH_FIELD_INSTANT, COLUMN | DETAIL,
    .width = 11, .group = N_("Dates") },
  { "updated_on", N_("Updated"), WH_FIELD_INSTANT, COLUMN | DETAIL,
    .width = 11, .group = N_("Dates") },
  { "first_name", N_("First Name"), WH_FIELD_TEXT },
  { "last_name", N_("Last Name"), WH_FIELD_TEXT },
};

static const char *const customer_changes[] = {
  "put-trait",
  "send-event",
  "delete-trait",
  "stop-retain",
  "exclude-customer",
  "anonymize-customer",
  NULL,
};

static const char *const customer_more[] = {
  "anonymize-email",
  "delete-trait-category",
  NULL,
};

/* Made from customers whose ID begins with pwu_ and from the events of subscriptions (§3.1):
 * the API has no such object of its own (§0.3). */
static const WhResourceField user_fields[] = {
  { "name", N_("User"), WH_FIELD_TEXT, TITLE, .derive = derive_user_name },
  { "email", N_("Email"), WH_FIELD_EMAIL, SHOWN | SEARCHED | DETAIL,
    .width = 28, .group = N_("User") },
  { "user_id", N_("User ID"), WH_FIELD_ID, KEY | SHOWN | SEARCHED | DETAIL | SUBTITLE,
    .width = 20, .group = N_("User"), .links_to = "customer" },
  { "user_alias", N_("User Alias"), WH_FIELD_TEXT, SHOWN | SEARCHED | DETAIL,
    .width = 24, .group = N_("User") },
  { "known", N_("State"), WH_FIELD_CHOICE, COLUMN | DETAIL | FILTER,
    .any = N_("Any state"), .choices = wh_choices_known, .width = 12, .group = N_("User"), .derive = derive_nothing },
  { "read_on", N_("Read"), WH_FIELD_INSTANT, COLUMN | DETAIL,
    .width = 11, .group = N_("User"), .derive = derive_nothing },
  { "n_subscriptions", N_("Subscriptions"), WH_FIELD_INTEGER, SHOWN | DETAIL,
    .width = 8, .group = N_("Revenue"), .derive = derive_nothing },
  { "mrr", N_("MRR"), WH_FIELD_MONEY, SHOWN | DETAIL | TOTAL,
    .width = 11, .group = N_("Revenue"), .derive = derive_nothing },
  { "currency", N_("Currency"), WH_FIELD_CURRENCY, COLUMN | DETAIL,
    .width = 8, .group = N_("Revenue"), .derive = derive_nothing },
};

/* What the API has forgotten cannot be changed. */
static gboolean
offer_user_change (WhRecord   *record,
                   const char *operation)
{
  return g_strcmp0 (find_text (record, "known"), "gone") != 0;
}

static const char *const user_changes[] = {
  "create-subscription",
  "update-user",
  "delete-user",
  NULL,
};

/* One event of a subscription (§4.1); several have the same ID. */
static const WhResourceField subscription_fields[] = {
  { "name", N_("Subscription"), WH_FIELD_TEXT, TITLE, .derive = derive_subscription_name },
  { "email", N_("Email"), WH_FIELD_EMAIL, SHOWN | SEARCHED | DETAIL | SUBTITLE,
    .width = 26, .group = N_("User") },
  { "user_id", N_("User ID"), WH_FIELD_ID, COLUMN | SEARCHED | DETAIL,
    .width = 20, .group = N_("User"), .links_to = "user" },
  { "user_alias", N_("User Alias"), WH_FIELD_TEXT, COLUMN | SEARCHED | DETAIL,
    .width = 24, .group = N_("User") },
  { "subscription_id", N_("Subscription ID"), WH_FIELD_ID, KEY | COLUMN | SEARCHED | DETAIL,
    .width = 20, .group = N_("Subscription") },
  { "subscription_alias", N_("Subscription Alias"), WH_FIELD_TEXT, COLUMN | SEARCHED | DETAIL,
    .width = 24, .group = N_("Subscription") },
  { "plan_id", N_("Plan"), WH_FIELD_PLAN, SHOWN | SEARCHED | DETAIL | FILTER,
    .any = N_("Any plan"), .width = 16, .group = N_("Subscription"), .links_to = "plan" },
  { "status", N_("Status"), WH_FIELD_CHOICE, SHOWN | DETAIL | FILTER,
    .any = N_("Any status"), .choices = wh_choices_subscription_status, .width = 18, .group = N_("Subscription") },
  { "scheduled", N_("Scheduled"), WH_FIELD_CHOICE, COLUMN | DETAIL | FILTER,
    .any = N_("Any schedule"), .choices = wh_choices_scheduled, .width = 12, .group = N_("Subscription"),
    .derive = derive_nothing },
  { "scheduled_on", N_("Scheduled For"), WH_FIELD_DATE, COLUMN | DETAIL,
    .width = 12, .group = N_("Subscription"), .derive = derive_nothing },
  { "value", N_("Amount"), WH_FIELD_MONEY, SHOWN | DETAIL,
    .width = 12, .group = N_("Subscription") },
  { "mrr", N_("MRR"), WH_FIELD_MONEY, COLUMN | DETAIL | TOTAL,
    .width = 11, .group = N_("Subscription"), .derive = derive_subscription_mrr },
  { "plan_currency", N_("Currency"), WH_FIELD_CURRENCY, COLUMN | DETAIL,
    .width = 8, .group = N_("Subscription") },
  { "plan_interval", N_("Billing Interval"), WH_FIELD_CHOICE, SHOWN | DETAIL,
    .choices = wh_choices_plan_interval, .width = 12, .group = N_("Subscription") },
  { "effective_date", N_("Effective"), WH_FIELD_DATE, SHOWN | DETAIL,
    .width = 12, .group = N_("Subscription") },
  { "started_on", N_("Started"), WH_FIELD_DATE, COLUMN | DETAIL,
    .width = 12, .group = N_("Subscription"), .derive = derive_nothing },
};

static const char *const subscription_changes[] = {
  "update-subscription",
  "churn-subscription",
  "unchurn-subscription",
  NULL,
};

static const WhResourceField plan_fields[] = {
  { "title", N_("Plan"), WH_FIELD_TEXT, TITLE, .derive = derive_plan_name },
  { "name", N_("Name"), WH_FIELD_TEXT, SHOWN | SEARCHED | DETAIL,
    .width = 28, .group = N_("Plan") },
  { "id", N_("Plan ID"), WH_FIELD_ID, KEY | SHOWN | SEARCHED | DETAIL | SUBTITLE,
    .width = 28, .group = N_("Plan") },
  { "n_subscriptions", N_("Known Subscriptions"), WH_FIELD_INTEGER, SHOWN | DETAIL,
    .width = 12, .group = N_("Plan"), .derive = derive_nothing },
};

/* A churn is there once, whether it has happened or is to come (§3.4, §3.5). A churned
 * subscription can be updated: that is how somebody who comes back is recorded. */
static gboolean
offer_subscription_change (WhRecord   *record,
                           const char *operation)
{
  gboolean churned = wh_status_is_churned (find_text (record, "status")) ||
                     g_strcmp0 (find_text (record, "scheduled"), "churn") == 0;

  if (strcmp (operation, "churn-subscription") == 0)
    return !churned;
  if (strcmp (operation, "unchurn-subscription") == 0)
    return churned;

  return TRUE;
}

static const char *const plan_changes[] = {
  "update-plan",
  NULL,
};

/* The shape of what Retain lists is not documented (§9.3, §14): whatever it has of these. */
static const WhResourceField unsubscribed_fields[] = {
  { "name", N_("Customer"), WH_FIELD_TEXT, TITLE, .derive = derive_unsubscribed_name },
  { "email", N_("Email"), WH_FIELD_EMAIL, SHOWN | SEARCHED | DETAIL,
    .width = 26, .group = N_("Customer") },
  { "customer_id", N_("Customer ID"), WH_FIELD_ID, KEY | SHOWN | SEARCHED | DETAIL | SUBTITLE,
    .width = 20, .group = N_("Customer"), .links_to = "customer" },
  { "unsubscribed_on", N_("Unsubscribed"), WH_FIELD_INSTANT, SHOWN | DETAIL,
    .width = 12, .group = N_("Customer") },
};

static const char *const no_changes[] = {
  NULL,
};

static const WhResource resources[] = {
  {
    .id = "customer",
    .title = N_("Customers"),
    .singular = N_("Customer"),
    .icon_name = "system-users-symbolic",
    .words = {
      .empty_title = N_("No Customers"),
      .empty_text = N_("Customers of every data source that is connected to ProfitWell appear "
                       "here."),
      .select = N_("Select a customer to see their details"),
      .open = N_("Open Customer"),
      .search_hint = N_("Type a whole email address to search all customers."),
      /* Translators: %s is an e-mail address */
      .search_offer = N_("ProfitWell can look for “%s” among all customers."),
      .search_action = N_("Search _All Customers"),
      /* Translators: %s is an e-mail address */
      .search_result = N_("Customers whose email is “%s”"),
      .search_none = N_("No Customer Has This Email"),
    },
    .list_operation = "list-customers",
    .search_field = "email",
    .get_operation = "get-customer",
    .get_field = "customer_id",
    .related = "unsubscribed",
    .more = customer_more,
    .changes = customer_changes,
    .n_prominent = 2,
    .default_sort = "updated_on",
    .default_descending = TRUE,
    FIELDS (customer_fields),
  },
  {
    .id = "user",
    .title = N_("Users"),
    .singular = N_("User"),
    .icon_name = "avatar-default-symbolic",
    .words = {
      .empty_title = N_("No Users"),
      .empty_text = N_("ProfitWell does not list the users that were added by hand. Those that "
                       "were looked up or created in Wellhead appear here."),
      .select = N_("Select a user to see their details"),
      .open = N_("Open User"),
      .search_hint = N_("Type a whole user ID or alias to look a user up."),
      /* Translators: %s is the ID or alias of a user */
      .search_offer = N_("ProfitWell can look for a user with the ID or alias “%s”."),
      .search_action = N_("_Look Up User"),
      /* Translators: %s is the ID or alias of a user */
      .search_result = N_("The user with the ID or alias “%s”"),
      .search_none = N_("No User Has This ID or Alias"),
    },
    .get_operation = "get-user",
    .get_field = "user_id",
    .search_field = "user_id",
    .found_among_customers = TRUE,
    .create_operation = "create-subscription",
    .changes = user_changes,
    .n_prominent = 2,
    .offers = offer_user_change,
    .default_sort = "email",
    FIELDS (user_fields),
  },
  {
    .id = "subscription",
    .title = N_("Subscriptions"),
    .singular = N_("Subscription"),
    .icon_name = "view-refresh-symbolic",
    .words = {
      .empty_title = N_("No Subscriptions"),
      .empty_text = N_("ProfitWell does not list the subscriptions that were added by hand. Those "
                       "of users that Wellhead knows appear here."),
      .select = N_("Select a subscription to see its details"),
      .open = N_("Open Subscription"),
      .search_hint = N_("Type a whole user ID or alias to list the subscriptions of a user."),
      /* Translators: %s is the ID or alias of a user */
      .search_offer = N_("ProfitWell can list the subscriptions of the user “%s”."),
      .search_action = N_("_List Subscriptions"),
      /* Translators: %s is the ID or alias of a user */
      .search_result = N_("Subscriptions of the user “%s”"),
      .search_none = N_("This User Has No Subscriptions"),
    },
    .list_operation = "get-user",
    .search_field = "user_id",
    .found_among_customers = TRUE,
    .create_operation = "create-subscription",
    .changes = subscription_changes,
    .n_prominent = 3,
    .offers = offer_subscription_change,
    .default_sort = "effective_date",
    .default_descending = TRUE,
    FIELDS (subscription_fields),
  },
  {
    .id = "plan",
    .title = N_("Plans"),
    .singular = N_("Plan"),
    .icon_name = "view-list-bullet-symbolic",
    .words = {
      .empty_title = N_("No Plans"),
      .empty_text = N_("Plans that were added by hand appear here; those of Stripe and other "
                       "sources do not."),
      .select = N_("Select a plan to see its details"),
      .open = N_("Open Plan"),
      .search_hint = N_("Type a whole plan ID to look a plan up."),
      /* Translators: %s is the ID of a plan */
      .search_offer = N_("ProfitWell can look for a plan with the ID “%s”."),
      .search_action = N_("_Look Up Plan"),
      /* Translators: %s is the ID of a plan */
      .search_result = N_("The plan with the ID “%s”"),
      .search_none = N_("No Plan Has This ID"),
    },
    .list_operation = "list-plans",
    .get_operation = "get-plan",
    .get_field = "id",
    .create_operation = "create-plan",
    .changes = plan_changes,
    .n_prominent = 1,
    .default_sort = "name",
    FIELDS (plan_fields),
  },
  {
    .id = "unsubscribed",
    .title = N_("Unsubscribed from Retain"),
    .singular = N_("Customer"),
    .icon_name = "mail-unread-symbolic",
    .words = {
      .empty_title = N_("Nobody Has Unsubscribed"),
      .empty_text = N_("Customers who opted out of the mails that Paddle Retain sends appear "
                       "here."),
      .select = N_("Select a customer to see their details"),
      .open = N_("Open Customer"),
    },
    .list_operation = "list-unsubscribed",
    .changes = no_changes,
    .default_sort = "unsubscribed_on",
    .default_descending = TRUE,
    FIELDS (unsubscribed_fields),
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (resources) == WH_N_RESOURCES);

/**
 * wh_resources_get:
 * @index: less than %WH_N_RESOURCES
 *
 * Returns: (transfer none): the resource, in the order of the sidebar
 */
const WhResource *
wh_resources_get (guint index)
{
  g_return_val_if_fail (index < WH_N_RESOURCES, NULL);

  return &resources[index];
}

/**
 * wh_resources_find:
 * @id: (nullable): a resource's id
 *
 * Returns: (transfer none) (nullable): the resource, or %NULL where there is none
 */
const WhResource *
wh_resources_find (const char *id)
{
  if (id == NULL)
    return NULL;

  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      if (strcmp (resources[i].id, id) == 0)
        return &resources[i];
    }

  return NULL;
}

/**
 * wh_resource_find_field:
 * @self: a resource
 * @id: (nullable): a field's id
 *
 * Returns: the field's index, or -1 where it has none of that name
 */
int
wh_resource_find_field (const WhResource *self,
                        const char       *id)
{
  g_return_val_if_fail (self != NULL, -1);

  if (id == NULL)
    return -1;

  for (guint i = 0; i < self->n_fields; i++)
    {
      if (strcmp (self->fields[i].id, id) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * wh_resource_find_flag:
 * @self: a resource
 * @flag: what the field is to be
 *
 * Returns: the index of the first field with @flag, or -1 where none has it
 */
int
wh_resource_find_flag (const WhResource     *self,
                       WhResourceFieldFlags  flag)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->n_fields; i++)
    {
      if ((self->fields[i].flags & flag) == flag)
        return (int) i;
    }

  return -1;
}

/**
 * wh_resource_can_search:
 * @self: a resource
 * @typed: what somebody typed
 *
 * The API finds customers by their whole e-mail address and by nothing else (§8.2), users and their
 * subscriptions by an identifier of the user (§4).
 *
 * Returns: whether @typed is worth asking the API for
 */
gboolean
wh_resource_can_search (const WhResource *self,
                        const char       *typed)
{
  const WhOperation *operation;
  const WhOperationField *field;
  const char *at;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  if (self->search_field == NULL)
    return FALSE;

  operation = wh_operations_find (self->list_operation != NULL ? self->list_operation
                                                               : self->get_operation);
  field = wh_operation_find_field (operation, self->search_field);
  /* An identifier can be any text (§1.3). */
  if (field->kind != WH_FIELD_EMAIL)
    return typed[strspn (typed, " \t\n")] != '\0';

  at = strchr (typed, '@');

  return at != NULL && at != typed && at[1] != '\0' && strpbrk (typed, " \t\n") == NULL;
}

/**
 * wh_resource_dup_phrase:
 * @words: some of a resource's #WhResourceWords
 * @typed: what somebody typed
 *
 * A translation is no format string here, so a wrong one can do no harm.
 *
 * Returns: (transfer full): the translation of @words, with @typed in the place of its %s
 */
char *
wh_resource_dup_phrase (const char *words,
                        const char *typed)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (words != NULL, NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  parts = g_strsplit (_(words), "%s", 2);

  return g_strjoinv (typed, parts);
}

/**
 * wh_resource_dup_count:
 * @self: a resource
 * @format: how numbers are written
 * @n: how many
 *
 * Returns: (transfer full): the number with the word that a language has for so many
 */
char *
wh_resource_dup_count (const WhResource *self,
                       WhFormat         *format,
                       guint             n)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (WH_IS_FORMAT (format), NULL);

  /* Translators: %s is the number in all of these */
  number = wh_format_dup_integer (format, n);
  if (strcmp (self->id, "user") == 0)
    return g_strdup_printf (ngettext ("%s user", "%s users", n), number);
  if (strcmp (self->id, "subscription") == 0)
    return g_strdup_printf (ngettext ("%s subscription", "%s subscriptions", n), number);
  if (strcmp (self->id, "plan") == 0)
    return g_strdup_printf (ngettext ("%s plan", "%s plans", n), number);

  return g_strdup_printf (ngettext ("%s customer", "%s customers", n), number);
}

/**
 * wh_resource_dup_no_match:
 * @self: a resource
 * @format: how numbers are written
 * @n: how many are loaded
 *
 * Returns: (transfer full): a sentence that says that search and filters leave none of them
 */
char *
wh_resource_dup_no_match (const WhResource *self,
                          WhFormat         *format,
                          guint             n)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (WH_IS_FORMAT (format), NULL);

  /* Translators: %s is the number of those that are loaded, in all of these */
  number = wh_format_dup_integer (format, n);
  if (strcmp (self->id, "user") == 0)
    return g_strdup_printf (ngettext ("The %s loaded user does not match.",
                                      "None of the %s loaded users matches.", n), number);
  if (strcmp (self->id, "subscription") == 0)
    return g_strdup_printf (ngettext ("The %s loaded subscription does not match.",
                                      "None of the %s loaded subscriptions matches.", n), number);
  if (strcmp (self->id, "plan") == 0)
    return g_strdup_printf (ngettext ("The %s loaded plan does not match.",
                                      "None of the %s loaded plans matches.", n), number);

  return g_strdup_printf (ngettext ("The %s loaded customer does not match.",
                                    "None of the %s loaded customers matches.", n), number);
}
