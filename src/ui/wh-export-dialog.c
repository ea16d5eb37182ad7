/* wh-export-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-export-dialog.h"

#include <glib/gi18n.h>

/* How often the progress is looked at: often enough to move, too seldom to cost anything. */
#define PROGRESS_INTERVAL_MS 100

struct _WhExportDialog
{
  AdwWindow             parent_instance;

  GtkWidget            *cancel_button;
  GtkWidget            *export_button;
  GtkStack             *stack;
  GtkRevealer          *problem_revealer;
  GtkLabel             *problem_label;
  AdwPreferencesGroup  *records_group;
  AdwActionRow         *selected_row;
  AdwActionRow         *shown_row;
  AdwActionRow         *all_row;
  GtkCheckButton       *selected_check;
  GtkCheckButton       *shown_check;
  GtkCheckButton       *all_check;
  GtkCheckButton       *csv_check;
  GtkCheckButton       *json_check;
  GtkLabel             *progress_label;
  GtkProgressBar       *progress_bar;
  GtkWidget            *stop_button;

  WhExportOffer         offer; /* a reference to each */
  GSettings            *settings;
  GtkFileChooserNative *chooser;
  GFile                *file;
  WhCollection         *everything; /* while it is being loaded */
  WhExport             *export;     /* while it is being written */
  GCancellable         *cancellable;
  guint                 progress_id;
};

G_DEFINE_FINAL_TYPE (WhExportDialog, wh_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const WhResource *
get_resource (WhExportDialog *self)
{
  return wh_collection_get_resource (self->offer.collection);
}

static WhExportKind
get_kind (WhExportDialog *self)
{
  return gtk_check_button_get_active (self->json_check) ? WH_EXPORT_JSON : WH_EXPORT_CSV;
}

static void
set_busy (WhExportDialog *self,
          gboolean        busy)
{
  gtk_stack_set_visible_child_name (self->stack, busy ? "progress" : "form");
  gtk_widget_set_visible (self->export_button, !busy);
  gtk_widget_set_visible (self->cancel_button, !busy);
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
  if (busy)
    gtk_widget_grab_focus (self->stop_button);
}

static void
show_problem (WhExportDialog *self,
              const char     *text)
{
  gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
}

/* Progress */

static gboolean
on_progress_due (gpointer user_data)
{
  WhExportDialog *self = WH_EXPORT_DIALOG (user_data);
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;

  if (self->export != NULL)
    {
      guint n_records = wh_export_get_n_records (self->export);
      guint n_written = wh_export_get_n_written (self->export);

      count = wh_resource_dup_count (get_resource (self), self->offer.format, n_records);
      /* Translators: %s is “2,500 customers” */
      text = g_strdup_printf (_("Writing %s…"), count);
      gtk_progress_bar_set_fraction (self->progress_bar,
                                     n_records > 0 ? (double) n_written / n_records : 0);
    }
  else
    {
      count = wh_resource_dup_count (get_resource (self), self->offer.format,
                                     g_list_model_get_n_items (G_LIST_MODEL (self->everything)));
      /* Translators: %s is “2,500 customers” */
      text = g_strdup_printf (_("%s loaded so far…"), count);
      gtk_progress_bar_pulse (self->progress_bar);
    }
  gtk_label_set_label (self->progress_label, text);

  return G_SOURCE_CONTINUE;
}

static void
start_progress (WhExportDialog *self)
{
  if (self->progress_id == 0)
    self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, on_progress_due, self);
  on_progress_due (self);
  set_busy (self, TRUE);
}

static void
end_progress (WhExportDialog *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->export);
  g_clear_object (&self->everything);
  set_busy (self, FALSE);
}

static void
show_failure (WhExportDialog *self,
              const GError   *error)
{
  g_autofree char *title = wh_error_dup_title (error);
  g_autofree char *text = wh_error_dup_text (error);
  g_autofree char *problem = NULL;

  problem = g_strdup_printf ("%s\n%s", title, text);
  show_problem (self, problem);
}

