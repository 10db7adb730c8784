/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** HlcFailureWindow: says why the console could not start and what to do. */
#define HLC_TYPE_FAILURE_WINDOW (hlc_failure_window_get_type ())
G_DECLARE_FINAL_TYPE (HlcFailureWindow, hlc_failure_window, HLC, FAILURE_WINDOW, AdwApplicationWindow)

HlcFailureWindow *hlc_failure_window_new (GtkApplication *application,
                                          const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
