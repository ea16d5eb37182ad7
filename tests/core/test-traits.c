/* test-traits.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-client-fixture.h"
#include "wh-test-util.h"
#include "wh-traits.h"

#include <string.h>

static char *
describe (GPtrArray *traits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < traits->len; i++)
    {
      const WhTrait *trait = g_ptr_array_index (traits, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "; " : "", trait->category, trait->trait);
    }

  return g_string_free (text, FALSE);
}

#define TWO "Color=red; Shape=round"
#define MANY "Color=blue; Color=red; Shape=round"

static void
test_traits_shapes (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "[]", "" },
    { "{}", "" },
    { "null", "" },
    { "\"red\"", "" },
    { "17", "" },
    { "[\"red\",\"round\",\"x\"]", "" },
    { "[{\"category\":\"Shape\",\"trait\":\"round\"},{\"category\":\"Color\",\"trait\":\"red\"}]",
      TWO },
    { "[{\"id\":1,\"category_name\":\"Shape\",\"trait_name\":\"round\"},"
      "{\"id\":2,\"category\":\"Color\",\"value\":\"red\"}]", TWO },
    { "{\"traits\":[{\"category\":\"Shape\",\"trait\":\"round\"},"
      "{\"category\":\"Color\",\"trait\":\"red\"}]}", TWO },
    { "{\"customer_id\":\"c\",\"email\":\"e\",\"traits\":{\"Shape\":\"round\",\"Color\":\"red\"}}",
      TWO },
    { "{\"data\":{\"traits\":{\"Shape\":\"round\",\"Color\":\"red\"}}}", TWO },
    { "{\"results\":[[\"Shape\",\"round\"],[\"Color\",\"red\"]]}", TWO },
    { "[[\"Shape\",\"round\"],[\"Color\",\"red\"]]", TWO },
    { "{\"Shape\":\"round\",\"Color\":\"red\"}", TWO },
    { "{\"customer_id\":\"c\",\"Shape\":\"round\",\"Color\":\"red\"}", TWO },
    { "[{\"Shape\":\"round\"},{\"Color\":\"red\"}]", TWO },
    { "{\"Shape\":{\"trait\":\"round\"},\"Color\":{\"value\":\"red\"}}", TWO },
    { "{\"Shape\":[\"round\"],\"Color\":[\"red\",\"blue\"]}", MANY },
    { "{\"Shape\":[{\"trait\":\"round\"}],\"Color\":[{\"trait\":\"red\"},{\"name\":\"blue\"}]}",
      MANY },
    { "[{\"category\":\"Shape\",\"traits\":[\"round\"]},"
      "{\"category\":\"Color\",\"traits\":[\"red\",{\"trait\":\"blue\"}]}]", MANY },
    /* Nothing twice, whatever the case; nothing empty. */
    { "{\"Color\":[\"red\",\"RED\",null,\"\",\"blue\"],\"Shape\":\"round\",\"color\":\"Red\"}",
      MANY },
    { "{\"Size\":null,\"Color\":\"red\",\"Shape\":\"round\"}", TWO },
    /* Numbers as they are written. */
    { "{\"Seats\":1.10,\"Active\":true}", "Active=true; Seats=1.10" },
    /* A category may be called anything. */
    { "{\"traits\":\"x\"}", "traits=x" },
    { "{\"Zahlung \\u00fc / %2F\":\"\\\"PayPro\\\"\"}", "Zahlung ü / %2F=\"PayPro\"" },
    { "[{\"category\":\"Color\"},{\"trait\":\"red\"}]", "category=Color; trait=red" },
    /* Deeper than anybody would. */
    { "[[[[[[[[[[[[{\"Color\":\"red\"}]]]]]]]]]]]]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].json, strlen (cases[i].json));
      g_autoptr (GError) error = NULL;
      g_autoptr (WhJsonDocument) document = NULL;
      g_autoptr (GPtrArray) traits = NULL;
      g_autofree char *text = NULL;

      document = wh_json_document_parse (bytes, WH_JSON_DEFAULT_DEPTH, &error);
      g_assert_no_error (error);
      traits = wh_traits_new_from_json (wh_json_document_get_root (document));
      text = describe (traits);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_traits_reserved (void)
{
  static const char *const reserved[] = { "Country", "country", " COUNTRY ", "Age of Account",
                                          "mrr quartile", "Activity Level" };
  static const char *const free_ones[] = { "", "Countryside", "Payment provider", "Plan" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_assert_true (wh_trait_category_is_reserved (reserved[i]));
  for (guint i = 0; i < G_N_ELEMENTS (free_ones); i++)
    g_assert_false (wh_trait_category_is_reserved (free_ones[i]));

  g_assert_true (wh_trait_texts_equal ("ÄRGER", "ärger"));
  g_assert_false (wh_trait_texts_equal ("a", "a "));
}

static GPtrArray *
load (WhClientFixture  *fixture,
      const char       *id,
      GCancellable     *cancellable,
      GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  wh_traits_load_async (fixture->client, id, WH_API_PRIORITY_INTERACTIVE, cancellable,
                        wh_test_store_result, &result);
  wh_test_await (&result);

  return wh_traits_load_finish (fixture->client, result, error);
}

static void
test_traits_load (WhClientFixture *fixture,
                  gconstpointer    unused)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *expected; /* NULL: an error */
  } cases[] = {
    { 200, "{\"Color\":\"red\"}", "Color=red" },
    { 200, "[]", "" },
    { 204, "", "" },
    { 404, "{\"detail\":\"Not found.\"}", NULL },
    { 401, "{\"detail\":\"Invalid token.\"}", NULL },
    { 200, "{\"Color\":", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) traits = NULL;
      g_autofree char *text = NULL;

      wh_raw_server_push_json (fixture->server, cases[i].status, NULL, cases[i].body);
      traits = load (fixture, "cus_/1 %2F@", NULL, &error);
      g_assert_true ((traits == NULL) == (cases[i].expected == NULL));
      g_assert_true ((error == NULL) == (traits != NULL));
      if (traits != NULL)
        text = describe (traits);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  g_assert_nonnull (strstr (wh_raw_server_get_request (fixture->server, 0),
                            "GET /v2/customer_traits/customer/cus_%2F1%20%252F%40/ HTTP/1.1"));
}

static void
test_traits_cancelled (WhClientFixture *fixture,
                       gconstpointer    unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (load (fixture, "cus_1", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (wh_raw_server_get_n_requests (fixture->server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  g_test_add_func ("/wellhead/core/traits/shapes", test_traits_shapes);
  g_test_add_func ("/wellhead/core/traits/reserved", test_traits_reserved);
  g_test_add ("/wellhead/core/traits/load", WhClientFixture, NULL, wh_client_fixture_set_up,
              test_traits_load, wh_client_fixture_tear_down);
  g_test_add ("/wellhead/core/traits/cancelled", WhClientFixture, NULL, wh_client_fixture_set_up,
              test_traits_cancelled, wh_client_fixture_tear_down);

  return g_test_run ();
}
