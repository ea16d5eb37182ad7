/* wh-draft.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-api-request.h"
#include "wh-operations.h"

G_BEGIN_DECLS

typedef enum
{
  WH_DRAFT_ERROR_MISSING,  /* a required field is empty */
  WH_DRAFT_ERROR_INVALID,  /* not what the field takes */
  WH_DRAFT_ERROR_RANGE,    /* too long, too small, too large */
} WhDraftError;

#define WH_DRAFT_ERROR (wh_draft_error_quark ())
GQuark wh_draft_error_quark (void);

/* The values of one operation's fields while somebody edits them, each as the text that goes
 * on the wire; a list's items are separated by newlines. */

#define WH_TYPE_DRAFT (wh_draft_get_type ())
G_DECLARE_FINAL_TYPE (WhDraft, wh_draft, WH, DRAFT, GObject)

WhDraft           *wh_draft_new           (const WhOperation *operation);
const WhOperation *wh_draft_get_operation (WhDraft           *self);
void               wh_draft_set_text      (WhDraft           *self,
                                           const char        *field,
                                           const char        *text);
const char        *wh_draft_get_text      (WhDraft           *self,
                                           const char        *field);
gboolean           wh_draft_check_field   (WhDraft           *self,
                                           const char        *field,
                                           GError           **error);
gboolean           wh_draft_check         (WhDraft           *self,
                                           GError           **error);
WhApiRequest      *wh_draft_to_request    (WhDraft           *self,
                                           GError           **error);

G_END_DECLS
