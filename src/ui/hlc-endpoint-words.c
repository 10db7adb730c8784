/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-joined-text.h"
#include "hlc-message-words.h"
#include "hlc-time-words.h"

static const char *const header_families[] = {
  [HLC_HEADER_FAMILY_BOTH] = N_ ("svix-… and webhook-…, so that a handler may read either"),
  [HLC_HEADER_FAMILY_SVIX] = "svix-id, svix-timestamp, svix-signature",
  [HLC_HEADER_FAMILY_WEBHOOK] = "webhook-id, webhook-timestamp, webhook-signature",
};

static const char *const body_version_hints[] = {
  [HLC_BODY_UNKNOWN] = "",
  [HLC_BODY_V1] =
      N_ ("The body is the completed operation itself: what the documented example handlers read"),
  [HLC_BODY_V1BETA2] = N_ ("The operation in an envelope with “type”, “is_test” and “event”"),
  [HLC_BODY_V1BETA3] = N_ ("As v1beta2, with the contact channel's id and a status that is always there"),
};

/**
 * hlc_present_endpoint:
 * @endpoint: an endpoint
 *
 * Returns: how its state looks; its word is translated
 */
HlcAppearance
hlc_present_endpoint (HlcEndpoint *endpoint)
{
  HlcAppearance enabled = { "hlc-approved-symbolic", C_ ("endpoint", "Enabled"), "success" };
  HlcAppearance failing = { "dialog-warning-symbolic", C_ ("endpoint", "Failing"), "error" };
  HlcAppearance stopped = { "hlc-denied-symbolic", C_ ("endpoint", "Stopped"), "error" };
  HlcAppearance disabled = { "hlc-cancelled-symbolic", C_ ("endpoint", "Disabled"), "dim-label" };

  if (!endpoint->enabled)
    return endpoint->disabled_reason != NULL ? stopped : disabled;

  return hlc_endpoint_is_failing (endpoint) ? failing : enabled;
}

/**
 * hlc_words_endpoint_title:
 * @endpoint: an endpoint
 *
 * Returns: (transfer full): what to call it: its description, or else where it is
 */
char *
hlc_words_endpoint_title (HlcEndpoint *endpoint)
{
  if (endpoint->description != NULL && *endpoint->description != '\0')
    return hlc_present_line (endpoint->description);

  return hlc_words_destination (endpoint->url);
}

/* NULL where nothing waits. */
static char *
dup_waiting (gint64 waiting)
{
  if (waiting <= 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d message waits", "%'d messages wait",
                                       (gulong) waiting),
                          (int) MIN (waiting, G_MAXINT));
}

/* NULL where nothing was sent yet. */
static char *
dup_last (HlcEndpoint *endpoint)
{
  g_autofree char *status = hlc_words_status (endpoint->last_status);
  g_autofree char *error = hlc_words_sentence (endpoint->last_error);

  if (endpoint->last_attempt_at == 0)
    return NULL;
  if (endpoint->last_status != 0)
    /* Translators: an HTTP status, as in "200 OK". */
    return g_strdup_printf (_ ("Answered %s"), status);

  return *error != '\0' ? g_steal_pointer (&error) : g_strdup (_ ("No answer"));
}

static char *
dup_condition (HlcEndpoint *endpoint, gint64 now)
{
  g_autofree char *span = NULL;

  if (!endpoint->enabled && endpoint->disabled_reason != NULL)
    {
      g_autofree char *reason = hlc_words_sentence (endpoint->disabled_reason);

      /* More follows in the same line. */
      if (g_str_has_suffix (reason, "."))
        reason[strlen (reason) - 1] = '\0';
      return g_steal_pointer (&reason);
    }
  if (!endpoint->enabled)
    return g_strdup (_ ("You disabled it"));
  if (!hlc_endpoint_is_failing (endpoint))
    return NULL;

  if (now - endpoint->failing_since < G_TIME_SPAN_MINUTE)
    return g_strdup (C_ ("endpoint", "Failing"));

  span = hlc_words_span (now - endpoint->failing_since);
  /* Translators: %s is a span of time, as in "5 min". */
  return g_strdup_printf (_ ("Failing for %s"), span);
}

/**
 * hlc_words_endpoint_health:
 * @endpoint: an endpoint, as it was read from the store
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): how it fares: why it gets nothing or since when it fails, what the last attempt came to
 *   and how many wait
 */
char *
hlc_words_endpoint_health (HlcEndpoint *endpoint, gint64 now)
{
  g_autofree char *condition = dup_condition (endpoint, now);
  g_autofree char *last = dup_last (endpoint);
  g_autofree char *when = hlc_present_relative_time (endpoint->last_attempt_at, now);
  g_autofree char *waiting = dup_waiting (endpoint->waiting);
  const char *parts[5] = { NULL };
  guint n_parts = 0;

  if (condition != NULL)
    parts[n_parts++] = condition;
  /* What disabled it says what it answered. */
  if (last != NULL && endpoint->disabled_reason == NULL)
    parts[n_parts++] = last;
  if (*when != '\0')
    parts[n_parts++] = when;
  if (waiting != NULL)
    parts[n_parts++] = waiting;
  if (n_parts == 0)
    parts[n_parts++] = _ ("Nothing was sent to it yet");

  return g_strjoinv (" · ", (char **) parts);
}

