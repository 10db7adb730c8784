/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"

G_BEGIN_DECLS

/**
 * HlcTunnelDialog:
 *
 * How webhooks come in from the Internet: the tunnel, its address to copy, starting, stopping and testing it, or the
 * address of any other relay.
 */
#define HLC_TYPE_TUNNEL_DIALOG (hlc_tunnel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcTunnelDialog, hlc_tunnel_dialog, HLC, TUNNEL_DIALOG, AdwWindow)

HlcTunnelDialog *hlc_tunnel_dialog_new (HlcConsole *console) G_GNUC_WARN_UNUSED_RESULT;
void hlc_tunnel_dialog_enter_relay (HlcTunnelDialog *self, const char *url);
const char *hlc_tunnel_dialog_get_relay (HlcTunnelDialog *self);
const char *hlc_tunnel_dialog_get_relay_problem (HlcTunnelDialog *self);
const char *hlc_tunnel_dialog_get_problem (HlcTunnelDialog *self);

G_END_DECLS
