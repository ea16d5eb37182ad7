/* wh-ui-test.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-application.h"
#include "wh-collection.h"
#include "wh-demo-server.h"
#include "wh-test-token-store.h"
#include "wh-test-util.h"

G_BEGIN_DECLS

/* What tests of widgets share: a display or a skip, an account to look at, windows, and ways to
 * wait for what they do and to use what is in them. */

#define WH_UI_N_CUSTOMERS 60
#define WH_UI_TOKEN "0123456789abcdef0123456789abcdef"

/* An account at a pretend ProfitWell, and everything that a window needs to show it. */
typedef struct
{
  WhDemoServer     *server;
  WhTestTokenStore *tokens;
  WhContext        *context;
  WhConnections    *connections; /* the context's */
  WhConnection     *connection;  /* the demo, signed in */
  WhApplication    *application; /* (nullable): once it was asked for */
} WhUiFixture;

gboolean       wh_ui_test_init                (int               *argc,
                                               char            ***argv);

void           wh_ui_fixture_set_up           (WhUiFixture       *self,
                                               gconstpointer      unused);
/* Without the demo connection: nobody has signed in. */
void           wh_ui_fixture_set_up_empty     (WhUiFixture       *self,
                                               gconstpointer      unused);
void           wh_ui_fixture_restart          (WhUiFixture       *self);
void           wh_ui_fixture_tear_down        (WhUiFixture       *self,
                                               gconstpointer      unused);
WhConnection  *wh_ui_fixture_add_connection   (WhUiFixture       *self,
                                               const char        *name,
                                               WhDemoServer      *server);
WhApplication *wh_ui_fixture_get_application  (WhUiFixture       *self);
WhDemoServer  *wh_ui_start_server             (guint              n_customers,
                                               guint              seed);

GtkWindow     *wh_ui_present                  (GtkWidget         *child,
                                               int                width,
                                               int                height);
void           wh_ui_await_mapped             (GtkWidget         *widget);
void           wh_ui_resize                   (GtkWindow         *window,
                                               int                width);
void           wh_ui_destroy                  (GtkWindow         *window,
                                               GtkWidget         *child);
void           wh_ui_picture                  (GtkWidget         *widget,
                                               const char        *name);

void           wh_ui_await_child              (gpointer           stack,
                                               const char        *name);
void           wh_ui_await_state              (WhCollection      *collection,
                                               WhCollectionState  state);
void           wh_ui_await_n_items            (gpointer           model,
                                               guint              n_items);
void           wh_ui_await_text               (gpointer           object,
                                               const char        *property,
                                               const char        *expected);
void           wh_ui_await_boolean            (gpointer           object,
                                               const char        *property,
                                               gboolean           expected);

/* A child that a template names. */
#define wh_ui_child(widget, type, name) \
  wh_ui_get_child (GTK_WIDGET (widget), (type), (name))

GtkWidget     *wh_ui_get_child                (GtkWidget         *widget,
                                               GType              type,
                                               const char        *name);
GtkWidget     *wh_ui_find                     (gpointer           root,
                                               GType              type,
                                               const char        *label);
GtkWidget     *wh_ui_find_action              (gpointer           root,
                                               const char        *action_name);
guint          wh_ui_count                    (gpointer           root,
                                               GType              type);
const char    *wh_ui_get_text                 (gpointer           object,
                                               const char        *property);
void           wh_ui_click                    (GtkWidget         *button);
void           wh_ui_type                     (gpointer           editable,
                                               const char        *text);
gboolean       wh_ui_press                    (GtkWidget         *widget,
                                               guint              keyval,
                                               GdkModifierType    modifiers);
GtkWindow     *wh_ui_find_window              (GType              type);
char          *wh_ui_dup_clipboard            (GtkWidget         *widget);
WhRecord      *wh_ui_new_record               (const char        *resource,
                                               const char        *json);
WhRecord      *wh_ui_new_full_record          (const WhResource  *resource);
WhRecord      *wh_ui_new_bare_record          (const WhResource  *resource);
guint          wh_ui_field                    (const WhResource  *resource,
                                               const char        *id);
GSettings     *wh_ui_new_list_settings        (const char        *resource);

G_END_DECLS
