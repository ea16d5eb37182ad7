/* test-wrap-layout.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-ui-test.h"
#include "wh-wrap-layout.h"

#define SPACING 6
#define HEIGHT 10

/* Children of 100 pixels. */
static GtkWidget *
make_box (guint n_children)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, wh_wrap_layout_new (SPACING));
  for (guint i = 0; i < n_children; i++)
    {
      GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (child, 100, HEIGHT);
      gtk_box_append (GTK_BOX (box), child);
    }

  return g_object_ref_sink (box);
}

static void
test_wrap_layout_lines (void)
{
  static const struct
  {
    guint n_children;
    int width;
    int n_lines;
    const char *places; /* x, y, width of each */
  } cases[] = {
    { 3, 312, 1, "0,0,100 106,0,100 212,0,100 " },
    { 3, 342, 1, "0,0,110 116,0,110 232,0,110 " },
    { 3, 311, 2, "0,0,152 158,0,153 0,16,311 " },
    { 3, 205, 3, "0,0,205 0,16,205 0,32,205 " },
    { 1, 300, 1, "0,0,300 " },
    { 0, 300, 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) places = g_string_new (NULL);
      GtkWidget *box = make_box (cases[i].n_children);
      int expected = cases[i].n_lines * (HEIGHT + SPACING) - (cases[i].n_lines > 0 ? SPACING : 0);
      int height;

      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, cases[i].width, NULL, &height, NULL,
                          NULL);
      g_assert_cmpint (height, ==, expected);

      gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, cases[i].width, expected }, -1);
      for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (child, box, &bounds));
          g_string_append_printf (places, "%d,%d,%d ", (int) bounds.origin.x,
                                  (int) bounds.origin.y, (int) bounds.size.width);
        }
      g_assert_cmpstr (places->str, ==, cases[i].places);
      g_assert_finalize_object (box);
    }
}

static void
test_wrap_layout_width (void)
{
  GtkWidget *box = make_box (3);
  GtkWidget *first = gtk_widget_get_first_child (box);
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 312);

  /* What is hidden takes no place. */
  gtk_widget_set_visible (first, FALSE);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 206);
  g_assert_finalize_object (box);
}

/* From the right where people read from there. */
static void
test_wrap_layout_direction (void)
{
  GtkWidget *box = make_box (2);
  graphene_rect_t bounds;

  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 206, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, 206, HEIGHT }, -1);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (box), box, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, 106);
  g_assert_finalize_object (box);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/wrap-layout/lines", test_wrap_layout_lines);
  g_test_add_func ("/wellhead/ui/wrap-layout/width", test_wrap_layout_width);
  g_test_add_func ("/wellhead/ui/wrap-layout/direction", test_wrap_layout_direction);

  return g_test_run ();
}
