/* wh-currency.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-currency.h"

#include <glib/gi18n.h>

/* The list of §11.3, retired codes and those of no currency included, because the API takes
 * exactly these. The digits are ISO 4217's; where it gives none (metals, rights, Bitcoin) or
 * more than three, two, as “cents” says. */
static const WhCurrency currencies[] = {
  { "aed", N_("UAE Dirham"), NULL, 2 },
  { "afn", N_("Afghan Afghani"), NULL, 2 },
  { "all", N_("Albanian Lek"), NULL, 2 },
  { "amd", N_("Armenian Dram"), NULL, 2 },
  { "ang", N_("Netherlands Antillean Guilder"), NULL, 2 },
  { "aoa", N_("Angolan Kwanza"), NULL, 2 },
  { "ars", N_("Argentine Peso"), NULL, 2 },
  { "aud", N_("Australian Dollar"), "A$", 2 },
  { "awg", N_("Aruban Florin"), NULL, 2 },
  { "azn", N_("Azerbaijani Manat"), NULL, 2 },
  { "bam", N_("Bosnian Convertible Mark"), NULL, 2 },
  { "bbd", N_("Barbadian Dollar"), NULL, 2 },
  { "bdt", N_("Bangladeshi Taka"), NULL, 2 },
  { "bgn", N_("Bulgarian Lev"), NULL, 2 },
  { "bhd", N_("Bahraini Dinar"), NULL, 3 },
  { "bif", N_("Burundian Franc"), NULL, 0 },
  { "bmd", N_("Bermudian Dollar"), NULL, 2 },
  { "bnd", N_("Brunei Dollar"), NULL, 2 },
  { "bob", N_("Bolivian Boliviano"), NULL, 2 },
  { "brl", N_("Brazilian Real"), "R$", 2 },
  { "bsd", N_("Bahamian Dollar"), NULL, 2 },
  { "btc", N_("Bitcoin"), NULL, 2 },
  { "btn", N_("Bhutanese Ngultrum"), NULL, 2 },
  { "bwp", N_("Botswana Pula"), NULL, 2 },
  { "bzd", N_("Belize Dollar"), NULL, 2 },
  { "cad", N_("Canadian Dollar"), "CA$", 2 },
  { "cdf", N_("Congolese Franc"), NULL, 2 },
  { "chf", N_("Swiss Franc"), NULL, 2 },
  { "clf", N_("Chilean Unit of Account"), NULL, 2 },
  { "clp", N_("Chilean Peso"), NULL, 0 },
  { "cny", N_("Chinese Yuan"), "CN¥", 2 },
  { "cop", N_("Colombian Peso"), NULL, 2 },
  { "crc", N_("Costa Rican Colón"), "₡", 2 },
  { "cup", N_("Cuban Peso"), NULL, 2 },
  { "cve", N_("Cape Verdean Escudo"), NULL, 2 },
  { "czk", N_("Czech Koruna"), NULL, 2 },
  { "djf", N_("Djiboutian Franc"), NULL, 0 },
  { "dkk", N_("Danish Krone"), NULL, 2 },
  { "dop", N_("Dominican Peso"), NULL, 2 },
  { "dzd", N_("Algerian Dinar"), NULL, 2 },
  { "egp", N_("Egyptian Pound"), NULL, 2 },
  { "ern", N_("Eritrean Nakfa"), NULL, 2 },
  { "etb", N_("Ethiopian Birr"), NULL, 2 },
  { "eur", N_("Euro"), "€", 2 },
  { "fjd", N_("Fijian Dollar"), NULL, 2 },
  { "fkp", N_("Falkland Islands Pound"), NULL, 2 },
  { "gbp", N_("British Pound"), "£", 2 },
  { "gel", N_("Georgian Lari"), "₾", 2 },
  { "ghs", N_("Ghanaian Cedi"), "GH₵", 2 },
  { "gip", N_("Gibraltar Pound"), NULL, 2 },
  { "gmd", N_("Gambian Dalasi"), NULL, 2 },
  { "gnf", N_("Guinean Franc"), NULL, 0 },
  { "gtq", N_("Guatemalan Quetzal"), NULL, 2 },
  { "gyd", N_("Guyanese Dollar"), NULL, 2 },
  { "hkd", N_("Hong Kong Dollar"), "HK$", 2 },
  { "hnl", N_("Honduran Lempira"), NULL, 2 },
  { "hrk", N_("Croatian Kuna"), NULL, 2 },
  { "htg", N_("Haitian Gourde"), NULL, 2 },
  { "huf", N_("Hungarian Forint"), NULL, 2 },
  { "idr", N_("Indonesian Rupiah"), NULL, 2 },
  { "ils", N_("Israeli New Shekel"), "₪", 2 },
  { "inr", N_("Indian Rupee"), "₹", 2 },
  { "iqd", N_("Iraqi Dinar"), NULL, 3 },
  { "irr", N_("Iranian Rial"), NULL, 2 },
  { "isk", N_("Icelandic Króna"), NULL, 0 },
  { "jep", N_("Jersey Pound"), NULL, 2 },
  { "jmd", N_("Jamaican Dollar"), NULL, 2 },
  { "jod", N_("Jordanian Dinar"), NULL, 3 },
  { "jpy", N_("Japanese Yen"), "¥", 0 },
  { "kes", N_("Kenyan Shilling"), NULL, 2 },
  { "kgs", N_("Kyrgyzstani Som"), NULL, 2 },
  { "khr", N_("Cambodian Riel"), NULL, 2 },
  { "kmf", N_("Comorian Franc"), NULL, 0 },
  { "kpw", N_("North Korean Won"), NULL, 2 },
  { "krw", N_("South Korean Won"), "₩", 0 },
  { "kwd", N_("Kuwaiti Dinar"), NULL, 3 },
  { "kyd", N_("Cayman Islands Dollar"), NULL, 2 },
  { "kzt", N_("Kazakhstani Tenge"), "₸", 2 },
  { "lak", N_("Laotian Kip"), NULL, 2 },
  { "lbp", N_("Lebanese Pound"), NULL, 2 },
  { "lkr", N_("Sri Lankan Rupee"), NULL, 2 },
  { "lrd", N_("Liberian Dollar"), NULL, 2 },
  { "lsl", N_("Lesotho Loti"), NULL, 2 },
  { "lyd", N_("Libyan Dinar"), NULL, 3 },
  { "mad", N_("Moroccan Dirham"), NULL, 2 },
  { "mdl", N_("Moldovan Leu"), NULL, 2 },
  { "mga", N_("Malagasy Ariary"), NULL, 2 },
  { "mkd", N_("Macedonian Denar"), NULL, 2 },
  { "mmk", N_("Myanmar Kyat"), NULL, 2 },
  { "mnt", N_("Mongolian Tögrög"), "₮", 2 },
  { "mop", N_("Macanese Pataca"), NULL, 2 },
  { "mro", N_("Mauritanian Ouguiya (until 2017)"), NULL, 2 },
  { "mur", N_("Mauritian Rupee"), NULL, 2 },
  { "mvr", N_("Maldivian Rufiyaa"), NULL, 2 },
  { "mwk", N_("Malawian Kwacha"), NULL, 2 },
  { "mxn", N_("Mexican Peso"), "MX$", 2 },
  { "myr", N_("Malaysian Ringgit"), NULL, 2 },
  { "mzn", N_("Mozambican Metical"), NULL, 2 },
  { "nad", N_("Namibian Dollar"), NULL, 2 },
  { "ngn", N_("Nigerian Naira"), "₦", 2 },
  { "nio", N_("Nicaraguan Córdoba"), NULL, 2 },
  { "nok", N_("Norwegian Krone"), NULL, 2 },
  { "npr", N_("Nepalese Rupee"), NULL, 2 },
  { "nzd", N_("New Zealand Dollar"), "NZ$", 2 },
  { "omr", N_("Omani Rial"), NULL, 3 },
  { "pab", N_("Panamanian Balboa"), NULL, 2 },
  { "pen", N_("Peruvian Sol"), NULL, 2 },
  { "pgk", N_("Papua New Guinean Kina"), NULL, 2 },
  { "php", N_("Philippine Peso"), "₱", 2 },
  { "pkr", N_("Pakistani Rupee"), NULL, 2 },
  { "pln", N_("Polish Złoty"), NULL, 2 },
  { "pyg", N_("Paraguayan Guaraní"), "₲", 0 },
  { "qar", N_("Qatari Riyal"), NULL, 2 },
  { "ron", N_("Romanian Leu"), NULL, 2 },
  { "rsd", N_("Serbian Dinar"), NULL, 2 },
  { "rub", N_("Russian Rouble"), "₽", 2 },
  { "rwf", N_("Rwandan Franc"), NULL, 0 },
  { "sar", N_("Saudi Riyal"), NULL, 2 },
  { "sbd", N_("Solomon Islands Dollar"), NULL, 2 },
  { "scr", N_("Seychellois Rupee"), NULL, 2 },
  { "sdg", N_("Sudanese Pound"), NULL, 2 },
  { "sek", N_("Swedish Krona"), NULL, 2 },
  { "sgd", N_("Singapore Dollar"), "S$", 2 },
  { "shp", N_("Saint Helena Pound"), NULL, 2 },
  { "sll", N_("Sierra Leonean Leone (until 2022)"), NULL, 2 },
  { "sos", N_("Somali Shilling"), NULL, 2 },
  { "srd", N_("Surinamese Dollar"), NULL, 2 },
  { "std", N_("São Tomé and Príncipe Dobra (until 2017)"), NULL, 2 },
  { "svc", N_("Salvadoran Colón"), NULL, 2 },
  { "syp", N_("Syrian Pound"), NULL, 2 },
  { "szl", N_("Swazi Lilangeni"), NULL, 2 },
  { "thb", N_("Thai Baht"), NULL, 2 },
  { "tjs", N_("Tajikistani Somoni"), NULL, 2 },
  { "tmt", N_("Turkmenistani Manat"), NULL, 2 },
  { "tnd", N_("Tunisian Dinar"), NULL, 3 },
  { "top", N_("Tongan Paʻanga"), NULL, 2 },
  { "try", N_("Turkish Lira"), "₺", 2 },
  { "ttd", N_("Trinidad and Tobago Dollar"), NULL, 2 },
  { "twd", N_("New Taiwan Dollar"), "NT$", 2 },
  { "tzs", N_("Tanzanian Shilling"), NULL, 2 },
  { "uah", N_("Ukrainian Hryvnia"), "₴", 2 },
  { "ugx", N_("Ugandan Shilling"), NULL, 0 },
  { "usd", N_("US Dollar"), "$", 2 },
  { "uyu", N_("Uruguayan Peso"), NULL, 2 },
  { "uzs", N_("Uzbekistani Som"), NULL, 2 },
  { "vef", N_("Venezuelan Bolívar (until 2018)"), NULL, 2 },
  { "vnd", N_("Vietnamese Đồng"), "₫", 0 },
  { "vuv", N_("Vanuatu Vatu"), NULL, 0 },
  { "wst", N_("Samoan Tala"), NULL, 2 },
  { "xaf", N_("Central African CFA Franc"), NULL, 0 },
  { "xag", N_("Silver (Ounce)"), NULL, 2 },
  { "xau", N_("Gold (Ounce)"), NULL, 2 },
  { "xcd", N_("East Caribbean Dollar"), "EC$", 2 },
  { "xdr", N_("Special Drawing Rights"), NULL, 2 },
  { "xof", N_("West African CFA Franc"), NULL, 0 },
  { "xpf", N_("CFP Franc"), NULL, 0 },
  { "yer", N_("Yemeni Rial"), NULL, 2 },
  { "zar", N_("South African Rand"), "R", 2 },
  { "zmw", N_("Zambian Kwacha"), NULL, 2 },
  { "zwl", N_("Zimbabwean Dollar (until 2024)"), NULL, 2 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (currencies) == WH_N_CURRENCIES);

/**
 * wh_currency_get:
 * @index: less than %WH_N_CURRENCIES
 *
 * Returns: (transfer none): the currency, in the order of the codes
 */
const WhCurrency *
wh_currency_get (guint index)
{
  g_return_val_if_fail (index < WH_N_CURRENCIES, NULL);

  return &currencies[index];
}

/**
 * wh_currency_find:
 * @code: (nullable): three letters, in whatever case
 *
 * Returns: (transfer none) (nullable): the currency, or %NULL where §11.3 has none
 */
const WhCurrency *
wh_currency_find (const char *code)
{
  if (code == NULL)
    return NULL;

  for (guint i = 0; i < WH_N_CURRENCIES; i++)
    {
      if (g_ascii_strcasecmp (currencies[i].code, code) == 0)
        return &currencies[i];
    }

  return NULL;
}

/**
 * wh_currency_get_digits:
 * @code: (nullable): three letters, in whatever case
 *
 * How many digits an amount has behind the point. About amounts the API only says “in cents”
 * (§11.3, an open question): whether 1000 in yen is ¥1,000 or ¥10.00 to it is known to nobody
 * without an account in yen. We take it by the letter of “minor unit”, as ISO 4217 does; if the
 * API turns out to multiply by 100 regardless, this function returns 2 and nothing else changes.
 *
 * Returns: 0, 2 or 3; 2 for a currency that is not known
 */
guint
wh_currency_get_digits (const char *code)
{
  const WhCurrency *currency = wh_currency_find (code);

  return currency != NULL ? currency->digits : 2;
}
