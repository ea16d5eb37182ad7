/* wh-traits.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"
#include "wh-json.h"

G_BEGIN_DECLS

/* What a customer is tagged with (§9.1): a trait in a category. */
typedef struct
{
  char *category;
  char *trait;
} WhTrait;

/* Nobody has written down what the API answers (§14): every shape that is likely is read.
 * (element-type WhTrait), by category, each once. */
GPtrArray *wh_traits_new_from_json     (WhJsonValue           root);
/* Traits are compared without case, as the API does. */
gboolean   wh_trait_texts_equal        (const char           *a,
                                        const char           *b);
/* Whether ProfitWell fills the category itself and takes nothing for it. */
gboolean   wh_trait_category_is_reserved (const char         *category);

/* The traits of one customer. An answer without any is an empty list. Counts against the limit
 * of 20 a minute (§1.4). */
void       wh_traits_load_async        (WhApiClient          *client,
                                        const char           *customer_id,
                                        WhApiPriority         priority,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *wh_traits_load_finish       (WhApiClient          *client,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
