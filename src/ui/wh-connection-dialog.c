/* wh-connection-dialog.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-color-chooser.h"
#include "wh-connection-dialog.h"
#include "wh-error-text.h"
#include "wh-url.h"

#include <glib/gi18n.h>

/* A token that was typed, kept while it is tried: the entry itself is emptied at once, because
 * GTK hands hidden text to whoever asks over the accessibility bus. */
typedef struct
{
  AdwEntryRow *row;
  char        *title;
  char        *token;
} WhTypedToken;

struct _WhConnectionDialog
{
  AdwWindow             parent_instance;

  GtkWidget            *submit_button;
  GtkSpinner           *spinner;
  GtkScrolledWindow    *scrolled;
  GtkRevealer          *problem_revealer;
  GtkLabel             *problem_title;
  GtkLabel             *problem_text;
  GtkWidget            *session_button;
  GtkWidget            *name_group;
  AdwEntryRow          *name_row;
  WhColorChooser       *color_chooser;
  AdwEntryRow          *private_row;
  AdwEntryRow          *public_row;
  AdwPreferencesGroup  *tokens_group;
  GtkLabel             *kept_label;
  GtkWidget            *advanced_group;
  AdwExpanderRow       *advanced_row;
  AdwEntryRow          *server_row;

  WhConnections        *connections;
  WhConnection         *renew;
  WhTokenKept           kept;
  WhTypedToken          private_token;
  WhTypedToken          public_token;
  GCancellable         *cancellable;
  gboolean              unfolding; /* what is below the last row comes into sight */
};

G_DEFINE_FINAL_TYPE (WhConnectionDialog, wh_connection_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (WhConnectionDialog *self,
          gboolean            busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->submit_button, !busy);
  gtk_widget_set_sensitive (self->session_button, !busy);
}

static void
on_expanded_cb (WhConnectionDialog *self)
{
  self->unfolding = adw_expander_row_get_expanded (self->advanced_row);
}

/* An expander grows bit by bit, and what it has for us may be below the edge of the window. */
static void
on_height_changed_cb (WhConnectionDialog *self,
                      GParamSpec         *pspec,
                      GtkAdjustment      *adjustment)
{
  if (self->unfolding)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
clear_problem (WhConnectionDialog *self)
{
  self->unfolding = FALSE;
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->private_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->public_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->server_row), "error");
}

static gboolean
can_go_on_without_keyring (const GError *error)
{
  return error->domain == WH_TOKEN_ERROR && error->code != WH_TOKEN_ERROR_INVALID;
}

static gboolean
is_blank (AdwEntryRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  return *g_strstrip (text) == '\0';
}

/* What the same trouble means while a connection is being made. */
static const char *
find_own_title (WhConnectionDialog *self,
                const GError       *error,
                AdwEntryRow        *row)
{
  if (row == self->name_row && is_blank (row))
    return _("Enter a Name");

  if (row == self->private_row && error->domain == WH_TOKEN_ERROR && is_blank (row))
    return _("Enter the Private Token");

  return NULL;
}

static const char *
find_own_text (const GError *error)
{
  if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED))
    return _("ProfitWell does not accept this token. Check that it is the private one and that "
             "it is complete.");

  if (g_error_matches (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED) ||
      g_error_matches (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_LOCKED))
    return _("It was not unlocked, so the token could not be saved. Unlock it, or use the token "
             "for this session only.");

  return NULL;
}

