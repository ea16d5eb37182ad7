/* wh-batch-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-form.h"
#include "wh-batch-dialog.h"
#include "wh-batch-row.h"
#include "wh-error-text.h"
#include "wh-sum.h"

#include <glib/gi18n.h>

/* So many names are listed before it is done; all of them are in the results. */
#define MAX_NAMES 200

struct _WhBatchDialog
{
  AdwWindow          parent_instance;

  AdwWindowTitle    *heading;
  GtkWidget         *close_button;
  GtkWidget         *run_button;
  GtkStack          *stack;
  GtkBox            *form_box;
  GtkLabel          *explanation_label;
  GtkLabel          *progress_label;
  GtkLabel          *problem_label;
  GtkProgressBar    *progress_bar;
  GtkListView       *items_view;
  WhActionForm      *form;        /* (nullable): where there is something to fill in */
  AdwEntryRow       *confirm_row; /* (nullable): where nothing brings it back */

  WhConnection      *connection;
  const WhOperation *operation;
  GPtrArray         *records;
  WhAction          *template;    /* what is filled in once for all of them */
  WhBatch           *batch;       /* (nullable): from when it was started */
};

G_DEFINE_FINAL_TYPE (WhBatchDialog, wh_batch_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const WhResource *
get_resource (WhBatchDialog *self)
{
  return wh_record_get_resource (g_ptr_array_index (self->records, 0));
}

static char *
dup_count (WhBatchDialog *self,
           guint          n)
{
  return wh_resource_dup_count (get_resource (self), wh_connection_get_format (self->connection),
                                n);
}

/* Running */

static void
update_progress (WhBatchDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->batch));
  guint n_done = wh_batch_get_n_done (self->batch);
  guint n_failed = wh_batch_get_n_failed (self->batch);
  guint n_waiting = wh_batch_get_n_waiting (self->batch);
  gboolean running = wh_batch_is_running (self->batch);
  const GError *error = wh_batch_get_error (self->batch);
  g_autofree char *count = dup_count (self, n);
  g_autofree char *problem = error != NULL ? wh_error_dup_text (error) : NULL;
  g_autofree char *text = NULL;

  if (running)
    /* Translators: “3 of 12 customers done” */
    text = g_strdup_printf (_("%u of %s done"), n_done, count);
  else if (n_failed == 0 && n_waiting == 0)
    /* Translators: %s is “12 customers” */
    text = g_strdup_printf (_("All done: %s"), count);
  else
    text = g_strdup_printf (_("%u of %s done, %u failed, %u not tried"), n_done, count, n_failed,
                            n_waiting);

  gtk_label_set_label (self->progress_label, text);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, n > 0 ? (double) (n - n_waiting) / n : 0);
  gtk_button_set_label (GTK_BUTTON (self->close_button), running ? _("_Stop") : _("_Close"));
  gtk_widget_set_visible (self->run_button, !running && (n_failed > 0 || n_waiting > 0));
  gtk_button_set_label (GTK_BUTTON (self->run_button),
                        n_failed > 0 ? _("_Retry Failed") : _("_Continue"));
}

static WhAction *
create_action (WhBatchDialog *self,
               WhRecord      *record)
{
  WhAction *action = wh_action_new (self->connection, self->operation, record);
  WhDraft *draft = wh_action_get_draft (action);
  WhDraft *common = wh_action_get_draft (self->template);

  for (guint i = 0; self->form != NULL && i < wh_action_form_get_n_rows (self->form); i++)
    {
      WhFieldRow *row = wh_action_form_get_row (self->form, i);
      const char *field = wh_field_row_get_field (row)->id;

      wh_draft_set_text (draft, field, wh_draft_get_text (common, field));
    }

  return action;
}

