/* wh-action-form.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-action.h"
#include "wh-field-row.h"

G_BEGIN_DECLS

/* The fields of an action: those that say what it is done to, which are shown; those to fill in;
 * and out of the way those that few people need.
 *
 * Signal "changed": the action's draft has other values. */

#define WH_TYPE_ACTION_FORM (wh_action_form_get_type ())
G_DECLARE_FINAL_TYPE (WhActionForm, wh_action_form, WH, ACTION_FORM, GtkWidget)

GtkWidget  *wh_action_form_new        (WhAction      *action,
                                       GListModel    *plans);
guint       wh_action_form_get_n_rows (WhActionForm  *self);
WhFieldRow *wh_action_form_get_row    (WhActionForm  *self,
                                       guint          index);
WhFieldRow *wh_action_form_find_row   (WhActionForm  *self,
                                       const char    *field);
void        wh_action_form_hide_subject (WhActionForm *self);
gboolean    wh_action_form_is_edited  (WhActionForm  *self);

/* Whether everything can be sent as it is, whatever is shown so far. */
gboolean    wh_action_form_check      (WhActionForm  *self,
                                       GError       **error);
/* Says at each field what is wrong with it, and takes the keyboard to the first. */
void        wh_action_form_complain   (WhActionForm  *self);
/* Puts what the API said of single fields there. FALSE where some of it has no place. */
gboolean    wh_action_form_show_error (WhActionForm  *self,
                                       const GError  *error);

G_END_DECLS
