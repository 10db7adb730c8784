/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcBackground:
 *
 * Keeps the application running without a window while HlcBackground:enabled is set, and asks the desktop for
 * permission through the background portal where there is one. The desktop then lists the console among its background
 * apps, with what hlc_background_set_status() said last. Main thread.
 *
 * Property: HlcBackground:enabled, %FALSE at first. Signal: HlcBackground::refused: the desktop does not allow it.
 */
#define HLC_TYPE_BACKGROUND (hlc_background_get_type ())
G_DECLARE_FINAL_TYPE (HlcBackground, hlc_background, HLC, BACKGROUND, GObject)

HlcBackground *hlc_background_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
void hlc_background_stop (HlcBackground *self);
gboolean hlc_background_get_enabled (HlcBackground *self);
void hlc_background_set_status (HlcBackground *self, const char *status);

G_END_DECLS
