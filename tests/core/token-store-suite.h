/* token-store-suite.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-token-store.h"

G_BEGIN_DECLS

/* What every token store must do, and the calls that its tests make, waited for. */

char     *token_store_lookup (WhTokenStore  *store,
                              const char    *connection_id,
                              WhApiToken     which,
                              gboolean       may_prompt,
                              GError       **error);
gboolean  token_store_store  (WhTokenStore  *store,
                              const char    *connection_id,
                              WhApiToken     which,
                              const char    *token,
                              GError       **error);
gboolean  token_store_remove (WhTokenStore  *store,
                              const char    *connection_id,
                              GError       **error);

void      token_store_assert_token (WhTokenStore *store,
                                    const char   *connection_id,
                                    WhApiToken    which,
                                    const char   *expected);

void      token_store_suite_run (WhTokenStore *store);

G_END_DECLS