static void
start (WhBatchDialog *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->batch = wh_batch_new (self->connection, self->operation);
  for (guint i = 0; i < self->records->len; i++)
    {
      g_autoptr (WhAction) action = create_action (self, g_ptr_array_index (self->records, i));

      wh_batch_add (self->batch, action);
    }

  g_signal_connect_object (self->batch, "notify", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->batch)));
  gtk_list_view_set_model (self->items_view, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_widget_remove_css_class (self->run_button, "destructive-action");
  gtk_widget_add_css_class (self->run_button, "suggested-action");
  wh_batch_start (self->batch);
  update_progress (self);
  gtk_widget_grab_focus (self->close_button);
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WhBatchDialog *self = WH_BATCH_DIALOG (widget);

  if (self->batch != NULL)
    {
      if (wh_batch_get_n_failed (self->batch) > 0)
        wh_batch_retry_failed (self->batch);
      else
        wh_batch_start (self->batch);
      return;
    }

  if (self->form != NULL && !wh_action_form_check (self->form, NULL))
    wh_action_form_complain (self->form);
  else
    start (self);
}

/* Closing while it runs stops it, and closes when somebody has seen what came of it. */
static gboolean
wh_batch_dialog_close_request (GtkWindow *window)
{
  WhBatchDialog *self = WH_BATCH_DIALOG (window);

  if (self->batch != NULL && wh_batch_is_running (self->batch))
    {
      wh_batch_stop (self->batch);
      return TRUE;
    }

  if (self->batch != NULL && wh_batch_get_n_done (self->batch) > 0)
    g_signal_emit (self, signals[SIGNAL_DONE], 0, self->batch);

  return GTK_WINDOW_CLASS (wh_batch_dialog_parent_class)->close_request (window);
}

/* What is asked before */

static GtkWidget *
create_name (WhBatchDialog *self,
             WhRecord      *record)
{
  g_autoptr (WhAction) action = wh_action_new (self->connection, self->operation, record);
  g_autofree char *subject = wh_action_dup_subject (action);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), subject);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);

  return row;
}

static void
add_names (WhBatchDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *names = adw_expander_row_new ();
  int total = wh_resource_find_flag (get_resource (self), WH_RESOURCE_FIELD_TOTAL);
  g_autofree char *count = dup_count (self, self->records->len);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (names), count);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (names), self->records->len <= 5);
  if (total >= 0)
    {
      WhSum sum = { 0 };
      g_autofree char *amount = NULL;
      g_autofree char *text = NULL;

      for (guint i = 0; i < self->records->len; i++)
        wh_sum_add (&sum, g_ptr_array_index (self->records, i), (guint) total);
      amount = wh_sum_dup_display (&sum, wh_connection_get_format (self->connection));
      /* Translators: the first %s is the name of a field, such as MRR, the second its sum */
      text = g_strdup_printf (_("%s: %s"), _(get_resource (self)->fields[total].label), amount);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (names), text);
    }

  for (guint i = 0; i < MIN (self->records->len, MAX_NAMES); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (names),
                              create_name (self, g_ptr_array_index (self->records, i)));
  if (self->records->len > MAX_NAMES)
    {
      GtkWidget *rest = adw_action_row_new ();
      g_autofree char *more = dup_count (self, self->records->len - MAX_NAMES);
      g_autofree char *text = NULL;

      /* Translators: %s is “12 customers” */
      text = g_strdup_printf (_("and %s more"), more);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rest), text);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (names), rest);
    }

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), names);
  gtk_box_append (self->form_box, group);
}

/* What the records have in common; who they are has no row in a form. */
static void
add_form (WhBatchDialog *self,
          GListModel    *plans)
{
  g_autoptr (GtkWidget) form = g_object_ref_sink (wh_action_form_new (self->template, plans));

  if (wh_action_form_get_n_rows (WH_ACTION_FORM (form)) == 0)
    return;

  self->form = WH_ACTION_FORM (form);
  wh_action_form_hide_subject (self->form);
  gtk_box_append (self->form_box, form);
}

static void
on_confirm_changed_cb (WhBatchDialog *self)
{
  g_autofree char *number = g_strdup_printf ("%u", self->records->len);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->confirm_row));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "batch.run", g_str_equal (typed, number));
}

