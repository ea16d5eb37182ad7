/* wh-page-source.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "wh-api-request.h"
#include "wh-record.h"

G_BEGIN_DECLS

/* Where a #WhCollection gets its rows from when the API has no list of them, or when they say more
 * than it sends: page after page, one at a time. A collection has a source of its own.
 *
 * Signals: "rows-changed" (GPtrArray of WhRecord, GStrv): rows that are different now or new, and
 * the keys of those that are no more; of pages that were handed out only. "request-changed":
 * another request is being sent, or none. */

#define WH_TYPE_PAGE_SOURCE (wh_page_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (WhPageSource, wh_page_source, WH, PAGE_SOURCE, GObject)

struct _WhPageSourceClass
{
  GObjectClass parent_class;

  /* From the beginning. @fields: what is asked for, id -> text. */
  void     (*rewind)    (WhPageSource *self,
                         GHashTable   *fields);
  /* Returns the #GPtrArray of the next page through @task, which has a priority (#WhApiPriority)
   * and a cancellable. The same page again until it was accepted. */
  void     (*next)      (WhPageSource *self,
                         GTask        *task);
  void     (*accept)    (WhPageSource *self);
  gboolean (*is_at_end) (WhPageSource *self);
  /* Returns another one of the kind, at the beginning. */
  WhPageSource *(*dup)  (WhPageSource *self);
  /* Returns the row with a key through @task, read again. */
  void     (*read)      (WhPageSource *self,
                         const char   *key,
                         GTask        *task);
};

WhPageSource     *wh_page_source_dup          (WhPageSource         *self);
const WhResource *wh_page_source_get_resource (WhPageSource         *self);
/* (nullable): what is being sent for the next page. */
WhApiRequest     *wh_page_source_get_request  (WhPageSource         *self);
void              wh_page_source_rewind       (WhPageSource         *self,
                                               GHashTable           *fields);
gboolean          wh_page_source_is_at_end    (WhPageSource         *self);
void              wh_page_source_next_async   (WhPageSource         *self,
                                               WhApiPriority         priority,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray        *wh_page_source_next_finish  (WhPageSource         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void              wh_page_source_read_async   (WhPageSource         *self,
                                               const char           *key,
                                               WhApiPriority         priority,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
WhRecord         *wh_page_source_read_finish  (WhPageSource         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* For those who make one. */
void              wh_page_source_set_resource (WhPageSource         *self,
                                               const WhResource     *resource);
void              wh_page_source_set_request  (WhPageSource         *self,
                                               WhApiRequest         *request);
void              wh_page_source_emit_changed (WhPageSource         *self,
                                               GPtrArray            *rows,
                                               GPtrArray            *removed);

G_END_DECLS
