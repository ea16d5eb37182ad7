/* wh-page-source.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-page-source.h"

typedef struct
{
  const WhResource *resource;
  WhApiRequest *request; /* (nullable) */
} WhPageSourcePrivate;

enum
{
  SIGNAL_REQUEST_CHANGED,
  SIGNAL_ROWS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WhPageSource, wh_page_source, G_TYPE_OBJECT)

static WhPageSourcePrivate *
get_private (WhPageSource *self)
{
  return wh_page_source_get_instance_private (self);
}

static void
wh_page_source_dispose (GObject *object)
{
  g_clear_object (&get_private (WH_PAGE_SOURCE (object))->request);

  G_OBJECT_CLASS (wh_page_source_parent_class)->dispose (object);
}

static void
wh_page_source_class_init (WhPageSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_page_source_dispose;

  signals[SIGNAL_REQUEST_CHANGED] =
    g_signal_new ("request-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ROWS_CHANGED] =
    g_signal_new ("rows-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_STRV);
}

static void
wh_page_source_init (WhPageSource *self)
{
}

/**
 * wh_page_source_dup:
 * @self: a source
 *
 * Returns: (transfer full): another one of the kind, at the beginning
 */
WhPageSource *
wh_page_source_dup (WhPageSource *self)
{
  g_return_val_if_fail (WH_IS_PAGE_SOURCE (self), NULL);

  return WH_PAGE_SOURCE_GET_CLASS (self)->dup (self);
}

/**
 * wh_page_source_get_resource:
 * @self: a source
 *
 * Returns: (transfer none): what the rows are
 */
const WhResource *
wh_page_source_get_resource (WhPageSource *self)
{
  g_return_val_if_fail (WH_IS_PAGE_SOURCE (self), NULL);

  return get_private (self)->resource;
}

/**
 * wh_page_source_get_request:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what is being sent for the next page, if anything is
 */
WhApiRequest *
wh_page_source_get_request (WhPageSource *self)
{
  g_return_val_if_fail (WH_IS_PAGE_SOURCE (self), NULL);

  return get_private (self)->request;
}

/**
 * wh_page_source_rewind:
 * @self: a source
 * @fields: (element-type utf8 utf8): what is asked for
 *
 * Begins again with the first page.
 */
void
wh_page_source_rewind (WhPageSource *self,
                       GHashTable   *fields)
{
  g_return_if_fail (WH_IS_PAGE_SOURCE (self));
  g_return_if_fail (fields != NULL);

  WH_PAGE_SOURCE_GET_CLASS (self)->rewind (self, fields);
}

/**
 * wh_page_source_is_at_end:
 * @self: a source
 *
 * Returns: whether every page was handed out
 */
gboolean
wh_page_source_is_at_end (WhPageSource *self)
{
  g_return_val_if_fail (WH_IS_PAGE_SOURCE (self), TRUE);

  return WH_PAGE_SOURCE_GET_CLASS (self)->is_at_end (self);
}

/**
 * wh_page_source_next_async:
 * @self: a source
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up; the page comes again the next time
 * @callback: called with the page
 * @user_data: for @callback
 */
void
wh_page_source_next_async (WhPageSource        *self,
                           WhApiPriority        priority,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_PAGE_SOURCE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_page_source_next_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (priority), NULL);
  wh_page_source_set_request (self, NULL);
  if (!g_task_return_error_if_cancelled (task))
    WH_PAGE_SOURCE_GET_CLASS (self)->next (self, task);
}

/**
 * wh_page_source_next_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type WhRecord) (nullable): the rows of the page, maybe none
 */
GPtrArray *
wh_page_source_next_finish (WhPageSource  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  GPtrArray *rows;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_page_source_next_async), NULL);

  rows = g_task_propagate_pointer (G_TASK (result), error);
  if (rows != NULL)
    WH_PAGE_SOURCE_GET_CLASS (self)->accept (self);

  return rows;
}

/**
 * wh_page_source_read_async:
 * @self: a source
 * @key: of a row
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up
 * @callback: called with the row
 * @user_data: for @callback
 *
 * Reads one row again.
 */
void
wh_page_source_read_async (WhPageSource        *self,
                           const char          *key,
                           WhApiPriority        priority,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_PAGE_SOURCE (self));
  g_return_if_fail (key != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_page_source_read_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (priority), NULL);
  if (!g_task_return_error_if_cancelled (task))
    WH_PAGE_SOURCE_GET_CLASS (self)->read (self, key, task);
}

/**
 * wh_page_source_read_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location; %WH_API_ERROR_NOT_FOUND where there is no such row any more
 *
 * Returns: (transfer full) (nullable): the row as it is now
 */
WhRecord *
wh_page_source_read_finish (WhPageSource  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_page_source_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_page_source_set_resource:
 * @self: a source that is being made
 * @resource: what the rows are
 */
void
wh_page_source_set_resource (WhPageSource     *self,
                             const WhResource *resource)
{
  get_private (self)->resource = resource;
}

/**
 * wh_page_source_set_request:
 * @self: a source
 * @request: (nullable): what is being sent for the next page
 */
void
wh_page_source_set_request (WhPageSource *self,
                            WhApiRequest *request)
{
  if (g_set_object (&get_private (self)->request, request))
    g_signal_emit (self, signals[SIGNAL_REQUEST_CHANGED], 0);
}

/**
 * wh_page_source_emit_changed:
 * @self: a source
 * @rows: (element-type WhRecord): rows that are different now, or new
 * @removed: (element-type utf8): keys of rows that are no more
 */
void
wh_page_source_emit_changed (WhPageSource *self,
                             GPtrArray    *rows,
                             GPtrArray    *removed)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (rows->len == 0 && removed->len == 0)
    return;

  for (guint i = 0; i < removed->len; i++)
    g_strv_builder_add (keys, g_ptr_array_index (removed, i));
  strv = g_strv_builder_end (keys);
  g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0, rows, strv);
}
