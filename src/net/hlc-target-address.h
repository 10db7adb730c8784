/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcTargetAddress:
 *
 * The host and port of a URL that we send to. Whoever connects to it gets only addresses that
 * hlc_target_address_check() allows, looked up and checked anew for each connection. It is a #GNetworkAddress, because
 * that is where TLS reads which name the server's certificate must bear. Thread-default main context.
 */
#define HLC_TYPE_TARGET_ADDRESS (hlc_target_address_get_type ())
G_DECLARE_FINAL_TYPE (HlcTargetAddress, hlc_target_address, HLC, TARGET_ADDRESS, GNetworkAddress)

HlcTargetAddress *hlc_target_address_new (const char *url,
                                          GArray *own_ports,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
