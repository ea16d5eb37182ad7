/* test-collection.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-client-private.h"
#include "wh-api-error.h"
#include "wh-collection.h"
#include "wh-rate-limiter.h"
#include "wh-test-util.h"

#include <libsoup/soup.h>
#include <string.h>

/* A server whose customers are numbers: the one with number N is cus_N, pays N cents and was
 * updated N seconds after the epoch (or all at once). */
typedef struct
{
  SoupServer *server;
  WhApiClient *client;
  WhCollection *collection;
  guint n_customers;
  gboolean same_second;
  guint fail_page;       /* 0: none */
  guint garbage_page;
  guint hold_from;       /* does not answer this page and later ones; 0: answers all */
  gboolean duplicates;   /* the last row of a page comes again as the first of the next */
  guint n_requests;
  GString *log;          /* "page/per_page/direction[/start]" of each request */
  GPtrArray *held;       /* of SoupServerMessage, in the order in which they came */
  guint n_changes;       /* items-changed */
} Fixture;

static const char *
lookup (GHashTable *query,
        const char *name,
        const char *fallback)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL ? text : fallback;
}

static guint
read_bound (GHashTable *query,
            const char *name,
            guint       fallback)
{
  const char *text = lookup (query, name, NULL);
  gint64 instant;

  if (text == NULL)
    return fallback;

  g_assert_true (wh_parse_instant (text, &instant));

  return instant / G_USEC_PER_SEC;
}

static void
append_customer (Fixture *fixture,
                 GString *json,
                 guint    number)
{
  guint seconds = fixture->same_second ? 0 : number;

  g_string_append_printf (json,
                          "%s{\"customer_id\":\"cus_%u\",\"mrr_cents\":%u,\"plans\":[\"P%u\"],"
                          "\"updated_on\":\"1970-01-%02uT%02u:%02u:%02u.5Z\"}",
                          json->len > 1 ? "," : "", number, number, number % 3,
                          1 + seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60,
                          seconds % 60);
}

static char *
make_page (Fixture    *fixture,
           GHashTable *query)
{
  guint page = g_ascii_strtoull (lookup (query, "page", "1"), NULL, 10);
  guint per_page = g_ascii_strtoull (lookup (query, "per_page", "250"), NULL, 10);
  gboolean descending = strcmp (lookup (query, "direction", "asc"), "desc") == 0;
  guint first = fixture->same_second ? 0 : read_bound (query, "start_date", 0);
  guint end = fixture->same_second ? fixture->n_customers
                                   : MIN (read_bound (query, "end_date", G_MAXUINT),
                                          fixture->n_customers);
  guint start = (page - 1) * per_page;
  GString *json = g_string_new ("[");

  g_assert_cmpuint (page, <=, 100000 / per_page);
  g_assert_cmpuint (per_page, <=, 250);
  if (fixture->duplicates && start > 0)
    start--;
  for (guint i = start; i < start + per_page && first + i < end; i++)
    append_customer (fixture, json, descending ? end - 1 - i : first + i);
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

static guint
read_page_number (GHashTable *query)
{
  return g_ascii_strtoull (lookup (query, "page", "1"), NULL, 10);
}

static void
answer (Fixture           *fixture,
        SoupServerMessage *message,
        GHashTable        *query)
{
  guint page = read_page_number (query);
  g_autofree char *body = NULL;

  if (page == fixture->fail_page)
    {
      soup_server_message_set_status (message, 404, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"detail\":\"gone\"}", 17);
      return;
    }

  body = page == fixture->garbage_page ? g_strdup ("[{\"customer_id\":\"x\"}, 7]")
                                       : make_page (fixture, query);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
on_customers_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  Fixture *fixture = user_data;
  guint page = read_page_number (query);

  fixture->n_requests++;
  g_string_append_printf (fixture->log, "%u/%s/%s", page, lookup (query, "per_page", "-"),
                          lookup (query, "direction", "-"));
  if (lookup (query, "email", NULL) != NULL)
    g_string_append_printf (fixture->log, "/%s", lookup (query, "email", NULL));
  g_string_append_c (fixture->log, ' ');

  if (fixture->hold_from > 0 && page >= fixture->hold_from)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (fixture->held, g_object_ref (message));
      return;
    }

  answer (fixture, message, query);
}

