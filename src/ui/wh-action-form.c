/* wh-action-form.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-form.h"
#include "wh-api-error.h"

#include <glib/gi18n.h>

struct _WhActionForm
{
  GtkWidget      parent_instance;

  GtkWidget     *main_group;
  GtkWidget     *advanced_group;
  AdwExpanderRow *advanced_row;

  WhAction      *action;
  GPtrArray     *rows;       /* of WhFieldRow, in the order of the table */
  GPtrArray     *fixed_rows; /* of GtkWidget: what it is done to */
};

G_DEFINE_FINAL_TYPE (WhActionForm, wh_action_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_currency (WhActionForm *self)
{
  const char *currency = wh_action_get_currency (self->action);

  for (guint i = 0; i < self->rows->len; i++)
    wh_field_row_set_currency (g_ptr_array_index (self->rows, i), currency);
}

/* The company's settings may arrive while the form is open. */
static void
update_format (WhActionForm *self)
{
  WhConnection *connection = wh_action_get_connection (self->action);
  GTimeZone *zone = wh_format_get_zone (wh_connection_get_format (connection));

  for (guint i = 0; i < self->rows->len; i++)
    {
      WhFieldRow *row = g_ptr_array_index (self->rows, i);

      wh_field_row_set_zone (row, zone);
      wh_field_row_set_unknown_zone (row, wh_connection_get_unknown_zone (connection));
    }
  update_currency (self);
}

static void
on_row_changed_cb (WhActionForm *self,
                   WhFieldRow   *row)
{
  if (wh_field_row_get_field (row)->kind == WH_FIELD_CURRENCY)
    update_currency (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
create_fixed_row (const WhOperationField *field,
                  const char             *text)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(field->label));
  GtkWidget *value = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_widget_add_css_class (box, "detail-row");
  gtk_label_set_xalign (GTK_LABEL (title), 0);

  /* A hyphen that Pango puts where it breaks an identifier would look like part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (value), attributes);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (value), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (value), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_halign (value, GTK_ALIGN_END);
  gtk_widget_add_css_class (value, "dim-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

/* Who is one of several is known already where one of them is fixed. */
static gboolean
is_needless (WhActionForm           *self,
             const WhOperationField *field)
{
  const WhOperation *operation = wh_action_get_operation (self->action);

  if (!(field->flags & WH_FIELD_ONE_OF))
    return FALSE;

  for (guint i = 0; i < operation->n_fields; i++)
    {
      if (operation->fields[i].flags & WH_FIELD_ONE_OF &&
          wh_action_is_fixed (self->action, operation->fields[i].id))
        return TRUE;
    }

  return FALSE;
}

static void
add_row (WhActionForm           *self,
         const WhOperationField *field,
         GListModel             *plans)
{
  GtkWidget *row = wh_field_row_new (wh_action_get_draft (self->action), field);

  wh_field_row_set_plans (WH_FIELD_ROW (row), plans);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_row_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, g_object_ref (row));

  if (field->flags & WH_FIELD_ADVANCED)
    {
      adw_expander_row_add_row (self->advanced_row, row);
      gtk_widget_set_visible (self->advanced_group, TRUE);
    }
  else
    {
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->main_group), row);
      gtk_widget_set_visible (self->main_group, TRUE);
    }
}

static void
add_fields (WhActionForm *self,
            GListModel   *plans)
{
  const WhOperation *operation = wh_action_get_operation (self->action);
  WhDraft *draft = wh_action_get_draft (self->action);

  for (guint i = 0; i < operation->n_fields; i++)
    {
      const WhOperationField *field = &operation->fields[i];

      if (wh_action_is_fixed (self->action, field->id))
        {
          GtkWidget *row = create_fixed_row (field, wh_draft_get_text (draft, field->id));

          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->main_group), row);
          g_ptr_array_add (self->fixed_rows, g_object_ref (row));
          gtk_widget_set_visible (self->main_group, TRUE);
        }
      else if (!is_needless (self, field))
        {
          add_row (self, field, plans);
        }
    }
}

static WhFieldRow *
find_wrong_row (WhActionForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      WhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (wh_field_row_get_complaint (row) != NULL)
        return row;
    }

  return NULL;
}

