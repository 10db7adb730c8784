/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * HlcHttpAnswer:
 * @status: the HTTP status
 * @body: its first bytes, at most as many as were asked for
 * @is_cut: whether there was more
 * @retry_after: how long it asks to wait, in microseconds; -1 where it does not
 *
 * What a server answered.
 */
typedef struct
{
  guint status;
  GBytes *body;
  gboolean is_cut;
  gint64 retry_after;
} HlcHttpAnswer;

/*
 * One HTTP request whose answer is bounded in bytes and in time. No redirect is followed, nothing is decompressed, no
 * cookie and no password is kept, and what goes to this machine goes through no proxy. Main thread.
 */
SoupSession *hlc_http_exchange_make_session (GUri *uri) G_GNUC_WARN_UNUSED_RESULT;
void hlc_http_exchange_async (SoupSession *session,
                              SoupMessage *message,
                              gsize max_body,
                              guint deadline,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
HlcHttpAnswer *hlc_http_exchange_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_http_answer_free (HlcHttpAnswer *self);
gboolean hlc_http_error_is_unreachable (const GError *error);
char *hlc_http_error_dup_words (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcHttpAnswer, hlc_http_answer_free)

G_END_DECLS
