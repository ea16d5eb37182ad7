/* wh-collection-loader.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-collection-private.h"
#include "wh-service.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif
#include <string.h>

/* Decoding that many pages leaves holes in the memory that are worth giving back. */
#define MANY_PAGES 20

/* §1.5 */
#define MAX_PER_PAGE 250
#define MAX_ROWS_OF_PAGES 100000

/* A paged list is loaded through a queue of pages in the order of the list. Each goes through
 *
 *   ASKED ──▶ ARRIVED ──▶ DECODING ──▶ DONE: its records are there
 *     ╰──────────────────────┴───────▶ DONE: or why they are not
 *
 * and is taken off when it is DONE and the first: its records are staged, or the loading ends.
 * What comes behind a page that is short, has failed or fills the limit is called off with it.
 *
 * Several are ASKED at once, so that neither the server nor the worker thread is waited for in
 * vain; one at a time is DECODING. A list proves to be long before that: the requests beyond its
 * end, which nobody can know, are at most one for each PAGES_PER_GUESS that there are. */
#define MAX_ASKED 3
#define MAX_QUEUED 6
#define PAGES_PER_GUESS 8

typedef enum
{
  PAGE_ASKED,
  PAGE_ARRIVED,
  PAGE_DECODING,
  PAGE_DONE,
} PageStage;

/* Counted references: the queue has one, and whoever waits for an answer. */
struct _WhCollectionPage
{
  GWeakRef collection; /* nobody who waits for an answer keeps the list alive */
  guint generation;
  guint offset;
  guint per_page;
  PageStage stage;
  gboolean last; /* not full, as far as one can see, or failed: nothing comes behind it */
  WhApiRequest *request;
  WhApiResponse *response; /* (nullable): while it is ARRIVED */
  GPtrArray *records;      /* (nullable): when it is DONE */
  GError *error;           /* (nullable): when it is DONE */
};

static void advance (WhCollection *self);

static void
page_clear (gpointer data)
{
  WhCollectionPage *self = data;

  g_weak_ref_clear (&self->collection);
  g_clear_object (&self->request);
  g_clear_object (&self->response);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_error (&self->error);
}

