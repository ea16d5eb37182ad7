/* wh-action-problem.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-action-problem.h"
#include "wh-api-error.h"
#include "wh-error-text.h"

#include <glib/gi18n.h>

static gboolean
needs_public_token (WhAction     *action,
                    const GError *error)
{
  return wh_action_get_operation (action)->token == WH_API_TOKEN_PUBLIC &&
         wh_error_get_remedy (error) == WH_REMEDY_RENEW_TOKEN;
}

/**
 * wh_action_problem_dup_title:
 * @action: what went wrong
 * @error: how
 *
 * Returns: (transfer full): what happened, in header capitals, translated
 */
char *
wh_action_problem_dup_title (WhAction     *action,
                             const GError *error)
{
  if (needs_public_token (action, error))
    return g_strdup (_("Public Token Needed"));

  return wh_error_dup_title (error);
}

/**
 * wh_action_problem_get_remedy_label:
 * @action: what went wrong
 * @error: how
 *
 * Returns: (nullable): what a button that helps is called, translated and with a mnemonic; %NULL
 *   where none does
 */
const char *
wh_action_problem_get_remedy_label (WhAction     *action,
                                    const GError *error)
{
  switch (wh_error_get_remedy (error))
    {
    case WH_REMEDY_RETRY:
      return _("_Try Again");

    case WH_REMEDY_RENEW_TOKEN:
      /* The tokens of the demo are the demo's. */
      if (wh_connection_is_demo (wh_action_get_connection (action)))
        return NULL;
      return needs_public_token (action, error) ? _("Enter _Public Token…")
                                                : _("Enter _New Token…");

    case WH_REMEDY_UNLOCK:
      return _("_Unlock");

    case WH_REMEDY_NONE:
    default:
      return NULL;
    }
}

/**
 * wh_action_problem_dup_text:
 * @action: what went wrong
 * @error: how
 *
 * Everything that there is to say: what the refusal means where that is known, the server's own
 * words, and whether it may have been done all the same.
 *
 * Returns: (transfer full): sentences, translated; plain text, no markup
 */
char *
wh_action_problem_dup_text (WhAction     *action,
                            const GError *error)
{
  const WhKnownRefusal *refusal = wh_action_get_refusal (action);
  const char *server_text = wh_api_error_get_server_text (error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  if (refusal != NULL)
    {
      g_string_append (text, _(refusal->explanation));
      if (server_text != NULL)
        g_string_append_printf (text, "\n\n%s", server_text);
    }
  else if (needs_public_token (action, error))
    {
      g_string_append (text, _("This is sent with the public token of the connection, which is "
                               "beside the private one in ProfitWell’s account settings."));
    }
  else
    {
      sentence = wh_error_dup_text (error);
      g_string_append (text, sentence);
    }

  if (wh_action_may_have_happened (action))
    g_string_append_printf (text, "\n\n%s",
                            _("The change may have been made all the same. Look before you try "
                              "again."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
