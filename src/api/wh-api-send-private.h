/* wh-api-send-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"

G_BEGIN_DECLS

void wh_api_send_start     (WhApiClient  *client,
                            WhApiRequest *request,
                            GTask        *task,
                            char         *url);
void wh_api_send_abort_all (WhApiClient  *client);

G_END_DECLS
