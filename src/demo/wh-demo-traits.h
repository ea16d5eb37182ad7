/* wh-demo-traits.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-store.h"

G_BEGIN_DECLS

#define WH_DEMO_MAX_TRAITS 100

gboolean    wh_demo_traits_is_reserved (const char     *category);
const char *wh_demo_traits_find        (WhDemoCustomer *customer,
                                        const char     *category);
gboolean    wh_demo_traits_equal       (const char     *a,
                                        const char     *b);
gboolean    wh_demo_traits_is_full     (WhDemoStore    *store,
                                        const char     *category,
                                        const char     *trait);
void        wh_demo_traits_put         (WhDemoStore    *store,
                                        WhDemoCustomer *customer,
                                        const char     *category,
                                        const char     *trait);
gboolean    wh_demo_traits_remove      (WhDemoStore    *store,
                                        WhDemoCustomer *customer,
                                        const char     *category);

G_END_DECLS
