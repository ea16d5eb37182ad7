/* wh-action-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-dialog.h"
#include "wh-action-form.h"
#include "wh-action-problem.h"
#include "wh-connection-dialog.h"
#include "wh-connection-dot.h"
#include "wh-error-text.h"
#include "wh-request-preview.h"

#include <glib/gi18n.h>

struct _WhActionDialog
{
  AdwWindow         parent_instance;

  GtkWidget        *cancel_button;
  GtkWidget        *submit_button;
  GtkSpinner       *spinner;
  AdwToastOverlay  *toast_overlay;
  GtkScrolledWindow *scrolled;
  GtkLabel         *title_label;
  GtkLabel         *subject_label;
  WhConnectionDot  *connection_dot;
  GtkLabel         *connection_label;
  GtkLabel         *explanation_label;
  GtkRevealer      *problem_revealer;
  GtkLabel         *problem_title;
  GtkLabel         *problem_text;
  GtkWidget        *remedy_button;
  AdwBin           *form_bin;
  WhActionForm     *form;
  GtkWidget        *effects_card;
  GtkBox           *effects_box;
  GtkWidget        *confirm_group;
  GtkLabel         *confirm_label;
  GtkWidget        *confirm_entry;
  AdwExpanderRow   *request_row;
  WhRequestPreview *preview;

  WhAction         *action;
  WhConnections    *connections;
  char            **effects; /* (nullable): as they are shown */
  WhRemedy          remedy;  /* of the problem that is shown */
  GCancellable     *cancellable; /* (nullable): of what runs */
  GtkWidget        *focus;       /* (nullable): where the keyboard was when it was started */
  gboolean          discarding;  /* somebody said that nothing of it is needed */
  guint             close_source;
};

G_DEFINE_FINAL_TYPE (WhActionDialog, wh_action_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const WhOperation *
get_operation (WhActionDialog *self)
{
  return wh_action_get_operation (self->action);
}

static gboolean
is_running (WhActionDialog *self)
{
  return self->cancellable != NULL;
}

/* What is said of it */

static void
update_subject (WhActionDialog *self)
{
  g_autofree char *subject = wh_action_dup_subject (self->action);

  gtk_label_set_label (self->subject_label, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject_label),
                          subject != NULL && wh_action_get_record (self->action) != NULL);
}

static GtkWidget *
create_effect (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bullet = gtk_label_new ("•");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_add_css_class (bullet, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), bullet);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
update_effects (WhActionDialog *self)
{
  g_auto (GStrv) effects = wh_action_dup_effects (self->action);
  GtkWidget *child;

  if (self->effects != NULL && g_strv_equal ((const char *const *) self->effects,
                                             (const char *const *) effects))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->effects_box))) != NULL)
    gtk_box_remove (self->effects_box, child);
  for (guint i = 0; effects[i] != NULL; i++)
    gtk_box_append (self->effects_box, create_effect (effects[i]));
  gtk_widget_set_visible (self->effects_card, effects[0] != NULL);

  g_strfreev (self->effects);
  self->effects = g_steal_pointer (&effects);
}

static gboolean
is_confirmed (WhActionDialog *self)
{
  g_autofree char *identifier = wh_action_dup_identifier (self->action);
  g_autofree char *typed = NULL;

  if (get_operation (self)->danger != WH_DANGER_TYPE)
    return TRUE;
  if (identifier == NULL)
    return FALSE;

  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->confirm_entry)));

  return g_str_equal (typed, identifier) || g_str_equal (g_strstrip (typed), identifier);
}

static void
update_submit_button (WhActionDialog *self)
{
  gtk_widget_set_sensitive (self->submit_button, !is_running (self) && is_confirmed (self));
}

