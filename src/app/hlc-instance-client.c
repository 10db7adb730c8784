/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-instance-client.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

/** Seconds without a byte from the console after which it counts as hung: testing a tunnel takes it 20. */
#define TIMEOUT 30

/* @timeout: seconds without a byte, 0 for no limit. */
static SoupSession *
make_session (guint timeout)
{
  SoupSession *session =
      soup_session_new_with_options ("timeout", timeout, "user-agent", "humanlayer-console", NULL);
  /* The token stays on this machine, whatever proxy the environment names. */
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static SoupMessage *
make_message (const HlcInstance *instance, const char *method, const char *path, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *authorization = NULL;
  SoupMessage *message;

  url = g_strconcat (instance->console_base, path, NULL);
  message = soup_message_new (method, url);
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

/* Finds the running console, which has an address then. */
static HlcExit
find_instance (const char *data_dir, HlcInstance **instance, GError **error)
{
  g_autoptr (HlcInstance) found = NULL;
  g_autoptr (GError) local_error = NULL;

  found = hlc_instance_read (data_dir, &local_error);
  if (found == NULL)
    {
      gboolean runs = !g_error_matches (local_error, HLC_ERROR, HLC_ERROR_NOT_FOUND);

      g_propagate_error (error, g_steal_pointer (&local_error));
      return runs ? HLC_EXIT_FAILED : HLC_EXIT_NO_INSTANCE;
    }

  if (found->console_base == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS,
                   _ ("The console runs (process %ld) but its API has no port. Its window offers one."),
                   (long) found->pid);
      return HLC_EXIT_FAILED;
    }

  *instance = g_steal_pointer (&found);
  return HLC_EXIT_DONE;
}

static HlcExit
fail_unanswered (const HlcInstance *instance, const GError *cause, GError **error)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_ADDRESS, _ ("The console (process %ld) does not answer at %s: %s"),
               (long) instance->pid, instance->console_base, cause->message);
  return HLC_EXIT_FAILED;
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
    /* Translators: an HTTP status, as in "500 Internal Server Error". */
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
  return hlc_instance_client_send (data_dir, SOUP_METHOD_GET, path, NULL, answer, error);
}

/**
 * hlc_instance_client_send:
 * @data_dir: (type filename): the data directory whose console is told
 * @method: the HTTP method
 * @path: as for hlc_instance_client_get()
 * @body: (nullable): a JSON text
 * @answer: (out) (transfer full): the bytes of the answer
 * @error: what went wrong, for people
 *
 * Tells the running console to do something.
 *
 * Returns: as hlc_instance_client_get()
 */
HlcExit
hlc_instance_client_send (const char *data_dir,
                          const char *method,
                          const char *path,
                          GBytes *body,
                          GBytes **answer,
                          GError **error)
{
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  HlcExit status;

  g_return_val_if_fail (data_dir != NULL && method != NULL && path != NULL && answer != NULL,
                        HLC_EXIT_FAILED);

  status = find_instance (data_dir, &instance, error);
  if (status != HLC_EXIT_DONE)
    return status;

  session = make_session (TIMEOUT);
  message = make_message (instance, method, path, error);
  if (message == NULL)
    return HLC_EXIT_FAILED;

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  bytes = soup_session_send_and_read (session, message, NULL, &local_error);
  if (bytes == NULL)
    return fail_unanswered (instance, local_error, error);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      set_answer_error (error, message, bytes);
      return HLC_EXIT_FAILED;
    }

  *answer = g_steal_pointer (&bytes);
  return HLC_EXIT_DONE;
}

/**
 * hlc_instance_client_open:
 * @data_dir: (type filename): the data directory whose console is asked
 * @path: as for hlc_instance_client_get()
 * @stream: (out) (transfer full): the bytes of the answer as they come, for as long as that takes
 * @error: what went wrong, for people
 *
 * Begins to read an answer that has no end of its own, as that of `/events`.
 *
 * Returns: as hlc_instance_client_get(), with @stream set
 */
HlcExit
hlc_instance_client_open (const char *data_dir, const char *path, GInputStream **stream, GError **error)
{
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) body = NULL;
  g_autoptr (GError) local_error = NULL;
  HlcExit status;

  g_return_val_if_fail (data_dir != NULL && path != NULL && stream != NULL, HLC_EXIT_FAILED);

  status = find_instance (data_dir, &instance, error);
  if (status != HLC_EXIT_DONE)
    return status;

  session = make_session (0);
  message = make_message (instance, SOUP_METHOD_GET, path, error);
  if (message == NULL)
    return HLC_EXIT_FAILED;

  body = soup_session_send (session, message, NULL, &local_error);
  if (body == NULL)
    return fail_unanswered (instance, local_error, error);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

      set_answer_error (error, message, empty);
      return HLC_EXIT_FAILED;
    }

  /* The connection is the session's. */
  g_object_set_data_full (G_OBJECT (body), "session", g_steal_pointer (&session), g_object_unref);
  *stream = g_steal_pointer (&body);
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
