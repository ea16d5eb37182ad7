/* test-value-chart.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-ui-test.h"
#include "wh-value-chart.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/value-chart/" name, Fixture, NULL, set_up, func, tear_down)

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  GtkWidget *chart;
  GtkWindow *window;
  WhFormat  *format;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->format = wh_format_new ("usd", zone);
  self->chart = wh_value_chart_new ();
  self->window = wh_ui_present (self->chart, 360, 200);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->chart));
  g_assert_finalize_object (g_steal_pointer (&self->format));
}

/* "status value interval day" of each event. */
static void
show (Fixture           *self,
      const char *const *lines,
      int                today)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WhHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      g_string_append_printf (json, "%s{\"subscription_id\":\"s\",\"status\":\"%s\",\"value\":%s,"
                              "\"plan_interval\":\"%s\",\"effective_date\":%d}",
                              i > 0 ? "," : "", words[0], words[1], words[2],
                              atoi (words[3]) * 86400);
    }
  g_string_append_c (json, ']');
  bytes = g_bytes_new (json->str, json->len);
  history = wh_history_new_from_json (bytes, &error);
  g_assert_no_error (error);

  wh_value_chart_set_history (WH_VALUE_CHART (self->chart), history, 0, today * DAY,
                              self->format);
}

static const char *const life[] = {
  "active 4900 month 10", "active 118800 year 20", "churned_voluntary 0 month 40", NULL,
};

static const char *
get_text (Fixture    *self,
          const char *label)
{
  return wh_ui_get_text (wh_ui_child (self->chart, WH_TYPE_VALUE_CHART, label), "label");
}

static void
test_value_chart_readout (Fixture       *self,
                          gconstpointer  unused)
{
  g_assert_false (wh_value_chart_has_steps (WH_VALUE_CHART (self->chart)));

  show (self, life, 30);
  g_assert_true (wh_value_chart_has_steps (WH_VALUE_CHART (self->chart)));
  g_assert_cmpstr (get_text (self, "readout_label"), ==,
                   "From 21 January 1970: $99.00 MRR ($1,188.00 a year)");
  g_assert_cmpstr (get_text (self, "from_label"), ==, "1970-01-11");
  g_assert_cmpstr (get_text (self, "to_label"), ==, "1970-02-10");

  show (self, life, 50);
  g_assert_cmpstr (get_text (self, "readout_label"), ==, "From 10 February 1970: $0.00 MRR");
  g_assert_cmpstr (get_text (self, "to_label"), ==, "Now");

  wh_value_chart_set_history (WH_VALUE_CHART (self->chart), NULL, 0, 0, self->format);
  g_assert_false (wh_value_chart_has_steps (WH_VALUE_CHART (self->chart)));
  g_assert_cmpstr (get_text (self, "readout_label"), ==, "");
}

static void
test_value_chart_keys (Fixture       *self,
                       gconstpointer  unused)
{
  static const struct
  {
    guint key;
    const char *expected;
  } steps[] = {
    /* The first key shows where the keyboard is. */
    { GDK_KEY_Left, "From 21 January 1970: $99.00 MRR ($1,188.00 a year)" },
    { GDK_KEY_Right, "Scheduled for 10 February 1970: $0.00 MRR" },
    { GDK_KEY_Right, "Scheduled for 10 February 1970: $0.00 MRR" },
    { GDK_KEY_Home, "From 11 January 1970: $49.00 MRR" },
    { GDK_KEY_Left, "From 11 January 1970: $49.00 MRR" },
    { GDK_KEY_End, "Scheduled for 10 February 1970: $0.00 MRR" },
    { GDK_KEY_Left, "From 21 January 1970: $99.00 MRR ($1,188.00 a year)" },
  };

  wh_ui_press (self->chart, GDK_KEY_Left, 0);
  g_assert_cmpstr (get_text (self, "readout_label"), ==, "");
  show (self, life, 30);
  g_assert_true (gtk_widget_grab_focus (self->chart));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *label = g_strdup_printf ("MRR over time. %s", steps[i].expected);

      g_assert_true (wh_ui_press (self->chart, steps[i].key, 0));
      g_assert_cmpstr (get_text (self, "readout_label"), ==, steps[i].expected);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->chart),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, label);
    }
}

static void
test_value_chart_pointer (Fixture       *self,
                          gconstpointer  unused)
{
  gpointer motion = gtk_widget_get_template_child (self->chart, WH_TYPE_VALUE_CHART, "motion");
  GtkWidget *plot = wh_ui_child (self->chart, WH_TYPE_VALUE_CHART, "plot");
  int width;

  show (self, life, 30);
  wh_ui_await_mapped (plot);
  width = gtk_widget_get_width (plot);
  g_signal_emit_by_name (motion, "motion", 1.0, 50.0);
  g_assert_cmpstr (get_text (self, "readout_label"), ==, "From 11 January 1970: $49.00 MRR");
  g_signal_emit_by_name (motion, "motion", width - 1.0, 0.0);
  g_assert_cmpstr (get_text (self, "readout_label"), ==,
                   "Scheduled for 10 February 1970: $0.00 MRR");
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpstr (get_text (self, "readout_label"), ==,
                   "From 21 January 1970: $99.00 MRR ($1,188.00 a year)");
}

