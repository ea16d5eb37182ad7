/* wh-list-view.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-list-view-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WhListView, wh_list_view, WH_TYPE_PANE)

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_RECORD_ACTIVATED,
  SIGNAL_COPIED,
  SIGNAL_EXPORTED,
  SIGNAL_OPERATION_CHOSEN,
  SIGNAL_FIND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Below this there is no room for more than the most important columns. */
#define NARROW_CHARS 60

/* What the modules that people know offer; the last is no limit. */
static const guint limits[] = { 10, 50, 250, 1000, WH_COLLECTION_NO_LIMIT };

static guint
find_limit (guint limit)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (limits[i] == limit)
      return i;

  return 0;
}

static GtkStringList *
create_limit_model (WhFormat *format)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    gtk_string_list_take (model, limits[i] == WH_COLLECTION_NO_LIMIT
                                   ? g_strdup (_("No limit"))
                                   : wh_format_dup_integer (format, limits[i]));

  return model;
}

static void
on_limit_chosen_cb (WhListView *self)
{
  guint selected = gtk_drop_down_get_selected (self->limit_drop_down);
  guint limit;

  if (self->collection == NULL || selected >= G_N_ELEMENTS (limits))
    return;

  limit = limits[selected];
  if (wh_collection_get_limit (self->collection) == limit)
    return;

  g_settings_set_uint (self->settings, "limit", limit);
  wh_collection_set_limit (self->collection, limit);

  /* Fewer than there are means a list that starts again; more goes on from where it is. */
  if (limit != WH_COLLECTION_NO_LIMIT &&
      limit < g_list_model_get_n_items (G_LIST_MODEL (self->collection)))
    wh_collection_load (self->collection);
}

static void
on_more_clicked_cb (WhListView *self)
{
  guint selected = gtk_drop_down_get_selected (self->limit_drop_down);

  if (wh_collection_get_state (self->collection) == WH_COLLECTION_LIMITED)
    gtk_drop_down_set_selected (self->limit_drop_down,
                                MIN (selected + 1, G_N_ELEMENTS (limits) - 1));
  else
    wh_collection_resume (self->collection);
}

static void
on_activated_cb (WhListView *self,
                 guint       position)
{
  wh_list_view_activate (self, position);
}

static void
on_sorting_changed_cb (WhListView *self)
{
  WhSorting sorting = wh_record_columns_get_sorting (self->columns);

  /* Columns that come and go say so, too: the list stays where somebody has scrolled it. */
  if (sorting.field == self->sorting.field && sorting.descending == self->sorting.descending)
    return;

  self->sorting = sorting;
  wh_arrangement_set_sorting (self->arrangement, sorting.field, sorting.descending);
  wh_list_view_scroll_to_top (self);
  wh_list_view_update_scope (self);
}

static void
on_selection_changed_cb (WhListView *self)
{
  g_autoptr (GtkBitset) bitset = NULL;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  self->n_selected = gtk_bitset_get_size (bitset);
  wh_list_view_update_actions (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

/* Rows that go away take their selection with them, which the model does not call a change. */
static void
on_rows_changed_cb (WhListView *self)
{
  g_autoptr (GtkBitset) bitset = NULL;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_get_size (bitset) != self->n_selected)
    on_selection_changed_cb (self);
}

static void
on_request_changed_cb (WhListView *self)
{
  g_signal_group_set_target (self->request_signals,
                             wh_collection_get_request (self->collection));
  wh_list_view_queue_update (self);
}

static void
on_collection_state_changed_cb (WhListView *self)
{
  if (!wh_collection_is_loading (self->collection))
    wh_list_view_offer_values (self);
  wh_list_view_note_time (self);
  wh_list_view_update_scope (self);
  wh_list_view_queue_update (self);
}

static void
on_scope_clicked_cb (WhListView *self)
{
  wh_list_view_widen (self);
}

static void
on_retry_clicked_cb (WhListView *self)
{
  wh_collection_resume (self->collection);
}

static void
on_search_down_cb (WhListView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_search_stopped_cb (WhListView *self)
{
  if (*wh_list_view_get_typed (self) == '\0')
    wh_list_view_show_all (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_search_activated_cb (WhListView *self)
{
  /* An address that nothing loaded has is what the API can be asked for. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->arrangement)) == 0)
    wh_list_view_search_all (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Typing among the rows is a search; what else a key means is the table's. */
static gboolean
on_key_pressed_cb (WhListView            *self,
                   guint                  keyval,
                   guint                  keycode,
                   GdkModifierType        state,
                   GtkEventControllerKey *controller)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->search_entry));
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Escape)
    return wh_list_view_show_all (self);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 ||
      !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;

  wh_list_view_start_search (self);
  gtk_editable_set_position (text, -1);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (text));
}

