/* test-field-row.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-choices-control.h"
#include "wh-field-row.h"
#include "wh-ui-test.h"

#include <string.h>

/* One field of each kind that there is, whatever operations happen to have. */
static const WhOperationField text_field = {
  .id = "name", .label = "Name", .help = "What people call it.", .kind = WH_FIELD_TEXT,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED, .max_length = 5,
};
static const WhOperationField id_field = {
  .id = "id", .label = "ID", .help = "An identifier.", .kind = WH_FIELD_ID,
  .place = WH_FIELD_IN_BODY,
};
static const WhOperationField email_field = {
  .id = "email", .label = "Email", .help = "An address.", .kind = WH_FIELD_EMAIL,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_ONE_OF,
};
static const WhOperationField money_field = {
  .id = "value", .label = "Amount", .help = "An amount.", .kind = WH_FIELD_MONEY,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED, .minimum = 0, .maximum = G_MAXINT64,
};
static const WhOperationField integer_field = {
  .id = "page", .label = "Page", .help = "A number.", .kind = WH_FIELD_INTEGER,
  .place = WH_FIELD_IN_BODY, .minimum = 1, .maximum = 9, .default_value = "1",
};
static const WhOperationField date_field = {
  .id = "effective_date", .label = "Date", .help = "A day.", .kind = WH_FIELD_DATE,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED,
};
static const WhOperationField instant_field = {
  .id = "start_date", .label = "From", .help = "A moment.", .kind = WH_FIELD_INSTANT,
  .place = WH_FIELD_IN_BODY,
};
static const WhOperationField month_field = {
  .id = "month", .label = "Month", .help = "A month.", .kind = WH_FIELD_MONTH,
  .place = WH_FIELD_IN_BODY,
};
static const WhOperationField choice_field = {
  .id = "plan_interval", .label = "Interval", .help = "One of two.", .kind = WH_FIELD_CHOICE,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED, .choices = wh_choices_plan_interval,
};
static const WhOperationField default_field = {
  .id = "status", .label = "Status", .help = "One of two.", .kind = WH_FIELD_CHOICE,
  .place = WH_FIELD_IN_BODY, .choices = wh_choices_new_status, .default_value = "active",
};
static const WhOperationField choices_field = {
  .id = "types", .label = "Types", .help = "Any of them.", .kind = WH_FIELD_CHOICES,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED,
  .choices = wh_choices_intervention_types,
};
static const WhOperationField currency_field = {
  .id = "plan_currency", .label = "Currency", .help = "A currency.", .kind = WH_FIELD_CURRENCY,
  .place = WH_FIELD_IN_BODY, .default_value = "usd",
};
static const WhOperationField plan_field = {
  .id = "plan_id", .label = "Plan", .help = "A plan.", .kind = WH_FIELD_PLAN,
  .place = WH_FIELD_IN_BODY, .flags = WH_FIELD_REQUIRED,
};
static const WhOperationField boolean_field = {
  .id = "forever", .label = "Forever", .help = "Yes or no.", .kind = WH_FIELD_BOOLEAN,
  .place = WH_FIELD_IN_BODY, .default_value = "false",
};
static const WhOperationField list_field = {
  .id = "names", .label = "Names", .help = "One a line.", .kind = WH_FIELD_LIST,
  .place = WH_FIELD_IN_BODY,
};

static const WhOperationField *const all_fields[] = {
  &text_field, &id_field, &email_field, &money_field, &integer_field, &date_field,
  &instant_field, &month_field, &choice_field, &default_field, &choices_field, &currency_field,
  &plan_field, &boolean_field, &list_field,
};

/* A row, and something else that can have the keyboard. */
typedef struct
{
  WhOperation  operation;
  WhDraft     *draft;
  GtkWidget   *row;
  GtkWidget   *other;
  GtkWindow   *window;
  guint        n_changes;
} Fixture;

static void
on_changed_cb (Fixture *self)
{
  self->n_changes++;
}

