/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-event-sheet.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcEventOrigin:
 *
 * Asks what an event begins with: nothing, a template, or a completed operation.
 *
 * Signals: HlcEventOrigin::chosen (HlcEventSheet *sheet, const char *loss, const char *title): what to write on in; @loss
 * (nullable) as of hlc_event_sheet_new_from_draft(); @sheet (nullable) is %NULL for nothing. HlcEventOrigin::failed (const
 * char *problem).
 */
#define HLC_TYPE_EVENT_ORIGIN (hlc_event_origin_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventOrigin, hlc_event_origin, HLC, EVENT_ORIGIN, AdwActionRow)

void hlc_event_origin_connect (HlcEventOrigin *self, HlcStore *store, const char *folder);
void hlc_event_origin_set_terms (HlcEventOrigin *self, gint64 now, const char *token);
void hlc_event_origin_take_draft (HlcEventOrigin *self, const HlcEventDraft *draft);
void hlc_event_origin_take_operation (HlcEventOrigin *self, const char *call_id);

G_END_DECLS