/* Answers what was held, the one that came last first. */
static void
release (Fixture *fixture)
{
  fixture->hold_from = 0;
  while (fixture->held->len > 0)
    {
      g_autoptr (SoupServerMessage) message =
        g_ptr_array_steal_index (fixture->held, fixture->held->len - 1);
      const char *text = g_uri_get_query (soup_server_message_get_uri (message));
      g_autoptr (GHashTable) query = soup_form_decode (text);

      answer (fixture, message, query);
      soup_server_message_unpause (message);
    }
}

static void
on_plans_cb (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  static const char body[] = "[{\"id\":\"a\",\"name\":\"A\"},{\"id\":\"b\",\"name\":\"B\"},"
                             "{\"id\":\"c\",\"name\":\"C\"}]";
  Fixture *fixture = user_data;

  fixture->n_requests++;
  g_assert_null (query);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body,
                                    strlen (body));
}

static void
on_items_changed_cb (GListModel *model,
                     guint       position,
                     guint       removed,
                     guint       added,
                     gpointer    user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
}

static void
make_collection (Fixture    *fixture,
                 const char *resource)
{
  g_clear_object (&fixture->collection);
  fixture->collection = wh_collection_new (fixture->client, wh_resources_find (resource));
  g_signal_connect (fixture->collection, "items-changed", G_CALLBACK (on_items_changed_cb),
                    fixture);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WhClock) clock = wh_clock_new_system ();
  g_autofree char *url = NULL;
  GSList *uris;

  fixture->log = g_string_new (NULL);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->n_customers = 1000;
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, "/v2/customers/", on_customers_cb, fixture, NULL);
  soup_server_add_handler (fixture->server, "/v2/plans/", on_plans_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  fixture->client = wh_api_client_new (url, NULL, clock, &error);
  g_assert_no_error (error);
  wh_api_client_set_token (fixture->client, WH_API_TOKEN_PRIVATE, "test");
  wh_rate_limiter_set_enabled (wh_api_client_get_limiter (fixture->client), FALSE);
  make_collection (fixture, "customer");
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->collection);
  g_clear_object (&fixture->client);
  g_ptr_array_unref (fixture->held);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_string_free (fixture->log, TRUE);
}

static gboolean
is_idle (gpointer user_data)
{
  return !wh_collection_is_loading (user_data);
}

static gboolean
is_held (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->held->len > 0;
}

typedef struct
{
  WhCollection *collection;
  guint n_pages;
} Milestone;

static gboolean
is_reached (gpointer user_data)
{
  Milestone *milestone = user_data;

  return is_idle (milestone->collection) ||
         wh_collection_get_n_pages (milestone->collection) >= milestone->n_pages;
}

/* The wait is bounded for each 50 pages, so that 400 of them may take their time under a
 * sanitizer. */
static void
wait_for_end (Fixture *fixture)
{
  Milestone milestone = { fixture->collection, 50 };

  while (!is_idle (fixture->collection))
    {
      wh_test_wait_until (is_reached, &milestone);
      milestone.n_pages += 50;
    }
}

static guint
get_n_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->collection));
}

static void
assert_row (Fixture    *fixture,
            guint       position,
            const char *key)
{
  g_autoptr (WhRecord) record = NULL;

  record = g_list_model_get_item (G_LIST_MODEL (fixture->collection), position);
  g_assert_nonnull (record);
  g_assert_cmpstr (wh_record_get_key (record), ==, key);
}

