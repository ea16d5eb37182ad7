/* wh-service.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-operations.h"
#include "wh-service.h"

/* What becomes of an answer: one record or a list of them. */
typedef struct
{
  const WhResource *resource;
  gboolean single;
  WhApiResponse *response;
} Decoding;

static void
decoding_free (Decoding *self)
{
  g_clear_object (&self->response);
  g_free (self);
}

static void
on_run_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (WhApiResponse) response = NULL;
  GError *error = NULL;

  response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  if (response == NULL || !wh_api_response_check (response, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&response), g_object_unref);
}

/**
 * wh_service_run_async:
 * @client: who sends it
 * @draft: what is to be done
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up, whether the server has acted or not
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends a draft. Errors are those of wh_draft_check(), and everything that is not a success.
 */
void
wh_service_run_async (WhApiClient         *client,
                      WhDraft             *draft,
                      WhApiPriority        priority,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (WhApiRequest) request = NULL;
  GError *error = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (WH_IS_DRAFT (draft));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_service_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  request = wh_draft_to_request (draft, &error);
  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  wh_api_request_set_priority (request, priority);
  wh_api_client_send_async (client, request, cancellable, on_run_sent_cb,
                            g_steal_pointer (&task));
}

/**
 * wh_service_run_finish:
 * @client: who sent it
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer, whose status is a success, or %NULL with
 *   @error set
 */
WhApiResponse *
wh_service_run_finish (WhApiClient   *client,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_service_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gint64
get_effective_date (WhJsonValue event)
{
  WhJsonValue member;
  gint64 date;

  if (wh_json_value_get_type (event) == WH_JSON_OBJECT &&
      wh_json_value_get_member (event, "effective_date", &member) &&
      wh_json_value_get_int64 (member, &date))
    return date;

  return G_MININT64;
}

/* A get operation may answer with a list, as the one of users does (§4.1): the latest event knows
 * best, wherever in the list it is. */
static WhRecord *
decode_single (const WhResource  *resource,
               WhJsonValue        root,
               GError           **error)
{
  WhJsonIter iter;
  WhJsonValue event;
  WhJsonValue latest = root;
  gint64 latest_date = G_MININT64;

  if (wh_json_value_get_type (root) != WH_JSON_ARRAY)
    return wh_record_new (resource, root, error);

  if (wh_json_value_get_length (root) == 0)
    {
      g_set_error (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND,
                   "The answer has no %s in it", resource->id);
      return NULL;
    }

  wh_json_iter_init (&iter, root);
  while (wh_json_iter_next (&iter, NULL, &event))
    {
      gint64 date = get_effective_date (event);

      if (date < latest_date)
        continue;
      latest = event;
      latest_date = date;
    }

  return wh_record_new (resource, latest, error);
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Decoding *decoding = task_data;
  g_autoptr (WhJsonDocument) document = NULL;
  WhJsonValue root;
  GError *error = NULL;
  gpointer decoded;

  document = wh_api_response_parse (decoding->response, &error);
  if (document == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  root = wh_json_document_get_root (document);
  if (decoding->single)
    decoded = decode_single (decoding->resource, root, &error);
  else
    decoded = wh_records_new_from_array (decoding->resource, root, &error);

  if (decoded == NULL)
    g_task_return_error (task, error);
  else if (decoding->single)
    g_task_return_pointer (task, decoded, g_object_unref);
  else
    g_task_return_pointer (task, decoded, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_decoded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decoding *decoding = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer decoded = g_task_propagate_pointer (G_TASK (result), &error);

  if (decoded == NULL)
    g_task_return_error (task, error);
  else if (decoding->single)
    g_task_return_pointer (task, decoded, g_object_unref);
  else
    g_task_return_pointer (task, decoded, (GDestroyNotify) g_ptr_array_unref);
}

/* The thread lets go of its task and of everything that is in it, and nobody knows when. So it is
 * a task of its own, without the client: that must not be finalised anywhere but in the thread
 * that it lives in. Takes over @task. */
static void
decode (GTask            *task,
        WhApiResponse    *response,
        const WhResource *resource,
        gboolean          single)
{
  g_autoptr (GTask) work = g_task_new (NULL, g_task_get_cancellable (task), on_decoded_cb, task);
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->resource = resource;
  decoding->single = single;
  decoding->response = g_object_ref (response);
  g_task_set_source_tag (work, decode);
  g_task_set_task_data (work, decoding, (GDestroyNotify) decoding_free);

  /* Whoever cancels does not wait for the worker, which ends by itself. */
  g_task_set_return_on_cancel (work, TRUE);
  g_task_run_in_thread (work, decode_in_thread);
}

/* Takes over @task. */
static void
take_answer (GTask        *task,
             GObject      *client,
             GAsyncResult *result,
             gboolean      single)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (WhApiResponse) response = NULL;
  const WhResource *resource = g_task_get_task_data (task);
  GError *error = NULL;

  response = wh_api_client_send_finish (WH_API_CLIENT (client), result, &error);
  if (response == NULL || !wh_api_response_check (response, &error))
    g_task_return_error (task, error);
  else
    decode (g_steal_pointer (&owned), response, resource, single);
}

static void
on_get_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  take_answer (user_data, source, result, TRUE);
}

static void
on_list_sent_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  take_answer (user_data, source, result, FALSE);
}

