/* wh-record-style.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-record-style.h"

static const char *const tone_classes[] = {
  [WH_TONE_NEUTRAL] = "tone-neutral",
  [WH_TONE_GOOD] = "tone-good",
  [WH_TONE_CAUTION] = "tone-caution",
  [WH_TONE_BAD] = "tone-bad",
};

/**
 * wh_record_style_set_tone:
 * @widget: a badge
 * @tone: how what it says feels; beside the words, never instead of them
 */
void
wh_record_style_set_tone (GtkWidget *widget,
                          WhTone     tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tone_classes); i++)
    if (i != tone)
      gtk_widget_remove_css_class (widget, tone_classes[i]);

  gtk_widget_add_css_class (widget, tone_classes[tone]);
}
