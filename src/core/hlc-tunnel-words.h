/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-tunnel-status.h"

G_BEGIN_DECLS

/*
 * What is said of tunnels, in the user's language. What came from outside is shown so that it deceives nobody, but is
 * no markup: escape it, or use no markup. Pure; any thread.
 */
char *hlc_tunnel_words_summary (HlcTunnelStatus *status) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_tunnel_words_problem (HlcTunnelStatus *status, const char *copied_url) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_tunnel_words_command (guint16 port) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_tunnel_words_refusal (guint http_status, GBytes *answer) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_tunnel_words_ended (const char *printed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
