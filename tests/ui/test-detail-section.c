/* test-detail-section.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-detail-section.h"
#include "wh-error-text.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/detail-section/" name, Fixture, NULL, set_up, func, tear_down)

typedef struct
{
  GtkWidget     *section;
  GtkWindow     *window;
  GtkStringList *model;
  guint          n_retries;
} Fixture;

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return wh_detail_row_new (gtk_string_object_get_string (item), "below");
}

static void
count (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->model = gtk_string_list_new (NULL);
  self->section = g_object_new (WH_TYPE_DETAIL_SECTION, "title", "Things", NULL);
  wh_detail_section_set_empty (WH_DETAIL_SECTION (self->section), "None at all.");
  wh_detail_section_bind (WH_DETAIL_SECTION (self->section), G_LIST_MODEL (self->model),
                          create_row, NULL);
  g_signal_connect_swapped (self->section, "retry", G_CALLBACK (count), &self->n_retries);
  self->window = wh_ui_present (self->section, 360, 500);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->section));
  g_assert_finalize_object (g_steal_pointer (&self->model));
}

static GtkWidget *
get_child (Fixture    *self,
           const char *name)
{
  return wh_ui_child (self->section, WH_TYPE_DETAIL_SECTION, name);
}

static void
assert_page (Fixture    *self,
             const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (self, "stack"))), ==,
                   name);
}

static void
add (Fixture *self,
     guint    n)
{
  guint begin = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = begin; i < begin + n; i++)
    {
      g_autofree char *text = g_strdup_printf ("thing %u", i);

      gtk_string_list_append (self->model, text);
    }
}

static void
test_detail_section_states (Fixture       *self,
                            gconstpointer  unused)
{
  WhDetailSection *section = WH_DETAIL_SECTION (self->section);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "late");
  g_autofree char *text = wh_error_dup_text (error);

  assert_page (self, "empty");
  g_assert_cmpstr (wh_ui_get_text (get_child (self, "empty_label"), "label"), ==,
                   "None at all.");

  wh_detail_section_set_loading (section, TRUE);
  assert_page (self, "loading");
  wh_detail_section_set_error (section, error);
  g_assert_false (gtk_widget_get_visible (get_child (self, "stack")));
  g_assert_cmpstr (wh_ui_get_text (get_child (self, "error_label"), "label"), ==, text);
  wh_ui_await_mapped (get_child (self, "error_box"));
  wh_ui_click (wh_ui_find (self->section, GTK_TYPE_BUTTON, "Try Again"));
  g_assert_cmpuint (self->n_retries, ==, 1);

  wh_detail_section_set_loading (section, TRUE);
  g_assert_false (gtk_widget_get_visible (get_child (self, "error_box")));
  add (self, 2);
  wh_detail_section_set_loading (section, FALSE);
  assert_page (self, "rows");

  /* What there is stays in sight. */
  wh_detail_section_set_loading (section, TRUE);
  assert_page (self, "rows");
  wh_detail_section_set_error (section, error);
  assert_page (self, "rows");
  g_assert_true (gtk_widget_get_visible (get_child (self, "stack")));
  g_assert_true (gtk_widget_get_visible (get_child (self, "error_box")));

  wh_detail_section_set_error (section, NULL);
  g_assert_false (gtk_widget_get_visible (get_child (self, "error_box")));
  gtk_string_list_splice (self->model, 0, 2, NULL);
  assert_page (self, "empty");
}

static void
assert_rows (Fixture    *self,
             guint       n_rows,
             const char *more)
{
  GtkWidget *button = get_child (self, "more_button");

  g_assert_cmpuint (wh_ui_count (self->section, WH_TYPE_DETAIL_ROW), ==, n_rows);
  g_assert_cmpint (gtk_widget_get_visible (button), ==, more != NULL);
  if (more != NULL)
    g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, more);
}

static void
test_detail_section_more (Fixture       *self,
                          gconstpointer  unused)
{
  GtkWidget *button = get_child (self, "more_button");

  add (self, 20);
  assert_rows (self, 20, NULL);
  add (self, 1);
  assert_rows (self, 20, "Show 1 More");
  add (self, 150);
  assert_rows (self, 20, "Show 100 More");

  wh_ui_await_mapped (button);
  wh_ui_click (button);
  assert_rows (self, 120, "Show 51 More");
  /* The keyboard is at the first row that came. */
  g_assert_true (gtk_window_get_focus (self->window) ==
                 wh_ui_find (self->section, WH_TYPE_DETAIL_ROW, "thing 20"));
  wh_ui_click (button);
  assert_rows (self, 171, NULL);

  wh_detail_section_reset (WH_DETAIL_SECTION (self->section));
  assert_rows (self, 20, "Show 100 More");
}

static void
test_detail_section_accessible (Fixture       *self,
                                gconstpointer  unused)
{
  GtkAccessible *list = GTK_ACCESSIBLE (get_child (self, "list_box"));

  gtk_test_accessible_assert_role (list, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (list, GTK_ACCESSIBLE_PROPERTY_LABEL, "Things");
  add (self, 1);
  gtk_test_accessible_assert_role (
    GTK_ACCESSIBLE (wh_ui_find (self->section, WH_TYPE_DETAIL_ROW, "thing 0")),
    GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

/* A window that is as narrow as windows get holds the longest names. */
static void
test_detail_section_width (Fixture       *self,
                           gconstpointer  unused)
{
  g_autofree char *words = g_strnfill (10000, 'w');
  const char *const names[] = {
    words, "شركة البرمجيات المتقدمة للتجارة الإلكترونية", "一家名字非常非常长的软件有限公司股份有限公司",
    "🏳️‍🌈👩‍👩‍👧‍👦 <b>&amp;</b>", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = wh_detail_row_new (names[i], names[i]);
      int minimum;

      g_object_ref_sink (row);
      wh_detail_row_set_badge (WH_DETAIL_ROW (row), i == 0 ? words : "Churned delinquent",
                               WH_TONE_BAD);
      wh_detail_row_set_value (WH_DETAIL_ROW (row), "$12,345.67", "a month");
      wh_detail_row_set_link (WH_DETAIL_ROW (row), "subscription", "pws_1");
      gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <, 300);
      g_assert_finalize_object (row);
    }
}

static void
on_open_record_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  char **opened = user_data;

  g_free (*opened);
  *opened = g_variant_print (parameter, FALSE);
}

static void
test_detail_section_link (Fixture       *self,
                          gconstpointer  unused)
{
  g_autofree char *opened = NULL;
  const GActionEntry entries[] = { { "open-record", on_open_record_cb, "(ss)", NULL, NULL } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *row;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   &opened);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  add (self, 1);
  row = wh_ui_find (self->section, WH_TYPE_DETAIL_ROW, "thing 0");
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  wh_detail_row_set_link (WH_DETAIL_ROW (row), "plan", "a/b %2F");
  g_assert_true (gtk_widget_activate (row));
  g_assert_cmpstr (opened, ==, "('plan', 'a/b %2F')");
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("states", test_detail_section_states);
  ADD ("more", test_detail_section_more);
  ADD ("accessible", test_detail_section_accessible);
  ADD ("width", test_detail_section_width);
  ADD ("link", test_detail_section_link);

  return g_test_run ();
}
