/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-clock.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcSendTerms:
 * @console_id: who sends
 * @own_ports: (element-type guint16): where we listen ourselves; not changed afterwards
 * @deadline: as of hlc_post_async()
 *
 * What holds for all that is sent. Plain data; copied.
 */
typedef struct
{
  HlcClock *clock;
  char *console_id;
  GArray *own_ports;
  gint64 deadline;
} HlcSendTerms;

void hlc_send_attempt_async (const HlcDueAttempt *due,
                             GPtrArray *secrets,
                             const HlcSendTerms *terms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
HlcAttemptResult *hlc_send_attempt_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
