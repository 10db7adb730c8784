/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-event-composition.h"

G_BEGIN_DECLS

/**
 * HlcEventEditor:
 *
 * What is written of an event, in its form or as JSON. It goes from one to the other only where nothing gets lost.
 *
 * Signals: HlcEventEditor::changed, when somebody wrote something; HlcEventEditor::said (const char *problem), what is to
 * be said of it above, %NULL for nothing.
 */
#define HLC_TYPE_EVENT_EDITOR (hlc_event_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventEditor, hlc_event_editor, HLC, EVENT_EDITOR, AdwBin)

void hlc_event_editor_renew (HlcEventEditor *self, gint64 now, const char *token);
void hlc_event_editor_set_event_type (HlcEventEditor *self, HlcEventType type);
gboolean hlc_event_editor_get_is_test (HlcEventEditor *self);
void hlc_event_editor_set_is_test (HlcEventEditor *self, gboolean is_test);
void hlc_event_editor_set_versions (HlcEventEditor *self, const HlcBodyVersion *versions, guint n_versions);
void hlc_event_editor_set_note (HlcEventEditor *self, const char *note);
void hlc_event_editor_show_sheet (HlcEventEditor *self, HlcEventSheet *sheet);
HlcEventSheet *hlc_event_editor_collect (HlcEventEditor *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_editor_show_payload (HlcEventEditor *self, gboolean is_payload);
void hlc_event_editor_compose_async (HlcEventEditor *self,
                                     HlcSendOrder *order,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GtkWidget *hlc_event_editor_show_composed (HlcEventEditor *self,
                                           HlcEventComposition *composed,
                                           gboolean is_refused);

G_END_DECLS
