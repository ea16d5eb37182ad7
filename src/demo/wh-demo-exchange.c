/* wh-demo-exchange.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-exchange.h"

#include "wh-demo-time.h"

#include <errno.h>
#include <string.h>

/* The sentences are Django REST framework's, which the service resembles (§1.6). */
#define REQUIRED "This field is required."
#define BLANK "This field may not be blank."
#define NOT_NULL "This field may not be null."
#define NOT_STRING "Not a valid string."
#define NOT_INTEGER "A valid integer is required."

/**
 * wh_demo_request_clear:
 * @self: a request whose own parts are let go
 */
void
wh_demo_request_clear (WhDemoRequest *self)
{
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, wh_demo_value_free);
  for (guint i = 0; i < WH_DEMO_MAX_PARAMS; i++)
    g_clear_pointer (&self->params[i], g_free);
}

/**
 * wh_demo_request_get_query:
 * @self: a request
 * @name: the name of a query parameter
 *
 * Returns: (transfer none) (nullable): its value, %NULL where it is absent or empty
 */
const char *
wh_demo_request_get_query (const WhDemoRequest *self,
                           const char          *name)
{
  const char *value = self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * wh_demo_reply_init:
 * @self: a reply, which becomes 200 with nothing in it
 */
void
wh_demo_reply_init (WhDemoReply *self)
{
  memset (self, 0, sizeof *self);
  self->status = 200;
  self->type = "application/json";
  self->body = g_string_new (NULL);
}

/**
 * wh_demo_reply_clear:
 * @self: a reply whose own parts are let go
 */
void
wh_demo_reply_clear (WhDemoReply *self)
{
  if (self->body != NULL)
    g_string_free (g_steal_pointer (&self->body), TRUE);
  if (self->errors != NULL)
    g_string_free (g_steal_pointer (&self->errors), TRUE);
  g_clear_pointer (&self->allow, g_free);
  g_clear_pointer (&self->location, g_free);
}

/**
 * wh_demo_reply_detail:
 * @self: a reply
 * @status: an HTTP status
 * @text: the sentence of `{"detail": …}`
 */
void
wh_demo_reply_detail (WhDemoReply *self,
                      guint        status,
                      const char  *text)
{
  self->status = status;
  g_string_assign (self->body, "{");
  wh_demo_json_key (self->body, "detail");
  wh_demo_json_string (self->body, text);
  g_string_append_c (self->body, '}');
}

/**
 * wh_demo_reply_not_found:
 * @self: a reply
 */
void
wh_demo_reply_not_found (WhDemoReply *self)
{
  wh_demo_reply_detail (self, 404, "Not found.");
}

/**
 * wh_demo_reply_rule:
 * @self: a reply
 * @text: which rule of the business was broken, for `non_field_errors`
 */
void
wh_demo_reply_rule (WhDemoReply *self,
                    const char  *text)
{
  wh_demo_reply_field (self, "non_field_errors", text);
  wh_demo_reply_has_errors (self);
}

/**
 * wh_demo_reply_field:
 * @self: a reply
 * @field: the name of a field
 * @text: what is wrong with it
 *
 * Errors are collected, until wh_demo_reply_has_errors() makes a body of them.
 */
void
wh_demo_reply_field (WhDemoReply *self,
                     const char  *field,
                     const char  *text)
{
  if (self->errors == NULL)
    self->errors = g_string_new ("{");
  wh_demo_json_key (self->errors, field);
  g_string_append_c (self->errors, '[');
  wh_demo_json_string (self->errors, text);
  g_string_append_c (self->errors, ']');
}

/**
 * wh_demo_reply_has_errors:
 * @self: a reply
 *
 * Returns: whether errors were collected; the reply is then a 400 with all of them
 */
gboolean
wh_demo_reply_has_errors (WhDemoReply *self)
{
  if (self->errors == NULL)
    return FALSE;

  self->status = 400;
  g_string_append_c (self->errors, '}');
  g_string_free (self->body, TRUE);
  self->body = g_steal_pointer (&self->errors);
  return TRUE;
}

/**
 * wh_demo_reply_choice:
 * @self: a reply
 * @field: the name of a field
 * @text: what was sent, and is not one of the choices
 */
void
wh_demo_reply_choice (WhDemoReply *self,
                      const char  *field,
                      const char  *text)
{
  g_autofree char *complaint = g_strdup_printf ("\"%s\" is not a valid choice.", text);

  wh_demo_reply_field (self, field, complaint);
}

static void
complain_limit (WhDemoReply *reply,
                const char  *field,
                gboolean     too_small,
                gint64       limit)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf ("Ensure this value is %s than or equal to %" G_GINT64_FORMAT ".",
                          too_small ? "greater" : "less", limit);
  wh_demo_reply_field (reply, field, text);
}

/**
 * wh_demo_request_take_text:
 * @self: a request
 * @reply: collects what is wrong
 * @field: a member of the body
 * @required: whether it has to be there
 * @max_length: in characters, 0 for no limit
 *
 * A number is taken for its digits, as the service does (§1.2); blanks at the ends go.
 *
 * Returns: (transfer full) (nullable): the text, %NULL where there is none or it is wrong
 */
