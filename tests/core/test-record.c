/* test-record.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-record.h"
#include "wh-test-util.h"

#include <string.h>

/* §8.1, with blanks, a member that nobody knows and escapes. */
static const char customer_json[] =
  "{\n  \"customer_id\": \"cus_EXAMPLE0000001\", \"email\":\"Someone@customer.example\","
  "\"first_name\" : \"Zo\\u00eb\", \"last_name\": \"O'Br\\\"ien\",\t\"status\":\"churned_voluntary\","
  "\"mrr_cents\": 123450, \"plans\":[\"Team\", \"Team, yearly\"],"
  "\"total_spend_cents\":9007199254740993,\"created_on\":\"2024-02-10T09:15:30Z\","
  "\"activated_on\":\"2024-02-24T09:15:30Z\",\"churned_on\":null,"
  "\"updated_on\":\"2024-05-24T11:08:09.123456Z\",\"future\":{\"a\":[1.00,null,\"x\"]}, "
  "\"ratio\":1.10 }";

static WhRecord *
make_record (const char  *resource,
             const char  *json,
             GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (WhJsonDocument) document = NULL;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &parse_error);
  g_assert_no_error (parse_error);

  return wh_record_new (wh_resources_find (resource), wh_json_document_get_root (document),
                        error);
}

static guint
find (WhRecord   *record,
      const char *id)
{
  int field = wh_resource_find_field (wh_record_get_resource (record), id);

  g_assert_cmpint (field, >=, 0);

  return (guint) field;
}

static void
assert_text (WhRecord   *record,
             const char *id,
             const char *expected)
{
  guint field = find (record, id);

  g_assert_cmpstr (wh_record_get_text (record, field), ==, expected);
  g_assert_true (wh_record_is_null (record, field) == (expected == NULL));
}

static void
assert_number (WhRecord   *record,
               const char *id,
               gint64      expected)
{
  gint64 number = ~expected;

  g_assert_true (wh_record_get_number (record, find (record, id), &number));
  g_assert_cmpint (number, ==, expected);
}

static void
assert_display (WhRecord   *record,
                const char *id,
                const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("usd", zone);
  g_autofree char *text = wh_record_dup_display (record, find (record, id), format);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_record_customer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WhRecord) record = make_record ("customer", customer_json, &error);
  g_autofree char *json = NULL;
  gint64 number;

  g_assert_no_error (error);
  g_assert_cmpstr (wh_record_get_key (record), ==, "cus_EXAMPLE0000001");
  assert_text (record, "name", "Zoë O'Br\"ien");
  assert_text (record, "email", "Someone@customer.example");
  assert_text (record, "status", "churned_voluntary");
  assert_text (record, "plans", "Team, Team, yearly");
  assert_text (record, "mrr_cents", "123450");
  assert_text (record, "churned_on", NULL);
  assert_number (record, "mrr_cents", 123450);
  assert_number (record, "total_spend_cents", G_GINT64_CONSTANT (9007199254740993));
  assert_number (record, "updated_on", G_GINT64_CONSTANT (1716548889123456));
  g_assert_false (wh_record_get_number (record, find (record, "churned_on"), &number));
  g_assert_false (wh_record_get_number (record, find (record, "email"), &number));
  g_assert_false (wh_record_get_number (record, find (record, "plans"), &number));

  assert_display (record, "mrr_cents", "$1,234.50");
  assert_display (record, "total_spend_cents", "$90,071,992,547,409.93");
  assert_display (record, "status", "Churned voluntary");
  assert_display (record, "created_on", "2024-02-10");
  assert_display (record, "churned_on", "–");
  assert_display (record, "plans", "Team, Team, yearly");
  g_assert_cmpint (wh_record_get_tone (record, find (record, "status")), ==, WH_TONE_BAD);
  g_assert_cmpint (wh_record_get_tone (record, find (record, "email")), ==, WH_TONE_NEUTRAL);

  json = wh_record_dup_json (record);
  g_assert_cmpstr (json, ==, customer_json);
}

