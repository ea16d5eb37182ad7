/* wh-navigation.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where a window can be: a page of a connection, with a record on it or none. */
typedef struct
{
  char *connection_id;
  char *page;
  char *key; /* (nullable) */
} WhPlace;

/* The places where a window has been, for going back and forward.
 *
 * Properties, read-only and notified: "can-go-back", "can-go-forward". */

#define WH_TYPE_NAVIGATION (wh_navigation_get_type ())
G_DECLARE_FINAL_TYPE (WhNavigation, wh_navigation, WH, NAVIGATION, GObject)

#define WH_NAVIGATION_MAX 100

WhNavigation  *wh_navigation_new            (void);
void           wh_navigation_visit          (WhNavigation *self,
                                             const char   *connection_id,
                                             const char   *page,
                                             const char   *key);
void           wh_navigation_replace        (WhNavigation *self,
                                             const char   *key);
const WhPlace *wh_navigation_get_current    (WhNavigation *self);
const WhPlace *wh_navigation_go_back        (WhNavigation *self);
const WhPlace *wh_navigation_go_forward     (WhNavigation *self);
gboolean       wh_navigation_can_go_back    (WhNavigation *self);
gboolean       wh_navigation_can_go_forward (WhNavigation *self);
void           wh_navigation_forget         (WhNavigation *self,
                                             const char   *connection_id);

G_END_DECLS