/* @row: (nullable): the one to mend */
static void
show_problem (WhConnectionDialog *self,
              const GError       *error,
              AdwEntryRow        *row)
{
  const char *own_title = find_own_title (self, error, row);
  const char *own_text = find_own_text (error);
  g_autofree char *title = wh_error_dup_title (error);
  g_autofree char *text = wh_error_dup_text (error);

  gtk_label_set_label (self->problem_title, own_title != NULL ? own_title : title);
  gtk_label_set_label (self->problem_text, own_text != NULL ? own_text : text);
  gtk_widget_set_visible (self->session_button, can_go_on_without_keyring (error));
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);

  if (row != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static void
typed_token_clear (WhTypedToken *typed)
{
  g_clear_pointer (&typed->token, wh_token_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (typed->row), typed->title);
}

/* Moves what was typed out of the entry. What was typed before stays where nothing was typed
 * again. */
static gboolean
typed_token_take (WhTypedToken  *typed,
                  gboolean       required,
                  GError       **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (typed->row));
  g_autofree char *title = NULL;
  char *token;

  if (*text == '\0' && (typed->token != NULL || !required))
    return TRUE;

  token = wh_token_check (text, error);
  if (token == NULL)
    return FALSE;

  typed_token_clear (typed);
  typed->token = token;
  gtk_editable_set_text (GTK_EDITABLE (typed->row), "");

  if (strlen (token) > 8)
    /* Translators: the first %s is the title of a field, the second the last four characters
     * of the token that was typed into it and that is kept while it is tried */
    title = g_strdup_printf (_("%s, ending in …%s"), typed->title, token + strlen (token) - 4);
  else
    /* Translators: %s is the title of a field, for a token that was typed into it and that is
     * kept while it is tried */
    title = g_strdup_printf (_("%s, as entered"), typed->title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (typed->row), title);

  return TRUE;
}

/* Everything that can be told without the server, at the field that it is about. */
static gboolean
check (WhConnectionDialog  *self,
       AdwEntryRow        **row,
       GError             **error)
{
  g_autofree char *server = NULL;
  gboolean public_given;

  *row = self->name_row;
  if (self->renew == NULL &&
      !wh_connections_check_name (self->connections,
                                  gtk_editable_get_text (GTK_EDITABLE (self->name_row)),
                                  NULL, error))
    return FALSE;

  *row = self->server_row;
  server = wh_url_normalize_server (gtk_editable_get_text (GTK_EDITABLE (self->server_row)),
                                    error);
  if (server == NULL)
    {
      adw_expander_row_set_expanded (self->advanced_row, TRUE);
      return FALSE;
    }

  *row = self->private_row;
  /* A renewal may be about the public one alone. */
  public_given = self->public_token.token != NULL ||
                 *gtk_editable_get_text (GTK_EDITABLE (self->public_row)) != '\0';
  if (!typed_token_take (&self->private_token, self->renew == NULL || !public_given, error))
    return FALSE;

  *row = self->public_row;

  return typed_token_take (&self->public_token, FALSE, error);
}

static void
finish (WhConnectionDialog *self,
        WhConnection       *connection,
        GError             *error)
{
  set_busy (self, FALSE);

  if (error == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0, connection);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  show_problem (self, error,
                wh_error_get_remedy (error) == WH_REMEDY_RENEW_TOKEN ? self->private_row : NULL);
}

static void
on_added_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (WhConnectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  WhConnection *connection;

  connection = wh_connections_add_finish (WH_CONNECTIONS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  finish (self, connection, error);
}

static void
on_renewed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (WhConnectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  wh_connections_renew_finish (WH_CONNECTIONS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  finish (self, self->renew, error);
}

static void
submit (WhConnectionDialog *self)
{
  g_autoptr (GError) error = NULL;
  AdwEntryRow *row = NULL;
  WhConnectionDetails details;

  clear_problem (self);
  if (!check (self, &row, &error))
    {
      show_problem (self, error, row);
      return;
    }

  details = (WhConnectionDetails) {
    .name = gtk_editable_get_text (GTK_EDITABLE (self->name_row)),
    .server = gtk_editable_get_text (GTK_EDITABLE (self->server_row)),
    .color = wh_color_chooser_get_color (self->color_chooser),
    .private_token = self->private_token.token,
    .public_token = self->public_token.token,
    .kept = self->kept,
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);

  if (self->renew != NULL)
    wh_connections_renew_async (self->connections, self->renew, &details, self->cancellable,
                                on_renewed_cb, g_object_ref (self));
  else
    wh_connections_add_async (self->connections, &details, self->cancellable, on_added_cb,
                              g_object_ref (self));
}

static void
update_kept_label (WhConnectionDialog *self)
{
  gtk_label_set_label (self->kept_label,
                       self->kept == WH_TOKEN_KEPT_FOR_SESSION
                         ? _("Tokens are forgotten when Wellhead ends.")
                         : _("Tokens are kept in the keyring of this computer and nowhere else."));
}

static void
on_submit_cb (WhConnectionDialog *self)
{
  submit (self);
}

static void
on_session_clicked_cb (WhConnectionDialog *self)
{
  self->kept = WH_TOKEN_KEPT_FOR_SESSION;
  update_kept_label (self);
  submit (self);
}

static void
on_changed_cb (WhConnectionDialog *self,
               AdwEntryRow        *row)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

/* Not before: hiding the rows that a renewal does not need takes the focus away. */
static void
on_map_cb (WhConnectionDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->renew != NULL ? self->private_row : self->name_row));
}

