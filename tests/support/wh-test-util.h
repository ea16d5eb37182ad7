/* wh-test-util.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is waited for is bounded: a test that hangs fails after this, with its name. */
#define WH_TEST_LIMIT_SECONDS 30

typedef gboolean (*WhTestCondition) (gpointer user_data);

void    wh_test_init         (int                 *argc,
                              char              ***argv);
void    wh_test_store_result (GObject             *source,
                              GAsyncResult        *result,
                              gpointer             user_data);
void    wh_test_await        (GAsyncResult       **result);
void    wh_test_wait_until   (WhTestCondition      condition,
                              gpointer             user_data);
void    wh_test_iterate      (void);
GBytes *wh_test_load         (const char          *name);

/* Counts the notifications of one property of one object. */
typedef struct _WhTestNotify WhTestNotify;

WhTestNotify *wh_test_notify_new       (gpointer      object,
                                        const char   *property);
guint         wh_test_notify_get_count (WhTestNotify *self);
void          wh_test_notify_free      (WhTestNotify *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhTestNotify, wh_test_notify_free)

G_END_DECLS
