/* test-api-client-tls.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* N1, N8: which servers the token may go to. The certificates are made when the test runs, so
 * that none of them grows old in the repository. */

typedef WhClientFixture Fixture;

static char *folder;

/* The search for leaks may crash in the thread-local memory of the handshake's threads, which it
 * need not watch: nothing of ours is there. Only a build with that sanitizer calls this. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

static const char setup_script[] =
  "set -e\n"
  "cd \"$1\"\n"
  "for name in root other; do\n"
  "  mkdir $name; : > $name/index; echo 01 > $name/serial\n"
  "  openssl req -x509 -newkey rsa:2048 -nodes -subj \"/CN=$name\" -days 30"
  "    -keyout $name/key.pem -out $name/ca.pem\n"
  "  cat > $name/ca.conf <<END\n"
  "[ca]\n"
  "default_ca = d\n"
  "[d]\n"
  "database = $name/index\n"
  "serial = $name/serial\n"
  "new_certs_dir = $name\n"
  "certificate = $name/ca.pem\n"
  "private_key = $name/key.pem\n"
  "default_md = sha256\n"
  "policy = p\n"
  "unique_subject = no\n"
  "[p]\n"
  "commonName = supplied\n"
  "END\n"
  "done\n"
  "issue () {\n"
  "  echo \"subjectAltName=$3\" > $1.ext\n"
  "  openssl req -newkey rsa:2048 -nodes -subj \"/CN=$1\" -keyout $1.key -out $1.csr\n"
  "  openssl ca -batch -notext -config $2/ca.conf -startdate $4 -enddate $5 -extfile $1.ext"
  "    -in $1.csr -out $1.crt\n"
  "  cat $1.crt $1.key > $1.pem\n"
  "}\n"
  "issue good root IP:127.0.0.1 20200101000000Z 20490101000000Z\n"
  "issue expired root IP:127.0.0.1 20200101000000Z 20210101000000Z\n"
  "issue not-yet root IP:127.0.0.1 20480101000000Z 20490101000000Z\n"
  "issue wrong-host root DNS:other.example 20200101000000Z 20490101000000Z\n"
  "issue unknown-issuer other IP:127.0.0.1 20200101000000Z 20490101000000Z\n"
  "issue portal other DNS:portal.example 20200101000000Z 20490101000000Z\n"
  "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=self -addext subjectAltName=IP:127.0.0.1"
  "  -days 30 -keyout self.key -out self.crt\n"
  "cat self.crt self.key > self-signed.pem\n";

/* Returns: whether the certificates are there; without openssl the test is skipped */
static gboolean
make_certificates (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr(GError) error = NULL;
  const char *argv[] = { "sh", "-c", setup_script, "sh", NULL, NULL };
  g_autofree char *output = NULL;
  int status = 0;

  if (openssl == NULL)
    return FALSE;

  folder = g_dir_make_tmp ("wellhead-tls-XXXXXX", &error);
  g_assert_no_error (error);
  argv[4] = folder;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                NULL, NULL, NULL, &output, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("openssl: %s", output);

  return TRUE;
}

static void
remove_certificates (void)
{
  const char *argv[] = { "rm", "-r", folder, NULL };

  if (folder != NULL)
    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                  NULL);
  g_clear_pointer (&folder, g_free);
}

static gboolean
skip_without_certificates (void)
{
  if (folder != NULL)
    return FALSE;

  g_test_skip ("The openssl program is not installed");

  return TRUE;
}

static void
trust_root (WhApiClient *client)
{
  g_autofree char *path = g_build_filename (folder, "root", "ca.pem", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (path, &error);

  g_assert_no_error (error);
  wh_api_client_set_tls_database (client, database);
}

static void
set_up (Fixture    *fixture,
        const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  wh_client_fixture_set_up_tls (fixture, certificate);
  trust_root (fixture->client);
}

/* The server offers h2 first; with libsoup 3.2 nothing but HTTP/1.1 may come of it. */
static void
test_good (void)
{
  Fixture fixture = { NULL };
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (skip_without_certificates ())
    return;

  set_up (&fixture, "good");
  wh_raw_server_push_json (fixture.server, 200, NULL, "{}");
  response = wh_client_fixture_get (&fixture, "/v2/x/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wh_api_response_get_status (response), ==, 200);
  g_assert_cmpstr (wh_raw_server_get_protocol (fixture.server), ==, "http/1.1");
  g_assert_cmpint (wh_api_response_get_timing (response)->tls, >=, 0);
  wh_client_fixture_tear_down (&fixture, NULL);
}

static const struct
{
  const char *name;
  const char *text;
} bad[] = {
  { "expired", "expired" },
  { "not-yet", "not yet valid" },
  { "wrong-host", "another server" },
  { "unknown-issuer", "issuer is not known" },
  { "self-signed", "self-signed" },
  { "portal", "another server, it is self-signed or its issuer is not known" },
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Fixture fixture = { NULL };
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (skip_without_certificates ())
    return;

  set_up (&fixture, bad[i].name);
  wh_raw_server_push_json (fixture.server, 200, NULL, "{}");
  response = wh_client_fixture_get (&fixture, "/v2/x/", &error);
  g_assert_null (response);
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, bad[i].text));
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture.server), ==, 0);
  wh_client_fixture_tear_down (&fixture, NULL);
}

