/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-inputs.h"

G_BEGIN_DECLS

/**
 * HlcEventRecordRow:
 *
 * A record within an event, to be edited: an earlier mail, or a Slack message. Its title is what is written first.
 *
 * Signals: HlcEventRecordRow::changed; HlcEventRecordRow::remove.
 */
#define HLC_TYPE_EVENT_RECORD_ROW (hlc_event_record_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventRecordRow, hlc_event_record_row, HLC, EVENT_RECORD_ROW, AdwExpanderRow)

HlcEventRecordRow *hlc_event_record_row_new (const HlcEventInput *table,
                                             const char *new_title,
                                             const char *remove_label) G_GNUC_WARN_UNUSED_RESULT;
HlcEventInputs *hlc_event_record_row_get_inputs (HlcEventRecordRow *self);

G_END_DECLS
