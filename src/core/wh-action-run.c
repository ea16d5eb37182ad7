/* wh-action-run.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"

#include "wh-api-error.h"
#include "wh-service.h"
#include "wh-token-store.h"

/* Running an action: what the inverse must know is read, then the change is sent, then the answer
 * is understood. */

/*
 * wh_action_is_doubtful:
 * @error: what came of a request that changes something
 *
 * Returns: whether the server may have done what it was asked to do all the same
 */
gboolean
wh_action_is_doubtful (const GError *error)
{
  static const int io_codes[] = {
    G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_HOST_NOT_FOUND, G_IO_ERROR_HOST_UNREACHABLE,
    G_IO_ERROR_NETWORK_UNREACHABLE, G_IO_ERROR_PROXY_FAILED, G_IO_ERROR_PROXY_AUTH_FAILED,
    G_IO_ERROR_PROXY_NEED_AUTH, G_IO_ERROR_PROXY_NOT_ALLOWED,
  };

  if (error->domain == WH_API_ERROR)
    return error->code == WH_API_ERROR_TIMED_OUT || error->code == WH_API_ERROR_SERVER ||
           error->code == WH_API_ERROR_MALFORMED || error->code == WH_API_ERROR_NOT_API ||
           error->code == WH_API_ERROR_TOO_LARGE;

  if (error->domain == G_IO_ERROR)
    {
      for (guint i = 0; i < G_N_ELEMENTS (io_codes); i++)
        {
          if (error->code == io_codes[i])
            return FALSE;
        }
      return TRUE;
    }

  return error->domain != WH_DRAFT_ERROR && error->domain != WH_TOKEN_ERROR &&
         error->domain != G_RESOLVER_ERROR && error->domain != G_TLS_ERROR;
}

/* Everything that makes a request the same as another. */
static char *
dup_print (WhApiRequest *request)
{
  GBytes *body = wh_api_request_get_body (request);
  const char *query = wh_api_request_get_query (request);
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  return g_strdup_printf ("%s %s?%s\n%.*s", wh_api_request_get_method (request),
                          wh_api_request_get_path (request), query != NULL ? query : "",
                          (int) length, data != NULL ? data : "");
}

/*
 * wh_action_dup_print:
 * @self: an action
 *
 * Returns: (transfer full) (nullable): what tells it from every other, %NULL where the draft is not
 *   complete
 */
char *
wh_action_dup_print (WhAction *self)
{
  g_autoptr (WhApiRequest) request = wh_draft_to_request (self->draft, NULL);

  return request != NULL ? dup_print (request) : NULL;
}

/* The record in an answer, if it can be understood. The change is made whether it can or not. */
static WhRecord *
read_record (WhAction       *self,
             WhJsonDocument *document)
{
  const WhResource *resource = wh_resources_find (self->operation->resource);
  WhJsonValue root = wh_json_document_get_root (document);
  g_autoptr (GError) error = NULL;
  WhRecord *record;

  if (wh_json_value_get_type (root) != WH_JSON_OBJECT)
    return NULL;

  record = wh_record_new (resource, root, &error);
  if (record == NULL)
    g_debug ("No %s in the answer: %s", resource->id, error->message);

  return record;
}

static gboolean
looks_like_page (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }

  return length > 0 && *data == '<';
}

/* What a success brought: any body or none may come with one (§0.1, §1.6), but a page for people
 * is somebody else's answer, and a record that was cut short proves nothing (HAZARDS N2). */
static gboolean
read_answer (WhAction       *self,
             WhApiResponse  *response,
             GError        **error)
{
  GBytes *body = wh_api_response_get_body (response);
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) local_error = NULL;

  if (body == NULL || g_bytes_get_size (body) == 0)
    return TRUE;

  document = wh_api_response_parse (response, &local_error);
  if (document != NULL)
    {
      if (self->operation->returns == WH_RETURNS_RECORD)
        self->result = read_record (self, document);
      return TRUE;
    }

  if (self->operation->returns != WH_RETURNS_RECORD && !looks_like_page (body))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Whether a refusal means that the wish is fulfilled. */
static gboolean
is_fulfilled (WhAction     *self,
              const GError *error,
              gboolean      earlier_try)
{
  if (self->refusal != NULL)
    return self->refusal->already != NULL && (!self->refusal->needs_earlier_try || earlier_try);

  return earlier_try && self->operation->change->gone_is_done &&
         g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NOT_FOUND);
}

static void
finish (WhAction        *self,
        GTask           *task,
        WhActionOutcome  outcome,
        GError          *error)
{
  self->running = FALSE;
  self->outcome = outcome;
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->doubtful, g_free);
  if (self->reports)
    wh_action_report (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_sent_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhAction *self = g_task_get_source_object (task);
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *print = dup_print (self->request);
  gboolean earlier_try = g_strcmp0 (self->doubtful, print) == 0;

  response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  if (response != NULL && wh_api_response_check (response, &error) &&
      read_answer (self, response, &error))
    {
      finish (self, task, WH_ACTION_DONE, NULL);
      return;
    }

  /* Sent again by the client itself, it was an earlier try as well. */
  if (response != NULL && wh_api_response_get_n_tries (response) > 1)
    earlier_try = TRUE;
  if (wh_api_error_get_status (error) != 0)
    self->refusal = wh_operation_find_refusal (self->operation,
                                               wh_api_error_get_server_text (error));
  if (is_fulfilled (self, error, earlier_try))
    {
      finish (self, task, WH_ACTION_ALREADY, NULL);
      return;
    }

  if (self->reached && wh_action_is_doubtful (error))
    {
      g_free (self->doubtful);
      self->doubtful = g_steal_pointer (&print);
    }
  finish (self, task, WH_ACTION_FAILED, g_steal_pointer (&error));
}

