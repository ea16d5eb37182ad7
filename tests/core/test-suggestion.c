/* test-suggestion.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-suggestion.h"
#include "wh-test-util.h"

#include <string.h>

typedef struct
{
  const char *value;
  const char *name;
  const char *typed;
  WhSuggestionFit fit;
} FitCase;

static const FitCase fit_cases[] = {
  { "USD", "US Dollar", NULL, WH_SUGGESTION_INSIDE },
  { "USD", "US Dollar", "", WH_SUGGESTION_INSIDE },
  { "USD", "US Dollar", "   ", WH_SUGGESTION_INSIDE },
  { "USD", "US Dollar", "usd", WH_SUGGESTION_SAME },
  { "USD", "US Dollar", " Usd ", WH_SUGGESTION_SAME },
  { "USD", "US Dollar", "us", WH_SUGGESTION_BEGINS },
  { "USD", "US Dollar", "dol", WH_SUGGESTION_WORD },
  { "USD", "US Dollar", "us dollar", WH_SUGGESTION_WORD },
  { "USD", "US Dollar", "ollar", WH_SUGGESTION_INSIDE },
  { "USD", "US Dollar", "dollar us", WH_SUGGESTION_INSIDE },
  { "USD", "US Dollar", "euro", WH_SUGGESTION_NO },
  { "USD", "US Dollar", "us euro", WH_SUGGESTION_NO },
  { "pro", NULL, "pro", WH_SUGGESTION_SAME },
  { "pro", NULL, "team", WH_SUGGESTION_NO },
  { "cafe", "Café Größe", "cafe g", WH_SUGGESTION_WORD },
  { "cafe", "Café Größe", "CAFÉ", WH_SUGGESTION_SAME },
  { "Scale Up", "Scale", "scale u", WH_SUGGESTION_BEGINS },
  { "团队", "团队计划", "团队", WH_SUGGESTION_SAME },
  { "a/b", "100% & more", "%", WH_SUGGESTION_INSIDE },
};

static void
test_suggestion_fit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fit_cases); i++)
    {
      const FitCase *c = &fit_cases[i];
      g_autoptr (WhSuggestion) suggestion = wh_suggestion_new (c->value, c->name);

      g_test_message ("“%s” in %s", c->typed != NULL ? c->typed : "(null)", c->value);
      g_assert_cmpint (wh_suggestion_get_fit (suggestion, c->typed), ==, c->fit);
      g_assert_cmpstr (wh_suggestion_get_value (suggestion), ==, c->value);
      g_assert_cmpstr (wh_suggestion_get_name (suggestion), ==, c->name);
    }
}

static void
test_suggestion_currencies (void)
{
  g_autoptr (GListModel) model = wh_suggestions_new_for_currencies ();

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, WH_N_CURRENCIES);
  for (guint i = 0; i < WH_N_CURRENCIES; i++)
    {
      g_autoptr (WhSuggestion) suggestion = g_list_model_get_item (model, i);

      g_assert_cmpint (g_ascii_strcasecmp (wh_suggestion_get_value (suggestion),
                                           wh_currency_get (i)->code), ==, 0);
      g_assert_cmpstr (wh_suggestion_get_name (suggestion), ==, wh_currency_get (i)->name);
    }
}

static WhRecord *
new_plan (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  record = wh_record_new (wh_resources_find ("plan"), wh_json_document_get_root (document),
                          &error);
  g_assert_no_error (error);

  return record;
}

static void
test_suggestion_record (void)
{
  g_autoptr (WhRecord) plan = new_plan ("{\"id\":\"team\",\"name\":\"Team plan\"}");
  g_autoptr (WhRecord) nameless = new_plan ("{\"id\":\"bare\",\"name\":null}");
  g_autoptr (WhSuggestion) suggestion = wh_suggestion_new_for_record (plan);
  g_autoptr (WhSuggestion) bare = wh_suggestion_new_for_record (nameless);

  g_assert_cmpstr (wh_suggestion_get_value (suggestion), ==, "team");
  g_assert_cmpstr (wh_suggestion_get_name (suggestion), ==, "Team plan");
  g_assert_cmpstr (wh_suggestion_get_value (bare), ==, "bare");
  g_assert_null (wh_suggestion_get_name (bare));
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/suggestion/fit", test_suggestion_fit);
  g_test_add_func ("/wellhead/core/suggestion/currencies", test_suggestion_currencies);
  g_test_add_func ("/wellhead/core/suggestion/record", test_suggestion_record);

  return g_test_run ();
}
