/* test-record-relations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-relations.h"

#include <string.h>

/* @texts: "field=value" of what a list adds, %NULL-terminated. */
static WhRecord *
make_record (const char        *resource_id,
             const char        *json,
             const char *const *texts)
{
  const WhResource *resource = wh_resources_find (resource_id);
  g_autofree const char **added = g_new0 (const char *, resource->n_fields);
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], "=", 2);
      int field = wh_resource_find_field (resource, parts[0]);

      g_assert_cmpint (field, >=, 0);
      added[field] = g_intern_string (parts[1]);
    }

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  record = wh_record_new_with_texts (resource, wh_json_document_get_root (document), added,
                                     &error);
  g_assert_no_error (error);

  return record;
}

static void
test_record_relations_link (void)
{
  static const struct
  {
    const char *resource;
    const char *json;
    const char *field;
    const char *expected;
  } cases[] = {
    { "customer", "{\"customer_id\":\"pwu_1\"}", "customer_id", "user" },
    { "customer", "{\"customer_id\":\"cus_pwu_1\"}", "customer_id", NULL },
    { "customer", "{\"customer_id\":\"pwu_1\",\"email\":\"pwu_1\"}", "email", NULL },
    { "user", "{\"user_id\":\"pwu_1\"}", "user_id", "customer" },
    { "subscription", "{\"subscription_id\":\"s\",\"user_id\":\"\"}", "user_id", NULL },
    { "subscription", "{\"subscription_id\":\"s\",\"user_id\":\"pwu_1\"}", "user_id", "user" },
    { "subscription", "{\"subscription_id\":\"s\",\"user_id\":null}", "user_id", NULL },
    { "subscription", "{\"subscription_id\":\"s\"}", "user_id", NULL },
    { "subscription", "{\"subscription_id\":\"s\",\"plan_id\":\"a/b ..%2F\"}", "plan_id",
      "plan" },
    { "subscription", "{\"subscription_id\":\"s\"}", "subscription_id", NULL },
    { "plan", "{\"id\":\"team\"}", "id", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhRecord) record = make_record (cases[i].resource, cases[i].json, NULL);
      int field = wh_resource_find_field (wh_resources_find (cases[i].resource), cases[i].field);
      const WhResource *link = wh_record_get_link (record, (guint) field);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (link != NULL ? link->id : NULL, ==, cases[i].expected);
    }
}

/* Every link of the table leads to a resource that is there. */
static void
test_record_relations_table (void)
{
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);
      guint n_changes = 0;

      for (guint j = 0; j < resource->n_fields; j++)
        {
          const WhResourceField *field = &resource->fields[j];

          g_assert_true (field->links_to == NULL || wh_resources_find (field->links_to) != NULL);
          g_assert_true (field->link_prefix == NULL || field->links_to != NULL);
        }
      while (resource->changes[n_changes] != NULL)
        n_changes++;
      g_assert_cmpuint (resource->n_prominent, <=, n_changes);
      g_assert_true ((resource->n_prominent > 0) == (n_changes > 0));

      /* Nobody slips into what cannot be taken back. */
      for (guint j = 0; j < resource->n_prominent; j++)
        g_assert_cmpint (wh_operations_find (resource->changes[j])->danger, !=, WH_DANGER_TYPE);
    }
}

static char *
join_changes (WhRecord *record,
              gboolean  prominent)
{
  g_autoptr (GPtrArray) changes = wh_record_list_changes (record, prominent);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      const WhOperation *operation = g_ptr_array_index (changes, i);

      g_assert_true (wh_record_offers (record, operation->id));
      g_strv_builder_add (ids, operation->id);
    }
  list = g_strv_builder_end (ids);

  return g_strjoinv (" ", list);
}

static void
test_record_relations_changes (void)
{
  static const struct
  {
    const char *resource;
    const char *json;
    const char *texts[2];
    const char *all;
    const char *prominent;
  } cases[] = {
    { "subscription", "{\"subscription_id\":\"s\",\"status\":\"active\"}", { NULL },
      "update-subscription churn-subscription", "update-subscription churn-subscription" },
    { "subscription", "{\"subscription_id\":\"s\",\"status\":\"trialing\"}", { NULL },
      "update-subscription churn-subscription", "update-subscription churn-subscription" },
    { "subscription", "{\"subscription_id\":\"s\"}", { NULL },
      "update-subscription churn-subscription", "update-subscription churn-subscription" },
    { "subscription", "{\"subscription_id\":\"s\",\"status\":\"churned_delinquent\"}", { NULL },
      "update-subscription unchurn-subscription", "update-subscription unchurn-subscription" },
    { "subscription", "{\"subscription_id\":\"s\",\"status\":\"active\"}", { "scheduled=churn" },
      "update-subscription unchurn-subscription", "update-subscription unchurn-subscription" },
    { "subscription", "{\"subscription_id\":\"s\",\"status\":\"active\"}", { "scheduled=change" },
      "update-subscription churn-subscription", "update-subscription churn-subscription" },
    { "user", "{\"user_id\":\"pwu_1\"}", { "known=found" },
      "create-subscription update-user delete-user", "create-subscription update-user" },
    { "user", "{\"user_id\":\"pwu_1\"}", { "known=gone" }, "", "" },
    { "plan", "{\"id\":\"team\"}", { NULL }, "update-plan", "update-plan" },
    { "customer", "{\"customer_id\":\"c\"}", { NULL },
      "put-trait send-event delete-trait stop-retain exclude-customer anonymize-customer",
      "put-trait send-event" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhRecord) record = make_record (cases[i].resource, cases[i].json,
                                                 cases[i].texts);
      g_autofree char *all = join_changes (record, FALSE);
      g_autofree char *prominent = join_changes (record, TRUE);

      g_assert_cmpstr (all, ==, cases[i].all);
      g_assert_cmpstr (prominent, ==, cases[i].prominent);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/record-relations/link", test_record_relations_link);
  g_test_add_func ("/wellhead/core/record-relations/table", test_record_relations_table);
  g_test_add_func ("/wellhead/core/record-relations/changes", test_record_relations_changes);

  return g_test_run ();
}
