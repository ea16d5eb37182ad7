/* wh-row-portions.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-row-portions.h"

/* GtkColumnView 4.8 keeps widgets for 200 rows; one that has them makes no more. */
#define ENOUGH_ROWS 220

struct _WhRowPortions
{
  GObject            parent_instance;

  GtkSelectionModel *rows;
  GtkWidget         *view;     /* (nullable): not owned */
  guint              n_rows;   /* behind */
  guint              n_shown;
  guint              tick_id;
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WhRowPortions, wh_row_portions, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_iface_init))

/* How many may be shown of @n_rows, where there are widgets for @n_made. */
static guint
limit (guint n_rows,
       guint n_made)
{
  return n_made >= ENOUGH_ROWS ? n_rows : MIN (n_rows, MAX (n_made, WH_ROW_PORTIONS_FIRST));
}

static void
show (WhRowPortions *self,
      guint          n_shown)
{
  guint before = self->n_shown;

  if (n_shown <= before)
    return;

  self->n_shown = n_shown;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_shown - before);
}

static void
stop_ticking (WhRowPortions *self)
{
  if (self->tick_id != 0 && self->view != NULL)
    gtk_widget_remove_tick_callback (self->view, self->tick_id);
  self->tick_id = 0;
}

static gboolean
on_tick_cb (GtkWidget     *view,
            GdkFrameClock *clock,
            gpointer       user_data)
{
  WhRowPortions *self = user_data;

  show (self, limit (self->n_rows, self->n_shown + WH_ROW_PORTIONS_NEXT));
  if (self->n_shown < self->n_rows)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
go_on_later (WhRowPortions *self)
{
  if (self->n_shown == self->n_rows)
    stop_ticking (self);
  else if (self->tick_id == 0 && self->view != NULL)
    self->tick_id = gtk_widget_add_tick_callback (self->view, on_tick_cb, self, NULL);
}

/* Whether nobody would miss the rows below the first ones: neither the eye nor the keyboard. */
static gboolean
is_at_top (WhRowPortions *self)
{
  GtkAdjustment *adjustment;

  if (self->view == NULL || gtk_widget_get_focus_child (self->view) != NULL)
    return FALSE;
  if (!GTK_IS_SCROLLABLE (self->view))
    return TRUE;

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  return adjustment == NULL || gtk_adjustment_get_value (adjustment) <= 0.0;
}

/* Whether a change leaves so little of what is shown that GtkColumnView had better begin anew. It
 * looks for its old rows among all the new ones, and makes widgets for all that it does not
 * find. */
static gboolean
wants_restart (WhRowPortions *self,
               guint          position,
               guint          n_removed)
{
  return position < WH_ROW_PORTIONS_FIRST && self->n_shown > 2 * WH_ROW_PORTIONS_FIRST &&
         (n_removed >= ENOUGH_ROWS || self->n_shown < self->n_rows) && is_at_top (self);
}

static void
on_items_changed_cb (WhRowPortions *self,
                     guint          position,
                     guint          n_removed,
                     guint          n_added)
{
  gboolean was_whole = self->n_shown == self->n_rows;
  gboolean restart = wants_restart (self, position, n_removed);
  guint before = self->n_shown;

  self->n_rows = self->n_rows - n_removed + n_added;
  self->n_shown = limit (self->n_rows, restart ? 0 : before);
  go_on_later (self);

  if (was_whole && self->n_shown == self->n_rows)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  else
    {
      /* Few are shown of them, so that all behind the change may as well be new. */
      position = MIN (position, MIN (before, self->n_shown));
      if (before > position || self->n_shown > position)
        g_list_model_items_changed (G_LIST_MODEL (self), position, before - position,
                                    self->n_shown - position);
    }
}

static void
on_selection_changed_cb (WhRowPortions *self,
                         guint          position,
                         guint          n_items)
{
  if (position < self->n_shown)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_items, self->n_shown - position));
}

static GType
wh_row_portions_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
wh_row_portions_get_n_items (GListModel *model)
{
  return WH_ROW_PORTIONS (model)->n_shown;
}

static gpointer
wh_row_portions_get_item (GListModel *model,
                          guint       position)
{
  WhRowPortions *self = WH_ROW_PORTIONS (model);

  return position < self->n_shown ? g_list_model_get_item (G_LIST_MODEL (self->rows), position)
                                  : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = wh_row_portions_get_item_type;
  iface->get_n_items = wh_row_portions_get_n_items;
  iface->get_item = wh_row_portions_get_item;
}

