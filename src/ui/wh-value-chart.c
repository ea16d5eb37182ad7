/* wh-value-chart.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-event-text.h"
#include "wh-value-chart.h"

#include <glib/gi18n.h>

#define LINE_WIDTH 2
#define DOT_SIZE 8
#define DASH 4
/* Room above the highest line. */
#define HEADROOM 6
/* How much of the width goes on behind what is scheduled last, in parts of it. */
#define TAIL 12
/* More than anybody would listen to. */
#define MAX_DESCRIBED 24

#define NOTHING -1

struct _WhValueChart
{
  GtkWidget                 parent_instance;

  GtkLabel                 *readout_label;
  GtkWidget                *plot;
  GtkWidget                *axis;
  GtkLabel                 *from_label;
  GtkLabel                 *to_label;
  GtkEventControllerMotion *motion;

  WhHistory                *history;
  WhFormat                 *format;
  guint                     subscription;
  gint64                    at;
  GArray                   *steps; /* (element-type WhHistoryStep) */
  int                       pointed; /* index of a step, or %NOTHING */
  gint64                    from;
  gint64                    to;
  double                    lowest;
  double                    highest;
};

G_DEFINE_FINAL_TYPE (WhValueChart, wh_value_chart, GTK_TYPE_WIDGET)

static const WhHistoryStep *
get_step (WhValueChart *self,
          int           index)
{
  return &g_array_index (self->steps, WhHistoryStep, index);
}

/* The step in effect at a moment; the first one before it began. */
static int
find_step (WhValueChart *self,
           gint64        at)
{
  int found = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      if (get_step (self, (int) i)->at <= at)
        found = (int) i;
    }

  return found;
}

/* What it says */

static char *
dup_step_text (WhValueChart *self,
               int           index)
{
  const WhHistoryStep *step = get_step (self, index);
  g_autofree char *day = wh_format_dup_long_day (self->format, step->at);
  g_autofree char *mrr = wh_history_dup_mrr_text (self->history, self->subscription, step->event,
                                                  self->format);

  if (step->at > self->at)
    /* Translators: a day to come, and what is paid from then on, such as “$49.00 MRR” */
    return g_strdup_printf (_("Scheduled for %s: %s"), day, mrr);

  /* Translators: a day, and what is paid from then on, such as “$49.00 MRR” */
  return g_strdup_printf (_("From %s: %s"), day, mrr);
}

