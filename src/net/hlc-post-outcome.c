/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-post-outcome.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <libsoup/soup.h>

#include "hlc-error.h"

/* Bytes of what the other side says that a sentence may hold. */
#define MAX_QUOTED 300

/* What a handler most often means by a status and what helps, and the phrases that libsoup does not know. */
static const struct
{
  guint status;
  const char *phrase;
  const char *advice;
} statuses[] = {
  { 400, NULL, N_ ("look at its answer for what it did not like") },
  { 401, NULL, N_ ("compare the signing secret of the handler with that of the endpoint") },
  { 403, NULL, N_ ("compare the signing secret of the handler with that of the endpoint") },
  { 404, NULL, N_ ("check the path of the URL") },
  { 405, NULL, N_ ("the handler must take POST at this path") },
  { 410, NULL, N_ ("the handler wants no more webhooks") },
  { 413, "Content Too Large", N_ ("the handler takes no body as large as this") },
  { 415, NULL, N_ ("the handler must take application/json") },
  { 418, "I'm a teapot", NULL },
  { 422, NULL, N_ ("the handler could not read the body; check which body version it expects") },
  { 425, "Too Early", NULL },
  { 428, "Precondition Required", NULL },
  { 429, "Too Many Requests", N_ ("the handler gets more than it wants") },
  { 431, "Request Header Fields Too Large", NULL },
  { 451, "Unavailable For Legal Reasons", NULL },
  { 508, "Loop Detected", NULL },
  { 511, "Network Authentication Required", NULL },
};

/* "15 s", "0.3 s". It is stored, and answered by the API: the point does not follow the locale. */
static char *
format_deadline (gint64 deadline)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (deadline % G_USEC_PER_SEC == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " s", (gint64) (deadline / G_USEC_PER_SEC));

  g_ascii_formatd (text, sizeof text, "%.3g", (double) deadline / G_USEC_PER_SEC);
  return g_strdup_printf ("%s s", text);
}

static char *
quote (const char *text)
{
  g_autofree char *beginning = g_strndup (text, MAX_QUOTED);

  return g_utf8_make_valid (beginning, -1);
}

static gboolean
is_redirect (const HlcPostOutcome *self)
{
  return SOUP_STATUS_IS_REDIRECTION (self->status) && self->status != SOUP_STATUS_NOT_MODIFIED;
}

static char *
describe_redirect (const HlcPostOutcome *self)
{
  g_autofree char *location = self->location != NULL ? quote (self->location) : NULL;

  if (location == NULL)
    return g_strdup_printf (
        _ ("answered %u without saying where to; webhooks are not redirected: check the endpoint's URL"),
        self->status);

  return g_strdup_printf (
      _ ("answered %u and pointed to %s; webhooks are not redirected: set the endpoint's URL to that"),
      self->status, location);
}

static char *
describe_status (const HlcPostOutcome *self)
{
  const char *phrase = soup_status_get_phrase (self->status);
  const char *advice = NULL;
  g_autofree char *status = NULL;

  if (is_redirect (self))
    return describe_redirect (self);

  if (g_str_equal (phrase, "Unknown Error"))
    phrase = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == self->status)
      {
        phrase = statuses[i].phrase != NULL ? statuses[i].phrase : phrase;
        advice = statuses[i].advice;
      }

  status =
      phrase != NULL ? g_strdup_printf ("%u %s", self->status, phrase) : g_strdup_printf ("%u", self->status);
  if (advice == NULL)
    /* Translators: the status of an HTTP answer, as in "404 Not Found". */
    return g_strdup_printf (_ ("answered %s"), status);

  /* Translators: a status as in "404 Not Found", and what helps. It begins as "answered %s" does, which is left out where
     the status stands beside it. */
  return g_strdup_printf (_ ("answered %s: %s"), status, _ (advice));
}

static const char *
get_place (const HlcPostOutcome *self)
{
  return self->addresses != NULL ? self->addresses : self->host;
}

static char *
describe_lateness (const HlcPostOutcome *self)
{
  g_autofree char *deadline = format_deadline (self->deadline);

  switch (self->phase)
    {
    case HLC_POST_PHASE_RESOLVING:
      return g_strdup_printf (
          _ ("the name %s could not be looked up within %s: the name server did not answer"), self->host,
          deadline);
    case HLC_POST_PHASE_CONNECTING:
      return g_strdup_printf (
          _ ("no connection to %s within %s: nothing answers there, or a firewall is between"),
          get_place (self), deadline);
    case HLC_POST_PHASE_SECURING:
      return g_strdup_printf (_ ("the TLS handshake with %s did not end within %s"), get_place (self),
                              deadline);
    case HLC_POST_PHASE_SENDING:
      return g_strdup_printf (_ ("the handler did not take the whole request within %s"), deadline);
    case HLC_POST_PHASE_WAITING:
    case HLC_POST_PHASE_ANSWERED:
    default:
      return g_strdup_printf (self->n_head_bytes > 0 ? _ ("the head of the answer did not end within %s")
                                                     : _ ("no answer within %s"),
                              deadline);
    }
}

