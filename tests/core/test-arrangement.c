/* test-arrangement.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-arrangement.h"
#include "wh-test-util.h"

#include <string.h>

#define SEED 20260101
#define N_CHANGES 400

/* What somebody who listens to the arrangement believes to be in it. */
typedef struct
{
  GPtrArray *records;
  guint      n_changes;
  guint      position; /* of the last change */
  guint      n_removed;
  guint      n_added;
} Shadow;

static GPtrArray *
make_records (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  records = wh_records_new_from_array (wh_resources_find ("customer"),
                                       wh_json_document_get_root (document), &error);
  g_assert_no_error (error);

  return g_steal_pointer (&records);
}

static GListStore *
make_source (const char *json)
{
  g_autoptr (GPtrArray) records = make_records (json);
  GListStore *source = g_list_store_new (WH_TYPE_RECORD);

  g_list_store_splice (source, 0, 0, records->pdata, records->len);

  return source;
}

static WhArrangement *
make_arrangement (const char *json)
{
  g_autoptr (GListStore) source = make_source (json);

  return wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
}

static guint
find (const char *id)
{
  int field = wh_resource_find_field (wh_resources_find ("customer"), id);

  g_assert_cmpint (field, >=, 0);

  return (guint) field;
}

/* @expected: the keys with a blank between. */
static void
assert_keys (WhArrangement *arrangement,
             const char    *expected)
{
  GListModel *model = G_LIST_MODEL (arrangement);
  g_autoptr (GString) keys = g_string_new (NULL);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (model, i);

      if (i > 0)
        g_string_append_c (keys, ' ');
      g_string_append (keys, wh_record_get_key (record));
    }
  g_assert_cmpstr (keys->str, ==, expected);
  g_assert_null (g_list_model_get_item (model, n));
}

static void
on_changed_cb (GListModel *model,
               guint       position,
               guint       n_removed,
               guint       n_added,
               Shadow     *shadow)
{
  shadow->n_changes++;
  shadow->position = position;
  shadow->n_removed = n_removed;
  shadow->n_added = n_added;

  g_assert_cmpuint (n_removed + n_added, >, 0);
  g_assert_cmpuint (position + n_removed, <=, shadow->records->len);
  g_assert_cmpuint (shadow->records->len - n_removed + n_added, ==,
                    g_list_model_get_n_items (model));

  /* What begins or ends both sides of the change did not change. */
  if (n_removed > 0 && n_added > 0)
    {
      g_autoptr (WhRecord) first = g_list_model_get_item (model, position);
      g_autoptr (WhRecord) last = g_list_model_get_item (model, position + n_added - 1);

      g_assert_true (g_ptr_array_index (shadow->records, position) != first);
      g_assert_true (g_ptr_array_index (shadow->records, position + n_removed - 1) != last);
    }

  if (n_removed > 0)
    g_ptr_array_remove_range (shadow->records, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (shadow->records, (int) (position + i),
                        g_list_model_get_item (model, position + i));
}

static void
shadow_init (Shadow        *self,
             WhArrangement *arrangement)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (arrangement));

  memset (self, 0, sizeof *self);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->records, g_list_model_get_item (G_LIST_MODEL (arrangement), i));
  g_signal_connect (arrangement, "items-changed", G_CALLBACK (on_changed_cb), self);
}

static void
shadow_clear (Shadow        *self,
              WhArrangement *arrangement)
{
  g_signal_handlers_disconnect_by_data (arrangement, self);
  g_ptr_array_unref (self->records);
}

static void
assert_change (Shadow *shadow,
               guint   position,
               guint   n_removed,
               guint   n_added)
{
  g_assert_cmpuint (shadow->n_changes, ==, 1);
  g_assert_cmpuint (shadow->position, ==, position);
  g_assert_cmpuint (shadow->n_removed, ==, n_removed);
  g_assert_cmpuint (shadow->n_added, ==, n_added);
  shadow->n_changes = 0;
}

