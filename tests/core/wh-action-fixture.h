/* wh-action-fixture.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-action.h"
#include "wh-connections.h"
#include "wh-demo-server.h"
#include "wh-fake-clock.h"

G_BEGIN_DECLS

#define WH_ACTION_CANNOT_UNDO "Wellhead cannot undo this."
#define WH_ACTION_CANNOT_BE_UNDONE "This cannot be undone."
#define WH_ACTION_CAN_UNDO "You can undo this afterwards."

/* A connection to a pretend ProfitWell, where it is 2026-01-15, and what it reported. */
typedef struct
{
  WhDemoServer *server;
  WhFakeClock *clock;
  WhConnections *connections;
  WhConnection *connection;
  GString *changes; /* "resource key;", with a minus in front of what was removed */
} WhActionFixture;

void       wh_action_fixture_set_up     (WhActionFixture  *self,
                                         gconstpointer     unused);
void       wh_action_fixture_tear_down  (WhActionFixture  *self,
                                         gconstpointer     unused);
WhAction  *wh_action_fixture_make       (WhActionFixture  *self,
                                         const char       *operation,
                                         WhRecord         *record,
                                         ...) G_GNUC_NULL_TERMINATED;
void       wh_action_fixture_run        (WhActionFixture  *self,
                                         WhAction         *action,
                                         WhActionOutcome   outcome);
GError    *wh_action_fixture_fail       (WhActionFixture  *self,
                                         WhAction         *action);
WhAction  *wh_action_fixture_do         (WhActionFixture  *self,
                                         const char       *operation,
                                         WhRecord         *record,
                                         ...) G_GNUC_NULL_TERMINATED;
char      *wh_action_fixture_read       (WhActionFixture  *self,
                                         const char       *operation,
                                         const char       *field,
                                         const char       *key);
GPtrArray *wh_action_fixture_list       (WhActionFixture  *self,
                                         const char       *operation,
                                         const char       *field,
                                         const char       *key);
void       wh_action_fixture_assert_changes (WhActionFixture *self,
                                         const char       *changes);
gboolean   wh_action_fixture_has_effect (WhAction         *action,
                                         const char       *sentence);
void       wh_assert_done (WhAction   *action,
                           const char *expected);
void       wh_assert_subject (WhAction   *action,
                              const char *expected);
void       wh_assert_effect (WhAction   *action,
                             const char *sentence);
void       wh_assert_no_inverse (WhAction *action);
void       wh_assert_refused (WhActionFixture *fixture,
                              WhAction        *action,
                              const char      *words);

G_END_DECLS
