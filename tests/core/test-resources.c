/* test-resources.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-operations.h"
#include "wh-resources.h"

#include <string.h>

static void
check_field (const WhResource      *resource,
             const WhResourceField *field,
             guint                  index)
{
  gboolean has_choices = field->kind == WH_FIELD_CHOICE || field->kind == WH_FIELD_CHOICES;

  g_assert_cmpint (wh_resource_find_field (resource, field->id), ==, index);
  g_assert_true (g_ascii_isupper (field->label[0]));
  g_assert_true (has_choices == (field->choices != NULL));
  if (field->flags & WH_RESOURCE_FIELD_COLUMN)
    g_assert_cmpint (field->width, >, 0);
  if (field->flags & WH_RESOURCE_FIELD_SHOWN)
    g_assert_true (field->flags & WH_RESOURCE_FIELD_COLUMN);
  if (field->flags & WH_RESOURCE_FIELD_DETAIL)
    g_assert_nonnull (field->group);
  if (field->flags & WH_RESOURCE_FIELD_TOTAL)
    g_assert_cmpint (field->kind, ==, WH_FIELD_MONEY);
}

/* A heading of the detail appears once: its fields stand together. */
static void
check_groups (const WhResource *resource)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *group = NULL;

  for (guint i = 0; i < resource->n_fields; i++)
    {
      const char *next = resource->fields[i].group;

      if (next == NULL || g_strcmp0 (next, group) == 0)
        continue;
      g_assert_true (g_hash_table_add (seen, (gpointer) next));
      group = next;
    }
}

static void
check_operations (const WhResource *resource)
{
  if (resource->list_operation != NULL)
    {
      const WhOperation *operation = wh_operations_find (resource->list_operation);

      g_assert_nonnull (operation);
      g_assert_cmpint (operation->returns, ==, WH_RETURNS_LIST);
      g_assert_cmpstr (operation->resource, ==, resource->id);
    }

  g_assert_true ((resource->get_operation != NULL) == (resource->get_field != NULL));
  if (resource->get_operation != NULL)
    {
      const WhOperation *operation = wh_operations_find (resource->get_operation);

      g_assert_nonnull (operation);
      g_assert_nonnull (wh_operation_find_field (operation, resource->get_field));
    }

  for (guint i = 0; resource->changes[i] != NULL; i++)
    {
      const WhOperation *operation = wh_operations_find (resource->changes[i]);

      g_assert_nonnull (operation);
      g_assert_true (wh_operation_is_change (operation));
    }
}

static void
test_resources_row (gconstpointer data)
{
  const WhResource *resource = data;
  guint n_keys = 0;

  g_assert_true (wh_resources_find (resource->id) == resource);
  g_assert_true (g_ascii_isupper (resource->title[0]));
  g_assert_true (g_ascii_isupper (resource->singular[0]));
  g_assert_true (g_str_has_suffix (resource->icon_name, "-symbolic"));
  g_assert_cmpint (wh_resource_find_field (resource, resource->default_sort), >=, 0);
  g_assert_cmpint (wh_resource_find_flag (resource, WH_RESOURCE_FIELD_TITLE), >=, 0);
  g_assert_cmpint (wh_resource_find_flag (resource, WH_RESOURCE_FIELD_SUBTITLE), >=, 0);
  g_assert_cmpint (wh_resource_find_flag (resource, WH_RESOURCE_FIELD_SEARCHED), >=, 0);
  g_assert_cmpint (wh_resource_find_field (resource, "no_such_field"), ==, -1);
  g_assert_cmpint (wh_resource_find_field (resource, NULL), ==, -1);

  for (guint i = 0; i < resource->n_fields; i++)
    {
      check_field (resource, &resource->fields[i], i);
      n_keys += (resource->fields[i].flags & WH_RESOURCE_FIELD_KEY) != 0;
    }
  g_assert_cmpuint (n_keys, ==, 1);
  check_groups (resource);
  check_operations (resource);
}

