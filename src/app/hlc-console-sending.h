/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

/** A console listens for webhooks and for its API. */
#define HLC_CONSOLE_MAX_OWN_PORTS 2

typedef struct _HlcConsoleSending HlcConsoleSending;

/*
 * The part of a running console that sends: its dispatcher, and what that has to be told of the rest. Main thread.
 */
HlcConsoleSending *hlc_console_sending_new (HlcConsole *console, double time_scale) G_GNUC_WARN_UNUSED_RESULT;
void hlc_console_sending_free (HlcConsoleSending *self);
void hlc_console_sending_start (HlcConsoleSending *self);
void hlc_console_sending_set_secrets (HlcConsoleSending *self, GPtrArray *secrets);
guint hlc_console_list_own_ports (HlcConsole *self, guint16 ports[HLC_CONSOLE_MAX_OWN_PORTS]);
void hlc_console_sending_update_ports (HlcConsoleSending *self);
HlcDispatcher *hlc_console_sending_get_dispatcher (HlcConsoleSending *self);

G_END_DECLS
