/* wh-rate-limiter.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-rate-limiter.h"

#include "wh-rate-window.h"

/* Callers that nobody waits for leave the rest of the base burst to those who are waited for. */
#define SHARED_BURST 15

/* The API's 5 per second, and a tenth more: the windows hold the long-run rate exactly, and a
 * pace that were as exact would add every late timer up. */
#define PACE_US (180 * G_TIME_SPAN_MILLISECOND)

#define NEVER G_MAXINT64

#define SAVE_TYPE "a{sa(uu)}"

/* A use is stamped when it is granted and stamped again when its last byte was written (see
 * wh_rate_limiter_mark_sent()), because it is the arrival that the server counts: 25 requests
 * that waited for a handshake arrive later than they were granted. */

typedef struct
{
  const char *name;
  guint capacity;
  gint64 period;
  gboolean durable;
} BucketInfo;

/* §1.4. The daily ones may be calendar days or rolling ones; rolling is the safe reading. */
static const BucketInfo bucket_infos[WH_RATE_N_BUCKETS] = {
  [WH_RATE_BUCKET_BASE] = { "base", 25, 5 * G_TIME_SPAN_SECOND, FALSE },
  [WH_RATE_BUCKET_PLANS] = { "plans", 1000, G_TIME_SPAN_DAY, TRUE },
  [WH_RATE_BUCKET_METRICS] = { "metrics", 3000, G_TIME_SPAN_DAY, TRUE },
  [WH_RATE_BUCKET_EXCLUDE] = { "exclude", 10, G_TIME_SPAN_MINUTE, FALSE },
  [WH_RATE_BUCKET_ANONYMIZE] = { "anonymize", 20, G_TIME_SPAN_MINUTE, FALSE },
  [WH_RATE_BUCKET_TRAITS] = { "traits", 20, G_TIME_SPAN_MINUTE, FALSE },
};

typedef struct
{
  WhRateLimiter *limiter; /* unowned: the task, which owns this, holds it */
  GTask *task;            /* owned while in a queue */
  GSource *cancel_source;
  WhRateBucket bucket;
  WhApiPriority priority;
  guint64 serial;
} Waiter;

struct _WhRateLimiter
{
  GObject parent_instance;

  WhClock *clock;
  WhRateWindow windows[WH_RATE_N_BUCKETS];
  /* One queue per priority and bucket: only heads can be next, so that a full bucket never
   * stands in the way of another, and a turn costs the same however many wait. */
  GQueue queues[WH_API_N_PRIORITIES][WH_RATE_N_BUCKETS];
  GSource *timer;
  gint64 timer_due;
  gint64 last_paced;
  guint64 next_serial;
  gboolean enabled;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WhRateLimiter, wh_rate_limiter, G_TYPE_OBJECT)

static void dispatch (WhRateLimiter *self);

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  g_assert (waiter->task == NULL);

  if (waiter->cancel_source != NULL)
    {
      g_source_destroy (waiter->cancel_source);
      g_source_unref (waiter->cancel_source);
    }
  g_free (waiter);
}

/* From when on a caller that nobody waits for may have its turn.
 *
 * Above the shared burst, what is left of the base window is spread over the time until the
 * window moves on, so that somebody who is waited for finds a slot almost at once. */
static gint64
get_paced_time (WhRateLimiter *self,
                WhApiPriority  priority,
                gint64         now)
{
  WhRateWindow *window = &self->windows[WH_RATE_BUCKET_BASE];
  guint n_uses = wh_rate_window_get_n_uses (window);
  guint capacity = bucket_infos[WH_RATE_BUCKET_BASE].capacity;
  gint64 oldest_leaves;
  gint64 gap;

  if (priority == WH_API_PRIORITY_INTERACTIVE || n_uses < SHARED_BURST || n_uses >= capacity)
    return now;

  oldest_leaves = wh_rate_window_get_next_leave (window);
  gap = (oldest_leaves - self->last_paced) / (capacity - n_uses + 1);

  return MAX (now, self->last_paced + MAX (gap, PACE_US));
}

