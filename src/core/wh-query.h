/* wh-query.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-collection.h"

G_BEGIN_DECLS

/* Which of its records the API is asked to list: the fields of the list operation that are neither
 * for paging nor for the search. */

/* Whether a field of a list operation is one of those that are asked for. */
gboolean   wh_query_has_field        (const WhResource *resource,
                                      guint             index);
/* Whether there is any. */
gboolean   wh_query_has_fields       (const WhResource *resource);
char      *wh_query_dup_text         (WhCollection     *collection,
                                      WhFormat         *format);
gboolean   wh_query_is_narrowed      (WhCollection     *collection);
void       wh_query_clear            (WhCollection     *collection);
void       wh_query_begin            (WhCollection     *collection);

G_END_DECLS
