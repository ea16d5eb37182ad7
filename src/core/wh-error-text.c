/* wh-error-text.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-api-error.h"
#include "wh-draft.h"
#include "wh-error-text.h"
#include "wh-json.h"
#include "wh-token-store.h"
#include "wh-url.h"

#include <glib/gi18n.h>

/* What else there is to say beside the sentence. */
typedef enum
{
  DETAIL_NONE,
  DETAIL_SERVER,  /* the server's own words */
  DETAIL_MESSAGE, /* the error's: precise, untranslated, about a thing that nobody foresaw */
  DETAIL_INSTEAD, /* the error's message is a translated sentence and stands for itself */
} Detail;

typedef struct
{
  int code;
  const char *title; /* N_() */
  const char *text;  /* N_() */
  WhRemedy remedy;
  Detail detail;
} Sentence;

typedef struct
{
  GQuark (*domain) (void);
  const Sentence *sentences;
  guint n_sentences;
} Domain;

static const Sentence api_sentences[] = {
  { WH_API_ERROR_UNAUTHORIZED, N_("Token Refused"),
    N_("ProfitWell does not accept the token of this connection. It may have been replaced in "
       "the account settings."), WH_REMEDY_RENEW_TOKEN, DETAIL_SERVER },
  { WH_API_ERROR_FORBIDDEN, N_("Not Allowed"),
    N_("The server understood the request and does not allow it."),
    WH_REMEDY_RENEW_TOKEN, DETAIL_SERVER },
  { WH_API_ERROR_NOT_FOUND, N_("Not Found"),
    N_("ProfitWell knows nothing by this name."), WH_REMEDY_NONE, DETAIL_SERVER },
  { WH_API_ERROR_INVALID, N_("Request Refused"),
    N_("ProfitWell did not accept what was sent."), WH_REMEDY_NONE, DETAIL_SERVER },
  { WH_API_ERROR_CONFLICT, N_("Conflicting Change"),
    N_("This clashes with what ProfitWell has already."), WH_REMEDY_NONE, DETAIL_SERVER },
  { WH_API_ERROR_RATE_LIMITED, N_("Too Many Requests"),
    N_("ProfitWell allows only so many requests in a time, and they are used up. Other programs "
       "may use the same token."), WH_REMEDY_RETRY, DETAIL_SERVER },
  { WH_API_ERROR_SERVER, N_("The Server Has a Problem"),
    N_("Something went wrong at ProfitWell. This usually passes."),
    WH_REMEDY_RETRY, DETAIL_SERVER },
  { WH_API_ERROR_REDIRECTED, N_("The Server Redirected the Request"),
    N_("The answer points to another address, which was not followed, so that the token does "
       "not end up there. Check the server address of this connection."),
    WH_REMEDY_NONE, DETAIL_NONE },
  { WH_API_ERROR_MALFORMED, N_("Damaged Reply"),
    N_("The reply was cut short or damaged. Nothing of it was used."),
    WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { WH_API_ERROR_NOT_API, N_("Not an API Reply"),
    N_("Something else than ProfitWell’s API answered. A network that asks you to sign in does "
       "that, and so does a wrong server address."), WH_REMEDY_RETRY, DETAIL_NONE },
  { WH_API_ERROR_TOO_LARGE, N_("The Answer Is Too Large"),
    N_("The answer has more data than Wellhead reads at once."), WH_REMEDY_NONE,
    DETAIL_MESSAGE },
  { WH_API_ERROR_TIMED_OUT, N_("No Answer in Time"),
    N_("The server took too long to answer."), WH_REMEDY_RETRY, DETAIL_NONE },
  { WH_API_ERROR_NO_TOKEN, N_("No Token"),
    N_("Nothing was sent, because this connection has no token for it."),
    WH_REMEDY_RENEW_TOKEN, DETAIL_NONE },
  { WH_API_ERROR_BAD_REQUEST, N_("This Cannot Be Sent"),
    N_("Nothing was sent, because the request is not one that a server can receive."),
    WH_REMEDY_NONE, DETAIL_MESSAGE },
};

static const Sentence json_sentences[] = {
  { WH_JSON_ERROR_EMPTY, N_("Empty Reply"),
    N_("The server sent an empty reply where data was expected."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { WH_JSON_ERROR_SYNTAX, N_("This Is Not JSON"),
    N_("The text does not follow the rules of JSON."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { WH_JSON_ERROR_ENCODING, N_("This Is Not UTF-8"),
    N_("The text has bytes in it that are no characters."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { WH_JSON_ERROR_DEPTH, N_("Nested Too Deeply"),
    N_("The data is nested more deeply than any answer of this API."), WH_REMEDY_NONE,
    DETAIL_MESSAGE },
  { WH_JSON_ERROR_TRAILING, N_("More Than One Value"),
    N_("There is something behind the end of the JSON."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { WH_JSON_ERROR_TRUNCATED, N_("The JSON Ends Too Early"),
    N_("The end of the JSON is missing."), WH_REMEDY_RETRY, DETAIL_MESSAGE },
};

static const Sentence url_sentences[] = {
  { WH_URL_ERROR_INVALID, N_("Not a Server Address"),
    N_("This is no address that a server can have. It looks like https://api.example.com."),
    WH_REMEDY_NONE, DETAIL_NONE },
  { WH_URL_ERROR_INSECURE, N_("The Address Is Not Secure"),
    N_("Over http the token could be read on the way. Use https."), WH_REMEDY_NONE,
    DETAIL_NONE },
  { WH_URL_ERROR_CREDENTIALS, N_("No User Name in an Address"),
    N_("Leave out the user name and the password: the token identifies you."),
    WH_REMEDY_NONE, DETAIL_NONE },
  { WH_URL_ERROR_FOREIGN, N_("Another Server"),
    N_("This leads to another server than the connection’s, which must not see the token."),
    WH_REMEDY_NONE, DETAIL_NONE },
  { WH_URL_ERROR_PATH, N_("Not a Path"),
    N_("The path has something in it that must not be sent. It begins with a slash and has no "
       "“..” in it."), WH_REMEDY_NONE, DETAIL_NONE },
};

static const Sentence token_sentences[] = {
  { WH_TOKEN_ERROR_ABSENT, N_("Signed Out"),
    N_("The keyring has no token for this connection."), WH_REMEDY_RENEW_TOKEN, DETAIL_NONE },
  { WH_TOKEN_ERROR_LOCKED, N_("Your Keyring Is Locked"),
    N_("The token is in the keyring, which has to be unlocked first."), WH_REMEDY_UNLOCK,
    DETAIL_NONE },
  { WH_TOKEN_ERROR_REFUSED, N_("Your Keyring Stayed Locked"),
    N_("It was not unlocked, so the token could not be used. Unlock it, or use a token for "
       "this session only."), WH_REMEDY_UNLOCK, DETAIL_NONE },
  { WH_TOKEN_ERROR_UNAVAILABLE, N_("No Keyring Service Is Running"),
    N_("Install and start one, such as GNOME Keyring or KWallet, or use a token for this "
       "session only."), WH_REMEDY_RETRY, DETAIL_NONE },
  { WH_TOKEN_ERROR_LOST, N_("The Keyring Service Does Not Answer"),
    N_("It went away or is stuck. Try again, or use a token for this session only."),
    WH_REMEDY_RETRY, DETAIL_NONE },
  { WH_TOKEN_ERROR_NOT_REMOVED, N_("The Token Was Not Removed"),
    N_("It is still in the keyring, so the connection was kept. Unlock the keyring and try "
       "again."), WH_REMEDY_UNLOCK, DETAIL_NONE },
  { WH_TOKEN_ERROR_INVALID, N_("Not a Token"),
    N_("This cannot be a token of ProfitWell."), WH_REMEDY_NONE, DETAIL_INSTEAD },
  { WH_TOKEN_ERROR_FAILED, N_("The Keyring Service Has a Problem"),
    N_("It could not do what was asked of it."), WH_REMEDY_RETRY, DETAIL_MESSAGE },
};

static const Sentence draft_sentences[] = {
  { WH_DRAFT_ERROR_MISSING, N_("Something Is Missing"),
    N_("Not everything that is needed was filled in."), WH_REMEDY_NONE, DETAIL_INSTEAD },
  { WH_DRAFT_ERROR_INVALID, N_("This Does Not Fit"),
    N_("A field has something in it that it does not take."), WH_REMEDY_NONE, DETAIL_INSTEAD },
  { WH_DRAFT_ERROR_RANGE, N_("Out of Range"),
    N_("A value is too long, too small or too large."), WH_REMEDY_NONE, DETAIL_INSTEAD },
};

static const Sentence resolver_sentences[] = {
  { G_RESOLVER_ERROR_NOT_FOUND, N_("Server Not Found"),
    N_("There is no server of this name, or this computer is offline."), WH_REMEDY_RETRY,
    DETAIL_MESSAGE },
  { G_RESOLVER_ERROR_TEMPORARY_FAILURE, N_("You Seem to Be Offline"),
    N_("The name of the server could not be looked up. Check the network."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_RESOLVER_ERROR_INTERNAL, N_("Looking Up the Server Failed"),
    N_("This computer could not look up the name of the server."), WH_REMEDY_RETRY,
    DETAIL_MESSAGE },
};

static const Sentence io_sentences[] = {
  { G_IO_ERROR_CONNECTION_REFUSED, N_("Connection Refused"),
    N_("The server is there but does not take connections at this address."),
    WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { G_IO_ERROR_HOST_NOT_FOUND, N_("Host Not Found"),
    N_("The server could not be found. Check its address and the network."),
    WH_REMEDY_RETRY, DETAIL_NONE },
  { G_IO_ERROR_HOST_UNREACHABLE, N_("Server Unreachable"),
    N_("No way leads to the server. Check the network."), WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, N_("No Network"),
    N_("This computer is offline."), WH_REMEDY_RETRY, DETAIL_NONE },
  { G_IO_ERROR_TIMED_OUT, N_("The Connection Timed Out"),
    N_("The server did not react. It may be down, or the network may be slow."),
    WH_REMEDY_RETRY, DETAIL_NONE },
  { G_IO_ERROR_CONNECTION_CLOSED, N_("The Connection Was Dropped"),
    N_("The server or the network ended the connection half-way."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_IO_ERROR_PARTIAL_INPUT, N_("The Reply Was Cut Short"),
    N_("The connection ended before the whole reply had come."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_IO_ERROR_PROXY_FAILED, N_("The Proxy Failed"),
    N_("The proxy that this computer uses could not be reached or gave up."), WH_REMEDY_RETRY,
    DETAIL_MESSAGE },
  { G_IO_ERROR_PROXY_AUTH_FAILED, N_("The Proxy Refused the Password"),
    N_("The proxy that this computer uses did not accept the user name or the password."),
    WH_REMEDY_RETRY, DETAIL_NONE },
  { G_IO_ERROR_PROXY_NEED_AUTH, N_("The Proxy Asks for a Password"),
    N_("The proxy that this computer uses wants a user name and a password."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, N_("The Proxy Refused the Connection"),
    N_("The proxy that this computer uses does not allow connections to this server."),
    WH_REMEDY_NONE, DETAIL_NONE },
  { G_IO_ERROR_CANCELLED, N_("Stopped"),
    N_("This was stopped before it was done."), WH_REMEDY_NONE, DETAIL_NONE },
  { G_IO_ERROR_NO_SPACE, N_("The Disk Is Full"),
    N_("What was to be kept could not be written."), WH_REMEDY_RETRY, DETAIL_NONE },
  { G_IO_ERROR_READ_ONLY, N_("The Disk Is Read-Only"),
    N_("What was to be kept cannot be written there."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { G_IO_ERROR_PERMISSION_DENIED, N_("No Permission"),
    N_("This computer does not let Wellhead do that."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { G_IO_ERROR_BUSY, N_("The File Is in Use"),
    N_("Another program holds on to the file."), WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { G_IO_ERROR_INVALID_DATA, N_("A Damaged File"),
    N_("What was kept on this computer could not be read."), WH_REMEDY_NONE, DETAIL_MESSAGE },
  { G_IO_ERROR_INVALID_ARGUMENT, N_("This Is Not Possible"),
    N_("A value is not one that can be used."), WH_REMEDY_NONE, DETAIL_INSTEAD },
  { G_IO_ERROR_EXISTS, N_("Already Taken"),
    N_("There is one by this name already."), WH_REMEDY_NONE, DETAIL_INSTEAD },
};

static const Sentence tls_sentences[] = {
  { G_TLS_ERROR_UNAVAILABLE, N_("No Secure Connections"),
    N_("This computer lacks what secure connections need (glib-networking)."), WH_REMEDY_NONE,
    DETAIL_NONE },
  { G_TLS_ERROR_MISC, N_("No Secure Connection"),
    N_("A secure connection to the server could not be made."), WH_REMEDY_RETRY,
    DETAIL_MESSAGE },
  { G_TLS_ERROR_BAD_CERTIFICATE, N_("The Server Cannot Prove Who It Is"),
    N_("Its certificate is not acceptable, so nothing was sent. A network that asks you to sign "
       "in can cause this, and so can a wrong clock."), WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { G_TLS_ERROR_NOT_TLS, N_("The Server Is Not Secure"),
    N_("What answers there does not speak https."), WH_REMEDY_NONE, DETAIL_NONE },
  { G_TLS_ERROR_HANDSHAKE, N_("The Secure Connection Failed"),
    N_("The server and this computer found no secure way to talk that both know."),
    WH_REMEDY_RETRY, DETAIL_MESSAGE },
  { G_TLS_ERROR_CERTIFICATE_REQUIRED, N_("The Server Asks for a Certificate"),
    N_("Wellhead has none to show. Check the server address."), WH_REMEDY_NONE, DETAIL_NONE },
  { G_TLS_ERROR_EOF, N_("The Secure Connection Was Dropped"),
    N_("The server ended the connection without saying goodbye."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_TLS_ERROR_INAPPROPRIATE_FALLBACK, N_("An Outdated Secure Connection"),
    N_("The server offers only versions that are not secure any more."), WH_REMEDY_RETRY,
    DETAIL_NONE },
  { G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD, N_("The Certificate Is Protected"),
    N_("A certificate on this computer needs a password."), WH_REMEDY_NONE, DETAIL_MESSAGE },
};

static const Domain domains[] = {
  { wh_api_error_quark, api_sentences, G_N_ELEMENTS (api_sentences) },
  { wh_json_error_quark, json_sentences, G_N_ELEMENTS (json_sentences) },
  { wh_url_error_quark, url_sentences, G_N_ELEMENTS (url_sentences) },
  { wh_token_error_quark, token_sentences, G_N_ELEMENTS (token_sentences) },
  { wh_draft_error_quark, draft_sentences, G_N_ELEMENTS (draft_sentences) },
  { g_resolver_error_quark, resolver_sentences, G_N_ELEMENTS (resolver_sentences) },
  { g_io_error_quark, io_sentences, G_N_ELEMENTS (io_sentences) },
  { g_tls_error_quark, tls_sentences, G_N_ELEMENTS (tls_sentences) },
};

static const Sentence other = {
  -1, N_("Something Went Wrong"),
  N_("This was not foreseen."), WH_REMEDY_RETRY, DETAIL_MESSAGE,
};

static const Sentence *
find_sentence (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      if (domains[i].domain () != error->domain)
        continue;

      for (guint j = 0; j < domains[i].n_sentences; j++)
        {
          if (domains[i].sentences[j].code == error->code)
            return &domains[i].sentences[j];
        }
    }

  return &other;
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * wh_error_dup_title:
 * @error: an error of any domain
 *
 * Returns: (transfer full): what happened, in header capitals, translated
 */
char *
wh_error_dup_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return g_strdup (_(find_sentence (error)->title));
}

/**
 * wh_error_dup_text:
 * @error: an error of any domain
 *
 * Returns: (transfer full): why, in a sentence or two, translated; with the server's own words
 *   behind it where it said something. Plain text that came from elsewhere: never markup
 */
char *
wh_error_dup_text (const GError *error)
{
  const Sentence *sentence;
  const char *detail = NULL;
  const char *text;

  g_return_val_if_fail (error != NULL, NULL);

  sentence = find_sentence (error);
  text = _(sentence->text);
  switch (sentence->detail)
    {
    case DETAIL_SERVER:
      detail = wh_api_error_get_server_text (error);
      break;

    case DETAIL_MESSAGE:
      detail = error->message;
      break;

    case DETAIL_INSTEAD:
      if (has_text (error->message))
        text = error->message;
      break;

    case DETAIL_NONE:
    default:
      break;
    }

  if (!has_text (detail))
    return g_strdup (text);

  if (sentence->detail == DETAIL_SERVER)
    /* Translators: first a sentence of ours, then what the server said, in its language. */
    return g_strdup_printf (_("%s The server said: “%s”"), text, detail);

  return g_strdup_printf ("%s (%s)", text, detail);
}

/**
 * wh_error_get_remedy:
 * @error: an error of any domain
 *
 * Returns: what a person can do about it
 */
WhRemedy
wh_error_get_remedy (const GError *error)
{
  g_return_val_if_fail (error != NULL, WH_REMEDY_NONE);

  return find_sentence (error)->remedy;
}