static void
test_arrangement_search (void)
{
  static const char json[] =
    "[{\"customer_id\":\"c1\",\"first_name\":\"Zo\\u00eb\",\"email\":\"z@one.example\"},"
    "{\"customer_id\":\"c2\",\"email\":\"zorro@two.example\"},"
    "{\"customer_id\":\"c3\",\"first_name\":\"Ada\",\"last_name\":\"Lind\"}]";
  static const struct
  {
    const char *typed;
    const char *keys;
    gboolean filtered;
  } cases[] = {
    { "zo", "c1 c2", TRUE },
    { "ZOE", "c1", TRUE },
    { "example zo", "c1 c2", TRUE },
    { "lind ada", "c3", TRUE },
    { "ada one", "", TRUE },
    { "c3", "c3", TRUE },
    { " \t", "c1 c2 c3", FALSE },
    { "two", "c2", TRUE },
    { NULL, "c1 c2 c3", FALSE },
  };
  g_autoptr (WhArrangement) arrangement = make_arrangement (json);

  assert_keys (arrangement, "c1 c2 c3");
  g_assert_false (wh_arrangement_is_filtered (arrangement));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      wh_arrangement_set_search (arrangement, cases[i].typed);
      assert_keys (arrangement, cases[i].keys);
      g_assert_true (wh_arrangement_is_filtered (arrangement) == cases[i].filtered);
    }
}

static void
test_arrangement_filter (void)
{
  static const char json[] =
    "[{\"customer_id\":\"a\",\"status\":\"active\",\"plans\":[\"Team\",\"Pro\"]},"
    "{\"customer_id\":\"b\",\"status\":\"trialing\",\"plans\":[\"Pro\"]},"
    "{\"customer_id\":\"c\",\"status\":\"active\",\"plans\":[]},"
    "{\"customer_id\":\"d\",\"status\":null,\"plans\":[\"Team, Pro\"]},"
    "{\"customer_id\":\"e\",\"status\":\"active_more\"}]";
  static const struct
  {
    const char *status[3];
    const char *plans[3];
    const char *keys;
  } cases[] = {
    { { "active" }, { NULL }, "a c" },
    { { "active", "trialing" }, { NULL }, "a b c" },
    { { "trialing", "nothing" }, { NULL }, "b" },
    { { "" }, { NULL }, "" },
    { { NULL }, { "Pro" }, "a b" },
    { { NULL }, { "Team" }, "a" },
    { { NULL }, { "Team, Pro" }, "d" },
    { { NULL }, { "Team", "Team, Pro" }, "a d" },
    { { "active" }, { "Pro", "Team, Pro" }, "a" },
    { { "trialing" }, { "Team" }, "" },
    { { NULL }, { NULL }, "a b c d e" },
  };
  g_autoptr (WhArrangement) arrangement = make_arrangement (json);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *got;

      wh_arrangement_set_filter (arrangement, find ("status"), cases[i].status);
      wh_arrangement_set_filter (arrangement, find ("plans"), cases[i].plans);
      assert_keys (arrangement, cases[i].keys);
      g_assert_true (wh_arrangement_is_filtered (arrangement) ==
                     (cases[i].status[0] != NULL || cases[i].plans[0] != NULL));

      got = wh_arrangement_get_filter (arrangement, find ("status"));
      if (cases[i].status[0] == NULL)
        g_assert_null (got);
      else
        g_assert_true (g_strv_equal (got, cases[i].status));
      g_assert_null (wh_arrangement_get_filter (arrangement, find ("email")));
    }

  /* A search takes away from what the filters leave. */
  wh_arrangement_set_filter (arrangement, find ("status"), cases[0].status);
  wh_arrangement_set_search (arrangement, "c");
  assert_keys (arrangement, "c");
  wh_arrangement_set_filter (arrangement, find ("status"), NULL);
  assert_keys (arrangement, "c");
  wh_arrangement_set_search (arrangement, "");
  assert_keys (arrangement, "a b c d e");
}

