/* wh-api-proxy-resolver.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The system's proxies, for https alone: there a proxy sees a tunnel, never a token. Private to
 * the layer. */

#define WH_TYPE_API_PROXY_RESOLVER (wh_api_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (WhApiProxyResolver, wh_api_proxy_resolver, WH, API_PROXY_RESOLVER, GObject)

GProxyResolver *wh_api_proxy_resolver_new (GProxyResolver *system);

G_END_DECLS
