/* test-record-view.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-record-view.h"
#include "wh-ui-test.h"

#include <string.h>

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/record-view/" name, Fixture, "customer", set_up, func, tear_down)

/* A detail in a window of its own. */
typedef struct
{
  const WhResource *resource;
  WhFormat         *format;
  GtkWidget        *view;
  GtkWindow        *window;
  guint             n_back;
  guint             n_refresh;
  guint             n_copied;
  const char       *copied; /* what the last "copied" named */
} Fixture;

static void
count (guint *n)
{
  (*n)++;
}

static void
on_copied_cb (Fixture    *self,
              const char *name)
{
  self->n_copied++;
  self->copied = g_intern_string (name);
}

static void
set_up (Fixture       *self,
        gconstpointer  resource)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->resource = wh_resources_find (resource);
  self->format = wh_format_new ("usd", zone);
  self->view = wh_record_view_new (self->resource);
  wh_record_view_set_format (WH_RECORD_VIEW (self->view), self->format);
  g_signal_connect_swapped (self->view, "back", G_CALLBACK (count), &self->n_back);
  g_signal_connect_swapped (self->view, "refresh", G_CALLBACK (count), &self->n_refresh);
  g_signal_connect_swapped (self->view, "copied", G_CALLBACK (on_copied_cb), self);
  self->window = wh_ui_present (self->view, 500, 700);
}

static void
tear_down (Fixture       *self,
           gconstpointer  resource)
{
  wh_ui_destroy (g_steal_pointer (&self->window), g_steal_pointer (&self->view));
  g_assert_finalize_object (g_steal_pointer (&self->format));
}

static void
show (Fixture  *self,
      WhRecord *first,
      WhRecord *second)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (first != NULL)
    g_ptr_array_add (records, first);
  if (second != NULL)
    g_ptr_array_add (records, second);

  wh_record_view_set_records (WH_RECORD_VIEW (self->view), records);
}

static GtkWidget *
get_child (Fixture    *self,
           const char *name)
{
  return wh_ui_child (self->view, WH_TYPE_RECORD_VIEW, name);
}

static void
assert_page (Fixture    *self,
             const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (self, "stack"))), ==,
                   name);
}

static void
assert_text (Fixture    *self,
             const char *child,
             const char *property,
             const char *expected)
{
  g_assert_cmpstr (wh_ui_get_text (get_child (self, child), property), ==, expected);
}

/* The label that shows a field's value, in the row of that name. */
static GtkWidget *
find_value (Fixture    *self,
            const char *label)
{
  GtkWidget *row = wh_ui_find (self->view, ADW_TYPE_PREFERENCES_ROW, label);
  GtkWidget *title;

  g_assert_nonnull (row);
  title = gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (title)), ==, label);

  return gtk_widget_get_next_sibling (title);
}

static void
assert_value (Fixture    *self,
              const char *label,
              const char *expected)
{
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find_value (self, label))), ==, expected);
}

static void
test_record_view_pages (Fixture       *self,
                        gconstpointer  unused)
{
  g_autoptr (WhRecord) first =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c1\",\"email\":\"a@customer.example\","
                                  "\"first_name\":\"Ada\",\"mrr_cents\":4900}");
  g_autoptr (WhRecord) second =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c2\",\"mrr_cents\":\"100\"}");

  assert_page (self, "none");
  assert_text (self, "none_page", "description", "Select a customer to see their details");
  g_assert_false (gtk_widget_get_visible (get_child (self, "menu_button")));

  show (self, first, NULL);
  assert_page (self, "record");
  g_assert_true (wh_record_view_get_record (WH_RECORD_VIEW (self->view)) == first);
  assert_text (self, "title", "title", "Ada");
  assert_text (self, "title", "subtitle", "a@customer.example");
  g_assert_true (gtk_widget_get_visible (get_child (self, "menu_button")));

  show (self, first, second);
  assert_page (self, "several");
  g_assert_null (wh_record_view_get_record (WH_RECORD_VIEW (self->view)));
  assert_text (self, "several_page", "title", "2 customers selected");
  assert_text (self, "several_page", "description", "MRR: $50.00");
  assert_text (self, "title", "title", "");
  assert_text (self, "title", "subtitle", "");
  g_assert_false (gtk_widget_get_visible (get_child (self, "menu_button")));

  show (self, NULL, NULL);
  assert_page (self, "none");
}

static void
test_record_view_overflow (Fixture       *self,
                           gconstpointer  unused)
{
  g_autoptr (WhRecord) most = wh_ui_new_record (
    "customer", "{\"customer_id\":\"c1\",\"mrr_cents\":9223372036854775807}");
  g_autoptr (WhRecord) one =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c2\",\"mrr_cents\":1}");

  show (self, most, one);
  assert_text (self, "several_page", "title", "2 customers selected");
  /* No sum rather than a wrong one. */
  assert_text (self, "several_page", "description", "MRR: too large to add up");
}

