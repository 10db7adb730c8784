/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-completed-form.h"
#include "hlc-event-form.h"
#include "hlc-event-type.h"

G_BEGIN_DECLS

/**
 * HlcEventSheet:
 * @type: of which event
 * @is_test: whether it says that it is a test
 * @form: (owned) (nullable): of a mail, Slack messages or a conversation
 * @completed: (owned) (nullable): of a completed operation
 * @json: (nullable): the event, where it is written as JSON: the forms do not count then
 * @event: (nullable): what the form was filled with: it is sent byte for byte, until the form is changed
 *
 * What is written of an event that is to be sent: in a form, or as JSON. Plain data.
 */
typedef struct
{
  HlcEventType type;
  gboolean is_test;
  HlcEventForm *form;
  HlcCompletedForm *completed;
  char *json;
  GBytes *event;
} HlcEventSheet;

HlcEventSheet *hlc_event_sheet_new (HlcEventType type) G_GNUC_WARN_UNUSED_RESULT;
HlcEventSheet *hlc_event_sheet_new_from_draft (const HlcEventDraft *draft,
                                               gint64 now,
                                               const char *token,
                                               char **loss) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_sheet_free (HlcEventSheet *self);
HlcEventDraft *hlc_event_sheet_to_draft (const HlcEventSheet *self,
                                         gint64 now,
                                         const char *token,
                                         GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEventSheet, hlc_event_sheet_free)

G_END_DECLS
