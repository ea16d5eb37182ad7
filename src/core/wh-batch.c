/* wh-batch.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"
#include "wh-api-error.h"
#include "wh-batch-private.h"
#include "wh-token-store.h"

/* Beyond that many, lists are read again as a whole instead of row by row. */
#define MAX_SINGLE_REPORTS 10

/* Another program with the same token may use up the limits for a while. */
#define MAX_THROTTLED 5

struct _WhBatch
{
  GObject parent_instance;

  WhConnection *connection;
  const WhOperation *operation;
  GPtrArray *items;
  GHashTable *prints;        /* of what was done, where doing it twice makes no sense */
  GPtrArray *unreported;     /* WhAction that were done since it was started */

  gboolean running;
  gboolean stopping;
  WhBatchItem *current;      /* (nullable) */
  GCancellable *cancellable; /* (nullable): of @current */
  GError *error;             /* (nullable) */
  guint counts[WH_BATCH_ITEM_SKIPPED + 1];
};

static void wh_batch_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhBatch, wh_batch, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      wh_batch_list_model_init))

enum
{
  PROP_0,
  PROP_N_DONE,
  PROP_N_FAILED,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void run_next (WhBatch *self);

static void
set_state (WhBatch          *self,
           WhBatchItem      *item,
           WhBatchItemState  state,
           const GError     *error)
{
  guint n_done = wh_batch_get_n_done (self);
  guint n_failed = wh_batch_get_n_failed (self);

  self->counts[item->state]--;
  self->counts[state]++;
  wh_batch_item_set_state (item, state, error);

  if (n_done != wh_batch_get_n_done (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
  if (n_failed != wh_batch_get_n_failed (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAILED]);
}

static void
set_running (WhBatch  *self,
             gboolean  running)
{
  self->running = running;
  self->stopping = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* At the end, not after each: what lists would read again meanwhile would use up the rate that the
 * API allows. */
static void
report (WhBatch *self)
{
  const WhAffected *affected = self->operation->change->affects;
  g_autoptr (GPtrArray) actions = g_steal_pointer (&self->unreported);

  self->unreported = g_ptr_array_new_with_free_func (g_object_unref);
  if (actions->len > MAX_SINGLE_REPORTS)
    {
      for (; affected->resource != NULL; affected++)
        wh_connection_report_change (self->connection, affected->resource, NULL, FALSE);
      return;
    }

  for (guint i = 0; i < actions->len; i++)
    wh_action_report (g_ptr_array_index (actions, i));
}

static void
end (WhBatch *self)
{
  set_running (self, FALSE);
  report (self);
}

/* What cannot be taken back cannot be done twice either. */
static gboolean
is_repetition (WhBatch     *self,
               WhBatchItem *item)
{
  g_autofree char *print = NULL;

  if (self->operation->danger != WH_DANGER_TYPE)
    return FALSE;

  print = wh_action_dup_print (item->action);

  return print != NULL && g_hash_table_contains (self->prints, print);
}

/* Whether everything that follows would fail in the same way. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NO_TOKEN) ||
         error->domain == WH_TOKEN_ERROR;
}

static void
take_success (WhBatch     *self,
              WhBatchItem *item)
{
  gboolean done = wh_action_get_outcome (item->action) == WH_ACTION_DONE;
  char *print = wh_action_dup_print (item->action);

  if (print != NULL)
    g_hash_table_add (self->prints, print);
  g_ptr_array_add (self->unreported, g_object_ref (item->action));
  set_state (self, item, done ? WH_BATCH_ITEM_DONE : WH_BATCH_ITEM_ALREADY, NULL);
}

static void
take_error (WhBatch      *self,
            WhBatchItem  *item,
            const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_state (self, item, WH_BATCH_ITEM_WAITING, NULL);
    }
  else if (is_final (error))
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      self->stopping = TRUE;
      set_state (self, item, WH_BATCH_ITEM_WAITING, NULL);
    }
  else if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_RATE_LIMITED) &&
           item->n_throttled < MAX_THROTTLED)
    {
      /* Nothing was done; the limiter holds the next try back. */
      item->n_throttled++;
      set_state (self, item, WH_BATCH_ITEM_WAITING, NULL);
    }
  else
    {
      set_state (self, item, WH_BATCH_ITEM_FAILED, error);
    }
}

static void
on_run_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (WhBatch) self = user_data;
  g_autoptr (WhBatchItem) item = g_steal_pointer (&self->current);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->cancellable);
  if (wh_action_run_finish (WH_ACTION (source), result, &error))
    take_success (self, item);
  else
    take_error (self, item, error);

