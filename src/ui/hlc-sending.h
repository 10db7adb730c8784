/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"
#include "hlc-send-dialog.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/* What the dialogs that send have in common. Main thread. */
gboolean hlc_sending_has_default_secret (HlcConsole *console);
HlcSendOrder *hlc_sending_new_order (HlcSendDialog *dialog,
                                     const char *event_type,
                                     HlcTrigger trigger) G_GNUC_WARN_UNUSED_RESULT;
void hlc_sending_send_async (HlcConsole *console,
                             HlcSendDialog *dialog,
                             const HlcSendOrder *order,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

G_END_DECLS
