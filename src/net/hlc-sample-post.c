/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sample-post.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"

/* How long the console may take to answer itself. Seconds. */
#define TIMEOUT 15

typedef struct
{
  SoupMessage *message; /* (owned) */
  const char *refusal;  /* (static) */
} SamplePost;

static void
sample_post_free (gpointer data)
{
  SamplePost *post = data;

  g_object_unref (post->message);
  g_free (post);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  const SamplePost *post = g_task_get_task_data (task);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);
  guint status = soup_message_get_status (post->message);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    /* Translators: what is wrong, and an HTTP status. */
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT, _ ("%s (HTTP %u)"), post->refusal, status);
  else
    g_task_return_boolean (task, TRUE);
}

/*< private >
 * hlc_sample_post:
 * @task: gets %TRUE, or why not
 * @message: with the headers that it needs
 * @body: JSON
 * @refusal: (static): what to say of a refusal, without a full stop
 *
 * Posts a sample to the console itself: no proxy, no redirect. Main thread.
 */
void
hlc_sample_post (GTask *task, SoupMessage *message, GBytes *body, const char *refusal)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", TIMEOUT, NULL);
  SamplePost *post = g_new0 (SamplePost, 1);

  post->message = g_object_ref (message);
  post->refusal = refusal;
  g_task_set_task_data (task, post, sample_post_free);

  soup_session_set_proxy_resolver (session, NULL);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                    answered_cb, g_object_ref (task));
}
