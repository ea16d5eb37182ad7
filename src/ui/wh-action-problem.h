/* wh-action-problem.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-action.h"

G_BEGIN_DECLS

/* What is said of a change that was refused or went wrong. */

char       *wh_action_problem_dup_title        (WhAction     *action,
                                                const GError *error);
char       *wh_action_problem_dup_text         (WhAction     *action,
                                                const GError *error);
const char *wh_action_problem_get_remedy_label (WhAction     *action,
                                                const GError *error);

G_END_DECLS
