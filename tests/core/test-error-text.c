/* test-error-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-draft.h"
#include "wh-error-text.h"
#include "wh-json.h"
#include "wh-test-util.h"
#include "wh-token-store.h"
#include "wh-url.h"

#include <string.h>

typedef struct
{
  GQuark (*domain) (void);
  int code;
  WhRemedy remedy;
} Case;

static const Case cases[] = {
  { wh_api_error_quark, WH_API_ERROR_UNAUTHORIZED, WH_REMEDY_RENEW_TOKEN },
  { wh_api_error_quark, WH_API_ERROR_FORBIDDEN, WH_REMEDY_RENEW_TOKEN },
  { wh_api_error_quark, WH_API_ERROR_NOT_FOUND, WH_REMEDY_NONE },
  { wh_api_error_quark, WH_API_ERROR_INVALID, WH_REMEDY_NONE },
  { wh_api_error_quark, WH_API_ERROR_CONFLICT, WH_REMEDY_NONE },
  { wh_api_error_quark, WH_API_ERROR_RATE_LIMITED, WH_REMEDY_RETRY },
  { wh_api_error_quark, WH_API_ERROR_SERVER, WH_REMEDY_RETRY },
  { wh_api_error_quark, WH_API_ERROR_REDIRECTED, WH_REMEDY_NONE },
  { wh_api_error_quark, WH_API_ERROR_MALFORMED, WH_REMEDY_RETRY },
  { wh_api_error_quark, WH_API_ERROR_NOT_API, WH_REMEDY_RETRY },
  { wh_api_error_quark, WH_API_ERROR_TOO_LARGE, WH_REMEDY_NONE },
  { wh_api_error_quark, WH_API_ERROR_TIMED_OUT, WH_REMEDY_RETRY },
  { wh_api_error_quark, WH_API_ERROR_NO_TOKEN, WH_REMEDY_RENEW_TOKEN },
  { wh_api_error_quark, WH_API_ERROR_BAD_REQUEST, WH_REMEDY_NONE },
  { wh_json_error_quark, WH_JSON_ERROR_EMPTY, WH_REMEDY_RETRY },
  { wh_json_error_quark, WH_JSON_ERROR_SYNTAX, WH_REMEDY_NONE },
  { wh_json_error_quark, WH_JSON_ERROR_ENCODING, WH_REMEDY_NONE },
  { wh_json_error_quark, WH_JSON_ERROR_DEPTH, WH_REMEDY_NONE },
  { wh_json_error_quark, WH_JSON_ERROR_TRAILING, WH_REMEDY_NONE },
  { wh_json_error_quark, WH_JSON_ERROR_TRUNCATED, WH_REMEDY_RETRY },
  { wh_url_error_quark, WH_URL_ERROR_INVALID, WH_REMEDY_NONE },
  { wh_url_error_quark, WH_URL_ERROR_INSECURE, WH_REMEDY_NONE },
  { wh_url_error_quark, WH_URL_ERROR_CREDENTIALS, WH_REMEDY_NONE },
  { wh_url_error_quark, WH_URL_ERROR_FOREIGN, WH_REMEDY_NONE },
  { wh_url_error_quark, WH_URL_ERROR_PATH, WH_REMEDY_NONE },
  { wh_token_error_quark, WH_TOKEN_ERROR_ABSENT, WH_REMEDY_RENEW_TOKEN },
  { wh_token_error_quark, WH_TOKEN_ERROR_LOCKED, WH_REMEDY_UNLOCK },
  { wh_token_error_quark, WH_TOKEN_ERROR_REFUSED, WH_REMEDY_UNLOCK },
  { wh_token_error_quark, WH_TOKEN_ERROR_UNAVAILABLE, WH_REMEDY_RETRY },
  { wh_token_error_quark, WH_TOKEN_ERROR_LOST, WH_REMEDY_RETRY },
  { wh_token_error_quark, WH_TOKEN_ERROR_NOT_REMOVED, WH_REMEDY_UNLOCK },
  { wh_token_error_quark, WH_TOKEN_ERROR_INVALID, WH_REMEDY_NONE },
  { wh_token_error_quark, WH_TOKEN_ERROR_FAILED, WH_REMEDY_RETRY },
  { wh_draft_error_quark, WH_DRAFT_ERROR_MISSING, WH_REMEDY_NONE },
  { wh_draft_error_quark, WH_DRAFT_ERROR_INVALID, WH_REMEDY_NONE },
  { wh_draft_error_quark, WH_DRAFT_ERROR_RANGE, WH_REMEDY_NONE },
  { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, WH_REMEDY_RETRY },
  { g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, WH_REMEDY_RETRY },
  { g_resolver_error_quark, G_RESOLVER_ERROR_INTERNAL, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_HOST_NOT_FOUND, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_PROXY_FAILED, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_PROXY_AUTH_FAILED, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_CANCELLED, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_BUSY, WH_REMEDY_RETRY },
  { g_io_error_quark, G_IO_ERROR_INVALID_DATA, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_INVALID_ARGUMENT, WH_REMEDY_NONE },
  { g_io_error_quark, G_IO_ERROR_EXISTS, WH_REMEDY_NONE },
  { g_tls_error_quark, G_TLS_ERROR_UNAVAILABLE, WH_REMEDY_NONE },
  { g_tls_error_quark, G_TLS_ERROR_MISC, WH_REMEDY_RETRY },
  { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, WH_REMEDY_RETRY },
  { g_tls_error_quark, G_TLS_ERROR_NOT_TLS, WH_REMEDY_NONE },
  { g_tls_error_quark, G_TLS_ERROR_HANDSHAKE, WH_REMEDY_RETRY },
  { g_tls_error_quark, G_TLS_ERROR_CERTIFICATE_REQUIRED, WH_REMEDY_NONE },
  { g_tls_error_quark, G_TLS_ERROR_EOF, WH_REMEDY_RETRY },
  { g_tls_error_quark, G_TLS_ERROR_INAPPROPRIATE_FALLBACK, WH_REMEDY_RETRY },
  { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD, WH_REMEDY_NONE },
};

/* Every code has sentences, its own and not another's. */
static void
test_error_text_each (void)
{
  g_autoptr (GHashTable) titles = NULL;
  g_autoptr (GHashTable) texts = NULL;

  titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "");
      g_autofree char *title = wh_error_dup_title (error);
      g_autofree char *text = wh_error_dup_text (error);

      g_assert_cmpint (wh_error_get_remedy (error), ==, cases[i].remedy);
      g_assert_true (g_ascii_isupper (title[0]));
      g_assert_false (g_str_has_suffix (title, "."));
      g_assert_true (g_ascii_isupper (text[0]));
      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_cmpstr (title, !=, "Something Went Wrong");
      if (!g_hash_table_add (titles, g_steal_pointer (&title)) ||
          !g_hash_table_add (texts, g_steal_pointer (&text)))
        g_error ("%s %d has the sentence of another", g_quark_to_string (cases[i].domain ()),
                 cases[i].code);
    }
}

