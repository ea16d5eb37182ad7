/* keyring-fixture.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "keyring-fixture.h"

#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

#include "token-store-suite.h"
#include "wh-test-util.h"

#define PASSWORD "test-pw"
#define SECRETS_NAME "org.freedesktop.secrets"
#define PROMPTER_NAME "org.gnome.keyring.SystemPrompter"
#define PROMPTER_PATH "/org/gnome/keyring/Prompter"
#define PROMPTER_CALLBACK "org.gnome.keyring.internal.Prompter.Callback"

static const char prompter_xml[] =
  "<node><interface name='org.gnome.keyring.internal.Prompter'>"
  "<method name='BeginPrompting'><arg type='o' direction='in'/></method>"
  "<method name='PerformPrompt'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='s' direction='in'/></method>"
  "<method name='StopPrompting'><arg type='o' direction='in'/></method>"
  "</interface></node>";

/* One connection for the whole program, which nobody closes. */
static GDBusConnection *
get_bus (void)
{
  static GDBusConnection *bus = NULL;
  g_autoptr (GError) error = NULL;

  if (bus == NULL)
    bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);

  return g_object_ref (bus);
}

gboolean
keyring_is_there (gpointer unused)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  gboolean owned;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", SECRETS_NAME), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &owned);

  return owned;
}

static gboolean
has_no_owner (gpointer user_data)
{
  return !keyring_is_there (user_data);
}

/* @unlock: whether the login keyring is opened, and made where there is none */
GSubprocess *
keyring_start (gboolean unlock)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* It would die of its own warnings. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", unlock ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (unlock)
    {
      /* Without a line end, which would be part of it. */
      g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), PASSWORD,
                                 strlen (PASSWORD), NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL);
  wh_test_wait_until (keyring_is_there, NULL);

  return daemon;
}

static gboolean
is_stopped (gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat",
                                           g_subprocess_get_identifier (user_data));
  g_autofree char *stat = NULL;

  g_assert_true (g_file_get_contents (path, &stat, NULL, NULL));

  return strstr (stat, ") T ") != NULL;
}

/* A signal is delivered some time after it was sent, and a quick daemon answers until then. */
void
keyring_stop (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGSTOP);
  wh_test_wait_until (is_stopped, daemon);
}

void
keyring_kill (GSubprocess *daemon)
{
  g_autoptr (GSubprocess) owned = daemon;

  g_subprocess_force_exit (daemon);
  g_subprocess_wait (daemon, NULL, NULL);
  wh_test_wait_until (has_no_owner, NULL);
  secret_service_disconnect ();
}

void
keyring_lock (void)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { "/org/freedesktop/secrets/collection/login", NULL };

  reply = g_dbus_connection_call_sync (bus, SECRETS_NAME, "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "Lock",
                                       g_variant_new ("(^ao)", paths), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
call_back (Prompter   *prompter,
           const char *client,
           const char *path,
           const char *reply)
{
  g_autoptr (GVariant) parameters = NULL;

  parameters = reply == NULL ? g_variant_new ("()")
                             : g_variant_new ("(s@a{sv}s)", reply,
                                              g_variant_new ("a{sv}", NULL), "");
  g_dbus_connection_call (prompter->bus, client, path, PROMPTER_CALLBACK,
                          reply == NULL ? "PromptDone" : "PromptReady",
                          g_steal_pointer (&parameters), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, NULL, NULL);
}

static void
on_prompter_called_cb (GDBusConnection       *bus,
                       const char            *sender,
                       const char            *object_path,
                       const char            *interface,
                       const char            *method,
                       GVariant              *parameters,
                       GDBusMethodInvocation *invocation,
                       gpointer               user_data)
{
  Prompter *prompter = user_data;
  g_autofree char *path = NULL;

  g_variant_get_child (parameters, 0, "o", &path);
  g_dbus_method_invocation_return_value (invocation, NULL);

  if (g_str_equal (method, "BeginPrompting"))
    {
      prompter->n_prompts++;
      if (prompter->dismiss)
        call_back (prompter, sender, path, "");
    }
  else if (g_str_equal (method, "PerformPrompt"))
    call_back (prompter, sender, path, "no");
  else
    call_back (prompter, sender, path, NULL);
}

void
prompter_start (Prompter *prompter)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_prompter_called_cb };
  g_autoptr (GDBusNodeInfo) info = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  prompter->bus = get_bus ();
  info = g_dbus_node_info_new_for_xml (prompter_xml, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (prompter->bus, PROMPTER_PATH, info->interfaces[0], &vtable,
                                     prompter, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (prompter->bus, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", PROMPTER_NAME, 0),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

gboolean
prompter_is_prompting (gpointer user_data)
{
  return ((Prompter *) user_data)->n_prompts > 0;
}

/* libsecret 0.20.5 returns an error that it does not have when the daemon dies (HAZARDS D11). */
static gboolean
is_known_critical (const char *message)
{
  return strstr (message, "g_task_return_error: assertion 'error != NULL' failed") != NULL;
}

static gboolean
on_fatal_log_cb (const char     *domain,
                 GLogLevelFlags  level,
                 const char     *message,
                 gpointer        user_data)
{
  return !is_known_critical (message);
}

static void
on_log_cb (const char     *domain,
           GLogLevelFlags  level,
           const char     *message,
           gpointer        user_data)
{
  if (!is_known_critical (message))
    g_log_default_handler (domain, level, message, user_data);
}

void
keyring_expect_critical (void)
{
  g_test_log_set_fatal_handler (on_fatal_log_cb, NULL);
  g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_log_cb, NULL);
}

WhTokenStore *
keyring_new_store (guint patience_ms)
{
  WhTokenStore *store = wh_keyring_token_store_new ();

  if (patience_ms > 0)
    wh_keyring_token_store_set_patience (WH_KEYRING_TOKEN_STORE (store), patience_ms);

  return store;
}

void
keyring_assert_lookup_fails (WhTokenStore     *store,
                             gboolean          may_prompt,
                             WhTokenErrorCode  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (token_store_lookup (store, "one", WH_API_TOKEN_PRIVATE, may_prompt, &error));
  g_assert_error (error, WH_TOKEN_ERROR, (gint) code);
}

void
keyring_store_one (WhTokenStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "canary", &error));
  g_assert_no_error (error);
}