static char *
dup_description (WhValueChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint first = self->steps->len > MAX_DESCRIBED ? self->steps->len - MAX_DESCRIBED : 0;

  for (guint i = first; i < self->steps->len; i++)
    {
      g_autofree char *step = dup_step_text (self, (int) i);

      g_string_append_printf (text, "%s%s", i > first ? "; " : "", step);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_readout (WhValueChart *self)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  if (self->steps->len > 0)
    text = dup_step_text (self, self->pointed != NOTHING ? self->pointed
                                                         : find_step (self, self->at));
  gtk_label_set_label (self->readout_label, text != NULL ? text : "");

  /* Translators: %s is what the chart shows where somebody points */
  label = g_strdup_printf (_("MRR over time. %s"), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
set_pointed (WhValueChart *self,
             int           pointed)
{
  if (self->pointed == pointed)
    return;

  self->pointed = pointed;
  update_readout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Pointing */

static void
on_motion_cb (WhValueChart *self,
              double        x,
              double        y)
{
  int width = gtk_widget_get_width (self->plot);

  if (self->steps->len == 0 || width == 0)
    return;

  set_pointed (self, find_step (self, self->from + (gint64) ((double) (self->to - self->from) *
                                                             CLAMP (x / width, 0, 1))));
}

static void
on_leave_cb (WhValueChart *self)
{
  set_pointed (self, NOTHING);
}

static void
on_focus_changed_cb (WhValueChart *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_pointed (self, NOTHING);
}

/* To the step that is so many further on; from the present where none is pointed at. */
static gboolean
on_step_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  WhValueChart *self = WH_VALUE_CHART (widget);
  int n_steps = (int) self->steps->len;
  int by, pointed;

  if (n_steps == 0)
    return FALSE;

  by = g_variant_get_int32 (arguments);
  if (by == G_MININT32)
    pointed = 0;
  else if (by == G_MAXINT32)
    pointed = n_steps - 1;
  else if (self->pointed == NOTHING)
    pointed = find_step (self, self->at);
  else
    pointed = CLAMP (self->pointed + by, 0, n_steps - 1);
  set_pointed (self, pointed);

  return TRUE;
}

/* Drawing */

/* The plot in its own coordinates. */
typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA color;
  double width;
  double height;
} Canvas;

static double
get_x (WhValueChart *self,
       const Canvas *canvas,
       gint64        at)
{
  return (double) (at - self->from) / (double) (self->to - self->from) * canvas->width;
}

static double
get_y (WhValueChart *self,
       const Canvas *canvas,
       double        mrr)
{
  double room = canvas->height - HEADROOM - LINE_WIDTH;

  return HEADROOM + room - (mrr - self->lowest) / (self->highest - self->lowest) * room;
}

static void
fill (const Canvas *canvas,
      double        x,
      double        y,
      double        width,
      double        height,
      double        alpha)
{
  GdkRGBA color = canvas->color;

  if (width <= 0 || height <= 0)
    return;

  color.alpha *= (float) alpha;
  gtk_snapshot_append_color (canvas->snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

static void
draw_dashes (const Canvas *canvas,
             double        x,
             double        end,
             double        y)
{
  for (; x < end; x += 2 * DASH)
    fill (canvas, x, y, MIN (DASH, end - x), LINE_WIDTH, 1);
}

/* A step from @from to @to, which has happened up to the present and is dashed behind it. */
static void
draw_step (WhValueChart *self,
           const Canvas *canvas,
           int           index)
{
  const WhHistoryStep *step = get_step (self, index);
  gboolean last = index + 1 == (int) self->steps->len;
  double x = get_x (self, canvas, step->at);
  double end = last ? canvas->width : get_x (self, canvas, get_step (self, index + 1)->at);
  double now = CLAMP (get_x (self, canvas, self->at), x, end);
  double y = get_y (self, canvas, (double) step->mrr);
  double base = get_y (self, canvas, 0) + LINE_WIDTH;

  if (!step->known)
    return;

  fill (canvas, x, MIN (y, base), now - x, ABS (base - y), 0.15);
  fill (canvas, now, MIN (y, base), end - now, ABS (base - y), 0.07);
  fill (canvas, x, y, now - x, LINE_WIDTH, 1);
  draw_dashes (canvas, now, end, y);
}

/* What leads from one step up or down to the next. */
static void
draw_riser (WhValueChart *self,
            const Canvas *canvas,
            int           index)
{
  const WhHistoryStep *step = get_step (self, index);
  double before = index > 0 ? (double) get_step (self, index - 1)->mrr : 0;
  double x = get_x (self, canvas, step->at);
  double top = get_y (self, canvas, MAX (before, (double) step->mrr));
  double bottom = get_y (self, canvas, MIN (before, (double) step->mrr));

  if (!step->known || (index > 0 && !get_step (self, index - 1)->known))
    return;

  fill (canvas, x, top, LINE_WIDTH, bottom - top + LINE_WIDTH, step->at > self->at ? 0.5 : 1);
}

static void
draw_pointed (WhValueChart *self,
              const Canvas *canvas)
{
  const WhHistoryStep *step = get_step (self, self->pointed);
  double x = get_x (self, canvas, step->at);
  double y = get_y (self, canvas, (double) step->mrr);
  GskRoundedRect dot;

  fill (canvas, x, 0, 1, canvas->height, 0.6);
  gsk_rounded_rect_init_from_rect (
    &dot,
    &GRAPHENE_RECT_INIT ((float) (x - DOT_SIZE / 2), (float) (y - DOT_SIZE / 2 + 1), DOT_SIZE,
                         DOT_SIZE),
    DOT_SIZE / 2);
  gtk_snapshot_push_rounded_clip (canvas->snapshot, &dot);
  fill (canvas, dot.bounds.origin.x, dot.bounds.origin.y, DOT_SIZE, DOT_SIZE, 1);
  gtk_snapshot_pop (canvas->snapshot);
}

static void
draw (WhValueChart *self,
      const Canvas *canvas)
{
  fill (canvas, 0, get_y (self, canvas, 0) + LINE_WIDTH, canvas->width, 1, 0.4);
  for (int i = 0; i < (int) self->steps->len; i++)
    {
      draw_step (self, canvas, i);
      draw_riser (self, canvas, i);
    }
  if (self->pointed != NOTHING)
    draw_pointed (self, canvas);
}

static void
wh_value_chart_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  WhValueChart *self = WH_VALUE_CHART (widget);
  Canvas canvas = { .snapshot = snapshot };
  graphene_rect_t bounds;

  GTK_WIDGET_CLASS (wh_value_chart_parent_class)->snapshot (widget, snapshot);

  if (self->steps->len == 0 || !gtk_widget_compute_bounds (self->plot, widget, &bounds))
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->plot), &canvas.color);
  canvas.width = bounds.size.width;
  canvas.height = bounds.size.height;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &bounds.origin);
  draw (self, &canvas);
  gtk_snapshot_restore (snapshot);
}

/* Ranges */

