/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sample-request.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "hlc-error.h"
#include "hlc-sample-post.h"

/**
 * hlc_sample_request_send_async:
 * @api_base: where the console serves agents
 * @api_key: an agent key
 * @cancellable: (nullable): stops it
 *
 * Asks for an approval as an agent does, so that a developer sees a request arrive before an agent runs. Main thread.
 */
void
hlc_sample_request_send_async (const char *api_base,
                               const char *api_key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *url = g_strconcat (api_base, "/function_calls", NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", api_key, NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body = g_strdup_printf (
      "{\"run_id\":\"run-sample\",\"call_id\":\"call-sample-%s\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":"
      "{\"to\":\"user@example.com\",\"subject\":\"Hello from an agent\",\"body\":\"May I send this?\"},"
      "\"reject_options\":[{\"name\":\"wrong_person\",\"title\":\"Wrong Person\","
      "\"prompt_fill\":\"Do not write to this person.\"}]}}",
      uuid);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);

  g_task_set_source_tag (task, hlc_sample_request_send_async);
  if (message == NULL)
    {
      g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_ARGUMENT,
                               _ ("%s is not an address to send a request to"), url);
      return;
    }

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  hlc_sample_post (task, message, bytes, _ ("The sample request was refused: look at the agent keys"));
}

/** hlc_sample_request_send_finish: Returns: %FALSE with @error when it was not taken */
gboolean
hlc_sample_request_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
