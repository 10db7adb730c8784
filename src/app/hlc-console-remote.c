/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console-remote.h"

#include "hlc-api-remote.h"
#include "hlc-console-sending.h"

static gboolean
keep (const char *base, const char *key, gpointer user_data, GError **error)
{
  return hlc_secrets_set_remote (user_data, base, key, error);
}

/* The ports and the tunnel's address lead to us. */
static void
own_changed_cb (HlcConsole *self)
{
  HlcRemoteTarget *remote = hlc_console_get_remote (self);
  HlcTunnel *tunnel = hlc_console_get_tunnel (self);
  const HlcTunnelStatus *status = tunnel != NULL ? hlc_tunnel_get_status (tunnel) : NULL;
  guint16 ports[HLC_CONSOLE_MAX_OWN_PORTS];
  guint n_ports = hlc_console_list_own_ports (self, ports);

  hlc_remote_target_set_own (remote, ports, n_ports, status != NULL ? status->public_url : NULL);
}

/**
 * hlc_console_make_remote:
 * @self: a console whose store, secrets, receiver, API, dispatcher and tunnel are open
 *
 * Makes the remote target, and lets the API speak of it. Nobody is asked yet.
 *
 * Returns: (transfer full): the target
 */
HlcRemoteTarget *
hlc_console_make_remote (HlcConsole *self)
{
  HlcRemoteTarget *remote;

  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  remote = hlc_remote_target_new (hlc_console_get_store (self), keep, hlc_console_get_secrets (self));
  g_object_bind_property (hlc_console_get_dispatcher (self), "time-scale",
                          hlc_remote_target_get_follower (remote), "time-scale", G_BINDING_SYNC_CREATE);
  hlc_api_set_remote (hlc_console_get_api (self), remote);
  return remote;
}

/**
 * hlc_console_start_remote:
 * @self: a console that listens, and whose remote target is made
 *
 * Goes on with the operations that were created at the remote API. Until hlc_console_end_remote().
 */
void
hlc_console_start_remote (HlcConsole *self)
{
  const char *key = NULL;
  const char *base = NULL;

  g_return_if_fail (HLC_IS_CONSOLE (self));

  own_changed_cb (self);
  g_signal_connect_swapped (hlc_console_get_receiver (self), "notify::port", G_CALLBACK (own_changed_cb),
                            self);
  g_signal_connect_swapped (hlc_console_get_api (self), "notify::port", G_CALLBACK (own_changed_cb), self);
  g_signal_connect_swapped (hlc_console_get_tunnel (self), "changed", G_CALLBACK (own_changed_cb), self);
  base = hlc_secrets_get_remote (hlc_console_get_secrets (self), &key);
  hlc_remote_target_load (hlc_console_get_remote (self), base, key);
}

/**
 * hlc_console_end_remote:
 * @self: a console whose remote target is made
 *
 * Ends what the two others began, before the store is closed.
 */
void
hlc_console_end_remote (HlcConsole *self)
{
  g_return_if_fail (HLC_IS_CONSOLE (self));

  g_signal_handlers_disconnect_by_func (hlc_console_get_receiver (self), own_changed_cb, self);
  g_signal_handlers_disconnect_by_func (hlc_console_get_api (self), own_changed_cb, self);
  g_signal_handlers_disconnect_by_func (hlc_console_get_tunnel (self), own_changed_cb, self);
  hlc_api_set_remote (hlc_console_get_api (self), NULL);
  hlc_remote_target_stop (hlc_console_get_remote (self));
}
