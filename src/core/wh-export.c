/* wh-export.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-export.h"
#include "wh-money.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes that are gathered before they go to the file. */
#define CHUNK_SIZE (64 * 1024)

/* Without it, the spreadsheet that most people have takes UTF-8 for another encoding. */
#define BYTE_ORDER_MARK "\357\273\277"

struct _WhExport
{
  GObject           parent_instance;

  WhExportKind      kind;
  const WhResource *resource;
  GArray           *fields;   /* of guint */
  int               currency; /* index of the field that has each record's own, or -1 */
  WhFormat         *format;
  GPtrArray        *records;
  guint             n_written; /* atomic: the worker writes it, the main loop reads it */
};

G_DEFINE_FINAL_TYPE (WhExport, wh_export, G_TYPE_OBJECT)

/* Cells */

/* A cell of text that a spreadsheet would take for a formula gets an apostrophe in front, which
 * tells it that this is text. */
static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* RFC 4180: quotes around what has a comma, a quote or a line break, quotes inside twice. */
static void
append_cell (GString    *csv,
             const char *text,
             gboolean    is_number)
{
  gboolean guard = !is_number && is_formula (text);

  if (!guard && strpbrk (text, ",\"\r\n") == NULL && !g_ascii_isspace (*text))
    {
      g_string_append (csv, text);
      return;
    }

  g_string_append_c (csv, '"');
  if (guard)
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

static const char *
get_currency (WhExport *self,
              WhRecord *record)
{
  const char *currency = NULL;

  if (self->currency >= 0)
    currency = wh_record_get_text (record, (guint) self->currency);

  return currency != NULL ? currency : wh_format_get_currency (self->format);
}

static void
append_iso (GString   *csv,
            gint64     instant_us,
            GTimeZone *zone,
            gboolean   day_only)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *text = NULL;

  if (utc == NULL)
    return;

  local = day_only ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  text = g_date_time_format (local, day_only ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ");
  g_string_append (csv, text);
}

static void
append_value (WhExport *self,
              GString  *csv,
              WhRecord *record,
              guint     field)
{
  g_autofree char *text = NULL;
  gint64 number = 0;

  if (wh_record_is_null (record, field))
    return;

  wh_record_get_number (record, field, &number);
  switch (self->resource->fields[field].kind)
    {
    case WH_FIELD_MONEY:
      text = wh_money_dup_text (number, get_currency (self, record));
      append_cell (csv, text, TRUE);
      break;

    case WH_FIELD_INTEGER:
      g_string_append_printf (csv, "%" G_GINT64_FORMAT, number);
      break;

    /* A day of the company's calendar is one everywhere, a moment is one in UTC. */
    case WH_FIELD_DATE:
      append_iso (csv, number, wh_format_get_zone (self->format), TRUE);
      break;

    case WH_FIELD_INSTANT:
      append_iso (csv, number, NULL, FALSE);
      break;

    case WH_FIELD_TEXT:
    case WH_FIELD_ID:
    case WH_FIELD_EMAIL:
    case WH_FIELD_PLAN:
      append_cell (csv, wh_record_get_text (record, field), FALSE);
      break;

    case WH_FIELD_CHOICE:
    case WH_FIELD_CHOICES:
    case WH_FIELD_MONTH:
    case WH_FIELD_CURRENCY:
    case WH_FIELD_BOOLEAN:
    case WH_FIELD_LIST:
    default:
      text = wh_record_dup_display (record, field, self->format);
      append_cell (csv, text, FALSE);
      break;
    }
}

/* Lines */

static void
append_header (WhExport *self,
               GString  *csv)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const WhResourceField *field;
      g_autofree char *label = NULL;

      field = &self->resource->fields[g_array_index (self->fields, guint, i)];
      if (field->kind == WH_FIELD_MONEY && self->currency < 0)
        {
          g_autofree char *code = NULL;

          code = g_ascii_strup (wh_format_get_currency (self->format), -1);
          label = g_strdup_printf ("%s (%s)", _(field->label), code);
        }

      if (i > 0)
        g_string_append_c (csv, ',');
      append_cell (csv, label != NULL ? label : _(field->label), FALSE);
    }
  g_string_append (csv, "\r\n");
}

static void
append_record (WhExport *self,
               GString  *text,
               guint     index)
{
  WhRecord *record = g_ptr_array_index (self->records, index);

  if (self->kind == WH_EXPORT_JSON)
    {
      g_autofree char *json = wh_record_dup_json (record);

      g_string_append (text, index > 0 ? ",\n" : "\n");
      g_string_append (text, json);
      return;
    }

  for (guint i = 0; i < self->fields->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_value (self, text, record, g_array_index (self->fields, guint, i));
    }
  g_string_append (text, "\r\n");
}

static void
append_begin (WhExport *self,
              GString  *text)
{
  if (self->kind == WH_EXPORT_JSON)
    g_string_append_c (text, '[');
  else
    append_header (self, text);
}

static void
append_end (WhExport *self,
            GString  *text)
{
  if (self->kind == WH_EXPORT_JSON)
    g_string_append (text, self->records->len > 0 ? "\n]\n" : "]\n");
}

/* File */

static gboolean
flush (GString        *text,
       GOutputStream  *stream,
       GCancellable   *cancellable,
       GError        **error)
{
  gboolean written;

  written = g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error);
  g_string_truncate (text, 0);

  return written;
}

