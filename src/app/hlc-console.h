/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-dispatcher.h"
#include "hlc-receiver.h"
#include "hlc-remote-target.h"
#include "hlc-secrets.h"
#include "hlc-store.h"
#include "hlc-tunnel.h"

G_BEGIN_DECLS

/**
 * HlcConsoleOptions:
 * @data_dir: where the database lives; made 0700 when missing
 * @webhook_port, @api_port: 0 takes a free one
 * @webhook_secrets: (nullable): signing secrets for this run only, on top of the stored ones
 * @agent_keys: (nullable) (element-type HlcAgentKey): agent keys for this run only, on top of the stored ones
 * @secrets_mode: where the stored ones are to be kept
 * @time_scale: how much faster than real time the waits between attempts to send a message are; 1 for real time
 * @ngrok_api: (nullable): the base URL of the API of ngrok's agent, normalised; %NULL for the usual one
 */
typedef struct
{
  char *data_dir;
  int webhook_port;
  int api_port;
  char **webhook_secrets;
  GPtrArray *agent_keys;
  HlcSecretsMode secrets_mode;
  double time_scale;
  char *ngrok_api;
} HlcConsoleOptions;

/**
 * HlcConsole:
 *
 * What runs, with or without a window: the data directory's lock, the store, the receiver, the API, the dispatcher and
 * instance.json. Main thread.
 *
 * Properties: HlcConsole:running; HlcConsole:webhook-url; HlcConsole:api-base; HlcConsole:console-base
 * (strings, %NULL while the port is not open).
 * Signal: HlcConsole::event (HlcConsole *, const char *event, GBytes *json): "operation", "delivery", "decision",
 * "attempt" and "endpoint" objects as they are committed, as on standard output of a headless run and in GET /console/v1/events.
 */
#define HLC_TYPE_CONSOLE (hlc_console_get_type ())
G_DECLARE_FINAL_TYPE (HlcConsole, hlc_console, HLC, CONSOLE, GObject)

HlcConsoleOptions *hlc_console_options_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcConsoleOptions *hlc_console_options_copy (const HlcConsoleOptions *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_console_options_free (HlcConsoleOptions *self);

HlcConsole *hlc_console_new (const HlcConsoleOptions *options, HlcClock *clock) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_console_start (HlcConsole *self, GError **error);
gboolean hlc_console_listen_receiver (HlcConsole *self, guint16 port, GError **error);
gboolean hlc_console_listen_api (HlcConsole *self, guint16 port, GError **error);
void hlc_console_stop (HlcConsole *self);

HlcStore *hlc_console_get_store (HlcConsole *self);
HlcReceiver *hlc_console_get_receiver (HlcConsole *self);
HlcApi *hlc_console_get_api (HlcConsole *self);
HlcDispatcher *hlc_console_get_dispatcher (HlcConsole *self);
HlcSecrets *hlc_console_get_secrets (HlcConsole *self);
HlcTunnel *hlc_console_get_tunnel (HlcConsole *self);
HlcRemoteTarget *hlc_console_get_remote (HlcConsole *self);
GPtrArray *hlc_console_get_run_keys (HlcConsole *self);
HlcClock *hlc_console_get_clock (HlcConsole *self);
const char *hlc_console_get_data_dir (HlcConsole *self);
const char *hlc_console_get_webhook_url (HlcConsole *self);
const char *hlc_console_get_api_base (HlcConsole *self);
const char *hlc_console_get_console_base (HlcConsole *self);
const char *hlc_console_get_receiver_error (HlcConsole *self);
const char *hlc_console_get_api_error (HlcConsole *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcConsoleOptions, hlc_console_options_free)

G_END_DECLS
