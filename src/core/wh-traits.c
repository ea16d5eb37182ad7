/* wh-traits.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-traits.h"

#include <string.h>

#include "wh-service.h"

/* Deeper than any likely answer. */
#define MAX_DEPTH 8

/* §9.1 */
static const char *const reserved_categories[] = {
  "Age of Account", "Age Range", "Country", "Location", "Company Industry", "Company Size",
  "Gender", "Job Category", "MRR Quartile", "Twitter Followers", "Activity Level",
};

/* What a member that holds all the traits may be called, and one that is no category. */
static const char *const envelope_names[] = { "traits", "customer_traits", "data", "results" };
static const char *const identity_names[] = { "customer_id", "user_id", "email", "id" };
static const char *const category_names[] = { "category", "category_name" };
static const char *const trait_names[] = { "trait", "trait_name", "value", "traits", "name" };

typedef struct
{
  GPtrArray *traits;
  GHashTable *seen; /* pairs without case */
} Reader;

static void read_value (Reader      *reader,
                        const char  *category,
                        WhJsonValue  value,
                        guint        depth);

static void
trait_free (gpointer data)
{
  WhTrait *trait = data;

  g_free (trait->category);
  g_free (trait->trait);
  g_free (trait);
}

/* A scalar as text; %NULL for none. */
static char *
dup_text (WhJsonValue value)
{
  WhJsonType type = wh_json_value_get_type (value);
  g_autofree char *text = NULL;
  const char *raw;
  gsize length;

  if (type == WH_JSON_NULL || type == WH_JSON_ARRAY || type == WH_JSON_OBJECT)
    return NULL;

  raw = wh_json_value_peek_text (value, &length);
  text = type == WH_JSON_STRING ? wh_json_value_dup_string (value) : g_strndup (raw, length);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_container (WhJsonValue value)
{
  WhJsonType type = wh_json_value_get_type (value);

  return type == WH_JSON_ARRAY || type == WH_JSON_OBJECT;
}

static gboolean
find_member (WhJsonValue        object,
             const char *const *names,
             guint              n_names,
             WhJsonValue       *member)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (wh_json_value_get_member (object, names[i], member))
        return TRUE;
    }

  return FALSE;
}

#define FIND_MEMBER(object, names, member) \
  find_member (object, names, G_N_ELEMENTS (names), member)

static void
add (Reader     *reader,
     const char *category,
     char       *text)
{
  g_autofree char *pair = g_strconcat (category, "\n", text, NULL);
  g_autofree char *folded = g_utf8_casefold (pair, -1);
  WhTrait *trait;

  if (!g_hash_table_add (reader->seen, g_steal_pointer (&folded)))
    {
      g_free (text);
      return;
    }

  trait = g_new0 (WhTrait, 1);
  trait->category = g_strdup (category);
  trait->trait = text;
  g_ptr_array_add (reader->traits, trait);
}

