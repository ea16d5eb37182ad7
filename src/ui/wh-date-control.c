/* wh-date-control.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-date-control.h"
#include "wh-day.h"
#include "wh-draft.h"
#include "wh-format.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WhDateControl
{
  WhFieldControl  parent_instance;

  GtkWidget      *entry;
  GtkMenuButton  *button;
  GtkPopover     *popover;
  GtkCalendar    *calendar;
  GtkWidget      *today_button;

  WhFieldKind     kind;
  GTimeZone      *zone;
  char           *unknown_zone; /* (nullable): what it is called where it is not known */
  char           *given; /* (nullable): as it was filled in, until somebody types another day */
  gboolean        moving; /* the calendar, by the program itself */
};

G_DEFINE_FINAL_TYPE (WhDateControl, wh_date_control, WH_TYPE_FIELD_CONTROL)

static char *
dup_typed (WhDateControl *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* The moment that was filled in need not be the midnight of the day that is shown. */
static gboolean
parse (WhDateControl  *self,
       gint64         *seconds,
       GError        **error)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GError) day_error = NULL;
  gint64 instant_us;
  gboolean is_day;

  if (self->given != NULL &&
      g_ascii_string_to_signed (self->given, 10, G_MININT64, G_MAXINT64, seconds, NULL))
    return TRUE;

  is_day = wh_day_parse (typed, self->zone, seconds, &day_error);
  if (self->kind == WH_FIELD_INSTANT && !is_day && wh_parse_instant (typed, &instant_us))
    {
      *seconds = instant_us / G_USEC_PER_SEC;
      return TRUE;
    }

  if (is_day && self->unknown_zone != NULL)
    {
      g_set_error (error, WH_DRAFT_ERROR, WH_DRAFT_ERROR_INVALID,
                   /* Translators: %s is the name of a time zone, such as Europe/Berlin */
                   _("This computer does not know the company’s time zone, %s, and so not when "
                     "a day begins there."), self->unknown_zone);
      return FALSE;
    }

  if (!is_day)
    g_propagate_error (error, g_steal_pointer (&day_error));

  return is_day;
}

static void
show_day (WhDateControl *self,
          gint64         seconds)
{
  g_autofree char *text = wh_day_dup_text (seconds, self->zone);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

static void
on_typed_cb (WhDateControl *self)
{
  g_clear_pointer (&self->given, g_free);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

static void
move_calendar (WhDateControl *self,
               gint64         seconds)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  if (!wh_day_from_seconds (seconds, self->zone, &year, &month, &day_of_month))
    return;

  /* At noon there is no day without that hour. */
  day = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  if (day == NULL)
    return;

  self->moving = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->moving = FALSE;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
on_show_cb (WhDateControl *self)
{
  gint64 seconds;

  move_calendar (self, parse (self, &seconds, NULL) ? seconds : get_now ());
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
on_day_selected_cb (WhDateControl *self)
{
  g_autoptr (GDateTime) day = NULL;

  if (self->moving)
    return;

  day = gtk_calendar_get_date (self->calendar);
  show_day (self, wh_day_to_seconds (g_date_time_get_year (day), g_date_time_get_month (day),
                                     g_date_time_get_day_of_month (day), self->zone));
}

static void
on_today_cb (WhDateControl *self)
{
  show_day (self, get_now ());
  gtk_popover_popdown (self->popover);
}

static void
wh_date_control_set_text (WhFieldControl *control,
                          const char     *text)
{
  WhDateControl *self = WH_DATE_CONTROL (control);
  gint64 instant_us;

  if (text != NULL && wh_parse_instant (text, &instant_us))
    show_day (self, instant_us / G_USEC_PER_SEC);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");

  g_free (self->given);
  self->given = g_strdup (text);
}

static char *
wh_date_control_dup_text (WhFieldControl  *control,
                          GError         **error)
{
  WhDateControl *self = WH_DATE_CONTROL (control);
  gint64 seconds;

  if (self->given != NULL)
    return g_strdup (self->given);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0' ||
      !parse (self, &seconds, error))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
}

static char *
wh_date_control_dup_note (WhFieldControl *control)
{
  WhDateControl *self = WH_DATE_CONTROL (control);
  gint64 seconds;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0' ||
      !parse (self, &seconds, NULL))
    return NULL;

  return wh_day_dup_resulting (seconds, self->zone);
}

static guint
count_digits (const char *text,
              gboolean    at_end)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        n++;
      else if (at_end)
        n = 0;
    }

  return n;
}