/* Values of our own go beside the object, not into it. */
static void
test_record_texts (void)
{
  static const char json[] = "{\"subscription_id\":\"pws_1\",\"status\":\"active\",\"value\":1200,"
                             "\"plan_interval\":\"year\",\"effective_date\":1514764800}";
  const WhResource *resource = wh_resources_find ("subscription");
  g_autofree const char **texts = g_new0 (const char *, resource->n_fields);
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  g_autoptr (WhRecord) plain = make_record ("subscription", json, &error);
  g_autoptr (WhRecord) record = NULL;
  g_autofree char *sent = NULL;

  g_assert_no_error (error);
  assert_number (plain, "mrr", 100);
  assert_display (plain, "mrr", "$1.00");
  assert_text (plain, "scheduled", NULL);
  assert_text (plain, "started_on", NULL);

  texts[wh_resource_find_field (resource, "mrr")] = "0";
  texts[wh_resource_find_field (resource, "scheduled")] = "churn";
  texts[wh_resource_find_field (resource, "scheduled_on")] = "1546300800";
  texts[wh_resource_find_field (resource, "started_on")] = "no date";
  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  record = wh_record_new_with_texts (resource, wh_json_document_get_root (document), texts,
                                     &error);
  g_assert_no_error (error);

  assert_number (record, "mrr", 0);
  assert_number (record, "value", 1200);
  assert_display (record, "scheduled", "Will churn");
  assert_number (record, "scheduled_on", G_GINT64_CONSTANT (1546300800) * G_USEC_PER_SEC);
  assert_text (record, "started_on", NULL);
  sent = wh_record_dup_json (record);
  g_assert_cmpstr (sent, ==, json);
}

