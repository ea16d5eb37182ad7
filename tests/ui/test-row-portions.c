/* test-row-portions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-row-portions.h"
#include "wh-ui-test.h"

#define MANY 1000

typedef struct
{
  GtkStringList     *rows;
  GtkMultiSelection *selection;
  WhRowPortions     *portions;
  GtkWidget         *view;
  GtkWindow         *window;
  guint              n_mirrored; /* what somebody who only listens thinks is shown */
  guint              n_largest;  /* most rows that came in one go */
} Fixture;

static void
on_items_changed_cb (Fixture *self,
                     guint    position,
                     guint    n_removed,
                     guint    n_added)
{
  g_assert_cmpuint (position + n_removed, <=, self->n_mirrored);
  self->n_mirrored = self->n_mirrored - n_removed + n_added;
  g_assert_cmpuint (self->n_mirrored, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (self->portions)));
  if (self->n_mirrored <= 200)
    self->n_largest = MAX (self->n_largest, n_added > n_removed ? n_added - n_removed : 0);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->view = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->rows = gtk_string_list_new (NULL);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  self->portions = wh_row_portions_new (GTK_SELECTION_MODEL (self->selection), self->view);
  g_signal_connect_swapped (self->portions, "items-changed", G_CALLBACK (on_items_changed_cb),
                            self);
  self->window = wh_ui_present (self->view, 200, 200);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->portions);
  g_assert_finalize_object (self->selection);
  g_assert_finalize_object (self->rows);
}

static void
splice (Fixture *self,
        guint    position,
        guint    n_removed,
        guint    n_added)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < n_added; i++)
    g_strv_builder_add (builder, "row");
  texts = g_strv_builder_end (builder);
  gtk_string_list_splice (self->rows, position, n_removed, (const char *const *) texts);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->portions));
}

/* Few at first, never many in one go, and all in the end. */
static void
test_row_portions_grow (Fixture       *self,
                        gconstpointer  unused)
{
  splice (self, 0, 0, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->portions), WH_ROW_PORTIONS_FIRST));
  wh_ui_await_n_items (self->portions, MANY);
  g_assert_cmpuint (self->n_largest, ==, WH_ROW_PORTIONS_FIRST);

  /* The widgets are there. */
  splice (self, MANY, 0, MANY);
  g_assert_cmpuint (count (self), ==, 2 * MANY);
  splice (self, 500, MANY, 500);
  g_assert_cmpuint (count (self), ==, 2 * MANY - 500);

  /* They are no more. */
  splice (self, 3, 2 * MANY - 503, 0);
  g_assert_cmpuint (count (self), ==, 3);
  splice (self, 0, 3, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  wh_ui_await_n_items (self->portions, MANY);
}

/* Other rows from the top on are few at first again, unless somebody is among them. */
static void
test_row_portions_replace (Fixture       *self,
                           gconstpointer  unused)
{
  splice (self, 0, 0, MANY);
  wh_ui_await_n_items (self->portions, MANY);
  splice (self, 0, MANY, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  wh_ui_await_n_items (self->portions, MANY);

  gtk_box_append (GTK_BOX (self->view), gtk_button_new ());
  g_assert_true (gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD));
  splice (self, 0, MANY, MANY);
  g_assert_cmpuint (count (self), ==, MANY);
}

static void
test_row_portions_few (Fixture       *self,
                       gconstpointer  unused)
{
  splice (self, 0, 0, 10);
  g_assert_cmpuint (count (self), ==, 10);
  splice (self, 5, 1, 4);
  g_assert_cmpuint (count (self), ==, 13);
  splice (self, 0, 13, 0);
  g_assert_cmpuint (count (self), ==, 0);
}

/* Changes while only a part is shown. */
static void
test_row_portions_change (Fixture       *self,
                          gconstpointer  unused)
{
  splice (self, 0, 0, MANY);
  splice (self, MANY, 0, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  splice (self, 10, 5, 1);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  splice (self, 20, 2 * MANY - 24, 0);
  g_assert_cmpuint (count (self), ==, 20);
  splice (self, 0, 20, MANY);
  wh_ui_await_n_items (self->portions, MANY);
}

/* Who goes to a row finds it there. */
static void
test_row_portions_reach (Fixture       *self,
                         gconstpointer  unused)
{
  splice (self, 0, 0, MANY);
  wh_row_portions_reach (self->portions, WH_ROW_PORTIONS_FIRST - 1);
  wh_row_portions_reach (self->portions, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  wh_row_portions_reach (self->portions, WH_ROW_PORTIONS_FIRST);
  g_assert_cmpuint (count (self), ==, MANY);
}

static void
on_selection_changed_cb (guint *changed,
                         guint  position,
                         guint  n_items)
{
  changed[0] = position;
  changed[1] = n_items;
}

/* What is selected is selected behind it, whatever is shown. */
static void
test_row_portions_selection (Fixture       *self,
                             gconstpointer  unused)
{
  GtkSelectionModel *shown = GTK_SELECTION_MODEL (self->portions);
  g_autoptr (GtkBitset) all = NULL;
  g_autoptr (GtkBitset) some = gtk_bitset_new_range (4, 3);
  g_autoptr (GtkBitset) left = NULL;
  guint changed[2] = { G_MAXUINT, G_MAXUINT };

  splice (self, 0, 0, MANY);
  g_signal_connect_swapped (shown, "selection-changed", G_CALLBACK (on_selection_changed_cb),
                            changed);
  g_assert_true (gtk_selection_model_select_all (shown));
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
  g_assert_cmpuint (changed[0], ==, 0);
  g_assert_cmpuint (changed[1], ==, WH_ROW_PORTIONS_FIRST);
  all = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_assert_cmpuint (gtk_bitset_get_size (all), ==, MANY);

  g_assert_true (gtk_selection_model_select_range (shown, 2, 6, TRUE));
  g_assert_true (gtk_selection_model_unselect_item (shown, 2));
  g_assert_true (gtk_selection_model_unselect_range (shown, 6, 1));
  g_assert_true (gtk_selection_model_set_selection (shown, some, some));
  left = gtk_selection_model_get_selection_in_range (shown, 0, 10);
  g_assert_cmpuint (gtk_bitset_get_size (left), ==, 5);
  g_assert_true (gtk_selection_model_is_selected (shown, 3));
  g_assert_false (gtk_selection_model_is_selected (shown, 2));
  g_assert_true (gtk_selection_model_unselect_all (shown));
  g_assert_false (gtk_selection_model_is_selected (shown, 3));

  /* Nobody is told of rows that are not shown. */
  changed[0] = G_MAXUINT;
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 500,
                                                  TRUE));
  g_assert_cmpuint (changed[0], ==, G_MAXUINT);
  g_signal_handlers_disconnect_by_func (shown, on_selection_changed_cb, changed);
}

/* Without its view it waits for nothing. */
static void
test_row_portions_gone (Fixture       *self,
                        gconstpointer  unused)
{
  splice (self, 0, 0, MANY);
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
  splice (self, 0, 0, MANY);
  g_assert_cmpuint (count (self), ==, WH_ROW_PORTIONS_FIRST);
}

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/row-portions/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("grow", test_row_portions_grow);
  ADD ("replace", test_row_portions_replace);
  ADD ("few", test_row_portions_few);
  ADD ("change", test_row_portions_change);
  ADD ("reach", test_row_portions_reach);
  ADD ("selection", test_row_portions_selection);
  ADD ("gone", test_row_portions_gone);

  return g_test_run ();
}