static gint64
get_turn_time (WhRateLimiter *self,
               WhRateBucket   bucket,
               WhApiPriority  priority,
               gint64         now)
{
  gint64 turn = wh_rate_window_get_ready_time (&self->windows[WH_RATE_BUCKET_BASE], 1, now);

  if (bucket != WH_RATE_BUCKET_BASE)
    turn = MAX (turn, wh_rate_window_get_ready_time (&self->windows[bucket], 1, now));

  return MAX (turn, get_paced_time (self, priority, now));
}

static void
record_use (WhRateLimiter *self,
            WhRateBucket   bucket,
            WhApiPriority  priority,
            gint64         now)
{
  wh_rate_window_add (&self->windows[WH_RATE_BUCKET_BASE], now);
  if (priority != WH_API_PRIORITY_INTERACTIVE)
    self->last_paced = now;

  if (bucket != WH_RATE_BUCKET_BASE)
    wh_rate_window_add (&self->windows[bucket], now);

  if (bucket_infos[bucket].durable)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_timer_cb (gpointer user_data)
{
  WhRateLimiter *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  dispatch (self);

  return G_SOURCE_REMOVE;
}

static void
clear_timer (WhRateLimiter *self)
{
  if (self->timer == NULL)
    return;

  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
arm_timer (WhRateLimiter *self,
           gint64         due,
           gint64         now)
{
  if (self->timer != NULL && self->timer_due == due)
    return;

  clear_timer (self);
  if (due == NEVER)
    return;

  self->timer_due = due;
  self->timer = wh_clock_add_timeout (self->clock, due - now, on_timer_cb, self);
}

/* Finds whose turn it is: the first of the best priority that need not wait.
 *
 * Returns: (nullable): the waiter, or %NULL, when @next_due says when to look again */
static Waiter *
find_next (WhRateLimiter *self,
           gint64         now,
           gint64        *next_due)
{
  *next_due = NEVER;

  for (guint priority = 0; priority < WH_API_N_PRIORITIES; priority++)
    {
      Waiter *best = NULL;

      for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
        {
          Waiter *head = g_queue_peek_head (&self->queues[priority][bucket]);
          gint64 turn = now;

          if (head == NULL)
            continue;

          if (self->enabled)
            turn = get_turn_time (self, bucket, priority, now);

          if (turn > now)
            *next_due = MIN (*next_due, turn);
          else if (best == NULL || head->serial < best->serial)
            best = head;
        }

      if (best != NULL)
        return best;
    }

  return NULL;
}

static void
prune_all (WhRateLimiter *self,
           gint64         now)
{
  for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
    wh_rate_window_prune (&self->windows[bucket], now);
}

/* Hands out all turns that are due, then sleeps until the next one is. Callbacks run from here
 * and may ask for more turns, so nothing is kept over one. */
static void
dispatch (WhRateLimiter *self)
{
  g_autoptr(WhRateLimiter) keep_alive = g_object_ref (self);
  gint64 next_due = NEVER;
  gint64 now;

  while (TRUE)
    {
      g_autoptr(GTask) task = NULL;
      Waiter *waiter;

      now = wh_clock_get_monotonic (self->clock);
      prune_all (self, now);
      waiter = find_next (self, now, &next_due);
      if (waiter == NULL)
        break;

      g_queue_remove (&self->queues[waiter->priority][waiter->bucket], waiter);
      task = g_steal_pointer (&waiter->task);
      if (g_task_return_error_if_cancelled (task))
        continue;

      if (self->enabled)
        record_use (self, waiter->bucket, waiter->priority, now);
      g_task_return_int (task, now);
    }

  arm_timer (self, next_due, now);
}

static gboolean
on_cancelled_cb (GCancellable *cancellable,
                 gpointer      user_data)
{
  Waiter *waiter = user_data;
  g_autoptr(GTask) task = NULL;
  g_autoptr(WhRateLimiter) limiter = NULL;

  /* It may have had its turn in this same round of the main loop. */
  if (waiter->task == NULL)
    return G_SOURCE_REMOVE;

  limiter = g_object_ref (waiter->limiter);
  g_queue_remove (&limiter->queues[waiter->priority][waiter->bucket], waiter);
  task = g_steal_pointer (&waiter->task);
  g_task_return_error_if_cancelled (task);
  dispatch (limiter);

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (Waiter       *waiter,
                   GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;

  waiter->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancel_source, G_SOURCE_FUNC (on_cancelled_cb), waiter, NULL);
  g_source_attach (waiter->cancel_source, g_main_context_get_thread_default ());
}

static void
wh_rate_limiter_dispose (GObject *object)
{
  WhRateLimiter *self = WH_RATE_LIMITER (object);

  clear_timer (self);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (wh_rate_limiter_parent_class)->dispose (object);
}

static void
wh_rate_limiter_finalize (GObject *object)
{
  WhRateLimiter *self = WH_RATE_LIMITER (object);

  for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
    wh_rate_window_clear (&self->windows[bucket]);

  G_OBJECT_CLASS (wh_rate_limiter_parent_class)->finalize (object);
}

static void
wh_rate_limiter_class_init (WhRateLimiterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_rate_limiter_dispose;
  object_class->finalize = wh_rate_limiter_finalize;

  /**
   * WhRateLimiter::changed:
   * @self: the limiter
   *
   * A use was made that outlives the program: wh_rate_limiter_save() has something new.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
wh_rate_limiter_init (WhRateLimiter *self)
{
  self->enabled = TRUE;
  for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
    wh_rate_window_init (&self->windows[bucket], bucket_infos[bucket].capacity,
                         bucket_infos[bucket].period);
}

/**
 * wh_rate_limiter_new:
 * @clock: where time comes from
 *
 * Creates a limiter that knows the limits of §1.4 and no use of them yet.
 *
 * Returns: (transfer full): a new limiter
 */
WhRateLimiter *
wh_rate_limiter_new (WhClock *clock)
{
  WhRateLimiter *self;

  g_return_val_if_fail (WH_IS_CLOCK (clock), NULL);

  self = g_object_new (WH_TYPE_RATE_LIMITER, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * wh_rate_limiter_set_enabled:
 * @self: a limiter
 * @enabled: %FALSE to let everything through at once, for a server without limits
 *
 * Those who wait when it is switched off have their turn at once. What goes through while it
 * is off is not counted.
 */
void
wh_rate_limiter_set_enabled (WhRateLimiter *self,
                             gboolean       enabled)
{
  g_return_if_fail (WH_IS_RATE_LIMITER (self));

  self->enabled = enabled;
  dispatch (self);
}

/**
 * wh_rate_limiter_acquire_async:
 * @self: a limiter
 * @bucket: the limit that the request counts against beside the base one
 * @priority: whose turn comes first
 * @cancellable: (nullable): gives the place in the queue up
 * @callback: called when it is the caller's turn
 * @user_data: for @callback
 *
 * Waits for a turn. Inside one priority the first to ask is the first to go, but whoever waits
 * for a full bucket lets those pass who need another one.
 */
void
wh_rate_limiter_acquire_async (WhRateLimiter       *self,
                               WhRateBucket         bucket,
                               WhApiPriority        priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Waiter *waiter;

  g_return_if_fail (WH_IS_RATE_LIMITER (self));
  g_return_if_fail ((guint) bucket < WH_RATE_N_BUCKETS);
  g_return_if_fail ((guint) priority < WH_API_N_PRIORITIES);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_rate_limiter_acquire_async);
  /* A turn that was used is not taken back by a cancellation that comes later. */
  g_task_set_check_cancellable (task, FALSE);

  if (g_task_return_error_if_cancelled (task))
    return;

  waiter = g_new0 (Waiter, 1);
  waiter->limiter = self;
  waiter->bucket = bucket;
  waiter->priority = priority;
  waiter->serial = self->next_serial++;
  waiter->task = g_object_ref (task);
  g_task_set_task_data (task, waiter, waiter_free);
  watch_cancellable (waiter, cancellable);

  g_queue_push_tail (&self->queues[priority][bucket], waiter);
  dispatch (self);
}

/**
 * wh_rate_limiter_acquire_finish:
 * @self: a limiter
 * @result: what the callback was given
 * @error: (out): %G_IO_ERROR_CANCELLED and nothing else
 *
 * Returns: %TRUE if it is the caller's turn; it is counted as used
 */
gboolean
wh_rate_limiter_acquire_finish (WhRateLimiter  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  return wh_rate_limiter_acquire_stamp_finish (self, result, error) >= 0;
}

/**
 * wh_rate_limiter_acquire_stamp_finish:
 * @self: a limiter
 * @result: what the callback was given
 * @error: (out): %G_IO_ERROR_CANCELLED and nothing else
 *
 * Like wh_rate_limiter_acquire_finish(), for a caller that will say when the request was sent.
 *
 * Returns: the use's stamp for wh_rate_limiter_mark_sent(), or -1
 */
gint64
wh_rate_limiter_acquire_stamp_finish (WhRateLimiter  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_rate_limiter_acquire_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * wh_rate_limiter_mark_sent:
 * @self: a limiter
 * @bucket: the bucket of the use
 * @stamp: what wh_rate_limiter_acquire_stamp_finish() returned
 *
 * Counts a use from now on instead of from its turn: its request has only now been written, and
 * that is what the server goes by. A connection that had to be made first takes its time.
 */
void
wh_rate_limiter_mark_sent (WhRateLimiter *self,
                           WhRateBucket   bucket,
                           gint64         stamp)
{
  gint64 now;

  g_return_if_fail (WH_IS_RATE_LIMITER (self));
  g_return_if_fail ((guint) bucket < WH_RATE_N_BUCKETS);

  now = wh_clock_get_monotonic (self->clock);
  if (!self->enabled || now <= stamp)
    return;

  wh_rate_window_move (&self->windows[WH_RATE_BUCKET_BASE], stamp, now);
  if (bucket != WH_RATE_BUCKET_BASE)
    wh_rate_window_move (&self->windows[bucket], stamp, now);
}

/**
 * wh_rate_limiter_hold:
 * @self: a limiter
 * @bucket: what to hold; the base bucket holds everybody
 * @duration_us: for how long from now
 *
 * Lets nobody through for a while, because the server said that it has had enough. A shorter
 * hold never ends a longer one.
 */
void
wh_rate_limiter_hold (WhRateLimiter *self,
                      WhRateBucket   bucket,
                      gint64         duration_us)
{
  gint64 until;

  g_return_if_fail (WH_IS_RATE_LIMITER (self));
  g_return_if_fail ((guint) bucket < WH_RATE_N_BUCKETS);
  g_return_if_fail (duration_us >= 0);

  until = wh_clock_get_monotonic (self->clock) + duration_us;
  wh_rate_window_hold (&self->windows[bucket], until);
  dispatch (self);
}

/**
 * wh_rate_limiter_get_wait:
 * @self: a limiter
 * @bucket: a bucket
 *
 * Returns: microseconds that a new interactive caller would wait for its turn
 */
gint64
wh_rate_limiter_get_wait (WhRateLimiter *self,
                          WhRateBucket   bucket)
{
  gint64 now;
  gint64 ready;
  guint n_before = 0;

  g_return_val_if_fail (WH_IS_RATE_LIMITER (self), 0);
  g_return_val_if_fail ((guint) bucket < WH_RATE_N_BUCKETS, 0);

  if (!self->enabled)
    return 0;

  now = wh_clock_get_monotonic (self->clock);
  prune_all (self, now);

  /* Whoever waits for another full bucket is no competition for the base one. */
  n_before = self->queues[WH_API_PRIORITY_INTERACTIVE][bucket].length;
  if (bucket != WH_RATE_BUCKET_BASE)
    n_before += self->queues[WH_API_PRIORITY_INTERACTIVE][WH_RATE_BUCKET_BASE].length;

  ready = wh_rate_window_get_ready_time (&self->windows[WH_RATE_BUCKET_BASE], n_before + 1, now);
  if (bucket != WH_RATE_BUCKET_BASE)
    {
      n_before = self->queues[WH_API_PRIORITY_INTERACTIVE][bucket].length;
      ready = MAX (ready, wh_rate_window_get_ready_time (&self->windows[bucket], n_before + 1, now));
    }

  return ready - now;
}

/**
 * wh_rate_limiter_get_capacity:
 * @self: a limiter
 * @bucket: a bucket
 *
 * Returns: how many uses one period of the bucket allows (§1.4)
 */
guint
wh_rate_limiter_get_capacity (WhRateLimiter *self,
                              WhRateBucket   bucket)
{
  g_return_val_if_fail (WH_IS_RATE_LIMITER (self), 0);
  g_return_val_if_fail ((guint) bucket < WH_RATE_N_BUCKETS, 0);

  return bucket_infos[bucket].capacity;
}

/**
 * wh_rate_limiter_get_remaining:
 * @self: a limiter
 * @bucket: a bucket
 *
 * Returns: how many uses are left in the bucket at this moment
 */
guint
wh_rate_limiter_get_remaining (WhRateLimiter *self,
                               WhRateBucket   bucket)
{
  guint used;

  g_return_val_if_fail (WH_IS_RATE_LIMITER (self), 0);
  g_return_val_if_fail ((guint) bucket < WH_RATE_N_BUCKETS, 0);

  wh_rate_window_prune (&self->windows[bucket], wh_clock_get_monotonic (self->clock));
  used = wh_rate_window_get_n_uses (&self->windows[bucket]);

  return used < bucket_infos[bucket].capacity ? bucket_infos[bucket].capacity - used : 0;
}

/**
 * wh_rate_limiter_save:
 * @self: a limiter
 *
 * Collects the uses that must outlive the program, by the wall clock and counted by the minute
 * (rounded up, so that a restart never makes a window shorter).
 *
 * Returns: (transfer full): a variant for wh_rate_limiter_restore(), not floating
 */
GVariant *
wh_rate_limiter_save (WhRateLimiter *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (SAVE_TYPE));
  gint64 now;

  g_return_val_if_fail (WH_IS_RATE_LIMITER (self), NULL);

  now = wh_clock_get_monotonic (self->clock);

  for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
    {
      if (bucket_infos[bucket].durable)
        g_variant_builder_add (&builder, "{s@a(uu)}", bucket_infos[bucket].name,
                               wh_rate_window_save (&self->windows[bucket], now,
                                                    wh_clock_get_real (self->clock)));
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * wh_rate_limiter_restore:
 * @self: a limiter
 * @state: (nullable): what wh_rate_limiter_save() returned in an earlier run; anything else
 *   counts as no uses at all
 *
 * Takes over the uses of an earlier run.
 */
void
wh_rate_limiter_restore (WhRateLimiter *self,
                         GVariant      *state)
{
  g_autoptr(GVariant) owned = NULL;
  g_autoptr(GVariant) normal = NULL;

  g_return_if_fail (WH_IS_RATE_LIMITER (self));

  if (state == NULL)
    return;

  owned = g_variant_ref_sink (state);
  if (!g_variant_is_of_type (owned, G_VARIANT_TYPE (SAVE_TYPE)))
    return;

  normal = g_variant_get_normal_form (owned);
  for (guint bucket = 0; bucket < WH_RATE_N_BUCKETS; bucket++)
    {
      g_autoptr(GVariant) entries = NULL;

      if (!bucket_infos[bucket].durable)
        continue;

      entries = g_variant_lookup_value (normal, bucket_infos[bucket].name,
                                        G_VARIANT_TYPE ("a(uu)"));
      if (entries != NULL)
        wh_rate_window_restore (&self->windows[bucket], entries,
                                wh_clock_get_monotonic (self->clock),
                                wh_clock_get_real (self->clock));
    }
}
