/* test-request-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-draft.h"
#include "wh-request-text.h"

#include <gio/gio.h>
#include <string.h>

#define SERVER "https://api.example.com"

G_GNUC_NULL_TERMINATED
static WhApiRequest *
make_request (const char *operation,
              ...)
{
  g_autoptr (WhDraft) draft = wh_draft_new (wh_operations_find (operation));
  g_autoptr (GError) error = NULL;
  WhApiRequest *request;
  const char *field;
  va_list args;

  va_start (args, operation);
  while ((field = va_arg (args, const char *)) != NULL)
    wh_draft_set_text (draft, field, va_arg (args, const char *));
  va_end (args);

  request = wh_draft_to_request (draft, &error);
  g_assert_no_error (error);

  return request;
}

static void
test_request_text_preview (void)
{
  g_autoptr (WhApiRequest) create = NULL;
  g_autoptr (WhApiRequest) churn = NULL;
  g_autoptr (WhApiRequest) stop = NULL;
  g_autofree char *create_text = NULL;
  g_autofree char *churn_text = NULL;
  g_autofree char *stop_text = NULL;

  create = make_request ("update-user", "user_id", "a b", "email", "{\"x\": [1,2]}, \\", NULL);
  create_text = wh_request_dup_preview (create, SERVER);
  g_assert_cmpstr (create_text, ==,
                   "PUT https://api.example.com/v2/users/a%20b/\n"
                   "Authorization: ••••••••\n"
                   "Accept: application/json\n"
                   "Content-Type: application/json\n"
                   "\n"
                   "{\n"
                   "  \"email\": \"{\\\"x\\\": [1,2]}, \\\\\"\n"
                   "}\n");

  churn = make_request ("churn-subscription", "subscription_id", "a/b@c+d %2F",
                        "effective_date", "1514764800", "churn_type", "delinquent", NULL);
  churn_text = wh_request_dup_preview (churn, SERVER "/");
  g_assert_cmpstr (churn_text, ==,
                   "DELETE https://api.example.com/v2/subscriptions/a%2Fb%40c%2Bd%20%252F/"
                   "?effective_date=1514764800&churn_type=delinquent\n"
                   "Authorization: ••••••••\n"
                   "Accept: application/json\n");

  stop = make_request ("stop-retain", "customer_id", "c", "intervention_types",
                       "retain\nreactivation", "forever", "true", NULL);
  stop_text = wh_request_dup_preview (stop, SERVER);
  g_assert_true (g_str_has_suffix (stop_text,
                                   "\n"
                                   "{\n"
                                   "  \"customer_id\": \"c\",\n"
                                   "  \"intervention_types\": [\n"
                                   "    \"retain\",\n"
                                   "    \"reactivation\"\n"
                                   "  ],\n"
                                   "  \"forever\": true\n"
                                   "}\n"));
}

/* What a body may be when it was typed. */
static void
test_request_text_body (void)
{
  static const struct
  {
    const char *body;
    const char *type;
    const char *shown;
  } cases[] = {
    { "{}", "application/json", "{}" },
    { "[ ]", "application/json", "[]" },
    { "{\"a\":{},\"b\":[1.10,9007199254740993]}", "application/json; charset=utf-8",
      "{\n  \"a\": {},\n  \"b\": [\n    1.10,\n    9007199254740993\n  ]\n}" },
    { "{\"a\":\"\\\"}\"}", "application/json", "{\n  \"a\": \"\\\"}\"\n}" },
    { "]]", "application/json", "\n]\n]" },
    { "\"\\", "application/json", "\"\\" },
    { "{a: 1}", "text/plain", "{a: 1}" },
    { "", "application/json", "" },
    { "\"\377\"", "application/json", "\"\357\277\275\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WhApiRequest) request = wh_api_request_new ("POST", "/v2/plans/");
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autofree char *text = NULL;
      g_autofree char *expected = NULL;

      wh_api_request_set_body (request, body, cases[i].type);
      text = wh_request_dup_preview (request, SERVER);
      expected = g_strdup_printf ("\n\n%s\n", cases[i].shown);
      if (!g_str_has_suffix (text, expected))
        g_error ("%s became\n%s", cases[i].body, text);
    }
}

static void
test_request_text_events (void)
{
  g_autoptr (WhApiRequest) request = make_request ("send-event", "user_id", "cus_1", NULL);
  g_autofree char *real = wh_request_dup_preview (request, "https://API.profitwell.com/");
  g_autofree char *own = wh_request_dup_preview (request, SERVER);
  g_autofree char *curl = wh_request_dup_curl (request, SERVER);

  g_assert_true (g_str_has_prefix (real, "POST https://api.profitwell-events.com/dotjs/v1/"));
  g_assert_true (g_str_has_prefix (own, "POST https://api.example.com/dotjs/v1/"));
  g_assert_nonnull (strstr (curl, "\"Authorization: $PROFITWELL_PUBLIC_TOKEN\""));
}

static void
test_request_text_curl (void)
{
  g_autoptr (WhApiRequest) request = NULL;
  g_autofree char *text = NULL;

  request = make_request ("delete-trait", "customer_id", "c'1", "category", "T", "trait", "B",
                          NULL);
  text = wh_request_dup_curl (request, SERVER);
  g_assert_cmpstr (text, ==,
                   "curl --globoff --path-as-is \\\n"
                   "  --request 'DELETE' \\\n"
                   "  --url 'https://api.example.com/v2/customer_traits/trait/' \\\n"
                   "  --header \"Authorization: $PROFITWELL_TOKEN\" \\\n"
                   "  --header 'Accept: application/json' \\\n"
                   "  --header 'Content-Type: application/json' \\\n"
                   "  --data-raw '{\"customer_id\":\"c'\\''1\",\"category\":\"T\",\"trait\":\"B\"}'\n");
}

/* What a real shell makes of the command: its arguments, each with a NUL behind it. */
static char **
run_in_shell (const char *command)
{
  g_autofree char *script = g_strconcat ("curl () { printf '%s\\0' \"$@\"; }\n", command, NULL);
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  const char *data;
  gsize length;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (launcher, "PROFITWELL_TOKEN", "a $(token) \"'`", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  data = g_bytes_get_data (output, &length);
  for (gsize i = 0; i < length; i += strlen (data + i) + 1)
    g_strv_builder_add (arguments, data + i);

  return g_strv_builder_end (arguments);
}

static void
test_request_text_shell (void)
{
  static const char *const nasty[] = {
    "plain",
    "it's",
    "''",
    "\"double\" \\ back",
    "$HOME ${HOME} $(id) `id` !! ;&|<>*?[a-z]{b,c}~#",
    "line\nbreak\r\n\ttab",
    "--option @file -",
    "日本語 🤖 عربي",
    "%2F %00 a/b@c+d ..",
    "trailing backslash \\",
    " blanks ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      g_autoptr (WhApiRequest) request = NULL;
      g_autoptr (GBytes) body = g_bytes_new_static (nasty[i], strlen (nasty[i]));
      g_autofree char *path = NULL;
      g_autofree char *segment = NULL;
      g_autofree char *url = NULL;
      g_autofree char *text = NULL;
      g_auto (GStrv) arguments = NULL;

      segment = g_uri_escape_string (nasty[i], NULL, FALSE);
      path = g_strdup_printf ("/v2/users/%s/", segment);
      request = wh_api_request_new ("PUT", path);
      wh_api_request_add_query (request, "it's", nasty[i]);
      wh_api_request_set_body (request, body, "text/plain");

      text = wh_request_dup_curl (request, SERVER);
      arguments = run_in_shell (text);
      url = g_strconcat (SERVER, path, "?", wh_api_request_get_query (request), NULL);
      g_assert_cmpuint (g_strv_length (arguments), ==, 14);
      g_assert_cmpstr (arguments[0], ==, "--globoff");
      g_assert_cmpstr (arguments[3], ==, "PUT");
      g_assert_cmpstr (arguments[5], ==, url);
      g_assert_cmpstr (arguments[7], ==, "Authorization: a $(token) \"'`");
      g_assert_cmpstr (arguments[11], ==, "Content-Type: text/plain");
      g_assert_cmpstr (arguments[12], ==, "--data-raw");
      g_assert_cmpstr (arguments[13], ==, nasty[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wellhead/core/request-text/preview", test_request_text_preview);
  g_test_add_func ("/wellhead/core/request-text/body", test_request_text_body);
  g_test_add_func ("/wellhead/core/request-text/events", test_request_text_events);
  g_test_add_func ("/wellhead/core/request-text/curl", test_request_text_curl);
  g_test_add_func ("/wellhead/core/request-text/shell", test_request_text_shell);

  return g_test_run ();
}