static void
open_row (Fixture                *self,
          const WhOperationField *field,
          const char             *text)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("US/Pacific");

  *self = (Fixture) { 0 };
  self->operation = (WhOperation) {
    .id = "test", .method = "POST", .path = "/v2/test/", .fields = field, .n_fields = 1,
  };
  self->draft = wh_draft_new (&self->operation);
  wh_draft_set_text (self->draft, field->id, text);
  self->row = wh_field_row_new (self->draft, field);
  wh_field_row_set_zone (WH_FIELD_ROW (self->row), zone);
  g_signal_connect_swapped (self->row, "changed", G_CALLBACK (on_changed_cb), self);

  self->other = gtk_entry_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->row);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), self->other);
  self->window = wh_ui_present (box, 400, 400);
}

static void
close_row (Fixture *self)
{
  wh_ui_destroy (self->window, self->row);
  g_assert_finalize_object (self->draft);
}

static const char *
get_sent (Fixture *self)
{
  return wh_draft_get_text (self->draft, self->operation.fields[0].id);
}

static const char *
get_message (Fixture *self)
{
  return gtk_label_get_label (
    GTK_LABEL (wh_ui_child (self->row, WH_TYPE_FIELD_ROW, "message_label")));
}

static const char *
get_complaint (Fixture *self)
{
  return wh_field_row_get_complaint (WH_FIELD_ROW (self->row));
}

static GtkWidget *
get_input (Fixture *self)
{
  return wh_field_control_get_input (wh_field_row_get_control (WH_FIELD_ROW (self->row)));
}

static void
leave (Fixture *self)
{
  gtk_widget_grab_focus (self->row);
  gtk_widget_grab_focus (self->other);
}

/* What is typed, what goes on the wire, and what is said about it. */
typedef struct
{
  const WhOperationField *field;
  const char *typed;
  const char *sent;      /* (nullable) */
  const char *note;      /* (nullable): the help is shown then */
  gboolean wrong;        /* at once */
  gboolean wrong_later;  /* once it was left, too */
} TypedCase;

static const TypedCase typed_cases[] = {
  { &text_field, "Team", "Team", NULL, FALSE, FALSE },
  { &text_field, "  Team ", "Team", NULL, FALSE, FALSE },
  { &text_field, "", NULL, NULL, FALSE, TRUE },
  { &text_field, "   ", NULL, NULL, FALSE, TRUE },
  { &text_field, "Sechse", "Sechse", NULL, TRUE, TRUE },
  { &text_field, "العربية", "العربية", NULL, TRUE, TRUE },
  { &text_field, "团队", "团队", NULL, FALSE, FALSE },
  { &text_field, "🐫🐫🐫🐫🐫", "🐫🐫🐫🐫🐫", NULL, FALSE, FALSE },
  { &id_field, "a/b@c+d e%2F..", "a/b@c+d e%2F..", NULL, FALSE, FALSE },
  { &id_field, "", NULL, NULL, FALSE, FALSE },
  { &email_field, "anything at all", "anything at all", NULL, FALSE, FALSE },
  { &money_field, "49", "4900", "$49.00", FALSE, FALSE },
  { &money_field, "0", "0", "$0.00", FALSE, FALSE },
  { &money_field, "0.01", "1", "$0.01", FALSE, FALSE },
  { &money_field, "$1,234.50", "123450", "$1,234.50", FALSE, FALSE },
  { &money_field, "90071992547409.93", "9007199254740993", "$90,071,992,547,409.93", FALSE,
    FALSE },
  { &money_field, "1.", "100", "$1.00", FALSE, FALSE },
  { &money_field, "$", NULL, NULL, FALSE, TRUE },
  { &money_field, "1.999", NULL, NULL, TRUE, TRUE },
  { &money_field, "much", NULL, NULL, FALSE, TRUE },
  { &money_field, "-5", "-500", NULL, TRUE, TRUE },
  { &money_field, "", NULL, NULL, FALSE, TRUE },
  { &integer_field, "7", "7", NULL, FALSE, FALSE },
  { &integer_field, "10", "10", NULL, TRUE, TRUE },
  { &integer_field, "x", "x", NULL, TRUE, TRUE },
  { &date_field, "2026-03-01", "1772352000", "Midnight in US/Pacific, 1 Mar 2026, 08:00 UTC",
    FALSE, FALSE },
  { &date_field, "1 Jul 2026", "1782889200", "Midnight in US/Pacific, 1 Jul 2026, 07:00 UTC",
    FALSE, FALSE },
  { &date_field, "2026-0", NULL, NULL, FALSE, TRUE },
  { &date_field, "2026-13-45", NULL, NULL, TRUE, TRUE },
  { &date_field, "3 Nix 2026", NULL, NULL, TRUE, TRUE },
  { &date_field, "?", NULL, NULL, TRUE, TRUE },
  { &date_field, "", NULL, NULL, FALSE, TRUE },
  { &instant_field, "2026-03-01", "1772352000", "Midnight in US/Pacific, 1 Mar 2026, 08:00 UTC",
    FALSE, FALSE },
  { &instant_field, "2026-03-01T09:30:00Z", "1772357400",
    "01:30 in US/Pacific, 1 Mar 2026, 09:30 UTC", FALSE, FALSE },
  { &month_field, "2026-03", "2026-03", NULL, FALSE, FALSE },
  { &month_field, "March", "March", NULL, TRUE, TRUE },
  { &currency_field, "eur", "eur", "Euro", FALSE, FALSE },
  { &currency_field, "Euro", "eur", "Euro", FALSE, FALSE },
  { &currency_field, "EU", "eu", NULL, FALSE, TRUE },
  { &currency_field, "EUX", "eux", NULL, TRUE, TRUE },
  { &currency_field, "", NULL, NULL, FALSE, FALSE },
  { &plan_field, "Scale Up", "Scale Up", NULL, FALSE, FALSE },
  { &plan_field, "", NULL, NULL, FALSE, TRUE },
};

