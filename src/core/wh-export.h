/* wh-export.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-record.h"

G_BEGIN_DECLS

typedef enum
{
  WH_EXPORT_CSV,  /* the chosen fields, for spreadsheets */
  WH_EXPORT_JSON, /* the objects as the API sent them, for programs */
} WhExportKind;

/* Some records on their way out of the program. What is written is decided when it is made, so
 * the list it came from may change meanwhile. */

#define WH_TYPE_EXPORT (wh_export_get_type ())
G_DECLARE_FINAL_TYPE (WhExport, wh_export, WH, EXPORT, GObject)

WhExport     *wh_export_new         (WhExportKind         kind,
                                     const WhResource    *resource,
                                     GArray              *fields,
                                     WhFormat            *format,
                                     GPtrArray           *records);
guint         wh_export_get_n_records (WhExport          *self);
/* How many of them are written by now; to be asked for while it is being saved. */
guint         wh_export_get_n_written (WhExport          *self);
char         *wh_export_dup_text    (WhExport            *self);
void          wh_export_save_async  (WhExport            *self,
                                     GFile               *file,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean      wh_export_save_finish (WhExport            *self,
                                     GAsyncResult        *result,
                                     GError             **error);

G_END_DECLS
