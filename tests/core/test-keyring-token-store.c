/* test-keyring-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "keyring-fixture.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

#include "token-store-suite.h"
#include "wh-test-util.h"

/* Each of these tests runs in a session of its own, which keyring-session.sh makes, against the
 * real gnome-keyring-daemon. */

static void
test_suite (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);

  token_store_suite_run (store);
  g_assert_finalize_object (g_steal_pointer (&store));
  keyring_kill (daemon);
}

/* What one run of the program stored, the next one finds, also after the daemon was restarted. */
static void
test_found_again (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);

  keyring_store_one (store);
  g_clear_object (&store);
  secret_service_disconnect ();
  store = keyring_new_store (0);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");

  keyring_kill (daemon);
  daemon = keyring_start (TRUE);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  keyring_kill (daemon);
}

/* HAZARDS K5: there is nobody who could show a prompt. */
static void
test_locked (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GError) error = NULL;

  keyring_store_one (store);
  keyring_lock ();
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_LOCKED);
  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_REFUSED);
  g_assert_false (token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "other", &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED);
  keyring_kill (daemon);
}

/* HAZARDS K3, K10: locked since the daemon started, and still not "absent". */
static void
test_cold_locked (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);

  keyring_store_one (store);
  keyring_kill (daemon);
  daemon = keyring_start (FALSE);
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_LOCKED);
  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_REFUSED);
  keyring_kill (daemon);
}

/* HAZARDS K4, K13: one prompt for all who ask at the same time. */
static void
test_dismissed (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  Prompter prompter = { .dismiss = TRUE };
  GAsyncResult *results[3] = { NULL, };

  prompter_start (&prompter);
  keyring_store_one (store);
  keyring_lock ();
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, NULL,
                                 wh_test_store_result, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      wh_test_await (&results[i]);
      g_assert_null (wh_token_store_lookup_finish (store, results[i], &error));
      g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED);
      g_clear_object (&results[i]);
    }
  g_assert_cmpuint (prompter.n_prompts, ==, 1);

  /* Who asks later asks anew. */
  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_REFUSED);
  g_assert_cmpuint (prompter.n_prompts, ==, 2);
  keyring_kill (daemon);
  g_clear_object (&prompter.bus);
}

static void
assert_label (const char *expected)
{
  const SecretSchema any = {
    "any", SECRET_SCHEMA_DONT_MATCH_NAME,
    { { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  };
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = NULL;
  g_autofree char *label = NULL;

  g_hash_table_insert (attributes, (gpointer) "connection", (gpointer) "one");
  items = secret_password_searchv_sync (&any, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, expected);
}

/* The label changes and the token does not; nobody is asked for it. */
static void
test_relabel (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  Prompter prompter = { .dismiss = TRUE };

  prompter_start (&prompter);
  keyring_store_one (store);
  wh_token_store_relabel (store, "one", WH_API_TOKEN_PRIVATE, "Wellhead: New");
  wh_token_store_relabel (store, "one", WH_API_TOKEN_PUBLIC, "there is none");
  wh_token_store_relabel (store, "two", WH_API_TOKEN_PRIVATE, "there is none");
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  assert_label ("Wellhead: New");

  keyring_lock ();
  wh_token_store_relabel (store, "one", WH_API_TOKEN_PRIVATE, "Wellhead: Newer");
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_LOCKED);
  g_assert_cmpuint (prompter.n_prompts, ==, 0);
  assert_label ("Wellhead: New");
  keyring_kill (daemon);
  g_clear_object (&prompter.bus);
}

static gboolean
finish (WhTokenStore  *store,
        guint          kind,
        GAsyncResult  *result,
        GError       **error)
{
  char *token;

  if (kind == 1)
    return wh_token_store_store_finish (store, result, error);
  if (kind == 2)
    return wh_token_store_remove_finish (store, result, error);

  token = wh_token_store_lookup_finish (store, result, error);
  wh_token_free (token);

  return token != NULL;
}

/* A lookup, a store and a remove at once. */
static void
begin_burst (WhTokenStore  *store,
             GAsyncResult **results)
{
  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, NULL,
                               wh_test_store_result, &results[0]);
  wh_token_store_store_async (store, "two", WH_API_TOKEN_PRIVATE, "Wellhead: Test", "other", NULL,
                              wh_test_store_result, &results[1]);
  wh_token_store_remove_async (store, "one", NULL, wh_test_store_result, &results[2]);
}

