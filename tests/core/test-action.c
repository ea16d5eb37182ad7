/* test-action.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-fixture.h"
#include "wh-action-private.h"
#include "wh-api-error.h"
#include "wh-test-util.h"

#include <string.h>

/* Every operation that changes something, against a server with a reading of the reference of its
 * own: what comes of it, what is said before and after, and that its inverse brings back what was,
 * byte for byte. */

#define JANUARY_2025 "1735718400"  /* midnight in US/Pacific, like those that follow */
#define FEBRUARY_2025 "1738396800"
#define MARCH_2025 "1740816000"
#define JULY_2026 "1782889200"

static WhAction *
create (WhActionFixture *fixture,
        const char      *alias)
{
  return wh_action_fixture_do (fixture, "create-subscription", NULL,
                               "email", "acme@customer.example", "plan_id", "scale up",
                               "plan_interval", "month", "plan_currency", "eur",
                               "value", "5000", "effective_date", JANUARY_2025,
                               "subscription_alias", alias, "user_alias", "acme", NULL);
}

static const char *
get_user (WhAction *created)
{
  return wh_record_get_member_text (wh_action_get_result (created), "user_id");
}

static const char *
get_subscription (WhAction *created)
{
  return wh_record_get_member_text (wh_action_get_result (created), "subscription_id");
}

static char *
read_history (WhActionFixture *fixture)
{
  return wh_action_fixture_read (fixture, "get-user", "user_id", "acme");
}

/* The event of a user that is the @nth from the end. */
static WhRecord *
get_event (WhActionFixture *fixture,
           guint            nth)
{
  g_autoptr (GPtrArray) events = wh_action_fixture_list (fixture, "get-user", "user_id", "acme");

  g_assert_cmpuint (events->len, >, nth);

  return g_object_ref (g_ptr_array_index (events, events->len - 1 - nth));
}

static void
test_action_create (WhActionFixture *fixture,
                    gconstpointer    data)
{
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) yearly = NULL;
  g_autoptr (WhAction) trial = NULL;
  g_autofree char *changes = NULL;

  action = create (fixture, "acme-main");
  changes = g_strdup_printf ("subscription %s;user %s;customer %s;plan scale up;",
                             get_subscription (action), get_user (action), get_user (action));
  wh_action_fixture_assert_changes (fixture, changes);
  wh_assert_done (action, "Created acme-main");
  wh_assert_subject (action, "acme-main");
  wh_assert_effect (action, "MRR grows by €50.00.");
  wh_assert_effect (action, "The metrics since 1 January 2025 change.");
  wh_assert_effect (action,
                    "The user with the alias acme gets it; a new one is made where there is "
                    "none.");
  wh_assert_effect (action, WH_ACTION_CANNOT_UNDO);
  wh_assert_no_inverse (action);

  yearly = wh_action_fixture_make (fixture, "create-subscription", NULL, "plan_interval", "year",
                                   "value", "10006", "effective_date", JULY_2026, NULL);
  wh_assert_subject (yearly, NULL);
  wh_assert_effect (yearly, "MRR grows by $8.34.");
  wh_assert_effect (yearly, "A yearly amount counts for a twelfth of it each month.");
  wh_assert_effect (yearly, "It takes effect on 1 July 2026.");
  wh_assert_effect (yearly, "A new user is made, too.");

  trial = wh_action_fixture_make (fixture, "create-subscription", NULL, "plan_interval", "month",
                                  "value", "0", "status", "trialing", "user_id", "pwu_1", NULL);
  wh_assert_effect (trial, "MRR stays as it is.");
  wh_assert_effect (trial, "The user pwu_1 gets a further subscription; there can be eight.");
}

