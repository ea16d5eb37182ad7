/* wh-picker-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-collection.h"
#include "wh-picker-control.h"
#include "wh-suggestion.h"

#include <glib/gi18n.h>

/* The list does not take the keyboard: whoever types goes on typing, and the arrow keys move in
 * the list meanwhile. */
struct _WhPickerControl
{
  WhFieldControl          parent_instance;

  GtkWidget              *entry;
  GtkWidget              *button;
  GtkPopover             *popover;
  GtkListView            *list;

  const WhOperationField *field;
  GListModel             *plans;       /* (nullable): of WhRecord, as they were given */
  GListModel             *suggestions; /* (nullable) */
  GtkFilter              *filter;
  GtkSorter              *sorter;
  GtkSingleSelection     *selection;
  char                   *needle; /* (nullable): what the list is about; %NULL: everything */
  gboolean                choosing; /* what is typed comes from the list */
};

G_DEFINE_FINAL_TYPE (WhPickerControl, wh_picker_control, WH_TYPE_FIELD_CONTROL)

static WhSuggestionFit
get_fit (gconstpointer item,
         gpointer      user_data)
{
  WhPickerControl *self = user_data;

  return wh_suggestion_get_fit ((WhSuggestion *) item, self->needle);
}

static gboolean
fits (gpointer item,
      gpointer user_data)
{
  return get_fit (item, user_data) != WH_SUGGESTION_NO;
}

static int
compare_fit (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  return (int) get_fit (a, user_data) - (int) get_fit (b, user_data);
}

static char *
dup_typed (WhPickerControl *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* The suggestion that is meant by what was typed: its value, or of a currency also its name. */
static WhSuggestion *
find_typed (WhPickerControl *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean is_currency = self->field->kind == WH_FIELD_CURRENCY;

  for (guint i = 0; self->suggestions != NULL && *typed != '\0' &&
                    i < g_list_model_get_n_items (self->suggestions); i++)
    {
      g_autoptr (WhSuggestion) suggestion = g_list_model_get_item (self->suggestions, i);
      const char *value = wh_suggestion_get_value (suggestion);

      /* Plan IDs are different where only their case is. */
      if (is_currency ? wh_suggestion_get_fit (suggestion, typed) == WH_SUGGESTION_SAME ||
                        g_utf8_collate (wh_suggestion_get_name (suggestion), typed) == 0
                      : g_str_equal (value, typed))
        return g_steal_pointer (&suggestion);
    }

  return NULL;
}

static void
set_needle (WhPickerControl *self,
            const char      *needle)
{
  g_free (self->needle);
  self->needle = g_strdup (needle);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static gboolean
is_open (WhPickerControl *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static void
update_actions (WhPickerControl *self)
{
  gboolean open = is_open (self);
  gboolean chosen =
    gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picker.previous", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picker.choose", open && chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picker.close", open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
open_list (WhPickerControl *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;

  gtk_widget_set_size_request (GTK_WIDGET (self->popover),
                               gtk_widget_get_width (GTK_WIDGET (self)), -1);
  gtk_popover_popup (self->popover);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), TRUE);
  update_actions (self);
}

static void
close_list (WhPickerControl *self)
{
  gtk_popover_popdown (self->popover);
}

static void
select_position (WhPickerControl *self,
                 guint            position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  update_actions (self);
}

/* Everything, beginning at what is in the entry. */
static void
open_everything (WhPickerControl *self)
{
  g_autoptr (WhSuggestion) current = find_typed (self);
  guint position = 0;

  set_needle (self, NULL);
  open_list (self);
  if (current == NULL || !is_open (self))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (WhSuggestion) suggestion =
        g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (suggestion == current)
        position = i;
    }
  select_position (self, position);
}

static gboolean
has_keyboard (WhPickerControl *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->entry);
}

static void
choose (WhPickerControl *self,
        WhSuggestion    *suggestion)
{
  close_list (self);
  self->choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), wh_suggestion_get_value (suggestion));
  self->choosing = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static void
