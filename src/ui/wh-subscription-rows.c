/* wh-subscription-rows.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-mrr.h"
#include "wh-subscription-rows.h"

#include <glib/gi18n.h>

struct _WhSubscriptionRows
{
  WhDetailSection   parent_instance;

  WhSubscriptionsOf of;
  GListStore       *subscriptions;
  WhFormat         *format;
};

G_DEFINE_FINAL_TYPE (WhSubscriptionRows, wh_subscription_rows, WH_TYPE_DETAIL_SECTION)

static guint
find_field (const char *id)
{
  return (guint) wh_resource_find_field (wh_resources_find ("subscription"), id);
}

/* %NULL where there is nothing to say. */
static char *
dup_display (WhRecord   *record,
             const char *field,
             WhFormat   *format)
{
  const char *text = wh_record_get_text (record, find_field (field));

  if (text == NULL || *text == '\0')
    return NULL;

  return wh_record_dup_display (record, find_field (field), format);
}

/* Whose it is, for the rows of a plan. */
static char *
dup_owner (WhRecord *record,
           WhFormat *format)
{
  static const char *const fields[] = { "email", "user_alias", "user_id" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *owner = dup_display (record, fields[i], format);

      if (owner != NULL)
        return owner;
    }

  return NULL;
}

/* What was paid before a churn is history. */
static char *
dup_amount (WhRecord *record,
            WhFormat *format)
{
  if (wh_status_is_churned (wh_record_get_text (record, find_field ("status"))))
    return NULL;

  return dup_display (record, "value", format);
}

static char *
dup_scheduled (WhRecord *record,
               WhFormat *format)
{
  g_autofree char *scheduled = dup_display (record, "scheduled", format);
  g_autofree char *day = NULL;
  gint64 date;

  if (scheduled == NULL ||
      !wh_record_get_number (record, find_field ("scheduled_on"), &date))
    return g_steal_pointer (&scheduled);

  day = wh_format_dup_long_day (format, date);

  /* Translators: the first %s is “Will churn”, “Will change” or “Will start”, the second a day */
  return g_strdup_printf (_("%s on %s"), scheduled, day);
}

static char *
join (const char *const *parts,
      const char        *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, separator);
      g_string_append (text, parts[i]);
    }

  return g_string_free (text, FALSE);
}

#define OR_EMPTY(text) ((text) != NULL ? (text) : "")

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  WhSubscriptionRows *self = WH_SUBSCRIPTION_ROWS (user_data);
  WhRecord *record = WH_RECORD (item);
  g_autofree char *name = dup_display (record, "name", self->format);
  g_autofree char *plan = dup_display (record, "plan_id", self->format);
  g_autofree char *owner = dup_owner (record, self->format);
  g_autofree char *scheduled = dup_scheduled (record, self->format);
  g_autofree char *status = dup_display (record, "status", self->format);
  g_autofree char *value = dup_amount (record, self->format);
  g_autofree char *interval = dup_display (record, "plan_interval", self->format);
  gboolean of_plan = self->of == WH_SUBSCRIPTIONS_OF_PLAN && owner != NULL;
  const char *details[] = { of_plan ? OR_EMPTY (name) : OR_EMPTY (plan), OR_EMPTY (interval),
                            OR_EMPTY (scheduled), NULL };
  const char *title = of_plan ? owner : OR_EMPTY (name);
  g_autofree char *subtitle = join (details, " · ");
  const char *all[] = { title, subtitle, OR_EMPTY (status), OR_EMPTY (value), NULL };
  g_autofree char *sentence = join (all, ", ");
  GtkWidget *row = wh_detail_row_new (title, subtitle);

  if (status != NULL)
    wh_detail_row_set_badge (WH_DETAIL_ROW (row), status,
                             wh_record_get_tone (record, find_field ("status")));
  wh_detail_row_set_value (WH_DETAIL_ROW (row), value, NULL);
  wh_detail_row_set_link (WH_DETAIL_ROW (row), "subscription", wh_record_get_key (record));
  wh_detail_row_set_sentence (WH_DETAIL_ROW (row), sentence);

  return row;
}

static void
wh_subscription_rows_dispose (GObject *object)
{
  WhSubscriptionRows *self = WH_SUBSCRIPTION_ROWS (object);

  g_clear_object (&self->subscriptions);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (wh_subscription_rows_parent_class)->dispose (object);
}

static void
wh_subscription_rows_class_init (WhSubscriptionRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_subscription_rows_dispose;
}

static void
wh_subscription_rows_init (WhSubscriptionRows *self)
{
  self->subscriptions = g_list_store_new (WH_TYPE_RECORD);
  wh_detail_section_bind (WH_DETAIL_SECTION (self), G_LIST_MODEL (self->subscriptions),
                          create_row, self);
}

/**
 * wh_subscription_rows_new:
 * @of: whose subscriptions they are
 *
 * Returns: (transfer floating): a section without subscriptions
 */
GtkWidget *
wh_subscription_rows_new (WhSubscriptionsOf of)
{
  WhSubscriptionRows *self = g_object_new (WH_TYPE_SUBSCRIPTION_ROWS, NULL);
  gboolean of_plan = of == WH_SUBSCRIPTIONS_OF_PLAN;

  self->of = of;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   of_plan ? _("Known Subscriptions") : _("Subscriptions"));
  wh_detail_section_set_empty (WH_DETAIL_SECTION (self),
                               of_plan ? _("No subscription that Wellhead knows uses this plan.")
                                       : _("This user has no subscriptions."));

  return GTK_WIDGET (self);
}

/**
 * wh_subscription_rows_set_rows:
 * @self: a section
 * @subscriptions: (element-type WhRecord): rows of subscriptions, see wh_history_dup_row()
 * @format: how amounts and days are written
 */
void
wh_subscription_rows_set_rows (WhSubscriptionRows *self,
                               GPtrArray          *subscriptions,
                               WhFormat           *format)
{
  g_return_if_fail (WH_IS_SUBSCRIPTION_ROWS (self));
  g_return_if_fail (subscriptions != NULL);

  g_set_object (&self->format, format);
  g_list_store_splice (self->subscriptions, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions)),
                       subscriptions->pdata, subscriptions->len);
}
