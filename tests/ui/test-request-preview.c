/* test-request-preview.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-draft.h"
#include "wh-request-preview.h"
#include "wh-request-text.h"
#include "wh-ui-test.h"

#include <string.h>

#define SERVER "https://api.profitwell.example"

static guint n_copied;

static void
on_copied_cb (void)
{
  n_copied++;
}

static WhApiRequest *
new_request (const char *name)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find ("create-plan"));
  g_autoptr (GError) error = NULL;
  WhApiRequest *request;

  wh_draft_set_text (draft, "id", "team");
  wh_draft_set_text (draft, "name", name);
  request = wh_draft_to_request (draft, &error);
  g_assert_no_error (error);

  return request;
}

static char *
dup_shown (GtkWidget *preview)
{
  GtkWidget *view = wh_ui_child (preview, WH_TYPE_REQUEST_PREVIEW, "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
test_request_preview_text (void)
{
  static const char *const names[] = {
    "Team plan", "<b>not bold</b> & so on", "团队 🐫 العربية", "a \"quote\" and a \\",
  };
  GtkWidget *preview = wh_request_preview_new (SERVER);
  GtkWindow *window = wh_ui_present (preview, 400, 300);
  GtkWidget *stack = wh_ui_child (preview, WH_TYPE_REQUEST_PREVIEW, "stack");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "none");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WhApiRequest) request = new_request (names[i]);
      g_autofree char *expected = wh_request_dup_preview (request, SERVER);
      g_autofree char *shown = NULL;

      wh_request_preview_set_request (WH_REQUEST_PREVIEW (preview), request);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "request");
      shown = dup_shown (preview);
      g_assert_cmpstr (shown, ==, expected);
      g_assert_nonnull (strstr (shown, SERVER "/v2/plans/"));
    }

  wh_request_preview_set_request (WH_REQUEST_PREVIEW (preview), NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "none");
  wh_ui_destroy (window, preview);
}

static void
test_request_preview_copy (void)
{
  GtkWidget *preview = wh_request_preview_new (SERVER);
  GtkWindow *window = wh_ui_present (preview, 400, 300);
  GtkWidget *button = wh_ui_find_action (preview, "request.copy-curl");
  g_autoptr (WhApiRequest) request = new_request ("It's a plan");
  g_autofree char *expected = wh_request_dup_curl (request, SERVER);
  g_autofree char *copied = NULL;

  /* Nothing to copy yet. */
  g_assert_false (gtk_widget_is_sensitive (button));
  g_signal_connect (preview, "copied", G_CALLBACK (on_copied_cb), NULL);
  wh_request_preview_set_request (WH_REQUEST_PREVIEW (preview), request);
  wh_test_iterate ();
  g_assert_true (gtk_widget_activate_action (preview, "request.copy-curl", NULL));

  copied = wh_ui_dup_clipboard (preview);
  g_assert_cmpstr (copied, ==, expected);
  g_assert_nonnull (strstr (copied, "$PROFITWELL_TOKEN"));
  g_assert_cmpuint (n_copied, ==, 1);
  wh_ui_destroy (window, preview);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/request-preview/text", test_request_preview_text);
  g_test_add_func ("/wellhead/ui/request-preview/copy", test_request_preview_copy);

  return g_test_run ();
}