/* Nobody said zero. */
static void
test_record_view_no_amount (Fixture       *self,
                            gconstpointer  unused)
{
  g_autoptr (WhRecord) record = wh_ui_new_record ("customer", "{\"customer_id\":\"c1\"}");
  g_autoptr (WhRecord) other =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c2\",\"mrr_cents\":null}");

  show (self, record, other);
  assert_text (self, "several_page", "description", "MRR: –");
}

static char *
dup_expected (WhRecord *record,
              guint     index,
              WhFormat *format)
{
  WhFieldKind kind = wh_record_get_resource (record)->fields[index].kind;
  gint64 instant;

  if ((kind == WH_FIELD_INSTANT || kind == WH_FIELD_DATE) &&
      wh_record_get_number (record, index, &instant))
    return wh_format_dup_long_day (format, instant);

  return wh_record_dup_display (record, index, format);
}

/* One test for each resource. */
static void
test_record_view_rows (Fixture       *self,
                       gconstpointer  unused)
{
  g_autoptr (WhRecord) full = wh_ui_new_full_record (self->resource);
  g_autoptr (WhRecord) bare = wh_ui_new_bare_record (self->resource);
  WhRecord *records[] = { full, bare };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      guint n_rows = 0;

      show (self, records[i], NULL);
      for (guint j = 0; j < self->resource->n_fields; j++)
        {
          const WhResourceField *field = &self->resource->fields[j];
          g_autofree char *expected = NULL;

          if (!(field->flags & WH_RESOURCE_FIELD_DETAIL))
            continue;

          expected = dup_expected (records[i], j, self->format);
          /* What is derived is there only where a list makes it. */
          if (i == 0 && field->derive == NULL)
            g_assert_cmpstr (expected, !=, "–");
          else if (i != 0 && !(field->flags & WH_RESOURCE_FIELD_KEY))
            g_assert_cmpstr (expected, ==, "–");
          assert_value (self, field->label, expected);
          n_rows++;
        }
      g_assert_cmpuint (wh_ui_count (self->view, ADW_TYPE_PREFERENCES_ROW), ==, n_rows);
    }
}

static void
test_record_view_badge (Fixture       *self,
                        gconstpointer  unused)
{
  g_autoptr (WhRecord) active =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c\",\"status\":\"active\"}");
  g_autoptr (WhRecord) churned =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c\",\"status\":\"churned_voluntary\"}");
  GtkWidget *badge = find_value (self, "Status");

  show (self, active, NULL);
  assert_value (self, "Status", "Active");
  g_assert_true (gtk_widget_has_css_class (badge, "tone-good"));

  show (self, churned, NULL);
  assert_value (self, "Status", "Churned voluntary");
  g_assert_true (gtk_widget_has_css_class (badge, "tone-bad"));
  g_assert_false (gtk_widget_has_css_class (badge, "tone-good"));
}

/* Where there is no state there is no badge; one that nobody knew of does not widen the window. */
static void
test_record_view_no_badge (Fixture       *self,
                           gconstpointer  unused)
{
  g_autofree char *words = g_strnfill (5000, 'w');
  g_autofree char *json = g_strdup_printf ("{\"customer_id\":\"c\",\"status\":\"%s\"}", words);
  g_autoptr (WhRecord) none = wh_ui_new_record ("customer", "{\"customer_id\":\"c\"}");
  g_autoptr (WhRecord) odd = wh_ui_new_record ("customer", json);
  GtkWidget *badge = find_value (self, "Status");
  int minimum;

  show (self, none, NULL);
  assert_value (self, "Status", "–");
  g_assert_false (gtk_widget_has_css_class (badge, "badge"));

  show (self, odd, NULL);
  g_assert_true (gtk_widget_has_css_class (badge, "badge"));
  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 320);
}

static void
on_open_record_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  char **opened = user_data;

  g_free (*opened);
  *opened = g_variant_print (parameter, FALSE);
}

