/* test-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "token-store-suite.h"

#include <string.h>

#include "wh-test-util.h"

static void
test_memory (void)
{
  g_autoptr (WhTokenStore) store = wh_memory_token_store_new ();

  token_store_suite_run (store);
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
test_check_accepts (void)
{
  const struct
  {
    const char *typed;
    const char *token;
  } cases[] = {
    { "abc", "abc" },
    { "  abc", "abc" },
    { "abc\n", "abc" },
    { "\t abc \r\n", "abc" },
    { "!~", "!~" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      char *token = wh_token_check (cases[i].typed, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, cases[i].token);
      wh_token_free (token);
    }
}

/* HAZARDS K18. What it says never repeats what was typed: it may be the better part of a token. */
static void
test_check_refuses (void)
{
  g_autofree char *too_long = g_strnfill (513, 'c');
  g_autofree char *huge = g_strnfill (10 * 1024, 'c');
  const char *const cases[] = {
    NULL, "", " \n\t", "can ary", "can\nary", "can\tary", "canary\303\244", "\342\200\213canary",
    "canary\177", "canary\033[0m", "canary\377", too_long, huge,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wh_token_check (cases[i], &error));
      g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_INVALID);
      g_assert_cmpuint (strlen (error->message), >, 10);
      g_assert_null (strstr (error->message, "canary"));
      g_assert_null (strstr (error->message, "ccc"));
    }
}

static void
test_check_longest (void)
{
  g_autofree char *longest = g_strnfill (512, 'c');
  g_autofree char *padded = g_strdup_printf ("   %s   ", longest);
  char *token = wh_token_check (padded, NULL);

  g_assert_cmpstr (token, ==, longest);
  wh_token_free (token);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/token-store/memory", test_memory);
  g_test_add_func ("/wellhead/core/token-store/check/accepts", test_check_accepts);
  g_test_add_func ("/wellhead/core/token-store/check/refuses", test_check_refuses);
  g_test_add_func ("/wellhead/core/token-store/check/longest", test_check_longest);

  return g_test_run ();
}
