/* wh-window-toasts.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-window-private.h"

#include <glib/gi18n.h>

static void
show_in_folder_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = NULL;

  if (folder == NULL)
    return;

  uri = g_file_get_uri (folder);
  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

void
wh_window_install_toasts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-in-folder", "s",
                                   show_in_folder_action);
}

/* The program goes on with what it knows, and the next change is written with all others. */
static void
on_save_failed_cb (WhWindow     *self,
                   const GError *error)
{
  g_autofree char *reason = wh_error_dup_title (error);
  g_autofree char *text = NULL;

  /* Translators: %s is what went wrong, such as “The Disk Is Full” */
  text = g_strdup_printf (_("The list of connections was not saved: %s"), reason);
  wh_window_show_toast (self, text);
}

/* HAZARDS D7 */
static void
on_set_aside_cb (WhWindow     *self,
                 GParamSpec   *pspec,
                 WhLocalStore *store)
{
  g_autofree char *name = g_path_get_basename (wh_local_store_get_set_aside (store));
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a file, such as local.db.bad */
  text = g_strdup_printf (_("What was kept on this computer was unreadable and is now %s"), name);
  wh_window_show_toast (self, text);
}

/*
 * wh_window_listen_for_trouble:
 * @self: a window with its context
 *
 * Says from now on what went wrong with the files of the program.
 */
void
wh_window_listen_for_trouble (WhWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  WhLocalStore *store = wh_context_get_local_store (self->context);

  g_signal_connect_object (wh_context_get_connections (self->context), "save-failed",
                           G_CALLBACK (on_save_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::set-aside", G_CALLBACK (on_set_aside_cb), self,
                           G_CONNECT_SWAPPED);

  /* The file is opened before there is a window; the first one says it. */
  if (wh_local_store_get_set_aside (store) != NULL &&
      gtk_application_get_windows (application)->next == NULL)
    on_set_aside_cb (self, NULL, store);
}

/**
 * wh_window_show_error:
 * @self: a window
 * @error: what went wrong
 *
 * Says it in a toast, for what is not part of a page.
 */
void
wh_window_show_error (WhWindow     *self,
                      const GError *error)
{
  g_autofree char *title = NULL;

  g_return_if_fail (WH_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  title = wh_error_dup_title (error);
  wh_window_show_toast (self, title);
}

AdwToast *
wh_window_create_toast (const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/**
 * wh_window_show_toast:
 * @self: a window
 * @text: plain text, no markup
 */
void
wh_window_show_toast (WhWindow   *self,
                      const char *text)
{
  g_return_if_fail (WH_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toast_overlay, wh_window_create_toast (text));
}

/**
 * wh_window_show_file:
 * @self: a window
 * @text: what was done, plain text
 * @file: the file that came of it
 *
 * Says it in a toast that leads to the file.
 */
void
wh_window_show_file (WhWindow   *self,
                     const char *text,
                     GFile      *file)
{
  AdwToast *toast;
  g_autofree char *uri = NULL;

  g_return_if_fail (WH_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  toast = wh_window_create_toast (text);
  uri = g_file_get_uri (file);
  adw_toast_set_button_label (toast, _("Show in _Folder"));
  adw_toast_set_action_name (toast, "win.show-in-folder");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
