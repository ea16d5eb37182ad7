/* wh-company.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"

G_BEGIN_DECLS

/* What a connection asks its server by itself. Private to core. */

/* The settings of a company (§7). What it did not say, or not so that it can be used, is %NULL. */
typedef struct
{
  char *id;
  char *name;
  char *currency; /* three small letters */
  GTimeZone *zone;
  char *unknown_zone; /* its name, where this computer does not know it */
} WhCompany;

void       wh_company_check_async (WhApiClient          *client,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean   wh_company_check_finish (WhApiClient         *client,
                                   GAsyncResult         *result,
                                   GError              **error);
void       wh_company_load_async  (WhApiClient          *client,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
WhCompany *wh_company_load_finish (WhApiClient          *client,
                                   GAsyncResult         *result,
                                   GError              **error);
void       wh_company_free        (WhCompany            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhCompany, wh_company_free)

G_END_DECLS
