/* test-values.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-test-util.h"
#include "wh-values.h"

#include <string.h>

static void
add (WhValues   *values,
     const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (WhJsonDocument) document = wh_json_document_parse (bytes, 8, NULL);
  g_autoptr (WhRecord) record = NULL;

  g_assert_nonnull (document);
  record = wh_record_new (wh_resources_find ("customer"), wh_json_document_get_root (document),
                          NULL);
  g_assert_nonnull (record);
  wh_values_add (values, record);
}

static void
assert_values (WhValues   *values,
               const char *field,
               const char *expected)
{
  const WhResource *resource = wh_resources_find ("customer");
  g_auto (GStrv) found = NULL;
  g_autofree char *joined = NULL;

  found = wh_values_dup (values, (guint) wh_resource_find_field (resource, field));
  joined = g_strjoinv (" ", found);
  g_assert_cmpstr (joined, ==, expected);
}

/* Each once, in order, and still there when the record is not. */
static void
test_values_distinct (void)
{
  g_autoptr (WhValues) values = wh_values_new (wh_resources_find ("customer"));

  assert_values (values, "status", "");
  add (values, "{\"customer_id\":\"1\",\"status\":\"trialing\",\"plans\":[\"Pro\",\"Basic\"]}");
  assert_values (values, "status", "trialing");
  add (values, "{\"customer_id\":\"2\",\"status\":\"active\",\"plans\":[]}");
  add (values, "{\"customer_id\":\"3\",\"status\":null,\"plans\":[\"Basic\",\"Élite\"]}");
  add (values, "{\"customer_id\":\"4\",\"status\":\"active\"}");
  assert_values (values, "status", "active trialing");
  assert_values (values, "plans", "Basic Pro Élite");

  wh_values_clear (values);
  assert_values (values, "status", "");
  assert_values (values, "plans", "");
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/values/distinct", test_values_distinct);

  return g_test_run ();
}
