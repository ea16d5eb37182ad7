/* wh-keyring-watch.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Knows when the keyring service is lost to the one operation that goes on: libsecret may never
 * call back when the daemon dies (HAZARDS §1.7, K9), and waits for 50 s when it hangs (K8).
 * Private to core. */

typedef struct _WhKeyringWatch WhKeyringWatch;

/* The operation must end now. */
typedef void (*WhKeyringLostFunc) (const char *message,
                                   gpointer    user_data);

WhKeyringWatch *wh_keyring_watch_new           (WhKeyringLostFunc  lost,
                                                gpointer           user_data);
void            wh_keyring_watch_free          (WhKeyringWatch    *self);
void            wh_keyring_watch_set_patience  (WhKeyringWatch    *self,
                                                guint              patience_ms);
void            wh_keyring_watch_begin         (WhKeyringWatch    *self);
void            wh_keyring_watch_expect_answer (WhKeyringWatch    *self);
void            wh_keyring_watch_expect_prompt (WhKeyringWatch    *self);
void            wh_keyring_watch_rest          (WhKeyringWatch    *self);
void            wh_keyring_watch_end           (WhKeyringWatch    *self);

G_END_DECLS
