/* wh-test-token-store.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-token-store.h"

G_BEGIN_DECLS

/* Tokens in memory, in a keyring that a test can lock, take away, or have think for ever.
 *
 * Signal "stored": a token was put into it. */

#define WH_TYPE_TEST_TOKEN_STORE (wh_test_token_store_get_type ())
G_DECLARE_FINAL_TYPE (WhTestTokenStore, wh_test_token_store, WH, TEST_TOKEN_STORE, GObject)

#define WH_TEST_TOKEN_STORE_WORKS (-1)

WhTestTokenStore *wh_test_token_store_new              (void);
/* Each of them: a #WhTokenErrorCode, or %WH_TEST_TOKEN_STORE_WORKS. */
void              wh_test_token_store_set_lookup_error (WhTestTokenStore *self,
                                                        int               code);
void              wh_test_token_store_set_store_error  (WhTestTokenStore *self,
                                                        int               code);
void              wh_test_token_store_set_remove_error (WhTestTokenStore *self,
                                                        int               code);
/* While it is held nothing is looked up; what was asked meanwhile is answered afterwards. */
void              wh_test_token_store_set_hold         (WhTestTokenStore *self,
                                                        gboolean          hold);
guint             wh_test_token_store_get_n_lookups    (WhTestTokenStore *self);
guint             wh_test_token_store_get_n_stored     (WhTestTokenStore *self);

G_END_DECLS
