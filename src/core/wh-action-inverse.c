/* wh-action-inverse.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"
#include "wh-traits.h"

#include <string.h>

/* What takes a change back. Where it is not certain what was before there is no inverse: half of
 * one would be another change. */

#define CHURNED_PREFIX "churned_"

/* What is known of a churn. */
typedef struct
{
  gint64 seconds;
  char *type;
} Churn;

static const char *
read_churn_type (const char *status)
{
  const WhChoice *choice;

  if (status == NULL || !g_str_has_prefix (status, CHURNED_PREFIX))
    return NULL;

  choice = wh_choice_find (wh_choices_churn_type, status + strlen (CHURNED_PREFIX));

  return choice != NULL ? choice->value : NULL;
}

/* @record: (nullable): as it was, for its name only: the change has made it old */
static WhAction *
make_inverse (WhAction   *self,
              const char *operation,
              WhRecord   *record)
{
  WhAction *inverse = wh_action_new (self->connection, wh_operations_find (operation), record);

  inverse->stale = record != NULL && record == self->record;

  return inverse;
}

static void
copy_field (WhAction   *self,
            WhAction   *inverse,
            const char *field)
{
  wh_draft_set_text (inverse->draft, field, wh_action_get_text (self, field));
}

/* The text of a member of an object, %NULL where it is none. */
static char *
dup_member (WhJsonValue  object,
            const char  *name)
{
  WhJsonValue member;

  if (wh_json_value_get_type (object) != WH_JSON_OBJECT ||
      !wh_json_value_get_member (object, name, &member) ||
      wh_json_value_get_type (member) != WH_JSON_STRING)
    return NULL;

  return wh_json_value_dup_string (member);
}

static gboolean
is_event_of (WhJsonValue  event,
             const char  *subscription)
{
  g_autofree char *id = dup_member (event, "subscription_id");
  g_autofree char *alias = dup_member (event, "subscription_alias");

  return g_strcmp0 (id, subscription) == 0 || g_strcmp0 (alias, subscription) == 0;
}

/* The last churn of a subscription in the history of its user (§4.1), scheduled ones included. */
static gboolean
find_churn (WhJsonDocument *history,
            const char     *subscription,
            Churn          *churn)
{
  WhJsonValue root = wh_json_document_get_root (history);
  WhJsonIter iter;
  WhJsonValue event;
  gboolean found = FALSE;

  if (wh_json_value_get_type (root) != WH_JSON_ARRAY)
    return FALSE;

  wh_json_iter_init (&iter, root);
  while (wh_json_iter_next (&iter, NULL, &event))
    {
      g_autofree char *status = dup_member (event, "status");
      const char *type = read_churn_type (status);
      WhJsonValue date;
      gint64 seconds;

      if (type == NULL || !is_event_of (event, subscription) ||
          !wh_json_value_get_member (event, "effective_date", &date) ||
          !wh_json_value_get_int64 (date, &seconds) || (found && seconds < churn->seconds))
        continue;

      g_free (churn->type);
      churn->type = g_strdup (type);
      churn->seconds = seconds;
      found = TRUE;
    }

  return found;
}

gboolean
wh_knows_churn (WhAction *self)
{
  gint64 instant;

  return read_churn_type (wh_action_get_member (self, "status")) != NULL &&
         wh_action_get_number (self, "effective_date", &instant);
}

gboolean
wh_knows_email (WhAction *self)
{
  return wh_action_get_member (self, "email") != NULL;
}

gboolean
wh_knows_plan_name (WhAction *self)
{
  return wh_action_get_member (self, "name") != NULL;
}

/* Only through the user can the history be asked for. */
gboolean
wh_can_invert_unchurn (WhAction *self)
{
  return wh_knows_churn (self) ||
         (wh_action_is_about_record (self) &&
          wh_record_get_member_text (self->record, "user_id") != NULL);
}

/* By e-mail address it happens to several customers, and who had what before is not known. */
gboolean
wh_can_invert_trait (WhAction *self)
{
  return wh_action_get_text (self, "customer_id") != NULL;
}

WhAction *
wh_invert_churn (WhAction *self)
{
  WhAction *inverse = make_inverse (self, "unchurn-subscription",
                                    self->result != NULL ? self->result : self->record);

  copy_field (self, inverse, "subscription_id");
  /* The answer is the churn itself, and knows its ID where the draft had an alias. */
  if (self->result != NULL &&
      wh_record_get_member_text (self->result, "subscription_id") != NULL)
    wh_draft_set_text (inverse->draft, "subscription_id",
                       wh_record_get_member_text (self->result, "subscription_id"));

  return inverse;
}

