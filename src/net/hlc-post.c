/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-post.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-header-rules.h"
#include "hlc-post-outcome.h"
#include "hlc-priority.h"
#include "hlc-retry.h"

#define READ_SIZE (16 * 1024)

/* What stands for the value of a credential. */
#define MASK "***"

/* One request on its way. */
typedef struct
{
  SoupSession *session;  /* (owned) */
  SoupMessage *message;  /* (owned) (nullable) */
  GInputStream *stream;  /* (owned) (nullable): the body of the answer */
  HlcClock *clock;       /* (owned) */
  GMainContext *context; /* (owned) */

  GCancellable *cancellable; /* (owned): of the caller or the deadline */
  GCancellable *caller;      /* (owned) (nullable) */
  gulong caller_id;
  GSource *timeout; /* (owned) (nullable) */
  gint64 started_at;
  gint64 start; /* monotonic time */

  HlcPostOutcome outcome;
  GString *addresses; /* (owned): all that were tried */
  char *address;      /* (owned) (nullable): the last one */
  char *location;     /* (owned) (nullable) */
  GByteArray *body;   /* (owned) (nullable): until it is the result's */
  guint8 buffer[READ_SIZE];
  gboolean is_truncated;
} Post;

static void
post_free (gpointer data)
{
  Post *post = data;

  g_cancellable_disconnect (post->caller, post->caller_id);
  g_clear_object (&post->caller);
  if (post->timeout != NULL)
    g_source_destroy (post->timeout);
  g_clear_pointer (&post->timeout, g_source_unref);
  if (post->message != NULL)
    g_signal_handlers_disconnect_by_data (post->message, post);
  g_clear_object (&post->stream);
  g_clear_object (&post->message);
  g_object_unref (post->session);
  g_object_unref (post->cancellable);
  hlc_clock_unref (post->clock);
  g_main_context_unref (post->context);
  g_string_free (post->addresses, TRUE);
  g_free (post->address);
  g_free (post->location);
  g_clear_pointer (&post->body, g_byte_array_unref);
  g_free (post);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  Post *post = user_data;

  g_clear_pointer (&post->timeout, g_source_unref);
  post->outcome.is_late = TRUE;
  g_cancellable_cancel (post->cancellable);

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
note_address (Post *post, GIOStream *stream)
{
  g_autoptr (GSocketAddress) address =
      g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);

  if (address == NULL)
    return;

  g_free (post->address);
  post->address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *stream, gpointer user_data)
{
  Post *post = user_data;

  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVED:
      post->outcome.phase = HLC_POST_PHASE_CONNECTING;
      break;
    case G_SOCKET_CLIENT_CONNECTING:
      note_address (post, stream);
      if (post->address != NULL)
        g_string_append_printf (post->addresses, "%s%s", post->addresses->len > 0 ? ", " : "", post->address);
      break;
    case G_SOCKET_CLIENT_CONNECTED:
      /* Two may have been tried at once: this is the one that is used. */
      note_address (post, stream);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      post->outcome.phase = HLC_POST_PHASE_SECURING;
      break;
    case G_SOCKET_CLIENT_COMPLETE:
      post->outcome.phase = HLC_POST_PHASE_SENDING;
      break;
    case G_SOCKET_CLIENT_RESOLVING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
    default:
      break;
    }
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  Post *post = user_data;

  post->outcome.tls_errors = errors;

  return FALSE;
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  Post *post = user_data;

  post->outcome.phase = HLC_POST_PHASE_WAITING;
}

static HlcHeaderList *
dup_answer_headers (SoupMessage *message)
{
  HlcHeaderList *list = hlc_header_list_new ();
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    hlc_header_list_append (list, name, hlc_header_is_secret (name) ? MASK : value);

  return list;
}

/* A path alone would say nothing to who shall put it into the settings. */
static char *
dup_location (SoupMessage *message)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *base = g_uri_to_string (soup_message_get_uri (message));
  char *absolute = NULL;

  if (location == NULL)
    return NULL;

  absolute = g_uri_resolve_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL);

  return absolute != NULL ? absolute : g_strdup (location);
}

