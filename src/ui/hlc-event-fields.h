/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-event-form.h"

G_BEGIN_DECLS

/**
 * HlcEventFields:
 *
 * The form of an event that is no operation: a mail with its thread, Slack messages, or how a conversation begins.
 *
 * Signal: HlcEventFields::changed.
 */
#define HLC_TYPE_EVENT_FIELDS (hlc_event_fields_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventFields, hlc_event_fields, HLC, EVENT_FIELDS, AdwBin)

HlcEventFields *hlc_event_fields_new (HlcEventFormKind kind) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_fields_fill (HlcEventFields *self, const HlcEventForm *form);
void hlc_event_fields_write (HlcEventFields *self, HlcEventForm *form);
GtkWidget *hlc_event_fields_show_problems (HlcEventFields *self, GPtrArray *problems);

G_END_DECLS
