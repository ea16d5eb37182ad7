/* wh-record-columns.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-column-layout.h"
#include "wh-record-columns.h"
#include "wh-record-style.h"
#include "wh-record.h"

#include <glib/gi18n.h>

/* To how few characters a text may be cut where a window is narrow. */
#define MIN_TEXT_CHARS 11

/* The order of the API, which somebody chose. */
#define UNSORTED "-"

struct _WhRecordColumns
{
  GObject             parent_instance;

  GtkColumnView      *view; /* not owned: the view's page owns both */
  const WhResource   *resource;
  GSettings          *settings;
  WhFormat           *format;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  GMenu              *sort_menu;
  GPtrArray          *columns; /* by field; NULL where a field is no column */
  gboolean            loading;
  gboolean            narrow;
};

G_DEFINE_FINAL_TYPE (WhRecordColumns, wh_record_columns, G_TYPE_OBJECT)

enum
{
  SIGNAL_SORTING_CHANGED,
  SIGNAL_CELL_SETUP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
get_field (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "field"));
}

static GtkColumnViewColumn *
get_column (WhRecordColumns *self,
            const char      *id)
{
  int field = wh_resource_find_field (self->resource, id);

  return field < 0 ? NULL : g_ptr_array_index (self->columns, field);
}

static gboolean
is_badge (const WhResourceField *field)
{
  return wh_choices_have_tone (field->choices);
}

static gboolean
is_number (const WhResourceField *field)
{
  return field->kind == WH_FIELD_MONEY || field->kind == WH_FIELD_INTEGER;
}

static gboolean
is_instant (const WhResourceField *field)
{
  return field->kind == WH_FIELD_INSTANT || field->kind == WH_FIELD_DATE;
}

/* Cells */

/* A badge keeps its size in a box that fills the cell: all of a row can be clicked. */
static GtkWidget *
create_badge_cell (void)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "badge");
  gtk_box_append (GTK_BOX (cell), label);

  return cell;
}

/* What may be cut off can be read all the same. Not a tooltip text: setting one asks the display
 * where the pointer is, which for a thousand cells takes longer than to sort a list. */
static gboolean
on_query_tooltip_cb (GtkInscription *cell,
                     int             x,
                     int             y,
                     gboolean        keyboard_mode,
                     GtkTooltip     *tooltip)
{
  const char *text = gtk_inscription_get_text (cell);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (text == NULL || *text == '\0')
    return FALSE;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (cell), text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (GTK_WIDGET (cell)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static GtkWidget *
create_text_cell (const WhResourceField *field)
{
  GtkWidget *cell = gtk_inscription_new (NULL);
  gboolean digits = is_number (field) || is_instant (field);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), (guint) field->width);
  /* Half of a number is another number. */
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell),
                                 (guint) (digits ? field->width
                                                 : MIN (field->width, MIN_TEXT_CHARS)));
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), is_number (field) ? 1.0 : 0.0);
  if (digits)
    {
      gtk_widget_add_css_class (cell, "numeric");
      return cell;
    }

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);

  return cell;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             WhRecordColumns          *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "field"));
  const WhResourceField *field = &self->resource->fields[index];
  GtkWidget *cell = is_badge (field) ? create_badge_cell () : create_text_cell (field);

  gtk_widget_add_css_class (cell, "cell");
  gtk_list_item_set_child (item, cell);
  g_signal_emit (self, signals[SIGNAL_CELL_SETUP], 0, cell, item);
}

static GtkWidget *
find_row (GtkWidget *cell)
{
  GtkWidget *parent;

  while (cell != NULL && (parent = gtk_widget_get_parent (cell)) != NULL &&
         !GTK_IS_LIST_VIEW (parent))
    cell = parent;

  return cell;
}

/* A row has nothing to say by itself. One cell is enough to name it, but any of them may be the
 * one that is there. */
