/* test-list-operations.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-fixture.h"
#include "wh-operations.h"

#define ADD(name, func) \
  g_test_add ("/wellhead/ui/list-operations/" name, WhOperationsFixture, NULL, set_up, func, \
              tear_down)

typedef struct
{
  WhListFixture  list;
  char          *operation; /* that was chosen last */
  guint          n_records;
} WhOperationsFixture;

static void
on_operation_chosen_cb (WhOperationsFixture *self,
                        const char          *operation,
                        GPtrArray           *records)
{
  g_free (self->operation);
  self->operation = g_strdup (operation);
  self->n_records = records->len;
}

static void
watch (WhOperationsFixture *self)
{
  g_signal_connect_swapped (self->list.view, "operation-chosen",
                            G_CALLBACK (on_operation_chosen_cb), self);
}

static void
set_up (WhOperationsFixture *self,
        gconstpointer        unused)
{
  wh_list_fixture_set_up (&self->list, unused);
  watch (self);
}

static void
tear_down (WhOperationsFixture *self,
           gconstpointer        unused)
{
  wh_list_fixture_tear_down (&self->list, unused);
  g_free (self->operation);
}

static void
select_rows (WhOperationsFixture *self,
             guint                n)
{
  GtkWidget *view = wh_list_fixture_child (&self->list, "view");
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));

  gtk_selection_model_unselect_all (model);
  if (n > 0)
    gtk_selection_model_select_range (model, 0, n, TRUE);
}

/* Whether it could be activated, which it was if so. */
static gboolean
choose (WhOperationsFixture *self,
        const char          *operation)
{
  g_autofree char *action = g_strdup_printf ("change.%s", operation);

  g_clear_pointer (&self->operation, g_free);
  gtk_widget_activate_action (wh_list_fixture_child (&self->list, "view"), action, NULL);

  return self->operation != NULL;
}

static void
test_list_operations_one (WhOperationsFixture *self,
                          gconstpointer        unused)
{
  const WhResource *resource = wh_resources_find ("customer");

  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  for (guint i = 0; resource->changes[i] != NULL; i++)
    {
      select_rows (self, 0);
      g_assert_false (choose (self, resource->changes[i]));
      select_rows (self, 1);
      g_assert_true (choose (self, resource->changes[i]));
      g_assert_cmpstr (self->operation, ==, resource->changes[i]);
      g_assert_cmpuint (self->n_records, ==, 1);
    }
}

/* Several at once only where the same values make sense for all of them. */
static void
test_list_operations_several (WhOperationsFixture *self,
                              gconstpointer        unused)
{
  wh_list_fixture_load (&self->list, WH_LIST_LIMIT_10, WH_COLLECTION_LIMITED);
  select_rows (self, 3);
  g_assert_true (choose (self, "anonymize-customer"));
  g_assert_cmpuint (self->n_records, ==, 3);
  g_assert_true (choose (self, "put-trait"));
  g_assert_true (choose (self, "exclude-customer"));
  g_assert_false (choose (self, "send-event"));
}

static void
test_list_operations_create (WhOperationsFixture *self,
                             gconstpointer        unused)
{
  GtkWidget *button = wh_list_fixture_child (&self->list, "create_button");

  /* Customers come from data sources, not from here. */
  g_assert_false (gtk_widget_get_visible (button));

  wh_list_fixture_close (&self->list);
  wh_list_fixture_show (&self->list, self->list.ui.connection, "plan");
  watch (self);
  button = wh_list_fixture_child (&self->list, "create_button");
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (wh_ui_get_text (button, "tooltip-text"), ==, "Create Plan…");
  wh_ui_click (button);
  g_assert_cmpstr (self->operation, ==, "create-plan");
  g_assert_cmpuint (self->n_records, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  if (!wh_ui_test_init (&argc, &argv))
    return 0;

  ADD ("one", test_list_operations_one);
  ADD ("several", test_list_operations_several);
  ADD ("create", test_list_operations_create);

  return g_test_run ();
}
