/* wh-api-redact.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-redact.h"

#include <string.h>

/* Whatever is shorter protects nothing, and would strike out ordinary words: with a token “to”
 * every “token” would tell what it is. */
#define MIN_SECRET_LENGTH 6

/* The length of the longest secret that @text begins with, 0 if there is none. */
static gsize
match (const char        *text,
       const char *const *secrets)
{
  gsize longest = 0;

  for (; *secrets != NULL; secrets++)
    {
      gsize length = strlen (*secrets);

      if (length >= MIN_SECRET_LENGTH && length > longest &&
          g_ascii_strncasecmp (text, *secrets, length) == 0)
        longest = length;
    }

  return longest;
}

/**
 * wh_api_redact:
 * @text: (nullable): any text
 * @secrets: (nullable) (array zero-terminated=1): what must not be in it, visible ASCII only
 *
 * A server may write a token in another case than it was sent in, so the case does not count.
 *
 * Returns: (transfer full) (nullable): @text with %WH_API_REDACTED in place of each secret
 */
char *
wh_api_redact (const char        *text,
               const char *const *secrets)
{
  GString *redacted;

  if (text == NULL || secrets == NULL || *secrets == NULL)
    return g_strdup (text);

  redacted = g_string_sized_new (strlen (text));
  while (*text != '\0')
    {
      gsize length = match (text, secrets);

      if (length > 0)
        {
          g_string_append (redacted, WH_API_REDACTED);
          text += length;
        }
      else
        {
          g_string_append_c (redacted, *text++);
        }
    }

  return g_string_free (redacted, FALSE);
}
