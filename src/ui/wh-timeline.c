/* wh-timeline.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-event-text.h"
#include "wh-timeline.h"

#include <glib/gi18n.h>

struct _WhTimeline
{
  WhDetailSection parent_instance;

  GListStore     *events; /* of the history, the newest first */
  WhHistory      *history;
  guint           subscription;
  gint64          at;
  WhFormat       *format;
};

G_DEFINE_FINAL_TYPE (WhTimeline, wh_timeline, WH_TYPE_DETAIL_SECTION)

static guint
find_event (WhTimeline *self,
            gpointer    record)
{
  guint n_events = wh_history_get_n_events (self->history, self->subscription);

  for (guint i = 0; i < n_events; i++)
    {
      if ((gpointer) wh_history_get_event (self->history, self->subscription, i) == record)
        return i;
    }

  g_return_val_if_reached (0);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  WhTimeline *self = WH_TIMELINE (user_data);
  g_autoptr (WhEventText) text = wh_event_text_new (self->history, self->subscription,
                                                    find_event (self, item), self->at,
                                                    self->format);
  GtkWidget *row = wh_detail_row_new (text->title, text->day);
  g_autofree char *sentence = NULL;

  wh_detail_row_set_value (WH_DETAIL_ROW (row), text->amount, text->change);
  if (text->scheduled)
    {
      wh_detail_row_set_badge (WH_DETAIL_ROW (row), _("Scheduled"), WH_TONE_CAUTION);
      /* Translators: %s is a day, what will happen then, and amounts */
      sentence = g_strdup_printf (_("Scheduled: %s"), text->sentence);
      gtk_widget_add_css_class (row, "scheduled");
    }
  else if (text->current)
    wh_detail_row_set_badge (WH_DETAIL_ROW (row), _("Now"), text->tone);
  wh_detail_row_set_sentence (WH_DETAIL_ROW (row), sentence != NULL ? sentence : text->sentence);

  return row;
}

static void
wh_timeline_dispose (GObject *object)
{
  WhTimeline *self = WH_TIMELINE (object);

  g_clear_object (&self->history);
  g_clear_object (&self->format);
  g_clear_object (&self->events);

  G_OBJECT_CLASS (wh_timeline_parent_class)->dispose (object);
}

static void
wh_timeline_class_init (WhTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_timeline_dispose;
}

static void
wh_timeline_init (WhTimeline *self)
{
  self->events = g_list_store_new (WH_TYPE_RECORD);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("History"));
  wh_detail_section_set_empty (WH_DETAIL_SECTION (self), _("Nothing is recorded yet."));
  wh_detail_section_bind (WH_DETAIL_SECTION (self), G_LIST_MODEL (self->events), create_row,
                          self);
}

/**
 * wh_timeline_new:
 *
 * Returns: (transfer floating): a timeline without events
 */
GtkWidget *
wh_timeline_new (void)
{
  return g_object_new (WH_TYPE_TIMELINE, NULL);
}

/**
 * wh_timeline_set_history:
 * @self: a timeline
 * @history: (nullable): of the user whose subscription it is; %NULL shows no events
 * @subscription: index of the subscription
 * @at: the present, in microseconds since the epoch; later events are scheduled
 * @format: how amounts and days are written
 */
void
wh_timeline_set_history (WhTimeline *self,
                         WhHistory  *history,
                         guint       subscription,
                         gint64      at,
                         WhFormat   *format)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_return_if_fail (WH_IS_TIMELINE (self));

  g_set_object (&self->history, history);
  g_set_object (&self->format, format);
  self->subscription = subscription;
  self->at = at;

  for (guint i = history != NULL ? wh_history_get_n_events (history, subscription) : 0; i > 0; i--)
    g_ptr_array_add (events, wh_history_get_event (history, subscription, i - 1));
  g_list_store_splice (self->events, 0, g_list_model_get_n_items (G_LIST_MODEL (self->events)),
                       events->pdata, events->len);
}
