/* wh-application-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-application.h"

G_BEGIN_DECLS

void wh_application_add_actions (WhApplication *self);
void wh_application_set_context (WhApplication *self,
                                 WhContext     *context);

G_END_DECLS
