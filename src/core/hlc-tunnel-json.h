/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-writer.h"
#include "hlc-tunnel-status.h"
#include "hlc-tunnel-test-result.h"

G_BEGIN_DECLS

/* The tunnel's objects of the console's own interfaces. Pure; any thread. */
void hlc_tunnel_json_write_status (HlcJsonWriter *writer,
                                   HlcTunnelStatus *status,
                                   const char *copied_url,
                                   gboolean has_secret);
void hlc_tunnel_json_write_test (HlcJsonWriter *writer, HlcTunnelTestResult *result);

G_END_DECLS
