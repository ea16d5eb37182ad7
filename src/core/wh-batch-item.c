/* wh-batch-item.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-batch-private.h"

G_DEFINE_FINAL_TYPE (WhBatchItem, wh_batch_item, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (WhBatchItemState, wh_batch_item_state,
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_ALREADY, "already"),
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (WH_BATCH_ITEM_SKIPPED, "skipped"))

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
wh_batch_item_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WhBatchItem *self = WH_BATCH_ITEM (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wh_batch_item_dispose (GObject *object)
{
  WhBatchItem *self = WH_BATCH_ITEM (object);

  g_clear_object (&self->action);

  G_OBJECT_CLASS (wh_batch_item_parent_class)->dispose (object);
}

static void
wh_batch_item_finalize (GObject *object)
{
  WhBatchItem *self = WH_BATCH_ITEM (object);

  g_clear_error (&self->error);

  G_OBJECT_CLASS (wh_batch_item_parent_class)->finalize (object);
}

static void
wh_batch_item_class_init (WhBatchItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_batch_item_dispose;
  object_class->finalize = wh_batch_item_finalize;
  object_class->get_property = wh_batch_item_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WH_TYPE_BATCH_ITEM_STATE,
                                              WH_BATCH_ITEM_WAITING,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wh_batch_item_init (WhBatchItem *self)
{
}

/*
 * wh_batch_item_new:
 * @action: what is to be done
 *
 * Returns: (transfer full): an item that waits
 */
WhBatchItem *
wh_batch_item_new (WhAction *action)
{
  WhBatchItem *self = g_object_new (WH_TYPE_BATCH_ITEM, NULL);

  self->action = g_object_ref (action);

  return self;
}

/*
 * wh_batch_item_set_state:
 * @self: an item
 * @state: what became of it
 * @error: (nullable): why
 */
void
wh_batch_item_set_state (WhBatchItem      *self,
                         WhBatchItemState  state,
                         const GError     *error)
{
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * wh_batch_item_get_action:
 * @self: an item
 *
 * Returns: (transfer none): what is done
 */
WhAction *
wh_batch_item_get_action (WhBatchItem *self)
{
  g_return_val_if_fail (WH_IS_BATCH_ITEM (self), NULL);

  return self->action;
}

/**
 * wh_batch_item_get_state:
 * @self: an item
 *
 * Returns: how far it is
 */
WhBatchItemState
wh_batch_item_get_state (WhBatchItem *self)
{
  g_return_val_if_fail (WH_IS_BATCH_ITEM (self), WH_BATCH_ITEM_WAITING);

  return self->state;
}

/**
 * wh_batch_item_get_error:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): why it failed, in no other state
 */
const GError *
wh_batch_item_get_error (WhBatchItem *self)
{
  g_return_val_if_fail (WH_IS_BATCH_ITEM (self), NULL);

  return self->error;
}
