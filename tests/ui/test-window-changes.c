/* test-window-changes.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-action-form.h"
#include "wh-resource-page.h"
#include "wh-ui-test.h"
#include "wh-window.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/window-changes/" name, WhUiFixture, NULL, wh_ui_fixture_set_up, func, \
              wh_ui_fixture_tear_down)

static WhWindow *
open_window (WhUiFixture *self)
{
  WhWindow *window = wh_window_new (wh_ui_fixture_get_application (self));

  gtk_window_present (GTK_WINDOW (window));
  wh_ui_await_mapped (GTK_WIDGET (window));

  return window;
}

static void
close_window (WhWindow *window)
{
  wh_ui_destroy (GTK_WINDOW (window), NULL);
}

static WhActionForm *
get_form (GtkWindow *dialog)
{
  return WH_ACTION_FORM (
    adw_bin_get_child (ADW_BIN (wh_ui_child (dialog, WH_TYPE_ACTION_DIALOG, "form_bin"))));
}

static void
assert_input (GtkWindow  *dialog,
              const char *field,
              const char *expected)
{
  WhFieldRow *row = wh_action_form_find_row (get_form (dialog), field);
  GtkWidget *input;

  g_assert_nonnull (row);
  input = wh_field_control_get_input (wh_field_row_get_control (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (input)), ==, expected);
}

/* What a button knows beforehand stands in the form. */
static void
test_window_changes_run_with (WhUiFixture   *self,
                              gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  GVariantBuilder values;
  GtkWindow *dialog;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "category", "Team size");
  g_variant_builder_add (&values, "{ss}", "trait", "9 <b>&");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation-with",
                                             "(sssa{ss})", "put-trait", "customer", "", &values));

  dialog = wh_ui_find_window (WH_TYPE_ACTION_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (window));
  assert_input (dialog, "category", "Team size");
  assert_input (dialog, "trait", "9 <b>&");
  gtk_window_destroy (dialog);
  close_window (window);
}

static void
test_window_changes_run (WhUiFixture   *self,
                         gconstpointer  unused)
{
  WhWindow *window = open_window (self);
  GtkWindow *dialog;

  /* Of a version of the table that is not this one's. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation", "(sss)",
                                             "no-such-operation", "plan", ""));
  g_assert_null (wh_ui_find_window (WH_TYPE_ACTION_DIALOG));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.run-operation", "(sss)",
                                             "create-plan", "plan", ""));
  dialog = wh_ui_find_window (WH_TYPE_ACTION_DIALOG);
  g_assert_nonnull (dialog);
  assert_input (dialog, "name", "");
  gtk_window_destroy (dialog);
  close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("run", test_window_changes_run);
  ADD ("run-with", test_window_changes_run_with);

  return g_test_run ();
}
