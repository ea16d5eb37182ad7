/* test-export-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-export-dialog.h"
#include "wh-list-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/export-dialog/" name, WhDialogFixture, NULL, set_up, func, tear_down)

typedef struct
{
  WhListFixture  list;
  char          *folder;
  GFile         *file;
  GtkWindow     *dialog; /* weak */
  GFile         *exported;
  guint          n_exported;
} WhDialogFixture;

static void
on_exported_cb (WhDialogFixture *self,
                GFile           *file,
                guint            n_records)
{
  g_set_object (&self->exported, file);
  self->n_exported = n_records;
}

static void
set_up (WhDialogFixture *self,
        gconstpointer    unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "list.csv", NULL);
  self->file = g_file_new_for_path (path);

  wh_list_fixture_set_up (&self->list, unused);
  g_signal_connect_swapped (self->list.view, "exported", G_CALLBACK (on_exported_cb), self);
}

static void
tear_down (WhDialogFixture *self,
           gconstpointer    unused)
{
  if (self->dialog != NULL)
    wh_ui_destroy (self->dialog, NULL);
  g_clear_weak_pointer (&self->dialog);
  wh_list_fixture_tear_down (&self->list, unused);
  g_file_delete (self->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_clear_object (&self->exported);
  g_clear_object (&self->file);
  g_free (self->folder);
}

static void
open_dialog (WhDialogFixture *self)
{
  GtkWindow *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->list.view), "records.export",
                                             NULL));
  dialog = wh_ui_find_window (WH_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (dialog);
  wh_ui_await_mapped (GTK_WIDGET (dialog));
  g_set_weak_pointer (&self->dialog, dialog);
}

static GtkWidget *
child (WhDialogFixture *self,
       const char      *name)
{
  return wh_ui_child (self->dialog, WH_TYPE_EXPORT_DIALOG, name);
}

static gboolean
is_exported (gpointer data)
{
  WhDialogFixture *self = data;

  return self->exported != NULL && self->dialog == NULL;
}

static char *
save (WhDialogFixture *self)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  wh_export_dialog_save (WH_EXPORT_DIALOG (self->dialog), self->file);
  wh_test_wait_until (is_exported, self);
  g_assert_true (g_file_equal (self->exported, self->file));
  g_file_load_contents (self->file, NULL, &contents, NULL, NULL, &error);
  g_assert_no_error (error);

  return contents;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';

  return n;
}

static void
test_export_dialog_shown (WhDialogFixture *self,
                          gconstpointer    unused)
{
  g_autofree char *contents = NULL;
  WhRecord *first;

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  open_dialog (self);
  g_assert_false (gtk_widget_get_visible (child (self, "selected_row")));
  g_assert_true (gtk_widget_get_visible (child (self, "all_row")));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (child (self, "shown_check"))));
  wh_ui_picture (GTK_WIDGET (self->dialog), "export-dialog");

  contents = save (self);
  g_assert_cmpuint (self->n_exported, ==, 10);
  g_assert_cmpuint (count_lines (contents), ==, 11);
  g_assert_nonnull (strstr (contents, "Name,Email,Status,Plan,MRR (USD),Activated\r\n"));

  /* In the order of the list. */
  first = wh_list_fixture_get_shown (&self->list, 0);
  g_assert_nonnull (strstr (contents, wh_record_get_text (first, wh_ui_field (
                              wh_record_get_resource (first), "email"))));
}

static void
test_export_dialog_selected (WhDialogFixture *self,
                             gconstpointer    unused)
{
  g_autofree char *contents = NULL;
  GtkSelectionModel *selection;

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  selection = gtk_column_view_get_model (
    GTK_COLUMN_VIEW (wh_list_fixture_child (&self->list, "view")));
  gtk_selection_model_select_range (selection, 2, 3, TRUE);
  open_dialog (self);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (child (self, "selected_check"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "json_check")), TRUE);

  contents = save (self);
  g_assert_cmpuint (self->n_exported, ==, 3);
  g_assert_true (g_str_has_prefix (contents, "[\n{"));
  g_assert_true (g_str_has_suffix (contents, "}\n]\n"));

  /* The format is remembered. */
  open_dialog (self);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (child (self, "json_check"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "csv_check")), TRUE);
}

