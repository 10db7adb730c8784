/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-counter.h"
#include "hlc-place.h"
#include "hlc-routes.h"

G_BEGIN_DECLS

/**
 * HlcSidebar:
 *
 * The places with their numbers, and under them whether the ports are open. Activating a row runs the action
 * "win.place". Emits HlcSidebar::failed (const char *message) when another port could not be opened either.
 */
#define HLC_TYPE_SIDEBAR (hlc_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HlcSidebar, hlc_sidebar, HLC, SIDEBAR, AdwBin)

void hlc_sidebar_connect (HlcSidebar *self, HlcConsole *console, HlcCounter *counter, HlcRoutes *routes);
void hlc_sidebar_set_place (HlcSidebar *self, HlcPlace place);

G_END_DECLS
