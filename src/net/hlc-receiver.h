/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-listener.h"
#include "hlc-store.h"

G_BEGIN_DECLS

#define HLC_RECEIVER_DEFAULT_PORT 4880
/** Bytes of a body that the receiver takes by default. */
#define HLC_RECEIVER_MAX_BODY (20 * 1024 * 1024)

/**
 * HlcReceiver:
 *
 * The webhook endpoint: POST to /webhook and below. Every request, accepted or refused, is stored before it is
 * answered. Bodies above 16 KiB are assessed on a worker thread. Main thread.
 *
 * Properties: HlcReceiver:port (0 while it does not listen); HlcReceiver:has-secret.
 */
#define HLC_TYPE_RECEIVER (hlc_receiver_get_type ())
G_DECLARE_FINAL_TYPE (HlcReceiver, hlc_receiver, HLC, RECEIVER, GObject)

HlcReceiver *hlc_receiver_new (HlcStore *store, HlcClock *clock) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_receiver_listen (HlcReceiver *self, guint16 port, GError **error);
void hlc_receiver_stop (HlcReceiver *self);
guint16 hlc_receiver_get_port (HlcReceiver *self);
void hlc_receiver_set_secrets (HlcReceiver *self, GPtrArray *secrets, GPtrArray *other_secrets);
void hlc_receiver_set_console_id (HlcReceiver *self, const char *console_id);
gboolean hlc_receiver_get_has_secret (HlcReceiver *self);
HlcListener *hlc_receiver_get_listener (HlcReceiver *self);

G_END_DECLS