  run_next (self);
}

static void
run_next (WhBatch *self)
{
  for (guint i = 0; i < self->items->len && !self->stopping; i++)
    {
      WhBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->state != WH_BATCH_ITEM_WAITING)
        continue;
      if (is_repetition (self, item))
        {
          set_state (self, item, WH_BATCH_ITEM_SKIPPED, NULL);
          continue;
        }

      self->current = g_object_ref (item);
      self->cancellable = g_cancellable_new ();
      set_state (self, item, WH_BATCH_ITEM_RUNNING, NULL);
      wh_action_run_async (item->action, self->cancellable, on_run_cb, g_object_ref (self));
      return;
    }

  end (self);
}

static GType
wh_batch_get_item_type (GListModel *list)
{
  return WH_TYPE_BATCH_ITEM;
}

static guint
wh_batch_get_n_items (GListModel *list)
{
  return WH_BATCH (list)->items->len;
}

static gpointer
wh_batch_get_item (GListModel *list,
                   guint       position)
{
  WhBatch *self = WH_BATCH (list);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
wh_batch_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = wh_batch_get_item_type;
  iface->get_n_items = wh_batch_get_n_items;
  iface->get_item = wh_batch_get_item;
}

static void
wh_batch_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  WhBatch *self = WH_BATCH (object);

  switch (prop_id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, wh_batch_get_n_done (self));
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, wh_batch_get_n_failed (self));
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_batch_dispose (GObject *object)
{
  WhBatch *self = WH_BATCH (object);

  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->unreported, 0);
  g_clear_object (&self->current);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (wh_batch_parent_class)->dispose (object);
}

static void
wh_batch_finalize (GObject *object)
{
  WhBatch *self = WH_BATCH (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->unreported);
  g_hash_table_unref (self->prints);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (wh_batch_parent_class)->finalize (object);
}

