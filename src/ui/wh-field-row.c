/* wh-field-row.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-choice-control.h"
#include "wh-choices-control.h"
#include "wh-date-control.h"
#include "wh-entry-control.h"
#include "wh-field-row.h"
#include "wh-list-control.h"
#include "wh-money-control.h"
#include "wh-picker-control.h"
#include "wh-switch-control.h"

#include <glib/gi18n.h>

struct _WhFieldRow
{
  AdwPreferencesRow       parent_instance;

  GtkWidget              *box;
  GtkWidget              *text_box;
  GtkWidget              *title_label;
  GtkWidget              *optional_label;
  GtkWidget              *message_box;
  GtkWidget              *message_icon;
  GtkLabel               *message_label;
  WhFieldControl         *control;

  WhDraft                *draft;
  const WhOperationField *field;
  char                   *first;     /* (nullable): what the draft had in the beginning */
  GError                 *mistake;   /* (nullable): why the control cannot be understood */
  char                   *refusal;   /* (nullable): the server's words */
  char                   *complaint; /* (nullable): what is shown as wrong */
  gboolean                complaining; /* it was left, or the form was submitted */
};

G_DEFINE_FINAL_TYPE (WhFieldRow, wh_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static WhFieldControl *
create_control (const WhOperationField *field)
{
  switch (field->kind)
    {
    case WH_FIELD_MONEY:
      return wh_money_control_new ();

    case WH_FIELD_DATE:
    case WH_FIELD_INSTANT:
      return wh_date_control_new (field);

    case WH_FIELD_CHOICE:
      return wh_choice_control_new (field);

    case WH_FIELD_CHOICES:
      return wh_choices_control_new (field);

    case WH_FIELD_CURRENCY:
    case WH_FIELD_PLAN:
      return wh_picker_control_new (field);

    case WH_FIELD_BOOLEAN:
      return wh_switch_control_new (field);

    case WH_FIELD_LIST:
      return wh_list_control_new ();

    case WH_FIELD_TEXT:
    case WH_FIELD_ID:
    case WH_FIELD_EMAIL:
    case WH_FIELD_INTEGER:
    case WH_FIELD_MONTH:
    default:
      return wh_entry_control_new (field);
    }
}

/* Small controls stand beside their name, as in the settings of other programs. */
static gboolean
is_beside (WhFieldKind kind)
{
  return kind == WH_FIELD_CHOICE || kind == WH_FIELD_BOOLEAN;
}

static gboolean
is_optional (const WhOperationField *field)
{
  return !(field->flags & (WH_FIELD_REQUIRED | WH_FIELD_ONE_OF)) &&
         !is_beside (field->kind) && field->kind != WH_FIELD_CHOICES;
}

/* What is wrong and can be said now: what is merely not there or not finished yet waits until
 * somebody has left the field. */
static char *
dup_complaint (WhFieldRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->refusal != NULL)
    return g_strdup (self->refusal);

  if (wh_field_row_check (self, &error))
    return NULL;
  if (!self->complaining && (g_error_matches (error, WH_DRAFT_ERROR, WH_DRAFT_ERROR_MISSING) ||
                             wh_field_control_is_unfinished (self->control)))
    return NULL;

  return g_strdup (error->message);
}

