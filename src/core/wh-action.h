/* wh-action.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connection.h"
#include "wh-draft.h"
#include "wh-record.h"

G_BEGIN_DECLS

typedef enum
{
  WH_ACTION_NOT_RUN,
  WH_ACTION_DONE,
  WH_ACTION_ALREADY, /* refused in words that mean that it was so already: nothing changed now */
  WH_ACTION_FAILED,
} WhActionOutcome;

/* One change about to be made to an account: an operation, the connection it was begun on and
 * stays with, a draft, and what it is done to.
 *
 * The inverse is the action that takes it back. */

#define WH_TYPE_ACTION (wh_action_get_type ())
G_DECLARE_FINAL_TYPE (WhAction, wh_action, WH, ACTION, GObject)

WhAction             *wh_action_new              (WhConnection         *connection,
                                                  const WhOperation    *operation,
                                                  WhRecord             *record);
WhConnection         *wh_action_get_connection   (WhAction             *self);
const WhOperation    *wh_action_get_operation    (WhAction             *self);
WhDraft              *wh_action_get_draft        (WhAction             *self);
WhRecord             *wh_action_get_record       (WhAction             *self);
void                  wh_action_set_priority     (WhAction             *self,
                                                  WhApiPriority         priority);
void                  wh_action_set_reads_before (WhAction             *self,
                                                  gboolean              reads_before);
void                  wh_action_set_reports      (WhAction             *self,
                                                  gboolean              reports);

/* What a form asks for. */
gboolean              wh_action_is_fixed         (WhAction             *self,
                                                  const char           *field);
const char           *wh_action_get_currency     (WhAction             *self);

/* What is going to happen, with the draft as it is. */
char                 *wh_action_dup_subject      (WhAction             *self);
char                **wh_action_dup_effects      (WhAction             *self);
char                 *wh_action_dup_identifier   (WhAction             *self);
gboolean              wh_action_is_undoable      (WhAction             *self);

void                  wh_action_run_async        (WhAction             *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean              wh_action_run_finish       (WhAction             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
gboolean              wh_action_is_running       (WhAction             *self);
gboolean              wh_action_is_waiting       (WhAction             *self);

/* What happened. */
WhActionOutcome       wh_action_get_outcome      (WhAction             *self);
const WhKnownRefusal *wh_action_get_refusal      (WhAction             *self);
WhRecord             *wh_action_get_result       (WhAction             *self);
char                 *wh_action_dup_done         (WhAction             *self);
WhAction             *wh_action_dup_inverse      (WhAction             *self);
gboolean              wh_action_may_have_happened (WhAction            *self);
void                  wh_action_report           (WhAction             *self);

G_END_DECLS
