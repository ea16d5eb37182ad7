/* wh-navigation.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-navigation.h"

struct _WhNavigation
{
  GObject    parent_instance;

  GPtrArray *places;  /* of #WhPlace, in the order in which they were visited */
  int        current; /* index, -1 before the first */
};

G_DEFINE_FINAL_TYPE (WhNavigation, wh_navigation, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_GO_BACK,
  PROP_CAN_GO_FORWARD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
place_free (WhPlace *self)
{
  g_free (self->connection_id);
  g_free (self->page);
  g_free (self->key);
  g_free (self);
}

static WhPlace *
place_new (const char *connection_id,
           const char *page,
           const char *key)
{
  WhPlace *self = g_new0 (WhPlace, 1);

  self->connection_id = g_strdup (connection_id);
  self->page = g_strdup (page);
  self->key = g_strdup (key);

  return self;
}

static gboolean
place_is_page (const WhPlace *self,
               const char    *connection_id,
               const char    *page)
{
  return g_str_equal (self->connection_id, connection_id) && g_str_equal (self->page, page);
}

static void
notify (WhNavigation *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_FORWARD]);
}

static const WhPlace *
move_to (WhNavigation *self,
         int           index)
{
  if (index < 0 || index >= (int) self->places->len)
    return NULL;

  self->current = index;
  notify (self);

  return g_ptr_array_index (self->places, index);
}

static void
wh_navigation_finalize (GObject *object)
{
  WhNavigation *self = WH_NAVIGATION (object);

  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_navigation_parent_class)->finalize (object);
}

static void
wh_navigation_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WhNavigation *self = WH_NAVIGATION (object);

  switch (prop_id)
    {
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, wh_navigation_can_go_back (self));
      break;
    case PROP_CAN_GO_FORWARD:
      g_value_set_boolean (value, wh_navigation_can_go_forward (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_navigation_class_init (WhNavigationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_navigation_finalize;
  object_class->get_property = wh_navigation_get_property;

  properties[PROP_CAN_GO_BACK] =
    g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_GO_FORWARD] =
    g_param_spec_boolean ("can-go-forward", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_navigation_init (WhNavigation *self)
{
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  self->current = -1;
}

/**
 * wh_navigation_new:
 *
 * Returns: (transfer full): a window's way, with no places yet
 */
WhNavigation *
wh_navigation_new (void)
{
  return g_object_new (WH_TYPE_NAVIGATION, NULL);
}

/**
 * wh_navigation_visit:
 * @self: a window's way
 * @connection_id: whose page it is
 * @page: the id of the page
 * @key: (nullable): the record on it
 *
 * Says that the window went somewhere. What was forward of here is forgotten. The place where the
 * window is already is not visited twice, and a page without a record becomes that page with one:
 * nobody wants to go back to “nothing selected”.
 */
void
wh_navigation_visit (WhNavigation *self,
                     const char   *connection_id,
                     const char   *page,
                     const char   *key)
{
  const WhPlace *current;

  g_return_if_fail (WH_IS_NAVIGATION (self));
  g_return_if_fail (connection_id != NULL && page != NULL);

  current = wh_navigation_get_current (self);
  if (current != NULL && place_is_page (current, connection_id, page) &&
      (current->key == NULL || key == NULL || g_str_equal (current->key, key)))
    {
      if (key != NULL)
        wh_navigation_replace (self, key);
      return;
    }

  g_ptr_array_set_size (self->places, self->current + 1);
  if (self->places->len == WH_NAVIGATION_MAX)
    g_ptr_array_remove_index (self->places, 0);
  g_ptr_array_add (self->places, place_new (connection_id, page, key));
  move_to (self, (int) self->places->len - 1);
}

/**
 * wh_navigation_replace:
 * @self: a window's way
 * @key: (nullable): the record that is looked at now
 *
 * Says that another record of the same page is looked at, without making a place of it: walking
 * through a list with the arrow keys is one place, not a hundred.
 */
void
wh_navigation_replace (WhNavigation *self,
                       const char   *key)
{
  WhPlace *current;

  g_return_if_fail (WH_IS_NAVIGATION (self));

  if (self->current < 0)
    return;

  current = g_ptr_array_index (self->places, self->current);
  if (g_strcmp0 (current->key, key) == 0)
    return;

  g_free (current->key);
  current->key = g_strdup (key);
}

/**
 * wh_navigation_get_current:
 * @self: a window's way
 *
 * Returns: (transfer none) (nullable): where the window is, %NULL before the first visit
 */
const WhPlace *
wh_navigation_get_current (WhNavigation *self)
{
  g_return_val_if_fail (WH_IS_NAVIGATION (self), NULL);

  return self->current >= 0 ? g_ptr_array_index (self->places, self->current) : NULL;
}

/**
 * wh_navigation_go_back:
 * @self: a window's way
 *
 * Returns: (transfer none) (nullable): the place before, which is the current one from now on;
 *   %NULL where there is none
 */
const WhPlace *
wh_navigation_go_back (WhNavigation *self)
{
  g_return_val_if_fail (WH_IS_NAVIGATION (self), NULL);

  return move_to (self, self->current - 1);
}

/**
 * wh_navigation_go_forward:
 * @self: a window's way
 *
 * Returns: (transfer none) (nullable): the place that was gone back from; %NULL where there is none
 */
const WhPlace *
wh_navigation_go_forward (WhNavigation *self)
{
  g_return_val_if_fail (WH_IS_NAVIGATION (self), NULL);

  return move_to (self, self->current + 1);
}

/**
 * wh_navigation_can_go_back:
 * @self: a window's way
 *
 * Returns: whether there is a place before
 */
gboolean
wh_navigation_can_go_back (WhNavigation *self)
{
  g_return_val_if_fail (WH_IS_NAVIGATION (self), FALSE);

  return self->current > 0;
}

/**
 * wh_navigation_can_go_forward:
 * @self: a window's way
 *
 * Returns: whether the window has gone back from somewhere
 */
gboolean
wh_navigation_can_go_forward (WhNavigation *self)
{
  g_return_val_if_fail (WH_IS_NAVIGATION (self), FALSE);

  return self->current + 1 < (int) self->places->len;
}

/**
 * wh_navigation_forget:
 * @self: a window's way
 * @connection_id: a connection that is no more
 *
 * Takes out every place of a connection.
 */
void
wh_navigation_forget (WhNavigation *self,
                      const char   *connection_id)
{
  g_return_if_fail (WH_IS_NAVIGATION (self));
  g_return_if_fail (connection_id != NULL);

  for (int i = (int) self->places->len - 1; i >= 0; i--)
    {
      const WhPlace *place = g_ptr_array_index (self->places, i);

      if (!g_str_equal (place->connection_id, connection_id))
        continue;

      g_ptr_array_remove_index (self->places, i);
      if (i <= self->current)
        self->current--;
    }

  /* Those before are gone, but one behind is left: be there. */
  if (self->current < 0 && self->places->len > 0)
    self->current = 0;
  notify (self);
}
