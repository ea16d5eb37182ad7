/* wh-collection.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-client.h"
#include "wh-page-source.h"
#include "wh-record.h"
#include "wh-sum.h"

G_BEGIN_DECLS

typedef enum
{
  WH_COLLECTION_IDLE,     /* nothing asked for yet */
  WH_COLLECTION_LOADING,  /* the first page is on its way and there is nothing to show, or a reload */
  WH_COLLECTION_MORE,     /* further pages are on their way */
  WH_COLLECTION_STOPPED,  /* by a person, with what had come so far */
  WH_COLLECTION_FAILED,   /* get_error() says why; what had come so far stays */
  WH_COLLECTION_LIMITED,  /* the limit is reached, the API may have more */
  WH_COLLECTION_COMPLETE, /* everything that the API has */
} WhCollectionState;

/* A list of records that loads itself page by page (#GListModel of #WhRecord).
 *
 * Properties, all read-only and notified in the main loop: "state" (int), "n-pages" (uint, pages
 * come so far), "request" (nullable #WhApiRequest under way, for its phase and wait). */

#define WH_TYPE_COLLECTION (wh_collection_get_type ())
G_DECLARE_FINAL_TYPE (WhCollection, wh_collection, WH, COLLECTION, GObject)

#define WH_COLLECTION_NO_LIMIT 0

WhCollection      *wh_collection_new         (WhApiClient      *client,
                                              const WhResource *resource);
/* The same question without a limit, not yet asked; with the fields as they are set in @other. */
WhCollection      *wh_collection_new_unlimited (WhCollection    *other);
/* A list whose pages come from a source of its own; its fields are those of the resource's list
 * operation, or of its get operation where it has none. Changed rows change by themselves. */
WhCollection      *wh_collection_new_for_source (WhApiClient    *client,
                                              WhPageSource     *source);
const WhResource  *wh_collection_get_resource (WhCollection    *self);
/* Records to load at the most, or %WH_COLLECTION_NO_LIMIT. Raising it goes on from where the
 * loading was, lowering it keeps what is there until the next load. */
void               wh_collection_set_limit   (WhCollection     *self,
                                              guint             limit);
guint              wh_collection_get_limit   (WhCollection     *self);
/* A field of the list operation, such as an e-mail address; %NULL takes it away. Takes effect
 * at the next load. */
void               wh_collection_set_field   (WhCollection     *self,
                                              const char       *field,
                                              const char       *text);
const char        *wh_collection_get_field   (WhCollection     *self,
                                              const char       *field);
/* From the beginning. The rows stay until the first page of the new ones has come; if that
 * fails they stay for good and the state says so. */
void               wh_collection_load        (WhCollection     *self);
/* On from where a stop, a failure or a limit ended it. */
void               wh_collection_resume      (WhCollection     *self);
void               wh_collection_stop        (WhCollection     *self);
void               wh_collection_clear       (WhCollection     *self);
WhCollectionState  wh_collection_get_state   (WhCollection     *self);
const GError      *wh_collection_get_error   (WhCollection     *self);
gboolean           wh_collection_is_loading  (WhCollection     *self);
guint              wh_collection_get_n_pages (WhCollection     *self);
/* Of the resource's TOTAL field over what is loaded. */
const WhSum       *wh_collection_get_sum     (WhCollection     *self);
WhApiRequest      *wh_collection_get_request (WhCollection     *self);
/* The distinct values of a field over what is loaded, sorted; what a filter offers. */
char             **wh_collection_dup_values  (WhCollection     *self,
                                              guint             field);
/* Puts a record that was read again in the place of the one with its key. */
gboolean           wh_collection_replace     (WhCollection     *self,
                                              WhRecord         *record);
/* (nullable) (transfer none): the row with a key */
WhRecord          *wh_collection_find        (WhCollection     *self,
                                              const char       *key);
gboolean           wh_collection_remove      (WhCollection     *self,
                                              const char       *key);
/* Whether changed rows change by themselves. */
gboolean           wh_collection_follows_changes (WhCollection  *self);
gboolean           wh_collection_can_read    (WhCollection     *self);
/* Reads one record again, wherever the list comes from, and puts it in its place. */
void               wh_collection_read_async  (WhCollection     *self,
                                              const char       *key,
                                              WhApiPriority     priority,
                                              GCancellable     *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer          user_data);
WhRecord          *wh_collection_read_finish (WhCollection     *self,
                                              GAsyncResult     *result,
                                              GError          **error);

G_END_DECLS