static gboolean
wh_row_portions_is_selected (GtkSelectionModel *model,
                             guint              position)
{
  return gtk_selection_model_is_selected (WH_ROW_PORTIONS (model)->rows, position);
}

static GtkBitset *
wh_row_portions_get_selection_in_range (GtkSelectionModel *model,
                                        guint              position,
                                        guint              n_items)
{
  return gtk_selection_model_get_selection_in_range (WH_ROW_PORTIONS (model)->rows, position,
                                                     n_items);
}

static gboolean
wh_row_portions_select_item (GtkSelectionModel *model,
                             guint              position,
                             gboolean           unselect_rest)
{
  return gtk_selection_model_select_item (WH_ROW_PORTIONS (model)->rows, position, unselect_rest);
}

static gboolean
wh_row_portions_unselect_item (GtkSelectionModel *model,
                               guint              position)
{
  return gtk_selection_model_unselect_item (WH_ROW_PORTIONS (model)->rows, position);
}

static gboolean
wh_row_portions_select_range (GtkSelectionModel *model,
                              guint              position,
                              guint              n_items,
                              gboolean           unselect_rest)
{
  return gtk_selection_model_select_range (WH_ROW_PORTIONS (model)->rows, position, n_items,
                                           unselect_rest);
}

static gboolean
wh_row_portions_unselect_range (GtkSelectionModel *model,
                                guint              position,
                                guint              n_items)
{
  return gtk_selection_model_unselect_range (WH_ROW_PORTIONS (model)->rows, position, n_items);
}

static gboolean
wh_row_portions_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (WH_ROW_PORTIONS (model)->rows);
}

static gboolean
wh_row_portions_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (WH_ROW_PORTIONS (model)->rows);
}

static gboolean
wh_row_portions_set_selection (GtkSelectionModel *model,
                               GtkBitset         *selected,
                               GtkBitset         *mask)
{
  return gtk_selection_model_set_selection (WH_ROW_PORTIONS (model)->rows, selected, mask);
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = wh_row_portions_is_selected;
  iface->get_selection_in_range = wh_row_portions_get_selection_in_range;
  iface->select_item = wh_row_portions_select_item;
  iface->unselect_item = wh_row_portions_unselect_item;
  iface->select_range = wh_row_portions_select_range;
  iface->unselect_range = wh_row_portions_unselect_range;
  iface->select_all = wh_row_portions_select_all;
  iface->unselect_all = wh_row_portions_unselect_all;
  iface->set_selection = wh_row_portions_set_selection;
}

static void
wh_row_portions_dispose (GObject *object)
{
  WhRowPortions *self = WH_ROW_PORTIONS (object);

  stop_ticking (self);
  g_clear_weak_pointer (&self->view);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  self->n_rows = self->n_shown = 0;

  G_OBJECT_CLASS (wh_row_portions_parent_class)->dispose (object);
}

static void
wh_row_portions_class_init (WhRowPortionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wh_row_portions_dispose;
}

static void
wh_row_portions_init (WhRowPortions *self)
{
}

/**
 * wh_row_portions_new:
 * @rows: everything that there is to show
 * @view: who shows it: its frames are what is counted
 *
 * Returns: (transfer full): a model for @view
 */
WhRowPortions *
wh_row_portions_new (GtkSelectionModel *rows,
                     GtkWidget         *view)
{
  WhRowPortions *self;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (rows), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (view), NULL);

  self = g_object_new (WH_TYPE_ROW_PORTIONS, NULL);
  self->rows = g_object_ref (rows);
  g_set_weak_pointer (&self->view, view);
  self->n_rows = g_list_model_get_n_items (G_LIST_MODEL (rows));
  self->n_shown = limit (self->n_rows, 0);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "selection-changed", G_CALLBACK (on_selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  go_on_later (self);

  return self;
}

/**
 * wh_row_portions_reach:
 * @self: a model
 * @position: of a row behind it
 *
 * Shows everything at once where the row is not shown yet: somebody wants to go there.
 */
void
wh_row_portions_reach (WhRowPortions *self,
                       guint          position)
{
  g_return_if_fail (WH_IS_ROW_PORTIONS (self));

  if (position < self->n_shown || position >= self->n_rows)
    return;

  stop_ticking (self);
  show (self, self->n_rows);
}