static void
name_row (WhRecordColumns *self,
          WhRecord        *record,
          GtkWidget       *cell)
{
  GtkWidget *row = find_row (cell);
  int title = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TITLE);
  g_autofree char *text = NULL;

  if (row == NULL || title < 0 || g_object_get_data (G_OBJECT (row), "named-for") == record)
    return;

  text = wh_record_dup_short (record, (guint) title, self->format);
  wh_accessible_set_label (row, text);
  g_object_set_data_full (G_OBJECT (row), "named-for", g_object_ref (record), g_object_unref);
}

/* As the first letter that has a direction says; a text without any has the interface's. */
static gboolean
is_rtl (const char *text,
        gboolean    interface_is_rtl)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (!g_unichar_isalpha (letter))
        continue;

      switch (g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return TRUE;
        default:
          return FALSE;
        }
    }

  return interface_is_rtl;
}

/* A text in the other direction than the interface's would stick to the other side of its column,
 * away from the title. */
static void
set_text (GtkInscription *cell,
          const char     *text)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (cell)) == GTK_TEXT_DIR_RTL;
  g_autofree char *isolated = NULL;

  if (is_rtl (text, rtl) != rtl)
    /* A mark in the direction of the interface, and the text apart from it. */
    isolated = g_strdup_printf ("%s\u2068%s\u2069", rtl ? "\u200f" : "\u200e", text);

  gtk_inscription_set_text (cell, isolated != NULL ? isolated : text);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory,
            GtkListItem              *item,
            WhRecordColumns          *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "field"));
  WhRecord *record = WH_RECORD (gtk_list_item_get_item (item));
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *text = wh_record_dup_short (record, index, self->format);

  if (GTK_IS_BOX (cell))
    {
      GtkWidget *label = gtk_widget_get_first_child (cell);

      gtk_label_set_label (GTK_LABEL (label), text);
      wh_record_style_set_tone (label, wh_record_get_tone (record, index));
    }
  else
    set_text (GTK_INSCRIPTION (cell), text);
  name_row (self, record, cell);
}

/* Settings */

static void
update_actions (WhRecordColumns *self)
{
  guint n_visible = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);

      n_visible += column != NULL && wh_column_is_wanted (column);
    }

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);
      gboolean visible;
      GAction *action;

      if (column == NULL)
        continue;

      visible = wh_column_is_wanted (column);
      action = g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                           self->resource->fields[i].id);
      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (visible));
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   visible ? n_visible > 1
                                           : n_visible < WH_RECORD_COLUMNS_MAX);
    }
}

static void
save_columns (WhRecordColumns *self)
{
  g_autoptr (GArray) fields = NULL;
  g_autoptr (GStrvBuilder) ids = NULL;
  g_auto (GStrv) strv = NULL;

  update_actions (self);
  if (self->loading)
    return;

  ids = g_strv_builder_new ();
  fields = wh_record_columns_dup_fields (self);
  for (guint i = 0; i < fields->len; i++)
    g_strv_builder_add (ids, self->resource->fields[g_array_index (fields, guint, i)].id);

  strv = g_strv_builder_end (ids);
  g_settings_set_strv (self->settings, "columns", (const char *const *) strv);
}

static void
save_widths (WhRecordColumns *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));

  if (self->loading)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);

      /* Only what somebody resized has a width of its own. */
      if (column != NULL && gtk_column_view_column_get_fixed_width (column) > 0)
        g_variant_builder_add (&builder, "{si}", self->resource->fields[i].id,
                               gtk_column_view_column_get_fixed_width (column));
    }

  g_settings_set_value (self->settings, "column-widths", g_variant_builder_end (&builder));
}

static void
on_sorting_changed_cb (WhRecordColumns *self)
{
  WhSorting sorting;

  if (self->loading)
    return;

  sorting = wh_record_columns_get_sorting (self);
  g_settings_set_string (self->settings, "sort-column",
                         sorting.field < 0 ? UNSORTED
                                           : self->resource->fields[sorting.field].id);
  g_settings_set_boolean (self->settings, "sort-descending", sorting.descending);
  g_signal_emit (self, signals[SIGNAL_SORTING_CHANGED], 0);
}

