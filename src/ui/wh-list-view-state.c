/* wh-list-view-state.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-error-text.h"
#include "wh-list-view-private.h"

#include <glib/gi18n.h>

#define PULSE_INTERVAL_MS 120

/* Pages can come by the hundred in a second; nobody reads that fast, and each change of a label
 * is another frame to draw. */
#define UPDATE_INTERVAL_MS 100

static guint
get_n_loaded (WhListView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->collection));
}

static const char *
choose_page (WhListView *self)
{
  WhCollectionState state = wh_collection_get_state (self->collection);

  if (get_n_loaded (self) > 0)
    return g_list_model_get_n_items (G_LIST_MODEL (self->arrangement)) > 0 ? "list" : "no-match";

  switch (state)
    {
    case WH_COLLECTION_FAILED:
      return "failed";
    case WH_COLLECTION_STOPPED:
    case WH_COLLECTION_COMPLETE:
    case WH_COLLECTION_LIMITED:
      return "empty";
    case WH_COLLECTION_IDLE:
    case WH_COLLECTION_LOADING:
    case WH_COLLECTION_MORE:
    default:
      return "loading";
    }
}

static void
update_pages (WhListView *self)
{
  const GError *error = wh_collection_get_error (self->collection);
  const char *address = wh_list_view_get_searched (self);

  if (error != NULL)
    {
      g_autofree char *title = wh_error_dup_title (error);
      g_autofree char *text = wh_error_dup_text (error);
      g_autofree char *escaped = g_markup_escape_text (text, -1);
      gboolean renew = wh_error_get_remedy (error) == WH_REMEDY_RENEW_TOKEN;

      adw_status_page_set_title (self->failed_page, title);
      /* The description is markup, and the server's own words may be in it. */
      adw_status_page_set_description (self->failed_page, escaped);
      gtk_button_set_label (GTK_BUTTON (self->failed_button),
                            renew ? _("_New Token…") : _("_Try Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->failed_button),
                                      renew ? "win.renew-token" : "win.refresh");
    }

  adw_status_page_set_title (self->empty_page,
                             address != NULL ? _(self->resource->words.search_none)
                             : wh_collection_get_state (self->collection) == WH_COLLECTION_STOPPED
                               ? _("Stopped")
                               : _(self->resource->words.empty_title));
  adw_status_page_set_description (self->empty_page,
                                   self->finding != NULL ? self->finding
                                   : address != NULL     ? NULL
                                                         : _(self->resource->words.empty_text));
  gtk_stack_set_visible_child_name (self->stack, choose_page (self));
  wh_list_view_follow_rows (self);
}

static gboolean
pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (WH_LIST_VIEW (user_data)->progress_bar);

  return G_SOURCE_CONTINUE;
}

/* Until the first page has come, the rows that are there are the old ones. */
static gboolean
is_refreshing (WhListView *self)
{
  return wh_collection_get_n_pages (self->collection) == 0 && get_n_loaded (self) > 0;
}

static void
update_progress (WhListView *self)
{
  gboolean loading = wh_collection_is_loading (self->collection);
  guint limit = wh_collection_get_limit (self->collection);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), loading);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), loading);

  /* Without a limit nobody can tell how much is left: the API has no totals (§1.5). */
  if (loading && (limit == WH_COLLECTION_NO_LIMIT || is_refreshing (self)))
    {
      if (self->pulse_id == 0)
        self->pulse_id = g_timeout_add (PULSE_INTERVAL_MS, pulse, self);
      return;
    }

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  if (loading)
    gtk_progress_bar_set_fraction (self->progress_bar,
                                   MIN (1.0, (double) get_n_loaded (self) / limit));
}

static char *
dup_waiting_text (WhListView *self,
                  gulong      seconds,
                  gboolean    recovering)
{
  g_autofree char *number = wh_format_dup_integer (self->format, (gint64) seconds);
  g_autofree char *count = NULL;

  if (get_n_loaded (self) == 0 || is_refreshing (self))
    {
      if (recovering)
        /* Translators: %s is the number of seconds */
        return g_strdup_printf (ngettext ("That failed. Trying again in %s second…",
                                          "That failed. Trying again in %s seconds…", seconds),
                                number);

      /* Translators: %s is the number of seconds */
      return g_strdup_printf (ngettext ("Waiting %s second for the API’s rate limit…",
                                        "Waiting %s seconds for the API’s rate limit…", seconds),
                              number);
    }

  count = wh_resource_dup_count (self->resource, self->format, get_n_loaded (self));
  if (recovering)
    /* Translators: “10 customers”, and the number of seconds */
    return g_strdup_printf (ngettext ("%s so far, trying again in %s second…",
                                      "%s so far, trying again in %s seconds…", seconds),
                            count, number);

  /* Translators: “10 customers”, and the number of seconds */
  return g_strdup_printf (ngettext ("%s so far, waiting %s second for the API’s rate limit…",
                                    "%s so far, waiting %s seconds for the API’s rate limit…",
                                    seconds),
                          count, number);
}