static void
on_phase_cb (WhApiRequest *request,
             GParamSpec   *pspec,
             WhAction     *self)
{
  if (wh_api_request_get_phase (request) == WH_API_PHASE_SENDING)
    self->reached = TRUE;
}

static void
send_change (WhAction *self,
             GTask    *task)
{
  WhApiClient *client = wh_connection_get_client (self->connection);

  g_signal_connect_object (self->request, "notify::phase", G_CALLBACK (on_phase_cb), self, 0);
  wh_api_client_send_async (client, self->request, g_task_get_cancellable (task), on_sent_cb,
                            g_object_ref (task));
}

static void
on_before_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  WhAction *self = g_task_get_source_object (task);
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = wh_service_run_finish (WH_API_CLIENT (source), result, &error);
  /* A server that cannot be reached, or does not let us in, will not take the change either; any
   * other answer costs the inverse and nothing else. */
  if (response == NULL && (wh_api_error_get_status (error) == 0 ||
                           g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED)))
    {
      finish (self, task, WH_ACTION_FAILED, g_steal_pointer (&error));
      return;
    }

  if (response != NULL)
    self->before = wh_api_response_parse (response, NULL);
  send_change (self, task);
}

/* The draft that asks for what the inverse must know; %NULL where that is known or cannot be. */
static WhDraft *
make_question (WhAction *self)
{
  const WhChange *change = self->operation->change;
  const WhOperation *operation;
  g_autoptr (WhDraft) draft = NULL;
  const char *field, *key;

  if (change->before == NULL || !self->reads_before ||
      (change->knows_before != NULL && change->knows_before (self)) ||
      (change->can_invert != NULL && !change->can_invert (self)))
    return NULL;

  operation = wh_operations_find (change->before);
  field = operation->fields[0].id;
  key = wh_action_get_text (self, field);
  if (key == NULL)
    key = wh_record_get_member_text (self->record, field);

  draft = wh_draft_new (operation);
  wh_draft_set_text (draft, field, key);

  return wh_draft_check (draft, NULL) ? g_steal_pointer (&draft) : NULL;
}

static void
start (WhAction *self)
{
  self->running = TRUE;
  self->reached = FALSE;
  self->outcome = WH_ACTION_NOT_RUN;
  self->refusal = NULL;
  g_clear_object (&self->result);
  g_clear_object (&self->request);
  g_clear_pointer (&self->before, wh_json_document_unref);

  g_clear_object (&self->sent);
  self->sent = wh_draft_new (self->operation);
  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      const char *field = self->operation->fields[i].id;

      wh_draft_set_text (self->sent, field, wh_draft_get_text (self->draft, field));
    }
}

/**
 * wh_action_run_async:
 * @self: an action that does not run, and was no success yet
 * @cancellable: (nullable): gives up, whether the server has acted or not
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the change. A refusal that means that the wish is fulfilled is a success; of a create,
 * only when an earlier try with the same values did not learn its fate. On success what has to be
 * read again is reported on the connection. Errors are those of wh_draft_check(), the transport
 * and the API; it can then be run again.
 */
void
wh_action_run_async (WhAction            *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (WhDraft) question = NULL;
  GError *error = NULL;

  g_return_if_fail (WH_IS_ACTION (self));
  g_return_if_fail (!self->running);
  g_return_if_fail (self->outcome == WH_ACTION_NOT_RUN || self->outcome == WH_ACTION_FAILED);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_action_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  start (self);
  self->request = wh_draft_to_request (self->sent, &error);
  if (self->request == NULL)
    {
      finish (self, task, WH_ACTION_FAILED, error);
      return;
    }
  wh_api_request_set_priority (self->request, self->priority);

  question = make_question (self);
  if (question == NULL)
    send_change (self, task);
  else
    wh_service_run_async (wh_connection_get_client (self->connection), question, self->priority,
                          cancellable, on_before_read_cb, g_object_ref (task));
}

/**
 * wh_action_run_finish:
 * @self: an action
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is as was wished; wh_action_get_outcome() says more
 */
gboolean
wh_action_run_finish (WhAction      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_action_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * wh_action_is_running:
 * @self: an action
 *
 * Returns: whether it was started and is not done
 */
gboolean
wh_action_is_running (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), FALSE);

  return self->running;
}

/**
 * wh_action_is_waiting:
 * @self: an action
 *
 * Returns: whether it runs but nothing of the change is on its way: it can be cancelled
 */
gboolean
wh_action_is_waiting (WhAction *self)
{
  WhApiPhase phase;

  g_return_val_if_fail (WH_IS_ACTION (self), FALSE);

  if (!self->running || self->request == NULL)
    return FALSE;

  phase = wh_api_request_get_phase (self->request);

  return phase == WH_API_PHASE_NEW || phase == WH_API_PHASE_WAITING;
}
