/* wh-application.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-context.h"

G_BEGIN_DECLS

#define WH_TYPE_APPLICATION (wh_application_get_type ())
G_DECLARE_FINAL_TYPE (WhApplication, wh_application, WH, APPLICATION, AdwApplication)

WhApplication *wh_application_new         (void);
WhContext     *wh_application_get_context (WhApplication  *self);
WhConnection  *wh_application_start_demo  (WhApplication  *self,
                                           GError        **error);

G_END_DECLS
