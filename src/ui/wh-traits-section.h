/* wh-traits-section.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-connection.h"
#include "wh-detail-section.h"

G_BEGIN_DECLS

/* The traits of a customer (§9.1), read once the customer stays in sight for a moment: the API
 * answers 20 such questions a minute. Adding and removing is the window's: "win.run-operation",
 * and "win.run-operation-with" where values are known beforehand. */

#define WH_TYPE_TRAITS_SECTION (wh_traits_section_get_type ())
G_DECLARE_FINAL_TYPE (WhTraitsSection, wh_traits_section, WH, TRAITS_SECTION, WhDetailSection)

GtkWidget *wh_traits_section_new            (void);
void       wh_traits_section_set_connection (WhTraitsSection *self,
                                             WhConnection    *connection);
void       wh_traits_section_set_customer   (WhTraitsSection *self,
                                             const char      *customer_id);
void       wh_traits_section_reload         (WhTraitsSection *self);

G_END_DECLS