/* Writing */

static void
on_saved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (WhExportDialog) self = user_data;
  WhExport *export = WH_EXPORT (source);
  g_autoptr (GError) error = NULL;
  gboolean saved = wh_export_save_finish (export, result, &error);

  /* Closed meanwhile, which cancelled it. */
  if (self->export == NULL)
    return;

  end_progress (self);
  if (saved)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0, self->file, wh_export_get_n_records (export));
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, _("Stopped. No file was written."));
    }
  else
    {
      show_failure (self, error);
    }
}

static GPtrArray *
dup_records (GListModel *model)
{
  guint n = g_list_model_get_n_items (model);
  GPtrArray *records = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (records, g_list_model_get_item (model, i));

  return records;
}

static void
save_records (WhExportDialog *self,
              GPtrArray      *records)
{
  self->export = wh_export_new (get_kind (self), get_resource (self), self->offer.fields,
                                self->offer.format, records);
  start_progress (self);
  wh_export_save_async (self->export, self->file, self->cancellable, on_saved_cb,
                        g_object_ref (self));
}

/* Loading what the list has not loaded */

static void
on_everything_changed_cb (WhExportDialog *self)
{
  g_autoptr (WhCollection) everything = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (self->everything == NULL || wh_collection_is_loading (self->everything))
    return;

  everything = g_steal_pointer (&self->everything);
  switch (wh_collection_get_state (everything))
    {
    case WH_COLLECTION_COMPLETE:
      records = dup_records (G_LIST_MODEL (everything));
      save_records (self, records);
      break;

    case WH_COLLECTION_FAILED:
      end_progress (self);
      show_failure (self, wh_collection_get_error (everything));
      break;

    case WH_COLLECTION_STOPPED:
      end_progress (self);
      show_problem (self, _("Stopped. No file was written."));
      break;

    case WH_COLLECTION_IDLE:
    case WH_COLLECTION_LOADING:
    case WH_COLLECTION_MORE:
    case WH_COLLECTION_LIMITED:
    default:
      g_assert_not_reached ();
    }
}

static void
load_everything (WhExportDialog *self)
{
  self->everything = wh_collection_new_unlimited (self->offer.collection);
  g_signal_connect_object (self->everything, "notify::state",
                           G_CALLBACK (on_everything_changed_cb), self, G_CONNECT_SWAPPED);
  wh_collection_load (self->everything);
  start_progress (self);
}

