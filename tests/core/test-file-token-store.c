/* test-file-token-store.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "token-store-suite.h"
#include "wh-test-util.h"

/* libsecret keeps tokens in a file where a sandbox has no keyring service to talk to, as in
 * Flatpak and Snap: no bus, no prompt, and items of another type. */

static void
test_suite (void)
{
  g_autoptr (WhTokenStore) store = wh_keyring_token_store_new ();

  token_store_suite_run (store);
  g_assert_finalize_object (g_steal_pointer (&store));
  g_assert_true (g_file_test (g_getenv ("SECRET_FILE_TEST_PATH"), G_FILE_TEST_IS_REGULAR));
}

/* There is no way to change a label in a file: the token stays, and nobody waits. */
static void
test_relabel (void)
{
  g_autoptr (WhTokenStore) store = wh_keyring_token_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (token_store_store (store, "one", WH_API_TOKEN_PRIVATE, "canary", &error));
  g_assert_no_error (error);
  wh_token_store_relabel (store, "one", WH_API_TOKEN_PRIVATE, "Wellhead: New");
  token_store_assert_token (store, "one", WH_API_TOKEN_PRIVATE, "canary");
  g_assert_finalize_object (g_steal_pointer (&store));
}

/* libsecret opens its file once in the life of a program. */
int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("wellhead-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "default.keyring", NULL);
  int status;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "canary", TRUE);
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/file-token-store/suite", test_suite);
  g_test_add_func ("/wellhead/core/file-token-store/relabel", test_relabel);

  status = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);

  return status;
}
