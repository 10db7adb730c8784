/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sample.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "hlc-clock.h"
#include "hlc-error.h"
#include "hlc-json-writer.h"
#include "hlc-sample-post.h"

/**
 * hlc_sample_new_body:
 * @call_id: the operation's id
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): a completed function call, as the body of a v1 response webhook
 */
GBytes *
hlc_sample_new_body (const char *call_id, gint64 now)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "run_id");
  hlc_json_writer_string (writer, "run-sample");
  hlc_json_writer_name (writer, "call_id");
  hlc_json_writer_string (writer, call_id);
  hlc_json_writer_name (writer, "spec");
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "fn");
  hlc_json_writer_string (writer, "send_email");
  hlc_json_writer_name (writer, "kwargs");
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "to");
  hlc_json_writer_string (writer, "user@example.com");
  hlc_json_writer_name (writer, "subject");
  hlc_json_writer_string (writer, "Hello from the console");
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_object (writer);
  hlc_json_writer_name (writer, "status");
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "requested_at");
  hlc_json_writer_time (writer, now - G_TIME_SPAN_MINUTE);
  hlc_json_writer_name (writer, "responded_at");
  hlc_json_writer_time (writer, now);
  hlc_json_writer_name (writer, "approved");
  hlc_json_writer_boolean (writer, TRUE);
  hlc_json_writer_name (writer, "comment");
  hlc_json_writer_string (writer, "Looks good");
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

/**
 * hlc_sample_dup_curl:
 * @url: a webhook URL
 *
 * Returns: (transfer full): a shell line that sends an unsigned sample there
 */
char *
hlc_sample_dup_curl (const char *url)
{
  g_autofree char *quoted = g_shell_quote (url);

  return g_strdup_printf ("curl -H 'Content-Type: application/json' "
                          "-d '{\"run_id\":\"run-1\",\"call_id\":\"call-1\","
                          "\"spec\":{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\"}},"
                          "\"status\":{\"approved\":true,\"comment\":\"Looks good\"}}' %s",
                          quoted);
}

static void
sign_message (SoupMessage *message, HlcSigningSecret *secret, GBytes *body, gint64 now)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *message_id = g_strconcat ("msg_sample_", uuid, NULL);
  gint64 seconds = now / G_USEC_PER_SEC;
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *signature = hlc_signing_secret_sign (secret, message_id, seconds, body);

  soup_message_headers_append (headers, "webhook-id", message_id);
  soup_message_headers_append (headers, "webhook-timestamp", timestamp);
  soup_message_headers_append (headers, "webhook-signature", signature);
}

/**
 * hlc_sample_send_async:
 * @url: the webhook URL of the console's own receiver
 * @secret: (nullable): signs the sample
 * @now: microseconds since the epoch
 * @cancellable: (nullable): stops it
 *
 * Posts a sample webhook, so that a developer sees one arrive before an agent runs. Main thread.
 */
void
hlc_sample_send_async (const char *url,
                       HlcSigningSecret *secret,
                       gint64 now,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *call_id = g_strconcat ("call-sample-", uuid, NULL);
  g_autoptr (GBytes) body = hlc_sample_new_body (call_id, now);

  g_task_set_source_tag (task, hlc_sample_send_async);
  if (message == NULL)
    {
      g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_ARGUMENT,
                               _ ("%s is not an address to send a sample to"), url);
      return;
    }

  if (secret != NULL)
    sign_message (message, secret, body, now);
  hlc_sample_post (task, message, body, _ ("The sample was refused: Received says why"));
}

/**
 * hlc_sample_send_finish:
 * @result: as given to the callback
 * @error: why the sample was not accepted
 *
 * Returns: whether the sample was accepted
 */
gboolean
hlc_sample_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
