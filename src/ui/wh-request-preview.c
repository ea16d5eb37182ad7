/* wh-request-preview.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-request-preview.h"
#include "wh-request-text.h"

struct _WhRequestPreview
{
  GtkWidget     parent_instance;

  GtkStack     *stack;
  GtkTextView  *view;
  GtkWidget    *copy_button;

  char         *server;
  WhApiRequest *request; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WhRequestPreview, wh_request_preview, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
copy_curl_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WhRequestPreview *self = WH_REQUEST_PREVIEW (widget);
  g_autofree char *command = wh_request_dup_curl (self->request, self->server);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0);
}

static void
wh_request_preview_dispose (GObject *object)
{
  WhRequestPreview *self = WH_REQUEST_PREVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_REQUEST_PREVIEW);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (wh_request_preview_parent_class)->dispose (object);
}

static void
wh_request_preview_finalize (GObject *object)
{
  g_free (WH_REQUEST_PREVIEW (object)->server);

  G_OBJECT_CLASS (wh_request_preview_parent_class)->finalize (object);
}

static void
wh_request_preview_class_init (WhRequestPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_request_preview_dispose;
  object_class->finalize = wh_request_preview_finalize;

  signals[SIGNAL_COPIED] =
    g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "request.copy-curl", NULL, copy_curl_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-request-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, WhRequestPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, WhRequestPreview, view);
  gtk_widget_class_bind_template_child (widget_class, WhRequestPreview, copy_button);
  gtk_widget_class_set_css_name (widget_class, "requestpreview");
}

static void
wh_request_preview_init (WhRequestPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.copy-curl", FALSE);
}

/**
 * wh_request_preview_new:
 * @server: URL of the server that requests go to
 *
 * Returns: (transfer floating): a preview of nothing yet
 */
GtkWidget *
wh_request_preview_new (const char *server)
{
  WhRequestPreview *self = g_object_new (WH_TYPE_REQUEST_PREVIEW, NULL);

  self->server = g_strdup (server);

  return GTK_WIDGET (self);
}

/**
 * wh_request_preview_set_request:
 * @self: a preview
 * @request: (nullable): what is going to be sent; %NULL where that is not known yet
 */
void
wh_request_preview_set_request (WhRequestPreview *self,
                                WhApiRequest     *request)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WH_IS_REQUEST_PREVIEW (self));

  g_set_object (&self->request, request);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.copy-curl", request != NULL);
  gtk_stack_set_visible_child_name (self->stack, request != NULL ? "request" : "none");
  if (request == NULL)
    return;

  text = wh_request_dup_preview (request, self->server);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
}
