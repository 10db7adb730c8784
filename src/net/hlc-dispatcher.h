/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint-vault.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcDispatcher:
 *
 * Sends what waits in the store's outbox: looks what is due, signs it, posts it, and records what came of it. An attempt
 * waits in the store until its outcome is recorded there, so whatever ends the program, it is sent again under the same
 * message id. No endpoint holds up another. Main thread.
 */
#define HLC_TYPE_DISPATCHER (hlc_dispatcher_get_type ())
G_DECLARE_FINAL_TYPE (HlcDispatcher, hlc_dispatcher, HLC, DISPATCHER, GObject)

HlcDispatcher *hlc_dispatcher_new (HlcStore *store,
                                   HlcEndpointVault *vault,
                                   HlcClock *clock,
                                   const char *console_id) G_GNUC_WARN_UNUSED_RESULT;
void hlc_dispatcher_start (HlcDispatcher *self);
void hlc_dispatcher_stop (HlcDispatcher *self);
void hlc_dispatcher_wake (HlcDispatcher *self);
guint hlc_dispatcher_get_n_under_way (HlcDispatcher *self);
double hlc_dispatcher_get_time_scale (HlcDispatcher *self);
void hlc_dispatcher_set_time_scale (HlcDispatcher *self, double time_scale);
void hlc_dispatcher_set_own_ports (HlcDispatcher *self, const guint16 *ports, guint n_ports);
GArray *hlc_dispatcher_get_own_ports (HlcDispatcher *self);
gboolean hlc_dispatcher_check_url (HlcDispatcher *self,
                                   const char *url,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_dispatcher_set_deadline (HlcDispatcher *self, gint64 deadline);
void hlc_dispatcher_set_default_secret (HlcDispatcher *self, HlcSigningSecret *secret);
void hlc_dispatcher_send_async (HlcDispatcher *self,
                                const HlcSendOrder *order,
                                HlcSigningSecret *secret,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HlcMessage *hlc_dispatcher_send_finish (HlcDispatcher *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
