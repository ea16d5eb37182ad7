/* wh-field.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a value is, whether it is a field of an operation or of a record: decides the control
 * of a form, the check, the text on the wire and the text on the screen. */
typedef enum
{
  WH_FIELD_TEXT,
  WH_FIELD_ID,       /* an identifier, shown as it is, with a way to copy it */
  WH_FIELD_EMAIL,    /* free text in this API (§3.2), but usually an address */
  WH_FIELD_MONEY,    /* integer, minor units of a currency */
  WH_FIELD_INTEGER,
  WH_FIELD_DATE,     /* UNIX seconds of midnight in the company's time zone (§1.7) */
  WH_FIELD_INSTANT,  /* a moment; ISO 8601 or UNIX seconds on the wire */
  WH_FIELD_MONTH,    /* YYYY-MM */
  WH_FIELD_CHOICE,
  WH_FIELD_CHOICES,  /* any number of the choices */
  WH_FIELD_CURRENCY, /* §11.3, lower case */
  WH_FIELD_PLAN,     /* a plan's id, one that exists or a new one */
  WH_FIELD_BOOLEAN,
  WH_FIELD_LIST,     /* of texts */
} WhFieldKind;

/* How a value feels, never the only sign of it. */
typedef enum
{
  WH_TONE_NEUTRAL,
  WH_TONE_GOOD,
  WH_TONE_CAUTION,
  WH_TONE_BAD,
} WhTone;

/* One value that a field can have. Lists of them end with a %NULL value. */
typedef struct
{
  const char *value; /* on the wire */
  const char *label; /* N_() */
  WhTone tone;
} WhChoice;

const WhChoice *wh_choice_find (const WhChoice *choices,
                                const char     *value);

/* Whether any of them says how the value feels: those are states, others are mere names. */
gboolean        wh_choices_have_tone (const WhChoice *choices);

extern const WhChoice wh_choices_plan_interval[];
extern const WhChoice wh_choices_churn_type[];
extern const WhChoice wh_choices_subscription_status[];
/* The statuses of §11.1 that can be written. */
extern const WhChoice wh_choices_new_status[];
extern const WhChoice wh_choices_customer_status[];
/* What is going to happen to a subscription. */
extern const WhChoice wh_choices_scheduled[];
/* Whether the API still has a user that Wellhead knows. */
extern const WhChoice wh_choices_known[];
extern const WhChoice wh_choices_direction[];
extern const WhChoice wh_choices_date_field[];
extern const WhChoice wh_choices_intervention_type[];
extern const WhChoice wh_choices_intervention_types[];
extern const WhChoice wh_choices_monthly_metrics[];
extern const WhChoice wh_choices_daily_metrics[];

G_END_DECLS
