/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-endpoint-list.h"
#include "hlc-routes.h"
#include "hlc-rule-list.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcEndpointPage:
 *
 * Where webhooks go: the endpoints, the forwarding rules, and how fast retries run.
 *
 * Properties: HlcEndpointPage:reveal-sidebar; HlcEndpointPage:time-scale (a string: how much faster retries run).
 */
#define HLC_TYPE_ENDPOINT_PAGE (hlc_endpoint_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcEndpointPage, hlc_endpoint_page, HLC, ENDPOINT_PAGE, AdwBin)

void hlc_endpoint_page_connect (HlcEndpointPage *self,
                                HlcConsole *console,
                                HlcRoutes *routes,
                                HlcTicker *ticker);
HlcEndpointList *hlc_endpoint_page_get_endpoint_list (HlcEndpointPage *self);
HlcRuleList *hlc_endpoint_page_get_rule_list (HlcEndpointPage *self);

G_END_DECLS
