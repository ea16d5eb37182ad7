/* wh-history.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-history-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (WhHistory, wh_history, G_TYPE_OBJECT)

static void
group_free (gpointer data)
{
  WhHistoryGroup *group = data;

  g_array_unref (group->events);
  g_free (group);
}

/* Nobody says in which order the API writes events (§4.1). For those of one date it counts, so it
 * is read off the others: 1 where the oldest comes first, -1 where the newest does, 0 where
 * nothing tells. */
static int
find_direction (const WhHistoryEvent *events,
                guint                 n_events)
{
  const WhHistoryEvent *last = NULL;
  int direction = 0;

  for (guint i = 0; i < n_events; i++)
    {
      if (!events[i].has_date)
        continue;
      if (last != NULL && events[i].date > last->date)
        return 1;
      if (last != NULL && events[i].date < last->date)
        direction = -1;
      last = &events[i];
    }

  return direction;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const WhHistoryEvent *left = a;
  const WhHistoryEvent *right = b;

  if (left->has_date != right->has_date)
    return left->has_date ? -1 : 1;
  if (left->has_date && left->date != right->date)
    return left->date < right->date ? -1 : 1;

  return left->position < right->position ? -1 : left->position > right->position;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const WhHistoryGroup *left = *(const WhHistoryGroup *const *) a;
  const WhHistoryGroup *right = *(const WhHistoryGroup *const *) b;

  return compare_events (wh_history_group_get (left, 0), wh_history_group_get (right, 0));
}

static void
sort_group (WhHistoryGroup *group,
            int             direction_of_all)
{
  WhHistoryEvent *events = (WhHistoryEvent *) group->events->data;
  guint n_events = group->events->len;
  int direction = find_direction (events, n_events);

  if (direction == 0)
    direction = direction_of_all;
  for (guint i = 0; direction < 0 && i < n_events; i++)
    events[i].position = G_MAXUINT - events[i].position;
  g_array_sort (group->events, compare_events);
}

static void
build_groups (WhHistory *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (WhHistoryEvent));
  guint date = wh_history_find_field ("effective_date");
  int direction;

  for (guint i = 0; i < self->records->len; i++)
    {
      WhHistoryEvent event = { .record = g_ptr_array_index (self->records, i), .position = i };
      const char *id = wh_record_get_key (event.record);
      WhHistoryGroup *group = g_hash_table_lookup (by_id, id);

      if (group == NULL)
        {
          group = g_new0 (WhHistoryGroup, 1);
          group->id = id;
          group->events = g_array_new (FALSE, FALSE, sizeof (WhHistoryEvent));
          g_ptr_array_add (self->groups, group);
          g_hash_table_insert (by_id, (gpointer) id, group);
        }
      event.has_date = wh_record_get_number (event.record, date, &event.date);
      g_array_append_val (group->events, event);
      g_array_append_val (all, event);
    }

  direction = find_direction ((WhHistoryEvent *) all->data, all->len);
  for (guint i = 0; i < self->groups->len; i++)
    sort_group (g_ptr_array_index (self->groups, i), direction);
  g_ptr_array_sort (self->groups, compare_groups);
}

static void
wh_history_finalize (GObject *object)
{
  WhHistory *self = WH_HISTORY (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (wh_history_parent_class)->finalize (object);
}

static void
wh_history_class_init (WhHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_history_finalize;
}

static void
wh_history_init (WhHistory *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_ptr_array_new_with_free_func (group_free);
}

const WhHistoryEvent *
wh_history_group_get (const WhHistoryGroup *group,
                      guint                 event)
{
  return &g_array_index (group->events, WhHistoryEvent, event);
}

guint
wh_history_find_field (const char *id)
{
  int field = wh_resource_find_field (wh_resources_find ("subscription"), id);

  g_assert (field >= 0);

  return (guint) field;
}

const char *
wh_history_get_text (WhRecord   *record,
                     const char *id)
{
  const char *text = wh_record_get_text (record, wh_history_find_field (id));

  return text != NULL && *text != '\0' ? text : NULL;
}

const WhHistoryGroup *
wh_history_get_group (WhHistory *self,
                      guint      subscription)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);
  g_return_val_if_fail (subscription < self->groups->len, NULL);

  return g_ptr_array_index (self->groups, subscription);
}

/* What the newest event that says anything says. */
static const char *
find_newest (WhHistory  *self,
             const char *field)
{
  const WhHistoryEvent *newest = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      const WhHistoryGroup *group = g_ptr_array_index (self->groups, i);

      for (guint j = 0; j < group->events->len; j++)
        {
          const WhHistoryEvent *event = wh_history_group_get (group, j);

          if (wh_history_get_text (event->record, field) != NULL &&
              (newest == NULL || (event->has_date && !newest->has_date) ||
               (event->has_date == newest->has_date && event->date >= newest->date)))
            newest = event;
        }
    }

  return newest != NULL ? wh_history_get_text (newest->record, field) : NULL;
}

/**
 * wh_history_new:
 * @events: (element-type WhRecord): what the API answered for one user (§4.1), in any order
 *
 * Events of one subscription and one date stay in the order of the API, turned round where it
 * wrote the newest first.
 *
 * Returns: (transfer full): their history
 */
WhHistory *
wh_history_new (GPtrArray *events)
{
  WhHistory *self;

  g_return_val_if_fail (events != NULL, NULL);

  self = g_object_new (WH_TYPE_HISTORY, NULL);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->records, g_object_ref (g_ptr_array_index (events, i)));
  build_groups (self);

  return self;
}

