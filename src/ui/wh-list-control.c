/* wh-list-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-control.h"

#define HEIGHT 72

struct _WhListControl
{
  WhFieldControl  parent_instance;

  GtkWidget      *view;
  GtkTextBuffer  *buffer;
};

G_DEFINE_FINAL_TYPE (WhListControl, wh_list_control, WH_TYPE_FIELD_CONTROL)

static void
wh_list_control_set_text (WhFieldControl *control,
                          const char     *text)
{
  gtk_text_buffer_set_text (WH_LIST_CONTROL (control)->buffer, text != NULL ? text : "", -1);
}

static char *
wh_list_control_dup_text (WhFieldControl  *control,
                          GError         **error)
{
  WhListControl *self = WH_LIST_CONTROL (control);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0')
        g_strv_builder_add (items, lines[i]);
    }
  kept = g_strv_builder_end (items);

  return kept[0] != NULL ? g_strjoinv ("\n", kept) : NULL;
}

static void
wh_list_control_class_init (WhListControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  control_class->set_text = wh_list_control_set_text;
  control_class->dup_text = wh_list_control_dup_text;
}

static void
wh_list_control_init (WhListControl *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (wh_field_control_changed), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "list-frame");
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->view);
}

/**
 * wh_list_control_new:
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_list_control_new (void)
{
  return g_object_new (WH_TYPE_LIST_CONTROL, NULL);
}
