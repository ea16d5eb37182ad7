/* test-filter-button.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-filter-button.h"
#include "wh-ui-test.h"

#include <string.h>

static const char *const offered[] = { "active", "paused", "ünknown", NULL };
static const char *const gone[] = { "gone", NULL };

#define N_MANY 2000

typedef struct
{
  GtkWindow      *window;
  WhFilterButton *button;
} WhFilterFixture;

static void
set_up (WhFilterFixture *self,
        gconstpointer    unused)
{
  self->button = WH_FILTER_BUTTON (wh_filter_button_new ("Status", "Any status",
                                                         wh_choices_customer_status));
  self->window = wh_ui_present (GTK_WIDGET (self->button), 300, 100);
}

static void
tear_down (WhFilterFixture *self,
           gconstpointer    unused)
{
  wh_ui_destroy (self->window, GTK_WIDGET (self->button));
}

static guint
count_choices (void)
{
  guint n = 0;

  while (wh_choices_customer_status[n].value != NULL)
    n++;

  return n;
}

static const char *
get_label (WhFilterFixture *self)
{
  return gtk_label_get_label (GTK_LABEL (wh_ui_find (self->button, GTK_TYPE_LABEL, NULL)));
}

/* What there is to tick comes when somebody looks. */
static void
open_list (WhFilterFixture *self)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (wh_ui_find (self->button, GTK_TYPE_MENU_BUTTON, NULL));

  gtk_menu_button_popup (button);
  wh_ui_await_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button)));
}

static guint
count_checks (WhFilterFixture *self)
{
  return wh_ui_count (self->button, GTK_TYPE_CHECK_BUTTON);
}

static GtkCheckButton *
find_check (WhFilterFixture *self,
            const char      *label)
{
  return GTK_CHECK_BUTTON (wh_ui_find (self->button, GTK_TYPE_CHECK_BUTTON, label));
}

static void
test_filter_button_choices (WhFilterFixture *self,
                            gconstpointer    unused)
{
  g_assert_cmpuint (count_checks (self), ==, 0);
  open_list (self);
  g_assert_cmpuint (count_checks (self), ==, count_choices ());
  g_assert_false (gtk_widget_get_visible (wh_ui_find (self->button, GTK_TYPE_SEARCH_ENTRY, NULL)));
  g_assert_cmpstr (get_label (self), ==, "Any status");
  g_assert_null (wh_filter_button_get_values (self->button)[0]);

  /* What has a name of its own is not offered twice. */
  wh_filter_button_set_offered (self->button, offered);
  g_assert_cmpuint (count_checks (self), ==, count_choices () + 2);
  g_assert_nonnull (find_check (self, "ünknown"));
  wh_filter_button_set_offered (self->button, offered);
  g_assert_cmpuint (count_checks (self), ==, count_choices () + 2);
}

static void
test_filter_button_tick (WhFilterFixture *self,
                         gconstpointer    unused)
{
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (self->button, "values");
  GtkWidget *clear = wh_ui_find (self->button, GTK_TYPE_BUTTON, "Show Any");

  wh_filter_button_set_offered (self->button, offered);
  open_list (self);
  g_assert_false (gtk_widget_get_sensitive (clear));
  gtk_check_button_set_active (find_check (self, "ünknown"), TRUE);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  g_assert_cmpstr (wh_filter_button_get_values (self->button)[0], ==, "ünknown");
  g_assert_cmpstr (get_label (self), ==, "ünknown");
  g_assert_true (gtk_widget_get_sensitive (clear));

  gtk_check_button_set_active (find_check (self, "paused"), TRUE);
  g_assert_cmpuint (g_strv_length ((char **) wh_filter_button_get_values (self->button)), ==, 2);
  g_assert_cmpstr (get_label (self), ==, "Status: 2");
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);

  g_signal_emit_by_name (clear, "clicked");
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  g_assert_null (wh_filter_button_get_values (self->button)[0]);
  g_assert_cmpstr (get_label (self), ==, "Any status");
  g_assert_false (gtk_check_button_get_active (find_check (self, "paused")));
}

static void
test_filter_button_gone (WhFilterFixture *self,
                         gconstpointer    unused)
{
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (self->button, "values");

  wh_filter_button_set_values (self->button, gone);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  wh_filter_button_set_values (self->button, gone);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 0);

  /* Nothing that is loaded has it, and it can still be unticked. */
  wh_filter_button_set_offered (self->button, offered);
  open_list (self);
  g_assert_true (gtk_check_button_get_active (find_check (self, "gone")));
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 0);
  gtk_check_button_set_active (find_check (self, "gone"), FALSE);
  g_assert_null (wh_filter_button_get_values (self->button)[0]);
}

/* A seller with a plan for each customer: rows for what is in sight, and a way to find the rest. */
static void
test_filter_button_many (WhFilterFixture *self,
                         gconstpointer    unused)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) plans = NULL;
  GtkWidget *entry = wh_ui_find (self->button, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkWidget *list = wh_ui_find (self->button, GTK_TYPE_LIST_VIEW, NULL);
  GtkSelectionModel *found = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *plan = g_strdup_printf ("Plän %u", i);

      g_strv_builder_add (builder, plan);
    }
  plans = g_strv_builder_end (builder);

  wh_filter_button_set_offered (self->button, (const char *const *) plans);
  open_list (self);
  g_assert_cmpuint (count_checks (self), >, 0);
  g_assert_cmpuint (count_checks (self), <, N_MANY / 2);
  g_assert_true (gtk_widget_get_visible (entry));

  wh_ui_type (entry, "1999 PLAN");
  wh_ui_await_n_items (found, 1);
  gtk_check_button_set_active (find_check (self, "Plän 1999"), TRUE);
  g_assert_cmpstr (wh_filter_button_get_values (self->button)[0], ==, "Plän 1999");
  g_assert_null (wh_filter_button_get_values (self->button)[1]);

  /* What is found is not what is ticked. */
  wh_ui_type (entry, "no plan of this name");
  wh_ui_await_n_items (found, 0);
  g_assert_cmpstr (wh_filter_button_get_values (self->button)[0], ==, "Plän 1999");
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add ("/wellhead/ui/filter-button/choices", WhFilterFixture, NULL, set_up,
              test_filter_button_choices, tear_down);
  g_test_add ("/wellhead/ui/filter-button/tick", WhFilterFixture, NULL, set_up,
              test_filter_button_tick, tear_down);
  g_test_add ("/wellhead/ui/filter-button/gone", WhFilterFixture, NULL, set_up,
              test_filter_button_gone, tear_down);

  g_test_add ("/wellhead/ui/filter-button/many", WhFilterFixture, NULL, set_up,
              test_filter_button_many, tear_down);

  return g_test_run ();
}
