/* wh-api-types.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two hosts of the API (§9.4): almost everything, and customer events. */
typedef enum
{
  WH_API_HOST_MAIN,
  WH_API_HOST_EVENTS,
} WhApiHost;

/* Which of a company's two tokens a request carries (§1.1). */
typedef enum
{
  WH_API_TOKEN_PRIVATE,
  WH_API_TOKEN_PUBLIC,
} WhApiToken;

#define WH_API_N_TOKENS 2

/* The rate limits of §1.4. Every request also counts against the base limit. */
typedef enum
{
  WH_RATE_BUCKET_BASE,
  WH_RATE_BUCKET_PLANS,
  WH_RATE_BUCKET_METRICS,
  WH_RATE_BUCKET_EXCLUDE,
  WH_RATE_BUCKET_ANONYMIZE,
  WH_RATE_BUCKET_TRAITS,
} WhRateBucket;

#define WH_RATE_N_BUCKETS 6

/* Whose turn comes first when the limiter makes callers wait. */
typedef enum
{
  WH_API_PRIORITY_INTERACTIVE, /* a person waits for exactly this */
  WH_API_PRIORITY_LIST,        /* further pages of what a person looks at */
  WH_API_PRIORITY_BACKGROUND,  /* batches, refreshes that nobody asked for */
} WhApiPriority;

#define WH_API_N_PRIORITIES 3

/* Called for each header of a request or a response. */
typedef void (*WhApiHeaderFunc) (const char *name,
                                 const char *value,
                                 gpointer    user_data);

G_END_DECLS
