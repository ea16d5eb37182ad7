/* wh-token-page.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connection.h"
#include "wh-pane.h"

G_BEGIN_DECLS

/* What stands in the place of a page while there is no token to ask the API with: which of the
 * keyring's states it is, and what to do about it. */

#define WH_TYPE_TOKEN_PAGE (wh_token_page_get_type ())
G_DECLARE_FINAL_TYPE (WhTokenPage, wh_token_page, WH, TOKEN_PAGE, WhPane)

void wh_token_page_set_connection (WhTokenPage  *self,
                                   WhConnection *connection);

G_END_DECLS
