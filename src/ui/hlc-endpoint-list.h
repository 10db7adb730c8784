/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-routes.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcEndpointList:
 *
 * The endpoints, and all that can be done with them: adding, changing, enabling, testing, recovering, rotating a secret,
 * removing.
 *
 * Actions: endpoints.edit, endpoints.test, endpoints.recover, endpoints.rotate, endpoints.remove (s: which one),
 * endpoints.set-enabled (sb).
 */
#define HLC_TYPE_ENDPOINT_LIST (hlc_endpoint_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcEndpointList, hlc_endpoint_list, HLC, ENDPOINT_LIST, AdwBin)

void hlc_endpoint_list_connect (HlcEndpointList *self,
                                HlcConsole *console,
                                HlcRoutes *routes,
                                HlcTicker *ticker);
void hlc_endpoint_list_add (HlcEndpointList *self);
GtkWindow *hlc_endpoint_list_get_dialog (HlcEndpointList *self);

G_END_DECLS
