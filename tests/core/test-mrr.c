/* test-mrr.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-mrr.h"

#include <string.h>

#define YEARLY TRUE

static void
test_mrr_sum (void)
{
  static const struct
  {
    struct
    {
      gint64 value;
      gboolean yearly;
      guint times;
    } parts[2];
    gint64 expected;
  } cases[] = {
    { { { 4900 } }, 4900 },
    { { { 0 } }, 0 },
    { { { 12000, YEARLY } }, 1000 },
    { { { 5, YEARLY } }, 0 },
    { { { 6, YEARLY } }, 1 },
    { { { 100, YEARLY } }, 8 },
    { { { 102, YEARLY } }, 9 },
    /* Rounded once: 12 × 8⅓ is 100, not 96. */
    { { { 100, YEARLY, 12 } }, 100 },
    { { { 4900 }, { 100, YEARLY } }, 4908 },
    { { { -6, YEARLY } }, -1 },
    { { { -5, YEARLY } }, 0 },
    { { { G_GINT64_CONSTANT (9007199254740993) } }, G_GINT64_CONSTANT (9007199254740993) },
    { { { G_MAXINT64, YEARLY } }, G_GINT64_CONSTANT (768614336404564651) },
    { { { G_MAXINT64 }, { 1 } }, G_MAXINT64 },
    { { { G_MAXINT64 }, { 11, YEARLY } }, G_MAXINT64 },
    { { { G_MININT64 }, { -1 } }, G_MININT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WhMrr sum = { 0 };

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].parts); j++)
        {
          for (guint k = 0; k < MAX (cases[i].parts[j].times, 1); k++)
            wh_mrr_add (&sum, cases[i].parts[j].value, cases[i].parts[j].yearly);
        }
      g_assert_cmpint (wh_mrr_round (&sum), ==, cases[i].expected);
    }
}

static void
test_mrr_event (void)
{
  static const struct
  {
    const char *members;
    gboolean known;
    gint64 expected;
  } cases[] = {
    { "\"status\":\"active\",\"value\":4900,\"plan_interval\":\"month\"", TRUE, 4900 },
    { "\"status\":\"active\",\"value\":\"4900\",\"plan_interval\":\"Month\"", TRUE, 4900 },
    { "\"status\":\"active\",\"value\":12006,\"plan_interval\":\"year\"", TRUE, 1001 },
    { "\"status\":\"active\",\"value\":12006,\"plan_interval\":\"Year\"", TRUE, 1001 },
    { "\"status\":\"trialing\",\"value\":4900,\"plan_interval\":\"month\"", TRUE, 0 },
    { "\"status\":\"churned_voluntary\",\"value\":4900,\"plan_interval\":\"month\"", TRUE, 0 },
    { "\"status\":\"churned_delinquent\"", TRUE, 0 },
    { "\"status\":\"paused_by_someone\",\"value\":7,\"plan_interval\":\"month\"", TRUE, 7 },
    { "\"value\":7,\"plan_interval\":\"month\"", TRUE, 7 },
    { "\"status\":\"active\",\"value\":7,\"plan_interval\":\"week\"", FALSE, 0 },
    { "\"status\":\"active\",\"value\":7", FALSE, 0 },
    { "\"status\":\"active\",\"value\":null,\"plan_interval\":\"month\"", FALSE, 0 },
    { "\"status\":\"active\",\"value\":1e300,\"plan_interval\":\"month\"", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"subscription_id\":\"pws_1\",%s}",
                                               cases[i].members);
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
      g_autoptr (GError) error = NULL;
      g_autoptr (WhJsonDocument) document = NULL;
      g_autoptr (WhRecord) event = NULL;
      WhMrr sum = { 0 };
      int field;
      gint64 number = -1;

      document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
      g_assert_no_error (error);
      event = wh_record_new (wh_resources_find ("subscription"),
                             wh_json_document_get_root (document), &error);
      g_assert_no_error (error);

      g_assert_cmpint (wh_mrr_add_event (&sum, event), ==, cases[i].known);
      g_assert_cmpint (wh_mrr_round (&sum), ==, cases[i].expected);

      /* The field of the table says the same. */
      field = wh_resource_find_field (wh_record_get_resource (event), "mrr");
      g_assert_cmpint (wh_record_get_number (event, field, &number), ==, cases[i].known);
      if (cases[i].known)
        g_assert_cmpint (number, ==, cases[i].expected);
    }
}

static void
test_mrr_status (void)
{
  g_assert_true (wh_status_is_churned ("churned_voluntary"));
  g_assert_true (wh_status_is_churned ("churned_delinquent"));
  g_assert_true (wh_status_is_churned ("churned_by_alien"));
  g_assert_false (wh_status_is_churned ("active"));
  g_assert_false (wh_status_is_churned (""));
  g_assert_false (wh_status_is_churned (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/mrr/sum", test_mrr_sum);
  g_test_add_func ("/wellhead/core/mrr/event", test_mrr_event);
  g_test_add_func ("/wellhead/core/mrr/status", test_mrr_status);

  return g_test_run ();
}
