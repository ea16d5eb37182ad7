/* wh-field-row.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-draft.h"
#include "wh-field-control.h"
#include "wh-format.h"

G_BEGIN_DECLS

/* A row of a form for one field of a draft: what it is called, the control, and below it what it
 * is for, what was understood, or what is wrong. What is typed ends up in the draft at once; what
 * is wrong never does.
 *
 * Signal "changed": the draft has another value. */

#define WH_TYPE_FIELD_ROW (wh_field_row_get_type ())
G_DECLARE_FINAL_TYPE (WhFieldRow, wh_field_row, WH, FIELD_ROW, AdwPreferencesRow)

GtkWidget              *wh_field_row_new           (WhDraft                *draft,
                                                    const WhOperationField *field);
const WhOperationField *wh_field_row_get_field     (WhFieldRow             *self);
WhFieldControl         *wh_field_row_get_control   (WhFieldRow             *self);

/* What the value depends on. Each control takes what it has use for. */
void                    wh_field_row_set_zone      (WhFieldRow             *self,
                                                    GTimeZone              *zone);
void                    wh_field_row_set_unknown_zone (WhFieldRow          *self,
                                                    const char             *name);
void                    wh_field_row_set_currency  (WhFieldRow             *self,
                                                    const char             *currency);
void                    wh_field_row_set_plans     (WhFieldRow             *self,
                                                    GListModel             *plans);

/* Whether it can be sent as it is, whatever is shown so far. */
gboolean                wh_field_row_check         (WhFieldRow             *self,
                                                    GError                **error);
/* From now on it says everything that is wrong, as it does once somebody has left it. */
void                    wh_field_row_complain      (WhFieldRow             *self);
/* What the API said about it, until somebody types something else. */
void                    wh_field_row_set_refusal   (WhFieldRow             *self,
                                                    const char             *refusal);
/* What it shows as wrong, or %NULL. */
const char             *wh_field_row_get_complaint (WhFieldRow             *self);
/* Whether somebody has made something else of it than it was in the beginning. */
gboolean                wh_field_row_is_edited     (WhFieldRow             *self);

G_END_DECLS
