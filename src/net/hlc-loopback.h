/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hlc_loopback_listen (guint16 port,
                              GSocket **ipv4,
                              GSocket **ipv6,
                              guint16 *bound_port,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