void
wh_collection_page_unref (WhCollectionPage *self)
{
  g_rc_box_release_full (self, page_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhCollectionPage, wh_collection_page_unref)

/* Calls off whatever is under way; its answers will find another generation. */
void
wh_collection_abandon (WhCollection *self)
{
  self->generation++;
  g_queue_clear_full (&self->pages, (GDestroyNotify) wh_collection_page_unref);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  wh_collection_set_request (self, NULL);
}

static void
give_memory_back (void)
{
#ifdef HAVE_MALLOC_TRIM
  /* A millisecond or two after 400 pages. */
  malloc_trim (0);
#endif
}

void
wh_collection_end (WhCollection      *self,
                   WhCollectionState  state)
{
  guint generation;

  wh_collection_abandon (self);
  generation = self->generation;
  wh_collection_flush (self);
  if (generation != self->generation)
    return;

  /* Nothing comes any more that could be there already. */
  if (state == WH_COLLECTION_COMPLETE)
    g_hash_table_remove_all (self->known);
  if (self->n_pages >= MANY_PAGES)
    give_memory_back ();
  wh_collection_set_state (self, state);
}

void
wh_collection_fail (WhCollection *self,
                    GError       *error)
{
  /* Somebody called off everything that the client does. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      wh_collection_end (self, WH_COLLECTION_STOPPED);
      return;
    }

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  wh_collection_end (self, WH_COLLECTION_FAILED);
}

static gboolean
has_field (WhCollection *self,
           const char   *id)
{
  return wh_operation_find_field (self->operation, id) != NULL;
}

/* Rows that this load has brought so far. */
static guint
count_rows (WhCollection *self)
{
  return (self->replacing ? 0 : self->records->len) + self->staged->len;
}

guint
wh_collection_count_left (WhCollection *self)
{
  guint n_rows = count_rows (self);

  if (self->limit == WH_COLLECTION_NO_LIMIT)
    return G_MAXUINT;

  return self->limit > n_rows ? self->limit - n_rows : 0;
}

static guint
get_per_page (WhCollection *self)
{
  return self->limit == WH_COLLECTION_NO_LIMIT ? MAX_PER_PAGE : MIN (self->limit, MAX_PER_PAGE);
}

/* With a limit the newest come first, because they are what somebody wants to see. Without one
 * the oldest do: rows that change meanwhile move behind the others and are not lost (§8.2). */
gboolean
wh_collection_wants_descending (WhCollection *self)
{
  const char *direction = g_hash_table_lookup (self->used_fields, "direction");

  if (direction != NULL)
    return strcmp (direction, "desc") == 0;

  return self->limit != WH_COLLECTION_NO_LIMIT;
}

/* Puts the loading at the beginning of what the fields ask for. */
void
wh_collection_rewind (WhCollection *self)
{
  GHashTableIter iter;
  gpointer id, text;

  if (self->source != NULL)
    {
      wh_page_source_rewind (self->source, self->used_fields);
      return;
    }

  g_clear_object (&self->draft);
  g_clear_pointer (&self->window, g_free);
  self->offset = 0;
  self->descending = wh_collection_wants_descending (self);

  self->draft = wh_draft_new (self->operation);
  g_hash_table_iter_init (&iter, self->used_fields);
  while (g_hash_table_iter_next (&iter, &id, &text))
    wh_draft_set_text (self->draft, id, text);
  if (has_field (self, "direction"))
    wh_draft_set_text (self->draft, "direction", self->descending ? "desc" : "asc");
}

/* Beyond the last page that the API has, go on from the date of the last row (§1.5). Whole
 * seconds, because whether it reads fractions is not known; the rows of that second come again
 * and are recognised. Returns %FALSE where that leads nowhere. */
static gboolean
open_window (WhCollection *self)
{
  GPtrArray *rows = self->staged->len > 0 ? self->staged : self->records;
  int field = wh_resource_find_field (self->resource, "updated_on");
  const char *bound = self->descending ? "end_date" : "start_date";
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *window = NULL;
  gint64 instant;

  if (field < 0 || !has_field (self, bound) || rows->len == 0 ||
      !wh_record_get_number (g_ptr_array_index (rows, rows->len - 1), field, &instant))
    return FALSE;

  /* The end is exclusive, the start is not (§8.2). */
  date = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC + (self->descending ? 1 : 0));
  if (date == NULL)
    return FALSE;

  window = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
  if (g_strcmp0 (window, self->window) == 0)
    return FALSE;

  wh_draft_set_text (self->draft, bound, window);
  g_free (self->window);
  self->window = g_steal_pointer (&window);
  self->offset = 0;

  return TRUE;
}

static guint
get_page_number (guint offset,
                 guint per_page)
{
  return offset / per_page + 1;
}

/* Only a guess from the text: a wrong one costs a request or a moment, never a row. */
static gboolean
looks_full (WhCollection     *self,
            WhCollectionPage *page)
{
  int key = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_KEY);
  g_autofree char *member = g_strdup_printf ("\"%s\"", self->resource->fields[key].id);
  GBytes *body = wh_api_response_get_body (page->response);
  gsize size, length = strlen (member);
  const char *p = g_bytes_get_data (body, &size);
  const char *end = p + size;
  guint n = 0;

  while (p != NULL && n < page->per_page)
    {
      p = memmem (p, end - p, member, length);
      if (p != NULL)
        {
          p += length;
          n++;
        }
    }

  return n == page->per_page;
}

/* Stages the records of a page that are new, as many as the limit has room for. Returns how many
 * of the page's rows were looked at. */
static guint
take_records (WhCollection *self,
              GPtrArray    *records)
{
  guint key_field = (guint) wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_KEY);
  guint left;
  guint i;

  if (self->replacing)
    {
      g_hash_table_remove_all (self->known);
      g_ptr_array_set_size (self->staged, 0);
    }

  left = wh_collection_count_left (self);
  for (i = 0; i < records->len && left > 0; i++)
    {
      WhRecord *record = g_ptr_array_index (records, i);

      if (self->operation->paged)
        {
          const char *key = wh_record_get_text (record, key_field);

          if (g_hash_table_contains (self->known, key))
            continue;
          g_hash_table_add (self->known, (gpointer) key);
        }
      g_ptr_array_add (self->staged, g_object_ref (record));
      left--;
    }

  return i;
}

static void
keep_surplus (WhCollection *self,
              GPtrArray    *records,
              guint         start)
{
  g_ptr_array_set_size (self->surplus, 0);
  for (guint i = start; i < records->len; i++)
    g_ptr_array_add (self->surplus, g_object_ref (g_ptr_array_index (records, i)));
}