static void
assert_sum (Fixture *fixture,
            gint64   expected)
{
  const WhSum *sum = wh_collection_get_sum (fixture->collection);

  g_assert_cmpint (sum->amount, ==, expected);
  g_assert_cmpuint (sum->n_amounts, ==, get_n_items (fixture));
  g_assert_false (sum->is_too_large);
}

/* Every row is there once. */
static void
assert_whole (Fixture *fixture)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (get_n_items (fixture), ==, fixture->n_customers);
  for (guint i = 0; i < get_n_items (fixture); i++)
    {
      g_autoptr (WhRecord) record = NULL;

      record = g_list_model_get_item (G_LIST_MODEL (fixture->collection), i);
      g_assert_true (g_hash_table_add (keys, g_strdup (wh_record_get_key (record))));
    }
}

static void
assert_state (Fixture           *fixture,
              WhCollectionState  state)
{
  g_assert_cmpint (wh_collection_get_state (fixture->collection), ==, state);
  g_assert_true ((wh_collection_get_error (fixture->collection) != NULL) ==
                 (state == WH_COLLECTION_FAILED));
  g_assert_null (wh_collection_get_request (fixture->collection));
}

static void
test_collection_pages (Fixture       *fixture,
                       gconstpointer  data)
{
  static const guint sizes[] = { 0, 1, 249, 250, 251, 499, 500, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint n_pages = sizes[i] / 250 + 1;

      fixture->n_customers = sizes[i];
      fixture->n_requests = 0;
      make_collection (fixture, "customer");
      assert_state (fixture, WH_COLLECTION_IDLE);
      wh_collection_load (fixture->collection);
      g_assert_cmpint (wh_collection_get_state (fixture->collection), ==, WH_COLLECTION_LOADING);
      g_assert_nonnull (wh_collection_get_request (fixture->collection));
      wait_for_end (fixture);

      assert_state (fixture, WH_COLLECTION_COMPLETE);
      assert_whole (fixture);
      g_assert_cmpuint (wh_collection_get_n_pages (fixture->collection), ==, n_pages);
      /* The next page is asked for early, and never for nothing. */
      g_assert_cmpuint (fixture->n_requests, ==, n_pages);
      assert_sum (fixture, (gint64) sizes[i] * (sizes[i] > 0 ? sizes[i] - 1 : 0) / 2);
    }
  g_assert_true (g_str_has_prefix (fixture->log->str, "1/250/asc "));
}

static void
test_collection_limit (Fixture       *fixture,
                       gconstpointer  data)
{
  wh_collection_set_limit (fixture->collection, 10);
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_LIMITED);
  g_assert_cmpuint (get_n_items (fixture), ==, 10);
  assert_row (fixture, 0, "cus_999");
  g_assert_cmpstr (fixture->log->str, ==, "1/10/desc ");

  /* What is there is kept, and the rest comes. */
  wh_collection_set_limit (fixture->collection, 300);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_LIMITED);
  g_assert_cmpuint (get_n_items (fixture), ==, 300);
  assert_row (fixture, 0, "cus_999");
  assert_row (fixture, 299, "cus_700");
  g_assert_cmpstr (fixture->log->str, ==, "1/10/desc 1/250/desc 2/250/desc ");

  /* Lower: nothing happens until the next load. */
  wh_collection_set_limit (fixture->collection, 20);
  g_assert_false (wh_collection_is_loading (fixture->collection));
  g_assert_cmpuint (get_n_items (fixture), ==, 300);

  wh_collection_set_limit (fixture->collection, WH_COLLECTION_NO_LIMIT);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);
  assert_row (fixture, 0, "cus_999");
  assert_row (fixture, 300, "cus_0");

  wh_collection_set_limit (fixture->collection, 20);
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  g_assert_cmpuint (get_n_items (fixture), ==, 20);
}

