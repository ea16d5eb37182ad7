/* wh-record.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-format.h"
#include "wh-json.h"
#include "wh-resources.h"

G_BEGIN_DECLS

/* One item of a resource: immutable, small (100 000 of them fit in 60 MB), safe to make in a
 * worker thread. Fields are named by their index in the resource's table. */

#define WH_TYPE_RECORD (wh_record_get_type ())
G_DECLARE_FINAL_TYPE (WhRecord, wh_record, WH, RECORD, GObject)

WhRecord         *wh_record_new           (const WhResource *resource,
                                           WhJsonValue       object,
                                           GError          **error);
/* With values of our own beside those of the object: @texts by field, %NULL where the object (or
 * what is derived from it) is right. */
WhRecord         *wh_record_new_with_texts (const WhResource *resource,
                                           WhJsonValue       object,
                                           const char *const *texts,
                                           GError          **error);
GPtrArray        *wh_records_new_from_array (const WhResource *resource,
                                           WhJsonValue       array,
                                           GError          **error);

const WhResource *wh_record_get_resource  (WhRecord         *self);
const char       *wh_record_get_key       (WhRecord         *self);
gboolean          wh_record_is_null       (WhRecord         *self,
                                           guint             field);
/* The text as it came; of a list, its items with ", " between. %NULL where there is none. */
const char       *wh_record_get_text      (WhRecord         *self,
                                           guint             field);
/* Money in minor units, integers, instants in microseconds. FALSE where there is none. */
gboolean          wh_record_get_number    (WhRecord         *self,
                                           guint             field,
                                           gint64           *number);
/* As a person reads it; "–" where there is none, never a zero that was not sent. */
char             *wh_record_dup_display   (WhRecord         *self,
                                           guint             field,
                                           WhFormat         *format);
/* The same for a label, which takes seconds to lay out what no person reads. */
char             *wh_record_dup_short     (WhRecord         *self,
                                           guint             field,
                                           WhFormat         *format);
char             *wh_text_shorten         (const char       *text);
char             *wh_text_fold            (const char       *text);
WhTone            wh_record_get_tone      (WhRecord         *self,
                                           guint             field);
/* One item of a list; a field that is none is a list of one. */
const char       *wh_record_get_item      (WhRecord         *self,
                                           guint             field,
                                           guint             index);
gboolean          wh_record_has_item      (WhRecord         *self,
                                           guint             field,
                                           const char       *item);
/* @needle from wh_record_fold(): every word of it is in one of the searched fields. */
gboolean          wh_record_matches       (WhRecord         *self,
                                           const char *const *words);
char            **wh_record_fold          (const char       *typed);
const char       *wh_record_get_sort_key  (WhRecord         *self,
                                           guint             field);
/* The object as the API sent it, members that Wellhead does not know included. */
char             *wh_record_dup_json      (WhRecord         *self);

G_END_DECLS
