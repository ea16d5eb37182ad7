/* wh-connection-company.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-connection-private.h"

/* The settings of the company (§7): what amounts and days mean. They are asked for until they
 * are known, for as long as there is a token to ask with. */

#define FIRST_PAUSE_US (5 * G_TIME_SPAN_SECOND)
#define LONGEST_PAUSE_US (5 * G_TIME_SPAN_MINUTE)

static void
clear_source (WhConnection *self)
{
  if (self->company_source == NULL)
    return;

  g_source_destroy (self->company_source);
  g_clear_pointer (&self->company_source, g_source_unref);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  WhConnection *self = user_data;

  g_clear_pointer (&self->company_source, g_source_unref);
  wh_connection_ask_company (self);

  return G_SOURCE_REMOVE;
}

/* A token that was refused is another matter: it is asked again once there is a good one. */
static void
ask_later (WhConnection *self,
           const GError *error)
{
  if (g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED) ||
      g_error_matches (error, WH_API_ERROR, WH_API_ERROR_NO_TOKEN))
    return;

  self->company_unreachable = error->domain != WH_API_ERROR ||
                              error->code == WH_API_ERROR_TIMED_OUT;
  self->company_pause = self->company_pause == 0 ? FIRST_PAUSE_US
                                                 : MIN (self->company_pause * 2, LONGEST_PAUSE_US);
  self->company_source = wh_clock_add_timeout (self->clock, self->company_pause,
                                               on_ask_due_cb, self);
}

static void
on_loaded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (WhConnection) self = user_data;
  g_autoptr (WhCompany) company = NULL;
  g_autoptr (GError) error = NULL;

  company = wh_company_load_finish (WH_API_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->company_cancellable);
  if (company == NULL)
    {
      g_debug ("Could not read the settings of the company: %s", error->message);
      ask_later (self, error);
      return;
    }

  self->company_known = TRUE;
  wh_connection_set_company (self, company);
}

/*
 * wh_connection_ask_company:
 * @self: a connection with a private token
 *
 * Asks for the settings of the company in the background, unless they are known or asked for
 * already; after a failure again and again, ever more seldom.
 */
void
wh_connection_ask_company (WhConnection *self)
{
  if (self->company_known || self->company_cancellable != NULL)
    return;

  clear_source (self);
  self->company_cancellable = g_cancellable_new ();
  wh_company_load_async (self->client, self->company_cancellable, on_loaded_cb,
                         g_object_ref (self));
}

/*
 * wh_connection_heard_of_server:
 * @self: a connection
 *
 * The server has answered a request. If it could not be reached when it was asked for the
 * settings, there is no need to wait any longer.
 */
void
wh_connection_heard_of_server (WhConnection *self)
{
  if (self->company_source != NULL && self->company_unreachable)
    wh_connection_ask_company (self);
}

/*
 * wh_connection_stop_asking:
 * @self: a connection
 *
 * Neither asks nor waits for an answer any longer.
 */
void
wh_connection_stop_asking (WhConnection *self)
{
  clear_source (self);
  g_cancellable_cancel (self->company_cancellable);
  g_clear_object (&self->company_cancellable);
  self->company_pause = 0;
}

/*
 * wh_connection_distrust_company:
 * @self: a connection that gets another private token
 *
 * The token may be that of another company (N15): what is known is not known any longer.
 */
void
wh_connection_distrust_company (WhConnection *self)
{
  wh_connection_stop_asking (self);
  self->company_doubted = TRUE;
  if (!self->company_known)
    return;

  self->company_known = FALSE;
  wh_connection_set_company (self, NULL);
}
