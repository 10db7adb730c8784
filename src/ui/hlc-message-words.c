/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-message-words.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "hlc-time-words.h"

static const HlcAppearance message_states[] = {
  [HLC_MESSAGE_UNSENT] = { "hlc-unsent-symbolic", NC_ ("message", "Not sent"), "dim-label" },
  [HLC_MESSAGE_PENDING] = { "hlc-pending-symbolic", NC_ ("message", "Pending"), "warning" },
  [HLC_MESSAGE_DELIVERED] = { "hlc-delivered-symbolic", NC_ ("message", "Delivered"), "success" },
  [HLC_MESSAGE_FAILED] = { "hlc-undelivered-symbolic", NC_ ("message", "Failed"), "error" },
};

static const HlcAppearance attempt_states[] = {
  [HLC_ATTEMPT_WAITING] = { "hlc-pending-symbolic", NC_ ("attempt", "Waiting"), "warning" },
  [HLC_ATTEMPT_SUCCEEDED] = { "hlc-approved-symbolic", NC_ ("attempt", "Succeeded"), "success" },
  [HLC_ATTEMPT_FAILED] = { "hlc-denied-symbolic", NC_ ("attempt", "Failed"), "error" },
  [HLC_ATTEMPT_CANCELLED] = { "hlc-cancelled-symbolic", NC_ ("attempt", "Cancelled"), "dim-label" },
};

static const char *const triggers[] = {
  [HLC_TRIGGER_EVENT] = N_ ("The event itself"),
  [HLC_TRIGGER_RESEND] = N_ ("Sent again by hand"),
  [HLC_TRIGGER_RECOVER] = N_ ("Recovered with all that had failed"),
  [HLC_TRIGGER_REPLAY] = N_ ("Replayed from a received webhook"),
  [HLC_TRIGGER_FORWARD] = N_ ("Forwarded by a rule"),
  [HLC_TRIGGER_SEND] = N_ ("Written by hand"),
};

static const char *const sign_modes[] = {
  [HLC_SIGN_NOW] = N_ ("Signed now"),
  [HLC_SIGN_ORIGINAL] = N_ ("Original signature"),
};

/* What a failure is called where no status says it. */
static const char *const failures[] = {
  [HLC_FAILURE_NONE] = N_ ("Failed"),
  [HLC_FAILURE_STATUS] = N_ ("Failed"),
  /* Translators: HTTP 410: the handler wants no more webhooks. */
  [HLC_FAILURE_GONE] = N_ ("Gone"),
  [HLC_FAILURE_UNREACHABLE] = N_ ("No connection"),
  [HLC_FAILURE_TIMEOUT] = N_ ("No answer in time"),
  [HLC_FAILURE_BROKEN] = N_ ("The connection broke"),
  [HLC_FAILURE_UNSENDABLE] = N_ ("Could not be sent"),
};

/* A number that HTTP gives no name. */
#define NO_STATUS 999

/* What a newer version wrote is shown as the first entry. */
#define ENTRY(table, value) ((table)[(guint) (value) < G_N_ELEMENTS (table) ? (guint) (value) : 0])

/**
 * hlc_present_message_state:
 * @state: of a message, all its destinations together
 *
 * Returns: how it looks; its word is translated
 */
HlcAppearance
hlc_present_message_state (HlcMessageState state)
{
  HlcAppearance appearance = ENTRY (message_states, state);

  appearance.word = g_dpgettext2 (GETTEXT_PACKAGE, "message", appearance.word);

  return appearance;
}

/**
 * hlc_words_message_title:
 * @message: a message
 *
 * Returns: (transfer full): the first line of its row: what it is about, or else its event type
 */
char *
hlc_words_message_title (HlcMessage *message)
{
  if (message->title != NULL && *message->title != '\0')
    return hlc_present_line (message->title);

  return hlc_present_line (message->event_type);
}

/**
 * hlc_words_message_state:
 * @message: a message
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): its state in a word or two: one that was tried already says when it is tried again
 */
char *
hlc_words_message_state (HlcMessage *message, gint64 now)
{
  g_autofree char *until = NULL;

  if (message->state != HLC_MESSAGE_PENDING || message->n_attempts == 0 || message->next_at == 0)
    return g_strdup (hlc_present_message_state (message->state).word);
  if (message->next_at <= now)
    return g_strdup (_ ("Retrying"));

  until = hlc_words_until (message->next_at, now);
  /* Translators: %s is as in "in 4 min". */
  return g_strdup_printf (_ ("Retry %s"), until);
}

/**
 * hlc_words_destination:
 * @url: (nullable): where a message goes: text from outside
 *
 * Returns: (transfer full): @url on one line, without what is the same in most of them; empty for %NULL
 */
char *
hlc_words_destination (const char *url)
{
  if (url != NULL && g_str_has_prefix (url, "http://"))
    url += strlen ("http://");

  return hlc_present_line (url);
}

