/* test-record-columns.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-accessible.h"
#include "wh-column-layout.h"
#include "wh-record-columns.h"
#include "wh-record.h"
#include "wh-ui-test.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/record-columns/" name, Fixture, NULL, set_up, func, tear_down)

/* A table of customers, without a window. */
typedef struct
{
  const WhResource *resource;
  GSettings        *settings;
  GtkColumnView    *view;
  WhRecordColumns  *columns;
  guint             n_sorted; /* emissions of "sorting-changed" */
} Fixture;

static void
on_sorting_changed_cb (Fixture *self)
{
  self->n_sorted++;
}

static void
open_table (Fixture *self)
{
  self->view = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));
  self->columns = wh_record_columns_new (self->view, self->resource, self->settings);
  g_signal_connect_swapped (self->columns, "sorting-changed",
                            G_CALLBACK (on_sorting_changed_cb), self);
  self->n_sorted = 0;
}

static void
close_table (Fixture *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->columns));
  g_assert_finalize_object (g_steal_pointer (&self->view));
}

/* What somebody finds who comes back to the list. */
static void
reopen_table (Fixture *self)
{
  close_table (self);
  open_table (self);
}

static void
reset (GSettings *settings)
{
  static const char *const keys[] = { "columns", "column-widths", "sort-column",
                                      "sort-descending" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->resource = wh_resources_find ("customer");
  self->settings = wh_ui_new_list_settings ("customer");
  reset (self->settings);
  open_table (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  close_table (self);
  g_clear_object (&self->settings);
}

static void
assert_shown (WhRecordColumns  *columns,
              const WhResource *resource,
              const char       *expected)
{
  g_autoptr (GArray) fields = wh_record_columns_dup_fields (columns);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            resource->fields[g_array_index (fields, guint, i)].id);

  g_assert_cmpstr (ids->str, ==, expected);
}

/* The column as the view has it, by what its header says. */
static GtkColumnViewColumn *
find_column (GtkColumnView    *view,
             const WhResource *resource,
             const char       *id)
{
  const char *label = resource->fields[wh_ui_field (resource, id)].label;
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), label))
        return column; /* the view keeps it alive */
    }

  g_error ("There is no column “%s”", id);
}

static void
toggle (Fixture    *self,
        const char *id)
{
  g_action_group_activate_action (wh_record_columns_get_actions (self->columns), id, NULL);
}

static gboolean
is_visible (Fixture    *self,
            const char *id)
{
  return gtk_column_view_column_get_visible (find_column (self->view, self->resource, id));
}

/* Where there is no room the most important are left; what somebody chose is remembered. */
static void
test_record_columns_narrow (Fixture       *self,
                            gconstpointer  unused)
{
  wh_record_columns_set_narrow (self->columns, TRUE);
  g_assert_true (is_visible (self, "name"));
  g_assert_true (is_visible (self, "status"));
  g_assert_true (is_visible (self, "mrr_cents"));
  g_assert_false (is_visible (self, "email"));
  g_assert_false (is_visible (self, "activated_on"));
  assert_shown (self->columns, self->resource, "name email status plans mrr_cents activated_on");

  toggle (self, "status");
  g_assert_false (is_visible (self, "status"));
  g_assert_false (is_visible (self, "email"));
  toggle (self, "mrr_cents");
  g_assert_true (is_visible (self, "email"));
  assert_shown (self->columns, self->resource, "name email plans activated_on");

  wh_record_columns_set_narrow (self->columns, FALSE);
  g_assert_true (is_visible (self, "email"));
  g_assert_true (is_visible (self, "activated_on"));
  g_assert_false (is_visible (self, "status"));
}