static void
test_arrangement_sort (void)
{
  static const struct
  {
    const char *field;
    const char *values[6]; /* of the records a, b, c …; "": left out */
    const char *ascending;
    const char *descending;
  } cases[] = {
    { "mrr_cents", { "5", "-3", "", "12", "0" }, "b e a d c", "d a e b c" },
    { "mrr_cents", { "1", "null", "1", "", "0", "1" }, "e a c f b d", "a c f e b d" },
    { "mrr_cents",
      { "9223372036854775807", "-9223372036854775808", "0", "-1", "9223372036854775806" },
      "b d c e a", "a e c d b" },
    { "mrr_cents",
      { "9007199254740993", "9007199254740992", "null", "9007199254740994", "[]" },
      "b a d c e", "d a b c e" },
    { "created_on",
      { "\"2024-02-10T09:15:30.2Z\"", "1514764800", "null", "\"1969-12-31T23:59:59Z\"",
        "\"2024-02-10T09:15:30.1Z\"" },
      "d b e a c", "a e b d c" },
    { "email", { "\"b\"", "\"B\"", "null", "\"a\"", "\"\"", "\"c\"" },
      "e d a b f c", "f a b d e c" },
    { "email",
      { "\"sameeigh\"", "\"sameeight2\"", "\"sameeight1\"", "\"sameeig\"", "\"sameeight\"",
        "\"SAMEEIGHT1\"" },
      "d a e c f b", "b c f e a d" },
    { "email", { "\"\\u00e9\"", "\"z\"", "\"\\u00c9\"", "\"\\u00ea\"", "\"\\u65e5\"" },
      "b a c d e", "e d a c b" },
    { "plans", { "[\"b\"]", "[]", "null", "[\"a\",\"z\"]", "[\"a\"]" },
      "b e d a c", "a d e b c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) json = g_string_new ("[");
      g_autoptr (WhArrangement) arrangement = NULL;

      for (guint j = 0; j < 6 && cases[i].values[j] != NULL; j++)
        {
          g_string_append_printf (json, "%s{\"customer_id\":\"%c\"", j > 0 ? "," : "",
                                  (char) ('a' + j));
          if (*cases[i].values[j] != '\0')
            g_string_append_printf (json, ",\"%s\":%s", cases[i].field, cases[i].values[j]);
          g_string_append_c (json, '}');
        }
      g_string_append_c (json, ']');

      arrangement = make_arrangement (json->str);
      wh_arrangement_set_sorting (arrangement, (int) find (cases[i].field), FALSE);
      assert_keys (arrangement, cases[i].ascending);
      wh_arrangement_set_sorting (arrangement, (int) find (cases[i].field), TRUE);
      assert_keys (arrangement, cases[i].descending);
      g_assert_false (wh_arrangement_is_filtered (arrangement));
    }
}

/* Without a field, the order is that of the source again. */
static void
test_arrangement_unsorted (void)
{
  g_autoptr (WhArrangement) arrangement = NULL;

  arrangement = make_arrangement ("[{\"customer_id\":\"b\"},{\"customer_id\":\"c\"},"
                                  "{\"customer_id\":\"a\"}]");
  wh_arrangement_set_sorting (arrangement, (int) find ("customer_id"), FALSE);
  assert_keys (arrangement, "a b c");
  wh_arrangement_set_sorting (arrangement, -1, FALSE);
  assert_keys (arrangement, "b c a");
}

static void
append (GListStore *source,
        const char *json)
{
  g_autoptr (GPtrArray) records = make_records (json);

  g_list_store_splice (source, g_list_model_get_n_items (G_LIST_MODEL (source)), 0,
                       records->pdata, records->len);
}

/* What is not touched is not told of. */
static void
test_arrangement_changes (void)
{
  static const char *const none[] = { "nothing", NULL };
  g_autoptr (GListStore) source = NULL;
  g_autoptr (WhArrangement) arrangement = NULL;
  g_autoptr (GPtrArray) records = NULL;
  Shadow shadow;

  source = make_source ("[{\"customer_id\":\"a\",\"mrr_cents\":10},"
                        "{\"customer_id\":\"b\",\"mrr_cents\":30},"
                        "{\"customer_id\":\"c\",\"mrr_cents\":20}]");
  arrangement = wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
  shadow_init (&shadow, arrangement);

  wh_arrangement_set_sorting (arrangement, (int) find ("mrr_cents"), FALSE);
  assert_keys (arrangement, "a c b");
  assert_change (&shadow, 1, 2, 2);
  wh_arrangement_set_sorting (arrangement, (int) find ("mrr_cents"), FALSE);
  wh_arrangement_set_search (arrangement, "  ");
  g_assert_cmpuint (shadow.n_changes, ==, 0);

  append (source, "[{\"customer_id\":\"d\",\"mrr_cents\":40}]");
  assert_change (&shadow, 3, 0, 1);
  append (source, "[{\"customer_id\":\"e\",\"mrr_cents\":20},"
                  "{\"customer_id\":\"f\",\"mrr_cents\":5}]");
  assert_keys (arrangement, "f a c e b d");
  assert_change (&shadow, 0, 2, 4);

  records = make_records ("[{\"customer_id\":\"c\",\"mrr_cents\":21}]");
  g_list_store_splice (source, 2, 1, records->pdata, 1);
  assert_keys (arrangement, "f a e c b d");
  assert_change (&shadow, 2, 2, 2);
  g_list_store_remove (source, 1);
  assert_keys (arrangement, "f a e c d");
  assert_change (&shadow, 4, 1, 0);

  wh_arrangement_set_search (arrangement, "e");
  assert_keys (arrangement, "e");
  shadow.n_changes = 0;
  append (source, "[{\"customer_id\":\"g\",\"mrr_cents\":1}]");
  g_assert_cmpuint (shadow.n_changes, ==, 0);
  wh_arrangement_set_filter (arrangement, find ("status"), none);
  assert_change (&shadow, 0, 1, 0);
  g_list_store_remove_all (source);
  g_assert_cmpuint (shadow.n_changes, ==, 0);

  shadow_clear (&shadow, arrangement);
}

static char *
make_random_object (GRand *rand,
                    guint  number)
{
  static const char *const statuses[] = { "active", "trialing", "delinquent" };
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (json, "[{\"customer_id\":\"c%u\"", number);
  if (g_rand_int_range (rand, 0, 5) > 0)
    g_string_append_printf (json, ",\"mrr_cents\":%d", g_rand_int_range (rand, -5, 5));
  if (g_rand_int_range (rand, 0, 5) > 0)
    g_string_append_printf (json, ",\"email\":\"%s%c\"",
                            g_rand_boolean (rand) ? "somebody.long." : "",
                            (char) g_rand_int_range (rand, 'A', 'F'));
  g_string_append_printf (json, ",\"status\":\"%s\"}]",
                          statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))]);

  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
