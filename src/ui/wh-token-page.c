/* wh-token-page.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-token-page.h"

#include "wh-error-text.h"
#include "wh-token-store.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The keyring may show a prompt of its own meanwhile, so saying that it is slow comes late. */
#define PATIENCE_SECONDS 10

struct _WhTokenPage
{
  WhPane          parent_instance;

  GtkWidget      *content;
  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *waiting_page;
  GtkSpinner     *spinner;
  GtkWidget      *waiting_session_button;
  AdwStatusPage  *problem_page;
  GtkButton      *main_button;
  GtkWidget      *second_button;

  GSignalGroup   *signals;
  guint           patience_id;
};

G_DEFINE_FINAL_TYPE (WhTokenPage, wh_token_page, WH_TYPE_PANE)

/* A state of the keyring in words, with its next step. */
typedef struct
{
  WhTokenState  state;
  const char   *icon_name;
  const char   *title;
  const char   *text;
  const char   *button;
  const char   *action;
  gboolean      offers_session;
} WhTokenProblem;

static const WhTokenProblem problems[] = {
  { WH_TOKEN_STATE_ABSENT, "dialog-password-symbolic",
    N_("Signed Out"),
    N_("There is no token for this connection in the keyring."),
    N_("_Enter Token…"), "win.renew-token", FALSE },
  { WH_TOKEN_STATE_LOCKED, "changes-prevent-symbolic",
    N_("The Keyring Is Locked"),
    N_("The token of this connection is in it. Unlock the keyring to go on."),
    N_("_Unlock…"), "win.open-connection", TRUE },
  { WH_TOKEN_STATE_REFUSED, "changes-prevent-symbolic",
    N_("Your Keyring Is Locked"),
    N_("It was not unlocked, so the token could not be read."),
    N_("_Unlock…"), "win.open-connection", TRUE },
  { WH_TOKEN_STATE_UNAVAILABLE, "dialog-warning-symbolic",
    N_("No Keyring Service Is Running"),
    N_("Tokens are kept by the keyring of this computer, and it does not answer. Install and start "
       "one (GNOME Keyring, KeePassXC or KWallet), or enter the token for this session only."),
    N_("_Try Again"), "win.open-connection", TRUE },
  { WH_TOKEN_STATE_REJECTED, "dialog-error-symbolic",
    N_("ProfitWell Refused the Token"),
    N_("It may have been replaced in Account Settings → Integrations → API Keys / Dev Kit."),
    N_("_New Token…"), "win.renew-token", FALSE },
};

static gboolean
lose_patience (gpointer user_data)
{
  WhTokenPage *self = WH_TOKEN_PAGE (user_data);

  self->patience_id = 0;
  adw_status_page_set_description (self->waiting_page,
                                   _("The keyring takes its time. It may be showing a window that "
                                     "asks for its password."));
  gtk_widget_set_visible (self->waiting_session_button, TRUE);

  return G_SOURCE_REMOVE;
}

static void
show_waiting (WhTokenPage *self)
{
  adw_status_page_set_description (self->waiting_page, NULL);
  gtk_widget_set_visible (self->waiting_session_button, FALSE);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "waiting");

  if (self->patience_id == 0)
    self->patience_id = g_timeout_add_seconds (PATIENCE_SECONDS, lose_patience, self);
}

/* A keyring that is stuck or fails is not one that is missing. */
static gboolean
says_more (const GError *error)
{
  return g_error_matches (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_LOST) ||
         g_error_matches (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_NOT_REMOVED) ||
         g_error_matches (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_FAILED);
}

static void
show_words (WhTokenPage          *self,
            const WhTokenProblem *problem,
            const GError         *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (!says_more (error))
    {
      adw_status_page_set_title (self->problem_page, _(problem->title));
      adw_status_page_set_description (self->problem_page, _(problem->text));
      return;
    }

  title = wh_error_dup_title (error);
  text = wh_error_dup_text (error);
  /* A description is markup, and the keyring service may have said part of it. */
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, escaped);
}

static void
show_problem (WhTokenPage          *self,
              const WhTokenProblem *problem,
              const GError         *error)
{
  adw_status_page_set_icon_name (self->problem_page, problem->icon_name);
  show_words (self, problem, error);
  gtk_button_set_label (self->main_button, _(problem->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->main_button), problem->action);
  gtk_widget_set_visible (self->second_button, problem->offers_session);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
update (WhTokenPage  *self,
        WhConnection *connection)
{
  WhTokenState state = wh_connection_get_token_state (connection);

  adw_window_title_set_title (self->title, wh_connection_get_name (connection));

  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_spinner_stop (self->spinner);

  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i].state == state)
      {
        show_problem (self, &problems[i], wh_connection_get_token_error (connection));
        return;
      }

  show_waiting (self);
}

static void
on_connection_changed_cb (WhTokenPage  *self,
                          GParamSpec   *pspec,
                          WhConnection *connection)
{
  update (self, connection);
}

static void
wh_token_page_dispose (GObject *object)
{
  WhTokenPage *self = WH_TOKEN_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_TOKEN_PAGE);

  G_OBJECT_CLASS (wh_token_page_parent_class)->dispose (object);
}

static void
wh_token_page_class_init (WhTokenPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_token_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-token-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, content);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, title);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, waiting_page);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, waiting_session_button);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, problem_page);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, main_button);
  gtk_widget_class_bind_template_child (widget_class, WhTokenPage, second_button);
}

static void
wh_token_page_init (WhTokenPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (WH_TYPE_CONNECTION);
  g_signal_group_connect_object (self->signals, "notify::token-state",
                                 G_CALLBACK (on_connection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::name",
                                 G_CALLBACK (on_connection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * wh_token_page_set_connection:
 * @self: a page
 * @connection: (nullable): whose token it is about
 */
void
wh_token_page_set_connection (WhTokenPage  *self,
                              WhConnection *connection)
{
  g_return_if_fail (WH_IS_TOKEN_PAGE (self));

  g_signal_group_set_target (self->signals, connection);
}