static void
update_message (WhFieldRow *self)
{
  GtkAccessible *input = GTK_ACCESSIBLE (wh_field_control_get_input (self->control));
  g_autofree char *note = NULL;
  const char *text;

  g_free (self->complaint);
  self->complaint = dup_complaint (self);
  note = self->complaint == NULL ? wh_field_control_dup_note (self->control) : NULL;
  text = self->complaint != NULL ? self->complaint : note;
  if (text == NULL || *text == '\0')
    text = self->field->help != NULL ? _(self->field->help) : "";

  gtk_label_set_label (self->message_label, text);
  gtk_widget_set_visible (self->message_box, *text != '\0');
  gtk_widget_set_visible (self->message_icon, self->complaint != NULL);
  if (self->complaint != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");

  gtk_accessible_update_property (input, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_accessible_update_state (input, GTK_ACCESSIBLE_STATE_INVALID,
                               self->complaint != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                       : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
read_control (WhFieldRow *self)
{
  g_autofree char *text = NULL;

  g_clear_error (&self->mistake);
  text = wh_field_control_dup_text (self->control, &self->mistake);
  wh_draft_set_text (self->draft, self->field->id, text);
}

static void
on_changed_cb (WhFieldRow *self)
{
  g_clear_pointer (&self->refusal, g_free);
  read_control (self);
  update_message (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The keyboard may also have left with the whole window, which then still has it here; while it
 * moves within the window, the window has it nowhere. */
static void
on_leave_cb (WhFieldRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    wh_field_row_complain (self);
}

/* A list's rows take the keyboard themselves; this one only has something in it that does. */
static gboolean
wh_field_row_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  return gtk_widget_child_focus (WH_FIELD_ROW (widget)->box, direction);
}

static gboolean
wh_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WH_FIELD_ROW (widget)->control));
}

static void
wh_field_row_dispose (GObject *object)
{
  WhFieldRow *self = WH_FIELD_ROW (object);

  /* The row would not notice that the template takes its child away. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WH_TYPE_FIELD_ROW);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (wh_field_row_parent_class)->dispose (object);
}

static void
wh_field_row_finalize (GObject *object)
{
  WhFieldRow *self = WH_FIELD_ROW (object);

  g_free (self->first);
  g_clear_error (&self->mistake);
  g_free (self->refusal);
  g_free (self->complaint);

  G_OBJECT_CLASS (wh_field_row_parent_class)->finalize (object);
}

static void
wh_field_row_class_init (WhFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wh_field_row_dispose;
  object_class->finalize = wh_field_row_finalize;
  widget_class->focus = wh_field_row_focus;
  widget_class->grab_focus = wh_field_row_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, text_box);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, optional_label);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, message_box);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, message_icon);
  gtk_widget_class_bind_template_child (widget_class, WhFieldRow, message_label);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_cb);
}

static void
wh_field_row_init (WhFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
place_control (WhFieldRow *self)
{
  GtkWidget *control = GTK_WIDGET (self->control);
  GtkAccessible *input = GTK_ACCESSIBLE (wh_field_control_get_input (self->control));
  const char *label = _(self->field->label);

  if (is_beside (self->field->kind))
    {
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (GTK_WIDGET (self), "beside");
      gtk_box_append (GTK_BOX (self->box), control);
    }
  else
    {
      gtk_widget_add_css_class (control, "input");
      gtk_box_insert_child_after (GTK_BOX (self->text_box), control,
                                  gtk_widget_get_first_child (self->text_box));
    }

  gtk_label_set_label (GTK_LABEL (self->title_label), label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_widget_set_visible (self->optional_label, is_optional (self->field));
  gtk_accessible_update_property (input, GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (self->field->flags & WH_FIELD_REQUIRED && GTK_IS_ENTRY (input))
    gtk_accessible_update_property (input, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

/**
 * wh_field_row_new:
 * @draft: what is edited
 * @field: one of the fields of its operation
 *
 * Returns: (transfer floating): a row that shows what the draft has
 */
GtkWidget *
wh_field_row_new (WhDraft                *draft,
                  const WhOperationField *field)
{
  WhFieldRow *self;

  g_return_val_if_fail (WH_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (WH_TYPE_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  self->first = g_strdup (wh_draft_get_text (draft, field->id));
  self->control = create_control (field);
  place_control (self);
  wh_field_control_set_text (self->control, self->first);
  g_signal_connect_object (self->control, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_message (self);

  return GTK_WIDGET (self);
}

/**
 * wh_field_row_get_field:
 * @self: a row
 *
 * Returns: what it is about
 */
const WhOperationField *
wh_field_row_get_field (WhFieldRow *self)
{
  g_return_val_if_fail (WH_IS_FIELD_ROW (self), NULL);

  return self->field;
}

/**
 * wh_field_row_get_control:
 * @self: a row
 *
 * Returns: (transfer none): what the value is typed or chosen with
 */
WhFieldControl *
wh_field_row_get_control (WhFieldRow *self)
{
  g_return_val_if_fail (WH_IS_FIELD_ROW (self), NULL);

  return self->control;
}

/**
 * wh_field_row_set_zone:
 * @self: a row
 * @zone: the company's time zone (§1.7)
 */
void
wh_field_row_set_zone (WhFieldRow *self,
                       GTimeZone  *zone)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  if (WH_IS_DATE_CONTROL (self->control))
    wh_date_control_set_zone (WH_DATE_CONTROL (self->control), zone);
}

/**
 * wh_field_row_set_unknown_zone:
 * @self: a row
 * @name: (nullable): of the company's time zone where this computer does not know it: days are
 *   refused then
 */
void
wh_field_row_set_unknown_zone (WhFieldRow *self,
                               const char *name)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  if (WH_IS_DATE_CONTROL (self->control))
    wh_date_control_set_unknown_zone (WH_DATE_CONTROL (self->control), name);
}

/**
 * wh_field_row_set_currency:
 * @self: a row
 * @currency: (nullable): three letters, what amounts are in; %NULL for US dollars
 */
void
wh_field_row_set_currency (WhFieldRow *self,
                           const char *currency)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  if (WH_IS_MONEY_CONTROL (self->control))
    wh_money_control_set_currency (WH_MONEY_CONTROL (self->control), currency);
}

/**
 * wh_field_row_set_plans:
 * @self: a row
 * @plans: (nullable): #GListModel of #WhRecord, the plans that are known
 */
void
wh_field_row_set_plans (WhFieldRow *self,
                        GListModel *plans)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  if (self->field->kind == WH_FIELD_PLAN)
    wh_picker_control_set_plans (WH_PICKER_CONTROL (self->control), plans);
}

/**
 * wh_field_row_check:
 * @self: a row
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Returns: whether what is in it can be sent
 */
gboolean
wh_field_row_check (WhFieldRow  *self,
                    GError     **error)
{
  g_return_val_if_fail (WH_IS_FIELD_ROW (self), FALSE);

  if (self->mistake == NULL)
    return wh_draft_check_field (self->draft, self->field->id, error);

  if (error != NULL)
    *error = g_error_copy (self->mistake);

  return FALSE;
}

/**
 * wh_field_row_complain:
 * @self: a row
 *
 * Says what is wrong with it, that it is empty and must not be included, now and from now on.
 */
void
wh_field_row_complain (WhFieldRow *self)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  if (self->complaining)
    return;

  self->complaining = TRUE;
  update_message (self);
}

/**
 * wh_field_row_set_refusal:
 * @self: a row
 * @refusal: (nullable): what the API said about it
 */
void
wh_field_row_set_refusal (WhFieldRow *self,
                          const char *refusal)
{
  g_return_if_fail (WH_IS_FIELD_ROW (self));

  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
  update_message (self);
}

/**
 * wh_field_row_get_complaint:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows as wrong
 */
const char *
wh_field_row_get_complaint (WhFieldRow *self)
{
  g_return_val_if_fail (WH_IS_FIELD_ROW (self), NULL);

  return self->complaint;
}

/**
 * wh_field_row_is_edited:
 * @self: a row
 *
 * Returns: whether it would be a pity to lose what is in it
 */
gboolean
wh_field_row_is_edited (WhFieldRow *self)
{
  g_return_val_if_fail (WH_IS_FIELD_ROW (self), FALSE);

  return self->mistake != NULL ||
         g_strcmp0 (wh_draft_get_text (self->draft, self->field->id), self->first) != 0;
}
