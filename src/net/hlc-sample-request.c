/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-sample-request.h"

#include <libsoup/soup.h>

#include "hlc-error.h"

/* How long the console's own API may take to answer. Seconds. */
#define TIMEOUT 15

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);
  guint status = soup_message_get_status (message);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT,
                             "The sample request was refused with HTTP %u; look at the agent keys", status);
  else
    g_task_return_boolean (task, TRUE);
}

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
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", TIMEOUT, NULL);
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
                               "%s is not an address to send a request to", url);
      return;
    }

  soup_session_set_proxy_resolver (session, NULL);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  g_task_set_task_data (task, g_object_ref (message), g_object_unref);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, answered_cb,
                                    g_object_ref (task));
}

/** hlc_sample_request_send_finish: Returns: %FALSE with @error when it was not taken */
gboolean
hlc_sample_request_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