static void
assert_sorting (Fixture    *self,
                const char *id,
                gboolean    descending)
{
  GActionGroup *actions = wh_record_columns_get_actions (self->columns);
  WhSorting sorting = wh_record_columns_get_sorting (self->columns);
  g_autoptr (GVariant) sort_by = g_action_group_get_action_state (actions, "sort-by");
  g_autoptr (GVariant) order = g_action_group_get_action_state (actions, "sort-descending");

  g_assert_cmpint (sorting.field, ==, (int) wh_ui_field (self->resource, id));
  g_assert_true (sorting.descending == descending);
  g_assert_cmpstr (g_variant_get_string (sort_by, NULL), ==, id);
  g_assert_true (g_variant_get_boolean (order) == descending);
}

/* The headers can only be clicked. */
static void
test_record_columns_sort_menu (Fixture       *self,
                               gconstpointer  unused)
{
  GActionGroup *actions = wh_record_columns_get_actions (self->columns);
  GMenuModel *menu = wh_record_columns_get_sort_menu (self->columns);

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  assert_sorting (self, "updated_on", TRUE);
  g_action_group_change_action_state (actions, "sort-by", g_variant_new_string ("mrr_cents"));
  assert_sorting (self, "mrr_cents", TRUE);
  g_action_group_activate_action (actions, "sort-descending", NULL);
  assert_sorting (self, "mrr_cents", FALSE);

  /* What the headers do is seen there. */
  gtk_column_view_sort_by_column (self->view, find_column (self->view, self->resource, "name"),
                                  GTK_SORT_DESCENDING);
  assert_sorting (self, "name", TRUE);
}

/* The order of the API is a choice, too, and not the lack of one. */
static void
test_record_columns_unsorted (Fixture       *self,
                              gconstpointer  unused)
{
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  g_assert_cmpint (wh_record_columns_get_sorting (self->columns).field, ==, -1);
  reopen_table (self);
  g_assert_cmpint (wh_record_columns_get_sorting (self->columns).field, ==, -1);
}

/* Addresses get what others leave. */
static void
test_record_columns_expand (Fixture       *self,
                            gconstpointer  unused)
{
  g_assert_true (gtk_column_view_column_get_expand (find_column (self->view, self->resource,
                                                                 "email")));
  g_assert_false (gtk_column_view_column_get_expand (find_column (self->view, self->resource,
                                                                  "name")));
  toggle (self, "email");
  g_assert_true (gtk_column_view_column_get_expand (find_column (self->view, self->resource,
                                                                 "name")));
  g_assert_false (gtk_column_view_column_get_expand (find_column (self->view, self->resource,
                                                                  "mrr_cents")));
}

/* Titles of figures end where the figures end, also of columns that are shown later. */
static void
test_record_columns_titles (Fixture       *self,
                            gconstpointer  unused)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  guint n_figures = 0;

  toggle (self, "plans");
  toggle (self, "total_spend_cents");
  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = wh_accessible_find (title, GTK_TYPE_LABEL);
      const char *text = gtk_label_get_label (GTK_LABEL (label));
      gboolean is_figure = g_str_equal (text, "MRR") || g_str_equal (text, "Total Spend");

      n_figures += is_figure;
      g_assert_true ((gtk_widget_get_halign (gtk_widget_get_first_child (title)) ==
                      GTK_ALIGN_END) == is_figure);
    }
  g_assert_cmpuint (n_figures, ==, 2);
}

static gboolean
can_toggle (Fixture    *self,
            const char *id)
{
  return g_action_group_get_action_enabled (wh_record_columns_get_actions (self->columns), id);
}

