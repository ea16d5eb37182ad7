/* wh-record-sections.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-record-relations.h"
#include "wh-record-sections.h"
#include "wh-subscription-rows.h"
#include "wh-timeline.h"
#include "wh-traits-section.h"
#include "wh-value-chart.h"

#include <glib/gi18n.h>
#include <string.h>

/* How long a record stays selected before its user is read, and how old that may be. */
#define LINGER_MS 400
#define FRESH_US (5 * 60 * G_USEC_PER_SEC)
/* Many users can become known one after another. */
#define PLAN_DELAY_MS 100

#define SPACING 24

struct _WhRecordSections
{
  GtkWidget           parent_instance;

  /* Those that the resource has; the others are %NULL. */
  AdwPreferencesGroup *chart_group;
  WhValueChart        *chart;
  WhTimeline          *timeline;
  WhSubscriptionRows  *subscriptions;
  WhTraitsSection     *traits;

  const WhResource    *resource;
  WhConnection        *connection;
  WhDirectory         *directory;
  GSignalGroup        *directory_signals;
  WhRecord            *record;
  WhFormat            *format;
  GCancellable        *reading;
  guint                linger_id;
  guint                plan_id;
};

G_DEFINE_FINAL_TYPE (WhRecordSections, wh_record_sections, GTK_TYPE_WIDGET)

static gboolean
is_of (WhRecordSections *self,
       const char       *resource)
{
  return strcmp (self->resource->id, resource) == 0;
}

/* The user whose history says more of the record; %NULL where there is none. */
static const char *
get_user (WhRecordSections *self)
{
  int field = wh_resource_find_field (self->resource, "user_id");
  const char *text;

  if (self->record == NULL)
    return NULL;
  if (is_of (self, "customer"))
    {
      field = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_KEY);
      if (wh_record_get_link (self->record, (guint) field) == NULL)
        return NULL;
    }
  if (field < 0)
    return NULL;

  text = wh_record_get_text (self->record, (guint) field);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* The section that says how reading the user goes. */
static WhDetailSection *
get_section (WhRecordSections *self)
{
  if (self->timeline != NULL)
    return WH_DETAIL_SECTION (self->timeline);

  return self->subscriptions != NULL ? WH_DETAIL_SECTION (self->subscriptions) : NULL;
}

static gboolean
is_ready (WhRecordSections *self)
{
  return self->directory != NULL && self->record != NULL && self->format != NULL;
}

/* Showing */

static void
update_subscription (WhRecordSections *self)
{
  const char *user = get_user (self);
  WhHistory *history = NULL;
  int subscription = WH_HISTORY_NONE;
  gint64 now = wh_directory_get_now (self->directory);
  gint64 read_at;

  if (user != NULL)
    history = wh_directory_get_history (self->directory, user, &read_at);
  if (history != NULL)
    subscription = wh_history_find_subscription (history, wh_record_get_key (self->record));

  if (subscription < 0)
    history = NULL;
  wh_timeline_set_history (self->timeline, history, MAX (subscription, 0), now, self->format);
  wh_value_chart_set_history (self->chart, history, MAX (subscription, 0), now, self->format);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_group), wh_value_chart_has_steps (self->chart));
}

static void
update_user (WhRecordSections *self)
{
  const char *user = get_user (self);
  g_autoptr (GPtrArray) rows = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->subscriptions), user != NULL);
  if (user != NULL)
    rows = wh_directory_dup_subscription_rows (self->directory, user);
  if (rows == NULL)
    rows = g_ptr_array_new ();
  wh_subscription_rows_set_rows (self->subscriptions, rows, self->format);
}

static void
update_plan (WhRecordSections *self)
{
  g_auto (GStrv) users = wh_directory_dup_users (self->directory);
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func (g_object_unref);
  const WhResource *resource = wh_resources_find ("subscription");
  guint field = (guint) wh_resource_find_field (resource, "plan_id");
  const char *plan = wh_record_get_key (self->record);

  for (guint i = 0; users[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) rows = wh_directory_dup_subscription_rows (self->directory, users[i]);

      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          WhRecord *row = g_ptr_array_index (rows, j);

          if (g_strcmp0 (wh_record_get_text (row, field), plan) == 0)
            g_ptr_array_add (uses, g_object_ref (row));
        }
    }
  wh_subscription_rows_set_rows (self->subscriptions, uses, self->format);
}

