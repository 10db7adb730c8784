/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * HlcRemoteReply:
 * @status: the HTTP status
 * @body: the whole answer
 * @retry_after: what the server asks for, in microseconds; -1 where it does not
 *
 * What a request was answered with. Plain data.
 */
typedef struct
{
  guint status;
  GBytes *body;
  gint64 retry_after;
} HlcRemoteReply;

/* One request, its answer read whole within bounds of bytes and time. Main thread. */
void hlc_remote_call_async (SoupSession *session,
                            SoupMessage *message,
                            gsize max_bytes,
                            guint deadline,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
HlcRemoteReply *hlc_remote_call_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_reply_free (HlcRemoteReply *self);
gint64 hlc_remote_parse_retry_after (const char *value, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcRemoteReply, hlc_remote_reply_free)

G_END_DECLS
