/* wh-event-text.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-history.h"

G_BEGIN_DECLS

/* What happened to a subscription, for a person. */
typedef enum
{
  WH_EVENT_STARTED,
  WH_EVENT_TRIAL_STARTED,
  WH_EVENT_CONVERTED,   /* from a trial to something that is paid for */
  WH_EVENT_UPGRADED,    /* pays more in a month */
  WH_EVENT_DOWNGRADED,
  WH_EVENT_CHANGED,     /* another plan or interval for the same in a month */
  WH_EVENT_CONFIRMED,   /* nothing that Wellhead knows of is different */
  WH_EVENT_CHURNED,
  WH_EVENT_REACTIVATED, /* after a churn */
} WhEventKind;

/* Texts are translated. */
typedef struct
{
  WhEventKind kind;
  gboolean scheduled;  /* still to come */
  gboolean current;    /* what holds now */
  WhTone tone;
  char *title;         /* "Upgraded to team", "Will churn (voluntary)" */
  char *day;           /* in words; "–" where it cannot be read */
  char *amount;        /* (nullable): "$50.00 a month" */
  char *change;        /* (nullable): "+$10.00 MRR"; %NULL where the MRR stays, or is not known */
  char *sentence;      /* all of it, for who cannot see how it is laid out */
} WhEventText;

/* What a subscription paid in a month from a moment on. */
typedef struct
{
  gint64 at;       /* microseconds since the epoch */
  gint64 mrr;      /* minor units; 0 where it is not known */
  gboolean known;
  guint event;     /* the last one of that moment */
} WhHistoryStep;

WhEventKind  wh_history_get_event_kind  (WhHistory   *self,
                                         guint        subscription,
                                         guint        event);
const char  *wh_history_get_currency    (WhHistory   *self,
                                         guint        subscription);
/* Its steps, the oldest first, each at a moment of its own. (element-type WhHistoryStep) */
GArray      *wh_history_dup_steps       (WhHistory   *self,
                                         guint        subscription);
/* "$49.00 MRR", and what was paid for another interval than a month. */
char        *wh_history_dup_mrr_text    (WhHistory   *self,
                                         guint        subscription,
                                         guint        event,
                                         WhFormat    *format);
WhEventText *wh_event_text_new          (WhHistory   *history,
                                         guint        subscription,
                                         guint        event,
                                         gint64       at,
                                         WhFormat    *format);
void         wh_event_text_free         (WhEventText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhEventText, wh_event_text_free)

G_END_DECLS
