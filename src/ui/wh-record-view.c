/* wh-record-view.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-record-actions.h"
#include "wh-record-relations.h"
#include "wh-record-sections.h"
#include "wh-record-style.h"
#include "wh-record-view.h"
#include "wh-sum.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _WhRecordView
{
  WhPane            parent_instance;

  GtkWidget        *content;
  AdwWindowTitle   *title;
  GtkWidget        *menu_button;
  GtkSpinner       *spinner;
  GtkRevealer      *error_revealer;
  GtkLabel         *error_label;
  GtkStack         *stack;
  AdwStatusPage    *none_page;
  AdwStatusPage    *several_page;
  GtkBox           *groups_box;
  WhRecordActions  *actions;
  WhRecordSections *sections;
  GMenu            *changes_menu;
  GMenu            *dangers_menu;

  const WhResource *resource;
  WhFormat         *format;
  WhRecord         *record; /* %NULL where none or several are shown */
  guint             n_records;
  WhSum             sum; /* of several */
  GPtrArray        *values; /* the label of each field; %NULL where it has no row */
  GPtrArray        *links;  /* the button of each field that can lead somewhere */
};

G_DEFINE_FINAL_TYPE (WhRecordView, wh_record_view, WH_TYPE_PANE)

enum
{
  SIGNAL_BACK,
  SIGNAL_REFRESH,
  SIGNAL_COPIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
copy_text (WhRecordView *self,
           const char   *text,
           const char   *name)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, name);
}

static void
copy_field_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  WhRecordView *self = WH_RECORD_VIEW (widget);
  int field = wh_resource_find_field (self->resource, g_variant_get_string (parameter, NULL));
  const char *text;

  if (field < 0 || self->record == NULL)
    return;

  text = wh_record_get_text (self->record, (guint) field);
  if (text != NULL)
    copy_text (self, text, _(self->resource->fields[field].label));
}

static void
copy_json_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WhRecordView *self = WH_RECORD_VIEW (widget);
  g_autofree char *json = NULL;

  if (self->record == NULL)
    return;

  json = wh_record_dup_json (self->record);
  copy_text (self, json, _("JSON"));
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_BACK], 0);
}

/* Where the list is beside the detail, this key is the window's. */
static gboolean
on_back_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  if (!wh_pane_is_hidden (WH_PANE (widget), WH_PANE_LIST))
    return FALSE;

  g_signal_emit (widget, signals[SIGNAL_BACK], 0);

  return TRUE;
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  wh_record_sections_reload (WH_RECORD_VIEW (widget)->sections);
  g_signal_emit (widget, signals[SIGNAL_REFRESH], 0);
}

/* Rows */

static GtkWidget *
create_value (const WhResourceField *field)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (PangoAttrList) attributes = NULL;

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 1.0);
  if (field->choices != NULL)
    {
      /* What the API adds later is shown as it came, and that may be long. */
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      return label;
    }

  /* A hyphen that Pango puts where it breaks an identifier would look like part of it. */
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (label, "dim-label");
  if (field->kind == WH_FIELD_MONEY || field->kind == WH_FIELD_ID)
    gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
create_copy_button (const WhResourceField *field)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a field, such as Customer ID */
  text = g_strdup_printf (_("Copy %s"), _(field->label));
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "record.copy-field");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", field->id);

  return button;
}

/* Nothing is linked yet. */
static GtkWidget *
create_link_button (const WhResourceField *field)
{
  const WhResource *resource = wh_resources_find (field->links_to);
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_tooltip_text (button, _(resource->words.open));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(resource->words.open), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);

  return button;
}

/* What somebody would want in another program as it is. */
static gboolean
is_copied (const WhResourceField *field)
{
  return field->kind == WH_FIELD_ID || field->kind == WH_FIELD_EMAIL ||
         field->links_to != NULL;
}