static void
test_error_text_unforeseen (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) code = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *code_title = NULL;

  error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_LOOP, "a loop");
  title = wh_error_dup_title (error);
  text = wh_error_dup_text (error);
  g_assert_cmpstr (title, ==, "Something Went Wrong");
  g_assert_nonnull (strstr (text, "a loop"));
  g_assert_cmpint (wh_error_get_remedy (error), ==, WH_REMEDY_RETRY);

  code = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "a folder");
  code_title = wh_error_dup_title (code);
  g_assert_cmpstr (code_title, ==, "Something Went Wrong");
}

/* Sentences that are translated already stand for themselves; precise ones come behind. */
static void
test_error_text_details (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    const char *message;
    gboolean shown;
    gboolean alone;
  } details[] = {
    { wh_draft_error_quark, WH_DRAFT_ERROR_RANGE, "At most 36 characters.", TRUE, TRUE },
    { wh_token_error_quark, WH_TOKEN_ERROR_INVALID, "The token is empty.", TRUE, TRUE },
    { g_io_error_quark, G_IO_ERROR_EXISTS, "Another connection has it.", TRUE, TRUE },
    { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, "it has expired", TRUE, FALSE },
    { wh_api_error_quark, WH_API_ERROR_MALFORMED, "Item 3: no “id”", TRUE, FALSE },
    { wh_api_error_quark, WH_API_ERROR_UNAUTHORIZED, "GET /v2/x/: 401", FALSE, FALSE },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, "no way to 127.0.0.1", TRUE, FALSE },
    { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, "errno 101", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      error = g_error_new_literal (details[i].domain (), details[i].code, details[i].message);
      text = wh_error_dup_text (error);
      g_assert_true ((strstr (text, details[i].message) != NULL) == details[i].shown);
      g_assert_true (g_str_equal (text, details[i].message) == details[i].alone);
    }
}

/* HAZARDS N9: whether this computer, the way, the server or the connection failed is told apart,
 * and each can be tried again. */
static void
test_error_text_network (void)
{
  static const struct
  {
    int code;
    const char *title;
    const char *word;
  } failures[] = {
    { G_IO_ERROR_NETWORK_UNREACHABLE, "No Network", "offline" },
    { G_IO_ERROR_HOST_UNREACHABLE, "Server Unreachable", "No way leads" },
    { G_IO_ERROR_CONNECTION_REFUSED, "Connection Refused", "not take" },
    { G_IO_ERROR_CONNECTION_CLOSED, "The Connection Was Dropped", "half-way" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;

      error = g_error_new_literal (G_IO_ERROR, failures[i].code, "errno");
      title = wh_error_dup_title (error);
      text = wh_error_dup_text (error);
      g_assert_cmpstr (title, ==, failures[i].title);
      for (guint j = 0; j < G_N_ELEMENTS (failures); j++)
        g_assert_true ((strstr (text, failures[j].word) != NULL) == (i == j));
      g_assert_cmpint (wh_error_get_remedy (error), ==, WH_REMEDY_RETRY);
    }
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/error-text/each", test_error_text_each);
  g_test_add_func ("/wellhead/core/error-text/unforeseen", test_error_text_unforeseen);
  g_test_add_func ("/wellhead/core/error-text/details", test_error_text_details);
  g_test_add_func ("/wellhead/core/error-text/network", test_error_text_network);

  return g_test_run ();
}
