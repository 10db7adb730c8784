/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-type.h"

#include "hlc-enum-name.h"

static const char *const type_names[] = {
  [HLC_EVENT_FUNCTION_CALL_COMPLETED] = "function_call.completed",
  [HLC_EVENT_HUMAN_CONTACT_COMPLETED] = "human_contact.completed",
  [HLC_EVENT_AGENT_EMAIL_RECEIVED] = "agent_email.received",
  [HLC_EVENT_AGENT_SLACK_RECEIVED] = "agent_slack.received",
  [HLC_EVENT_CONVERSATION_CREATED] = "conversation.created",
};

G_STATIC_ASSERT (G_N_ELEMENTS (type_names) == HLC_N_EVENT_TYPES);

/**
 * hlc_event_type_to_string:
 *
 * Returns: (transfer none): the type's name on the wire, as "function_call.completed"
 */
const char *
hlc_event_type_to_string (HlcEventType type)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (type_names), NULL);

  return type_names[type];
}

/**
 * hlc_event_type_skip_version:
 * @text: a type's name on the wire
 *
 * "v1beta2.agent_email.received" is the same event as "agent_email.received". Any thread.
 *
 * Returns: (transfer none): what follows the version in @text; @text itself where none stands before it
 */
const char *
hlc_event_type_skip_version (const char *text)
{
  const char *rest = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (text[0] != 'v' || !g_ascii_isdigit (text[1]))
    return text;

  rest = text + 2;
  while (g_ascii_isalnum (*rest))
    rest++;

  return rest[0] == '.' && rest[1] != '\0' ? rest + 1 : text;
}

/**
 * hlc_event_type_from_string:
 * @text: (nullable): a type's name on the wire, with or without a version before it
 * @type: (out): the type, untouched if there is none
 *
 * Returns: whether @text names an event type that we know
 */
gboolean
hlc_event_type_from_string (const char *text, HlcEventType *type)
{
  int found = -1;

  g_return_val_if_fail (type != NULL, FALSE);

  if (text != NULL)
    found = hlc_enum_name_find (type_names, G_N_ELEMENTS (type_names), hlc_event_type_skip_version (text));
  if (found < 0)
    return FALSE;

  *type = (HlcEventType) found;
  return TRUE;
}

/**
 * hlc_event_type_carries_operation:
 *
 * Returns: whether the event of this type is a completed operation
 */
gboolean
hlc_event_type_carries_operation (HlcEventType type)
{
  return type == HLC_EVENT_FUNCTION_CALL_COMPLETED || type == HLC_EVENT_HUMAN_CONTACT_COMPLETED;
}

/**
 * hlc_events_contain:
 * @events: bits of #HlcEventType, or %HLC_EVENTS_ALL
 *
 * Returns: whether @type is one of @events
 */
gboolean
hlc_events_contain (guint events, HlcEventType type)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (type_names), FALSE);

  return events == HLC_EVENTS_ALL || (events & (1u << type)) != 0;
}
