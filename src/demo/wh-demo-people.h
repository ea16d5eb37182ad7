/* wh-demo-people.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names as people write them, and as they would be spelt in an e-mail address. */
typedef struct
{
  const char *text;
  const char *ascii;
} WhDemoName;

#define WH_DEMO_NAMES_PER_REGION 12

typedef struct
{
  guint weight;
  WhDemoName given[WH_DEMO_NAMES_PER_REGION];
  WhDemoName family[WH_DEMO_NAMES_PER_REGION];
} WhDemoRegion;

const WhDemoRegion *wh_demo_people_pick_region (guint64 random);
const char         *wh_demo_people_pick_domain (guint64 random);

G_END_DECLS
