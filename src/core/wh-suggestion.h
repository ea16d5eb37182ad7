/* wh-suggestion.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-record.h"

G_BEGIN_DECLS

/* One of the values that are offered while somebody types. Immutable. */

#define WH_TYPE_SUGGESTION (wh_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (WhSuggestion, wh_suggestion, WH, SUGGESTION, GObject)

/* How well a suggestion fits what was typed, the best first. */
typedef enum
{
  WH_SUGGESTION_SAME,   /* it is what was typed */
  WH_SUGGESTION_BEGINS, /* its value begins so */
  WH_SUGGESTION_WORD,   /* a word of its name begins so */
  WH_SUGGESTION_INSIDE, /* every word that was typed is somewhere in it */
  WH_SUGGESTION_NO,
} WhSuggestionFit;

WhSuggestion   *wh_suggestion_new           (const char   *value,
                                             const char   *name);
/* Of a plan: its ID and its name. */
WhSuggestion   *wh_suggestion_new_for_record (WhRecord    *record);
/* (transfer full): #GListModel of a suggestion for each currency of §11.3, in capitals. */
GListModel     *wh_suggestions_new_for_currencies (void);

const char     *wh_suggestion_get_value     (WhSuggestion *self);
const char     *wh_suggestion_get_name      (WhSuggestion *self);
WhSuggestionFit wh_suggestion_get_fit       (WhSuggestion *self,
                                             const char   *typed);

G_END_DECLS
