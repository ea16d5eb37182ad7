/* test-api-error.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error-private.h"
#include "wh-test-util.h"

static void
test_other_errors (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (g_quark_from_static_string ("other"), 3, "x");
  g_autoptr (GError) bare = g_error_new_literal (WH_API_ERROR, WH_API_ERROR_NO_TOKEN, "x");
  const GError *errors[] = { NULL, foreign, bare };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_cmpuint (wh_api_error_get_status (errors[i]), ==, 0);
      g_assert_cmpint (wh_api_error_get_retry_after (errors[i]), ==, -1);
      g_assert_null (wh_api_error_get_server_text (errors[i]));
      g_assert_null (wh_api_error_get_field_error (errors[i], "value"));
      g_assert_null (wh_api_error_dup_fields (errors[i]));
    }
}

static GError *
make_error (void)
{
  GError *error = g_error_new_literal (WH_API_ERROR, WH_API_ERROR_INVALID, "PUT /v2/: 400");

  wh_api_error_set_reply (error, 400, 7, "words");
  wh_api_error_add_field (error, "value", "too small");
  wh_api_error_add_field (error, "email", "no address");
  wh_api_error_add_field (error, "value", "not even");

  return error;
}

static void
check_error (const GError *error)
{
  g_auto (GStrv) fields = wh_api_error_dup_fields (error);
  const char *expected[] = { "value", "email", NULL };

  g_assert_error (error, WH_API_ERROR, WH_API_ERROR_INVALID);
  g_assert_cmpuint (wh_api_error_get_status (error), ==, 400);
  g_assert_cmpint (wh_api_error_get_retry_after (error), ==, 7);
  g_assert_cmpstr (wh_api_error_get_server_text (error), ==, "words");
  g_assert_cmpstr (wh_api_error_get_field_error (error, "value"), ==, "too small\nnot even");
  g_assert_cmpstr (wh_api_error_get_field_error (error, "email"), ==, "no address");
  g_assert_null (wh_api_error_get_field_error (error, "plan"));
  g_assert_cmpstrv (fields, expected);
}

static void
test_details (void)
{
  g_autoptr (GError) error = make_error ();

  check_error (error);
  wh_api_error_set_reply (error, 500, -1, NULL);
  g_assert_cmpuint (wh_api_error_get_status (error), ==, 500);
  g_assert_null (wh_api_error_get_server_text (error));
}

/* Errors are copied on their way through tasks and collections. */
static void
test_copy (void)
{
  GError *error = make_error ();
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) bare = g_error_new_literal (WH_API_ERROR, WH_API_ERROR_SERVER, "x");
  g_autoptr (GError) bare_copy = g_error_copy (bare);

  g_error_free (error);
  check_error (copy);
  wh_api_error_add_field (copy, "email", "once more");
  g_assert_cmpstr (wh_api_error_get_field_error (copy, "email"), ==, "no address\nonce more");
  g_assert_cmpint (wh_api_error_get_retry_after (bare_copy), ==, -1);
}

static void
test_prefix (void)
{
  GError *error = make_error ();
  g_autoptr (GError) propagated = NULL;

  g_propagate_prefixed_error (&propagated, error, "Row 7: ");
  g_assert_cmpstr (propagated->message, ==, "Row 7: PUT /v2/: 400");
  check_error (propagated);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-error/other-errors", test_other_errors);
  g_test_add_func ("/wellhead/api/api-error/details", test_details);
  g_test_add_func ("/wellhead/api/api-error/copy", test_copy);
  g_test_add_func ("/wellhead/api/api-error/prefix", test_prefix);

  return g_test_run ();
}
