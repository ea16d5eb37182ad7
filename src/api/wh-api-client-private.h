/* wh-api-client-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "wh-api-client.h"

G_BEGIN_DECLS

#define WH_API_N_HOSTS 2

/* For wh-api-send.c, which does the client's sending. */
struct _WhApiClient
{
  GObject parent_instance;

  char *servers[WH_API_N_HOSTS];
  char *tokens[WH_API_N_TOKENS]; /* the only place; wiped before it is freed */
  WhClock *clock;
  WhRateLimiter *limiter;
  SoupSession *session;
  gint64 deadline;
  GQueue sends; /* what is waiting or under way; wh-api-send.c looks after it */
};

void wh_api_client_report (WhApiClient   *self,
                           WhApiRequest  *request,
                           WhApiResponse *response,
                           const GError  *error);

G_END_DECLS
