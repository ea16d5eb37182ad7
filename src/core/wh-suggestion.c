/* wh-suggestion.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-suggestion.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WhSuggestion
{
  GObject parent_instance;

  char *value;
  char *name; /* (nullable) */
  char *folded_value;
  char *folded_name;
};

G_DEFINE_FINAL_TYPE (WhSuggestion, wh_suggestion, G_TYPE_OBJECT)

/* Without case and accents, and with one blank before each word. */
static char *
dup_folded (const char *text)
{
  g_auto (GStrv) words = wh_record_fold (text);
  g_autofree char *joined = g_strjoinv (" ", words);

  return g_strconcat (" ", joined, NULL);
}

static gboolean
has_everything (WhSuggestion *self,
                const char   *typed)
{
  g_auto (GStrv) words = wh_record_fold (typed);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (self->folded_value, words[i]) == NULL &&
          strstr (self->folded_name, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
wh_suggestion_finalize (GObject *object)
{
  WhSuggestion *self = WH_SUGGESTION (object);

  g_free (self->value);
  g_free (self->name);
  g_free (self->folded_value);
  g_free (self->folded_name);

  G_OBJECT_CLASS (wh_suggestion_parent_class)->finalize (object);
}

static void
wh_suggestion_class_init (WhSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wh_suggestion_finalize;
}

static void
wh_suggestion_init (WhSuggestion *self)
{
}

/**
 * wh_suggestion_new:
 * @value: what is typed
 * @name: (nullable): what people call it
 *
 * Returns: (transfer full): a suggestion
 */
WhSuggestion *
wh_suggestion_new (const char *value,
                   const char *name)
{
  WhSuggestion *self;

  g_return_val_if_fail (value != NULL, NULL);

  self = g_object_new (WH_TYPE_SUGGESTION, NULL);
  self->value = g_strdup (value);
  self->name = g_strdup (name);
  self->folded_value = dup_folded (value);
  self->folded_name = dup_folded (name);

  return self;
}

/**
 * wh_suggestion_new_for_record:
 * @record: a record of a resource with a field that heads the detail
 *
 * Returns: (transfer full): a suggestion of its key
 */
WhSuggestion *
wh_suggestion_new_for_record (WhRecord *record)
{
  const char *key;
  const char *name = NULL;
  int title;

  g_return_val_if_fail (WH_IS_RECORD (record), NULL);

  key = wh_record_get_key (record);
  title = wh_resource_find_flag (wh_record_get_resource (record), WH_RESOURCE_FIELD_TITLE);
  if (title >= 0)
    name = wh_record_get_text (record, (guint) title);

  /* What has no name is headed by its key. */
  return wh_suggestion_new (key, g_strcmp0 (name, key) != 0 ? name : NULL);
}

/**
 * wh_suggestions_new_for_currencies:
 *
 * Returns: (transfer full): a #GListModel of #WhSuggestion
 */
GListModel *
wh_suggestions_new_for_currencies (void)
{
  GListStore *store = g_list_store_new (WH_TYPE_SUGGESTION);

  for (guint i = 0; i < WH_N_CURRENCIES; i++)
    {
      const WhCurrency *currency = wh_currency_get (i);
      g_autofree char *code = g_ascii_strup (currency->code, -1);
      g_autoptr (WhSuggestion) suggestion = wh_suggestion_new (code, _(currency->name));

      g_list_store_append (store, suggestion);
    }

  return G_LIST_MODEL (store);
}

/**
 * wh_suggestion_get_value:
 * @self: a suggestion
 *
 * Returns: what is typed
 */
const char *
wh_suggestion_get_value (WhSuggestion *self)
{
  g_return_val_if_fail (WH_IS_SUGGESTION (self), NULL);

  return self->value;
}

/**
 * wh_suggestion_get_name:
 * @self: a suggestion
 *
 * Returns: (nullable): what people call it
 */
const char *
wh_suggestion_get_name (WhSuggestion *self)
{
  g_return_val_if_fail (WH_IS_SUGGESTION (self), NULL);

  return self->name;
}

/**
 * wh_suggestion_get_fit:
 * @self: a suggestion
 * @typed: (nullable): what somebody has typed so far
 *
 * Returns: how well it fits; nothing typed is inside everything
 */
WhSuggestionFit
wh_suggestion_get_fit (WhSuggestion *self,
                       const char   *typed)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (WH_IS_SUGGESTION (self), WH_SUGGESTION_NO);

  folded = dup_folded (typed);
  if (folded[1] == '\0')
    return WH_SUGGESTION_INSIDE;
  if (strcmp (self->folded_value, folded) == 0)
    return WH_SUGGESTION_SAME;
  if (g_str_has_prefix (self->folded_value, folded))
    return WH_SUGGESTION_BEGINS;
  /* The blank before it is that of a word. */
  if (strstr (self->folded_name, folded) != NULL)
    return WH_SUGGESTION_WORD;

  return has_everything (self, typed) ? WH_SUGGESTION_INSIDE : WH_SUGGESTION_NO;
}
