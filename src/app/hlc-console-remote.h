/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

/*
 * The remote API of a running console: where it is kept, and what leads to the console itself. Main thread.
 */
HlcRemoteTarget *hlc_console_make_remote (HlcConsole *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_console_start_remote (HlcConsole *self);
void hlc_console_end_remote (HlcConsole *self);

G_END_DECLS