/* What is known of customers that were added by hand is under their user. */
static void
test_record_view_link (Fixture       *self,
                       gconstpointer  unused)
{
  g_autofree char *opened = NULL;
  const GActionEntry entries[] = { { "open-record", on_open_record_cb, "(ss)", NULL, NULL } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (WhRecord) manual = wh_ui_new_record ("customer", "{\"customer_id\":\"pwu_É/1\"}");
  g_autoptr (WhRecord) other = wh_ui_new_record ("customer", "{\"customer_id\":\"cus_1\"}");
  GtkWidget *button = wh_ui_find (self->view, GTK_TYPE_BUTTON, "Open User");

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   &opened);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  g_assert_false (gtk_widget_get_visible (button));

  show (self, manual, NULL);
  g_assert_true (gtk_widget_get_visible (button));
  wh_ui_await_mapped (button);
  wh_ui_click (button);
  g_assert_cmpstr (opened, ==, "('user', 'pwu_É/1')");

  show (self, other, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
}

/* Every link of the table has its button, and what it leads to can still be copied. */
static void
test_record_view_links (Fixture       *self,
                        gconstpointer  unused)
{
  for (guint i = 0; i < self->resource->n_fields; i++)
    {
      const WhResourceField *field = &self->resource->fields[i];
      g_autofree char *copy = g_strdup_printf ("Copy %s", field->label);

      if (field->links_to == NULL)
        continue;
      g_assert_nonnull (wh_ui_find (self->view, GTK_TYPE_BUTTON,
                                    wh_resources_find (field->links_to)->words.open));
      g_assert_nonnull (wh_ui_find (self->view, GTK_TYPE_BUTTON, copy));
    }
}

/* The menu has what the record offers, and what cannot be taken back apart from the rest. */
static void
test_record_view_menu (Fixture       *self,
                       gconstpointer  unused)
{
  g_autoptr (WhRecord) record = wh_ui_new_record ("customer", "{\"customer_id\":\"cus_1\"}");
  GMenuModel *menu = gtk_menu_button_get_menu_model (
    GTK_MENU_BUTTON (get_child (self, "menu_button")));
  static const int expected[] = { 3, 3, 2 };

  show (self, record, NULL);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, (int) i,
                                                                   G_MENU_LINK_SECTION);

      g_assert_cmpint (g_menu_model_get_n_items (section), ==, expected[i]);
    }
  g_assert_true (gtk_widget_get_visible (get_child (self, "actions")));
}

static void
assert_copied (Fixture    *self,
               const char *text,
               const char *name)
{
  g_autofree char *clipboard = wh_ui_dup_clipboard (self->view);

  g_assert_cmpstr (clipboard, ==, text);
  g_assert_cmpstr (self->copied, ==, name);
}

static void
test_record_view_copy (Fixture       *self,
                       gconstpointer  unused)
{
  g_autoptr (WhRecord) record = wh_ui_new_record (
    "customer", "{\"customer_id\":\"cus_É<1>\",\"email\":\" a@customer.example\","
                "\"mrr_cents\":123450,\"no such member\":[1.50,null]}");
  g_autofree char *json = wh_record_dup_json (record);

  gtk_widget_activate_action (self->view, "record.copy-json", NULL);
  gtk_widget_activate_action (self->view, "record.copy-field", "s", "email");
  g_assert_cmpuint (self->n_copied, ==, 0);

  show (self, record, NULL);
  wh_ui_click (wh_ui_find (self->view, GTK_TYPE_BUTTON, "Copy Customer ID"));
  assert_copied (self, "cus_É<1>", "Customer ID");
  wh_ui_click (wh_ui_find (self->view, GTK_TYPE_BUTTON, "Copy Email"));
  assert_copied (self, " a@customer.example", "Email");
  gtk_widget_activate_action (self->view, "record.copy-json", NULL);
  assert_copied (self, json, "JSON");
  g_assert_nonnull (strstr (json, "no such member"));
  g_assert_cmpuint (self->n_copied, ==, 3);

  /* What is not there leaves the clipboard alone. */
  gtk_widget_activate_action (self->view, "record.copy-field", "s", "churned_on");
  gtk_widget_activate_action (self->view, "record.copy-field", "s", "no-such-field");
  g_assert_cmpuint (self->n_copied, ==, 3);
  assert_copied (self, json, "JSON");
}

static void
test_record_view_error (Fixture       *self,
                        gconstpointer  unused)
{
  g_autoptr (WhRecord) record = wh_ui_new_full_record (self->resource);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "late");
  g_autofree char *text = wh_error_dup_text (error);
  GtkRevealer *revealer = GTK_REVEALER (get_child (self, "error_revealer"));

  show (self, record, NULL);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));

  wh_record_view_set_error (WH_RECORD_VIEW (self->view), error);
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  assert_text (self, "error_label", "label", text);
  assert_page (self, "record");

  wh_record_view_set_error (WH_RECORD_VIEW (self->view), NULL);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

static void
test_record_view_loading (Fixture       *self,
                          gconstpointer  unused)
{
  GtkWidget *spinner = get_child (self, "spinner");

  g_assert_false (gtk_widget_get_visible (spinner));
  wh_record_view_set_loading (WH_RECORD_VIEW (self->view), TRUE);
  g_assert_true (gtk_widget_get_visible (spinner));
  wh_record_view_set_loading (WH_RECORD_VIEW (self->view), FALSE);
  g_assert_false (gtk_widget_get_visible (spinner));
}

