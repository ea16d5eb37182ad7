/* wh-api-proxy-resolver.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-proxy-resolver.h"

#include "wh-url.h"

#include <string.h>

struct _WhApiProxyResolver
{
  GObject parent_instance;

  GProxyResolver *system;
};

static void wh_api_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhApiProxyResolver, wh_api_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      wh_api_proxy_resolver_iface_init))

static const char *const direct[] = { "direct://", NULL };

/* GSocketClient asks with the scheme of the connection's purpose, and a loopback server is
 * nobody else's business whatever the scheme. */
static gboolean
may_use_proxy (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  return scheme != NULL && g_ascii_strcasecmp (scheme, "https") == 0 && !wh_url_is_loopback (uri);
}

static void
on_lookup_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char **proxies;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
wh_api_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
wh_api_proxy_resolver_lookup (GProxyResolver  *resolver,
                              const char      *uri,
                              GCancellable    *cancellable,
                              GError         **error)
{
  WhApiProxyResolver *self = WH_API_PROXY_RESOLVER (resolver);

  if (!may_use_proxy (uri))
    return g_strdupv ((char **) direct);

  return g_proxy_resolver_lookup (self->system, uri, cancellable, error);
}

static void
wh_api_proxy_resolver_lookup_async (GProxyResolver      *resolver,
                                    const char          *uri,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  WhApiProxyResolver *self = WH_API_PROXY_RESOLVER (resolver);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, wh_api_proxy_resolver_lookup_async);
  if (!may_use_proxy (uri))
    {
      g_task_return_pointer (task, g_strdupv ((char **) direct), (GDestroyNotify) g_strfreev);
      return;
    }

  g_proxy_resolver_lookup_async (self->system, uri, cancellable, on_lookup_cb,
                                 g_steal_pointer (&task));
}

static char **
wh_api_proxy_resolver_lookup_finish (GProxyResolver  *resolver,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
wh_api_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = wh_api_proxy_resolver_is_supported;
  iface->lookup = wh_api_proxy_resolver_lookup;
  iface->lookup_async = wh_api_proxy_resolver_lookup_async;
  iface->lookup_finish = wh_api_proxy_resolver_lookup_finish;
}

static void
wh_api_proxy_resolver_dispose (GObject *object)
{
  WhApiProxyResolver *self = WH_API_PROXY_RESOLVER (object);

  g_clear_object (&self->system);

  G_OBJECT_CLASS (wh_api_proxy_resolver_parent_class)->dispose (object);
}

static void
wh_api_proxy_resolver_class_init (WhApiProxyResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_api_proxy_resolver_dispose;
}

static void
wh_api_proxy_resolver_init (WhApiProxyResolver *self)
{
}

/**
 * wh_api_proxy_resolver_new:
 * @system: who knows the proxies
 *
 * Returns: (transfer full): a resolver that asks @system about https to other machines, and goes
 *   straight to everything else
 */
GProxyResolver *
wh_api_proxy_resolver_new (GProxyResolver *system)
{
  WhApiProxyResolver *self;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (system), NULL);

  self = g_object_new (WH_TYPE_API_PROXY_RESOLVER, NULL);
  self->system = g_object_ref (system);

  return G_PROXY_RESOLVER (self);
}
