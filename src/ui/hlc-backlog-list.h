/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-routes.h"

G_BEGIN_DECLS

/**
 * HlcBacklogList:
 *
 * What forwarding rules ask: a card for each that has more waiting than its limit. Hidden while none asks.
 *
 * Action: rules.release (xs: which rule, and what becomes of what waits).
 */
#define HLC_TYPE_BACKLOG_LIST (hlc_backlog_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcBacklogList, hlc_backlog_list, HLC, BACKLOG_LIST, AdwBin)

void hlc_backlog_list_connect (HlcBacklogList *self, HlcConsole *console, HlcRoutes *routes);

G_END_DECLS
