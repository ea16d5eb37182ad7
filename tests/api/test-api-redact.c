/* test-api-redact.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-redact.h"
#include "wh-test-util.h"

#define DOTS WH_API_REDACTED

static const char *const secrets[] = { "0123456789abcdef", "public-1", "public-123", "short", NULL };

static void
test_redact (void)
{
  static const struct { const char *text, *expected; } cases[] = {
    { "", "" },
    { "nothing", "nothing" },
    { "0123456789abcdef", DOTS },
    { "Token 0123456789abcdef is bad", "Token " DOTS " is bad" },
    { "x0123456789abcdefx", "x" DOTS "x" },
    { "0123456789abcdef0123456789ABCDEF", DOTS DOTS },
    { "0123456789ABCDEF", DOTS },
    { "00123456789abcdef", "0" DOTS },
    { "0123456789abcde", "0123456789abcde" },
    { "é0123456789abcdefé", "é" DOTS "é" },
    /* The longest one, or its end would stay. */
    { "public-12 public-123 public-1", DOTS "2 " DOTS " " DOTS },
    { "this is short", "this is short" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = wh_api_redact (cases[i].text, secrets);

      g_assert_cmpstr (redacted, ==, cases[i].expected);
      g_assert_true (g_utf8_validate (redacted, -1, NULL));
    }
}

static void
test_nothing (void)
{
  static const char *const none[] = { NULL };
  g_autofree char *without = wh_api_redact ("0123456789abcdef", NULL);
  g_autofree char *empty = wh_api_redact ("0123456789abcdef", none);

  g_assert_cmpstr (without, ==, "0123456789abcdef");
  g_assert_cmpstr (empty, ==, "0123456789abcdef");
  g_assert_null (wh_api_redact (NULL, secrets));
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/api/api-redact/redact", test_redact);
  g_test_add_func ("/wellhead/api/api-redact/nothing", test_nothing);

  return g_test_run ();
}
