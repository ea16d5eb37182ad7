/* wh-values.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

/* The distinct values that records have in the fields that are offered as filters, collected as
 * the records come: looking through 100 000 of them takes longer than a frame. */

typedef struct _WhValues WhValues;

WhValues  *wh_values_new   (const WhResource *resource);
void       wh_values_free  (WhValues         *self);
void       wh_values_add   (WhValues         *self,
                            WhRecord         *record);
void       wh_values_clear (WhValues         *self);
char     **wh_values_dup   (WhValues         *self,
                            guint             field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhValues, wh_values_free)

G_END_DECLS