on_typed_cb (WhPickerControl *self)
{
  g_autoptr (WhSuggestion) same = NULL;
  g_autofree char *typed = NULL;

  /* It reports by itself, in one go. */
  if (self->choosing)
    return;

  same = find_typed (self);
  typed = dup_typed (self);
  set_needle (self, typed);
  if (has_keyboard (self) && same == NULL && *typed != '\0' &&
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    open_list (self);
  else
    close_list (self);
  update_actions (self);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static void
on_toggled_cb (WhPickerControl *self)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));

  if (active == is_open (self))
    return;

  gtk_widget_grab_focus (self->entry);
  if (active)
    open_everything (self);
  else
    close_list (self);
  /* There may be nothing to show. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), is_open (self));
}

static void
on_closed_cb (WhPickerControl *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), FALSE);
  update_actions (self);
}

static void
on_activate_cb (WhPickerControl *self,
                guint            position)
{
  g_autoptr (WhSuggestion) suggestion =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (suggestion != NULL)
    choose (self, suggestion);
}

/* Rows of the list */

static void
on_setup_cb (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *name = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkListItemFactory *factory,
            GtkListItem        *item)
{
  WhSuggestion *suggestion = gtk_list_item_get_item (item);
  GtkWidget *value = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_next_sibling (value);

  gtk_label_set_label (GTK_LABEL (value), wh_suggestion_get_value (suggestion));
  gtk_label_set_label (GTK_LABEL (name), wh_suggestion_get_name (suggestion));
}

/* Actions */

static void
move (WhPickerControl *self,
      int              step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n_items == 0)
    return;

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = step > 0 ? 0 : n_items - 1;
  else
    selected = (selected + n_items + (guint) step) % n_items;
  select_position (self, selected);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhPickerControl *self = WH_PICKER_CONTROL (widget);

  if (is_open (self))
    move (self, 1);
  else
    open_everything (self);
}

static void
previous_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  move (WH_PICKER_CONTROL (widget), -1);
}

static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WhPickerControl *self = WH_PICKER_CONTROL (widget);

  on_activate_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  close_list (WH_PICKER_CONTROL (widget));
}

/* Field control */

static void
wh_picker_control_set_text (WhFieldControl *control,
                            const char     *text)
{
  WhPickerControl *self = WH_PICKER_CONTROL (control);
  g_autofree char *shown = NULL;

  if (self->field->kind == WH_FIELD_CURRENCY && text != NULL)
    shown = g_ascii_strup (text, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         shown != NULL ? shown : text != NULL ? text : "");
}

static char *
wh_picker_control_dup_text (WhFieldControl  *control,
                            GError         **error)
{
  WhPickerControl *self = WH_PICKER_CONTROL (control);
  g_autoptr (WhSuggestion) suggestion = find_typed (self);
  g_autofree char *typed = dup_typed (self);

  if (*typed == '\0')
    return NULL;
  if (self->field->kind != WH_FIELD_CURRENCY)
    return g_steal_pointer (&typed);

  return g_ascii_strdown (suggestion != NULL ? wh_suggestion_get_value (suggestion) : typed, -1);
}

/* Of a list that has more than was loaded nobody knows what is not in it. */
static gboolean
is_complete (WhPickerControl *self)
{
  if (self->plans == NULL)
    return FALSE;

  return !WH_IS_COLLECTION (self->plans) ||
         wh_collection_get_state (WH_COLLECTION (self->plans)) == WH_COLLECTION_COMPLETE;
}