static void
update (WhRecordSections *self)
{
  if (!is_ready (self))
    return;

  if (self->timeline != NULL)
    update_subscription (self);
  else if (is_of (self, "plan"))
    update_plan (self);
  else if (self->subscriptions != NULL)
    update_user (self);
}

static gboolean
on_plan_due_cb (gpointer user_data)
{
  WhRecordSections *self = WH_RECORD_SECTIONS (user_data);

  self->plan_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
on_user_changed_cb (WhRecordSections *self,
                    const char       *user)
{
  if (is_of (self, "plan") && self->plan_id == 0)
    self->plan_id = g_timeout_add (PLAN_DELAY_MS, on_plan_due_cb, self);
  else if (g_strcmp0 (get_user (self), user) == 0)
    update (self);
}

/* Reading */

static void
cancel (WhRecordSections *self)
{
  g_clear_handle_id (&self->linger_id, g_source_remove);
  g_clear_handle_id (&self->plan_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
on_read_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (WhRecordSections) self = user_data;
  g_autoptr (WhHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  WhDetailSection *section;

  history = wh_directory_read_finish (WH_DIRECTORY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  section = get_section (self);
  g_clear_object (&self->reading);
  update (self);
  /* Who is not there has no history; the record itself says that it is not. */
  if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND))
    g_clear_error (&error);
  wh_detail_section_set_loading (section, FALSE);
  wh_detail_section_set_error (section, error);
}

static void
read_user (WhRecordSections *self,
           gint64            max_age)
{
  const char *user = get_user (self);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->directory == NULL || user == NULL || get_section (self) == NULL)
    return;

  self->reading = g_cancellable_new ();
  wh_detail_section_set_loading (get_section (self), TRUE);
  wh_directory_read_async (self->directory, user, max_age, WH_API_PRIORITY_INTERACTIVE,
                           self->reading, on_read_cb, g_object_ref (self));
}

static gboolean
on_linger_due_cb (gpointer user_data)
{
  WhRecordSections *self = WH_RECORD_SECTIONS (user_data);

  self->linger_id = 0;
  read_user (self, FRESH_US);

  return G_SOURCE_REMOVE;
}

static void
on_retry_cb (WhRecordSections *self)
{
  read_user (self, 0);
}

/* Begins with another record, which may be none. */
static void
start (WhRecordSections *self)
{
  WhDetailSection *section = get_section (self);
  const char *user = get_user (self);

  cancel (self);
  if (self->traits != NULL)
    wh_traits_section_set_customer (self->traits, self->record != NULL && self->connection != NULL
                                                  ? wh_record_get_key (self->record)
                                                  : NULL);
  if (section == NULL || !is_ready (self))
    return;

  wh_detail_section_reset (section);
  wh_detail_section_set_loading (section, user != NULL);
  update (self);
  if (user != NULL)
    self->linger_id = g_timeout_add (LINGER_MS, on_linger_due_cb, self);
}

/* What was remembered comes after the first rows were asked for. */
static void
on_loaded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhRecordSections) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!wh_directory_load_finish (WH_DIRECTORY (source), result, &error))
    g_debug ("What is remembered of the users did not come: %s", error->message);
  if (self->directory == (gpointer) source)
    update (self);
}

/* Making */

static void
add (WhRecordSections *self,
     GtkWidget        *widget)
{
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static void
add_subscriptions (WhRecordSections  *self,
                   WhSubscriptionsOf  of)
{
  self->subscriptions = WH_SUBSCRIPTION_ROWS (wh_subscription_rows_new (of));
  add (self, GTK_WIDGET (self->subscriptions));
}

static void
add_history (WhRecordSections *self)
{
  GtkWidget *chart = wh_value_chart_new ();

  self->chart = WH_VALUE_CHART (chart);
  self->chart_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->chart_group, _("MRR Over Time"));
  adw_preferences_group_add (self->chart_group, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_group), FALSE);
  add (self, GTK_WIDGET (self->chart_group));

  self->timeline = WH_TIMELINE (wh_timeline_new ());
  add (self, GTK_WIDGET (self->timeline));
}

