/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-tunnel-test-result.h"
#include "hlc-tunnel.h"

G_BEGIN_DECLS

/** Seconds in which a test event has to arrive. */
#define HLC_TUNNEL_SELF_TEST_DEADLINE 15

void hlc_tunnel_self_test_async (HlcTunnel *self,
                                 const char *url,
                                 guint deadline,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HlcTunnelTestResult *hlc_tunnel_self_test_finish (HlcTunnel *self,
                                                  GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