static void
test_record_items (void)
{
  static const struct
  {
    const char *plans;
    const char *text;
    const char *items[4];
  } cases[] = {
    { "[]", "", { NULL } },
    { "[\"Team\"]", "Team", { "Team" } },
    { "[\"\"]", "", { "" } },
    { "[\"Team\",\"Pro\"]", "Team, Pro", { "Team", "Pro" } },
    { "[\"A, B\",\"\",\"C\\n\"]", "A, B, , C\n", { "A, B", "", "C\n" } },
    { "[null,1,\"Team\",{},[\"x\"]]", "1, Team", { "1", "Team" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"customer_id\":\"c\",\"plans\":%s}",
                                               cases[i].plans);
      g_autoptr (WhRecord) record = make_record ("customer", json, NULL);
      guint field = find (record, "plans");
      guint n;

      assert_text (record, "plans", cases[i].text);
      for (n = 0; cases[i].items[n] != NULL; n++)
        {
          g_assert_cmpstr (wh_record_get_item (record, field, n), ==, cases[i].items[n]);
          g_assert_true (wh_record_has_item (record, field, cases[i].items[n]));
        }
      g_assert_null (wh_record_get_item (record, field, n));
      g_assert_false (wh_record_has_item (record, field, "B"));
    }
}

/* HAZARDS D2: what cannot be had is nothing, never a zero. */
static const struct
{
  const char *field;
  const char *value; /* NULL: left out */
  const char *text;
  const char *display;
} wrong_types[] = {
  { "mrr_cents", NULL, NULL, "–" },
  { "mrr_cents", "null", NULL, "–" },
  { "mrr_cents", "0", "0", "$0.00" },
  { "mrr_cents", "\"4900\"", "4900", "$49.00" },
  { "mrr_cents", "-4900", "-4900", "-$49.00" },
  { "mrr_cents", "9223372036854775807", "9223372036854775807",
    "$92,233,720,368,547,758.07" },
  { "mrr_cents", "-9223372036854775808", "-9223372036854775808",
    "-$92,233,720,368,547,758.08" },
  { "mrr_cents", "9223372036854775808", NULL, "–" },
  { "mrr_cents", "\"9223372036854775808\"", NULL, "–" },
  { "mrr_cents", "1.5", NULL, "–" },
  { "mrr_cents", "1e400", NULL, "–" },
  { "mrr_cents", "\"\"", NULL, "–" },
  { "mrr_cents", "\"NaN\"", NULL, "–" },
  { "mrr_cents", "\"12 \"", NULL, "–" },
  { "mrr_cents", "true", NULL, "–" },
  { "mrr_cents", "[1]", NULL, "–" },
  { "mrr_cents", "{\"a\":1}", NULL, "–" },
  { "email", "null", NULL, "–" },
  { "email", "\"\"", "", "–" },
  { "email", "17", "17", "17" },
  { "email", "1.00", "1.00", "1.00" },
  { "email", "false", NULL, "–" },
  { "email", "[\"a@b\"]", NULL, "–" },
  { "email", "\"a\\nb\\tc\"", "a\nb\tc", "a b c" },
  { "email", "\"<b>&amp;\"", "<b>&amp;", "<b>&amp;" },
  { "status", "\"brand_new\"", "brand_new", "brand_new" },
  { "status", "\"active\"", "active", "Active" },
  { "status", "\"\\u0061ctive\"", "active", "Active" },
  { "status", "3", "3", "3" },
  { "plans", "null", NULL, "–" },
  { "plans", "\"Team\"", NULL, "–" },
  { "plans", "{}", NULL, "–" },
  { "plans", "[]", "", "–" },
  { "created_on", "\"2024-02-10T09:15:30Z\"", "2024-02-10T09:15:30Z", "2024-02-10" },
  { "created_on", "\"2024-02-10T09:15:30\\u005a\"", "2024-02-10T09:15:30Z", "2024-02-10" },
  { "created_on", "1514764800", "1514764800", "2018-01-01" },
  { "created_on", "\"1514764800\"", "1514764800", "2018-01-01" },
  { "created_on", "1514764800000", NULL, "–" },
  { "created_on", "1514764800.5", NULL, "–" },
  { "created_on", "\"yesterday\"", NULL, "–" },
  { "created_on", "\"2024-02-30\"", NULL, "–" },
  { "created_on", "\"2024-02-3\\u0030\"", NULL, "–" },
  { "created_on", "\"\"", NULL, "–" },
  { "created_on", "[]", NULL, "–" },
};

static void
test_record_wrong_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) json = g_string_new ("{\"customer_id\":\"c\"");
      g_autoptr (WhRecord) record = NULL;
      g_autofree char *again = NULL;

      if (wrong_types[i].value != NULL)
        g_string_append_printf (json, ",\"%s\":%s", wrong_types[i].field, wrong_types[i].value);
      g_string_append_c (json, '}');

      record = make_record ("customer", json->str, &error);
      g_assert_no_error (error);
      assert_text (record, wrong_types[i].field, wrong_types[i].text);
      assert_display (record, wrong_types[i].field, wrong_types[i].display);
      again = wh_record_dup_json (record);
      g_assert_cmpstr (again, ==, json->str);
    }
}