static void
on_search_changed_cb (WhListView *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  /* The entry says so a moment later, even when what was typed was taken away meanwhile. */
  if (g_str_equal (self->searched, typed))
    return;

  g_free (self->searched);
  self->searched = g_strdup (typed);
  wh_arrangement_set_search (self->arrangement, typed);
  wh_list_view_scroll_to_top (self);
  wh_list_view_update_scope (self);
  wh_list_view_update_title (self);
}

static gboolean
on_width_due (gpointer user_data)
{
  WhListView *self = WH_LIST_VIEW (user_data);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  self->width_id = 0;
  wh_record_columns_set_narrow (self->columns, gtk_adjustment_get_page_size (adjustment) <
                                                 PANGO_PIXELS (char_width * NARROW_CHARS));

  return G_SOURCE_REMOVE;
}

/* What is visible must not change in the middle of an allocation. */
static void
on_width_changed_cb (WhListView *self)
{
  if (self->width_id == 0)
    self->width_id = g_idle_add_full (GTK_PRIORITY_RESIZE + 1, on_width_due, self, NULL);
}

static void
on_cell_setup_cb (WhListView  *self,
                  GtkWidget   *cell,
                  GtkListItem *item)
{
  wh_list_view_mark_cell (cell, item);
}

/* Makes the table's rows anew, few in each frame. */
static void
fill_table (WhListView *self)
{
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->portions);
  self->portions = wh_row_portions_new (GTK_SELECTION_MODEL (self->selection),
                                        GTK_WIDGET (self->view));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->portions));
}

