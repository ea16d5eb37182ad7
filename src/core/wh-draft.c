/* wh-draft.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-draft.h"
#include "wh-format.h"
#include "wh-url.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WhDraft
{
  GObject parent_instance;

  const WhOperation *operation;
  GHashTable *texts; /* id of a field -> text, never empty */
};

G_DEFINE_FINAL_TYPE (WhDraft, wh_draft, G_TYPE_OBJECT)

G_DEFINE_QUARK (wh-draft-error-quark, wh_draft_error)

static gboolean
is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_list (const WhOperationField *field)
{
  return field->kind == WH_FIELD_CHOICES || field->kind == WH_FIELD_LIST;
}

/* The items of a list, without empty lines; of any other field, its text. */
static char **
dup_items (const WhOperationField *field,
           const char             *text)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  if (!is_list (field))
    {
      g_strv_builder_add (items, text);
      return g_strv_builder_end (items);
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!is_blank (lines[i]))
        g_strv_builder_add (items, lines[i]);
    }

  return g_strv_builder_end (items);
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (GError       **error,
      WhDraftError   code,
      const char    *format,
      ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (WH_DRAFT_ERROR, code, format, args);
  va_end (args);

  return FALSE;
}

static gboolean
check_characters (const WhOperationField  *field,
                  const char              *text,
                  GError                 **error)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        return fail (error, WH_DRAFT_ERROR_INVALID,
                     _("Line breaks and control characters cannot be sent."));
    }

  if (field->max_length > 0 && g_utf8_strlen (text, -1) > (glong) field->max_length)
    return fail (error, WH_DRAFT_ERROR_RANGE,
                 ngettext ("At most %u character is allowed.",
                           "At most %u characters are allowed.",
                           field->max_length),
                 field->max_length);

  /* However they are encoded, dots are steps in a path to some servers. */
  if (field->place == WH_FIELD_IN_PATH &&
      (strcmp (text, ".") == 0 || strcmp (text, "..") == 0))
    return fail (error, WH_DRAFT_ERROR_INVALID, _("Dots alone cannot be an identifier."));

  return TRUE;
}

static gboolean
check_number (const WhOperationField  *field,
              const char              *text,
              GError                 **error)
{
  gboolean bounded = field->minimum != 0 || field->maximum != 0;
  gint64 minimum = bounded ? field->minimum : G_MININT64;
  gint64 maximum = bounded ? field->maximum : G_MAXINT64;
  g_autofree char *lowest = g_strdup_printf ("%" G_GINT64_FORMAT, minimum);
  g_autofree char *highest = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);
  g_autoptr (GError) local_error = NULL;

  if (g_ascii_string_to_signed (text, 10, minimum, maximum, NULL, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return fail (error, WH_DRAFT_ERROR_INVALID,
                 field->kind == WH_FIELD_MONEY ? _("This is not an amount.")
                                               : _("This is not a whole number."));
  if (*text == '-' && minimum >= 0)
    return fail (error, WH_DRAFT_ERROR_RANGE, _("It cannot be less than %s."), lowest);
  if (maximum < G_MAXINT64)
    return fail (error, WH_DRAFT_ERROR_RANGE,
                 /* Translators: two numbers */
                 _("It must be from %s to %s."), lowest, highest);

  return fail (error, WH_DRAFT_ERROR_RANGE, _("This number is too large."));
}

static gboolean
check_moment (const WhOperationField  *field,
              const char              *text,
              GError                 **error)
{
  gint64 instant;

  if (field->kind == WH_FIELD_DATE)
    {
      g_autoptr (GError) local_error = NULL;

      /* Milliseconds instead of seconds are a classic mistake (§1.7) and end up here. */
      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, &local_error))
        return wh_parse_instant (text, &instant) ||
               fail (error, WH_DRAFT_ERROR_RANGE, _("This date is in no calendar."));
    }
  else if (wh_parse_instant (text, &instant))
    {
      return TRUE;
    }

  return fail (error, WH_DRAFT_ERROR_INVALID, _("This is not a date."));
}

static gboolean
check_month (const char  *text,
             GError     **error)
{
  gint64 instant;

  if (strlen (text) == strlen ("YYYY-MM") && text[4] == '-' && wh_parse_instant (text, &instant))
    return TRUE;

  return fail (error, WH_DRAFT_ERROR_INVALID, _("This is not a month, such as 2026-01."));
}