static void
update_ranges (WhValueChart *self)
{
  int last = (int) self->steps->len - 1;

  self->from = get_step (self, 0)->at;
  self->to = MAX (self->at, get_step (self, last)->at);
  /* What is scheduled last goes on; one moment alone is a line all the same. */
  if (self->to > self->at || self->to == self->from)
    self->to += MAX ((self->to - self->from) / TAIL, G_USEC_PER_SEC);

  self->lowest = 0;
  self->highest = 0;
  for (int i = 0; i <= last; i++)
    {
      self->lowest = MIN (self->lowest, (double) get_step (self, i)->mrr);
      self->highest = MAX (self->highest, (double) get_step (self, i)->mrr);
    }
  if (self->highest <= self->lowest)
    self->highest = self->lowest + 1;
}

static void
update_axis (WhValueChart *self)
{
  int last = (int) self->steps->len - 1;
  gboolean ends_now = get_step (self, last)->at <= self->at;
  g_autofree char *from = wh_format_dup_day (self->format, self->from);
  g_autofree char *to = wh_format_dup_day (self->format, get_step (self, last)->at);

  gtk_label_set_label (self->from_label, from);
  gtk_label_set_label (self->to_label, ends_now ? _("Now") : to);
}

/* GObject */

static void
wh_value_chart_dispose (GObject *object)
{
  WhValueChart *self = WH_VALUE_CHART (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_VALUE_CHART);
  g_clear_object (&self->history);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (wh_value_chart_parent_class)->dispose (object);
}

static void
wh_value_chart_finalize (GObject *object)
{
  WhValueChart *self = WH_VALUE_CHART (object);

  g_clear_pointer (&self->steps, g_array_unref);

  G_OBJECT_CLASS (wh_value_chart_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keyval;
    int by;
  } keys[] = {
    { GDK_KEY_Left, -1 },           { GDK_KEY_KP_Left, -1 },
    { GDK_KEY_Right, 1 },           { GDK_KEY_KP_Right, 1 },
    { GDK_KEY_Home, G_MININT32 },   { GDK_KEY_KP_Home, G_MININT32 },
    { GDK_KEY_End, G_MAXINT32 },    { GDK_KEY_KP_End, G_MAXINT32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].keyval, 0, on_step_key_cb, "i",
                                  keys[i].by);
}

static void
wh_value_chart_class_init (WhValueChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_value_chart_dispose;
  object_class->finalize = wh_value_chart_finalize;
  widget_class->snapshot = wh_value_chart_snapshot;

  gtk_widget_class_set_css_name (widget_class, "valuechart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-value-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, readout_label);
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, plot);
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, axis);
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, from_label);
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, to_label);
  gtk_widget_class_bind_template_child (widget_class, WhValueChart, motion);
  gtk_widget_class_bind_template_callback (widget_class, on_motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_cb);
  install_keys (widget_class);
}

static void
wh_value_chart_init (WhValueChart *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (WhHistoryStep));
  self->pointed = NOTHING;
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Time goes from left to right, also where text does not. */
  gtk_widget_set_direction (self->plot, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->axis, GTK_TEXT_DIR_LTR);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (on_focus_changed_cb), NULL);
}

/**
 * wh_value_chart_new:
 *
 * Returns: (transfer floating): a chart of nothing yet
 */
GtkWidget *
wh_value_chart_new (void)
{
  return g_object_new (WH_TYPE_VALUE_CHART, NULL);
}

/**
 * wh_value_chart_set_history:
 * @self: a chart
 * @history: (nullable): of the user whose subscription it is; %NULL draws nothing
 * @subscription: index of the subscription
 * @at: the present, in microseconds since the epoch; what comes later is dashed
 * @format: how amounts and days are written
 */
void
wh_value_chart_set_history (WhValueChart *self,
                            WhHistory    *history,
                            guint         subscription,
                            gint64        at,
                            WhFormat     *format)
{
  g_autofree char *description = NULL;

  g_return_if_fail (WH_IS_VALUE_CHART (self));

  g_set_object (&self->history, history);
  g_set_object (&self->format, format);
  self->subscription = subscription;
  self->at = at;
  self->pointed = NOTHING;
  g_array_unref (self->steps);
  self->steps = history != NULL ? wh_history_dup_steps (history, subscription)
                                : g_array_new (FALSE, TRUE, sizeof (WhHistoryStep));

  if (self->steps->len > 0)
    {
      update_ranges (self);
      update_axis (self);
    }
  update_readout (self);
  description = dup_description (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * wh_value_chart_has_steps:
 * @self: a chart
 *
 * Returns: whether there is anything to draw
 */
gboolean
wh_value_chart_has_steps (WhValueChart *self)
{
  g_return_val_if_fail (WH_IS_VALUE_CHART (self), FALSE);

  return self->steps->len > 0;
}
