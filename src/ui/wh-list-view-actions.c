/* wh-list-view-actions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-export-dialog.h"
#include "wh-list-view-private.h"

#include <glib/gi18n.h>

static void
copy_text (WhListView *self,
           const char *text,
           guint       n_records)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit_by_name (self, "copied", n_records);
}

/* A tab or a line break inside a value would become another cell. */
static void
append_cell (GString    *string,
             const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (string, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

static char *
dup_values (GPtrArray *records,
            guint      field)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const char *text = wh_record_get_text (g_ptr_array_index (records, i), field);

      if (text == NULL)
        continue;
      if (string->len > 0)
        g_string_append_c (string, '\n');
      g_string_append (string, text);
    }

  return g_string_free (string, FALSE);
}

static char *
dup_json (GPtrArray *records)
{
  GString *string = g_string_new (records->len == 1 ? NULL : "[");

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *json = wh_record_dup_json (g_ptr_array_index (records, i));

      g_string_append_printf (string, "%s%s", i > 0 ? ",\n" : "", json);
    }
  if (records->len != 1)
    g_string_append_c (string, ']');

  return g_string_free (string, FALSE);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);
  g_autofree char *text = wh_list_view_dup_as_text (self, records);

  copy_text (self, text, records->len);
}

static void
copy_field_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);
  int field = wh_resource_find_field (self->resource, g_variant_get_string (parameter, NULL));
  g_autofree char *text = NULL;

  if (field < 0)
    return;

  text = dup_values (records, (guint) field);
  copy_text (self, text, records->len);
}

static void
copy_json_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);
  g_autofree char *text = dup_json (records);

  copy_text (self, text, records->len);
}

/* Unlike the table that is copied as it looks, this is for programs: exact amounts, ISO dates. */
static void
copy_csv_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);
  g_autoptr (GArray) fields = wh_record_columns_dup_fields (self->columns);
  g_autoptr (WhExport) export = NULL;
  g_autofree char *text = NULL;

  export = wh_export_new (WH_EXPORT_CSV, self->resource, fields, self->format, records);
  text = wh_export_dup_text (export);
  copy_text (self, text, records->len);
}

static void
on_exported_cb (WhListView *self,
                GFile      *file,
                guint       n_records)
{
  g_signal_emit_by_name (self, "exported", file, n_records);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);
  g_autoptr (GArray) fields = wh_record_columns_dup_fields (self->columns);
  const WhExportOffer offer = {
    .collection = self->collection,
    .shown = G_LIST_MODEL (self->arrangement),
    .selected = records,
    .fields = fields,
    .format = self->format,
  };
  GtkWindow *dialog = wh_export_dialog_new (&offer);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (widget)));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self);

  if (records->len == 1)
    g_signal_emit_by_name (self, "record-activated", g_ptr_array_index (records, 0));
}

static void
popup_menu (WhListView *self,
            double      x,
            double      y)
{
  const GdkRectangle point = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WhListView *self = WH_LIST_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) &&
      gtk_widget_compute_bounds (focus, widget, &bounds))
    popup_menu (self, bounds.origin.x + 24, bounds.origin.y + bounds.size.height);
}

static G_DEFINE_QUARK (wh-list-view-item, get_item)

/* What the row below a point of the table shows, or %NULL where there is none. */
static GtkListItem *
find_item (WhListView *self,
           double      x,
           double      y)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = NULL;

  for (; item == NULL && widget != NULL && widget != view; widget = gtk_widget_get_parent (widget))
    item = g_object_get_qdata (G_OBJECT (widget), get_item_quark ());

  return item;
}

static void
on_secondary_pressed_cb (WhListView      *self,
                         int              n_press,
                         double           x,
                         double           y,
                         GtkGestureClick *gesture)
{
  GtkListItem *item = find_item (self, x, y);
  guint position;
  double list_x, list_y;

  if (item == NULL)
    return;

  /* On a row that is not selected, the menu is about that row alone. */
  position = gtk_list_item_get_position (item);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &list_x,
                                        &list_y))
    popup_menu (self, list_x, list_y);
}

static void
on_primary_released_cb (WhListView *self,
                        int         n_press,
                        double      x,
                        double      y)
{
  GtkListItem *item = find_item (self, x, y);

  /* Where the detail is not beside the list, one click has to lead to it. */
  if (item != NULL && n_press == 1 && wh_pane_is_hidden (WH_PANE (self), WH_PANE_DETAIL))
    wh_list_view_activate (self, gtk_list_item_get_position (item));
}

static void
add_gesture (WhListView *self,
             guint       button,
             const char *signal,
             GCallback   callback)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  /* Before the rows, which take their clicks for themselves. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, signal, callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * wh_list_view_add_gestures:
 * @self: a list
 *
 * Has the table listen to clicks on its rows. Two gestures for the table and not two for each of
 * a thousand cells, which take as long to make as the cells themselves.
 */