change_source (GListStore *source,
               GRand      *rand,
               guint      *n_made)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (source));
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  int kind = g_rand_int_range (rand, 0, 20);
  guint n_removed = kind >= 12 && n > 0 ? 1 : 0;
  guint n_added = kind < 12 ? (guint) g_rand_int_range (rand, 1, 12) : kind < 16;
  guint position = n;

  /* Most often a page; else one replaced (12 to 15), one removed, all removed or loaded anew. */
  if (n_removed > 0)
    position = (guint) g_rand_int_range (rand, 0, (gint32) n);
  if (kind >= 18)
    {
      position = 0;
      n_removed = n;
      n_added = kind == 19 ? 30 : 0;
    }

  for (guint i = 0; i < n_added; i++)
    {
      g_autofree char *json = make_random_object (rand, (*n_made)++);
      g_autoptr (GPtrArray) records = make_records (json);

      g_ptr_array_add (added, g_object_ref (g_ptr_array_index (records, 0)));
    }
  g_list_store_splice (source, position, n_removed, added->pdata, added->len);
}

typedef struct
{
  const char *id; /* (nullable) of the field to sort by */
  gboolean    descending;
  const char *status; /* (nullable) */
  const char *typed;
} Wish;

/* Says the same as the arrangement, with less haste. */
static int
compare_plainly (WhRecord   *a,
                 WhRecord   *b,
                 const Wish *wish)
{
  guint field = wish->id != NULL ? find (wish->id) : 0;
  gint64 first, second;
  int order;

  if (wish->id == NULL)
    return 0;
  if (wh_record_is_null (a, field) || wh_record_is_null (b, field))
    return wh_record_is_null (a, field) - wh_record_is_null (b, field);

  if (wh_record_get_number (a, field, &first) && wh_record_get_number (b, field, &second))
    order = (first > second) - (first < second);
  else
    order = g_ascii_strcasecmp (wh_record_get_text (a, field), wh_record_get_text (b, field));

  return wish->descending ? -order : order;
}

static GPtrArray *
arrange_plainly (GListModel *source,
                 const Wish *wish)
{
  GPtrArray *arranged = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (source); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (source, i);
      guint place = arranged->len;

      if ((wish->status != NULL &&
           strcmp (wh_record_get_text (record, find ("status")), wish->status) != 0) ||
          strstr (wh_record_get_key (record), wish->typed) == NULL)
        continue;

      while (place > 0 &&
             compare_plainly (g_ptr_array_index (arranged, place - 1), record, wish) > 0)
        place--;
      g_ptr_array_insert (arranged, (int) place, g_steal_pointer (&record));
    }

  return arranged;
}