static void
wh_batch_class_init (WhBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wh_batch_dispose;
  object_class->finalize = wh_batch_finalize;
  object_class->get_property = wh_batch_get_property;

  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FAILED] = g_param_spec_uint ("n-failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_batch_init (WhBatch *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->unreported = g_ptr_array_new_with_free_func (g_object_unref);
  self->prints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * wh_batch_new:
 * @connection: whose account it changes
 * @operation: what is done to each
 *
 * Returns: (transfer full): a batch without items
 */
WhBatch *
wh_batch_new (WhConnection      *connection,
              const WhOperation *operation)
{
  WhBatch *self;

  g_return_val_if_fail (WH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (operation != NULL && operation->change != NULL, NULL);

  self = g_object_new (WH_TYPE_BATCH, NULL);
  self->connection = g_object_ref (connection);
  self->operation = operation;

  return self;
}

/**
 * wh_batch_add:
 * @self: a batch
 * @action: one of the same connection and operation, not run yet
 *
 * From now on the action does not ask for what its inverse must know, which would halve the rate,
 * and the batch reports for it. It gets its turn after those that were added before.
 *
 * Returns: (transfer none): its item
 */
WhBatchItem *
wh_batch_add (WhBatch  *self,
              WhAction *action)
{
  WhBatchItem *item;

  g_return_val_if_fail (WH_IS_BATCH (self), NULL);
  g_return_val_if_fail (WH_IS_ACTION (action), NULL);
  g_return_val_if_fail (wh_action_get_connection (action) == self->connection, NULL);
  g_return_val_if_fail (wh_action_get_operation (action) == self->operation, NULL);

  wh_action_set_priority (action, WH_API_PRIORITY_BACKGROUND);
  wh_action_set_reads_before (action, FALSE);
  wh_action_set_reports (action, FALSE);
  item = wh_batch_item_new (action);
  g_ptr_array_add (self->items, item);
  self->counts[WH_BATCH_ITEM_WAITING]++;
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);

  return item;
}

/**
 * wh_batch_start:
 * @self: a batch
 *
 * Runs what waits, from the first on. Does nothing where it runs already, but for going on where
 * it was about to stop.
 */
void
wh_batch_start (WhBatch *self)
{
  g_autoptr (WhBatch) kept = NULL;

  g_return_if_fail (WH_IS_BATCH (self));

  self->stopping = FALSE;
  if (self->running)
    return;

  kept = g_object_ref (self);
  g_clear_error (&self->error);
  set_running (self, TRUE);
  run_next (self);
}

/**
 * wh_batch_stop:
 * @self: a batch
 *
 * The one that is on its way is waited for, as the server may have done it; one that only waits
 * for its turn is not sent any more. The rest waits, for wh_batch_start().
 */
void
wh_batch_stop (WhBatch *self)
{
  g_return_if_fail (WH_IS_BATCH (self));

  if (!self->running)
    return;

  self->stopping = TRUE;
  if (self->current != NULL && wh_action_is_waiting (self->current->action))
    g_cancellable_cancel (self->cancellable);
}

/**
 * wh_batch_retry_failed:
 * @self: a batch
 *
 * Lets those that failed wait again, and starts.
 */
void
wh_batch_retry_failed (WhBatch *self)
{
  g_return_if_fail (WH_IS_BATCH (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      WhBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->state != WH_BATCH_ITEM_FAILED)
        continue;
      item->n_throttled = 0;
      set_state (self, item, WH_BATCH_ITEM_WAITING, NULL);
    }

  wh_batch_start (self);
}

/**
 * wh_batch_is_running:
 * @self: a batch
 *
 * Returns: whether something is under way
 */
gboolean
wh_batch_is_running (WhBatch *self)
{
  g_return_val_if_fail (WH_IS_BATCH (self), FALSE);

  return self->running;
}

/**
 * wh_batch_get_n_done:
 * @self: a batch
 *
 * Returns: how many are as was wished
 */
guint
wh_batch_get_n_done (WhBatch *self)
{
  g_return_val_if_fail (WH_IS_BATCH (self), 0);

  return self->counts[WH_BATCH_ITEM_DONE] + self->counts[WH_BATCH_ITEM_ALREADY] +
         self->counts[WH_BATCH_ITEM_SKIPPED];
}

/**
 * wh_batch_get_n_failed:
 * @self: a batch
 *
 * Returns: how many are not, and were tried
 */
guint
wh_batch_get_n_failed (WhBatch *self)
{
  g_return_val_if_fail (WH_IS_BATCH (self), 0);

  return self->counts[WH_BATCH_ITEM_FAILED];
}

/**
 * wh_batch_get_n_waiting:
 * @self: a batch
 *
 * Returns: how many were not tried yet
 */
guint
wh_batch_get_n_waiting (WhBatch *self)
{
  g_return_val_if_fail (WH_IS_BATCH (self), 0);

  return self->counts[WH_BATCH_ITEM_WAITING];
}

/**
 * wh_batch_get_error:
 * @self: a batch
 *
 * Returns: (transfer none) (nullable): why it stopped by itself: no token, or one that is refused
 */
const GError *
wh_batch_get_error (WhBatch *self)
{
  g_return_val_if_fail (WH_IS_BATCH (self), NULL);

  return self->error;
}

/**
 * wh_batch_dup_inverses:
 * @self: a batch
 *
 * Returns: (transfer full) (element-type WhAction): what takes back what was done, last first;
 *   shorter than what was done, or empty, where there is no way back
 */
GPtrArray *
wh_batch_dup_inverses (WhBatch *self)
{
  GPtrArray *inverses = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (WH_IS_BATCH (self), inverses);

  for (guint i = self->items->len; i > 0; i--)
    {
      WhBatchItem *item = g_ptr_array_index (self->items, i - 1);
      WhAction *inverse = wh_action_dup_inverse (item->action);

      if (inverse != NULL)
        g_ptr_array_add (inverses, inverse);
    }

  return inverses;
}
