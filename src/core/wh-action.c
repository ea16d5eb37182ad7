/* wh-action.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-private.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (WhAction, wh_action, G_TYPE_OBJECT)

static gboolean
is_done (WhAction *self)
{
  return self->outcome == WH_ACTION_DONE || self->outcome == WH_ACTION_ALREADY;
}

/*
 * wh_record_get_member_text:
 * @record: (nullable): a record
 * @member: (nullable): one of its members
 *
 * Returns: (transfer none) (nullable): the text, never an empty one
 */
const char *
wh_record_get_member_text (WhRecord   *record,
                           const char *member)
{
  const char *text;
  int field;

  if (record == NULL)
    return NULL;

  field = wh_resource_find_field (wh_record_get_resource (record), member);
  text = field >= 0 ? wh_record_get_text (record, (guint) field) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/*
 * wh_action_get_text:
 * @self: an action
 * @field: one of the operation's fields, or a name that it has no field of
 *
 * Returns: (transfer none) (nullable): what was sent, or before that what the draft has
 */
const char *
wh_action_get_text (WhAction   *self,
                    const char *field)
{
  if (wh_operation_find_field (self->operation, field) == NULL)
    return NULL;

  return wh_draft_get_text (is_done (self) ? self->sent : self->draft, field);
}

/*
 * wh_action_is_about_record:
 * @self: an action
 *
 * Returns: whether the draft is still about the record; somebody may have named another in it
 */
gboolean
wh_action_is_about_record (WhAction *self)
{
  const WhFill *fill = self->operation->change->fill;
  const char *resource;

  if (self->record == NULL)
    return FALSE;

  resource = wh_record_get_resource (self->record)->id;
  for (; fill->field != NULL; fill++)
    {
      const char *member;

      if (!fill->identifies || strcmp (fill->resource, resource) != 0)
        continue;
      member = wh_record_get_member_text (self->record, fill->member);
      if (member != NULL && g_strcmp0 (wh_action_get_text (self, fill->field), member) == 0)
        return TRUE;
    }

  return FALSE;
}

/*
 * wh_action_peek_record:
 * @self: an action
 *
 * Returns: (transfer none) (nullable): what it is done to, as it was before; %NULL where that is
 *   not known
 */
WhRecord *
wh_action_peek_record (WhAction *self)
{
  return wh_action_is_about_record (self) && !self->stale ? self->record : NULL;
}

/*
 * wh_action_get_member:
 * @self: an action
 * @member: a member of a record
 *
 * Returns: (transfer none) (nullable): what it was before
 */
const char *
wh_action_get_member (WhAction   *self,
                      const char *member)
{
  return wh_record_get_member_text (wh_action_peek_record (self), member);
}

/*
 * wh_action_get_number:
 * @self: an action
 * @member: a member of a record, one with a number
 * @number: (out): money in minor units, moments in microseconds
 *
 * Returns: whether it is known what it was before
 */
gboolean
wh_action_get_number (WhAction   *self,
                      const char *member,
                      gint64     *number)
{
  WhRecord *record = wh_action_peek_record (self);
  int field = -1;

  if (record != NULL)
    field = wh_resource_find_field (wh_record_get_resource (record), member);

  return field >= 0 && wh_record_get_number (record, (guint) field, number);
}

static const char *
get_flagged_text (WhRecord             *record,
                  WhResourceFieldFlags  flag)
{
  const WhResource *resource = wh_record_get_resource (record);
  int field = wh_resource_find_flag (resource, flag);

  return field >= 0 ? wh_record_get_member_text (record, resource->fields[field].id) : NULL;
}

/* The best name that the draft has for what it is about. */
static const char *
get_draft_name (WhAction *self)
{
  static const char *const fields[] = {
    "subscription_alias", "customer_id", "email", "user_id", "name", "id", "category",
  };

  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      if (self->operation->fields[i].place == WH_FIELD_IN_PATH)
        return wh_action_get_text (self, self->operation->fields[i].id);
    }

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = wh_action_get_text (self, fields[i]);

      if (text != NULL)
        return text;
    }

  return NULL;
}

/*
 * wh_action_dup_name:
 * @self: an action
 *
 * Returns: (transfer full): what to call its subject in a sentence. What was erased is not called
 *   by the name that it had
 */
char *
wh_action_dup_name (WhAction *self)
{
  const char *name = NULL;

  if (self->operation->danger == WH_DANGER_TYPE)
    return wh_action_dup_identifier (self);

  if (wh_action_is_about_record (self))
    name = get_flagged_text (self->record, WH_RESOURCE_FIELD_TITLE);
  else if (self->result != NULL)
    name = get_flagged_text (self->result, WH_RESOURCE_FIELD_TITLE);
  if (name == NULL)
    name = get_draft_name (self);

  return g_strdup (name);
}

