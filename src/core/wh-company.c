/* wh-company.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-company.h"

#include <string.h>

#include "wh-operations.h"

#define CURRENCY_LENGTH 3

/* Four strings, which are read in the main loop. */
#define MAX_BYTES (64 * 1024)

static char *
dup_member (WhJsonValue  object,
            const char  *name)
{
  WhJsonValue member;

  if (wh_json_value_get_type (object) != WH_JSON_OBJECT ||
      !wh_json_value_get_member (object, name, &member) ||
      wh_json_value_get_type (member) != WH_JSON_STRING)
    return NULL;

  return wh_json_value_dup_string (member);
}

static char *
dup_currency (WhJsonValue object)
{
  g_autofree char *text = dup_member (object, "currency");

  if (text == NULL || strlen (text) != CURRENCY_LENGTH)
    return NULL;
  for (guint i = 0; i < CURRENCY_LENGTH; i++)
    if (!g_ascii_isalpha (text[i]))
      return NULL;

  return g_ascii_strdown (text, -1);
}

static WhCompany *
company_new (WhJsonValue object)
{
  WhCompany *self = g_new0 (WhCompany, 1);
  g_autofree char *zone = dup_member (object, "timezone");

  self->id = dup_member (object, "id");
  self->name = dup_member (object, "name");
  self->currency = dup_currency (object);
  if (zone != NULL && *zone != '\0')
    self->zone = g_time_zone_new_identifier (zone);
  if (zone != NULL && *zone != '\0' && self->zone == NULL)
    self->unknown_zone = g_steal_pointer (&zone);

  return self;
}

/* Neither of the two calls has fields: the row of the table is all there is to know. */
static WhApiRequest *
new_request (const char    *operation_id,
             WhApiPriority  priority)
{
  const WhOperation *operation = wh_operations_find (operation_id);
  WhApiRequest *request = wh_api_request_new (operation->method, operation->path);

  wh_api_request_set_operation (request, operation->id);
  wh_api_request_set_host (request, operation->host);
  wh_api_request_set_token (request, operation->token);
  wh_api_request_set_bucket (request, operation->bucket);
  wh_api_request_set_priority (request, priority);
  wh_api_request_set_max_bytes (request, MAX_BYTES);

  return request;
}

static void
on_settings_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  if (response != NULL && wh_api_response_check (response, &error))
    document = wh_api_response_parse (response, &error);

  if (document == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, company_new (wh_json_document_get_root (document)),
                           (GDestroyNotify) wh_company_free);
}

/* Nothing is said of the body (§2), so anything goes, but for the page of a captive portal: that
 * takes every token. */
static gboolean
is_from_api (WhApiResponse  *response,
             GError        **error)
{
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GError) local_error = NULL;

  document = wh_api_response_parse (response, &local_error);
  if (!g_error_matches (local_error, WH_API_ERROR, WH_API_ERROR_NOT_API))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static void
on_status_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  if (response != NULL && wh_api_response_check (response, &error) &&
      is_from_api (response, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/*
 * wh_company_check_async:
 * @client: a client with a private token
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks whether the server is there and takes the token (§2); somebody waits for it.
 */
void
wh_company_check_async (WhApiClient         *client,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  g_autoptr (WhApiRequest) request = new_request ("api-status", WH_API_PRIORITY_INTERACTIVE);

  g_task_set_source_tag (task, wh_company_check_async);
  wh_api_client_send_async (client, request, cancellable, on_status_cb, g_object_ref (task));
}

/*
 * wh_company_check_finish:
 * @client: the client
 * @result: what the callback got
 * @error: return location; %WH_API_ERROR_UNAUTHORIZED where the server refuses the token
 *
 * Returns: whether the server takes it
 */
gboolean
wh_company_check_finish (WhApiClient   *client,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * wh_company_load_async:
 * @client: the client of a connection
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks in the background: nobody waits for it.
 */
void
wh_company_load_async (WhApiClient         *client,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  g_autoptr (WhApiRequest) request = NULL;

  g_task_set_source_tag (task, wh_company_load_async);
  request = new_request ("get-company-settings", WH_API_PRIORITY_BACKGROUND);
  wh_api_client_send_async (client, request, cancellable, on_settings_cb, g_object_ref (task));
}

/*
 * wh_company_load_finish:
 * @client: the client of a connection
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the settings
 */
WhCompany *
wh_company_load_finish (WhApiClient   *client,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * wh_company_free:
 * @self: (transfer full): the settings
 */
void
wh_company_free (WhCompany *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->currency);
  g_free (self->unknown_zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}