static void
take_answer (Post *post, HlcAttemptResult *result)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");

  post->outcome.status = soup_message_get_status (post->message);
  post->location = dup_location (post->message);
  post->outcome.location = post->location;
  result->http_status = post->outcome.status;
  result->response_headers = dup_answer_headers (post->message);
  result->response_body = g_byte_array_free_to_bytes (g_steal_pointer (&post->body));
  result->response_truncated = post->is_truncated;
  if (retry_after != NULL)
    result->retry_after = hlc_retry_parse_after (retry_after, hlc_clock_get_now (post->clock));
}

/* Nothing is left to wait for. @error: (nullable): what ended it before the head of an answer came. */
static void
finish (GTask *task, const GError *error)
{
  Post *post = g_task_get_task_data (task);
  HlcAttemptResult *result = hlc_attempt_result_new ();

  if (post->timeout != NULL)
    g_source_destroy (post->timeout);
  post->outcome.error = error;
  post->outcome.addresses = post->addresses->len > 0 ? post->addresses->str : NULL;
  result->retry_after = -1;
  result->duration = g_get_monotonic_time () - post->start;
  result->started_at = post->started_at;
  if (post->outcome.phase == HLC_POST_PHASE_ANSWERED)
    take_answer (post, result);
  else
    post->outcome.n_head_bytes =
        soup_message_metrics_get_response_header_bytes_received (soup_message_get_metrics (post->message));

  result->failure = hlc_post_outcome_get_failure (&post->outcome);
  result->error = hlc_post_outcome_to_string (&post->outcome);
  result->address = g_steal_pointer (&post->address);
  g_task_return_pointer (task, result, (GDestroyNotify) hlc_attempt_result_free);
}

static void read_more (GTask *task);

/* @is_whole: the body has ended. Closing does not read what is left: it drops the connection. */
static void
end_body (GTask *task, gboolean is_whole)
{
  Post *post = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);

  g_input_stream_close (post->stream, NULL, NULL);
  post->is_truncated = !is_whole;
  /* libsoup takes the end of the connection for the end of the body. */
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > post->body->len)
    post->is_truncated = TRUE;
  finish (task, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  gssize room = HLC_POST_MAX_BODY - (gssize) post->body->len;

  if (n_bytes > 0)
    g_byte_array_append (post->body, post->buffer, (guint) MIN (n_bytes, room));

  if (n_bytes > 0 && n_bytes <= room)
    read_more (task);
  else
    end_body (task, n_bytes == 0);
}

static void
read_more (GTask *task)
{
  Post *post = g_task_get_task_data (task);

  g_input_stream_read_async (post->stream, post->buffer, READ_SIZE, HLC_PRIORITY_ANSWER, post->cancellable,
                             read_cb, g_object_ref (task));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  post->stream = soup_session_send_finish (post->session, result, &error);
  if (post->stream == NULL)
    {
      finish (task, error);
      return;
    }

  post->outcome.phase = HLC_POST_PHASE_ANSWERED;
  read_more (task);
}

static SoupMessage *
make_message (const HlcOutgoing *outgoing, GError **error)
{
  g_autoptr (SoupMessage) message =
      soup_message_new (outgoing->method != NULL ? outgoing->method : SOUP_METHOD_POST, outgoing->url);
  SoupMessageHeaders *headers = NULL;

  if (message == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is not a URL that can be sent to."), outgoing->url);
      return NULL;
    }

  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i < hlc_header_list_get_length (outgoing->headers); i++)
    {
      const char *name = hlc_header_list_get_name (outgoing->headers, i);
      const char *value = hlc_header_list_get_value (outgoing->headers, i);

      /* libsoup would drop it without a word. */
      if (!hlc_header_check (name, value, error))
        return NULL;
      soup_message_headers_append (headers, name, value);
    }
  soup_message_headers_replace (headers, "Connection", "close");
  if (outgoing->method == NULL || g_bytes_get_size (outgoing->body) > 0)
    soup_message_set_request_body_from_bytes (message, NULL, outgoing->body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION |
                                       SOUP_MESSAGE_COLLECT_METRICS);

  return g_steal_pointer (&message);
}

