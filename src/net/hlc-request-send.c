/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-request-send.h"

#include "hlc-post.h"
#include "hlc-send-session.h"
#include "hlc-target-url.h"

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HlcAttemptResult *answer = hlc_post_finish (result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) hlc_attempt_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * hlc_request_send_check:
 * @own_ports: (element-type guint16): the console's own, which are not sent to
 *
 * Returns: whether it may be sent: its URL, method and headers; %FALSE with a sentence that says what to do
 */
gboolean
hlc_request_send_check (const HlcRequestDraft *request, GArray *own_ports, GError **error)
{
  g_return_val_if_fail (request != NULL && own_ports != NULL, FALSE);

  return hlc_request_draft_check (request, error) &&
         hlc_target_url_check_own (request->url, (const guint16 *) own_ports->data, own_ports->len, error);
}

/**
 * hlc_request_send_async:
 * @request: copied
 * @own_ports: (element-type guint16): the console's own, which are not sent to
 * @clock: tells when it was
 * @cancellable: (nullable): stops it
 *
 * Sends the request as it is written, but for what hlc_request_draft_dup_sent_headers() leaves out: no redirect is
 * followed, nothing is tried again, %HLC_POST_DEADLINE is the longest that it takes until the head of the answer and
 * again for its body, of which %HLC_POST_MAX_BODY are kept.
 */
void
hlc_request_send_async (const HlcRequestDraft *request,
                        GArray *own_ports,
                        HlcClock *clock,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (HlcTargetAddress) target = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (HlcOutgoing) outgoing = g_new0 (HlcOutgoing, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, hlc_request_send_async);
  outgoing->method = g_strdup (request->method);
  outgoing->url = g_strdup (request->url);
  outgoing->headers = hlc_request_draft_dup_sent_headers (request);
  outgoing->body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  if (hlc_request_send_check (request, own_ports, &error))
    target = hlc_target_address_new (request->url, own_ports, &error);
  if (target == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  session = hlc_send_session_new (target);
  hlc_post_async (session, outgoing, clock, HLC_POST_DEADLINE, cancellable, posted_cb,
                  g_steal_pointer (&task));
}

/**
 * hlc_request_send_finish:
 *
 * Returns: (transfer full) (nullable): what was answered, or why nothing was, with secret headers masked; %NULL with
 *   @error where it was not sent or was stopped
 */
HlcAttemptResult *
hlc_request_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