static void
test_collection_failure (Fixture       *fixture,
                         gconstpointer  data)
{
  fixture->fail_page = 3;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_FAILED);
  g_assert_error (wh_collection_get_error (fixture->collection), WH_API_ERROR,
                  WH_API_ERROR_NOT_FOUND);
  g_assert_cmpuint (get_n_items (fixture), ==, 500);

  fixture->fail_page = 0;
  wh_collection_resume (fixture->collection);
  g_assert_cmpint (wh_collection_get_state (fixture->collection), ==, WH_COLLECTION_MORE);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);

  /* A page with a hole in it is not taken, not even in part. */
  fixture->garbage_page = 1;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_FAILED);
  g_assert_error (wh_collection_get_error (fixture->collection), WH_API_ERROR,
                  WH_API_ERROR_MALFORMED);
  assert_whole (fixture);
}

/* A refresh that fails keeps the rows; one that works takes them away in a single change. */
static void
test_collection_reload (Fixture       *fixture,
                        gconstpointer  data)
{
  fixture->n_customers = 200;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  fixture->fail_page = 1;
  wh_collection_load (fixture->collection);
  g_assert_cmpint (wh_collection_get_state (fixture->collection), ==, WH_COLLECTION_LOADING);
  g_assert_cmpuint (get_n_items (fixture), ==, 200);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_FAILED);
  assert_whole (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  fixture->fail_page = 0;
  fixture->n_customers = 100;
  wh_collection_resume (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  assert_sum (fixture, 99 * 100 / 2);

  wh_collection_clear (fixture->collection);
  assert_state (fixture, WH_COLLECTION_IDLE);
  g_assert_cmpuint (get_n_items (fixture), ==, 0);
  g_assert_cmpuint (wh_collection_get_sum (fixture->collection)->n_amounts, ==, 0);
}

static void
on_first_rows_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  wh_collection_stop (WH_COLLECTION (model));
}

/* Stopping from within the change that shows the first page is the hardest moment. */
static void
test_collection_stop (Fixture       *fixture,
                      gconstpointer  data)
{
  gulong handler;

  handler = g_signal_connect (fixture->collection, "items-changed",
                              G_CALLBACK (on_first_rows_cb), NULL);
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_STOPPED);
  g_assert_cmpuint (get_n_items (fixture), ==, 250);

  g_signal_handler_disconnect (fixture->collection, handler);
  wh_collection_resume (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);
}

/* What is answered after it was called off is nobody's. */
static void
test_collection_stale (Fixture       *fixture,
                       gconstpointer  data)
{
  fixture->hold_from = 1;
  wh_collection_load (fixture->collection);
  wh_test_wait_until (is_held, fixture);
  wh_collection_stop (fixture->collection);
  assert_state (fixture, WH_COLLECTION_STOPPED);
  g_assert_cmpuint (get_n_items (fixture), ==, 0);

  fixture->hold_from = 0;
  fixture->n_customers = 3;
  wh_collection_resume (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);
  release (fixture);
}

static void
on_gone_cb (gpointer  user_data,
            GObject  *where_the_object_was)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_collection_dispose (Fixture       *fixture,
                         gconstpointer  data)
{
  gboolean is_gone = FALSE;

  /* while the server holds the answer */
  fixture->hold_from = 1;
  g_object_weak_ref (G_OBJECT (fixture->collection), on_gone_cb, &is_gone);
  wh_collection_load (fixture->collection);
  wh_test_wait_until (is_held, fixture);
  g_clear_object (&fixture->collection);
  g_assert_true (is_gone);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();

  /* with pages at every stage */
  fixture->hold_from = 0;
  make_collection (fixture, "customer");
  wh_collection_load (fixture->collection);
  while (wh_collection_get_n_pages (fixture->collection) < 2)
    wh_test_iterate ();
  is_gone = FALSE;
  g_object_weak_ref (G_OBJECT (fixture->collection), on_gone_cb, &is_gone);
  g_clear_object (&fixture->collection);
  g_assert_true (is_gone);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();
}

static void
test_collection_duplicates (Fixture       *fixture,
                            gconstpointer  data)
{
  fixture->duplicates = TRUE;
  fixture->n_customers = 1100;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  /* The server left out what it gave twice; nothing is there twice. */
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (get_n_items (fixture), ==, 1100);
}

