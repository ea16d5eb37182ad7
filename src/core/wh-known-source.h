/* wh-known-source.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-directory.h"
#include "wh-page-source.h"

G_BEGIN_DECLS

/* The known users, or the subscriptions of all of them with a page for each user. With the field
 * "user_id", an ID or an alias, those of that one, who is looked up. */

#define WH_TYPE_KNOWN_SOURCE (wh_known_source_get_type ())
G_DECLARE_FINAL_TYPE (WhKnownSource, wh_known_source, WH, KNOWN_SOURCE, WhPageSource)

WhPageSource *wh_known_source_new     (WhDirectory      *directory,
                                       const WhResource *resource);

/* A list of any resource of an account, for the generic list page: customers as the API lists
 * them, who also become known; plans with how many known subscriptions use them. */
WhCollection *wh_directory_new_collection (WhDirectory      *directory,
                                           const WhResource *resource);

G_END_DECLS