static void
assert_message (Fixture    *self,
                const char *note,
                gboolean    wrong)
{
  GtkAccessible *input = GTK_ACCESSIBLE (get_input (self));
  const char *expected = note != NULL ? note : self->operation.fields[0].help;

  g_assert_true ((get_complaint (self) != NULL) == wrong);
  g_assert_true (gtk_widget_has_css_class (self->row, "error") == wrong);
  g_assert_cmpstr (get_message (self), ==, wrong ? get_complaint (self) : expected);
  gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       get_message (self));
  gtk_test_accessible_assert_state (input, GTK_ACCESSIBLE_STATE_INVALID,
                                    wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE);
}

static void
test_field_row_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed_cases); i++)
    {
      const TypedCase *c = &typed_cases[i];
      Fixture self;

      g_test_message ("“%s” into %s", c->typed, c->field->label);
      open_row (&self, c->field, NULL);
      wh_ui_type (get_input (&self), c->typed);

      g_assert_cmpstr (get_sent (&self), ==, c->sent);
      assert_message (&self, c->note, c->wrong);
      g_assert_true (wh_field_row_check (WH_FIELD_ROW (self.row), NULL) == !c->wrong_later);
      g_assert_true (wh_field_row_is_edited (WH_FIELD_ROW (self.row)) ==
                     (c->sent != NULL || c->wrong || (c->wrong_later && *c->typed > ' ')));

      leave (&self);
      assert_message (&self, c->note, c->wrong_later);
      close_row (&self);
    }
}

/* What somebody else filled in comes back as it was. */
typedef struct
{
  const WhOperationField *field;
  const char *text;
  const char *shown;
} GivenCase;

static const GivenCase given_cases[] = {
  { &text_field, "Team", "Team" },
  { &id_field, "  blanks  ", "  blanks  " },
  { &money_field, "123450", "1234.50" },
  { &money_field, "1", "0.01" },
  { &integer_field, "3", "3" },
  { &date_field, "1772352000", "2026-03-01" },
  { &date_field, "1522432854", "2018-03-30" },
  { &instant_field, "2026-03-01T09:30:00Z", "2026-03-01" },
  { &month_field, "2026-01", "2026-01" },
  { &currency_field, "jpy", "JPY" },
  { &plan_field, "team", "team" },
};