static void
build_models (WhListView *self)
{
  self->arrangement = wh_arrangement_new (G_LIST_MODEL (self->collection), self->resource);
  self->selection =
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->arrangement)));
  fill_table (self);

  g_signal_connect_object (self->arrangement, "items-changed", G_CALLBACK (wh_list_view_queue_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_rows_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
connect_collection (WhListView *self)
{
  self->request_signals = g_signal_group_new (WH_TYPE_API_REQUEST);
  g_signal_group_connect_object (self->request_signals, "notify::phase",
                                 G_CALLBACK (wh_list_view_queue_update), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->request_signals, "notify::wait",
                                 G_CALLBACK (wh_list_view_queue_update), self,
                                 G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "notify::request",
                           G_CALLBACK (on_request_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "notify::state",
                           G_CALLBACK (on_collection_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "notify::n-pages",
                           G_CALLBACK (wh_list_view_queue_update), self, G_CONNECT_SWAPPED);
}

static void
wh_list_view_dispose (GObject *object)
{
  WhListView *self = WH_LIST_VIEW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_handle_id (&self->width_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer ((GtkWidget **) &self->context_menu, gtk_widget_unparent);
  g_clear_object (&self->request_signals);
  g_clear_object (&self->columns);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_LIST_VIEW);
  g_clear_pointer (&self->filter_buttons, g_ptr_array_unref);
  g_clear_object (&self->portions);
  g_clear_object (&self->selection);
  g_clear_object (&self->changes);
  g_clear_object (&self->arrangement);
  g_clear_object (&self->collection);
  g_clear_object (&self->format);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->loaded_at, g_date_time_unref);

  G_OBJECT_CLASS (wh_list_view_parent_class)->dispose (object);
}

static void
wh_list_view_finalize (GObject *object)
{
  g_free (WH_LIST_VIEW (object)->searched);
  g_free (WH_LIST_VIEW (object)->finding);

  G_OBJECT_CLASS (wh_list_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WhListView, content);
  gtk_widget_class_bind_template_child (widget_class, WhListView, title);
  gtk_widget_class_bind_template_child (widget_class, WhListView, create_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WhListView, filter_box);
  gtk_widget_class_bind_template_child (widget_class, WhListView, scope_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhListView, scope_label);
  gtk_widget_class_bind_template_child (widget_class, WhListView, scope_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, failure_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhListView, failure_label);
  gtk_widget_class_bind_template_child (widget_class, WhListView, retry_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, stack);
  gtk_widget_class_bind_template_child (widget_class, WhListView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, WhListView, find_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, no_match_page);
  gtk_widget_class_bind_template_child (widget_class, WhListView, no_match_search_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, no_match_more_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, failed_page);
  gtk_widget_class_bind_template_child (widget_class, WhListView, failed_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WhListView, view);
  gtk_widget_class_bind_template_child (widget_class, WhListView, limit_drop_down);
  gtk_widget_class_bind_template_child (widget_class, WhListView, status_label);
  gtk_widget_class_bind_template_child (widget_class, WhListView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WhListView, stop_button);
  gtk_widget_class_bind_template_child (widget_class, WhListView, more_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_scope_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_down_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, wh_list_view_clear_search);
}

static void
wh_list_view_class_init (WhListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_list_view_dispose;
  object_class->finalize = wh_list_view_finalize;

  signals[SIGNAL_SELECTION_CHANGED] =
    g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORD_ACTIVATED] =
    g_signal_new ("record-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, WH_TYPE_RECORD);
  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_UINT);
  signals[SIGNAL_OPERATION_CHOSEN] =
    g_signal_new ("operation-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_FIND] =
    g_signal_new ("find", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  signals[SIGNAL_COPIED] =
    g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  bind_template (widget_class);
  wh_list_view_install_actions (widget_class);
  wh_list_view_install_focus (widget_class);
  wh_list_view_install_operations (widget_class);
}

static void
wh_list_view_init (WhListView *self)
{
  self->searched = g_strdup ("");
  self->sorting.field = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
describe (WhListView *self)
{
  const WhResource *resource = self->resource;
  g_autofree char *path = NULL;

  adw_window_title_set_title (self->title, _(resource->title));
  wh_list_view_describe_create (self);
  adw_status_page_set_icon_name (self->empty_page, resource->icon_name);
  adw_status_page_set_title (self->empty_page, _(resource->words.empty_title));
  adw_status_page_set_description (self->empty_page, _(resource->words.empty_text));
  gtk_widget_set_visible (GTK_WIDGET (self->find_button), resource->found_among_customers);
  wh_accessible_set_label (GTK_WIDGET (self->view), _(resource->title));
  wh_accessible_set_label (wh_accessible_find (GTK_WIDGET (self->view), GTK_TYPE_LIST_VIEW),
                           _(resource->title));
  /* The titles of the columns do nothing for the keyboard in GTK 4.8. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (GTK_WIDGET (self->view)), FALSE);

  path = g_strdup_printf ("%s/lists/%s/", WH_RESOURCE_PATH, resource->id);
  self->settings = g_settings_new_with_path (WH_APPLICATION_ID ".List", path);
}

/**
 * wh_list_view_new:
 * @collection: what to list
 *
 * Returns: (transfer floating): its list, as it was left the last time
 */
GtkWidget *
wh_list_view_new (WhCollection *collection)
{
  WhListView *self = g_object_new (WH_TYPE_LIST_VIEW, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  guint limit;

  self->collection = g_object_ref (collection);
  self->resource = wh_collection_get_resource (collection);
  self->format = wh_format_new ("usd", zone);
  describe (self);

  self->columns = wh_record_columns_new (self->view, self->resource, self->settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  wh_record_columns_get_actions (self->columns));
  g_signal_connect_object (self->columns, "sorting-changed",
                           G_CALLBACK (on_sorting_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "notify::page-size", G_CALLBACK (on_width_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "cell-setup", G_CALLBACK (on_cell_setup_cb), self,
                           G_CONNECT_SWAPPED);

  limit = g_settings_get_uint (self->settings, "limit");
  gtk_drop_down_set_model (self->limit_drop_down,
                           G_LIST_MODEL (create_limit_model (self->format)));
  gtk_drop_down_set_selected (self->limit_drop_down, find_limit (limit));
  wh_accessible_name_drop_down (self->limit_drop_down, _("Limit"));
  wh_collection_set_limit (collection, limits[find_limit (limit)]);

  build_models (self);
  wh_list_view_init_search (self);
  wh_list_view_add_filters (self);
  on_sorting_changed_cb (self);
  connect_collection (self);
  wh_list_view_build_menus (self);
  wh_list_view_add_gestures (self);
  wh_list_view_update_actions (self);
  on_collection_state_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * wh_list_view_get_collection:
 * @self: a list
 *
 * Returns: (transfer none): what it lists
 */
WhCollection *
wh_list_view_get_collection (WhListView *self)
{
  g_return_val_if_fail (WH_IS_LIST_VIEW (self), NULL);

  return self->collection;
}

/**
 * wh_list_view_set_format:
 * @self: a list
 * @format: how values are shown from now on
 */
void
wh_list_view_set_format (WhListView *self,
                         WhFormat   *format)
{
  gboolean had_focus;

  g_return_if_fail (WH_IS_LIST_VIEW (self));

  if (!g_set_object (&self->format, format))
    return;

  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL;
  wh_record_columns_set_format (self->columns, format);
  /* Binds the cells again, which is when they ask for the format. */
  fill_table (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  wh_list_view_update_title (self);
}

/**
 * wh_list_view_dup_selected:
 * @self: a list
 *
 * Returns: (transfer full) (element-type WhRecord): the selected records, in their order
 */
GPtrArray *
wh_list_view_dup_selected (WhListView *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bitset = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (WH_IS_LIST_VIEW (self), records);

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, bitset, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      WhRecord *record = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return records;
}

/**
 * wh_list_view_get_shown:
 * @self: a list
 *
 * Returns: (transfer none): the records that search and filters leave, in the order of the table
 */
GListModel *
wh_list_view_get_shown (WhListView *self)
{
  g_return_val_if_fail (WH_IS_LIST_VIEW (self), NULL);

  return G_LIST_MODEL (self->selection);
}

/* Opens the record at @position. It is selected first, so that whatever is done next is done to
 * what is looked at. */
void
wh_list_view_activate (WhListView *self,
                       guint       position)
{
  g_autoptr (WhRecord) record = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (record == NULL)
    return;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[SIGNAL_RECORD_ACTIVATED], 0, record);
}

/* GtkColumnView can be asked for it from GTK 4.12 on; the list inside could ever since. */
void
wh_list_view_scroll_to (WhListView *self,
                        guint       position)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  wh_row_portions_reach (self->portions, position);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

/* Another order or another choice of rows begins at its beginning. */
void
wh_list_view_scroll_to_top (WhListView *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    wh_list_view_scroll_to (self, 0);
}

/* Goes on until everything is there. */
void
wh_list_view_load_all (WhListView *self)
{
  gtk_drop_down_set_selected (self->limit_drop_down, G_N_ELEMENTS (limits) - 1);
  if (!wh_collection_is_loading (self->collection))
    wh_collection_resume (self->collection);
}

/**
 * wh_list_view_select_key:
 * @self: a list
 * @key: of a record
 * @reveal: whether its row is brought into sight
 *
 * Selects that record alone.
 *
 * Returns: whether it is among those that are shown
 */
gboolean
wh_list_view_select_key (WhListView *self,
                         const char *key,
                         gboolean    reveal)
{
  GListModel *model;

  g_return_val_if_fail (WH_IS_LIST_VIEW (self), FALSE);

  model = G_LIST_MODEL (self->selection);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (model, i);

      if (g_str_equal (wh_record_get_key (record), key))
        {
          if (reveal)
            wh_list_view_scroll_to (self, i);
          return gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
        }
    }

  return FALSE;
}

/**
 * wh_list_view_unselect:
 * @self: a list
 *
 * Selects nothing.
 */
void
wh_list_view_unselect (WhListView *self)
{
  g_return_if_fail (WH_IS_LIST_VIEW (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}
