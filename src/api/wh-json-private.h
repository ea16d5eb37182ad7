/* wh-json-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-json.h"

G_BEGIN_DECLS

/* One value, or one name of a member; a container is followed by what is in it, names and
 * values in turn for an object. 16 bytes, because a body of 16 MiB may have millions. */
typedef struct
{
  guint32 offset;
  guint32 end;       /* of its text */
  guint32 next;      /* the token behind it and all that is in it; while it is open: its parent */
  guint32 type : 3;
  guint32 count : 29; /* items or members of a container; of a string: 1 if it has escapes */
} WhJsonToken;

G_STATIC_ASSERT (sizeof (WhJsonToken) == 16);

WhJsonToken *wh_json_read (const guchar  *text,
                           gsize          length,
                           guint          max_depth,
                           guint         *n_tokens,
                           GError       **error);

G_END_DECLS
