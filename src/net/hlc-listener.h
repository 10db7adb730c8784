/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-guard.h"
#include "hlc-request.h"

G_BEGIN_DECLS

/**
 * HlcListener:
 *
 * A loopback HTTP/1.1 listener that stands up to clients that libsoup's own server does not: it caps connections,
 * ends slow ones, counts body bytes, survives running out of file descriptors, and accepts below the priority at
 * which GTK paints. It hands whole, guarded requests to one handler. Main thread (the thread-default context of
 * hlc_listener_listen()).
 */
#define HLC_TYPE_LISTENER (hlc_listener_get_type ())
G_DECLARE_FINAL_TYPE (HlcListener, hlc_listener, HLC, LISTENER, GObject)

/** Called once for each request whose body is complete, or that the guard refused (then @refusal is set). */
typedef void (*HlcRequestHandler) (HlcListener *listener,
                                   HlcRequest *request,
                                   HlcRefusal *refusal,
                                   gpointer user_data);

HlcListener *hlc_listener_new (HlcGuardSide side,
                               HlcRequestHandler handler,
                               gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_listener_listen (HlcListener *self, guint16 port, GError **error);
void hlc_listener_stop (HlcListener *self);
guint16 hlc_listener_get_port (HlcListener *self);
void hlc_listener_set_has_secret (HlcListener *self, gboolean has_secret);
void hlc_listener_set_max_body (HlcListener *self, gsize max_body);
void hlc_listener_set_max_connections (HlcListener *self, guint max_connections);
void hlc_listener_set_deadline (HlcListener *self, guint milliseconds);
guint hlc_listener_get_n_connections (HlcListener *self);

G_END_DECLS