static void
test_field_row_given (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (given_cases); i++)
    {
      const GivenCase *c = &given_cases[i];
      Fixture self;

      g_test_message ("“%s” in %s", c->text, c->field->label);
      open_row (&self, c->field, c->text);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (&self))), ==, c->shown);
      g_assert_cmpstr (get_sent (&self), ==, c->text);
      g_assert_null (get_complaint (&self));
      g_assert_false (wh_field_row_is_edited (WH_FIELD_ROW (self.row)));
      close_row (&self);
    }
}

/* Every kind has a name, a description and whether it is wrong, for whoever does not see it. */
static void
test_field_row_accessible (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_fields); i++)
    {
      Fixture self;
      GtkAccessible *input;

      open_row (&self, all_fields[i], NULL);
      input = GTK_ACCESSIBLE (get_input (&self));
      gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           all_fields[i]->label);
      assert_message (&self, NULL, FALSE);
      g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self.row)), ==,
                       all_fields[i]->label);

      /* The keyboard gets in, and out again. */
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self.window), GTK_DIR_TAB_FORWARD));
      gtk_widget_grab_focus (self.row);
      g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self.window), self.row));
      close_row (&self);
    }
}

/* A form does not choose between a month and a year. */
static void
test_field_row_choice (void)
{
  Fixture self;
  GtkDropDown *drop_down;

  open_row (&self, &choice_field, NULL);
  drop_down = GTK_DROP_DOWN (get_input (&self));
  g_assert_null (get_sent (&self));
  gtk_drop_down_set_selected (drop_down, 2);
  g_assert_cmpstr (get_sent (&self), ==, wh_choices_plan_interval[1].value);
  g_assert_cmpuint (self.n_changes, ==, 1);
  gtk_drop_down_set_selected (drop_down, 0);
  g_assert_null (get_sent (&self));
  g_assert_null (get_complaint (&self));
  leave (&self);
  g_assert_nonnull (get_complaint (&self));
  close_row (&self);

  open_row (&self, &choice_field, wh_choices_plan_interval[1].value);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (get_input (&self))), ==, 2);
  close_row (&self);

  /* What the API has a default for shows it, and leaves it to the API until somebody chooses. */
  open_row (&self, &default_field, NULL);
  drop_down = GTK_DROP_DOWN (get_input (&self));
  g_assert_null (get_sent (&self));
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  g_assert_cmpstr (wh_choices_new_status[0].value, ==, "active");
  gtk_drop_down_set_selected (drop_down, 1);
  g_assert_cmpstr (get_sent (&self), ==, "trialing");
  gtk_drop_down_set_selected (drop_down, 0);
  g_assert_cmpstr (get_sent (&self), ==, "active");
  close_row (&self);
}

static void
test_field_row_choices (void)
{
  Fixture self;
  GtkWidget *retain, *reactivation;

  open_row (&self, &choices_field, "retain");
  retain = wh_ui_find (self.row, GTK_TYPE_CHECK_BUTTON,
                       wh_choice_find (choices_field.choices, "retain")->label);
  reactivation = wh_ui_find (self.row, GTK_TYPE_CHECK_BUTTON,
                             wh_choice_find (choices_field.choices, "reactivation")->label);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (retain)));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (reactivation)));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (reactivation), TRUE);
  g_assert_cmpstr (get_sent (&self), ==, "reactivation\nretain");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (retain), FALSE);
  g_assert_cmpstr (get_sent (&self), ==, "reactivation");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (reactivation), FALSE);
  g_assert_null (get_sent (&self));
  leave (&self);
  g_assert_nonnull (get_complaint (&self));
  close_row (&self);
}

static void
test_field_row_boolean (void)
{
  Fixture self;

  open_row (&self, &boolean_field, NULL);
  g_assert_null (get_sent (&self));
  gtk_switch_set_active (GTK_SWITCH (get_input (&self)), TRUE);
  g_assert_cmpstr (get_sent (&self), ==, "true");
  gtk_switch_set_active (GTK_SWITCH (get_input (&self)), FALSE);
  g_assert_cmpstr (get_sent (&self), ==, "false");
  close_row (&self);

  open_row (&self, &boolean_field, "true");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (get_input (&self))));
  close_row (&self);
}