static void
change_wish (WhArrangement *arrangement,
             GRand         *rand,
             Wish          *wish)
{
  static const char *const ids[] = { NULL, "mrr_cents", "email" };
  static const char *const statuses[] = { NULL, "active", "delinquent" };
  static const char *const typed[] = { "", "c1", "2" };
  const char *values[2] = { NULL };

  wish->id = ids[g_rand_int_range (rand, 0, G_N_ELEMENTS (ids))];
  wish->descending = g_rand_boolean (rand);
  wish->status = statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))];
  wish->typed = typed[g_rand_int_range (rand, 0, G_N_ELEMENTS (typed))];

  values[0] = wish->status;
  wh_arrangement_set_filter (arrangement, find ("status"), values);
  /* Folded words are looked for in the name, too, which is the address or the key here. */
  wh_arrangement_set_search (arrangement, wish->typed);
  wh_arrangement_set_sorting (arrangement, wish->id != NULL ? (int) find (wish->id) : -1,
                              wish->descending);
}

static void
assert_same (GPtrArray *records,
             GPtrArray *expected)
{
  g_assert_cmpuint (records->len, ==, expected->len);
  for (guint i = 0; i < records->len; i++)
    g_assert_true (g_ptr_array_index (records, i) == g_ptr_array_index (expected, i));
}

static void
test_arrangement_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GListStore) source = g_list_store_new (WH_TYPE_RECORD);
  g_autoptr (WhArrangement) arrangement = NULL;
  Wish wish = { .typed = "" };
  guint n_made = 0;
  Shadow shadow;

  arrangement = wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
  shadow_init (&shadow, arrangement);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_autoptr (GPtrArray) expected = NULL;

      if (g_rand_int_range (rand, 0, 6) == 0)
        change_wish (arrangement, rand, &wish);
      else
        change_source (source, rand, &n_made);

      expected = arrange_plainly (G_LIST_MODEL (source), &wish);
      assert_same (shadow.records, expected);
      for (guint j = 0; j < expected->len; j++)
        {
          g_autoptr (WhRecord) record = g_list_model_get_item (G_LIST_MODEL (arrangement), j);

          g_assert_true (record == g_ptr_array_index (expected, j));
        }
    }
  g_assert_cmpuint (shadow.n_changes, >, 0);
  shadow_clear (&shadow, arrangement);
}

static void
test_arrangement_empty (void)
{
  g_autoptr (WhArrangement) arrangement = make_arrangement ("[]");
  Shadow shadow;

  shadow_init (&shadow, arrangement);
  wh_arrangement_set_search (arrangement, "a");
  wh_arrangement_set_sorting (arrangement, (int) find ("email"), TRUE);
  assert_keys (arrangement, "");
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (arrangement)) == WH_TYPE_RECORD);
  g_assert_cmpuint (shadow.n_changes, ==, 0);
  shadow_clear (&shadow, arrangement);
}

/* It keeps the source as long as it lives, and what it listened to lives on without it. */
static void
test_arrangement_lifetime (void)
{
  g_autoptr (GListStore) source = make_source ("[{\"customer_id\":\"a\"}]");
  WhArrangement *arrangement;
  WhArrangement *other;
  WhRecord *record;

  arrangement = wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
  other = wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
  g_assert_finalize_object (arrangement);
  append (source, "[{\"customer_id\":\"b\"}]");
  assert_keys (other, "a b");

  record = g_list_model_get_item (G_LIST_MODEL (other), 1);
  g_object_run_dispose (G_OBJECT (other));
  assert_keys (other, "");
  append (source, "[{\"customer_id\":\"c\"}]");
  wh_arrangement_set_search (other, "a");
  wh_arrangement_set_sorting (other, (int) find ("email"), FALSE);
  assert_keys (other, "");
  g_assert_finalize_object (other);

  other = wh_arrangement_new (G_LIST_MODEL (source), wh_resources_find ("customer"));
  g_clear_object (&source);
  assert_keys (other, "a b c");
  g_assert_finalize_object (other);
  g_assert_finalize_object (record);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/arrangement/search", test_arrangement_search);
  g_test_add_func ("/wellhead/core/arrangement/filter", test_arrangement_filter);
  g_test_add_func ("/wellhead/core/arrangement/sort", test_arrangement_sort);
  g_test_add_func ("/wellhead/core/arrangement/unsorted", test_arrangement_unsorted);
  g_test_add_func ("/wellhead/core/arrangement/changes", test_arrangement_changes);
  g_test_add_func ("/wellhead/core/arrangement/random", test_arrangement_random);
  g_test_add_func ("/wellhead/core/arrangement/empty", test_arrangement_empty);
  g_test_add_func ("/wellhead/core/arrangement/lifetime", test_arrangement_lifetime);

  return g_test_run ();
}
