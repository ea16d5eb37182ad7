/* wh-resources.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-field.h"
#include "wh-format.h"

G_BEGIN_DECLS

typedef struct _WhRecord WhRecord;

typedef enum
{
  WH_RESOURCE_FIELD_KEY      = 1 << 0, /* identifies the record */
  WH_RESOURCE_FIELD_COLUMN   = 1 << 1, /* can be a column */
  WH_RESOURCE_FIELD_SHOWN    = 1 << 2, /* is one until somebody says otherwise */
  WH_RESOURCE_FIELD_SEARCHED = 1 << 3, /* the search as you type looks at it */
  WH_RESOURCE_FIELD_DETAIL   = 1 << 4, /* has a row in the detail */
  WH_RESOURCE_FIELD_TITLE    = 1 << 5, /* heads the detail */
  WH_RESOURCE_FIELD_SUBTITLE = 1 << 6,
  WH_RESOURCE_FIELD_FILTER   = 1 << 7, /* offered as a filter above the list */
  WH_RESOURCE_FIELD_TOTAL    = 1 << 8, /* its sum says something */
} WhResourceFieldFlags;

/* One field of a record. */
typedef struct
{
  const char *id;          /* member of the JSON object; of a derived field, a name of ours */
  const char *label;       /* N_(), header capitals */
  WhFieldKind kind;
  WhResourceFieldFlags flags;
  const WhChoice *choices; /* (nullable) */
  int width;               /* of its column, in characters */
  const char *group;       /* (nullable): N_(), heading in the detail */
  const char *any;         /* N_(), what a filter says that lets every value pass */
  /* (nullable): makes the text of a derived field from the others. Returns %NULL for none */
  char *(*derive) (WhRecord *record);
  const char *links_to;    /* (nullable): id of the resource that the value identifies a record of */
  const char *link_prefix; /* (nullable): what a value that does so begins with */
} WhResourceField;

/* What a page says about its resource. All N_(), and whole phrases, because languages differ in how
 * they bend the name of a thing. */
typedef struct
{
  const char *empty_title;
  const char *empty_text;
  const char *select;        /* what to do where nothing is selected */
  const char *open;          /* a button that leads to the detail of one */
  /* Of asking the API for the one that was typed; @search_offer and @search_result have one %s in
   * them (wh_resource_dup_phrase()), which is that text. */
  const char *search_hint;   /* what has to be typed for that */
  const char *search_offer;  /* what could be done */
  const char *search_action; /* the button that does it, with a mnemonic */
  const char *search_result; /* what is listed since */
  const char *search_none;   /* heads an answer without any record */
} WhResourceWords;

/* One kind of thing that is listed and shown. */
typedef struct
{
  const char *id;             /* "customer" */
  const char *title;          /* N_("Customers") */
  const char *singular;       /* N_("Customer") */
  const char *icon_name;
  WhResourceWords words;
  const char *list_operation; /* (nullable): ids of operations */
  const char *search_field;   /* (nullable): field that the API finds by: an address, or an identifier */
  const char *get_operation;  /* (nullable) */
  const char *get_field;      /* (nullable): field of @get_operation that takes the key */
  gboolean found_among_customers; /* the API does not list them, but customers tell who there is */
  const char *create_operation; /* (nullable) */
  const char *related;        /* (nullable): id of a resource that is looked at from here only */
  const char *const *more;    /* (nullable): of those that are about no single record, likewise */
  const char *const *changes; /* ids of the operations that change one, %NULL-terminated */
  guint n_prominent;          /* how many of those, from the first, have a button of their own */
  /* (nullable): whether a change makes sense for a record in its state; %NULL: all do */
  gboolean (*offers) (WhRecord *record, const char *operation);
  const char *default_sort;   /* id of a field */
  gboolean default_descending;
  const WhResourceField *fields;
  guint n_fields;
} WhResource;

#define WH_N_RESOURCES 5

const WhResource *wh_resources_get        (guint             index);
const WhResource *wh_resources_find       (const char       *id);
int               wh_resource_find_field  (const WhResource *self,
                                           const char       *id);
int               wh_resource_find_flag   (const WhResource *self,
                                           WhResourceFieldFlags flag);
/* Whether the API itself can be asked for what was typed, instead of what is loaded (§8.2). */
gboolean          wh_resource_can_search  (const WhResource *self,
                                           const char       *typed);
/* The words of a resource, translated, with what was typed in the place of their %s. */
char             *wh_resource_dup_phrase  (const char       *words,
                                           const char       *typed);
/* "12,806 customers", with the plural forms that a language has. */
char             *wh_resource_dup_count   (const WhResource *self,
                                           WhFormat         *format,
                                           guint             n);
/* That none of @n loaded ones is what was searched for, as a sentence. */
char             *wh_resource_dup_no_match (const WhResource *self,
                                           WhFormat         *format,
                                           guint             n);

G_END_DECLS
