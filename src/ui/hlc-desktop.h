/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-window.h"

G_BEGIN_DECLS

/** HlcDesktopOpen: opens the window where none is, and presents it. Returns: (transfer none) (nullable): it */
typedef HlcWindow *(*HlcDesktopOpen) (gpointer user_data);

/**
 * HlcDesktop:
 *
 * The console outside of its window: notifications, what their buttons do, running without a window, the status in
 * the desktop's list of background apps. Follows the settings. Main thread.
 *
 * Adds to the application: app.show-operation (s), app.deny-operation (s), app.approve-operation (s), app.show-pending.
 */
#define HLC_TYPE_DESKTOP (hlc_desktop_get_type ())
G_DECLARE_FINAL_TYPE (HlcDesktop, hlc_desktop, HLC, DESKTOP, GObject)

HlcDesktop *hlc_desktop_new (GtkApplication *application,
                             HlcConsole *console,
                             HlcDesktopOpen open,
                             gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_desktop_watch_window (HlcDesktop *self, HlcWindow *window);
void hlc_desktop_stop (HlcDesktop *self);

G_END_DECLS