static void
build (WhRecordSections *self)
{
  if (is_of (self, "subscription"))
    add_history (self);
  else if (is_of (self, "plan"))
    add_subscriptions (self, WH_SUBSCRIPTIONS_OF_PLAN);
  else if (is_of (self, "user") || is_of (self, "customer"))
    add_subscriptions (self, WH_SUBSCRIPTIONS_OF_USER);

  if (is_of (self, "customer"))
    {
      self->traits = WH_TRAITS_SECTION (wh_traits_section_new ());
      add (self, GTK_WIDGET (self->traits));
    }
  if (get_section (self) != NULL)
    g_signal_connect_object (get_section (self), "retry", G_CALLBACK (on_retry_cb), self,
                             G_CONNECT_SWAPPED);
}

/* GObject */

/* What was asked for in the name of a page that was taken away is not wanted any more. */
static void
wh_record_sections_unroot (GtkWidget *widget)
{
  cancel (WH_RECORD_SECTIONS (widget));

  GTK_WIDGET_CLASS (wh_record_sections_parent_class)->unroot (widget);
}

static void
wh_record_sections_dispose (GObject *object)
{
  WhRecordSections *self = WH_RECORD_SECTIONS (object);
  GtkWidget *child;

  cancel (self);
  g_clear_object (&self->directory_signals);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->connection);
  g_clear_object (&self->directory);
  g_clear_object (&self->record);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (wh_record_sections_parent_class)->dispose (object);
}

static void
wh_record_sections_class_init (WhRecordSectionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_record_sections_dispose;
  widget_class->unroot = wh_record_sections_unroot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
wh_record_sections_init (WhRecordSections *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->directory_signals = g_signal_group_new (WH_TYPE_DIRECTORY);
  g_signal_group_connect_object (self->directory_signals, "user-changed",
                                 G_CALLBACK (on_user_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->directory_signals, "user-forgotten",
                                 G_CALLBACK (on_user_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * wh_record_sections_new:
 * @resource: what the records are
 *
 * Returns: (transfer floating): the sections that such a record has, hidden until there is an
 *   account to ask
 */
GtkWidget *
wh_record_sections_new (const WhResource *resource)
{
  WhRecordSections *self = g_object_new (WH_TYPE_RECORD_SECTIONS, NULL);

  self->resource = resource;
  build (self);

  return GTK_WIDGET (self);
}

/**
 * wh_record_sections_set_context:
 * @self: sections
 * @connection: (nullable): where the records are
 * @directory: (nullable): what is known of that account
 */
void
wh_record_sections_set_context (WhRecordSections *self,
                                WhConnection     *connection,
                                WhDirectory      *directory)
{
  g_return_if_fail (WH_IS_RECORD_SECTIONS (self));
  g_return_if_fail ((connection == NULL) == (directory == NULL));

  if (!g_set_object (&self->directory, directory))
    return;

  cancel (self);
  g_set_object (&self->connection, connection);
  g_signal_group_set_target (self->directory_signals, directory);
  if (self->traits != NULL)
    wh_traits_section_set_connection (self->traits, connection);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          directory != NULL &&
                          gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL);
  if (directory == NULL)
    return;

  start (self);
  wh_directory_load_async (directory, NULL, on_loaded_cb, g_object_ref (self));
}

/**
 * wh_record_sections_set_record:
 * @self: sections
 * @record: (nullable): of their resource
 * @format: how values are shown
 *
 * The same record as it was read again keeps what is shown of it.
 */
void
wh_record_sections_set_record (WhRecordSections *self,
                               WhRecord         *record,
                               WhFormat         *format)
{
  gboolean same;

  g_return_if_fail (WH_IS_RECORD_SECTIONS (self));

  same = record != NULL && self->record != NULL &&
         strcmp (wh_record_get_key (record), wh_record_get_key (self->record)) == 0;
  g_set_object (&self->format, format);
  g_set_object (&self->record, record);
  if (same)
    update (self);
  else
    start (self);
}

/**
 * wh_record_sections_reload:
 * @self: sections
 *
 * Reads again what they show, however fresh it is.
 */
void
wh_record_sections_reload (WhRecordSections *self)
{
  g_return_if_fail (WH_IS_RECORD_SECTIONS (self));

  if (!is_ready (self))
    return;

  g_clear_handle_id (&self->linger_id, g_source_remove);
  read_user (self, 0);
  if (self->traits != NULL)
    wh_traits_section_reload (self->traits);
}
