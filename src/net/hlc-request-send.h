/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-attempt.h"
#include "hlc-clock.h"
#include "hlc-request-draft.h"

G_BEGIN_DECLS

/* Sends a request that somebody wrote down, once. Thread-default main context. */
gboolean hlc_request_send_check (const HlcRequestDraft *request,
                                 GArray *own_ports,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_request_send_async (const HlcRequestDraft *request,
                             GArray *own_ports,
                             HlcClock *clock,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
HlcAttemptResult *hlc_request_send_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