/* One refusal counts for all that waited for it, and for nothing that comes later. */
static void
test_refused_once (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  Prompter prompter = { .dismiss = TRUE };
  g_autoptr (GError) store_error = NULL;

  prompter_start (&prompter);
  keyring_store_one (store);
  keyring_lock ();
  for (guint burst = 1; burst <= 2; burst++)
    {
      GAsyncResult *results[3] = { NULL, };

      begin_burst (store, results);
      for (guint kind = 0; kind < G_N_ELEMENTS (results); kind++)
        {
          g_autoptr (GError) error = NULL;

          wh_test_await (&results[kind]);
          g_assert_false (finish (store, kind, results[kind], &error));
          g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED);
          g_clear_object (&results[kind]);
        }
      g_assert_cmpuint (prompter.n_prompts, ==, burst);
    }

  g_assert_false (token_store_store (store, "two", WH_API_TOKEN_PRIVATE, "other", &store_error));
  g_assert_error (store_error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED);
  g_assert_cmpuint (prompter.n_prompts, ==, 3);
  keyring_kill (daemon);
  g_clear_object (&prompter.bus);
}

/* HAZARDS K15: what is stored after the keyring's file was damaged is there. The daemon makes a
 * further keyring at each start as long as that file lies there, and the one before is locked
 * then: that is never "absent". */
static void
test_store_after_corrupt (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("XDG_DATA_HOME"), "keyrings", NULL);
  g_autofree char *path = g_build_filename (folder, "login.keyring", NULL);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  GSubprocess *daemon = keyring_start (TRUE);

  keyring_store_one (store);
  keyring_kill (daemon);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "this is no keyring", -1, NULL));

  daemon = keyring_start (TRUE);
  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_ABSENT);
  keyring_store_one (store);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  keyring_kill (daemon);
  daemon = keyring_start (TRUE);
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_LOCKED);
  keyring_kill (daemon);
}

/* HAZARDS §1.7: giving up while the prompt is open is answered at once, and the daemon lives. */
static void
test_cancelled (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) next = NULL;
  g_autoptr (GError) error = NULL;
  Prompter prompter = { .dismiss = FALSE };

  keyring_expect_critical ();
  prompter_start (&prompter);
  keyring_store_one (store);
  keyring_lock ();
  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, cancellable,
                               wh_test_store_result, &result);
  wh_test_wait_until (prompter_is_prompting, &prompter);
  g_cancellable_cancel (cancellable);
  wh_test_iterate ();
  g_assert_nonnull (result);
  g_assert_null (wh_token_store_lookup_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (keyring_is_there (NULL));

  /* The next one waits for the same prompt, and is released when the daemon dies. */
  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, NULL,
                               wh_test_store_result, &next);
  wh_test_iterate ();
  g_assert_null (next);
  g_assert_cmpuint (prompter.n_prompts, ==, 1);
  keyring_kill (daemon);
  wh_test_await (&next);
  g_assert_null (wh_token_store_lookup_finish (store, next, &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_UNAVAILABLE);
  g_clear_object (&prompter.bus);
}

/* HAZARDS K9: libsecret's callback never comes. */
static void
test_killed_while_prompting (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Prompter prompter = { .dismiss = FALSE };

  keyring_expect_critical ();
  prompter_start (&prompter);
  keyring_store_one (store);
  keyring_lock ();
  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, NULL,
                               wh_test_store_result, &result);
  wh_test_wait_until (prompter_is_prompting, &prompter);
  keyring_kill (daemon);
  wh_test_await (&result);
  g_assert_null (wh_token_store_lookup_finish (store, result, &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_LOST);

  /* A new daemon finds a store that works. */
  daemon = keyring_start (TRUE);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  keyring_kill (daemon);
  g_clear_object (&prompter.bus);
}

/* The daemon dies while it stores: half-way, nobody waits for ever, and nothing is half stored. */
static void
test_killed_while_storing (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  keyring_expect_critical ();
  keyring_store_one (store);
  keyring_stop (daemon);
  wh_token_store_store_async (store, "one", WH_API_TOKEN_PRIVATE, "Wellhead: Test", "other", NULL,
                              wh_test_store_result, &result);
  wh_test_iterate ();
  keyring_kill (daemon);
  wh_test_await (&result);
  g_assert_false (wh_token_store_store_finish (store, result, &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_LOST);

  daemon = keyring_start (TRUE);
  token = token_store_lookup (store, "one", WH_API_TOKEN_PRIVATE, FALSE, NULL);
  g_assert_true (g_strcmp0 (token, "canary") == 0 || g_strcmp0 (token, "other") == 0);
  wh_token_free (token);
  keyring_kill (daemon);
}

/* HAZARDS K8: libsecret itself would wait for 50 s. */
static void
test_hung (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (WhTokenStore) impatient = keyring_new_store (200);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  keyring_store_one (store);
  keyring_stop (daemon);

  wh_token_store_lookup_async (store, "one", WH_API_TOKEN_PRIVATE, TRUE, cancellable,
                               wh_test_store_result, &result);
  wh_test_iterate ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  wh_test_iterate ();
  g_assert_nonnull (result);
  g_assert_null (wh_token_store_lookup_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  keyring_assert_lookup_fails (impatient, TRUE, WH_TOKEN_ERROR_LOST);

  g_subprocess_send_signal (daemon, SIGCONT);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  keyring_kill (daemon);
}

/* HAZARDS K12: what could not be unlocked was not removed, and that is said. */
static void
test_remove_locked (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GError) error = NULL;

  keyring_store_one (store);
  keyring_lock ();
  g_assert_false (token_store_remove (store, "one", &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_REFUSED);
  g_clear_error (&error);

  keyring_kill (daemon);
  daemon = keyring_start (TRUE);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  g_assert_true (token_store_remove (store, "one", &error));
  g_assert_no_error (error);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, NULL);

  keyring_kill (daemon);
  daemon = keyring_start (TRUE);
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, NULL);
  keyring_kill (daemon);
}

