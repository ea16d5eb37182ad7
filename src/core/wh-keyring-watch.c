/* wh-keyring-watch.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-keyring-watch.h"

#include <libsecret/secret.h>

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define DEFAULT_PATIENCE_MS 60000

struct _WhKeyringWatch
{
  WhKeyringLostFunc lost;
  gpointer user_data;
  guint patience_ms;

  guint name_watch;
  GDBusConnection *bus; /* (owned) (nullable): what the service was seen on */
  gboolean has_owner;

  gboolean active;    /* an operation goes on */
  gboolean had_owner; /* and the service was there while it did */
  guint step;         /* counts, so that a late answer to a ping is told apart */
  GSource *watchdog;
};

static void
clear_watchdog (WhKeyringWatch *self)
{
  self->step++;
  if (self->watchdog == NULL)
    return;

  g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
}

/* libsecret keeps a session with the service that is worth nothing any more. What is told may
 * free the watch. */
static void
lose (WhKeyringWatch *self,
      const char     *message)
{
  clear_watchdog (self);
  secret_service_disconnect ();
  if (self->active)
    self->lost (message, self->user_data);
}

static void
set_watchdog (WhKeyringWatch *self,
              GSourceFunc     func)
{
  clear_watchdog (self);
  self->watchdog = g_timeout_source_new (self->patience_ms);
  g_source_set_callback (self->watchdog, func, self, NULL);
  g_source_attach (self->watchdog, g_main_context_get_thread_default ());
}

static gboolean
on_patience_over_cb (gpointer user_data)
{
  lose (user_data, "The keyring service does not answer");

  return G_SOURCE_REMOVE;
}

typedef struct
{
  WhKeyringWatch *watch; /* (owned) */
  guint step;
} Ping;

static void
watch_clear (gpointer data)
{
  WhKeyringWatch *self = data;

  g_clear_object (&self->bus);
}

static void
watch_unref (WhKeyringWatch *self)
{
  g_rc_box_release_full (self, watch_clear);
}

static void
ping_free (Ping *ping)
{
  watch_unref (ping->watch);
  g_free (ping);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ping, ping_free)

static void
on_pinged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Ping) ping = user_data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (ping->step != ping->watch->step)
    return;

  /* Any answer will do. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    lose (ping->watch, "The keyring service does not answer");
}

static gboolean
on_ping_due_cb (gpointer user_data)
{
  WhKeyringWatch *self = user_data;
  Ping *ping;

  if (self->bus == NULL)
    return G_SOURCE_CONTINUE;

  ping = g_new0 (Ping, 1);
  ping->watch = g_rc_box_acquire (self);
  ping->step = self->step;
  g_dbus_connection_call (self->bus, SERVICE_NAME, SERVICE_PATH,
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, (gint) self->patience_ms / 2, NULL,
                          on_pinged_cb, ping);

  return G_SOURCE_CONTINUE;
}

static void
on_name_appeared_cb (GDBusConnection *bus,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  WhKeyringWatch *self = user_data;

  g_set_object (&self->bus, bus);
  self->has_owner = TRUE;
  self->had_owner = TRUE;
}

static void
on_name_vanished_cb (GDBusConnection *bus,
                     const char      *name,
                     gpointer         user_data)
{
  WhKeyringWatch *self = user_data;

  self->has_owner = FALSE;
  /* It is also called at the start, when the service still has to be activated. */
  if (self->active && self->had_owner)
    lose (self, "The keyring service went away");
  else
    secret_service_disconnect ();
}

/*
 * wh_keyring_watch_new:
 * @lost: called when the service is lost while an operation goes on
 * @user_data: for @lost
 *
 * Returns: (transfer full): a watch; nothing is asked of any bus before an operation begins
 */
WhKeyringWatch *
wh_keyring_watch_new (WhKeyringLostFunc lost,
                      gpointer          user_data)
{
  WhKeyringWatch *self = g_rc_box_new0 (WhKeyringWatch);

  self->lost = lost;
  self->user_data = user_data;
  self->patience_ms = DEFAULT_PATIENCE_MS;

  return self;
}

/*
 * wh_keyring_watch_free:
 * @self: a watch, which calls nobody afterwards
 */
void
wh_keyring_watch_free (WhKeyringWatch *self)
{
  self->active = FALSE;
  clear_watchdog (self);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  watch_unref (self);
}

/*
 * wh_keyring_watch_set_patience:
 * @self: a watch
 * @patience_ms: how long the service may say nothing before it counts as lost
 */
void
wh_keyring_watch_set_patience (WhKeyringWatch *self,
                               guint           patience_ms)
{
  self->patience_ms = patience_ms;
}

/*
 * wh_keyring_watch_begin:
 * @self: a watch
 *
 * An operation begins; from now on the service must stay.
 */
void
wh_keyring_watch_begin (WhKeyringWatch *self)
{
  self->active = TRUE;
  self->had_owner = self->has_owner;
  if (self->name_watch == 0)
    self->name_watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE_NAME,
                                         G_BUS_NAME_WATCHER_FLAGS_NONE,
                                         on_name_appeared_cb, on_name_vanished_cb, self, NULL);
}

/*
 * wh_keyring_watch_expect_answer:
 * @self: a watch
 *
 * A step begins in which nobody is asked for anything.
 */
void
wh_keyring_watch_expect_answer (WhKeyringWatch *self)
{
  set_watchdog (self, on_patience_over_cb);
}

/*
 * wh_keyring_watch_expect_prompt:
 * @self: a watch
 *
 * A step begins in which a prompt may be open. The service says nothing then for as long as the
 * person thinks, so silence proves nothing, and it is asked for a sign of life instead.
 */
void
wh_keyring_watch_expect_prompt (WhKeyringWatch *self)
{
  set_watchdog (self, on_ping_due_cb);
}

/*
 * wh_keyring_watch_rest:
 * @self: a watch
 *
 * The step is over.
 */
void
wh_keyring_watch_rest (WhKeyringWatch *self)
{
  clear_watchdog (self);
}

/*
 * wh_keyring_watch_end:
 * @self: a watch
 *
 * The operation is over.
 */
void
wh_keyring_watch_end (WhKeyringWatch *self)
{
  clear_watchdog (self);
  self->active = FALSE;
}
