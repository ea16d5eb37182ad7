/* wh-keyring-token-store-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-keyring-watch.h"
#include "wh-token-store.h"

G_BEGIN_DECLS

#define WH_TYPE_KEYRING_TOKEN_STORE (wh_keyring_token_store_get_type ())
G_DECLARE_FINAL_TYPE (WhKeyringTokenStore, wh_keyring_token_store, WH, KEYRING_TOKEN_STORE, GObject)

typedef struct _WhKeyringOperation WhKeyringOperation;

struct _WhKeyringTokenStore
{
  GObject parent_instance;

  GQueue waiting;              /* of WhKeyringOperation */
  WhKeyringOperation *current; /* (owned) (nullable) */
  WhKeyringWatch *watch;
};

/* Begins the one that has waited longest, where none is under way. */
void wh_keyring_token_store_run_next     (WhKeyringTokenStore *self);
/* How long the service may say nothing, in milliseconds; for tests. */
void wh_keyring_token_store_set_patience (WhKeyringTokenStore *self,
                                          guint                patience_ms);

G_END_DECLS