static void
test_value_chart_accessible (Fixture       *self,
                             gconstpointer  unused)
{
  show (self, life, 30);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->chart),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "From 11 January 1970: $49.00 MRR; "
                                       "From 21 January 1970: $99.00 MRR ($1,188.00 a year); "
                                       "Scheduled for 10 February 1970: $0.00 MRR");
}

typedef struct
{
  GdkFrameClock *clock;
  gint64 counter;
} Frame;

static gboolean
is_later (gpointer user_data)
{
  Frame *frame = user_data;

  return gdk_frame_clock_get_frame_counter (frame->clock) > frame->counter;
}

/* Until what was changed has been laid out and drawn. */
static void
await_frame (Fixture *self)
{
  Frame frame = { .clock = gtk_widget_get_frame_clock (self->chart) };

  /* The first may have begun already. */
  for (guint i = 0; i < 2; i++)
    {
      frame.counter = gdk_frame_clock_get_frame_counter (frame.clock);
      gtk_widget_queue_draw (self->chart);
      wh_test_wait_until (is_later, &frame);
    }
  wh_test_iterate ();
}

/* The colour of the plot somewhere in it; 1, 1 is its bottom right. */
static double
get_darkness (Fixture *self,
              double   x,
              double   y)
{
  GtkWidget *plot = wh_ui_child (self->chart, WH_TYPE_VALUE_CHART, "plot");
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->chart);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autofree guchar *data = NULL;
  int width = gtk_widget_get_width (self->chart);
  int height = gtk_widget_get_height (self->chart);
  graphene_rect_t bounds;
  const guchar *pixel;

  await_frame (self);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  data = g_malloc0 ((gsize) width * (gsize) height * 4);
  gdk_texture_download (texture, data, (gsize) width * 4);
  g_assert_true (gtk_widget_compute_bounds (plot, self->chart, &bounds));
  pixel = data + 4 * ((int) (bounds.origin.y + y * (bounds.size.height - 1)) * width +
                      (int) (bounds.origin.x + x * (bounds.size.width - 1)));

  return 1 - (pixel[0] + pixel[1] + pixel[2]) / (3.0 * 255);
}

/* 0 to 40 days: nothing below the line before the first, more under the second step. */
static void
test_value_chart_drawing (Fixture       *self,
                          gconstpointer  unused)
{
  static const char *const lines[] = { "active 100 month 0", "active 200 month 20", NULL };

  show (self, lines, 40);
  wh_ui_await_mapped (wh_ui_child (self->chart, WH_TYPE_VALUE_CHART, "plot"));
  /* Above the first step, below it, at the same height in the second. */
  g_assert_cmpfloat (get_darkness (self, 0.25, 0.7), >, get_darkness (self, 0.25, 0.3));
  g_assert_cmpfloat (get_darkness (self, 0.75, 0.3), >, get_darkness (self, 0.25, 0.3));
  g_assert_cmpfloat (get_darkness (self, 0.75, 0.02), <, get_darkness (self, 0.75, 0.3));
}

/* What no chart was made for, drawn all the same. */
static void
test_value_chart_odd (Fixture       *self,
                      gconstpointer  unused)
{
  static const char *const cases[][4] = {
    { "trialing 0 month 10" },
    { "active 4900 month 10", "active null month 20", "active 1 month 30" },
    { "active -500 month 10", "active 500 month 20" },
    { "active 9223372036854775807 month 10", "active -9223372036854775807 month 20" },
    { "active 100 month 100" },
    { "active 1 month 10", "active 2 month 10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      show (self, cases[i], 10);
      g_assert_true (wh_value_chart_has_steps (WH_VALUE_CHART (self->chart)));
      g_assert_cmpfloat (get_darkness (self, 0.5, 0.5), <=, 1);
      g_assert_true (wh_ui_press (self->chart, GDK_KEY_End, 0));
      g_assert_cmpfloat (get_darkness (self, 0.5, 0.5), <=, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("readout", test_value_chart_readout);
  ADD ("keys", test_value_chart_keys);
  ADD ("pointer", test_value_chart_pointer);
  ADD ("accessible", test_value_chart_accessible);
  ADD ("drawing", test_value_chart_drawing);
  ADD ("odd", test_value_chart_odd);

  return g_test_run ();
}