#define WORDS(member, n_typed, is_sentence) \
  { #member, G_STRUCT_OFFSET (WhResourceWords, member), n_typed, is_sentence }

/* Every page has all the words that a page needs, and each is of its form. */
static void
test_resources_words (gconstpointer data)
{
  static const struct
  {
    const char *name;
    gsize offset;
    guint n_typed;
    gboolean is_sentence;
  } all[] = {
    WORDS (empty_title, 0, FALSE),
    WORDS (empty_text, 0, TRUE),
    WORDS (select, 0, FALSE),
    WORDS (open, 0, FALSE),
    WORDS (search_hint, 0, TRUE),
    WORDS (search_offer, 1, TRUE),
    WORDS (search_action, 0, FALSE),
    WORDS (search_result, 1, FALSE),
    WORDS (search_none, 0, FALSE),
  };
  const WhResource *resource = data;

  G_STATIC_ASSERT (G_N_ELEMENTS (all) == sizeof (WhResourceWords) / sizeof (char *));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const char *words = G_STRUCT_MEMBER (const char *, &resource->words, all[i].offset);
      g_autofree char *full = NULL;
      g_auto (GStrv) parts = NULL;

      g_test_message ("%s", all[i].name);
      /* Where a single record cannot be asked for, nothing is said about it. */
      if (words == NULL && resource->get_operation == NULL && resource->search_field == NULL &&
          g_str_has_prefix (all[i].name, "search"))
        continue;
      g_assert_nonnull (words);
      g_assert_true (g_ascii_isupper (words[words[0] == '_' ? 1 : 0]));
      g_assert_true (g_str_has_suffix (words, ".") == all[i].is_sentence);

      parts = g_strsplit (words, "%", -1);
      g_assert_cmpuint (g_strv_length (parts) - 1, ==, all[i].n_typed);
      full = wh_resource_dup_phrase (words, "100 %s");
      g_assert_true ((strstr (full, "100 %s") != NULL) == (all[i].n_typed == 1));
    }
  if (resource->words.search_action != NULL)
    g_assert_nonnull (strchr (resource->words.search_action, '_'));
}

/* The words of one resource do not stand on the page of another. */
static void
test_resources_words_apart (void)
{
  static const char *const names[] = { "customer", "user", "subscription", "plan" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const WhResourceWords *words = &wh_resources_get (i)->words;

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *title = g_utf8_casefold (words->empty_title, -1);
          g_autofree char *select = g_utf8_casefold (words->select, -1);

          g_assert_true ((strstr (title, names[j]) != NULL) == (i == j));
          g_assert_true ((strstr (select, names[j]) != NULL) == (i == j));
        }
    }
}

static void
test_resources_phrase (void)
{
  static const struct
  {
    const char *words;
    const char *typed;
    const char *expected;
  } cases[] = {
    { "Users like “%s”", "ada", "Users like “ada”" },
    { "%s", "", "" },
    { "%s and %s", "%n", "%n and %s" },
    { "No place", "ada", "No place" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phrase = wh_resource_dup_phrase (cases[i].words, cases[i].typed);

      g_assert_cmpstr (phrase, ==, cases[i].expected);
    }
}

/* What the list of customers begins with, and what comes by choice, in this order. */
static void
test_resources_customer_columns (void)
{
  const WhResource *resource = wh_resources_find ("customer");
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < resource->n_fields; i++)
    {
      const WhResourceField *field = &resource->fields[i];

      if (field->flags & WH_RESOURCE_FIELD_SHOWN)
        g_string_append_printf (shown, "%s, ", field->label);
      else if (field->flags & WH_RESOURCE_FIELD_COLUMN)
        g_string_append_printf (others, "%s, ", field->label);
    }

  g_assert_cmpstr (shown->str, ==, "Name, Email, Status, Plan, MRR, Activated, ");
  g_assert_cmpstr (others->str, ==, "Customer ID, Total Spend, Created, Churned, Updated, ");
  g_assert_cmpstr (resource->default_sort, ==, "updated_on");
  g_assert_true (resource->default_descending);
}