static void
update_confirmation (WhActionDialog *self)
{
  g_autofree char *identifier = NULL;
  g_autofree char *text = NULL;

  if (get_operation (self)->danger == WH_DANGER_TYPE)
    {
      identifier = wh_action_dup_identifier (self->action);
      /* Translators: %s is an identifier such as pwu_Q1w2E3r4T5y6, or an e-mail address */
      text = identifier != NULL ? g_strdup_printf (_("To confirm, type “%s”"), identifier)
                                : g_strdup (_("To confirm, fill in the form first"));
      gtk_label_set_label (self->confirm_label, text);
      gtk_widget_set_visible (self->confirm_group, TRUE);
      gtk_widget_set_sensitive (self->confirm_entry, identifier != NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->confirm_entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  update_submit_button (self);
}

static void
update_preview (WhActionDialog *self)
{
  g_autoptr (WhApiRequest) request = NULL;

  if (wh_action_form_check (self->form, NULL))
    request = wh_draft_to_request (wh_action_get_draft (self->action), NULL);
  wh_request_preview_set_request (self->preview, request);
}

static void
update (WhActionDialog *self)
{
  update_subject (self);
  update_effects (self);
  update_confirmation (self);
  update_preview (self);
}

static void
update_connection (WhActionDialog *self)
{
  WhConnection *connection = wh_action_get_connection (self->action);
  const char *company = wh_connection_get_company_name (connection);
  g_autofree char *text = NULL;

  if (company != NULL && g_strcmp0 (company, wh_connection_get_name (connection)) != 0)
    /* Translators: the name of a connection, and of the company that it leads to */
    text = g_strdup_printf (_("%s · %s"), wh_connection_get_name (connection), company);
  gtk_label_set_label (self->connection_label,
                       text != NULL ? text : wh_connection_get_name (connection));
}

/* Problems */

static void
clear_problem (WhActionDialog *self)
{
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

static void
show_problem (WhActionDialog *self,
              const char     *title,
              const char     *text,
              const char     *remedy_label)
{
  gtk_label_set_label (self->problem_title, title);
  gtk_label_set_label (self->problem_text, text);
  gtk_widget_set_visible (self->remedy_button, remedy_label != NULL);
  if (remedy_label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->remedy_button), remedy_label);
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
show_error (WhActionDialog *self,
            const GError   *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (wh_action_form_show_error (self->form, error))
    return;

  self->remedy = wh_error_get_remedy (error);
  title = wh_action_problem_dup_title (self->action, error);
  text = wh_action_problem_dup_text (self->action, error);
  show_problem (self, title, text, wh_action_problem_get_remedy_label (self->action, error));
}

/* Running */

/* The keyboard waits at the button that cancels, and comes back to where it was. */
static void
move_focus (WhActionDialog *self,
            gboolean        running)
{
  if (running)
    {
      g_set_weak_pointer (&self->focus, gtk_window_get_focus (GTK_WINDOW (self)));
      gtk_widget_grab_focus (self->cancel_button);
    }
  else if (self->focus != NULL)
    {
      gtk_widget_grab_focus (self->focus);
      g_clear_weak_pointer (&self->focus);
    }
}

static void
set_running (WhActionDialog *self,
             gboolean        running)
{
  g_clear_object (&self->cancellable);
  if (running)
    self->cancellable = g_cancellable_new ();

  /* What has the keyboard must not become insensitive. */
  if (running)
    move_focus (self, TRUE);

  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !running);
  gtk_widget_set_sensitive (self->confirm_group, !running);
  gtk_widget_set_sensitive (self->remedy_button, !running);
  update_submit_button (self);
  if (!running)
    move_focus (self, FALSE);
}

static void
on_run_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (WhActionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean success = wh_action_run_finish (WH_ACTION (source), result, &error);

  /* The dialog was closed meanwhile. */
  if (self->form == NULL)
    return;

  set_running (self, FALSE);
  if (success)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0, self->action);
      self->discarding = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  else if (wh_action_may_have_happened (self->action))
    show_problem (self, _("Cancelled on the Way"),
                  _("The request had been sent already. The change may have been made all the "
                    "same. Look before you try again."), NULL);
}

static void
run (WhActionDialog *self)
{
  set_running (self, TRUE);
  wh_action_run_async (self->action, self->cancellable, on_run_cb, g_object_ref (self));
}

static void
submit (WhActionDialog *self)
{
  g_autoptr (GError) error = NULL;

  clear_problem (self);
  if (wh_action_form_check (self->form, &error))
    {
      if (is_confirmed (self))
        run (self);
      return;
    }

  wh_action_form_complain (self->form);
  for (guint i = 0; i < wh_action_form_get_n_rows (self->form); i++)
    {
      if (wh_field_row_get_complaint (wh_action_form_get_row (self->form, i)) != NULL)
        return;
    }
  /* It is about no single field. */
  show_error (self, error);
}

static void
on_submit_cb (WhActionDialog *self)
{
  if (!is_running (self))
    submit (self);
}

static void
on_opened_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhActionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean success = wh_connection_open_finish (WH_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form == NULL)
    return;

  set_running (self, FALSE);
  if (!success)
    show_error (self, error);
}

