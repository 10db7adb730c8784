/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcRoutes:
 *
 * Where webhooks go: the endpoints and the forwarding rules, as they are stored now. It follows the store, at most a
 * few times a second; what attempts change (how many wait, how the last one went) only while somebody looks at it.
 * Main thread.
 *
 * Signal: HlcRoutes::changed.
 */
#define HLC_TYPE_ROUTES (hlc_routes_get_type ())
G_DECLARE_FINAL_TYPE (HlcRoutes, hlc_routes, HLC, ROUTES, GObject)

HlcRoutes *hlc_routes_new (HlcStore *store) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_routes_get_endpoints (HlcRoutes *self);
GPtrArray *hlc_routes_get_rules (HlcRoutes *self);
HlcEndpoint *hlc_routes_find_endpoint (HlcRoutes *self, const char *endpoint_id);
HlcForwardRule *hlc_routes_find_rule (HlcRoutes *self, gint64 id);
const char *hlc_routes_get_error (HlcRoutes *self);
gboolean hlc_routes_get_is_read (HlcRoutes *self);
void hlc_routes_hold (HlcRoutes *self);
void hlc_routes_release (HlcRoutes *self);
void hlc_routes_read (HlcRoutes *self);

G_END_DECLS
