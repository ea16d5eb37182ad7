/* wh-list-fixture.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-list-view.h"
#include "wh-ui-test.h"

G_BEGIN_DECLS

/* Some resource, customers at first, of the fixture's account in a window of their own. */
typedef struct
{
  WhUiFixture         ui;
  WhCollection       *collection;
  WhListView         *view;
  GtkWindow          *window;
  GSimpleActionGroup *actions;     /* what the main window would have */
  guint               n_refreshed; /* activations of "win.refresh" */
} WhListFixture;

/* Positions in the drop-down of limits. */
enum
{
  WH_LIST_LIMIT_10,
  WH_LIST_LIMIT_50,
  WH_LIST_LIMIT_250,
  WH_LIST_LIMIT_1000,
  WH_LIST_NO_LIMIT,
};

void       wh_list_fixture_set_up    (WhListFixture     *self,
                                      gconstpointer      unused);
void       wh_list_fixture_tear_down (WhListFixture     *self,
                                      gconstpointer      unused);
void       wh_list_fixture_show      (WhListFixture     *self,
                                      WhConnection      *connection,
                                      const char        *resource);
void       wh_list_fixture_close     (WhListFixture     *self);
void       wh_list_fixture_load      (WhListFixture     *self,
                                      guint              limit,
                                      WhCollectionState  state);
GtkWidget *wh_list_fixture_child     (WhListFixture     *self,
                                      const char        *name);
void       wh_list_fixture_set_limit (WhListFixture     *self,
                                      guint              position);
WhRecord  *wh_list_fixture_get_shown (WhListFixture     *self,
                                      guint              position);
guint      wh_list_fixture_count     (WhListFixture     *self);

G_END_DECLS
