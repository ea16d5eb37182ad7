/* wh-demo-fault.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-demo-server.h"

#include "wh-demo-exchange.h"

G_BEGIN_DECLS

/* Bytes on a connection that was taken away from the HTTP server, so that they can be wrong. */
typedef struct _WhDemoRaw WhDemoRaw;

typedef void (*WhDemoRawDone) (WhDemoRaw *raw,
                               gpointer   user_data);

gboolean   wh_demo_fault_is_raw (WhDemoFault    fault);
void       wh_demo_fault_apply  (WhDemoFault    fault,
                                 WhDemoReply   *reply);
WhDemoRaw *wh_demo_raw_start    (WhDemoFault    fault,
                                 GIOStream     *stream,
                                 GSocket       *socket,
                                 WhDemoReply   *reply,
                                 WhDemoRawDone  done,
                                 gpointer       user_data);
void       wh_demo_raw_free     (WhDemoRaw     *self);

G_END_DECLS
