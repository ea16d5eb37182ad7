/* wh-format.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-format.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <locale.h>
#include <string.h>

#define NO_BREAK_SPACE "\302\240"

/* 0001-01-01T00:00:00Z and the last second of the year 9999: what a calendar can show. */
#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800)
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

struct _WhFormat
{
  GObject parent_instance;

  char *currency;
  GTimeZone *zone;
  WhNumberStyle style;
};

G_DEFINE_FINAL_TYPE (WhFormat, wh_format, G_TYPE_OBJECT)

/* The size of the group of digits that begins @grouping, 0 for "no more groups". */
static guint
read_group_size (const char *grouping,
                 guint       previous)
{
  if (*grouping == '\0')
    return previous;

  return *grouping == CHAR_MAX || *grouping < 0 ? 0 : (guint) *grouping;
}

static void
append_grouped (GString             *text,
                const char          *digits,
                gsize                n_digits,
                const WhNumberStyle *style)
{
  const char *grouping = style->grouping;
  gboolean ends_group[32] = { FALSE };
  guint size = read_group_size (grouping, 3);
  gsize left = n_digits;

  g_return_if_fail (n_digits < G_N_ELEMENTS (ends_group));

  while (size > 0 && left > size)
    {
      left -= size;
      ends_group[left] = TRUE;
      if (*grouping != '\0')
        grouping++;
      size = read_group_size (grouping, size);
    }

  for (gsize i = 0; i < n_digits; i++)
    {
      if (ends_group[i])
        g_string_append (text, style->separator);
      g_string_append_c (text, digits[i]);
    }
}

/* The number with @n_decimals of its digits behind the point. Digits are moved as text: nothing
 * is divided, so nothing is rounded. */
static char *
format_decimal (guint64              magnitude,
                guint                n_decimals,
                gboolean             hide_zeros,
                const WhNumberStyle *style)
{
  char digits[32];
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length, n_units;

  g_snprintf (digits, sizeof digits, "%0*" G_GUINT64_FORMAT, (int) n_decimals + 1, magnitude);
  length = strlen (digits);
  n_units = length - n_decimals;

  append_grouped (text, digits, n_units, style);
  if (n_decimals > 0 && !(hide_zeros && strspn (digits + n_units, "0") == n_decimals))
    {
      g_string_append (text, style->decimal);
      g_string_append (text, digits + n_units);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint64
get_magnitude (gint64 number)
{
  /* The negation of the smallest number does not fit; that of its successor does. */
  return number < 0 ? (guint64) -(number + 1) + 1 : (guint64) number;
}

/* %NULL where the code says it better. */
static const char *
get_symbol (const char *code)
{
  const WhCurrency *currency = wh_currency_find (code);

  if (strcmp (code, WH_CURRENCY_UNKNOWN) == 0)
    return "¤";

  return currency != NULL ? currency->symbol : NULL;
}

static char *
format_money (WhFormat   *self,
              const char *code,
              gint64      minor,
              gboolean    hide_zeros)
{
  const char *symbol = get_symbol (code);
  const char *sign = minor < 0 ? "-" : "";
  g_autofree char *name = g_ascii_strup (code, -1);
  g_autofree char *number = format_decimal (get_magnitude (minor),
                                            wh_currency_get_digits (code),
                                            hide_zeros,
                                            &self->style);

  if (self->style.symbol_after)
    return g_strconcat (sign, number, NO_BREAK_SPACE, symbol != NULL ? symbol : name, NULL);
  if (symbol != NULL)
    return g_strconcat (sign, symbol, number, NULL);

  return g_strconcat (sign, name, NO_BREAK_SPACE, number, NULL);
}

/* %NULL for a moment that no calendar has a day for. */
static GDateTime *
make_local (WhFormat *self,
            gint64    instant_us)
{
  g_autoptr (GDateTime) utc = NULL;
  gint64 seconds = instant_us / G_USEC_PER_SEC;

  if (instant_us % G_USEC_PER_SEC < 0)
    seconds--;
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    return NULL;

  utc = g_date_time_new_from_unix_utc (seconds);
  if (utc == NULL)
    return NULL;

  return g_date_time_to_timezone (utc, self->zone);
}

static char *
format_local (WhFormat   *self,
              gint64      instant_us,
              const char *pattern)
{
  g_autoptr (GDateTime) local = make_local (self, instant_us);
  char *text = local != NULL ? g_date_time_format (local, pattern) : NULL;

  return text != NULL ? text : g_strdup ("–");
}

static void
wh_format_finalize (GObject *object)
{
  WhFormat *self = WH_FORMAT (object);

  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (wh_format_parent_class)->finalize (object);
}

static void
wh_format_class_init (WhFormatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wh_format_finalize;
}

static void
wh_format_init (WhFormat *self)
{
}

static void
copy_mark (char       *to,
           gsize       size,
           const char *mark,
           const char *fallback)
{
  gboolean usable = mark != NULL && *mark != '\0' && strlen (mark) < size &&
                    g_utf8_validate (mark, -1, NULL);

  g_strlcpy (to, usable ? mark : fallback, size);
}

/**
 * wh_number_style_init:
 * @self: filled with how the language of the process writes numbers
 *
 * A language that does not say what stands between thousands, as "C" does not, gets a comma, or
 * a thin space where a comma is the decimal point. Not thread-safe, as localeconv() is not.
 */
void
wh_number_style_init (WhNumberStyle *self)
{
  const struct lconv *locale = localeconv ();

  g_return_if_fail (self != NULL);

  copy_mark (self->decimal, sizeof self->decimal, locale->decimal_point, ".");
  copy_mark (self->separator, sizeof self->separator, locale->thousands_sep,
             strcmp (self->decimal, ",") == 0 ? "\342\200\257" : ",");
  g_strlcpy (self->grouping, locale->grouping, sizeof self->grouping);
  self->symbol_after = locale->p_cs_precedes == 0;
}

/**
 * wh_format_new:
 * @currency: (nullable): the company's, in whatever case, or %WH_CURRENCY_UNKNOWN; %NULL for US
 *   dollars
 * @zone: (nullable): the company's time zone, which days begin in (§1.7); %NULL for the local one
 *
 * Returns: (transfer full): how values are shown, in the language of the process
 */
WhFormat *
wh_format_new (const char *currency,
               GTimeZone  *zone)
{
  WhNumberStyle style;

  wh_number_style_init (&style);

  return wh_format_new_styled (currency, zone, &style);
}

/**
 * wh_format_new_styled:
 * @currency: (nullable): as in wh_format_new()
 * @zone: (nullable): as in wh_format_new()
 * @style: how numbers are written
 *
 * Returns: (transfer full): how values are shown, with the numbers of another language
 */
WhFormat *
wh_format_new_styled (const char          *currency,
                      GTimeZone           *zone,
                      const WhNumberStyle *style)
{
  WhFormat *self;

  g_return_val_if_fail (style != NULL, NULL);

  self = g_object_new (WH_TYPE_FORMAT, NULL);
  self->currency = g_ascii_strdown (currency != NULL ? currency : "usd", -1);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  self->style = *style;

  return self;
}

/**
 * wh_format_get_currency:
 * @self: a format
 *
 * Returns: (transfer none): the company's currency, lower case
 */
const char *
wh_format_get_currency (WhFormat *self)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  return self->currency;
}

/**
 * wh_format_get_zone:
 * @self: a format
 *
 * Returns: (transfer none): the time zone that days begin in
 */
GTimeZone *
wh_format_get_zone (WhFormat *self)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  return self->zone;
}