/* §8.1 and §3.1: every member that the API is known to send has its field. */
static void
test_resources_members (void)
{
  static const struct
  {
    const char *resource;
    const char *members;
  } cases[] = {
    { "customer", "customer_id email first_name last_name status mrr_cents plans "
                  "total_spend_cents created_on activated_on churned_on updated_on" },
    { "subscription", "user_id subscription_id user_alias subscription_alias email plan_id "
                      "plan_interval plan_currency status value effective_date" },
    { "user", "user_id user_alias email" },
    { "plan", "id name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WhResource *resource = wh_resources_find (cases[i].resource);
      g_auto (GStrv) members = g_strsplit (cases[i].members, " ", -1);

      for (guint j = 0; members[j] != NULL; j++)
        {
          int field = wh_resource_find_field (resource, members[j]);

          g_assert_cmpint (field, >=, 0);
          g_assert_null (resource->fields[field].derive);
        }
    }
  g_assert_null (wh_resources_find ("invoice"));
  g_assert_null (wh_resources_find (NULL));
}

static void
test_resources_count (void)
{
  static const char *const words[] = { "customer", "user", "subscription", "plan", "customer" };
  const WhNumberStyle style = { .decimal = ".", .separator = "," };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new_styled ("usd", zone, &style);

  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);
      g_autofree char *none = wh_resource_dup_count (resource, format, 0);
      g_autofree char *one = wh_resource_dup_count (resource, format, 1);
      g_autofree char *many = wh_resource_dup_count (resource, format, 12806);
      g_autofree char *expected_none = g_strdup_printf ("0 %ss", words[i]);
      g_autofree char *expected_one = g_strdup_printf ("1 %s", words[i]);
      g_autofree char *expected_many = g_strdup_printf ("12,806 %ss", words[i]);

      g_assert_cmpstr (none, ==, expected_none);
      g_assert_cmpstr (one, ==, expected_one);
      g_assert_cmpstr (many, ==, expected_many);
    }
}

/* A filter says what it lets pass in words of its own. */
static void
test_resources_filters (void)
{
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);

      for (guint j = 0; j < resource->n_fields; j++)
        g_assert_true ((resource->fields[j].any != NULL) ==
                       ((resource->fields[j].flags & WH_RESOURCE_FIELD_FILTER) != 0));
    }
}

static void
test_resources_no_match (void)
{
  static const char *const words[] = { "customer", "user", "subscription", "plan", "customer" };
  const WhNumberStyle style = { .decimal = ".", .separator = "," };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new_styled ("usd", zone, &style);

  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);
      g_autofree char *one = wh_resource_dup_no_match (resource, format, 1);
      g_autofree char *many = wh_resource_dup_no_match (resource, format, 2500);
      g_autofree char *expected_one = NULL;
      g_autofree char *expected_many = NULL;

      expected_one = g_strdup_printf ("The %s loaded %s does not match.", "1", words[i]);
      expected_many = g_strdup_printf ("None of the %s loaded %ss matches.", "2,500", words[i]);
      g_assert_cmpstr (one, ==, expected_one);
      g_assert_cmpstr (many, ==, expected_many);
    }
}

static void
test_resources_search (void)
{
  const struct
  {
    const char *typed;
    gboolean can;
  } cases[] = {
    { "a@b", TRUE }, { "ada@example.com", TRUE }, { "", FALSE }, { "ada", FALSE },
    { "@", FALSE },  { "@example.com", FALSE },   { "ada@", FALSE }, { "ada @example.com", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (wh_resource_can_search (wh_resources_find ("customer"), cases[i].typed),
                       ==, cases[i].can);
      g_assert_false (wh_resource_can_search (wh_resources_find ("plan"), cases[i].typed));
      /* An alias can be any text that is not blank. */
      g_assert_cmpint (wh_resource_can_search (wh_resources_find ("user"), cases[i].typed), ==,
                       cases[i].typed[strspn (cases[i].typed, " \t\n")] != '\0');
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);
      g_autofree char *path = g_strdup_printf ("/wellhead/core/resources/row/%s", resource->id);

      g_autofree char *words_path = g_strdup_printf ("/wellhead/core/resources/words/%s",
                                                     resource->id);

      g_test_add_data_func (path, resource, test_resources_row);
      g_test_add_data_func (words_path, resource, test_resources_words);
    }
  g_test_add_func ("/wellhead/core/resources/words-apart", test_resources_words_apart);
  g_test_add_func ("/wellhead/core/resources/phrase", test_resources_phrase);
  g_test_add_func ("/wellhead/core/resources/customer-columns", test_resources_customer_columns);
  g_test_add_func ("/wellhead/core/resources/members", test_resources_members);
  g_test_add_func ("/wellhead/core/resources/count", test_resources_count);
  g_test_add_func ("/wellhead/core/resources/no-match", test_resources_no_match);
  g_test_add_func ("/wellhead/core/resources/filters", test_resources_filters);
  g_test_add_func ("/wellhead/core/resources/search", test_resources_search);

  return g_test_run ();
}