static void
focus_wrong_row (WhActionForm *self)
{
  WhFieldRow *row = find_wrong_row (self);

  if (row == NULL)
    return;

  if (wh_field_row_get_field (row)->flags & WH_FIELD_ADVANCED)
    adw_expander_row_set_expanded (self->advanced_row, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
wh_action_form_grab_focus (GtkWidget *widget)
{
  WhActionForm *self = WH_ACTION_FORM (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}

static void
wh_action_form_dispose (GObject *object)
{
  WhActionForm *self = WH_ACTION_FORM (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->fixed_rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->action);

  G_OBJECT_CLASS (wh_action_form_parent_class)->dispose (object);
}

static void
wh_action_form_finalize (GObject *object)
{
  g_ptr_array_unref (WH_ACTION_FORM (object)->rows);
  g_ptr_array_unref (WH_ACTION_FORM (object)->fixed_rows);

  G_OBJECT_CLASS (wh_action_form_parent_class)->finalize (object);
}

static void
wh_action_form_class_init (WhActionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_action_form_dispose;
  object_class->finalize = wh_action_form_finalize;
  widget_class->grab_focus = wh_action_form_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "actionform");
}

static void
wh_action_form_init (WhActionForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 18);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->fixed_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->main_group = adw_preferences_group_new ();
  gtk_widget_set_visible (self->main_group, FALSE);
  gtk_widget_set_parent (self->main_group, GTK_WIDGET (self));

  self->advanced_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->advanced_row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->advanced_row), _("_Advanced"));
  self->advanced_group = adw_preferences_group_new ();
  gtk_widget_set_visible (self->advanced_group, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->advanced_group),
                             GTK_WIDGET (self->advanced_row));
  gtk_widget_set_parent (self->advanced_group, GTK_WIDGET (self));
}

/**
 * wh_action_form_new:
 * @action: what is going to be done; its draft is edited
 * @plans: (nullable): #GListModel of #WhRecord, the plans that are known
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
wh_action_form_new (WhAction   *action,
                    GListModel *plans)
{
  WhActionForm *self;

  g_return_val_if_fail (WH_IS_ACTION (action), NULL);

  self = g_object_new (WH_TYPE_ACTION_FORM, NULL);
  self->action = g_object_ref (action);
  add_fields (self, plans);
  update_format (self);
  g_signal_connect_object (wh_action_get_connection (action), "notify::format",
                           G_CALLBACK (update_format), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * wh_action_form_get_n_rows:
 * @self: a form
 *
 * Returns: how many fields there are to fill in
 */
guint
wh_action_form_get_n_rows (WhActionForm *self)
{
  g_return_val_if_fail (WH_IS_ACTION_FORM (self), 0);

  return self->rows->len;
}

/**
 * wh_action_form_get_row:
 * @self: a form
 * @index: less than wh_action_form_get_n_rows()
 *
 * Returns: (transfer none): a row, in the order of the operation's table
 */
WhFieldRow *
wh_action_form_get_row (WhActionForm *self,
                        guint         index)
{
  g_return_val_if_fail (WH_IS_ACTION_FORM (self), NULL);
  g_return_val_if_fail (index < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, index);
}

/**
 * wh_action_form_find_row:
 * @self: a form
 * @field: the id of a field
 *
 * Returns: (transfer none) (nullable): its row, %NULL where there is none to fill in
 */
WhFieldRow *
wh_action_form_find_row (WhActionForm *self,
                         const char   *field)
{
  g_return_val_if_fail (WH_IS_ACTION_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      WhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (wh_field_row_get_field (row)->id, field) == 0)
        return row;
    }

  return NULL;
}

/**
 * wh_action_form_hide_subject:
 * @self: a form
 *
 * Leaves out what it is done to, where that is said elsewhere.
 */
void
wh_action_form_hide_subject (WhActionForm *self)
{
  g_return_if_fail (WH_IS_ACTION_FORM (self));

  for (guint i = 0; i < self->fixed_rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->fixed_rows, i), FALSE);
}

/**
 * wh_action_form_is_edited:
 * @self: a form
 *
 * Returns: whether it would be a pity to lose what is in it
 */
gboolean
wh_action_form_is_edited (WhActionForm *self)
{
  g_return_val_if_fail (WH_IS_ACTION_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (wh_field_row_is_edited (g_ptr_array_index (self->rows, i)))
        return TRUE;
    }

  return FALSE;
}

/**
 * wh_action_form_check:
 * @self: a form
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Returns: whether it can be sent as it is
 */
gboolean
wh_action_form_check (WhActionForm  *self,
                      GError       **error)
{
  g_return_val_if_fail (WH_IS_ACTION_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (!wh_field_row_check (g_ptr_array_index (self->rows, i), error))
        return FALSE;
    }

  return wh_draft_check (wh_action_get_draft (self->action), error);
}

/**
 * wh_action_form_complain:
 * @self: a form
 */
void
wh_action_form_complain (WhActionForm *self)
{
  g_return_if_fail (WH_IS_ACTION_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    wh_field_row_complain (g_ptr_array_index (self->rows, i));
  focus_wrong_row (self);
}

/**
 * wh_action_form_show_error:
 * @self: a form
 * @error: what the API said
 *
 * Returns: whether all of it is shown at fields
 */
gboolean
wh_action_form_show_error (WhActionForm *self,
                           const GError *error)
{
  g_auto (GStrv) fields = NULL;
  gboolean placed = TRUE;

  g_return_val_if_fail (WH_IS_ACTION_FORM (self), FALSE);

  fields = wh_api_error_dup_fields (error);
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      WhFieldRow *row = wh_action_form_find_row (self, fields[i]);

      if (row != NULL)
        wh_field_row_set_refusal (row, wh_api_error_get_field_error (error, fields[i]));
      else
        placed = FALSE;
    }
  focus_wrong_row (self);

  return placed && fields != NULL && fields[0] != NULL;
}
