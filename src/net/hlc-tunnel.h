/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-signing-secret.h"
#include "hlc-store.h"
#include "hlc-tunnel-status.h"

G_BEGIN_DECLS

/** Where ngrok's agent answers on this machine, if its configuration does not say otherwise. */
#define HLC_TUNNEL_DEFAULT_AGENT "http://127.0.0.1:4040"

/**
 * HlcTunnel:
 *
 * The way in from outside: finds the tunnels of an ngrok agent on this machine through its local API, judges where they
 * lead, starts and stops them. It looks only while somebody watches, and when it is asked. Main thread.
 *
 * Properties, all notified: HlcTunnel:status (boxed), HlcTunnel:state (an #HlcTunnelState), HlcTunnel:public-url,
 * HlcTunnel:webhook-url, HlcTunnel:summary and HlcTunnel:problem are what was found last; HlcTunnel:receiver-port and
 * HlcTunnel:api-port what it is judged by; HlcTunnel:copied-url the address that the user copied; HlcTunnel:hidden
 * makes it look less often.
 * Signal: HlcTunnel::changed, when any of what was found has changed.
 */
#define HLC_TYPE_TUNNEL (hlc_tunnel_get_type ())
G_DECLARE_FINAL_TYPE (HlcTunnel, hlc_tunnel, HLC, TUNNEL, GObject)

HlcTunnel *hlc_tunnel_new (HlcStore *store, HlcClock *clock, const char *agent) G_GNUC_WARN_UNUSED_RESULT;
void hlc_tunnel_shut_down (HlcTunnel *self);

/* Looking again and again, in hlc-tunnel-watch.c. */
void hlc_tunnel_watch (HlcTunnel *self);
void hlc_tunnel_unwatch (HlcTunnel *self);
void hlc_tunnel_set_intervals (HlcTunnel *self, guint shown, guint hidden);
void hlc_tunnel_set_hidden (HlcTunnel *self, gboolean hidden);

void hlc_tunnel_refresh_async (HlcTunnel *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean hlc_tunnel_refresh_finish (HlcTunnel *self, GAsyncResult *result, GError **error);

HlcTunnelStatus *hlc_tunnel_get_status (HlcTunnel *self);
const char *hlc_tunnel_get_webhook_url (HlcTunnel *self);
const char *hlc_tunnel_get_problem (HlcTunnel *self);
const char *hlc_tunnel_get_copied_url (HlcTunnel *self);
void hlc_tunnel_set_copied_url (HlcTunnel *self, const char *url);
void hlc_tunnel_set_signing_secret (HlcTunnel *self, HlcSigningSecret *secret);
gboolean hlc_tunnel_get_has_secret (HlcTunnel *self);
void hlc_tunnel_set_sandboxed (HlcTunnel *self, gboolean sandboxed);

/* Starting and stopping, in hlc-tunnel-control.c. */
void hlc_tunnel_start_async (HlcTunnel *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean hlc_tunnel_start_finish (HlcTunnel *self, GAsyncResult *result, GError **error);
void hlc_tunnel_stop_async (HlcTunnel *self,
                            const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean hlc_tunnel_stop_finish (HlcTunnel *self, GAsyncResult *result, GError **error);

G_END_DECLS
