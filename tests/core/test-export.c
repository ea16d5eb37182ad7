/* test-export.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-export.h"
#include "wh-test-util.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  GFile *file;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("wellhead-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "customers.csv", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_chmod (fixture->folder, 0700);
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_object (&fixture->file);
  g_clear_object (&fixture->result);
  g_clear_pointer (&fixture->folder, g_free);
}

static GPtrArray *
make_records (const char *resource,
              const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (WhJsonDocument) document = NULL;
  GPtrArray *records;

  document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
  g_assert_no_error (error);
  records = wh_records_new_from_array (wh_resources_find (resource),
                                       wh_json_document_get_root (document), &error);
  g_assert_no_error (error);

  return records;
}

static WhExport *
make_export (WhExportKind  kind,
             const char   *resource_id,
             const char   *field_ids,
             const char   *currency,
             GPtrArray    *records)
{
  const WhResource *resource = wh_resources_find (resource_id);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  g_autoptr (WhFormat) format = wh_format_new (currency, zone);
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) ids = g_strsplit (field_ids, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int field = wh_resource_find_field (resource, ids[i]);

      g_assert_cmpint (field, >=, 0);
      g_array_append_val (fields, field);
    }

  return wh_export_new (kind, resource, fields, format, records);
}

static void
assert_export (WhExportKind  kind,
               const char   *resource,
               const char   *fields,
               const char   *currency,
               const char   *json,
               const char   *expected)
{
  g_autoptr (GPtrArray) records = make_records (resource, json);
  g_autoptr (WhExport) export = make_export (kind, resource, fields, currency, records);
  g_autofree char *text = wh_export_dup_text (export);

  g_assert_cmpuint (wh_export_get_n_records (export), ==, records->len);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_export_cells (void)
{
  static const struct
  {
    const char *id;   /* in JSON */
    const char *cell;
  } cases[] = {
    { "plain", "plain" },
    { "two words", "two words" },
    { "a,b", "\"a,b\"" },
    { "say \\\"hi\\\"", "\"say \"\"hi\"\"\"" },
    { "line\\nbreak", "\"line\nbreak\"" },
    { " leading", "\" leading\"" },
    { "=1+1", "\"'=1+1\"" },
    { "+49 30 1234", "\"'+49 30 1234\"" },
    { "-5", "\"'-5\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\\t=1", "\"'\t=1\"" },
    { "\\r=1", "\"'\r=1\"" },
    { "'quoted", "'quoted" },
    { "a=1", "a=1" },
    { "\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a", "\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a" },
    { "\xf0\x9f\x90\x99,\xe4\xb8\xad", "\"\xf0\x9f\x90\x99,\xe4\xb8\xad\"" },
    { "..", ".." },
    { "a/b%2F", "a/b%2F" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("[{\"customer_id\":\"%s\"}]", cases[i].id);
      g_autofree char *expected = g_strdup_printf ("Customer ID\r\n%s\r\n", cases[i].cell);

      g_test_message ("%s", cases[i].id);
      assert_export (WH_EXPORT_CSV, "customer", "customer_id", "usd", json, expected);
    }
}

