/* main.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "wh-api-client.h"
#include "wh-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (WhApplication) application = NULL;

  /* Before anything else: it decides how every later connection behaves. */
  wh_api_prepare_process ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WH_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Wellhead"));

  application = wh_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