static void
test_record_view_signals (Fixture       *self,
                          gconstpointer  unused)
{
  GtkWidget *back = wh_ui_find_action (self->view, "record.back");

  g_assert_false (gtk_widget_get_visible (back));
  g_object_set (self->view, "list-hidden", TRUE, NULL);
  g_assert_true (gtk_widget_get_visible (back));
  wh_ui_await_mapped (back);
  wh_ui_click (back);
  g_assert_cmpuint (self->n_back, ==, 1);
  g_assert_true (wh_ui_press (self->view, GDK_KEY_Escape, 0));
  g_assert_cmpuint (self->n_back, ==, 2);
  g_assert_true (wh_ui_press (self->view, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_cmpuint (self->n_back, ==, 3);

  g_assert_cmpuint (self->n_refresh, ==, 0);
  gtk_widget_activate_action (self->view, "record.refresh", NULL);
  g_assert_cmpuint (self->n_refresh, ==, 1);
}

static void
test_record_view_format (Fixture       *self,
                         gconstpointer  unused)
{
  g_autoptr (WhRecord) record =
    wh_ui_new_record ("customer", "{\"customer_id\":\"c\",\"mrr_cents\":123450,"
                                  "\"created_on\":\"2024-02-24T23:30:00Z\"}");
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autoptr (WhFormat) euros = wh_format_new ("eur", zone);
  g_autofree char *sum = wh_format_dup_money (euros, 246900);
  g_autofree char *money = wh_format_dup_money (euros, 123450);
  g_autofree char *description = g_strdup_printf ("MRR: %s", sum);

  show (self, record, NULL);
  assert_value (self, "MRR", "$1,234.50");
  assert_value (self, "Created", "24 February 2024");

  wh_record_view_set_format (WH_RECORD_VIEW (self->view), euros);
  g_assert_cmpstr (money, !=, "$1,234.50");
  assert_value (self, "MRR", money);
  assert_value (self, "Created", "25 February 2024");

  wh_record_view_set_format (WH_RECORD_VIEW (self->view), self->format);
  show (self, record, record);
  assert_text (self, "several_page", "description", "MRR: $2,469.00");
  wh_record_view_set_format (WH_RECORD_VIEW (self->view), euros);
  assert_text (self, "several_page", "description", description);
}

static void
assert_short_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    g_assert_cmpuint (strlen (gtk_label_get_label (GTK_LABEL (widget))), <, 2000);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_short_labels (child);
}

/* An answer can be 16 MiB. Laying that out would take minutes; copying it takes none. */
static void
test_record_view_long (Fixture       *self,
                       gconstpointer  unused)
{
  g_autofree char *value = g_strnfill (200000, 'x');
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (WhRecord) record = NULL;
  g_autofree char *json = NULL;
  g_autofree char *copied = NULL;

  json = g_strdup_printf ("{\"customer_id\": \"cus_1\", \"first_name\": \"%s\", "
                          "\"email\": \"%s\"}",
                          value, value);
  record = wh_ui_new_record ("customer", json);
  g_ptr_array_add (records, record);
  wh_record_view_set_records (WH_RECORD_VIEW (self->view), records);
  assert_short_labels (self->view);

  gtk_widget_activate_action (self->view, "record.copy-field", "s", "email");
  copied = wh_ui_dup_clipboard (self->view);
  g_assert_cmpstr (copied, ==, value);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("pages", test_record_view_pages);
  ADD ("overflow", test_record_view_overflow);
  ADD ("no-amount", test_record_view_no_amount);
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      g_autofree char *name = g_strdup_printf ("/wellhead/ui/record-view/rows/%s",
                                               wh_resources_get (i)->id);

      g_test_add (name, Fixture, wh_resources_get (i)->id, set_up, test_record_view_rows,
                  tear_down);
    }
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      g_autofree char *name = g_strdup_printf ("/wellhead/ui/record-view/links/%s",
                                               wh_resources_get (i)->id);

      g_test_add (name, Fixture, wh_resources_get (i)->id, set_up, test_record_view_links,
                  tear_down);
    }
  ADD ("link", test_record_view_link);
  ADD ("menu", test_record_view_menu);
  ADD ("long", test_record_view_long);
  ADD ("badge", test_record_view_badge);
  ADD ("no-badge", test_record_view_no_badge);
  ADD ("copy", test_record_view_copy);
  ADD ("error", test_record_view_error);
  ADD ("loading", test_record_view_loading);
  ADD ("signals", test_record_view_signals);
  ADD ("format", test_record_view_format);

  return g_test_run ();
}