static char *
dup_loading_text (WhListView *self)
{
  WhApiRequest *request = wh_collection_get_request (self->collection);
  g_autofree char *count = NULL;
  g_autofree char *page = NULL;

  if (request != NULL && wh_api_request_get_phase (request) == WH_API_PHASE_WAITING)
    {
      gint64 seconds = (wh_api_request_get_wait (request) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

      if (seconds > 0)
        return dup_waiting_text (self, (gulong) seconds, wh_api_request_is_recovering (request));
    }

  if (is_refreshing (self))
    return g_strdup (_("Refreshing…"));

  count = wh_format_dup_integer (self->format, get_n_loaded (self));

  page = wh_format_dup_integer (self->format, wh_collection_get_n_pages (self->collection) + 1);

  /* Translators: the number of a page, and how many records have come so far */
  return g_strdup_printf (_("Loading page %s, %s so far"), page, count);
}

static char *
dup_status_text (WhListView *self)
{
  g_autofree char *count = NULL;

  if (wh_collection_is_loading (self->collection))
    return dup_loading_text (self);

  count = wh_resource_dup_count (self->resource, self->format, get_n_loaded (self));
  switch (wh_collection_get_state (self->collection))
    {
    case WH_COLLECTION_LIMITED:
      /* Translators: %s is “10 customers” */
      return g_strdup_printf (_("%s loaded, there may be more"), count);
    case WH_COLLECTION_STOPPED:
      /* Translators: %s is “10 customers” */
      return g_strdup_printf (_("Stopped, %s loaded"), count);
    case WH_COLLECTION_COMPLETE:
      /* Where there is nothing, the page says so. */
      if (get_n_loaded (self) == 0)
        return NULL;
      /* Translators: %s is “10 customers” */
      return g_strdup_printf (_("%s, that is all"), count);
    case WH_COLLECTION_FAILED:
      if (get_n_loaded (self) == 0)
        return NULL;
      /* Translators: %s is “10 customers” */
      return g_strdup_printf (C_("records", "%s loaded"), count);
    case WH_COLLECTION_IDLE:
    case WH_COLLECTION_LOADING:
    case WH_COLLECTION_MORE:
    default:
      return NULL;
    }
}

static const char *
get_more_label (WhListView *self)
{
  switch (wh_collection_get_state (self->collection))
    {
    case WH_COLLECTION_LIMITED:
      return _("Load _More");
    case WH_COLLECTION_STOPPED:
      return _("_Continue");
    case WH_COLLECTION_FAILED: /* the page or the line above the rows offers that */
    case WH_COLLECTION_IDLE:
    case WH_COLLECTION_LOADING:
    case WH_COLLECTION_MORE:
    case WH_COLLECTION_COMPLETE:
    default:
      return NULL;
    }
}

/* Of what is shown. */
static WhSum
add_up (WhListView *self,
        guint       field)
{
  GListModel *shown = G_LIST_MODEL (self->arrangement);
  WhSum sum = { 0 };

  if (!wh_arrangement_is_filtered (self->arrangement))
    return *wh_collection_get_sum (self->collection);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (WhRecord) record = g_list_model_get_item (shown, i);

      wh_sum_add (&sum, record, field);
    }

  return sum;
}

static char *
dup_sum_text (WhListView *self,
              const char *count,
              guint       field)
{
  const char *label = _(self->resource->fields[field].label);
  WhSum sum = add_up (self, field);
  g_autofree char *text = NULL;
  gint64 amount;

  if (wh_sum_get_amount (&sum, &amount))
    {
      text = wh_format_dup_money (self->format, amount);
      /* Translators: how many there are, what these add up to, and what that is, such as MRR */
      return g_strdup_printf (_("%s · %s %s"), count, text, label);
    }

  text = wh_sum_dup_display (&sum, self->format);
  /* Translators: how many there are, such as MRR, and why there is no sum of it */
  return g_strdup_printf (_("%s · %s: %s"), count, label, text);
}

