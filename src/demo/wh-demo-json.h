/* wh-demo-json.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writing: straight into a string, because a page of 250 customers is wanted in about a
 * millisecond and a tree would cost ten times that. */

void wh_demo_json_key          (GString    *out,
                                const char *key);
void wh_demo_json_string       (GString    *out,
                                const char *text);
void wh_demo_json_int          (GString    *out,
                                gint64      number);
void wh_demo_json_cents        (GString    *out,
                                gint64      cents);
void wh_demo_json_decimal      (GString    *out,
                                double      number);
void wh_demo_json_time         (GString    *out,
                                gint64      seconds);
void wh_demo_json_time_micro   (GString    *out,
                                gint64      microseconds);

/* Reading: strict, bounded in depth, and with the number's own
 * text, so that 247.0 can be told from 247. */

typedef enum
{
  WH_DEMO_VALUE_NULL,
  WH_DEMO_VALUE_BOOLEAN,
  WH_DEMO_VALUE_NUMBER,
  WH_DEMO_VALUE_STRING,
  WH_DEMO_VALUE_ARRAY,
  WH_DEMO_VALUE_OBJECT,
} WhDemoValueKind;

typedef struct _WhDemoValue WhDemoValue;

struct _WhDemoValue
{
  WhDemoValueKind kind;
  gboolean truth;        /* of a boolean */
  char *text;            /* of a string; the digits of a number */
  GPtrArray *items;      /* of an array */
  GHashTable *members;   /* of an object, the last of equal names */
};

WhDemoValue *wh_demo_value_parse      (const char        *text,
                                       gsize              length);
void         wh_demo_value_free       (WhDemoValue       *self);
WhDemoValue *wh_demo_value_get_member (const WhDemoValue *self,
                                       const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhDemoValue, wh_demo_value_free)

G_END_DECLS