static void
add_buttons (WhRecordView *self,
             guint         index,
             GtkBox       *box)
{
  const WhResourceField *field = &self->resource->fields[index];
  GtkWidget *buttons;

  if (!is_copied (field))
    return;

  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (box, buttons);
  gtk_box_append (GTK_BOX (buttons), create_copy_button (field));
  if (field->links_to != NULL)
    {
      GtkWidget *button = create_link_button (field);

      gtk_box_append (GTK_BOX (buttons), button);
      g_ptr_array_index (self->links, index) = button;
    }
}

static GtkWidget *
create_row (WhRecordView *self,
            guint         index)
{
  const WhResourceField *field = &self->resource->fields[index];
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(field->label));
  GtkWidget *value = create_value (field);

  /* An action row would rather break its title than the value. */
  gtk_widget_add_css_class (box, "detail-row");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_halign (value, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);
  add_buttons (self, index, GTK_BOX (box));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  g_ptr_array_index (self->values, index) = value;

  return row;
}

static void
build_groups (WhRecordView *self)
{
  const char *heading = NULL;
  GtkWidget *group = NULL;

  g_ptr_array_set_size (self->values, (int) self->resource->n_fields);
  g_ptr_array_set_size (self->links, (int) self->resource->n_fields);
  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      const WhResourceField *field = &self->resource->fields[i];

      if (!(field->flags & WH_RESOURCE_FIELD_DETAIL))
        continue;

      if (group == NULL || g_strcmp0 (heading, field->group) != 0)
        {
          heading = field->group;
          group = adw_preferences_group_new ();
          if (heading != NULL)
            adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(heading));
          gtk_box_append (self->groups_box, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (self, i));
    }
}

static char *
dup_value (WhRecordView *self,
           guint         index)
{
  const WhResourceField *field = &self->resource->fields[index];
  gint64 instant;

  /* A detail has room for the day in words. */
  if ((field->kind == WH_FIELD_INSTANT || field->kind == WH_FIELD_DATE) &&
      wh_record_get_number (self->record, index, &instant))
    return wh_format_dup_long_day (self->format, instant);

  return wh_record_dup_short (self->record, index, self->format);
}

/* Nothing is no state, and what has no tone is a mere name. */
static void
update_badge (WhRecordView *self,
              guint         index)
{
  GtkWidget *label = g_ptr_array_index (self->values, index);

  wh_record_style_set_tone (label, wh_record_get_tone (self->record, index));
  if (wh_record_is_null (self->record, index) ||
      !wh_choices_have_tone (self->resource->fields[index].choices))
    {
      gtk_widget_remove_css_class (label, "badge");
      gtk_widget_add_css_class (label, "dim-label");
    }
  else
    {
      gtk_widget_add_css_class (label, "badge");
      gtk_widget_remove_css_class (label, "dim-label");
    }
}

static void
update_value (WhRecordView *self,
              guint         index)
{
  GtkWidget *label = g_ptr_array_index (self->values, index);
  g_autofree char *text = dup_value (self, index);
  g_autofree char *instant_text = NULL;
  gint64 instant;

  gtk_label_set_label (GTK_LABEL (label), text);
  if (self->resource->fields[index].choices != NULL)
    update_badge (self, index);

  if (self->resource->fields[index].kind == WH_FIELD_INSTANT &&
      wh_record_get_number (self->record, index, &instant))
    instant_text = wh_format_dup_instant (self->format, instant);
  gtk_widget_set_tooltip_text (label, instant_text);
}

