/* wh-pane.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-pane.h"

static const char *const names[] = {
  [WH_PANE_SIDEBAR] = "sidebar-hidden",
  [WH_PANE_LIST] = "list-hidden",
  [WH_PANE_DETAIL] = "detail-hidden",
};

#define N_PARTS G_N_ELEMENTS (names)
#define N_PROPS (N_PARTS + 1)

typedef struct
{
  gboolean hidden[N_PARTS];
} WhPanePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WhPane, wh_pane, GTK_TYPE_WIDGET)

/* A property's number is that of its part plus one. */
static GParamSpec *properties[N_PROPS];

static gboolean *
find_flag (WhPane *self,
           guint   prop_id)
{
  WhPanePrivate *priv = wh_pane_get_instance_private (self);

  return prop_id > 0 && prop_id < N_PROPS ? &priv->hidden[prop_id - 1] : NULL;
}

static void
wh_pane_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  const gboolean *flag = find_flag (WH_PANE (object), prop_id);

  if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wh_pane_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  gboolean *flag = find_flag (WH_PANE (object), prop_id);

  if (flag == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (*flag != g_value_get_boolean (value))
    {
      *flag = !*flag;
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
wh_pane_class_init (WhPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = wh_pane_get_property;
  object_class->set_property = wh_pane_set_property;

  for (guint i = 0; i < N_PARTS; i++)
    properties[i + 1] =
      g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_pane_init (WhPane *self)
{
}

/**
 * wh_pane_is_hidden:
 * @self: a pane
 * @part: another part of the window
 *
 * Returns: whether there is no room for @part beside this one
 */
gboolean
wh_pane_is_hidden (WhPane     *self,
                   WhPanePart  part)
{
  WhPanePrivate *priv = wh_pane_get_instance_private (self);

  g_return_val_if_fail (WH_IS_PANE (self), FALSE);
  g_return_val_if_fail (part < N_PARTS, FALSE);

  return priv->hidden[part];
}