static void
test_field_row_list (void)
{
  Fixture self;
  GtkTextBuffer *buffer;

  open_row (&self, &list_field, "one\ntwo");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_input (&self)));
  gtk_text_buffer_set_text (buffer, " one \n\n\tthree\n", -1);
  g_assert_cmpstr (get_sent (&self), ==, "one\nthree");
  gtk_text_buffer_set_text (buffer, "\n \n", -1);
  g_assert_null (get_sent (&self));
  close_row (&self);
}

/* The same text is another amount in another currency, or none. */
static void
test_field_row_currency_of_money (void)
{
  Fixture self;

  open_row (&self, &money_field, NULL);
  wh_ui_type (get_input (&self), "10.50");
  g_assert_cmpstr (get_sent (&self), ==, "1050");

  wh_field_row_set_currency (WH_FIELD_ROW (self.row), "jpy");
  g_assert_null (get_sent (&self));
  g_assert_nonnull (get_complaint (&self));
  g_assert_nonnull (wh_ui_find (self.row, GTK_TYPE_LABEL, "JPY"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (&self))), ==, "10.50");

  wh_field_row_set_currency (WH_FIELD_ROW (self.row), "KWD");
  g_assert_cmpstr (get_sent (&self), ==, "10500");
  g_assert_null (get_complaint (&self));
  wh_field_row_set_currency (WH_FIELD_ROW (self.row), NULL);
  g_assert_cmpstr (get_sent (&self), ==, "1050");
  close_row (&self);

  /* What nobody typed is an exact number of minor units. */
  open_row (&self, &money_field, "12000");
  wh_field_row_set_currency (WH_FIELD_ROW (self.row), "jpy");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (&self))), ==, "12000");
  g_assert_cmpstr (get_sent (&self), ==, "12000");
  close_row (&self);
}

/* The day that was typed stays, its midnight moves. */
static void
test_field_row_zone (void)
{
  static const struct
  {
    const char *zone;
    const char *typed;
    const char *sent;
  } cases[] = {
    { "US/Pacific", "2026-03-08", "1772956800" },
    { "US/Pacific", "2026-03-09", "1773039600" },
    { "US/Pacific", "2026-11-01", "1793516400" },
    { "US/Pacific", "2026-11-02", "1793606400" },
    { "Asia/Kolkata", "2026-03-01", "1772303400" },
    { "Pacific/Tongatapu", "2026-03-01", "1772276400" },
    { "UTC", "2026-03-01", "1772323200" },
  };
  Fixture self;
  g_autoptr (GTimeZone) tonga = g_time_zone_new_identifier ("Pacific/Tongatapu");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);

      open_row (&self, &date_field, NULL);
      wh_ui_type (get_input (&self), cases[i].typed);
      wh_field_row_set_zone (WH_FIELD_ROW (self.row), zone);
      g_assert_cmpstr (get_sent (&self), ==, cases[i].sent);
      close_row (&self);
    }

  /* A moment that was filled in is that moment, whatever day that is there. */
  open_row (&self, &date_field, "1772352000");
  wh_field_row_set_zone (WH_FIELD_ROW (self.row), tonga);
  g_assert_cmpstr (get_sent (&self), ==, "1772352000");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (&self))), ==, "2026-03-01");
  close_row (&self);
}

/* What day it is there cannot be said, but a moment is the same everywhere. */
static void
test_field_row_unknown_zone (void)
{
  Fixture self;

  open_row (&self, &date_field, NULL);
  wh_ui_type (get_input (&self), "2026-03-01");
  wh_field_row_set_unknown_zone (WH_FIELD_ROW (self.row), "Moon/Tycho");
  g_assert_null (get_sent (&self));
  g_assert_nonnull (strstr (get_complaint (&self), "Moon/Tycho"));
  wh_field_row_set_unknown_zone (WH_FIELD_ROW (self.row), NULL);
  g_assert_cmpstr (get_sent (&self), ==, "1772352000");
  g_assert_null (get_complaint (&self));
  close_row (&self);

  open_row (&self, &instant_field, NULL);
  wh_field_row_set_unknown_zone (WH_FIELD_ROW (self.row), "Moon/Tycho");
  wh_ui_type (get_input (&self), "2026-03-01");
  g_assert_null (get_sent (&self));
  wh_ui_type (get_input (&self), "2026-03-01T09:30:00Z");
  g_assert_cmpstr (get_sent (&self), ==, "1772357400");
  close_row (&self);
}