static char *
wh_picker_control_dup_note (WhFieldControl *control)
{
  WhPickerControl *self = WH_PICKER_CONTROL (control);
  g_autoptr (WhSuggestion) suggestion = find_typed (self);

  if (suggestion != NULL)
    return g_strdup (wh_suggestion_get_name (suggestion));

  /* A plan in a path is one that exists. */
  if (self->field->kind == WH_FIELD_PLAN && self->field->place == WH_FIELD_IN_BODY &&
      is_complete (self) && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return g_strdup (_("New plan"));

  return NULL;
}

static gboolean
wh_picker_control_is_unfinished (WhFieldControl *control)
{
  return g_list_model_get_n_items (G_LIST_MODEL (WH_PICKER_CONTROL (control)->selection)) > 0;
}

static void
wh_picker_control_dispose (GObject *object)
{
  WhPickerControl *self = WH_PICKER_CONTROL (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_PICKER_CONTROL);
  g_clear_object (&self->plans);
  g_clear_object (&self->suggestions);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);

  G_OBJECT_CLASS (wh_picker_control_parent_class)->dispose (object);
}

static void
wh_picker_control_finalize (GObject *object)
{
  g_free (WH_PICKER_CONTROL (object)->needle);

  G_OBJECT_CLASS (wh_picker_control_parent_class)->finalize (object);
}

static void
wh_picker_control_class_init (WhPickerControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  object_class->dispose = wh_picker_control_dispose;
  object_class->finalize = wh_picker_control_finalize;
  control_class->set_text = wh_picker_control_set_text;
  control_class->dup_text = wh_picker_control_dup_text;
  control_class->dup_note = wh_picker_control_dup_note;
  control_class->is_unfinished = wh_picker_control_is_unfinished;

  gtk_widget_class_install_action (widget_class, "picker.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "picker.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "picker.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "picker.close", NULL, close_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-picker-control.ui");
  gtk_widget_class_bind_template_child (widget_class, WhPickerControl, entry);
  gtk_widget_class_bind_template_child (widget_class, WhPickerControl, button);
  gtk_widget_class_bind_template_child (widget_class, WhPickerControl, popover);
  gtk_widget_class_bind_template_child (widget_class, WhPickerControl, list);
  gtk_widget_class_bind_template_callback (widget_class, close_list);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_cb);
}

static void
wh_picker_control_init (WhPickerControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->entry);

  self->filter = GTK_FILTER (gtk_custom_filter_new (fits, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new ((GCompareDataFunc) compare_fit, self, NULL));
}

/* (transfer full): @suggestions */
static void
take_suggestions (WhPickerControl *self,
                  GListModel      *suggestions)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->suggestions);
  self->suggestions = suggestions;

  filtered = gtk_filter_list_model_new (suggestions != NULL ? g_object_ref (suggestions) : NULL,
                                        g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter));
  g_clear_object (&self->selection);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_set_visible (self->button, suggestions != NULL);
  update_actions (self);
}

static gpointer
create_suggestion (gpointer item,
                   gpointer unused)
{
  g_autoptr (WhRecord) record = item;

  return wh_suggestion_new_for_record (record);
}

/**
 * wh_picker_control_new:
 * @field: a currency or a plan
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_picker_control_new (const WhOperationField *field)
{
  WhPickerControl *self = g_object_new (WH_TYPE_PICKER_CONTROL, NULL);
  g_autofree char *placeholder = NULL;

  self->field = field;
  if (field->kind == WH_FIELD_CURRENCY)
    {
      take_suggestions (self, wh_suggestions_new_for_currencies ());
      if (field->default_value != NULL)
        placeholder = g_ascii_strup (field->default_value, -1);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
    }
  else
    {
      take_suggestions (self, NULL);
    }

  return WH_FIELD_CONTROL (self);
}

/**
 * wh_picker_control_set_plans:
 * @self: a control for a plan
 * @plans: (nullable): #GListModel of #WhRecord, the plans that are known
 */
void
wh_picker_control_set_plans (WhPickerControl *self,
                             GListModel      *plans)
{
  g_return_if_fail (WH_IS_PICKER_CONTROL (self));
  g_return_if_fail (self->field->kind == WH_FIELD_PLAN);

  if (!g_set_object (&self->plans, plans))
    return;

  take_suggestions (self, plans == NULL
                            ? NULL
                            : G_LIST_MODEL (gtk_map_list_model_new (g_object_ref (plans),
                                                                    create_suggestion, NULL,
                                                                    NULL)));
}