/* What the loading comes to after a page: more of it, or an end. */
static void
go_on (WhCollection     *self,
       WhCollectionPage *page,
       guint             n_records,
       guint             n_taken)
{
  if (!self->operation->paged)
    wh_collection_end (self, self->surplus->len > 0 ? WH_COLLECTION_LIMITED
                                                    : WH_COLLECTION_COMPLETE);
  else if (n_taken < n_records)
    wh_collection_end (self, WH_COLLECTION_LIMITED);
  else if (n_records != page->per_page)
    wh_collection_end (self, WH_COLLECTION_COMPLETE);
  else if (wh_collection_count_left (self) == 0)
    wh_collection_end (self, WH_COLLECTION_LIMITED);
  else
    {
      wh_collection_set_state (self, WH_COLLECTION_MORE);
      wh_collection_flush_later (self);
    }
}

static void
take_page (WhCollection     *self,
           WhCollectionPage *page)
{
  guint n_taken;

  if (page->error != NULL)
    {
      wh_collection_fail (self, page->error);
      return;
    }

  n_taken = take_records (self, page->records);
  self->offset = page->offset + n_taken;
  if (!self->operation->paged)
    keep_surplus (self, page->records, n_taken);
  /* Before anybody is told of the page, who may stop or load anew. */
  if (self->replacing)
    wh_collection_replace_rows (self);
  if (page->generation == self->generation)
    wh_collection_set_n_pages (self, self->n_pages + 1);
  if (page->generation == self->generation)
    go_on (self, page, page->records->len, n_taken);
}

static void
finish_page (WhCollectionPage *page,
             GPtrArray        *records,
             GError           *error)
{
  page->stage = PAGE_DONE;
  page->last |= error != NULL;
  page->records = records;
  page->error = error;
}

static void
on_decoded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (WhCollectionPage) page = user_data;
  g_autoptr (WhCollection) self = g_weak_ref_get (&page->collection);
  GError *error = NULL;
  GPtrArray *records;

  records = wh_service_decode_finish (WH_API_CLIENT (source), result, &error);
  finish_page (page, records, error);
  if (self != NULL && page->generation == self->generation)
    advance (self);
}

/* Tells who waits what is being waited for: the answer that comes first. */
static void
update_request (WhCollection *self)
{
  WhApiRequest *request = NULL;

  for (GList *l = self->pages.head; l != NULL && request == NULL; l = l->next)
    {
      WhCollectionPage *page = l->data;

      if (page->stage == PAGE_ASKED)
        request = page->request;
    }

  wh_collection_set_request (self, request);
}

static void
on_sent_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (WhCollectionPage) page = user_data;
  g_autoptr (WhCollection) self = g_weak_ref_get (&page->collection);
  GError *error = NULL;

  page->response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &error);
  if (page->response != NULL)
    wh_api_response_check (page->response, &error);
  if (self == NULL || page->generation != self->generation)
    {
      g_clear_error (&error);
      return;
    }

  if (error != NULL)
    {
      finish_page (page, NULL, error);
    }
  else
    {
      page->stage = PAGE_ARRIVED;
      page->last = !self->operation->paged || !looks_full (self, page);
    }
  update_request (self);
  if (page->generation == self->generation)
    advance (self);
}

static WhCollectionPage *
page_new (WhCollection *self,
          WhApiRequest *request,
          guint         offset,
          guint         per_page)
{
  WhCollectionPage *page = g_rc_box_new0 (WhCollectionPage);

  g_weak_ref_init (&page->collection, self);
  page->generation = self->generation;
  page->offset = offset;
  page->per_page = per_page;
  page->request = g_object_ref (request);

  return page;
}