static void
test_field_row_calendar (void)
{
  Fixture self;
  GtkWidget *button, *calendar;
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 7, 4, 12, 0, 0);
  g_autoptr (GDateTime) shown = NULL;

  open_row (&self, &date_field, NULL);
  wh_ui_type (get_input (&self), "2026-03-01");
  button = wh_ui_find (self.row, GTK_TYPE_MENU_BUTTON, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  calendar = wh_ui_find (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)),
                         GTK_TYPE_CALENDAR, NULL);

  /* It begins with what was typed, and opening it changes nothing. */
  shown = gtk_calendar_get_date (GTK_CALENDAR (calendar));
  g_assert_cmpint (g_date_time_get_year (shown), ==, 2026);
  g_assert_cmpint (g_date_time_get_month (shown), ==, 3);
  g_assert_cmpint (g_date_time_get_day_of_month (shown), ==, 1);
  g_assert_cmpuint (self.n_changes, ==, 1);

  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_input (&self))), ==, "2026-07-04");
  g_assert_cmpstr (get_sent (&self), ==, "1783148400");

  /* Being in the calendar is not having left the field. */
  wh_ui_type (get_input (&self), "");
  g_assert_null (get_complaint (&self));
  gtk_popover_popdown (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  close_row (&self);
}

/* Suggestions */

static GtkWidget *
get_popover (Fixture *self)
{
  return wh_ui_find (self->row, GTK_TYPE_POPOVER, NULL);
}

