/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-decision-queue.h"
#include "hlc-place.h"

G_BEGIN_DECLS

/**
 * HlcWindow:
 *
 * The console's window: places, a list, a detail. It folds: below about 900 px the sidebar lies over the rest, below
 * about 720 px the detail takes the list's place.
 *
 * Signal: HlcWindow::operation-shown (const char *call_id): that operation is on the page.
 * Actions: win.place (s), win.show-operation (s), win.show-delivery (x), win.show-message (s), win.add-endpoint,
 * win.add-rule (ss: event type and path, empty for any), win.search, win.toggle-sidebar, win.back, win.toast (s),
 * win.toast-message (ss: a text, and the message that it tells of), win.undo-decision,
 * win.decide-chosen. Keys: a approves, d denies, r answers what is seen.
 */
#define HLC_TYPE_WINDOW (hlc_window_get_type ())
G_DECLARE_FINAL_TYPE (HlcWindow, hlc_window, HLC, WINDOW, AdwApplicationWindow)

HlcWindow *hlc_window_new (GtkApplication *application, HlcConsole *console) G_GNUC_WARN_UNUSED_RESULT;
void hlc_window_set_place (HlcWindow *self, HlcPlace place);
HlcPlace hlc_window_get_place (HlcWindow *self);
void hlc_window_show_operation (HlcWindow *self, const char *call_id);
void hlc_window_deny_operation (HlcWindow *self, const char *call_id);
const char *hlc_window_get_shown (HlcWindow *self);
gboolean hlc_window_is_showing (HlcWindow *self, const char *call_id);
HlcDecisionQueue *hlc_window_get_queue (HlcWindow *self);

G_END_DECLS
