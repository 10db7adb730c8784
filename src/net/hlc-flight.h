/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcFlight:
 * @attempt: row id
 * @endpoint: row id; 0 for a URL of its own
 * @message_id: of its message
 * @n_bytes: of its body
 * @due: (nullable): what is sent, until it is
 * @result: (nullable): what came of it
 * @is_dropped: nobody waits for what comes of it any more
 *
 * One attempt that is under way: from when it was taken from the outbox to when its outcome is recorded. Reference counted;
 * one thread.
 */
typedef struct
{
  gint64 attempt;
  gint64 endpoint;
  char *message_id;
  gsize n_bytes;
  HlcDueAttempt *due;
  HlcAttemptResult *result;
  gboolean is_dropped;

  /*< private >*/
  GObject *owner;
} HlcFlight;

HlcFlight *hlc_flight_new (HlcDueAttempt *due, gpointer owner) G_GNUC_WARN_UNUSED_RESULT;
HlcFlight *hlc_flight_ref (HlcFlight *self);
void hlc_flight_unref (HlcFlight *self);
gpointer hlc_flight_get_owner (HlcFlight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcFlight, hlc_flight_unref)

G_END_DECLS