/* Nobody types a hundred identifiers; the number shows that somebody has read it. */
static void
add_confirmation (WhBatchDialog *self)
{
  GtkWidget *group;
  g_autofree char *text = NULL;

  if (self->operation->danger != WH_DANGER_TYPE)
    return;

  group = adw_preferences_group_new ();
  self->confirm_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  text = g_strdup_printf (_("Type %u to confirm"), self->records->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->confirm_row), text);
  gtk_text_set_activates_default (
    GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->confirm_row))), TRUE);
  g_signal_connect_object (self->confirm_row, "changed", G_CALLBACK (on_confirm_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->confirm_row));
  gtk_box_append (self->form_box, group);
  on_confirm_changed_cb (self);
}

static void
describe (WhBatchDialog *self)
{
  gboolean harmless = self->operation->danger == WH_DANGER_NONE;

  gtk_window_set_title (GTK_WINDOW (self), _(self->operation->title));
  adw_window_title_set_title (self->heading, _(self->operation->title));
  adw_window_title_set_subtitle (self->heading, wh_connection_get_name (self->connection));
  gtk_label_set_label (self->explanation_label, _(self->operation->explanation));
  gtk_button_set_label (GTK_BUTTON (self->run_button), _(self->operation->title));
  gtk_widget_add_css_class (self->run_button,
                            harmless ? "suggested-action" : "destructive-action");
}

static void
on_setup_cb (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, wh_batch_row_new ());
}

static void
on_bind_cb (GtkListItemFactory *factory,
            GtkListItem        *item)
{
  wh_batch_row_set_item (WH_BATCH_ROW (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

static void
on_unbind_cb (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  wh_batch_row_set_item (WH_BATCH_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
wh_batch_dialog_dispose (GObject *object)
{
  WhBatchDialog *self = WH_BATCH_DIALOG (object);

  if (self->batch != NULL)
    wh_batch_stop (self->batch);
  g_clear_object (&self->batch);
  g_clear_object (&self->template);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_batch_dialog_parent_class)->dispose (object);
}

static void
wh_batch_dialog_class_init (WhBatchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_batch_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wh_batch_dialog_close_request;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_BATCH);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-batch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, run_button);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, form_box);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WhBatchDialog, items_view);

  gtk_widget_class_install_action (widget_class, "batch.run", NULL, run_action);
}

static void
wh_batch_dialog_init (WhBatchDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  gtk_list_view_set_factory (self->items_view, factory);
}

/**
 * wh_batch_dialog_new:
 * @connection: where it is done; the dialog stays with it
 * @operation: what is done; one that makes sense for many
 * @records: (element-type WhRecord): to what; at least one
 * @plans: (nullable): the plans that are offered, as #WhRecord
 *
 * Returns: (transfer full): a dialog that owns itself, like every window
 */
GtkWindow *
wh_batch_dialog_new (WhConnection      *connection,
                     const WhOperation *operation,
                     GPtrArray         *records,
                     GListModel        *plans)
{
  WhBatchDialog *self;

  g_return_val_if_fail (WH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (operation != NULL && operation->change != NULL, NULL);
  g_return_val_if_fail (records != NULL && records->len > 0, NULL);

  self = g_object_new (WH_TYPE_BATCH_DIALOG, NULL);
  self->connection = g_object_ref (connection);
  self->operation = operation;
  self->records = g_ptr_array_ref (records);
  self->template = wh_action_new (connection, operation, g_ptr_array_index (records, 0));
  describe (self);
  add_names (self);
  add_form (self, plans);
  add_confirmation (self);

  return GTK_WINDOW (self);
}

/**
 * wh_batch_dialog_get_batch:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): what is being done, from when it was started
 */
WhBatch *
wh_batch_dialog_get_batch (WhBatchDialog *self)
{
  g_return_val_if_fail (WH_IS_BATCH_DIALOG (self), NULL);

  return self->batch;
}