/* Not a digit of an amount is lost, and a number below zero stays one. */
static void
test_export_amounts (void)
{
  static const struct
  {
    const char *currency;
    const char *minor;
    const char *cell;
  } cases[] = {
    { "usd", "0", "0.00" },
    { "usd", "1", "0.01" },
    { "usd", "123450", "1234.50" },
    { "usd", "-14700", "-147.00" },
    { "eur", "9007199254740993", "90071992547409.93" },
    { "usd", "9223372036854775807", "92233720368547758.07" },
    { "jpy", "1500", "1500" },
    { "kwd", "1500", "1.500" },
    { "usd", "null", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = g_ascii_strup (cases[i].currency, -1);
      g_autofree char *json = NULL;
      g_autofree char *expected = NULL;

      json = g_strdup_printf ("[{\"customer_id\":\"c\",\"mrr_cents\":%s}]", cases[i].minor);
      expected = g_strdup_printf ("MRR (%s)\r\n%s\r\n", code, cases[i].cell);
      assert_export (WH_EXPORT_CSV, "customer", "mrr_cents", cases[i].currency, json, expected);
    }
}

/* Each subscription has a currency of its own, which comes along without being asked for. */
static void
test_export_currencies (void)
{
  static const char json[] =
    "[{\"subscription_id\":\"pws_1\",\"value\":5000,\"plan_currency\":\"jpy\"},"
    "{\"subscription_id\":\"pws_2\",\"value\":5000,\"plan_currency\":\"eur\"}]";

  assert_export (WH_EXPORT_CSV, "subscription", "subscription_id value", "usd", json,
                 "Subscription ID,Amount,Currency\r\npws_1,5000,JPY\r\npws_2,50.00,EUR\r\n");
  assert_export (WH_EXPORT_CSV, "subscription", "plan_currency value", "usd", json,
                 "Currency,Amount\r\nJPY,5000\r\nEUR,50.00\r\n");
  assert_export (WH_EXPORT_CSV, "subscription", "subscription_id", "usd", json,
                 "Subscription ID\r\npws_1\r\npws_2\r\n");
}

/* Moments in UTC; the days of subscriptions as the company's calendar has them (§1.7). */
static void
test_export_dates (void)
{
  assert_export (WH_EXPORT_CSV, "customer", "activated_on churned_on", "usd",
                 "[{\"customer_id\":\"c\",\"activated_on\":\"2024-02-24T01:15:30Z\","
                 "\"churned_on\":null}]",
                 "Activated,Churned\r\n2024-02-24T01:15:30Z,\r\n");
  assert_export (WH_EXPORT_CSV, "subscription", "effective_date", "usd",
                 "[{\"subscription_id\":\"s\",\"effective_date\":1477983600},"
                 "{\"subscription_id\":\"t\",\"effective_date\":1488268800}]",
                 "Effective\r\n2016-11-01\r\n2017-02-28\r\n");
}

static void
test_export_values (void)
{
  assert_export (WH_EXPORT_CSV, "customer", "name status plans", "usd",
                 "[{\"customer_id\":\"c\",\"first_name\":\"Zo\\u00eb\",\"last_name\":\"=B\","
                 "\"status\":\"churned_voluntary\",\"plans\":[\"Team\",\"Pro\"]}]",
                 "Name,Status,Plan\r\nZoë =B,Churned voluntary,\"Team, Pro\"\r\n");
  assert_export (WH_EXPORT_CSV, "customer", "name", "usd", "[]", "Name\r\n");
}

static void
test_export_json (void)
{
  assert_export (WH_EXPORT_JSON, "customer", "name", "usd", "[]", "[]\n");
  assert_export (WH_EXPORT_JSON, "customer", "name", "usd",
                 "[{\"customer_id\":\"a\",\"mrr_cents\":100,\"new\":{\"x\":1.00}},"
                 "{\"customer_id\":\"=b\"}]",
                 "[\n{\"customer_id\":\"a\",\"mrr_cents\":100,\"new\":{\"x\":1.00}},\n"
                 "{\"customer_id\":\"=b\"}\n]\n");
}

static GPtrArray *
make_many (guint n)
{
  GString *json = g_string_new ("[");
  GPtrArray *records;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s{\"customer_id\":\"cus_%u\"}", i > 0 ? "," : "", i);
  g_string_append_c (json, ']');
  records = make_records ("customer", json->str);
  g_string_free (json, TRUE);

  return records;
}

static gboolean
save (Fixture       *fixture,
      WhExport      *export,
      GCancellable  *cancellable,
      GError       **error)
{
  g_clear_object (&fixture->result);
  wh_export_save_async (export, fixture->file, cancellable, wh_test_store_result,
                        &fixture->result);
  wh_test_await (&fixture->result);

  return wh_export_save_finish (export, fixture->result, error);
}

static void
assert_contents (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_file_load_contents (fixture->file, NULL, &contents, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_export_save (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) few = make_many (2);
  g_autoptr (GPtrArray) many = make_many (30000);
  g_autoptr (WhExport) small = make_export (WH_EXPORT_CSV, "customer", "customer_id", "usd", few);
  g_autoptr (WhExport) large = make_export (WH_EXPORT_JSON, "customer", "customer_id", "usd",
                                            many);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wh_export_dup_text (large);

  g_assert_cmpuint (wh_export_get_n_written (small), ==, 0);
  g_assert_true (save (fixture, small, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wh_export_get_n_written (small), ==, 2);
  assert_contents (fixture, "\357\273\277Customer ID\r\ncus_0\r\ncus_1\r\n");

  /* Over a file that is there. */
  g_assert_true (save (fixture, large, NULL, &error));
  g_assert_no_error (error);
  assert_contents (fixture, text);
  g_assert_cmpuint (wh_export_get_n_written (large), ==, 30000);
}

/* tear_down() finds out whether anything but the file was left. */
static void
test_export_cancelled (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GPtrArray) many = make_many (30000);
  g_autoptr (WhExport) export = make_export (WH_EXPORT_CSV, "customer", "customer_id", "usd",
                                             many);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  /* As soon as the first chunk has gone to the file. */
  wh_export_save_async (export, fixture->file, cancellable, wh_test_store_result,
                        &fixture->result);
  while (wh_export_get_n_written (export) == 0 && fixture->result == NULL)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  wh_test_await (&fixture->result);
  if (wh_export_save_finish (export, fixture->result, &error))
    {
      g_test_skip ("The file was written before it could be cancelled");
      return;
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_export_kept (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) many = make_many (10);
  g_autoptr (WhExport) export = make_export (WH_EXPORT_CSV, "customer", "customer_id", "usd",
                                             many);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (fixture->file, "before", 6, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                           NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (save (fixture, export, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_contents (fixture, "before");
}

static void
test_export_no_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GPtrArray) few = make_many (2);
  g_autoptr (WhExport) export = make_export (WH_EXPORT_CSV, "customer", "customer_id", "usd", few);
  g_autoptr (GFile) file = g_file_get_child (fixture->file, "inside.csv");
  g_autoptr (GError) error = NULL;

  g_set_object (&fixture->file, file);
  g_assert_false (save (fixture, export, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/export/cells", test_export_cells);
  g_test_add_func ("/wellhead/core/export/amounts", test_export_amounts);
  g_test_add_func ("/wellhead/core/export/currencies", test_export_currencies);
  g_test_add_func ("/wellhead/core/export/dates", test_export_dates);
  g_test_add_func ("/wellhead/core/export/values", test_export_values);
  g_test_add_func ("/wellhead/core/export/json", test_export_json);
  g_test_add ("/wellhead/core/export/save", Fixture, NULL, set_up, test_export_save, tear_down);
  g_test_add ("/wellhead/core/export/cancelled", Fixture, NULL, set_up, test_export_cancelled,
              tear_down);
  g_test_add ("/wellhead/core/export/kept", Fixture, NULL, set_up, test_export_kept, tear_down);
  g_test_add ("/wellhead/core/export/no-folder", Fixture, NULL, set_up, test_export_no_folder,
              tear_down);

  return g_test_run ();
}
