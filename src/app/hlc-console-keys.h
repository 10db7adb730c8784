/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

/*
 * The agent keys of a running console: those that its secrets keep and those of this run. Main thread.
 */
GPtrArray *hlc_console_dup_agent_keys (HlcConsole *self, guint *n_kept) G_GNUC_WARN_UNUSED_RESULT;
void hlc_console_connect_keys (HlcConsole *self);
void hlc_console_disconnect_keys (HlcConsole *self);
void hlc_console_push_keys (HlcConsole *self);

G_END_DECLS
