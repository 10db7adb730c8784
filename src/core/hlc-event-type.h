/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcEventType: what a webhook tells of. The numbers are bits of `endpoint.events` in the database: only ever add.
 */
typedef enum
{
  HLC_EVENT_FUNCTION_CALL_COMPLETED,
  HLC_EVENT_HUMAN_CONTACT_COMPLETED,
  HLC_EVENT_AGENT_EMAIL_RECEIVED,
  HLC_EVENT_AGENT_SLACK_RECEIVED,
  HLC_EVENT_CONVERSATION_CREATED,
  HLC_N_EVENT_TYPES,
} HlcEventType;

/** HLC_EVENTS_ALL: of a set of event types (bits `1 << HlcEventType`): every one, those of tomorrow too. */
#define HLC_EVENTS_ALL 0u

const char *hlc_event_type_to_string (HlcEventType type);
gboolean hlc_event_type_from_string (const char *text, HlcEventType *type) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_event_type_skip_version (const char *text);
gboolean hlc_event_type_carries_operation (HlcEventType type);
gboolean hlc_events_contain (guint events, HlcEventType type);

G_END_DECLS