static void
unlock (WhActionDialog *self)
{
  clear_problem (self);
  set_running (self, TRUE);
  wh_connection_open_async (wh_action_get_connection (self->action), TRUE, self->cancellable,
                            on_opened_cb, g_object_ref (self));
}

/* What was typed waits meanwhile. */
static void
on_token_done_cb (WhActionDialog *self)
{
  clear_problem (self);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Token saved")));
}

static void
enter_token (WhActionDialog *self)
{
  WhConnection *connection = wh_action_get_connection (self->action);
  WhTokenKept kept = wh_connection_get_token_kept (connection);
  GtkWindow *dialog = wh_connection_dialog_new (self->connections, connection,
                                                kept == WH_TOKEN_KEPT_NOWHERE
                                                  ? WH_TOKEN_KEPT_IN_KEYRING : kept);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_token_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
on_remedy_cb (WhActionDialog *self)
{
  switch (self->remedy)
    {
    case WH_REMEDY_RETRY:
      submit (self);
      break;

    case WH_REMEDY_RENEW_TOKEN:
      enter_token (self);
      break;

    case WH_REMEDY_UNLOCK:
      unlock (self);
      break;

    case WH_REMEDY_NONE:
    default:
      break;
    }
}

static void
on_form_changed_cb (WhActionDialog *self)
{
  clear_problem (self);
  update (self);
}

static void
on_copied_cb (WhActionDialog *self)
{
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Copied as cURL")));
}

/* Closing */

static gboolean
close_cb (gpointer user_data)
{
  WhActionDialog *self = WH_ACTION_DIALOG (user_data);

  self->close_source = 0;
  gtk_window_close (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/* The question closes itself after this, and needs its parent until then. */
static void
on_discard_response_cb (WhActionDialog *self,
                        const char     *response)
{
  if (!g_str_equal (response, "discard"))
    return;

  self->discarding = TRUE;
  if (self->close_source == 0)
    self->close_source = g_idle_add (close_cb, self);
}

static void
ask_to_discard (WhActionDialog *self)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Discard What You Entered?"),
                                   _("Closing loses what you filled in."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep Editing"),
                                    "discard", _("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
wh_action_dialog_close_request (GtkWindow *window)
{
  WhActionDialog *self = WH_ACTION_DIALOG (window);

  if (is_running (self))
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }

  if (!self->discarding && wh_action_form_is_edited (self->form))
    {
      ask_to_discard (self);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (wh_action_dialog_parent_class)->close_request (window);
}

/* A window that was closed lives on as long as somebody who waits for an answer holds it. */
static void
wh_action_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (WH_ACTION_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (wh_action_dialog_parent_class)->unrealize (widget);
}

static void
wh_action_dialog_dispose (GObject *object)
{
  WhActionDialog *self = WH_ACTION_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->close_source, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  self->form = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_ACTION_DIALOG);
  g_clear_object (&self->action);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (wh_action_dialog_parent_class)->dispose (object);
}

static void
wh_action_dialog_finalize (GObject *object)
{
  g_strfreev (WH_ACTION_DIALOG (object)->effects);

  G_OBJECT_CLASS (wh_action_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (WH_TYPE_CONNECTION_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-action-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, submit_button);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, subject_label);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, connection_dot);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, connection_label);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, problem_title);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, problem_text);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, form_bin);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, effects_card);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, effects_box);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, confirm_group);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, confirm_label);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, confirm_entry);
  gtk_widget_class_bind_template_child (widget_class, WhActionDialog, request_row);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_submit_button);
}

