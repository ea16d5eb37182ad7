/* wh-window-steps.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-resource-page.h"
#include "wh-ui-test.h"
#include "wh-window.h"

G_BEGIN_DECLS

/* What somebody does in a main window, step by step. */

WhWindow       *wh_steps_open_window    (WhUiFixture    *fixture);
void            wh_steps_close_window   (WhWindow       *window);

/* The page that is shown, and that of a resource once it has been loaded. */
WhResourcePage *wh_steps_get_page       (WhWindow       *window);
WhResourcePage *wh_steps_await_page     (WhWindow       *window,
                                         const char     *resource);
WhResourcePage *wh_steps_go_to_page     (WhWindow       *window,
                                         const char     *resource);
WhCollection   *wh_steps_get_collection (WhResourcePage *page);

/* Waits until the list has the record, has it with a text in a field, or has it no more. */
void            wh_steps_await_record   (WhResourcePage *page,
                                         const char     *key);
void            wh_steps_await_no_record (WhResourcePage *page,
                                         const char     *key);
void            wh_steps_await_value    (WhResourcePage *page,
                                         const char     *key,
                                         const char     *field,
                                         const char     *text);
/* Waits until the detail shows the record, %NULL for none. */
void            wh_steps_await_detail   (WhResourcePage *page,
                                         const char     *key);
void            wh_steps_select         (WhResourcePage *page,
                                         const char     *key);
void            wh_steps_select_first   (WhResourcePage *page,
                                         guint           n_rows);

/* The form of an operation, opened from the list: filled in, submitted, and closed by itself. */
GtkWindow      *wh_steps_open_create    (WhResourcePage *page);
GtkWindow      *wh_steps_open_change    (WhResourcePage *page,
                                         const char     *operation);
void            wh_steps_fill           (GtkWindow      *dialog,
                                         const char     *field,
                                         const char     *text);
void            wh_steps_choose         (GtkWindow      *dialog,
                                         const char     *field,
                                         guint           choice);
void            wh_steps_submit         (GtkWindow      *dialog);

/* Waits until the window says so, and for the button that takes it back. */
void            wh_steps_await_said     (WhWindow       *window,
                                         const char     *text);
GtkWidget      *wh_steps_find_undo      (WhWindow       *window);
void            wh_steps_undo           (WhWindow       *window);

G_END_DECLS
