/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

#include "hlc-attempt.h"
#include "hlc-clock.h"
#include "hlc-outgoing.h"

G_BEGIN_DECLS

/** What is kept of an answer's body, in bytes. */
#define HLC_POST_MAX_BODY (64 * 1024)

/** How long a handler has until the end of its answer's head, and again at most for the body. Microseconds. */
#define HLC_POST_DEADLINE (15 * G_TIME_SPAN_SECOND)

void hlc_post_async (SoupSession *session,
                     const HlcOutgoing *outgoing,
                     HlcClock *clock,
                     gint64 deadline,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
HlcAttemptResult *hlc_post_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
