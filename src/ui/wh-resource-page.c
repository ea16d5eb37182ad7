/* wh-resource-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-known-source.h"
#include "wh-resource-page.h"
#include "wh-window.h"

#include <glib/gi18n.h>

/* How long a record stays selected before it is read again, so that walking through the list
 * with the arrow keys does not ask for each one on the way. */
#define REREAD_DELAY_MS 400

/* A list and a detail beside each other need this much to be of use. */
#define FOLD_CHARS 106

struct _WhResourcePage
{
  WhPane            parent_instance;

  WhSplit          *split;
  WhListView       *list_view;
  WhRecordView     *record_view;

  WhConnection     *connection;
  const WhResource *resource;
  WhCollection     *collection;
  char             *key; /* (nullable): of the record that is looked at, or is to be */
  GCancellable     *reread;
  guint             reread_id;
  guint             reselect_id;
  gboolean          updating;
};

G_DEFINE_FINAL_TYPE (WhResourcePage, wh_resource_page, WH_TYPE_PANE)

enum
{
  PROP_0,
  PROP_LIST_WIDTH,
  N_PROPS
};

enum
{
  SIGNAL_PLACE_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
cancel_reread (WhResourcePage *self)
{
  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_cancellable_cancel (self->reread);
  g_clear_object (&self->reread);
  wh_record_view_set_loading (self->record_view, FALSE);
}

static void
set_key (WhResourcePage *self,
         const char     *key)
{
  if (g_strcmp0 (self->key, key) == 0)
    return;

  g_free (self->key);
  self->key = g_strdup (key);
  g_signal_emit (self, signals[SIGNAL_PLACE_CHANGED], 0, key);
}

static void
show_records (WhResourcePage *self,
              GPtrArray      *records)
{
  WhRecord *record = records->len == 1 ? g_ptr_array_index (records, 0) : NULL;

  wh_record_view_set_records (self->record_view, records);
  wh_record_view_set_error (self->record_view, NULL);
  set_key (self, record != NULL ? wh_record_get_key (record) : NULL);
}

static void
show_record (WhResourcePage *self,
             WhRecord       *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, record);
  show_records (self, records);
}

/* Nothing is looked at any more. */
static void
forget_record (WhResourcePage *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  cancel_reread (self);
  show_records (self, none);
}

static void
reselect (WhResourcePage *self)
{
  g_clear_handle_id (&self->reselect_id, g_source_remove);
  if (self->key == NULL)
    return;

  self->updating = TRUE;
  wh_list_view_select_key (self->list_view, self->key, FALSE);
  self->updating = FALSE;
}

static void
on_reselect_cb (gpointer user_data)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (user_data);

  self->reselect_id = 0;
  reselect (self);
}

static void
on_record_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (WhResourcePage) self = user_data;
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  record = wh_collection_read_finish (WH_COLLECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  wh_record_view_set_loading (self->record_view, FALSE);
  /* A refused token is said once, by the window. */
  if (!g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED))
    wh_record_view_set_error (self->record_view, error);
  if (record == NULL)
    return;

  show_record (self, record);
  /* Replacing a row took it out of the selection; it is still the one that is looked at. */
  reselect (self);
}

static void
reread (WhResourcePage *self)
{
  cancel_reread (self);
  if (self->key == NULL || !wh_collection_can_read (self->collection) ||
      wh_connection_get_token_state (self->connection) == WH_TOKEN_STATE_REJECTED)
    return;

  self->reread = g_cancellable_new ();
  wh_record_view_set_loading (self->record_view, TRUE);
  wh_collection_read_async (self->collection, self->key, WH_API_PRIORITY_INTERACTIVE,
                            self->reread, on_record_read_cb, g_object_ref (self));
}

static gboolean
on_reread_due (gpointer user_data)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (user_data);

  self->reread_id = 0;
  reread (self);

  return G_SOURCE_REMOVE;
}

/* A row that was read again is another object, which takes it out of the selection; it is still
 * the one that is looked at. It cannot be selected while the model says what changed. */
