/* wh-plan-source.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-directory.h"
#include "wh-page-source.h"

G_BEGIN_DECLS

/* The plans that were added by hand (§5), in one page, each with how many of the known
 * subscriptions use it. */

#define WH_TYPE_PLAN_SOURCE (wh_plan_source_get_type ())
G_DECLARE_FINAL_TYPE (WhPlanSource, wh_plan_source, WH, PLAN_SOURCE, WhPageSource)

WhPageSource *wh_plan_source_new (WhDirectory *directory);

G_END_DECLS