static void
wh_action_dialog_class_init (WhActionDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_action_dialog_dispose;
  object_class->finalize = wh_action_dialog_finalize;
  widget_class->unrealize = wh_action_dialog_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = wh_action_dialog_close_request;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_ACTION);

  bind_template (widget_class);
}

static void
wh_action_dialog_init (WhActionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_form (WhActionDialog *self,
          GListModel     *plans)
{
  self->form = WH_ACTION_FORM (wh_action_form_new (self->action, plans));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  gtk_widget_set_visible (GTK_WIDGET (self->form_bin), get_operation (self)->n_fields > 0);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_form_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_preview (WhActionDialog *self)
{
  WhConnection *connection = wh_action_get_connection (self->action);
  GtkWidget *row = adw_preferences_row_new ();

  self->preview =
    WH_REQUEST_PREVIEW (wh_request_preview_new (wh_connection_get_server (connection)));
  g_signal_connect_object (self->preview, "copied", G_CALLBACK (on_copied_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "field");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->preview));
  adw_expander_row_add_row (self->request_row, row);
}

static void
name_action (WhActionDialog *self)
{
  const WhOperation *operation = get_operation (self);
  const char *title = _(operation->title);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->explanation_label, _(operation->explanation));
  gtk_button_set_label (GTK_BUTTON (self->submit_button), title);
  gtk_widget_add_css_class (self->submit_button, operation->danger == WH_DANGER_NONE
                                                   ? "suggested-action"
                                                   : "destructive-action");
}

/* Where the keyboard is first: what is to be typed, and never at once on what cannot be taken
 * back. */
static void
focus_first (WhActionDialog *self)
{
  if (wh_action_form_get_n_rows (self->form) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->form));
  else if (get_operation (self)->danger == WH_DANGER_TYPE)
    gtk_widget_grab_focus (self->confirm_entry);
  else if (get_operation (self)->danger == WH_DANGER_CONFIRM)
    gtk_widget_grab_focus (self->cancel_button);
  else
    gtk_widget_grab_focus (self->submit_button);
}

/**
 * wh_action_dialog_new:
 * @action: what is going to be done, not run yet; its draft is edited
 * @connections: where tokens are renewed
 * @plans: (nullable): #GListModel of #WhRecord, the plans that are known
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
wh_action_dialog_new (WhAction      *action,
                      WhConnections *connections,
                      GListModel    *plans)
{
  WhActionDialog *self;
  WhConnection *connection;

  g_return_val_if_fail (WH_IS_ACTION (action), NULL);
  g_return_val_if_fail (WH_IS_CONNECTIONS (connections), NULL);

  self = g_object_new (WH_TYPE_ACTION_DIALOG, NULL);
  self->action = g_object_ref (action);
  self->connections = g_object_ref (connections);
  name_action (self);
  add_form (self, plans);
  add_preview (self);

  connection = wh_action_get_connection (action);
  wh_connection_dot_set_connection (self->connection_dot, connection);
  g_signal_connect_object (connection, "notify::name", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::company-name", G_CALLBACK (update_connection),
                           self, G_CONNECT_SWAPPED);
  update_connection (self);
  update (self);
  focus_first (self);

  return GTK_WINDOW (self);
}
