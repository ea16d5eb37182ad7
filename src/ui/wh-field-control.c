/* wh-field-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-field-control.h"

typedef struct
{
  GtkWidget *input; /* what has the keyboard, and a name for whoever cannot see */
  guint      filling; /* the program itself is filling it */
} WhFieldControlPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WhFieldControl, wh_field_control, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
wh_field_control_grab_focus (GtkWidget *widget)
{
  WhFieldControlPrivate *priv =
    wh_field_control_get_instance_private (WH_FIELD_CONTROL (widget));

  if (priv->input == widget)
    return gtk_widget_child_focus (gtk_widget_get_first_child (widget), GTK_DIR_TAB_FORWARD);

  return priv->input != NULL && gtk_widget_grab_focus (priv->input);
}

static void
wh_field_control_dispose (GObject *object)
{
  WhFieldControlPrivate *priv =
    wh_field_control_get_instance_private (WH_FIELD_CONTROL (object));
  GtkWidget *child;

  priv->input = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wh_field_control_parent_class)->dispose (object);
}

static void
wh_field_control_class_init (WhFieldControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_field_control_dispose;
  widget_class->grab_focus = wh_field_control_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  /* One without a role of its own would hide what is in it as well. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wh_field_control_init (WhFieldControl *self)
{
}

/**
 * wh_field_control_set_text:
 * @self: a control
 * @text: (nullable): a value as it is on the wire; %NULL for none
 *
 * Shows the value. Does not report a change.
 */
void
wh_field_control_set_text (WhFieldControl *self,
                           const char     *text)
{
  WhFieldControlPrivate *priv = wh_field_control_get_instance_private (self);

  g_return_if_fail (WH_IS_FIELD_CONTROL (self));

  priv->filling++;
  WH_FIELD_CONTROL_GET_CLASS (self)->set_text (self, text);
  priv->filling--;
}

/**
 * wh_field_control_dup_text:
 * @self: a control
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Returns: (transfer full) (nullable): what is in it as it goes on the wire; %NULL where there is
 *   nothing, or with @error set where it is not understood
 */
char *
wh_field_control_dup_text (WhFieldControl  *self,
                           GError         **error)
{
  g_return_val_if_fail (WH_IS_FIELD_CONTROL (self), NULL);

  return WH_FIELD_CONTROL_GET_CLASS (self)->dup_text (self, error);
}

/**
 * wh_field_control_dup_note:
 * @self: a control
 *
 * Returns: (transfer full) (nullable): what is in it, in words, where that is not plain to see
 */
char *
wh_field_control_dup_note (WhFieldControl *self)
{
  WhFieldControlClass *klass;

  g_return_val_if_fail (WH_IS_FIELD_CONTROL (self), NULL);

  klass = WH_FIELD_CONTROL_GET_CLASS (self);

  return klass->dup_note != NULL ? klass->dup_note (self) : NULL;
}

/**
 * wh_field_control_is_unfinished:
 * @self: a control with something wrong in it
 *
 * Returns: whether going on typing could make it right
 */
gboolean
wh_field_control_is_unfinished (WhFieldControl *self)
{
  WhFieldControlClass *klass;

  g_return_val_if_fail (WH_IS_FIELD_CONTROL (self), FALSE);

  klass = WH_FIELD_CONTROL_GET_CLASS (self);

  return klass->is_unfinished != NULL && klass->is_unfinished (self);
}

/**
 * wh_field_control_get_input:
 * @self: a control
 *
 * Returns: (transfer none): what has the keyboard and is named after the field: a child, or the
 *   control itself where it is several of a kind
 */
GtkWidget *
wh_field_control_get_input (WhFieldControl *self)
{
  WhFieldControlPrivate *priv = wh_field_control_get_instance_private (self);

  g_return_val_if_fail (WH_IS_FIELD_CONTROL (self), NULL);

  return priv->input;
}

/**
 * wh_field_control_set_input:
 * @self: a control that is being made
 * @input: (transfer none): as in wh_field_control_get_input()
 */
void
wh_field_control_set_input (WhFieldControl *self,
                            GtkWidget      *input)
{
  WhFieldControlPrivate *priv = wh_field_control_get_instance_private (self);

  g_return_if_fail (WH_IS_FIELD_CONTROL (self));

  priv->input = input;
}

/**
 * wh_field_control_changed:
 * @self: a control
 *
 * Reports that what is in it changed, unless it is being filled.
 */
void
wh_field_control_changed (WhFieldControl *self)
{
  WhFieldControlPrivate *priv = wh_field_control_get_instance_private (self);

  g_return_if_fail (WH_IS_FIELD_CONTROL (self));

  if (priv->filling == 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
