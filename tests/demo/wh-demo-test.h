/* wh-demo-test.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-server.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define WH_DEMO_TEST_TOKEN "0123456789abcdef0123456789abcdef"
#define WH_DEMO_TEST_PUBLIC_TOKEN "fedcba9876543210fedcba9876543210"
#define WH_DEMO_TEST_TODAY "2026-06-15"

/* A demo server of a fixed date, and a client of its own: what the last answer was. */
typedef struct
{
  WhDemoServer *server;
  SoupSession *session;
  const char *token;        /* sent as Authorization; NULL for none */
  const char *content_type; /* of bodies */
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
  GError *error;
  JsonParser *parser;
  JsonNode *root;           /* nullable: of the body, where that is JSON */
} WhDemoTest;

WhDemoTest *wh_demo_test_new    (guint        n_customers,
                                 gboolean     limits);
void        wh_demo_test_free   (WhDemoTest  *self);
guint       wh_demo_test_send   (WhDemoTest  *self,
                                 const char  *method,
                                 const char  *path,
                                 const char  *body);
guint       wh_demo_test_sendf  (WhDemoTest  *self,
                                 const char  *method,
                                 const char  *body,
                                 const char  *path_format,
                                 ...) G_GNUC_PRINTF (4, 5);
const char *wh_demo_test_text   (WhDemoTest  *self);
JsonObject *wh_demo_test_object (WhDemoTest  *self);
JsonArray  *wh_demo_test_array  (WhDemoTest  *self);
char       *wh_demo_test_user   (WhDemoTest  *self,
                                 const char  *user_alias,
                                 const char  *subscription_alias,
                                 gint64       value,
                                 gint64       effective_date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhDemoTest, wh_demo_test_free)

#define wh_demo_test_assert_text(test, wanted) \
  G_STMT_START { \
    if (strstr (wh_demo_test_text (test), (wanted)) == NULL) \
      { \
        g_test_message ("“%s” is not in: %s", (wanted), wh_demo_test_text (test)); \
        g_assert_not_reached (); \
      } \
  } G_STMT_END

G_END_DECLS
