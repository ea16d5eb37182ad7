/* wh-resource-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-known-source.h"
#include "wh-query.h"
#include "wh-resource-page-private.h"
#include "wh-window.h"

#include <glib/gi18n.h>

/* A list and a detail beside each other need this much to be of use. */
#define FOLD_CHARS 106

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
  wh_resource_page_forget_record (self);
  if (loaded)
    wh_collection_load (self->collection);
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
  wh_resource_page_cancel_reread (WH_RESOURCE_PAGE (widget));

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
  if (self->finder != NULL)
    wh_collection_stop (self->finder);
  g_clear_object (&self->finder);
  g_clear_object (&self->collection);
  g_clear_object (&self->directory);
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
  g_signal_connect_object (self->list_view, "operation-chosen",
                           G_CALLBACK (on_operation_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "find", G_CALLBACK (wh_resource_page_find), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "exported", G_CALLBACK (on_exported_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list_view, "copied", G_CALLBACK (on_rows_copied_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "back", G_CALLBACK (on_back_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "refresh", G_CALLBACK (wh_resource_page_reread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->record_view, "copied", G_CALLBACK (on_copied_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::sidebar-hidden", G_CALLBACK (on_folded_changed_cb), NULL);
  g_signal_connect_object (self->split, "notify::folded", G_CALLBACK (on_folded_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::position",
                           G_CALLBACK (on_position_changed_cb), self, G_CONNECT_SWAPPED);
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
  self->directory = g_object_ref (directory);
  self->resource = resource;
  self->collection = wh_directory_new_collection (directory, resource);
  wh_query_begin (self->collection);

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
  wh_record_view_set_context (self->record_view, connection, directory);

  g_signal_connect_object (connection, "company-changed", G_CALLBACK (on_company_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::format", G_CALLBACK (on_format_changed_cb), self,
                           G_CONNECT_SWAPPED);
  wh_resource_page_follow_records (self);
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