/**
 * hlc_words_message_caption:
 * @message: a message
 *
 * Returns: (transfer full): the second line of its row: how often it was tried, where, and what it tells of
 */
char *
hlc_words_message_caption (HlcMessage *message)
{
  g_autofree char *attempts = message->n_attempts > 0
                                  ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u attempt",
                                                                  "%'u attempts", message->n_attempts),
                                                     message->n_attempts)
                                  : NULL;
  g_autofree char *destination = hlc_words_destination (message->url);
  g_autofree char *event_type = hlc_present_line (message->event_type);
  const char *parts[5] = { NULL };
  guint n_parts = 0;

  if (attempts != NULL)
    parts[n_parts++] = attempts;
  if (*destination != '\0')
    parts[n_parts++] = destination;
  if (message->title != NULL && *message->title != '\0')
    parts[n_parts++] = event_type;
  if (message->is_test)
    parts[n_parts++] = C_ ("mark", "Test");

  return g_strjoinv (" · ", (char **) parts);
}

/**
 * hlc_present_attempt:
 * @attempt: an attempt
 *
 * Returns: how its state looks; its word is translated
 */
HlcAppearance
hlc_present_attempt (HlcAttempt *attempt)
{
  HlcAppearance appearance = ENTRY (attempt_states, attempt->state);

  appearance.word = g_dpgettext2 (GETTEXT_PACKAGE, "attempt", appearance.word);

  return appearance;
}

/**
 * hlc_words_status:
 * @status: an HTTP status
 *
 * Returns: (transfer full): the number, and what HTTP calls it where it has a name
 */
char *
hlc_words_status (guint status)
{
  const char *phrase = soup_status_get_phrase (status);

  if (status < 100 || g_str_equal (phrase, soup_status_get_phrase (NO_STATUS)))
    return g_strdup_printf ("%u", status);

  return g_strdup_printf ("%u %s", status, phrase);
}

/**
 * hlc_words_attempt_outcome:
 * @attempt: an attempt
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): what came of it, or when it is made, in a few words
 */
char *
hlc_words_attempt_outcome (HlcAttempt *attempt, gint64 now)
{
  g_autofree char *until = NULL;

  switch (attempt->state)
    {
    case HLC_ATTEMPT_WAITING:
      until = hlc_words_until (attempt->due_at, now);
      /* Translators: %s is as in "in 4 min" or "now". */
      return g_strdup_printf (_ ("Due %s"), until);
    case HLC_ATTEMPT_SUCCEEDED:
    case HLC_ATTEMPT_FAILED:
      if (attempt->http_status != 0)
        return hlc_words_status (attempt->http_status);
      return g_strdup (_ (ENTRY (failures, attempt->failure)));
    case HLC_ATTEMPT_CANCELLED:
    default:
      return g_strdup (hlc_present_attempt (attempt).word);
    }
}

/**
 * hlc_words_sentence:
 * @text: (nullable): an error, as messages of the libraries are written: without a capital
 *
 * Returns: (transfer full): the same as a sentence of its own, on one line; empty for %NULL
 */
char *
hlc_words_sentence (const char *text)
{
  g_autofree char *line = hlc_present_line (text);
  g_autofree char *first = g_utf8_strup (line, *line != '\0' ? g_utf8_next_char (line) - line : 0);

  return g_strconcat (first, *line != '\0' ? g_utf8_next_char (line) : "", NULL);
}

/**
 * hlc_words_attempt_error:
 * @attempt: an attempt
 *
 * Returns: (transfer full): what went wrong, as far as hlc_words_attempt_outcome() does not say it; empty where nothing is
 *   to be added
 */
char *
hlc_words_attempt_error (HlcAttempt *attempt)
{
  g_autofree char *status = attempt->http_status != 0 ? hlc_words_status (attempt->http_status) : NULL;
  g_autofree char *answered = status != NULL ? g_strdup_printf (_ ("answered %s"), status) : NULL;
  const char *rest = attempt->error;

  if (rest != NULL && answered != NULL && g_str_has_prefix (rest, answered))
    {
      /* A colon as wide as the language has it. */
      rest += strlen (answered);
      if (g_str_has_prefix (rest, "："))
        rest += strlen ("：");
      rest += strspn (rest, ": ");
    }

  return hlc_words_sentence (rest);
}

/** hlc_words_trigger: Returns: (transfer none): why an attempt is made, translated */
const char *
hlc_words_trigger (HlcTrigger trigger)
{
  return _ (ENTRY (triggers, trigger));
}

/** hlc_words_sign_mode: Returns: (transfer none): which signature is sent, translated */
const char *
hlc_words_sign_mode (HlcSignMode mode)
{
  return _ (ENTRY (sign_modes, mode));
}