static gboolean
follow_replaced (WhResourcePage *self)
{
  WhRecord *shown = wh_record_view_get_record (self->record_view);
  WhRecord *record = self->key != NULL ? wh_collection_find (self->collection, self->key) : NULL;

  if (shown == NULL || record == NULL || record == shown)
    return FALSE;

  show_record (self, record);
  if (self->reselect_id == 0)
    self->reselect_id = g_idle_add_once (on_reselect_cb, self);

  return TRUE;
}

static void
on_selection_changed_cb (WhResourcePage *self)
{
  g_autoptr (GPtrArray) records = NULL;

  if (self->updating)
    return;

  records = wh_list_view_dup_selected (self->list_view);
  if (records->len == 0 && follow_replaced (self))
    return;

  /* A row that a refresh took away stays in the detail until another one is chosen. */
  if (records->len == 0 && wh_record_view_get_record (self->record_view) != NULL &&
      wh_collection_is_loading (self->collection))
    return;

  cancel_reread (self);
  show_records (self, records);
  if (records->len == 1)
    self->reread_id = g_timeout_add (REREAD_DELAY_MS, on_reread_due, self);
}

static void
on_record_activated_cb (WhResourcePage *self,
                        WhRecord       *record)
{
  if (wh_record_view_get_record (self->record_view) != record)
    {
      /* What is under way is about another record. */
      cancel_reread (self);
      show_record (self, record);
    }

  wh_split_set_show_end (self->split, TRUE);
  wh_record_view_focus_content (self->record_view);
}

static void
on_back_cb (WhResourcePage *self)
{
  wh_split_set_show_end (self->split, FALSE);
  wh_list_view_focus_rows (self->list_view);
}

static void
on_copied_cb (WhResourcePage *self,
              const char     *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a field, such as Customer ID */
  text = g_strdup_printf (_("%s copied"), name);
  if (WH_IS_WINDOW (root))
    wh_window_show_toast (WH_WINDOW (root), text);
}

static void
on_operation_chosen_cb (WhResourcePage *self,
                        const char     *operation_id,
                        GPtrArray      *records)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const WhOperation *operation = wh_operations_find (operation_id);

  if (!WH_IS_WINDOW (root))
    return;

  if (records->len > 1)
    wh_window_run_batch (WH_WINDOW (root), operation, records);
  else
    wh_window_run_operation (WH_WINDOW (root), operation,
                             records->len == 1 ? g_ptr_array_index (records, 0) : NULL);
}

static void
on_exported_cb (WhResourcePage *self,
                GFile          *file,
                guint           n_records)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  WhFormat *format = wh_connection_get_format (self->connection);
  g_autofree char *count = wh_resource_dup_count (self->resource, format, n_records);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;

  /* Translators: the first %s is “2,500 customers”, the second the name of a file */
  text = g_strdup_printf (_("%s exported to “%s”"), count, name);
  if (WH_IS_WINDOW (root))
    wh_window_show_file (WH_WINDOW (root), text, file);
}

static void
on_rows_copied_cb (WhResourcePage *self,
                   guint           n_records)
{
  WhFormat *format = wh_connection_get_format (self->connection);
  g_autofree char *count = wh_resource_dup_count (self->resource, format, n_records);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  /* Translators: %s is “3 customers” */
  text = g_strdup_printf (C_("records", "%s copied"), count);
  if (WH_IS_WINDOW (root))
    wh_window_show_toast (WH_WINDOW (root), text);
}

static void
on_format_changed_cb (WhResourcePage *self)
{
  WhFormat *format = wh_connection_get_format (self->connection);

  wh_list_view_set_format (self->list_view, format);
  wh_record_view_set_format (self->record_view, format);
}

/* N15: nothing of what another account said stays, and nothing of it is asked for again. */
static void
on_company_changed_cb (WhResourcePage *self)
{
  gboolean loaded = wh_collection_get_state (self->collection) != WH_COLLECTION_IDLE;

  wh_collection_clear (self->collection);
  forget_record (self);
  if (loaded)
    wh_collection_load (self->collection);
}