static void
load_order (WhRecordColumns *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "columns");
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      GtkColumnViewColumn *column = get_column (self, ids[i]);

      /* A field that a later version no longer has is no reason to complain. */
      if (column != NULL && shown->len < WH_RECORD_COLUMNS_MAX &&
          !g_ptr_array_find (shown, column, NULL))
        g_ptr_array_add (shown, column);
    }

  /* Without any header there would be no way to show one. */
  if (shown->len == 0)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);

      if (column != NULL)
        wh_column_set_wanted (column, g_ptr_array_find (shown, column, NULL));
    }

  for (guint i = 0; i < shown->len; i++)
    gtk_column_view_insert_column (self->view, i, g_ptr_array_index (shown, i));
}

static void
load_widths (WhRecordColumns *self)
{
  g_autoptr (GVariant) widths = g_settings_get_value (self->settings, "column-widths");
  GVariantIter iter;
  const char *id;
  int width;

  g_variant_iter_init (&iter, widths);
  while (g_variant_iter_next (&iter, "{&si}", &id, &width))
    {
      GtkColumnViewColumn *column = get_column (self, id);

      if (column != NULL && width > 0)
        gtk_column_view_column_set_fixed_width (column, width);
    }
}

static void
load_sorting (WhRecordColumns *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "sort-column");
  gboolean descending = g_settings_get_boolean (self->settings, "sort-descending");
  GtkColumnViewColumn *column = get_column (self, id);

  if (column == NULL && !g_str_equal (id, UNSORTED))
    {
      column = get_column (self, self->resource->default_sort);
      descending = self->resource->default_descending;
    }

  gtk_column_view_sort_by_column (self->view, column,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* Construction */

static void
on_column_toggled_cb (GSimpleAction   *action,
                      GVariant        *value,
                      WhRecordColumns *self)
{
  GtkColumnViewColumn *column = get_column (self, g_action_get_name (G_ACTION (action)));

  wh_column_set_wanted (column, g_variant_get_boolean (value));
  wh_column_layout_update (self->view, self->resource, self->narrow);
  save_columns (self);
}

static void
add_action (WhRecordColumns       *self,
            const WhResourceField *field)
{
  g_autoptr (GSimpleAction) action = NULL;
  g_autofree char *detailed = g_strdup_printf ("columns.%s", field->id);

  action = g_simple_action_new_stateful (field->id, NULL, g_variant_new_boolean (TRUE));
  g_signal_connect_object (action, "change-state", G_CALLBACK (on_column_toggled_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (self->menu, _(field->label), detailed);
}

static GtkColumnViewColumn *
add_column (WhRecordColumns *self,
            guint            index)
{
  const WhResourceField *field = &self->resource->fields[index];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;
  g_autoptr (GtkSorter) probe = wh_sorting_new_probe (index);

  g_object_set_data (G_OBJECT (factory), "field", GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);

  column = gtk_column_view_column_new (_(field->label), factory);
  g_object_set_data (G_OBJECT (column), "field", GINT_TO_POINTER ((int) index));
  g_object_set_data (G_OBJECT (column), "id", (gpointer) field->id);
  gtk_column_view_column_set_resizable (column, TRUE);
  wh_column_set_wanted (column, (field->flags & WH_RESOURCE_FIELD_SHOWN) != 0);
  gtk_column_view_column_set_sorter (column, probe);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  gtk_column_view_append_column (self->view, column);

  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (save_widths), self,
                           G_CONNECT_SWAPPED);
  add_action (self, field);

  return column;
}

static void
wh_record_columns_dispose (GObject *object)
{
  WhRecordColumns *self = WH_RECORD_COLUMNS (object);

  self->view = NULL;
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->sort_menu);
  g_clear_object (&self->format);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (wh_record_columns_parent_class)->dispose (object);
}

static void
wh_record_columns_class_init (WhRecordColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wh_record_columns_dispose;

  signals[SIGNAL_SORTING_CHANGED] =
    g_signal_new ("sorting-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CELL_SETUP] =
    g_signal_new ("cell-setup", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, GTK_TYPE_LIST_ITEM);
}

static void
wh_record_columns_init (WhRecordColumns *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
  self->sort_menu = g_menu_new ();
  self->columns = g_ptr_array_new ();
  self->format = wh_format_new ("usd", zone);
}

/**
 * wh_record_columns_new:
 * @view: a column view without columns, which outlives the result
 * @resource: whose fields become columns
 * @settings: of the schema for lists
 *
 * Returns: (transfer full): the columns, as they were left the last time
 */
WhRecordColumns *
wh_record_columns_new (GtkColumnView    *view,
                       const WhResource *resource,
                       GSettings        *settings)
{
  WhRecordColumns *self = g_object_new (WH_TYPE_RECORD_COLUMNS, NULL);

  self->view = view;
  self->resource = resource;
  self->settings = g_object_ref (settings);
  self->loading = TRUE;

  for (guint i = 0; i < resource->n_fields; i++)
    g_ptr_array_add (self->columns,
                     resource->fields[i].flags & WH_RESOURCE_FIELD_COLUMN ? add_column (self, i)
                                                                          : NULL);
  load_order (self);
  load_widths (self);
  load_sorting (self);
  wh_sorting_add_actions (G_ACTION_MAP (self->actions), self->sort_menu, view);
  wh_column_layout_update (view, resource, FALSE);
  update_actions (self);
  self->loading = FALSE;

  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (save_columns), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (on_sorting_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * wh_record_columns_set_format:
 * @self: the columns
 * @format: how values are shown from now on; cells on the screen change when they are bound again
 */
void
wh_record_columns_set_format (WhRecordColumns *self,
                              WhFormat        *format)
{
  g_return_if_fail (WH_IS_RECORD_COLUMNS (self));

  g_set_object (&self->format, format);
}

/**
 * wh_record_columns_set_narrow:
 * @self: the columns
 * @narrow: whether there is only room for the most important ones
 */
void
wh_record_columns_set_narrow (WhRecordColumns *self,
                              gboolean         narrow)
{
  g_return_if_fail (WH_IS_RECORD_COLUMNS (self));

  narrow = !!narrow;
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  wh_column_layout_update (self->view, self->resource, narrow);
}

/**
 * wh_record_columns_get_sorting:
 * @self: the columns
 *
 * Returns: what the headers say
 */
WhSorting
wh_record_columns_get_sorting (WhRecordColumns *self)
{
  return wh_sorting_from_view (self->view);
}

/**
 * wh_record_columns_get_actions:
 * @self: the columns
 *
 * Returns: (transfer none): actions to insert as "columns"
 */
GActionGroup *
wh_record_columns_get_actions (WhRecordColumns *self)
{
  g_return_val_if_fail (WH_IS_RECORD_COLUMNS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * wh_record_columns_get_menu:
 * @self: the columns
 *
 * Returns: (transfer none): the menu that shows and hides them
 */
GMenuModel *
wh_record_columns_get_menu (WhRecordColumns *self)
{
  g_return_val_if_fail (WH_IS_RECORD_COLUMNS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/**
 * wh_record_columns_get_sort_menu:
 * @self: the columns
 *
 * Returns: (transfer none): the menu that says by which of them the rows are sorted
 */
GMenuModel *
wh_record_columns_get_sort_menu (WhRecordColumns *self)
{
  g_return_val_if_fail (WH_IS_RECORD_COLUMNS (self), NULL);

  return G_MENU_MODEL (self->sort_menu);
}

/**
 * wh_record_columns_dup_fields:
 * @self: the columns
 *
 * Returns: (transfer full) (element-type guint): the fields that are shown where there is room,
 *   in their order
 */
GArray *
wh_record_columns_dup_fields (WhRecordColumns *self)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (guint));
  GListModel *columns;

  g_return_val_if_fail (WH_IS_RECORD_COLUMNS (self), fields);

  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint field = (guint) get_field (column);

      if (wh_column_is_wanted (column))
        g_array_append_val (fields, field);
    }

  return fields;
}
