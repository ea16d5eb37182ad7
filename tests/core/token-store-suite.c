/* token-store-suite.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "token-store-suite.h"

#include <string.h>

#include "wh-test-util.h"

#define LABEL "Wellhead: Test (private token)"

char *
token_store_lookup (WhTokenStore  *store,
                    const char    *connection_id,
                    WhApiToken     which,
                    gboolean       may_prompt,
                    GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_token_store_lookup_async (store, connection_id, which, may_prompt, NULL,
                               wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_token_store_lookup_finish (store, result, error);
}

gboolean
token_store_store (WhTokenStore  *store,
                   const char    *connection_id,
                   WhApiToken     which,
                   const char    *token,
                   GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_token_store_store_async (store, connection_id, which, LABEL, token, NULL,
                              wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_token_store_store_finish (store, result, error);
}

gboolean
token_store_remove (WhTokenStore  *store,
                    const char    *connection_id,
                    GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_token_store_remove_async (store, connection_id, NULL, wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_token_store_remove_finish (store, result, error);
}

void
token_store_assert_token (WhTokenStore *store,
                          const char   *connection_id,
                          WhApiToken    which,
                          const char   *expected)
{
  g_autoptr (GError) error = NULL;
  char *token = token_store_lookup (store, connection_id, which, FALSE, &error);

  if (expected == NULL)
    g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_ABSENT);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  wh_token_free (token);
}

static void
check_store_and_replace (WhTokenStore *store)
{
  g_autoptr (GError) error = NULL;

  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, NULL);

  g_assert_true (token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "first", &error));
  g_assert_no_error (error);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "first");

  token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "second", &error);
  g_assert_no_error (error);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "second");
}

static void
check_kept_apart (WhTokenStore *store)
{
  g_assert_true (token_store_store (store, "one", WH_API_TOKEN_PUBLIC, "public-1", NULL));
  g_assert_true (token_store_store (store, "two", WH_API_TOKEN_PRIVATE, "private-2", NULL));

  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "second");
  token_store_assert_token (store, "one", WH_API_TOKEN_PUBLIC, "public-1");
  token_store_assert_token (store, "two", WH_API_TOKEN_PRIVATE, "private-2");
  token_store_assert_token (store, "two", WH_API_TOKEN_PUBLIC, NULL);
}

static void
check_forms (WhTokenStore *store)
{
  g_autofree char *longest = g_strnfill (512, 'x');
  const char *const good[] = { "a", "~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}", "0123456789abcdef", longest };
  const char *const bad[] = { "", "  \n", "in side", "in\nside", "t\303\266ken", "\001" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (token_store_store (store, "forms", WH_API_TOKEN_PRIVATE, good[i], &error));
      g_assert_no_error (error);
      token_store_assert_token (store, "forms", WH_API_TOKEN_PRIVATE, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (token_store_store (store, "forms", WH_API_TOKEN_PRIVATE, bad[i], &error));
      g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_INVALID);
      token_store_assert_token (store, "forms", WH_API_TOKEN_PRIVATE, longest);
    }
}

static void
check_cancelled_before (WhTokenStore *store)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) looked_up = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, cancellable,
                               wh_test_store_result, &looked_up);
  wh_token_store_store_async (store, "one", WH_API_TOKEN_PRIVATE, LABEL, "third", cancellable,
                              wh_test_store_result, &stored);
  wh_token_store_remove_async (store, "one", cancellable, wh_test_store_result, &removed);
  wh_test_await (&looked_up);
  wh_test_await (&stored);
  wh_test_await (&removed);

  g_assert_null (wh_token_store_lookup_finish (store, looked_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (wh_token_store_store_finish (store, stored, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (wh_token_store_remove_finish (store, removed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "second");
}

/* Many at once, also cancelled in the middle: each is answered once, and with its own token. */
static void
check_at_once (WhTokenStore *store)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[12] = { NULL, };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    wh_token_store_lookup_async (store, i % 2 == 0 ? "one" : "two", WH_API_TOKEN_PRIVATE, FALSE,
                                 i % 3 == 2 ? cancellable : NULL,
                                 wh_test_store_result, &results[i]);
  g_cancellable_cancel (cancellable);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      char *token;

      wh_test_await (&results[i]);
      token = wh_token_store_lookup_finish (store, results[i], &error);
      if (i % 3 == 2)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (token, ==, i % 2 == 0 ? "second" : "private-2");
        }
      wh_token_free (token);
      g_clear_error (&error);
      g_object_unref (results[i]);
    }
}

static void
check_remove (WhTokenStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (token_store_remove (store, "one", &error));
  g_assert_no_error (error);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, NULL);
  token_store_assert_token (store, "one", WH_API_TOKEN_PUBLIC, NULL);
  token_store_assert_token (store, "two", WH_API_TOKEN_PRIVATE, "private-2");

  /* What is not there is gone. */
  g_assert_true (token_store_remove (store, "one", &error));
  g_assert_no_error (error);
  g_assert_true (token_store_remove (store, "two", &error));
  g_assert_true (token_store_remove (store, "forms", &error));
  token_store_assert_token (store, "two", WH_API_TOKEN_PRIVATE, NULL);
}

/* @store: empty, and empty again afterwards */
void
token_store_suite_run (WhTokenStore *store)
{
  check_store_and_replace (store);
  check_kept_apart (store);
  check_forms (store);
  check_cancelled_before (store);
  check_at_once (store);
  check_remove (store);
}
