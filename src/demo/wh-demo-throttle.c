/* wh-demo-throttle.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-throttle.h"

static const struct { guint limit; gint64 seconds; } limits[WH_DEMO_N_BUCKETS] = {
  [WH_DEMO_BUCKET_BASE]      = { 25, 5 },
  [WH_DEMO_BUCKET_PLANS]     = { 1000, 86400 },
  [WH_DEMO_BUCKET_METRICS]   = { 3000, 86400 },
  [WH_DEMO_BUCKET_EXCLUDE]   = { 10, 60 },
  [WH_DEMO_BUCKET_ANONYMIZE] = { 20, 60 },
  [WH_DEMO_BUCKET_TRAITS]    = { 20, 60 },
};

typedef struct
{
  gint64 *times; /* a ring of the last requests that passed */
  guint first;
  guint n;
} Window;

struct _WhDemoThrottle
{
  Window windows[WH_DEMO_N_BUCKETS];
};

/**
 * wh_demo_throttle_new:
 *
 * Returns: (transfer full): a throttle that has seen nothing yet
 */
WhDemoThrottle *
wh_demo_throttle_new (void)
{
  WhDemoThrottle *self = g_new0 (WhDemoThrottle, 1);

  for (guint i = 0; i < WH_DEMO_N_BUCKETS; i++)
    self->windows[i].times = g_new (gint64, limits[i].limit);

  return self;
}

/**
 * wh_demo_throttle_free:
 * @self: (transfer full): a throttle
 */
void
wh_demo_throttle_free (WhDemoThrottle *self)
{
  for (guint i = 0; i < WH_DEMO_N_BUCKETS; i++)
    g_free (self->windows[i].times);
  g_free (self);
}

/* Microseconds until there is room, 0 if there is. */
static gint64
get_wait (WhDemoThrottle *self,
          WhDemoBucket    bucket,
          gint64          now)
{
  Window *window = &self->windows[bucket];
  gint64 length = limits[bucket].seconds * G_USEC_PER_SEC;

  while (window->n > 0 && window->times[window->first] + length <= now)
    {
      window->first = (window->first + 1) % limits[bucket].limit;
      window->n--;
    }

  return window->n < limits[bucket].limit ? 0 : window->times[window->first] + length - now;
}

static void
note (WhDemoThrottle *self,
      WhDemoBucket    bucket,
      gint64          now)
{
  Window *window = &self->windows[bucket];

  window->times[(window->first + window->n) % limits[bucket].limit] = now;
  window->n++;
}

/**
 * wh_demo_throttle_take:
 * @self: a throttle
 * @bucket: the one that the operation counts against besides the base limit, or the base itself
 * @now: monotonic microseconds
 *
 * What is refused does not count, as in Django REST framework.
 *
 * Returns: 0 if the request may pass, otherwise whole seconds until it may, rounded up
 */
guint
wh_demo_throttle_take (WhDemoThrottle *self,
                       WhDemoBucket    bucket,
                       gint64          now)
{
  gint64 wait = MAX (get_wait (self, WH_DEMO_BUCKET_BASE, now), get_wait (self, bucket, now));

  if (wait > 0)
    return (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  note (self, WH_DEMO_BUCKET_BASE, now);
  if (bucket != WH_DEMO_BUCKET_BASE)
    note (self, bucket, now);
  return 0;
}
