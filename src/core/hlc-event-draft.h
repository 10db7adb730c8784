/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-form-problem.h"
#include "hlc-json-document.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/**
 * HlcEventDraft:
 * @label: (nullable): where it comes from, for messages
 * @type: without a version before it: `agent_email.received`
 * @is_test: what an envelope says of it
 * @event: the event object; whoever sends it wraps it in the envelope that the endpoint reads
 *
 * An event that is to be sent. Plain data.
 */
typedef struct
{
  char *label;
  char *type;
  gboolean is_test;
  GBytes *event;
} HlcEventDraft;

HlcEventDraft *hlc_event_draft_new (const char *type,
                                    GBytes *event,
                                    gboolean is_test) G_GNUC_WARN_UNUSED_RESULT;
HlcEventDraft *hlc_event_draft_new_from_text (const char *type,
                                              GBytes *json,
                                              gboolean is_test,
                                              GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_draft_free (HlcEventDraft *self);
gboolean hlc_event_draft_check (const HlcEventDraft *self, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

const char *const *hlc_event_get_composed_types (void);
gboolean hlc_event_input_check (HlcJsonValue event,
                                const char *type,
                                GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEventDraft, hlc_event_draft_free)

G_END_DECLS
