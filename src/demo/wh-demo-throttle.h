/* wh-demo-throttle.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The limits of §1.4, each over a window that slides. */
typedef enum
{
  WH_DEMO_BUCKET_BASE,
  WH_DEMO_BUCKET_PLANS,
  WH_DEMO_BUCKET_METRICS,
  WH_DEMO_BUCKET_EXCLUDE,
  WH_DEMO_BUCKET_ANONYMIZE,
  WH_DEMO_BUCKET_TRAITS,
  WH_DEMO_N_BUCKETS
} WhDemoBucket;

typedef struct _WhDemoThrottle WhDemoThrottle;

WhDemoThrottle *wh_demo_throttle_new  (void);
void            wh_demo_throttle_free (WhDemoThrottle *self);
guint           wh_demo_throttle_take (WhDemoThrottle *self,
                                       WhDemoBucket    bucket,
                                       gint64          now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhDemoThrottle, wh_demo_throttle_free)

G_END_DECLS
