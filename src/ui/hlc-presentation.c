/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-presentation.h"

#include <glib/gi18n-lib.h>

#include "hlc-visible-text.h"

/* The longest text from outside that a row or a header shows on one line. Characters. */
#define MAX_LINE_CHARACTERS 400

#define COUNT_LIMIT 9999

static const HlcAppearance states[] = {
  [HLC_STATE_PENDING] = { "hlc-pending-symbolic", NC_ ("operation state", "Pending"), "warning" },
  [HLC_STATE_APPROVED] = { "hlc-approved-symbolic", NC_ ("operation state", "Approved"), "success" },
  [HLC_STATE_DENIED] = { "hlc-denied-symbolic", NC_ ("operation state", "Denied"), "error" },
  [HLC_STATE_RESPONDED] = { "hlc-responded-symbolic", NC_ ("operation state", "Answered"), "accent" },
};

static const HlcAppearance verdicts[] = {
  [HLC_VERDICT_VERIFIED] = { "hlc-verified-symbolic", NC_ ("signature", "Verified"), "success" },
  [HLC_VERDICT_UNVERIFIED] = { "hlc-unverified-symbolic", NC_ ("signature", "Not verified"), "warning" },
  [HLC_VERDICT_FAILED] = { "hlc-failed-symbolic", NC_ ("signature", "Refused"), "error" },
};

static const char *const kinds[] = {
  [HLC_OPERATION_FUNCTION_CALL] = N_ ("Function call"),
  [HLC_OPERATION_HUMAN_CONTACT] = N_ ("Human contact"),
};

static const char *const origins[] = {
  [HLC_ORIGIN_API] = NC_ ("origin", "API"),
  [HLC_ORIGIN_CONSOLE] = NC_ ("origin", "Console"),
  [HLC_ORIGIN_REMOTE] = NC_ ("origin", "Remote API"),
  [HLC_ORIGIN_WEBHOOK] = NC_ ("origin", "Webhook"),
};

static const char *const channels[] = {
  [HLC_CHANNEL_NONE] = "",
  [HLC_CHANNEL_WINDOW] = N_ ("You, in this window"),
  [HLC_CHANNEL_NOTIFICATION] = N_ ("You, in a notification"),
  [HLC_CHANNEL_COMMAND] = N_ ("The command line"),
  [HLC_CHANNEL_API] = N_ ("An API client"),
  [HLC_CHANNEL_POLICY] = N_ ("A policy"),
  [HLC_CHANNEL_WEBHOOK] = N_ ("Elsewhere, told by a webhook"),
};

static const char *const reasons[] = {
  [HLC_REASON_VERIFIED] = N_ ("The signature is right"),
  [HLC_REASON_NO_SECRET] = N_ ("No signing secret is set"),
  [HLC_REASON_MISSING_HEADER] = N_ ("A signature header is missing"),
  [HLC_REASON_MALFORMED_TIMESTAMP] = N_ ("The timestamp is not a number of seconds"),
  [HLC_REASON_TIMESTAMP_TOO_OLD] = N_ ("The timestamp is too old"),
  [HLC_REASON_TIMESTAMP_TOO_NEW] = N_ ("The timestamp is in the future"),
  [HLC_REASON_MALFORMED_SIGNATURE] = N_ ("The signature header is malformed"),
  [HLC_REASON_UNSUPPORTED_VERSION] = N_ ("Only unsupported signature versions"),
  [HLC_REASON_NO_MATCH] = N_ ("No signature matches"),
  [HLC_REASON_NOT_CHECKED] = N_ ("Refused before the signature was checked"),
};

static const char *const diagnoses[] = {
  [HLC_DIAGNOSIS_NONE] = "",
  [HLC_DIAGNOSIS_WHITESPACE_CHANGED] = N_ ("White space of the body was changed on the way"),
  [HLC_DIAGNOSIS_BODY_RESERIALISED] = N_ ("The body was parsed and printed again on the way"),
  [HLC_DIAGNOSIS_OTHER_SECRET] = N_ ("It was signed with another secret"),
  [HLC_DIAGNOSIS_SECRET_MALFORMED] = N_ ("The signing secret is not base64"),
  [HLC_DIAGNOSIS_ID_MISMATCH] = N_ ("The message id was changed on the way"),
};

static const char *const body_versions[] = {
  [HLC_BODY_UNKNOWN] = N_ ("Unknown"),
  [HLC_BODY_V1] = "v1",
  [HLC_BODY_V1BETA2] = "v1beta2",
  [HLC_BODY_V1BETA3] = "v1beta3",
};

/* An enumeration from an older or newer database may lie outside the table: that is shown as its first entry. */
static const char *
translate (const char *const *table, gsize length, guint value)
{
  const char *text = table[value < length ? value : 0];

  return *text == '\0' ? text : _ (text);
}