WhAction *
wh_invert_unchurn (WhAction *self)
{
  Churn churn = { 0, NULL };
  g_autofree char *type = NULL;
  g_autofree char *date = NULL;
  WhAction *inverse;

  if (wh_knows_churn (self))
    {
      wh_action_get_number (self, "effective_date", &churn.seconds);
      churn.seconds /= G_USEC_PER_SEC;
      churn.type = g_strdup (read_churn_type (wh_action_get_member (self, "status")));
    }
  else if (self->before == NULL ||
           !find_churn (self->before, wh_action_get_text (self, "subscription_id"), &churn))
    {
      return NULL;
    }

  type = churn.type;
  date = g_strdup_printf ("%" G_GINT64_FORMAT, churn.seconds);
  inverse = make_inverse (self, "churn-subscription", self->record);
  copy_field (self, inverse, "subscription_id");
  wh_draft_set_text (inverse->draft, "effective_date", date);
  wh_draft_set_text (inverse->draft, "churn_type", type);

  return inverse;
}

/* What a text member was: from the record, or from what was read before; of a history, from the
 * last event, as all of them say the same. */
static char *
dup_previous (WhAction   *self,
              const char *member)
{
  WhJsonValue root, item;
  WhJsonIter iter;

  if (wh_action_get_member (self, member) != NULL)
    return g_strdup (wh_action_get_member (self, member));
  if (self->before == NULL)
    return NULL;

  root = wh_json_document_get_root (self->before);
  if (wh_json_value_get_type (root) == WH_JSON_ARRAY)
    {
      wh_json_iter_init (&iter, root);
      while (wh_json_iter_next (&iter, NULL, &item))
        root = item;
    }

  return dup_member (root, member);
}

static WhAction *
invert_text (WhAction   *self,
             const char *identifier,
             const char *member)
{
  g_autofree char *previous = dup_previous (self, member);
  WhAction *inverse;

  if (previous == NULL || *previous == '\0')
    return NULL;

  inverse = make_inverse (self, self->operation->id, self->record);
  copy_field (self, inverse, identifier);
  wh_draft_set_text (inverse->draft, member, previous);

  return inverse;
}

WhAction *
wh_invert_update_user (WhAction *self)
{
  return invert_text (self, "user_id", "email");
}

WhAction *
wh_invert_update_plan (WhAction *self)
{
  return invert_text (self, "id", "name");
}

/* Nothing in it, as opposed to something that was not understood. */
static gboolean
is_empty_answer (WhJsonValue root)
{
  WhJsonType type = wh_json_value_get_type (root);
  WhJsonValue traits;

  if (type == WH_JSON_OBJECT && wh_json_value_get_member (root, "traits", &traits))
    return wh_json_value_get_type (traits) == WH_JSON_ARRAY &&
           wh_json_value_get_length (traits) == 0;

  return (type == WH_JSON_ARRAY || type == WH_JSON_OBJECT) && wh_json_value_get_length (root) == 0;
}

/* Finds the trait of a category in what the API answered, %NULL where there is none. FALSE where
 * that cannot be said: nobody has written down how it answers (§14), or there are several. */
static gboolean
find_trait (WhJsonDocument *answer,
            const char     *category,
            char          **trait)
{
  WhJsonValue root = wh_json_document_get_root (answer);
  g_autoptr (GPtrArray) traits = wh_traits_new_from_json (root);
  g_autofree char *found = NULL;

  if (traits->len == 0 && !is_empty_answer (root))
    return FALSE;

  for (guint i = 0; i < traits->len; i++)
    {
      const WhTrait *item = g_ptr_array_index (traits, i);

      if (!wh_trait_texts_equal (item->category, category))
        continue;
      if (found != NULL)
        return FALSE;
      found = g_strdup (item->trait);
    }

  *trait = g_steal_pointer (&found);

  return TRUE;
}

/* It may have taken the place of another trait of its category, which then has to come back. */
WhAction *
wh_invert_put_trait (WhAction *self)
{
  const char *category = wh_action_get_text (self, "category");
  const char *trait = wh_action_get_text (self, "trait");
  g_autofree char *previous = NULL;
  WhAction *inverse;

  if (self->before == NULL || !find_trait (self->before, category, &previous))
    return NULL;

  /* It was there, and the service did not say so: taking it away would be another change. */
  if (previous != NULL && wh_trait_texts_equal (previous, trait))
    return NULL;

  inverse = make_inverse (self, previous != NULL ? "put-trait" : "delete-trait", self->record);
  copy_field (self, inverse, "customer_id");
  copy_field (self, inverse, "category");
  wh_draft_set_text (inverse->draft, "trait", previous != NULL ? previous : trait);

  return inverse;
}

WhAction *
wh_invert_delete_trait (WhAction *self)
{
  WhAction *inverse = make_inverse (self, "put-trait", self->record);

  copy_field (self, inverse, "customer_id");
  copy_field (self, inverse, "category");
  copy_field (self, inverse, "trait");

  return inverse;
}
