/* wh-wrap-layout.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-wrap-layout.h"

struct _WhWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

G_DEFINE_FINAL_TYPE (WhWrapLayout, wh_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Widgets beside each other, from @first up to but without @end. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end;
  int n_children;
  int width;  /* natural, without spacing */
  int height;
} Line;

static int
get_natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* The line that begins with @first: at least that one, however wide it is. */
static Line
find_line (WhWrapLayout *self,
           GtkWidget    *first,
           int           width)
{
  Line line = { .first = first };
  GtkWidget *child = first;

  while (child != NULL)
    {
      int natural = get_natural_width (child);
      int height;

      if (line.n_children > 0 && width >= 0 &&
          line.width + natural + line.n_children * self->spacing > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
      line.n_children++;
      line.width += natural;
      line.height = MAX (line.height, height);
      child = skip_hidden (gtk_widget_get_next_sibling (child));
    }
  line.end = child;

  return line;
}

static void
measure_width (WhWrapLayout *self,
               GtkWidget    *widget,
               int          *minimum,
               int          *natural)
{
  GtkWidget *first = skip_hidden (gtk_widget_get_first_child (widget));
  Line line = find_line (self, first, -1);

  *natural = line.width + MAX (line.n_children - 1, 0) * self->spacing;
  *minimum = 0;
  for (GtkWidget *child = first; child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);
    }
}

static void
measure_height (WhWrapLayout *self,
                GtkWidget    *widget,
                int           width,
                int          *minimum,
                int          *natural)
{
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));

  *natural = 0;
  while (child != NULL)
    {
      Line line = find_line (self, child, width);

      *natural += line.height + (*natural > 0 ? self->spacing : 0);
      child = line.end;
    }
  *minimum = *natural;
}

static GtkSizeRequestMode
wh_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wh_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  WhWrapLayout *self = WH_WRAP_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size, minimum, natural);
}

static void
allocate_line (WhWrapLayout *self,
               GtkWidget    *widget,
               const Line   *line,
               int           width,
               int           y)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = width - line->width - (line->n_children - 1) * self->spacing;
  int n_left = line->n_children;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int extra = left / n_left;
      GtkAllocation allocation = { .y = y, .height = line->height };

      /* Less than nothing is left where a single child is wider than the line. */
      allocation.width = get_natural_width (child) + extra;
      allocation.x = rtl ? width - x - allocation.width : x;
      gtk_widget_size_allocate (child, &allocation, -1);
      x += allocation.width + self->spacing;
      left -= extra;
      n_left--;
    }
}

static void
wh_wrap_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  WhWrapLayout *self = WH_WRAP_LAYOUT (manager);
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      Line line = find_line (self, child, width);

      allocate_line (self, widget, &line, width, y);
      y += line.height + self->spacing;
      child = line.end;
    }
}

static void
wh_wrap_layout_class_init (WhWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = wh_wrap_layout_get_request_mode;
  layout_class->measure = wh_wrap_layout_measure;
  layout_class->allocate = wh_wrap_layout_allocate;
}

static void
wh_wrap_layout_init (WhWrapLayout *self)
{
}

/**
 * wh_wrap_layout_new:
 * @spacing: between widgets and between lines, in pixels
 *
 * Returns: (transfer full): a layout for one widget
 */
GtkLayoutManager *
wh_wrap_layout_new (int spacing)
{
  WhWrapLayout *self = g_object_new (WH_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