/* The server holds three pages, and all that it answered were taken: nothing moves any more. */
static gboolean
is_held_up (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->held->len == 3 &&
         wh_collection_get_n_pages (fixture->collection) == fixture->hold_from - 1;
}

static void
load_until_held (Fixture *fixture,
                 guint    page)
{
  fixture->hold_from = page;
  wh_collection_load (fixture->collection);
  wh_test_wait_until (is_held_up, fixture);
  g_assert_nonnull (wh_collection_get_request (fixture->collection));
}

static void
assert_rows_in_order (Fixture *fixture,
                      guint    n_rows)
{
  g_assert_cmpuint (get_n_items (fixture), ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *key = g_strdup_printf ("cus_%u", i);

      assert_row (fixture, i, key);
    }
}

/* Of a long list three pages are asked for at once; they are shown in their order, whichever
 * comes first. */
static void
test_collection_ahead_order (Fixture       *fixture,
                             gconstpointer  data)
{
  fixture->n_customers = 30 * 250 + 7;
  load_until_held (fixture, 20);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();
  g_assert_cmpuint (fixture->held->len, ==, 3);
  g_assert_cmpuint (fixture->n_requests, ==, 22);

  release (fixture);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_rows_in_order (fixture, 30 * 250 + 7);
  g_assert_cmpuint (wh_collection_get_n_pages (fixture->collection), ==, 31);
  g_assert_cmpuint (fixture->n_requests, <=, 33);
}

/* What is beyond the end was asked for in vain, and nobody waits for it. */
static void
test_collection_ahead_end (Fixture       *fixture,
                           gconstpointer  data)
{
  fixture->n_customers = 25 * 250 + 1;
  fixture->hold_from = 27;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_rows_in_order (fixture, 25 * 250 + 1);
  g_assert_cmpuint (fixture->n_requests, <=, 28);

  /* Their answers are nobody's. */
  release (fixture);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_rows_in_order (fixture, 25 * 250 + 1);
}

/* A page that fails ends the list there, whatever has come behind it. */
static void
test_collection_ahead_failure (Fixture       *fixture,
                               gconstpointer  data)
{
  static const struct { guint fail, garbage; } cases[] = { { 21, 0 }, { 20, 0 }, { 0, 21 } };

  fixture->n_customers = 30 * 250;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->fail_page = cases[i].fail;
      fixture->garbage_page = cases[i].garbage;
      make_collection (fixture, "customer");
      load_until_held (fixture, 20);
      release (fixture);
      wait_for_end (fixture);
      assert_state (fixture, WH_COLLECTION_FAILED);
      assert_rows_in_order (fixture, (MAX (cases[i].fail, cases[i].garbage) - 1) * 250);

      fixture->fail_page = 0;
      fixture->garbage_page = 0;
      wh_collection_resume (fixture->collection);
      wait_for_end (fixture);
      assert_state (fixture, WH_COLLECTION_COMPLETE);
      assert_rows_in_order (fixture, fixture->n_customers);
    }
}