/**
 * wh_list_view_update_title:
 * @self: a list
 *
 * Says below the title how much is shown and what it adds up to.
 */
void
wh_list_view_update_title (WhListView *self)
{
  guint n_loaded = get_n_loaded (self);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->arrangement));
  g_autofree char *loaded = wh_format_dup_integer (self->format, n_loaded);
  g_autofree char *shown = wh_format_dup_integer (self->format, n_shown);
  int field = wh_resource_find_flag (self->resource, WH_RESOURCE_FIELD_TOTAL);
  g_autofree char *count = NULL;
  g_autofree char *subtitle = NULL;

  if (wh_arrangement_is_filtered (self->arrangement))
    /* Translators: how many are shown of how many that are loaded */
    count = g_strdup_printf (_("%s of %s loaded"), shown, loaded);
  else
    /* Translators: how many are loaded */
    count = g_strdup_printf (_("%s loaded"), loaded);

  if (n_loaded > 0 && n_shown > 0 && field >= 0)
    subtitle = dup_sum_text (self, count, (guint) field);
  else if (n_loaded > 0)
    subtitle = g_steal_pointer (&count);

  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}

/**
 * wh_list_view_note_time:
 * @self: a list
 *
 * Remembers that what is loaded is of now, where it is.
 */
void
wh_list_view_note_time (WhListView *self)
{
  if (wh_collection_is_loading (self->collection) ||
      wh_collection_get_n_pages (self->collection) == 0)
    return;

  g_clear_pointer (&self->loaded_at, g_date_time_unref);
  self->loaded_at = g_date_time_new_now_local ();
}

static char *
dup_failure_text (WhListView *self)
{
  const GError *error = wh_collection_get_error (self->collection);
  g_autofree char *reason = NULL;
  g_autofree char *time = NULL;

  /* A refused token is for the window to tell. */
  if (error == NULL || get_n_loaded (self) == 0 ||
      g_error_matches (error, WH_API_ERROR, WH_API_ERROR_UNAUTHORIZED))
    return NULL;

  reason = wh_error_dup_text (error);
  if (!is_refreshing (self) || self->loaded_at == NULL)
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_("Not everything could be loaded. %s"), reason);

  /* Translators: how the hour and the minute are written; see “man date” */
  time = g_date_time_format (self->loaded_at, _("%H:%M"));
  /* Translators: a sentence that says why, and the time when the rows were loaded */
  return g_strdup_printf (_("The list could not be refreshed and is that of %2$s. %1$s"), reason,
                          time);
}

static void
update_failure (WhListView *self)
{
  g_autofree char *text = dup_failure_text (self);

  if (text != NULL)
    gtk_label_set_label (self->failure_label, text);
  gtk_revealer_set_reveal_child (self->failure_revealer, text != NULL);
  /* What is hidden must not be reached with the keyboard. */
  gtk_widget_set_sensitive (gtk_revealer_get_child (self->failure_revealer), text != NULL);
}

/**
 * wh_list_view_update_state:
 * @self: a list
 *
 * Shows what the loading is up to, and what can be done about it.
 */
void
wh_list_view_update_state (WhListView *self)
{
  g_autofree char *status = dup_status_text (self);
  const char *more = get_more_label (self);

  update_pages (self);
  update_progress (self);
  update_failure (self);

  gtk_label_set_label (self->status_label, status);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_label), status);

  gtk_widget_set_visible (GTK_WIDGET (self->more_button), more != NULL);
  if (more != NULL)
    gtk_button_set_label (self->more_button, more);
}

static gboolean
on_update_due (gpointer user_data)
{
  WhListView *self = WH_LIST_VIEW (user_data);

  self->update_id = 0;
  wh_list_view_update_title (self);
  wh_list_view_update_state (self);

  return G_SOURCE_REMOVE;
}

/**
 * wh_list_view_queue_update:
 * @self: a list
 *
 * Shows what has changed: at once where that is the first or the last of it, soon where pages
 * are streaming in.
 */
void
wh_list_view_queue_update (WhListView *self)
{
  if (wh_collection_is_loading (self->collection) && get_n_loaded (self) > 0 &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), choose_page (self)) == 0)
    {
      if (self->update_id == 0)
        self->update_id = g_timeout_add (UPDATE_INTERVAL_MS, on_update_due, self);
      return;
    }

  g_clear_handle_id (&self->update_id, g_source_remove);
  wh_list_view_update_title (self);
  wh_list_view_update_state (self);
}