/**
 * wh_history_new_from_json:
 * @json: what wh_history_to_json() wrote, or the API
 * @error: return location for a %WH_JSON_ERROR or a %WH_API_ERROR
 *
 * Returns: (transfer full) (nullable): the history
 */
WhHistory *
wh_history_new_from_json (GBytes  *json,
                          GError **error)
{
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GPtrArray) events = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  document = wh_json_document_parse (json, WH_JSON_DEFAULT_DEPTH, error);
  if (document == NULL)
    return NULL;

  events = wh_records_new_from_array (wh_resources_find ("subscription"),
                                      wh_json_document_get_root (document), error);

  return events != NULL ? wh_history_new (events) : NULL;
}

/**
 * wh_history_to_json:
 * @self: a history
 *
 * Returns: (transfer full): an array of the events as the API sent them, in its order
 */
GBytes *
wh_history_to_json (WhHistory *self)
{
  GString *json = g_string_new ("[");
  gsize length;

  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      g_autofree char *object = wh_record_dup_json (g_ptr_array_index (self->records, i));

      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append (json, object);
    }
  g_string_append_c (json, ']');
  length = json->len;

  return g_bytes_new_take (g_string_free (json, FALSE), length);
}

/**
 * wh_history_get_user_id:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): whose it is, where it says so
 */
const char *
wh_history_get_user_id (WhHistory *self)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);

  return find_newest (self, "user_id");
}

/**
 * wh_history_get_user_alias:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the user's alias
 */
const char *
wh_history_get_user_alias (WhHistory *self)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);

  return find_newest (self, "user_alias");
}

/**
 * wh_history_get_email:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the user's address, or whatever text is there (§3.2)
 */
const char *
wh_history_get_email (WhHistory *self)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);

  return find_newest (self, "email");
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * wh_history_dup_currencies:
 * @self: a history
 *
 * Returns: (transfer full): the currencies of the subscriptions, each once
 */
char **
wh_history_dup_currencies (WhHistory *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *currencies = g_ptr_array_new ();

  g_return_val_if_fail (WH_IS_HISTORY (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      WhRecord *record = g_ptr_array_index (self->records, i);
      const char *text = wh_history_get_text (record, "plan_currency");
      g_autofree char *currency = text != NULL ? g_ascii_strdown (text, -1) : NULL;

      if (currency == NULL || g_hash_table_contains (seen, currency))
        continue;
      g_hash_table_add (seen, currency);
      g_ptr_array_add (currencies, g_steal_pointer (&currency));
    }
  g_ptr_array_sort (currencies, compare_texts);
  g_ptr_array_add (currencies, NULL);

  return (char **) g_ptr_array_free (currencies, FALSE);
}

/**
 * wh_history_get_n_subscriptions:
 * @self: a history
 *
 * Returns: how many subscriptions the user has or had
 */
guint
wh_history_get_n_subscriptions (WhHistory *self)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), 0);

  return self->groups->len;
}

/**
 * wh_history_get_subscription_id:
 * @self: a history
 * @subscription: index of a subscription
 *
 * Returns: (transfer none): its ID
 */
const char *
wh_history_get_subscription_id (WhHistory *self,
                                guint      subscription)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);

  return group != NULL ? group->id : NULL;
}

/**
 * wh_history_find_subscription:
 * @self: a history
 * @id_or_alias: of a subscription
 *
 * Returns: its index, or %WH_HISTORY_NONE
 */
int
wh_history_find_subscription (WhHistory  *self,
                              const char *id_or_alias)
{
  g_return_val_if_fail (WH_IS_HISTORY (self), WH_HISTORY_NONE);
  g_return_val_if_fail (id_or_alias != NULL, WH_HISTORY_NONE);

  for (guint i = 0; i < self->groups->len; i++)
    {
      if (strcmp (wh_history_get_subscription_id (self, i), id_or_alias) == 0)
        return (int) i;
    }

  for (guint i = 0; i < self->records->len; i++)
    {
      WhRecord *record = g_ptr_array_index (self->records, i);

      if (g_strcmp0 (wh_history_get_text (record, "subscription_alias"), id_or_alias) == 0)
        return wh_history_find_subscription (self, wh_record_get_key (record));
    }

  return WH_HISTORY_NONE;
}

/**
 * wh_history_get_n_events:
 * @self: a history
 * @subscription: index of a subscription
 *
 * Returns: how many events it has, at least one
 */
guint
wh_history_get_n_events (WhHistory *self,
                         guint      subscription)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);

  return group != NULL ? group->events->len : 0;
}

/**
 * wh_history_get_event:
 * @self: a history
 * @subscription: index of a subscription
 * @event: index of an event, the oldest first
 *
 * Returns: (transfer none): what the API sent
 */
WhRecord *
wh_history_get_event (WhHistory *self,
                      guint      subscription,
                      guint      event)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);

  g_return_val_if_fail (group != NULL && event < group->events->len, NULL);

  return wh_history_group_get (group, event)->record;
}

/**
 * wh_history_get_date:
 * @self: a history
 * @subscription: index of a subscription
 * @event: index of an event
 * @date: (out): when it takes effect, in microseconds since the epoch
 *
 * Returns: whether that can be read
 */
gboolean
wh_history_get_date (WhHistory *self,
                     guint      subscription,
                     guint      event,
                     gint64    *date)
{
  const WhHistoryGroup *group = wh_history_get_group (self, subscription);

  g_return_val_if_fail (group != NULL && event < group->events->len, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  *date = wh_history_group_get (group, event)->date;

  return wh_history_group_get (group, event)->has_date;
}