/* Whole numbers are written anew, so that a draft never begins with an error. */
static void
fill_field (WhAction               *self,
            const WhOperationField *field,
            const char             *member)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (field->kind != WH_FIELD_MONEY)
    {
      text = g_strdup (wh_record_get_member_text (self->record, member));
    }
  else
    {
      int index = wh_resource_find_field (wh_record_get_resource (self->record), member);

      if (index >= 0 && wh_record_get_number (self->record, (guint) index, &number))
        text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }

  if (text == NULL)
    return;

  wh_draft_set_text (self->draft, field->id, text);
  /* Spelt differently there, or of a kind that is not known. */
  if (!wh_draft_check_field (self->draft, field->id, NULL))
    wh_draft_set_text (self->draft, field->id, NULL);
}

static void
fill_draft (WhAction *self)
{
  const WhFill *fill = self->operation->change->fill;
  const char *resource = wh_record_get_resource (self->record)->id;

  for (; fill->field != NULL; fill++)
    {
      if (strcmp (fill->resource, resource) == 0 &&
          wh_draft_get_text (self->draft, fill->field) == NULL)
        fill_field (self, wh_operation_find_field (self->operation, fill->field), fill->member);
    }
}

static void
wh_action_dispose (GObject *object)
{
  WhAction *self = WH_ACTION (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->record);
  g_clear_object (&self->draft);
  g_clear_object (&self->sent);
  g_clear_object (&self->request);
  g_clear_object (&self->result);

  G_OBJECT_CLASS (wh_action_parent_class)->dispose (object);
}

static void
wh_action_finalize (GObject *object)
{
  WhAction *self = WH_ACTION (object);

  g_clear_pointer (&self->before, wh_json_document_unref);
  g_free (self->doubtful);

  G_OBJECT_CLASS (wh_action_parent_class)->finalize (object);
}

static void
wh_action_class_init (WhActionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wh_action_dispose;
  object_class->finalize = wh_action_finalize;
}

static void
wh_action_init (WhAction *self)
{
  self->priority = WH_API_PRIORITY_INTERACTIVE;
  self->reads_before = TRUE;
  self->reports = TRUE;
}

/**
 * wh_action_new:
 * @connection: whose account it changes, whatever becomes of the window's connection
 * @operation: one that changes something
 * @record: (nullable): what it is done to, as it is now
 *
 * Fills the draft from @record: what identifies it, and the values that an edit begins with. A
 * date is never filled in.
 *
 * Returns: (transfer full): an action that was not run
 */
WhAction *
wh_action_new (WhConnection      *connection,
               const WhOperation *operation,
               WhRecord          *record)
{
  WhAction *self;

  g_return_val_if_fail (WH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (operation != NULL && operation->change != NULL, NULL);
  g_return_val_if_fail (record == NULL || WH_IS_RECORD (record), NULL);

  self = g_object_new (WH_TYPE_ACTION, NULL);
  self->connection = g_object_ref (connection);
  self->operation = operation;
  self->draft = wh_draft_new (operation);
  if (g_set_object (&self->record, record))
    fill_draft (self);

  return self;
}

/**
 * wh_action_get_connection:
 * @self: an action
 *
 * Returns: (transfer none): whose account it changes
 */
WhConnection *
wh_action_get_connection (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->connection;
}

/**
 * wh_action_get_operation:
 * @self: an action
 *
 * Returns: (transfer none): what is done
 */
const WhOperation *
wh_action_get_operation (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->operation;
}

/**
 * wh_action_get_draft:
 * @self: an action
 *
 * Returns: (transfer none): the values of the operation's fields, to be edited; what is changed
 *   while it runs counts for the next try
 */
WhDraft *
wh_action_get_draft (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->draft;
}

/**
 * wh_action_get_record:
 * @self: an action
 *
 * Returns: (transfer none) (nullable): what it was begun on
 */
WhRecord *
wh_action_get_record (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->record;
}

/**
 * wh_action_set_priority:
 * @self: an action
 * @priority: whose turn it is when the limiter makes callers wait; a person's otherwise
 */
void
wh_action_set_priority (WhAction      *self,
                        WhApiPriority  priority)
{
  g_return_if_fail (WH_IS_ACTION (self));

  self->priority = priority;
}

/**
 * wh_action_set_reads_before:
 * @self: an action
 * @reads_before: whether it may ask for what the inverse must know and the record does not say,
 *   such as the trait that will be replaced; it may otherwise
 *
 * Costs a request more. Without it there is no inverse where it would have been needed.
 */
void
wh_action_set_reads_before (WhAction *self,
                            gboolean  reads_before)
{
  g_return_if_fail (WH_IS_ACTION (self));

  self->reads_before = reads_before;
}

/**
 * wh_action_set_reports:
 * @self: an action
 * @reports: whether a success is reported on the connection by itself; it is otherwise
 */
void
wh_action_set_reports (WhAction *self,
                       gboolean  reports)
{
  g_return_if_fail (WH_IS_ACTION (self));

  self->reports = reports;
}

/**
 * wh_action_dup_subject:
 * @self: an action
 *
 * Returns: (transfer full) (nullable): what it is about, "Acme GmbH (pwu_…)", %NULL as long as
 *   the draft does not say
 */
char *
wh_action_dup_subject (WhAction *self)
{
  const char *title, *key;

  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  if (!wh_action_is_about_record (self))
    return g_strdup (get_draft_name (self));

  title = get_flagged_text (self->record, WH_RESOURCE_FIELD_TITLE);
  key = get_flagged_text (self->record, WH_RESOURCE_FIELD_KEY);
  if (title == NULL || key == NULL || strcmp (title, key) == 0)
    return g_strdup (key != NULL ? key : title);

  /* Translators: a name, and an ID such as pwu_Q1w2E3r4T5y6. */
  return g_strdup_printf (_("%s (%s)"), title, key);
}

/**
 * wh_action_dup_identifier:
 * @self: an action
 *
 * Returns: (transfer full) (nullable): what somebody has to type to confirm; %NULL where the
 *   operation does not ask for that, or the draft does not say what it is about
 */
char *
wh_action_dup_identifier (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  if (self->operation->danger != WH_DANGER_TYPE)
    return NULL;

  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      if (self->operation->fields[i].flags & WH_FIELD_REQUIRED)
        return g_strdup (wh_action_get_text (self, self->operation->fields[i].id));
    }

  return NULL;
}