/* An alias that is taken is no success, but for whoever does not know what became of a try. */
static void
test_action_create_again (WhActionFixture *fixture,
                          gconstpointer    data)
{
  g_autoptr (WhAction) first = create (fixture, "acme-main");
  g_autoptr (WhAction) second = NULL;
  g_autoptr (WhAction) lost = NULL;
  g_autoptr (WhAction) edited = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  second = wh_action_fixture_make (fixture, "create-subscription", NULL,
                                   "email", "x", "plan_id", "p", "plan_interval", "month",
                                   "value", "1", "effective_date", JANUARY_2025,
                                   "subscription_alias", "acme-main", NULL);
  wh_assert_refused (fixture, second, "already exists");
  wh_assert_refused (fixture, second, "already exists");

  /* The server acts, and its answer is lost. */
  lost = wh_action_fixture_make (fixture, "create-subscription", NULL, "user_alias", "acme",
                                 "email", "x", "plan_id", "p", "plan_interval", "month",
                                 "value", "1", "effective_date", JANUARY_2025,
                                 "subscription_alias", "acme-2", NULL);
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_RESET);
  error = wh_action_fixture_fail (fixture, lost);
  g_assert_true (wh_action_is_doubtful (error));
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  before = read_history (fixture);

  /* With another amount it is another wish. */
  wh_draft_set_text (wh_action_get_draft (lost), "value", "2");
  wh_assert_refused (fixture, lost, "already exists");
  wh_draft_set_text (wh_action_get_draft (lost), "value", "1");
  wh_action_fixture_run (fixture, lost, WH_ACTION_ALREADY);
  wh_assert_done (lost, "An earlier try had created acme-2 already");
  wh_action_fixture_assert_changes (fixture, "subscription *;user *;plan p;");
  wh_assert_no_inverse (lost);
  after = read_history (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_action_create_lost_without_alias (WhActionFixture *fixture,
                                       gconstpointer    data)
{
  static const char warning[] =
    "The last try got no answer. It may have worked all the same; then another try makes a "
    "second subscription, because there is no alias to tell by.";
  g_autoptr (WhAction) action = NULL;
  g_autoptr (GError) error = NULL;

  action = wh_action_fixture_make (fixture, "create-subscription", NULL,
                                   "email", "x", "plan_id", "p", "plan_interval", "month",
                                   "value", "1", "effective_date", JANUARY_2025, NULL);
  g_assert_false (wh_action_fixture_has_effect (action, warning));
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_RESET);
  error = wh_action_fixture_fail (fixture, action);
  wh_assert_effect (action, warning);
  wh_draft_set_text (wh_action_get_draft (action), "subscription_alias", "x-1");
  g_assert_false (wh_action_fixture_has_effect (action, warning));
}

static void
test_action_create_limit (WhActionFixture *fixture,
                          gconstpointer    data)
{
  g_autoptr (WhAction) first = create (fixture, "acme-main");
  g_autoptr (WhAction) ninth = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (WhAction) action = NULL;

      action = wh_action_fixture_make (fixture, "create-subscription",
                                       wh_action_get_result (first),
                                       "plan_id", "p", "plan_interval", "year", "value", "1",
                                       "effective_date", JANUARY_2025, NULL);
      g_assert_cmpstr (wh_draft_get_text (wh_action_get_draft (action), "user_id"), ==,
                       get_user (first));
      g_assert_cmpstr (wh_draft_get_text (wh_action_get_draft (action), "email"), ==,
                       "acme@customer.example");
      g_assert_cmpstr (wh_draft_get_text (wh_action_get_draft (action), "plan_currency"), ==,
                       "eur");
      if (i < 7)
        wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      else
        wh_assert_refused (fixture, action, "subscription limit of");
    }
}

