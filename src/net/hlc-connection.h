/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcConnection:
 *
 * What a listener knows of one TCP connection: its socket and its deadline. libsoup has neither a deadline
 * nor a way to end a connection. Main thread.
 */
#define HLC_TYPE_CONNECTION (hlc_connection_get_type ())
G_DECLARE_FINAL_TYPE (HlcConnection, hlc_connection, HLC, CONNECTION, GObject)

HlcConnection *hlc_connection_new (GSocketConnection *stream,
                                   GSocketAddress *remote,
                                   guint deadline) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_connection_get_remote_address (HlcConnection *self);
void hlc_connection_start_deadline (HlcConnection *self);
void hlc_connection_lift_deadline (HlcConnection *self);
void hlc_connection_send_now (HlcConnection *self, const char *text);
void hlc_connection_shut_down (HlcConnection *self);
gboolean hlc_connection_is_shut_down (HlcConnection *self);

G_END_DECLS
