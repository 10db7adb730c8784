/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

/*
 * The tunnel of a running console: what it is judged by, and who may ask for it. Main thread.
 */
HlcTunnel *hlc_console_make_tunnel (HlcConsole *self, const char *agent) G_GNUC_WARN_UNUSED_RESULT;
void hlc_console_end_tunnel (HlcConsole *self);
void hlc_console_push_tunnel_secret (HlcConsole *self, GPtrArray *secrets);

G_END_DECLS