static void
test_action_update (WhActionFixture *fixture,
                    gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhRecord) record = get_event (fixture, 0);
  g_autoptr (WhAction) action = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *subject = NULL;
  WhDraft *draft;

  action = wh_action_fixture_make (fixture, "update-subscription", record,
                                   "effective_date", FEBRUARY_2025, NULL);
  draft = wh_action_get_draft (action);
  g_assert_cmpstr (wh_draft_get_text (draft, "subscription_id"), ==, get_subscription (created));
  g_assert_cmpstr (wh_draft_get_text (draft, "plan_id"), ==, "scale up");
  g_assert_cmpstr (wh_draft_get_text (draft, "plan_interval"), ==, "month");
  g_assert_cmpstr (wh_draft_get_text (draft, "value"), ==, "5000");
  g_assert_null (wh_draft_get_text (draft, "status"));

  wh_assert_effect (action, "MRR stays at €50.00.");
  wh_draft_set_text (draft, "plan_interval", "year");
  wh_draft_set_text (draft, "value", "120000");
  wh_draft_set_text (draft, "plan_id", "team");
  wh_assert_effect (action, "MRR goes from €50.00 to €100.00.");
  wh_assert_effect (action, "A yearly amount counts for a twelfth of it each month.");
  wh_assert_effect (action, "The plan changes from scale up to team.");
  wh_assert_effect (action, "The metrics since 1 February 2025 change.");
  wh_assert_effect (action, WH_ACTION_CANNOT_UNDO);
  g_assert_false (wh_action_is_undoable (action));

  wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
  changes = g_strdup_printf ("subscription %s;user %s;customer %s;plan team;",
                             get_subscription (created), get_user (created), get_user (created));
  wh_action_fixture_assert_changes (fixture, changes);
  subject = g_strdup_printf ("acme-main (%s)", get_subscription (created));
  wh_assert_subject (action, subject);
  wh_assert_done (action, "Updated acme-main");
  wh_assert_no_inverse (action);
}

/* Somebody names another subscription in the form: the record says nothing about that one. */
static void
test_action_other_subject (WhActionFixture *fixture,
                           gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhRecord) record = get_event (fixture, 0);
  g_autoptr (WhAction) action = NULL;

  action = wh_action_fixture_make (fixture, "churn-subscription", record,
                                   "subscription_id", "pws_other", NULL);
  wh_assert_subject (action, "pws_other");
  g_assert_false (wh_action_fixture_has_effect (action, "MRR goes from €50.00 to €0.00."));
  wh_draft_set_text (wh_action_get_draft (action), "subscription_id",
                     get_subscription (created));
  wh_assert_effect (action, "MRR goes from €50.00 to €0.00.");
}

static void
test_action_churn (WhActionFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhRecord) record = get_event (fixture, 0);
  g_autofree char *before = read_history (fixture);
  g_autofree char *churned = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *changes = NULL;
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) twice = NULL;
  g_autoptr (WhAction) inverse = NULL;
  g_autoptr (WhAction) redo = NULL;

  action = wh_action_fixture_make (fixture, "churn-subscription", record,
                                   "effective_date", MARCH_2025, "churn_type", "delinquent",
                                   NULL);
  wh_assert_effect (action, "MRR goes from €50.00 to €0.00.");
  wh_assert_effect (action, "The metrics since 1 March 2025 change.");
  wh_assert_effect (action, "It counts among those lost by failed payments.");
  wh_assert_effect (action, WH_ACTION_CAN_UNDO);
  wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
  changes = g_strdup_printf ("subscription %s;user %s;customer %s;",
                             get_subscription (created), get_user (created), get_user (created));
  wh_action_fixture_assert_changes (fixture, changes);
  wh_assert_done (action, "Churned acme-main");
  churned = read_history (fixture);
  g_assert_cmpstr (before, !=, churned);

  twice = wh_action_fixture_make (fixture, "churn-subscription", NULL,
                                  "subscription_id", "acme-main",
                                  "effective_date", JULY_2026, NULL);
  wh_assert_effect (twice, "The subscription goes on until 1 July 2026.");
  wh_assert_effect (twice, "It counts among those lost by cancelling.");
  wh_action_fixture_run (fixture, twice, WH_ACTION_ALREADY);
  wh_assert_done (twice, "acme-main was already scheduled to churn");
  wh_assert_no_inverse (twice);
  wh_action_fixture_assert_changes (fixture, "subscription acme-main;user *;");

  inverse = wh_action_dup_inverse (action);
  g_assert_cmpstr (wh_action_get_operation (inverse)->id, ==, "unchurn-subscription");
  wh_assert_effect (inverse,
                    "The history is rewritten as though the churn of 1 March 2025 had never "
                    "happened.");
  wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
  wh_action_fixture_assert_changes (fixture, changes);
  after = read_history (fixture);
  g_assert_cmpstr (before, ==, after);

  redo = wh_action_dup_inverse (inverse);
  wh_action_fixture_run (fixture, redo, WH_ACTION_DONE);
  again = read_history (fixture);
  g_assert_cmpstr (churned, ==, again);
}

