/* wh-action-fields.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"

#include <string.h>

/* What a form has to know of an action. */

/**
 * wh_action_is_fixed:
 * @self: an action
 * @field: one of the operation's fields
 *
 * Returns: whether its value is what the action is done to, and so nothing to edit
 */
gboolean
wh_action_is_fixed (WhAction   *self,
                    const char *field)
{
  const WhFill *fill;
  const char *resource;

  g_return_val_if_fail (WH_IS_ACTION (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  if (self->record == NULL)
    return FALSE;

  resource = wh_record_get_resource (self->record)->id;
  for (fill = self->operation->change->fill; fill->field != NULL; fill++)
    {
      if (fill->identifies && strcmp (fill->field, field) == 0 &&
          strcmp (fill->resource, resource) == 0)
        {
          const char *member = wh_record_get_member_text (self->record, fill->member);

          if (member != NULL &&
              g_strcmp0 (wh_draft_get_text (self->draft, field), member) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * wh_action_get_currency:
 * @self: an action
 *
 * Returns: (transfer none): what amounts of the draft as it is are in: the currency that it names
 *   or that the API takes where it names none, the record's where the operation has no say in it,
 *   and otherwise the company's
 */
const char *
wh_action_get_currency (WhAction *self)
{
  const char *currency;

  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      const WhOperationField *field = &self->operation->fields[i];

      if (field->kind != WH_FIELD_CURRENCY)
        continue;

      currency = wh_draft_get_text (self->draft, field->id);
      if (currency != NULL && wh_draft_check_field (self->draft, field->id, NULL))
        return currency;

      return field->default_value;
    }

  currency = wh_record_get_member_text (self->record, "plan_currency");

  return currency != NULL ? currency
                          : wh_format_get_currency (wh_connection_get_format (self->connection));
}

/**
 * wh_action_may_have_happened:
 * @self: an action
 *
 * Returns: whether it failed in a way that leaves open whether the server acted on it
 */
gboolean
wh_action_may_have_happened (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), FALSE);

  return self->outcome == WH_ACTION_FAILED && self->doubtful != NULL;
}