static void
on_row_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  /* The row is in its place by now. Where it could not be read, it stays as it was: the next
   * refresh knows. */
  record = wh_collection_read_finish (WH_COLLECTION (source), result, &error);
  if (record == NULL)
    g_debug ("Changed record not read: %s", error->message);
}

/* Something was changed, here or in another window. Only what is loaded is read again. */
static void
on_record_changed_cb (WhResourcePage *self,
                      const char     *resource,
                      const char     *key,
                      gboolean        removed)
{
  if (!g_str_equal (resource, self->resource->id) ||
      wh_collection_get_state (self->collection) == WH_COLLECTION_IDLE)
    return;

  if (removed && key != NULL)
    {
      if (g_strcmp0 (self->key, key) == 0)
        forget_record (self);
      wh_collection_remove (self->collection, key);
    }
  else if (wh_collection_follows_changes (self->collection))
    {
      return;
    }
  else if (key == NULL)
    {
      wh_collection_load (self->collection);
      reread (self);
    }
  else if (g_strcmp0 (self->key, key) == 0)
    {
      reread (self);
    }
  else if (wh_collection_find (self->collection, key) != NULL &&
           wh_collection_can_read (self->collection))
    {
      wh_collection_read_async (self->collection, key, WH_API_PRIORITY_BACKGROUND, NULL,
                                on_row_read_cb, NULL);
    }
}

static gboolean
is_selected (WhResourcePage *self,
             const char     *key)
{
  g_autoptr (GPtrArray) records = wh_list_view_dup_selected (self->list_view);

  return records->len == 1 &&
         g_str_equal (wh_record_get_key (g_ptr_array_index (records, 0)), key);
}

static void
on_rows_changed_cb (WhResourcePage *self)
{
  wh_record_view_set_choice (self->record_view, wh_resource_page_has_records (self));
}

/* After a refresh the row that is looked at is another object at another place. One that is
 * still selected is left alone, so that the list does not jump back to it. */
static void
on_collection_state_changed_cb (WhResourcePage *self)
{
  WhRecord *record = wh_record_view_get_record (self->record_view);

  if (record == NULL || wh_collection_is_loading (self->collection) ||
      is_selected (self, wh_record_get_key (record)))
    return;

  self->updating = TRUE;
  wh_list_view_select_key (self->list_view, wh_record_get_key (record), TRUE);
  self->updating = FALSE;
}

static void
on_folded_changed_cb (WhResourcePage *self)
{
  gboolean folded = wh_split_is_folded (self->split);
  gboolean alone = wh_pane_is_hidden (WH_PANE (self), WH_PANE_SIDEBAR);

  g_object_set (self->list_view,
                "detail-hidden", folded,
                "sidebar-hidden", alone,
                NULL);
  g_object_set (self->record_view,
                "list-hidden", folded,
                "sidebar-hidden", folded && alone,
                NULL);
}

static void
on_position_changed_cb (WhResourcePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIST_WIDTH]);
}

/* A page that was taken away lives on as long as an answer is waited for in its name. */
static void
wh_resource_page_unroot (GtkWidget *widget)
{
  cancel_reread (WH_RESOURCE_PAGE (widget));

  GTK_WIDGET_CLASS (wh_resource_page_parent_class)->unroot (widget);
}

static void
wh_resource_page_dispose (GObject *object)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (object);

  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_clear_handle_id (&self->reselect_id, g_source_remove);
  g_cancellable_cancel (self->reread);
  g_clear_object (&self->reread);
  if (self->collection != NULL)
    wh_collection_stop (self->collection);
  g_clear_pointer ((GtkWidget **) &self->split, gtk_widget_unparent);
  g_clear_object (&self->collection);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (wh_resource_page_parent_class)->dispose (object);
}