static void
test_action_unchurn (WhActionFixture *fixture,
                     gconstpointer    data)
{
  static const struct
  {
    const char *date;
    const char *type;
    guint nth;      /* which event the list shows */
    gboolean asks;  /* for what the churn was */
  } cases[] = {
    { MARCH_2025, "delinquent", 0, FALSE },
    { MARCH_2025, "voluntary", 0, FALSE },
    { JULY_2026, "delinquent", 0, FALSE },
    /* scheduled: the row shows the subscription as it still is */
    { JULY_2026, "delinquent", 1, TRUE },
    { JULY_2026, "voluntary", 1, TRUE },
  };
  g_autoptr (WhAction) created = create (fixture, "acme-main");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhAction) churn = NULL;
      g_autoptr (WhAction) action = NULL;
      g_autoptr (WhAction) inverse = NULL;
      g_autoptr (WhAction) last = NULL;
      g_autoptr (WhRecord) record = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      guint n_requests;

      churn = wh_action_fixture_do (fixture, "churn-subscription", NULL,
                                    "subscription_id", "acme-main",
                                    "effective_date", cases[i].date,
                                    "churn_type", cases[i].type, NULL);
      before = read_history (fixture);
      record = get_event (fixture, cases[i].nth);
      action = wh_action_fixture_make (fixture, "unchurn-subscription", record, NULL);
      wh_assert_effect (action, WH_ACTION_CAN_UNDO);
      n_requests = wh_demo_server_get_n_requests (fixture->server);
      wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      n_requests = wh_demo_server_get_n_requests (fixture->server) - n_requests;
      g_assert_cmpuint (n_requests, ==, cases[i].asks ? 2 : 1);
      wh_assert_done (action, "Un-churned acme-main");

      inverse = wh_action_dup_inverse (action);
      g_assert_nonnull (inverse);
      wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
      after = read_history (fixture);
      g_assert_cmpstr (before, ==, after);

      last = wh_action_dup_inverse (inverse);
      wh_action_fixture_run (fixture, last, WH_ACTION_DONE);
    }
}

/* Nobody knows what the churn was: then there is no way back, and that is said before. */
static void
test_action_unchurn_blindly (WhActionFixture *fixture,
                             gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhAction) churn = NULL;
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) again = NULL;
  g_autoptr (WhAction) quick = NULL;
  g_autoptr (WhRecord) record = get_event (fixture, 0);

  churn = wh_action_fixture_do (fixture, "churn-subscription", NULL,
                                "subscription_id", "acme-main", "effective_date", MARCH_2025,
                                NULL);
  action = wh_action_fixture_make (fixture, "unchurn-subscription", NULL,
                                   "subscription_id", "acme-main", NULL);
  wh_assert_effect (action, WH_ACTION_CANNOT_UNDO);
  wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
  wh_assert_no_inverse (action);

  again = wh_action_fixture_make (fixture, "unchurn-subscription", record, NULL);
  wh_action_fixture_run (fixture, again, WH_ACTION_ALREADY);
  wh_assert_done (again, "acme-main had not churned");
  wh_assert_no_inverse (again);

  quick = wh_action_fixture_make (fixture, "unchurn-subscription", record, NULL);
  wh_action_set_reads_before (quick, FALSE);
  g_assert_false (wh_action_is_undoable (quick));
}

