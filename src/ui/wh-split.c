/* wh-split.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-split.h"

#include <glib/gi18n.h>

#define START_SHARE 0.66

struct _WhSplit
{
  GtkWidget  parent_instance;

  GtkPaned  *paned;
  GtkWidget *start;
  GtkWidget *end;
  int        start_width; /* minima, as they were when the child could last be seen */
  int        end_width;
  gboolean   folded;
  gboolean   show_end;
  int        fold_chars; /* width that they need to be of use, in characters */
  gboolean   has_position;
  int        paned_width; /* minimum, as it was when both children could last be seen */
  int        needed; /* width that both panes and the handle need */
  guint      tick_id;
};

G_DEFINE_FINAL_TYPE (WhSplit, wh_split, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_START_CHILD,
  PROP_END_CHILD,
  PROP_FOLDED,
  PROP_SHOW_END,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A hidden widget says that it needs nothing: the folded pane would unfold, and fold again. */
static void
measure_children (WhSplit *self)
{
  if (self->start != NULL && gtk_widget_get_visible (self->start))
    gtk_widget_measure (self->start, GTK_ORIENTATION_HORIZONTAL, -1, &self->start_width, NULL,
                        NULL, NULL);
  if (self->end != NULL && gtk_widget_get_visible (self->end))
    gtk_widget_measure (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &self->end_width, NULL,
                        NULL, NULL);
}

/* Larger text needs more room. */
static int
get_fold_width (WhSplit *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics) *
                            self->fold_chars);

  pango_font_metrics_unref (metrics);

  return width;
}

/* The paned itself knows as long as both panes are in it. */
static void
update_needed (WhSplit *self)
{
  measure_children (self);
  if (!self->folded)
    gtk_widget_measure (GTK_WIDGET (self->paned), GTK_ORIENTATION_HORIZONTAL, -1,
                        &self->paned_width, NULL, NULL, NULL);

  self->needed = MAX (self->paned_width, self->start_width + self->end_width);
  self->needed = MAX (self->needed, get_fold_width (self));
}

/* Until somebody moves the handle, the start has the greater part. */
static void
choose_position (WhSplit *self,
                 int      width)
{
  if (self->has_position || self->folded || self->fold_chars == 0 || width < self->needed)
    return;

  self->has_position = TRUE;
  gtk_paned_set_position (self->paned, MAX (self->start_width, width * START_SHARE));
}

static void
update_children (WhSplit *self)
{
  if (self->start != NULL)
    gtk_widget_set_visible (self->start, !self->folded || !self->show_end);
  if (self->end != NULL)
    gtk_widget_set_visible (self->end, !self->folded || self->show_end);
}

static gboolean
toggle_folded (GtkWidget     *widget,
               GdkFrameClock *frame_clock,
               gpointer       user_data)
{
  WhSplit *self = WH_SPLIT (widget);

  self->tick_id = 0;
  self->folded = !self->folded;
  update_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);

  return G_SOURCE_REMOVE;
}

static void
wh_split_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  WhSplit *self = WH_SPLIT (widget);

  gtk_widget_measure (GTK_WIDGET (self->paned), orientation, for_size, minimum, natural,
                      NULL, NULL);

  /* Folding must be possible: the wider of the two is all that is needed. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_children (self);
      *minimum = MAX (self->start_width, self->end_width);
      *natural = MAX (*minimum, *natural);
    }
}

static void
wh_split_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  WhSplit *self = WH_SPLIT (widget);
  gboolean folded;

  update_needed (self);
  folded = width < self->needed;
  choose_position (self, width);

  /* For the one frame until the panes fold, they keep what they need. */
  gtk_widget_allocate (GTK_WIDGET (self->paned),
                       folded && !self->folded ? self->needed : width, height, baseline, NULL);

  /* What is visible must not change in the middle of an allocation. */
  if (folded != self->folded && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, toggle_folded, NULL, NULL);
}

