/* wh-detail-section.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-detail-section.h"
#include "wh-error-text.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkStack          *stack;
  GtkListBox        *list_box;
  GtkButton         *more_button;
  GtkLabel          *empty_label;
  GtkWidget         *error_box;
  GtkLabel          *error_label;
  GtkSpinner        *spinner;

  GListModel        *model;
  GtkSliceListModel *slice; /* what of @model is shown */
  gboolean           loading;
  gboolean           failed;
} WhDetailSectionPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (WhDetailSection, wh_detail_section, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_hidden (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  return g_list_model_get_n_items (priv->model) -
         g_list_model_get_n_items (G_LIST_MODEL (priv->slice));
}

static void
update_more (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);
  guint n = MIN (count_hidden (self), WH_DETAIL_SECTION_MORE);
  g_autofree char *label = NULL;

  /* Translators: the label of a button below a list that is shown in part */
  label = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n), n);
  gtk_button_set_label (priv->more_button, label);
  gtk_widget_set_visible (GTK_WIDGET (priv->more_button), n > 0);
}

/* What there is stays in sight while it is loaded again, also when that fails. */
static void
update (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);
  const char *page = priv->loading ? "loading" : "empty";

  if (priv->model != NULL && g_list_model_get_n_items (priv->model) > 0)
    page = "rows";

  if (priv->model != NULL)
    update_more (self);
  gtk_spinner_set_spinning (priv->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (priv->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (priv->error_box), priv->failed);
  gtk_widget_set_visible (GTK_WIDGET (priv->stack),
                          !priv->failed || g_str_equal (page, "rows"));
}

static void
on_retry_clicked_cb (WhDetailSection *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

/* The keyboard goes on with what has come. */
static void
on_more_clicked_cb (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);
  guint size = gtk_slice_list_model_get_size (priv->slice);
  GtkListBoxRow *row;

  gtk_slice_list_model_set_size (priv->slice, size + WH_DETAIL_SECTION_MORE);
  row = gtk_list_box_get_row_at_index (priv->list_box, (int) size);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  update_more (self);
}

static void
on_title_changed_cb (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  gtk_accessible_update_property (
    GTK_ACCESSIBLE (priv->list_box), GTK_ACCESSIBLE_PROPERTY_LABEL,
    adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (self)), -1);
}

static void
wh_detail_section_dispose (GObject *object)
{
  WhDetailSection *self = WH_DETAIL_SECTION (object);
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  /* The template's children go with the parent class's only child, which that class unparents
   * itself: disposing of the template would do it before. */
  if (priv->slice != NULL)
    gtk_list_box_bind_model (priv->list_box, NULL, NULL, NULL, NULL);
  g_clear_object (&priv->slice);
  g_clear_object (&priv->model);

  G_OBJECT_CLASS (wh_detail_section_parent_class)->dispose (object);
}

static void
wh_detail_section_class_init (WhDetailSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_detail_section_dispose;

  signals[SIGNAL_RETRY] =
    g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-detail-section.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, stack);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, list_box);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, more_button);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, empty_label);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, error_box);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, error_label);
  gtk_widget_class_bind_template_child_private (widget_class, WhDetailSection, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
}

static void
wh_detail_section_init (WhDetailSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_changed_cb), NULL);
  update (self);
}

/**
 * wh_detail_section_bind:
 * @self: a section
 * @model: what its rows are made from
 * @create: makes a row
 * @user_data: for @create; must live as long as @self
 */
void
wh_detail_section_bind (WhDetailSection            *self,
                        GListModel                 *model,
                        GtkListBoxCreateWidgetFunc  create,
                        gpointer                    user_data)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  g_return_if_fail (WH_IS_DETAIL_SECTION (self));
  g_return_if_fail (G_IS_LIST_MODEL (model));
  g_return_if_fail (priv->model == NULL);

  priv->model = g_object_ref (model);
  priv->slice = gtk_slice_list_model_new (g_object_ref (model), 0, WH_DETAIL_SECTION_FIRST);
  gtk_list_box_bind_model (priv->list_box, G_LIST_MODEL (priv->slice), create, user_data, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}

/**
 * wh_detail_section_set_empty:
 * @self: a section
 * @text: what to say where there is no row
 */
void
wh_detail_section_set_empty (WhDetailSection *self,
                             const char      *text)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  g_return_if_fail (WH_IS_DETAIL_SECTION (self));

  gtk_label_set_label (priv->empty_label, text);
}

/**
 * wh_detail_section_set_loading:
 * @self: a section
 * @loading: whether rows are on their way; that ends what is said of an error
 */
void
wh_detail_section_set_loading (WhDetailSection *self,
                               gboolean         loading)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  g_return_if_fail (WH_IS_DETAIL_SECTION (self));

  priv->loading = loading;
  priv->failed = FALSE;
  update (self);
}

/**
 * wh_detail_section_set_error:
 * @self: a section
 * @error: (nullable): why there are no rows
 */
void
wh_detail_section_set_error (WhDetailSection *self,
                             const GError    *error)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);
  g_autofree char *text = error != NULL ? wh_error_dup_text (error) : NULL;

  g_return_if_fail (WH_IS_DETAIL_SECTION (self));

  priv->loading = FALSE;
  priv->failed = error != NULL;
  gtk_label_set_label (priv->error_label, text != NULL ? text : "");
  update (self);
}

/**
 * wh_detail_section_reset:
 * @self: a section with a model
 *
 * Goes back to the first few rows, for another record.
 */
void
wh_detail_section_reset (WhDetailSection *self)
{
  WhDetailSectionPrivate *priv = wh_detail_section_get_instance_private (self);

  g_return_if_fail (WH_IS_DETAIL_SECTION (self));
  g_return_if_fail (priv->slice != NULL);

  gtk_slice_list_model_set_size (priv->slice, WH_DETAIL_SECTION_FIRST);
  priv->failed = FALSE;
  update (self);
}