/**
 * wh_format_dup_money:
 * @self: a format
 * @minor: minor units of the company's currency
 *
 * Returns: (transfer full): the amount with its currency, exact for every number
 */
char *
wh_format_dup_money (WhFormat *self,
                     gint64    minor)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  return format_money (self, self->currency, minor, FALSE);
}

/**
 * wh_format_dup_money_in:
 * @self: a format
 * @currency: (nullable): another currency; %NULL or empty for the company's
 * @minor: minor units of that currency
 *
 * Returns: (transfer full): the amount with its currency, exact for every number
 */
char *
wh_format_dup_money_in (WhFormat   *self,
                        const char *currency,
                        gint64      minor)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  if (currency == NULL || *currency == '\0')
    currency = self->currency;

  return format_money (self, currency, minor, FALSE);
}

/**
 * wh_format_dup_total:
 * @self: a format
 * @minor: minor units of the company's currency
 *
 * Returns: (transfer full): the amount, without decimals where they are all zero
 */
char *
wh_format_dup_total (WhFormat *self,
                     gint64    minor)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  return format_money (self, self->currency, minor, TRUE);
}

/**
 * wh_format_dup_integer:
 * @self: a format
 * @number: a number
 *
 * Returns: (transfer full): the number with its digits in groups
 */
char *
wh_format_dup_integer (WhFormat *self,
                       gint64    number)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  text = format_decimal (get_magnitude (number), 0, FALSE, &self->style);

  return g_strconcat (number < 0 ? "-" : "", text, NULL);
}

/**
 * wh_format_dup_day:
 * @self: a format
 * @instant_us: microseconds since the epoch
 *
 * Returns: (transfer full): the day that the company has then, as YYYY-MM-DD; a dash where the
 *   moment is in no year from 1 to 9999
 */
char *
wh_format_dup_day (WhFormat *self,
                   gint64    instant_us)
{
  g_autoptr (GDateTime) local = NULL;
  int year, month, day;

  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  local = make_local (self, instant_us);
  if (local == NULL)
    return g_strdup ("–");

  g_date_time_get_ymd (local, &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/**
 * wh_format_dup_long_day:
 * @self: a format
 * @instant_us: microseconds since the epoch
 *
 * Returns: (transfer full): the day that the company has then, in words
 */
char *
wh_format_dup_long_day (WhFormat *self,
                        gint64    instant_us)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  /* Translators: a day in words for g_date_time_format(), such as 24 February 2024. */
  return format_local (self, instant_us, _("%-d %B %Y"));
}

/**
 * wh_format_dup_instant:
 * @self: a format
 * @instant_us: microseconds since the epoch
 *
 * Returns: (transfer full): day, time and zone
 */
char *
wh_format_dup_instant (WhFormat *self,
                       gint64    instant_us)
{
  g_return_val_if_fail (WH_IS_FORMAT (self), NULL);

  /* Translators: a moment for g_date_time_format(), such as 24 February 2024, 09:15:30 UTC. */
  return format_local (self, instant_us, _("%-d %B %Y, %H:%M:%S %Z"));
}
