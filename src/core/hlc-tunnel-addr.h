/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcTunnelAddr:
 * @port: the port; 0 where the address could not be read
 * @is_local: whether it is a port of this machine's loopback address
 * @is_plain: whether plain HTTP is spoken to it
 *
 * Where a tunnel leads on this side.
 */
typedef struct
{
  guint16 port;
  gboolean is_local;
  gboolean is_plain;
} HlcTunnelAddr;

HlcTunnelAddr hlc_tunnel_addr_read (const char *text);

G_END_DECLS
