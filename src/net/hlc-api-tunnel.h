/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-tunnel.h"

G_BEGIN_DECLS

void hlc_api_set_tunnel (HlcApi *self, HlcTunnel *tunnel);

G_END_DECLS
