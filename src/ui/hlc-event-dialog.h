/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-event-sheet.h"
#include "hlc-event-target.h"

G_BEGIN_DECLS

/**
 * HlcEventDialog:
 *
 * Composes an event that the service would send, and sends it to a handler. What is wrong is said at its field, nothing is
 * sent then, and what was written stays.
 *
 * Signals: HlcEventDialog::sent (const char *message_id, gboolean is_open), when an event is stored and on its way; the
 * dialog closes itself then, unless it is to be kept open. HlcEventDialog::show-message (const char *message_id), when
 * somebody wants to see what became of one.
 */
#define HLC_TYPE_EVENT_DIALOG (hlc_event_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventDialog, hlc_event_dialog, HLC, EVENT_DIALOG, AdwWindow)

HlcEventDialog *hlc_event_dialog_new (HlcConsole *console) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_dialog_fill (HlcEventDialog *self, const HlcEventDraft *draft);
void hlc_event_dialog_fill_from_operation (HlcEventDialog *self, const char *call_id);
void hlc_event_dialog_show_sheet (HlcEventDialog *self, HlcEventSheet *sheet);
HlcEventSheet *hlc_event_dialog_collect (HlcEventDialog *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_dialog_show_payload (HlcEventDialog *self, gboolean is_payload);
HlcEventTarget *hlc_event_dialog_get_target (HlcEventDialog *self);
const char *hlc_event_dialog_get_problem (HlcEventDialog *self);

G_END_DECLS