static void
update_link (WhRecordView *self,
             guint         index)
{
  GtkWidget *button = g_ptr_array_index (self->links, index);
  const WhResource *resource;

  if (button == NULL)
    return;

  resource = wh_record_get_link (self->record, index);
  gtk_widget_set_visible (button, resource != NULL);
  if (resource == NULL)
    return;

  /* In this order: the action refuses to be named without its target. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", resource->id,
                                    wh_record_get_text (self->record, index));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
}

static void
update_title (WhRecordView *self)
{
  int title = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TITLE);
  int subtitle = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_SUBTITLE);
  g_autofree char *title_text = NULL;
  g_autofree char *subtitle_text = NULL;

  if (self->record != NULL && title >= 0)
    title_text = wh_record_dup_short (self->record, (guint) title, self->format);
  if (self->record != NULL && subtitle >= 0 &&
      !wh_record_is_null (self->record, (guint) subtitle))
    subtitle_text = wh_record_dup_short (self->record, (guint) subtitle, self->format);
  if (g_strcmp0 (title_text, subtitle_text) == 0)
    g_clear_pointer (&subtitle_text, g_free);

  adw_window_title_set_title (self->title, title_text != NULL ? title_text : "");
  adw_window_title_set_subtitle (self->title, subtitle_text != NULL ? subtitle_text : "");
}

static void
update_several (WhRecordView *self)
{
  int total = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TOTAL);
  g_autofree char *count = wh_resource_dup_count (self->resource, self->format, self->n_records);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  /* Translators: %s is “3 customers” */
  title = g_strdup_printf (_("%s selected"), count);
  adw_status_page_set_title (self->several_page, title);

  if (total >= 0)
    {
      g_autofree char *money = wh_sum_dup_display (&self->sum, self->format);

      /* Translators: the first %s is the name of a field, such as MRR, the second its sum */
      text = g_strdup_printf (_("%s: %s"), _(self->resource->fields[total].label), money);
    }
  adw_status_page_set_description (self->several_page, text);
}

static void
update (WhRecordView *self)
{
  update_title (self);
  gtk_widget_set_visible (self->menu_button, self->record != NULL);
  wh_record_actions_set_record (self->actions, self->record);
  wh_record_fill_menus (self->record, self->changes_menu, self->dangers_menu);
  wh_record_sections_set_record (self->sections, self->record, self->format);
  if (self->n_records > 1)
    update_several (self);
  if (self->record == NULL)
    return;

  for (guint i = 0; i < self->values->len; i++)
    {
      if (g_ptr_array_index (self->values, i) == NULL)
        continue;

      update_value (self, i);
      update_link (self, i);
    }
}

static void
add_up (WhRecordView *self,
        GPtrArray    *records)
{
  int total = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TOTAL);

  self->n_records = records->len;
  self->sum = (WhSum) { 0 };
  for (guint i = 0; total >= 0 && i < records->len; i++)
    wh_sum_add (&self->sum, g_ptr_array_index (records, i), (guint) total);
}

static void
wh_record_view_dispose (GObject *object)
{
  WhRecordView *self = WH_RECORD_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_RECORD_VIEW);
  g_clear_object (&self->record);
  g_clear_object (&self->format);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_record_view_parent_class)->dispose (object);
}

static void
install_signals (WhRecordViewClass *klass)
{
  signals[SIGNAL_BACK] =
    g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_REFRESH] =
    g_signal_new ("refresh", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_COPIED] =
    g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wh_record_view_class_init (WhRecordViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_record_view_dispose;

  install_signals (klass);

  g_type_ensure (WH_TYPE_RECORD_ACTIONS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-record-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, content);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, title);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, spinner);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, error_label);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, stack);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, none_page);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, several_page);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, groups_box);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, actions);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, changes_menu);
  gtk_widget_class_bind_template_child (widget_class, WhRecordView, dangers_menu);

  gtk_widget_class_install_action (widget_class, "record.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "record.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "record.copy-field", "s", copy_field_action);
  gtk_widget_class_install_action (widget_class, "record.copy-json", NULL, copy_json_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, on_back_key_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "record.back", NULL);
}