static void
test_action_update_user (WhActionFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhRecord) record = get_event (fixture, 0);
  g_autofree char *before = read_history (fixture);
  g_autofree char *changed = NULL;
  g_autofree char *changes = NULL;

  changes = g_strdup_printf ("user %s;customer %s;", get_user (created), get_user (created));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WhAction) action = NULL;
      g_autoptr (WhAction) inverse = NULL;
      g_autoptr (WhAction) redo = NULL;
      g_autoptr (WhAction) last = NULL;
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;
      g_autofree char *end = NULL;

      /* From a record, and by an ID that somebody typed. */
      action = wh_action_fixture_make (fixture, "update-user", i == 0 ? record : NULL,
                                       "user_id", get_user (created), NULL);
      if (i == 0)
        {
          wh_assert_effect (action, "The email stays as it is.");
          wh_draft_set_text (wh_action_get_draft (action), "email", "New@Customer.example");
          wh_assert_effect (action, "acme@customer.example becomes new@customer.example.");
        }
      wh_draft_set_text (wh_action_get_draft (action), "email", "New@Customer.example");
      wh_assert_effect (action, "ProfitWell keeps it in lower case.");
      wh_assert_effect (action, WH_ACTION_CAN_UNDO);
      wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      wh_action_fixture_assert_changes (fixture, changes);
      g_free (changed);
      changed = read_history (fixture);
      g_assert_cmpstr (before, !=, changed);

      inverse = wh_action_dup_inverse (action);
      wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
      after = read_history (fixture);
      g_assert_cmpstr (before, ==, after);

      redo = wh_action_dup_inverse (inverse);
      wh_action_fixture_run (fixture, redo, WH_ACTION_DONE);
      again = read_history (fixture);
      g_assert_cmpstr (changed, ==, again);

      last = wh_action_dup_inverse (redo);
      wh_action_fixture_run (fixture, last, WH_ACTION_DONE);
      end = read_history (fixture);
      g_assert_cmpstr (before, ==, end);
    }
}

static void
test_action_delete_user (WhActionFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (WhAction) created = create (fixture, "acme-main");
  g_autoptr (WhAction) action = NULL;
  g_autoptr (WhAction) unknown = NULL;
  g_autoptr (GError) lost = NULL;
  g_autoptr (GError) not_found = NULL;
  g_autofree char *identifier = NULL;
  g_autofree char *done = NULL;
  g_autofree char *changes = NULL;

  action = wh_action_fixture_make (fixture, "delete-user", wh_action_get_result (created), NULL);
  identifier = wh_action_dup_identifier (action);
  g_assert_cmpstr (identifier, ==, get_user (created));
  wh_assert_effect (action, "The user and the whole subscription history are erased.");
  wh_assert_effect (action, WH_ACTION_CANNOT_BE_UNDONE);

  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_HTML500);
  lost = wh_action_fixture_fail (fixture, action);
  g_assert_error (lost, WH_API_ERROR, WH_API_ERROR_SERVER);
  wh_demo_server_set_fault (fixture->server, WH_DEMO_FAULT_NONE);
  wh_action_fixture_run (fixture, action, WH_ACTION_ALREADY);
  done = g_strdup_printf ("%s is gone already", get_user (created));
  wh_assert_done (action, done);
  changes = g_strdup_printf ("-user %s;-customer %s;", get_user (created), get_user (created));
  wh_action_fixture_assert_changes (fixture, changes);
  wh_assert_no_inverse (action);

  /* Who was never there was not deleted by anybody. */
  unknown = wh_action_fixture_make (fixture, "delete-user", NULL, "user_id", "nobody", NULL);
  not_found = wh_action_fixture_fail (fixture, unknown);
  g_assert_error (not_found, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);
}

