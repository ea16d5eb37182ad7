/* wh-action-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-action.h"
#include "wh-api-request.h"
#include "wh-json.h"

G_BEGIN_DECLS

struct _WhAction
{
  GObject parent_instance;

  WhConnection *connection;
  const WhOperation *operation;
  WhRecord *record;     /* (nullable) */
  gboolean stale;       /* @record is from before another change, good for its name only */
  WhDraft *draft;
  WhApiPriority priority;
  gboolean reads_before;
  gboolean reports;

  gboolean running;
  WhDraft *sent;          /* (nullable): @draft as it was when it was run */
  WhApiRequest *request;  /* (nullable): from when it was run */
  gboolean reached;       /* @request was on its way */
  WhJsonDocument *before; /* (nullable): what the operation's "before" answered */
  char *doubtful;         /* (nullable): what an earlier try sent without learning its fate */
  WhActionOutcome outcome;
  const WhKnownRefusal *refusal;
  WhRecord *result;       /* (nullable) */
};

/* wh-action.c */
const char *wh_action_get_text        (WhAction      *self,
                                       const char    *field);
gboolean    wh_action_is_about_record (WhAction      *self);
WhRecord   *wh_action_peek_record     (WhAction      *self);
const char *wh_action_get_member      (WhAction      *self,
                                       const char    *member);
gboolean    wh_action_get_number      (WhAction      *self,
                                       const char    *member,
                                       gint64        *number);
char       *wh_action_dup_name        (WhAction      *self);
const char *wh_record_get_member_text (WhRecord      *record,
                                       const char    *member);

/* wh-action-run.c */
gboolean    wh_action_is_doubtful     (const GError  *error);
char       *wh_action_dup_print       (WhAction      *self);

/* wh-action-effects.c: what the table points to */
void wh_describe_create_subscription   (WhAction *self, GStrvBuilder *effects);
void wh_describe_update_subscription   (WhAction *self, GStrvBuilder *effects);
void wh_describe_churn_subscription    (WhAction *self, GStrvBuilder *effects);
void wh_describe_unchurn_subscription  (WhAction *self, GStrvBuilder *effects);
void wh_describe_update_user           (WhAction *self, GStrvBuilder *effects);
void wh_describe_delete_user           (WhAction *self, GStrvBuilder *effects);
void wh_describe_create_plan           (WhAction *self, GStrvBuilder *effects);
void wh_describe_update_plan           (WhAction *self, GStrvBuilder *effects);
void wh_describe_exclude_customer      (WhAction *self, GStrvBuilder *effects);
void wh_describe_put_trait             (WhAction *self, GStrvBuilder *effects);
void wh_describe_delete_trait          (WhAction *self, GStrvBuilder *effects);
void wh_describe_delete_trait_category (WhAction *self, GStrvBuilder *effects);
void wh_describe_anonymize_customer    (WhAction *self, GStrvBuilder *effects);
void wh_describe_anonymize_email       (WhAction *self, GStrvBuilder *effects);
void wh_describe_stop_retain           (WhAction *self, GStrvBuilder *effects);
void wh_describe_send_event            (WhAction *self, GStrvBuilder *effects);

/* wh-action-inverse.c: what the table points to */
gboolean  wh_knows_churn         (WhAction *self);
gboolean  wh_knows_email         (WhAction *self);
gboolean  wh_knows_plan_name     (WhAction *self);
gboolean  wh_can_invert_unchurn  (WhAction *self);
gboolean  wh_can_invert_trait    (WhAction *self);
WhAction *wh_invert_churn        (WhAction *self);
WhAction *wh_invert_unchurn      (WhAction *self);
WhAction *wh_invert_update_user  (WhAction *self);
WhAction *wh_invert_update_plan  (WhAction *self);
WhAction *wh_invert_put_trait    (WhAction *self);
WhAction *wh_invert_delete_trait (WhAction *self);

G_END_DECLS