static gboolean
write_all (WhExport       *self,
           GOutputStream  *stream,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GString) text = g_string_sized_new (CHUNK_SIZE + 4096);

  if (self->kind == WH_EXPORT_CSV)
    g_string_append (text, BYTE_ORDER_MARK);
  append_begin (self, text);
  for (guint i = 0; i < self->records->len; i++)
    {
      append_record (self, text, i);
      if (text->len >= CHUNK_SIZE && !flush (text, stream, cancellable, error))
        return FALSE;
      g_atomic_int_set (&self->n_written, i + 1);
    }
  append_end (self, text);

  return flush (text, stream, cancellable, error);
}

/* GIO replaces a file that exists at once, when the stream is closed, and leaves it alone where
 * closing is cancelled. A file that does not exist it would fill before everybody's eyes. */
static gboolean
write_over (WhExport      *self,
            GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GCancellable) cancelled = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (write_all (self, G_OUTPUT_STREAM (stream), cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);

  return FALSE;
}

/* Beside where the file is to be, under a name that nobody has, then moved there. */
static gboolean
write_anew (WhExport      *self,
            GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".%s.part", unique);
  g_autoptr (GFile) part = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;

  if (folder == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("This is a folder."));
      return FALSE;
    }

  part = g_file_get_child (folder, name);
  stream = g_file_create (part, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;

  if (write_all (self, G_OUTPUT_STREAM (stream), cancellable, error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error) &&
      g_file_move (part, file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return TRUE;

  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL);
  g_file_delete (part, NULL, NULL);

  return FALSE;
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  WhExport *self = WH_EXPORT (source);
  GFile *file = G_FILE (task_data);
  GError *error = NULL;
  gboolean saved;

  if (g_file_query_exists (file, cancellable))
    saved = write_over (self, file, cancellable, &error);
  else
    saved = write_anew (self, file, cancellable, &error);

  if (saved)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
wh_export_finalize (GObject *object)
{
  WhExport *self = WH_EXPORT (object);

  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (wh_export_parent_class)->finalize (object);
}

static void
wh_export_class_init (WhExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_export_finalize;
}

static void
wh_export_init (WhExport *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Amounts of records that have a currency each say nothing without it. */
static void
choose_fields (WhExport *self,
               GArray   *fields)
{
  gboolean has_money = FALSE, has_currency = FALSE;

  self->currency = -1;
  for (guint i = 0; i < self->resource->n_fields; i++)
    if (self->resource->fields[i].kind == WH_FIELD_CURRENCY)
      self->currency = (int) i;

  g_array_append_vals (self->fields, fields->data, fields->len);
  for (guint i = 0; i < fields->len; i++)
    {
      guint field = g_array_index (fields, guint, i);

      has_money |= self->resource->fields[field].kind == WH_FIELD_MONEY;
      has_currency |= (int) field == self->currency;
    }
  if (has_money && !has_currency && self->currency >= 0)
    g_array_append_val (self->fields, self->currency);
}

/**
 * wh_export_new:
 * @kind: what is to be written
 * @resource: what the records are
 * @fields: (element-type guint): indices of the fields, in their order; JSON has all that the
 *   API sent
 * @format: the company's currency and time zone
 * @records: (element-type WhRecord): what is written, in this order; not to be changed any more
 *
 * Returns: (transfer full): the export
 */
WhExport *
wh_export_new (WhExportKind      kind,
               const WhResource *resource,
               GArray           *fields,
               WhFormat         *format,
               GPtrArray        *records)
{
  WhExport *self;

  g_return_val_if_fail (resource != NULL && fields != NULL && records != NULL, NULL);
  g_return_val_if_fail (WH_IS_FORMAT (format), NULL);

  self = g_object_new (WH_TYPE_EXPORT, NULL);
  self->kind = kind;
  self->resource = resource;
  self->format = g_object_ref (format);
  self->records = g_ptr_array_ref (records);
  choose_fields (self, fields);

  return self;
}

/**
 * wh_export_get_n_records:
 * @self: an export
 *
 * Returns: how many records it has
 */
guint
wh_export_get_n_records (WhExport *self)
{
  g_return_val_if_fail (WH_IS_EXPORT (self), 0);

  return self->records->len;
}

/**
 * wh_export_get_n_written:
 * @self: an export
 *
 * Returns: how many records are written by now
 */
guint
wh_export_get_n_written (WhExport *self)
{
  g_return_val_if_fail (WH_IS_EXPORT (self), 0);

  return (guint) g_atomic_int_get (&self->n_written);
}

/**
 * wh_export_dup_text:
 * @self: an export of so few records that they fit in the clipboard
 *
 * Returns: (transfer full): all of it
 */
char *
wh_export_dup_text (WhExport *self)
{
  GString *text;

  g_return_val_if_fail (WH_IS_EXPORT (self), NULL);

  text = g_string_new (NULL);
  append_begin (self, text);
  for (guint i = 0; i < self->records->len; i++)
    append_record (self, text, i);
  append_end (self, text);

  return g_string_free (text, FALSE);
}

/**
 * wh_export_save_async:
 * @self: an export
 * @file: where to; what is there is replaced
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes the file in a thread of its own. It is there complete or not at all: where that fails or
 * is cancelled, what was there before stays.
 */
void
wh_export_save_async (WhExport            *self,
                      GFile               *file,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WH_IS_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wh_export_save_async);
  /* A file that was finished before the wish to stop came is there: that is said. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_atomic_int_set (&self->n_written, 0);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * wh_export_save_finish:
 * @self: an export
 * @result: what the callback got
 * @error: return location for errors of the file system
 *
 * Returns: whether the file is there
 */
gboolean
wh_export_save_finish (WhExport      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, wh_export_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