static void
test_collection_ahead_stop (Fixture       *fixture,
                            gconstpointer  data)
{
  fixture->n_customers = 30 * 250;
  load_until_held (fixture, 20);
  wh_collection_stop (fixture->collection);
  assert_state (fixture, WH_COLLECTION_STOPPED);
  assert_rows_in_order (fixture, 19 * 250);

  release (fixture);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();
  assert_rows_in_order (fixture, 19 * 250);

  wh_collection_resume (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_rows_in_order (fixture, fixture->n_customers);

  /* with several under way, the collection goes at once */
  load_until_held (fixture, 20);
  g_object_add_weak_pointer (G_OBJECT (fixture->collection), (gpointer *) &fixture->collection);
  g_object_unref (fixture->collection);
  g_assert_null (fixture->collection);
  release (fixture);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();
}

/* No page is asked for that the limit has no room for, even where it changes on the way. */
static void
test_collection_ahead_limit (Fixture       *fixture,
                             gconstpointer  data)
{
  static const struct { guint limit, n_requests; } cases[] =
    { { 250, 1 }, { 251, 2 }, { 5000, 20 }, { 5001, 21 } };

  fixture->n_customers = 30 * 250;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      make_collection (fixture, "customer");
      fixture->n_requests = 0;
      wh_collection_set_limit (fixture->collection, cases[i].limit);
      wh_collection_load (fixture->collection);
      wait_for_end (fixture);
      assert_state (fixture, WH_COLLECTION_LIMITED);
      g_assert_cmpuint (get_n_items (fixture), ==, cases[i].limit);
      g_assert_cmpuint (fixture->n_requests, ==, cases[i].n_requests);
    }

  wh_collection_set_limit (fixture->collection, WH_COLLECTION_NO_LIMIT);
  load_until_held (fixture, 20);
  wh_collection_set_limit (fixture->collection, 20 * 250 - 1);
  release (fixture);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_LIMITED);
  assert_rows_in_order (fixture, 20 * 250 - 1);
}

static gboolean
is_waiting (gpointer user_data)
{
  Fixture *fixture = user_data;

  return wh_collection_get_n_pages (fixture->collection) == 22;
}

/* Where the API's limit makes requests wait, only one of the list's does: the others would bring
 * nothing earlier, and a person's click finds its turn at once. */
static void
test_collection_ahead_waiting (Fixture       *fixture,
                               gconstpointer  data)
{
  WhRateLimiter *limiter = wh_api_client_get_limiter (fixture->client);
  WhApiRequest *request;

  fixture->n_customers = 30 * 250;
  load_until_held (fixture, 20);
  wh_rate_limiter_set_enabled (limiter, TRUE);
  wh_rate_limiter_hold (limiter, WH_RATE_BUCKET_BASE, G_TIME_SPAN_HOUR);
  release (fixture);
  wh_test_wait_until (is_waiting, fixture);
  for (guint i = 0; i < 20; i++)
    wh_test_iterate ();

  g_assert_cmpuint (fixture->n_requests, ==, 22);
  g_assert_cmpuint (fixture->client->sends.length, ==, 1);
  request = wh_collection_get_request (fixture->collection);
  g_assert_cmpint (wh_api_request_get_phase (request), ==, WH_API_PHASE_WAITING);

  wh_collection_stop (fixture->collection);
  assert_state (fixture, WH_COLLECTION_STOPPED);
  assert_rows_in_order (fixture, 22 * 250);
}

/* §1.5: beyond 100 000 rows the pages begin anew from a date. */
static void
test_collection_windows (Fixture       *fixture,
                         gconstpointer  data)
{
  fixture->n_customers = 100700;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  assert_whole (fixture);
  /* Two more may have been asked for behind the last. */
  g_assert_cmpuint (fixture->n_requests, >=, 403);
  g_assert_cmpuint (fixture->n_requests, <=, 405);
  /* Pages that come fast are shown together; how many depends on the machine. */
  g_assert_cmpuint (fixture->n_changes, <, fixture->n_requests);
}

/* If that many changed in one second there is no way on, and the state says that more may be. */
static void
test_collection_window_stuck (Fixture       *fixture,
                              gconstpointer  data)
{
  fixture->n_customers = 100700;
  fixture->same_second = TRUE;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_LIMITED);
  g_assert_cmpuint (get_n_items (fixture), ==, 100000);
}

