/* wh-json.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A strict, exact reader of JSON: the bytes as they came plus an index of their tokens.
 *
 * json-glib 1.6 has no depth limit, accepts what is not JSON and bends numbers (HAZARDS §2.2).
 * Here a number is the text that the server sent until somebody asks for an integer, and asking
 * for one that does not fit fails instead of becoming another number. Parsing is iterative, so
 * depth costs memory, never stack. */

typedef struct _WhJsonDocument WhJsonDocument;

/* A position in a document; cheap to copy, valid as long as the document. */
typedef struct
{
  const WhJsonDocument *document;
  guint index;
} WhJsonValue;

typedef enum
{
  WH_JSON_NULL,
  WH_JSON_FALSE,
  WH_JSON_TRUE,
  WH_JSON_NUMBER,
  WH_JSON_STRING,
  WH_JSON_ARRAY,
  WH_JSON_OBJECT,
} WhJsonType;

typedef enum
{
  WH_JSON_ERROR_EMPTY,
  WH_JSON_ERROR_SYNTAX,
  WH_JSON_ERROR_ENCODING,
  WH_JSON_ERROR_DEPTH,
  WH_JSON_ERROR_TRAILING,
  WH_JSON_ERROR_TRUNCATED,
} WhJsonError;

#define WH_JSON_ERROR (wh_json_error_quark ())
GQuark wh_json_error_quark (void);

#define WH_JSON_DEFAULT_DEPTH 128

/* An iterator over the members of an object or the items of an array. */
typedef struct
{
  WhJsonValue value;
  guint next;
  guint end;
} WhJsonIter;

WhJsonDocument *wh_json_document_parse (GBytes                *bytes,
                                        guint                  max_depth,
                                        GError               **error);
WhJsonDocument *wh_json_document_ref   (WhJsonDocument        *self);
void            wh_json_document_unref (WhJsonDocument        *self);
GBytes         *wh_json_document_get_bytes (WhJsonDocument    *self);
WhJsonValue     wh_json_document_get_root (WhJsonDocument     *self);

WhJsonType      wh_json_value_get_type    (WhJsonValue         value);
guint           wh_json_value_get_length  (WhJsonValue         value);
const char     *wh_json_value_peek_text   (WhJsonValue         value,
                                           gsize              *length);
gboolean        wh_json_value_get_int64   (WhJsonValue         value,
                                           gint64             *number);
gboolean        wh_json_value_get_double  (WhJsonValue         value,
                                           double             *number);
char           *wh_json_value_dup_string  (WhJsonValue         value);
gboolean        wh_json_value_get_member  (WhJsonValue         value,
                                           const char         *name,
                                           WhJsonValue        *member);
void            wh_json_iter_init         (WhJsonIter         *iter,
                                           WhJsonValue         container);
gboolean        wh_json_iter_next         (WhJsonIter         *iter,
                                           WhJsonValue        *name,
                                           WhJsonValue        *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhJsonDocument, wh_json_document_unref)

G_END_DECLS