/**
 * hlc_words_events:
 * @events: bits of #HlcEventType
 *
 * Returns: (transfer full): their names on the wire, or that it is every one
 */
char *
hlc_words_events (guint events)
{
  const char *names[HLC_N_EVENT_TYPES + 1] = { NULL };
  guint n_names = 0;

  if (events == HLC_EVENTS_ALL)
    return g_strdup (_ ("Every event"));

  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    if (events & (1u << i))
      names[n_names++] = hlc_event_type_to_string ((HlcEventType) i);

  return hlc_join_words (names);
}

/** hlc_words_header_family: Returns: (transfer none): which headers carry the signature, translated */
const char *
hlc_words_header_family (HlcHeaderFamily family)
{
  return _ (
      header_families[(guint) family < G_N_ELEMENTS (header_families) ? family : HLC_HEADER_FAMILY_BOTH]);
}

/** hlc_words_body_version_hint: Returns: (transfer none): what a body of @version is, translated */
const char *
hlc_words_body_version_hint (HlcBodyVersion version)
{
  const char *hint = body_version_hints[(guint) version < G_N_ELEMENTS (body_version_hints) ? version : 0];

  return *hint == '\0' ? hint : _ (hint);
}

/**
 * hlc_present_rule:
 * @rule: a forwarding rule
 * @endpoint: (nullable): where it forwards to; %NULL where that is gone
 *
 * Returns: how its state looks; its word is translated
 */
HlcAppearance
hlc_present_rule (HlcForwardRule *rule, HlcEndpoint *endpoint)
{
  HlcAppearance forwards = { "hlc-approved-symbolic", C_ ("rule", "Forwards"), "success" };
  HlcAppearance asks = { "dialog-question-symbolic", C_ ("rule", "Asks"), "warning" };
  HlcAppearance down = { "dialog-warning-symbolic", C_ ("rule", "Handler is down"), "error" };
  HlcAppearance held = { "hlc-cancelled-symbolic", C_ ("rule", "Endpoint is off"), "warning" };
  HlcAppearance disabled = { "hlc-cancelled-symbolic", C_ ("rule", "Disabled"), "dim-label" };

  if (!rule->enabled)
    return disabled;
  if (endpoint == NULL || !endpoint->enabled)
    return held;
  if (rule->is_asking)
    return asks;

  return rule->is_down ? down : forwards;
}

/**
 * hlc_words_rule_source:
 * @rule: a forwarding rule
 *
 * Returns: (transfer full): which received webhooks it forwards
 */
char *
hlc_words_rule_source (HlcForwardRule *rule)
{
  g_autofree char *event_type = hlc_present_line (rule->event_type);
  g_autofree char *path = hlc_present_line (rule->path);
  g_autofree char *run_id = hlc_present_line (rule->run_id);
  /* Translators: the id of an agent run. */
  g_autofree char *run = *run_id != '\0' ? g_strdup_printf (_ ("run %s"), run_id) : NULL;
  const char *parts[4] = { NULL };
  guint n_parts = 0;

  if (*event_type != '\0')
    parts[n_parts++] = event_type;
  if (*path != '\0')
    parts[n_parts++] = path;
  if (run != NULL)
    parts[n_parts++] = run;
  if (n_parts == 0)
    parts[n_parts++] = _ ("Every webhook");

  return g_strjoinv (" · ", (char **) parts);
}

/**
 * hlc_words_rule_caption:
 * @rule: a forwarding rule
 * @endpoint: (nullable): where it forwards to
 *
 * Returns: (transfer full): where to, and how
 */
char *
hlc_words_rule_caption (HlcForwardRule *rule, HlcEndpoint *endpoint)
{
  g_autofree char *destination = endpoint != NULL ? hlc_words_destination (endpoint->url)
                                                  : g_strdup (_ ("an endpoint that was removed"));
  /* Translators: %s is where webhooks are forwarded to. */
  g_autofree char *to = g_strdup_printf (_ ("To %s"), destination);
  g_autofree char *waiting = dup_waiting (rule->waiting);
  const char *parts[5] = { NULL };
  guint n_parts = 0;

  parts[n_parts++] = to;
  parts[n_parts++] = hlc_words_sign_mode (rule->sign_mode);
  if (rule->ordered)
    parts[n_parts++] = _ ("In order");
  if (waiting != NULL)
    parts[n_parts++] = waiting;

  return g_strjoinv (" · ", (char **) parts);
}

/**
 * hlc_words_backlog:
 * @waiting: how many webhooks wait
 * @url: (nullable): for whom: text from outside
 *
 * Returns: (transfer full): what there is to be asked
 */
char *
hlc_words_backlog (gint64 waiting, const char *url)
{
  g_autofree char *destination = hlc_words_destination (url);

  /* Translators: how many webhooks, and the address of a handler. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The handler is back, and %'d webhook waits for %s.",
                                       "The handler is back, and %'d webhooks wait for %s.",
                                       (gulong) waiting),
                          (int) MIN (waiting, G_MAXINT), destination);
}