static void
test_collection_whole_list (Fixture       *fixture,
                            gconstpointer  data)
{
  make_collection (fixture, "plan");
  wh_collection_set_limit (fixture->collection, 2);
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_LIMITED);
  g_assert_cmpuint (get_n_items (fixture), ==, 2);

  wh_collection_set_limit (fixture->collection, 10);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_COMPLETE);
  g_assert_cmpuint (get_n_items (fixture), ==, 3);
  assert_row (fixture, 2, "c");
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_collection_fields (Fixture       *fixture,
                        gconstpointer  data)
{
  wh_collection_set_field (fixture->collection, "email", "a+b@c.example");
  wh_collection_set_limit (fixture->collection, 5);
  g_assert_cmpstr (wh_collection_get_field (fixture->collection, "email"), ==, "a+b@c.example");
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  wh_collection_set_field (fixture->collection, "email", NULL);
  wh_collection_set_field (fixture->collection, "direction", "asc");
  g_assert_null (wh_collection_get_field (fixture->collection, "email"));
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "1/5/desc/a+b@c.example 1/5/asc ");

  /* What cannot be sent is said, and nothing is sent. */
  wh_collection_set_field (fixture->collection, "start_date", "yesterday");
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  assert_state (fixture, WH_COLLECTION_FAILED);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

static void
count_change (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_collection_values_and_replace (Fixture       *fixture,
                                    gconstpointer  data)
{
  static const char json[] = "{\"customer_id\":\"cus_1\",\"mrr_cents\":9223372036854775807,"
                             "\"plans\":[\"New\"]}";
  const WhResource *resource = wh_resources_find ("customer");
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (WhJsonDocument) document = wh_json_document_parse (bytes, 8, NULL);
  g_autoptr (WhRecord) record = NULL;
  g_autoptr (WhRecord) same = NULL;
  g_auto (GStrv) values = NULL;
  g_autofree char *joined = NULL;
  guint n_changes = 0;

  fixture->n_customers = 5;
  wh_collection_load (fixture->collection);
  wait_for_end (fixture);
  g_signal_connect_swapped (fixture->collection, "items-changed",
                            G_CALLBACK (count_change), &n_changes);

  record = wh_record_new (resource, wh_json_document_get_root (document), NULL);
  g_assert_true (wh_collection_replace (fixture->collection, record));
  g_assert_true (wh_collection_get_sum (fixture->collection)->is_too_large);
  values = wh_collection_dup_values (fixture->collection,
                                     wh_resource_find_field (resource, "plans"));
  joined = g_strjoinv (" ", values);
  g_assert_cmpstr (joined, ==, "New P0 P1 P2");
  assert_row (fixture, 1, "cus_1");
  g_assert_cmpuint (n_changes, ==, 1);

  /* What says nothing new is no change. */
  same = wh_record_new (resource, wh_json_document_get_root (document), NULL);
  g_assert_true (wh_collection_replace (fixture->collection, same));
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->collection, &n_changes);

  wh_collection_clear (fixture->collection);
  g_assert_false (wh_collection_replace (fixture->collection, record));
}

#define ADD(name, func) \
  g_test_add ("/wellhead/core/collection/" name, Fixture, NULL, fixture_set_up, func, \
              fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  wh_test_init (&argc, &argv);

  ADD ("pages", test_collection_pages);
  ADD ("limit", test_collection_limit);
  ADD ("failure", test_collection_failure);
  ADD ("reload", test_collection_reload);
  ADD ("stop", test_collection_stop);
  ADD ("stale", test_collection_stale);
  ADD ("dispose", test_collection_dispose);
  ADD ("duplicates", test_collection_duplicates);
  ADD ("ahead-order", test_collection_ahead_order);
  ADD ("ahead-end", test_collection_ahead_end);
  ADD ("ahead-failure", test_collection_ahead_failure);
  ADD ("ahead-stop", test_collection_ahead_stop);
  ADD ("ahead-limit", test_collection_ahead_limit);
  ADD ("ahead-waiting", test_collection_ahead_waiting);
  ADD ("windows", test_collection_windows);
  ADD ("window-stuck", test_collection_window_stuck);
  ADD ("whole-list", test_collection_whole_list);
  ADD ("fields", test_collection_fields);
  ADD ("values-and-replace", test_collection_values_and_replace);

  return g_test_run ();
}
