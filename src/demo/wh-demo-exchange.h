/* wh-demo-exchange.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-json.h"

G_BEGIN_DECLS

/* One request and its answer, with no HTTP library in sight: the rules can be read, and the
 * server can be anything. */

#define WH_DEMO_MAX_PARAMS 2

typedef struct
{
  const char *method;
  const char *authorization;             /* nullable */
  GHashTable *query;                     /* decoded names to decoded values */
  char *params[WH_DEMO_MAX_PARAMS];      /* what stood for {…} in the path, decoded */
  WhDemoValue *body;                     /* nullable */
} WhDemoRequest;

typedef struct
{
  guint status;
  const char *type;    /* of the content */
  GString *body;
  char *allow;         /* nullable */
  char *location;      /* nullable */
  guint retry_after;   /* seconds, 0 for none */
  GString *errors;     /* nullable: field errors being collected */
} WhDemoReply;

void        wh_demo_request_clear        (WhDemoRequest       *self);
const char *wh_demo_request_get_query    (const WhDemoRequest *self,
                                          const char          *name);

void        wh_demo_reply_init           (WhDemoReply         *self);
void        wh_demo_reply_clear          (WhDemoReply         *self);
void        wh_demo_reply_detail         (WhDemoReply         *self,
                                          guint                status,
                                          const char          *text);
void        wh_demo_reply_rule           (WhDemoReply         *self,
                                          const char          *text);
void        wh_demo_reply_field          (WhDemoReply         *self,
                                          const char          *field,
                                          const char          *text);
void        wh_demo_reply_choice         (WhDemoReply         *self,
                                          const char          *field,
                                          const char          *text);
gboolean    wh_demo_reply_has_errors     (WhDemoReply         *self);
void        wh_demo_reply_not_found      (WhDemoReply         *self);

char       *wh_demo_request_take_text    (const WhDemoRequest *self,
                                          WhDemoReply         *reply,
                                          const char          *field,
                                          gboolean             required,
                                          gsize                max_length);
gboolean    wh_demo_request_take_int     (const WhDemoRequest *self,
                                          WhDemoReply         *reply,
                                          const char          *field,
                                          gint64               max,
                                          gint64              *number);
int         wh_demo_request_take_choice  (const WhDemoRequest *self,
                                          WhDemoReply         *reply,
                                          const char          *field,
                                          const char * const  *choices,
                                          int                  fallback);
gboolean    wh_demo_request_query_int    (const WhDemoRequest *self,
                                          WhDemoReply         *reply,
                                          const char          *name,
                                          gint64               min,
                                          gint64               max,
                                          gint64              *number);
gboolean    wh_demo_request_query_time   (const WhDemoRequest *self,
                                          WhDemoReply         *reply,
                                          const char          *name,
                                          gint64              *microseconds);
int         wh_demo_choice_index         (const char * const  *choices,
                                          const char          *text);

G_END_DECLS
