/* wh-list-view-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-arrangement.h"
#include "wh-list-view.h"
#include "wh-record-columns.h"
#include "wh-row-portions.h"

G_BEGIN_DECLS

struct _WhListView
{
  WhPane              parent_instance;

  GtkWidget          *content;
  AdwWindowTitle     *title;
  GtkWidget          *create_button;
  GtkMenuButton      *menu_button;
  GtkSearchEntry     *search_entry;
  GtkBox             *filter_box;
  GtkRevealer        *scope_revealer;
  GtkLabel           *scope_label;
  GtkButton          *scope_button;
  GtkRevealer        *failure_revealer;
  GtkLabel           *failure_label;
  GtkButton          *retry_button;
  GtkStack           *stack;
  AdwStatusPage      *empty_page;
  GtkButton          *find_button;
  AdwStatusPage      *no_match_page;
  GtkButton          *no_match_search_button;
  GtkButton          *no_match_more_button;
  AdwStatusPage      *failed_page;
  GtkWidget          *failed_button;
  GtkScrolledWindow  *scrolled;
  GtkColumnView      *view;
  GtkDropDown        *limit_drop_down;
  GtkLabel           *status_label;
  GtkProgressBar     *progress_bar;
  GtkButton          *stop_button;
  GtkButton          *more_button;
  GtkPopoverMenu     *context_menu;

  WhCollection       *collection;
  const WhResource   *resource;
  WhFormat           *format;
  GSettings          *settings;
  char               *finding;  /* (nullable): how far looking through the customers is */
  char               *searched; /* what the rows are searched for */
  WhSorting           sorting;  /* what they are sorted by */
  WhRecordColumns    *columns;
  GPtrArray          *filter_buttons; /* of #WhFilterButton, named by the field in its data */
  WhArrangement      *arrangement;
  GtkMultiSelection  *selection;
  WhRowPortions      *portions; /* what the table sees of the selection */
  GSimpleActionGroup *changes;
  GSignalGroup       *request_signals;
  guint               pulse_id;
  guint               update_id;
  guint               width_id;
  guint64             n_selected;
  gboolean            wants_focus; /* until there are rows */
  GDateTime          *loaded_at; /* (nullable): when the rows that are there came */
};

void  wh_list_view_activate        (WhListView     *self,
                                    guint           position);
void  wh_list_view_scroll_to       (WhListView     *self,
                                    guint           position);
void  wh_list_view_scroll_to_top   (WhListView     *self);
void  wh_list_view_load_all        (WhListView     *self);

/* wh-list-view-focus.c: where in the list the keyboard is. */
void  wh_list_view_install_focus   (GtkWidgetClass *widget_class);
void  wh_list_view_follow_rows     (WhListView     *self);

/* wh-list-view-actions.c: what can be done with the records that are selected. */
void  wh_list_view_install_actions (GtkWidgetClass *widget_class);
void  wh_list_view_update_actions  (WhListView     *self);
void  wh_list_view_build_menus     (WhListView     *self);
void  wh_list_view_add_gestures    (WhListView     *self);
void  wh_list_view_mark_cell       (GtkWidget      *cell,
                                    GtkListItem    *item);
char *wh_list_view_dup_as_text     (WhListView     *self,
                                    GPtrArray      *records);

/* wh-list-view-operations.c: what can be done to the account with them. */
void  wh_list_view_install_operations (GtkWidgetClass *widget_class);
void  wh_list_view_append_more     (WhListView     *self,
                                    GMenu          *menu);
void  wh_list_view_append_changes  (WhListView     *self,
                                    GMenu          *menu);
void  wh_list_view_update_changes  (WhListView     *self);
void  wh_list_view_describe_create (WhListView     *self);

/* wh-list-view-state.c: what the list and the line below it say. */
void  wh_list_view_queue_update    (WhListView     *self);
void  wh_list_view_update_state    (WhListView     *self);
void  wh_list_view_update_title    (WhListView     *self);
void  wh_list_view_note_time       (WhListView     *self);

/* wh-list-view-scope.c: what of everything that there is the list covers. */
void  wh_list_view_update_scope    (WhListView     *self);
void  wh_list_view_widen           (WhListView     *self);

/* wh-list-view-search.c: which of the loaded records are shown. */
void  wh_list_view_init_search     (WhListView     *self);
void  wh_list_view_add_filters     (WhListView     *self);
void  wh_list_view_offer_values    (WhListView     *self);
void  wh_list_view_clear_search    (WhListView     *self);
gboolean wh_list_view_can_search_all (WhListView   *self);
const char *wh_list_view_get_typed (WhListView     *self);
gboolean wh_list_view_show_all     (WhListView     *self);
void  wh_list_view_load_anew       (WhListView     *self);
void  wh_list_view_search_all      (WhListView     *self);
const char *wh_list_view_get_searched (WhListView  *self);

G_END_DECLS