static void
test_record_columns_default (void)
{
  static const struct
  {
    const char *resource;
    const char *shown;
    const char *sort;
    gboolean    descending;
  } cases[] = {
    { "customer", "name email status plans mrr_cents activated_on", "updated_on", TRUE },
    { "user", "email user_id user_alias n_subscriptions mrr", "email", FALSE },
    { "subscription", "email plan_id status value plan_interval effective_date",
      "effective_date", TRUE },
    { "plan", "name id n_subscriptions", "name", FALSE },
    { "unsubscribed", "email customer_id unsubscribed_on", "unsubscribed_on", TRUE },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == WH_N_RESOURCES);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WhResource *resource = wh_resources_find (cases[i].resource);
      g_autoptr (GSettings) settings = wh_ui_new_list_settings (resource->id);
      GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
      WhRecordColumns *columns;
      WhSorting sorting;
      guint n = 0;

      reset (settings);
      columns = wh_record_columns_new (GTK_COLUMN_VIEW (view), resource, settings);
      assert_shown (columns, resource, cases[i].shown);
      sorting = wh_record_columns_get_sorting (columns);
      g_assert_cmpint (sorting.field, ==, (int) wh_ui_field (resource, cases[i].sort));
      g_assert_true (sorting.descending == cases[i].descending);

      for (guint j = 0; j < resource->n_fields; j++)
        {
          gboolean column = (resource->fields[j].flags & WH_RESOURCE_FIELD_COLUMN) != 0;

          g_assert_true (g_action_group_has_action (wh_record_columns_get_actions (columns),
                                                    resource->fields[j].id) == column);
          n += column;
        }
      g_assert_cmpint (g_menu_model_get_n_items (wh_record_columns_get_menu (columns)), ==,
                       (int) n);
      g_assert_finalize_object (columns);
      g_assert_finalize_object (view);
    }
}

static void
test_record_columns_toggle (Fixture       *self,
                            gconstpointer  unused)
{
  GActionGroup *actions = wh_record_columns_get_actions (self->columns);
  g_autoptr (GVariant) off = NULL;
  g_autoptr (GVariant) on = NULL;

  toggle (self, "email");
  assert_shown (self->columns, self->resource, "name status plans mrr_cents activated_on");
  off = g_action_group_get_action_state (actions, "email");
  g_assert_false (g_variant_get_boolean (off));

  toggle (self, "email");
  toggle (self, "updated_on");
  assert_shown (self->columns, self->resource,
                "name email status plans mrr_cents activated_on updated_on");
  on = g_action_group_get_action_state (actions, "updated_on");
  g_assert_true (g_variant_get_boolean (on));

  reopen_table (self);
  assert_shown (self->columns, self->resource,
                "name email status plans mrr_cents activated_on updated_on");
}

static void
test_record_columns_most (Fixture       *self,
                          gconstpointer  unused)
{
  static const char *const others[] = { "created_on", "churned_on", "updated_on" };

  toggle (self, "customer_id");
  g_assert_true (can_toggle (self, "created_on"));
  toggle (self, "total_spend_cents");

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (can_toggle (self, others[i]));
      toggle (self, others[i]);
    }
  assert_shown (self->columns, self->resource,
                "name customer_id email status plans mrr_cents total_spend_cents activated_on");
  g_assert_true (can_toggle (self, "name"));

  toggle (self, "name");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (can_toggle (self, others[i]));
}

static void
test_record_columns_last (Fixture       *self,
                          gconstpointer  unused)
{
  static const char *const others[] = { "name", "email", "plans", "mrr_cents", "activated_on" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_true (can_toggle (self, "status"));
      toggle (self, others[i]);
    }
  g_assert_false (can_toggle (self, "status"));
  toggle (self, "status");
  assert_shown (self->columns, self->resource, "status");

  toggle (self, "name");
  g_assert_true (can_toggle (self, "status"));
}

static void
test_record_columns_order (Fixture       *self,
                           gconstpointer  unused)
{
  gtk_column_view_insert_column (self->view, 0,
                                 find_column (self->view, self->resource, "mrr_cents"));
  assert_shown (self->columns, self->resource, "mrr_cents name email status plans activated_on");

  reopen_table (self);
  assert_shown (self->columns, self->resource, "mrr_cents name email status plans activated_on");
}

static int
get_width (Fixture    *self,
           const char *id)
{
  return gtk_column_view_column_get_fixed_width (find_column (self->view, self->resource, id));
}

