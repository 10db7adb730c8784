/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console-tunnel.h"

#include "hlc-api-tunnel.h"

/* There in every Flatpak sandbox, and nowhere else (flatpak-run(1)). */
#define SANDBOX_FILE "/.flatpak-info"

/**
 * hlc_console_make_tunnel:
 * @self: a console whose store, receiver and API are open
 * @agent: (nullable): the base URL of ngrok's agent, normalised; %NULL for the usual one
 *
 * Makes the tunnel, which follows the ports of receiver and API, and lets the API speak of it. Until
 * hlc_console_end_tunnel().
 *
 * Returns: (transfer full): the tunnel
 */
HlcTunnel *
hlc_console_make_tunnel (HlcConsole *self, const char *agent)
{
  HlcTunnel *tunnel;

  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  tunnel = hlc_tunnel_new (hlc_console_get_store (self), hlc_console_get_clock (self),
                           agent != NULL ? agent : HLC_TUNNEL_DEFAULT_AGENT);
  hlc_tunnel_set_sandboxed (tunnel, g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS));
  g_object_bind_property (hlc_console_get_receiver (self), "port", tunnel, "receiver-port",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (hlc_console_get_api (self), "port", tunnel, "api-port", G_BINDING_SYNC_CREATE);
  hlc_api_set_tunnel (hlc_console_get_api (self), tunnel);
  return tunnel;
}

/**
 * hlc_console_end_tunnel:
 * @self: a console whose API and tunnel are open
 *
 * Ends what hlc_console_make_tunnel() began, and an ngrok that the console runs.
 */
void
hlc_console_end_tunnel (HlcConsole *self)
{
  g_return_if_fail (HLC_IS_CONSOLE (self));

  hlc_api_set_tunnel (hlc_console_get_api (self), NULL);
  hlc_tunnel_shut_down (hlc_console_get_tunnel (self));
}

/**
 * hlc_console_push_tunnel_secret:
 * @self: a console whose tunnel is open
 * @secrets: (element-type HlcSigningSecret): the receiver's
 *
 * Tells the tunnel what to sign test events with: the first secret that can sign.
 */
void
hlc_console_push_tunnel_secret (HlcConsole *self, GPtrArray *secrets)
{
  HlcSigningSecret *usable = secrets->len > 0 ? g_ptr_array_index (secrets, 0) : NULL;

  for (guint i = 0; i < secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (secrets, i);

      if (hlc_signing_secret_get_problem (secret) == NULL)
        {
          usable = secret;
          break;
        }
    }

  hlc_tunnel_set_signing_secret (hlc_console_get_tunnel (self), usable);
}