/**
 * hlc_present_state:
 * @state: the state of an operation
 *
 * Returns: how it looks; its word is translated
 */
HlcAppearance
hlc_present_state (HlcOperationState state)
{
  HlcAppearance appearance = states[(guint) state < G_N_ELEMENTS (states) ? state : HLC_STATE_PENDING];

  appearance.word = g_dpgettext2 (GETTEXT_PACKAGE, "operation state", appearance.word);

  return appearance;
}

/**
 * hlc_present_operation:
 * @operation: an operation
 *
 * Returns: how its state looks; one that waits and was escalated looks so
 */
HlcAppearance
hlc_present_operation (HlcOperation *operation)
{
  HlcAppearance escalated = { "hlc-escalated-symbolic", C_ ("operation state", "Escalated"), "error" };

  return operation->state == HLC_STATE_PENDING && operation->escalated_at != 0
             ? escalated
             : hlc_present_state (operation->state);
}

/**
 * hlc_present_event:
 * @type: the type of a timeline entry
 *
 * Returns: (transfer none): what happened, translated; a type that a newer version wrote is shown as it is
 */
const char *
hlc_present_event (const char *type)
{
  static const struct
  {
    const char *type;
    const char *words;
  } events[] = {
    { "requested", N_ ("Requested") },
    { "webhook", N_ ("A webhook told of it") },
    { "approved", N_ ("Approved") },
    { "denied", N_ ("Denied") },
    { "responded", N_ ("Answered") },
    { "escalated", N_ ("Escalated by the agent") },
    { "conflict", N_ ("A webhook said otherwise") },
    { "delivered", N_ ("Your handler was told") },
    { "undelivered", N_ ("Your handler could not be told") },
    { "remote", N_ ("The remote API told of it") },
    { "remote_conflict", N_ ("The remote API said otherwise") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_strcmp0 (events[i].type, type) == 0)
      return _ (events[i].words);

  return type;
}

/**
 * hlc_present_verdict:
 * @verdict: what checking a signature came to
 *
 * Returns: how it looks; its word is translated
 */
HlcAppearance
hlc_present_verdict (HlcVerdict verdict)
{
  HlcAppearance appearance =
      verdicts[(guint) verdict < G_N_ELEMENTS (verdicts) ? verdict : HLC_VERDICT_FAILED];

  appearance.word = g_dpgettext2 (GETTEXT_PACKAGE, "signature", appearance.word);

  return appearance;
}

/** hlc_present_kind: Returns: (transfer none): the translated name of @kind */
const char *
hlc_present_kind (HlcOperationKind kind)
{
  return translate (kinds, G_N_ELEMENTS (kinds), kind);
}

/** hlc_present_origin: Returns: (transfer none): the translated name of @origin */
const char *
hlc_present_origin (HlcOrigin origin)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "origin",
                       origins[(guint) origin < G_N_ELEMENTS (origins) ? origin : HLC_ORIGIN_WEBHOOK]);
}

/** hlc_present_channel: Returns: (transfer none): how a decision came, as words; empty while there is none */
const char *
hlc_present_channel (HlcChannel channel)
{
  return translate (channels, G_N_ELEMENTS (channels), channel);
}

/** hlc_present_reason: Returns: (transfer none): why a verdict is what it is, as words */
const char *
hlc_present_reason (HlcReason reason)
{
  return translate (reasons, G_N_ELEMENTS (reasons), reason);
}

/** hlc_present_diagnosis: Returns: (transfer none): what a probe found, as words; empty when nothing was found */
const char *
hlc_present_diagnosis (HlcDiagnosis diagnosis)
{
  return translate (diagnoses, G_N_ELEMENTS (diagnoses), diagnosis);
}

/** hlc_present_body_version: Returns: (transfer none): the name of @version */
const char *
hlc_present_body_version (HlcBodyVersion version)
{
  return translate (body_versions, G_N_ELEMENTS (body_versions), version);
}

/**
 * hlc_present_decider:
 * @channel: how the decision came
 * @name: (nullable): who decided within it: text from outside
 *
 * An API client's or a policy's decision is never shown as a human's.
 *
 * Returns: (transfer full): plain text, empty while nothing was decided
 */
char *
hlc_present_decider (HlcChannel channel, const char *name)
{
  g_autofree char *visible = NULL;

  if (name == NULL || *name == '\0')
    return g_strdup (hlc_present_channel (channel));

  visible = hlc_present_line (name);
  /* Translators: who decided: the way ("A policy"), and its name. */
  return g_strdup_printf (_ ("%s: %s"), hlc_present_channel (channel), visible);
}