/* A window that was closed lives on as long as somebody who waits for an answer holds it. */
static void
wh_connection_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (WH_CONNECTION_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (wh_connection_dialog_parent_class)->unrealize (widget);
}

static void
wh_connection_dialog_dispose (GObject *object)
{
  WhConnectionDialog *self = WH_CONNECTION_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connections);
  g_clear_object (&self->renew);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_CONNECTION_DIALOG);

  G_OBJECT_CLASS (wh_connection_dialog_parent_class)->dispose (object);
}

static void
wh_connection_dialog_finalize (GObject *object)
{
  WhConnectionDialog *self = WH_CONNECTION_DIALOG (object);

  g_clear_pointer (&self->private_token.token, wh_token_free);
  g_clear_pointer (&self->public_token.token, wh_token_free);
  g_free (self->private_token.title);
  g_free (self->public_token.title);

  G_OBJECT_CLASS (wh_connection_dialog_parent_class)->finalize (object);
}

static void
wh_connection_dialog_class_init (WhConnectionDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_connection_dialog_dispose;
  object_class->finalize = wh_connection_dialog_finalize;
  widget_class->unrealize = wh_connection_dialog_unrealize;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, WH_TYPE_CONNECTION);

  g_type_ensure (WH_TYPE_COLOR_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-connection-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, submit_button);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, problem_title);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, problem_text);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, session_button);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, name_group);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, color_chooser);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, private_row);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, public_row);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, tokens_group);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, kept_label);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, advanced_group);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, WhConnectionDialog, server_row);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_session_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded_cb);
}

static void
wh_connection_dialog_init (WhConnectionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wh_accessible_name_buttons (GTK_WIDGET (self->private_row));
  wh_accessible_name_buttons (GTK_WIDGET (self->public_row));

  self->private_token.row = self->private_row;
  self->private_token.title =
    g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->private_row)));
  self->public_token.row = self->public_row;
  self->public_token.title =
    g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->public_row)));

  gtk_editable_set_text (GTK_EDITABLE (self->server_row), WH_API_DEFAULT_SERVER);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "notify::upper",
                           G_CALLBACK (on_height_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (on_map_cb), NULL);
}

static void
prepare_renewal (WhConnectionDialog *self)
{
  g_autofree char *title = NULL;

  /* Translators: %s is the name of a connection */
  title = g_strdup_printf (_("New Token for “%s”"), wh_connection_get_name (self->renew));
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (self->submit_button), _("_Save"));
  gtk_widget_set_visible (self->name_group, FALSE);
  gtk_widget_set_visible (self->advanced_group, FALSE);
  adw_preferences_group_set_description (
    self->tokens_group, _("A field that is left empty keeps the token that there is."));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 360);
}

/**
 * wh_connection_dialog_new:
 * @connections: where the connection belongs
 * @renew: (nullable): the connection that gets new tokens, %NULL to add one
 * @kept: where the tokens are to be kept
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
wh_connection_dialog_new (WhConnections *connections,
                          WhConnection  *renew,
                          WhTokenKept    kept)
{
  WhConnectionDialog *self = g_object_new (WH_TYPE_CONNECTION_DIALOG, NULL);

  self->connections = g_object_ref (connections);
  self->kept = kept;
  update_kept_label (self);
  if (g_set_object (&self->renew, renew))
    prepare_renewal (self);

  return GTK_WINDOW (self);
}

/**
 * wh_connection_dialog_is_renewal:
 * @self: a dialog
 *
 * Returns: whether it takes new tokens for a connection that exists
 */
gboolean
wh_connection_dialog_is_renewal (WhConnectionDialog *self)
{
  g_return_val_if_fail (WH_IS_CONNECTION_DIALOG (self), FALSE);

  return self->renew != NULL;
}