static void
wh_record_view_init (WhRecordView *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->values = g_ptr_array_new ();
  self->links = g_ptr_array_new ();
  self->format = wh_format_new ("usd", zone);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * wh_record_view_new:
 * @resource: what is shown
 *
 * Returns: (transfer floating): a detail that shows nothing yet
 */
GtkWidget *
wh_record_view_new (const WhResource *resource)
{
  WhRecordView *self = g_object_new (WH_TYPE_RECORD_VIEW, NULL);

  self->resource = resource;
  build_groups (self);
  self->sections = WH_RECORD_SECTIONS (wh_record_sections_new (resource));
  gtk_box_append (self->groups_box, GTK_WIDGET (self->sections));

  adw_status_page_set_icon_name (self->none_page, resource->icon_name);
  adw_status_page_set_description (self->none_page, _(resource->words.select));
  update (self);

  return GTK_WIDGET (self);
}

/**
 * wh_record_view_set_context:
 * @self: a detail
 * @connection: (nullable): where the records are
 * @directory: (nullable): what is known of that account
 *
 * Lets the detail show what belongs to a record beside its fields.
 */
void
wh_record_view_set_context (WhRecordView *self,
                            WhConnection *connection,
                            WhDirectory  *directory)
{
  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  wh_record_sections_set_context (self->sections, connection, directory);
}

/**
 * wh_record_view_set_records:
 * @self: a detail
 * @records: (element-type WhRecord): what is selected; of several only the sum is shown
 */
void
wh_record_view_set_records (WhRecordView *self,
                            GPtrArray    *records)
{
  WhRecord *record;

  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  record = records->len == 1 ? g_ptr_array_index (records, 0) : NULL;
  g_set_object (&self->record, record);
  add_up (self, records);
  update (self);

  if (records->len > 1)
    gtk_stack_set_visible_child_name (self->stack, "several");
  else
    gtk_stack_set_visible_child_name (self->stack, records->len == 1 ? "record" : "none");
}

/**
 * wh_record_view_get_record:
 * @self: a detail
 *
 * Returns: (transfer none) (nullable): the record that is shown, if it is exactly one
 */
WhRecord *
wh_record_view_get_record (WhRecordView *self)
{
  g_return_val_if_fail (WH_IS_RECORD_VIEW (self), NULL);

  return self->record;
}

/**
 * wh_record_view_set_format:
 * @self: a detail
 * @format: how values are shown from now on
 */
void
wh_record_view_set_format (WhRecordView *self,
                           WhFormat     *format)
{
  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  if (g_set_object (&self->format, format))
    update (self);
}

/**
 * wh_record_view_set_loading:
 * @self: a detail
 * @loading: whether the record is being read again
 */
void
wh_record_view_set_loading (WhRecordView *self,
                            gboolean      loading)
{
  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  gtk_spinner_set_spinning (self->spinner, loading);
  /* GTK 4.8 does not notify of "spinning" here, so that no binding would follow it. */
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
}

/**
 * wh_record_view_set_error:
 * @self: a detail
 * @error: (nullable): why reading it again failed; what is shown stays
 */
void
wh_record_view_set_error (WhRecordView *self,
                          const GError *error)
{
  g_autofree char *text = error != NULL ? wh_error_dup_text (error) : NULL;

  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  if (text != NULL)
    gtk_label_set_label (self->error_label, text);
  gtk_revealer_set_reveal_child (self->error_revealer, text != NULL);
}

/**
 * wh_record_view_set_choice:
 * @self: a detail
 * @has_choice: whether there is anything to select; without, nobody is asked to
 */
void
wh_record_view_set_choice (WhRecordView *self,
                           gboolean      has_choice)
{
  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  /* Hidden, it would make room for another page of the stack. */
  adw_status_page_set_icon_name (self->none_page, has_choice ? self->resource->icon_name : NULL);
  adw_status_page_set_description (self->none_page,
                                   has_choice ? _(self->resource->words.select) : NULL);
}

/**
 * wh_record_view_focus_content:
 * @self: a detail
 *
 * Puts the keyboard on the first thing below the header.
 */
void
wh_record_view_focus_content (WhRecordView *self)
{
  g_return_if_fail (WH_IS_RECORD_VIEW (self));

  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}