/* What was not loaded is, and the list stays as it was. */
static void
test_export_dialog_all (WhDialogFixture *self,
                        gconstpointer    unused)
{
  g_autofree char *contents = NULL;

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  open_dialog (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "all_check")), TRUE);

  contents = save (self);
  g_assert_cmpuint (self->n_exported, ==, WH_UI_N_CUSTOMERS);
  g_assert_cmpuint (count_lines (contents), ==, WH_UI_N_CUSTOMERS + 1);
  g_assert_cmpuint (wh_list_fixture_count (&self->list), ==, 10);
}

/* Where everything is in sight there is no “everything”. */
static void
test_export_dialog_complete (WhDialogFixture *self,
                             gconstpointer    unused)
{
  wh_list_fixture_load (&self->list, WH_LIST_NO_LIMIT, WH_COLLECTION_COMPLETE);
  open_dialog (self);
  g_assert_false (gtk_widget_get_visible (child (self, "all_row")));
}

static void
test_export_dialog_problem (WhDialogFixture *self,
                            gconstpointer    unused)
{
  g_autoptr (GFile) nowhere = g_file_get_child (self->file, "list.csv");

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  open_dialog (self);
  wh_export_dialog_save (WH_EXPORT_DIALOG (self->dialog), nowhere);
  wh_ui_await_boolean (child (self, "problem_revealer"), "reveal-child", TRUE);
  wh_ui_await_child (child (self, "stack"), "form");
  g_assert_cmpuint (strlen (wh_ui_get_text (child (self, "problem_label"), "label")), >, 10);
  g_assert_null (self->exported);
}

static void
test_export_dialog_stop (WhDialogFixture *self,
                         gconstpointer    unused)
{
  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  open_dialog (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "all_check")), TRUE);
  wh_export_dialog_save (WH_EXPORT_DIALOG (self->dialog), self->file);
  wh_ui_await_child (child (self, "stack"), "progress");
  wh_ui_picture (GTK_WIDGET (self->dialog), "export-dialog-progress");
  wh_ui_click (child (self, "stop_button"));

  wh_ui_await_child (child (self, "stack"), "form");
  g_assert_true (gtk_revealer_get_reveal_child (
    GTK_REVEALER (child (self, "problem_revealer"))));
  g_assert_false (g_file_query_exists (self->file, NULL));

  /* And again, now to the end. */
  g_free (save (self));
  g_assert_cmpuint (self->n_exported, ==, WH_UI_N_CUSTOMERS);
}

static void
test_export_dialog_closed (WhDialogFixture *self,
                           gconstpointer    unused)
{
  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  open_dialog (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (self, "all_check")), TRUE);
  wh_export_dialog_save (WH_EXPORT_DIALOG (self->dialog), self->file);
  wh_ui_destroy (self->dialog, NULL);
  g_assert_null (self->dialog);
  g_assert_null (self->exported);
}

static void
test_export_dialog_copy (WhDialogFixture *self,
                         gconstpointer    unused)
{
  g_autofree char *text = NULL;

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  g_assert_true (gtk_selection_model_select_all (gtk_column_view_get_model (
    GTK_COLUMN_VIEW (wh_list_fixture_child (&self->list, "view")))));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->list.view), "records.copy-csv",
                                             NULL));
  text = wh_ui_dup_clipboard (GTK_WIDGET (self->list.view));
  g_assert_true (g_str_has_prefix (text, "Name,Email,"));
  g_assert_cmpuint (count_lines (text), ==, 11);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("shown", test_export_dialog_shown);
  ADD ("selected", test_export_dialog_selected);
  ADD ("all", test_export_dialog_all);
  ADD ("complete", test_export_dialog_complete);
  ADD ("problem", test_export_dialog_problem);
  ADD ("stop", test_export_dialog_stop);
  ADD ("closed", test_export_dialog_closed);
  ADD ("copy", test_export_dialog_copy);

  return g_test_run ();
}
