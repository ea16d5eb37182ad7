/* wh-keyring-operation.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-keyring-token-store-private.h"

G_BEGIN_DECLS

typedef enum
{
  WH_KEYRING_LOOKUP,
  WH_KEYRING_STORE,
  WH_KEYRING_REMOVE,
  WH_KEYRING_RELABEL,
} WhKeyringOperationKind;

/* One call of somebody's; waits in the queue, then is the store's current one until it ends. */
struct _WhKeyringOperation
{
  grefcount ref_count;
  WhKeyringTokenStore *store; /* (owned) (nullable): NULL once it has ended */
  GTask *task;                /* (owned) (nullable): NULL once it was answered */
  WhKeyringOperationKind kind;
  char *connection_id;
  WhApiToken which;
  gboolean may_prompt;
  gboolean was_refused; /* a prompt that also served this one was refused */
  gboolean checking;    /* the change was made and is being looked at */
  char *label;
  char *token;
  GList *items; /* (element-type SecretRetrievable), locked ones among them */
  GSource *cancelled_source;
};

WhKeyringOperation *wh_keyring_operation_ref        (WhKeyringOperation *op);
void                wh_keyring_operation_unref      (WhKeyringOperation *op);
GTask              *wh_keyring_operation_steal_task (WhKeyringOperation *op);
void                wh_keyring_operation_fail_with  (WhKeyringOperation *op,
                                                     WhTokenErrorCode    code,
                                                     const char         *message);
void                wh_keyring_operation_run        (WhKeyringOperation *op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhKeyringOperation, wh_keyring_operation_unref)

G_END_DECLS