static void
ask_for (WhCollection *self,
         guint         offset,
         guint         per_page)
{
  g_autoptr (WhApiRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  WhCollectionPage *page;

  request = wh_draft_to_request (self->draft, &error);
  if (request == NULL)
    {
      wh_collection_fail (self, error);
      return;
    }

  /* Somebody looks at an empty page until the first one is there. */
  wh_api_request_set_priority (request, self->n_pages == 0 ? WH_API_PRIORITY_INTERACTIVE
                                                           : WH_API_PRIORITY_LIST);
  page = page_new (self, request, offset, per_page);
  g_queue_push_tail (&self->pages, page);
  wh_api_client_send_async (self->client, request, self->cancellable, on_sent_cb,
                            g_rc_box_acquire (page));
  /* Once it is on its way the next one may be asked for. */
  g_signal_connect_object (request, "notify::phase", G_CALLBACK (advance), self,
                           G_CONNECT_SWAPPED);
  update_request (self);
}

/* Asks for the page that the row at @offset is on. */
static void
ask_for_page (WhCollection *self,
              guint         offset)
{
  guint per_page = get_per_page (self);
  guint page = get_page_number (offset, per_page);
  char number[16];

  if (!self->operation->paged)
    {
      ask_for (self, 0, G_MAXUINT);
      return;
    }

  if (page > MAX_ROWS_OF_PAGES / per_page)
    {
      if (!open_window (self))
        {
          wh_collection_end (self, WH_COLLECTION_LIMITED);
          return;
        }
      page = 1;
    }

  g_snprintf (number, sizeof number, "%u", page);
  wh_draft_set_text (self->draft, "page", number);
  g_snprintf (number, sizeof number, "%u", per_page);
  wh_draft_set_text (self->draft, "per_page", number);
  ask_for (self, (page - 1) * per_page, per_page);
}

/* Whether a page behind those of the queue is wanted now. None is while one of them still waits
 * for its turn: a queue at the rate limiter brings no row earlier. */
static gboolean
wants_another (WhCollection *self)
{
  WhCollectionPage *tail = g_queue_peek_tail (&self->pages);
  guint per_page = get_per_page (self);
  guint n_asked = 0;
  guint64 n_rows = 0;

  for (GList *l = self->pages.head; l != NULL; l = l->next)
    {
      WhCollectionPage *page = l->data;

      if (page->last || (page->stage == PAGE_ASKED &&
                         wh_api_request_get_phase (page->request) == WH_API_PHASE_WAITING))
        return FALSE;
      n_asked += page->stage == PAGE_ASKED;
      n_rows += page->per_page;
    }

  return self->operation->paged && tail->per_page == per_page &&
         self->pages.length < MAX_QUEUED &&
         n_asked < MIN (MAX_ASKED, 1 + self->n_pages / PAGES_PER_GUESS) &&
         n_rows < wh_collection_count_left (self) &&
         get_page_number (tail->offset + per_page, per_page) <= MAX_ROWS_OF_PAGES / per_page;
}

static void
ask_ahead (WhCollection *self)
{
  WhCollectionPage *tail = g_queue_peek_tail (&self->pages);

  if (tail == NULL)
    ask_for_page (self, self->offset);
  else if (wants_another (self))
    ask_for_page (self, tail->offset + tail->per_page);
}

static void
decode_next (WhCollection *self)
{
  for (GList *l = self->pages.head; l != NULL; l = l->next)
    {
      WhCollectionPage *page = l->data;
      g_autoptr (WhApiResponse) response = NULL;

      if (page->stage == PAGE_DECODING)
        return;
      if (page->stage != PAGE_ARRIVED)
        continue;

      page->stage = PAGE_DECODING;
      response = g_steal_pointer (&page->response);
      wh_service_decode_async (self->client, response, self->resource, self->cancellable,
                               on_decoded_cb, g_rc_box_acquire (page));
      return;
    }
}

/* Whatever can go on, goes on: called whenever a page has come a step further. */
static void
advance (WhCollection *self)
{
  guint generation = self->generation;
  WhCollectionPage *head;

  if (self->cancellable == NULL)
    return;

  decode_next (self);
  while (generation == self->generation &&
         (head = g_queue_peek_head (&self->pages)) != NULL && head->stage == PAGE_DONE)
    {
      g_autoptr (WhCollectionPage) page = g_queue_pop_head (&self->pages);

      take_page (self, page);
    }
  if (generation == self->generation)
    ask_ahead (self);
}

void
wh_collection_begin (WhCollection *self)
{
  wh_collection_abandon (self);
  g_clear_error (&self->error);
  self->cancellable = g_cancellable_new ();
  wh_collection_set_state (self, self->replacing || self->n_pages == 0 ? WH_COLLECTION_LOADING
                                                         : WH_COLLECTION_MORE);
  if (self->source != NULL)
    wh_collection_ask_source (self);
  else
    advance (self);
}

/* A list that came whole has the rest already. */
void
wh_collection_take_surplus (WhCollection *self)
{
  guint n = MIN (wh_collection_count_left (self), self->surplus->len);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->staged, g_object_ref (g_ptr_array_index (self->surplus, i)));
  if (n > 0)
    g_ptr_array_remove_range (self->surplus, 0, n);
  if (self->source != NULL && !wh_page_source_is_at_end (self->source))
    wh_collection_end_of_page (self);
  else
    wh_collection_end (self, self->surplus->len > 0 ? WH_COLLECTION_LIMITED
                                                    : WH_COLLECTION_COMPLETE);
}

/* Takes a page from a source, as much as the limit has room for. */
void
wh_collection_take (WhCollection *self,
                    GPtrArray    *records)
{
  keep_surplus (self, records, take_records (self, records));
}
