/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-tunnel-presentation.h"

G_BEGIN_DECLS

/**
 * HlcWarningBar:
 *
 * The most urgent warning of a window, with a button against it: a tunnel that leads to the API, webhooks that nobody
 * signs. It keeps the tunnel watched as long as there is a window, and less often while that is hidden.
 */
#define HLC_TYPE_WARNING_BAR (hlc_warning_bar_get_type ())
G_DECLARE_FINAL_TYPE (HlcWarningBar, hlc_warning_bar, HLC, WARNING_BAR, AdwBin)

void hlc_warning_bar_connect (HlcWarningBar *self, HlcConsole *console);
HlcWarning hlc_warning_bar_get_warning (HlcWarningBar *self);

G_END_DECLS