/* Whether digits or the rest of a name could still make it a day: not once there is a year behind
 * a name, or there are the eight digits of a whole day. */
static gboolean
wh_date_control_is_unfinished (WhFieldControl *control)
{
  g_autofree char *typed = dup_typed (WH_DATE_CONTROL (control));
  gboolean has_letter = FALSE;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_isspace (c) && !g_unichar_ismark (c) &&
          (c >= 0x80 || strchr ("-/.,’'", (char) c) == NULL))
        return FALSE;
      has_letter |= g_unichar_isalpha (c);
    }

  return count_digits (typed, FALSE) < 8 && !(has_letter && count_digits (typed, TRUE) == 4);
}

static void
wh_date_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WH_TYPE_DATE_CONTROL);

  G_OBJECT_CLASS (wh_date_control_parent_class)->dispose (object);
}

static void
wh_date_control_finalize (GObject *object)
{
  WhDateControl *self = WH_DATE_CONTROL (object);

  g_free (self->given);
  g_free (self->unknown_zone);
  g_time_zone_unref (self->zone);

  G_OBJECT_CLASS (wh_date_control_parent_class)->finalize (object);
}

static void
wh_date_control_class_init (WhDateControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WhFieldControlClass *control_class = WH_FIELD_CONTROL_CLASS (klass);

  object_class->dispose = wh_date_control_dispose;
  object_class->finalize = wh_date_control_finalize;
  control_class->set_text = wh_date_control_set_text;
  control_class->dup_text = wh_date_control_dup_text;
  control_class->dup_note = wh_date_control_dup_note;
  control_class->is_unfinished = wh_date_control_is_unfinished;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               WH_RESOURCE_PATH "/wh-date-control.ui");
  gtk_widget_class_bind_template_child (widget_class, WhDateControl, entry);
  gtk_widget_class_bind_template_child (widget_class, WhDateControl, button);
  gtk_widget_class_bind_template_child (widget_class, WhDateControl, popover);
  gtk_widget_class_bind_template_child (widget_class, WhDateControl, calendar);
  gtk_widget_class_bind_template_child (widget_class, WhDateControl, today_button);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_today_cb);
}

static void
wh_date_control_init (WhDateControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zone = g_time_zone_new_local ();
  wh_field_control_set_input (WH_FIELD_CONTROL (self), self->entry);
  /* Translators: the form of a date, for an empty entry: year, month and day. */
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("YYYY-MM-DD"));
}

/**
 * wh_date_control_new:
 * @field: a day or a moment
 *
 * Returns: (transfer floating): the control, in the local time zone until it is told otherwise
 */
WhFieldControl *
wh_date_control_new (const WhOperationField *field)
{
  WhDateControl *self = g_object_new (WH_TYPE_DATE_CONTROL, NULL);

  self->kind = field->kind;

  return WH_FIELD_CONTROL (self);
}

/**
 * wh_date_control_set_zone:
 * @self: a control
 * @zone: the time zone whose midnight is meant
 *
 * A day that was typed stays that day, which is another moment then; a moment that was filled in
 * stays that moment.
 */
void
wh_date_control_set_zone (WhDateControl *self,
                          GTimeZone     *zone)
{
  g_autofree char *given = NULL;

  g_return_if_fail (WH_IS_DATE_CONTROL (self));
  g_return_if_fail (zone != NULL);

  given = g_strdup (self->given);
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  if (given != NULL)
    wh_field_control_set_text (WH_FIELD_CONTROL (self), given);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}

/**
 * wh_date_control_set_unknown_zone:
 * @self: a control
 * @name: (nullable): of the company's time zone where this computer does not know it
 *
 * A day is refused rather than guessed then: the midnight of another place is another moment, and
 * may belong to another month. A moment that was filled in or typed whole is still taken.
 */
void
wh_date_control_set_unknown_zone (WhDateControl *self,
                                  const char    *name)
{
  g_return_if_fail (WH_IS_DATE_CONTROL (self));

  if (g_strcmp0 (self->unknown_zone, name) == 0)
    return;

  g_free (self->unknown_zone);
  self->unknown_zone = g_strdup (name);
  wh_field_control_changed (WH_FIELD_CONTROL (self));
}