/**
 * hlc_present_relative_time:
 * @time: microseconds since the epoch; 0 for not known
 * @now: likewise
 *
 * How long ago @time was, by the minute, so that one timer a minute keeps every row right. A time in the future, as
 * a clock that was set back makes it, counts as now; what is older than a week is a date.
 *
 * Returns: (transfer full): a short text, empty when @time is not known
 */
char *
hlc_present_relative_time (gint64 time, gint64 now)
{
  gint64 minutes = (now - time) / G_TIME_SPAN_MINUTE;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == 0)
    return g_strdup ("");
  if (minutes < 1)
    return g_strdup (C_ ("time", "Just now"));
  if (minutes < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", (gulong) minutes),
                            (int) minutes);
  if (minutes < 24 * 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h", "%d h", (gulong) (minutes / 60)),
                            (int) (minutes / 60));
  if (minutes < 7 * 24 * 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) (minutes / 1440)),
                            (int) (minutes / 1440));

  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  if (utc == NULL)
    return g_strdup ("");

  local = g_date_time_to_local (utc);
  /* Translators: a short date of a row, as of strftime. */
  return g_date_time_format (local, _ ("%-d %b %Y"));
}

/**
 * hlc_present_absolute_time:
 * @time: microseconds since the epoch; 0 for not known
 *
 * Returns: (transfer full): date and time of day in the user's time zone, with the zone; empty when not known
 */
char *
hlc_present_absolute_time (gint64 time)
{
  g_autoptr (GDateTime) utc = time == 0 ? NULL : g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;

  if (utc == NULL)
    return g_strdup ("");

  local = g_date_time_to_local (utc);
  /* Translators: a full date and time, as of strftime. */
  return g_date_time_format (local, _ ("%-d %B %Y, %H:%M:%S %Z"));
}

/** hlc_present_size: Returns: (transfer full): @size bytes for people */
char *
hlc_present_size (gsize size)
{
  return g_format_size (size);
}

/**
 * hlc_present_count:
 * @count: how many
 *
 * Returns: (transfer full): the text of a badge; empty for none, so that the badge hides
 */
char *
hlc_present_count (gint64 count)
{
  if (count <= 0)
    return g_strdup ("");
  if (count > COUNT_LIMIT)
    return g_strdup_printf ("%'d+", COUNT_LIMIT);

  return g_strdup_printf ("%'d", (int) count);
}

/**
 * hlc_present_line:
 * @text: (nullable): text from outside
 *
 * Returns: (transfer full): @text on one line, bounded, with deceptive characters made visible; plain text, not markup
 */
char *
hlc_present_line (const char *text)
{
  return hlc_visible_text_bounded (text != NULL ? text : "", -1, HLC_VISIBLE_ONE_LINE, MAX_LINE_CHARACTERS);
}

/**
 * hlc_present_operation_caption:
 * @operation: an operation
 *
 * Returns: (transfer full): the second line of its row: run, call and origin; plain text
 */
char *
hlc_present_operation_caption (HlcOperation *operation)
{
  g_autofree char *run = hlc_present_line (operation->run_id);
  g_autofree char *call = hlc_present_line (operation->call_id);
  const char *origin = hlc_present_origin (operation->origin);

  if (*run == '\0')
    return g_strdup_printf ("%s · %s", call, origin);

  return g_strdup_printf ("%s · %s · %s", run, call, origin);
}

/**
 * hlc_present_delivery_title:
 * @delivery: a received webhook
 *
 * Returns: (transfer full): the first line of its row: its event type, or that it has none; plain text
 */
char *
hlc_present_delivery_title (HlcDelivery *delivery)
{
  if (delivery->event_type == NULL || *delivery->event_type == '\0')
    return g_strdup (_ ("Unknown event"));

  return hlc_present_line (delivery->event_type);
}

/**
 * hlc_present_delivery_caption:
 * @delivery: a received webhook
 *
 * Returns: (transfer full): the second line of its row: what we answered, and where it was sent; plain text
 */
char *
hlc_present_delivery_caption (HlcDelivery *delivery)
{
  g_autofree char *path = hlc_present_line (delivery->path);

  return g_strdup_printf ("HTTP %u · %s", delivery->http_status, path);
}

/**
 * hlc_present_masked_secret:
 * @text: a signing secret
 *
 * Returns: (transfer full): enough of it to tell two apart and no more: four characters at most, never of a short one
 */
char *
hlc_present_masked_secret (const char *text)
{
  const char *prefix = g_str_has_prefix (text, "whsec_") ? "whsec_" : "";
  gsize length = strlen (text);
  const char *tail = length >= strlen (prefix) + 24 ? text + length - 4 : "";

  return g_strdup_printf ("%s••••••••%s", prefix, tail);
}
