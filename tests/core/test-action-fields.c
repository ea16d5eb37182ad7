/* test-action-fields.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-test-util.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/core/action-fields/" name, WhActionFixture, NULL, \
              wh_action_fixture_set_up, func, wh_action_fixture_tear_down)

static WhRecord *
new_record (const char *resource,
            const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  record = wh_record_new (wh_resources_find (resource), wh_json_document_get_root (document),
                          &error);
  g_assert_no_error (error);

  return record;
}

static WhRecord *
new_subscription (void)
{
  return new_record ("subscription",
                     "{\"user_id\":\"pwu_1\",\"subscription_id\":\"pws_1\","
                     "\"email\":\"a@customer.example\",\"plan_id\":\"team\","
                     "\"plan_interval\":\"month\",\"plan_currency\":\"jpy\","
                     "\"status\":\"active\",\"value\":1200,\"effective_date\":1514764800}");
}

static void
test_action_fields_fixed (WhActionFixture *fixture,
                          gconstpointer    unused)
{
  static const struct
  {
    const char *operation;
    gboolean record;
    const char *field;
    gboolean fixed;
  } cases[] = {
    { "update-subscription", TRUE, "subscription_id", TRUE },
    { "update-subscription", TRUE, "plan_id", FALSE },
    { "update-subscription", TRUE, "effective_date", FALSE },
    { "update-subscription", FALSE, "subscription_id", FALSE },
    { "churn-subscription", TRUE, "subscription_id", TRUE },
    { "churn-subscription", TRUE, "churn_type", FALSE },
    { "update-user", TRUE, "user_id", TRUE },
    { "update-user", TRUE, "email", FALSE },
    { "anonymize-email", TRUE, "email", TRUE },
    { "put-trait", TRUE, "customer_id", TRUE },
    { "put-trait", TRUE, "email", FALSE },
    { "create-subscription", TRUE, "email", FALSE },
    { "create-plan", TRUE, "id", FALSE },
  };
  g_autoptr (WhRecord) record = new_subscription ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhAction) action = wh_action_fixture_make (fixture, cases[i].operation,
                                                            cases[i].record ? record : NULL,
                                                            NULL);

      g_test_message ("%s of %s", cases[i].field, cases[i].operation);
      g_assert_true (wh_action_is_fixed (action, cases[i].field) == cases[i].fixed);
      if (!cases[i].fixed)
        continue;

      /* Somebody who names another means another. */
      wh_draft_set_text (wh_action_get_draft (action), cases[i].field, "another");
      g_assert_false (wh_action_is_fixed (action, cases[i].field));
    }
}

static void
test_action_fields_currency (WhActionFixture *fixture,
                             gconstpointer    unused)
{
  g_autoptr (WhRecord) record = new_subscription ();
  g_autoptr (WhAction) create = wh_action_fixture_make (fixture, "create-subscription", NULL,
                                                        NULL);
  g_autoptr (WhAction) update = wh_action_fixture_make (fixture, "update-subscription", record,
                                                        NULL);
  g_autoptr (WhAction) blind = wh_action_fixture_make (fixture, "update-subscription", NULL,
                                                       NULL);

  /* What the API takes where nothing is said, until something is. */
  g_assert_cmpstr (wh_action_get_currency (create), ==, "usd");
  wh_draft_set_text (wh_action_get_draft (create), "plan_currency", "kwd");
  g_assert_cmpstr (wh_action_get_currency (create), ==, "kwd");
  wh_draft_set_text (wh_action_get_draft (create), "plan_currency", "kw");
  g_assert_cmpstr (wh_action_get_currency (create), ==, "usd");

  g_assert_cmpstr (wh_action_get_currency (update), ==, "jpy");
  g_assert_cmpstr (wh_action_get_currency (blind), ==,
                   wh_format_get_currency (wh_connection_get_format (fixture->connection)));
}

static void
test_action_fields_may_have_happened (WhActionFixture *fixture,
                                      gconstpointer    unused)
{
  g_autoptr (WhAction) action = wh_action_fixture_make (fixture, "create-plan", NULL, "id",
                                                        "doubtful", "name", "Doubtful", NULL);
  g_autoptr (GError) reset = NULL;

  g_assert_false (wh_action_may_have_happened (action));
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_RESET);
  reset = wh_action_fixture_fail (fixture, action);
  g_assert_true (wh_action_may_have_happened (action));

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  /* It had. */
  wh_action_fixture_run (fixture, action, WH_ACTION_ALREADY);
  g_assert_false (wh_action_may_have_happened (action));
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("fixed", test_action_fields_fixed);
  ADD ("currency", test_action_fields_currency);
  ADD ("may-have-happened", test_action_fields_may_have_happened);

  return g_test_run ();
}
