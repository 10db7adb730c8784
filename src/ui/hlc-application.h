/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"

G_BEGIN_DECLS

/**
 * HlcApplication:
 *
 * The desktop application: one instance, its window and its actions, over a running #HlcConsole. Main thread.
 */
#define HLC_TYPE_APPLICATION (hlc_application_get_type ())
G_DECLARE_FINAL_TYPE (HlcApplication, hlc_application, HLC, APPLICATION, AdwApplication)

HlcApplication *hlc_application_new (const HlcConsoleOptions *options) G_GNUC_WARN_UNUSED_RESULT;
HlcConsole *hlc_application_get_console (HlcApplication *self);

G_END_DECLS