static void
test_action_plans (WhActionFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (WhAction) created = NULL;
  g_autoptr (WhAction) twice = NULL;
  g_autoptr (WhAction) nowhere = NULL;
  g_autofree char *before = NULL;
  g_autofree char *renamed = NULL;

  created = wh_action_fixture_do (fixture, "create-plan", NULL, "id", "a b@c", "name", "Größe 1",
                                  NULL);
  wh_action_fixture_assert_changes (fixture, "plan a b@c;");
  wh_assert_done (created, "Created Größe 1");
  wh_assert_effect (created, "The ID a b@c cannot be changed later, and a plan cannot be deleted.");
  wh_assert_no_inverse (created);
  twice = wh_action_fixture_make (fixture, "create-plan", NULL, "id", "a b@c", "name", "x", NULL);
  wh_assert_refused (fixture, twice, "plan with this id already exists");
  nowhere = wh_action_fixture_make (fixture, "update-plan", NULL, "id", "none", "name", "x",
                                    NULL);
  wh_assert_refused (fixture, nowhere, "no plan with this id");

  before = wh_action_fixture_read (fixture, "get-plan", "id", "a b@c");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WhAction) action = NULL;
      g_autoptr (WhAction) inverse = NULL;
      g_autoptr (WhAction) redo = NULL;
      g_autoptr (WhAction) last = NULL;
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;

      action = wh_action_fixture_make (fixture, "update-plan",
                                       i == 0 ? wh_action_get_result (created) : NULL,
                                       "id", "a b@c", "name", "Other", NULL);
      if (i == 0)
        wh_assert_effect (action, "“Größe 1” becomes “Other”.");
      wh_action_fixture_run (fixture, action, WH_ACTION_DONE);
      wh_action_fixture_assert_changes (fixture, "plan a b@c;");
      wh_assert_done (action, i == 0 ? "Renamed Größe 1" : "Renamed Other");
      g_free (renamed);
      renamed = wh_action_fixture_read (fixture, "get-plan", "id", "a b@c");
      g_assert_cmpstr (before, !=, renamed);

      inverse = wh_action_dup_inverse (action);
      wh_action_fixture_run (fixture, inverse, WH_ACTION_DONE);
      after = wh_action_fixture_read (fixture, "get-plan", "id", "a b@c");
      g_assert_cmpstr (before, ==, after);

      redo = wh_action_dup_inverse (inverse);
      wh_action_fixture_run (fixture, redo, WH_ACTION_DONE);
      again = wh_action_fixture_read (fixture, "get-plan", "id", "a b@c");
      g_assert_cmpstr (renamed, ==, again);
      last = wh_action_dup_inverse (redo);
      wh_action_fixture_run (fixture, last, WH_ACTION_DONE);
    }
}

static guint
count_subjects (const char *format)
{
  guint n = 0;

  for (const char *p = strchr (format, '%'); p != NULL; p = strchr (p + 1, '%'))
    {
      g_assert_true (p[1] == 's');
      n++;
    }

  return n;
}

/* The table: whatever changes something says what, and names only what there is. */
static void
test_action_table (void)
{
  for (guint i = 0; i < WH_N_OPERATIONS; i++)
    {
      const WhOperation *operation = wh_operations_get (i);
      const WhChange *change = operation->change;

      g_assert_true (wh_operation_is_change (operation) == (change != NULL));
      if (change == NULL)
        continue;

      g_assert_cmpuint (count_subjects (change->done), ==, 1);
      g_assert_nonnull (change->describe);
      g_assert_true ((operation->undo != NULL) == (change->invert != NULL));
      if (change->before != NULL)
        g_assert_false (wh_operation_is_change (wh_operations_find (change->before)));

      for (const WhFill *fill = change->fill; fill->field != NULL; fill++)
        {
          const WhResource *resource = wh_resources_find (fill->resource);

          g_assert_nonnull (wh_operation_find_field (operation, fill->field));
          g_assert_nonnull (resource);
          g_assert_cmpint (wh_resource_find_field (resource, fill->member), >=, 0);
        }
      g_assert_nonnull (change->affects[0].resource);
      for (const WhAffected *affected = change->affects; affected->resource != NULL; affected++)
        g_assert_true (wh_resources_find (affected->resource) != NULL ||
                       g_str_equal (affected->resource, "trait"));

      for (const WhKnownRefusal *refusal = operation->refusals;
           refusal != NULL && refusal->contains != NULL; refusal++)
        {
          g_assert_true (refusal->success_on_retry == (refusal->already != NULL));
          if (refusal->already != NULL)
            g_assert_cmpuint (count_subjects (refusal->already), ==, 1);
        }
    }
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/action/" name, WhActionFixture, NULL, wh_action_fixture_set_up, \
              func, wh_action_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/action/table", test_action_table);
  ADD ("create", test_action_create);
  ADD ("create-again", test_action_create_again);
  ADD ("create-lost-without-alias", test_action_create_lost_without_alias);
  ADD ("create-limit", test_action_create_limit);
  ADD ("update", test_action_update);
  ADD ("other-subject", test_action_other_subject);
  ADD ("churn", test_action_churn);
  ADD ("unchurn", test_action_unchurn);
  ADD ("unchurn-blindly", test_action_unchurn_blindly);
  ADD ("update-user", test_action_update_user);
  ADD ("delete-user", test_action_delete_user);
  ADD ("plans", test_action_plans);

  return g_test_run ();
}
