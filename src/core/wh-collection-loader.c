/* wh-collection-loader.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-collection-private.h"
#include "wh-service.h"

#include <string.h>

/* §1.5 */
#define MAX_PER_PAGE 250
#define MAX_ROWS_OF_PAGES 100000

struct _WhCollectionPage
{
  GWeakRef collection; /* nobody who waits for an answer keeps the list alive */
  guint generation;
  guint offset;
  guint per_page;
  WhApiResponse *response;
  GError *error;
};

static void advance (WhCollection *self);
static void fetch   (WhCollection *self,
                     guint         offset);

void
wh_collection_page_free (WhCollectionPage *self)
{
  g_weak_ref_clear (&self->collection);
  g_clear_object (&self->response);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WhCollectionPage, wh_collection_page_free)

/* Calls off whatever is under way; its answers will find another generation. */
void
wh_collection_abandon (WhCollection *self)
{
  self->generation++;
  self->decoding = FALSE;
  g_clear_pointer (&self->arrived, wh_collection_page_free);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  wh_collection_set_request (self, NULL);
}

void
wh_collection_end (WhCollection      *self,
                   WhCollectionState  state)
{
  guint generation;

  wh_collection_abandon (self);
  generation = self->generation;
  wh_collection_flush (self);
  if (generation == self->generation)
    wh_collection_set_state (self, state);
}

static void
fail (WhCollection *self,
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

static gboolean
wants_next (WhCollection     *self,
            WhCollectionPage *page)
{
  guint next = page->offset + page->per_page;

  return self->operation->paged && wh_collection_count_left (self) > page->per_page &&
         get_page_number (next, get_per_page (self)) <= MAX_ROWS_OF_PAGES / get_per_page (self) &&
         next % get_per_page (self) == 0 && looks_full (self, page);
}

/* Stages the records of a page that are new, as many as the limit has room for. Returns how many
 * of the page's rows were looked at. */
static guint
take_records (WhCollection *self,
              GPtrArray    *records)
{
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
          if (g_hash_table_contains (self->known, record))
            continue;
          g_hash_table_add (self->known, record);
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
on_decoded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (WhCollectionPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (WhCollection) self = NULL;
  guint n_taken;

  records = wh_service_decode_finish (WH_API_CLIENT (source), result, &error);
  self = g_weak_ref_get (&page->collection);
  if (self == NULL || page->generation != self->generation)
    return;

  self->decoding = FALSE;
  if (records == NULL)
    {
      fail (self, error);
      return;
    }

  n_taken = take_records (self, records);
  self->offset = page->offset + n_taken;
  if (!self->operation->paged)
    keep_surplus (self, records, n_taken);
  /* Before anybody is told of the page, who may stop or load anew. */
  if (self->replacing)
    wh_collection_replace_rows (self);
  if (page->generation == self->generation)
    wh_collection_set_n_pages (self, self->n_pages + 1);
  if (page->generation == self->generation)
    go_on (self, page, records->len, n_taken);
  if (page->generation != self->generation)
    return;

  if (self->request == NULL && self->arrived == NULL)
    fetch (self, self->offset);
  advance (self);
}

/* Decodes the page that has come, and asks for the next one meanwhile. */
static void
advance (WhCollection *self)
{
  g_autoptr (WhCollectionPage) page = NULL;

  if (self->decoding || self->arrived == NULL)
    return;

  page = g_steal_pointer (&self->arrived);
  if (page->error != NULL)
    {
      fail (self, page->error);
      return;
    }

  self->decoding = TRUE;
  if (wants_next (self, page))
    fetch (self, page->offset + page->per_page);
  wh_service_decode_async (self->client, page->response, self->resource, self->cancellable,
                           on_decoded_cb, page);
  g_steal_pointer (&page);
}

static void
on_sent_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (WhCollectionPage) page = user_data;
  g_autoptr (WhCollection) self = NULL;

  page->response = wh_api_client_send_finish (WH_API_CLIENT (source), result, &page->error);
  if (page->response != NULL)
    wh_api_response_check (page->response, &page->error);

  self = g_weak_ref_get (&page->collection);
  if (self == NULL || page->generation != self->generation)
    return;

  self->arrived = g_steal_pointer (&page);
  wh_collection_set_request (self, NULL);
  advance (self);
}

static void
send_page (WhCollection *self,
           guint         offset,
           guint         per_page)
{
  g_autoptr (WhApiRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  WhCollectionPage *page;

  request = wh_draft_to_request (self->draft, &error);
  if (request == NULL)
    {
      fail (self, error);
      return;
    }

  /* Somebody looks at an empty page until the first one is there. */
  wh_api_request_set_priority (request, self->n_pages == 0 ? WH_API_PRIORITY_INTERACTIVE
                                                           : WH_API_PRIORITY_LIST);
  page = g_new0 (WhCollectionPage, 1);
  g_weak_ref_init (&page->collection, self);
  page->generation = self->generation;
  page->offset = offset;
  page->per_page = per_page;
  wh_api_client_send_async (self->client, request, self->cancellable, on_sent_cb, page);
  wh_collection_set_request (self, request);
}

/* Asks for the page that the row at @offset is on. */
static void
fetch (WhCollection *self,
       guint         offset)
{
  guint per_page = get_per_page (self);
  guint page = get_page_number (offset, per_page);
  char number[16];

  if (!self->operation->paged)
    {
      send_page (self, 0, G_MAXUINT);
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
  send_page (self, (page - 1) * per_page, per_page);
}

void
wh_collection_begin (WhCollection *self)
{
  wh_collection_abandon (self);
  g_clear_error (&self->error);
  self->cancellable = g_cancellable_new ();
  wh_collection_set_state (self, self->replacing || self->n_pages == 0 ? WH_COLLECTION_LOADING
                                                         : WH_COLLECTION_MORE);
  fetch (self, self->offset);
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
  wh_collection_end (self, self->surplus->len > 0 ? WH_COLLECTION_LIMITED
                                                  : WH_COLLECTION_COMPLETE);
}