/* N8: a server that answers in clear where TLS was expected hears no token. */
static void
test_plain_http (void)
{
  g_autoptr(WhRawServer) server = wh_raw_server_new (NULL);
  g_autoptr(WhApiClient) client = NULL;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("POST", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WhFakeClock) clock = wh_fake_clock_new ();
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", wh_raw_server_get_port (server));
  g_autoptr(GError) error = NULL;

  client = wh_api_client_new (url, NULL, WH_CLOCK (clock), &error);
  g_assert_no_error (error);
  wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE, WH_TEST_TOKEN);
  wh_raw_server_push (server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", WH_RAW_CLOSE);
  wh_api_client_send_async (client, request, cancellable, wh_test_store_result, &result);

  /* The hello is no request: the server waits for the rest of it, until the deadline. */
  wh_test_iterate ();
  while (result == NULL)
    {
      wh_fake_clock_advance (clock, 10 * G_TIME_SPAN_SECOND);
      wh_test_iterate ();
    }
  response = wh_api_client_send_finish (client, result, &error);
  g_assert_null (response);
  g_assert_nonnull (error);
  g_assert_cmpuint (wh_raw_server_get_n_requests (server), ==, 0);
}

/* Returns: (transfer full): openssl's own server, which can be made to speak what GnuTLS will
 * not, and (out) where it is */
static GSubprocess *
start_old_server (const char  *version,
                  char       **url)
{
  g_autofree char *path = g_build_filename (folder, "good.pem", NULL);
  g_autoptr(GDataInputStream) output = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *server;

  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE
                               | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                             &error, "openssl", "s_server", "-accept", "127.0.0.1:0", "-www",
                             "-cert", path, version, "-cipher", "DEFAULT@SECLEVEL=0", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  while (*url == NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ACCEPT "))
        *url = g_strconcat ("https://", line + strlen ("ACCEPT "), NULL);
    }

  return server;
}

static void
test_version (gconstpointer data)
{
  const char *version = data;
  gboolean accepted = strcmp (version, "-tls1_2") == 0 || strcmp (version, "-tls1_3") == 0;
  g_autoptr(GSubprocess) server = NULL;
  g_autoptr(WhApiClient) client = NULL;
  g_autoptr(WhApiRequest) request = wh_api_request_new ("GET", "/v2/x/");
  g_autoptr(WhApiResponse) response = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;

  if (skip_without_certificates ())
    return;

  server = start_old_server (version, &url);
  client = wh_api_client_new (url, NULL, NULL, &error);
  g_assert_no_error (error);
  trust_root (client);
  wh_api_client_set_token (client, WH_API_TOKEN_PRIVATE, WH_TEST_TOKEN);
  wh_api_client_send_async (client, request, NULL, wh_test_store_result, &result);
  wh_test_await (&result);
  response = wh_api_client_send_finish (client, result, &error);
  if (accepted)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (wh_api_response_get_status (response), ==, 200);
    }
  else
    {
      g_assert_null (response);
      g_assert_true (error->domain == G_TLS_ERROR);
    }

  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  /* The environment of the tests has it for the others; here it must come from us. */
  g_unsetenv ("SOUP_FORCE_HTTP1");
  wh_api_prepare_process ();
  wh_test_init (&argc, &argv);
  make_certificates ();

  g_test_add_func ("/wellhead/api/api-client-tls/good", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *name = g_strconcat ("/wellhead/api/api-client-tls/bad/", bad[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/wellhead/api/api-client-tls/plain-http", test_plain_http);
  g_test_add_data_func ("/wellhead/api/api-client-tls/version/1.0", "-tls1", test_version);
  g_test_add_data_func ("/wellhead/api/api-client-tls/version/1.1", "-tls1_1", test_version);
  g_test_add_data_func ("/wellhead/api/api-client-tls/version/1.2", "-tls1_2", test_version);
  g_test_add_data_func ("/wellhead/api/api-client-tls/version/1.3", "-tls1_3", test_version);

  result = g_test_run ();
  remove_certificates ();

  return result;
}
