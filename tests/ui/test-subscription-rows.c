/* test-subscription-rows.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-history.h"
#include "wh-subscription-rows.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, of, func) \
  g_test_add ("/wellhead/ui/subscription-rows/" name, Fixture, GINT_TO_POINTER (of), set_up, \
              func, tear_down)

#define DAY ((gint64) 24 * 60 * 60)

typedef struct
{
  GtkWidget          *section;
  GtkWindow          *window;
  WhFormat           *format;
  GSimpleActionGroup *actions;
  char               *opened;
} Fixture;

static void
on_open_record_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  Fixture *self = user_data;

  g_free (self->opened);
  self->opened = g_variant_print (parameter, FALSE);
}

static void
set_up (Fixture       *self,
        gconstpointer  of)
{
  const GActionEntry entries[] = { { "open-record", on_open_record_cb, "(ss)", NULL, NULL } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->format = wh_format_new ("usd", zone);
  self->section = wh_subscription_rows_new (GPOINTER_TO_INT (of));
  self->window = wh_ui_present (self->section, 360, 600);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, 1, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win",
                                  G_ACTION_GROUP (self->actions));
}

static void
tear_down (Fixture       *self,
           gconstpointer  of)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->section));
  g_assert_finalize_object (g_steal_pointer (&self->format));
  g_clear_object (&self->actions);
  g_clear_pointer (&self->opened, g_free);
}

/* Three subscriptions: one running, one churned, one that will churn; all as of day 25. */
static void
show (Fixture *self)
{
  static const char json[] =
    "[{\"user_id\":\"pwu_1\",\"email\":\"ada@customer.example\",\"subscription_id\":\"pws_1\","
    "\"subscription_alias\":\"main\",\"plan_id\":\"team\",\"plan_interval\":\"month\","
    "\"plan_currency\":\"usd\",\"status\":\"active\",\"value\":4900,\"effective_date\":864000},"
    "{\"user_id\":\"pwu_1\",\"subscription_id\":\"pws_2\",\"plan_id\":\"pro\","
    "\"plan_interval\":\"year\",\"plan_currency\":\"eur\",\"status\":\"churned_delinquent\","
    "\"value\":0,\"effective_date\":950400},"
    "{\"user_id\":\"pwu_1\",\"email\":\"ada@customer.example\",\"subscription_id\":\"pws_3\","
    "\"plan_id\":\"pro\",\"plan_interval\":\"year\",\"plan_currency\":\"eur\","
    "\"status\":\"active\",\"value\":12000,\"effective_date\":1036800},"
    "{\"user_id\":\"pwu_1\",\"subscription_id\":\"pws_3\",\"plan_id\":\"pro\","
    "\"plan_interval\":\"year\",\"plan_currency\":\"eur\",\"status\":\"churned_voluntary\","
    "\"value\":0,\"effective_date\":2592000}]";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (WhHistory) history = wh_history_new_from_json (bytes, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_no_error (error);
  for (guint i = 0; i < wh_history_get_n_subscriptions (history); i++)
    g_ptr_array_add (rows, wh_history_dup_row (history, i, 25 * DAY * G_USEC_PER_SEC));
  wh_subscription_rows_set_rows (WH_SUBSCRIPTION_ROWS (self->section), rows, self->format);
}

static void
assert_rows (Fixture    *self,
             const char *expected)
{
  GtkWidget *list = wh_ui_child (self->section, WH_TYPE_DETAIL_SECTION, "list_box");
  g_autoptr (GString) text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (text, "%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_subscription_rows_user (Fixture       *self,
                             gconstpointer  of)
{
  static const char expected[] =
    "main, team · Monthly, Active, $49.00\n"
    "pws_2, pro · Yearly, Churned delinquent\n"
    "pws_3, pro · Yearly · Will churn on 31 January 1970, Active, €120.00\n";

  show (self);
  assert_rows (self, expected);
}

static void
test_subscription_rows_plan (Fixture       *self,
                             gconstpointer  of)
{
  static const char expected[] =
    "ada@customer.example, main · Monthly, Active, $49.00\n"
    "pwu_1, pws_2 · Yearly, Churned delinquent\n"
    "ada@customer.example, pws_3 · Yearly · Will churn on 31 January 1970, Active, €120.00\n";

  show (self);
  assert_rows (self, expected);
}

static void
test_subscription_rows_open (Fixture       *self,
                             gconstpointer  of)
{
  show (self);
  g_assert_true (gtk_widget_activate (
    wh_ui_find (self->section, WH_TYPE_DETAIL_ROW, "main, team · Monthly, Active, $49.00")));
  g_assert_cmpstr (self->opened, ==, "('subscription', 'pws_1')");
}

/* Nothing but an ID is known of it. */
static void
test_subscription_rows_bare (Fixture       *self,
                             gconstpointer  of)
{
  g_autoptr (WhRecord) record = wh_ui_new_bare_record (wh_resources_find ("subscription"));
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_ptr_array_add (rows, record);
  wh_subscription_rows_set_rows (WH_SUBSCRIPTION_ROWS (self->section), rows, self->format);
  g_assert_nonnull (wh_ui_find (self->section, WH_TYPE_DETAIL_ROW, "bare"));

  wh_subscription_rows_set_rows (WH_SUBSCRIPTION_ROWS (self->section), none, self->format);
  g_assert_cmpuint (wh_ui_count (self->section, WH_TYPE_DETAIL_ROW), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("user", WH_SUBSCRIPTIONS_OF_USER, test_subscription_rows_user);
  ADD ("plan", WH_SUBSCRIPTIONS_OF_PLAN, test_subscription_rows_plan);
  ADD ("open", WH_SUBSCRIPTIONS_OF_USER, test_subscription_rows_open);
  ADD ("bare/user", WH_SUBSCRIPTIONS_OF_USER, test_subscription_rows_bare);
  ADD ("bare/plan", WH_SUBSCRIPTIONS_OF_PLAN, test_subscription_rows_bare);

  return g_test_run ();
}
