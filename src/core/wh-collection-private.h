/* wh-collection-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-collection.h"
#include "wh-draft.h"
#include "wh-operations.h"
#include "wh-values.h"
#include "wh-page-source.h"

G_BEGIN_DECLS

/* The rows are in wh-collection.c, how they come from the API in wh-collection-loader.c, how they
 * come from a source in wh-collection-source.c. */

typedef struct _WhCollectionPage WhCollectionPage;

struct _WhCollection
{
  GObject parent_instance;

  WhApiClient *client;
  const WhResource *resource;
  const WhOperation *operation;
  WhPageSource *source; /* (nullable): NULL for a list of the API */
  GHashTable *fields; /* what was set: id -> text */
  guint limit;

  GPtrArray *records;
  GPtrArray *staged;  /* loaded, not shown yet */
  GPtrArray *surplus; /* of a list that comes whole, or of a source's page: beyond the limit */
  GHashTable *known;  /* set of the keys of a paged list, borrowed from its records */
  WhSum sum;
  WhValues *values;   /* that filters offer */

  /* Where the loading is. */
  GHashTable *used_fields; /* as they were when it began */
  WhDraft *draft;
  gboolean replacing;  /* the rows are still those of the load before */
  gboolean descending;
  char *window;        /* (nullable): date that pages are counted from, beyond 100 000 rows */
  guint offset;        /* rows read since then */
  guint n_pages;
  WhCollectionState state;
  GError *error;

  /* What is under way. */
  guint generation; /* answers of an earlier one are dropped */
  GCancellable *cancellable; /* (nullable): while it is loading */
  WhApiRequest *request;     /* (nullable): the first that is not answered */
  GQueue pages;              /* of WhCollectionPage */
  guint flush_id;
};

/* wh-collection.c */
void     wh_collection_set_state    (WhCollection      *self,
                                     WhCollectionState  state);
void     wh_collection_set_n_pages  (WhCollection      *self,
                                     guint              n_pages);
void     wh_collection_set_request  (WhCollection      *self,
                                     WhApiRequest      *request);
void     wh_collection_flush        (WhCollection      *self);
void     wh_collection_flush_later  (WhCollection      *self);
void     wh_collection_replace_rows (WhCollection      *self);
void     wh_collection_note_rows    (WhCollection      *self,
                                     guint              start);

/* wh-collection-loader.c */
guint    wh_collection_count_left   (WhCollection      *self);
gboolean wh_collection_wants_descending (WhCollection  *self);
void     wh_collection_rewind       (WhCollection      *self);
void     wh_collection_begin        (WhCollection      *self);
void     wh_collection_abandon      (WhCollection      *self);
void     wh_collection_page_unref   (WhCollectionPage  *page);
void     wh_collection_end          (WhCollection      *self,
                                     WhCollectionState  state);
void     wh_collection_take_surplus (WhCollection      *self);
void     wh_collection_take         (WhCollection      *self,
                                     GPtrArray         *records);
void     wh_collection_fail         (WhCollection      *self,
                                     GError            *error);

/* wh-collection-source.c */
void     wh_collection_ask_source   (WhCollection      *self);
void     wh_collection_end_of_page  (WhCollection      *self);

G_END_DECLS