/* In the order in which the problems matter. */
static char *
describe_certificate (const HlcPostOutcome *self)
{
  if (self->tls_errors & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup_printf (_ ("the TLS certificate of %s has expired; renew it"), self->host);
  if (self->tls_errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup_printf (
        _ ("the TLS certificate of %s is not valid yet; check the clocks of both machines"), self->host);
  if (self->tls_errors & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup_printf (_ ("the TLS certificate of %s was revoked; replace it"), self->host);
  if (self->tls_errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf (
        _ ("the TLS certificate of %s was issued for another name; use that name in the URL"), self->host);
  if (self->tls_errors & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup_printf (
        _ ("the TLS certificate of %s is self-signed, or from an authority that this machine does not "
           "trust; add it to the system's trusted certificates, or use http:// for a handler on this "
           "machine"),
        self->host);
  if (self->tls_errors & G_TLS_CERTIFICATE_INSECURE)
    return g_strdup_printf (
        _ ("the TLS certificate of %s uses an algorithm that is not safe any more; replace it"), self->host);

  return g_strdup_printf (_ ("the TLS certificate of %s cannot be trusted: %s"), self->host,
                          self->error->message);
}

/* GIO puts "Could not connect to handler.test: " and the like before it, and so do we. */
static char *
dup_cause (const GError *error)
{
  const char *separator = g_strrstr (error->message, ": ");
  char *cause = g_strdup (separator != NULL ? separator + strlen (": ") : error->message);

  if (g_str_has_suffix (cause, "."))
    cause[strlen (cause) - 1] = '\0';

  return cause;
}

static char *
describe_tls (const HlcPostOutcome *self)
{
  g_autofree char *cause = dup_cause (self->error);

  if (g_error_matches (self->error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return describe_certificate (self);
  if (g_error_matches (self->error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return g_strdup_printf (_ ("%s does not speak TLS; if it is meant to speak HTTP, use http:// in the URL"),
                            get_place (self));
  if (self->phase == HLC_POST_PHASE_SECURING)
    return g_strdup_printf (
        _ ("the TLS handshake with %s failed: %s; if it is meant to speak HTTP, use http:// in the URL"),
        get_place (self), cause);

  return g_strdup_printf (_ ("the TLS connection to %s broke: %s"), get_place (self), cause);
}

static char *
describe_no_connection (const HlcPostOutcome *self)
{
  g_autofree char *cause = dup_cause (self->error);

  if (g_error_matches (self->error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return g_strdup_printf (_ ("the name %s could not be looked up now: the name server did not answer"),
                            self->host);
  if (self->error->domain == G_RESOLVER_ERROR)
    return g_strdup_printf (_ ("there is no host %s; check the name in the URL"), self->host);
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup_printf (_ ("connection refused: nothing listens on %s"), get_place (self));
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup_printf (_ ("no connection to %s: nothing answers there, or a firewall is between"),
                            get_place (self));
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return g_strdup_printf (_ ("no way to %s: check the network connection of this machine"),
                            get_place (self));

  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return g_strdup_printf (_ ("%s ended the connection as soon as it was made"), get_place (self));

  /* Translators: an address, and why. */
  return g_strdup_printf (_ ("no connection to %s: %s"), get_place (self), cause);
}

static char *
describe_break (const HlcPostOutcome *self)
{
  g_autofree char *cause = dup_cause (self->error);
  gboolean is_end = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  gboolean is_reset = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  if (g_error_matches (self->error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING))
    return g_strdup_printf (_ ("what answers on %s does not speak HTTP"), get_place (self));
  if (g_error_matches (self->error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return g_strdup (_ ("the answer has a Transfer-Encoding that is not known"));
  /* libsoup has one error for both, and takes the end of the connection for the end of the head. */
  if (is_end && self->n_head_bytes > 0)
    return g_strdup (_ ("the head of the answer is larger than 64 KiB"));
  if (is_end)
    return g_strdup (_ ("the handler closed the connection without an answer"));
  if (is_reset && self->phase == HLC_POST_PHASE_SENDING)
    return g_strdup (_ ("the handler ended the connection before it had the whole request"));
  if (is_reset && self->n_head_bytes > 0)
    return g_strdup (_ ("the handler reset the connection within the head of its answer"));
  if (is_reset)
    return g_strdup (_ ("the handler reset the connection instead of answering"));

  return g_strdup_printf (_ ("the connection to %s broke: %s"), get_place (self), cause);
}

/**
 * hlc_post_outcome_get_failure:
 *
 * Returns: what kind of failure it was, or %HLC_FAILURE_NONE for any 2xx
 */
HlcFailure
hlc_post_outcome_get_failure (const HlcPostOutcome *self)
{
  g_return_val_if_fail (self != NULL, HLC_FAILURE_UNSENDABLE);

  if (self->phase == HLC_POST_PHASE_ANSWERED)
    {
      if (SOUP_STATUS_IS_SUCCESSFUL (self->status))
        return HLC_FAILURE_NONE;
      return self->status == SOUP_STATUS_GONE ? HLC_FAILURE_GONE : HLC_FAILURE_STATUS;
    }

  if (self->is_late)
    return HLC_FAILURE_TIMEOUT;

  return self->phase <= HLC_POST_PHASE_SECURING ? HLC_FAILURE_UNREACHABLE : HLC_FAILURE_BROKEN;
}

/**
 * hlc_post_outcome_to_string:
 *
 * Says what went wrong, for people, and where it can be told what to do: "connection refused: nothing listens on
 * 127.0.0.1:8000". Valid UTF-8, whatever the other side sent. Any thread.
 *
 * Returns: (transfer full) (nullable): the sentence, or %NULL for any 2xx
 */
char *
hlc_post_outcome_to_string (const HlcPostOutcome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (hlc_post_outcome_get_failure (self) == HLC_FAILURE_NONE)
    return NULL;
  if (self->phase == HLC_POST_PHASE_ANSWERED)
    return describe_status (self);
  if (self->is_late)
    return describe_lateness (self);

  g_return_val_if_fail (self->error != NULL, NULL);

  if (self->error->domain == HLC_ERROR)
    return g_strdup (self->error->message);
  if (self->error->domain == G_TLS_ERROR)
    return describe_tls (self);

  return self->phase <= HLC_POST_PHASE_SECURING ? describe_no_connection (self) : describe_break (self);
}
