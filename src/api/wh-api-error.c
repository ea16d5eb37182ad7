/* wh-api-error.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error-private.h"

typedef struct
{
  char *name;
  char *text;
} Field;

typedef struct
{
  guint status;
  gint64 retry_after;
  char *server_text;
  GPtrArray *fields; /* of Field, in the server's order; NULL: none */
} WhApiErrorPrivate;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->text);
  g_free (field);
}

static gpointer
field_copy (gconstpointer source,
            gpointer      unused)
{
  const Field *field = source;
  Field *copy = g_new (Field, 1);

  copy->name = g_strdup (field->name);
  copy->text = g_strdup (field->text);

  return copy;
}

static Field *
find_field (const WhApiErrorPrivate *priv,
            const char              *name)
{
  for (guint i = 0; priv->fields != NULL && i < priv->fields->len; i++)
    {
      Field *field = g_ptr_array_index (priv->fields, i);

      if (strcmp (field->name, name) == 0)
        return field;
    }

  return NULL;
}

/* These three are not inlined: what the macro below wraps around them looks to gcc like a way
 * to pass NULL. */
static G_NO_INLINE void
wh_api_error_private_init (WhApiErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static G_NO_INLINE void
wh_api_error_private_copy (const WhApiErrorPrivate *source,
                           WhApiErrorPrivate       *copy)
{
  copy->status = source->status;
  copy->retry_after = source->retry_after;
  copy->server_text = g_strdup (source->server_text);
  if (source->fields != NULL)
    {
      copy->fields = g_ptr_array_copy (source->fields, field_copy, NULL);
      g_ptr_array_set_free_func (copy->fields, field_free);
    }
}

static G_NO_INLINE void
wh_api_error_private_clear (WhApiErrorPrivate *priv)
{
  g_clear_pointer (&priv->server_text, g_free);
  g_clear_pointer (&priv->fields, g_ptr_array_unref);
}

G_DEFINE_EXTENDED_ERROR (WhApiError, wh_api_error)

static WhApiErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != WH_API_ERROR)
    return NULL;

  return wh_api_error_get_private (error);
}

/**
 * wh_api_error_get_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status that the server answered with, 0 if the error is of another domain
 *   or no answer came
 */
guint
wh_api_error_get_status (const GError *error)
{
  const WhApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status : 0;
}

/**
 * wh_api_error_get_retry_after:
 * @error: (nullable): any error
 *
 * What the server asked for, however long: whoever waits decides how much of it.
 *
 * Returns: the seconds after which to try again, 0 for at once, -1 if the server did not say
 */
gint64
wh_api_error_get_retry_after (const GError *error)
{
  const WhApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : -1;
}

/**
 * wh_api_error_get_server_text:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): the server's own words (§1.6), valid UTF-8 and short
 *   enough to show; for field errors each on a line of its own, as `field: words`
 */
const char *
wh_api_error_get_server_text (const GError *error)
{
  const WhApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->server_text : NULL;
}

/**
 * wh_api_error_get_field_error:
 * @error: (nullable): any error
 * @field: the name of a field as it is on the wire
 *
 * Returns: (transfer none) (nullable): what the server has against the value of @field; several
 *   complaints are on lines of their own
 */
const char *
wh_api_error_get_field_error (const GError *error,
                              const char   *field)
{
  const WhApiErrorPrivate *priv = peek_private (error);
  const Field *found;

  g_return_val_if_fail (field != NULL, NULL);

  found = priv != NULL ? find_field (priv, field) : NULL;

  return found != NULL ? found->text : NULL;
}

/**
 * wh_api_error_dup_fields:
 * @error: (nullable): any error
 *
 * Returns: (transfer full) (nullable): the names of the fields that the server complained about,
 *   in its order; %NULL if there is none
 */
char **
wh_api_error_dup_fields (const GError *error)
{
  const WhApiErrorPrivate *priv = peek_private (error);
  g_autoptr (GStrvBuilder) names = NULL;

  if (priv == NULL || priv->fields == NULL)
    return NULL;

  names = g_strv_builder_new ();
  for (guint i = 0; i < priv->fields->len; i++)
    g_strv_builder_add (names, ((Field *) g_ptr_array_index (priv->fields, i))->name);

  return g_strv_builder_end (names);
}

/**
 * wh_api_error_set_reply:
 * @error: an error of %WH_API_ERROR
 * @status: the HTTP status, 0 if no answer came
 * @retry_after: seconds, -1 if the server did not say
 * @server_text: (nullable): the server's own words, valid UTF-8
 *
 * Private to the layer.
 */
void
wh_api_error_set_reply (GError     *error,
                        guint       status,
                        gint64      retry_after,
                        const char *server_text)
{
  WhApiErrorPrivate *priv = peek_private (error);

  g_return_if_fail (priv != NULL);

  priv->status = status;
  priv->retry_after = retry_after;
  g_free (priv->server_text);
  priv->server_text = g_strdup (server_text);
}

/**
 * wh_api_error_add_field:
 * @error: an error of %WH_API_ERROR
 * @field: the name of a field as it is on the wire
 * @message: what is wrong with its value
 *
 * A field that is already there keeps its place and gets a further line. Private to the layer.
 */
void
wh_api_error_add_field (GError     *error,
                        const char *field,
                        const char *message)
{
  WhApiErrorPrivate *priv = peek_private (error);
  Field *found;

  g_return_if_fail (priv != NULL);
  g_return_if_fail (field != NULL && message != NULL);

  if (priv->fields == NULL)
    priv->fields = g_ptr_array_new_with_free_func (field_free);

  found = find_field (priv, field);
  if (found != NULL)
    {
      g_autofree char *before = g_steal_pointer (&found->text);

      found->text = g_strconcat (before, "\n", message, NULL);
      return;
    }

  found = g_new0 (Field, 1);
  found->name = g_strdup (field);
  found->text = g_strdup (message);
  g_ptr_array_add (priv->fields, found);
}
