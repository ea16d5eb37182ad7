/* wh-list-fixture.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-fixture.h"

static void
on_refresh_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  WhListFixture *self = user_data;

  self->n_refreshed++;
}

static const GActionEntry entries[] = {
  { .name = "refresh", .activate = on_refresh_cb },
};

/**
 * wh_list_fixture_show:
 * @self: a fixture without a list
 * @connection: whose records to list
 * @resource: id of what to list
 *
 * Opens a window with the list; nothing is loaded yet.
 */
void
wh_list_fixture_show (WhListFixture *self,
                      WhConnection  *connection,
                      const char    *resource)
{
  self->collection = wh_collection_new (wh_connection_get_client (connection),
                                        wh_resources_find (resource));
  self->view = WH_LIST_VIEW (wh_list_view_new (self->collection));
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "win",
                                  G_ACTION_GROUP (self->actions));
  self->window = wh_ui_present (GTK_WIDGET (self->view), 900, 600);
}

/**
 * wh_list_fixture_close:
 * @self: a fixture
 *
 * Closes the window, and proves that nothing is left of it or of the list.
 */
void
wh_list_fixture_close (WhListFixture *self)
{
  wh_ui_destroy (g_steal_pointer (&self->window), GTK_WIDGET (g_steal_pointer (&self->view)));
  wh_collection_stop (self->collection);
  g_assert_finalize_object (g_steal_pointer (&self->collection));
}

/**
 * wh_list_fixture_set_up:
 * @self: a fixture
 * @unused: nothing
 */
void
wh_list_fixture_set_up (WhListFixture *self,
                        gconstpointer  unused)
{
  wh_ui_fixture_set_up (&self->ui, unused);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  wh_list_fixture_show (self, self->ui.connection, "customer");
}

/**
 * wh_list_fixture_tear_down:
 * @self: a fixture
 * @unused: nothing
 */
void
wh_list_fixture_tear_down (WhListFixture *self,
                           gconstpointer  unused)
{
  if (self->window != NULL)
    wh_list_fixture_close (self);
  g_clear_object (&self->actions);
  wh_ui_fixture_tear_down (&self->ui, unused);
}

/**
 * wh_list_fixture_child:
 * @self: a fixture
 * @name: of a child in the template of lists
 *
 * Returns: (transfer none): the child
 */
GtkWidget *
wh_list_fixture_child (WhListFixture *self,
                       const char    *name)
{
  return wh_ui_child (self->view, WH_TYPE_LIST_VIEW, name);
}

/**
 * wh_list_fixture_set_limit:
 * @self: a fixture
 * @position: in the drop-down
 */
void
wh_list_fixture_set_limit (WhListFixture *self,
                           guint          position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (wh_list_fixture_child (self, "limit_drop_down")),
                              position);
}

/**
 * wh_list_fixture_load:
 * @self: a fixture
 * @limit: position in the drop-down
 * @state: what the loading comes to
 */
void
wh_list_fixture_load (WhListFixture     *self,
                      guint              limit,
                      WhCollectionState  state)
{
  wh_list_fixture_set_limit (self, limit);
  wh_collection_load (self->collection);
  wh_ui_await_state (self->collection, state);
}

/**
 * wh_list_fixture_get_shown:
 * @self: a fixture
 * @position: of a row
 *
 * Returns: (transfer none): the record that the row shows
 */
WhRecord *
wh_list_fixture_get_shown (WhListFixture *self,
                           guint          position)
{
  g_autoptr (WhRecord) record = NULL;

  record = g_list_model_get_item (wh_list_view_get_shown (self->view), position);
  g_assert_nonnull (record);

  /* The collection keeps it alive. */
  return record;
}

/**
 * wh_list_fixture_count:
 * @self: a fixture
 *
 * Returns: how many rows are shown
 */
guint
wh_list_fixture_count (WhListFixture *self)
{
  return g_list_model_get_n_items (wh_list_view_get_shown (self->view));
}