static void
test_record_columns_widths (Fixture       *self,
                            gconstpointer  unused)
{
  g_autoptr (GVariant) widths = NULL;

  g_assert_cmpint (get_width (self, "name"), ==, -1);
  gtk_column_view_column_set_fixed_width (find_column (self->view, self->resource, "name"), 240);
  gtk_column_view_column_set_fixed_width (find_column (self->view, self->resource, "email"), 90);
  reopen_table (self);
  g_assert_cmpint (get_width (self, "name"), ==, 240);
  g_assert_cmpint (get_width (self, "email"), ==, 90);
  g_assert_cmpint (get_width (self, "status"), ==, -1);

  /* What has its natural width again is forgotten. */
  gtk_column_view_column_set_fixed_width (find_column (self->view, self->resource, "name"), -1);
  widths = g_settings_get_value (self->settings, "column-widths");
  g_assert_cmpuint (g_variant_n_children (widths), ==, 1);
}

static void
test_record_columns_sorting (Fixture       *self,
                             gconstpointer  unused)
{
  const GtkSortType types[] = { GTK_SORT_ASCENDING, GTK_SORT_DESCENDING };

  for (guint i = 0; i < self->resource->n_fields; i++)
    for (guint j = 0; j < G_N_ELEMENTS (types); j++)
      {
        const WhResourceField *field = &self->resource->fields[i];
        WhSorting sorting;

        if (!(field->flags & WH_RESOURCE_FIELD_COLUMN))
          continue;

        gtk_column_view_sort_by_column (
          self->view, find_column (self->view, self->resource, field->id), types[j]);
        g_assert_cmpuint (self->n_sorted, >, 0);

        /* The second time round it is what was remembered. */
        for (guint k = 0; k < 2; k++)
          {
            sorting = wh_sorting_from_view (self->view);
            g_assert_cmpint (sorting.field, ==, (int) i);
            g_assert_true (sorting.descending == (types[j] == GTK_SORT_DESCENDING));
            reopen_table (self);
          }
      }

  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  g_assert_cmpint (wh_sorting_from_view (self->view).field, ==, -1);
}

/* Settings of another version, or of somebody who edits them by hand. */
static void
test_record_columns_foreign (Fixture       *self,
                             gconstpointer  unused)
{
  static const struct
  {
    const char *stored;
    const char *shown;
  } cases[] = {
    { "['email', 'no-such-field', 'name']", "email name" },
    { "['email', 'email', 'first_name']", "email" },
    { "['no-such-field']", "name email status plans mrr_cents activated_on" },
    { "['updated_on', 'churned_on', 'activated_on', 'created_on', 'total_spend_cents', "
      "'mrr_cents', 'plans', 'status', 'email', 'name']",
      "updated_on churned_on activated_on created_on total_spend_cents mrr_cents plans status" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_settings_set_value (self->settings, "columns",
                            g_variant_new_parsed (cases[i].stored));
      g_settings_set_value (
        self->settings, "column-widths",
        g_variant_new_parsed ("{'no-such-field': 100, 'email': -3, 'name': 120}"));
      g_settings_set_string (self->settings, "sort-column", "no-such-field");
      reopen_table (self);

      assert_shown (self->columns, self->resource, cases[i].shown);
      g_assert_cmpint (get_width (self, "email"), ==, -1);
      g_assert_cmpint (get_width (self, "name"), ==, 120);
      g_assert_cmpint (wh_record_columns_get_sorting (self->columns).field, ==,
                       (int) wh_ui_field (self->resource, self->resource->default_sort));
    }
}

/* Cells */

static void
collect_cells (GtkWidget *widget,
               GPtrArray *cells)
{
  if (gtk_widget_has_css_class (widget, "cell"))
    {
      g_ptr_array_add (cells, widget);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cells (child, cells);
}

static void
assert_cell (GtkWidget *cell,
             WhRecord  *record,
             guint      field,
             WhFormat  *format)
{
  static const char *const tones[] = { "tone-neutral", "tone-good", "tone-caution", "tone-bad" };
  g_autofree char *expected = wh_record_dup_display (record, field, format);
  GtkWidget *label;

  if (!wh_choices_have_tone (wh_record_get_resource (record)->fields[field].choices))
    {
      g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), ==, expected);
      return;
    }

  label = gtk_widget_get_first_child (cell);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, expected);
  g_assert_true (gtk_widget_has_css_class (label, "badge"));
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    g_assert_true (gtk_widget_has_css_class (label, tones[i]) ==
                   (i == wh_record_get_tone (record, field)));
}

