/* wh-demo-server.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A fault that the server shows instead of, or around, its real answers. */
typedef enum
{
  WH_DEMO_FAULT_NONE,
  WH_DEMO_FAULT_SLOW,      /* each answer trickles */
  WH_DEMO_FAULT_STALL,     /* never answers */
  WH_DEMO_FAULT_RESET,     /* closes in the middle of the body */
  WH_DEMO_FAULT_SHORT,     /* fewer bytes than it announced */
  WH_DEMO_FAULT_GARBAGE,   /* 200 with something that is not JSON */
  WH_DEMO_FAULT_HTML500,   /* 500 with text/html, as §1.6 saw it */
  WH_DEMO_FAULT_THROTTLE,  /* 429 for everything */
  WH_DEMO_FAULT_REDIRECT,  /* 302 to another host */
  WH_DEMO_FAULT_HUGE,      /* a body of 50 MB */
  WH_DEMO_FAULT_DEEP,      /* 100 000 nested arrays */
} WhDemoFault;

/**
 * WhDemoOptions:
 * @port: loopback port, 0 for any that is free
 * @token: (nullable): private token, %NULL for a random one
 * @public_token: (nullable): public token, %NULL for a random one
 * @n_customers: how many customers to make up
 * @seed: the same seed and date make the same data
 * @today: (nullable): ISO date that the data ends on, %NULL for the real today
 * @latency_ms: pause before each answer
 * @limits: whether the rate limits of §1.4 hold
 * @fault: what goes wrong with every answer
 */
typedef struct
{
  guint16 port;
  const char *token;
  const char *public_token;
  guint n_customers;
  guint seed;
  const char *today;
  guint latency_ms;
  gboolean limits;
  WhDemoFault fault;
} WhDemoOptions;

#define WH_DEMO_OPTIONS_INIT { .n_customers = 2500, .seed = 1, .limits = TRUE }

#define WH_TYPE_DEMO_SERVER (wh_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (WhDemoServer, wh_demo_server, WH, DEMO_SERVER, GObject)

WhDemoServer *wh_demo_server_new              (const WhDemoOptions  *options);
gboolean      wh_demo_server_start            (WhDemoServer         *self,
                                               GError              **error);
void          wh_demo_server_stop             (WhDemoServer         *self);
const char   *wh_demo_server_get_url          (WhDemoServer         *self);
const char   *wh_demo_server_get_token        (WhDemoServer         *self);
const char   *wh_demo_server_get_public_token (WhDemoServer         *self);
void          wh_demo_server_set_fault        (WhDemoServer         *self,
                                               WhDemoFault           fault);
guint         wh_demo_server_get_n_requests   (WhDemoServer         *self);
gboolean      wh_demo_fault_from_name         (const char           *name,
                                               WhDemoFault          *fault);

G_END_DECLS
