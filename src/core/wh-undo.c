/* wh-undo.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-undo.h"

/* Further back nobody remembers what it was. */
#define MAX_ITEMS 100

struct _WhUndo
{
  GObject parent_instance;

  GPtrArray *inverses; /* WhAction, oldest first */
};

G_DEFINE_FINAL_TYPE (WhUndo, wh_undo, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
remove_at (WhUndo *self,
           guint   index)
{
  g_ptr_array_remove_index (self->inverses, index);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* The newest one of @connection, or of any; the length where there is none. */
static guint
find_last (WhUndo       *self,
           WhConnection *connection)
{
  for (guint i = self->inverses->len; i > 0; i--)
    {
      WhAction *inverse = g_ptr_array_index (self->inverses, i - 1);

      if (connection == NULL || wh_action_get_connection (inverse) == connection)
        return i - 1;
    }

  return self->inverses->len;
}

static void
wh_undo_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  WhUndo *self = WH_UNDO (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->inverses->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_undo_dispose (GObject *object)
{
  WhUndo *self = WH_UNDO (object);

  g_ptr_array_set_size (self->inverses, 0);

  G_OBJECT_CLASS (wh_undo_parent_class)->dispose (object);
}

static void
wh_undo_finalize (GObject *object)
{
  WhUndo *self = WH_UNDO (object);

  g_ptr_array_unref (self->inverses);

  G_OBJECT_CLASS (wh_undo_parent_class)->finalize (object);
}

static void
wh_undo_class_init (WhUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_undo_dispose;
  object_class->finalize = wh_undo_finalize;
  object_class->get_property = wh_undo_get_property;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_undo_init (WhUndo *self)
{
  self->inverses = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * wh_undo_new:
 *
 * Returns: (transfer full): nothing to undo yet
 */
WhUndo *
wh_undo_new (void)
{
  return g_object_new (WH_TYPE_UNDO, NULL);
}

/**
 * wh_undo_get_n_items:
 * @self: what can be undone
 *
 * Returns: how many things, of all connections
 */
guint
wh_undo_get_n_items (WhUndo *self)
{
  g_return_val_if_fail (WH_IS_UNDO (self), 0);

  return self->inverses->len;
}

/**
 * wh_undo_push:
 * @self: what can be undone
 * @inverse: what takes the last change back, from wh_action_dup_inverse(); not run yet
 *
 * The oldest one goes where there are too many.
 */
void
wh_undo_push (WhUndo   *self,
              WhAction *inverse)
{
  g_return_if_fail (WH_IS_UNDO (self));
  g_return_if_fail (WH_IS_ACTION (inverse));

  g_ptr_array_add (self->inverses, g_object_ref (inverse));
  if (self->inverses->len > MAX_ITEMS)
    g_ptr_array_remove_index (self->inverses, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/**
 * wh_undo_peek:
 * @self: what can be undone
 * @connection: (nullable): whose, %NULL for any
 *
 * Returns: (transfer none) (nullable): the newest inverse, or %NULL where there is none
 */
WhAction *
wh_undo_peek (WhUndo       *self,
              WhConnection *connection)
{
  guint index;

  g_return_val_if_fail (WH_IS_UNDO (self), NULL);
  g_return_val_if_fail (connection == NULL || WH_IS_CONNECTION (connection), NULL);

  index = find_last (self, connection);

  return index < self->inverses->len ? g_ptr_array_index (self->inverses, index) : NULL;
}

/**
 * wh_undo_pop:
 * @self: what can be undone
 * @connection: (nullable): whose, %NULL for any
 *
 * Returns: (transfer full) (nullable): the newest inverse, which is taken out; to be run, and to be
 *   pushed again where that fails. %NULL where there is none
 */
WhAction *
wh_undo_pop (WhUndo       *self,
             WhConnection *connection)
{
  g_autoptr (WhAction) inverse = NULL;

  g_return_val_if_fail (WH_IS_UNDO (self), NULL);
  g_return_val_if_fail (connection == NULL || WH_IS_CONNECTION (connection), NULL);

  if (!g_set_object (&inverse, wh_undo_peek (self, connection)))
    return NULL;

  remove_at (self, find_last (self, connection));

  return g_steal_pointer (&inverse);
}

/**
 * wh_undo_remove:
 * @self: what can be undone
 * @inverse: one of them, which a toast runs by itself
 *
 * Returns: whether it was still there: nobody else has taken it to run it
 */
gboolean
wh_undo_remove (WhUndo   *self,
                WhAction *inverse)
{
  guint index;

  g_return_val_if_fail (WH_IS_UNDO (self), FALSE);
  g_return_val_if_fail (WH_IS_ACTION (inverse), FALSE);

  if (!g_ptr_array_find (self->inverses, inverse, &index))
    return FALSE;

  remove_at (self, index);

  return TRUE;
}

/**
 * wh_undo_forget:
 * @self: what can be undone
 * @connection: a connection that is gone, or whose account is not the same any more
 */
void
wh_undo_forget (WhUndo       *self,
                WhConnection *connection)
{
  guint index;

  g_return_if_fail (WH_IS_UNDO (self));
  g_return_if_fail (WH_IS_CONNECTION (connection));

  while ((index = find_last (self, connection)) < self->inverses->len)
    remove_at (self, index);
}

/**
 * wh_undo_forget_others:
 * @self: what can be undone
 * @connections: (element-type WhConnection): those that there still are
 */
void
wh_undo_forget_others (WhUndo     *self,
                       GListModel *connections)
{
  g_return_if_fail (WH_IS_UNDO (self));
  g_return_if_fail (G_IS_LIST_MODEL (connections));

  for (guint i = self->inverses->len; i > 0; i--)
    {
      WhAction *inverse = g_ptr_array_index (self->inverses, i - 1);
      gboolean kept = FALSE;

      for (guint j = 0; j < g_list_model_get_n_items (connections) && !kept; j++)
        {
          g_autoptr (WhConnection) connection = g_list_model_get_item (connections, j);

          kept = connection == wh_action_get_connection (inverse);
        }
      if (!kept)
        remove_at (self, i - 1);
    }
}
