/* wh-list-view-focus.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-list-view-private.h"

/* The first widget beside @widget, or beside what it is in, that takes the keyboard. */
static gboolean
focus_beside (GtkWidget        *widget,
              GtkDirectionType  direction)
{
  for (; widget != NULL && !GTK_IS_ROOT (widget); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *sibling = widget;

      while ((sibling = direction == GTK_DIR_TAB_FORWARD
                          ? gtk_widget_get_next_sibling (sibling)
                          : gtk_widget_get_prev_sibling (sibling)) != NULL)
        if (gtk_widget_get_mapped (sibling) && gtk_widget_child_focus (sibling, direction))
          return TRUE;
    }

  return FALSE;
}

/* GTK 4.8 would go through all the rows first, however many there are. */
static gboolean
on_tab_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  WhListView *self = WH_LIST_VIEW (widget);
  GtkDirectionType direction = (GtkDirectionType) g_variant_get_int32 (arguments);

  /* Outside of the rows, the key does what it does everywhere. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) == NULL ||
      gtk_widget_get_focus_child (widget) == NULL)
    return FALSE;

  return focus_beside (GTK_WIDGET (self->stack), direction);
}

static void
bind_tab (GtkWidgetClass   *widget_class,
          guint             keyval,
          GdkModifierType   modifiers,
          GtkDirectionType  direction)
{
  gtk_widget_class_add_binding (widget_class, keyval, modifiers, on_tab_cb, "i", direction);
}

/**
 * wh_list_view_install_focus:
 * @widget_class: the class of lists
 *
 * Binds the keys that leave the rows.
 */
void
wh_list_view_install_focus (GtkWidgetClass *widget_class)
{
  bind_tab (widget_class, GDK_KEY_Tab, 0, GTK_DIR_TAB_FORWARD);
  bind_tab (widget_class, GDK_KEY_KP_Tab, 0, GTK_DIR_TAB_FORWARD);
  bind_tab (widget_class, GDK_KEY_Tab, GDK_SHIFT_MASK, GTK_DIR_TAB_BACKWARD);
  bind_tab (widget_class, GDK_KEY_KP_Tab, GDK_SHIFT_MASK, GTK_DIR_TAB_BACKWARD);
}

static GtkWidget *
find_selected_row (WhListView *self)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED)
      return row;

  return NULL;
}

/**
 * wh_list_view_focus_rows:
 * @self: a list
 *
 * Puts the keyboard on the row that is selected, or on the one where it was. Without rows, on
 * what is there instead of them.
 */
void
wh_list_view_focus_rows (WhListView *self)
{
  g_autoptr (GtkBitset) bitset = NULL;
  GtkWidget *row = NULL;

  g_return_if_fail (WH_IS_LIST_VIEW (self));

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (!gtk_bitset_is_empty (bitset))
    {
      wh_list_view_scroll_to (self, gtk_bitset_get_minimum (bitset));
      row = find_selected_row (self);
    }

  if ((row == NULL || !gtk_widget_grab_focus (row)) &&
      !gtk_widget_grab_focus (GTK_WIDGET (self->view)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * wh_list_view_start_search:
 * @self: a list
 *
 * Puts the keyboard into the search.
 */
void
wh_list_view_start_search (WhListView *self)
{
  g_return_if_fail (WH_IS_LIST_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Whether the keyboard is in the search and has written nothing: it was left there to wait. */
static gboolean
is_waiting_for_rows (WhListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->wants_focus && focus != NULL &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_entry)) &&
         *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0';
}

/**
 * wh_list_view_follow_rows:
 * @self: a list whose page has changed
 *
 * Gives the keyboard to the rows once they are there, if the list was to have it and nobody has
 * taken it anywhere else.
 */
void
wh_list_view_follow_rows (WhListView *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") != 0)
    return;

  if (is_waiting_for_rows (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->wants_focus = FALSE;
}

/**
 * wh_list_view_take_focus:
 * @self: a list
 *
 * Puts the keyboard where it is of use: among the rows, or in the search until there are some.
 */
void
wh_list_view_take_focus (WhListView *self)
{
  g_return_if_fail (WH_IS_LIST_VIEW (self));

  wh_list_view_start_search (self);
  self->wants_focus = TRUE;
  wh_list_view_follow_rows (self);
}