static Post *
post_new (SoupSession *session, HlcClock *clock, gint64 deadline, GCancellable *caller)
{
  Post *post = g_new0 (Post, 1);

  post->session = g_object_ref (session);
  post->clock = hlc_clock_ref (clock);
  post->context = g_main_context_ref_thread_default ();
  post->cancellable = g_cancellable_new ();
  post->addresses = g_string_new (NULL);
  post->body = g_byte_array_new ();
  post->outcome.deadline = deadline;
  if (caller != NULL)
    {
      post->caller = g_object_ref (caller);
      post->caller_id = g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                               g_object_ref (post->cancellable), g_object_unref);
    }

  return post;
}

static void
start_deadline (Post *post)
{
  post->started_at = hlc_clock_get_now (post->clock);
  post->start = g_get_monotonic_time ();
  post->timeout = g_timeout_source_new ((guint) (post->outcome.deadline / 1000));
  g_source_set_callback (post->timeout, deadline_passed_cb, post, NULL);
  g_source_attach (post->timeout, post->context);
}

/* It could not even be tried. */
static void
return_unsendable (GTask *task, HlcClock *clock, const GError *error)
{
  HlcAttemptResult *result = hlc_attempt_result_new ();

  result->started_at = hlc_clock_get_now (clock);
  result->retry_after = -1;
  result->failure = HLC_FAILURE_UNSENDABLE;
  result->error = g_strdup (error->message);
  g_task_return_pointer (task, result, (GDestroyNotify) hlc_attempt_result_free);
}

/**
 * hlc_post_async:
 * @session: of hlc_send_session_new() for the URL; for this request only
 * @outgoing: what is sent; not needed after this call
 * @clock: tells when it was
 * @deadline: microseconds, see %HLC_POST_DEADLINE. It also stops who sends a byte a second
 * @cancellable: (nullable): stops it without a result
 *
 * Posts once: no redirect is followed, nothing is tried again, and of the answer's body no more than
 * %HLC_POST_MAX_BODY is kept; then the connection is closed, however much is to come. Whatever happens is a result.
 * Thread-default main context; the answer comes at %HLC_PRIORITY_ANSWER.
 */
void
hlc_post_async (SoupSession *session,
                const HlcOutgoing *outgoing,
                HlcClock *clock,
                gint64 deadline,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Post *post = NULL;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (outgoing != NULL);
  g_return_if_fail (clock != NULL);
  g_return_if_fail (deadline > 0);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_post_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  post = post_new (session, clock, deadline, cancellable);
  g_task_set_task_data (task, post, post_free);

  post->message = make_message (outgoing, &error);
  if (post->message == NULL)
    {
      return_unsendable (task, clock, error);
      return;
    }

  post->outcome.host = g_uri_get_host (soup_message_get_uri (post->message));
  g_signal_connect (post->message, "network-event", G_CALLBACK (network_event_cb), post);
  g_signal_connect (post->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), post);
  g_signal_connect (post->message, "wrote-body", G_CALLBACK (wrote_body_cb), post);
  start_deadline (post);
  soup_session_send_async (session, post->message, HLC_PRIORITY_ANSWER, post->cancellable, answered_cb,
                           g_object_ref (task));
}

/**
 * hlc_post_finish:
 *
 * Gives what came of it, with no @request_headers and no @random: those are the caller's to fill in. Secret headers of
 * the answer are masked.
 *
 * Returns: (transfer full): the result, or %NULL with %G_IO_ERROR_CANCELLED where the caller stopped it
 */
HlcAttemptResult *
hlc_post_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
