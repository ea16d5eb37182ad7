/* test-sum.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-sum.h"

#include <string.h>

#define MOST "9223372036854775807"
#define LEAST "-9223372036854775808"

typedef struct
{
  const char *name;
  const char *amounts;  /* in minor units, as JSON */
  gboolean has_amount;
  gint64 amount;
  const char *display;
} Case;

static const Case cases[] = {
  { "none", "", FALSE, 0, "–" },
  { "without-amount", "null null", FALSE, 0, "–" },
  { "zero", "0 null", TRUE, 0, "$0.00" },
  { "some", "4900 null 100", TRUE, 5000, "$50.00" },
  { "negative", "100 -250", TRUE, -150, "-$1.50" },
  { "most", MOST " 0 null", TRUE, G_MAXINT64, "$92,233,720,368,547,758.07" },
  { "too-large", MOST " 1", FALSE, 0, "too large to add up" },
  { "too-small", LEAST " -1", FALSE, 0, "too large to add up" },
  { "stays-too-large", MOST " 1 -5 null", FALSE, 0, "too large to add up" },
};

static WhRecord *
new_customer (const char *amount)
{
  g_autofree char *json = g_strdup_printf ("{\"customer_id\":\"c\",\"mrr_cents\":%s}", amount);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WhJsonDocument) document = wh_json_document_parse (bytes, 8, NULL);

  return wh_record_new (wh_resources_find ("customer"), wh_json_document_get_root (document),
                        NULL);
}

static void
test_sum_add (gconstpointer data)
{
  const Case *test = data;
  int field = wh_resource_find_flag (wh_resources_find ("customer"), WH_RESOURCE_FIELD_TOTAL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (WhFormat) format = wh_format_new ("usd", zone);
  g_auto (GStrv) amounts = g_strsplit (test->amounts, " ", -1);
  g_autofree char *display = NULL;
  WhSum sum = { 0 };
  gint64 amount = 0;

  for (guint i = 0; amounts[i] != NULL; i++)
    {
      g_autoptr (WhRecord) record = new_customer (amounts[i]);

      g_assert_nonnull (record);
      wh_sum_add (&sum, record, (guint) field);
    }

  g_assert_cmpint (wh_sum_get_amount (&sum, &amount), ==, test->has_amount);
  g_assert_cmpint (amount, ==, test->amount);
  display = wh_sum_dup_display (&sum, format);
  g_assert_cmpstr (display, ==, test->display);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/wellhead/core/sum/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_sum_add);
    }

  return g_test_run ();
}
