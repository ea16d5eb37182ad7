/* wh-welcome-page.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What somebody sees who has no connection yet. */

#define WH_TYPE_WELCOME_PAGE (wh_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (WhWelcomePage, wh_welcome_page, WH, WELCOME_PAGE, GtkWidget)

G_END_DECLS
