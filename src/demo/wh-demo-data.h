/* wh-demo-data.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-store.h"

G_BEGIN_DECLS

void wh_demo_data_fill (WhDemoStore *store,
                        guint        n_customers);

G_END_DECLS