void
wh_list_view_add_gestures (WhListView *self)
{
  add_gesture (self, GDK_BUTTON_SECONDARY, "pressed", G_CALLBACK (on_secondary_pressed_cb));
  add_gesture (self, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (on_primary_released_cb));
}

/**
 * wh_list_view_mark_cell:
 * @cell: a cell that was made
 * @item: what it will show
 *
 * Lets a click on the cell find its row.
 */
void
wh_list_view_mark_cell (GtkWidget   *cell,
                        GtkListItem *item)
{
  g_object_set_qdata (G_OBJECT (cell), get_item_quark (), item);
}

static void
append_copy_field (WhListView *self,
                   GMenu      *menu,
                   guint       index)
{
  const WhResourceField *field = &self->resource->fields[index];
  g_autoptr (GMenuItem) item = NULL;
  g_autofree char *label = NULL;

  /* Translators: %s is the name of a field, such as Customer ID */
  label = g_strdup_printf (_("Copy %s"), _(field->label));
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "records.copy-field", "s", field->id);
  g_menu_append_item (menu, item);
}

/**
 * wh_list_view_build_menus:
 * @self: a list that is being made
 *
 * Makes the context menu of rows and the menu of the list.
 */
void
wh_list_view_build_menus (WhListView *self)
{
  g_autoptr (GMenu) context = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();
  g_autoptr (GMenu) options = g_menu_new ();

  g_menu_append (open, _("_Open"), "records.open");
  g_menu_append_section (context, NULL, G_MENU_MODEL (open));
  wh_list_view_append_changes (self, context);
  g_menu_append (copy, _("_Copy"), "records.copy");
  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->resource->fields[i].kind == WH_FIELD_ID ||
        self->resource->fields[i].kind == WH_FIELD_EMAIL)
      append_copy_field (self, copy, i);
  g_menu_append (copy, _("Copy as C_SV"), "records.copy-csv");
  g_menu_append (copy, _("Copy as _JSON"), "records.copy-json");
  g_menu_append_section (context, NULL, G_MENU_MODEL (copy));
  g_menu_append (export, _("_Export…"), "records.export");
  g_menu_append_section (context, NULL, G_MENU_MODEL (export));

  self->context_menu =
    GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (G_MENU_MODEL (context)));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->context_menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->context_menu), GTK_WIDGET (self));

  g_menu_append_submenu (options, _("_Sort By"), wh_record_columns_get_sort_menu (self->columns));
  g_menu_append_submenu (options, _("_Columns"), wh_record_columns_get_menu (self->columns));
  g_menu_append_section (options, NULL, G_MENU_MODEL (export));
  wh_list_view_append_more (self, options);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (options));
}

/**
 * wh_list_view_update_actions:
 * @self: a list
 *
 * Enables what can be done with what is selected.
 */
void
wh_list_view_update_actions (WhListView *self)
{
  g_autoptr (GtkBitset) bitset = NULL;
  guint64 n;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n = gtk_bitset_get_size (bitset);
  wh_list_view_update_changes (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.open", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.copy", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.copy-field", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.copy-csv", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.copy-json", n > 0);
}

/**
 * wh_list_view_dup_as_text:
 * @self: a list
 * @records: (element-type WhRecord): some of its records
 *
 * Returns: (transfer full): the shown columns of the records, tabs between, a header above, as
 *   spreadsheets take it from the clipboard
 */
char *
wh_list_view_dup_as_text (WhListView *self,
                          GPtrArray  *records)
{
  g_autoptr (GArray) fields = wh_record_columns_dup_fields (self->columns);
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (
      string, "%s%s", i > 0 ? "\t" : "",
      _(self->resource->fields[g_array_index (fields, guint, i)].label));

  for (guint i = 0; i < records->len; i++)
    {
      g_string_append_c (string, '\n');
      for (guint j = 0; j < fields->len; j++)
        {
          guint field = g_array_index (fields, guint, j);
          g_autofree char *text = NULL;

          text = wh_record_dup_display (g_ptr_array_index (records, i), field, self->format);
          if (j > 0)
            g_string_append_c (string, '\t');
          append_cell (string, text);
        }
    }

  return g_string_free (string, FALSE);
}

/**
 * wh_list_view_install_actions:
 * @widget_class: the class of lists
 */
void
wh_list_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "records.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "records.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "records.copy-field", "s", copy_field_action);
  gtk_widget_class_install_action (widget_class, "records.copy-csv", NULL, copy_csv_action);
  gtk_widget_class_install_action (widget_class, "records.copy-json", NULL, copy_json_action);
  gtk_widget_class_install_action (widget_class, "records.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "records.menu", NULL, menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "records.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "records.copy-json",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK,
                                       "records.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "records.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "records.menu", NULL);
}