static gboolean
check_item (const WhOperationField  *field,
            const char              *text,
            GError                 **error)
{
  if (!check_characters (field, text, error))
    return FALSE;

  switch (field->kind)
    {
    case WH_FIELD_MONEY:
    case WH_FIELD_INTEGER:
      return check_number (field, text, error);

    case WH_FIELD_DATE:
    case WH_FIELD_INSTANT:
      return check_moment (field, text, error);

    case WH_FIELD_MONTH:
      return check_month (text, error);

    case WH_FIELD_CHOICE:
    case WH_FIELD_CHOICES:
      return wh_choice_find (field->choices, text) != NULL ||
             fail (error, WH_DRAFT_ERROR_INVALID, _("“%s” is not one of the choices."), text);

    case WH_FIELD_CURRENCY:
      return wh_currency_find (text) != NULL ||
             fail (error, WH_DRAFT_ERROR_INVALID,
                   _("“%s” is not a currency that ProfitWell knows."), text);

    case WH_FIELD_BOOLEAN:
      return strcmp (text, "true") == 0 || strcmp (text, "false") == 0 ||
             fail (error, WH_DRAFT_ERROR_INVALID, _("This is neither true nor false."));

    case WH_FIELD_TEXT:
    case WH_FIELD_ID:
    case WH_FIELD_EMAIL:
    case WH_FIELD_PLAN:
    case WH_FIELD_LIST:
    default:
      return TRUE;
    }
}

static gboolean
check_one_of (WhDraft  *self,
              GError  **error)
{
  const WhOperation *operation = self->operation;
  const char *labels[2] = { NULL };
  guint n_fields = 0, n_filled = 0;

  for (guint i = 0; i < operation->n_fields; i++)
    {
      if (!(operation->fields[i].flags & WH_FIELD_ONE_OF))
        continue;
      if (n_fields < G_N_ELEMENTS (labels))
        labels[n_fields] = operation->fields[i].label;
      n_fields++;
      n_filled += wh_draft_get_text (self, operation->fields[i].id) != NULL;
    }

  if (n_fields == 0 || n_filled == 1)
    return TRUE;

  /* Translators: the names of two fields of a form. */
  return fail (error,
               n_filled == 0 ? WH_DRAFT_ERROR_MISSING : WH_DRAFT_ERROR_INVALID,
               _("Give either “%s” or “%s”."),
               _(labels[0]), _(labels[1]));
}

static void
append_json_string (GString    *json,
                    const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (json, "\\%c", *p);
      else if ((guchar) *p < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

/* A number goes out as it is written, after it was found to be one: it never passes through
 * anything that could round it. A sign or zeros in front are not JSON, so it is written anew. */
static void
append_json_number (GString    *json,
                    const char *text)
{
  gint64 number = g_ascii_strtoll (text, NULL, 10);

  g_string_append_printf (json, "%" G_GINT64_FORMAT, number);
}

static void
append_json_value (GString                *json,
                   const WhOperationField *field,
                   const char             *text)
{
  g_auto (GStrv) items = NULL;

  switch (field->kind)
    {
    case WH_FIELD_MONEY:
    case WH_FIELD_INTEGER:
    case WH_FIELD_DATE:
      append_json_number (json, text);
      break;

    case WH_FIELD_BOOLEAN:
      g_string_append (json, text);
      break;

    case WH_FIELD_CHOICES:
    case WH_FIELD_LIST:
      items = dup_items (field, text);
      g_string_append_c (json, '[');
      for (guint i = 0; items[i] != NULL; i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          append_json_string (json, items[i]);
        }
      g_string_append_c (json, ']');
      break;

    case WH_FIELD_TEXT:
    case WH_FIELD_ID:
    case WH_FIELD_EMAIL:
    case WH_FIELD_INSTANT:
    case WH_FIELD_MONTH:
    case WH_FIELD_CHOICE:
    case WH_FIELD_CURRENCY:
    case WH_FIELD_PLAN:
    default:
      append_json_string (json, text);
      break;
    }
}

/* A field's text as the wire has it: codes in lower case, lists with commas. */
static char *
dup_wire_text (const WhOperationField *field,
               const char             *text)
{
  g_auto (GStrv) items = NULL;

  if (field->kind == WH_FIELD_CURRENCY)
    return g_ascii_strdown (text, -1);
  if (!is_list (field))
    return g_strdup (text);

  items = dup_items (field, text);

  return g_strjoinv (",", items);
}

static char *
dup_path (WhDraft *self)
{
  const WhOperation *operation = self->operation;

  /* No path of this API has two. */
  for (guint i = 0; i < operation->n_fields; i++)
    {
      const char *id = operation->fields[i].id;

      if (operation->fields[i].place == WH_FIELD_IN_PATH)
        return wh_url_expand_path (operation->path, id, wh_draft_get_text (self, id), NULL);
    }

  return wh_url_expand_path (operation->path, NULL);
}

static void
add_fields (WhDraft      *self,
            WhApiRequest *request)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      const WhOperationField *field = &self->operation->fields[i];
      const char *text = wh_draft_get_text (self, field->id);
      g_autofree char *wire_text = NULL;

      if (text == NULL)
        continue;

      wire_text = dup_wire_text (field, text);
      if (field->place == WH_FIELD_IN_QUERY)
        {
          wh_api_request_add_query (request, field->id, wire_text);
        }
      else if (field->place == WH_FIELD_IN_BODY)
        {
          g_string_append_c (json, json->len == 0 ? '{' : ',');
          append_json_string (json, field->id);
          g_string_append_c (json, ':');
          append_json_value (json, field, is_list (field) ? text : wire_text);
        }
    }

  if (json->len == 0)
    return;

  g_string_append_c (json, '}');
  body = g_bytes_new (json->str, json->len);
  wh_api_request_set_body (request, body, "application/json");
}

