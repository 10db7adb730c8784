/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-tunnel.h"

G_BEGIN_DECLS

/**
 * HlcTunnelTestRow:
 *
 * Sends a test event to a public address, and says whether it arrived. A test can be cancelled.
 */
#define HLC_TYPE_TUNNEL_TEST_ROW (hlc_tunnel_test_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcTunnelTestRow, hlc_tunnel_test_row, HLC, TUNNEL_TEST_ROW, AdwActionRow)

void hlc_tunnel_test_row_set_tunnel (HlcTunnelTestRow *self, HlcTunnel *tunnel);
void hlc_tunnel_test_row_set_url (HlcTunnelTestRow *self, const char *url);

G_END_DECLS