/* What the form says */

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WhExportDialog *self = WH_EXPORT_DIALOG (widget);

  if (self->everything != NULL)
    wh_collection_stop (self->everything);
  else if (self->export != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_file_name (WhExportDialog *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *title = g_utf8_strdown (_(get_resource (self)->title), -1);

  return g_strdup_printf ("%s-%s.%s", title, day,
                          get_kind (self) == WH_EXPORT_JSON ? "json" : "csv");
}

static void
on_file_chosen_cb (WhExportDialog *self,
                   int             response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;

  folder = g_file_get_parent (file);
  if (folder != NULL)
    {
      g_autofree char *uri = g_file_get_uri (folder);

      g_settings_set_string (self->settings, "export-folder", uri);
    }
  wh_export_dialog_save (self, file);
}

static void
choose_file_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WhExportDialog *self = WH_EXPORT_DIALOG (widget);
  g_autofree char *name = dup_file_name (self);
  g_autofree char *folder_uri = g_settings_get_string (self->settings, "export-folder");

  self->chooser = gtk_file_chooser_native_new (NULL, GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  if (*folder_uri != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_uri (folder_uri);

      /* A folder that is no more is no reason not to ask. */
      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
offer_records (WhExportDialog *self)
{
  const WhResource *resource = get_resource (self);
  guint n_shown = g_list_model_get_n_items (self->offer.shown);
  guint n_loaded = g_list_model_get_n_items (G_LIST_MODEL (self->offer.collection));
  g_autofree char *selected = wh_resource_dup_count (resource, self->offer.format, self->offer.selected->len);
  g_autofree char *shown = wh_resource_dup_count (resource, self->offer.format, n_shown);
  gboolean complete;

  complete = wh_collection_get_state (self->offer.collection) == WH_COLLECTION_COMPLETE;
  adw_preferences_group_set_title (self->records_group, _(resource->title));
  adw_action_row_set_subtitle (self->selected_row, selected);
  adw_action_row_set_subtitle (self->shown_row, shown);

  gtk_widget_set_visible (GTK_WIDGET (self->selected_row), self->offer.selected->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->shown_row), n_shown > 0);
  /* With all of it in sight there is nothing more to load. */
  gtk_widget_set_visible (GTK_WIDGET (self->all_row), !complete || n_shown < n_loaded);

  if (self->offer.selected->len > 1)
    gtk_check_button_set_active (self->selected_check, TRUE);
  else if (n_shown > 0)
    gtk_check_button_set_active (self->shown_check, TRUE);
  else
    gtk_check_button_set_active (self->all_check, TRUE);
}

static void
wh_export_dialog_dispose (GObject *object)
{
  WhExportDialog *self = WH_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->everything != NULL)
    wh_collection_stop (self->everything);
  g_clear_object (&self->everything);
  g_clear_object (&self->export);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->file);
  g_clear_object (&self->offer.collection);
  g_clear_object (&self->offer.shown);
  g_clear_object (&self->offer.format);
  g_clear_pointer (&self->offer.selected, g_ptr_array_unref);
  g_clear_pointer (&self->offer.fields, g_array_unref);

  G_OBJECT_CLASS (wh_export_dialog_parent_class)->dispose (object);
}

static void
wh_export_dialog_class_init (WhExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_export_dialog_dispose;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, records_group);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, selected_row);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, shown_row);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, selected_check);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, shown_check);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, all_check);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, csv_check);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, json_check);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WhExportDialog, stop_button);

  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "export.choose-file", NULL, choose_file_action);
}

static void
wh_export_dialog_init (WhExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (WH_APPLICATION_ID);
  g_settings_bind (self->settings, "export-json", self->json_check, "active",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_check_button_set_active (self->csv_check,
                               !gtk_check_button_get_active (self->json_check));
}

/**
 * wh_export_dialog_new:
 * @offer: what there is to export
 *
 * Returns: (transfer full): a dialog that owns itself, like every window
 */
GtkWindow *
wh_export_dialog_new (const WhExportOffer *offer)
{
  WhExportDialog *self = g_object_new (WH_TYPE_EXPORT_DIALOG, NULL);

  self->offer.collection = g_object_ref (offer->collection);
  self->offer.shown = g_object_ref (offer->shown);
  self->offer.selected = g_ptr_array_ref (offer->selected);
  self->offer.fields = g_array_ref (offer->fields);
  self->offer.format = g_object_ref (offer->format);
  offer_records (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->export_button);

  return GTK_WINDOW (self);
}

/**
 * wh_export_dialog_save:
 * @self: a dialog
 * @file: where to
 *
 * Writes what the form says, as if @file had been chosen.
 */
void
wh_export_dialog_save (WhExportDialog *self,
                       GFile          *file)
{
  g_autoptr (GPtrArray) records = NULL;

  g_return_if_fail (WH_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->export == NULL && self->everything == NULL);

  g_set_object (&self->file, file);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  if (gtk_check_button_get_active (self->all_check))
    {
      load_everything (self);
      return;
    }

  if (gtk_check_button_get_active (self->selected_check))
    records = g_ptr_array_ref (self->offer.selected);
  else
    records = dup_records (self->offer.shown);
  save_records (self, records);
}