static void
wh_split_dispose (GObject *object)
{
  WhSplit *self = WH_SPLIT (object);

  if (self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
  self->start = NULL;
  self->end = NULL;
  g_clear_pointer ((GtkWidget **) &self->paned, gtk_widget_unparent);

  G_OBJECT_CLASS (wh_split_parent_class)->dispose (object);
}

static void
wh_split_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  WhSplit *self = WH_SPLIT (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, self->start);
      break;
    case PROP_END_CHILD:
      g_value_set_object (value, self->end);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SHOW_END:
      g_value_set_boolean (value, self->show_end);
      break;
    case PROP_POSITION:
      g_value_set_int (value, gtk_paned_get_position (self->paned));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_split_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  WhSplit *self = WH_SPLIT (object);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      self->start = g_value_get_object (value);
      gtk_paned_set_start_child (self->paned, self->start);
      break;
    case PROP_END_CHILD:
      self->end = g_value_get_object (value);
      gtk_paned_set_end_child (self->paned, self->end);
      break;
    case PROP_SHOW_END:
      wh_split_set_show_end (self, g_value_get_boolean (value));
      break;
    case PROP_POSITION:
      if (g_value_get_int (value) > 0)
        {
          self->has_position = TRUE;
          gtk_paned_set_position (self->paned, g_value_get_int (value));
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
on_position_changed_cb (WhSplit *self)
{
  /* A folded pane has no position worth remembering. */
  if (!self->folded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static void
wh_split_class_init (WhSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_split_dispose;
  object_class->get_property = wh_split_get_property;
  object_class->set_property = wh_split_set_property;
  widget_class->measure = wh_split_measure;
  widget_class->size_allocate = wh_split_size_allocate;

  properties[PROP_START_CHILD] =
    g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_END_CHILD] =
    g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_END] =
    g_param_spec_boolean ("show-end", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_POSITION] =
    g_param_spec_int ("position", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
wh_split_init (WhSplit *self)
{
  /* F8 gives it the keyboard, to move the handle. */
  self->paned = g_object_new (GTK_TYPE_PANED, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  wh_accessible_set_label (GTK_WIDGET (self->paned), _("List and Detail"));
  gtk_paned_set_resize_start_child (self->paned, TRUE);
  gtk_paned_set_resize_end_child (self->paned, TRUE);
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  g_signal_connect_object (self->paned, "notify::position",
                           G_CALLBACK (on_position_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->paned), GTK_WIDGET (self));
}

/**
 * wh_split_is_folded:
 * @self: a split
 *
 * Returns: whether only one pane is shown at a time
 */
gboolean
wh_split_is_folded (WhSplit *self)
{
  g_return_val_if_fail (WH_IS_SPLIT (self), FALSE);

  return self->folded;
}

/**
 * wh_split_set_fold_chars:
 * @self: a split
 * @n_chars: width below which only one pane is shown, in characters of the font; 0 for what the
 *   panes need at the least
 */
void
wh_split_set_fold_chars (WhSplit *self,
                         int      n_chars)
{
  g_return_if_fail (WH_IS_SPLIT (self));

  self->fold_chars = n_chars;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * wh_split_get_show_end:
 * @self: a split
 *
 * Returns: whether the end pane is the one that is shown while folded
 */
gboolean
wh_split_get_show_end (WhSplit *self)
{
  g_return_val_if_fail (WH_IS_SPLIT (self), FALSE);

  return self->show_end;
}

/**
 * wh_split_set_show_end:
 * @self: a split
 * @show_end: whether the end pane is the one that is shown while folded
 */
void
wh_split_set_show_end (WhSplit  *self,
                       gboolean  show_end)
{
  g_return_if_fail (WH_IS_SPLIT (self));

  show_end = !!show_end;
  if (self->show_end == show_end)
    return;

  self->show_end = show_end;
  update_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_END]);
}