static gboolean
is_identity (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (identity_names); i++)
    {
      if (strcmp (name, identity_names[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Each member a category. */
static void
read_categories (Reader      *reader,
                 WhJsonValue  object,
                 guint        depth)
{
  WhJsonValue name, value;
  WhJsonIter iter;

  wh_json_iter_init (&iter, object);
  while (wh_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *category = dup_text (name);

      if (category != NULL && !is_identity (category))
        read_value (reader, category, value, depth + 1);
    }
}

static void
read_object (Reader      *reader,
             const char  *category,
             WhJsonValue  object,
             guint        depth)
{
  WhJsonValue member, trait;
  g_autofree char *own_category = NULL;

  if (FIND_MEMBER (object, category_names, &member) &&
      FIND_MEMBER (object, trait_names, &trait))
    {
      own_category = dup_text (member);
      if (own_category != NULL)
        read_value (reader, own_category, trait, depth + 1);
    }
  else if (category != NULL)
    {
      if (FIND_MEMBER (object, trait_names, &trait))
        read_value (reader, category, trait, depth + 1);
    }
  else if (FIND_MEMBER (object, envelope_names, &member) && is_container (member))
    {
      read_value (reader, NULL, member, depth + 1);
    }
  else
    {
      read_categories (reader, object, depth);
    }
}

/* A list of traits, or of anything that is one; without a category also a pair. */
static void
read_array (Reader      *reader,
            const char  *category,
            WhJsonValue  array,
            guint        depth)
{
  g_autofree char *first = NULL;
  WhJsonValue value;
  WhJsonIter iter;

  wh_json_iter_init (&iter, array);
  while (wh_json_iter_next (&iter, NULL, &value))
    {
      if (category != NULL || is_container (value))
        read_value (reader, category, value, depth + 1);
      else if (first == NULL)
        first = dup_text (value);
      else if (wh_json_value_get_length (array) == 2)
        read_value (reader, first, value, depth + 1);
    }
}

static void
read_value (Reader      *reader,
            const char  *category,
            WhJsonValue  value,
            guint        depth)
{
  char *text;

  if (depth > MAX_DEPTH)
    return;

  switch (wh_json_value_get_type (value))
    {
    case WH_JSON_OBJECT:
      read_object (reader, category, value, depth);
      break;

    case WH_JSON_ARRAY:
      read_array (reader, category, value, depth);
      break;

    case WH_JSON_NULL:
    case WH_JSON_FALSE:
    case WH_JSON_TRUE:
    case WH_JSON_NUMBER:
    case WH_JSON_STRING:
    default:
      text = category != NULL ? dup_text (value) : NULL;
      if (text != NULL)
        add (reader, category, text);
      break;
    }
}

static int
compare_traits (gconstpointer a,
                gconstpointer b)
{
  const WhTrait *left = *(const WhTrait *const *) a;
  const WhTrait *right = *(const WhTrait *const *) b;
  int order = g_utf8_collate (left->category, right->category);

  return order != 0 ? order : g_utf8_collate (left->trait, right->trait);
}

/**
 * wh_traits_new_from_json:
 * @root: the whole answer
 *
 * Reads a list of objects with a category and a trait, of pairs, or of objects with a category
 * for a member; an object with a category for each member, which holds a trait or a list of them;
 * and any of these in an envelope. What is none of them has no traits.
 *
 * Returns: (transfer full) (element-type WhTrait): the traits, by category, each once
 */
GPtrArray *
wh_traits_new_from_json (WhJsonValue root)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { g_ptr_array_new_with_free_func (trait_free), seen };

  read_value (&reader, NULL, root, 0);
  g_ptr_array_sort (reader.traits, compare_traits);

  return reader.traits;
}

/**
 * wh_trait_texts_equal:
 * @a: a category or a trait
 * @b: another
 *
 * Returns: whether they are the same to the API, which does not look at case (§9.1)
 */
gboolean
wh_trait_texts_equal (const char *a,
                      const char *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  left = g_utf8_casefold (a, -1);
  right = g_utf8_casefold (b, -1);

  return strcmp (left, right) == 0;
}

/**
 * wh_trait_category_is_reserved:
 * @category: a category, with or without blanks around it
 *
 * Returns: whether nothing can be written there (§9.1)
 */
gboolean
wh_trait_category_is_reserved (const char *category)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (category != NULL, FALSE);

  stripped = g_strstrip (g_strdup (category));
  for (guint i = 0; i < G_N_ELEMENTS (reserved_categories); i++)
    {
      if (wh_trait_texts_equal (stripped, reserved_categories[i]))
        return TRUE;
    }

  return FALSE;
}

static void
on_traits_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (WhApiResponse) response = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  GError *error = NULL;

  response = wh_service_run_finish (WH_API_CLIENT (source), result, &error);
  if (response != NULL && g_bytes_get_size (wh_api_response_get_body (response)) == 0)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (trait_free),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  if (response != NULL)
    document = wh_api_response_parse (response, &error);
  if (document == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           wh_traits_new_from_json (wh_json_document_get_root (document)),
                           (GDestroyNotify) g_ptr_array_unref);
}

/**
 * wh_traits_load_async:
 * @client: who asks
 * @customer_id: of a customer, wherever it comes from
 * @priority: whose turn it is when the limiter makes callers wait
 * @cancellable: (nullable): gives up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads the traits of one customer.
 */
void
wh_traits_load_async (WhApiClient         *client,
                      const char          *customer_id,
                      WhApiPriority        priority,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (WhDraft) draft = NULL;

  g_return_if_fail (WH_IS_API_CLIENT (client));
  g_return_if_fail (customer_id != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_traits_load_async);
  draft = wh_draft_new (wh_operations_find ("get-traits"));
  wh_draft_set_text (draft, "customer_id", customer_id);
  wh_service_run_async (client, draft, priority, cancellable, on_traits_cb,
                        g_steal_pointer (&task));
}

/**
 * wh_traits_load_finish:
 * @client: who asked
 * @result: what the callback got
 * @error: return location; %WH_API_ERROR_NOT_FOUND also where the customer is too new (§12.10)
 *
 * Returns: (transfer full) (element-type WhTrait) (nullable): the traits, or %NULL with @error set
 */
GPtrArray *
wh_traits_load_finish (WhApiClient   *client,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_traits_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