static void
wh_draft_finalize (GObject *object)
{
  WhDraft *self = WH_DRAFT (object);

  g_clear_pointer (&self->texts, g_hash_table_unref);

  G_OBJECT_CLASS (wh_draft_parent_class)->finalize (object);
}

static void
wh_draft_class_init (WhDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_draft_finalize;
}

static void
wh_draft_init (WhDraft *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

/**
 * wh_draft_new:
 * @operation: what is to be done; a row of the table
 *
 * Returns: (transfer full): a draft with nothing filled in
 */
WhDraft *
wh_draft_new (const WhOperation *operation)
{
  WhDraft *self;

  g_return_val_if_fail (operation != NULL, NULL);

  self = g_object_new (WH_TYPE_DRAFT, NULL);
  self->operation = operation;

  return self;
}

/**
 * wh_draft_get_operation:
 * @self: a draft
 *
 * Returns: (transfer none): what is to be done
 */
const WhOperation *
wh_draft_get_operation (WhDraft *self)
{
  g_return_val_if_fail (WH_IS_DRAFT (self), NULL);

  return self->operation;
}

/**
 * wh_draft_set_text:
 * @self: a draft
 * @field: one of the operation's fields
 * @text: (nullable): its value as it goes on the wire, a list's items separated by newlines;
 *   %NULL or nothing but blanks leaves the field out
 */
void
wh_draft_set_text (WhDraft    *self,
                   const char *field,
                   const char *text)
{
  const WhOperationField *descriptor;

  g_return_if_fail (WH_IS_DRAFT (self));

  descriptor = wh_operation_find_field (self->operation, field);
  g_return_if_fail (descriptor != NULL);

  if (text == NULL || (g_utf8_validate (text, -1, NULL) && is_blank (text)))
    g_hash_table_remove (self->texts, descriptor->id);
  else
    g_hash_table_insert (self->texts, (gpointer) descriptor->id, g_strdup (text));
}

/**
 * wh_draft_get_text:
 * @self: a draft
 * @field: one of the operation's fields
 *
 * Returns: (transfer none) (nullable): what was set, %NULL where that is nothing
 */
const char *
wh_draft_get_text (WhDraft    *self,
                   const char *field)
{
  g_return_val_if_fail (WH_IS_DRAFT (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return g_hash_table_lookup (self->texts, field);
}

/**
 * wh_draft_check_field:
 * @self: a draft
 * @field: one of the operation's fields
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence to show at the field
 *
 * Returns: whether the field by itself can be sent
 */
gboolean
wh_draft_check_field (WhDraft     *self,
                      const char  *field,
                      GError     **error)
{
  const WhOperationField *descriptor;
  g_auto (GStrv) items = NULL;
  const char *text;

  g_return_val_if_fail (WH_IS_DRAFT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  descriptor = wh_operation_find_field (self->operation, field);
  g_return_val_if_fail (descriptor != NULL, FALSE);

  text = wh_draft_get_text (self, field);
  if (text == NULL)
    return !(descriptor->flags & WH_FIELD_REQUIRED) ||
           fail (error, WH_DRAFT_ERROR_MISSING, _("“%s” is needed."), _(descriptor->label));

  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, WH_DRAFT_ERROR_INVALID, _("This is not valid text."));

  items = dup_items (descriptor, text);
  for (guint i = 0; items[i] != NULL; i++)
    {
      if (!check_item (descriptor, items[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * wh_draft_check:
 * @self: a draft
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Returns: whether the draft as a whole can be sent, as far as can be known here
 */
gboolean
wh_draft_check (WhDraft  *self,
                GError  **error)
{
  g_return_val_if_fail (WH_IS_DRAFT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (guint i = 0; i < self->operation->n_fields; i++)
    {
      if (!wh_draft_check_field (self, self->operation->fields[i].id, error))
        return FALSE;
    }

  if (!check_one_of (self, error))
    return FALSE;

  return self->operation->check == NULL || self->operation->check (self, error);
}

/**
 * wh_draft_to_request:
 * @self: a draft
 * @error: return location for what wh_draft_check() finds
 *
 * What was left out is left out of the request too, so that the server's defaults hold. A call
 * without fields in its body has none, and no content type: un-churn as well, where clients send
 * `{}` and nothing alike (§3.5).
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with @error set
 */
WhApiRequest *
wh_draft_to_request (WhDraft  *self,
                     GError  **error)
{
  const WhOperation *operation;
  g_autoptr (WhApiRequest) request = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (WH_IS_DRAFT (self), NULL);

  if (!wh_draft_check (self, error))
    return NULL;

  operation = self->operation;
  path = dup_path (self);
  request = wh_api_request_new (operation->method, path);
  wh_api_request_set_operation (request, operation->id);
  wh_api_request_set_host (request, operation->host);
  wh_api_request_set_token (request, operation->token);
  wh_api_request_set_bucket (request, operation->bucket);
  add_fields (self, request);

  return g_steal_pointer (&request);
}
