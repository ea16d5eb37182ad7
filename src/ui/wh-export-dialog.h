/* wh-export-dialog.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-collection.h"
#include "wh-export.h"

G_BEGIN_DECLS

/* What a list has to offer for export. */
typedef struct
{
  WhCollection *collection;
  GListModel *shown;   /* of #WhRecord, filtered and sorted */
  GPtrArray *selected; /* of #WhRecord */
  GArray *fields;      /* of guint: the columns */
  WhFormat *format;
} WhExportOffer;

/* Asks which records of a list are to be written and how, then writes them with progress.
 *
 * Signal "done" (GFile, uint): the file is there, with so many records. */

#define WH_TYPE_EXPORT_DIALOG (wh_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WhExportDialog, wh_export_dialog, WH, EXPORT_DIALOG, AdwWindow)

GtkWindow *wh_export_dialog_new  (const WhExportOffer *offer);
void       wh_export_dialog_save (WhExportDialog      *self,
                                  GFile               *file);

G_END_DECLS
