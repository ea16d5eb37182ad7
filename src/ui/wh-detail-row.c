/* wh-detail-row.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-row.h"
#include "wh-record-style.h"

#define MAX_WHOLE_BADGE 24

struct _WhDetailRow
{
  AdwPreferencesRow parent_instance;

  GtkBox           *box;
  GtkLabel         *title_label;
  GtkLabel         *subtitle_label;
  GtkLabel         *badge_label;
  GtkLabel         *value_label;
  GtkLabel         *below_label;
};

G_DEFINE_FINAL_TYPE (WhDetailRow, wh_detail_row, ADW_TYPE_PREFERENCES_ROW)

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
wh_detail_row_dispose (GObject *object)
{
  /* The row would not notice that the template takes its child away. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WH_TYPE_DETAIL_ROW);

  G_OBJECT_CLASS (wh_detail_row_parent_class)->dispose (object);
}

static void
wh_detail_row_class_init (WhDetailRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_detail_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-detail-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, box);
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, badge_label);
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, WhDetailRow, below_label);
}

static void
wh_detail_row_init (WhDetailRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * wh_detail_row_new:
 * @title: plain text
 * @subtitle: (nullable): plain text below it
 *
 * Returns: (transfer floating): a row that does nothing yet
 */
GtkWidget *
wh_detail_row_new (const char *title,
                   const char *subtitle)
{
  WhDetailRow *self = g_object_new (WH_TYPE_DETAIL_ROW, NULL);

  set_label (self->title_label, title);
  set_label (self->subtitle_label, subtitle);
  wh_detail_row_set_sentence (self, title);

  return GTK_WIDGET (self);
}

/**
 * wh_detail_row_set_value:
 * @self: a row
 * @value: (nullable): how much it is about
 * @below: (nullable): what more there is to say of that
 */
void
wh_detail_row_set_value (WhDetailRow *self,
                         const char  *value,
                         const char  *below)
{
  g_return_if_fail (WH_IS_DETAIL_ROW (self));

  set_label (self->value_label, value);
  set_label (self->below_label, below);
}

/**
 * wh_detail_row_set_badge:
 * @self: a row
 * @text: (nullable): how it stands
 * @tone: how that feels
 */
void
wh_detail_row_set_badge (WhDetailRow *self,
                         const char  *text,
                         WhTone       tone)
{
  g_return_if_fail (WH_IS_DETAIL_ROW (self));

  set_label (self->badge_label, text);
  /* A state that Wellhead knows is short, and has to be read as a whole. */
  gtk_label_set_ellipsize (self->badge_label,
                           text != NULL && g_utf8_strlen (text, -1) > MAX_WHOLE_BADGE
                             ? PANGO_ELLIPSIZE_END
                             : PANGO_ELLIPSIZE_NONE);
  wh_record_style_set_tone (GTK_WIDGET (self->badge_label), tone);
}

/**
 * wh_detail_row_set_link:
 * @self: a row
 * @resource: id of a resource
 * @key: of a record
 *
 * Makes the row lead to the record.
 */
void
wh_detail_row_set_link (WhDetailRow *self,
                        const char  *resource,
                        const char  *key)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_return_if_fail (WH_IS_DETAIL_ROW (self));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", resource, key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-record");
  wh_detail_row_add_suffix (self, arrow);
}

/**
 * wh_detail_row_add_suffix:
 * @self: a row
 * @widget: what to show at its end
 */
void
wh_detail_row_add_suffix (WhDetailRow *self,
                          GtkWidget   *widget)
{
  g_return_if_fail (WH_IS_DETAIL_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (self->box, widget);
}

/**
 * wh_detail_row_set_sentence:
 * @self: a row
 * @sentence: all that it shows, for who cannot see how it is laid out
 */
void
wh_detail_row_set_sentence (WhDetailRow *self,
                            const char  *sentence)
{
  g_return_if_fail (WH_IS_DETAIL_ROW (self));

  /* The title of such a row is its name for a screen reader, and what tests find it by. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}
