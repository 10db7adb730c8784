/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-problem.h"
#include "hlc-payload.h"

G_BEGIN_DECLS

/**
 * HlcEventPayload:
 *
 * An event as JSON, to be edited, and below it the body that is sent in a body version. What is too long to be edited is
 * only shown.
 *
 * Signals: HlcEventPayload::changed, when the event is edited; HlcEventPayload::version-changed.
 */
#define HLC_TYPE_EVENT_PAYLOAD (hlc_event_payload_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventPayload, hlc_event_payload, HLC, EVENT_PAYLOAD, AdwBin)

void hlc_event_payload_set_event (HlcEventPayload *self, GBytes *event);
void hlc_event_payload_enter (HlcEventPayload *self, const char *text);
char *hlc_event_payload_dup_text (HlcEventPayload *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_event_payload_get_is_edited (HlcEventPayload *self);
void hlc_event_payload_set_note (HlcEventPayload *self, const char *note);
void hlc_event_payload_set_versions (HlcEventPayload *self, const HlcBodyVersion *versions, guint n_versions);
HlcBodyVersion hlc_event_payload_get_version (HlcEventPayload *self);
gboolean hlc_event_payload_show_problem (HlcEventPayload *self, const HlcFormProblem *problem);
const char *hlc_event_payload_get_problem (HlcEventPayload *self);
void hlc_event_payload_show_body (HlcEventPayload *self, GBytes *body);
GBytes *hlc_event_payload_get_body (HlcEventPayload *self);

G_END_DECLS
