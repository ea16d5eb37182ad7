/* wh-money.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"
#include "wh-draft.h"
#include "wh-money.h"

#include <glib/gi18n.h>
#include <string.h>

/* Stands for every mark that can only be between groups of digits: blanks, apostrophes. */
#define GROUP_MARK '\''

#define NO_MARK ((gsize) -1)

/* What was typed, taken apart. */
typedef struct
{
  const char *currency;
  guint n_decimals; /* that the currency has */
  char own_group;   /* what the language puts between thousands, where that is a comma or point */
  const char *decimal; /* of the language, to give examples in */
  gboolean negative;
  GString *number;  /* ASCII digits, points, commas and GROUP_MARK */
  gsize mark;       /* where in @number the decimal mark is, or NO_MARK */
} Amount;

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

static char *
dup_amount (gint64      minor,
            const char *currency,
            const char *decimal)
{
  guint n_decimals = wh_currency_get_digits (currency);
  /* The negation of the smallest number does not fit; that of its successor does. */
  guint64 magnitude = minor < 0 ? (guint64) -(minor + 1) + 1 : (guint64) minor;
  char digits[32];
  gsize n_units;

  g_snprintf (digits, sizeof digits, "%0*" G_GUINT64_FORMAT, (int) n_decimals + 1, magnitude);
  n_units = strlen (digits) - n_decimals;

  return g_strdup_printf ("%s%.*s%s%s", minor < 0 ? "-" : "", (int) n_units, digits,
                          n_decimals > 0 ? decimal : "", digits + n_units);
}

static gboolean
fail_not_amount (const Amount  *amount,
                 GError       **error)
{
  static const gint64 examples[] = { 1234, 12345, 123450, 1234500 };
  g_autofree char *example = dup_amount (examples[MIN (amount->n_decimals, 3)],
                                         amount->currency, amount->decimal);

  /* Translators: an amount of money, such as 1234.50. */
  return fail (error, WH_DRAFT_ERROR_INVALID, _("This is not an amount, such as %s."), example);
}

static gboolean
fail_decimals (const Amount  *amount,
               GError       **error)
{
  const WhCurrency *currency = wh_currency_find (amount->currency);
  g_autofree char *code = g_ascii_strup (amount->currency, -1);
  const char *name = currency != NULL ? _(currency->name) : code;

  if (amount->n_decimals == 0)
    /* Translators: the name of a currency. */
    return fail (error, WH_DRAFT_ERROR_INVALID, _("An amount in %s has no decimals."), name);

  /* Translators: the name of a currency, and how many digits are behind the point. */
  return fail (error, WH_DRAFT_ERROR_INVALID,
               ngettext ("An amount in %s has at most %u decimal.",
                         "An amount in %s has at most %u decimals.", amount->n_decimals),
               name, amount->n_decimals);
}

static gboolean
is_between_digits (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x202f || c == '\'' || c == 0x2019 || c == '_';
}

/* Marks of direction come along when text is copied. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* A character as it is in Amount.number, 0 where it belongs to no number. */
static char
read_character (gunichar c)
{
  int digit = g_unichar_digit_value (c);

  if (digit >= 0)
    return (char) ('0' + digit);
  if (c == '.' || c == 0x066b)
    return '.';
  if (c == ',' || c == 0x066c)
    return ',';

  return is_between_digits (c) ? GROUP_MARK : '\0';
}

/* What stands before or behind the number: nothing, or this currency. */
static gboolean
check_currency (const Amount  *amount,
                const char    *written,
                GError       **error)
{
  const WhCurrency *own = wh_currency_find (amount->currency);

  if (*written == '\0' || g_ascii_strcasecmp (written, amount->currency) == 0 ||
      (own != NULL && g_strcmp0 (written, own->symbol) == 0))
    return TRUE;

  for (guint i = 0; own != NULL && i < WH_N_CURRENCIES; i++)
    {
      const WhCurrency *other = wh_currency_get (i);

      if (g_ascii_strcasecmp (written, other->code) == 0 ||
          g_strcmp0 (written, other->symbol) == 0)
        /* Translators: a sign that was typed, and the names of two currencies. */
        return fail (error, WH_DRAFT_ERROR_INVALID,
                     _("“%s” is %s, but this amount is in %s."),
                     written, _(other->name), _(own->name));
    }

  return fail_not_amount (amount, error);
}

