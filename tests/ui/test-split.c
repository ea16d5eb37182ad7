/* test-split.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-split.h"
#include "wh-ui-test.h"

#define START_WIDTH 300
#define END_WIDTH 200

typedef struct
{
  GtkWindow *window;
  WhSplit   *split;
  GtkWidget *start;
  GtkWidget *end;
} WhSplitFixture;

static GtkWidget *
create_pane (int width)
{
  GtkWidget *pane = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (pane, width, 100);

  return pane;
}

static void
set_up (WhSplitFixture *self,
        gconstpointer   unused)
{
  self->start = create_pane (START_WIDTH);
  self->end = create_pane (END_WIDTH);
  self->split = g_object_new (WH_TYPE_SPLIT, "start-child", self->start, "end-child", self->end,
                              NULL);
  self->window = wh_ui_present (GTK_WIDGET (self->split), 700, 300);
}

static void
tear_down (WhSplitFixture *self,
           gconstpointer   unused)
{
  wh_ui_destroy (self->window, GTK_WIDGET (self->split));
}

static void
assert_visible (WhSplitFixture *self,
                gboolean        start,
                gboolean        end)
{
  g_assert_true (gtk_widget_get_visible (self->start) == start);
  g_assert_true (gtk_widget_get_visible (self->end) == end);
}

static void
fold (WhSplitFixture *self,
      gboolean        folded)
{
  wh_ui_resize (self->window, folded ? 400 : 700);
  wh_ui_await_boolean (self->split, "folded", folded);
}

static void
test_split_fold (WhSplitFixture *self,
                 gconstpointer   unused)
{
  int minimum;

  g_assert_false (wh_split_is_folded (self->split));
  assert_visible (self, TRUE, TRUE);

  /* The wider pane is all that it needs, folded or not. */
  gtk_widget_measure (GTK_WIDGET (self->split), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, ==, START_WIDTH);

  fold (self, TRUE);
  assert_visible (self, TRUE, FALSE);
  gtk_widget_measure (GTK_WIDGET (self->split), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, ==, START_WIDTH);

  fold (self, FALSE);
  assert_visible (self, TRUE, TRUE);
}

static void
test_split_show_end (WhSplitFixture *self,
                     gconstpointer   unused)
{
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (self->split, "show-end");

  wh_split_set_show_end (self->split, TRUE);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  assert_visible (self, TRUE, TRUE);

  fold (self, TRUE);
  assert_visible (self, FALSE, TRUE);
  wh_split_set_show_end (self->split, FALSE);
  assert_visible (self, TRUE, FALSE);
  wh_split_set_show_end (self->split, FALSE);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
}

static gboolean
on_frame_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;
  gtk_widget_queue_resize (widget);

  return G_SOURCE_CONTINUE;
}

static gboolean
has_shown_frames (gpointer user_data)
{
  return *(guint *) user_data >= 5;
}

/* A pane that is hidden needs room all the same: it must not unfold for a frame, and fold. */
static void
test_split_steady (WhSplitFixture *self,
                   gconstpointer   unused)
{
  g_autoptr (WhTestNotify) notify = NULL;
  guint n_frames = 0;
  guint id;

  fold (self, TRUE);
  notify = wh_test_notify_new (self->split, "folded");
  for (guint i = 0; i < 2; i++)
    {
      wh_split_set_show_end (self->split, i == 0);
      n_frames = 0;
      id = gtk_widget_add_tick_callback (GTK_WIDGET (self->split), on_frame_cb, &n_frames, NULL);
      wh_test_wait_until (has_shown_frames, &n_frames);
      gtk_widget_remove_tick_callback (GTK_WIDGET (self->split), id);
    }
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 0);
}

static void
test_split_position (WhSplitFixture *self,
                     gconstpointer   unused)
{
  g_autoptr (WhTestNotify) notify = NULL;
  int position;

  g_object_set (self->split, "position", 350, NULL);
  g_object_get (self->split, "position", &position, NULL);
  g_assert_cmpint (position, ==, 350);

  /* None at all is what was never set. */
  g_object_set (self->split, "position", 0, NULL);
  g_object_get (self->split, "position", &position, NULL);
  g_assert_cmpint (position, ==, 350);

  fold (self, TRUE);
  notify = wh_test_notify_new (self->split, "position");
  wh_split_set_show_end (self->split, TRUE);
  wh_ui_resize (self->window, 380);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 0);
}

static void
test_split_destroyed_folding (WhSplitFixture *self,
                              gconstpointer   unused)
{
  /* The frame in which it would fold never comes. */
  wh_ui_resize (self->window, 400);
}

/* With larger text two panes are of no use earlier. */
static void
test_split_fold_chars (WhSplitFixture *self,
                       gconstpointer   unused)
{
  int position;

  g_assert_false (wh_split_is_folded (self->split));
  wh_split_set_fold_chars (self->split, 40);
  wh_ui_resize (self->window, 720);
  g_assert_false (wh_split_is_folded (self->split));
  g_object_get (self->split, "position", &position, NULL);
  g_assert_cmpint (position, >, 360);

  wh_split_set_fold_chars (self->split, 400);
  wh_ui_await_boolean (self->split, "folded", TRUE);
  wh_split_set_fold_chars (self->split, 40);
  wh_ui_await_boolean (self->split, "folded", FALSE);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add ("/wellhead/ui/split/fold", WhSplitFixture, NULL, set_up, test_split_fold,
              tear_down);
  g_test_add ("/wellhead/ui/split/show-end", WhSplitFixture, NULL, set_up, test_split_show_end,
              tear_down);
  g_test_add ("/wellhead/ui/split/steady", WhSplitFixture, NULL, set_up, test_split_steady,
              tear_down);
  g_test_add ("/wellhead/ui/split/position", WhSplitFixture, NULL, set_up, test_split_position,
              tear_down);
  g_test_add ("/wellhead/ui/split/fold-chars", WhSplitFixture, NULL, set_up,
              test_split_fold_chars, tear_down);
  g_test_add ("/wellhead/ui/split/destroyed-folding", WhSplitFixture, NULL, set_up,
              test_split_destroyed_folding, tear_down);

  return g_test_run ();
}
