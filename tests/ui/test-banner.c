/* test-banner.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-banner.h"
#include "wh-ui-test.h"

static void
test_banner_reveal (void)
{
  GtkWidget *banner = g_object_new (WH_TYPE_BANNER,
                                    "icon-name", "dialog-information-symbolic",
                                    "text", "Something <i>",
                                    "button-label", "_Do It",
                                    "action-name", "win.close",
                                    NULL);
  GtkWindow *window = wh_ui_present (banner, 400, 200);
  GtkWidget *button = wh_ui_child (banner, WH_TYPE_BANNER, "button");
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("close", NULL);
  g_autoptr (WhTestNotify) notify = wh_test_notify_new (banner, "revealed");
  g_autoptr (WhTestNotify) text_notify = wh_test_notify_new (banner, "text");

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));

  /* What cannot be seen cannot be reached with the keyboard either. */
  g_assert_false (gtk_widget_is_sensitive (button));

  wh_banner_set_revealed (WH_BANNER (banner), TRUE);
  wh_banner_set_revealed (WH_BANNER (banner), TRUE);
  g_assert_cmpuint (wh_test_notify_get_count (notify), ==, 1);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Do It");
  g_assert_nonnull (wh_ui_find (banner, GTK_TYPE_LABEL, "Something <i>"));

  wh_banner_set_text (WH_BANNER (banner), "Other");
  wh_banner_set_text (WH_BANNER (banner), "Other");
  g_assert_cmpuint (wh_test_notify_get_count (text_notify), ==, 1);
  g_assert_nonnull (wh_ui_find (banner, GTK_TYPE_LABEL, "Other"));

  wh_banner_set_revealed (WH_BANNER (banner), FALSE);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_clear_pointer (&notify, wh_test_notify_free);
  g_clear_pointer (&text_notify, wh_test_notify_free);
  wh_ui_destroy (window, banner);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/banner/reveal", test_banner_reveal);

  return g_test_run ();
}
