/* wh-field-control.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "wh-operations.h"

G_BEGIN_DECLS

/* What somebody types or chooses the value of one field with. It speaks two languages: the text
 * on the wire towards the draft, and whatever people write towards the person.
 *
 * Signal "changed": somebody typed or chose something. */

#define WH_TYPE_FIELD_CONTROL (wh_field_control_get_type ())
G_DECLARE_DERIVABLE_TYPE (WhFieldControl, wh_field_control, WH, FIELD_CONTROL, GtkWidget)

struct _WhFieldControlClass
{
  GtkWidgetClass parent_class;

  /* Shows @text, which is the wire's, or nothing for %NULL. Not a change by somebody. */
  void     (*set_text)      (WhFieldControl  *self,
                             const char      *text);
  /* What is in it as the wire's text; %NULL for nothing, or with @error set where it cannot be
   * understood. */
  char    *(*dup_text)      (WhFieldControl  *self,
                             GError         **error);
  /* (nullable): what it means in words, %NULL where there is nothing to say */
  char    *(*dup_note)      (WhFieldControl  *self);
  /* (nullable): whether somebody may be in the middle of typing what is wrong so far */
  gboolean (*is_unfinished) (WhFieldControl  *self);
};

void       wh_field_control_set_text      (WhFieldControl  *self,
                                           const char      *text);
char      *wh_field_control_dup_text      (WhFieldControl  *self,
                                           GError         **error);
char      *wh_field_control_dup_note      (WhFieldControl  *self);
gboolean   wh_field_control_is_unfinished (WhFieldControl  *self);
GtkWidget *wh_field_control_get_input     (WhFieldControl  *self);

/* For subclasses. */
void       wh_field_control_set_input     (WhFieldControl  *self,
                                           GtkWidget       *input);
void       wh_field_control_changed       (WhFieldControl  *self);

G_END_DECLS
