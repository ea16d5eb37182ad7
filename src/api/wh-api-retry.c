/* wh-api-retry.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-retry.h"

#include "wh-api-error.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_TRIES 3

#define DIGITS "0123456789"

/* A server that wants more patience than this is reported, not waited for. */
#define MAX_PAUSE_US (60 * G_TIME_SPAN_SECOND)

/* The longest wait that is told apart from forever. */
#define MAX_RETRY_AFTER_S (G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60)

/* The base limit never needs more than its own window. */
#define BASE_PERIOD_US (5 * G_TIME_SPAN_SECOND)

static const gint64 pauses[MAX_TRIES - 1] = { 1 * G_TIME_SPAN_SECOND, 3 * G_TIME_SPAN_SECOND };

/* A fraction is not in the standard, and rounding it down would be too early. */
static gint64
parse_seconds (const char *text)
{
  gint64 seconds = (gint64) MIN (g_ascii_strtoull (text, NULL, 10), (guint64) MAX_RETRY_AFTER_S);
  const char *rest = text + strspn (text, DIGITS);

  if (*rest == '\0')
    return seconds;
  if (*rest != '.' || rest[1 + strspn (rest + 1, DIGITS)] != '\0')
    return -1;

  return strpbrk (rest, "123456789") != NULL ? seconds + 1 : seconds;
}

/**
 * wh_retry_parse_after:
 * @text: (nullable): the value of a Retry-After header
 * @real_now: microseconds since the epoch, by the clock of whoever waits
 *
 * Reads a number of seconds or a date; a date that has passed means at once, and a number beyond
 * all sense means ten years.
 *
 * Returns: microseconds, or -1 if it says nothing that makes sense
 */
gint64
wh_retry_parse_after (const char *text,
                      gint64      real_now)
{
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  gint64 seconds;

  if (g_ascii_isdigit (*stripped))
    {
      seconds = parse_seconds (stripped);
      return seconds < 0 ? -1 : seconds * G_TIME_SPAN_SECOND;
    }

  /* Everything else is a date, or -5, or garbage. */
  date = g_ascii_isalpha (*stripped) ? soup_date_time_new_from_http_string (stripped) : NULL;
  if (date == NULL)
    return -1;

  return CLAMP (g_date_time_to_unix (date) * G_TIME_SPAN_SECOND - real_now,
                0, MAX_RETRY_AFTER_S * G_TIME_SPAN_SECOND);
}

static gboolean
may_pass (const WhRetryReason *reason,
          WhApiPriority        priority)
{
  switch (reason->status)
    {
    case WH_STATUS_TOO_MANY_REQUESTS:
    case SOUP_STATUS_BAD_GATEWAY:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      return TRUE;

    default:
      break;
    }

  if (reason->error == NULL)
    return FALSE;

  /* Somebody who waits has waited for a whole deadline by now, and decides for themselves. */
  if (g_error_matches (reason->error, WH_API_ERROR, WH_API_ERROR_TIMED_OUT)
      || g_error_matches (reason->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return priority != WH_API_PRIORITY_INTERACTIVE;

  return g_error_matches (reason->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (reason->error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

/* §13: where a 429 does not say how long, 5 s, then double. */
static gint64
get_default_pause (const WhRetryReason *reason,
                   guint                n_tries)
{
  if (reason->status == WH_STATUS_TOO_MANY_REQUESTS)
    return BASE_PERIOD_US << MIN (n_tries - 1, MAX_TRIES);

  return pauses[MIN (n_tries, MAX_TRIES - 1) - 1];
}

/**
 * wh_retry_get_pause:
 * @reason: how the try ended
 * @n_tries: how many tries there were, this one included
 * @priority: whether somebody waits for it
 *
 * Returns: microseconds to wait before the next try, or -1 if there must not be one
 */
gint64
wh_retry_get_pause (const WhRetryReason *reason,
                    guint                n_tries,
                    WhApiPriority        priority)
{
  g_return_val_if_fail (n_tries > 0, -1);

  if (n_tries >= MAX_TRIES || !may_pass (reason, priority) || reason->retry_after > MAX_PAUSE_US)
    return -1;

  if (reason->status == WH_STATUS_TOO_MANY_REQUESTS && reason->retry_after > 0)
    return reason->retry_after;

  return MAX (reason->retry_after, get_default_pause (reason, n_tries));
}

/**
 * wh_retry_get_hold:
 * @reason: an answer with status 429
 * @n_tries: how many tries there were, this one included
 *
 * Returns: microseconds for which nothing of the same kind should be sent, at most a minute
 */
gint64
wh_retry_get_hold (const WhRetryReason *reason,
                   guint                n_tries)
{
  if (reason->retry_after >= 0)
    return MIN (reason->retry_after, MAX_PAUSE_US);

  return MIN (get_default_pause (reason, n_tries), MAX_PAUSE_US);
}

/**
 * wh_retry_means_base_limit:
 * @reason: an answer with status 429
 *
 * Returns: whether it may be the base limit that was hit; a longer wait than its window can only
 *   be about the request's own bucket
 */
gboolean
wh_retry_means_base_limit (const WhRetryReason *reason)
{
  return reason->retry_after <= BASE_PERIOD_US + G_TIME_SPAN_SECOND;
}