/* Splits what was typed into a sign, a currency on one side or the other, and a number. */
static gboolean
read_parts (Amount      *amount,
            const char  *typed,
            GError     **error)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) behind = g_string_new (NULL);
  gboolean signed_already = FALSE;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char read = read_character (c);

      if (is_invisible (c) || (g_unichar_isspace (c) && amount->number->len == 0))
        continue;

      if (read != '\0' && behind->len == 0)
        {
          g_string_append_c (amount->number, read);
        }
      else if (amount->number->len > 0)
        {
          if (!g_unichar_isspace (c))
            g_string_append_unichar (behind, c);
        }
      else if (c == '-' || c == 0x2212 || c == '+')
        {
          if (signed_already)
            return fail_not_amount (amount, error);
          signed_already = TRUE;
          amount->negative = c != '+';
        }
      else
        {
          g_string_append_unichar (before, c);
        }
    }

  while (amount->number->len > 0 &&
         amount->number->str[amount->number->len - 1] == GROUP_MARK)
    g_string_truncate (amount->number, amount->number->len - 1);

  if (before->len > 0 && behind->len > 0)
    return fail_not_amount (amount, error);

  return check_currency (amount, before->len > 0 ? before->str : behind->str, error);
}

static guint
count_marks (const char *number,
             gsize       length,
             char        mark)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += number[i] == mark;

  return n;
}

/* Whether the first @length characters are digits, in groups of three if in any; of two but the
 * last where people count in lakh and crore. One kind of mark only. */
static gboolean
is_grouped (const char *number,
            gsize       length)
{
  gsize size = 0, middle = 0;
  gboolean first = TRUE;
  char mark = '\0';

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (number[i]))
        {
          size++;
          continue;
        }
      if ((mark != '\0' && number[i] != mark) || size == 0 || size > 3)
        return FALSE;
      if (!first && middle != 0 && size != middle)
        return FALSE;
      if (!first)
        {
          if (size < 2)
            return FALSE;
          middle = size;
        }
      mark = number[i];
      first = FALSE;
      size = 0;
    }

  if (mark == '\0')
    return TRUE;
  /* The first group is no longer than those that follow. */
  if (middle == 2 && strcspn (number, ".,'") > 2)
    return FALSE;

  return size == 3;
}

/* One mark with three digits behind it: thousands where the language has that mark for them, and
 * decimals otherwise. Where the currency has three decimals both make sense. */
static gboolean
decide_single_mark (Amount  *amount,
                    gsize    position,
                    GError **error)
{
  const char *number = amount->number->str;
  g_autofree char *thousands = NULL;
  g_autofree char *decimals = NULL;

  if (amount->number->len - position != 4 || number[position] != amount->own_group ||
      *number == '0' || !is_grouped (number, amount->number->len))
    {
      amount->mark = position;
      return TRUE;
    }

  if (amount->n_decimals != 3)
    return TRUE;

  thousands = g_strdup_printf ("%.*s%s%s000", (int) position, number, number + position + 1,
                               amount->decimal);
  decimals = g_strdup_printf ("%.*s%s%s", (int) position, number, amount->decimal,
                              number + position + 1);

  /* Translators: two amounts, such as 1234.000 and 1.234. */
  return fail (error, WH_DRAFT_ERROR_INVALID,
               _("This can mean %s or %s. Write it without a mark between thousands."),
               thousands, decimals);
}

/* Finds out which mark is the decimal one, if any. */
static gboolean
find_decimal_mark (Amount  *amount,
                   GError **error)
{
  const char *number = amount->number->str;
  gsize length = amount->number->len;
  guint n_points = count_marks (number, length, '.');
  guint n_commas = count_marks (number, length, ',');
  gsize n_groups = count_marks (number, length, GROUP_MARK);
  const char *last = NULL;

  amount->mark = NO_MARK;
  if (n_points + n_commas == 0)
    return TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (number[i] == '.' || number[i] == ',')
        last = number + i;
    }

  if (n_points + n_commas == 1 && n_groups == 0)
    return decide_single_mark (amount, (gsize) (last - number), error);

  /* Several of a kind can only be between groups. */
  if (n_points > 0 && n_commas > 0 && (*last == '.' ? n_points : n_commas) > 1)
    return fail_not_amount (amount, error);
  if ((n_points > 0 && n_commas > 0) || n_points + n_commas == 1)
    amount->mark = (gsize) (last - number);

  return TRUE;
}

