/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"

G_BEGIN_DECLS

/**
 * HlcEndpointRow:
 *
 * An endpoint in a boxed list: how it fares and whether it is enabled. Unfolded, it shows all that is known of it, its
 * secret, and what can be done with it: the actions "endpoints.…" of whoever holds it, with its id as target. None of
 * its texts is markup.
 */
#define HLC_TYPE_ENDPOINT_ROW (hlc_endpoint_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcEndpointRow, hlc_endpoint_row, HLC, ENDPOINT_ROW, AdwExpanderRow)

GtkWidget *hlc_endpoint_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_endpoint_row_show (HlcEndpointRow *self,
                            HlcEndpoint *endpoint,
                            const char *secret,
                            gint64 overlap_until,
                            gint64 now);
void hlc_endpoint_row_update_time (HlcEndpointRow *self, gint64 now);
HlcEndpoint *hlc_endpoint_row_get_endpoint (HlcEndpointRow *self);

G_END_DECLS
