/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Where webhooks may be sent to. A URL is checked when it is given; the address that its name leads to is checked
 * again whenever a connection is made, because a name may lead elsewhere by then. Pure; any thread.
 */
gboolean hlc_target_url_check (const char *url, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_target_url_check_own (const char *url,
                                   const guint16 *own_ports,
                                   guint n_own_ports,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_target_url_names_own (const char *url, const guint16 *own_ports, guint n_own_ports);
gboolean hlc_target_address_check (GInetAddress *address,
                                   guint16 port,
                                   const guint16 *own_ports,
                                   guint n_own_ports,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