/* Puts the digits together, with zeros for the decimals that were not typed. */
static gboolean
join_digits (const Amount  *amount,
             gint64        *minor,
             GError       **error)
{
  gsize length = amount->number->len;
  gsize n_units = amount->mark == NO_MARK ? length : amount->mark;
  gsize n_decimals = amount->mark == NO_MARK ? 0 : length - amount->mark - 1;
  g_autoptr (GString) digits = g_string_new (NULL);
  guint64 magnitude;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (amount->number->str[i]))
        g_string_append_c (digits, amount->number->str[i]);
      else if (i > n_units)
        return fail_not_amount (amount, error);
    }
  if (digits->len == 0 || !is_grouped (amount->number->str, n_units))
    return fail_not_amount (amount, error);
  if (n_decimals > amount->n_decimals)
    return fail_decimals (amount, error);

  for (gsize i = n_decimals; i < amount->n_decimals; i++)
    g_string_append_c (digits, '0');

  if (!g_ascii_string_to_unsigned (digits->str, 10, 0,
                                   (guint64) G_MAXINT64 + (amount->negative ? 1 : 0),
                                   &magnitude, NULL))
    return fail (error, WH_DRAFT_ERROR_RANGE, _("This amount is too large."));

  /* The smallest number is the one whose negation does not fit. */
  if (amount->negative && magnitude > 0)
    *minor = -(gint64) (magnitude - 1) - 1;
  else
    *minor = (gint64) magnitude;

  return TRUE;
}

/**
 * wh_money_parse:
 * @typed: (nullable): what somebody typed or pasted, in major units
 * @currency: (nullable): three letters in whatever case; %NULL for US dollars
 * @minor: (out): minor units, as many as the currency has decimals
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * wh_money_parse_styled() with the numbers of the language of the process.
 *
 * Returns: whether it is an amount and only one
 */
gboolean
wh_money_parse (const char  *typed,
                const char  *currency,
                gint64      *minor,
                GError     **error)
{
  WhNumberStyle style;

  wh_number_style_init (&style);

  return wh_money_parse_styled (typed, currency, &style, minor, error);
}

/**
 * wh_money_parse_styled:
 * @typed: (nullable): what somebody typed or pasted, in major units
 * @currency: (nullable): three letters in whatever case; %NULL for US dollars
 * @style: how the language writes numbers
 * @minor: (out): minor units, as many as the currency has decimals
 * @error: return location for %WH_DRAFT_ERROR with a translated sentence
 *
 * Takes every form that means one amount: "49", "$49", "49 usd", "1,234.50", "1.234,50",
 * "1 234,50", "-5". A point or comma alone with three digits behind it is between thousands where
 * the language has that mark there. What would mean two things, or has more decimals than the
 * currency, is refused and never rounded.
 *
 * Returns: whether it is an amount and only one
 */
gboolean
wh_money_parse_styled (const char           *typed,
                       const char           *currency,
                       const WhNumberStyle  *style,
                       gint64               *minor,
                       GError              **error)
{
  g_autoptr (GString) number = g_string_new (NULL);
  Amount amount = { .mark = NO_MARK };

  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  amount.currency = currency != NULL && *currency != '\0' ? currency : "usd";
  amount.n_decimals = wh_currency_get_digits (amount.currency);
  amount.own_group = strpbrk (style->separator, ".,") != NULL ? *style->separator : '\0';
  amount.decimal = style->decimal;
  amount.number = number;

  if (typed == NULL || !g_utf8_validate (typed, -1, NULL))
    return fail_not_amount (&amount, error);

  return read_parts (&amount, typed, error) && find_decimal_mark (&amount, error) &&
         join_digits (&amount, minor, error);
}

/**
 * wh_money_dup_text:
 * @minor: minor units
 * @currency: (nullable): three letters in whatever case; %NULL for US dollars
 *
 * Returns: (transfer full): major units with a point and all decimals, without a currency; the
 *   same in every language, and exact
 */
char *
wh_money_dup_text (gint64      minor,
                   const char *currency)
{
  return dup_amount (minor, currency != NULL ? currency : "usd", ".");
}

/**
 * wh_money_dup_typed:
 * @minor: minor units
 * @currency: (nullable): three letters in whatever case; %NULL for US dollars
 *
 * Returns: (transfer full): major units with the decimal mark of the language of the process
 */
char *
wh_money_dup_typed (gint64      minor,
                    const char *currency)
{
  WhNumberStyle style;

  wh_number_style_init (&style);

  return dup_amount (minor, currency != NULL ? currency : "usd", style.decimal);
}
