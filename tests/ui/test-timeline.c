/* test-timeline.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-timeline.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/timeline/" name, Fixture, NULL, set_up, func, tear_down)

#define DAY ((gint64) 24 * 60 * 60)

typedef struct
{
  GtkWidget *timeline;
  GtkWindow *window;
  WhFormat  *format;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->format = wh_format_new ("usd", zone);
  self->timeline = wh_timeline_new ();
  self->window = wh_ui_present (self->timeline, 360, 600);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->timeline));
  g_assert_finalize_object (g_steal_pointer (&self->format));
}

static WhHistory *
make_history (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  WhHistory *history = wh_history_new_from_json (bytes, &error);

  g_assert_no_error (error);

  return history;
}

#define EVENT(id, status, value, day, plan) \
  "{\"subscription_id\":\"" id "\",\"status\":\"" status "\",\"value\":" #value "," \
  "\"plan_interval\":\"month\",\"plan_currency\":\"usd\",\"plan_id\":\"" plan "\"," \
  "\"effective_date\":" #day "}"

static const char life[] =
  "[" EVENT ("s", "active", 4900, 864000, "team") ","
      EVENT ("other", "active", 100, 864000, "team") ","
      EVENT ("s", "active", 9900, 1728000, "pro") ","
      EVENT ("s", "churned_voluntary", 0, 2592000, "pro") "]";

/* What each row says as a whole, one a line. */
static char *
describe (Fixture *self)
{
  GtkWidget *list = wh_ui_child (self->timeline, WH_TYPE_DETAIL_SECTION, "list_box");
  GString *text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (text, "%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_string_free (text, FALSE);
}

static void
test_timeline_rows (Fixture       *self,
                    gconstpointer  unused)
{
  g_autoptr (WhHistory) history = make_history (life);
  g_autofree char *text = NULL;
  g_autofree char *later = NULL;

  wh_timeline_set_history (WH_TIMELINE (self->timeline), history, 0,
                           25 * DAY * G_USEC_PER_SEC, self->format);
  text = describe (self);
  g_assert_cmpstr (text, ==,
                   "Scheduled: 31 January 1970, Will churn (voluntary), -$99.00 MRR\n"
                   "21 January 1970, Upgraded to pro, $99.00 a month, +$50.00 MRR\n"
                   "11 January 1970, Started with team, $49.00 a month, +$49.00 MRR\n");
  g_assert_nonnull (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "Scheduled"));
  g_assert_nonnull (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "Now"));
  g_assert_nonnull (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "Upgraded to pro"));
  g_assert_nonnull (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "+$50.00 MRR"));

  /* The day comes. */
  wh_timeline_set_history (WH_TIMELINE (self->timeline), history, 0,
                           35 * DAY * G_USEC_PER_SEC, self->format);
  later = describe (self);
  g_assert_true (g_str_has_prefix (later, "31 January 1970, Churned (voluntary), -$99.00 MRR\n"));
  g_assert_null (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "Scheduled"));
}

static void
test_timeline_other (Fixture       *self,
                     gconstpointer  unused)
{
  g_autoptr (WhHistory) history = make_history (life);
  g_autofree char *text = NULL;

  wh_timeline_set_history (WH_TIMELINE (self->timeline), history, 1, 0, self->format);
  text = describe (self);
  g_assert_cmpstr (text, ==, "Scheduled: 11 January 1970, Will start with team, $1.00 a month, "
                             "+$1.00 MRR\n");

  wh_timeline_set_history (WH_TIMELINE (self->timeline), NULL, 0, 0, self->format);
  g_assert_cmpuint (wh_ui_count (self->timeline, WH_TYPE_DETAIL_ROW), ==, 0);
  g_assert_nonnull (wh_ui_find (self->timeline, GTK_TYPE_LABEL, "Nothing is recorded yet."));
}

/* One a day for years: only the newest are made into rows at first. */
static void
test_timeline_many (Fixture       *self,
                    gconstpointer  unused)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (WhHistory) history = NULL;
  GtkWidget *list = wh_ui_child (self->timeline, WH_TYPE_DETAIL_SECTION, "list_box");

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (json, "%s{\"subscription_id\":\"s\",\"status\":\"active\",\"value\":%u,"
                            "\"plan_interval\":\"month\",\"effective_date\":%u}",
                            i > 0 ? "," : "", 100 + i, i * 86400);
  g_string_append_c (json, ']');
  history = make_history (json->str);

  wh_timeline_set_history (WH_TIMELINE (self->timeline), history, 0,
                           5000 * DAY * G_USEC_PER_SEC, self->format);
  g_assert_cmpuint (wh_ui_count (self->timeline, WH_TYPE_DETAIL_ROW), ==,
                    WH_DETAIL_SECTION_FIRST);
  g_assert_cmpstr (adw_preferences_row_get_title (
                     ADW_PREFERENCES_ROW (gtk_widget_get_first_child (list))), ==,
                   "9 September 1983, Upgraded, $50.99 a month, +$0.01 MRR");
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("rows", test_timeline_rows);
  ADD ("other", test_timeline_other);
  ADD ("many", test_timeline_many);

  return g_test_run ();
}
