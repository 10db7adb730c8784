/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-event-sheet.h"

G_BEGIN_DECLS

/**
 * HlcEventForms:
 *
 * The forms of the five events, of which one is shown. What is written in the others stays.
 *
 * Signal: HlcEventForms::changed.
 */
#define HLC_TYPE_EVENT_FORMS (hlc_event_forms_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventForms, hlc_event_forms, HLC, EVENT_FORMS, AdwBin)

void hlc_event_forms_set_event_type (HlcEventForms *self, HlcEventType type);
void hlc_event_forms_take (HlcEventForms *self, HlcEventSheet *sheet);
HlcEventSheet *hlc_event_forms_collect (HlcEventForms *self) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *hlc_event_forms_show_problems (HlcEventForms *self, GPtrArray *problems);

G_END_DECLS