/**
 * wh_action_is_undoable:
 * @self: an action
 *
 * Returns: whether the draft as it is can be taken back once it is done, as far as can be known
 *   before
 */
gboolean
wh_action_is_undoable (WhAction *self)
{
  const WhChange *change;

  g_return_val_if_fail (WH_IS_ACTION (self), FALSE);

  change = self->operation->change;
  if (change->invert == NULL || (change->can_invert != NULL && !change->can_invert (self)))
    return FALSE;

  return change->before == NULL || self->reads_before ||
         (change->knows_before != NULL && change->knows_before (self));
}

/**
 * wh_action_get_outcome:
 * @self: an action
 *
 * Returns: what became of it when it was run last
 */
WhActionOutcome
wh_action_get_outcome (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), WH_ACTION_NOT_RUN);

  return self->outcome;
}

/**
 * wh_action_get_refusal:
 * @self: an action
 *
 * Returns: (transfer none) (nullable): which of the known refusals the answer was, in a success
 *   and in a failure
 */
const WhKnownRefusal *
wh_action_get_refusal (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->refusal;
}

/**
 * wh_action_get_result:
 * @self: an action
 *
 * Returns: (transfer none) (nullable): the record that came back
 */
WhRecord *
wh_action_get_result (WhAction *self)
{
  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  return self->result;
}

/**
 * wh_action_dup_done:
 * @self: an action that was a success
 *
 * Returns: (transfer full): translated: what was done, for a toast: "Churned acme-main"
 */
char *
wh_action_dup_done (WhAction *self)
{
  g_autofree char *name = NULL;
  const char *format, *sentence, *place;

  g_return_val_if_fail (WH_IS_ACTION (self), NULL);
  g_return_val_if_fail (is_done (self), NULL);

  name = wh_action_dup_name (self);
  format = self->operation->change->done;
  if (self->outcome == WH_ACTION_ALREADY)
    /* Translators: the name of something that an earlier try turned out to have removed. */
    format = self->refusal != NULL ? self->refusal->already : N_("%s is gone already");

  sentence = _(format);
  place = strstr (sentence, "%s");
  if (place == NULL)
    return g_strdup (sentence);

  return g_strdup_printf ("%.*s%s%s", (int) (place - sentence), sentence, name, place + 2);
}

/**
 * wh_action_dup_inverse:
 * @self: an action
 *
 * Returns: (transfer full) (nullable): the action that takes it back, filled in; %NULL where it
 *   changed nothing, or there is no way back, or what was before is not known
 */
WhAction *
wh_action_dup_inverse (WhAction *self)
{
  const WhChange *change;

  g_return_val_if_fail (WH_IS_ACTION (self), NULL);

  change = self->operation->change;
  if (self->outcome != WH_ACTION_DONE || change->invert == NULL ||
      (change->can_invert != NULL && !change->can_invert (self)))
    return NULL;

  return change->invert (self);
}

/* The value that names something that was changed, as well as it is known: what came back has IDs
 * where the draft may have an alias. */
static const char *
find_key (WhAction   *self,
          const char *field)
{
  const char *text = NULL;

  if (field == NULL)
    return NULL;

  text = wh_record_get_member_text (self->result, field);
  if (text == NULL && wh_action_is_about_record (self))
    text = wh_record_get_member_text (self->record, field);

  return text != NULL ? text : wh_action_get_text (self, field);
}

/**
 * wh_action_report:
 * @self: an action that was a success
 *
 * Says on the connection what has to be read again. Does so by itself unless
 * wh_action_set_reports() was told otherwise.
 */
void
wh_action_report (WhAction *self)
{
  const WhAffected *affected;

  g_return_if_fail (WH_IS_ACTION (self));
  g_return_if_fail (is_done (self));

  for (affected = self->operation->change->affects; affected->resource != NULL; affected++)
    {
      const char *key = find_key (self, affected->field);

      if (key != NULL || !affected->exact)
        wh_connection_report_change (self->connection, affected->resource, key,
                                     affected->removed && key != NULL);
    }
}