/* HAZARDS K6, K7: without a service (or without a bus) all of it says so, and says it at once. */
static void
test_unavailable (void)
{
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GError) error = NULL;

  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_UNAVAILABLE);
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_UNAVAILABLE);
  g_assert_false (token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "canary", &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, "canary"));
  g_clear_error (&error);
  g_assert_false (token_store_remove (store, "one", &error));
  g_assert_error (error, WH_TOKEN_ERROR, WH_TOKEN_ERROR_UNAVAILABLE);
}

/* HAZARDS K16: another program (Seahorse, say) edits what is in the keyring. */
static void
test_changed_elsewhere (void)
{
  GSubprocess *daemon = keyring_start (TRUE);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = NULL;
  const SecretSchema any = {
    "any", SECRET_SCHEMA_DONT_MATCH_NAME,
    { { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  };
  const char *const texts[] = { "edited", "not a token" };

  keyring_store_one (store);
  g_hash_table_insert (attributes, (gpointer) "connection", (gpointer) "one");
  items = secret_password_searchv_sync (&any, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SecretValue) value = secret_value_new (texts[i], -1, "text/plain");

      g_assert_true (secret_item_set_secret_sync (items->data, value, NULL, &error));
      g_assert_no_error (error);
      if (i == 0)
        token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "edited");
      else
        keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_INVALID);
    }

  g_assert_true (secret_item_delete_sync (items->data, NULL, &error));
  g_assert_no_error (error);
  keyring_assert_lookup_fails (store, FALSE, WH_TOKEN_ERROR_ABSENT);
  keyring_kill (daemon);
}

/* HAZARDS K15. */
static void
test_corrupt (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("XDG_DATA_HOME"), "keyrings", NULL);
  g_autofree char *path = g_build_filename (folder, "login.keyring", NULL);
  g_autoptr (WhTokenStore) store = keyring_new_store (0);
  GSubprocess *daemon;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "this is no keyring", -1, NULL));
  daemon = keyring_start (TRUE);
  keyring_assert_lookup_fails (store, TRUE, WH_TOKEN_ERROR_ABSENT);
  keyring_kill (daemon);
}

int
main (int   argc,
      char *argv[])
{
  /* The session has directories of its own already, and the daemon shall see the same ones. */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/keyring/suite", test_suite);
  g_test_add_func ("/wellhead/core/keyring/found-again", test_found_again);
  g_test_add_func ("/wellhead/core/keyring/locked", test_locked);
  g_test_add_func ("/wellhead/core/keyring/cold-locked", test_cold_locked);
  g_test_add_func ("/wellhead/core/keyring/dismissed", test_dismissed);
  g_test_add_func ("/wellhead/core/keyring/relabel", test_relabel);
  g_test_add_func ("/wellhead/core/keyring/refused-once", test_refused_once);
  g_test_add_func ("/wellhead/core/keyring/store-after-corrupt", test_store_after_corrupt);
  g_test_add_func ("/wellhead/core/keyring/cancelled", test_cancelled);
  g_test_add_func ("/wellhead/core/keyring/killed-while-prompting", test_killed_while_prompting);
  g_test_add_func ("/wellhead/core/keyring/killed-while-storing", test_killed_while_storing);
  g_test_add_func ("/wellhead/core/keyring/hung", test_hung);
  g_test_add_func ("/wellhead/core/keyring/remove-locked", test_remove_locked);
  g_test_add_func ("/wellhead/core/keyring/no-service", test_unavailable);
  g_test_add_func ("/wellhead/core/keyring/no-bus", test_unavailable);
  g_test_add_func ("/wellhead/core/keyring/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/wellhead/core/keyring/corrupt", test_corrupt);

  return g_test_run ();
}
