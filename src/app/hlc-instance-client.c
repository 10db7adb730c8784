/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-instance-client.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

/** Seconds without a byte from the console after which it counts as hung. */
#define TIMEOUT 10

static SoupSession *
make_session (void)
{
  SoupSession *session;

  /* HTTP/2 is code that nothing here needs. Read by libsoup when the first session is made. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  session = soup_session_new_with_options ("timeout", TIMEOUT, "user-agent", "humanlayer-console", NULL);
  /* The token stays on this machine, whatever proxy the environment names. */
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static SoupMessage *
make_message (const HlcInstance *instance, const char *path, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *authorization = NULL;
  SoupMessage *message;

  url = g_strconcat (instance->console_base, path, NULL);
  message = soup_message_new (SOUP_METHOD_GET, url);
  if (message == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS, _ ("“%s” is not an address."), url);
      return NULL;
    }

  authorization = g_strconcat ("Bearer ", instance->console_token, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

/* The sentence of an error answer, or its status when it has none. */
static void
set_answer_error (GError **error, SoupMessage *message, GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (answer, NULL, NULL);
  g_autofree char *text = NULL;
  HlcJsonValue object;

  if (document != NULL &&
      hlc_json_value_get_member (hlc_json_document_get_root (document), "error", &object) &&
      hlc_json_read_string (object, "message", TRUE, &text, NULL))
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, text);
  else
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("The console answered %u %s."),
                 soup_message_get_status (message), soup_message_get_reason_phrase (message));
}

/**
 * hlc_instance_client_get:
 * @data_dir: (type filename): the data directory whose console is asked
 * @path: a path and a query below `/console/v1`, percent-encoded, beginning with a slash
 * @answer: (out) (transfer full): the bytes of the answer
 * @error: what went wrong, for people
 *
 * Asks the running console.
 *
 * Returns: %HLC_EXIT_DONE with @answer set; %HLC_EXIT_NO_INSTANCE when none runs, %HLC_EXIT_FAILED when it refused,
 *   with @error set
 */
HlcExit
hlc_instance_client_get (const char *data_dir, const char *path, GBytes **answer, GError **error)
{
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (data_dir != NULL && path != NULL && answer != NULL, HLC_EXIT_FAILED);

  instance = hlc_instance_read (data_dir, &local_error);
  if (instance == NULL)
    {
      gboolean runs = !g_error_matches (local_error, HLC_ERROR, HLC_ERROR_NOT_FOUND);

      g_propagate_error (error, g_steal_pointer (&local_error));
      return runs ? HLC_EXIT_FAILED : HLC_EXIT_NO_INSTANCE;
    }

  if (instance->console_base == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                   _ ("The console runs (process %" G_GINT64_FORMAT
                      ") but its API has no port. Its window offers one."),
                   instance->pid);
      return HLC_EXIT_FAILED;
    }

  session = make_session ();
  message = make_message (instance, path, error);
  if (message == NULL)
    return HLC_EXIT_FAILED;

  bytes = soup_session_send_and_read (session, message, NULL, &local_error);
  if (bytes == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                   _ ("The console (process %" G_GINT64_FORMAT ") does not answer at %s: %s"), instance->pid,
                   instance->console_base, local_error->message);
      return HLC_EXIT_FAILED;
    }

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      set_answer_error (error, message, bytes);
      return HLC_EXIT_FAILED;
    }

  *answer = g_steal_pointer (&bytes);
  return HLC_EXIT_DONE;
}

/**
 * hlc_instance_client_append_query:
 * @path: a path, with a query or without
 * @name: a parameter's name
 * @value: (nullable): its value, as typed; nothing is appended for %NULL
 */
void
hlc_instance_client_append_query (GString *path, const char *name, const char *value)
{
  g_return_if_fail (path != NULL && name != NULL);

  if (value == NULL)
    return;

  g_string_append_printf (path, "%c%s=", strchr (path->str, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (path, value, NULL, FALSE);
}
