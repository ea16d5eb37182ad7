/* wh-switch-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-switch-control.h"

struct _WhSwitchControl
{
  WhFieldControl parent_instance;

  GtkWidget     *toggle;
  const char    *default_value; /* (nullable) */
  gboolean       left_out; /* nobody has said anything: the server's default holds */
};

G_DEFINE_FINAL_TYPE (WhSwitchControl, wh_switch_control, WH_TYPE_FIELD_CONTROL)

static void
on_active_cb (WhSwitchControl *self)
{
  self->left_out = FALSE;
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static void
wh_switch_control_set_text (WhFieldControl *control,
                            const char     *text)
{
  WhSwitchControl *self = WH_SWITCH_CONTROL (control);
  const char *shown = text != NULL ? text : self->default_value;

  gtk_switch_set_active (GTK_SWITCH (self->toggle), g_strcmp0 (shown, "true") == 0);
  self->left_out = text == NULL;
}

static char *
wh_switch_control_dup_text (WhFieldControl  *control,
                            GError         **error)
{
  WhSwitchControl *self = WH_SWITCH_CONTROL (control);

  if (self->left_out)
    return NULL;

  return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->toggle)) ? "true" : "false");
}

static void
wh_switch_control_class_init (WhSwitchControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  control_class->set_text = wh_switch_control_set_text;
  control_class->dup_text = wh_switch_control_dup_text;
}

static void
wh_switch_control_init (WhSwitchControl *self)
{
  self->left_out = TRUE;
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->toggle, GTK_WIDGET (self));
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (on_active_cb), self,
                           G_CONNECT_SWAPPED);
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->toggle);
}

/**
 * wh_switch_control_new:
 * @field: what is yes or no
 *
 * Returns: (transfer floating): the control
 */
WhFieldControl *
wh_switch_control_new (const WhOperationField *field)
{
  WhSwitchControl *self = g_object_new (WH_TYPE_SWITCH_CONTROL, NULL);

  self->default_value = field->default_value;

  return WH_FIELD_CONTROL (self);
}
