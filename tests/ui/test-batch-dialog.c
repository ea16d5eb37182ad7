/* test-batch-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-form.h"
#include "wh-batch-dialog.h"
#include "wh-batch-row.h"
#include "wh-list-fixture.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/batch-dialog/" name, WhBatchFixture, NULL, set_up, func, tear_down)

typedef struct
{
  WhListFixture list;
  GPtrArray *records;
  GtkWindow *dialog; /* weak */
  guint n_done;      /* of the batch, when the dialog was closed */
} WhBatchFixture;

static void
set_up (WhBatchFixture *self,
        gconstpointer   unused)
{
  wh_list_fixture_set_up (&self->list, unused);
  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (self->records,
                     g_object_ref (wh_list_fixture_get_shown (&self->list, i)));
}

static void
tear_down (WhBatchFixture *self,
           gconstpointer   unused)
{
  if (self->dialog != NULL)
    wh_ui_destroy (self->dialog, NULL);
  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  wh_list_fixture_tear_down (&self->list, unused);
}

static void
on_done_cb (WhBatchFixture *self,
            WhBatch        *batch)
{
  self->n_done = wh_batch_get_n_done (batch);
}

static void
open_dialog (WhBatchFixture *self,
             const char     *operation)
{
  GtkWindow *dialog = wh_batch_dialog_new (self->list.ui.connection,
                                           wh_operations_find (operation), self->records, NULL);

  g_signal_connect_swapped (dialog, "done", G_CALLBACK (on_done_cb), self);
  gtk_window_present (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));
  g_set_weak_pointer (&self->dialog, dialog);
}

static GtkWidget *
child (WhBatchFixture *self,
       const char     *name)
{
  return wh_ui_child (self->dialog, WH_TYPE_BATCH_DIALOG, name);
}

static void
fill_in (WhBatchFixture *self,
         const char     *field,
         const char     *text)
{
  GtkWidget *form = wh_ui_find (self->dialog, WH_TYPE_ACTION_FORM, NULL);
  WhFieldRow *row;

  g_assert_nonnull (form);
  row = wh_action_form_find_row (WH_ACTION_FORM (form), field);
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  wh_ui_type (wh_ui_find (row, GTK_TYPE_TEXT, NULL), text);
}

static gboolean
is_over (gpointer data)
{
  WhBatch *batch = wh_batch_dialog_get_batch (WH_BATCH_DIALOG (data));

  return batch != NULL && !wh_batch_is_running (batch);
}

static WhBatch *
run (WhBatchFixture *self)
{
  wh_ui_click (child (self, "run_button"));
  wh_test_wait_until (is_over, self->dialog);

  return wh_batch_dialog_get_batch (WH_BATCH_DIALOG (self->dialog));
}

static void
test_batch_dialog_traits (WhBatchFixture *self,
                          gconstpointer   unused)
{
  WhBatch *batch;

  open_dialog (self, "put-trait");
  wh_ui_picture (GTK_WIDGET (self->dialog), "batch-dialog");

  /* The first customer is no more than the others. */
  g_assert_nonnull (wh_ui_find (self->dialog, GTK_TYPE_LABEL, "Customer ID"));
  g_assert_false (gtk_widget_get_mapped (wh_ui_find (self->dialog, GTK_TYPE_LABEL,
                                                     "Customer ID")));

  /* Nothing is sent as long as something is missing. */
  wh_ui_click (child (self, "run_button"));
  g_assert_null (wh_batch_dialog_get_batch (WH_BATCH_DIALOG (self->dialog)));

  fill_in (self, "category", "Segment");
  fill_in (self, "trait", "Enterprise");
  batch = run (self);
  wh_ui_picture (GTK_WIDGET (self->dialog), "batch-dialog-results");
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
  g_assert_cmpstr (wh_ui_get_text (child (self, "progress_label"), "label"), ==,
                   "All done: 3 customers");
  g_assert_false (gtk_widget_get_visible (child (self, "run_button")));

  wh_ui_click (child (self, "close_button"));
  g_assert_null (self->dialog);
  g_assert_cmpuint (self->n_done, ==, 3);
}

/* One that does not exist does not keep the others from being done. */
static void
test_batch_dialog_failures (WhBatchFixture *self,
                            gconstpointer   unused)
{
  WhBatch *batch;

  g_ptr_array_insert (self->records, 1,
                      wh_ui_new_record ("customer", "{\"customer_id\":\"cus_nobody\"}"));
  open_dialog (self, "put-trait");
  fill_in (self, "category", "Segment");
  fill_in (self, "trait", "Enterprise");
  batch = run (self);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 1);
  g_assert_true (gtk_widget_get_visible (child (self, "run_button")));
  g_assert_nonnull (wh_ui_find (self->dialog, GTK_TYPE_LABEL, "Failed"));
  wh_ui_picture (GTK_WIDGET (self->dialog), "batch-dialog-failures");

  /* Again, and those that were done are not done again. */
  run (self);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
  g_assert_cmpuint (wh_batch_get_n_failed (batch), ==, 1);
}

/* What nothing brings back is not one click away. */
static void
test_batch_dialog_confirm (WhBatchFixture *self,
                           gconstpointer   unused)
{
  GtkWidget *row;
  WhBatch *batch;

  open_dialog (self, "anonymize-customer");
  row = wh_ui_find (self->dialog, ADW_TYPE_ENTRY_ROW, "Type 3 to confirm");
  g_assert_nonnull (row);
  g_assert_false (gtk_widget_is_sensitive (child (self, "run_button")));
  gtk_editable_set_text (GTK_EDITABLE (row), "2");
  g_assert_false (gtk_widget_is_sensitive (child (self, "run_button")));
  gtk_editable_set_text (GTK_EDITABLE (row), "3");
  g_assert_true (gtk_widget_is_sensitive (child (self, "run_button")));
  batch = run (self);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
}

static void
test_batch_dialog_stop (WhBatchFixture *self,
                        gconstpointer   unused)
{
  WhBatch *batch;

  open_dialog (self, "exclude-customer");
  gtk_editable_set_text (
    GTK_EDITABLE (wh_ui_find (self->dialog, ADW_TYPE_ENTRY_ROW, "Type 3 to confirm")), "3");
  wh_ui_click (child (self, "run_button"));
  batch = wh_batch_dialog_get_batch (WH_BATCH_DIALOG (self->dialog));
  g_assert_true (wh_batch_is_running (batch));

  /* The window stays, to say what was done. */
  wh_ui_click (child (self, "close_button"));
  wh_test_wait_until (is_over, self->dialog);
  g_assert_nonnull (self->dialog);
  g_assert_cmpuint (wh_batch_get_n_waiting (batch), >, 0);
  g_assert_cmpstr (wh_ui_get_text (child (self, "run_button"), "label"), ==, "_Continue");

  run (self);
  g_assert_cmpuint (wh_batch_get_n_done (batch), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("traits", test_batch_dialog_traits);
  ADD ("failures", test_batch_dialog_failures);
  ADD ("confirm", test_batch_dialog_confirm);
  ADD ("stop", test_batch_dialog_stop);

  return g_test_run ();
}