char *
wh_demo_request_take_text (const WhDemoRequest *self,
                           WhDemoReply         *reply,
                           const char          *field,
                           gboolean             required,
                           gsize                max_length)
{
  const WhDemoValue *value = wh_demo_value_get_member (self->body, field);
  g_autofree char *text = NULL;

  if (value == NULL || (value->kind == WH_DEMO_VALUE_NULL && !required))
    {
      if (required)
        wh_demo_reply_field (reply, field, REQUIRED);
      return NULL;
    }
  if (value->kind != WH_DEMO_VALUE_STRING && value->kind != WH_DEMO_VALUE_NUMBER)
    {
      wh_demo_reply_field (reply, field, value->kind == WH_DEMO_VALUE_NULL ? NOT_NULL : NOT_STRING);
      return NULL;
    }

  text = g_strstrip (g_strdup (value->text));
  if (*text == '\0')
    {
      if (required)
        wh_demo_reply_field (reply, field, BLANK);
      return NULL;
    }
  if (max_length > 0 && (gsize) g_utf8_strlen (text, -1) > max_length)
    {
      g_autofree char *complaint = NULL;

      complaint = g_strdup_printf ("Ensure this field has no more than %" G_GSIZE_FORMAT
                                   " characters.", max_length);
      wh_demo_reply_field (reply, field, complaint);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static gboolean
parse_int (const char *text,
           gint64     *number)
{
  gsize length = strlen (text);
  gsize digits = strspn (*text == '-' ? text + 1 : text, "0123456789");
  char *end;

  if (digits == 0 || digits + (*text == '-' ? 1 : 0) != length)
    return FALSE;

  errno = 0;
  *number = g_ascii_strtoll (text, &end, 10);
  if (errno == ERANGE)
    *number = *text == '-' ? G_MININT64 : G_MAXINT64;
  return TRUE;
}

static gboolean
check_range (WhDemoReply *reply,
             const char  *field,
             gint64       number,
             gint64       min,
             gint64       max)
{
  if (number < min)
    complain_limit (reply, field, TRUE, min);
  else if (number > max)
    complain_limit (reply, field, FALSE, max);

  return number >= min && number <= max;
}

/**
 * wh_demo_request_take_int:
 * @self: a request
 * @reply: collects what is wrong
 * @field: a required member of the body, 0 or more
 * @max: the greatest that is allowed
 * @number: (out): the number
 *
 * "23" is as good as 23, but 23.0 is not an integer (§1.2).
 *
 * Returns: whether it is there and right
 */
gboolean
wh_demo_request_take_int (const WhDemoRequest *self,
                          WhDemoReply         *reply,
                          const char          *field,
                          gint64               max,
                          gint64              *number)
{
  const WhDemoValue *value = wh_demo_value_get_member (self->body, field);

  if (value == NULL || value->kind == WH_DEMO_VALUE_NULL)
    {
      wh_demo_reply_field (reply, field, value == NULL ? REQUIRED : NOT_NULL);
      return FALSE;
    }
  if ((value->kind != WH_DEMO_VALUE_STRING && value->kind != WH_DEMO_VALUE_NUMBER)
      || !parse_int (value->text, number))
    {
      wh_demo_reply_field (reply, field, NOT_INTEGER);
      return FALSE;
    }

  return check_range (reply, field, *number, 0, max);
}

/**
 * wh_demo_choice_index:
 * @choices: %NULL-terminated, in lower case
 * @text: something typed
 *
 * Returns: which of @choices it is, case ignored (§3.2), or -1
 */
int
wh_demo_choice_index (const char * const *choices,
                      const char         *text)
{
  for (int i = 0; choices[i] != NULL; i++)
    if (g_ascii_strcasecmp (choices[i], text) == 0)
      return i;

  return -1;
}

/**
 * wh_demo_request_take_choice:
 * @self: a request
 * @reply: collects what is wrong
 * @field: a member of the body
 * @choices: %NULL-terminated, in lower case
 * @fallback: what an absent one means, -1 if it is required
 *
 * Returns: which of @choices it is, -1 where that is not known
 */
int
wh_demo_request_take_choice (const WhDemoRequest *self,
                             WhDemoReply         *reply,
                             const char          *field,
                             const char * const  *choices,
                             int                  fallback)
{
  g_autofree char *text = wh_demo_request_take_text (self, reply, field, fallback < 0, 0);
  int choice;

  if (text == NULL)
    return fallback;

  choice = wh_demo_choice_index (choices, text);
  if (choice < 0)
    wh_demo_reply_choice (reply, field, text);

  return choice;
}

/**
 * wh_demo_request_query_int:
 * @self: a request
 * @reply: collects what is wrong
 * @name: a query parameter
 * @min: the least that is allowed
 * @max: the greatest that is allowed
 * @number: (inout): left alone where the parameter is absent
 *
 * Returns: whether it was there and right
 */
gboolean
wh_demo_request_query_int (const WhDemoRequest *self,
                           WhDemoReply         *reply,
                           const char          *name,
                           gint64               min,
                           gint64               max,
                           gint64              *number)
{
  const char *text = wh_demo_request_get_query (self, name);
  gint64 parsed;

  if (text == NULL)
    return FALSE;
  if (!parse_int (text, &parsed))
    {
      wh_demo_reply_field (reply, name, NOT_INTEGER);
      return FALSE;
    }
  if (!check_range (reply, name, parsed, min, max))
    return FALSE;

  *number = parsed;
  return TRUE;
}

/**
 * wh_demo_request_query_time:
 * @self: a request
 * @reply: collects what is wrong
 * @name: a query parameter
 * @microseconds: (inout): left alone where the parameter is absent
 *
 * Returns: whether it was there and right
 */
gboolean
wh_demo_request_query_time (const WhDemoRequest *self,
                            WhDemoReply         *reply,
                            const char          *name,
                            gint64              *microseconds)
{
  const char *text = wh_demo_request_get_query (self, name);

  if (text == NULL)
    return FALSE;
  if (wh_demo_time_parse (text, microseconds))
    return TRUE;

  wh_demo_reply_field (reply, name, "Datetime has wrong format.");
  return FALSE;
}
