/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-presentation.h"
#include "hlc-tunnel-status.h"
#include "hlc-tunnel-test-result.h"

G_BEGIN_DECLS

/**
 * HlcWarning:
 * @HLC_WARNING_NONE: all is well
 * @HLC_WARNING_UNSIGNED: programs of this computer can send unsigned webhooks
 * @HLC_WARNING_UNSIGNED_PUBLIC: so can everybody who learns the tunnel's address
 * @HLC_WARNING_API_PUBLIC: a tunnel leads to the API
 *
 * What the window has to warn of; the more urgent, the greater.
 */
typedef enum
{
  HLC_WARNING_NONE,
  HLC_WARNING_UNSIGNED,
  HLC_WARNING_UNSIGNED_PUBLIC,
  HLC_WARNING_API_PUBLIC,
} HlcWarning;

/*
 * How tunnels look in the window. Pure; any thread.
 */
HlcAppearance hlc_present_tunnel (HlcTunnelStatus *status, const char *copied_url);
char *hlc_present_tunnel_host (HlcTunnelStatus *status) G_GNUC_WARN_UNUSED_RESULT;
HlcAppearance hlc_present_tunnel_test (HlcTunnelTestOutcome outcome);
HlcWarning hlc_present_warning (HlcTunnelStatus *status, gboolean is_receiving, gboolean has_secret);

G_END_DECLS
