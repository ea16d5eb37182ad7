/* wh-application-actions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-application-private.h"
#include "wh-window.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *action;
  const char *accels[3];
} WhShortcut;

static const WhShortcut shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control>n" } },
  { "window.close", { "<Control>w" } },
  { "win.show-shortcuts", { "<Control>question" } },
  { "win.add-connection", { "<Control><Shift>n" } },
  { "win.search", { "<Control>f" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.stop", { "<Control>period" } },
  { "win.show-sidebar", { "F9" } },
  { "win.go-back", { "<Alt>Left" } },
  { "win.go-forward", { "<Alt>Right" } },
  { "win.switch-connection", { "<Control>j" } },
};

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GList *windows;

  /* Windows remember their size when they are closed; quitting alone would not close them. */
  while ((windows = gtk_application_get_windows (application)) != NULL)
    gtk_window_destroy (GTK_WINDOW (windows->data));

  g_application_quit (G_APPLICATION (application));
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  WhApplication *self = WH_APPLICATION (user_data);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  WhWindow *window = wh_window_new (self);

  if (WH_IS_WINDOW (active) && wh_window_get_connection (WH_WINDOW (active)) != NULL)
    wh_window_set_connection (window, wh_window_get_connection (WH_WINDOW (active)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
try_demo_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  WhApplication *self = WH_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;
  WhConnection *connection = wh_application_start_demo (self, &error);

  if (!WH_IS_WINDOW (window))
    return;

  if (connection != NULL)
    wh_window_set_connection (WH_WINDOW (window), connection);
  else
    wh_window_show_error (WH_WINDOW (window), error);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);

  adw_show_about_window (gtk_application_get_active_window (application),
                         "application-name", _("Wellhead"),
                         "application-icon", WH_APPLICATION_ID,
                         "version", WH_VERSION,
                         "developer-name", _("The Wellhead authors"),
                         "comments", _("Manage a ProfitWell account by point and click."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one per line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_action },
  { .name = "new-window", .activate = new_window_action },
  { .name = "try-demo", .activate = try_demo_action },
  { .name = "about", .activate = about_action },
};

/**
 * wh_application_add_actions:
 * @self: an application that is starting
 *
 * Adds the application's actions and the keys of every action of the program.
 */
void
wh_application_add_actions (WhApplication *self)
{
  g_return_if_fail (WH_IS_APPLICATION (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           shortcuts[i].accels);
}
