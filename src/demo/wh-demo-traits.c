/* wh-demo-traits.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-traits.h"

#include <string.h>

/* §9.1: filled in by the service itself, not to be written. */
static const char * const reserved[] = {
  "Age of Account", "Age Range", "Country", "Location", "Company Industry", "Company Size",
  "Gender", "Job Category", "MRR Quartile", "Twitter Followers", "Activity Level",
};

/**
 * wh_demo_traits_equal:
 * @a: a category or trait
 * @b: another
 *
 * Returns: whether they are the same to the service, which ignores case (§9.1)
 */
gboolean
wh_demo_traits_equal (const char *a,
                      const char *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (strcmp (a, b) == 0)
    return TRUE;

  left = g_utf8_casefold (a, -1);
  right = g_utf8_casefold (b, -1);
  return strcmp (left, right) == 0;
}

/**
 * wh_demo_traits_is_reserved:
 * @category: a category
 *
 * Returns: whether it is one of those that the service fills in
 */
gboolean
wh_demo_traits_is_reserved (const char *category)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (wh_demo_traits_equal (category, reserved[i]))
      return TRUE;

  return FALSE;
}

static guint
find_index (WhDemoCustomer *customer,
            const char     *category)
{
  for (guint i = 0; customer->traits != NULL && i < customer->traits->len; i++)
    if (wh_demo_traits_equal (g_array_index (customer->traits, WhDemoTrait, i).category, category))
      return i;

  return G_MAXUINT;
}

/**
 * wh_demo_traits_find:
 * @customer: a customer
 * @category: a category
 *
 * Returns: (transfer none) (nullable): the customer's trait in it
 */
const char *
wh_demo_traits_find (WhDemoCustomer *customer,
                     const char     *category)
{
  guint index = find_index (customer, category);

  return index == G_MAXUINT ? NULL : g_array_index (customer->traits, WhDemoTrait, index).trait;
}

/* How many customers have a trait; change is added to it. */
static void
count (WhDemoStore *store,
       const char  *category,
       const char  *trait,
       int          change)
{
  g_autofree char *folded_category = g_utf8_casefold (category, -1);
  g_autofree char *folded_trait = g_utf8_casefold (trait, -1);
  GHashTable *traits = g_hash_table_lookup (store->trait_counts, folded_category);
  int n;

  if (traits == NULL)
    {
      traits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (store->trait_counts, g_steal_pointer (&folded_category), traits);
    }

  n = GPOINTER_TO_INT (g_hash_table_lookup (traits, folded_trait)) + change;
  if (n > 0)
    g_hash_table_insert (traits, g_steal_pointer (&folded_trait), GINT_TO_POINTER (n));
  else
    g_hash_table_remove (traits, folded_trait);
}

/**
 * wh_demo_traits_is_full:
 * @store: a store
 * @category: a category
 * @trait: what is to be put there
 *
 * Returns: whether @trait would be one too many different ones (§9.1)
 */
gboolean
wh_demo_traits_is_full (WhDemoStore *store,
                        const char  *category,
                        const char  *trait)
{
  g_autofree char *folded_category = g_utf8_casefold (category, -1);
  g_autofree char *folded_trait = g_utf8_casefold (trait, -1);
  GHashTable *traits = g_hash_table_lookup (store->trait_counts, folded_category);

  return traits != NULL && g_hash_table_size (traits) >= WH_DEMO_MAX_TRAITS
         && !g_hash_table_contains (traits, folded_trait);
}

/**
 * wh_demo_traits_put:
 * @store: a store
 * @customer: one of its customers
 * @category: a category
 * @trait: the customer's trait in it, in place of an earlier one ("add or change", §9.1)
 */
void
wh_demo_traits_put (WhDemoStore    *store,
                    WhDemoCustomer *customer,
                    const char     *category,
                    const char     *trait)
{
  WhDemoTrait entry = {
    g_string_chunk_insert_const (store->strings, category),
    g_string_chunk_insert_const (store->strings, trait),
  };
  guint index = find_index (customer, category);

  if (customer->traits == NULL)
    customer->traits = g_array_new (FALSE, FALSE, sizeof (WhDemoTrait));

  count (store, category, trait, 1);
  if (index == G_MAXUINT)
    {
      g_array_append_val (customer->traits, entry);
      return;
    }

  count (store, category, g_array_index (customer->traits, WhDemoTrait, index).trait, -1);
  g_array_index (customer->traits, WhDemoTrait, index) = entry;
}

/**
 * wh_demo_traits_remove:
 * @store: a store
 * @customer: one of its customers
 * @category: a category
 *
 * Returns: whether the customer had a trait in it
 */
gboolean
wh_demo_traits_remove (WhDemoStore    *store,
                       WhDemoCustomer *customer,
                       const char     *category)
{
  guint index = find_index (customer, category);

  if (index == G_MAXUINT)
    return FALSE;

  count (store, category, g_array_index (customer->traits, WhDemoTrait, index).trait, -1);
  g_array_remove_index (customer->traits, index);
  return TRUE;
}
