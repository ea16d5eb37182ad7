/* wh-money-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-money-control.h"
#include "wh-money.h"

#include <string.h>

struct _WhMoneyControl
{
  WhFieldControl  parent_instance;

  GtkWidget      *entry;
  GtkLabel       *label;
  WhFormat       *format; /* in the currency */
  char           *given;  /* (nullable): as it was filled in, until somebody types another one */
};

G_DEFINE_FINAL_TYPE (WhMoneyControl, wh_money_control, WH_TYPE_FIELD_CONTROL)

static const char *
get_currency (WhMoneyControl *self)
{
  return wh_format_get_currency (self->format);
}

static char *
dup_typed (WhMoneyControl *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
on_typed_cb (WhMoneyControl *self)
{
  g_clear_pointer (&self->given, g_free);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static void
wh_money_control_set_text (WhFieldControl *control,
                           const char     *text)
{
  WhMoneyControl *self = WH_MONEY_CONTROL (control);
  g_autofree char *typed = NULL;
  gint64 minor;

  if (text != NULL &&
      g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &minor, NULL))
    typed = wh_money_dup_typed (minor, get_currency (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         typed != NULL ? typed : text != NULL ? text : "");
  g_free (self->given);
  self->given = g_strdup (text);
}

static char *
wh_money_control_dup_text (WhFieldControl  *control,
                           GError         **error)
{
  WhMoneyControl *self = WH_MONEY_CONTROL (control);
  g_autofree char *typed = dup_typed (self);
  gint64 minor;

  if (self->given != NULL)
    return g_strdup (self->given);
  if (*typed == '\0' || !wh_money_parse (typed, get_currency (self), &minor, error))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT, minor);
}

/* How it was understood, whatever way it was written. */
static char *
wh_money_control_dup_note (WhFieldControl *control)
{
  WhMoneyControl *self = WH_MONEY_CONTROL (control);
  g_autofree char *typed = dup_typed (self);
  gint64 minor;

  if (*typed == '\0' || !wh_money_parse (typed, get_currency (self), &minor, NULL))
    return NULL;

  return wh_format_dup_money (self->format, minor);
}

/* A sign, a symbol or a mark that digits can still follow. */
static gboolean
wh_money_control_is_unfinished (WhFieldControl *control)
{
  g_autofree char *typed = dup_typed (WH_MONEY_CONTROL (control));
  gsize length = strlen (typed);

  return length > 0 && (strpbrk (typed, "0123456789") == NULL ||
                        strchr (".,'", typed[length - 1]) != NULL);
}

static void
wh_money_control_dispose (GObject *object)
{
  g_clear_object (&WH_MONEY_CONTROL (object)->format);

  G_OBJECT_CLASS (wh_money_control_parent_class)->dispose (object);
}

static void
wh_money_control_finalize (GObject *object)
{
  g_free (WH_MONEY_CONTROL (object)->given);

  G_OBJECT_CLASS (wh_money_control_parent_class)->finalize (object);
}

static void
wh_money_control_class_init (WhMoneyControlClass *klass)
{
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wh_money_control_dispose;
  G_OBJECT_CLASS (klass)->finalize = wh_money_control_finalize;
  control_class->set_text = wh_money_control_set_text;
  control_class->dup_text = wh_money_control_dup_text;
  control_class->dup_note = wh_money_control_dup_note;
  control_class->is_unfinished = wh_money_control_is_unfinished;
}

static void
wh_money_control_init (WhMoneyControl *self)
{
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_widget_add_css_class (self->entry, "numeric");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_typed_cb), self,
                           G_CONNECT_SWAPPED);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_margin_start (GTK_WIDGET (self->label), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));

  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->entry);
  wh_money_control_set_currency (self, NULL);
}

/**
 * wh_money_control_new:
 *
 * Returns: (transfer floating): a control for an amount in US dollars, until it is told otherwise
 */
WhFieldControl *
wh_money_control_new (void)
{
  return g_object_new (WH_TYPE_MONEY_CONTROL, NULL);
}

/**
 * wh_money_control_set_currency:
 * @self: a control
 * @currency: (nullable): three letters; %NULL for US dollars
 *
 * What was typed stays as it is, and is an amount of this currency from now on. What was filled in
 * stays the same number of minor units.
 */
void
wh_money_control_set_currency (WhMoneyControl *self,
                               const char     *currency)
{
  g_autofree char *code = NULL;
  g_autofree char *given = NULL;

  g_return_if_fail (WH_IS_MONEY_CONTROL (self));

  if (self->format != NULL && currency != NULL &&
      g_ascii_strcasecmp (get_currency (self), currency) == 0)
    return;

  g_clear_object (&self->format);
  self->format = wh_format_new (currency, NULL);
  code = g_ascii_strup (get_currency (self), -1);
  gtk_label_set_label (self->label, code);
  given = g_strdup (self->given);
  if (given != NULL)
    wh_field_control_set_text (WH_FIELD_CONTROL (self), given);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}