static GListModel *
get_suggestions (Fixture *self)
{
  GtkWidget *list = wh_ui_find (get_popover (self), GTK_TYPE_LIST_VIEW, NULL);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static gboolean
is_open (Fixture *self)
{
  return gtk_widget_get_visible (get_popover (self));
}

static GListModel *
new_plans (void)
{
  GListStore *plans = g_list_store_new (WH_TYPE_RECORD);
  static const char *const jsons[] = {
    "{\"id\":\"starter\",\"name\":\"Starter plan\"}",
    "{\"id\":\"team\",\"name\":\"Team plan\"}",
    "{\"id\":\"Team\",\"name\":\"Old team plan\"}",
    "{\"id\":\"scale up\",\"name\":null}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (jsons); i++)
    {
      g_autoptr (WhRecord) record = wh_ui_new_record ("plan", jsons[i]);

      g_list_store_append (plans, record);
    }

  return G_LIST_MODEL (plans);
}

static void
test_field_row_plans (void)
{
  g_autoptr (GListModel) plans = new_plans ();
  Fixture self;
  GtkWidget *input;

  open_row (&self, &plan_field, NULL);
  wh_field_row_set_plans (WH_FIELD_ROW (self.row), plans);
  input = get_input (&self);
  gtk_widget_grab_focus (self.row);
  g_assert_false (is_open (&self));

  wh_ui_type (input, "t");
  g_assert_true (is_open (&self));
  g_assert_cmpuint (g_list_model_get_n_items (get_suggestions (&self)), ==, 3);
  wh_ui_type (input, "team p");
  g_assert_cmpuint (g_list_model_get_n_items (get_suggestions (&self)), ==, 2);
  wh_ui_type (input, "nothing like it");
  g_assert_false (is_open (&self));
  g_assert_cmpstr (get_message (&self), ==, "New plan");
  g_assert_cmpstr (get_sent (&self), ==, "nothing like it");

  /* Enter takes what the arrows chose; without a choice it is for the form. */
  wh_ui_type (input, "tea");
  g_assert_true (is_open (&self));
  wh_ui_press (input, GDK_KEY_Return, 0);
  g_assert_true (is_open (&self));
  g_assert_cmpstr (get_sent (&self), ==, "tea");
  g_assert_true (wh_ui_press (input, GDK_KEY_Down, 0));
  g_assert_true (wh_ui_press (input, GDK_KEY_Return, 0));
  g_assert_false (is_open (&self));
  g_assert_cmpstr (get_sent (&self), ==, "team");
  g_assert_cmpstr (get_message (&self), ==, "Team plan");

  /* With nothing typed the arrows open everything. */
  wh_ui_type (input, "");
  g_assert_false (is_open (&self));
  g_assert_true (wh_ui_press (input, GDK_KEY_Down, 0));
  g_assert_true (is_open (&self));
  g_assert_cmpuint (g_list_model_get_n_items (get_suggestions (&self)), ==, 4);
  g_assert_true (wh_ui_press (input, GDK_KEY_Up, 0));
  g_assert_true (wh_ui_press (input, GDK_KEY_Return, 0));
  g_assert_cmpstr (get_sent (&self), ==, "scale up");

  /* Escape closes the list only; what was typed stays. */
  wh_ui_type (input, "sta");
  g_assert_true (is_open (&self));
  g_assert_true (wh_ui_press (input, GDK_KEY_Escape, 0));
  g_assert_false (is_open (&self));
  g_assert_false (wh_ui_press (input, GDK_KEY_Escape, 0));
  g_assert_cmpstr (get_sent (&self), ==, "sta");

  /* Going elsewhere closes it too. */
  wh_ui_type (input, "st");
  g_assert_true (is_open (&self));
  gtk_widget_grab_focus (self.other);
  g_assert_false (is_open (&self));
  close_row (&self);
}

static void
test_field_row_currencies (void)
{
  Fixture self;
  GtkWidget *button;

  open_row (&self, &currency_field, NULL);
  gtk_widget_grab_focus (self.row);
  wh_ui_type (get_input (&self), "krona");
  g_assert_true (is_open (&self));
  g_assert_true (wh_ui_press (get_input (&self), GDK_KEY_Down, 0));
  g_assert_true (wh_ui_press (get_input (&self), GDK_KEY_Return, 0));
  g_assert_cmpstr (get_sent (&self), ==, "isk");

  button = wh_ui_find (self.row, GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_true (is_open (&self));
  g_assert_cmpuint (g_list_model_get_n_items (get_suggestions (&self)), ==, 160);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  g_assert_false (is_open (&self));
  close_row (&self);
}

/* What the API said stays until somebody mends it. */
static void
test_field_row_refusal (void)
{
  Fixture self;

  open_row (&self, &text_field, NULL);
  wh_ui_type (get_input (&self), "Team");
  wh_field_row_set_refusal (WH_FIELD_ROW (self.row), "Is <b>taken</b> & gone.");
  g_assert_cmpstr (get_complaint (&self), ==, "Is <b>taken</b> & gone.");
  g_assert_cmpstr (get_message (&self), ==, "Is <b>taken</b> & gone.");
  g_assert_cmpstr (get_sent (&self), ==, "Team");
  leave (&self);
  g_assert_nonnull (get_complaint (&self));

  wh_ui_type (get_input (&self), "Tea");
  g_assert_null (get_complaint (&self));
  close_row (&self);
}

static void
test_field_row_long_text (void)
{
  g_autofree char *text = g_strnfill (10000, 'x');
  Fixture self;

  open_row (&self, &id_field, NULL);
  wh_ui_type (get_input (&self), text);
  g_assert_cmpstr (get_sent (&self), ==, text);
  g_assert_cmpint (gtk_widget_get_width (self.row), <=, 400);
  close_row (&self);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

#define ADD(name, func) g_test_add_func ("/wellhead/ui/field-row/" name, func)
  ADD ("typed", test_field_row_typed);
  ADD ("given", test_field_row_given);
  ADD ("accessible", test_field_row_accessible);
  ADD ("choice", test_field_row_choice);
  ADD ("choices", test_field_row_choices);
  ADD ("boolean", test_field_row_boolean);
  ADD ("list", test_field_row_list);
  ADD ("currency-of-money", test_field_row_currency_of_money);
  ADD ("zone", test_field_row_zone);
  ADD ("unknown-zone", test_field_row_unknown_zone);
  ADD ("calendar", test_field_row_calendar);
  ADD ("plans", test_field_row_plans);
  ADD ("currencies", test_field_row_currencies);
  ADD ("refusal", test_field_row_refusal);
  ADD ("long-text", test_field_row_long_text);
#undef ADD

  return g_test_run ();
}