static void
count_cell (guint *n_cells)
{
  (*n_cells)++;
}

static void
assert_row (const WhResource *resource,
            WhRecord         *record)
{
  g_autoptr (GSettings) settings = wh_ui_new_list_settings (resource->id);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("eur", zone);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  g_autoptr (GArray) fields = NULL;
  GListStore *store = g_list_store_new (WH_TYPE_RECORD);
  GtkWidget *view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (store))));
  WhRecordColumns *columns;
  GtkWindow *window;
  guint n_cells = 0;

  reset (settings);
  columns = wh_record_columns_new (GTK_COLUMN_VIEW (view), resource, settings);
  wh_record_columns_set_format (columns, format);
  g_signal_connect_swapped (columns, "cell-setup", G_CALLBACK (count_cell), &n_cells);
  for (guint i = 0; i < resource->n_fields; i++)
    if (resource->fields[i].flags & WH_RESOURCE_FIELD_COLUMN)
      wh_column_set_wanted (
        find_column (GTK_COLUMN_VIEW (view), resource, resource->fields[i].id), TRUE);
  wh_column_layout_update (GTK_COLUMN_VIEW (view), resource, FALSE);
  g_list_store_append (store, record);
  window = wh_ui_present (view, 1000, 200);

  collect_cells (view, cells);
  fields = wh_record_columns_dup_fields (columns);
  g_assert_cmpuint (cells->len, ==, fields->len);
  g_assert_cmpuint (n_cells, >=, fields->len);
  for (guint i = 0; i < fields->len; i++)
    assert_cell (g_ptr_array_index (cells, i), record, g_array_index (fields, guint, i), format);

  wh_ui_destroy (window, view);
  g_assert_finalize_object (columns);
}

static void
test_record_columns_cells (void)
{
  for (guint i = 0; i < WH_N_RESOURCES; i++)
    {
      const WhResource *resource = wh_resources_get (i);
      g_autoptr (WhRecord) full = wh_ui_new_full_record (resource);
      g_autoptr (WhRecord) bare = wh_ui_new_bare_record (resource);

      assert_row (resource, full);
      assert_row (resource, bare);
    }
}

static void
test_record_columns_badges (void)
{
  const WhResource *resource = wh_resources_find ("customer");

  for (guint i = 0; wh_choices_customer_status[i].value != NULL; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"customer_id\":\"c\",\"status\":\"%s\"}",
                                               wh_choices_customer_status[i].value);
      g_autoptr (WhRecord) record = wh_ui_new_record ("customer", json);

      g_assert_cmpint (wh_record_get_tone (record, wh_ui_field (resource, "status")), ==,
                       wh_choices_customer_status[i].tone);
      assert_row (resource, record);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/wellhead/ui/record-columns/default", test_record_columns_default);
  ADD ("narrow", test_record_columns_narrow);
  ADD ("sort-menu", test_record_columns_sort_menu);
  ADD ("unsorted", test_record_columns_unsorted);
  ADD ("expand", test_record_columns_expand);
  ADD ("titles", test_record_columns_titles);
  ADD ("toggle", test_record_columns_toggle);
  ADD ("most", test_record_columns_most);
  ADD ("last", test_record_columns_last);
  ADD ("order", test_record_columns_order);
  ADD ("widths", test_record_columns_widths);
  ADD ("sorting", test_record_columns_sorting);
  ADD ("foreign", test_record_columns_foreign);
  g_test_add_func ("/wellhead/ui/record-columns/cells", test_record_columns_cells);
  g_test_add_func ("/wellhead/ui/record-columns/badges", test_record_columns_badges);

  return g_test_run ();
}
