/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-loopback.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"
#include "hlc-port-holder.h"

/* Connections that may wait to be accepted. libsoup's 10 makes a burst of 32 clients wait a second. */
#define BACKLOG 512
/* How often a free port is asked for before we do without ::1. */
#define MAX_TRIES 16

static GSocket *
listen_on (GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

static guint16
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
set_address_error (GError **error, guint16 port, const GError *cause)
{
  g_autofree char *holder = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      holder = hlc_port_holder_dup_name (port);
      if (holder != NULL)
        g_set_error (
            error, HLC_ERROR, HLC_ERROR_ADDRESS,
            /* Translators: a port, and the name of a program. */
            _ ("Cannot listen on port %u of this machine: %s uses it already. Stop that program, or choose "
               "another port."),
            port, holder);
      else
        g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                     _ ("Cannot listen on port %u of this machine: another program uses it already. Stop "
                        "that program, or choose another port."),
                     port);
    }
  else
    g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                 _ ("Cannot listen on port %u of this machine: %s. Choose another port, above 1023."), port,
                 cause->message);
}

/**
 * hlc_loopback_listen:
 * @port: the port, or 0 for a free one
 * @ipv4: (out) (transfer full): the socket on 127.0.0.1
 * @ipv6: (out) (transfer full) (nullable): the socket on ::1, with the same port; %NULL where there is no ::1
 * @bound_port: (out): the port
 *
 * Makes the non-blocking listening sockets of one loopback port. Where the port is given and somebody else has it on
 * either address, that is an error: clients that say "localhost" would reach either of us.
 *
 * Returns: %FALSE with %HLC_ERROR_ADDRESS, which names the program that has the port where the system tells
 */
gboolean
hlc_loopback_listen (guint16 port, GSocket **ipv4, GSocket **ipv6, guint16 *bound_port, GError **error)
{
  g_return_val_if_fail (ipv4 != NULL && ipv6 != NULL && bound_port != NULL, FALSE);

  for (guint i = 1;; i++)
    {
      g_autoptr (GSocket) socket = NULL;
      g_autoptr (GSocket) socket6 = NULL;
      g_autoptr (GError) cause = NULL;

      socket = listen_on (G_SOCKET_FAMILY_IPV4, port, &cause);
      if (socket == NULL)
        {
          set_address_error (error, port, cause);
          return FALSE;
        }

      socket6 = listen_on (G_SOCKET_FAMILY_IPV6, get_port (socket), &cause);
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        {
          if (port != 0)
            {
              set_address_error (error, port, cause);
              return FALSE;
            }
          if (i < MAX_TRIES)
            continue;
        }

      *bound_port = get_port (socket);
      *ipv4 = g_steal_pointer (&socket);
      *ipv6 = g_steal_pointer (&socket6);

      return TRUE;
    }
}
