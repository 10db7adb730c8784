/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-decision-words.h"

#include <glib/gi18n-lib.h>

#include "hlc-presentation.h"
#include "hlc-time-words.h"

/* The SDKs poll every three seconds: after five that did not come, the agent is taken to have stopped. */
#define STOPPED_AFTER (15 * G_TIME_SPAN_SECOND)

/* The longest title in a toast. Characters. */
#define MAX_TITLE 40

/**
 * hlc_words_polling:
 * @now: microseconds since the epoch
 *
 * Returns: whether the agent waits for @operation. Nobody polls what only a webhook told of: that is not known.
 */
HlcPolling
hlc_words_polling (HlcOperation *operation, gint64 now)
{
  if (operation->state != HLC_STATE_PENDING)
    return HLC_POLLING_UNKNOWN;
  if (operation->polls == 0 || operation->last_polled_at == 0)
    return operation->origin == HLC_ORIGIN_API ? HLC_POLLING_WAITED_FOR : HLC_POLLING_UNKNOWN;

  return now - operation->last_polled_at > STOPPED_AFTER ? HLC_POLLING_STOPPED : HLC_POLLING_ACTIVE;
}

/**
 * hlc_words_polls:
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): whether the agent still asks, as words; empty when that is not known
 */
char *
hlc_words_polls (HlcOperation *operation, gint64 now)
{
  HlcPolling polling = hlc_words_polling (operation, now);
  g_autofree char *span = hlc_words_span (now - operation->last_polled_at);

  switch (polling)
    {
    case HLC_POLLING_WAITED_FOR:
      return g_strdup (_ ("Not polled yet"));
    case HLC_POLLING_ACTIVE:
      /* Translators: %s is a span of time, as in "2 s". */
      return g_strdup_printf (_ ("Last polled %s ago"), span);
    case HLC_POLLING_STOPPED:
      /* Translators: %s is a span of time, as in "5 min". */
      return g_strdup_printf (_ ("The agent stopped polling (last %s ago)"), span);
    case HLC_POLLING_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

static const struct
{
  const char *channel;
  const char *member;
  const char *name;
} CHANNELS[] = {
  { "slack", "channel_or_user_id", N_ ("Slack") },
  { "email", "address", N_ ("Email") },
  { "sms", "phone_number", N_ ("SMS") },
  { "whatsapp", "phone_number", N_ ("WhatsApp") },
};

/**
 * hlc_words_asked_channel:
 * @spec: (nullable): the `spec` of an operation
 *
 * Reads the ContactChannel of the protocol from the tokens; a bot token is never read. Any thread.
 *
 * Returns: (transfer full) (nullable): which channel the agent asked for, as a sentence; %NULL where it asked for none
 */
char *
hlc_words_asked_channel (HlcJsonDocument *spec)
{
  HlcJsonValue channel;
  HlcJsonValue contact;

  if (spec == NULL || hlc_json_value_get_type (hlc_json_document_get_root (spec)) != HLC_JSON_OBJECT ||
      !hlc_json_value_get_member (hlc_json_document_get_root (spec), "channel", &channel) ||
      hlc_json_value_get_type (channel) != HLC_JSON_OBJECT)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (CHANNELS); i++)
    {
      g_autofree char *address = NULL;
      g_autofree char *visible = NULL;

      if (!hlc_json_value_get_member (channel, CHANNELS[i].channel, &contact) ||
          hlc_json_value_get_type (contact) != HLC_JSON_OBJECT)
        continue;

      /* Slack without an address is a direct message to whoever installed the app. */
      if (!hlc_json_read_string (contact, CHANNELS[i].member, FALSE, &address, NULL) || address == NULL ||
          *address == '\0')
        return g_strdup_printf (_ ("The agent asked for: %s. The console answers in its place."),
                                _ (CHANNELS[i].name));

      visible = hlc_present_line (address);
      /* Translators: a channel and an address in it, as in "Slack #ops" or "Email user@example.com". */
      return g_strdup_printf (_ ("The agent asked for: %s %s. The console answers in its place."),
                              _ (CHANNELS[i].name), visible);
    }

  return NULL;
}

/**
 * hlc_words_decided_already:
 * @operation: an operation that is not pending
 *
 * Returns: (transfer full): why it cannot be decided, and by whom it was
 */
char *
hlc_words_decided_already (HlcOperation *operation)
{
  HlcAppearance state = hlc_present_state (operation->state);
  g_autofree char *decider = hlc_present_decider (operation->decided_channel, operation->decided_name);

  if (*decider == '\0')
    /* Translators: %s is a state: Approved, Denied or Answered. */
    return g_strdup_printf (_ ("This operation is decided already (%s). The first decision is final."),
                            state.word);

  /* Translators: a state (Approved, Denied or Answered), and who decided. */
  return g_strdup_printf (_ ("This operation is decided already (%s). Decided by: %s. "
                             "The first decision is final."),
                          state.word, decider);
}

/**
 * hlc_words_failure:
 * @error: why a decision could not be stored
 *
 * Returns: (transfer full): what to do about it; the message of @error where that says it already
 */
char *
hlc_words_failure (const GError *error)
{
  if (g_error_matches (error, HLC_ERROR, HLC_ERROR_UNHEALTHY) ||
      g_error_matches (error, HLC_ERROR, HLC_ERROR_STORE))
    return g_strdup_printf (_ ("The decision was not stored, and the agent still waits: %s. "
                               "Make room on the disk, then send it again; what you wrote is kept."),
                            error->message);

  return g_strdup (error->message);
}

static char *
dup_subject (const char *title, guint n_operations)
{
  g_autofree char *line = NULL;
  g_autofree char *cut = NULL;

  if (n_operations != 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u operation", "%'u operations", n_operations),
                            n_operations);

  line = hlc_present_line (title);
  if (g_utf8_strlen (line, -1) <= MAX_TITLE)
    return g_steal_pointer (&line);

  cut = g_utf8_substring (line, 0, MAX_TITLE);
  return g_strconcat (cut, "…", NULL);
}

/**
 * hlc_words_countdown:
 * @title: of the operation, where it is one: text from outside
 * @n_operations: how many are decided
 * @seconds: until it is carried out
 *
 * Returns: (transfer full): plain text
 */
char *
hlc_words_countdown (HlcDecisionType type, const char *title, guint n_operations, guint seconds)
{
  g_autofree char *subject = dup_subject (title, n_operations);

  switch (type)
    {
    case HLC_DECISION_APPROVE:
      /* Translators: seconds, first, as the end may be cut off; the title of an operation, or "3 operations". */
      return g_strdup_printf (_ ("Approving in %u s: %s"), seconds, subject);
    case HLC_DECISION_DENY:
      /* Translators: seconds, first, as the end may be cut off; the title of an operation, or "3 operations". */
      return g_strdup_printf (_ ("Denying in %u s: %s"), seconds, subject);
    case HLC_DECISION_RESPOND:
    default:
      /* Translators: seconds, first, as the end may be cut off; the title of an operation, or "3 operations". */
      return g_strdup_printf (_ ("Answering in %u s: %s"), seconds, subject);
    }
}
