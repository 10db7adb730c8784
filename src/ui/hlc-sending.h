/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"
#include "hlc-routes.h"
#include "hlc-send-dialog.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/* What the window does with messages, on the functions that scripts use too. Main thread. */
gboolean hlc_sending_has_default_secret (HlcConsole *console);
HlcSendOrder *hlc_sending_new_order (HlcSendDialog *dialog,
                                     const char *event_type,
                                     HlcTrigger trigger) G_GNUC_WARN_UNUSED_RESULT;
void hlc_sending_send_async (HlcConsole *console,
                             const HlcSendOrder *order,
                             const char *secret,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *hlc_sending_send_finish (HlcConsole *console,
                               GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
