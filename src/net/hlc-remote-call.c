/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-call.h"

#include <glib/gi18n-lib.h>

#include "hlc-retry.h"

/* What is read at once. Bytes. */
#define CHUNK (64 * 1024)

typedef struct
{
  SoupMessage *message; /* (owned) */
  gsize max_bytes;
  GByteArray *received; /* (owned) */
  GInputStream *stream; /* (owned) (nullable) */
  GCancellable *ours;   /* (owned): cancelled by the caller's, or at the deadline */
  GCancellable *theirs; /* (owned) (nullable) */
  gulong theirs_handler;
  GSource *deadline; /* (owned) (nullable) */
  gboolean is_late;
} Call;

static void
stop_waiting (Call *call)
{
  if (call->deadline != NULL)
    g_source_destroy (call->deadline);
  g_clear_pointer (&call->deadline, g_source_unref);
  if (call->theirs_handler != 0)
    g_cancellable_disconnect (call->theirs, call->theirs_handler);
  call->theirs_handler = 0;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  stop_waiting (call);
  g_object_unref (call->message);
  g_byte_array_unref (call->received);
  g_clear_object (&call->stream);
  g_object_unref (call->ours);
  g_clear_object (&call->theirs);
  g_free (call);
}

/**
 * hlc_remote_reply_free:
 * @self: (transfer full): a reply
 */
void
hlc_remote_reply_free (HlcRemoteReply *self)
{
  g_return_if_fail (self != NULL);

  g_bytes_unref (self->body);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  Call *call = g_task_get_task_data (task);

  stop_waiting (call);
  if (call->is_late)
    {
      g_error_free (error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("No answer in time"));
    }
  else
    g_task_return_error (task, error);
}

static void
succeed (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  HlcRemoteReply *reply = g_new0 (HlcRemoteReply, 1);
  const char *retry_after =
      soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Retry-After");

  stop_waiting (call);
  reply->status = soup_message_get_status (call->message);
  reply->body = g_bytes_new (call->received->data, call->received->len);
  reply->retry_after = hlc_retry_parse_after (retry_after, g_get_real_time ());
  g_task_return_pointer (task, reply, (GDestroyNotify) hlc_remote_reply_free);
}

static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_more (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->ours, read_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (bytes == NULL)
    fail (task, error);
  else if (size == 0)
    succeed (task);
  else if (call->received->len + size > call->max_bytes)
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                             _ ("The answer has more than %lu bytes"), (gulong) call->max_bytes));
  else
    {
      g_byte_array_append (call->received, g_bytes_get_data (bytes, NULL), (guint) size);
      read_more (g_steal_pointer (&task));
    }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    fail (task, error);
  else
    read_more (g_steal_pointer (&task));
}

static gboolean
late_cb (gpointer user_data)
{
  Call *call = user_data;

  call->is_late = TRUE;
  g_cancellable_cancel (call->ours);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *theirs, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

/*< private >
 * hlc_remote_call_async:
 * @message: with its headers and its body
 * @max_bytes: the most bytes of an answer
 * @deadline: milliseconds for all of it: a timeout of the session does not stop what drips in
 * @cancellable: (nullable): stops it
 *
 * Sends a request and reads its answer.
 */
void
hlc_remote_call_async (SoupSession *session,
                       SoupMessage *message,
                       gsize max_bytes,
                       guint deadline,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, hlc_remote_call_async);
  call->message = g_object_ref (message);
  call->max_bytes = max_bytes;
  call->received = g_byte_array_new ();
  call->ours = g_cancellable_new ();
  g_task_set_task_data (task, call, call_free);

  if (cancellable != NULL)
    {
      call->theirs = g_object_ref (cancellable);
      call->theirs_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                    g_object_ref (call->ours), g_object_unref);
    }
  call->deadline = g_timeout_source_new (deadline);
  g_source_set_callback (call->deadline, late_cb, call, NULL);
  g_source_attach (call->deadline, g_main_context_get_thread_default ());

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, call->ours, sent_cb, task);
}

/*< private >
 * hlc_remote_call_finish:
 * @error: a #GIOErrorEnum, or what else libsoup and GIO say; %G_IO_ERROR_TIMED_OUT at the deadline
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
HlcRemoteReply *
hlc_remote_call_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
