/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-tunnel.h"

G_BEGIN_DECLS

/**
 * HlcTunnelRow:
 *
 * How the tunnel is, in a word or by its public host. A button that opens what there is to say and to do about it.
 */
#define HLC_TYPE_TUNNEL_ROW (hlc_tunnel_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcTunnelRow, hlc_tunnel_row, HLC, TUNNEL_ROW, AdwBin)

void hlc_tunnel_row_connect (HlcTunnelRow *self, HlcTunnel *tunnel);

G_END_DECLS
