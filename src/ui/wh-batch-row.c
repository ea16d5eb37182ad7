/* wh-batch-row.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-batch-row.h"
#include "wh-error-text.h"

#include <glib/gi18n.h>

struct _WhBatchRow
{
  GtkWidget     parent_instance;

  GtkWidget    *box;
  GtkLabel     *subject_label;
  GtkLabel     *text_label;
  GtkLabel     *state_label;
  GtkSpinner   *spinner;

  WhBatchItem  *item;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (WhBatchRow, wh_batch_row, GTK_TYPE_WIDGET)

/* What an item came to, in a word, and how that feels. */
static const struct
{
  const char *label;
  const char *css_class; /* (nullable) */
} states[] = {
  [WH_BATCH_ITEM_WAITING] = { N_("Waiting"), "dim-label" },
  [WH_BATCH_ITEM_RUNNING] = { N_("Under way"), NULL },
  [WH_BATCH_ITEM_DONE] = { N_("Done"), "success" },
  [WH_BATCH_ITEM_ALREADY] = { N_("Was so already"), "success" },
  [WH_BATCH_ITEM_FAILED] = { N_("Failed"), "error" },
  [WH_BATCH_ITEM_SKIPPED] = { N_("Done with another"), "dim-label" },
};

static void
update (WhBatchRow *self)
{
  WhBatchItemState state = wh_batch_item_get_state (self->item);
  const GError *error = wh_batch_item_get_error (self->item);
  g_autofree char *text = NULL;
  const char *css_classes[] = { states[state].css_class, NULL };

  gtk_label_set_label (self->state_label, _(states[state].label));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_label), css_classes);
  gtk_spinner_set_spinning (self->spinner, state == WH_BATCH_ITEM_RUNNING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == WH_BATCH_ITEM_RUNNING);

  if (state == WH_BATCH_ITEM_FAILED && error != NULL)
    text = wh_error_dup_text (error);
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), text != NULL);
  gtk_label_set_label (self->text_label, text != NULL ? text : "");
}

static void
wh_batch_row_dispose (GObject *object)
{
  WhBatchRow *self = WH_BATCH_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (wh_batch_row_parent_class)->dispose (object);
}

static void
wh_batch_row_class_init (WhBatchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_batch_row_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
append_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
wh_batch_row_init (WhBatchRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "batch-row");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self->box), texts);

  self->subject_label = append_label (texts);
  gtk_label_set_ellipsize (self->subject_label, PANGO_ELLIPSIZE_END);
  self->text_label = append_label (texts);
  gtk_label_set_wrap (self->text_label, TRUE);
  gtk_label_set_wrap_mode (self->text_label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "error");

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->spinner));
  self->state_label = append_label (self->box);

  self->signals = g_signal_group_new (WH_TYPE_BATCH_ITEM);
  g_signal_group_connect_object (self->signals, "notify::state", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * wh_batch_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
wh_batch_row_new (void)
{
  return g_object_new (WH_TYPE_BATCH_ROW, NULL);
}

/**
 * wh_batch_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows from now on
 */
void
wh_batch_row_set_item (WhBatchRow  *self,
                       WhBatchItem *item)
{
  g_autofree char *subject = NULL;

  g_return_if_fail (WH_IS_BATCH_ROW (self));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->signals, item);
  if (item == NULL)
    return;

  subject = wh_action_dup_subject (wh_batch_item_get_action (item));
  gtk_label_set_label (self->subject_label, subject != NULL ? subject : "");
  update (self);
}
