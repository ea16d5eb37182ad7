/* wh-window.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "wh-application.h"
#include "wh-operations.h"

G_BEGIN_DECLS

#define WH_TYPE_WINDOW (wh_window_get_type ())
G_DECLARE_FINAL_TYPE (WhWindow, wh_window, WH, WINDOW, AdwApplicationWindow)

WhWindow     *wh_window_new            (WhApplication *application);
WhContext    *wh_window_get_context    (WhWindow      *self);
WhConnection *wh_window_get_connection (WhWindow      *self);
void          wh_window_set_connection (WhWindow      *self,
                                        WhConnection  *connection);
void          wh_window_open_record    (WhWindow      *self,
                                        const char    *resource,
                                        const char    *key);
void          wh_window_run_operation  (WhWindow      *self,
                                        const WhOperation *operation,
                                        WhRecord      *record);
void          wh_window_run_batch      (WhWindow      *self,
                                        const WhOperation *operation,
                                        GPtrArray     *records);
void          wh_window_show_error     (WhWindow      *self,
                                        const GError  *error);
void          wh_window_show_toast     (WhWindow      *self,
                                        const char    *text);
void          wh_window_show_file      (WhWindow      *self,
                                        const char    *text,
                                        GFile         *file);

G_END_DECLS
