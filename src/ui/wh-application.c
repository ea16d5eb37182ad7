/* wh-application.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-application.h"
#include "wh-application-private.h"
#include "wh-demo-server.h"
#include "wh-window.h"

#include <glib/gi18n.h>

struct _WhApplication
{
  AdwApplication  parent_instance;

  WhContext      *context;
  WhDemoServer   *demo;
  GError         *load_error; /* until a window has said it */
};

G_DEFINE_FINAL_TYPE (WhApplication, wh_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "demo", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Start with a pretend account: no network, no keyring"), NULL },
  { "new-window", 'n', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Open another window"), NULL },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
    N_("Show the version and exit"), NULL },
  { NULL }
};

static WhWindow *
open_window (WhApplication *self)
{
  WhWindow *window = wh_window_new (self);

  gtk_window_present (GTK_WINDOW (window));
  if (self->load_error != NULL)
    wh_window_show_error (window, self->load_error);
  g_clear_error (&self->load_error);

  return window;
}

static WhWindow *
get_or_open_window (WhApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);

  if (WH_IS_WINDOW (window))
    {
      gtk_window_present (window);
      return WH_WINDOW (window);
    }

  return open_window (self);
}

static void
show_demo (WhApplication *self,
           WhWindow      *window)
{
  g_autoptr (GError) error = NULL;
  WhConnection *connection = wh_application_start_demo (self, &error);

  if (connection != NULL)
    wh_window_set_connection (window, connection);
  else
    wh_window_show_error (window, error);
}

static void
wh_application_activate (GApplication *application)
{
  get_or_open_window (WH_APPLICATION (application));
}

static int
wh_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  WhApplication *self = WH_APPLICATION (application);
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);
  gboolean demo = FALSE;
  gboolean new_window = FALSE;
  WhWindow *window;

  g_variant_dict_lookup (given, "demo", "b", &demo);
  g_variant_dict_lookup (given, "new-window", "b", &new_window);

  window = new_window ? open_window (self) : get_or_open_window (self);
  if (demo)
    show_demo (self, window);

  return 0;
}

static int
wh_application_handle_local_options (GApplication *application,
                                     GVariantDict *given)
{
  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("Wellhead %s\n", WH_VERSION);
      return 0;
    }

  return -1;
}

/* What the program is made of, from the person's own folder and keyring. */
static WhContext *
create_context (GError **error)
{
  g_autoptr (WhTokenStore) tokens = wh_keyring_token_store_new ();
  g_autoptr (WhClock) clock = wh_clock_new_system ();
  g_autofree char *data_dir = g_build_filename (g_get_user_data_dir (), WH_APPLICATION_ID, NULL);

  WhContext *context = wh_context_new (data_dir, tokens, clock);

  /* Where something could not be read, the rest works all the same. */
  wh_context_load (context, error);

  return context;
}

static void
wh_application_startup (GApplication *application)
{
  WhApplication *self = WH_APPLICATION (application);

  G_APPLICATION_CLASS (wh_application_parent_class)->startup (application);

  if (self->context == NULL)
    self->context = create_context (&self->load_error);
  wh_application_add_actions (self);
}

static void
wh_application_shutdown (GApplication *application)
{
  WhApplication *self = WH_APPLICATION (application);

  if (self->demo != NULL)
    wh_demo_server_stop (self->demo);
  if (self->context != NULL)
    wh_context_close (self->context);

  G_APPLICATION_CLASS (wh_application_parent_class)->shutdown (application);
}

static void
wh_application_dispose (GObject *object)
{
  WhApplication *self = WH_APPLICATION (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->context);
  g_clear_error (&self->load_error);

  G_OBJECT_CLASS (wh_application_parent_class)->dispose (object);
}

static void
wh_application_class_init (WhApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = wh_application_dispose;
  application_class->activate = wh_application_activate;
  application_class->command_line = wh_application_command_line;
  application_class->handle_local_options = wh_application_handle_local_options;
  application_class->startup = wh_application_startup;
  application_class->shutdown = wh_application_shutdown;
}

static void
wh_application_init (WhApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * wh_application_new:
 *
 * Returns: (transfer full): the application
 */
WhApplication *
wh_application_new (void)
{
  return g_object_new (WH_TYPE_APPLICATION,
                       "application-id", WH_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", WH_RESOURCE_PATH,
                       NULL);
}

/**
 * wh_application_set_context:
 * @self: an application that has not started
 * @context: what it is to be made of, instead of the person's own folder and keyring
 */
void
wh_application_set_context (WhApplication *self,
                            WhContext     *context)
{
  g_return_if_fail (WH_IS_APPLICATION (self));
  g_return_if_fail (!g_application_get_is_registered (G_APPLICATION (self)));

  g_set_object (&self->context, context);
}

/**
 * wh_application_get_context:
 * @self: an application that has started
 *
 * Returns: (transfer none): what the program is made of
 */
WhContext *
wh_application_get_context (WhApplication *self)
{
  g_return_val_if_fail (WH_IS_APPLICATION (self), NULL);

  return self->context;
}

/**
 * wh_application_start_demo:
 * @self: an application that has started
 * @error: return location
 *
 * Starts the pretend ProfitWell inside the program, once, and makes it a connection like any
 * other.
 *
 * Returns: (transfer none) (nullable): the demo connection, or %NULL with @error set
 */
WhConnection *
wh_application_start_demo (WhApplication  *self,
                           GError        **error)
{
  WhConnections *connections;
  WhConnection *connection;

  g_return_val_if_fail (WH_IS_APPLICATION (self), NULL);

  connections = wh_context_get_connections (self->context);

  if (self->demo == NULL)
    {
      const WhDemoOptions demo_options = WH_DEMO_OPTIONS_INIT;
      g_autoptr (WhDemoServer) demo = wh_demo_server_new (&demo_options);

      if (!wh_demo_server_start (demo, error))
        return NULL;

      self->demo = g_steal_pointer (&demo);
    }

  connection = wh_connections_find (connections, "demo");
  if (connection != NULL)
    return connection;

  return wh_connections_add_demo (connections,
                                  _("Demo Account"),
                                  wh_demo_server_get_url (self->demo),
                                  wh_demo_server_get_token (self->demo),
                                  wh_demo_server_get_public_token (self->demo),
                                  error);
}