/**
 * wh_service_get_async:
 * @client: who asks
 * @resource: what it is; one with a get operation
 * @key: which one
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads one record.
 */
void
wh_service_get_async (WhApiClient         *client,
                      const WhResource    *resource,
                      const char          *key,
                      WhApiPriority        priority,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (WhDraft) draft = NULL;
  g_autoptr (WhApiRequest) request = NULL;
  GError *error = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (resource != NULL && resource->get_operation != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_service_get_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  draft = wh_draft_new (wh_operations_find (resource->get_operation));
  wh_draft_set_text (draft, resource->get_field, key);
  request = wh_draft_to_request (draft, &error);
  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  wh_api_request_set_priority (request, priority);
  g_task_set_task_data (task, (gpointer) resource, NULL);
  wh_api_client_send_async (client, request, cancellable, on_get_sent_cb,
                            g_steal_pointer (&task));
}

/**
 * wh_service_get_finish:
 * @client: who asked
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
WhRecord *
wh_service_get_finish (WhApiClient   *client,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_service_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_service_list_async:
 * @client: who asks
 * @request: from a draft of an operation that returns a list
 * @resource: what is in the list
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a list, or a page of it. The answer is decoded in a worker thread.
 */
void
wh_service_list_async (WhApiClient         *client,
                       WhApiRequest        *request,
                       const WhResource    *resource,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (WH_IS_API_REQUEST (request));
  g_return_if_fail (resource != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_service_list_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_set_task_data (task, (gpointer) resource, NULL);
  wh_api_client_send_async (client, request, cancellable, on_list_sent_cb,
                            g_steal_pointer (&task));
}

/**
 * wh_service_list_finish:
 * @client: who asked
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type WhRecord) (nullable): the records in the order of the
 *   answer, or %NULL with @error set
 */
GPtrArray *
wh_service_list_finish (WhApiClient   *client,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_service_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wh_service_decode_async:
 * @client: who asked
 * @response: an answer that is a success
 * @resource: what is in the list
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Decodes a list that has come, in a worker thread.
 */
void
wh_service_decode_async (WhApiClient         *client,
                         WhApiResponse       *response,
                         const WhResource    *resource,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (WH_IS_API_RESPONSE (response));
  g_return_if_fail (resource != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_service_decode_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  decode (g_steal_pointer (&task), response, resource, FALSE);
}

/**
 * wh_service_decode_finish:
 * @client: who asked
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type WhRecord) (nullable): the records in the order of the
 *   answer, or %NULL with @error set
 */
GPtrArray *
wh_service_decode_finish (WhApiClient   *client,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_service_decode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