static void
wh_resource_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (object);
  int position;

  switch (prop_id)
    {
    case PROP_LIST_WIDTH:
      g_object_get (self->split, "position", &position, NULL);
      g_value_set_int (value, position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_resource_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  WhResourcePage *self = WH_RESOURCE_PAGE (object);

  switch (prop_id)
    {
    case PROP_LIST_WIDTH:
      g_object_set (self->split, "position", g_value_get_int (value), NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_resource_page_class_init (WhResourcePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_resource_page_dispose;
  object_class->get_property = wh_resource_page_get_property;
  object_class->set_property = wh_resource_page_set_property;
  widget_class->unroot = wh_resource_page_unroot;

  properties[PROP_LIST_WIDTH] =
    g_param_spec_int ("list-width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_PLACE_CHANGED] =
    g_signal_new ("place-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wh_resource_page_init (WhResourcePage *self)
{
  self->split = g_object_new (WH_TYPE_SPLIT, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->split), GTK_WIDGET (self));
}

static void
connect_views (WhResourcePage *self)
{
  g_signal_connect_object (self->list_view, "selection-changed",
                           G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "record-activated",
                           G_CALLBACK (on_record_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "operation-chosen",
                           G_CALLBACK (on_operation_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "exported", G_CALLBACK (on_exported_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "copied", G_CALLBACK (on_rows_copied_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "back", G_CALLBACK (on_back_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "refresh", G_CALLBACK (reread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "copied", G_CALLBACK (on_copied_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::sidebar-hidden", G_CALLBACK (on_folded_changed_cb), NULL);
  g_signal_connect_object (self->split, "notify::folded", G_CALLBACK (on_folded_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::position",
                           G_CALLBACK (on_position_changed_cb), self, G_CONNECT_SWAPPED);
}

/* What cannot be left out has a value before somebody chooses another. */
static void
choose_first (WhResourcePage *self)
{
  const WhOperation *operation = wh_operations_find (self->resource->list_operation);

  for (guint i = 0; operation != NULL && i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];

      if ((field->flags & WH_FIELD_REQUIRED) && field->choices != NULL)
        wh_collection_set_field (self->collection, field->id, field->choices[0].value);
    }
}

/**
 * wh_resource_page_new:
 * @directory: what is known of the account whose records they are
 * @resource: what to list
 *
 * Returns: (transfer floating): a page that has not loaded anything yet
 */
GtkWidget *
wh_resource_page_new (WhDirectory      *directory,
                      const WhResource *resource)
{
  WhResourcePage *self = g_object_new (WH_TYPE_RESOURCE_PAGE, NULL);
  WhConnection *connection = wh_directory_get_connection (directory);

  self->connection = g_object_ref (connection);
  self->resource = resource;
  self->collection = wh_directory_new_collection (directory, resource);
  choose_first (self);

  self->list_view = WH_LIST_VIEW (wh_list_view_new (self->collection));
  self->record_view = WH_RECORD_VIEW (wh_record_view_new (resource));
  wh_record_view_set_context (self->record_view, connection, directory);
  gtk_widget_set_size_request (GTK_WIDGET (self->list_view), 340, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->record_view), 320, -1);
  wh_split_set_fold_chars (self->split, FOLD_CHARS);
  g_object_set (self->split,
                "start-child", self->list_view,
                "end-child", self->record_view,
                NULL);
  connect_views (self);

  g_signal_connect_object (connection, "company-changed", G_CALLBACK (on_company_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "record-changed", G_CALLBACK (on_record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::format", G_CALLBACK (on_format_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "notify::state",
                           G_CALLBACK (on_collection_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->collection, "items-changed", G_CALLBACK (on_rows_changed_cb),
                           self, G_CONNECT_SWAPPED);
  on_rows_changed_cb (self);
  on_format_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * wh_resource_page_get_connection:
 * @self: a page
 *
 * Returns: (transfer none): whose records they are
 */
WhConnection *
wh_resource_page_get_connection (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->connection;
}

/**
 * wh_resource_page_get_resource:
 * @self: a page
 *
 * Returns: (transfer none): what it lists
 */
const WhResource *
wh_resource_page_get_resource (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->resource;
}

/**
 * wh_resource_page_get_key:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the key of the record that is looked at, if it is exactly
 *   one
 */
const char *
wh_resource_page_get_key (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->key;
}

/**
 * wh_resource_page_dup_record:
 * @self: a page
 * @key: of a record
 *
 * Returns: (transfer full) (nullable): the record, if the page has it
 */
WhRecord *
wh_resource_page_dup_record (WhResourcePage *self,
                             const char     *key)
{
  WhRecord *record;

  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  record = wh_record_view_get_record (self->record_view);
  if (record == NULL || !g_str_equal (wh_record_get_key (record), key))
    record = wh_collection_find (self->collection, key);

  return record != NULL ? g_object_ref (record) : NULL;
}

/**
 * wh_resource_page_open_key:
 * @self: a page
 * @key: of a record
 *
 * Shows a record: the one in the list, or where the list does not show it, one that is read for
 * it. The list stays as it is, with its search and filters.
 */
void
wh_resource_page_open_key (WhResourcePage *self,
                           const char     *key)
{
  g_autofree char *wanted = g_strdup (key);
  g_autoptr (GPtrArray) records = NULL;

  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));
  g_return_if_fail (key != NULL);

  cancel_reread (self);
  wh_split_set_show_end (self->split, TRUE);
  if (g_strcmp0 (self->key, wanted) == 0 &&
      wh_record_view_get_record (self->record_view) != NULL)
    return;

  self->updating = TRUE;
  if (wh_list_view_select_key (self->list_view, wanted, TRUE))
    records = wh_list_view_dup_selected (self->list_view);
  else
    wh_list_view_unselect (self->list_view);
  self->updating = FALSE;

  if (records == NULL)
    records = g_ptr_array_new ();
  show_records (self, records);
  set_key (self, wanted);
  reread (self);
}

/**
 * wh_resource_page_get_list_view:
 * @self: a page
 *
 * Returns: (transfer none): its list
 */
WhListView *
wh_resource_page_get_list_view (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->list_view;
}

/**
 * wh_resource_page_get_record_view:
 * @self: a page
 *
 * Returns: (transfer none): its detail
 */
WhRecordView *
wh_resource_page_get_record_view (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), NULL);

  return self->record_view;
}

/**
 * wh_resource_page_has_records:
 * @self: a page
 *
 * Returns: whether there is anything to look at
 */
gboolean
wh_resource_page_has_records (WhResourcePage *self)
{
  g_return_val_if_fail (WH_IS_RESOURCE_PAGE (self), FALSE);

  return g_list_model_get_n_items (G_LIST_MODEL (self->collection)) > 0;
}

/* With rows behind it, a failure stays until somebody tries again: the rows can be read meanwhile. */
static gboolean
is_failure_over (WhResourcePage *self)
{
  const GError *error = wh_collection_get_error (self->collection);

  return !wh_resource_page_has_records (self) ||
         (error != NULL && wh_error_get_remedy (error) == WH_REMEDY_RENEW_TOKEN);
}

/**
 * wh_resource_page_ensure_loaded:
 * @self: a page
 *
 * Loads the list if that was never done, if all that it got was a failure, or if it was refused
 * for a token that has been replaced since. To be called when there is a token.
 */
void
wh_resource_page_ensure_loaded (WhResourcePage *self)
{
  WhCollectionState state;

  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));

  state = wh_collection_get_state (self->collection);
  if (state == WH_COLLECTION_IDLE || (state == WH_COLLECTION_FAILED && is_failure_over (self)))
    wh_collection_load (self->collection);
}

/**
 * wh_resource_page_refresh:
 * @self: a page
 *
 * Loads the list again; what is shown stays until the new has come.
 */
void
wh_resource_page_refresh (WhResourcePage *self)
{
  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));

  wh_collection_load (self->collection);
}

/**
 * wh_resource_page_stop:
 * @self: a page
 *
 * Stops loading; what has come stays.
 */
void
wh_resource_page_stop (WhResourcePage *self)
{
  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));

  wh_collection_stop (self->collection);
}

/**
 * wh_resource_page_start_search:
 * @self: a page
 *
 * Puts the keyboard into the search.
 */
void
wh_resource_page_start_search (WhResourcePage *self)
{
  g_return_if_fail (WH_IS_RESOURCE_PAGE (self));

  wh_split_set_show_end (self->split, FALSE);
  wh_list_view_start_search (self->list_view);
}
