/* wh-operations.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-types.h"
#include "wh-field.h"

G_BEGIN_DECLS

typedef enum
{
  WH_FIELD_IN_PATH,
  WH_FIELD_IN_QUERY,
  WH_FIELD_IN_BODY,
} WhFieldPlace;

typedef enum
{
  WH_FIELD_REQUIRED = 1 << 0,
  WH_FIELD_ONE_OF   = 1 << 1, /* exactly one of the operation's fields with this flag */
  WH_FIELD_ADVANCED = 1 << 2, /* not among what a form shows first */
} WhFieldFlags;

/* One field of an operation. */
typedef struct
{
  const char *id;            /* on the wire */
  const char *label;         /* N_() */
  const char *help;          /* N_(), one sentence, with the rule that the API has */
  WhFieldKind kind;
  WhFieldPlace place;
  WhFieldFlags flags;
  guint max_length;          /* characters, 0: none known */
  gint64 minimum;            /* for integers and money; both 0: no bounds */
  gint64 maximum;
  const WhChoice *choices;   /* (nullable) */
  const char *default_value; /* (nullable): what the server takes when it is left out */
} WhOperationField;

typedef enum
{
  WH_DANGER_NONE,    /* reads, or easily taken back */
  WH_DANGER_CONFIRM, /* asks */
  WH_DANGER_TYPE,    /* asks for the identifier to be typed: cannot be taken back */
} WhDanger;

typedef enum
{
  WH_RETURNS_NOTHING, /* any 2xx, whatever the body */
  WH_RETURNS_RECORD,  /* one of @resource */
  WH_RETURNS_LIST,    /* an array of @resource */
  WH_RETURNS_SERIES,  /* metrics (§6.1) */
  WH_RETURNS_OBJECT,  /* something of its own */
} WhReturns;

/* A refusal that is a normal outcome (§12.6), told apart by its text only. */
typedef struct
{
  const char *contains;    /* of the server's words, without case */
  gboolean success_on_retry; /* the wish was fulfilled by an earlier try */
  const char *explanation; /* N_() */
  const char *already;     /* (nullable): N_(), with the subject for %s; of those that fulfil a wish */
  gboolean needs_earlier_try; /* otherwise it is about something else of the same name */
} WhKnownRefusal;

typedef struct _WhAction WhAction;
typedef struct _WhDraft WhDraft;

/* Where a field's first value comes from when something is to be done to a record. */
typedef struct
{
  const char *field;
  const char *resource;
  const char *member;
  gboolean identifies; /* the record is what it is done to as long as this value stays */
} WhFill;

/* What has to be read again after a change: see WhConnection::record-changed. */
typedef struct
{
  const char *resource;
  const char *field;  /* (nullable): whose value is the key; %NULL: any of them */
  gboolean removed;
  gboolean exact;     /* left out where the key is not known */
} WhAffected;

/* What there is to know of an operation that changes something. Lists end with a %NULL member. */
typedef struct
{
  const char *done;   /* N_(), with the subject for %s */
  const WhFill *fill;
  const WhAffected *affects;
  const char *before; /* (nullable): id of the operation that reads what the inverse must know */
  gboolean for_many;  /* makes sense for several records at once, with the same values */
  gboolean gone_is_done; /* that there is no such thing may be an earlier try's doing */
  /* Adds sentences on what the draft as it is will do. */
  void (*describe) (WhAction *action, GStrvBuilder *effects);
  /* (nullable): whether what the inverse needs is known without asking */
  gboolean (*knows_before) (WhAction *action);
  /* (nullable): whether there is an inverse of the draft as it is */
  gboolean (*can_invert) (WhAction *action);
  /* (nullable): what takes it back, once it is done. (nullable) (transfer full) */
  WhAction *(*invert) (WhAction *action);
} WhChange;

/* One thing that the API can do. */
typedef struct
{
  const char *id;
  const char *title;       /* N_(), as a button would say it */
  const char *explanation; /* N_(), a sentence or two */
  const char *method;
  const char *path;        /* "/v2/users/{user_id}/" */
  WhApiHost host;
  WhApiToken token;
  WhRateBucket bucket;
  WhDanger danger;
  const char *undo;        /* (nullable): id of the operation that takes it back */
  WhReturns returns;
  const char *resource;    /* (nullable): id */
  gboolean paged;          /* by page and per_page (§1.5) */
  const WhOperationField *fields;
  guint n_fields;
  const WhKnownRefusal *refusals; /* (nullable): ends with a %NULL text */
  /* (nullable): what no field can say for itself; each is right when this is called */
  gboolean (*check) (WhDraft *draft, GError **error);
  const WhChange *change; /* (nullable): %NULL for what only reads */
} WhOperation;

#define WH_N_OPERATIONS 28

const WhOperation      *wh_operations_get        (guint              index);
const WhOperation      *wh_operations_find       (const char        *id);
const WhOperationField *wh_operation_find_field  (const WhOperation *self,
                                                  const char        *id);
/* "Churn Subscription…": of what asks more before it does it. */
char                   *wh_operation_dup_label   (const WhOperation *self);
gboolean                wh_operation_is_change   (const WhOperation *self);
const WhKnownRefusal   *wh_operation_find_refusal (const WhOperation *self,
                                                   const char        *server_text);

G_END_DECLS