static void
test_record_hostile (void)
{
  static const struct
  {
    const char *json;
    const char *message; /* NULL: fine */
  } cases[] = {
    { "{}", "customer_id" },
    { "{\"customer_id\":null}", "customer_id" },
    { "{\"customer_id\":\"\"}", "customer_id" },
    { "{\"customer_id\":[\"c\"]}", "customer_id" },
    { "{\"customer_id\":true}", "customer_id" },
    { "{\"Customer_ID\":\"c\"}", "customer_id" },
    { "{\"customer_id \":\"c\"}", "customer_id" },
    { "{\"customer_i\":\"c\"}", "customer_id" },
    { "{\"\":\"c\"}", "customer_id" },
    { "[]", "object" },
    { "null", "object" },
    { "\"c\"", "object" },
    { "17", "object" },
    { "{\"customer_id\":\"c\"}", NULL },
    { "{\"customer_id\":17}", NULL },
    { "{\"customer\\u005fid\":\"c\"}", NULL },
    { "{\"customer_id\":\"x\",\"customer_id\":\"c\"}", NULL },
    { "{\"customer_id\":\"c\",\"\\u0000\":1,\"a\\u0001\":\"\\u0000\"}", NULL },
    { "{\"customer_id\":\"c\",\"name\":\"not ours\",\"\":\"\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WhRecord) record = make_record ("customer", cases[i].json, &error);
      g_autofree char *json = NULL;

      if (cases[i].message != NULL)
        {
          g_assert_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED);
          g_assert_nonnull (strstr (error->message, cases[i].message));
          g_assert_null (record);
          continue;
        }

      g_assert_no_error (error);
      g_assert_true (strcmp (wh_record_get_key (record), "c") == 0 ||
                     strcmp (wh_record_get_key (record), "17") == 0);
      assert_text (record, "name", wh_record_get_key (record));
      json = wh_record_dup_json (record);
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

/* Of a name that comes twice the last value counts, be it none. */
static void
test_record_duplicate_names (void)
{
  g_autoptr (WhRecord) record = NULL;

  record = make_record ("customer",
                        "{\"customer_id\":\"c\",\"email\":\"a\\u0040b\",\"email\":\"second\","
                        "\"mrr_cents\":5,\"mrr_cents\":[],\"plans\":[\"A\"],\"plans\":null}",
                        NULL);
  assert_text (record, "email", "second");
  assert_text (record, "mrr_cents", NULL);
  assert_text (record, "plans", NULL);
}

static void
test_record_names (void)
{
  static const struct
  {
    const char *json;
    const char *name;
  } cases[] = {
    { "{\"customer_id\":\"c\",\"first_name\":\"Ada\",\"last_name\":\"Lind\"}", "Ada Lind" },
    { "{\"customer_id\":\"c\",\"first_name\":\"Ada\",\"last_name\":null}", "Ada" },
    { "{\"customer_id\":\"c\",\"first_name\":\"\",\"last_name\":\"Lind\"}", "Lind" },
    { "{\"customer_id\":\"c\",\"first_name\":null,\"email\":\"a@b\"}", "a@b" },
    { "{\"customer_id\":\"c\",\"email\":\"\"}", "c" },
    { "{\"customer_id\":\"c\"}", "c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhRecord) record = make_record ("customer", cases[i].json, NULL);

      assert_text (record, "name", cases[i].name);
    }
}

/* §3.1; the amount is in the subscription's own currency. */
static void
test_record_subscription (void)
{
  g_autoptr (WhRecord) record = NULL;

  record = make_record ("subscription",
                        "{\"user_id\":\"pwu_1\",\"subscription_id\":\"pws_1\",\"user_alias\":null,"
                        "\"email\":\"b@c\",\"plan_id\":\"team\",\"plan_interval\":\"year\","
                        "\"plan_currency\":\"jpy\",\"status\":\"active\",\"value\":5000,"
                        "\"effective_date\":1514764800,\"meta\":{}}",
                        NULL);
  g_assert_cmpstr (wh_record_get_key (record), ==, "pws_1");
  assert_text (record, "name", "pws_1");
  assert_display (record, "value", "¥5,000");
  assert_display (record, "plan_interval", "Yearly");
  assert_display (record, "plan_currency", "JPY");
  assert_display (record, "effective_date", "2018-01-01");
  assert_number (record, "effective_date", G_GINT64_CONSTANT (1514764800000000));
}

static void
test_record_array (void)
{
  static const struct
  {
    const char *json;
    guint n_records;
    const char *message; /* NULL: fine */
  } cases[] = {
    { "[]", 0, NULL },
    { "[{\"id\":\"a\"}]", 1, NULL },
    { "[{\"id\":\"a\",\"name\":\"A\"},{\"name\":\"B\",\"id\":\"b\"},{\"id\":\"a\"}]", 3, NULL },
    { "[{\"id\":\"a\"},{\"name\":\"B\"}]", 0, "Item 1: The plan has no “id”" },
    { "[{\"id\":\"a\"},null]", 0, "Item 1: The plan is not an object" },
    { "[[]]", 0, "Item 0: The plan is not an object" },
    { "{}", 0, "The answer is not a list" },
    { "null", 0, "The answer is not a list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].json, strlen (cases[i].json));
      g_autoptr (WhJsonDocument) document = NULL;
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;

      document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
      g_assert_no_error (error);
      records = wh_records_new_from_array (wh_resources_find ("plan"),
                                           wh_json_document_get_root (document), &error);
      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (records->len, ==, cases[i].n_records);
        }
      else
        {
          g_assert_error (error, WH_API_ERROR, WH_API_ERROR_MALFORMED);
          g_assert_cmpstr (error->message, ==, cases[i].message);
          g_assert_null (records);
        }
    }
}

static void
test_record_search (void)
{
  static const struct
  {
    const char *typed;
    gboolean matches;
  } cases[] = {
    { NULL, TRUE },
    { "", TRUE },
    { "  \t ", TRUE },
    { "zoe", TRUE },
    { "ZOË", TRUE },
    { "zoë o'br", TRUE },
    { "someone@CUSTOMER", TRUE },
    { "cus_example", TRUE },
    { "ien zoe cus_", TRUE },
    { "zoe\302\240ien", TRUE }, /* no-break space */
    { "zoe nobody", FALSE },
    { "churned", FALSE },
    { "iensomeone", FALSE },
    { "2024", FALSE },
    { "\377\376", FALSE },
  };
  g_autoptr (WhRecord) record = make_record ("customer", customer_json, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = wh_record_fold (cases[i].typed);

      g_assert_true (wh_record_matches (record, (const char *const *) words) ==
                     cases[i].matches);
    }
}

static gpointer
make_many (gpointer data)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (WhRecord) record = make_record ("customer", customer_json, NULL);
      g_autofree char *json = wh_record_dup_json (record);

      g_assert_cmpstr (json, ==, customer_json);
    }

  return NULL;
}

/* Records are made in workers while others let go of theirs; the shape is shared by all. */
static void
test_record_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("records", make_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_record_short (void)
{
  const struct
  {
    const char *unit;
    guint n;
    gboolean is_cut;
  } cases[] = {
    { "x", 0, FALSE }, { "x", 500, FALSE }, { "x", 501, TRUE }, { "é", 500, FALSE },
    { "é", 501, TRUE }, { "王", 100000, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *shortened = NULL;

      for (guint j = 0; j < cases[i].n; j++)
        g_string_append (text, cases[i].unit);
      shortened = wh_text_shorten (text->str);
      g_assert_true (g_utf8_validate (shortened, -1, NULL));
      g_assert_true (g_str_has_suffix (shortened, "…") == cases[i].is_cut);
      g_assert_cmpint (g_utf8_strlen (shortened, -1), ==,
                       cases[i].is_cut ? 501 : (glong) cases[i].n);
    }
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/record/customer", test_record_customer);
  g_test_add_func ("/wellhead/core/record/texts", test_record_texts);
  g_test_add_func ("/wellhead/core/record/items", test_record_items);
  g_test_add_func ("/wellhead/core/record/wrong-types", test_record_wrong_types);
  g_test_add_func ("/wellhead/core/record/hostile", test_record_hostile);
  g_test_add_func ("/wellhead/core/record/duplicate-names", test_record_duplicate_names);
  g_test_add_func ("/wellhead/core/record/names", test_record_names);
  g_test_add_func ("/wellhead/core/record/subscription", test_record_subscription);
  g_test_add_func ("/wellhead/core/record/array", test_record_array);
  g_test_add_func ("/wellhead/core/record/search", test_record_search);
  g_test_add_func ("/wellhead/core/record/threads", test_record_threads);
  g_test_add_func ("/wellhead/core/record/short", test_record_short);

  return g_test_run ();
}
